//! The data model as an `erDiagram`: an entity for each, an attribute for each field, a relation for each that leads to
//! another.
//!
//! Mermaid takes only plain words as names and types of attributes; where one is not, or says more than a word, the comment
//! behind it has it as written. A relation says how many it leads to (`||` one, `o|` none or one, `o{` any number); the
//! language does not say how many lead back, so that end is always the weakest there is, `}o`: any number.
//!
//! What it cannot express: what an entity is (its label), and who owns and stores it: those are a comment on its
//! first attribute, or an attribute of their own where it has no fields.

use super::MermaidOptions;
use super::common::{line, open};
use super::escape::text;
use super::ids::{Ids, slug};
use crate::view::card::{Row, SectionKind, Table};
use crate::view::{Edge, Node, NodeId, View};

/// The whole diagram.
pub fn write(view: &View, options: &MermaidOptions) -> String {
    let ids = Ids::new(view);
    let mut out = String::new();
    open(&mut out, view, options, "erDiagram");
    for (index, node) in view.nodes.iter().enumerate() {
        let id = ids.get(NodeId(index as u32));
        entity(&mut out, id, node);
    }
    for edge in &view.edges {
        relation(&mut out, &ids, edge);
    }
    out
}

fn entity(out: &mut String, id: &str, node: &Node) {
    let name = text(&node.label);
    let name = if name.trim().is_empty() { id.to_owned() } else { name };
    line(out, 1, &format!("{id}[\"{name}\"] {{"));
    let sections = || node.card.iter().flat_map(|card| &card.sections);
    let mut names: Vec<String> = Vec::new();
    for table in sections().filter(|section| section.kind == SectionKind::Main).map(|section| &section.table)
    {
        if table.rows.is_empty() {
            attribute(out, "none", "fields", "", table.blank);
        }
        for row in &table.rows {
            field(out, table, row, &mut names);
        }
    }
    let facts = sections().filter(|section| section.kind == SectionKind::Facts);
    for row in facts.flat_map(|section| &section.table.rows) {
        let cell = |index: usize| row.cells.get(index).map(|cell| cell.text(", ")).unwrap_or_default();
        // Mermaid has no place for these but an attribute.
        let word = cell(0).to_lowercase();
        attribute(out, "_", &word, "", &cell(1));
    }
    if let Some(does) = &node.does {
        attribute(out, "_", "about", "", does);
    }
    line(out, 1, "}");
}

fn field(out: &mut String, table: &Table, row: &Row, names: &mut Vec<String>) {
    let cell = |title: &str| {
        let index = table.columns.iter().position(|column| column.title == title);
        index.and_then(|index| row.cells.get(index)).map(|cell| cell.text(", ")).unwrap_or_default()
    };
    let (name, kind, key, note) = (cell("Field"), cell("Type"), cell("Key"), cell("Note"));
    let related = kind.strip_prefix("→ ");
    // How many it leads to is said by the relation.
    let said = related.map_or(kind.as_str(), |target| target.trim_end_matches('?'));
    let mut plain_name = word(&name);
    // Two names may come out as one word, and Mermaid 10 would then draw them as one.
    while names.contains(&plain_name) {
        plain_name.push('_');
    }
    names.push(plain_name.clone());
    let plain_kind = if said.is_empty() { "_".to_owned() } else { word(said) };
    let mut keys = Vec::new();
    if !key.is_empty() {
        keys.push("PK");
    }
    if related.is_some() {
        keys.push("FK");
    }
    let mut comment = Vec::new();
    if plain_name != name {
        comment.push(name);
    }
    if plain_kind != said && !said.is_empty() {
        comment.push(said.to_owned());
    }
    if !note.is_empty() {
        comment.push(note);
    }
    attribute(out, &plain_kind, &plain_name, &keys.join(", "), &comment.join(" · "));
}

fn attribute(out: &mut String, kind: &str, name: &str, keys: &str, comment: &str) {
    let mut said = format!("{kind} {name}");
    if !keys.is_empty() {
        said.push(' ');
        said.push_str(keys);
    }
    if !comment.is_empty() {
        said.push_str(&format!(" \"{}\"", text(comment)));
    }
    line(out, 2, &said);
}

/// A name or a type as one plain word: letters, digits, underscores; brackets of a type at its end stay.
fn word(name: &str) -> String {
    let (body, many) = match name.strip_suffix("[]") {
        Some(body) => (body, "[]"),
        None => (name, ""),
    };
    let mut slug: String = if body.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        body.to_owned()
    } else {
        slug(body)
    };
    // `PK`, `FK` and `UK` are keys, a digit begins no word.
    let is_key = ["PK", "FK", "UK"].contains(&slug.to_ascii_uppercase().as_str());
    if is_key || !slug.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        slug.insert(0, '_');
    }
    format!("{slug}{many}")
}

fn relation(out: &mut String, ids: &Ids, edge: &Edge) {
    let target = match edge.tech.as_deref() {
        Some("0..1") => "o|",
        Some("*") => "o{",
        _ => "||",
    };
    let (from, to) = (ids.get(edge.from), ids.get(edge.to));
    let label = text(&edge.label);
    let label = if label.trim().is_empty() { " ".to_owned() } else { label };
    line(out, 1, &format!("{from} }}o--{target} {to} : \"{label}\""));
}
