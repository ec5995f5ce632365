//! What a source means: names bound, kinds known, ids given.
//!
//! In: the merged statements of a compilation. Out: a [`Model`], which holds every fact that was stated, and a diagnostic
//! for everything that has no meaning. What a mistake touches is left out and marks its surroundings as incomplete, so
//! that later steps stay quiet about it. Elements stand in declaration order, a boundary before its insides; so do flows.
//! The model holds no sizes and no places.

pub mod component;
pub mod facts;
pub mod failure;
pub mod flow;
pub mod journey;
pub mod json;
pub mod kind;
pub mod names;
pub mod resolve;
pub mod select;
pub mod style;
pub mod surface;
pub mod words;

pub use crate::syntax::ast::{Arrow, Mode};
pub use component::{Direction, Element, ElementId, Hints, KindId, Status};
pub use facts::{Design, Subject};
pub use failure::{Action, ActionKind, Effect, Plan};
pub use flow::{Flow, FlowFacts, FlowId, Origin, Tech};
pub use journey::{Item, Journey, JourneyId, Step};
pub use kind::{Kind, UserKind};
pub use names::{Lookup, Names};
pub use resolve::resolve;
pub use select::{NamedView, Selector, ViewKind, ViewOf};
pub use style::{Accent, Border, Look, LookPatch, Shape, Style, StyleSheet};
pub use surface::{Endpoint, EndpointId, Surface, SurfaceId};

use crate::source::Span;
use crate::syntax::ast::Extra;

/// A resolved design.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// What drawings of it are called: its `title`, else its only top-level system, else its file's name.
    pub title: String,
    /// The edition of the language it is written in.
    pub edition: u32,
    /// The kinds it adds.
    pub kinds: Vec<UserKind>,
    /// Components and boundaries; a boundary before its insides.
    pub elements: Vec<Element>,
    /// The elements of the top level, in order.
    pub roots: Vec<ElementId>,
    /// Declared flows, then those that journeys imply.
    pub flows: Vec<Flow>,
    /// Journeys.
    pub journeys: Vec<Journey>,
    /// API surfaces.
    pub surfaces: Vec<Surface>,
    /// The design around the diagrams.
    pub design: Design,
    /// Named views.
    pub views: Vec<NamedView>,
    /// Styles. See [`StyleSheet`] for which one wins.
    pub styles: Vec<Style>,
    /// How the top level likes to be laid out.
    pub hints: Hints,
    /// How its elements are found by name.
    pub names: Names,
    /// `x-` attributes of the top level.
    pub extras: Vec<Extra>,
    /// Where names of elements are used, in no order that means anything: for tools that rename and find.
    pub uses: Vec<Use>,
}

/// A place where an element is named; each segment of a dotted name is a use of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// The segment.
    pub span: Span,
    /// What it means.
    pub element: ElementId,
}

/// A plan that holds for a step, and for which modes.
#[derive(Clone, Debug)]
pub struct StepPlan<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The modes of it that hold: of an inherited one, those that the step's own plans do not name.
    pub modes: Vec<Mode>,
    /// Whether it is the flow's, not the step's own.
    pub inherited: bool,
}

impl Model {
    /// An element by its id.
    pub fn element(&self, id: ElementId) -> &Element {
        &self.elements[id.index()]
    }

    /// A flow by its id.
    pub fn flow(&self, id: FlowId) -> &Flow {
        &self.flows[id.index()]
    }

    /// An endpoint by its id.
    pub fn endpoint(&self, id: EndpointId) -> &Endpoint {
        &self.surfaces[id.surface.index()].endpoints[id.index as usize]
    }

    /// What a dotted name means at the top level.
    pub fn lookup(&self, name: &str) -> Lookup {
        let path: Vec<&str> = name.split('.').collect();
        self.names.lookup(&self.elements, None, &path)
    }

    /// The journey of that name.
    pub fn journey_of_name(&self, name: &str) -> Option<&Journey> {
        self.journeys.iter().find(|journey| journey.name.value == name)
    }

    /// The boundaries around an element, innermost first.
    pub fn ancestors(&self, id: ElementId) -> impl Iterator<Item = ElementId> + '_ {
        std::iter::successors(self.element(id).parent, |&id| self.element(id).parent)
    }

    /// Whether `inner` is `outer`, or lies in it at any depth.
    pub fn is_within(&self, inner: ElementId, outer: ElementId) -> bool {
        inner == outer || self.ancestors(inner).any(|ancestor| ancestor == outer)
    }

    /// The words of an element's kind and of those it is made from, its own first.
    pub fn kind_words<'a>(&'a self, element: &'a Element) -> impl Iterator<Item = &'a str> + 'a {
        let user = |id: KindId| &self.kinds[id.index()];
        let chain = std::iter::successors(element.user_kind.map(user), move |kind| kind.parent.map(user));
        chain.map(|kind| kind.name.value.as_str()).chain([element.base.word()])
    }

    /// The plans of a step: its own, then those of its flow for the modes that its own do not name.
    pub fn step_plans<'a>(&'a self, step: &'a Step) -> Vec<StepPlan<'a>> {
        let own = &step.facts.plans;
        let flow = self.flow(step.flow);
        let mut plans: Vec<StepPlan<'a>> = own
            .iter()
            .map(|plan| StepPlan { plan, modes: plan.modes().collect(), inherited: false })
            .collect();
        if !std::sync::Arc::ptr_eq(&flow.facts, &step.facts) {
            let named: Vec<Mode> = own.iter().flat_map(Plan::modes).collect();
            for plan in &flow.facts.plans {
                let modes: Vec<Mode> = plan.modes().filter(|mode| !named.contains(mode)).collect();
                if !modes.is_empty() {
                    plans.push(StepPlan { plan, modes, inherited: true });
                }
            }
        }
        plans
    }
}
