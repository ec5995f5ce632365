//! The views of API surfaces: `api:C`, one component's surface with all that hangs on it, and `api`, every surface and the
//! calls between them.
//!
//! The card of a component says its base path, style and authentication, its endpoints, the events it publishes and
//! consumes with who is at their other end, who calls it and what it calls in turn, each call with its failure plans.
//! The view of all has the same on each of its cards, and draws the calls between them as edges.

mod around;
mod calls;
mod endpoints;

use self::around::Around;
use super::card::{Card, Cell, Column, ColumnStyle, Form, Row, Section, SectionKind, Table, Wrap};
use super::elements::{self, Choice};
use super::{EdgeKind, Look, Node, NodeId, Shape, View, ViewSpec, boxes, clean, plans};
use crate::diag::{Diagnostic, Outcome, codes};
use crate::model::{Element, Model, StyleSheet, Subject, Surface};
use crate::source::Span;

/// What stands for a surface that says nothing yet.
const NO_ENDPOINTS: &str = "no endpoints yet";

/// `api`, and `api:C` for each component with a surface.
pub fn list(model: &Model) -> Vec<(String, String)> {
    let owners: Vec<&Element> = owners(model).collect();
    if owners.is_empty() {
        return Vec::new();
    }
    let all = elements::title_of(model, ALL);
    let one = |element: &&Element| (name_of(model, element), one_title(model, element));
    std::iter::once(("api".to_owned(), all)).chain(owners.iter().map(one)).collect()
}

/// What the view of all surfaces is called.
const ALL: &str = "API surfaces";

/// Makes a view of one surface or of all.
pub fn project(model: &Model, spec: &ViewSpec<'_>) -> Outcome<View> {
    match spec.of.subject {
        Some(Subject::Element(id)) => one(model, spec, model.element(id)),
        _ => all(model, spec),
    }
}

/// The components that have a surface.
fn owners(model: &Model) -> impl Iterator<Item = &Element> {
    model.elements.iter().filter(|element| !element.surfaces.is_empty())
}

fn surfaces<'m>(model: &'m Model, element: &'m Element) -> impl Iterator<Item = &'m Surface> {
    element.surfaces.iter().map(|id| &model.surfaces[id.index()])
}

/// The view of one component's surface.
fn name_of(model: &Model, element: &Element) -> String {
    format!("api:{}", model.names.shortest(&model.elements, None, element.id))
}

fn one_title(model: &Model, element: &Element) -> String {
    format!("API: {}", plans::name(model, element.id))
}

fn one(model: &Model, spec: &ViewSpec<'_>, element: &Element) -> Outcome<View> {
    let title = spec.named.map_or_else(|| one_title(model, element), |_| elements::title(model, spec, ""));
    let mut view = View { name: clean::line(spec.name), kind: spec.of.kind, title, ..View::default() };
    if element.surfaces.is_empty() {
        return Outcome { value: view, diagnostics: vec![no_surface(model, spec, element)] };
    }
    let plans = !spec.named.is_some_and(|named| named.without_errors);
    let mut sections = Vec::new();
    // A box says these under its name.
    let mut about = vec![
        ("Technology", elements::text(element.tech.as_ref())),
        ("Does", elements::text(element.facts.does.as_ref())),
        ("Status", element.facts.status.as_ref().map_or("", |status| status.value.word()).to_owned()),
    ];
    for surface in surfaces(model, element) {
        sections.extend(endpoints::facts(&std::mem::take(&mut about), surface));
        sections.push(endpoints::table(model, element, surface));
    }
    sections.extend(Around::new(model, plans, |_| false).sections(element));
    view.nodes.push(node(model, element, Card { form: Form::Page, sections }));
    Outcome::clean(view)
}

fn all(model: &Model, spec: &ViewSpec<'_>) -> Outcome<View> {
    let choice = Choice::new(model, spec);
    let own_direction = spec.named.and_then(|named| named.direction);
    let mut view = View {
        name: clean::line(spec.name),
        kind: spec.of.kind,
        title: elements::title(model, spec, ALL),
        direction: own_direction.or(model.hints.direction.as_ref().map(|direction| direction.value)),
        ..View::default()
    };
    let errors = !spec.named.is_some_and(|named| named.without_errors);
    let around = Around::new(model, errors, |id| choice.excludes(id));
    let mut places: Vec<Option<NodeId>> = vec![None; model.elements.len()];
    for element in owners(model).filter(|element| choice.shows(element.id)) {
        let mut sections = Vec::new();
        for surface in surfaces(model, element) {
            sections.extend(endpoints::facts(&[], surface));
            sections.push(endpoints::table(model, element, surface));
        }
        sections.extend(around.sections(element));
        places[element.id.index()] = Some(NodeId(view.nodes.len() as u32));
        view.nodes.push(node(model, element, Card { form: Form::Box, sections }));
    }
    view.edges = calls::edges(model, &places, errors);
    let diagnostics = if view.nodes.is_empty() { vec![empty(model, spec)] } else { Vec::new() };
    Outcome { value: view, diagnostics }
}

/// The box of a component.
fn node(model: &Model, element: &Element, card: Card) -> Node {
    let node = boxes::node(model, &StyleSheet::new(model), element, None, false);
    // A card is a box, whatever shape the component has elsewhere, and its insides are not in it.
    Node { look: Look { shape: Shape::Box, ..node.look }, direction: None, card: Some(card), ..node }
}

fn no_surface(model: &Model, spec: &ViewSpec<'_>, element: &Element) -> Diagnostic {
    let label = plans::name(model, element.id);
    let span = spec.named.map_or(Span::default(), |named| named.name.span);
    let diagnostic = Diagnostic::error(codes::UNKNOWN_SUBJECT, span, format!("`{label}` has no API surface"))
        .label(element.name.span, "declared here, without an `api`");
    let mut known: Vec<String> = owners(model).map(|owner| format!("`{}`", name_of(model, owner))).collect();
    if known.is_empty() {
        return diagnostic.help("add one to its body: `api \"/base\" { GET / \"What it answers\" }`");
    }
    let more = known.len().saturating_sub(LISTED);
    known.truncate(LISTED);
    if more > 0 {
        known.push(format!("and {more} more"));
    }
    diagnostic.help(format!("the surfaces are {}", known.join(", ")))
}

/// How many surfaces a message lists.
const LISTED: usize = 12;

fn empty(model: &Model, spec: &ViewSpec<'_>) -> Diagnostic {
    match spec.named {
        Some(named) if owners(model).next().is_some() => Diagnostic::warning(
            codes::EMPTY_VIEW,
            named.name.span,
            format!("the view `{}` shows no API surface", spec.name),
        )
        .here("none of the surfaces is left")
        .help("include more, or exclude less"),
        _ => Diagnostic::warning(codes::EMPTY_VIEW, Span::default(), "no component has an API surface")
            .here("nothing to draw")
            .help("add one to the body of a component: `api \"/base\" { GET / \"What it answers\" }`"),
    }
}
