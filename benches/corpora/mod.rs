//! Sets of graphs to lay out, read from files or made, and metrics that take the size of a box from its graph.

use crate::graphs::{edge, node, preorder, random};
use cutaway::geom::{Insets, Rect, Size, Unit};
use cutaway::layout::metrics::pixels::PixelMetrics;
use cutaway::layout::metrics::{CardSpacing, Content, Lifelines, Line, Metrics, Placed, Spacing, Tightness};
use cutaway::scene::{SceneUnit, TextRole};
use cutaway::view::{Edge, EdgeKind, Kind, Node, NodeId, View};
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
        let order = preorder(&parents);
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

/// The corpus without the flows that end at a boundary, and without the graphs that have no others; `None` when it has none.
pub fn leaf_flows(corpus: &Corpus) -> Option<Corpus> {
    let at_leaves = |view: &View, edge: &Edge| {
        let is_leaf = |end: NodeId| !view.nodes[end.index()].container;
        is_leaf(edge.from) && is_leaf(edge.to)
    };
    let mut views = Vec::new();
    for whole in &corpus.views {
        let mut view = whole.clone();
        view.edges.retain(|edge| at_leaves(whole, edge));
        for (number, edge) in view.edges.iter_mut().enumerate() {
            // Numbered anew, since more may follow.
            edge.id = format!("e{}", number + 1);
        }
        if !view.edges.is_empty() {
            views.push(view);
        }
    }
    let count = |views: &[View]| views.iter().map(|view| view.edges.len()).sum::<usize>();
    let name = format!("{} leaf", corpus.name);
    (count(&views) < count(&corpus.views)).then_some(Corpus { name, views })
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

/// The same graph with a flow at the end, between two boxes that have none between them yet.
pub fn with_flow(view: &View) -> View {
    let mut view = view.clone();
    let leaves: Vec<usize> = (0..view.nodes.len()).filter(|&index| !view.nodes[index].container).collect();
    if let Some(&from) = leaves.get(leaves.len() / 3) {
        let joined = |to: usize| {
            view.edges.iter().any(|edge| {
                let ends = [edge.from.index(), edge.to.index()];
                ends.contains(&from) && ends.contains(&to)
            })
        };
        let to = leaves.iter().copied().skip(2 * leaves.len() / 3).find(|&to| to != from && !joined(to));
        if let Some(to) = to {
            view.edges.push(edge(view.edges.len(), from, to));
        }
    }
    view
}

/// The same graph with names on its boxes, and a label on every third flow.
pub fn written(view: &View) -> View {
    let mut view = view.clone();
    for node in &mut view.nodes {
        (node.label, node.tech) = (node.id.clone(), None);
    }
    for edge in view.edges.iter_mut().step_by(3) {
        edge.label = format!("calls {}", edge.id);
    }
    view
}

/// The metrics of the SVG, but for boxes of given sizes with nothing written on them.
pub struct FixedSizes;

impl FixedSizes {
    pub fn size(node: &Node) -> Size {
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
    fn label_within(&self, caption: &str, limit: Unit) -> Vec<Line> {
        PixelMetrics.label_within(caption, limit)
    }
    fn lines(&self, text: &str, role: TextRole, limit: Unit) -> Vec<Line> {
        PixelMetrics.lines(text, role, limit)
    }
    fn letters(&self, count: usize) -> Unit {
        PixelMetrics.letters(count)
    }
    fn lifelines(&self, tight: bool) -> Lifelines {
        PixelMetrics.lifelines(tight)
    }
    fn tab(&self, word: &str) -> Option<Line> {
        PixelMetrics.tab(word)
    }
    fn note(&self, text: &str, width: Unit) -> Vec<Line> {
        PixelMetrics.note(text, width)
    }
    fn card(&self) -> CardSpacing {
        PixelMetrics.card()
    }
    fn text(&self, text: &str, role: TextRole) -> Line {
        PixelMetrics.text(text, role)
    }
    fn card_limit(&self, tightness: Tightness) -> Unit {
        PixelMetrics.card_limit(tightness)
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
