//! Phase 1: decides which flows run against the order of ranks, and cuts all flows into parts.
//!
//! Before: regions and items, no parts. After: parts exist, and in each region the parts between items, read from upper to
//! lower, have no cycle. A boundary's pins stand on its lower wall for flows that leave downwards and on its upper wall
//! for those that leave upwards, which follows from the one region in which the flow turns.
//!
//! Method: strongly connected components (Tarjan 1972), since only a flow inside one may be reversed; there the declaration
//! order and the greedy order of Eades, Lin & Smyth (1993) are both tried and improved by moving single items; the greedy
//! one is taken only when it reverses clearly less, so that what was declared first stands first. The other way (`ways`) is
//! that of a walk. Flows that came later than a drawing that stands (`earlier`) change nothing of that: each is reversed only
//! when it closes a cycle, or when it lies on one of the source and would turn the ranks round.

mod acyclic;

use super::earlier::Earlier;
use super::graph::{End, Graph, Part, Vertex, VertexKind, Vx};
use crate::view::{Edge, Kind, NodeId, ViewKind};
pub(super) use acyclic::Reversed;

/// A flow seen in the region where its two ends first differ.
struct Span {
    edge: usize,
    region: usize,
    /// The item that is, or holds, the source; `None` when the source is the region's own boundary.
    from: Option<Vx>,
    to: Option<Vx>,
}

/// A later flow that leads up by no more ranks moves them, so that it runs down.
const CLIMB: i32 = 2;

/// Cuts all edges of the graph into parts, without cycles.
///
/// Flows that an earlier drawing had run as they did there. Those that came later run with the ranks, unless that closes a
/// cycle; or unless they are on a cycle of the source and lead far up there, so that one of it has to run upwards anyhow.
/// `way` is how the cycles of a graph on its own are broken.
pub(super) fn cut(graph: &mut Graph<'_>, earlier: Option<&Earlier<'_>>, way: Reversed) {
    let spans: Vec<Span> = (0..graph.view.edges.len()).filter_map(|edge| span(graph, edge)).collect();
    let mut by_region: Vec<Vec<usize>> = vec![Vec::new(); graph.regions.len()];
    for (index, span) in spans.iter().enumerate() {
        by_region[span.region].push(index);
    }
    let mut reversed = vec![false; spans.len()];
    for (region, list) in by_region.iter().enumerate() {
        break_cycles(graph, region, list, &spans, &mut reversed, earlier, way);
    }
    for (span, reversed) in spans.iter().zip(&reversed) {
        add_parts(graph, span, !reversed);
    }
}

fn span(graph: &Graph<'_>, edge: usize) -> Option<Span> {
    let edge_ends = &graph.view.edges[edge];
    let (from, to) = (edge_ends.from.index(), edge_ends.to.index());
    if from == to {
        return None;
    }
    if !graph.frames.is_empty() {
        let [from, to] = [from, to].map(|node| Some(graph.vertex_of[node]));
        return Some(Span { edge, region: 0, from, to });
    }
    let nodes = &graph.view.nodes;
    if nodes[from].parent == nodes[to].parent {
        let around = nodes[from].parent.and_then(|node| graph.inside(graph.vertex_of[node.index()]));
        let item = |node: usize| Some(graph.vertex_of[node]);
        return Some(Span { edge, region: around.unwrap_or(0), from: item(from), to: item(to) });
    }
    let (up, down) = (chain(graph, from), chain(graph, to));
    let same = up.iter().zip(&down).take_while(|(a, b)| a == b).count();
    let region = if same == 0 { 0 } else { graph.inside(graph.vertex_of[up[same - 1]]).unwrap_or(0) };
    let item = |chain: &[usize]| chain.get(same).map(|&node| graph.vertex_of[node]);
    Some(Span { edge, region, from: item(&up), to: item(&down) })
}

/// The node and all nodes around it, outermost first.
fn chain(graph: &Graph<'_>, node: usize) -> Vec<usize> {
    let mut chain = vec![node];
    while let Some(parent) = graph.view.nodes[chain[chain.len() - 1]].parent {
        chain.push(parent.index());
    }
    chain.reverse();
    chain
}

fn break_cycles(
    graph: &mut Graph<'_>,
    region: usize,
    list: &[usize],
    spans: &[Span],
    reversed: &mut [bool],
    earlier: Option<&Earlier<'_>>,
    way: Reversed,
) {
    let items = graph.regions[region].items.clone();
    let mut local = vec![usize::MAX; graph.vertices.len()];
    for (index, &item) in items.iter().enumerate() {
        local[item] = index;
    }
    // Items that are to stand abreast are one node here.
    let mut group: Vec<usize> = (0..items.len()).collect();
    for row in &graph.regions[region].abreast {
        let to = row.iter().map(|&item| group[local[item]]).min().unwrap_or(0);
        for &item in row {
            let from = group[local[item]];
            group.iter_mut().for_each(|g| {
                if *g == from {
                    *g = to;
                }
            });
        }
    }
    if let Some(earlier) = earlier {
        let hints = graph.regions[region].above.iter().map(|&(a, b)| (group[local[a]], group[local[b]]));
        let mut standing = Standing::new(items.len(), hints);
        let mut declared = Standing::new(items.len(), std::iter::empty());
        for &index in list {
            let (Some(a), Some(b)) = (spans[index].from, spans[index].to) else { continue };
            let (ga, gb) = (group[local[a]], group[local[b]]);
            declared.add(ga, gb, false);
            if let Some(stood) = earlier.is_reversed(spans[index].edge) {
                reversed[index] = stood;
                standing.add(ga, gb, stood);
            }
        }
        for &index in list.iter().filter(|&&index| earlier.is_reversed(spans[index].edge).is_none()) {
            if let (Some(a), Some(b)) = (spans[index].from, spans[index].to) {
                let (ga, gb) = (group[local[a]], group[local[b]]);
                let climbs = || earlier.climb(graph, a, b).is_some_and(|ranks| ranks > CLIMB);
                reversed[index] = if ga == gb {
                    local[a] > local[b]
                } else {
                    standing.leads(gb, ga) || (climbs() && declared.leads(gb, ga) && !standing.leads(ga, gb))
                };
                standing.add(ga, gb, reversed[index]);
            }
        }
        return;
    }
    const HINT: i64 = 1_000_000;
    let acts = |node: NodeId| graph.view.edges.iter().any(|edge| edge.from == node && edge.to != node);
    let mut arcs: Vec<(usize, usize, i64)> = Vec::new();
    for &index in list {
        if let (Some(a), Some(b)) = (spans[index].from, spans[index].to) {
            let edge = spans[index].edge;
            // Journeys begin with people: what they start runs with the ranks, and what reaches them against them, be it an
            // answer or not.
            let is_person = |node: NodeId| graph.view.nodes[node.index()].base == Kind::Person;
            let Edge { from, to, .. } = graph.view.edges[edge];
            let (a, b) = (group[local[a]], group[local[b]]);
            arcs.push(match (is_person(from), is_person(to) && acts(to)) {
                (true, _) => (a, b, 4 * graph.forward(edge)),
                (false, true) if graph.view.kind != ViewKind::Dataflow => (b, a, graph.forward(edge)),
                (false, _) => (a, b, graph.forward(edge)),
            });
        }
    }
    for &(a, b) in &graph.regions[region].above {
        arcs.push((group[local[a]], group[local[b]], HINT));
    }
    let place = acyclic::order(items.len(), &arcs, way);
    for &index in list {
        if let (Some(a), Some(b)) = (spans[index].from, spans[index].to) {
            let (ga, gb) = (group[local[a]], group[local[b]]);
            reversed[index] = if ga == gb { local[a] > local[b] } else { place[ga] > place[gb] };
        }
    }
}

/// The directed flows that stand already.
struct Standing {
    below: Vec<Vec<usize>>,
    met: Vec<u32>,
    time: u32,
}

impl Standing {
    fn new(count: usize, arcs: impl Iterator<Item = (usize, usize)>) -> Standing {
        let mut standing = Standing { below: vec![Vec::new(); count], met: vec![0; count], time: 0 };
        arcs.for_each(|(a, b)| standing.add(a, b, false));
        standing
    }

    fn add(&mut self, a: usize, b: usize, reversed: bool) {
        let (upper, lower) = if reversed { (b, a) } else { (a, b) };
        if upper != lower {
            self.below[upper].push(lower);
        }
    }

    /// Whether a path leads from one to the other.
    fn leads(&mut self, from: usize, to: usize) -> bool {
        self.time += 1;
        let mut open = vec![from];
        while let Some(v) = open.pop() {
            if v == to {
                return true;
            }
            if std::mem::replace(&mut self.met[v], self.time) != self.time {
                open.extend(&self.below[v]);
            }
        }
        false
    }
}

/// Cuts one edge into parts from source to target; `down` tells whether it runs down in the region where it turns.
fn add_parts(graph: &mut Graph<'_>, span: &Span, down: bool) {
    let ends = &graph.view.edges[span.edge];
    let (from, to) = (ends.from.index(), ends.to.index());
    let edge = span.edge;

    // From the source outwards: each boundary is left through a pin. A flow that runs down leaves by the lower wall.
    let (source, mut before) = match span.from {
        Some(item) => descend(graph, edge, item, from, down, true),
        // The source is the boundary around the target: the flow starts at its upper wall, inside.
        None => (End::of(wall_pin(graph, span.region, 0, edge)), Vec::new()),
    };
    let (target, after) = match span.to {
        Some(item) => descend(graph, edge, item, to, down, false),
        None => (End::of(wall_pin(graph, span.region, 1, edge)), Vec::new()),
    };
    before.reverse();
    let (upper, lower) = if down { (source, target) } else { (target, source) };
    let middle = Part { edge, region: span.region, upper, lower, down, labelled: true, segments: Vec::new() };
    for part in before.into_iter().chain([middle]).chain(after) {
        let index = graph.parts.len();
        graph.regions[part.region].parts.push(index);
        graph.routes[edge].parts.push(index);
        graph.parts.push(part);
    }
}

/// The end of a part at an item, and the parts inside it down to `node`, outermost first.
fn descend(
    graph: &mut Graph<'_>,
    edge: usize,
    item: Vx,
    node: usize,
    down: bool,
    leaving: bool,
) -> (End, Vec<Part>) {
    // A flow running down leaves its source below and enters its target from above.
    let side = usize::from(down == leaving);
    let end = |graph: &mut Graph<'_>, vertex: Vx| {
        let pin = graph.inside(vertex).map(|region| wall_pin(graph, region, side, edge));
        End { vertex, pin }
    };
    if graph.vertex_of[node] == item {
        return (end(graph, item), Vec::new());
    }
    let path = chain(graph, node).into_iter().map(|node| graph.vertex_of[node]);
    let path: Vec<Vx> = path.skip_while(|&vertex| vertex != item).collect();
    let ends: Vec<End> = path.into_iter().map(|vertex| end(graph, vertex)).collect();
    let mut parts = Vec::new();
    for pair in ends.windows(2) {
        let Some(pin) = pair[0].pin else { continue };
        let region = graph.vertices[pin].region;
        let (upper, lower) = if side == 0 { (End::of(pin), pair[1]) } else { (pair[1], End::of(pin)) };
        parts.push(Part { edge, region, upper, lower, down, labelled: false, segments: Vec::new() });
    }
    (ends[0], parts)
}

/// A new pin on the upper (0) or lower (1) wall of a region.
fn wall_pin(graph: &mut Graph<'_>, region: usize, side: usize, edge: usize) -> Vx {
    let mut vertex = Vertex::new(VertexKind::Pin, region);
    vertex.edge = edge;
    // Before the first rank, or behind the last one.
    vertex.rank = if side == 0 { -1 } else { 0 };
    let pin = graph.add(vertex);
    graph.regions[region].pins[side].push(pin);
    pin
}
