//! Labels that stand a little beside the middle of their line.
//!
//! Before: vertices have their variables. After: where labels stand on upright lines, each may leave the middle by as much as
//! it is high, at a price: less than that of a line that steps aside because two labels would meet.
//!
//! ```text
//!       │         │                │       │
//!    deploys · deploys         deploys · deploys
//!       │         └┐               │       │
//! ```

use super::{At, Model, VertexKind};
use crate::geom::Unit;
use crate::layout::layered::graph::Vx;
use crate::layout::metrics::LabelPlace;
use crate::scene::SceneUnit;

/// What it costs, for each unit, when a label leaves the middle of its line: more than to widen a box, less than the 8 that a line
/// costs which is not straight.
const ASIDE: i64 = 7;

/// How much of a label stays on either side of its line.
const KEPT: Unit = 12;

impl Model<'_, '_> {
    /// A variable for each label that may leave the middle of its line.
    pub(super) fn labels(&mut self) {
        let graph = self.graph;
        let upright = !graph.turn.horizontal() && graph.metrics.unit() == SceneUnit::Px;
        if !upright || graph.spacing.label_place != LabelPlace::OnLine || super::is_rigid(graph) {
            return;
        }
        for (v, vertex) in graph.vertices.iter().enumerate() {
            let most = vertex.h.min(vertex.before - KEPT);
            if vertex.kind != VertexKind::Label || most <= 0 {
                continue;
            }
            let line = self.near[v];
            let label = At { var: self.variable(), offset: 0 };
            self.separate(line, label, -most);
            self.separate(label, line, -most);
            self.spring(line, label, 0, ASIDE);
            self.labels[v] = Some(label);
        }
    }

    /// What of a vertex its left neighbour keeps a distance from.
    pub(super) fn left(&self, v: Vx) -> At {
        self.labels[v].unwrap_or(self.near[v])
    }

    /// What of a vertex its right neighbour keeps a distance from.
    pub(super) fn right(&self, v: Vx) -> At {
        self.labels[v].unwrap_or(self.far[v])
    }
}
