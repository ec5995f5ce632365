//! The walls of frames: one variable each, whatever rows they pass.
//!
//! Before: everything in rows has its variables. After: a frame is as wide as its title asks for, and no wider than it must.

use super::{At, Model};
use crate::layout::layered::frames;

/// What a unit costs that a frame is wider than it must be.
const WIDE: i64 = 2;

impl Model<'_, '_> {
    /// What keeps level lines short.
    pub(super) fn level(&mut self) {
        let graph = self.graph;
        for (edge, a, b) in frames::level::pairs(graph) {
            let (left, right) = if graph.vertices[a].pos < graph.vertices[b].pos { (a, b) } else { (b, a) };
            let (left, right) = (self.far[left], self.near[right]);
            self.spring(left, right, 0, graph.weight(edge));
        }
    }

    /// The walls of a frame. Where its title is to have its wall for itself, lines across that wall keep behind it.
    pub(super) fn frame(&mut self, frame: usize, reserved: bool) {
        let graph = self.graph;
        let data = &graph.frames[frame];
        let [near, far] = [0, 1].map(|side: usize| self.near[data.walls[side][0]]);
        (self.near[data.vertex], self.far[data.vertex]) = (near, far);
        self.separate(near, far, frames::least_width(graph, frame));
        self.problem.pull(near.var, far.var, 0, WIDE);
        self.pulls.push((near.var, far.var, 0, WIDE));
        if let (true, Some(side)) = (reserved, super::title_wall(graph)) {
            let row = if side == 0 { data.rows.0 } else { data.rows.1 };
            let wall = data.walls[0][row - data.rows.0];
            let next = graph.regions[0].rows[row].items[graph.vertices[wall].pos + 1];
            let span = graph.metrics.title_span(&graph.contents[data.node], graph.metrics.title_offset());
            let left: At = self.left(next);
            self.separate(near, left, span.end + 1);
        }
    }
}
