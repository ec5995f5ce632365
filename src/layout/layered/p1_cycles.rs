//! Phase 1: decides which flows run against the order of ranks, and cuts all flows into parts.
//!
//! Before: regions and items, no parts. After: parts exist, and in each region the parts between items, read from upper to
//! lower, have no cycle. A boundary's pins stand on its lower wall for flows that leave downwards and on its upper wall
//! for those that leave upwards, which follows from the one region in which the flow turns.
//!
//! Method: strongly connected components (Tarjan 1972), since only a flow inside one may be reversed; there the declaration
//! order and the greedy order of Eades, Lin & Smyth (1993) are both tried and improved by moving single items; the greedy
//! one is taken only when it reverses clearly less, so that what was declared first stands first. Flows that came later than
//! a drawing that stands (`earlier`) change nothing of that: each is reversed only when it closes a cycle, or when it lies on
//! one of the source and would turn the ranks round.

use super::earlier::Earlier;
use super::graph::{End, Graph, Part, Vertex, VertexKind, Vx};
use crate::layout::buckets::Buckets;
use crate::view::Kind;
use std::collections::BTreeSet;

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
pub(super) fn cut(graph: &mut Graph<'_>, earlier: Option<&Earlier<'_>>) {
    let spans: Vec<Span> = (0..graph.view.edges.len()).filter_map(|edge| span(graph, edge)).collect();
    let mut by_region: Vec<Vec<usize>> = vec![Vec::new(); graph.regions.len()];
    for (index, span) in spans.iter().enumerate() {
        by_region[span.region].push(index);
    }
    let mut reversed = vec![false; spans.len()];
    for (region, list) in by_region.iter().enumerate() {
        break_cycles(graph, region, list, &spans, &mut reversed, earlier);
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
    let mut arcs: Vec<(usize, usize, i64)> = Vec::new();
    for &index in list {
        if let (Some(a), Some(b)) = (spans[index].from, spans[index].to) {
            let edge = spans[index].edge;
            // Journeys begin with people: what they start runs with the ranks, and its answer against them.
            let person = graph.view.nodes[graph.view.edges[edge].from.index()].base == Kind::Person;
            arcs.push((group[local[a]], group[local[b]], graph.forward(edge) * if person { 4 } else { 1 }));
        }
    }
    for &(a, b) in &graph.regions[region].above {
        arcs.push((group[local[a]], group[local[b]], HINT));
    }
    let place = acyclic_order(items.len(), &arcs);
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

/// A place for each of `count` nodes such that arcs that point to an earlier place weigh little, and none of them lies
/// outside a cycle.
fn acyclic_order(count: usize, arcs: &[(usize, usize, i64)]) -> Vec<usize> {
    let components = components(count, arcs);
    let mut component_of = vec![0; count];
    for (index, members) in components.iter().enumerate() {
        for &v in members {
            component_of[v] = index;
        }
    }
    let mut inner: Vec<Vec<(usize, usize, i64)>> = vec![Vec::new(); components.len()];
    for &(a, b, weight) in arcs {
        if a != b && component_of[a] == component_of[b] {
            inner[component_of[a]].push((a, b, weight));
        }
    }
    let mut place = vec![0; count];
    let mut next = 0;
    for (members, arcs) in components.iter().zip(&inner) {
        for v in order_component(members, arcs) {
            place[v] = next;
            next += 1;
        }
    }
    place
}

/// Orders one strongly connected component.
fn order_component(members: &[usize], arcs: &[(usize, usize, i64)]) -> Vec<usize> {
    let mut declared = members.to_vec();
    declared.sort_unstable();
    if declared.len() == 1 {
        return declared;
    }
    let cost = |order: &[usize]| {
        let place = places(order);
        arcs.iter().filter(|&&(a, b, _)| place[a] > place[b]).map(|arc| arc.2).sum::<i64>()
    };
    let mut greedy = greedy_order(&declared, arcs);
    let mut model = declared.clone();
    if declared.len() <= 200 {
        sift(&mut greedy, arcs);
        sift(&mut model, arcs);
    }
    let (declared_cost, model_cost, greedy_cost) = (cost(&declared), cost(&model), cost(&greedy));
    let best = model_cost.min(greedy_cost);
    if declared_cost <= best + best / 10 {
        declared
    } else if model_cost <= best {
        model
    } else {
        greedy
    }
}

/// The place of each node in an order, by node.
fn places(order: &[usize]) -> Vec<usize> {
    let mut place = vec![0; order.iter().copied().max().map_or(0, |most| most + 1)];
    for (index, &v) in order.iter().enumerate() {
        place[v] = index;
    }
    place
}

/// The order of Eades, Lin & Smyth: sinks last, sources first, else the node that gives most and takes least; ties by
/// declaration.
fn greedy_order(members: &[usize], arcs: &[(usize, usize, i64)]) -> Vec<usize> {
    let index_of = |v: usize| members.binary_search(&v).unwrap_or(0);
    let n = members.len();
    let (mut gives, mut takes) = (vec![0i64; n], vec![0i64; n]);
    let mut links: Vec<Vec<(usize, i64, bool)>> = vec![Vec::new(); n];
    for &(a, b, weight) in arcs {
        let (a, b) = (index_of(a), index_of(b));
        gives[a] += weight;
        takes[b] += weight;
        links[a].push((b, weight, true));
        links[b].push((a, weight, false));
    }
    let key = |v: usize, gives: &[i64], takes: &[i64]| {
        let class = if gives[v] == 0 {
            0
        } else if takes[v] == 0 {
            1
        } else {
            2
        };
        (class, takes[v] - gives[v], v)
    };
    let mut open: BTreeSet<(i32, i64, usize)> = (0..n).map(|v| key(v, &gives, &takes)).collect();
    let (mut front, mut back) = (Vec::new(), Vec::new());
    while let Some((class, _, v)) = open.pop_first() {
        if class == 0 {
            back.push(members[v])
        } else {
            front.push(members[v])
        }
        for &(other, weight, out) in &links[v] {
            let old = key(other, &gives, &takes);
            if !open.remove(&old) {
                continue;
            }
            if out {
                takes[other] -= weight
            } else {
                gives[other] -= weight
            }
            open.insert(key(other, &gives, &takes));
        }
    }
    back.reverse();
    front.extend(back);
    front
}

/// Moves single nodes to where they reverse least, until nothing improves (Brandenburg & Hanauer 2011).
fn sift(order: &mut Vec<usize>, arcs: &[(usize, usize, i64)]) {
    let mut place = places(order);
    let links = Buckets::new(
        place.len(),
        // Positive when the other node should come later.
        arcs.iter().flat_map(|&(a, b, weight)| [(a as u32, (b, weight)), (b as u32, (a, -weight))]),
    );
    let mut pulls: Vec<(usize, i64)> = Vec::new();
    for _ in 0..4 {
        let mut improved = false;
        let nodes = order.clone();
        for v in nodes {
            let at = place[v];
            // Passing a node that wants to be later costs its weight; passing one that wants to be earlier gains it. So the sum
            // changes only where a neighbour stands.
            pulls.clear();
            pulls.extend(links.of(v as u32).iter().map(|&(u, pull)| (place[u], pull)));
            pulls.sort_unstable();
            pulls.dedup_by(|again, kept| {
                let same = again.0 == kept.0;
                if same {
                    kept.1 += again.1;
                }
                same
            });
            let (before, behind) = pulls.split_at(pulls.partition_point(|&(to, _)| to < at));
            let (mut best, mut target, mut sum) = (0, at, 0);
            for &(to, pull) in behind {
                sum += pull;
                if sum < best {
                    (best, target) = (sum, to);
                }
            }
            sum = 0;
            for &(to, pull) in before.iter().rev() {
                sum -= pull;
                if sum < best {
                    (best, target) = (sum, to);
                }
            }
            if target != at {
                order.remove(at);
                order.insert(target, v);
                for (index, &u) in order.iter().enumerate().take(at.max(target) + 1).skip(at.min(target)) {
                    place[u] = index;
                }
                improved = true;
            }
        }
        if !improved {
            break;
        }
    }
}

/// The strongly connected components in topological order, by Tarjan's algorithm without recursion.
fn components(count: usize, arcs: &[(usize, usize, i64)]) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
    for &(a, b, _) in arcs {
        out[a].push(b);
    }
    const UNSEEN: usize = usize::MAX;
    let (mut index, mut low) = (vec![UNSEEN; count], vec![0; count]);
    let mut on_stack = vec![false; count];
    let (mut stack, mut found, mut next) = (Vec::new(), Vec::new(), 0);
    // Later declared first, so that the reversed result keeps declaration order among independent nodes.
    for root in (0..count).rev() {
        if index[root] != UNSEEN {
            continue;
        }
        let mut work: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some(&mut (v, ref mut child)) = work.last_mut() {
            if *child == 0 {
                index[v] = next;
                low[v] = next;
                next += 1;
                stack.push(v);
                on_stack[v] = true;
            }
            if let Some(&w) = out[v].get(*child) {
                *child += 1;
                if index[w] == UNSEEN {
                    work.push((w, 0));
                } else if on_stack[w] {
                    low[v] = low[v].min(index[w]);
                }
                // A child count of zero marks the first visit, so it never returns to it.
                continue;
            }
            work.pop();
            if let Some(&(parent, _)) = work.last() {
                low[parent] = low[parent].min(low[v]);
            }
            if low[v] == index[v] {
                let mut members = Vec::new();
                while let Some(w) = stack.pop() {
                    on_stack[w] = false;
                    members.push(w);
                    if w == v {
                        break;
                    }
                }
                found.push(members);
            }
        }
    }
    found.reverse();
    found
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
