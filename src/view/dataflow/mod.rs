//! The data flow of a journey: its steps as numbered edges, every failure plan with where it leads.
//!
//! In: a journey, told by [`super::journey`]. Out: a [`View`] whose edges stand in the order they are travelled. The chain
//! of calls from the initiator is the main path; replies run back. A failure plan is an error edge to whom it turns to; one
//! that turns to nobody leads to an *outcome*, a box of its own that says what comes of it:
//!
//! ```text
//!   ┌─────┐ 1 POST ┌────────┐ 2 insert ┌──────┐         ┌─────┐ 1 POST ┌────────┐
//!   │ Web ├───────▶│ Orders ├─────────▶│  DB  │         │ Web ├───────▶│ Orders │
//!   └─────┘        └────────┘          └──────┘         └──╥──┘        └────────┘
//!      ▲             ╥                                     ║ ✗ 1a down  ┌──────────────────┐
//!      ╚═════════════╝ ✗ 2a down: 503                      ╚═══════════▶│ show "Try again" │
//!                                                                       └──────────────────┘
//! ```
//!
//! Elements stand in the order of their first use; of the boundaries around them only those that hold two or more.

mod legs;
mod main_path;

use super::{
    Accent, Border, Edge, Hints, Kind, Look, NodeId, OUTCOME, Pull, Shape, View, ViewSpec, boxes, clean,
    filter, journey, script,
};
use crate::diag::{Diagnostic, Outcome, codes};
use crate::model::{ElementId, Journey, Model, StyleSheet, Subject};
use filter::Shown;
use indexmap::IndexSet;

/// The data flow of each journey.
pub fn list(model: &Model) -> Vec<(String, String)> {
    model
        .journeys
        .iter()
        .map(|journey| (format!("dataflow:{}", journey.name.value), title(journey)))
        .collect()
}

/// Makes the data flow of a journey.
pub fn project(model: &Model, spec: &ViewSpec<'_>) -> Outcome<View> {
    let Some(Subject::Journey(id)) = spec.of.subject else {
        return Outcome::clean(View { name: clean::line(spec.name), kind: spec.of.kind, ..View::default() });
    };
    let of = &model.journeys[id.index()];
    let telling = journey::tell(model, of);
    if telling.too_long {
        let diagnostics = vec![too_long(spec, of)];
        return Outcome {
            value: View { name: clean::line(spec.name), kind: spec.of.kind, ..View::default() },
            diagnostics,
        };
    }
    let shown = filter::choose(model, spec);
    let with_errors = !spec.named.is_some_and(|named| named.without_errors);
    let mut drawn = legs::draw(model, &shown, &telling, with_errors);
    let mut view = View {
        name: clean::line(spec.name),
        kind: spec.of.kind,
        title: match spec.named {
            Some(named) => clean::line(named.label.as_deref().unwrap_or(&named.name.value)),
            None => title(of),
        },
        direction: spec.named.and_then(|named| named.direction).or(model
            .hints
            .direction
            .as_ref()
            .map(|direction| direction.value)),
        remarks: std::mem::take(&mut drawn.remarks),
        ..View::default()
    };
    let mut cast = Cast::new(model, &shown, &drawn);
    for leg in drawn.edges {
        let from = cast.place(leg.from, &mut view);
        let to = match leg.to {
            legs::To::Element(to) => cast.place(to, &mut view),
            legs::To::Outcome(outcome) => cast.outcome(&drawn.outcomes[outcome], outcome, from, &mut view),
        };
        view.edges.push(Edge { from, to, ..leg.edge });
        view.pull.push(leg.pull);
    }
    view.script = cast.script(drawn.script);
    main_path::mark(&mut view, &drawn.calls);
    let diagnostics = if view.edges.is_empty() { vec![empty(spec, of)] } else { Vec::new() };
    Outcome { value: view, diagnostics }
}

fn title(journey: &Journey) -> String {
    let label = clean::line(&journey.label);
    if label.is_empty() { journey.name.value.clone() } else { label }
}

/// The nodes of the view, made when they are first needed.
struct Cast<'m> {
    model: &'m Model,
    sheet: StyleSheet,
    /// The boundaries that are drawn around what is used.
    around: Vec<bool>,
    places: Vec<Option<NodeId>>,
    outcomes: Vec<Option<NodeId>>,
}

impl<'m> Cast<'m> {
    fn new(model: &'m Model, shown: &Shown, drawn: &legs::Drawn) -> Cast<'m> {
        let mut used: IndexSet<ElementId> = IndexSet::new();
        for leg in &drawn.edges {
            used.insert(leg.from);
            if let legs::To::Element(to) = leg.to {
                used.insert(to);
            }
        }
        let mut held = vec![0_usize; model.elements.len()];
        for &element in &used {
            model.ancestors(element).for_each(|ancestor| held[ancestor.index()] += 1);
        }
        let is_drawn = |element: ElementId| {
            used.contains(&element)
                || (held[element.index()] > 1 && shown.stand[element.index()] == Some(element))
        };
        Cast {
            model,
            sheet: StyleSheet::new(model),
            around: model
                .elements
                .iter()
                .map(|element| is_drawn(element.id) && held[element.id.index()] > 0)
                .collect(),
            places: vec![None; model.elements.len()],
            outcomes: vec![None; drawn.outcomes.len()],
        }
    }

    /// The node of an element, and before it those of the boundaries around it.
    fn place(&mut self, element: ElementId, view: &mut View) -> NodeId {
        let mut chain: Vec<ElementId> =
            self.model.ancestors(element).filter(|ancestor| self.around[ancestor.index()]).collect();
        chain.reverse();
        chain.push(element);
        let mut parent = None;
        for id in chain {
            let place = *self.places[id.index()].get_or_insert_with(|| {
                let container = self.around[id.index()];
                let mut node =
                    boxes::node(self.model, &self.sheet, self.model.element(id), parent, container);
                // What a box is and does is said by the component view; here its name is enough.
                (node.tech, node.does) = (None, None);
                view.nodes.push(node);
                NodeId(view.nodes.len() as u32 - 1)
            });
            parent = Some(place);
        }
        parent.unwrap_or(NodeId(0))
    }

    /// The box of an outcome, beside the node whose failure it is.
    fn outcome(&mut self, outcome: &legs::OutcomeOf, index: usize, from: NodeId, view: &mut View) -> NodeId {
        *self.outcomes[index].get_or_insert_with(|| {
            let beside = &view.nodes[from.index()];
            let parent = if beside.container { Some(from) } else { beside.parent };
            view.nodes.push(super::Node {
                id: format!("{OUTCOME}{}", outcome.number),
                label: outcome.words.clone(),
                kind: "outcome".to_owned(),
                base: Kind::Component,
                tech: None,
                does: None,
                parent,
                container: false,
                look: Look { shape: Shape::Rounded, border: Border::Solid, accent: Accent::Error },
                status: None,
                link: None,
                tags: Vec::new(),
                direction: None,
                hints: Hints::default(),
                card: None,
                span: outcome.span,
            });
            NodeId(view.nodes.len() as u32 - 1)
        })
    }

    /// The script, its notes over nodes.
    fn script(&self, events: Vec<legs::Event>) -> Vec<script::Event> {
        events
            .into_iter()
            .map(|event| match event {
                legs::Event::Message(edge) => script::Event::Message(edge),
                legs::Event::Note { over, text } => {
                    let over = over.iter().filter_map(|id| self.places[id.index()]).collect();
                    script::Event::Note(script::Note { over, text })
                }
                legs::Event::Frame { kind, branches } => {
                    let branches = branches
                        .into_iter()
                        .map(|branch| script::Branch {
                            number: branch.number,
                            label: branch.label,
                            cause: String::new(),
                            events: self.script(branch.events),
                        })
                        .collect();
                    script::Event::Frame(script::Frame { kind, branches })
                }
            })
            .collect()
    }
}

fn too_long(spec: &ViewSpec<'_>, of: &Journey) -> Diagnostic {
    let most = journey::MAX_ACTS;
    Diagnostic::error(
        codes::VIEW_TOO_LARGE,
        of.name.span,
        format!("`{}` is too large to be drawn", spec.name),
    )
    .here(format!("more than {most} steps, failures and blocks"))
    .help("split the journey")
}

fn empty(spec: &ViewSpec<'_>, of: &Journey) -> Diagnostic {
    let (what, place, help) = match spec.named {
        Some(named) => ("view", named.name.span, "include more, or exclude less"),
        None => ("journey", of.name.span, "write a step, such as `web -> orders \"POST /\"`"),
    };
    Diagnostic::warning(codes::EMPTY_VIEW, place, format!("the {what} `{}` shows nothing", spec.name))
        .here("no step is left to be drawn")
        .help(help)
}
