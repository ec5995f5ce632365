//! How wide a drawing gets at least, whatever the order of its rows: enough to tell that a setting cannot fit a width.
//!
//! Before: rows have their items, in any order. After: a width that no order and no placement comes below. It costs a pass
//! over all vertices, where a drawing costs a search and a simplex.

use super::graph::{End, Graph, RowKind, VertexKind, Vx};
use super::long_edges;
use crate::geom::{Insets, Unit};

/// The least width of the lines that pass the fullest rank of all, before there is a stand-in for each: these may be a
/// hundred times as many as there are boxes.
pub(super) fn of_lines(graph: &Graph<'_>) -> Unit {
    if graph.turn.horizontal() {
        return 0;
    }
    let most = (0..graph.regions.len()).map(|region| most_passing(graph, region)).max().unwrap_or(0);
    (most - 1).max(0) * least_gap(graph)
}

/// The least that any two items of a row are apart.
fn least_gap(graph: &Graph<'_>) -> Unit {
    let spacing = &graph.spacing;
    spacing.node_gap.min(spacing.line_gap).min(spacing.line_node_gap).min(spacing.label_clear)
}

/// How many lines pass the fullest rank of a region.
fn most_passing(graph: &Graph<'_>, region: usize) -> Unit {
    let last = long_edges::last_rank(graph, region);
    // By how many more lines each rank is passed than the one above it, from the wall above the first.
    let mut more: Vec<Unit> = vec![0; (last + 3) as usize];
    for &part in &graph.regions[region].parts {
        let part = &graph.parts[part];
        let [upper, lower] =
            [part.upper, part.lower].map(|end: End| (long_edges::rank(graph, end.vertex, last) + 1) as usize);
        // A level line passes none.
        if upper < lower {
            more[upper + 1] += 1;
            more[lower] -= 1;
        }
    }
    let passing = more.iter().scan(0, |sum, more| {
        *sum += more;
        Some(*sum)
    });
    passing.max().unwrap_or(0)
}

/// The least width on the page, as [`Drawing::size`](super::Drawing) counts it.
pub(super) fn of(graph: &Graph<'_>) -> Unit {
    let mut least = vec![0; graph.regions.len()];
    for region in (0..graph.regions.len()).rev() {
        least[region] = if graph.turn.horizontal() {
            across(graph, region, &least)
        } else {
            along(graph, region, &least)
        };
    }
    least[0]
}

/// Of a region whose rows run along the width: its widest row.
fn along(graph: &Graph<'_>, region: usize, least: &[Unit]) -> Unit {
    let spacing = &graph.spacing;
    let gap = least_gap(graph);
    let data = &graph.regions[region];
    let Insets { left, right, .. } = data.padding;
    let beside = |padding: Unit| padding.min(spacing.line_node_gap.max(2));
    let width = |&v: &Vx| match graph.vertices[v].kind {
        VertexKind::Box(_) | VertexKind::Label => graph.vertices[v].w,
        VertexKind::Region(inner) if graph.regions[inner].fixed.is_some() => graph.vertices[v].w,
        VertexKind::Region(inner) => least[inner],
        VertexKind::Dummy | VertexKind::Pin | VertexKind::Frame(_) | VertexKind::Wall(..) => 0,
    };
    let row = |row: &super::graph::Row| {
        let walls = match (data.vertex, row.kind) {
            (None, _) => 0,
            (Some(_), RowKind::Wall) => 2 * spacing.port_margin,
            (Some(_), RowKind::Boxes | RowKind::Labels) => beside(left) + beside(right),
        };
        let gaps = (row.items.len() as Unit - 1).max(0) * gap;
        walls + gaps + row.items.iter().map(width).sum::<Unit>()
    };
    data.rows.iter().map(row).max().unwrap_or(0)
}

/// Of a region whose ranks are columns: all of them, without what is between them.
fn across(graph: &Graph<'_>, region: usize, least: &[Unit]) -> Unit {
    let depth = |&v: &Vx| match graph.vertices[v].kind {
        VertexKind::Box(_) | VertexKind::Label => graph.vertices[v].h,
        VertexKind::Region(inner) if graph.regions[inner].fixed.is_some() => graph.vertices[v].h,
        VertexKind::Region(inner) => least[inner],
        VertexKind::Dummy | VertexKind::Pin | VertexKind::Frame(_) | VertexKind::Wall(..) => 0,
    };
    graph.regions[region].rows.iter().map(|row| row.items.iter().map(depth).max().unwrap_or(0)).sum()
}
