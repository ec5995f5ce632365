//! Graphs made from a fixed seed, and the nodes and edges that graphs are made of.

use cutaway::geom::Unit;
use cutaway::source::Span;
use cutaway::view::{Accent, Border, Edge, EdgeKind, Hints, Kind, Look, Node, NodeId, Shape, View};

/// A node whose size travels in its technology, where metrics of fixed sizes find it.
pub fn node(id: &str, parent: Option<usize>, container: bool, w: f64, h: f64) -> Node {
    Node {
        id: id.to_owned(),
        label: String::new(),
        kind: "component".to_owned(),
        base: if container { Kind::Group } else { Kind::Component },
        tech: Some(format!("{}x{}", w.round() as Unit, h.round() as Unit)),
        does: None,
        parent: parent.map(|parent| NodeId(parent as u32)),
        container,
        look: Look { shape: Shape::Box, border: Border::Solid, accent: Accent::Neutral },
        status: None,
        link: None,
        tags: Vec::new(),
        direction: None,
        hints: Hints::default(),
        card: None,
        span: Span::default(),
    }
}

pub fn edge(number: usize, from: usize, to: usize) -> Edge {
    Edge {
        id: format!("e{}", number + 1),
        from: NodeId(from as u32),
        to: NodeId(to as u32),
        kind: EdgeKind::Sync,
        both: false,
        label: String::new(),
        tech: None,
        step: None,
        count: 1,
        plans: Vec::new(),
        tags: Vec::new(),
        span: Span::default(),
    }
}

/// A graph whose edges mostly lead forward and not far, as those of systems do.
pub fn random(nodes: usize, edges: usize, levels: usize, seed: u64) -> View {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ nodes as u64);
    let mut view = View {
        name: "components".to_owned(),
        title: format!("random {nodes}/{edges} {seed}"),
        ..View::default()
    };
    // Groups first, each in an earlier one of a lower level, then the nodes.
    let groups = if levels > 1 { nodes / 6 } else { 0 };
    let mut depth: Vec<usize> = Vec::new();
    for group in 0..groups {
        let parent = random.below(group + 1).checked_sub(1).filter(|&parent| depth[parent] + 1 < levels);
        depth.push(parent.map_or(0, |parent| depth[parent] + 1));
        view.nodes.push(node(&format!("g{group}"), parent, true, 40.0, 40.0));
    }
    for index in 0..nodes {
        let parent = random.below(groups + 1).checked_sub(1);
        view.nodes.push(node(&format!("n{index}"), parent, false, 60.0, 40.0));
    }
    for number in 0..edges {
        let from = random.below(nodes);
        let reach = 2 + random.below(nodes / 4 + 8);
        let to = match from + reach {
            _ if random.below(10) == 0 => from.saturating_sub(reach),
            to if to < nodes => to,
            _ => random.below(nodes),
        };
        view.edges.push(edge(number, groups + from, groups + to));
    }
    view
}

/// Boxes alone, as many as asked for.
pub fn boxes(count: usize) -> View {
    let mut view = View { name: "components".to_owned(), ..View::default() };
    view.nodes.extend((0..count).map(|index| node(&format!("n{index}"), None, false, 60.0, 40.0)));
    view
}

/// One box with a flow to each of `leaves` others.
pub fn star(leaves: usize) -> View {
    let mut view = boxes(leaves + 1);
    view.edges.extend((0..leaves).map(|leaf| edge(leaf, 0, leaf + 1)));
    view
}

/// Boxes one after another.
pub fn chain(length: usize) -> View {
    let mut view = boxes(length);
    view.edges.extend((1..length).map(|index| edge(index - 1, index - 1, index)));
    view
}

/// Two sets of boxes, with a flow from each of the one to each of the other.
pub fn complete(side: usize) -> View {
    let mut view = boxes(2 * side);
    let pairs = (0..side).flat_map(|from| (0..side).map(move |to| (from, side + to)));
    view.edges.extend(pairs.enumerate().map(|(number, (from, to))| edge(number, from, to)));
    view
}

/// Boundaries in each other, with a box in the innermost and one outside, and flows both ways between them.
pub fn nested(depth: usize) -> View {
    let mut view = boxes(0);
    for level in 0..depth {
        view.nodes.push(node(&format!("g{level}"), level.checked_sub(1), true, 60.0, 40.0));
    }
    view.nodes.push(node("inside", depth.checked_sub(1), false, 60.0, 40.0));
    view.nodes.push(node("outside", None, false, 60.0, 40.0));
    view.edges.push(edge(0, depth, depth + 1));
    view.edges.push(edge(1, depth + 1, depth));
    view
}

/// Nodes in the order of the source: each followed by its insides.
pub fn preorder(parents: &[Option<usize>]) -> Vec<usize> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
    for (index, parent) in parents.iter().enumerate() {
        if let Some(parent) = *parent {
            children[parent].push(index);
        }
    }
    let mut order = Vec::new();
    let mut stack: Vec<usize> = (0..parents.len()).filter(|&index| parents[index].is_none()).rev().collect();
    while let Some(index) = stack.pop() {
        order.push(index);
        stack.extend(children[index].iter().rev());
    }
    order
}

/// SplitMix64: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }
}
