//! Heights: where the walls of frames run across the rows.
//!
//! Before: everything has its place along the rows. After: the gap between two rows holds, from top to bottom, the walls that
//! close there, its tracks, and the walls that open; so no track runs along a wall, or between one and what it holds.
//!
//! ```text
//!   │ a │   │      row
//!   └───┘   │      closing
//!     └─────┼──┐   tracks
//!   ┌─────┐ │  │   opening
//!   │  b  │ │  │   row
//! ```

use super::super::graph::{Graph, VertexKind};
use super::super::p5_route::Heights;
use super::around;
use crate::geom::Unit;

/// The walls of all frames while rows are placed from top to bottom.
pub(in crate::layout::layered) struct Pads {
    /// Per frame, from its upper wall to its first row.
    open: Vec<Unit>,
    /// Per frame, from its last row to its lower wall at least, frames in it left aside.
    close: Vec<Unit>,
    /// Per frame, how tall its title makes it at least.
    least: Vec<Unit>,
    top: Vec<Unit>,
    bottom: Vec<Unit>,
}

impl Pads {
    pub(in crate::layout::layered) fn new(graph: &Graph<'_>) -> Pads {
        let (mut heads, spacing) = (vec![[0, 0]; graph.frames.len()], graph.spacing);
        for segment in &graph.segments {
            for (end, vertex) in [segment.lower.vertex, segment.upper.vertex].into_iter().enumerate() {
                let has_head = if end == 0 { segment.head_below } else { segment.head_above };
                if let Some(frame) = graph.vertices[vertex].frame.filter(|_| has_head) {
                    heads[frame][end] = spacing.head;
                }
            }
        }
        let mut open: Vec<Unit> =
            graph.frames.iter().zip(&heads).map(|(frame, heads)| frame.padding.top.max(heads[0])).collect();
        for (index, frame) in graph.frames.iter().enumerate().rev() {
            if let Some(parent) = frame.parent.filter(|&parent| graph.frames[parent].rows.0 == frame.rows.0) {
                open[parent] = open[parent].max(open[index] + graph.frames[parent].padding.top);
            }
        }
        let close = graph
            .frames
            .iter()
            .zip(&heads)
            .map(|(frame, heads)| frame.padding.bottom.max(heads[1]))
            .collect();
        let title = |node: usize| graph.turn.size(graph.contents[node].size).h - graph.metrics.wall();
        let least = graph.frames.iter().map(|frame| title(frame.node)).collect();
        let count = graph.frames.len();
        Pads { open, close, least, top: vec![0; count], bottom: vec![0; count] }
    }

    /// What the walls take that open above a row.
    pub(in crate::layout::layered) fn opening(&self, graph: &Graph<'_>, row: usize) -> Unit {
        let opening = graph.frames.iter().zip(&self.open).filter(|(frame, _)| frame.rows.0 == row);
        opening.map(|(_, &open)| open).max().unwrap_or(0)
    }

    /// Places the walls that open above a row at `y`.
    pub(in crate::layout::layered) fn begin(&mut self, graph: &Graph<'_>, row: usize, y: Unit) {
        for (index, _) in graph.frames.iter().enumerate().filter(|(_, frame)| frame.rows.0 == row) {
            self.top[index] = y - self.open[index];
        }
    }

    /// Places the walls that close below a row that ends at `y`; returns what they take.
    pub(in crate::layout::layered) fn closing(&mut self, graph: &Graph<'_>, row: usize, y: Unit) -> Unit {
        let mut most = 0;
        for (index, frame) in graph.frames.iter().enumerate().rev().filter(|(_, frame)| frame.rows.1 == row) {
            let bottom = (y + self.close[index]).max(self.top[index] + self.least[index]);
            self.bottom[index] = bottom;
            most = most.max(bottom - y);
            if let Some(parent) = frame.parent {
                self.close[parent] = self.close[parent].max(bottom - y + graph.frames[parent].padding.bottom);
            }
        }
        most
    }

    /// Writes down where the walls are.
    pub(in crate::layout::layered) fn write(&self, graph: &Graph<'_>, heights: &mut Heights) {
        for (index, frame) in graph.frames.iter().enumerate() {
            heights.top[frame.vertex] = self.top[index];
            heights.height[frame.vertex] = self.bottom[index] - self.top[index];
        }
    }
}

/// Whether the end of a segment lies beyond a wall that opens or closes in its gap: its head then stands within.
pub(in crate::layout::layered) fn closed(graph: &Graph<'_>, segment: usize, upper: bool) -> bool {
    let segment = &graph.segments[segment];
    let vertex = if upper { segment.upper.vertex } else { segment.lower.vertex };
    let row = graph.vertices[vertex].row;
    debug_assert!(!matches!(graph.vertices[vertex].kind, VertexKind::Frame(_)));
    around(graph, vertex).any(|frame| {
        let (first, last) = graph.frames[frame].rows;
        row == if upper { last } else { first }
    })
}
