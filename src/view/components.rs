//! The component view: every element as a box or a boundary, every flow as an edge, every error path drawn.
//!
//! Declared flows come first, each followed by the error paths of its plans; then the flows that journeys imply; then
//! the error paths that only a journey's step has. An error path that an edge shows already is not drawn twice.

mod lines;

use super::{Hints, NodeId, View, ViewSpec, boxes, clean, filter};
use crate::diag::{Diagnostic, Outcome, codes};
use crate::model::{ElementId, Model, StyleSheet, Subject};
use crate::source::Span;
use filter::Shown;

/// The component views that every model has.
pub fn list(model: &Model) -> Vec<(String, String)> {
    vec![("components".to_owned(), clean::line(&model.title))]
}

/// Makes a component view.
pub fn project(model: &Model, spec: &ViewSpec<'_>) -> Outcome<View> {
    let shown = filter::choose(model, spec);
    let own_direction = spec.named.and_then(|named| named.direction);
    let mut view = View {
        name: clean::line(spec.name),
        kind: spec.of.kind,
        title: title(model, spec),
        direction: own_direction.or(model.hints.direction.as_ref().map(|direction| direction.value)),
        ..View::default()
    };
    let places = nodes(model, &shown, &mut view);
    view.edges = lines::draw(model, spec, &shown, &places);
    let diagnostics = if view.nodes.is_empty() { vec![empty(model, spec)] } else { Vec::new() };
    Outcome { value: view, diagnostics }
}

fn title(model: &Model, spec: &ViewSpec<'_>) -> String {
    let whole = clean::line(&model.title);
    match (spec.named, spec.of.subject) {
        (Some(named), _) => clean::line(named.label.as_deref().unwrap_or(&named.name.value)),
        (None, Some(Subject::Element(id))) => {
            let part = clean::line(&model.element(id).label);
            if part == whole { whole } else { format!("{whole}: {part}") }
        }
        (None, _) => whole,
    }
}

/// Makes the nodes of a view, and says which element is which.
fn nodes(model: &Model, shown: &Shown, view: &mut View) -> Vec<Option<NodeId>> {
    let sheet = StyleSheet::new(model);
    let mut places: Vec<Option<NodeId>> = vec![None; model.elements.len()];
    for element in &model.elements {
        if !shown.drawn[element.id.index()] {
            continue;
        }
        places[element.id.index()] = Some(NodeId(view.nodes.len() as u32));
        let parent = model.ancestors(element.id).find_map(|around| places[around.index()]);
        let opened = element.children.iter().any(|child| shown.drawn[child.index()]);
        let container = opened || (element.base.is_boundary() && element.children.is_empty());
        view.nodes.push(boxes::node(model, &sheet, element, parent, container));
    }
    // Hints name elements that come after the boundary they belong to.
    view.hints = hints(&model.hints, &places);
    for element in &model.elements {
        if let Some(node) = places[element.id.index()] {
            view.nodes[node.index()].hints = hints(&element.hints, &places);
        }
    }
    places
}

/// The hints of a boundary about those of its insides that are shown.
fn hints(hints: &crate::model::Hints, places: &[Option<NodeId>]) -> Hints {
    let place = |id: &ElementId| places[id.index()];
    Hints {
        rows: hints
            .rows
            .iter()
            .map(|(row, span)| (row.iter().filter_map(place).collect::<Vec<_>>(), *span))
            .filter(|(row, _)| row.len() > 1)
            .collect(),
        above: hints.above.iter().filter_map(|(a, b, span)| Some((place(a)?, place(b)?, *span))).collect(),
    }
}

fn empty(model: &Model, spec: &ViewSpec<'_>) -> Diagnostic {
    match spec.named {
        Some(named) if !model.elements.is_empty() => Diagnostic::warning(
            codes::EMPTY_VIEW,
            named.name.span,
            format!("the view `{}` shows nothing", spec.name),
        )
        .here("nothing is left of the design")
        .help("include more, or exclude less"),
        _ => Diagnostic::warning(codes::EMPTY_VIEW, Span::default(), "the source declares no element")
            .here("nothing to draw")
            .help("begin with `service orders \"Orders\"` and a flow such as `web -> orders`"),
    }
}
