//! What hangs on surfaces: events, callers and calls.
//!
//! In: the model. Out: the sections that say, of one component, which events it publishes and consumes with who is at their
//! other end, who calls it, and what it calls with each failure plan. All flows and journeys are looked through once, whatever
//! number of components is asked about.

use super::{Cell, Column, ColumnStyle, EdgeKind, Row, Section, SectionKind, Table, Wrap, clean};
use crate::model::journey::each_step_and_block;
use crate::model::surface::title;
use crate::model::{Element, ElementId, Flow, FlowId, Model};
use crate::view::elements::{self, Names};
use crate::view::{edges, plans};
use indexmap::{IndexMap, IndexSet};

/// Who is at the other end of what.
pub(super) struct Around<'m> {
    model: &'m Model,
    names: Names<'m>,
    /// By event, who publishes it and who consumes it.
    publishers: IndexMap<&'m str, IndexSet<ElementId>>,
    consumers: IndexMap<&'m str, IndexSet<ElementId>>,
    /// By element, the flows that end at it or in it, and those that leave it.
    incoming: Vec<Vec<&'m Flow>>,
    outgoing: Vec<Vec<&'m Flow>>,
    /// The endpoints of a component that journeys name, by it and the flow that leads to them.
    used: IndexMap<(ElementId, FlowId), IndexSet<String>>,
    /// Failure plans that steps of journeys have of their own, by flow; `None` when no plans are told.
    of_steps: Option<IndexMap<FlowId, Vec<String>>>,
}

impl<'m> Around<'m> {
    /// Looks through a model for what is about none of the elements left out; `with_plans` when failure plans are told.
    pub(super) fn new(
        model: &'m Model,
        with_plans: bool,
        is_left_out: impl Fn(ElementId) -> bool,
    ) -> Around<'m> {
        let mut around = Around {
            model,
            names: Names::new(model),
            publishers: IndexMap::new(),
            consumers: IndexMap::new(),
            incoming: vec![Vec::new(); model.elements.len()],
            outgoing: vec![Vec::new(); model.elements.len()],
            used: endpoints_used(model),
            of_steps: with_plans.then(|| plans_of_steps(model)),
        };
        for element in &model.elements {
            let shown = (!is_left_out(element.id)).then_some(element.id);
            for made in &element.facts.publishes {
                around.publishers.entry(&made.event.value).or_default().extend(shown);
            }
            for name in &element.facts.consumes {
                around.consumers.entry(&name.value).or_default().extend(shown);
            }
        }
        let with_ancestors = |id: ElementId| std::iter::once(id).chain(model.ancestors(id));
        let is_shown = |flow: &&Flow| !is_left_out(flow.from) && !is_left_out(flow.to);
        for flow in model.flows.iter().filter(is_shown) {
            for id in with_ancestors(flow.to).take_while(|&id| !model.is_within(flow.from, id)) {
                around.incoming[id.index()].push(flow);
            }
            let leaves = |id: &ElementId| !model.is_within(flow.to, *id) || flow.from == flow.to;
            for id in with_ancestors(flow.from).take_while(leaves) {
                around.outgoing[id.index()].push(flow);
            }
        }
        around
    }

    /// The sections about one component, those that say something.
    pub(super) fn sections(&self, element: &Element) -> impl Iterator<Item = Section> + use<> {
        let all =
            [self.published(element), self.consumed(element), self.callers(element), self.calls(element)];
        all.into_iter().flatten()
    }

    /// Who is at the other end of an event, after `by`. Nobody is named where all of them are left out.
    fn told(&self, by: &str, ids: &IndexSet<ElementId>) -> String {
        let names: Vec<String> = ids.iter().map(|&id| self.names.get(id)).collect();
        if names.is_empty() { String::new() } else { format!("{by} {}", names.join(", ")) }
    }

    /// The events a component publishes, when, and who consumes them.
    fn published(&self, element: &Element) -> Option<Section> {
        let rows = element.facts.publishes.iter().map(|publication| {
            let event = clean::line(&publication.event.value);
            let consumed = match self.consumers.get(publication.event.value.as_str()) {
                None => "no consumer declared".to_owned(),
                Some(consumers) => self.told("consumed by", consumers),
            };
            let when = elements::text(publication.when.as_ref());
            Row {
                cells: vec![
                    Cell::mark(EdgeKind::Async),
                    Cell::of(event.clone()),
                    Cell::of(when).with(consumed),
                ],
                facts: vec![("event", event)],
                span: publication.event.span,
                ..Row::default()
            }
        });
        let columns = vec![MARK, EVENT, Column::new("When, by whom", ColumnStyle::Text, Wrap::First)];
        section("Events published", "published", columns, rows.collect())
    }

    /// The events it consumes, and who publishes them.
    fn consumed(&self, element: &Element) -> Option<Section> {
        let rows = element.facts.consumes.iter().map(|consumed| {
            let event = clean::line(&consumed.value);
            let by = match self.publishers.get(consumed.value.as_str()) {
                None => "no publisher declared".to_owned(),
                Some(publishers) => self.told("published by", publishers),
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
    fn callers(&self, element: &Element) -> Option<Section> {
        let rows = self.incoming[element.id.index()].iter().map(|flow| {
            let uses = match self.used.get(&(element.id, flow.id)) {
                Some(titles) => {
                    format!("uses {}", titles.iter().map(String::as_str).collect::<Vec<_>>().join(", "))
                }
                None => String::new(),
            };
            let what = Cell::of(caption(flow)).with(uses);
            Row {
                cells: vec![Cell::of(self.names.get(flow.from)), Cell::mark(edges::kind(flow)), what],
                ..edges::row(self.model, flow)
            }
        });
        let columns = vec![TERM, MARK, Column::new("What", ColumnStyle::Text, Wrap::First)];
        section("Called by", "caller", columns, rows.collect())
    }

    /// The flows that leave a component, each with its failure plans; and those of the journeys' steps that have their own.
    fn calls(&self, element: &Element) -> Option<Section> {
        let rows = self.outgoing[element.id.index()].iter().map(|flow| {
            let mut what = Cell::of(caption(flow));
            if let Some(of_steps) = &self.of_steps {
                for plan in &flow.facts.plans {
                    what = what.with_failure(plans::told(self.model, plan));
                }
                for plan in of_steps.get(&flow.id).into_iter().flatten() {
                    what = what.with_failure(plan);
                }
            }
            let target = if flow.to == flow.from { "itself".to_owned() } else { self.names.get(flow.to) };
            Row {
                cells: vec![Cell::mark(edges::kind(flow)), Cell::of(target), what],
                ..edges::row(self.model, flow)
            }
        });
        let columns =
            vec![MARK, TERM, Column::new("What, and when it fails", ColumnStyle::Text, Wrap::First)];
        section("Calls", "call", columns, rows.collect())
    }
}

const MARK: Column = Column::new("How", ColumnStyle::Mark, Wrap::Never);
const EVENT: Column = Column::new("Event", ColumnStyle::Code, Wrap::Second);
const TERM: Column = Column::new("Component", ColumnStyle::Term, Wrap::Second);

fn section(heading: &'static str, of: &'static str, columns: Vec<Column>, rows: Vec<Row>) -> Option<Section> {
    let table = Table { of, columns, rows, ..Table::default() };
    (!table.rows.is_empty()).then_some(Section { heading, kind: SectionKind::List, table })
}

/// What a flow says: `charge · REST/JSON`.
fn caption(flow: &Flow) -> String {
    let label = clean::line(flow.facts.label());
    let tech = flow.facts.tech.as_ref().map(|tech| clean::line(&tech.text())).unwrap_or_default();
    let parts = [label, tech];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The endpoints of components that journeys name.
fn endpoints_used(model: &Model) -> IndexMap<(ElementId, FlowId), IndexSet<String>> {
    let mut used: IndexMap<(ElementId, FlowId), IndexSet<String>> = IndexMap::new();
    for journey in &model.journeys {
        each_step_and_block(&journey.items, &mut |step| {
            if let Some(id) = step.endpoint {
                let owner = model.surfaces[id.surface.index()].owner;
                let operation = &model.endpoint(id).operation;
                used.entry((owner, step.flow)).or_default().insert(clean::line(&title(operation)));
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
