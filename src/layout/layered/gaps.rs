//! How far apart things along a row stand: from each other and from the walls around them.

use super::frames;
use super::graph::{Graph, RowKind, Vertex, VertexKind, Vx};
use crate::geom::Unit;

/// How wide a boundary is at least: its pins need room on each wall.
pub(super) fn least_width(graph: &Graph<'_>, region: usize) -> Unit {
    let rows = &graph.regions[region].rows;
    let pins = rows[0].items.len().max(rows[rows.len() - 1].items.len()) as Unit;
    2 * graph.spacing.port_margin + (pins - 1).max(0) * graph.spacing.port_pitch
}

/// Whether a vertex is a box or a boundary, or the wall of one.
pub(super) fn is_item(vertex: &Vertex) -> bool {
    matches!(vertex.kind, VertexKind::Box(_) | VertexKind::Region(_) | VertexKind::Wall(..))
}

/// What of a vertex stands before its near wall or line.
pub(super) fn before(vertex: &Vertex) -> Unit {
    if vertex.kind == VertexKind::Label { vertex.before } else { 0 }
}

/// What of a vertex stands behind its far wall or line.
pub(super) fn behind(vertex: &Vertex, graph: &Graph<'_>) -> Unit {
    match vertex.kind {
        VertexKind::Label => (vertex.w - vertex.before).max(0),
        VertexKind::Box(_) | VertexKind::Region(_) if vertex.behind > 0 => {
            vertex.behind + graph.spacing.line_gap / 2
        }
        _ => 0,
    }
}

/// The distance from the far wall of `a` to the near wall of `b`, its neighbour in a row.
pub(super) fn separation(graph: &Graph<'_>, a: Vx, b: Vx) -> Unit {
    let inside = frames::separation(graph, a, b);
    let (a, b) = (&graph.vertices[a], &graph.vertices[b]);
    behind(a, graph) + inside.unwrap_or_else(|| gap(a, b, graph)) + before(b)
}

/// The free distance between two neighbours in a row.
fn gap(a: &Vertex, b: &Vertex, graph: &Graph<'_>) -> Unit {
    let spacing = graph.spacing;
    match (a.kind, b.kind) {
        (VertexKind::Pin, _) | (_, VertexKind::Pin) => spacing.line_gap,
        (VertexKind::Label, _) => spacing.label_clear,
        (_, VertexKind::Label) if b.before > 0 => spacing.label_clear,
        _ => match (is_item(a), is_item(b)) {
            (true, true) => spacing.node_gap,
            (false, false) => spacing.line_gap,
            _ => spacing.line_node_gap,
        },
    }
}

/// The distance from a boundary's wall to the first or last thing in a row: lines may stand nearer than boxes.
pub(super) fn edge_padding(vertex: &Vertex, padding: Unit, graph: &Graph<'_>) -> Unit {
    if is_item(vertex) { padding } else { padding.min(graph.spacing.line_node_gap.max(2)) }
}

/// How far what stands first in a row is from the near wall of its boundary at least, and what stands last from the far wall.
pub(super) fn from_walls(
    graph: &Graph<'_>,
    region: usize,
    kind: RowKind,
    first: Vx,
    last: Vx,
) -> (Unit, Unit) {
    let (first, last) = (&graph.vertices[first], &graph.vertices[last]);
    let padding = graph.regions[region].padding;
    let (mut lead, trail) = match kind {
        RowKind::Wall => (graph.spacing.port_margin, graph.spacing.port_margin),
        RowKind::Boxes | RowKind::Labels => {
            (edge_padding(first, padding.left, graph), edge_padding(last, padding.right, graph))
        }
    };
    if graph.turn.horizontal() {
        // The title stands along this wall, on the page the upper one: no line runs through it.
        lead = lead.max(graph.title_band(region, padding.left));
    }
    (lead + before(first), trail + behind(last, graph))
}
