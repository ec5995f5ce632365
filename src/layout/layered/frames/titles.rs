//! Titles of frames: they stand in the upper wall on the page, between the lines that cross it.

use super::super::Undrawn;
use super::super::graph::{Graph, Side};
use super::super::p4_place::{Places, free_title, title_wall};
use super::super::p5_route::Heights;
use super::level;
use crate::geom::Unit;
use crate::view::Direction;

/// The frames whose upper wall has no free stretch for their title, where rows run along the page.
pub(in crate::layout::layered) fn crowded(graph: &Graph<'_>, places: &Places) -> Vec<usize> {
    let Some(side) = title_wall(graph) else { return Vec::new() };
    (0..graph.frames.len()).filter(|&frame| upright(graph, places, frame, side).is_none()).collect()
}

/// Chooses where each title stands, from the left end of its wall; there is no drawing when one finds no place.
pub(in crate::layout::layered) fn settle(
    graph: &Graph<'_>,
    places: &mut Places,
    heights: &Heights,
) -> Result<(), Undrawn> {
    places.frame_titles = (0..graph.frames.len())
        .map(|frame| match title_wall(graph) {
            Some(side) => upright(graph, places, frame, side),
            None => lying(graph, places, heights, frame),
        })
        .collect::<Option<Vec<Unit>>>()
        .ok_or(Undrawn::Blocked)?;
    Ok(())
}

/// The place of a title in the upper wall of the rows of its frame (`side` 0) or in the lower one.
fn upright(graph: &Graph<'_>, places: &Places, frame: usize, side: usize) -> Option<Unit> {
    let data = &graph.frames[frame];
    let row = if side == 0 { data.rows.0 } else { data.rows.1 };
    let walls = [Side::Near, Side::Far].map(|wall| data.walls[wall as usize][row - data.rows.0]);
    let [near, far] = walls.map(|wall| graph.vertices[wall].pos);
    let (start, end) = (places.start[data.vertex], places.end[data.vertex]);
    let members = &graph.regions[0].rows[row].items[near + 1..far];
    let crossing = members.iter().flat_map(|&v| {
        let vertex = &graph.vertices[v];
        if side == 0 { &vertex.above } else { &vertex.below }
    });
    let place = |&segment: &usize| {
        let (upper, lower) = places.ports[segment];
        (if side == 0 { lower } else { upper }) - start
    };
    let pins: Vec<Unit> = crossing.map(place).collect();
    free_title(graph, data.node, end - start, &pins)
}

/// The place of a title in the near wall of its frame, which is the upper one of the page where ranks are columns.
fn lying(graph: &Graph<'_>, places: &Places, heights: &Heights, frame: usize) -> Option<Unit> {
    let data = &graph.frames[frame];
    let wall = places.start[data.vertex];
    let (top, height) = (heights.top[data.vertex], heights.height[data.vertex]);
    let mut pins: Vec<Unit> = Vec::new();
    for (index, segment) in graph.segments.iter().enumerate() {
        let row = graph.vertices[segment.upper.vertex].row;
        if !data.spans(row) || !data.spans(row + 1) {
            continue;
        }
        for pair in heights.bends[index].windows(2) {
            let (low, high) = (pair[0].x.min(pair[1].x), pair[0].x.max(pair[1].x));
            if low < wall && wall < high {
                let along = pair[0].y - top;
                pins.push(if graph.turn.0 == Direction::Left { height - along } else { along });
            }
        }
    }
    // Level lines cross it in the middle of their row.
    for (_, a, b) in level::pairs(graph).filter(|&(_, a, _)| data.spans(graph.vertices[a].row)) {
        if (places.start[a] < wall) != (places.start[b] < wall) {
            let along = heights.middles[graph.vertices[a].row] - top;
            pins.push(if graph.turn.0 == Direction::Left { height - along } else { along });
        }
    }
    free_title(graph, data.node, height, &pins)
}
