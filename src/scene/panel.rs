//! What a drawing has besides boxes and lines between them: fields behind and on them, and lines that lead nowhere.
//!
//! A sequence has lifelines, the bars on them, frames around its branches, and notes. Each is placed by the layout like
//! everything else. A [`Panel`] is a field with texts; a [`Rule`] is a line without heads. In cells a panel owns its walls, as
//! a box does, and the ends of a rule lie on walls of what it joins.

use super::Text;
use crate::geom::{Point, Rect};
use crate::view::script::FrameKind;

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// What it is.
    pub kind: PanelKind,
    /// Its place.
    pub rect: Rect,
    /// The box that it belongs to, such as the head of the lifeline that a bar stands on.
    pub node: Option<usize>,
    /// What is written in it or on its walls.
    pub texts: Vec<Text>,
}

/// What a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PanelKind {
    /// A block of a sequence; the word in its corner and the condition of each branch are its texts.
    Frame(FrameKind),
    /// On a lifeline: somebody is at work.
    Bar,
    /// What is done about a failure, in words alone: a note with the walls of a failure.
    Failure,
    /// A remark.
    Note,
    /// The head of a lifeline once more, at its other end.
    Foot,
}

/// A line without heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What it is.
    pub kind: RuleKind,
    /// Its upper or left end.
    pub from: Point,
    /// Its lower or right end.
    pub to: Point,
    /// The box that it belongs to.
    pub node: Option<usize>,
}

/// What a line without heads is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleKind {
    /// Somebody takes part from here to there; interrupted where a bar or a note stands on it.
    Lifeline,
    /// Between the branches of a block.
    Separator(FrameKind),
}
