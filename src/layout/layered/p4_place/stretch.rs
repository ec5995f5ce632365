//! How wide a box may become, so that its lines run straight, as people draw a gateway over its services.
//!
//! Before: boxes are as wide as their texts and their ports need. After: those with several lines on a side have a far wall
//! that is a variable of its own, between that and what their lines can make use of.

use super::{At, Model, is_rigid};
use crate::geom::Unit;
use crate::layout::layered::graph::{VertexKind, Vx};
use crate::scene::SceneUnit;
use crate::view::{NodeId, ViewKind};

/// What a box pays for each unit that it is wider than it must be, and once more for each line on a side that this moves, against
/// 9 for a line that meets another box beside its middle, and 12 or more for one that is not straight.
const STRETCH: i64 = 3;

/// From so many lines on one side on, a box may become as wide as what they lead to, whatever else leads there.
pub(super) const LARGE_FAN: usize = 8;

impl Model<'_, '_> {
    /// Whether a box may become wider than it must: one with several lines on a side, while there is room to spare.
    pub(super) fn stretches(&self, v: usize) -> bool {
        let vertex = &self.graph.vertices[v];
        // Where ranks are columns of text it costs rows, and spares the columns of a bend.
        let rows_of_text = self.graph.turn.horizontal() && self.graph.metrics.unit() == SceneUnit::Cell;
        let journey = self.graph.view.kind == ViewKind::Dataflow;
        let room = !self.graph.tightness.tight
            || rows_of_text
            || journey
            || self.graph.turn.horizontal()
            || self.graph.squeeze.is_some();
        room && !is_rigid(self.graph) && vertex.above.len().max(vertex.below.len()) > 1
    }

    /// The far wall of a box that widens where that makes lines straight, as people draw a gateway over its services.
    pub(super) fn stretched(&mut self, v: usize) -> At {
        let (near, w) = (self.near[v], self.graph.vertices[v].w);
        let far = At { var: self.variable(), offset: 0 };
        self.separate(near, far, w);
        self.separate(far, near, -self.most(v));
        self.problem.pull(near.var, far.var, w, STRETCH);
        far
    }

    /// How wide a box may get: twice its width, in a journey, where every step and every failure of it is a line, four times;
    /// one with a fan-out as wide as that is, and one with parallel lines as wide as it takes for their labels to stand
    /// between them.
    fn most(&self, v: usize) -> Unit {
        let vertex = &self.graph.vertices[v];
        let usual = if self.graph.view.kind == ViewKind::Dataflow { 4 } else { 2 };
        let sides = [&vertex.above, &vertex.below].into_iter().enumerate();
        let wide = sides.map(|(side, list)| self.fan(v, list, side).max(self.parallel(v, list)));
        wide.fold(usual * vertex.w, Unit::max)
    }

    /// How wide all that stands beside each other at the far ends of the lines on a side, unless there are few lines and others
    /// lead to these as well; 0 then. A person does not grow with it: whom a card is put around is no gateway.
    fn fan(&self, v: Vx, list: &[usize], side: usize) -> Unit {
        let graph = self.graph;
        let end = |segment: usize, upper: bool| {
            let segment = &graph.segments[segment];
            if upper { segment.upper.vertex } else { segment.lower.vertex }
        };
        let is_own = |far: Vx| {
            let vertex = &graph.vertices[far];
            let lines = if side == 0 { &vertex.below } else { &vertex.above };
            let many = matches!(vertex.kind, VertexKind::Region(_));
            lines.len() == 1 || (many && lines.iter().all(|&line| end(line, side == 1) == v))
        };
        let is_fan = || list.iter().all(|&segment| is_own(end(segment, side == 0)));
        if list.len() < LARGE_FAN && (graph.is_person(v) || !is_fan()) {
            return 0;
        }
        let wide = |&segment: &usize| {
            let (far, label) = self.beyond(v, segment);
            graph.vertices[graph.vertex_of[far.index()]].w.max(label) + 2 * graph.spacing.node_gap
        };
        list.iter().map(wide).sum()
    }

    /// What the lines between a box and one other take on a side, with their labels, where there are several; 0 where not.
    fn parallel(&self, v: Vx, list: &[usize]) -> Unit {
        let graph = self.graph;
        let spacing = &graph.spacing;
        let mut lines: Vec<(NodeId, Unit)> = list
            .iter()
            .map(|&segment| {
                let (other, label) = self.beyond(v, segment);
                (other, spacing.port_pitch.max(label + spacing.label_clear))
            })
            .collect();
        lines.sort_unstable();
        let groups = lines.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
        let wide = groups.map(|group| group.iter().map(|line| line.1).sum::<Unit>()).max();
        wide.map_or(0, |wide| wide + 2 * spacing.port_margin)
    }

    /// What the line of a segment that begins or ends at a box has at its other end, and how wide its label is.
    fn beyond(&self, v: Vx, segment: usize) -> (NodeId, Unit) {
        let graph = self.graph;
        let edge = graph.segments[segment].edge;
        let ends = &graph.view.edges[edge];
        let other = if graph.vertex_of[ends.from.index()] == v { ends.to } else { ends.from };
        let label = graph.routes[edge].label_vertex.map_or(0, |label| graph.vertices[label].w);
        (other, label)
    }
}
