//! Ports slide to where their lines are straight, once everything has its place.

use super::ports::is_rooted;
use super::{Places, VertexKind};
use crate::geom::Unit;
use crate::layout::layered::graph::{Graph, Vx};
use crate::layout::metrics::Spacing;

/// How near to a corner a port may stand where that makes its line straight.
pub(in crate::layout::layered) fn margin(spacing: &Spacing) -> Unit {
    (spacing.port_margin / 2).max(2.min(spacing.port_margin))
}

/// How near to each other two ports may stand where that makes their lines straight.
pub(in crate::layout::layered) fn pitch(spacing: &Spacing) -> Unit {
    (spacing.port_pitch * 7 / 10).max(2.min(spacing.port_pitch))
}

/// The segments that meet the upper (`side` 0) or the lower wall of a box, from left to right.
/// They are written into `ports`, which is used again and again.
pub(super) fn list_ports(graph: &Graph<'_>, places: &Places, v: Vx, side: usize, ports: &mut Vec<usize>) {
    let vertex = &graph.vertices[v];
    let list = if side == 0 { &vertex.above } else { &vertex.below };
    ports.clear();
    ports.extend(list.iter().filter(|&&segment| !places.sides.is_aside(segment, side == 1)));
    ports.sort_by_key(|&segment| own(places.ports[segment], side));
}

/// Of the two ports of a segment, that at the box whose upper (`side` 0) or lower wall it meets.
fn own(ports: (Unit, Unit), side: usize) -> Unit {
    if side == 0 { ports.1 } else { ports.0 }
}

/// Slides ports to where their lines are straight, and those whose lines bend anyhow away from corners and from each other:
/// a jog of a few pixels or one cell looks worse than a port near a corner, but a bend further on does not.
pub(super) fn slide(graph: &Graph<'_>, places: &mut Places) {
    let spacing = graph.spacing;
    let (margin, pitch) = (margin(&spacing), pitch(&spacing));
    let mut ports = Vec::new();
    for (v, vertex) in graph.vertices.iter().enumerate() {
        if !matches!(vertex.kind, VertexKind::Box(_)) {
            continue;
        }
        for side in 0..2 {
            let own = |ports| own(ports, side);
            list_ports(graph, places, v, side, &mut ports);
            if is_rooted(graph, v, ports.len()) {
                continue;
            }
            // The stretch that a port has for itself, at a distance from what is left and right of it.
            let stretch = |places: &Places, index: usize, margin: Unit, pitch: Unit| {
                let low = match index {
                    0 => places.start[v] + margin,
                    _ => own(places.ports[ports[index - 1]]) + pitch,
                };
                let high = match ports.get(index + 1) {
                    None => places.end[v] - margin,
                    Some(&next) => own(places.ports[next]) - pitch,
                };
                (low, high)
            };
            for (index, &segment) in ports.iter().enumerate() {
                let (upper, lower) = places.ports[segment];
                let wanted = if side == 0 { upper } else { lower };
                let (low, high) = stretch(places, index, margin, pitch);
                if places.sides.of(segment).is_none() && low <= wanted && wanted <= high {
                    places.ports[segment] = (wanted, wanted);
                }
            }
            for index in (0..ports.len()).chain((0..ports.len()).rev()) {
                let (upper, lower) = places.ports[ports[index]];
                let (low, high) = stretch(places, index, spacing.port_margin, spacing.port_pitch);
                if upper != lower && low <= high {
                    let place = own((upper, lower)).clamp(low, high);
                    places.ports[ports[index]] = if side == 0 { (upper, place) } else { (place, lower) };
                }
            }
        }
    }
}
