//! The data model: entities with their fields and relations, who owns each and where it is stored.
//!
//! Declared entities come first. One that is only owned, stored or related to is a box too, with a dashed outline, so that
//! no relation and no owner is lost. A relation is a field and an edge; its label says the field and how many it leads to:
//! `1`, `0..1` or `*`. How many lead back is not said in the language, so it is said in no drawing.

use super::card::{Card, Cell, Column, ColumnStyle, Form, Row, Section, SectionKind, Table, Wrap};
use super::elements::{self, Choice, Names};
use super::{Edge, EdgeKind, Hints, Kind, Look, Node, NodeId, View, ViewSpec, clean};
use crate::diag::{Diagnostic, Outcome, codes};
use crate::model::facts::{Count, Entity, Field, FieldKind};
use crate::model::{Accent, Border, ElementId, Model, Selector, Shape};
use crate::source::{Span, Spanned};
use indexmap::IndexMap;

/// What it is called.
const TITLE: &str = "data model";

/// The data model, where there is data.
pub fn list(model: &Model) -> Vec<(String, String)> {
    if known(model).is_empty() {
        return Vec::new();
    }
    let title = elements::title_of(model, TITLE);
    vec![("entities".to_owned(), title)]
}

/// An entity, declared or only named.
struct Known<'m> {
    name: &'m str,
    declared: Option<&'m Entity>,
    owners: Vec<ElementId>,
    stores: Vec<ElementId>,
    span: Span,
}

/// Every entity: the declared ones, then those that are only named, in the order of the source.
fn known(model: &Model) -> IndexMap<&str, Known<'_>> {
    let mut all: IndexMap<&str, Known<'_>> = IndexMap::new();
    for entity in &model.design.entities {
        let known = named(&entity.name);
        all.entry(&entity.name.value).or_insert(Known { declared: Some(entity), ..known });
    }
    for element in &model.elements {
        for name in &element.facts.owns {
            all.entry(&name.value).or_insert_with(|| named(name)).owners.push(element.id);
        }
        for name in &element.facts.stores {
            all.entry(&name.value).or_insert_with(|| named(name)).stores.push(element.id);
        }
    }
    for field in model.design.entities.iter().flat_map(|entity| &entity.fields) {
        if let FieldKind::Relation { target, .. } = &field.kind {
            all.entry(&target.value).or_insert_with(|| named(target));
        }
    }
    all
}

fn named(name: &Spanned<String>) -> Known<'_> {
    Known { name: &name.value, declared: None, owners: Vec::new(), stores: Vec::new(), span: name.span }
}

/// Makes the data model. A named view chooses entities by their tags, or by what owns or stores them.
pub fn project(model: &Model, spec: &ViewSpec<'_>) -> Outcome<View> {
    let names = Names::new(model);
    let own_direction = spec.named.and_then(|named| named.direction);
    let mut view = View {
        name: clean::line(spec.name),
        kind: spec.of.kind,
        title: elements::title(model, spec, TITLE),
        direction: own_direction,
        ..View::default()
    };
    let all = known(model);
    let chosen = choose(model, spec, &all);
    let mut places: IndexMap<&str, NodeId> = IndexMap::new();
    for (known, _) in all.values().zip(&chosen).filter(|(_, shown)| **shown) {
        places.insert(known.name, NodeId(view.nodes.len() as u32));
        view.nodes.push(node(known, &names));
    }
    for known in all.values() {
        let Some(&from) = places.get(known.name) else { continue };
        for field in known.declared.iter().flat_map(|entity| &entity.fields) {
            let FieldKind::Relation { target, count } = &field.kind else { continue };
            let Some(&to) = places.get(target.value.as_str()) else { continue };
            view.edges.push(relation(view.edges.len(), from, to, field, *count));
        }
    }
    let diagnostics = if view.nodes.is_empty() { vec![empty(spec, !all.is_empty())] } else { Vec::new() };
    Outcome { value: view, diagnostics }
}

/// Which entities a named view shows.
fn choose(model: &Model, spec: &ViewSpec<'_>, all: &IndexMap<&str, Known<'_>>) -> Vec<bool> {
    let choice = Choice::new(model, spec);
    let tagged = |known: &Known<'_>, selectors: &[Spanned<Selector>]| {
        let tags = known.declared.iter().flat_map(|entity| &entity.tags);
        tags.into_iter().any(|tag| {
            selectors.iter().any(|one| matches!(&one.value, Selector::Tag(wanted) if *wanted == tag.value))
        })
    };
    let is_shown = |known: &Known<'_>| {
        let Some(named) = spec.named else { return true };
        let holders = || known.owners.iter().chain(&known.stores).copied();
        let included = named.include.is_empty()
            || tagged(known, &named.include)
            || holders().any(|holder| choice.includes(holder));
        included && !tagged(known, &named.exclude) && !holders().any(|holder| choice.excludes(holder))
    };
    all.values().map(is_shown).collect()
}

fn node(known: &Known<'_>, names: &Names<'_>) -> Node {
    let list = |ids: &[ElementId]| {
        let mut listed: Vec<String> = Vec::new();
        for name in ids.iter().map(|&id| names.get(id)) {
            if !listed.contains(&name) {
                listed.push(name);
            }
        }
        listed.join(", ")
    };
    let (owner, store) = (list(&known.owners), list(&known.stores));
    let name = clean::line(known.name);
    let fields = fields(known, &name, &owner, &store);
    let mut sections = vec![Section { heading: "", kind: SectionKind::Main, table: fields }];
    sections.extend(holders(&owner, &store));
    let border = if known.declared.is_some() { Border::Solid } else { Border::Dashed };
    let label = known.declared.and_then(|entity| entity.label.as_ref());
    Node {
        id: name.clone(),
        label: name,
        kind: "entity".to_owned(),
        base: Kind::Component,
        tech: None,
        does: Some(elements::text(label)).filter(|label| !label.is_empty()),
        parent: None,
        container: false,
        look: Look { shape: Shape::Box, border, accent: Accent::Data },
        status: None,
        link: None,
        tags: known.declared.iter().flat_map(|entity| &entity.tags).map(|tag| tag.value.clone()).collect(),
        direction: None,
        hints: Hints::default(),
        card: Some(Card { form: Form::Box, sections }),
        span: known.span,
    }
}

fn fields(known: &Known<'_>, name: &str, owner: &str, store: &str) -> Table {
    let columns = vec![
        Column::new("Field", ColumnStyle::Code, Wrap::Last),
        Column::new("Type", ColumnStyle::Text, Wrap::Second),
        Column::new("Key", ColumnStyle::Term, Wrap::Never).optional(),
        Column::new("Note", ColumnStyle::Muted, Wrap::First).optional(),
    ];
    let rows = known.declared.iter().flat_map(|entity| &entity.fields).map(row).collect();
    let keys = vec![("Entity", name.to_owned()), ("Owner", owner.to_owned()), ("Store", store.to_owned())];
    let blank = if known.declared.is_some() { "no fields yet" } else { "not declared" };
    Table { of: "field", keys, columns, rows, blank }
}

fn row(field: &Field) -> Row {
    let name = clean::line(&field.name.value);
    let kind = match &field.kind {
        FieldKind::Untyped => String::new(),
        FieldKind::Type(kind) => clean::line(&kind.value),
        FieldKind::Values(values) => clean::line(&values.value),
        FieldKind::Relation { target, count } => {
            format!("→ {}{}", clean::line(&target.value), suffix(*count))
        }
    };
    let key = if field.key { "key" } else { "" };
    let note = elements::text(field.note.as_ref());
    Row {
        facts: vec![("field", name.clone()), ("type", kind.clone()), ("key", key.to_owned())],
        cells: vec![Cell::of(name), Cell::of(kind), Cell::of(key), Cell::of(note)],
        span: field.span,
        ..Row::default()
    }
}

/// How many, as the language writes it.
const fn suffix(count: Count) -> &'static str {
    match count {
        Count::One => "",
        Count::Optional => "?",
        Count::Many => "[]",
    }
}

/// How many, as a drawing says it.
const fn cardinality(count: Count) -> &'static str {
    match count {
        Count::One => "1",
        Count::Optional => "0..1",
        Count::Many => "*",
    }
}

/// Who owns an entity and what stores it.
fn holders(owner: &str, store: &str) -> Option<Section> {
    let row = |(name, value): (&'static str, &str)| Row {
        cells: vec![Cell::of(name), Cell::of(value)],
        facts: vec![("name", name.to_owned()), ("value", value.to_owned())],
        ..Row::default()
    };
    let facts = [("Owner", owner), ("Store", store)];
    let rows: Vec<Row> = facts.into_iter().filter(|(_, value)| !value.is_empty()).map(row).collect();
    let columns = vec![
        Column::new("Fact", ColumnStyle::Muted, Wrap::Never),
        Column::new("Value", ColumnStyle::Text, Wrap::First),
    ];
    let table = Table { of: "fact", columns, rows, ..Table::default() };
    (!table.rows.is_empty()).then_some(Section { heading: "", kind: SectionKind::Facts, table })
}

fn relation(index: usize, from: NodeId, to: NodeId, field: &Field, count: Count) -> Edge {
    Edge {
        id: format!("r{}", index + 1),
        from,
        to,
        kind: EdgeKind::Sync,
        both: false,
        label: clean::line(&field.name.value),
        tech: Some(cardinality(count).to_owned()),
        step: None,
        count: 1,
        plans: Vec::new(),
        tags: Vec::new(),
        span: field.span,
    }
}

fn empty(spec: &ViewSpec<'_>, some: bool) -> Diagnostic {
    match spec.named {
        Some(named) if some => Diagnostic::warning(
            codes::EMPTY_VIEW,
            named.name.span,
            format!("the view `{}` shows no entity", spec.name),
        )
        .here("none of the entities is left")
        .help("entities are chosen by their tags, and by what owns or stores them"),
        _ => Diagnostic::warning(codes::EMPTY_VIEW, Span::default(), "the source declares no entity")
            .here("nothing to draw")
            .help("add one at the top of the file: `entity Order { id uuid key; customer -> Customer }`"),
    }
}
