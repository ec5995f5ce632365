//! The communication matrix: every flow as a row, in declaration order, those that journeys imply after the declared ones.
//!
//! Its columns are From → To, Method, Format, Sync/Async and Failure Handling; then Carries, Auth and Takes, where some flow
//! says so. What stands after the mode of a failure plan is its failure handling; a flow with several plans names the mode
//! of each. An error path by itself (`!>`) is a row like any other, and says that it is one.

use super::card::{Card, Cell, Column, ColumnStyle, Form, Row, Section, SectionKind, Table, Wrap};
use super::elements::{self, Choice, Names};
use super::{EdgeKind, Hints, Kind, Look, Node, View, ViewSpec, clean, edges, filter, plans};
use crate::diag::{Diagnostic, Outcome, codes};
use crate::model::{Accent, Arrow, Border, ElementId, Flow, Model, NamedView, Plan, Shape};
use crate::source::Span;
use indexmap::IndexMap;

/// What it is called.
const TITLE: &str = "communication matrix";

/// The matrix, where something communicates.
pub fn list(model: &Model) -> Vec<(String, String)> {
    if model.flows.is_empty() {
        return Vec::new();
    }
    let title = elements::title_of(model, TITLE);
    vec![("matrix".to_owned(), title)]
}

/// Makes the matrix. A named view keeps the flows that touch what it includes, and drops those that touch what it excludes.
pub fn project(model: &Model, spec: &ViewSpec<'_>) -> Outcome<View> {
    let errors = !spec.named.is_some_and(|named| named.without_errors);
    let table = table(model, spec, errors);
    let title = elements::title(model, spec, TITLE);
    let mut view =
        View { name: clean::line(spec.name), kind: spec.of.kind, title: title.clone(), ..View::default() };
    if table.rows.is_empty() {
        return Outcome { value: view, diagnostics: vec![empty(model, spec)] };
    }
    let span = table.rows[0].span;
    let sections = vec![Section { heading: "", kind: SectionKind::Main, table }];
    view.nodes.push(Node {
        id: "matrix".to_owned(),
        label: title,
        kind: "matrix".to_owned(),
        base: Kind::Component,
        tech: None,
        does: None,
        parent: None,
        container: false,
        look: Look { shape: Shape::Box, border: Border::Solid, accent: Accent::Neutral },
        status: None,
        link: None,
        tags: Vec::new(),
        direction: None,
        hints: Hints::default(),
        card: Some(Card { form: Form::Bare, sections }),
        span,
    });
    Outcome::clean(view)
}

fn table(model: &Model, spec: &ViewSpec<'_>, errors: bool) -> Table {
    let choice = Choice::new(model, spec);
    let lifted = lifted(model, spec);
    let names = Names::new(model);
    let mut columns = vec![
        Column::new("From → To", ColumnStyle::Term, Wrap::Second),
        Column::new("Method", ColumnStyle::Text, Wrap::Second).or(NONE),
        Column::new("Format", ColumnStyle::Text, Wrap::Second).or(NONE),
        Column::new("Sync/Async", ColumnStyle::Text, Wrap::Last),
        Column::new("Failure Handling", ColumnStyle::Text, Wrap::First).or(NONE),
        Column::new("Carries", ColumnStyle::Text, Wrap::Second).optional().folding_into(0, "carries"),
        Column::new("Auth", ColumnStyle::Text, Wrap::Second).optional().folding_into(0, "auth"),
        Column::new("Takes", ColumnStyle::Text, Wrap::Last).optional().folding_into(0, "takes"),
    ];
    let stand = |id: ElementId| lifted[id.index()];
    let shown = |flow: &&Flow| {
        let ends = [flow.from, flow.to];
        let (Some(from), Some(to)) = (stand(flow.from), stand(flow.to)) else { return false };
        ends.iter().any(|&end| choice.includes(end))
            && !ends.iter().any(|&end| choice.excludes(end))
            && (errors || !flow.is_error())
            // What happens inside a boundary that is drawn as one box is not seen.
            && (from != to || flow.from == flow.to || (from, to) == (flow.from, flow.to))
    };
    let flows: Vec<&Flow> = model.flows.iter().filter(shown).collect();
    let mut pairs: IndexMap<(Option<ElementId>, Option<ElementId>), usize> = IndexMap::new();
    for flow in &flows {
        *pairs.entry((stand(flow.from), stand(flow.to))).or_default() += 1;
    }
    let rows = flows.iter().map(|flow| {
        let (from, to) = (stand(flow.from).unwrap_or(flow.from), stand(flow.to).unwrap_or(flow.to));
        // Where several flows join a pair, their labels tell them apart.
        let several = pairs.get(&(Some(from), Some(to))).is_some_and(|&count| count > 1);
        let mut cells = row(model, flow, &ends(&names, flow, (from, to), several));
        if !errors {
            cells.remove(FAILURE);
        }
        Row { cells, ..edges::row(model, flow) }
    });
    let rows = rows.collect();
    if !errors {
        columns.remove(FAILURE);
    }
    Table { of: "flow", keys: Vec::new(), columns, rows, blank: "" }
}

/// The column of failure handling.
const FAILURE: usize = 4;
/// What stands where nothing is said.
const NONE: &str = "–";

/// `Orders → Sessions`; with the flow's label where that pair has several.
fn ends(names: &Names<'_>, flow: &Flow, (from, to): (ElementId, ElementId), several: bool) -> String {
    let arrow = if flow.arrow == Arrow::Both { '↔' } else { '→' };
    let pair = format!("{}\n{arrow} {}", names.get(from), names.get(to));
    let label = clean::line(flow.facts.label());
    if several && !label.is_empty() { format!("{pair} ({label})") } else { pair }
}

fn row(model: &Model, flow: &Flow, ends: &str) -> Vec<Cell> {
    let facts = &flow.facts;
    let tech = facts.tech.as_ref();
    let mode = match edges::kind(flow) {
        EdgeKind::Error => "Error path",
        EdgeKind::Async => "Async",
        EdgeKind::Sync | EdgeKind::Return => "Sync",
    };
    let carries: Vec<String> = facts.carries.iter().map(|name| clean::line(&name.value)).collect();
    vec![
        Cell::of(ends),
        Cell::of(tech.map(|tech| clean::line(&tech.method)).unwrap_or_default()),
        Cell::of(tech.and_then(|tech| tech.format.as_deref()).map(clean::line).unwrap_or_default()),
        Cell::of(mode),
        failure(model, &facts.plans),
        Cell::of(carries.join(", ")),
        Cell::of(elements::text(facts.auth.as_ref())),
        Cell::of(facts.takes.as_ref().map(|takes| clean::line(&takes.text)).unwrap_or_default()),
    ]
}

/// What is done; of several plans each with what it is for.
fn failure(model: &Model, all: &[Plan]) -> Cell {
    match all {
        [only] => Cell::of(plans::actions(model, &only.actions)),
        all => all.iter().fold(Cell::default(), |cell, plan| cell.with(plans::plan(model, plan))),
    }
}

/// What stands for each element when boundaries are collapsed.
fn lifted(model: &Model, spec: &ViewSpec<'_>) -> Vec<Option<ElementId>> {
    let whole =
        spec.named.map(|named| NamedView { include: Vec::new(), exclude: Vec::new(), ..named.clone() });
    filter::choose(model, &ViewSpec { named: whole.as_ref(), ..*spec }).stand
}

fn empty(model: &Model, spec: &ViewSpec<'_>) -> Diagnostic {
    match spec.named {
        Some(named) if !model.flows.is_empty() => Diagnostic::warning(
            codes::EMPTY_VIEW,
            named.name.span,
            format!("the view `{}` shows no flow", spec.name),
        )
        .here("none of the flows is left")
        .help(
            "a matrix keeps the flows that begin or end at what is included: include more, or exclude less",
        ),
        _ => Diagnostic::warning(codes::EMPTY_VIEW, Span::default(), "the source declares no flow")
            .here("nothing to draw")
            .help("add one, such as `web -> orders \"places\" [REST/JSON]`"),
    }
}
