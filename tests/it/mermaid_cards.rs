//! The real Mermaid reads our class and entity diagrams back, in versions 10.9, 11 and 12: every endpoint, call and plan,
//! every entity, field, key and relation, whatever the texts hold.

use crate::corpus;
use crate::mermaid_parsers::{NASTY, Read, likeness, list, read_back, same, source, text};
use cutaway::pipeline;
use cutaway::view::card::{Row, SectionKind, Tone};
use cutaway::view::{EdgeKind, View, ViewKind};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

fn check(name: &str, views: &[View], compare: fn(&View, &Read) -> Result<(), String>) {
    let Some(versions) = read_back(name, views) else { return };
    for (version, reads) in versions {
        assert_eq!(reads.len(), views.len());
        for (view, read) in views.iter().zip(reads) {
            if let Some(error) = read.get("error") {
                panic!("{version} refuses {}: {error}\n{}", view.name, source(view));
            }
            if let Err(difference) = compare(view, &read) {
                panic!("{version}: {difference}\n{}", source(view));
            }
        }
    }
}

/// Every view of a kind, of all samples and of a nasty design.
fn views(kind: ViewKind) -> Vec<View> {
    let nasty = cutaway::compile("nasty", &nasty());
    let found: Vec<&str> = nasty.diagnostics().iter().map(|found| found.message.as_str()).collect();
    assert!(!nasty.has_errors(), "{found:?}");
    let samples = corpus::samples();
    let models = samples.iter().map(|sample| &sample.compiled.value.model).chain([nasty.model()]);
    let views = models.flat_map(|model| {
        pipeline::views(model).into_iter().map(|(name, _)| pipeline::project(model, &name).value)
    });
    views.filter(|view| view.kind == kind).collect()
}

/// A string of the language.
fn string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A design whose texts are all nasty.
fn nasty() -> String {
    let mut out =
        String::from("title \"a & b: #35; %%{x}%%\"\nservice zero \"zero\" { api { GET /zero } }\n");
    for (index, label) in NASTY.iter().enumerate() {
        let said = string(label);
        let _ = writeln!(
            out,
            "service s{index} {said} {{ api {said} [x{index}] {{ auth {said}; GET {path} {said} ! 404 {said}, 5xx }} }}",
            path = string(&format!("/{label}")),
        );
        let _ = writeln!(out, "s{index} -> zero {said}\n  ! down {said}: respond 503 {said}");
        let _ = writeln!(
            out,
            "entity E{index} {said} {{ id {said} key {said}; back -> E{index}?; next -> E{}[] }}",
            (index + 1) % NASTY.len()
        );
    }
    out
}

/// What Mermaid is to read for a text: blank ends are not kept.
fn trimmed(text: &str) -> String {
    likeness(text.trim()).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn joined(read: &Read) -> String {
    text(read).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn classes(view: &View, read: &Read) -> Result<(), String> {
    let classes = list(&read["classes"]);
    let relations = list(&read["relations"]);
    let mut ids: Vec<&str> = Vec::new();
    for (node, class) in view.nodes.iter().zip(classes) {
        ids.push(text(&class["id"]));
        same("class", &joined(&class["label"]), &trimmed(&node.label))?;
        let annotation = list(&class["annotations"]).first().map(joined).unwrap_or_default();
        if !annotation.starts_with("API") {
            return Err(format!("`{annotation}` is no surface"));
        }
        let members: Vec<String> = list(&class["members"]).iter().map(joined).collect();
        let mut wanted = members.iter();
        let sections = node.card.iter().flat_map(|card| &card.sections);
        for row in sections.filter(|section| section.kind == SectionKind::Main).flat_map(|s| &s.table.rows) {
            let cell = |index: usize| row.cells[index].text(", ");
            let mut said = format!("{} {}", cell(0), cell(1));
            if !cell(2).is_empty() {
                said = format!("{said} – {}", cell(2));
            }
            if !cell(row.cells.len() - 1).is_empty() {
                said = format!("{said} ✗ {}", cell(row.cells.len() - 1));
            }
            let said = trimmed(&said);
            if !wanted.any(|member| *member == said) {
                return Err(format!("`{said}` is not among {members:#?}"));
            }
        }
    }
    let mut drawn = relations.iter();
    for edge in &view.edges {
        let mark = if edge.kind == EdgeKind::Error { "✗ " } else { "" };
        let plans = edge.plans.iter().map(|plan| (true, format!("✗ {plan}")));
        let lines = [(edge.kind != EdgeKind::Sync, format!("{mark}{}", edge.caption()))];
        for (dotted, title) in lines.into_iter().chain(plans) {
            let relation = drawn.next().ok_or("a relation is missing")?;
            same("source", &text(&relation["from"]), &ids[edge.from.index()])?;
            same("target", &text(&relation["to"]), &ids[edge.to.index()])?;
            same("title", &joined(&relation["title"]), &trimmed(&title))?;
            same("dotted", &relation["dotted"].as_bool(), &Some(dotted))?;
        }
    }
    // Callers and calls without a card of their own follow, each flow once however many cards name it.
    let cards = view.nodes.iter().flat_map(|node| &node.card).flat_map(|card| &card.sections);
    let rows = cards.filter(|section| ["caller", "call"].contains(&section.table.of));
    let mut around: BTreeMap<&str, &Row> = BTreeMap::new();
    for row in rows.flat_map(|section| &section.table.rows) {
        if view.edges.iter().all(|edge| edge.id != row.id) {
            around.insert(&row.id, row);
        }
    }
    let named = |row: &Row, end: &str| row.facts.iter().find(|fact| fact.0 == end).map(|fact| fact.1.clone());
    let others: BTreeSet<String> = around
        .values()
        .flat_map(|row| ["from", "to"].map(|end| named(row, end)))
        .flatten()
        .filter(|id| view.nodes.iter().all(|node| node.id != *id))
        .collect();
    same("classes", &classes.len(), &(view.nodes.len() + others.len()))?;
    let meant = around.len() + around.values().map(|row| failures(row)).sum::<usize>();
    same("relations left", &drawn.count(), &meant)
}

/// How many failure plans a row tells of.
fn failures(row: &Row) -> usize {
    row.cells.iter().flat_map(|cell| &cell.lines).filter(|line| line.tone == Tone::Failure).count()
}

#[test]
fn surfaces_read_back() {
    check("classes", &views(ViewKind::Api), classes);
}

fn entities(view: &View, read: &Read) -> Result<(), String> {
    let entities = list(&read["entities"]);
    same("entities", &entities.len(), &view.nodes.len())?;
    let names: Vec<&str> = entities.iter().map(|entity| text(&entity["name"])).collect();
    for (node, entity) in view.nodes.iter().zip(entities) {
        same("entity", &joined(&entity["alias"]), &trimmed(&node.label))?;
        let attributes = list(&entity["attributes"]);
        let sections = node.card.iter().flat_map(|card| &card.sections);
        let rows = sections.filter(|section| section.kind == SectionKind::Main).flat_map(|s| &s.table.rows);
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (row, attribute) in rows.zip(attributes) {
            let cell = |index: usize| row.cells[index].text(", ");
            let (name, kind, key, note) = (cell(0), cell(1), cell(2), cell(3));
            let comment = joined(&attribute["comment"]);
            // What is no plain word stands in the comment as written.
            let says = |what: &str, word: &Read| {
                let told = text(word) == what || comment.contains(&trimmed(what));
                if told { Ok(()) } else { Err(format!("`{what}` is neither {word} nor in `{comment}`")) }
            };
            says(&name, &attribute["name"])?;
            let kind = kind.trim_start_matches("→ ").trim_end_matches('?');
            if !kind.is_empty() {
                says(kind, &attribute["type"])?;
            }
            if !comment.contains(&trimmed(&note)) {
                return Err(format!("the note `{note}` is not in `{comment}`"));
            }
            let keys: Vec<&str> = list(&attribute["keys"]).iter().map(text).collect();
            same("key", &keys.contains(&"PK"), &!key.is_empty())?;
            same("relation", &keys.contains(&"FK"), &cell(1).starts_with('→'))?;
            *seen.entry(text(&attribute["name"])).or_default() += 1;
        }
        if let Some((name, _)) = seen.iter().find(|(_, count)| **count > 1) {
            return Err(format!("two attributes are called {name}"));
        }
    }
    let relations = list(&read["relations"]);
    same("relations", &relations.len(), &view.edges.len())?;
    for (relation, edge) in relations.iter().zip(&view.edges) {
        same("from", &text(&relation["from"]), &names[edge.from.index()])?;
        same("to", &text(&relation["to"]), &names[edge.to.index()])?;
        same("role", &joined(&relation["role"]), &trimmed(&edge.label))?;
        let meant = match edge.tech.as_deref() {
            Some("0..1") => "ZERO_OR_ONE",
            Some("*") => "ZERO_OR_MORE",
            _ => "ONLY_ONE",
        };
        same("leads to", &text(&relation["leadsTo"]), &meant)?;
        same("leads back", &text(&relation["leadsBack"]), &"ZERO_OR_MORE")?;
    }
    Ok(())
}

#[test]
fn data_models_read_back() {
    check("entities", &views(ViewKind::Entities), entities);
}
