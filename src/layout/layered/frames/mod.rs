//! Global ranks: boundaries as frames around what shares the rows of the whole drawing.
//!
//! With ranks of its own a boundary is one item of one row, so two of them that flows connect stand one below the other, even
//! where they hold the same chain of services and read best side by side. With global ranks all boxes are ranked together. A
//! boundary becomes a *frame*: it spans the rows of its members, which stand together in each of them, and frames that share
//! rows stand beside each other, in the same order everywhere.
//!
//! ```text
//!   ┌─ A ──┐  ┌─ B ──┐
//!   │  a1 ─┼──┼▶ b1  │    a line leaves its frame level, from box to box,
//!   │  │   │  │  │   │
//!   │  a2  │  │  b2  │
//!   │  └───┼──┼┐     │    or sideways in the gap between two rows,
//!   │  a3  │  │▼ b3  │
//!   └──┼───┘  └──────┘
//!      ▼                  or through the wall below its last row
//! ```
//!
//! All of it is one region of the layered graph, so that the phases go on as they are; what a frame adds to each is here:
//! `ranks` keeps its members together, `walls` puts its two walls into each row that it spans, as vertices that lines cross,
//! `order` arranges rows in which members stay between their walls, `heights` gives walls their place across, and `titles`
//! the titles theirs; `level` is about lines between boxes of one row. The walls of a frame are one variable each of the
//! placement, as the rails of long lines are.
//!
//! (Regions that span several rows of the region around them would have kept more of the machinery of regions; but rows of
//! a region are cut at its walls, so a line could leave it only above its first row and below its last.)
//!
//! That no line runs along a wall, or through a box, follows from rows and gaps as before: walls close above the tracks of a gap
//! and open below them, and side walls keep the distance of neighbours. That none passes a third frame does not: a line that
//! would have to is found when rows are ordered, and then there is no such drawing ([`Undrawn::Blocked`](super::Undrawn)).

mod heights;
pub(super) mod level;
mod order;
mod ranks;
pub(super) mod titles;
mod walls;

use super::graph::{Graph, Side, VertexKind, Vx};
use crate::geom::{Insets, Unit};
use crate::view::{Edge, NodeId, View, ViewKind};
pub(super) use heights::{Pads, closed};
pub(super) use order::order;
pub(super) use ranks::hold;
pub(super) use walls::enclose;

/// With more boxes than this, ranks are not tried globally: frames beside each other are then wider than any page.
const MOST: usize = 300;

/// A boundary that spans rows.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub node: usize,
    pub vertex: Vx,
    pub parent: Option<usize>,
    /// Padding from walls to insides.
    pub padding: Insets,
    /// The first and the last row that it spans.
    pub rows: (usize, usize),
    /// Its near and its far walls, one of each for each row from the first to the last.
    pub walls: [Vec<Vx>; 2],
}

impl Frame {
    pub(super) const fn new(node: usize, vertex: Vx, parent: Option<usize>, padding: Insets) -> Frame {
        Frame { node, vertex, parent, padding, rows: (0, 0), walls: [Vec::new(), Vec::new()] }
    }

    /// Whether it passes a row.
    pub(super) const fn spans(&self, row: usize) -> bool {
        self.rows.0 <= row && row <= self.rows.1
    }
}

/// Which boundaries of a view become frames: those with something in them. Others are boxes with a title.
pub(super) fn framed(view: &View) -> Vec<bool> {
    let mut framed = vec![false; view.nodes.len()];
    for parent in view.nodes.iter().filter_map(|node| node.parent) {
        framed[parent.index()] = true;
    }
    framed
}

/// Whether a view can be drawn on global ranks, and might look better for it: one without hints, whose flows end at boxes, and
/// one of them in two boundaries that could stand beside each other. A journey is told along one straight line, whatever
/// stands beside it.
pub(in crate::layout) fn serves(view: &View) -> bool {
    let is_boundary = |node: NodeId| view.nodes[node.index()].container;
    let plain = view.edges.iter().all(|edge| !is_boundary(edge.from) && !is_boundary(edge.to));
    let fits = view.kind != ViewKind::Dataflow && view.nodes.len() < MOST && view.hinted() == 0;
    let joins = |edge: &Edge| joins_siblings(view, edge.from, edge.to);
    fits && plain && view.edges.iter().any(joins)
}

/// Whether two boxes stand in boundaries that are both inside the innermost one around the two.
fn joins_siblings(view: &View, a: NodeId, b: NodeId) -> bool {
    let around = |node: NodeId| {
        let parents =
            std::iter::successors(view.nodes[node.index()].parent, |&id| view.nodes[id.index()].parent);
        parents.collect::<Vec<NodeId>>()
    };
    let (a, b) = (around(a), around(b));
    a.first().is_some_and(|own| !b.contains(own)) && b.first().is_some_and(|own| !a.contains(own))
}

/// The frames around a vertex, innermost first.
pub(super) fn around<'g>(graph: &'g Graph<'_>, v: Vx) -> impl Iterator<Item = usize> + 'g {
    std::iter::successors(graph.vertices[v].frame, |&frame| graph.frames[frame].parent)
}

/// The distance between two neighbours in a row of which one at least is a wall; `None` when they are as far apart as a wall
/// and what is beside it anywhere.
pub(super) fn separation(graph: &Graph<'_>, a: Vx, b: Vx) -> Option<Unit> {
    let spacing = graph.spacing;
    // A line may stand nearer to a wall than a box. The head of a level line stands between the wall and its box.
    let inside = |frame: usize, padding: Unit, other: Vx, side: usize| {
        let data = &graph.frames[frame];
        let is_line =
            matches!(graph.vertices[other].kind, VertexKind::Dummy | VertexKind::Label | VertexKind::Pin);
        let head = if level::meets(graph, other, side) { 2 * graph.metrics.wall() } else { 0 };
        (data.node, if is_line { padding.min(spacing.line_node_gap.max(2)) } else { padding.max(head) })
    };
    match (graph.vertices[a].kind, graph.vertices[b].kind) {
        (VertexKind::Wall(frame, Side::Near), VertexKind::Wall(other, Side::Far)) if frame == other => {
            let Insets { left, right, .. } = graph.frames[frame].padding;
            Some(left + right)
        }
        (VertexKind::Wall(frame, Side::Near), _) => {
            let left = graph.frames[frame].padding.left;
            let (node, padding) = inside(frame, left, b, 0);
            // The title stands along this wall, on the page the upper one: no line runs through it.
            let band = if graph.turn.horizontal() { graph.band(node, left) } else { 0 };
            Some(padding.max(band))
        }
        (_, VertexKind::Wall(frame, Side::Far)) => {
            Some(inside(frame, graph.frames[frame].padding.right, a, 1).1)
        }
        _ => None,
    }
}

/// How wide a frame is at least.
pub(super) fn least_width(graph: &Graph<'_>, frame: usize) -> Unit {
    graph.turn.size(graph.contents[graph.frames[frame].node].size).w - graph.metrics.wall()
}

/// From where to where a line between two neighbouring rows may turn aside: between the next walls that pass the gap.
pub(super) fn bounds(
    graph: &Graph<'_>,
    start: &[Unit],
    row: usize,
    (upper, lower): (Unit, Unit),
) -> (Unit, Unit) {
    let (mut low, mut high) = (Unit::MIN / 4, Unit::MAX / 4);
    let (left, right) = (upper.min(lower), upper.max(lower));
    for frame in graph.frames.iter().filter(|frame| frame.spans(row) && frame.spans(row + 1)) {
        for (side, walls) in frame.walls.iter().enumerate() {
            let wall = start[walls[0]];
            // Where ranks are columns the title stands along the near wall.
            let band = match graph.turn.horizontal() && side == 0 {
                true => graph.band(frame.node, frame.padding.left),
                false => 1,
            };
            if wall <= left {
                low = low.max(wall + band - 1);
            }
            if wall >= right {
                high = high.min(wall);
            }
        }
    }
    (low, high)
}

/// The columns of the walls that pass the gap below a row.
pub(super) fn columns(graph: &Graph<'_>, start: &[Unit], row: usize) -> Vec<Unit> {
    let passing = graph.frames.iter().filter(|frame| frame.spans(row) && frame.spans(row + 1));
    passing.flat_map(|frame| frame.walls.iter().map(|walls| start[walls[0]])).collect()
}
