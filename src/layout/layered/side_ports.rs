//! Side ports: a line that leads past its box leaves it through the side, and bends once instead of twice.
//!
//! Before: everything has its place along the rows, and each line a port on the upper or lower wall of its box. After: the
//! outermost lines of a box, where they lead to a column between it and the next box of its row, begin or end in the wall at
//! that side, and turn in that column. Their order is that of the ports before, and on their way they pass only lines that
//! they cross anyhow, so no line crosses more than it did.
//!
//! ```text
//!     ┌─────┐                 ┌─────┐
//!     │  a  │                 │  a  ├───┐
//!     └─┬─┬─┘                 └──┬──┘   │
//!       │ └────┐                 │      │
//!       ▼      ▼                 ▼      ▼
//! ```

use super::frames::level;
use super::gaps::{behind, edge_padding, is_item};
use super::graph::{Graph, RowKind, Side, Vertex, VertexKind, Vx};
use super::p4_place::{Places, slide};
use crate::geom::{Rect, Unit};
use crate::layout::buckets::Buckets;
use crate::layout::metrics::Spacing;
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
    /// Per vertex and side, near before far: the segments there, from the nearest column outwards.
    lists: Buckets<usize>,
    /// Per region, row, and gap in the row: the segments that turn there, from the near wall on. Gap `i` is before item `i`.
    gaps: Vec<Vec<Vec<Vec<usize>>>>,
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

    /// The segments that turn in the gap before an item of a row, from the near wall on.
    pub(super) fn turning(&self, region: usize, row: usize, gap: usize) -> &[usize] {
        self.gaps.get(region).and_then(|rows| rows.get(row)?.get(gap)).map_or(&[], Vec::as_slice)
    }

    /// How far from the near (0) or far (1) wall of a box the next line has to stand: no line runs through a head.
    pub(super) fn depth(&self, graph: &Graph<'_>, v: Vx, side: usize) -> Option<Unit> {
        if self.is_empty() {
            return None;
        }
        let list = self.lists.of((2 * v + side) as u32);
        list.iter().map(|&segment| passing(graph, segment, self.is_aside(segment, true))).max()
    }

    /// How far down the wall of a box, with walls `rect`, a segment meets it.
    pub(super) fn across(&self, graph: &Graph<'_>, v: Vx, segment: usize, rect: Rect) -> Unit {
        let Some(port) = self.of(segment) else { return rect.y };
        let list = self.lists.of((2 * v + usize::from(port.far)) as u32);
        // The line that goes farthest stands innermost: nothing crosses beside the box.
        let upwards = list.iter().filter(|&&other| !self.is_aside(other, true));
        let downwards = list.iter().rev().filter(|&&other| self.is_aside(other, true));
        let place = upwards.chain(downwards).position(|&other| other == segment).unwrap_or(0) as Unit;
        let gaps = list.len() as Unit - 1;
        let spacing = across_spacing(graph);
        let pitch = if gaps > 0 { (rect.h - 2 * slide::margin(&spacing)) / gaps } else { 0 };
        let pitch = pitch.min(spacing.port_pitch).max(1);
        rect.y + rect.h / 2 - (pitch * gaps + 1) / 2 + pitch * place
    }
}

/// Distances as a side sees them: along its wall is across the rows.
fn across_spacing(graph: &Graph<'_>) -> Spacing {
    graph.metrics.spacing(!graph.turn.horizontal(), graph.tightness)
}

/// How far from its box a line turns.
pub(super) fn reach(graph: &Graph<'_>, segment: usize, upper: bool) -> Unit {
    let spacing = across_spacing(graph);
    if has_head(graph, segment, upper) { spacing.head } else { spacing.stub }
}

/// How far from the wall of its box a line passes another: in ASCII a line breaks where it passes, and still shows before that.
fn passing(graph: &Graph<'_>, segment: usize, upper: bool) -> Unit {
    reach(graph, segment, upper) + graph.metrics.wall()
}

fn has_head(graph: &Graph<'_>, segment: usize, upper: bool) -> bool {
    let segment = &graph.segments[segment];
    if upper { segment.head_above } else { segment.head_below }
}

/// How far from a foreign neighbour a line stands that turns beside a box.
pub(super) fn clearance(graph: &Graph<'_>, neighbour: &Vertex) -> Unit {
    match neighbour.kind {
        VertexKind::Wall(frame, Side::Near) if graph.turn.horizontal() => {
            let frame = &graph.frames[frame];
            graph.band(frame.node, frame.padding.left).max(graph.spacing.line_node_gap)
        }
        _ if is_item(neighbour) => graph.spacing.line_node_gap,
        _ => graph.spacing.line_gap,
    }
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
    let mut chosen = Chosen {
        graph,
        places,
        ports: vec![None; graph.segments.len()],
        lists: Vec::new(),
        lengths: vec![[0, 0]; graph.vertices.len()],
        turns: std::iter::repeat_with(Vec::new).take(graph.vertices.len()).collect(),
        sorted: Vec::new(),
    };
    let mut gaps: Vec<Vec<Vec<Vec<usize>>>> = vec![Vec::new(); graph.regions.len()];
    for (number, region) in graph.regions.iter().enumerate().filter(|region| region.1.fixed.is_none()) {
        for (index, row) in region.rows.iter().enumerate().filter(|row| row.1.kind == RowKind::Boxes) {
            // A line leaves through a side rather than arrive there.
            for (heads, upper) in [(false, true), (false, false), (true, true), (true, false)] {
                for at in 0..row.items.len() {
                    for side in 0..2 {
                        chosen.open(number, &row.items, at, side, upper, heads);
                    }
                }
            }
            let turns = chosen.gaps(&row.items);
            if turns.iter().any(|gap| !gap.is_empty()) {
                gaps[number].resize(region.rows.len(), Vec::new());
                gaps[number][index] = turns;
            }
        }
    }
    let Chosen { ports, lists, .. } = chosen;
    if ports.iter().all(Option::is_none) {
        return SidePorts::default();
    }
    let mut lists = Buckets::new(2 * graph.vertices.len(), lists.iter().copied());
    for place in 0..2 * graph.vertices.len() {
        let outwards = |&segment: &usize| sign(place % 2) * column(places, segment, ports[segment]);
        lists.of_mut(place as u32).sort_by_key(outwards);
    }
    SidePorts { ports, lists, gaps }
}

/// Opens the side ports where everything has its place already: the lines turn in the columns that they were chosen for.
pub(super) fn open(places: &mut Places, sides: &SidePorts) {
    for (segment, &port) in sides.ports.iter().enumerate() {
        if port.is_some() {
            let column = column(places, segment, port);
            places.ports[segment] = (column, column);
        }
    }
    places.sides.clone_from(sides);
}

/// Seen with this sign, a side is always the far one.
const fn sign(side: usize) -> Unit {
    if side == 0 { -1 } else { 1 }
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
    /// The segments chosen, each with its vertex and side as in [`SidePorts`]; and how many there are, by vertex and side.
    lists: Vec<(u32, usize)>,
    lengths: Vec<[usize; 2]>,
    /// Per box: the segments that turn beside it, before or behind it, with their columns. They turn before the next box.
    turns: Vec<Vec<(Unit, usize)>>,
    /// The lines of one wall, outermost first.
    sorted: Vec<(Unit, usize)>,
}

impl Chosen<'_, '_> {
    /// Takes the outermost lines of one box at one side, outermost first, while there is a place for them: those with their
    /// upper (or lower) end there, with or without a head.
    fn open(&mut self, region: usize, row: &[Vx], at: usize, side: usize, upper: bool, heads: bool) {
        let graph = self.graph;
        let v = row[at];
        let vertex = &graph.vertices[v];
        let list = if upper { &vertex.below } else { &vertex.above };
        if list.is_empty() || !may_open(graph, vertex, side) || level::meets(graph, v, side) {
            return;
        }
        let own = |segment: usize| {
            let ports = self.places.ports[segment];
            if upper { ports.0 } else { ports.1 }
        };
        let mut sorted = std::mem::take(&mut self.sorted);
        sorted.clear();
        sorted.extend(list.iter().map(|&segment| (-sign(side) * own(segment), segment)));
        sorted.sort_by_key(|&(inwards, _)| inwards);
        for &(_, segment) in &sorted {
            if let Some(port) = self.ports[segment].filter(|port| port.upper == upper) {
                if usize::from(port.far) == side {
                    continue;
                }
                break;
            }
            let port = SidePort { upper, far: side == 1 };
            let turn = column(self.places, segment, Some(port));
            if !self.serves(segment, upper, heads)
                || self.lengths[v][side] >= capacity(graph, vertex)
                || !self.is_free(region, row, at, side, segment, turn, upper)
            {
                break;
            }
            self.ports[segment] = Some(port);
            self.lists.push(((2 * v + side) as u32, segment));
            self.lengths[v][side] += 1;
            self.turns[v].push((turn, segment));
        }
        self.sorted = sorted;
    }

    fn serves(&self, segment: usize, upper: bool, heads: bool) -> bool {
        let graph = self.graph;
        let data = &graph.segments[segment];
        let other = if upper { data.lower } else { data.upper };
        let fixed = graph.inside(other.vertex).is_some_and(|region| graph.regions[region].fixed.is_some());
        let main = graph.view.pull(EdgeId(data.edge as u32)) == Pull::Main;
        self.ports[segment].is_none() && !fixed && !main && has_head(graph, segment, upper) == heads
    }

    /// Whether a column beside a box is free, and all that is passed on the way there is lines that are crossed anyhow.
    #[allow(clippy::too_many_arguments, reason = "one place, seen from all sides")]
    fn is_free(
        &self,
        region: usize,
        row: &[Vx],
        at: usize,
        side: usize,
        segment: usize,
        turn: Unit,
        upper: bool,
    ) -> bool {
        let (graph, places) = (self.graph, self.places);
        let sign = sign(side);
        let wall = if side == 0 { -places.start[row[at]] } else { places.end[row[at]] };
        let column = sign * turn;
        if column < wall + reach(graph, segment, upper) {
            return false;
        }
        let gap = graph.spacing.line_gap;
        let apart = |v: Vx| self.turns[v].iter().all(|&(other, _)| (other - turn).abs() >= gap);
        if !apart(row[at]) {
            return false;
        }
        let next = |index: usize| if side == 0 { index.checked_sub(1) } else { Some(index + 1) };
        let mut index = at;
        loop {
            index = match next(index).filter(|&index| index < row.len()) {
                Some(index) => index,
                None => {
                    let Some(around) = graph.regions[region].vertex else { return true };
                    let (near, far) = wall_clearance(graph, region);
                    return if side == 0 {
                        column + near <= -places.start[around]
                    } else {
                        column + far <= places.end[around]
                    };
                }
            };
            let other = row[index];
            let vertex = &graph.vertices[other];
            let edge =
                if side == 0 { -places.end[other] - behind(vertex, graph) } else { places.start[other] };
            if is_item(vertex) {
                // What turns on the way to the next box from there stays behind this line.
                let behind =
                    |&(other, _): &(Unit, usize)| sign * other > edge || sign * other >= column + gap;
                return column + clearance(graph, vertex) <= edge && self.turns[other].iter().all(behind);
            }
            if (edge - column).abs() < gap || vertex.kind != VertexKind::Dummy {
                return false;
            }
            if edge < wall + passing(graph, segment, upper) {
                return false;
            }
            if column > edge {
                // It passes this line: only when they cross anyhow.
                let list = if upper { &vertex.below } else { &vertex.above };
                let crossed = list.iter().all(|&other| {
                    let ports = places.ports[other];
                    let far = sign * if upper { ports.1 } else { ports.0 };
                    far < column
                });
                if !crossed {
                    return false;
                }
            }
        }
    }

    /// What turns in each gap of a row.
    fn gaps(&self, row: &[Vx]) -> Vec<Vec<usize>> {
        let mut gaps = vec![Vec::new(); row.len() + 1];
        let mut turns: Vec<(Unit, usize)> = row.iter().flat_map(|&v| self.turns[v].iter().copied()).collect();
        turns.sort_unstable();
        for (column, segment) in turns {
            gaps[row.partition_point(|&v| self.places.start[v] < column)].push(segment);
        }
        gaps
    }
}

/// Whether lines may meet the near or far side of a vertex at all.
pub(super) fn may_open(graph: &Graph<'_>, vertex: &Vertex, side: usize) -> bool {
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
    1 + ((vertex.h - 2 * slide::margin(&spacing)).max(0) / slide::pitch(&spacing).max(1)) as usize
}
