//! From a telling to edges: which arrows are drawn, what stands on them, and which failures come to what.
//!
//! Conditions stand in front of a label: `[paid by card] charge`. A step says what the block it stands in is for, and the
//! first one of a block also what the blocks around it are for, as far as no step has said so yet.
//!
//! A plan that two steps share is drawn once, with both numbers. So is a reply without words between the same two elements.

use super::super::journey::{Act, Cause, Failure, Leg, Part, Telling, Told};
use super::super::script::FrameKind;
use super::super::{Edge, EdgeId, EdgeKind, NodeId, Pull};
use super::filter::Shown;
use crate::model::{ActionKind, ElementId, Model};
use crate::source::{Span, Spanned};
use crate::view::clean;
use crate::view::plans;
use indexmap::IndexMap;

/// Where an edge ends.
#[derive(Clone, Copy, Debug)]
pub(super) enum To {
    Element(ElementId),
    /// An index into [`Drawn::outcomes`].
    Outcome(usize),
}

/// An edge whose ends have no nodes yet.
pub(super) struct Drawing {
    pub from: ElementId,
    pub to: To,
    pub edge: Edge,
    pub pull: Pull,
}

/// What comes of a failure that turns to nobody.
pub(super) struct OutcomeOf {
    pub number: String,
    pub words: String,
    pub span: Span,
}

/// [`super::script::Event`], with elements in place of nodes.
pub(super) enum Event {
    Message(EdgeId),
    Note { over: Vec<ElementId>, text: String },
    Frame { kind: FrameKind, branches: Vec<Branch> },
}

/// [`super::script::Branch`] of them.
pub(super) struct Branch {
    pub number: Option<String>,
    pub label: String,
    pub events: Vec<Event>,
}

/// All that is drawn of a journey.
#[derive(Default)]
pub(super) struct Drawn {
    pub edges: Vec<Drawing>,
    pub outcomes: Vec<OutcomeOf>,
    pub script: Vec<Event>,
    pub remarks: Vec<String>,
    /// The synchronous steps, in order.
    pub calls: Vec<usize>,
}

/// Draws what a telling tells, as far as it is shown.
pub(super) fn draw(model: &Model, shown: &Shown, telling: &Telling<'_>, with_errors: bool) -> Drawn {
    let mut legs = Legs {
        model,
        shown,
        with_errors,
        drawn: Drawn::default(),
        blocks: Vec::new(),
        failures: IndexMap::new(),
        replies: IndexMap::new(),
        outcomes: IndexMap::new(),
        cause: None,
        whole: false,
        number: String::new(),
    };
    let script = legs.acts(&telling.acts);
    legs.drawn.script = script;
    legs.drawn
}

struct Legs<'v> {
    model: &'v Model,
    shown: &'v Shown,
    with_errors: bool,
    drawn: Drawn,
    /// What the blocks around are for, and whether an edge has said so.
    blocks: Vec<(String, bool)>,
    /// The edges of each failure, by its number.
    failures: IndexMap<String, Vec<usize>>,
    /// Replies without words, by their ends.
    replies: IndexMap<(ElementId, ElementId, EdgeKind), usize>,
    /// Outcomes by their source and words.
    outcomes: IndexMap<(ElementId, String), usize>,
    /// What the next error edge has to say before its own words: cause and what is done that is no arrow.
    cause: Option<String>,
    /// Whether that is all that there is to say.
    whole: bool,
    /// The number of the failure that is being drawn; empty outside of one.
    number: String,
}

impl Legs<'_> {
    fn acts(&mut self, acts: &[Act<'_>]) -> Vec<Event> {
        let mut events = Vec::new();
        for act in acts {
            match act {
                Act::Step(told) => self.step(told, &mut events),
                Act::Arrow(leg) => {
                    let edge = self.leg(leg);
                    events.extend(edge.map(Event::Message));
                }
                Act::Return { legs, .. } => {
                    for leg in legs {
                        let edge = self.reply(leg);
                        events.extend(edge.map(Event::Message));
                    }
                }
                Act::Block { kind, parts, .. } => events.extend(self.block(*kind, parts)),
                Act::Note { over, text, .. } => {
                    let names: Vec<String> = over.iter().map(|&id| plans::name(self.model, id)).collect();
                    let about =
                        if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
                    self.drawn.remarks.push(format!("Note{about}: {text}"));
                    events.push(Event::Note { over: over.clone(), text: text.clone() });
                }
                Act::Rests(_) => {}
            }
        }
        events
    }

    fn block(&mut self, kind: FrameKind, parts: &[Part<'_>]) -> Option<Event> {
        let mut branches = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let label = match (kind, part.label.as_str()) {
                (FrameKind::Alternatives, "") => "else".to_owned(),
                (FrameKind::Alternatives | FrameKind::Failure, label) => label.to_owned(),
                (FrameKind::Parallel, "") => format!("{} {}", kind.word(), index + 1),
                (FrameKind::Parallel | FrameKind::Loop, label) => format!("{} {label}", kind.word()),
            };
            self.blocks.push((label.trim().to_owned(), false));
            let events = self.acts(&part.acts);
            self.blocks.pop();
            branches.push(Branch { number: None, label: part.label.clone(), events });
        }
        let said = branches.iter().any(|branch| !branch.events.is_empty());
        said.then_some(Event::Frame { kind, branches })
    }

    /// `[each item, paid]`: what the blocks around an edge are for, from the first that nobody has named.
    fn condition(&mut self) -> String {
        let last = self.blocks.len().saturating_sub(1);
        let mut names: Vec<&str> = Vec::new();
        for (index, (name, said)) in self.blocks.iter_mut().enumerate() {
            if index == last || !*said {
                names.push(name);
            }
            *said = true;
        }
        names.retain(|name| !name.is_empty());
        if names.is_empty() { String::new() } else { format!("[{}]", names.join(", ")) }
    }

    fn step(&mut self, told: &Told<'_>, events: &mut Vec<Event>) {
        let edge = self.leg(&told.leg);
        events.extend(edge.map(Event::Message));
        if let Some(EdgeId(edge)) = edge
            && told.wakes
            && self.number.is_empty()
        {
            self.drawn.calls.push(edge as usize);
        }
        if edge.is_none() || !self.with_errors {
            return;
        }
        let branches: Vec<Branch> = told
            .failures
            .iter()
            .map(|failure| Branch {
                number: Some(failure.number.clone()),
                label: failure.caption(),
                events: self.failure(told, failure),
            })
            .filter(|branch| !branch.events.is_empty())
            .collect();
        if !branches.is_empty() {
            events.push(Event::Frame { kind: FrameKind::Failure, branches });
        }
    }

    /// What is done when a step fails in one way: its arrows, or its outcome where there is none.
    fn failure(&mut self, told: &Told<'_>, failure: &Failure<'_>) -> Vec<Event> {
        if let Some(first) = &failure.again {
            return self.again(first, &failure.number);
        }
        let mut words = vec![failure.cause.clone()];
        let mut whole = false;
        if let [Act::Arrow(_)] = &failure.acts[..]
            && !has_block(failure)
        {
            // One arrow says it all, in the order written.
            words.push(self.said(failure));
            whole = true;
        } else {
            words.push(failure.said.clone());
        }
        words.retain(|words| !words.is_empty());
        let around_whole = std::mem::replace(&mut self.whole, whole);
        let around = (self.cause.take(), std::mem::replace(&mut self.number, failure.number.clone()));
        self.cause = Some(words.join(": "));
        let before = self.drawn.edges.len();
        // The conditions of the step hold for its failures too, and are not said again.
        let blocks = std::mem::take(&mut self.blocks);
        let mut events = self.acts(&failure.acts);
        self.blocks = blocks;
        if self.drawn.edges.len() == before {
            events.extend(self.outcome(told, failure));
        }
        (self.cause, self.number) = around;
        self.whole = around_whole;
        self.failures.insert(failure.number.clone(), (before..self.drawn.edges.len()).collect());
        events
    }

    /// What is done, without the arrow's target, which the arrow shows.
    fn said(&self, failure: &Failure<'_>) -> String {
        let label = |label: &Option<Spanned<String>>, other: &str| {
            let said = label.as_ref().map(|label| clean::line(&label.value)).unwrap_or_default();
            if said.is_empty() { other.to_owned() } else { said }
        };
        let words = failure.plan.actions.iter().map(|action| match &action.kind {
            ActionKind::Redirect { target: Some(_), label: said } => label(said, ""),
            ActionKind::Park { target: Some(_), label: said } => label(said, "park"),
            ActionKind::Compensate { target: Some(_), label: said } => label(said, "compensate"),
            _ => plans::action(self.model, action),
        });
        words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// A failure that was drawn for an earlier step: its edges get one more number.
    fn again(&mut self, first: &str, number: &str) -> Vec<Event> {
        let edges = self.failures.get(first).cloned().unwrap_or_default();
        for &index in &edges {
            let Some(steps) = self.drawn.edges[index].edge.step.as_mut() else { continue };
            // `5a.1` of the first becomes `6a.1` of this one.
            let counted = |own: &str| {
                let rest = own.strip_prefix(first)?;
                (rest.is_empty() || rest.starts_with('.')).then(|| rest.to_owned())
            };
            if let Some(rest) = steps.split(", ").find_map(counted) {
                steps.push_str(&format!(", {number}{rest}"));
            }
        }
        self.failures.insert(number.to_owned(), edges.clone());
        edges.into_iter().map(|index| Event::Message(EdgeId(index as u32))).collect()
    }

    fn outcome(&mut self, told: &Told<'_>, failure: &Failure<'_>) -> Option<Event> {
        let from = self.stand(told.leg.from)?;
        let words = if failure.said.is_empty() { &failure.words } else { &failure.said };
        if words.is_empty() {
            return None;
        }
        let outcomes = &mut self.drawn.outcomes;
        let outcome = *self.outcomes.entry((from, words.clone())).or_insert_with(|| {
            outcomes.push(OutcomeOf {
                number: failure.number.clone(),
                words: words.clone(),
                span: failure.plan.span,
            });
            outcomes.len() - 1
        });
        let edge = Edge {
            id: format!("s{}", failure.number),
            from: NodeId(0),
            to: NodeId(0),
            kind: EdgeKind::Error,
            both: false,
            label: failure.cause.clone(),
            tech: None,
            step: Some(failure.number.clone()),
            count: 1,
            plans: Vec::new(),
            tags: Vec::new(),
            span: failure.plan.span,
        };
        Some(Event::Message(self.push(from, To::Outcome(outcome), edge, Pull::Usual)))
    }

    /// An arrow, between what stands for its ends; none when one of them is not shown, or both stand in one box.
    fn leg(&mut self, leg: &Leg) -> Option<EdgeId> {
        if !self.with_errors && leg.kind == EdgeKind::Error {
            return None;
        }
        let (from, to) = (self.stand(leg.from)?, self.stand(leg.to)?);
        if from == to && leg.from != leg.to {
            return None;
        }
        let mut edge = leg.edge(NodeId(0), NodeId(0));
        let own = match leg.cause {
            Cause::Park if edge.label.is_empty() => "park".to_owned(),
            Cause::Respond => format!("respond {}", edge.label),
            _ => edge.label,
        };
        edge.label = match self.cause.take() {
            Some(cause) if self.whole => cause,
            Some(cause) if own.is_empty() => cause,
            Some(cause) if cause.contains(": ") => format!("{cause}, {own}"),
            Some(cause) => format!("{cause}: {own}"),
            None => own,
        };
        let condition = self.condition();
        if !condition.is_empty() {
            edge.label = format!("{condition} {}", edge.label).trim_end().to_owned();
        }
        let pull = if leg.cause == Cause::Respond { Pull::Back } else { Pull::Usual };
        Some(self.push(from, To::Element(to), edge, pull))
    }

    /// A leg of a reply.
    fn reply(&mut self, leg: &Leg) -> Option<EdgeId> {
        if !self.with_errors && leg.kind == EdgeKind::Error {
            return None;
        }
        let (from, to) = (self.stand(leg.from)?, self.stand(leg.to)?);
        if from == to {
            return None;
        }
        let wordless = leg.label.is_empty();
        if wordless && let Some(&known) = self.replies.get(&(from, to, leg.kind)) {
            return Some(EdgeId(known as u32));
        }
        let made = self.push(from, To::Element(to), leg.edge(NodeId(0), NodeId(0)), Pull::Back);
        if wordless {
            self.replies.insert((from, to, leg.kind), made.index());
        }
        Some(made)
    }

    fn push(&mut self, from: ElementId, to: To, edge: Edge, pull: Pull) -> EdgeId {
        self.drawn.edges.push(Drawing { from, to, edge, pull });
        EdgeId(self.drawn.edges.len() as u32 - 1)
    }

    fn stand(&self, element: ElementId) -> Option<ElementId> {
        self.shown.stand[element.index()]
    }
}

/// Whether a plan does something that is more than one action.
fn has_block(failure: &Failure<'_>) -> bool {
    failure.plan.actions.iter().any(|action| matches!(action.kind, ActionKind::Block(_)))
}
