//! What a flow and an error path of its plans are as edges, in every view that draws them.

use super::card::Row;
use super::{Edge, EdgeKind, NodeId, clean, plans};
use crate::model::failure::{ErrorPath, Plan};
use crate::model::{Arrow, ElementId, Flow, Model};

/// How a flow is drawn.
pub(super) fn kind(flow: &Flow) -> EdgeKind {
    match flow.arrow {
        _ if flow.is_error() => EdgeKind::Error,
        Arrow::Async => EdgeKind::Async,
        Arrow::Sync | Arrow::Both | Arrow::Error => EdgeKind::Sync,
    }
}

/// The row of a flow in a table, without cells.
pub(super) fn row(model: &Model, flow: &Flow) -> Row {
    let path = |id: ElementId| model.element(id).path.clone();
    Row {
        id: flow.id.to_string(),
        facts: vec![("from", path(flow.from)), ("to", path(flow.to)), ("kind", kind(flow).word().to_owned())],
        tags: flow.facts.tags.iter().map(|tag| tag.value.clone()).collect(),
        span: flow.span,
        ..Row::default()
    }
}

/// A flow between what stands for its ends; its failure plans are told when `errors` are shown.
pub(super) fn of_flow(model: &Model, flow: &Flow, from: NodeId, to: NodeId, errors: bool) -> Edge {
    let tech = flow.facts.tech.as_ref().map(|tech| clean::line(&tech.text()));
    let told = flow.facts.plans.iter().filter(|_| errors).map(|plan| plans::told(model, plan));
    Edge {
        id: flow.id.to_string(),
        from,
        to,
        kind: kind(flow),
        both: flow.arrow == Arrow::Both,
        label: clean::line(flow.facts.label()),
        tech: tech.filter(|tech| !tech.is_empty()),
        step: None,
        count: 1,
        plans: told.collect(),
        tags: flow.facts.tags.iter().map(|tag| tag.value.clone()).collect(),
        span: flow.span,
    }
}

/// An error path of a plan: `down, slow > 50ms: read through`.
pub(super) fn of_path(id: String, from: NodeId, to: NodeId, plan: &Plan, path: &ErrorPath<'_>) -> Edge {
    Edge {
        id,
        from,
        to,
        kind: EdgeKind::Error,
        both: false,
        label: path_label(plan, path),
        tech: None,
        step: None,
        count: 1,
        plans: Vec::new(),
        tags: Vec::new(),
        span: path.span,
    }
}

/// What an error path says: `down, slow > 50ms: read through`.
pub(super) fn path_label(plan: &Plan, path: &ErrorPath<'_>) -> String {
    let what = match path.label {
        Some(label) => clean::line(&label.value),
        None => path.word.to_owned(),
    };
    let cause = clean::line(&plan.cause());
    if what.is_empty() { cause } else { format!("{cause}: {what}") }
}
