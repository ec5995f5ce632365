//! Self loops: a ring on the far side of its box, with its label beyond it.
//!
//! Before rows exist, [`Loop::stack`] makes the box tall enough for its rings and reserves the room behind its far wall;
//! after placement, [`Loop::points`] and [`Loop::label`] say where they are. Inside, the far side is the right one; on a page
//! whose ranks are columns it becomes the lower one.
//!
//! ```text
//!   ┌────────┐
//!   │        ├──┐
//!   │        │◀─┘ label
//!   └────────┘
//! ```

use super::graph::{Graph, Vertex};
use crate::geom::{Point, Rect, Unit};
use crate::layout::metrics::{Line, Spacing};
use crate::layout::steps;
use crate::scene::SceneUnit;

/// The ring of one self flow.
#[derive(Clone, Debug)]
pub(super) struct Loop {
    /// The edge.
    pub edge: usize,
    /// How far the ring stands out, along.
    reach: Unit,
    /// Distance between its two ports, across.
    opening: Unit,
    /// The label's extent.
    label: (Unit, Unit),
    /// Distance from the ring to its label.
    gap: Unit,
    /// Where the room of this ring begins, from the near end of the wall.
    start: Unit,
    /// How tall that room is.
    room: Unit,
}

impl Loop {
    /// Measures the ring of `edge`.
    pub(super) fn new(graph: &Graph<'_>, edge: usize, label: &[Line]) -> Loop {
        let Spacing { head, line_gap, .. } = graph.spacing;
        let size = graph.turn.size(steps::block(label, !graph.turn.horizontal()));
        // In cells a ring is as small as can be; where rows run down the page, a label needs a blank before it.
        let (reach, opening, gap) = match (graph.metrics.unit(), graph.turn.horizontal()) {
            (SceneUnit::Cell, false) => (3, 1, 2),
            (SceneUnit::Cell, true) => (2, 2, 1),
            (SceneUnit::Px, _) => (head + 4, line_gap, 6),
        };
        let room = opening.max(size.h - graph.metrics.wall());
        Loop { edge, reach, opening, label: (size.w, size.h), gap, start: 0, room }
    }

    /// Stacks the rings of one box, which grows to hold them.
    pub(super) fn stack(loops: &mut [Loop], vertex: &mut Vertex, spacing: &Spacing) {
        let pitch = spacing.track_pitch.max(1);
        let mut start = pitch;
        for ring in loops.iter_mut() {
            ring.start = start;
            start += ring.room + 2 * pitch;
            let label = if ring.label.0 > 0 { ring.gap + ring.label.0 } else { 0 };
            vertex.behind = vertex.behind.max(ring.reach + label);
        }
        vertex.h = vertex.h.max(Loop::extent(loops, spacing));
    }

    /// How tall a box with these stacked rings is at least.
    pub(super) fn extent(loops: &[Loop], spacing: &Spacing) -> Unit {
        loops.last().map_or(0, |ring| ring.start + ring.room + spacing.track_pitch.max(1))
    }

    /// Where the stack of rings begins on a wall of length `h`, so that it stands in the middle.
    fn offset(loops: &[Loop], h: Unit) -> Unit {
        let last = loops.last().map_or(0, |ring| ring.start + ring.room);
        let first = loops.first().map_or(0, |ring| ring.start);
        ((h - (last - first)) / 2 - first).max(0)
    }

    /// The ring of the loop `index`, for a box with walls `rect`, inside coordinates.
    pub(super) fn points(loops: &[Loop], index: usize, rect: Rect) -> Vec<Point> {
        let ring = &loops[index];
        let from = rect.y + Loop::offset(loops, rect.h) + ring.start + (ring.room - ring.opening) / 2;
        let to = from + ring.opening;
        let wall = rect.right();
        let out = wall + ring.reach;
        vec![Point::new(wall, from), Point::new(out, from), Point::new(out, to), Point::new(wall, to)]
    }

    /// The room of the label, inside coordinates, by lattice extent.
    pub(super) fn label(loops: &[Loop], index: usize, rect: Rect) -> Rect {
        let ring = &loops[index];
        let y = rect.y + Loop::offset(loops, rect.h) + ring.start;
        Rect::new(rect.right() + ring.reach + ring.gap, y, ring.label.0, ring.label.1)
    }
}
