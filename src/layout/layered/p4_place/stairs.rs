//! Stairs: a line that steps aside twice in the same direction, and could do so at once.
//!
//! Before: everything has its place. After: a straight stretch of a line whose bends at both of its ends lead the same way
//! stands below the one or above the other, where nothing is in its way. That is as short, and has two corners less. The
//! optimum charges a bend by how far it leads aside, so to it both are alike, and it parts the way between them.
//!
//! ```text
//!    │            │
//!    └──┐         └─────┐
//!       └──┐            │
//!          │            │
//! ```

use super::{Places, VertexKind, titles};
use crate::geom::Unit;
use crate::layout::layered::gaps::{before, behind, from_walls, separation};
use crate::layout::layered::graph::{Graph, Vx};
use crate::layout::layered::p3_order::chains;

/// Takes the stairs out of lines.
pub(in crate::layout::layered) fn flatten(graph: &Graph<'_>, places: &mut Places) {
    let page =
        (places.start.iter().copied().min().unwrap_or(0), places.end.iter().copied().max().unwrap_or(0));
    let chains = chains(graph, &|_| true);
    for edge in 0..graph.routes.len() {
        let chain = chains.of(edge as u32);
        let bends = |places: &Places, at: usize| {
            let (upper, lower) = places.ports[chain[at] as usize];
            upper != lower
        };
        let mut first = (0..chain.len()).find(|&at| bends(places, at));
        while let Some(begin) = first {
            let Some(end) = (begin + 1..chain.len()).find(|&at| bends(places, at)) else { break };
            straighten(graph, places, page, &chain[begin..=end]);
            first = (end..chain.len()).find(|&at| bends(places, at));
        }
    }
}

/// Moves a straight stretch, between the first and the last of these segments, when it is a step of a stair.
fn straighten(graph: &Graph<'_>, places: &mut Places, page: (Unit, Unit), segments: &[u32]) {
    let [first, .., last] = segments else { return };
    let (first, last) = (*first as usize, *last as usize);
    let ((above, here), (_, below)) = (places.ports[first], places.ports[last]);
    let leads_on = (above < here && here < below) || (above > here && here > below);
    if !leads_on || places.sides.of(first).or(places.sides.of(last)).is_some() {
        return;
    }
    let joints = segments[1..].iter().map(|&segment| graph.segments[segment as usize].upper.line());
    let joints: Vec<Vx> = joints.collect();
    // The nearer one first: that disturbs less.
    let mut targets = [above, below];
    targets.sort_by_key(|target| (target - here).abs());
    let free = |&target: &Unit| joints.iter().all(|&v| is_free(graph, places, page, v, target));
    let Some(target) = targets.into_iter().find(free) else { return };
    for &v in &joints {
        places.labels[v] += target - here;
        (places.start[v], places.end[v]) = (target, target);
    }
    for &segment in segments {
        let (upper, lower) = &mut places.ports[segment as usize];
        if segment as usize != first {
            *upper = target;
        }
        if segment as usize != last {
            *lower = target;
        }
    }
}

/// Whether a line may stand at `target` in the row of one of its vertices.
fn is_free(graph: &Graph<'_>, places: &Places, page: (Unit, Unit), v: Vx, target: Unit) -> bool {
    let vertex = &graph.vertices[v];
    let row = &graph.regions[vertex.region].rows[vertex.row];
    let (pos, region) = (vertex.pos, vertex.region);
    let turns = |gap: usize| !places.sides.turning(region, vertex.row, gap).is_empty();
    let turning = |v: Vx| (0..2).any(|side| places.sides.depth(graph, v, side).is_some());
    if graph.regions[region].fixed.is_some() || turns(pos) || turns(pos + 1) {
        return false;
    }
    let by = target - places.start[v];
    let is_label = |v: Vx| graph.vertices[v].kind == VertexKind::Label;
    let left = |v: Vx| if is_label(v) { places.labels[v] } else { places.start[v] };
    let right = |v: Vx| if is_label(v) { places.labels[v] } else { places.end[v] };
    let before_it = pos.checked_sub(1).and_then(|pos| row.items.get(pos));
    let clear = before_it
        .is_none_or(|&other| !turning(other) && left(v) + by - right(other) >= separation(graph, other, v))
        && row.items.get(pos + 1).is_none_or(|&other| {
            !turning(other) && left(other) - right(v) - by >= separation(graph, v, other)
        });
    if !clear {
        return false;
    }
    match graph.regions[region].vertex {
        Some(around) => {
            let (lead, trail) = from_walls(graph, region, row.kind, v, v);
            left(v) + by - places.start[around] >= lead
                && places.end[around] - right(v) - by >= trail
                && titles::is_beside(graph, places, region, v, target)
        }
        None => page.0 <= left(v) + by - before(vertex) && right(v) + by + behind(vertex, graph) <= page.1,
    }
}
