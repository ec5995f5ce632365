//! Boxes that widen a little for a line that would step aside right at their corner.
//!
//! Before: ports have slid as far as they may, and it is known which lines meet the sides of boxes. After: where a box would
//! have to be a few units wider for a line to come straight into it, and nothing stands there, it is. The optimum weighs a
//! bend by how far it leads aside, so a short one is cheap there; to a reader it is a jog like any other.
//!
//! ```text
//!     │                  │
//!     └┐                 ▼
//!      ▼             ┌──────────┐
//!     ┌────────┐     │          │
//! ```

use super::ports::is_rooted;
use super::room::Room;
use super::slide::{list_ports, margin};
use super::{Places, VertexKind};
use crate::layout::layered::graph::Graph;

/// Widens boxes for lines that miss them by little.
pub(super) fn widen(graph: &Graph<'_>, places: &mut Places) {
    let most = 2 * graph.spacing.port_pitch;
    let margin = margin(&graph.spacing);
    let room = Room::new(graph, places);
    let mut ports = Vec::new();
    for (v, vertex) in graph.vertices.iter().enumerate() {
        if !matches!(vertex.kind, VertexKind::Box(_)) {
            continue;
        }
        for side in 0..2 {
            list_ports(graph, places, v, side, &mut ports);
            if is_rooted(graph, v, ports.len()) {
                continue;
            }
            for (far, &segment) in [(false, ports.first()), (true, ports.last())]
                .into_iter()
                .filter_map(|(far, segment)| Some((far, segment?)))
            {
                let (upper, lower) = places.ports[segment];
                let wanted = if side == 0 { upper } else { lower };
                if upper == lower || places.sides.of(segment).is_some() {
                    continue;
                }
                let wall = if far { wanted + margin } else { wanted - margin };
                let (start, end) = (places.start[v], places.end[v]);
                let by = if far { wall - end } else { start - wall };
                let (near, far) = (start.min(wall), end.max(wall));
                if by <= 0 || by > most || !room.holds(places, v, near, far) {
                    continue;
                }
                (places.start[v], places.end[v]) = (near, far);
                places.ports[segment] = (wanted, wanted);
            }
        }
    }
}
