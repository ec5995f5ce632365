//! API surfaces as a `classDiagram`: a class for each component, its base path as an annotation, a member for each
//! endpoint, a relation for each call.
//!
//! A member says method, path, purpose and error replies. What hangs on a component is there too: events as members, who
//! calls it and what it calls as classes, and each failure plan as a dashed relation of its own.
//!
//! What it cannot express: the further facts of an endpoint, such as its request, and two surfaces of one component, whose
//! members follow one another, each after its base path.

use super::MermaidOptions;
use super::common::{line, open};
use super::escape::text;
use super::ids::Ids;
use crate::view::card::{Card, Cell, Row, Section, SectionKind, Table};
use crate::view::{Edge, EdgeKind, Node, View};
use std::collections::{BTreeMap, BTreeSet};

/// The whole diagram.
pub fn write(view: &View, options: &MermaidOptions) -> String {
    let ids = Ids::new(view);
    let mut out = String::new();
    open(&mut out, view, options, "classDiagram");
    for (index, node) in view.nodes.iter().enumerate() {
        let id = ids.get(crate::view::NodeId(index as u32));
        class(&mut out, id, node);
    }
    for edge in &view.edges {
        relation(&mut out, ids.get(edge.from), ids.get(edge.to), edge.kind, edge.both, &caption(edge));
        for plan in &edge.plans {
            relation(&mut out, ids.get(edge.from), ids.get(edge.to), EdgeKind::Error, false, plan);
        }
    }
    let mut others =
        Others { drawn: view.edges.iter().map(|edge| edge.id.clone()).collect(), ..Others::default() };
    for (index, node) in view.nodes.iter().enumerate() {
        if let Some(card) = &node.card {
            around(&mut out, ids.get(crate::view::NodeId(index as u32)), card, &mut others);
        }
    }
    out
}

/// What stands on a call: `charge · REST/JSON`.
fn caption(edge: &Edge) -> String {
    edge.caption()
}

fn class(out: &mut String, id: &str, node: &Node) {
    line(out, 1, &format!("class {id}[\"{}\"] {{", label(&node.label)));
    let sections: &[Section] = node.card.as_ref().map_or(&[], |card| &card.sections);
    let bases: Vec<String> = sections.iter().filter_map(base).collect();
    let api = match bases.first() {
        Some(base) => format!("API {base}"),
        None => "API".to_owned(),
    };
    line(out, 2, &format!("<<{}>>", text(&api)));
    let mut seen = 0;
    for section in sections {
        match section.kind {
            SectionKind::Facts => {
                // The first base path is the annotation; a further one opens a further surface.
                if let Some(base) = base(section) {
                    seen += 1;
                    if seen > 1 {
                        member(out, &format!("API {base}"));
                    }
                }
                for row in &section.table.rows {
                    let [name, value] = row.cells.as_slice() else { continue };
                    if name.text("") != "Base path" {
                        member(out, &format!("{}: {}", name.text(""), value.text("")));
                    }
                }
            }
            SectionKind::Main => endpoints(out, &section.table),
            SectionKind::List if !is_around(section) => {
                for row in &section.table.rows {
                    let cells = row.cells.iter().filter(|cell| cell.mark.is_none());
                    let cells: Vec<String> = cells.map(|cell| cell.text(", ")).collect();
                    member(out, &format!("{}: {}", section.heading, cells.join(" – ")));
                }
            }
            SectionKind::List => {}
        }
    }
    line(out, 1, "}");
}

/// The base path that a section of facts gives.
fn base(section: &Section) -> Option<String> {
    if section.kind != SectionKind::Facts {
        return None;
    }
    let is_base = |row: &&Row| row.cells.first().is_some_and(|name| name.text("") == "Base path");
    section.table.rows.iter().find(is_base).and_then(|row| row.cells.get(1)).map(|cell| cell.text(""))
}

fn endpoints(out: &mut String, table: &Table) {
    if table.rows.is_empty() {
        member(out, table.blank);
    }
    for row in &table.rows {
        let cell = |index: usize| row.cells.get(index).map(|cell| cell.text(", ")).unwrap_or_default();
        let mut said = format!("{} {}", cell(0), cell(1));
        let purpose = cell(2);
        if !purpose.is_empty() {
            said.push_str(" – ");
            said.push_str(&purpose);
        }
        let errors = row.cells.last().map(|cell| cell.text(", ")).unwrap_or_default();
        if !errors.is_empty() {
            said.push_str(" ✗ ");
            said.push_str(&errors);
        }
        member(out, &said);
    }
}

/// A member; a space stands for one that says nothing.
fn member(out: &mut String, words: &str) {
    line(out, 2, &text(words));
}

/// Whether the rows of a section are about other components.
fn is_around(section: &Section) -> bool {
    matches!(section.table.of, "caller" | "call")
}

fn failures(row: &Row) -> impl Iterator<Item = String> + '_ {
    let lines = row.cells.iter().flat_map(|cell| &cell.lines);
    lines.filter(|line| line.tone == crate::view::card::Tone::Failure).map(|line| line.text.clone())
}

/// Components without a card.
#[derive(Default)]
struct Others {
    /// Their classes, by what they are.
    ids: BTreeMap<String, String>,
    /// The flows that are drawn.
    drawn: BTreeSet<String>,
}

/// Callers and calls of a component that have no card, as classes of their own.
fn around(out: &mut String, id: &str, card: &Card, others: &mut Others) {
    let Others { ids, drawn } = others;
    for section in card.sections.iter().filter(|section| is_around(section)) {
        let calls = section.table.of == "call";
        for row in &section.table.rows {
            if !drawn.insert(row.id.clone()) {
                continue;
            }
            let fact =
                |name: &str| row.facts.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone());
            let (Some(from), Some(to)) = (fact("from"), fact("to")) else { continue };
            let terms = row.cells.iter().enumerate();
            let named: Vec<(usize, &Cell)> = terms.filter(|(_, cell)| cell.mark.is_none()).collect();
            let (Some((_, name)), Some((_, what))) = (named.first(), named.get(1)) else { continue };
            let other = if calls { &to } else { &from };
            let other = if from == to {
                id.to_owned()
            } else {
                let next = format!("n_{}", ids.len() + 1);
                if !ids.contains_key(other) {
                    line(out, 1, &format!("class {next}[\"{}\"]", label(&name.text(""))));
                    ids.insert(other.clone(), next);
                }
                ids[other].clone()
            };
            let kind = match fact("kind").as_deref() {
                Some("async") => EdgeKind::Async,
                Some("error") => EdgeKind::Error,
                _ => EdgeKind::Sync,
            };
            let plain = what.lines.iter().filter(|line| line.tone != crate::view::card::Tone::Failure);
            let caption: Vec<String> = plain.map(|line| line.text.clone()).collect();
            let (a, b) = if calls { (id, other.as_str()) } else { (other.as_str(), id) };
            relation(out, a, b, kind, false, &caption.join(", "));
            for plan in failures(row) {
                relation(out, a, b, EdgeKind::Error, false, &plan);
            }
        }
    }
}

fn relation(out: &mut String, from: &str, to: &str, kind: EdgeKind, both: bool, caption: &str) {
    let arrow = match (kind, both) {
        (EdgeKind::Sync, false) => "-->",
        (EdgeKind::Sync, true) => "<-->",
        (_, false) => "..>",
        (_, true) => "<..>",
    };
    let mark = if kind == EdgeKind::Error { "✗ " } else { "" };
    let caption = format!("{mark}{caption}");
    let caption = caption.trim();
    if caption.is_empty() {
        line(out, 1, &format!("{from} {arrow} {to}"));
    } else {
        line(out, 1, &format!("{from} {arrow} {to} : {}", text(caption)));
    }
}

/// What stands between the quotes of a class: a space when there is nothing.
fn label(words: &str) -> String {
    let escaped = text(words);
    if escaped.trim().is_empty() { " ".to_owned() } else { escaped }
}
