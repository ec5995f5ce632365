//! Texts of boxes that became wide, in fewer lines.
//!
//! Before: everything has its place along the rows; texts are wrapped for boxes as narrow as they may be. After: the text of a box
//! that widened over its lines fills the width it has got, and the box is lower by the lines that this saves.

use super::graph::{Graph, VertexKind};
use super::p4_place::Places;
use crate::layout::metrics::Tightness;

/// The widest a line gets, in cells or half-ems: beyond it the eye does not find the next one.
const READABLE: usize = 60;

/// By how much wider lines are tried.
const STEP: usize = 2;

/// Wraps the texts of boxes anew that are wider than they have to be.
pub(super) fn fill(graph: &mut Graph<'_>, places: &Places) {
    // Boxes of one size keep it, and where ranks are columns a box widens along its walls.
    if graph.turn.horizontal() || graph.uniform.is_some() {
        return;
    }
    let wall = graph.metrics.wall();
    for v in 0..graph.vertices.len() {
        let VertexKind::Box(node) = graph.vertices[v].kind else { continue };
        let room = places.end[v] - places.start[v];
        let is_wide = room > graph.vertices[v].w && graph.contents[node].lines.len() > 1;
        // Lines that meet a side stand there as it is.
        let is_met =
            !graph.loops[node].is_empty() || (0..2).any(|side| places.sides.depth(graph, v, side).is_some());
        if !is_wide || is_met {
            continue;
        }
        for node_wrap in (graph.tightness.node_wrap + STEP..=READABLE).step_by(STEP) {
            let content =
                graph.metrics.node(&graph.view.nodes[node], Tightness { node_wrap, ..graph.tightness });
            if content.size.w - wall > room {
                break;
            }
            if content.size.h < graph.contents[node].size.h {
                (graph.vertices[v].w, graph.vertices[v].h) = (content.size.w - wall, content.size.h - wall);
                graph.contents[node] = content;
            }
        }
    }
}
