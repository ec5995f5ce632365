//! Where lines cross, and how it is told that they do not meet.
//!
//! Comes in: the edges of a scene. Goes out: for every edge, where its horizontal stretches hop over another line, and
//! where an upright stretch opens a small gap instead, because a bend or a head of the other leaves no room to hop.
//! Always the horizontal line hops, so that a drawing has one habit and the eye follows upright lines unbroken.
//! Method: uprights sorted by x; each horizontal stretch looks at those within its own extent.

use crate::geom::{Point, Unit};
use crate::scene::Edge;

/// Half the width, and the height, of a hop.
pub(super) const HOP: Unit = 5;
/// What a hop keeps free towards the end of its stretch: a bend or a head is there.
const CLEAR: Unit = HOP + 8;

/// A place on one stretch of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The stretch from point `stretch` to the next.
    pub(super) stretch: usize,
    /// x of a hop on a horizontal stretch, y of a gap in an upright one.
    pub(super) at: Unit,
}

/// For every edge, its hops and gaps, by stretch and then by coordinate.
pub(super) fn find(edges: &[Edge]) -> Vec<Vec<Place>> {
    let mut uprights: Vec<(Unit, usize, usize)> = Vec::new();
    for (edge, stretch, from, to) in stretches(edges) {
        if from.x == to.x && from.y != to.y {
            uprights.push((from.x, edge, stretch));
        }
    }
    uprights.sort_unstable();
    let mut places = vec![Vec::new(); edges.len()];
    for (edge, stretch, from, to) in stretches(edges) {
        if from.y != to.y || from.x == to.x {
            continue;
        }
        let (left, right) = (from.x.min(to.x), from.x.max(to.x));
        let first = uprights.partition_point(|(x, ..)| *x <= left);
        for &(x, other, upright) in uprights[first..].iter().take_while(|(x, ..)| *x < right) {
            let (a, b) = (edges[other].points[upright], edges[other].points[upright + 1]);
            let (top, bottom) = (a.y.min(b.y), a.y.max(b.y));
            if other == edge || from.y <= top || bottom <= from.y {
                continue;
            }
            if left + CLEAR <= x && x + CLEAR <= right {
                places[edge].push(Place { stretch, at: x });
            } else if top + CLEAR <= from.y && from.y + CLEAR <= bottom {
                places[other].push(Place { stretch: upright, at: from.y });
            }
        }
    }
    for list in &mut places {
        list.sort_unstable();
        list.dedup();
    }
    places
}

/// Every stretch of every edge: edge, index, from, to.
fn stretches(edges: &[Edge]) -> impl Iterator<Item = (usize, usize, Point, Point)> {
    edges.iter().enumerate().flat_map(|(edge, line)| {
        line.points.windows(2).enumerate().map(move |(stretch, pair)| (edge, stretch, pair[0], pair[1]))
    })
}
