//! Reads the text of a sequence: who stands where, and who tells whom what sort of message, in order.
//!
//! It shares no code with the renderer and takes only characters. Heads are the topmost boxes with a tee in their lower wall; a
//! message is a head with a line of one kind behind it, back to a tee or to the corner of a ring.

use crate::reader::grid::{Dir, Grid, Place};
use crate::reader::signs::Signs;
use cutaway::view::EdgeKind;

/// A lifeline: its column, and what is written on its head without white space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifeline {
    pub x: i32,
    pub name: String,
}

/// A message from one lifeline to another, both as indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    pub from: usize,
    pub to: usize,
    pub kind: EdgeKind,
}

/// The lifelines of a drawing in box characters, from the left.
pub fn lifelines(text: &str) -> Vec<Lifeline> {
    let grid = Grid::new(text);
    let mut found: Vec<Lifeline> = Vec::new();
    let mut tees: Vec<Place> = grid.places().filter(|&at| grid.sign(at) == Some('┬')).collect();
    tees.sort_by_key(|at| (at.y, at.x));
    for at in tees {
        if found.iter().any(|line| line.x == at.x) {
            continue;
        }
        let along = |dir: Dir, end: char| {
            let mut at = at.step(dir);
            while grid.sign(at) == Some('─') {
                at = at.step(dir);
            }
            (grid.sign(at) == Some(end)).then_some(at)
        };
        let (Some(left), Some(right)) = (along(Dir::Left, '└'), along(Dir::Right, '┘')) else { continue };
        let mut rows = Vec::new();
        let mut row = left.step(Dir::Up);
        while grid.sign(row) == Some('│') {
            rows.push(grid.text(row.y, left.x + 1, right.x));
            row = row.step(Dir::Up);
        }
        if grid.sign(row) != Some('┌') || rows.is_empty() {
            continue;
        }
        rows.reverse();
        let name = rows.concat().chars().filter(|c| !c.is_whitespace()).collect();
        found.push(Lifeline { x: at.x, name });
    }
    found.sort_by_key(|line| line.x);
    found
}

/// The messages of a drawing, from the top.
pub fn messages(text: &str, signs: Signs, lifelines: &[Lifeline]) -> Vec<Message> {
    let grid = Grid::new(text);
    let column = |x: i32| lifelines.iter().position(|line| (line.x - x).abs() <= 1);
    let mut found = Vec::new();
    for at in grid.places() {
        let Some(dir) = grid.sign(at).and_then(|sign| signs.head(sign)).filter(|dir| dir.is_horizontal())
        else {
            continue;
        };
        let behind = grid.sign(at.step(dir.back()));
        // A head at the start of a line that runs both ways points away from the other one.
        let Some(kind) = behind.and_then(|sign| signs.line(sign, true)) else { continue };
        let Some(to) = column(at.step(dir).x) else { continue };
        let mut place = at.step(dir.back());
        let is_line = |place: Place| grid.sign(place).and_then(|sign| signs.line(sign, true)) == Some(kind);
        let passes = |place: Place| match (signs, grid.sign(place)) {
            (Signs::Lines, Some('┼' | '╪')) => true,
            // In ASCII the line is broken where it crosses an upright one, and inside of a bar.
            (Signs::Ascii, Some('|')) => true,
            (Signs::Ascii, None) | (Signs::Ascii, Some(' ')) => grid.is_blank(place),
            _ => false,
        };
        while is_line(place) || passes(place) {
            place = place.step(dir.back());
        }
        let Some(sign) = grid.sign(place) else { continue };
        let is_corner = dir == Dir::Left && column(place.x).is_none() && "┘╛╝+".contains(sign);
        let is_tee = "├┤╞╡+".contains(sign);
        let is_head = signs.head(sign) == Some(dir.back());
        let from = if is_corner { Some(to) } else { column(place.x).filter(|_| is_tee) };
        if let Some(from) = from {
            found.push(Message { from, to, kind });
        } else if is_head
            && dir == Dir::Right
            && let Some(from) = column(place.step(dir.back()).x)
        {
            found.push(Message { from, to, kind });
        }
    }
    found
}
