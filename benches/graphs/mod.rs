//! Graphs to lay out: read from corpora, or made from a fixed seed.

use cutaway::geom::{Insets, Rect, Size, Unit};
use cutaway::layout::metrics::pixels::PixelMetrics;
use cutaway::layout::metrics::{Content, Line, Metrics, Placed, Spacing, Tightness};
use cutaway::scene::SceneUnit;
use cutaway::source::Span;
use cutaway::view::{Accent, Border, Edge, EdgeKind, Hints, Kind, Look, Node, NodeId, Shape, View};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A named set of graphs.
pub struct Corpus {
    pub name: String,
    pub views: Vec<View>,
}

#[derive(Deserialize)]
struct Graph {
    name: String,
    nodes: Vec<GraphNode>,
    edges: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct GraphNode {
    id: String,
    w: f64,
    h: f64,
    parent: Option<String>,
    #[serde(default)]
    group: bool,
}

/// The files that a variable names: a list separated by `:`, or a folder of `.jsonl` files.
pub fn files(named: &str) -> Vec<String> {
    let mut files = Vec::new();
    for path in named.split(':').filter(|path| !path.is_empty()) {
        match std::fs::read_dir(path) {
            Ok(entries) => files.extend(
                entries
                    .flatten()
                    .map(|entry| entry.path().display().to_string())
                    .filter(|path| path.ends_with(".jsonl")),
            ),
            Err(_) => files.push(path.to_owned()),
        }
    }
    files.sort();
    files
}

/// Reads a corpus; one that cannot be read is named on stderr and left out.
pub fn read(path: &str) -> Option<Corpus> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{path}: {error}");
            return None;
        }
    };
    let mut views = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Graph>(line) {
            Ok(graph) => views.push(graph.view()),
            Err(error) => eprintln!("{path}:{}: {error}", number + 1),
        }
    }
    let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".jsonl");
    Some(Corpus { name: name.to_owned(), views })
}

impl Graph {
    /// The graph as a view; groups come before what they hold.
    fn view(&self) -> View {
        let by_id: BTreeMap<&str, usize> =
            self.nodes.iter().enumerate().map(|(index, node)| (node.id.as_str(), index)).collect();
        let parents: Vec<Option<usize>> = self
            .nodes
            .iter()
            .map(|node| node.parent.as_deref().and_then(|parent| by_id.get(parent).copied()))
            .collect();
        let mut order = Vec::new();
        let mut stack: Vec<usize> =
            (0..self.nodes.len()).filter(|&index| parents[index].is_none()).rev().collect();
        while let Some(index) = stack.pop() {
            order.push(index);
            stack.extend((0..self.nodes.len()).filter(|&child| parents[child] == Some(index)).rev());
        }
        let mut place = vec![0; self.nodes.len()];
        for (at, &index) in order.iter().enumerate() {
            place[index] = at;
        }
        let mut view = View { name: "components".to_owned(), title: self.name.clone(), ..View::default() };
        for &index in &order {
            let read = &self.nodes[index];
            let container = read.group || parents.contains(&Some(index));
            view.nodes.push(node(
                &read.id,
                parents[index].map(|parent| place[parent]),
                container,
                read.w,
                read.h,
            ));
        }
        for (from, to) in &self.edges {
            if let (Some(&from), Some(&to)) = (by_id.get(from.as_str()), by_id.get(to.as_str())) {
                view.edges.push(edge(view.edges.len(), place[from], place[to]));
            }
        }
        view
    }
}

/// A node whose size travels in its technology, where [`FixedSizes`] finds it.
fn node(id: &str, parent: Option<usize>, container: bool, w: f64, h: f64) -> Node {
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
        span: Span::default(),
    }
}

fn edge(number: usize, from: usize, to: usize) -> Edge {
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
        tags: Vec::new(),
        span: Span::default(),
    }
}

/// The same graph with a leaf at the end, reached from the middle node that is no group.
pub fn with_leaf(view: &View) -> View {
    let mut view = view.clone();
    let leaves: Vec<usize> = (0..view.nodes.len()).filter(|&index| !view.nodes[index].container).collect();
    if let Some(&from) = leaves.get(leaves.len() / 2) {
        let parent = view.nodes[from].parent.map(NodeId::index);
        // A container's nodes come after it, wherever among the rest: the end will do.
        view.nodes.push(node("one-more", parent, false, 60.0, 40.0));
        view.edges.push(edge(view.edges.len(), from, view.nodes.len() - 1));
    }
    view
}

/// The metrics of the SVG, but for boxes of given sizes with nothing written on them.
pub struct FixedSizes;

impl FixedSizes {
    fn size(node: &Node) -> Size {
        let (w, h) = node.tech.as_deref().and_then(|tech| tech.split_once('x')).unwrap_or(("60", "40"));
        Size::new(w.parse().unwrap_or(60), h.parse().unwrap_or(40))
    }
}

impl Metrics for FixedSizes {
    fn unit(&self) -> SceneUnit {
        SceneUnit::Px
    }
    fn spacing(&self, horizontal: bool, tightness: Tightness) -> Spacing {
        PixelMetrics.spacing(horizontal, tightness)
    }
    fn node(&self, node: &Node, _: Tightness) -> Content {
        Content { size: FixedSizes::size(node), lines: Vec::new() }
    }
    fn place_node(&self, _: &Node, _: &Content, _: Rect) -> Placed {
        Placed::default()
    }
    fn padding(&self, _: &Node, _: Tightness) -> Insets {
        Insets { top: 20, right: 20, bottom: 20, left: 20 }
    }
    fn title(&self, node: &Node, _: Tightness) -> Content {
        Content { size: FixedSizes::size(node), lines: Vec::new() }
    }
    fn place_title(&self, _: &Node, _: &Content, _: Rect, _: Unit) -> Placed {
        Placed::default()
    }
    fn title_span(&self, _: &Content, offset: Unit) -> std::ops::Range<Unit> {
        offset..offset
    }
    fn title_offset(&self) -> Unit {
        PixelMetrics.title_offset()
    }
    fn label(&self, caption: &str, tightness: Tightness) -> Vec<Line> {
        PixelMetrics.label(caption, tightness)
    }
    fn step(&self, step: &str) -> Line {
        PixelMetrics.step(step)
    }
    fn heading(&self, _: &str, _: Option<Unit>) -> Vec<Line> {
        Vec::new()
    }
    fn legend_line(&self, kind: EdgeKind) -> (Size, Line) {
        PixelMetrics.legend_line(kind)
    }
    fn legend_kind(&self, kind: Kind) -> (Size, Line) {
        PixelMetrics.legend_kind(kind)
    }
    fn margin(&self) -> Unit {
        PixelMetrics.margin()
    }
}

/// Graphs of our own: sparse ones of growing size, and nested ones.
pub fn generated() -> Vec<Corpus> {
    let sizes = [
        ("sparse-20", 20, 30, 40),
        ("sparse-100", 100, 150, 10),
        ("sparse-300", 300, 450, 4),
        ("sparse-1000", 1_000, 1_500, 1),
    ];
    let mut corpora: Vec<Corpus> = sizes
        .iter()
        .map(|&(name, nodes, edges, count)| Corpus {
            name: name.to_owned(),
            views: (0..count).map(|seed| random(nodes, edges, 1, seed)).collect(),
        })
        .collect();
    corpora.push(Corpus {
        name: "nested-60".to_owned(),
        views: (0..20).map(|seed| random(60, 90, 5, seed)).collect(),
    });
    corpora
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
