//! What stands in a box that is a card: rows of texts, samples of lines, and the rules between them.
//!
//! What holds: everything lies inside the box; no two texts overlap; no rule runs through a text. In cells, a rule takes the
//! cells from one end to the other, ends included, and one that ends on a wall joins it; in pixels it is a line without
//! width.

use super::Text;
use crate::geom::{Point, Rect};
use crate::view::EdgeKind;

/// The content of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Lines inside the box, horizontal or vertical.
    pub rules: Vec<Rule>,
    /// Headings of sections and heads of columns.
    pub heads: Vec<Text>,
    /// Its rows, from the top.
    pub rows: Vec<Row>,
}

/// A line inside a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its upper or left end.
    pub from: Point,
    /// Its lower or right end.
    pub to: Point,
    /// Whether it sets parts of the card off, and not only rows of one table.
    pub strong: bool,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What it is, such as `endpoint`.
    pub of: &'static str,
    /// Stable id, where what it stands for has one.
    pub id: String,
    /// The room it takes.
    pub rect: Rect,
    /// Its texts, cell by cell.
    pub texts: Vec<Text>,
    /// Samples of lines, with their places.
    pub marks: Vec<(EdgeKind, Rect)>,
    /// What it stands for, for scripts.
    pub facts: Vec<(&'static str, String)>,
    /// Tags.
    pub tags: Vec<String>,
}

impl Card {
    /// Every text in it.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.heads.iter().chain(self.rows.iter().flat_map(|row| &row.texts))
    }
}
