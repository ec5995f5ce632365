//! Which pieces of long lines run in one column.
//!
//! Before: rows are ordered. After: each dummy, label and pin has a *rail*, named by one of its vertices; all vertices of a
//! rail get the same place along the rows. A rail is a run of a line between two boxes, cut only where two such runs cross.
//!
//! Inner segments that do not cross can always be straight together: drawn as vertical bars they never pass each other, so
//! the separations between them have no cycle (the argument of Brandes & Köpf 2001 for their blocks). Of two that cross the
//! longer line is kept, and none that would make rows wider. What is straight from the outset needs no bend and no variable: placement then has about as many
//! variables as there are boxes and lines, however many rows the lines pass.

use super::gaps::{is_item, least_width, separation};
use super::graph::{End, Graph, RowKind, VertexKind, Vx};
use crate::geom::Unit;
use crate::layout::sets::find;
use std::collections::BTreeMap;

/// Up to this many segments placement finds for itself which lines are better bent than straight, and the drawing gets a little
/// narrower for it.
const FREE: usize = 300;

/// Per vertex, the vertex that names its rail; itself for boxes and boundaries.
pub(super) fn rails(graph: &Graph<'_>) -> Vec<Vx> {
    let mut rail: Vec<Vx> = (0..graph.vertices.len()).collect();
    for walls in graph.frames.iter().flat_map(|frame| &frame.walls) {
        walls.iter().for_each(|&wall| rail[wall] = walls[0]);
    }
    // Runs of lines might bend a wall. Pins of a solid block are tied to its walls already.
    if graph.segments.len() <= FREE
        || !graph.frames.is_empty()
        || graph.regions.iter().any(|region| region.fixed.is_some())
    {
        return rail;
    }
    let base = slots(graph);
    let slot = |end: End, side: usize| {
        base[side][end.vertex] + end.pin.map_or(0, |pin| graph.vertices[pin].pos as u32)
    };
    let mut length = vec![0u32; graph.view.edges.len()];
    for segment in &graph.segments {
        length[segment.edge] += 1;
    }
    let mut runs = Runs::new(graph);
    let mut inner: Vec<(usize, std::cmp::Reverse<u32>, usize)> = Vec::new();
    let mut kept: BTreeMap<u32, u32> = BTreeMap::new();
    for (number, region) in graph.regions.iter().enumerate() {
        // What leaves the lower wall belongs to the region around.
        for row in &region.rows[..region.rows.len() - 1] {
            inner.clear();
            kept.clear();
            for &v in &row.items {
                for &index in &graph.vertices[v].below {
                    let segment = &graph.segments[index];
                    if is_line(graph, segment.upper) && is_line(graph, segment.lower) {
                        inner.push((segment.edge, std::cmp::Reverse(length[segment.edge]), index));
                    }
                }
            }
            inner.sort_unstable_by_key(|&(edge, length, index)| (length, edge, index));
            for &(_, _, index) in &inner {
                let segment = &graph.segments[index];
                let (upper, lower) = (slot(segment.upper, 1), slot(segment.lower, 0));
                let crosses = kept.range(..upper).next_back().is_some_and(|(_, &other)| other > lower)
                    || kept.range(upper..).next().is_some_and(|(_, &other)| other < lower);
                if !crosses && runs.join(&mut rail, number, segment.upper.line(), segment.lower.line()) {
                    kept.insert(upper, lower);
                }
            }
        }
    }
    for v in 0..rail.len() {
        rail[v] = find(&mut rail, v);
    }
    rail
}

fn is_line(graph: &Graph<'_>, end: End) -> bool {
    end.pin.is_some() || !matches!(graph.vertices[end.vertex].kind, VertexKind::Box(_))
}

/// Where each vertex's places in its row begin, on its upper and on its lower side: a boundary has one for each pin.
fn slots(graph: &Graph<'_>) -> [Vec<u32>; 2] {
    let mut base = [vec![0; graph.vertices.len()], vec![0; graph.vertices.len()]];
    for row in graph.regions.iter().flat_map(|region| &region.rows) {
        let mut next = [0, 0];
        for &v in &row.items {
            for (side, next) in next.iter_mut().enumerate() {
                base[side][v] = *next;
                *next += match graph.inside(v) {
                    Some(inside) => {
                        let rows = &graph.regions[inside].rows;
                        rows[if side == 0 { 0 } else { rows.len() - 1 }].items.len().max(1) as u32
                    }
                    None => 1,
                };
            }
        }
    }
    base
}

/// How much room the rows take on either side of each run, so that straight lines do not make the drawing wider: a line with
/// ten boxes left of it in one row and ten right of it in another would force twenty side by side.
struct Runs {
    /// Per vertex that names a run: the most that stands before it in a row, and behind it.
    sides: Vec<(Unit, Unit)>,
    /// Per region: its widest row.
    widest: Vec<Unit>,
}

impl Runs {
    fn new(graph: &Graph<'_>) -> Runs {
        let mut sides = vec![(0, 0); graph.vertices.len()];
        let mut widest = vec![0; graph.regions.len()];
        let mut width: Vec<Unit> = graph.vertices.iter().map(|vertex| vertex.w).collect();
        for (index, region) in graph.regions.iter().enumerate().rev() {
            for row in region.rows.iter().filter(|row| row.kind != RowKind::Wall) {
                let mut sum = 0;
                let mut previous: Option<Vx> = None;
                for &v in &row.items {
                    if let Some(previous) = previous {
                        sum += separation(graph, previous, v);
                    }
                    sides[v].0 = sum;
                    sum += if is_item(&graph.vertices[v]) { width[v] } else { 0 };
                    sides[v].1 = sum;
                    previous = Some(v);
                }
                for &v in &row.items {
                    sides[v].1 = sum - sides[v].1;
                }
                widest[index] = widest[index].max(sum);
            }
            if let Some(v) = region.vertex {
                let padding = region.padding.left + region.padding.right;
                width[v] = width[v].max(widest[index] + padding).max(least_width(graph, index));
            }
        }
        Runs { sides, widest }
    }

    /// Makes one rail of two, unless rows would have to become wider for it.
    fn join(&mut self, rail: &mut [Vx], region: usize, a: Vx, b: Vx) -> bool {
        let (a, b) = (find(rail, a), find(rail, b));
        let sides = (self.sides[a].0.max(self.sides[b].0), self.sides[a].1.max(self.sides[b].1));
        if sides.0 + sides.1 > self.widest[region] {
            return false;
        }
        let name = a.min(b);
        rail[a.max(b)] = name;
        self.sides[name] = sides;
        true
    }
}
