//! What lines are drawn with: strokes, the arms they leave in a cell, and the tones that colour repeats them in.

use crate::geom::Side;
use crate::view::EdgeKind;

/// What a line is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stroke {
    /// Walls and synchronous flows.
    Light,
    /// Asynchronous flows.
    Dashed,
    /// Replies.
    Dotted,
    /// Error paths.
    Double,
}

impl Stroke {
    /// The stroke of a kind of flow.
    pub(super) const fn of(kind: EdgeKind) -> Stroke {
        match kind {
            EdgeKind::Sync => Stroke::Light,
            EdgeKind::Async => Stroke::Dashed,
            EdgeKind::Error => Stroke::Double,
            EdgeKind::Return => Stroke::Dotted,
        }
    }
}

/// The bit that says that lines are joined.
const JOINED: u16 = 1 << 12;

/// The lines that run from the middle of a cell to its sides: three bits a side, 0 for none; and whether they are one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Arms(u16);

impl Arms {
    /// Draws a line to one side.
    pub(super) const fn add(&mut self, side: Side, stroke: Stroke) {
        let shift = 3 * side as u16;
        self.0 = self.0 & !(0b111 << shift) | (stroke as u16 + 1) << shift;
    }

    /// Makes lines that meet here one: rules of a table, which do not pass each other.
    pub(super) const fn join(&mut self) {
        self.0 |= JOINED;
    }

    /// Whether lines that meet here are one.
    pub(super) const fn is_joined(self) -> bool {
        self.0 & JOINED != 0
    }

    /// The line to one side.
    pub(super) const fn to(self, side: Side) -> Option<Stroke> {
        match (self.0 >> (3 * side as u16)) & 0b111 {
            0 => None,
            1 => Some(Stroke::Light),
            2 => Some(Stroke::Dashed),
            3 => Some(Stroke::Dotted),
            _ => Some(Stroke::Double),
        }
    }

    /// Whether there are no lines.
    pub(super) const fn is_empty(self) -> bool {
        self.0 & !JOINED == 0
    }

    /// The stroke of the line up and down, and of that to the left and right.
    pub(super) fn strokes(self) -> (Option<Stroke>, Option<Stroke>) {
        (self.to(Side::Top).or(self.to(Side::Bottom)), self.to(Side::Left).or(self.to(Side::Right)))
    }

    /// Whether lines go straight on in both directions, one over the other.
    pub(super) fn is_crossing(self) -> bool {
        !self.is_joined()
            && [Side::Top, Side::Right, Side::Bottom, Side::Left]
                .into_iter()
                .all(|side| self.to(side).is_some())
    }

    /// Whether a line runs to the left or right and none up or down.
    pub(super) fn is_horizontal(self) -> bool {
        matches!(self.strokes(), (None, Some(_)))
    }
}

/// What colour repeats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tone {
    /// As the terminal has it.
    #[default]
    Plain,
    /// Names and titles.
    Strong,
    /// What stands back: walls of boundaries, details, replies.
    Faint,
    /// Asynchronous flows.
    Async,
    /// Error paths.
    Error,
}

impl Tone {
    /// The tone of a kind of flow.
    pub(super) const fn of(kind: EdgeKind) -> Tone {
        match kind {
            EdgeKind::Sync => Tone::Plain,
            EdgeKind::Async => Tone::Async,
            EdgeKind::Error => Tone::Error,
            EdgeKind::Return => Tone::Faint,
        }
    }

    /// The escape that switches it on.
    pub(super) const fn escape(self) -> &'static str {
        match self {
            Tone::Plain => "",
            Tone::Strong => "\u{1b}[1m",
            Tone::Faint => "\u{1b}[2m",
            Tone::Async => "\u{1b}[36m",
            Tone::Error => "\u{1b}[31m",
        }
    }
}
