//! Lines that turn beside a box: they take a column of their own in its row.
//!
//! Before: it is known which lines meet the side of a box, and beside which items of the row they turn. After: each keeps its
//! distance from the next line there, from both neighbours, and from the walls around.

use super::{At, Model};
use crate::layout::layered::gaps::{before, behind};
use crate::layout::layered::side_ports::{clearance, wall_clearance};

impl Model<'_, '_> {
    /// Keeps the lines that turn beside boxes apart from everything in their row.
    pub(super) fn turns(&mut self, region: usize, row: usize) {
        let (graph, sides) = (self.graph, self.sides);
        let items = &graph.regions[region].rows[row].items;
        let walls = graph.regions[region].vertex.map(|v| (self.near[v], self.far[v]));
        let (to_near, to_far) = wall_clearance(graph, region);
        for pair in items.windows(2) {
            if let Some(depth) = sides.depth(graph, pair[0], 1) {
                self.separate(self.far[pair[0]], self.near[pair[1]], depth);
            }
            if let Some(depth) = sides.depth(graph, pair[1], 0) {
                self.separate(self.far[pair[0]], self.near[pair[1]], depth);
            }
        }
        for gap in 0..=items.len() {
            let mut last: Option<At> = None;
            for &segment in sides.turning(region, row, gap) {
                let turn = self.ports[segment][0];
                match (last, gap.checked_sub(1).map(|before| items[before])) {
                    (Some(last), _) => self.separate(last, turn, graph.spacing.line_gap),
                    (None, Some(v)) => {
                        let distance =
                            clearance(graph, &graph.vertices[v]) + behind(&graph.vertices[v], graph);
                        self.separate(self.far[v], turn, distance);
                    }
                    (None, None) => {
                        if let Some((near, _)) = walls {
                            self.separate(near, turn, to_near);
                        }
                    }
                }
                last = Some(turn);
            }
            let Some(last) = last else { continue };
            match (items.get(gap), walls) {
                (Some(&v), _) => {
                    let distance = clearance(graph, &graph.vertices[v]) + before(&graph.vertices[v]);
                    self.separate(last, self.near[v], distance);
                }
                (None, Some((_, far))) => self.separate(last, far, to_far),
                (None, None) => {}
            }
        }
    }
}
