//! The telling of a journey: its steps in order with what each failure of them does, for every view of a journey.
//!
//! In: a [`Journey`] of the model. Out: a [`Telling`], a tree of [`Act`]s in which failure plans are resolved (own plans
//! before inherited ones), replies run along the calls that are open, and every arrow is a [`Leg`] with its number, its kind
//! and its words. What stands where is left to the view. [`calls`] keeps the stack of open calls.
//!
//! Numbers: a step has that of the model, `3`. What is done when it fails is `3a`, `3b`, … in the order written, own plans
//! first; an arrow of `3a` is numbered `3a` too, or `3a.1`, `3a.2` when there are several; steps of an error block are always
//! counted like that.

mod calls;
mod tell;

pub use tell::tell;

use super::{Edge, EdgeKind, NodeId};
use crate::model::{ElementId, Plan, Step};
use crate::source::Span;
use crate::view::script::FrameKind;

/// How many arrows, failures and blocks a journey may have with all that its plans do. Beyond it, no drawing has a reader.
pub const MAX_ACTS: usize = 20_000;

/// A journey, told.
#[derive(Clone, Debug, Default)]
pub struct Telling<'m> {
    /// What happens, in order.
    pub acts: Vec<Act<'m>>,
    /// Whether it is longer than [`MAX_ACTS`], and not told to its end.
    pub too_long: bool,
}

/// One thing that happens, or is said.
#[derive(Clone, Debug)]
pub enum Act<'m> {
    /// A step, and what is done when it fails.
    Step(Told<'m>),
    /// An arrow of a failure plan: a redirect, a park, a compensation, an error reply.
    Arrow(Leg),
    /// The reply runs back, a leg for each open call from the last to the first; none when nothing is open. Each of those
    /// who replied rests after its leg.
    Return {
        /// The legs; the text stands on the last one.
        legs: Vec<Leg>,
        /// What is replied.
        text: String,
        /// The statement.
        span: Span,
    },
    /// Alternatives, lanes or a loop.
    Block {
        /// Which.
        kind: FrameKind,
        /// The parts, at least one.
        parts: Vec<Part<'m>>,
        /// The statement.
        span: Span,
    },
    /// A remark.
    Note {
        /// What it is about; empty for everything.
        over: Vec<ElementId>,
        /// What it says.
        text: String,
        /// The statement.
        span: Span,
    },
    /// The call that woke this element is over. Within one list of acts, every waking has its rest, later in the same list.
    Rests(ElementId),
}

/// A step of a journey.
#[derive(Clone, Debug)]
pub struct Told<'m> {
    /// The step in the model.
    pub step: &'m Step,
    /// Its arrow.
    pub leg: Leg,
    /// Whether its target is at work from here on, until an [`Act::Rests`].
    pub wakes: bool,
    /// What is done when it fails: its own plans, then those that it inherits.
    pub failures: Vec<Failure<'m>>,
}

/// What is done when a step fails in one way.
#[derive(Clone, Debug)]
pub struct Failure<'m> {
    /// `3a`.
    pub number: String,
    /// In which way: `down, slow > 50ms`.
    pub cause: String,
    /// What is done that is no arrow, in words: `retry 3, alert oncall`. May be empty.
    pub said: String,
    /// All that is done in words, arrows included.
    pub words: String,
    /// The arrows of it, and the statements of error blocks. Empty when this very failure was told before: then `said` names
    /// the number to look at.
    pub acts: Vec<Act<'m>>,
    /// The number under which this very failure was told before.
    pub again: Option<String>,
    /// The plan.
    pub plan: &'m Plan,
    /// Whether it is the flow's, not the step's own.
    pub inherited: bool,
}

impl Failure<'_> {
    /// Cause and words: `down: retry 3`.
    pub fn caption(&self) -> String {
        if self.said.is_empty() { self.cause.clone() } else { format!("{}: {}", self.cause, self.said) }
    }
}

/// A branch, a lane, or what is repeated.
#[derive(Clone, Debug)]
pub struct Part<'m> {
    /// The condition, the lane's label, or what the loop is for; empty for none.
    pub label: String,
    /// What happens in it.
    pub acts: Vec<Act<'m>>,
}

/// What an arrow stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A step.
    Step,
    /// A plan does the work elsewhere.
    Redirect,
    /// A plan puts the work aside.
    Park,
    /// A plan undoes earlier steps.
    Compensate,
    /// A plan answers the caller with a failure.
    Respond,
    /// The reply of a call.
    Return,
}

/// An arrow between two elements.
#[derive(Clone, Debug)]
pub struct Leg {
    /// Unique in its journey, and tied to its number: `s3`, `s3a.1`, `r1`.
    pub id: String,
    /// `3`, `3a.1`; replies have none.
    pub number: Option<String>,
    /// What it stands for.
    pub cause: Cause,
    /// Source.
    pub from: ElementId,
    /// Target.
    pub to: ElementId,
    /// How it is drawn.
    pub kind: EdgeKind,
    /// Heads at both ends.
    pub both: bool,
    /// What it says.
    pub label: String,
    /// `[method/format]` of the step. Of a step that says neither that nor a label, both are those of its flow.
    pub tech: Option<String>,
    /// Tags of the step.
    pub tags: Vec<String>,
    /// Where it was written.
    pub span: Span,
}

impl Leg {
    /// It as an edge between two nodes of a view.
    pub fn edge(&self, from: NodeId, to: NodeId) -> Edge {
        Edge {
            id: self.id.clone(),
            from,
            to,
            kind: self.kind,
            both: self.both,
            label: self.label.clone(),
            tech: self.tech.clone(),
            step: self.number.clone(),
            count: 1,
            plans: Vec::new(),
            tags: self.tags.clone(),
            span: self.span,
        }
    }
}
