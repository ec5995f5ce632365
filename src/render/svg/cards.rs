//! Cards: a quiet box with rows of text, hairlines between them, and what a machine reads in letters of one width.
//!
//! Each row is a group with its class and what it stands for: `g.row.endpoint` with `data-method` and `data-path`,
//! `g.row.flow` with `data-from` and `data-to`, `g.row.field` with `data-field`.

use super::edges;
use super::labels::{self, Anchor};
use super::theme::{Paint, Role};
use super::xml::{Element, px};
use crate::scene::TextRole;
use crate::scene::card::{Card, Row, Rule};

/// What stands in a card, from back to front.
pub(super) fn card<'a>(paint: &'a Paint, card: &'a Card) -> impl Iterator<Item = Element> + 'a {
    let rules = card.rules.iter().map(|line| rule(paint, line));
    let heads = card.heads.iter().map(|head| labels::line(paint, head, Anchor::Start, Role::Muted));
    let rows = card.rows.iter().map(|line| row(paint, line));
    rules.chain(heads).chain(rows)
}

fn rule(paint: &Paint, rule: &Rule) -> Element {
    let line = Element::new("line")
        .class("rule")
        .num("x1", px(rule.from.x))
        .num("y1", px(rule.from.y))
        .num("x2", px(rule.to.x))
        .num("y2", px(rule.to.y));
    if rule.strong { paint.stroke(line, Role::Outline, 1.0) } else { paint.stroke(line, Role::Edge, 1.0) }
}

fn row(paint: &Paint, row: &Row) -> Element {
    let mut group = Element::new("g").class("row").class(row.of);
    for tag in &row.tags {
        group = group.class(&format!("tag-{tag}"));
    }
    if !row.id.is_empty() {
        group = group.set("data-id", &row.id);
    }
    for (name, value) in &row.facts {
        group = group.set(&format!("data-{name}"), value);
    }
    for (kind, place) in &row.marks {
        group = group.extend(edges::sample(paint, *kind, *place));
    }
    group.extend(row.texts.iter().map(|text| {
        let colour = match text.role {
            TextRole::Failure => Role::Error,
            TextRole::Detail => Role::Muted,
            _ => Role::Ink,
        };
        labels::line(paint, text, Anchor::Start, colour)
    }))
}
