//! Whether one vertex may stand otherwise in its row while everything else stays: what local moves ask after the optimum.

use super::{Places, VertexKind, titles};
use crate::geom::Unit;
use crate::layout::layered::gaps::{before, behind, from_walls, separation};
use crate::layout::layered::graph::{Graph, Vx};

/// What a vertex may move in.
pub(super) struct Room<'g, 'a> {
    graph: &'g Graph<'a>,
    /// From the leftmost to the rightmost place of the drawing, which no move makes wider.
    page: (Unit, Unit),
}

impl<'g, 'a> Room<'g, 'a> {
    pub(super) fn new(graph: &'g Graph<'a>, places: &Places) -> Room<'g, 'a> {
        let low = places.start.iter().copied().min().unwrap_or(0);
        let high = places.end.iter().copied().max().unwrap_or(0);
        Room { graph, page: (low, high) }
    }

    /// From where to where a vertex stands; of a label, the line that it would stand on evenly.
    pub(super) fn extent(&self, places: &Places, v: Vx) -> (Unit, Unit) {
        match self.graph.vertices[v].kind {
            VertexKind::Label => (places.labels[v], places.labels[v]),
            _ => (places.start[v], places.end[v]),
        }
    }

    /// Whether a vertex may stand from `near` to `far`: only where it reaches further than it did can anything be in its way.
    pub(super) fn holds(&self, places: &Places, v: Vx, near: Unit, far: Unit) -> bool {
        let graph = self.graph;
        let vertex = &graph.vertices[v];
        let (region, pos) = (vertex.region, vertex.pos);
        let row = &graph.regions[region].rows[vertex.row];
        // Lines that turn beside a box were given their room as things stood.
        let turns = |v: Vx, side: usize| places.sides.depth(graph, v, side).is_some();
        let turn = |gap: usize| !places.sides.turning(region, vertex.row, gap).is_empty();
        let (left, right) = self.extent(places, v);
        let around = graph.regions[region].vertex;
        let (lead, trail) = from_walls(graph, region, row.kind, v, v);
        if graph.regions[region].fixed.is_some() || !titles::is_beside(graph, places, v, near) {
            return false;
        }
        let free_before = || {
            let clear = match (pos.checked_sub(1).map(|pos| row.items[pos]), around) {
                (Some(other), _) => {
                    !turns(other, 1) && near - self.extent(places, other).1 >= separation(graph, other, v)
                }
                (None, Some(around)) => near - places.start[around] >= lead,
                (None, None) => near - before(vertex) >= self.page.0,
            };
            clear && !turns(v, 0) && !turn(pos)
        };
        let free_behind = || {
            let clear = match (row.items.get(pos + 1), around) {
                (Some(&other), _) => {
                    !turns(other, 0) && self.extent(places, other).0 - far >= separation(graph, v, other)
                }
                (None, Some(around)) => places.end[around] - far >= trail,
                (None, None) => far + behind(vertex, graph) <= self.page.1,
            };
            clear && !turns(v, 1) && !turn(pos + 1)
        };
        (near >= left || free_before()) && (far <= right || free_behind())
    }
}
