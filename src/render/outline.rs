//! A view in sentences: for screen readers, alternative texts, and people who want to read a diff.
//!
//! Out: the boxes of the top level and the flows that start there, then each boundary with its boxes and their flows, those
//! within it indented. One line per box and per flow; an error path says ERROR. Nothing is told by place or line style. In a
//! view with a script, the flows follow all boxes in the order in which they are travelled, with the blocks around them.
//!
//! ```text
//! Shop
//!
//! Customer: person
//! Customer -> Frontend: sync, submits the cart
//!
//! Data layer: layer
//!   Orders DB: database, PostgreSQL
//!   Orders DB -> Orders: ERROR, down
//! ```

mod cards;

use super::tables;
use crate::view::card::Form;
use crate::view::script::{Branch, Event, FrameKind};
use crate::view::{Edge, EdgeKind, Node, NodeId, View, ViewKind};
use std::collections::BTreeMap;

/// The view in lines.
pub fn render(view: &View) -> String {
    let mut out = title(view).to_owned();
    out.push('\n');
    for sentence in sentences(view) {
        if sentence.opens_group {
            out.push('\n');
        }
        out.extend(std::iter::repeat_n("  ", sentence.depth));
        out.push_str(&sentence.text);
        out.push('\n');
    }
    out
}

/// The view in one paragraph of about `limit` characters at most; the end says how much it leaves out.
///
/// The title is there however long, and the last word about what is left out comes on top.
pub fn paragraph(view: &View, limit: usize) -> String {
    let sentences = sentences(view);
    let mut out = format!("{}.", title(view));
    let mut length = out.chars().count();
    for (index, sentence) in sentences.iter().enumerate() {
        let more = sentence.text.chars().count() + 2;
        if length + more > limit {
            out.push_str(&remainder(&sentences[index..]));
            break;
        }
        length += more;
        out.push(' ');
        out.push_str(&sentence.text);
        if !sentence.text.ends_with(['.', '!', '?', '。']) {
            out.push('.');
        }
    }
    out
}

/// One line of the outline.
struct Sentence {
    text: String,
    depth: usize,
    /// Whether a group begins with it, set off by a blank line.
    opens_group: bool,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Boundary,
    Box,
    Row,
    Flow,
    Remark,
    Nothing,
}

fn title(view: &View) -> &str {
    let names = [view.title.trim(), view.name.trim()];
    names.into_iter().find(|name| !name.is_empty()).unwrap_or("Diagram")
}

/// All sentences: the top level, then the boundaries depth first.
fn sentences(view: &View) -> Vec<Sentence> {
    let names = Names::new(view);
    let mut children: Vec<Vec<NodeId>> = vec![Vec::new(); view.nodes.len()];
    let mut roots = Vec::new();
    for (index, node) in view.nodes.iter().enumerate() {
        match node.parent {
            Some(parent) => children[parent.index()].push(NodeId(index as u32)),
            None => roots.push(NodeId(index as u32)),
        }
    }
    let mut leaving: Vec<Vec<&Edge>> = vec![Vec::new(); view.nodes.len()];
    if view.script.is_empty() {
        view.edges.iter().for_each(|edge| leaving[edge.from.index()].push(edge));
    }

    let mut out = Vec::new();
    let flows = |out: &mut Vec<Sentence>, from: NodeId, depth: usize| {
        for edge in &leaving[from.index()] {
            let text = flow_sentence(view.kind, edge, &names, true);
            out.push(Sentence { text, depth, opens_group: false, what: What::Flow });
        }
    };
    // Boxes come before the flows that leave them, so that each is known when a flow names it.
    let group = |out: &mut Vec<Sentence>, members: &[NodeId], depth: usize| {
        let boxes = || members.iter().copied().filter(|id| !view.nodes[id.index()].container);
        for id in boxes() {
            let node = &view.nodes[id.index()];
            let bare = node.card.as_ref().is_some_and(|card| card.form == Form::Bare);
            if !bare {
                let text = node_sentence(node, names.get(id));
                // A card is a group of its own.
                let opens_group = node.card.is_some();
                out.push(Sentence { text, depth, opens_group, what: What::Box });
            }
            for (inner, text) in node.card.iter().flat_map(cards::sentences) {
                let depth = depth + inner + usize::from(!bare);
                out.push(Sentence { text, depth, opens_group: false, what: What::Row });
            }
        }
        if members.iter().any(|id| view.nodes[id.index()].card.is_some())
            && boxes().any(|id| !leaving[id.index()].is_empty())
        {
            let text = tables::edge_heads(view).0.to_owned();
            out.push(Sentence { text, depth, opens_group: true, what: What::Nothing });
        }
        boxes().for_each(|id| flows(out, id, depth));
    };
    group(&mut out, &roots, 0);
    if let Some(first) = out.first_mut() {
        first.opens_group = true;
    }
    let containers = |members: &[NodeId], depth: usize| {
        let inner = members.iter().rev().copied().filter(|id| view.nodes[id.index()].container);
        inner.map(move |id| (id, depth)).collect::<Vec<_>>()
    };
    let mut stack = containers(&roots, 0);
    while let Some((id, depth)) = stack.pop() {
        let text = node_sentence(&view.nodes[id.index()], names.get(id));
        out.push(Sentence { text, depth, opens_group: true, what: What::Boundary });
        flows(&mut out, id, depth + 1);
        group(&mut out, &children[id.index()], depth + 1);
        stack.extend(containers(&children[id.index()], depth + 1));
    }
    let told = out.len();
    happens(view, &names, &view.script, 0, &mut out);
    if let Some(first) = out.get_mut(told) {
        first.opens_group = true;
    }
    for (index, remark) in view.remarks.iter().enumerate() {
        let text = remark.clone();
        out.push(Sentence { text, depth: 0, opens_group: index == 0, what: What::Remark });
    }
    if out.is_empty() {
        let text = "Nothing is drawn".to_owned();
        out.push(Sentence { text, depth: 0, opens_group: true, what: What::Nothing });
    }
    out
}

/// What happens, in order, with what is inside of a block indented under it.
fn happens(view: &View, names: &Names, events: &[Event], depth: usize, out: &mut Vec<Sentence>) {
    let sentence = |text: String, what: What| Sentence { text, depth, opens_group: false, what };
    for event in events {
        match event {
            Event::Message(id) => {
                let text = flow_sentence(view.kind, &view.edges[id.index()], names, false);
                out.push(sentence(text, What::Flow));
            }
            Event::Note(note) => {
                let over: Vec<&str> = note.over.iter().map(|&node| names.get(node)).collect();
                let about =
                    if over.is_empty() { String::new() } else { format!(" about {}", over.join(", ")) };
                out.push(sentence(format!("Note{about}: {}", note.text), What::Remark));
            }
            Event::Frame(frame) => {
                for (index, branch) in frame.branches.iter().enumerate() {
                    out.push(sentence(branch_sentence(frame.kind, index, branch), What::Remark));
                    happens(view, names, &branch.events, depth + 1, out);
                }
            }
            Event::Wakes(_) | Event::Rests(_) => {}
        }
    }
}

/// `When in stock`, `Otherwise`, `At the same time, price`, `Again and again, each parcel`, `ERROR 3a, down: retry 3`.
fn branch_sentence(kind: FrameKind, index: usize, branch: &Branch) -> String {
    let said = branch.number.iter().cloned().chain(filled(Some(&branch.label)).map(str::to_owned));
    let said = said.collect::<Vec<_>>().join(", ");
    let lead = match (kind, index, said.is_empty()) {
        (FrameKind::Alternatives, 0, _) => "When",
        (FrameKind::Alternatives, _, false) => "Else when",
        (FrameKind::Alternatives, _, true) => "Otherwise",
        (FrameKind::Parallel, 0, _) => "At the same time",
        (FrameKind::Parallel, ..) => "And meanwhile",
        (FrameKind::Loop, ..) => "Again and again",
        (FrameKind::Failure, ..) => "ERROR",
    };
    match (kind, said.is_empty()) {
        (_, true) => lead.to_owned(),
        (FrameKind::Alternatives | FrameKind::Failure, _) => format!("{lead} {said}"),
        _ => format!("{lead}, {said}"),
    }
}

/// `Orders: service, Rust, new. Takes orders`.
fn node_sentence(node: &Node, name: &str) -> String {
    let mut facts = vec![if node.kind.is_empty() { node.base.word() } else { &node.kind }];
    facts.extend(filled(node.tech.as_deref()));
    facts.extend(node.status.map(|status| status.word()));
    let does = filled(node.does.as_deref()).map(|does| format!(". {does}")).unwrap_or_default();
    format!("{name}: {}{does}", facts.join(", "))
}

/// `Orders -> Orders DB: sync, reads · SQL; on down: respond 503`. Where the script goes on with them, plans are left out.
fn flow_sentence(view: ViewKind, edge: &Edge, names: &Names, with_plans: bool) -> String {
    let arrow = if edge.both { "<->" } else { "->" };
    let target = if edge.from == edge.to { "itself" } else { names.get(edge.to) };
    let mut facts = vec![match edge.kind {
        EdgeKind::Error => "ERROR".to_owned(),
        _ if view == ViewKind::Entities => "relation".to_owned(),
        kind => kind.word().to_owned(),
    }];
    facts.extend(filled(edge.step.as_deref()).map(|step| format!("step {step}")));
    facts.push(edge.caption());
    facts.retain(|fact| !fact.trim().is_empty());
    let plans: String = edge.plans.iter().filter(|_| with_plans).map(|plan| format!("; on {plan}")).collect();
    format!("{} {arrow} {target}: {}{plans}", names.get(edge.from), facts.join(", "))
}

/// What each node is called: its label, and its full name with it where two nodes share a label.
struct Names(Vec<String>);

impl Names {
    fn new(view: &View) -> Names {
        let labels: Vec<&str> =
            view.nodes.iter().map(|node| filled(Some(&node.label)).unwrap_or(&node.id)).collect();
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for label in &labels {
            *count.entry(label).or_default() += 1;
        }
        let name = |(node, label): (&Node, &str)| match count.get(label) {
            Some(1) => label.to_owned(),
            _ => format!("{label} ({})", node.id),
        };
        Names(view.nodes.iter().zip(labels.iter().copied()).map(name).collect())
    }

    fn get(&self, id: NodeId) -> &str {
        &self.0[id.index()]
    }
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// ` Not said here: 2 boundaries, 1 box and 12 flows.`
fn remainder(left: &[Sentence]) -> String {
    let counted = |what: What, one: &str, many: &str| {
        let count = left.iter().filter(|sentence| sentence.what == what).count();
        (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
    };
    let parts: Vec<String> = [
        counted(What::Boundary, "boundary", "boundaries"),
        counted(What::Box, "box", "boxes"),
        counted(What::Row, "row", "rows"),
        counted(What::Flow, "flow", "flows"),
        counted(What::Remark, "remark", "remarks"),
    ]
    .into_iter()
    .flatten()
    .collect();
    match parts.split_last() {
        Some((last, [])) => format!(" Not said here: {last}."),
        Some((last, rest)) => format!(" Not said here: {} and {last}.", rest.join(", ")),
        None => String::new(),
    }
}
