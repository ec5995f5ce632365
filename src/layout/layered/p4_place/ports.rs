//! Ports: where lines meet their boxes.
//!
//! Before: boxes and lines have their variables. After: each line has a variable at each of its boxes too, on its side of the
//! box, in the order of where the lines lead, a pitch apart and clear of the corners; each is drawn to where it looks well.

use super::stretch::LARGE_FAN;
use super::{At, Model, VertexKind, is_rigid, slide};
use crate::geom::Unit;
use crate::layout::layered::graph::{End, Graph, Vx};
use crate::layout::simplex::{Arc, Basis, Var};

/// What it costs, for each unit and times the weight of the line, when the only line on a side of a box leaves the middle: less
/// than a bend. Among others it costs 1.
const ALONE: i64 = 3;

/// A port that is alone on a side of a box that may become wider.
#[derive(Clone, Copy)]
pub(super) struct Lone {
    segment: usize,
    v: Vx,
    port: Var,
    /// Where in the problem, and in what is balanced, its springs to both walls begin.
    arcs: usize,
    pulls: usize,
    /// Where the arcs begin that pull harder at it.
    harder: Option<usize>,
}

/// Whether the lines on a side of a box stand in its middle in any case: below the head of a person, what is left and right of
/// it is air. Where a person has several lines on a side, it stands on a card.
pub(super) fn is_rooted(graph: &Graph<'_>, v: Vx, lines: usize) -> bool {
    lines == 1 && graph.is_person(v)
}

impl Model<'_, '_> {
    /// A variable per port of a box; elsewhere the port is the line itself.
    pub(super) fn ports(&mut self) {
        let mut sorted = Vec::new();
        for v in 0..self.graph.vertices.len() {
            let vertex = &self.graph.vertices[v];
            for (side, list) in [&vertex.above, &vertex.below].into_iter().enumerate() {
                let end = |segment: usize| {
                    let segment = &self.graph.segments[segment];
                    if side == 0 { segment.lower } else { segment.upper }
                };
                if !matches!(vertex.kind, VertexKind::Box(_)) {
                    for &segment in list {
                        if end(segment).vertex == v {
                            self.ports[segment][1 - side] = self.near[end(segment).line()];
                        }
                    }
                    continue;
                }
                if list.is_empty() {
                    continue;
                }
                sorted.clear();
                sorted.extend(list.iter().map(|&segment| (self.far_key(segment, side), segment)));
                sorted.sort_by_key(|&(key, _)| key);
                let stretches = self.stretches(v);
                let sides = self.sides;
                let is_aside = |segment: &usize| sides.is_aside(*segment, side == 1);
                let count = list.iter().filter(|segment| !is_aside(segment)).count();
                let spacing = self.graph.spacing;
                let room = vertex.w - 2 * spacing.port_margin;
                let gaps = count as Unit - 1;
                let mut before: Option<At> = None;
                let mut index = 0;
                for &(_, segment) in &sorted {
                    if is_aside(&segment) {
                        self.unused(self.near[v]);
                        continue;
                    }
                    // Spread around the middle, as far apart as looks well.
                    let pitch = if gaps > 0 {
                        (room / gaps).clamp(spacing.port_pitch, spacing.port_pitch * 2)
                    } else {
                        0
                    };
                    let ideal = vertex.w / 2 - pitch * gaps / 2 + pitch * index;
                    index += 1;
                    if is_rigid(self.graph) {
                        self.ports[segment][1 - side] = At { offset: ideal, ..self.near[v] };
                        continue;
                    }
                    let port = At { var: self.variable(), offset: 0 };
                    match before {
                        None => self.separate(self.near[v], port, slide::margin(&spacing)),
                        Some(before) => self.separate(before, port, slide::pitch(&spacing)),
                    }
                    // The ports of a large fan-out follow their lines.
                    let follows = stretches && count >= LARGE_FAN;
                    if is_rooted(self.graph, v, list.len()) {
                        self.separate(self.near[v], port, ideal);
                        self.separate(port, self.near[v], -ideal);
                        self.ports[segment][1 - side] = port;
                        continue;
                    }
                    if stretches && gaps == 0 {
                        self.lone.push(Lone {
                            segment,
                            v,
                            port: port.var,
                            arcs: self.problem.arcs.len(),
                            pulls: self.pulls.len(),
                            harder: None,
                        });
                    }
                    if !follows {
                        // A line that is alone on its side looks best in the middle of it.
                        let weight = if gaps == 0 && !stretches { self.alone(segment) } else { 1 };
                        self.spring(self.near[v], port, ideal, weight);
                    }
                    if stretches && !follows {
                        self.spring(port, self.far[v], vertex.w - ideal, 1);
                    }
                    self.ports[segment][1 - side] = port;
                    before = Some(port);
                }
                if let Some(last) = before {
                    self.separate(last, self.far[v], slide::margin(&spacing));
                }
            }
        }
    }

    /// What a line costs, for each unit, that is alone on a side and leaves its middle.
    fn alone(&self, segment: usize) -> i64 {
        ALONE * self.graph.weight(self.graph.segments[segment].edge)
    }

    /// Draws what is alone on its side of a box to the middle of it that the box has now: the places anew, where something was
    /// not there and no line bends for it that did not.
    pub(super) fn recentre(&mut self, x: Vec<Unit>, basis: &mut Basis) -> Vec<Unit> {
        let mut moved = false;
        for at in 0..self.lone.len() {
            let Lone { segment, v, port, arcs, pulls, harder } = self.lone[at];
            let (near, far) = (self.near[v], self.far[v]);
            let (a, b) = (x[near.var as usize] + near.offset, x[far.var as usize] + far.offset);
            let half = (b - a) / 2;
            moved |= x[port as usize] != a + half;
            let harder = harder.unwrap_or_else(|| {
                let weight = self.alone(segment);
                let first = self.problem.arcs.len();
                for arc in [arcs, arcs + 1] {
                    let arc = self.problem.arcs[arc];
                    self.problem.arcs.push(Arc { capacity: weight - 1, ..arc });
                }
                first
            });
            self.lone[at].harder = Some(harder);
            let lengths = [half + near.offset, b - a - half - far.offset];
            for (arc, length) in [(arcs, lengths[0]), (arcs + 2, lengths[1]), (harder, lengths[0])] {
                self.problem.arcs[arc].length = length;
                self.problem.arcs[arc + 1].length = -length;
            }
            for (index, length) in lengths.into_iter().enumerate() {
                self.pulls[pulls + index].2 = length;
            }
        }
        if !moved {
            return x;
        }
        let now = self.problem.solve_from(basis);
        now.filter(|now| self.bends(now).count() <= self.bends(&x).count()).unwrap_or(x)
    }

    /// The variable of a port that is not needed, tied to a place: all variables are the same whichever sides lines choose, so
    /// that one optimum is found from another.
    fn unused(&mut self, place: At) {
        if !is_rigid(self.graph) {
            let port = At { var: self.variable(), offset: 0 };
            self.separate(place, port, 0);
            self.separate(port, place, 0);
        }
    }

    /// A line that meets the side of a box has there the place of its other end.
    pub(super) fn side_ports(&mut self) {
        if self.sides.is_empty() {
            return;
        }
        for segment in 0..self.graph.segments.len() {
            if let Some(port) = self.sides.of(segment) {
                let own = usize::from(!port.upper);
                self.ports[segment][own] = self.ports[segment][1 - own];
            }
        }
    }

    /// Where the far end of a segment stands in its row, for sorting ports; parallel flows keep the order of declaration.
    fn far_key(&self, segment: usize, side: usize) -> (usize, usize, usize) {
        let segment = &self.graph.segments[segment];
        let End { vertex, pin } = if side == 0 { segment.upper } else { segment.lower };
        (self.graph.vertices[vertex].pos, pin.map_or(0, |pin| self.graph.vertices[pin].pos), segment.edge)
    }
}
