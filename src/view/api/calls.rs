//! What hangs on a surface: events, callers, calls; and the calls between surfaces as edges.

use super::{Cell, Column, ColumnStyle, EdgeKind, NodeId, Row, Section, SectionKind, Table, Wrap, clean};
use crate::model::journey::each_step_and_block;
use crate::model::surface::title;
use crate::model::{Element, ElementId, Flow, FlowId, Model};
use crate::view::elements::{self, Names};
use crate::view::{Edge, edges, plans};
use indexmap::{IndexMap, IndexSet};

/// The events a component publishes, when, and who consumes them.
pub(super) fn published(model: &Model, element: &Element, names: &Names<'_>) -> Option<Section> {
    let rows = element.facts.publishes.iter().map(|publication| {
        let event = clean::line(&publication.event.value);
        let consumers: Vec<String> = model
            .elements
            .iter()
            .filter(|other| other.facts.consumes.iter().any(|name| name.value == publication.event.value))
            .map(|other| names.get(other.id))
            .collect();
        let consumed = match consumers.as_slice() {
            [] => "no consumer declared".to_owned(),
            consumers => format!("consumed by {}", consumers.join(", ")),
        };
        let when = elements::text(publication.when.as_ref());
        Row {
            cells: vec![Cell::mark(EdgeKind::Async), Cell::of(event.clone()), Cell::of(when).with(consumed)],
            facts: vec![("event", event)],
            span: publication.event.span,
            ..Row::default()
        }
    });
    let columns = vec![MARK, EVENT, Column::new("When, by whom", ColumnStyle::Text, Wrap::First)];
    section("Events published", "published", columns, rows.collect())
}

/// The events it consumes, and who publishes them.
pub(super) fn consumed(model: &Model, element: &Element, names: &Names<'_>) -> Option<Section> {
    let rows = element.facts.consumes.iter().map(|consumed| {
        let event = clean::line(&consumed.value);
        let publishers: Vec<String> = model
            .elements
            .iter()
            .filter(|other| other.facts.publishes.iter().any(|made| made.event.value == consumed.value))
            .map(|other| names.get(other.id))
            .collect();
        let by = match publishers.as_slice() {
            [] => "no publisher declared".to_owned(),
            publishers => format!("published by {}", publishers.join(", ")),
        };
        Row {
            cells: vec![Cell::of(event.clone()), Cell::mark(EdgeKind::Async), Cell::of(by)],
            facts: vec![("event", event)],
            span: consumed.span,
            ..Row::default()
        }
    });
    let columns = vec![EVENT, MARK, Column::new("By whom", ColumnStyle::Text, Wrap::First)];
    section("Events consumed", "consumed", columns, rows.collect())
}

/// The flows that end at a component or in it: who makes them, and which endpoints journeys use by them.
pub(super) fn callers(model: &Model, element: &Element, names: &Names<'_>) -> Option<Section> {
    let used = endpoints_used(model, element.id);
    let comes_in =
        |flow: &&Flow| model.is_within(flow.to, element.id) && !model.is_within(flow.from, element.id);
    let rows = model.flows.iter().filter(comes_in).map(|flow| {
        let uses = match used.get(&flow.id) {
            Some(titles) => {
                format!("uses {}", titles.iter().map(String::as_str).collect::<Vec<_>>().join(", "))
            }
            None => String::new(),
        };
        let what = Cell::of(caption(flow)).with(uses);
        Row {
            cells: vec![Cell::of(names.get(flow.from)), Cell::mark(edges::kind(flow)), what],
            ..ends(model, flow)
        }
    });
    let columns = vec![TERM, MARK, Column::new("What", ColumnStyle::Text, Wrap::First)];
    section("Called by", "caller", columns, rows.collect())
}

/// The flows that leave a component, each with its failure plans; and those of the journeys' steps that have their own.
pub(super) fn calls(
    model: &Model,
    element: &Element,
    names: &Names<'_>,
    with_plans: bool,
) -> Option<Section> {
    let goes_out = |flow: &&Flow| {
        model.is_within(flow.from, element.id)
            && (!model.is_within(flow.to, element.id) || flow.from == flow.to)
    };
    let of_steps = if with_plans { plans_of_steps(model) } else { IndexMap::new() };
    let rows = model.flows.iter().filter(goes_out).map(|flow| {
        let mut what = Cell::of(caption(flow));
        if with_plans {
            for plan in &flow.facts.plans {
                what = what.with_failure(plans::told(model, plan));
            }
            for plan in of_steps.get(&flow.id).into_iter().flatten() {
                what = what.with_failure(plan);
            }
        }
        let target = if flow.to == flow.from { "itself".to_owned() } else { names.get(flow.to) };
        Row { cells: vec![Cell::mark(edges::kind(flow)), Cell::of(target), what], ..ends(model, flow) }
    });
    let columns = vec![MARK, TERM, Column::new("What, and when it fails", ColumnStyle::Text, Wrap::First)];
    section("Calls", "call", columns, rows.collect())
}

const MARK: Column = Column::new("How", ColumnStyle::Mark, Wrap::Never);
const EVENT: Column = Column::new("Event", ColumnStyle::Code, Wrap::Second);
const TERM: Column = Column::new("Component", ColumnStyle::Term, Wrap::Second);

fn section(heading: &'static str, of: &'static str, columns: Vec<Column>, rows: Vec<Row>) -> Option<Section> {
    let table = Table { of, columns, rows, ..Table::default() };
    (!table.rows.is_empty()).then_some(Section { heading, kind: SectionKind::List, table })
}

/// The row of a flow, without cells.
fn ends(model: &Model, flow: &Flow) -> Row {
    let path = |id: ElementId| model.element(id).path.clone();
    Row {
        id: flow.id.to_string(),
        facts: vec![
            ("from", path(flow.from)),
            ("to", path(flow.to)),
            ("kind", edges::kind(flow).word().to_owned()),
        ],
        tags: flow.facts.tags.iter().map(|tag| tag.value.clone()).collect(),
        span: flow.span,
        ..Row::default()
    }
}

/// What a flow says: `charge · REST/JSON`.
fn caption(flow: &Flow) -> String {
    let label = clean::line(flow.facts.label());
    let tech = flow.facts.tech.as_ref().map(|tech| clean::line(&tech.text())).unwrap_or_default();
    let parts = [label, tech];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The endpoints of a component that journeys name, by the flow that leads to them.
fn endpoints_used(model: &Model, owner: ElementId) -> IndexMap<FlowId, IndexSet<String>> {
    let mut used: IndexMap<FlowId, IndexSet<String>> = IndexMap::new();
    for journey in &model.journeys {
        each_step_and_block(&journey.items, &mut |step| {
            if let Some(id) = step.endpoint
                && model.surfaces[id.surface.index()].owner == owner
            {
                let operation = &model.endpoint(id).operation;
                used.entry(step.flow).or_default().insert(clean::line(&title(operation)));
            }
        });
    }
    used
}

/// The plans that journeys' steps have of their own, by flow: `rejected (card declined): respond 402, in Place an order`.
fn plans_of_steps(model: &Model) -> IndexMap<FlowId, Vec<String>> {
    let mut own: IndexMap<FlowId, Vec<String>> = IndexMap::new();
    for journey in &model.journeys {
        each_step_and_block(&journey.items, &mut |step| {
            let flow = model.flow(step.flow);
            if std::sync::Arc::ptr_eq(&flow.facts, &step.facts) {
                return;
            }
            for plan in &step.facts.plans {
                let said = format!("{} (in {})", plans::told(model, plan), clean::line(&journey.label));
                let list = own.entry(step.flow).or_default();
                if !list.contains(&said) {
                    list.push(said);
                }
            }
        });
    }
    own
}

/// The flows between components that are shown; what starts or ends inside one is lifted to it. Error paths are drawn too.
pub(super) fn edges(model: &Model, places: &[Option<NodeId>], errors: bool) -> Vec<Edge> {
    let stand = |id: ElementId| {
        std::iter::once(id).chain(model.ancestors(id)).find_map(|around| places[around.index()])
    };
    let mut made: Vec<Edge> = Vec::new();
    let mut drawn: IndexSet<(NodeId, NodeId, crate::source::Span)> = IndexSet::new();
    for flow in &model.flows {
        let from = stand(flow.from);
        if let (Some(from), Some(to)) = (from, stand(flow.to))
            && (from != to || flow.from == flow.to)
            && (errors || !flow.is_error())
        {
            made.push(edges::of_flow(model, flow, from, to, errors));
        }
        let (Some(from), true) = (from, errors) else { continue };
        let mut count = 0;
        for plan in &flow.facts.plans {
            for path in plan.error_paths() {
                let Some(to) = stand(path.target).filter(|&to| to != from) else { continue };
                if !drawn.insert((from, to, path.span)) {
                    continue;
                }
                count += 1;
                made.push(edges::of_path(format!("{}-{count}", flow.id), from, to, plan, &path));
            }
        }
    }
    made
}
