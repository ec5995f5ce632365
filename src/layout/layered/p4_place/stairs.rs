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

use super::Places;
use super::room::Room;
use crate::geom::Unit;
use crate::layout::layered::graph::{Graph, Vx};
use crate::layout::layered::p3_order::chains;

/// Takes the stairs out of lines.
pub(super) fn flatten(graph: &Graph<'_>, places: &mut Places) {
    let room = Room::new(graph, places);
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
            straighten(graph, &room, places, &chain[begin..=end]);
            first = (end..chain.len()).find(|&at| bends(places, at));
        }
    }
}

/// Moves a straight stretch, between the first and the last of these segments, when it is a step of a stair.
fn straighten(graph: &Graph<'_>, room: &Room<'_, '_>, places: &mut Places, segments: &[u32]) {
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
    let free = |&target: &Unit| {
        joints.iter().all(|&v| {
            let (near, far) = room.extent(places, v);
            room.holds(places, v, near + target - here, far + target - here)
        })
    };
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
