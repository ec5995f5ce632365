//! Walls: puts the two walls of each frame into every row that it spans.
//!
//! Before: rows hold boxes and the stand-ins of lines. After: each frame knows its rows, each stand-in the frame it is to
//! stand in, and of each row that a frame spans its two walls are items.

use super::super::graph::{Graph, Side, Vertex, VertexKind, Vx};
use super::{around, level};

/// Gives frames their rows and their walls, and lines their frames.
pub(in crate::layout::layered) fn enclose(graph: &mut Graph<'_>) {
    if graph.frames.is_empty() {
        return;
    }
    let mut spans: Vec<Option<(usize, usize)>> = vec![None; graph.frames.len()];
    for item in graph.regions[0].items.clone() {
        let row = graph.vertices[item].row;
        for frame in around(graph, item) {
            let (first, last) = spans[frame].unwrap_or((row, row));
            spans[frame] = Some((first.min(row), last.max(row)));
        }
    }
    for (frame, span) in spans.into_iter().enumerate() {
        graph.frames[frame].rows = span.unwrap_or_default();
    }
    for part in 0..graph.parts.len() {
        house(graph, part);
    }
    level::add_labels(graph);
    for frame in 0..graph.frames.len() {
        let (first, last) = graph.frames[frame].rows;
        for row in first..=last {
            for (index, side) in [Side::Near, Side::Far].into_iter().enumerate() {
                let mut wall = Vertex::new(VertexKind::Wall(frame, side), 0);
                (wall.frame, wall.row) = (Some(frame), row);
                let wall = graph.add(wall);
                graph.frames[frame].walls[index].push(wall);
                graph.regions[0].rows[row].items.push(wall);
            }
        }
    }
}

/// Chooses for each stand-in of a line the frame to begin with: a line stays in the frames of its upper end as long as they
/// go, and is in those of its lower end from where they begin. Where both are to be had it changes over half way.
fn house(graph: &mut Graph<'_>, part: usize) {
    let ends = [graph.parts[part].upper.vertex, graph.parts[part].lower.vertex];
    let chains = ends.map(|end| around(graph, end).collect::<Vec<usize>>());
    let [upper, lower] = ends.map(|end| graph.vertices[end].row);
    // Frames around one end alone.
    let alone = |end: usize| -> Vec<usize> {
        chains[end].iter().copied().filter(|frame| !chains[1 - end].contains(frame)).collect()
    };
    let (from, to) = (alone(0), alone(1));
    let common = chains[0].iter().copied().find(|frame| chains[1].contains(frame));
    let last = from.last().map_or(upper, |&frame| graph.frames[frame].rows.1);
    let first = to.last().map_or(lower, |&frame| graph.frames[frame].rows.0);
    let middle = (upper + lower) / 2;
    let change = if last < first { last } else { middle.clamp(first.saturating_sub(1), last).max(upper) };
    let joints: Vec<Vx> =
        graph.parts[part].segments.iter().map(|&s| graph.segments[s].lower.vertex).collect();
    for &v in &joints[..joints.len().saturating_sub(1)] {
        let row = graph.vertices[v].row;
        let side = if row <= change { &from } else { &to };
        let own = side.iter().copied().find(|&frame| graph.frames[frame].spans(row));
        graph.vertices[v].frame = own.or(common);
    }
}
