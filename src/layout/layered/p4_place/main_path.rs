//! The main path of a journey: one straight line, through its boxes as well.
//!
//! Each line of it is pulled straight by its weight. What is added here ties the port at which it comes into a box to that at
//! which it goes on, so that the eye need not step aside.

use super::{Model, VertexKind};
use crate::view::{EdgeId, Pull};

/// What it costs when a journey's main path leaves a box beside where it came in, for each unit.
const MAIN_PATH: i64 = 16;

impl Model<'_, '_> {
    /// What makes the main path of a journey go straight on through its boxes.
    pub(super) fn main_path(&mut self) {
        let graph = self.graph;
        let is_main =
            |&&segment: &&usize| graph.view.pull(EdgeId(graph.segments[segment].edge as u32)) == Pull::Main;
        for vertex in graph.vertices.iter().filter(|vertex| matches!(vertex.kind, VertexKind::Box(_))) {
            let above = vertex.above.iter().find(is_main);
            let below = vertex.below.iter().find(is_main);
            if let (Some(&above), Some(&below)) = (above, below) {
                self.spring(self.ports[above][1], self.ports[below][0], 0, MAIN_PATH);
            }
        }
    }
}
