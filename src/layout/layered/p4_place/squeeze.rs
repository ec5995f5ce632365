//! Keeps a drawing to its width: a soft limit in the same optimum that makes lines straight.

use super::{Model, before, behind};
use crate::geom::Unit;

/// What a unit beyond the width of the drawing costs.
const SQUEEZE: i64 = 2_000;

impl Model<'_, '_> {
    /// Charges for every unit beyond a width, more than straight lines are worth.
    pub(super) fn squeeze(&mut self, width: Unit) {
        let graph = self.graph;
        let (low, high, end) = (self.problem.variable(), self.problem.variable(), self.problem.variable());
        self.count += 3;
        for row in &graph.regions[0].rows {
            if let (Some(&first), Some(&last)) = (row.items.first(), row.items.last()) {
                let (near, far) = (self.left(first), self.right(last));
                self.problem.separate(low, near.var, before(&graph.vertices[first]) - near.offset);
                self.problem.separate(far.var, high, behind(&graph.vertices[last], graph) + far.offset);
            }
        }
        self.problem.separate(low, high, 0);
        self.problem.separate(low, end, width);
        self.problem.separate(high, end, 0);
        self.limit = Some(self.problem.arcs.len());
        self.problem.pull(low, end, width, SQUEEZE);
    }
}
