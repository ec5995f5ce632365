//! Phase 4: gives everything its place along the rows, for all regions at once.
//!
//! Before: rows are ordered. After: neighbours in a row keep their distance; everything inside a boundary keeps its padding
//! from both walls, which are variables like all others; ports stand on their side of a box, in order, a pitch apart; no
//! pin crosses a boundary's title.
//!
//! Method: one network simplex over all variables (Gansner et al. 1993, section 4), in which ports are variables too: a port
//! slides along its side to where its line is straight, at a small price for leaving the middle, which of a box that became
//! wider is known only then: it is placed once more (`ports`). Parts of long lines pull six times as hard as short ones, so
//! that long lines run straight, and paths that go on harder than what ends there. What the optimum leaves free is then
//! centred. It charges a bend by how far it leads aside, and not for being one: `labels` keeps away those that cost little
//! there and much to a reader, `stiff` looks for an optimum with fewer of them, `stairs` and `widen` take out what is left.

mod balance;
pub(super) mod flush;
mod frames;
mod labels;
mod main_path;
mod ports;
mod room;
pub(super) mod slide;
mod squeeze;
mod stairs;
mod stiff;
mod stretch;
mod turns;
mod titles;
mod widen;

use super::gaps::{before, behind, from_walls, least_width, separation};
use super::graph::{End, Graph, Route, RowKind, VertexKind, Vx};
use super::rails::rails;
use super::side_ports::{SidePorts, reach};
use crate::geom::Unit;
use crate::layout::simplex::{Basis, Problem, Var};
use crate::view::Edge as Flow;
pub(super) use stiff::Pulled;
pub(super) use titles::{free_title, title_wall};

/// Where everything is along the rows.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Per vertex: the near wall of an item, the line of a dummy, label or pin.
    pub start: Vec<Unit>,
    /// Per vertex: the far wall of an item; the line again for all others.
    pub end: Vec<Unit>,
    /// Per vertex that is a label: the line that it would stand on evenly, which may be a little beside its own.
    pub labels: Vec<Unit>,
    /// Per segment: where it leaves the upper row and where it reaches the lower one.
    pub ports: Vec<(Unit, Unit)>,
    /// Per region: the offset of its boundary's title from the left wall of the page.
    pub titles: Vec<Unit>,
    /// The same per frame, once everything has its place across.
    pub frame_titles: Vec<Unit>,
    /// The lines that meet the side of a box.
    pub sides: SidePorts,
    /// What was pulled at harder, so that fewer lines bend.
    pub pulled: Vec<Pulled>,
}

/// Places everything. `extra` is room to leave free inside the far wall of each region, by region; `sides` are lines that
/// meet the side of a box, which they do not where there is no room for that any more. `basis` is how the last optimum of this
/// graph was found, from where the next is near.
pub(super) fn place(graph: &Graph<'_>, extra: &[Unit], sides: &SidePorts, basis: &mut Basis) -> Places {
    optimum(graph, extra, sides, basis, &Bends::Cheapest)
}

/// The same, with fewer bends, where that costs little else.
pub(super) fn place_straight(
    graph: &Graph<'_>,
    extra: &[Unit],
    sides: &SidePorts,
    basis: &mut Basis,
) -> Places {
    optimum(graph, extra, sides, basis, &Bends::Fewer)
}

/// The same after a small change of the graph, with lines pulled at as they were.
pub(super) fn place_again(graph: &Graph<'_>, extra: &[Unit], as_in: &Places, basis: &mut Basis) -> Places {
    optimum(graph, extra, &as_in.sides, basis, &Bends::As(&as_in.pulled))
}

/// What becomes of bends that the optimum charges little for.
enum Bends<'a> {
    /// They stay.
    Cheapest,
    /// Those that can be spared are found.
    Fewer,
    /// Those that were found before are taken out.
    As(&'a [Pulled]),
}

fn optimum(
    graph: &Graph<'_>,
    extra: &[Unit],
    sides: &SidePorts,
    basis: &mut Basis,
    bends: &Bends<'_>,
) -> Places {
    let none = SidePorts::default();
    let mut sides = sides;
    // By region, then by frame.
    let mut reserved = vec![false; graph.regions.len() + graph.frames.len()];
    let rails = rails(graph);
    loop {
        let mut model = Model::new(graph, &rails, sides, extra, &reserved);
        model.springs();
        model.hold();
        if let Bends::As(pulled) = bends {
            model.pull_again(pulled);
        }
        let Some(mut x) = model.problem.solve_from(basis) else {
            // Without side ports there is always a solution.
            if sides.is_empty() {
                return Places::default();
            }
            sides = &none;
            continue;
        };
        // In a drawing that only tells how large it gets, nobody sees it.
        if !matches!(bends, Bends::Cheapest) {
            x = model.recentre(x, basis);
        }
        if matches!(bends, Bends::Fewer) {
            x = model.stiffen(x, basis);
            x = model.recentre(x, basis);
        }
        model.balance(&mut x);
        let mut places = model.places(&x);
        slide::slide(graph, &mut places);
        let mut crowded = titles::titles(graph, &mut places, &reserved);
        let frames = super::frames::titles::crowded(graph, &places).into_iter();
        crowded.extend(frames.map(|frame| graph.regions.len() + frame).filter(|&frame| !reserved[frame]));
        if crowded.is_empty() {
            return places;
        }
        for region in crowded {
            reserved[region] = true;
        }
    }
}

/// How wide a drawing with these orders gets at least, where rows run along the page.
pub(super) fn least_extent(graph: &Graph<'_>, extra: &[Unit]) -> Unit {
    let (rails, sides) = (rails(graph), SidePorts::default());
    let reserved = vec![false; graph.regions.len() + graph.frames.len()];
    let mut model = Model::new(graph, &rails, &sides, extra, &reserved);
    model.hold();
    // Everything stands as far right as it can; nothing stands behind 0.
    let x = model.problem.packed();
    let place = |at: &At| x[at.var as usize] + i64::from(at.offset);
    let most = i64::from(Unit::MAX);
    model.near.iter().map(|near| (-place(near)).clamp(0, most) as Unit).max().unwrap_or(0)
}

/// Takes out the bends that the optimum charges little for, once it is known which lines meet the sides of boxes.
pub(super) fn neaten(graph: &Graph<'_>, places: &mut Places) {
    stairs::flatten(graph, places);
    widen::widen(graph, places);
}

/// Beyond this many segments ports are no variables of their own.
const RIGID: usize = 1_500;

/// Whether ports stand at fixed places of their boxes, to slide only afterwards.
pub(super) fn is_rigid(graph: &Graph<'_>) -> bool {
    graph.segments.len() > RIGID
}

/// A place as a variable and a distance from it.
#[derive(Clone, Copy)]
struct At {
    var: Var,
    offset: Unit,
}

struct Model<'g, 'a> {
    graph: &'g Graph<'a>,
    rails: &'g [Vx],
    sides: &'g SidePorts,
    problem: Problem,
    /// The near wall or line of a vertex, and its far wall.
    near: Vec<At>,
    far: Vec<At>,
    /// Where a label stands, when that may differ from its line.
    labels: Vec<Option<At>>,
    ports: Vec<[At; 2]>,
    count: u32,
    /// What is drawn to the middle of a box once it is known how wide that is.
    lone: Vec<ports::Lone>,
    /// Per segment, where in the problem the two arcs of its spring begin.
    lines: Vec<Option<usize>>,
    /// Where in the problem the arc is that keeps a drawing to its width.
    limit: Option<usize>,
    /// What is pulled at harder, in that order.
    pulled: Vec<Pulled>,
    /// All springs again, and all separations, for balancing.
    separations: Vec<(Var, Var, Unit)>,
    pulls: Vec<(Var, Var, Unit, i64)>,
}

impl<'g, 'a> Model<'g, 'a> {
    fn new(
        graph: &'g Graph<'a>,
        rails: &'g [Vx],
        sides: &'g SidePorts,
        extra: &[Unit],
        reserved: &[bool],
    ) -> Model<'g, 'a> {
        let none = At { var: 0, offset: 0 };
        let mut model = Model {
            graph,
            rails,
            sides,
            problem: Problem::new(),
            near: vec![none; graph.vertices.len()],
            far: vec![none; graph.vertices.len()],
            labels: vec![None; graph.vertices.len()],
            ports: vec![[none; 2]; graph.segments.len()],
            count: 0,
            lone: Vec::new(),
            lines: Vec::new(),
            limit: None,
            pulled: Vec::new(),
            separations: Vec::new(),
            pulls: Vec::new(),
        };
        model.variables();
        model.labels();
        model.ports();
        model.side_ports();
        for region in 0..graph.regions.len() {
            model.region(region, extra[region], reserved[region]);
        }
        for frame in 0..graph.frames.len() {
            model.frame(frame, reserved[graph.regions.len() + frame]);
        }
        if let Some(width) = graph.squeeze {
            model.squeeze(width - graph.metrics.wall());
        }
        model
    }

    fn variable(&mut self) -> Var {
        self.count += 1;
        self.problem.variable()
    }

    fn separate(&mut self, a: At, b: At, length: Unit) {
        let length = length + a.offset - b.offset;
        self.separations.push((a.var, b.var, length));
    }

    fn spring(&mut self, a: At, b: At, length: Unit, weight: i64) {
        let length = length + a.offset - b.offset;
        if a.var != b.var {
            self.problem.spring(a.var, b.var, length, weight);
            self.pulls.push((a.var, b.var, length, weight));
        }
    }

    /// Adds the separations to the problem.
    fn hold(&mut self) {
        // Neighbours on rails meet in many rows; the widest distance holds.
        self.separations.sort_unstable_by_key(|&(a, b, length)| (a, b, -length));
        self.separations.dedup_by_key(|&mut (a, b, _)| (a, b));
        for &(a, b, length) in &self.separations {
            self.problem.separate(a, b, length);
        }
    }

    fn variables(&mut self) {
        for v in 0..self.graph.vertices.len() {
            // The walls of a frame are those in its rows.
            if self.graph.frame(v).is_some() {
                continue;
            }
            // The vertex that names a rail is the first of it.
            let rail = self.rails[v];
            let near = if rail < v { self.near[rail] } else { At { var: self.variable(), offset: 0 } };
            self.near[v] = near;
            self.far[v] = match self.graph.vertices[v].kind {
                VertexKind::Box(_) if self.stretches(v) => self.stretched(v),
                VertexKind::Box(_) => At { offset: self.graph.vertices[v].w, ..near },
                VertexKind::Region(_) => At { var: self.variable(), offset: 0 },
                _ => near,
            };
        }
    }

    /// Separations between neighbours in rows and from the walls of the region.
    fn region(&mut self, region: usize, extra: Unit, reserved: bool) {
        let graph = self.graph;
        let data = &graph.regions[region];
        let walls = data.vertex.map(|v| (self.near[v], self.far[v]));
        if let (Some(fixed), Some((near, far)), Some(v)) = (&data.fixed, walls, data.vertex) {
            let mut places: Vec<(At, Unit)> =
                fixed.pins.iter().map(|&(pin, offset)| (self.near[pin], offset)).collect();
            places.push((far, graph.vertices[v].w));
            for (place, offset) in places {
                self.separate(near, place, offset);
                self.separate(place, near, -offset);
            }
            return;
        }
        if let (Some((near, far)), Some(node)) = (walls, data.node) {
            let title = graph.turn.size(graph.contents[node].size).w - graph.metrics.wall();
            self.separate(near, far, title.max(least_width(graph, region)));
            self.problem.pull(near.var, far.var, 0, 2);
            self.pulls.push((near.var, far.var, 0, 2));
        }
        for (index, row) in data.rows.iter().enumerate() {
            for pair in row.items.windows(2) {
                let gap = separation(graph, pair[0], pair[1]);
                self.separate(self.right(pair[0]), self.left(pair[1]), gap);
            }
            if row.kind == RowKind::Boxes {
                self.turns(region, index);
            }
            let (Some((near, far)), Some(&first), Some(&last)) = (walls, row.items.first(), row.items.last())
            else {
                continue;
            };
            let (mut lead, trail) = from_walls(graph, region, row.kind, first, last);
            let on_title_wall =
                row.kind == RowKind::Wall && titles::title_wall(graph) == Some(usize::from(index > 0));
            if let (true, true, Some(node)) = (reserved, on_title_wall, data.node) {
                let span = graph.metrics.title_span(&graph.contents[node], graph.metrics.title_offset());
                lead = lead.max(span.end + 1);
            }
            self.separate(near, self.left(first), lead);
            self.separate(self.right(last), far, trail + extra);
        }
    }

    /// What makes lines straight and short.
    fn springs(&mut self) {
        let onward = self.onward();
        self.lines = vec![None; self.graph.segments.len()];
        for (index, segment) in self.graph.segments.iter().enumerate() {
            let line = |end: End| {
                end.pin.is_some() || !matches!(self.graph.vertices[end.vertex].kind, VertexKind::Box(_))
            };
            let pull = match (line(segment.upper), line(segment.lower)) {
                (false, false) => 2,
                (true, true) => 12,
                _ => 4,
            };
            let weight = pull * self.graph.weight(segment.edge) * if onward[segment.edge] { 3 } else { 2 };
            let [upper, lower] = self.ports[index];
            match self.sides.of(index) {
                None => {
                    let arcs = self.problem.arcs.len();
                    self.spring(upper, lower, 0, weight);
                    self.lines[index] = (self.problem.arcs.len() > arcs).then_some(arcs);
                }
                Some(port) => {
                    let end = if port.upper { segment.upper } else { segment.lower };
                    let reach = reach(self.graph, index, port.upper);
                    let (a, b) =
                        if port.far { (self.far[end.vertex], upper) } else { (upper, self.near[end.vertex]) };
                    self.separate(a, b, reach);
                    // Straight it is anyhow, so it only has to be short.
                    self.spring(a, b, reach, weight / 2);
                }
            }
        }
        self.main_path();
        self.level();
    }

    /// Per edge, whether it leads on: from a box that is led to itself, or leads nowhere else, to one from where more leads. What
    /// ends a path can stand where its line is straight; the path cannot.
    fn onward(&self) -> Vec<bool> {
        let graph = self.graph;
        let leads_on = |(edge, route): (&Flow, &Route)| {
            let ends = [edge.from, edge.to].map(|node| &graph.vertices[graph.vertex_of[node.index()]]);
            let down = route.parts.first().is_some_and(|&part| graph.parts[part].down);
            let [upper, lower] = if down { ends } else { [ends[1], ends[0]] };
            (!upper.above.is_empty() || upper.below.len() == 1) && !lower.below.is_empty()
        };
        graph.view.edges.iter().zip(&graph.routes).map(leads_on).collect()
    }

    fn places(&self, x: &[Unit]) -> Places {
        let value = |at: At| x[at.var as usize] + at.offset;
        Places {
            start: self.near.iter().map(|&at| value(at)).collect(),
            end: self.far.iter().map(|&at| value(at)).collect(),
            labels: (0..self.near.len()).map(|v| value(self.left(v))).collect(),
            ports: self.ports.iter().map(|&[upper, lower]| (value(upper), value(lower))).collect(),
            titles: Vec::new(),
            frame_titles: Vec::new(),
            sides: self.sides.clone(),
            pulled: self.pulled.clone(),
        }
    }
}
