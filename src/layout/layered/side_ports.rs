//! Side ports: a line that leads past its box leaves it through the side, and bends once instead of twice.
//!
//! Before: everything has its place along the rows, and each line a port on the upper or lower wall of its box. After: the
//! outermost lines of a box, where they lead to a column beside it that nothing else in its row needs, begin or end in the
//! wall at that side, and turn in that column. Their order is that of the ports before, so no line crosses more than it did.
//!
//! ```text
//!     ┌─────┐                 ┌─────┐
//!     │  a  │                 │  a  ├───┐
//!     └─┬─┬─┘                 └──┬──┘   │
//!       │ └────┐                 │      │
//!       ▼      ▼                 ▼      ▼
//! ```

use super::gaps::{behind, edge_padding, is_item};
use super::graph::{Graph, RowKind, Vertex, VertexKind, Vx};
use super::p4_place::Places;
use crate::geom::{Rect, Unit};
use crate::layout::subview;
use crate::view::{EdgeId, Pull, Shape};

/// Where a line meets the side of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SidePort {
    /// Whether the box is the upper end of the segment, and not the lower.
    pub upper: bool,
    /// Whether it is the far side, and not the near one.
    pub far: bool,
}

/// The lines that meet their boxes at a side.
#[derive(Clone, Debug, Default)]
pub(super) struct SidePorts {
    /// Per segment. Empty when there are none at all.
    ports: Vec<Option<SidePort>>,
    /// Per vertex: the segments at its near and at its far side, from the nearest column outwards.
    lists: Vec<[Vec<usize>; 2]>,
}

impl SidePorts {
    pub(super) fn is_empty(&self) -> bool {
        self.ports.is_empty()
    }

    /// Where a segment meets a side, if it does.
    pub(super) fn of(&self, segment: usize) -> Option<SidePort> {
        self.ports.get(segment).copied().flatten()
    }

    /// Whether the upper (or lower) end of a segment is at a side.
    pub(super) fn is_aside(&self, segment: usize, upper: bool) -> bool {
        self.of(segment).is_some_and(|port| port.upper == upper)
    }

    /// The segments at the near (0) or far (1) side of a vertex, from the nearest column outwards.
    pub(super) fn beside(&self, v: Vx, side: usize) -> &[usize] {
        self.lists.get(v).map_or(&[], |lists| &lists[side])
    }

    /// How far down the wall of a box, with walls `rect`, a segment meets it.
    pub(super) fn across(&self, graph: &Graph<'_>, v: Vx, segment: usize, rect: Rect) -> Unit {
        let Some(port) = self.of(segment) else { return rect.y };
        let list = self.beside(v, usize::from(port.far));
        // The line that goes farthest stands innermost: nothing crosses beside the box.
        let upwards = list.iter().filter(|&&other| !self.is_aside(other, true));
        let downwards = list.iter().rev().filter(|&&other| self.is_aside(other, true));
        let place = upwards.chain(downwards).position(|&other| other == segment).unwrap_or(0) as Unit;
        let gaps = list.len() as Unit - 1;
        let spacing = across_spacing(graph);
        let pitch = if gaps > 0 { (rect.h - 2 * spacing.port_margin) / gaps } else { 0 };
        let pitch = pitch.min(spacing.port_pitch).max(1);
        rect.y + rect.h / 2 - (pitch * gaps + 1) / 2 + pitch * place
    }
}

/// Distances as a side sees them: along its wall is across the rows.
fn across_spacing(graph: &Graph<'_>) -> crate::layout::metrics::Spacing {
    graph.metrics.spacing(!graph.turn.horizontal(), graph.tightness)
}

/// How far from its box a line turns.
pub(super) fn reach(graph: &Graph<'_>, segment: usize, upper: bool) -> Unit {
    let spacing = across_spacing(graph);
    if has_head(graph, segment, upper) { spacing.head } else { spacing.stub }
}

fn has_head(graph: &Graph<'_>, segment: usize, upper: bool) -> bool {
    let segment = &graph.segments[segment];
    if upper { segment.head_above } else { segment.head_below }
}

/// How far from a foreign neighbour a line stands that turns beside a box.
pub(super) fn clearance(graph: &Graph<'_>, neighbour: &Vertex) -> Unit {
    if is_item(neighbour) { graph.spacing.line_node_gap } else { graph.spacing.line_gap }
}

/// How far from the walls of its region such a line stands: the near wall, then the far one.
pub(super) fn wall_clearance(graph: &Graph<'_>, region: usize) -> (Unit, Unit) {
    let padding = graph.regions[region].padding;
    let line = Vertex::new(VertexKind::Dummy, region);
    let mut near = edge_padding(&line, padding.left, graph);
    if graph.turn.horizontal() {
        near = near.max(graph.title_band(region, padding.left));
    }
    (near, edge_padding(&line, padding.right, graph))
}

/// Chooses the side ports of a placed drawing; the lines that get one are straight up to their turn from then on.
pub(super) fn choose(graph: &Graph<'_>, places: &Places) -> SidePorts {
    let none = vec![None; graph.segments.len()];
    let mut chosen = Chosen {
        graph,
        places,
        ports: none,
        lists: vec![[Vec::new(), Vec::new()]; graph.vertices.len()],
        taken: vec![[None; 2]; graph.vertices.len()],
    };
    // A line leaves through a side rather than arrive there.
    for heads in [false, true] {
        for upper in [true, false] {
            chosen.pass(upper, heads);
        }
    }
    let Chosen { ports, mut lists, .. } = chosen;
    if ports.iter().all(Option::is_none) {
        return SidePorts::default();
    }
    for (side, list) in lists.iter_mut().flat_map(|lists| lists.iter_mut().enumerate()) {
        list.sort_by_key(|&segment| {
            let column = column(places, segment, ports[segment]);
            if side == 0 { -column } else { column }
        });
    }
    SidePorts { ports, lists }
}

/// The column of a line with a side port: where its other end is.
fn column(places: &Places, segment: usize, port: Option<SidePort>) -> Unit {
    let (upper, lower) = places.ports[segment];
    if port.is_some_and(|port| port.upper) { lower } else { upper }
}

struct Chosen<'g, 'a> {
    graph: &'g Graph<'a>,
    places: &'g Places,
    ports: Vec<Option<SidePort>>,
    lists: Vec<[Vec<usize>; 2]>,
    /// Per vertex and side, the outermost column that is taken there.
    taken: Vec<[Option<(Unit, Unit)>; 2]>,
}

impl Chosen<'_, '_> {
    /// Takes what can be had at the upper (or lower) ends of lines, with or without a head there.
    fn pass(&mut self, upper: bool, heads: bool) {
        let graph = self.graph;
        for (number, region) in graph.regions.iter().enumerate().filter(|region| region.1.fixed.is_none()) {
            for row in region.rows.iter().filter(|row| row.kind == RowKind::Boxes) {
                for (index, &v) in row.items.iter().enumerate() {
                    let beside = [
                        index.checked_sub(1).map(|before| row.items[before]),
                        row.items.get(index + 1).copied(),
                    ];
                    for (side, next) in beside.into_iter().enumerate() {
                        self.side(number, v, side, next, upper, heads);
                    }
                }
            }
        }
    }

    /// The outermost lines of one box at one side, outermost first, while there is a place for them.
    fn side(&mut self, region: usize, v: Vx, side: usize, next: Option<Vx>, upper: bool, heads: bool) {
        let graph = self.graph;
        let vertex = &graph.vertices[v];
        if !may_open(graph, vertex, side) {
            return;
        }
        let own = |segment: usize| {
            let ports = self.places.ports[segment];
            if upper { ports.0 } else { ports.1 }
        };
        let mut list = if upper { vertex.below.clone() } else { vertex.above.clone() };
        list.sort_by_key(|&segment| if side == 0 { own(segment) } else { -own(segment) });
        for segment in list {
            if self.ports[segment].is_some_and(|port| port.upper == upper) {
                if self.ports[segment].is_some_and(|port| usize::from(port.far) == side) {
                    continue;
                }
                break;
            }
            let room = self.lists[v][side].len() < capacity(graph, vertex);
            if !room || !self.serves(segment, upper, heads) {
                break;
            }
            let port = SidePort { upper, far: side == 1 };
            let at = column(self.places, segment, Some(port));
            if !self.is_free(region, v, side, next, segment, at, upper) {
                break;
            }
            self.ports[segment] = Some(port);
            self.lists[v][side].push(segment);
            let taken = &mut self.taken[v][side];
            *taken = Some(taken.map_or((at, at), |(low, high)| (low.min(at), high.max(at))));
        }
    }

    fn serves(&self, segment: usize, upper: bool, heads: bool) -> bool {
        let graph = self.graph;
        let data = &graph.segments[segment];
        let other = if upper { data.lower } else { data.upper };
        let fixed = graph.inside(other.vertex).is_some_and(|region| graph.regions[region].fixed.is_some());
        let main = graph.view.pull(EdgeId(data.edge as u32)) == Pull::Main;
        self.ports[segment].is_none() && !fixed && !main && has_head(graph, segment, upper) == heads
    }

    /// Whether a column beside `v` is free up to its neighbour, or to the wall of the region.
    #[allow(clippy::too_many_arguments, reason = "one place, seen from all sides")]
    fn is_free(
        &self,
        region: usize,
        v: Vx,
        side: usize,
        next: Option<Vx>,
        segment: usize,
        at: Unit,
        upper: bool,
    ) -> bool {
        let (graph, places) = (self.graph, self.places);
        let gap = graph.spacing.line_gap;
        let reach = reach(graph, segment, upper);
        // Seen so that the side is always the far one.
        let sign = if side == 0 { -1 } else { 1 };
        let wall = if side == 0 { -places.start[v] } else { places.end[v] };
        let at = at * sign;
        if at < wall + reach {
            return false;
        }
        let clashes = |taken: Option<(Unit, Unit)>| {
            taken.is_some_and(|(low, high)| {
                let (low, high) = if side == 0 { (-high, -low) } else { (low, high) };
                low - gap < at && at < high + gap
            })
        };
        if clashes(self.taken[v][side]) {
            return false;
        }
        match next {
            Some(next) => {
                let neighbour = &graph.vertices[next];
                let edge =
                    if side == 0 { -places.end[next] - behind(neighbour, graph) } else { places.start[next] };
                let beyond = self.taken[next][1 - side];
                let nearest = beyond.map(|(low, high)| if side == 0 { -high } else { low } - gap);
                at + clearance(graph, neighbour) <= edge && nearest.is_none_or(|nearest| at <= nearest)
            }
            None => match graph.regions[region].vertex {
                Some(around) => {
                    let (near, far) = wall_clearance(graph, region);
                    if side == 0 {
                        at + near <= -places.start[around]
                    } else {
                        at + far <= places.end[around]
                    }
                }
                None => true,
            },
        }
    }
}

/// Whether lines may meet the near or far side of a vertex at all.
fn may_open(graph: &Graph<'_>, vertex: &Vertex, side: usize) -> bool {
    let VertexKind::Box(node) = vertex.kind else { return false };
    let node = &graph.view.nodes[node];
    // Rings stand at the far side, and a person has no outline.
    !(subview::is_hidden(node) || node.look.shape == Shape::Person || (side == 1 && vertex.behind > 0))
}

/// How many lines one side of a box takes: its outline is a straight wall only for some shapes.
fn capacity(graph: &Graph<'_>, vertex: &Vertex) -> usize {
    let VertexKind::Box(node) = vertex.kind else { return 0 };
    if !matches!(graph.view.nodes[node].look.shape, Shape::Box | Shape::Rounded | Shape::Cylinder) {
        return 1;
    }
    let spacing = across_spacing(graph);
    1 + ((vertex.h - 2 * spacing.port_margin).max(0) / spacing.port_pitch.max(1)) as usize
}
