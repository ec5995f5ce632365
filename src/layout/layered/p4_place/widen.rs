//! Boxes that widen a little for a line that would step aside right at their corner.
//!
//! Before: ports have slid as far as they may, and it is known which lines meet the sides of boxes. After: where a box would have to be a few units wider for a line to come
//! straight into it, and nothing stands there, it is. The optimum weighs a bend by how far it leads aside, so a short one is
//! cheap there; to a reader it is a jog like any other.
//!
//! ```text
//!     │                  │
//!     └┐                 ▼
//!      ▼             ┌──────────┐
//!     ┌────────┐     │          │
//! ```

use super::slide::margin;
use super::{Places, VertexKind, has_outline};
use crate::geom::Unit;
use crate::layout::layered::gaps::{from_walls, separation};
use crate::layout::layered::graph::{Graph, RowKind, Vx};

/// Widens boxes for lines that miss them by little.
pub(in crate::layout::layered) fn widen(graph: &Graph<'_>, places: &mut Places) {
    let most = 2 * graph.spacing.port_pitch;
    let margin = margin(&graph.spacing);
    let page =
        (places.start.iter().copied().min().unwrap_or(0), places.end.iter().copied().max().unwrap_or(0));
    for (v, vertex) in graph.vertices.iter().enumerate() {
        let VertexKind::Box(node) = vertex.kind else { continue };
        if !has_outline(graph, node) {
            continue;
        }
        for (side, list) in [&vertex.above, &vertex.below].into_iter().enumerate() {
            let own = |ports: (Unit, Unit)| if side == 0 { ports.1 } else { ports.0 };
            let mut ports: Vec<usize> = list.clone();
            ports.retain(|&segment| !places.sides.is_aside(segment, side == 1));
            ports.sort_by_key(|&segment| own(places.ports[segment]));
            for (far, &segment) in [(false, ports.first()), (true, ports.last())]
                .into_iter()
                .filter_map(|(far, segment)| Some((far, segment?)))
            {
                let (upper, lower) = places.ports[segment];
                let wanted = if side == 0 { upper } else { lower };
                if upper == lower || places.sides.of(segment).is_some() {
                    continue;
                }
                let wall = if far { wanted + margin } else { wanted - margin };
                let by = if far { wall - places.end[v] } else { places.start[v] - wall };
                if by <= 0 || by > most || !is_free(graph, places, page, v, far, wall) {
                    continue;
                }
                if far {
                    places.end[v] = wall;
                } else {
                    places.start[v] = wall;
                }
                places.ports[segment] = (wanted, wanted);
            }
        }
    }
}

/// Whether a box may reach out to `wall`, at its far or its near side.
fn is_free(graph: &Graph<'_>, places: &Places, page: (Unit, Unit), v: Vx, far: bool, wall: Unit) -> bool {
    let vertex = &graph.vertices[v];
    let (region, pos) = (vertex.region, vertex.pos);
    let row = &graph.regions[region].rows[vertex.row].items;
    let beside = if far { row.get(pos + 1) } else { pos.checked_sub(1).map(|pos| &row[pos]) };
    // Lines that turn beside it were given their room for its walls as they were.
    let turning = |v: Vx| (0..2).any(|side| places.sides.depth(graph, v, side).is_some());
    let gap = if far { pos + 1 } else { pos };
    if turning(v) || !places.sides.turning(region, vertex.row, gap).is_empty() {
        return false;
    }
    match (beside, graph.regions[region].vertex) {
        (Some(&other), _) if turning(other) => false,
        (Some(&other), _) if far => places.start[other] - wall >= separation(graph, v, other),
        (Some(&other), _) => wall - places.end[other] >= separation(graph, other, v),
        (None, Some(around)) => {
            let (lead, trail) = from_walls(graph, region, RowKind::Boxes, v, v);
            if far { places.end[around] - wall >= trail } else { wall - places.start[around] >= lead }
        }
        (None, None) => page.0 <= wall && wall <= page.1,
    }
}
