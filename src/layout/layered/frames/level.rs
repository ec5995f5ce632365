//! Level lines: a line between boxes of two frames that stand on one rank runs straight from side to side.
//!
//! Before: flows are parts. After [`allow`]: it is known which of them need not lead to a lower rank: those between siblings,
//! one for each box and sibling, so that a box need not stand beside two of another frame. After phase 2 some of them join
//! boxes of one row ([`pairs`]). Such a line passes no row, so it has no segments: the row keeps both boxes at the walls that
//! face each other (`order`), its label is an item of the row, between the two frames, and the line is drawn through the middle
//! of the row.
//!
//! ```text
//!   ┌─ A ──┐             ┌─ B ──┐
//!   │  a1 ─┼── charges ──┼▶ b1  │
//!   │  │   │             │  │   │
//!   │  a2  │             │  b2  │
//! ```
//!
//! Where boxes cannot be brought beside each other, the flows between their two frames lead down like all others, and everything
//! is ranked anew.

use super::super::NOTED;
use super::super::graph::{Graph, Vertex, VertexKind, Vx};
use super::super::p4_place::Places;
use super::super::p5_route::Heights;
use super::super::side_ports::may_open;
use super::around;
use crate::geom::{Point, Rect, Unit};
use crate::layout::metrics::{Line, Tightness};
use crate::scene::SceneUnit;
use crate::view::Direction;
use std::collections::BTreeSet;

/// A label in a line is no wider: beyond it frames stand too far apart.
const WIDEST: usize = 24;

/// The nodes of two frames in one, of which each holds one end of a line.
pub(in crate::layout::layered) type Siblings = (usize, usize);

/// The outermost frames that hold one of two boxes and not the other, when there are two.
fn siblings(graph: &Graph<'_>, a: Vx, b: Vx) -> Option<Siblings> {
    let [from, to] = [a, b].map(|end| around(graph, end).collect::<Vec<usize>>());
    let own = |mine: &[usize], other: &[usize]| {
        mine.iter().rfind(|frame| !other.contains(frame)).map(|&frame| graph.frames[frame].node)
    };
    let (a, b) = (own(&from, &to)?, own(&to, &from)?);
    Some((a.min(b), a.max(b)))
}

/// Decides which lines may run level; none does between frames that are `steep`.
pub(in crate::layout::layered) fn allow(graph: &mut Graph<'_>, steep: &dyn Fn(Siblings) -> bool) {
    if graph.frames.is_empty() {
        return;
    }
    let mut taken: BTreeSet<(Vx, Siblings)> = BTreeSet::new();
    let mut level = vec![false; graph.routes.len()];
    for part in &graph.parts {
        let [a, b] = [part.upper.vertex, part.lower.vertex];
        let open = |v: Vx| (0..2).all(|side| may_open(graph, &graph.vertices[v], side));
        let Some(siblings) = siblings(graph, a, b).filter(|&siblings| !steep(siblings)) else { continue };
        if !open(a) || !open(b) || wording(graph, part.edge).is_none() {
            continue;
        }
        if !taken.contains(&(a, siblings)) && !taken.contains(&(b, siblings)) {
            taken.extend([(a, siblings), (b, siblings)]);
            level[part.edge] = true;
        }
    }
    graph.level = level;
}

/// The label of a line as it stands in it: one line of text in cells. `None` when it cannot.
fn wording(graph: &Graph<'_>, edge: usize) -> Option<Vec<Line>> {
    let caption = &graph.captions[edge];
    let is_step = graph.view.edges[edge].step.is_some();
    if is_step || caption.contains(NOTED) {
        return None;
    }
    if graph.metrics.unit() == SceneUnit::Px || caption.is_empty() {
        return Some(graph.routes[edge].label.clone());
    }
    let wide = Tightness { label_wrap: WIDEST, ..graph.tightness };
    let lines = graph.metrics.label(caption, wide);
    (lines.len() == 1).then_some(lines)
}

/// The edges that run level, each with its two boxes.
pub(in crate::layout::layered) fn pairs<'g>(
    graph: &'g Graph<'_>,
) -> impl Iterator<Item = (usize, Vx, Vx)> + 'g {
    let level = graph.parts.iter().filter(|part| graph.level.get(part.edge).is_some_and(|&level| level));
    level
        .map(|part| (part.edge, part.upper.vertex, part.lower.vertex))
        .filter(|&(_, a, b)| graph.vertices[a].rank == graph.vertices[b].rank)
}

/// Whether an item of a row may stand between the two boxes of a level line: another line that it crosses, and the walls around
/// either of them.
pub(super) fn may_pass(graph: &Graph<'_>, item: Vx, a: Vx, b: Vx) -> bool {
    match graph.vertices[item].kind {
        VertexKind::Wall(frame, _) => around(graph, a).chain(around(graph, b)).any(|around| around == frame),
        VertexKind::Box(_) | VertexKind::Region(_) => false,
        VertexKind::Label => graph.vertices[item].above.is_empty(),
        _ => true,
    }
}

/// The siblings between which a line should run level and cannot: something stands in its way, or its label elsewhere.
pub(in crate::layout::layered) fn blocked(graph: &Graph<'_>) -> BTreeSet<Siblings> {
    let pos = |v: Vx| graph.vertices[v].pos;
    let is_blocked = |&(edge, a, b): &(usize, Vx, Vx)| {
        let row = &graph.regions[0].rows[graph.vertices[a].row].items;
        let (first, last) = (pos(a).min(pos(b)), pos(a).max(pos(b)));
        let own = graph.routes[edge].label_vertex;
        let stray = own.is_some_and(|label| !(first..last).contains(&pos(label)));
        let foreign = |&v: &Vx| graph.vertices[v].kind == VertexKind::Label && own != Some(v);
        row[first + 1..last].iter().any(|v| !may_pass(graph, *v, a, b) || foreign(v)) || stray
    };
    pairs(graph).filter(is_blocked).filter_map(|(_, a, b)| siblings(graph, a, b)).collect()
}

/// Puts the labels of level lines into their rows.
pub(super) fn add_labels(graph: &mut Graph<'_>) {
    let level: Vec<(usize, Vx, Vx)> = pairs(graph).collect();
    for (edge, a, b) in level {
        let Some(lines) = wording(graph, edge).filter(|lines| !lines.is_empty()) else { continue };
        let size = graph.turn.size(crate::layout::steps::block(&lines, graph.turn.horizontal()));
        let wall = graph.metrics.wall();
        let mut vertex = Vertex::new(VertexKind::Label, 0);
        vertex.edge = edge;
        vertex.row = graph.vertices[a].row;
        vertex.frame = around(graph, a).find(|&frame| around(graph, b).any(|other| other == frame));
        (vertex.w, vertex.h) = (size.w - wall, size.h - wall);
        if is_beside(graph) {
            // The row is as tall on the other side of its middle.
            vertex.h = 2 * (vertex.h + 2 * wall);
        }
        vertex.before = vertex.w / 2;
        let row = vertex.row;
        let vertex = graph.add(vertex);
        graph.routes[edge].label = lines;
        graph.routes[edge].label_vertex = Some(vertex);
        graph.regions[0].rows[row].items.push(vertex);
    }
}

/// The route of a level line: from wall to wall through the middle of its row. Empty for any other.
pub(in crate::layout::layered) fn route(
    graph: &Graph<'_>,
    places: &Places,
    heights: &Heights,
    edge: usize,
) -> Vec<Point> {
    let Some((_, a, b)) = pairs(graph).find(|pair| pair.0 == edge) else { return Vec::new() };
    let y = heights.middles[graph.vertices[a].row];
    let [from, to] = if places.start[a] < places.start[b] {
        [places.end[a], places.start[b]]
    } else {
        [places.start[a], places.end[b]]
    };
    let down = graph.routes[edge].parts.iter().all(|&part| graph.parts[part].down);
    if down {
        vec![Point::new(from, y), Point::new(to, y)]
    } else {
        vec![Point::new(to, y), Point::new(from, y)]
    }
}

/// Whether a label stands beside its level line: in cells it cannot stand on a line that is upright on the page.
fn is_beside(graph: &Graph<'_>) -> bool {
    graph.metrics.unit() == SceneUnit::Cell && graph.turn.horizontal()
}

/// The room of the label of a level line: centred on it, or beside it.
pub(in crate::layout::layered) fn label_room(
    graph: &Graph<'_>,
    places: &Places,
    heights: &Heights,
    edge: usize,
) -> Option<Rect> {
    let v = graph.routes[edge].label_vertex?;
    let vertex = &graph.vertices[v];
    let (_, a, _) = pairs(graph).find(|pair| pair.0 == edge)?;
    let middle: Unit = heights.middles[graph.vertices[a].row];
    let x = places.labels[v] - vertex.before;
    if !is_beside(graph) {
        return Some(Rect::new(x, middle - vertex.h / 2, vertex.w, vertex.h));
    }
    let clear = 2 * graph.metrics.wall();
    let h = vertex.h / 2 - clear;
    let y = if graph.turn.0 == Direction::Left { middle - clear - h } else { middle + clear };
    Some(Rect::new(x, y, vertex.w, h))
}

/// Whether a level line meets a box at its near (0) or far (1) side.
pub(in crate::layout::layered) fn meets(graph: &Graph<'_>, v: Vx, side: usize) -> bool {
    if graph.level.is_empty() {
        return false;
    }
    let pos = |v: Vx| graph.vertices[v].pos;
    let facing = |own: Vx, other: Vx| own == v && usize::from(pos(other) > pos(own)) == side;
    pairs(graph).any(|(_, a, b)| facing(a, b) || facing(b, a))
}
