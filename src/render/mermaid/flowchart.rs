//! The statements of a flowchart: front matter, descriptions, boundaries with their boxes, flows, then styles.
//!
//! Every box stands inside its boundary before a flow names it, so that no flow creates one. Line and label carry the
//! meaning, as in every format; colour only repeats it, and touches outlines alone, so that light and dark themes both work.

use super::MermaidOptions;
use super::escape::{self, quoted, text, yaml};
use super::ids::Ids;
use crate::render::outline;
use crate::view::{Accent, Border, Direction, Edge, EdgeKind, Node, NodeId, Shape, Status, View};
use std::fmt::Write as _;

/// How much of the outline goes into `accDescr`: what a screen reader says in about a minute.
const DESCRIPTION_LIMIT: usize = 1_000;

/// The whole flowchart.
pub fn write(view: &View, options: &MermaidOptions) -> String {
    let ids = Ids::new(view);
    let diagram = format!("flowchart {}", direction(view.direction.unwrap_or(view.usual_direction())));
    let mut out = preamble(view, options, &diagram);

    let mut children: Vec<Vec<NodeId>> = vec![Vec::new(); view.nodes.len()];
    let mut roots = Vec::new();
    for (index, node) in view.nodes.iter().enumerate() {
        let id = NodeId(index as u32);
        match node.parent {
            Some(parent) => children[parent.index()].push(id),
            None => roots.push(id),
        }
    }
    nodes(&mut out, view, &ids, &roots, &children);
    for (index, remark) in view.remarks.iter().enumerate() {
        line(&mut out, 1, &format!("n_{index}>{}]", quoted(std::slice::from_ref(remark))));
    }
    for edge in &view.edges {
        line(&mut out, 1, &flow(edge, &ids));
    }
    link_styles(&mut out, view);
    classes(&mut out, view, &ids);
    out
}

/// Front matter, the sort of diagram, and its title and description for screen readers.
pub(super) fn preamble(view: &View, options: &MermaidOptions, diagram: &str) -> String {
    let mut out = String::new();
    let title = [&view.title, &view.name].into_iter().find(|name| !name.trim().is_empty());
    let title = title.map_or("Diagram", |name| name.as_str());
    if options.title {
        line(&mut out, 0, "---");
        line(&mut out, 0, &format!("title: {}", yaml(title)));
        line(&mut out, 0, "---");
    }
    line(&mut out, 0, diagram);
    line(&mut out, 1, &format!("accTitle: {}", text(title)));
    let description = escape::description(&outline::paragraph(view, DESCRIPTION_LIMIT));
    line(&mut out, 1, &format!("accDescr {{ {description} }}"));
    out
}

/// The boxes and boundaries, depth first, with a stack of its own.
fn nodes(out: &mut String, view: &View, ids: &Ids, roots: &[NodeId], children: &[Vec<NodeId>]) {
    enum Step {
        Open(NodeId),
        Close,
    }
    let mut depth = 1;
    let mut stack: Vec<Step> = roots.iter().rev().map(|&id| Step::Open(id)).collect();
    while let Some(step) = stack.pop() {
        let Step::Open(id) = step else {
            depth -= 1;
            line(out, depth, "end");
            continue;
        };
        let node = &view.nodes[id.index()];
        if !node.container {
            line(out, depth, &format!("{}{}", ids.get(id), shaped(node)));
            continue;
        }
        // An empty boundary is drawn as a plain box anyway, and as a `subgraph` with a flow to itself it stops Mermaid 11.
        let loops = || view.edges.iter().any(|edge| edge.from == id && edge.to == id);
        if children[id.index()].is_empty() && loops() {
            line(out, depth, &format!("{}[{}]", ids.get(id), quoted(&[boundary_title(node)])));
            continue;
        }
        line(out, depth, &format!("subgraph {}[{}]", ids.get(id), quoted(&[boundary_title(node)])));
        depth += 1;
        if let Some(wish) = node.direction {
            line(out, depth, &format!("direction {}", direction(wish)));
        }
        stack.push(Step::Close);
        stack.extend(children[id.index()].iter().rev().map(|&child| Step::Open(child)));
    }
}

/// A box's label in the brackets of its shape.
fn shaped(node: &Node) -> String {
    let (open, close) = match node.look.shape {
        Shape::Box => ("[", "]"),
        Shape::Rounded => ("(", ")"),
        Shape::Cylinder => ("[(", ")]"),
        // A box with a bar at either end is the nearest to a lying pipe that Mermaid 10 has.
        Shape::Pipe => ("[[", "]]"),
        Shape::Hexagon => ("{{", "}}"),
        Shape::Person => ("([", "])"),
        Shape::Folder => ("[/", "\\]"),
    };
    format!("{open}{}{close}", quoted(&box_lines(node)))
}

/// What stands on a box: its status, its label, its technology, what it does.
fn box_lines(node: &Node) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(node.status.map(|status| format!("«{}»", status.word())));
    lines.push(label(node).to_owned());
    lines.extend(filled(node.tech.as_deref()).map(|tech| format!("({tech})")));
    lines.extend(filled(node.does.as_deref()).map(str::to_owned));
    lines
}

/// The same on one line: some versions of Mermaid let a second line of a boundary's title run into its insides.
fn boundary_title(node: &Node) -> String {
    let mut title = String::new();
    if let Some(status) = node.status {
        let _ = write!(title, "«{}» ", status.word());
    }
    title.push_str(label(node));
    if let Some(tech) = filled(node.tech.as_deref()) {
        let _ = write!(title, " ({tech})");
    }
    if let Some(does) = filled(node.does.as_deref()) {
        let _ = write!(title, " – {does}");
    }
    title
}

/// The label, or the name where there is none: Mermaid rejects an empty string, and nobody can point at a blank box.
pub(super) fn label(node: &Node) -> &str {
    filled(Some(&node.label)).unwrap_or(&node.id)
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// A flow's statement.
fn flow(edge: &Edge, ids: &Ids) -> String {
    // Spaces round the arrow are needed: `---x` and `---o` before a letter are heads.
    let arrow = match (edge.kind, edge.both) {
        (EdgeKind::Sync, false) => "-->",
        (EdgeKind::Sync, true) => "<-->",
        (EdgeKind::Async | EdgeKind::Return, false) => "-.->",
        (EdgeKind::Async | EdgeKind::Return, true) => "<-.->",
        (EdgeKind::Error, false) => "--x",
        (EdgeKind::Error, true) => "x--x",
    };
    let (from, to) = (ids.get(edge.from), ids.get(edge.to));
    let caption = flow_label(edge);
    if caption.is_empty() {
        format!("{from} {arrow} {to}")
    } else {
        format!("{from} {arrow}|{}| {to}", quoted(&[caption]))
    }
}

/// What stands on a flow: the mark of an error, a journey's step number, the caption.
pub(super) fn flow_label(edge: &Edge) -> String {
    let mark = (edge.kind == EdgeKind::Error).then_some("✗");
    let caption = edge.caption();
    let parts = mark.into_iter().chain(edge.step.as_deref()).chain([caption.as_str()]);
    parts.map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Colour for errors and a finer dotting for replies. Indices count the flows as written; one beyond them, or a
/// semicolon after a colour, would fail the whole diagram.
fn link_styles(out: &mut String, view: &View) {
    for (kind, style) in [
        (EdgeKind::Error, "stroke:#c62828,stroke-width:2px"),
        (EdgeKind::Return, "stroke-width:1px,stroke-dasharray:2 3"),
    ] {
        let indices = view.edges.iter().enumerate().filter(|(_, edge)| edge.kind == kind);
        let indices: Vec<String> = indices.map(|(index, _)| index.to_string()).collect();
        if !indices.is_empty() {
            line(out, 1, &format!("linkStyle {} {style}", indices.join(",")));
        }
    }
}

/// A class for each role that occurs, then the nodes that have it.
fn classes(out: &mut String, view: &View, ids: &Ids) {
    type Has = fn(&Node) -> bool;
    let table: [(&str, &str, Has); 13] = [
        ("person", "stroke:#6b4fc8", |node| node.look.accent == Accent::Person),
        ("app", "stroke:#1f5fd0", |node| node.look.accent == Accent::App),
        ("service", "stroke:#0b7a6f", |node| node.look.accent == Accent::Service),
        ("data", "stroke:#a85a08", |node| node.look.accent == Accent::Data),
        ("messaging", "stroke:#a02c84", |node| node.look.accent == Accent::Messaging),
        ("ext", "stroke:#5f6b7c", |node| node.look.accent == Accent::External),
        ("info", "stroke:#1f5fd0,stroke-width:2px", |node| node.look.accent == Accent::Info),
        ("warning", "stroke:#a15c00,stroke-width:2px", |node| node.look.accent == Accent::Warning),
        ("error", "stroke:#c62828,stroke-width:2px", |node| node.look.accent == Accent::Error),
        ("dashed", "stroke-dasharray:6 4", |node| node.look.border == Border::Dashed),
        ("double", "stroke-width:4px", |node| node.look.border == Border::Double),
        ("new", "stroke-width:3px", |node| node.status == Some(Status::New)),
        ("removed", "stroke-dasharray:2 3", |node| node.status == Some(Status::Removed)),
    ];
    for (class, style, has) in table {
        let members = view.nodes.iter().enumerate().filter(|(_, node)| has(node));
        let members: Vec<&str> = members.map(|(index, _)| ids.get(NodeId(index as u32))).collect();
        if !members.is_empty() {
            line(out, 1, &format!("classDef {class} {style}"));
            line(out, 1, &format!("class {} {class}", members.join(",")));
        }
    }
}

const fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Down => "TB",
        Direction::Right => "LR",
        Direction::Up => "BT",
        Direction::Left => "RL",
    }
}

/// One line, two spaces per level.
pub(super) fn line(out: &mut String, depth: usize, text: &str) {
    for _ in 0..depth {
        out.push_str("  ");
    }
    out.push_str(text);
    out.push('\n');
}
