//! The script of a journey: its messages in order, and the blocks around them.
//!
//! A view of a journey has nodes and edges like any other; its script says in which order the edges are travelled, which
//! of them are alternatives, run at the same time, or are repeated, and which lead away when something fails. A layout of
//! lifelines follows it from top to bottom; a numbered list follows it line by line.
//!
//! What holds: each edge of the view stands in its script exactly once.

use super::{EdgeId, NodeId};

/// One thing that happens, or is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// An edge is travelled.
    Message(EdgeId),
    /// A block.
    Frame(Frame),
    /// A remark.
    Note(Note),
    /// The target of the message before is at work from here on.
    Wakes(NodeId),
    /// It is done. Within one list of events, every waking has its rest, later in the same list.
    Rests(NodeId),
}

/// A remark over some of the nodes, or over all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it stands over; empty for all.
    pub over: Vec<NodeId>,
    /// What it says, as one line.
    pub text: String,
}

/// A block: alternatives, lanes, a loop, or what happens instead when a step fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// What sort of block.
    pub kind: FrameKind,
    /// Its parts, in order: one for a loop, at least one for the others.
    pub branches: Vec<Branch>,
}

/// A part of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Of a failure, the number of what is done about it, such as `3a`.
    pub number: Option<String>,
    /// When it is taken, which lane it is, what the loop is for, or of a failure its cause and what is done about it besides
    /// the events; empty for none, as for a last `else`.
    pub label: String,
    /// Of a failure, the beginning of its label: in which way it fails.
    pub cause: String,
    /// What happens in it.
    pub events: Vec<Event>,
}

/// A sort of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FrameKind {
    /// `when … else`: one of its branches.
    Alternatives,
    /// `parallel`: all of its branches at the same time.
    Parallel,
    /// `repeat`: its branch, again and again.
    Loop,
    /// What a failure plan does: one of its branches, when the message before it fails in that way.
    Failure,
}

impl FrameKind {
    /// The word in the corner of the block.
    pub const fn word(self) -> &'static str {
        match self {
            FrameKind::Alternatives => "alt",
            FrameKind::Parallel => "par",
            FrameKind::Loop => "loop",
            FrameKind::Failure => "fails",
        }
    }
}
