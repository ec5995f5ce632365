//! Boundaries that were laid out elsewhere: each is one solid block here, with its pins at fixed places.
//!
//! Before: flows are cut at walls, so it is known which wall of the block each of them crosses. After: the block has its
//! size, and its pins stand on its walls in the order and at the distances that its insides ask for.

use super::Undrawn;
use super::graph::{Fixed, Graph};
use super::self_loops::Loop;
use super::transpose::Turn;
use crate::geom::{Side, Size, Unit};

/// A flow that crosses the wall of a solid block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::layout) struct Crossing {
    /// The edge of the view.
    pub edge: usize,
    /// The side of the block on the page.
    pub side: Side,
    /// Whether the flow leaves the block.
    pub leaving: bool,
}

/// A block as it came out.
#[derive(Clone, Debug, Default)]
pub(in crate::layout) struct Solid {
    /// From wall to wall, on the page.
    pub size: Size,
    /// Per crossing, the distance of its place from the left or the upper end of its side.
    pub places: Vec<Unit>,
    /// The offset of the title from the left wall.
    pub title: Unit,
}

/// Where solid blocks come from.
pub(in crate::layout) trait Solids {
    /// Whether the node of the view is a block.
    fn is_solid(&self, node: usize) -> bool;

    /// The block of a node, for the flows that cross its walls; `least` is the room that its self loops take.
    fn solid(&mut self, node: usize, crossings: &[Crossing], least: Size) -> Result<Solid, Undrawn>;
}

/// A view in which nothing was laid out elsewhere.
pub(in crate::layout) struct NoSolids;

impl Solids for NoSolids {
    fn is_solid(&self, _: usize) -> bool {
        false
    }

    fn solid(&mut self, _: usize, _: &[Crossing], _: Size) -> Result<Solid, Undrawn> {
        Ok(Solid::default())
    }
}

/// Gives every solid block its size, and its pins their places.
pub(super) fn fix(graph: &mut Graph<'_>, solids: &mut dyn Solids) -> Result<(), Undrawn> {
    for region in 0..graph.regions.len() {
        let (Some(node), Some(vertex)) = (graph.regions[region].node, graph.regions[region].vertex) else {
            continue;
        };
        if !solids.is_solid(node) {
            continue;
        }
        let mut pins = Vec::new();
        for (wall, list) in graph.regions[region].pins.iter().enumerate() {
            for &pin in list {
                let edge = graph.vertices[pin].edge;
                let leaving = graph.view.edges[edge].from.index() == node;
                pins.push((pin, Crossing { edge, side: side(graph.turn, wall), leaving }));
            }
        }
        let crossings: Vec<Crossing> = pins.iter().map(|pin| pin.1).collect();
        let least = Size { w: 0, h: Loop::extent(&graph.loops[node], &graph.spacing) };
        let solid = solids.solid(node, &crossings, graph.turn.size(least))?;
        let size = graph.turn.size(solid.size);
        (graph.vertices[vertex].w, graph.vertices[vertex].h) = (size.w, size.h);
        let places: Vec<_> = pins.iter().map(|pin| pin.0).zip(solid.places.iter().copied()).collect();
        for wall in &mut graph.regions[region].pins {
            wall.sort_by_key(|pin| places.iter().find(|place| place.0 == *pin).map_or(0, |place| place.1));
        }
        graph.regions[region].fixed = Some(Fixed { pins: places, title: solid.title });
    }
    Ok(())
}

/// The side of the page on which the upper (0) or the lower wall of a region stands.
fn side(turn: Turn, wall: usize) -> Side {
    let [upper, lower] = turn.walls();
    if wall == 0 { upper } else { lower }
}
