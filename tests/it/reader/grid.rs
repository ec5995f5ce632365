//! The drawing as cells: what a terminal would show at each row and column.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Blank,
    /// A single character; every sign that we draw is one.
    Sign(char),
    /// A cluster of several characters.
    Cluster(String),
    /// The second half of a wide sign.
    Tail,
}

/// A place: column, row. Signed, so that a step over the edge is a place too, where everything is blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub x: i32,
    pub y: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dir {
    Up,
    Right,
    Down,
    Left,
}

impl Dir {
    pub const ALL: [Dir; 4] = [Dir::Up, Dir::Right, Dir::Down, Dir::Left];

    pub const fn back(self) -> Dir {
        match self {
            Dir::Up => Dir::Down,
            Dir::Right => Dir::Left,
            Dir::Down => Dir::Up,
            Dir::Left => Dir::Right,
        }
    }

    pub const fn is_horizontal(self) -> bool {
        matches!(self, Dir::Left | Dir::Right)
    }

    /// The two ways to turn.
    pub const fn turns(self) -> [Dir; 2] {
        if self.is_horizontal() { [Dir::Up, Dir::Down] } else { [Dir::Left, Dir::Right] }
    }
}

impl Place {
    pub const fn step(self, dir: Dir) -> Place {
        self.steps(dir, 1)
    }

    pub const fn steps(self, dir: Dir, count: i32) -> Place {
        let Place { x, y } = self;
        match dir {
            Dir::Up => Place { x, y: y - count },
            Dir::Right => Place { x: x + count, y },
            Dir::Down => Place { x, y: y + count },
            Dir::Left => Place { x: x - count, y },
        }
    }
}

/// The cells of a drawing.
pub struct Grid {
    rows: Vec<Vec<Cell>>,
    pub width: i32,
    pub height: i32,
}

impl Grid {
    pub fn new(text: &str) -> Grid {
        let rows: Vec<Vec<Cell>> = text.lines().map(row).collect();
        let width = rows.iter().map(Vec::len).max().unwrap_or(0) as i32;
        Grid { height: rows.len() as i32, rows, width }
    }

    pub fn cell(&self, at: Place) -> &Cell {
        let row = usize::try_from(at.y).ok().and_then(|y| self.rows.get(y));
        let cell = row.and_then(|row| usize::try_from(at.x).ok().and_then(|x| row.get(x)));
        cell.unwrap_or(&Cell::Blank)
    }

    pub fn sign(&self, at: Place) -> Option<char> {
        match self.cell(at) {
            Cell::Sign(sign) => Some(*sign),
            _ => None,
        }
    }

    pub fn is_blank(&self, at: Place) -> bool {
        *self.cell(at) == Cell::Blank
    }

    pub fn index(&self, at: Place) -> usize {
        (at.y * self.width + at.x) as usize
    }

    pub fn places(&self) -> impl Iterator<Item = Place> + use<> {
        let width = self.width;
        (0..self.height).flat_map(move |y| (0..width).map(move |x| Place { x, y }))
    }

    /// What is written in a row, from column `from` to before `to`, without the blanks around it.
    pub fn text(&self, y: i32, from: i32, to: i32) -> String {
        let mut out = String::new();
        for x in from..to {
            match self.cell(Place { x, y }) {
                Cell::Blank => out.push(' '),
                Cell::Sign(sign) => out.push(*sign),
                Cell::Cluster(cluster) => out.push_str(cluster),
                Cell::Tail => {}
            }
        }
        out.trim().to_owned()
    }
}

fn row(line: &str) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    // A mark that combines with the blank before it, as at the start of a label, is kept with the sign after it, or stands on
    // that blank when there is none.
    let mut loose = String::new();
    for cluster in line.graphemes(true) {
        if let Some(marks) = cluster.strip_prefix(' ') {
            if let Some(blank) = cells.last_mut().filter(|_| !loose.is_empty()) {
                *blank = Cell::Cluster(std::mem::take(&mut loose));
            }
            cells.push(Cell::Blank);
            if marks.width() > 0 {
                cells.push(Cell::Cluster(marks.to_owned()));
                cells.extend((1..marks.width().min(2)).map(|_| Cell::Tail));
            } else {
                loose = marks.to_owned();
            }
            continue;
        }
        let cluster = std::mem::take(&mut loose) + cluster;
        let width = cluster.as_str().width().min(2);
        if width == 0 {
            match cells.iter_mut().rev().find(|cell| **cell != Cell::Tail) {
                Some(Cell::Cluster(before)) => before.push_str(&cluster),
                Some(cell) => match cell {
                    Cell::Sign(sign) => *cell = Cell::Cluster(format!("{sign}{cluster}")),
                    _ => loose = cluster,
                },
                None => loose = cluster,
            }
            continue;
        }
        let mut chars = cluster.chars();
        cells.push(match (chars.next(), chars.next()) {
            (Some(sign), None) => Cell::Sign(sign),
            _ => Cell::Cluster(cluster),
        });
        cells.extend((1..width).map(|_| Cell::Tail));
    }
    cells
}
