//! Where the titles of boundaries stand on their walls, between the lines that cross them.

use super::Places;
use crate::geom::Unit;
use crate::layout::layered::graph::{Graph, Vx};
use crate::view::Direction;

/// Chooses where each title stands on its wall; returns the regions whose wall has no free stretch for it.
pub(super) fn titles(graph: &Graph<'_>, places: &mut Places, reserved: &[bool]) -> Vec<usize> {
    let mut crowded = Vec::new();
    places.titles = vec![graph.metrics.title_offset(); graph.regions.len()];
    for (index, region) in graph.regions.iter().enumerate() {
        if let Some(fixed) = &region.fixed {
            places.titles[index] = fixed.title;
            continue;
        }
        let (Some(node), Some(vertex), Some(side)) = (region.node, region.vertex, title_wall(graph)) else {
            continue;
        };
        let (start, end) = (places.start[vertex], places.end[vertex]);
        let wall = &region.rows[if side == 0 { 0 } else { region.rows.len() - 1 }].items;
        let pins: Vec<Unit> = wall.iter().map(|&pin| places.start[pin] - start).collect();
        match free_title(graph, node, end - start, &pins) {
            Some(offset) => places.titles[index] = offset,
            None if !reserved[index] => crowded.push(index),
            None => {}
        }
    }
    crowded
}

/// Where on a wall of some length the title of a boundary is between the lines that cross it.
pub(in crate::layout::layered) fn free_title(
    graph: &Graph<'_>,
    node: usize,
    length: Unit,
    pins: &[Unit],
) -> Option<Unit> {
    let content = &graph.contents[node];
    let first = graph.metrics.title_offset();
    let title = graph.metrics.title_span(content, first).end - first;
    // A title begins at its usual place or just behind a pin.
    let behind = pins.iter().map(|&pin| pin + graph.spacing.port_margin.max(first));
    std::iter::once(first).chain(behind).find(|&offset| {
        let span = graph.metrics.title_span(content, offset);
        offset + title + first <= length + 1 && !pins.iter().any(|pin| span.contains(pin))
    })
}

/// Whether a line at `place` passes beside the title of the boundary on whose wall its pin stands.
pub(super) fn is_beside(graph: &Graph<'_>, places: &Places, pin: Vx, place: Unit) -> bool {
    let region = graph.vertices[pin].region;
    let data = &graph.regions[region];
    let (Some(node), Some(vertex), Some(side)) = (data.node, data.vertex, title_wall(graph)) else {
        return true;
    };
    let wall = if side == 0 { 0 } else { data.rows.len() - 1 };
    let span = graph.metrics.title_span(&graph.contents[node], places.titles[region]);
    graph.vertices[pin].row != wall || !span.contains(&(place - places.start[vertex]))
}

/// Which wall, inside, is the upper one on the page and crossed by lines: 0 upper, 1 lower, none when ranks are columns.
pub(in crate::layout::layered) fn title_wall(graph: &Graph<'_>) -> Option<usize> {
    match graph.turn.0 {
        Direction::Down => Some(0),
        Direction::Up => Some(1),
        Direction::Right | Direction::Left => None,
    }
}
