//! Parts of a view as views of their own, and views with more groups than the author made.
//!
//! A layout in parts (see `blocks`) cuts a view into smaller ones, lays each out, and puts the drawings together again. A
//! [`Subview`] knows where its nodes and edges came from. A *hidden group* is a container that the author did not write:
//! it has no wall, no title and no name, and gathers what is to be laid out together.

use crate::view::{Direction, Edge, EdgeId, Hints, Kind, Look, Node, NodeId, View};

/// A part of a view.
pub(super) struct Subview {
    /// The part.
    pub view: View,
    /// The texts on its edges.
    pub captions: Vec<String>,
    /// Where its nodes came from.
    pub nodes: Vec<usize>,
    /// Where its edges came from.
    pub edges: Vec<usize>,
}

impl Subview {
    /// The nodes `nodes` of a view, containers before what they hold, and the hints among them; no edges yet.
    pub(super) fn new(view: &View, nodes: Vec<usize>) -> Subview {
        let mut place = vec![None; view.nodes.len()];
        for (index, &node) in nodes.iter().enumerate() {
            place[node] = Some(NodeId(index as u32));
        }
        let kept = |hints: &Hints| Hints {
            rows: (hints.rows.iter())
                .map(|(row, span)| (row.iter().filter_map(|id| place[id.index()]).collect(), *span))
                .filter(|(row, _): &(Vec<NodeId>, _)| row.len() > 1)
                .collect(),
            above: (hints.above.iter())
                .filter_map(|(a, b, span)| Some((place[a.index()]?, place[b.index()]?, *span)))
                .collect(),
        };
        let part = View {
            name: view.name.clone(),
            title: view.title.clone(),
            nodes: nodes
                .iter()
                .map(|&node| {
                    let mut copy = view.nodes[node].clone();
                    copy.parent = copy.parent.and_then(|parent| place[parent.index()]);
                    copy.hints = kept(&copy.hints);
                    copy
                })
                .collect(),
            kind: view.kind,
            direction: view.direction,
            hints: kept(&view.hints),
            ..View::default()
        };
        Subview { view: part, captions: Vec::new(), nodes, edges: Vec::new() }
    }

    /// Adds an edge of the whole view between two nodes of the part.
    pub(super) fn add(&mut self, edge: usize, whole: &View, from: usize, to: usize, caption: &str) {
        let pull = whole.pull(EdgeId(edge as u32));
        let whole = &whole.edges[edge];
        let ends = (NodeId(from as u32), NodeId(to as u32));
        self.view.edges.push(Edge { from: ends.0, to: ends.1, ..whole.clone() });
        self.view.pull.push(pull);
        self.captions.push(caption.to_owned());
        self.edges.push(edge);
    }

    /// Adds the edges of the view with these numbers, which have both ends in the part.
    pub(super) fn add_edges(&mut self, view: &View, captions: &[String], edges: &[usize]) {
        let place = |node: NodeId| self.nodes.binary_search(&node.index()).unwrap_or(0);
        let ends: Vec<(usize, usize)> =
            edges.iter().map(|&edge| (place(view.edges[edge].from), place(view.edges[edge].to))).collect();
        for (&edge, (from, to)) in edges.iter().zip(ends) {
            self.add(edge, view, from, to, &captions[edge]);
        }
    }

    /// Adds every edge of the view that has both ends in the part.
    pub(super) fn add_inner(&mut self, view: &View, captions: &[String]) {
        let mut place = vec![None; view.nodes.len()];
        for (index, &node) in self.nodes.iter().enumerate() {
            place[node] = Some(index);
        }
        for (index, edge) in view.edges.iter().enumerate() {
            if let (Some(from), Some(to)) = (place[edge.from.index()], place[edge.to.index()]) {
                self.add(index, view, from, to, &captions[index]);
            }
        }
    }
}

/// Some edges of a view and what they connect, with the boundaries around that.
pub(super) fn of_edges(view: &View, captions: &[String], edges: &[usize]) -> Subview {
    let mut wanted = vec![false; view.nodes.len()];
    for edge in edges.iter().map(|&edge| &view.edges[edge]) {
        for end in [edge.from, edge.to] {
            let mut node = Some(end);
            while let Some(id) = node.filter(|id| !wanted[id.index()]) {
                wanted[id.index()] = true;
                node = view.nodes[id.index()].parent;
            }
        }
    }
    let mut part = Subview::new(view, (0..view.nodes.len()).filter(|&node| wanted[node]).collect());
    part.add_edges(view, captions, edges);
    part
}

/// A hidden group: its members, siblings that stand directly in `parent`, and where its flows run.
pub(super) struct Group {
    /// The boundary around it.
    pub parent: Option<usize>,
    /// What it gathers.
    pub members: Vec<usize>,
    /// Where its flows run, when not as those around it.
    pub direction: Option<Direction>,
}

/// Gathers siblings in hidden groups. A group stands right before its first member, so that order is kept; returns the new
/// view, and for each of its nodes where it came from.
pub(super) fn gather(view: &View, captions: &[String], groups: &[Group]) -> Subview {
    let mut group_of = vec![None; view.nodes.len()];
    for (index, group) in groups.iter().enumerate() {
        for &member in &group.members {
            group_of[member] = Some(index);
        }
    }
    let mut order: Vec<Result<usize, usize>> = Vec::new();
    let mut made = vec![false; groups.len()];
    for (node, group) in group_of.iter().enumerate() {
        if let Some(group) = group.filter(|&group| !made[group]) {
            made[group] = true;
            order.push(Err(group));
        }
        order.push(Ok(node));
    }
    let mut place = vec![0; view.nodes.len()];
    let mut place_of_group = vec![0; groups.len()];
    for (index, entry) in order.iter().enumerate() {
        match *entry {
            Ok(node) => place[node] = index,
            Err(group) => place_of_group[group] = index,
        }
    }
    let id = |node: NodeId| NodeId(place[node.index()] as u32);
    // A hint among the members of one group belongs into the group.
    let mut moved: Vec<Hints> = groups.iter().map(|_| Hints::default()).collect();
    let mut kept = |hints: &Hints| {
        let mut rest = Hints::default();
        for (row, span) in &hints.rows {
            let group = row.first().and_then(|first| group_of[first.index()]);
            let whole = group.filter(|_| row.iter().all(|node| group_of[node.index()] == group));
            let hints = whole.map_or(&mut rest, |group| &mut moved[group]);
            hints.rows.push((row.iter().copied().map(id).collect(), *span));
        }
        for &(a, b, span) in &hints.above {
            let group = group_of[a.index()].filter(|_| group_of[a.index()] == group_of[b.index()]);
            let hints = group.map_or(&mut rest, |group| &mut moved[group]);
            hints.above.push((id(a), id(b), span));
        }
        rest
    };
    let hints = kept(&view.hints);
    let node_hints: Vec<Hints> = view.nodes.iter().map(|node| kept(&node.hints)).collect();
    let mut nodes = Vec::with_capacity(order.len());
    for entry in &order {
        match *entry {
            Ok(node) => {
                let mut copy = view.nodes[node].clone();
                copy.parent = match group_of[node] {
                    Some(group) => Some(NodeId(place_of_group[group] as u32)),
                    None => copy.parent.map(id),
                };
                copy.hints = node_hints[node].clone();
                nodes.push(copy);
            }
            Err(group) => {
                let made = &groups[group];
                let parent = made.parent.map(|parent| NodeId(place[parent] as u32));
                nodes.push(hidden(parent, made.direction, std::mem::take(&mut moved[group])));
            }
        }
    }
    let edges: Vec<Edge> =
        view.edges.iter().map(|edge| Edge { from: id(edge.from), to: id(edge.to), ..edge.clone() }).collect();
    let edge_count = edges.len();
    let view = View {
        name: view.name.clone(),
        title: view.title.clone(),
        nodes,
        edges,
        kind: view.kind,
        direction: view.direction,
        hints,
        pull: view.pull.clone(),
        ..View::default()
    };
    let nodes = order.iter().map(|entry| entry.unwrap_or(usize::MAX)).collect();
    Subview { view, captions: captions.to_vec(), nodes, edges: (0..edge_count).collect() }
}

/// Whether a node is a hidden group: nothing that an author writes has neither name nor kind.
pub(super) fn is_hidden(node: &Node) -> bool {
    node.id.is_empty() && node.kind.is_empty()
}

fn hidden(parent: Option<NodeId>, direction: Option<Direction>, hints: Hints) -> Node {
    Node {
        id: String::new(),
        label: String::new(),
        kind: String::new(),
        base: Kind::Boundary,
        tech: None,
        does: None,
        parent,
        container: true,
        look: Look::of(Kind::Boundary),
        status: None,
        link: None,
        card: None,
        tags: Vec::new(),
        direction,
        hints,
        span: Default::default(),
    }
}
