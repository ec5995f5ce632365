//! Journeys: what a user or a job sets in motion, step by step, with branches, lanes, loops and error paths.

use super::component::ElementId;
use super::failure::{Action, ActionKind};
use super::flow::{FlowFacts, FlowId};
use super::surface::EndpointId;
use crate::source::Span;
use crate::syntax::ast::{Arrow, Extra, Name, Text};
use std::sync::Arc;

/// An index into [`Model::journeys`](super::Model::journeys).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JourneyId(pub u32);

impl JourneyId {
    /// As an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// `journey name "label" { … }`.
#[derive(Clone, Debug)]
pub struct Journey {
    /// Its place in the model.
    pub id: JourneyId,
    /// Its name.
    pub name: Name,
    /// Its label, or its name.
    pub label: String,
    /// `#tags`.
    pub tags: Vec<Name>,
    /// What happens, in order.
    pub items: Vec<Item>,
    /// How many numbered steps it has.
    pub steps: u32,
    /// Whether some step of it could not be resolved.
    pub incomplete: bool,
    /// `x-` attributes.
    pub extras: Vec<Extra>,
    /// All of it.
    pub span: Span,
}

/// A statement of a journey. A step that could not be resolved is left out, and its journey is `incomplete`.
#[derive(Clone, Debug)]
pub enum Item {
    /// One arrow.
    Step(Step),
    /// Alternatives.
    When(Vec<Branch>, Span),
    /// Lanes that run at the same time.
    Parallel(Vec<Lane>, Span),
    /// A loop.
    Repeat {
        /// What for.
        what: Option<Text>,
        /// What is repeated.
        body: Vec<Item>,
        /// All of it.
        span: Span,
    },
    /// The reply runs back to the initiator.
    Return(Option<Text>, Span),
    /// A remark, over some elements or over all.
    Note {
        /// What it is about.
        over: Vec<ElementId>,
        /// What it says.
        text: Text,
        /// All of it.
        span: Span,
    },
    /// A line of actions: in an error block only. Its arrows start at the source of the step that failed.
    Actions(Vec<Action>, Span),
}

/// One alternative.
#[derive(Clone, Debug)]
pub struct Branch {
    /// When it is taken; `None` for the last `else`.
    pub condition: Option<Text>,
    /// What happens then.
    pub body: Vec<Item>,
    /// All of it.
    pub span: Span,
}

/// One lane.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Its label.
    pub label: Option<Text>,
    /// What happens in it.
    pub body: Vec<Item>,
    /// All of it.
    pub span: Span,
}

/// One arrow of a journey. It stands for a flow of the model, declared or implied.
#[derive(Clone, Debug)]
pub struct Step {
    /// From 1, in source order; a step in an error block has none.
    pub number: Option<u32>,
    /// Source.
    pub from: ElementId,
    /// Target.
    pub to: ElementId,
    /// The arrow as written; the flow's arrow says how the call works.
    pub arrow: Arrow,
    /// The flow it stands for.
    pub flow: FlowId,
    /// Whether it runs against that flow, which is `<->` then.
    pub backwards: bool,
    /// Label and technology, and the plans of its own. See [`Model::step_plans`](super::Model::step_plans) for those it inherits.
    pub facts: Arc<FlowFacts>,
    /// Whether a failure travels: written `!>`, standing for a `!>` flow, or in an error block.
    pub error: bool,
    /// The endpoint of its target that its label names.
    pub endpoint: Option<EndpointId>,
    /// Its ends and arrow in the source.
    pub span: Span,
}

impl Journey {
    /// Visits every numbered step, in source order. Steps of error blocks belong to the plans of these.
    pub fn each_step<'a>(&'a self, visit: &mut impl FnMut(&'a Step)) {
        each_step(&self.items, visit);
    }
}

/// Visits every step under `items`, those in error blocks left out.
pub fn each_step<'a>(items: &'a [Item], visit: &mut impl FnMut(&'a Step)) {
    for item in items {
        match item {
            Item::Step(step) => visit(step),
            Item::When(branches, _) => branches.iter().for_each(|branch| each_step(&branch.body, visit)),
            Item::Parallel(lanes, _) => lanes.iter().for_each(|lane| each_step(&lane.body, visit)),
            Item::Repeat { body, .. } => each_step(body, visit),
            Item::Return(..) | Item::Note { .. } | Item::Actions(..) => {}
        }
    }
}

/// Visits every step under `items`, those in error blocks after the statement that they belong to.
pub fn each_step_and_block<'a>(items: &'a [Item], visit: &mut impl FnMut(&'a Step)) {
    for (index, item) in items.iter().enumerate() {
        match item {
            Item::Step(step) => {
                visit(step);
                // The steps of a list or a chain stand together and share their blocks: each block is visited once.
                let shared =
                    |next: &Item| matches!(next, Item::Step(next) if Arc::ptr_eq(&next.facts, &step.facts));
                if !items.get(index + 1).is_some_and(shared) {
                    for action in step.facts.plans.iter().flat_map(|plan| &plan.actions) {
                        if let ActionKind::Block(block) = &action.kind {
                            each_step_and_block(block, visit);
                        }
                    }
                }
            }
            Item::When(branches, _) => {
                branches.iter().for_each(|branch| each_step_and_block(&branch.body, visit));
            }
            Item::Parallel(lanes, _) => lanes.iter().for_each(|lane| each_step_and_block(&lane.body, visit)),
            Item::Repeat { body, .. } => each_step_and_block(body, visit),
            Item::Actions(actions, _) => {
                for action in actions {
                    if let ActionKind::Block(block) = &action.kind {
                        each_step_and_block(block, visit);
                    }
                }
            }
            Item::Return(..) | Item::Note { .. } => {}
        }
    }
}
