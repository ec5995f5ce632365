//! The sequence view of a journey: who takes part, and what they tell each other from top to bottom.
//!
//! In: a journey, told by [`journey`]. Out: a view whose leaves are the participants in order of first use, those of one
//! boundary together; whose edges are the messages in order; and whose script has the blocks around them, with a frame for
//! the failures of each step. A message between two elements that one box stands for is not shown.

use super::filter::{self, Shown};
use super::journey::{self, Act, Failure, Leg, MAX_ACTS, Part, Telling};
use super::script::{Branch, Event, Frame, FrameKind, Note};
use super::{NodeId, View, ViewSpec, boxes, clean};
use crate::diag::{Diagnostic, Outcome, codes};
use crate::model::{ElementId, Journey, Model, StyleSheet, Subject};
use indexmap::{IndexMap, IndexSet};

/// The sequence views that every model has: one for each journey.
pub fn list(model: &Model) -> Vec<(String, String)> {
    let entry = |journey: &Journey| (format!("sequence:{}", journey.name.value), title(journey));
    model.journeys.iter().map(entry).collect()
}

/// Makes the sequence view of a journey.
///
/// A journey without steps is a warning (`W0301`), and one that is too long for any drawing an error (`E0401`).
pub fn project(model: &Model, spec: &ViewSpec<'_>) -> Outcome<View> {
    let mut view = View { name: clean::line(spec.name), kind: spec.of.kind, ..View::default() };
    let Some(Subject::Journey(id)) = spec.of.subject else { return Outcome::clean(view) };
    let journey = &model.journeys[id.index()];
    view.title = match spec.named {
        Some(named) => clean::line(named.label.as_deref().unwrap_or(&named.name.value)),
        None => title(journey),
    };
    let telling = journey::tell(model, journey);
    if telling.too_long {
        let diagnostics = vec![too_long(journey, &view.name)];
        return Outcome { value: view, diagnostics };
    }
    let shown = filter::choose(model, spec);
    let with_errors = !spec.named.is_some_and(|named| named.without_errors);
    let places = participants(model, &shown, &telling, with_errors, &mut view);
    let mut writer = Writer { shown: &shown, places: &places, with_errors, view: &mut view };
    let script = writer.acts(&telling.acts);
    view.script = script;
    let diagnostics = if view.edges.is_empty() { vec![empty(journey, spec)] } else { Vec::new() };
    Outcome { value: view, diagnostics }
}

fn title(journey: &Journey) -> String {
    let label = clean::line(&journey.label);
    if label.is_empty() { journey.name.value.clone() } else { label }
}

/// Makes the nodes: participants in order of first use, each boundary where its first one stands.
fn participants(
    model: &Model,
    shown: &Shown,
    telling: &Telling<'_>,
    with_errors: bool,
    view: &mut View,
) -> IndexMap<ElementId, NodeId> {
    let mut used = IndexSet::new();
    let mut use_one = |id: ElementId| {
        used.extend(shown.stand[id.index()]);
    };
    each_use(&telling.acts, with_errors, &mut |ids| ids.iter().for_each(|&id| use_one(id)));
    // A boundary that takes part itself has a lifeline of its own, and cannot be around others.
    let around = |id: ElementId| {
        let mut around: Vec<ElementId> =
            model.ancestors(id).filter(|around| !used.contains(around)).collect();
        around.reverse();
        around
    };
    let mut children: IndexMap<Option<ElementId>, IndexSet<ElementId>> = IndexMap::new();
    for &id in &used {
        let mut parent = None;
        for inner in around(id).into_iter().chain([id]) {
            children.entry(parent).or_default().insert(inner);
            parent = Some(inner);
        }
    }
    let sheet = StyleSheet::new(model);
    let mut places = IndexMap::new();
    let mut stack: Vec<(ElementId, Option<NodeId>)> = Vec::new();
    let inside = |of: Option<ElementId>, node: Option<NodeId>| {
        let members = children.get(&of).into_iter().flatten().rev();
        members.map(|&id| (id, node)).collect::<Vec<_>>()
    };
    stack.extend(inside(None, None));
    while let Some((id, parent)) = stack.pop() {
        let node = NodeId(view.nodes.len() as u32);
        let takes_part = used.contains(&id);
        view.nodes.push(boxes::node(model, &sheet, model.element(id), parent, !takes_part));
        if takes_part {
            places.insert(id, node);
        } else {
            stack.extend(inside(Some(id), Some(node)));
        }
    }
    places
}

/// Visits the elements that acts name, in their order.
fn each_use(acts: &[Act<'_>], with_errors: bool, visit: &mut impl FnMut(&[ElementId])) {
    for act in acts {
        match act {
            Act::Step(told) => {
                visit(&[told.leg.from, told.leg.to]);
                if with_errors {
                    told.failures.iter().for_each(|failure| each_use(&failure.acts, true, visit));
                }
            }
            Act::Arrow(leg) => visit(&[leg.from, leg.to]),
            Act::Return { legs, .. } => legs.iter().for_each(|leg| visit(&[leg.from, leg.to])),
            Act::Block { parts, .. } => {
                parts.iter().for_each(|part| each_use(&part.acts, with_errors, visit))
            }
            Act::Note { over, .. } => visit(over),
            Act::Rests(_) => {}
        }
    }
}

struct Writer<'a> {
    shown: &'a Shown,
    places: &'a IndexMap<ElementId, NodeId>,
    with_errors: bool,
    view: &'a mut View,
}

impl Writer<'_> {
    fn place(&self, id: ElementId) -> Option<NodeId> {
        self.places.get(&self.shown.stand[id.index()]?).copied()
    }

    fn acts(&mut self, acts: &[Act<'_>]) -> Vec<Event> {
        let mut events = Vec::new();
        // Wakings that are not shown have no rest either.
        let mut awake: Vec<NodeId> = Vec::new();
        for act in acts {
            match act {
                Act::Step(told) => {
                    if told.leg.kind == super::EdgeKind::Error && !self.with_errors {
                        continue;
                    }
                    if !self.message(&told.leg, &mut events) {
                        continue;
                    }
                    if let Some(edge) = self.view.edges.last_mut().filter(|_| self.with_errors) {
                        let told = told.failures.iter();
                        edge.plans = told.map(|one| format!("{}: {}", one.cause, one.words)).collect();
                    }
                    if told.wakes
                        && let Some(node) = self.place(told.leg.to)
                    {
                        awake.push(node);
                        events.push(Event::Wakes(node));
                    }
                    self.failures(&told.failures, &mut events);
                }
                Act::Arrow(leg) => {
                    self.message(leg, &mut events);
                }
                Act::Return { legs, text, .. } => {
                    let before = events.len();
                    for leg in legs {
                        self.message(leg, &mut events);
                        // Who has replied rests at once, if it was woken here.
                        let replier = self.place(leg.from);
                        if let Some(at) = awake.iter().rposition(|&awake| Some(awake) == replier) {
                            events.push(Event::Rests(awake.remove(at)));
                        }
                    }
                    if events.len() == before && !text.is_empty() {
                        events.push(Event::Note(Note { over: Vec::new(), text: text.clone() }));
                    }
                }
                Act::Block { kind, parts, .. } => {
                    let branches = parts.iter().map(|part| self.part(part)).collect();
                    events.push(Event::Frame(Frame { kind: *kind, branches }));
                }
                Act::Note { over, text, .. } => {
                    let asked = !over.is_empty();
                    let mut over: Vec<NodeId> = over.iter().filter_map(|&id| self.place(id)).collect();
                    over.sort_unstable();
                    over.dedup();
                    if !(asked && over.is_empty()) {
                        events.push(Event::Note(Note { over, text: text.clone() }));
                    }
                }
                Act::Rests(id) => {
                    let node = self.place(*id);
                    if let Some(at) = awake.iter().rposition(|&awake| Some(awake) == node) {
                        events.push(Event::Rests(awake.remove(at)));
                    }
                }
            }
        }
        events.extend(awake.into_iter().rev().map(Event::Rests));
        events
    }

    /// Writes a message, if both of its ends are shown; whether it did.
    fn message(&mut self, leg: &Leg, events: &mut Vec<Event>) -> bool {
        let (Some(from), Some(to)) = (self.place(leg.from), self.place(leg.to)) else { return false };
        if from == to && leg.from != leg.to {
            return false;
        }
        events.push(Event::Message(super::EdgeId(self.view.edges.len() as u32)));
        self.view.edges.push(leg.edge(from, to));
        true
    }

    fn part(&mut self, part: &Part<'_>) -> Branch {
        let label = part.label.clone();
        Branch { number: None, label, cause: String::new(), events: self.acts(&part.acts) }
    }

    fn failures(&mut self, failures: &[Failure<'_>], events: &mut Vec<Event>) {
        if failures.is_empty() || !self.with_errors {
            return;
        }
        let branch = |failure: &Failure<'_>| Branch {
            number: Some(failure.number.clone()),
            label: failure.caption(),
            cause: failure.cause.clone(),
            events: self.acts(&failure.acts),
        };
        let branches = failures.iter().map(branch).collect();
        events.push(Event::Frame(Frame { kind: FrameKind::Failure, branches }));
    }
}

fn empty(journey: &Journey, spec: &ViewSpec<'_>) -> Diagnostic {
    let message = format!("`{}` shows no message", spec.name);
    let (span, here, help) = match spec.named {
        Some(named) if journey.steps > 0 => {
            (named.name.span, "nothing is left of the journey", "include more, or exclude less")
        }
        _ => (journey.name.span, "this journey has no step", "add a step such as `customer -> web \"buys\"`"),
    };
    Diagnostic::warning(codes::EMPTY_VIEW, span, message).here(here).help(help)
}

fn too_long(journey: &Journey, name: &str) -> Diagnostic {
    Diagnostic::error(codes::VIEW_TOO_LARGE, journey.name.span, format!("`{name}` is too large to be drawn"))
        .here("with all that its failure plans do, this journey has no end that a reader would reach")
        .note(format!("a drawing holds up to {MAX_ACTS} messages, failures and blocks"))
        .help("split the journey into several")
}
