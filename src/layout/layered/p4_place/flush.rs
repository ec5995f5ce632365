//! Walls of boundaries above each other that nearly line up, and then do.
//!
//! Before: everything has its place. After: where boundaries stand first in their rows, their near walls stand in line with
//! those of others that reach a little further, if nothing is in the way; and where they stand last, their far walls. Only
//! walls move, and only outwards.
//!
//! ```text
//!  ┌─ Services ──┐     ┌─ Services ───┐
//!  └─────────────┘     └──────────────┘
//! ┌─ Data ───────┐     ┌─ Data ───────┐
//! └──────────────┘     └──────────────┘
//! ```

use super::room::Room;
use super::{Places, VertexKind, titles};
use crate::geom::Unit;
use crate::layout::layered::gaps::is_item;
use crate::layout::layered::graph::{Graph, Region, Vx};

/// Moves walls that miss each other by little.
pub(in crate::layout::layered) fn line_up(graph: &Graph<'_>, places: &mut Places) {
    let most = 3 * graph.spacing.port_pitch;
    let room = Room::new(graph, places);
    let mut moved = false;
    for region in &graph.regions {
        for far in [false, true] {
            let stack = outermost(graph, region, far);
            // How far out a wall is.
            let out = |places: &Places, v: Vx| if far { places.end[v] } else { -places.start[v] };
            let mut walls: Vec<(Unit, Vx)> = stack.iter().map(|&v| (out(places, v), v)).collect();
            walls.sort_unstable_by_key(|&(out, v)| (-out, v));
            let mut line = walls.first().map_or(0, |wall| wall.0);
            for (out, v) in walls {
                if line - out > most {
                    line = out;
                }
                let (near, end) = if far { (places.start[v], line) } else { (-line, places.end[v]) };
                if line > out && room.holds(places, v, near, end) {
                    (places.start[v], places.end[v]) = (near, end);
                    moved = true;
                }
            }
        }
    }
    if moved {
        // A title that had to stand behind a line may find room before it now.
        titles::titles(graph, places, &vec![true; graph.regions.len()]);
    }
}

/// The boundaries that stand first in the rows of a region, or last.
fn outermost(graph: &Graph<'_>, region: &Region, last: bool) -> Vec<Vx> {
    let is_free = |&v: &Vx| match graph.vertices[v].kind {
        VertexKind::Region(inner) => graph.regions[inner].fixed.is_none(),
        _ => false,
    };
    let mut found = Vec::new();
    for row in &region.rows {
        let mut items = row.items.iter().copied().filter(|&v| is_item(&graph.vertices[v]));
        found.extend(if last { items.next_back() } else { items.next() }.filter(is_free));
    }
    found
}
