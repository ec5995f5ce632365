//! A sheet of cells, each with the arms of the lines through it and, over them, a sign of text.
//!
//! ```text
//!        north            a corner `┌` is the arms east and south,
//!      west ┼ east        a tee in a wall one arm more than the wall,
//!        south            a crossing all four
//! ```
//!
//! Arms are only ever added, so what is drawn first is never lost under what comes later. Text hides the arms below it. A
//! wide grapheme owns two cells, and one without a width joins the cell before it. The sheet grows to the right and
//! downwards as it is drawn on; what would lie left of it or above it is left out.

use super::charset::Charset;
use super::pen::{Arms, Stroke, Tone};
use crate::geom::{Point, Side};
use crate::scene::cells;
use unicode_segmentation::UnicodeSegmentation;

/// Switches every tone off.
const RESET: &str = "\u{1b}[0m";

/// What stands in a cell over its lines: nothing, a character, an index into [`Canvas::clusters`], or the second cell of
/// a wide grapheme. The drawing of a large system has tens of millions of cells, so a cell takes eight bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Ink(u32);

impl Ink {
    const NONE: Ink = Ink(0);
    const TAIL: Ink = Ink(u32::MAX);
    /// Clusters are counted from here, above every character.
    const CLUSTERS: u32 = char::MAX as u32 + 1;
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cell {
    ink: Ink,
    arms: Arms,
    tone: Tone,
}

/// The sheet.
pub(super) struct Canvas {
    /// The signs it is printed with.
    pub(super) charset: Charset,
    rows: Vec<Vec<Cell>>,
    clusters: Vec<String>,
}

impl Canvas {
    /// An empty sheet.
    pub(super) const fn new(charset: Charset) -> Canvas {
        Canvas { charset, rows: Vec::new(), clusters: Vec::new() }
    }

    /// Draws a line from the middle of the cell at `from` to the middle of its neighbour on `side`.
    pub(super) fn link(&mut self, from: Point, side: Side, stroke: Stroke, tone: Tone) {
        self.arm(from, side, stroke, tone);
        self.arm(neighbour(from, side), opposite(side), stroke, tone);
    }

    /// Draws a line from the middle of a cell to its edge.
    pub(super) fn arm(&mut self, at: Point, side: Side, stroke: Stroke, tone: Tone) {
        if let Some(cell) = self.cell_mut(at) {
            cell.arms.add(side, stroke);
            cell.tone = tone;
        }
    }

    /// Draws a rule of a table from cell to cell: it joins the rules and walls that it meets.
    pub(super) fn rule(&mut self, from: Point, to: Point, tone: Tone) {
        let side = if from.y == to.y { Side::Right } else { Side::Bottom };
        let mut at = from;
        while at.x < to.x || at.y < to.y {
            let next = neighbour(at, side);
            // A wall keeps its own tone.
            for (end, side) in [(at, side), (next, opposite(side))] {
                if let Some(cell) = self.cell_mut(end) {
                    cell.tone = if cell.arms.is_empty() { tone } else { cell.tone };
                    cell.arms.add(side, Stroke::Light);
                    cell.arms.join();
                }
            }
            at = next;
        }
    }

    /// Puts one sign of width 1 over what is there.
    pub(super) fn put(&mut self, at: Point, sign: char, tone: Tone) {
        if let Some(cell) = self.cell_mut(at) {
            cell.ink = Ink(sign.into());
            cell.tone = tone;
        }
    }

    /// Writes a line of text over what is there.
    pub(super) fn write(&mut self, at: Point, text: &str, tone: Tone) {
        let mut x = at.x;
        // What has no width of its own and nothing to join yet.
        let mut waiting = String::new();
        let mut last: Option<Point> = None;
        for grapheme in text.graphemes(true) {
            let width = cells::grapheme_width(grapheme);
            if width == 0 {
                match last {
                    Some(before) => self.join(before, grapheme),
                    None => waiting.push_str(grapheme),
                }
                continue;
            }
            let here = Point::new(x, at.y);
            let ink = if waiting.is_empty() {
                self.ink(grapheme)
            } else {
                self.ink(&(std::mem::take(&mut waiting) + grapheme))
            };
            self.set(here, ink, tone);
            if width == 2 {
                self.set(Point::new(x + 1, at.y), Ink::TAIL, tone);
            }
            last = Some(here);
            x += if width == 2 { 2 } else { 1 };
        }
    }

    /// Breaks a horizontal line at a cell, if there is one and no text on it.
    pub(super) fn clear_run(&mut self, at: Point) {
        if let Some(cell) = self.cell_mut(at)
            && cell.ink == Ink::NONE
            && cell.arms.is_horizontal()
        {
            cell.ink = Ink(' '.into());
        }
    }

    /// The sheet as text, each line filled to `width` (or the widest line) when that is given.
    pub(super) fn print(mut self, color: bool, width: Option<usize>) -> String {
        if self.charset.breaks_at_crossings() {
            self.break_at_crossings();
        }
        let widest = || self.rows.iter().map(|row| self.shown(row)).max().unwrap_or(0);
        let width = width.map_or(0, |width| width.max(widest()));
        let mut out = String::new();
        for row in &self.rows {
            let shown = self.shown(row);
            self.print_row(&row[..shown], color, &mut out);
            out.extend(std::iter::repeat_n(' ', width.saturating_sub(shown)));
            out.push('\n');
        }
        if out.is_empty() { "\n".to_owned() } else { out }
    }

    fn print_row(&self, row: &[Cell], color: bool, out: &mut String) {
        let mut tone = Tone::Plain;
        // Most of a sheet is blank, and most of the rest are lines: long runs of the same.
        for run in row.chunk_by(|cell, next| cell == next) {
            let sign = self.sign(run[0]);
            // A space looks the same in every tone.
            let changes = color && run[0].tone != tone && !matches!(sign, Sign::Nothing | Sign::Char(' '));
            if changes {
                out.push_str(if tone == Tone::Plain { "" } else { RESET });
                out.push_str(run[0].tone.escape());
                tone = run[0].tone;
            }
            match sign {
                Sign::Char(sign) if run.len() == 1 => out.push(sign),
                Sign::Char(sign) => out.push_str(&String::from(sign).repeat(run.len())),
                Sign::Cluster(cluster) => run.iter().for_each(|_| out.push_str(cluster)),
                Sign::Nothing => {}
            }
        }
        out.push_str(if tone == Tone::Plain { "" } else { RESET });
    }

    /// In a charset without signs for crossings the vertical line goes through and the horizontal one is broken.
    fn break_at_crossings(&mut self) {
        let mut crossings = Vec::new();
        for (row, y) in self.rows.iter().zip(0..) {
            let crossed =
                row.iter().zip(0..).filter(|(cell, _)| cell.ink == Ink::NONE && cell.arms.is_crossing());
            crossings.extend(crossed.map(|(_, x)| Point::new(x, y)));
        }
        for at in crossings {
            self.clear_run(neighbour(at, Side::Left));
            self.clear_run(neighbour(at, Side::Right));
        }
    }

    /// How many cells of a row there are up to its last sign.
    fn shown(&self, row: &[Cell]) -> usize {
        row.iter().rposition(|cell| self.sign(*cell) != Sign::Char(' ')).map_or(0, |last| last + 1)
    }

    fn sign(&self, cell: Cell) -> Sign<'_> {
        match cell.ink {
            Ink::NONE if cell.arms.is_empty() => Sign::Char(' '),
            Ink::NONE => Sign::Char(self.charset.line(cell.arms)),
            Ink::TAIL => Sign::Nothing,
            Ink(code) => char::from_u32(code).map_or_else(|| self.cluster(code - Ink::CLUSTERS), Sign::Char),
        }
    }

    fn cluster(&self, index: u32) -> Sign<'_> {
        self.clusters.get(index as usize).map_or(Sign::Nothing, |cluster| Sign::Cluster(cluster))
    }

    fn ink(&mut self, grapheme: &str) -> Ink {
        let mut chars = grapheme.chars();
        match (chars.next(), chars.next()) {
            (Some(sign), None) => Ink(sign.into()),
            _ => {
                let index = u32::try_from(self.clusters.len()).unwrap_or(u32::MAX);
                self.clusters.push(grapheme.to_owned());
                Ink(Ink::CLUSTERS.saturating_add(index))
            }
        }
    }

    fn set(&mut self, at: Point, ink: Ink, tone: Tone) {
        if let Some(cell) = self.cell_mut(at) {
            cell.ink = ink;
            cell.tone = tone;
        }
    }

    /// Appends what has no width to the sign of a cell.
    fn join(&mut self, at: Point, grapheme: &str) {
        let Some(cell) = self.cell_mut(at).copied() else { return };
        let joined = match self.sign(cell) {
            Sign::Char(sign) => format!("{sign}{grapheme}"),
            Sign::Cluster(cluster) => format!("{cluster}{grapheme}"),
            Sign::Nothing => return,
        };
        let ink = self.ink(&joined);
        self.set(at, ink, cell.tone);
    }

    fn cell_mut(&mut self, at: Point) -> Option<&mut Cell> {
        let (x, y) = (usize::try_from(at.x).ok()?, usize::try_from(at.y).ok()?);
        if self.rows.len() <= y {
            self.rows.resize_with(y + 1, Vec::new);
        }
        let row = self.rows.get_mut(y)?;
        if row.len() <= x {
            row.resize(x + 1, Cell::default());
        }
        row.get_mut(x)
    }
}

/// What is printed for a cell.
#[derive(PartialEq, Eq)]
enum Sign<'a> {
    Char(char),
    Cluster(&'a str),
    Nothing,
}

/// The cell on one side of another.
pub(super) const fn neighbour(at: Point, side: Side) -> Point {
    match side {
        Side::Top => Point::new(at.x, at.y - 1),
        Side::Right => Point::new(at.x + 1, at.y),
        Side::Bottom => Point::new(at.x, at.y + 1),
        Side::Left => Point::new(at.x - 1, at.y),
    }
}

/// The side across.
pub(super) const fn opposite(side: Side) -> Side {
    match side {
        Side::Top => Side::Bottom,
        Side::Right => Side::Left,
        Side::Bottom => Side::Top,
        Side::Left => Side::Right,
    }
}
