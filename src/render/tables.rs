//! What the exporters of tables share: which renderers serve which views, and a view's edges as rows.

use crate::view::{Edge, EdgeKind, NodeId, View, ViewKind};

/// Whether a view consists of tables.
pub const fn serves(kind: ViewKind) -> bool {
    matches!(kind, ViewKind::Matrix | ViewKind::Api | ViewKind::Entities)
}

/// What a view's edges are called, and the heads of the columns that say them.
pub fn edge_heads(view: &View) -> (&'static str, [&'static str; 4]) {
    match view.kind {
        ViewKind::Entities => ("Relations", ["From", "To", "Field", "How many"]),
        _ => ("Calls", ["From", "To", "What", "Sync/Async"]),
    }
}

/// An edge in the words of these columns.
pub fn edge_row(view: &View, edge: &Edge) -> [String; 4] {
    let label = |id: NodeId| view.nodes[id.index()].label.clone();
    let (from, to) = (label(edge.from), label(edge.to));
    match view.kind {
        ViewKind::Entities => [from, to, edge.label.clone(), edge.tech.clone().unwrap_or_default()],
        _ => [from, to, edge.caption(), mode(edge.kind).to_owned()],
    }
}

/// A kind of line as the matrix says it.
pub const fn mode(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Sync => "Sync",
        EdgeKind::Async => "Async",
        EdgeKind::Error => "Error path",
        EdgeKind::Return => "Return",
    }
}
