//! The model as JSON, schema `cutaway.model/1` (`docs/model.schema.json`).
//!
//! Everything is said in words of the language: elements by their full names, flows by their ids, quantities as written.
//! What was not stated is left out. The order is that of the model.

mod design;
mod journeys;
mod object;

use super::component::{Element, ElementId, Hints};
use super::facts::Subject;
use super::flow::{Flow, FlowFacts, Origin};
use super::select::{NamedView, Selector};
use super::style::{LookPatch, Style};
use super::surface::{Endpoint, Surface};
use super::{Arrow, Model, UserKind, ViewOf};
use crate::syntax::ast::{self, Extra, Name, Operation};
use indexmap::IndexMap;
use object::{Json, Object};

/// The name of the schema.
pub const SCHEMA: &str = "cutaway.model/1";

/// The model as indented JSON, with a line end.
pub fn to_json(model: &Model) -> String {
    let object = Object::new()
        .put("schema", SCHEMA)
        .put("title", &model.title)
        .put("edition", model.edition)
        .list("kinds", model.kinds.iter().map(kind))
        .put("elements", all(model.elements.iter().map(|found| element(model, found))))
        .put("flows", all(model.flows.iter().map(|found| flow(model, found))))
        .list("journeys", model.journeys.iter().map(|journey| journeys::journey(model, journey)))
        .list("surfaces", model.surfaces.iter().map(|found| surface(model, found)))
        .with(design::design(model))
        .list("views", model.views.iter().map(|found| view(model, found)))
        .list("styles", model.styles.iter().map(|found| style(model, found)))
        .with(hints(model, &model.hints))
        .inner("extras", extras(&model.extras));
    // Nothing in it can fail to serialise: keys are text, and numbers are whole.
    let mut text = serde_json::to_string_pretty(&object).unwrap_or_default();
    text.push('\n');
    text
}

fn all<'m>(values: impl Iterator<Item = Object<'m>>) -> Json<'m> {
    Json::List(values.map(Json::Object).collect())
}

fn path(model: &Model, id: ElementId) -> &str {
    &model.element(id).path
}

fn names(names: &[Name]) -> impl Iterator<Item = &String> {
    names.iter().map(|name| &name.value)
}

/// `x-` attributes by name; one without a value is `null`. JSON has a key once, so of several of one name the last counts.
fn extras<'m>(extras: &'m [Extra]) -> Object<'m> {
    let last: IndexMap<&str, Option<&ast::Text>> =
        extras.iter().map(|extra| (extra.name.value.as_str(), extra.value.as_ref())).collect();
    last.into_iter()
        .fold(Object::new(), |object, (name, value)| object.put(name, value.map_or(Json::Null, Json::from)))
}

fn kind<'m>(kind: &'m UserKind) -> Object<'m> {
    Object::new()
        .put("name", &kind.name)
        .put("from", &kind.from)
        .put("base", kind.base.word())
        .inner("look", look(kind.look))
}

fn look<'m>(look: LookPatch) -> Object<'m> {
    Object::new()
        .maybe("shape", look.shape.map(|shape| shape.word()))
        .maybe("border", look.border.map(|border| border.word()))
        .maybe("accent", look.accent.map(|accent| accent.word()))
}

fn element<'m>(model: &'m Model, element: &'m Element) -> Object<'m> {
    let facts = &element.facts;
    let publishes = facts.publishes.iter().map(|publication| {
        Object::new().put("event", &publication.event).maybe("when", publication.when.as_ref())
    });
    let caches = facts.caches.iter().map(|row| {
        Object::new().put("what", &row.what).maybe("ttl", row.ttl.as_ref()).maybe("until", row.until.as_ref())
    });
    Object::new()
        .put("id", &element.path)
        .put("name", &element.name)
        .put("label", &element.label)
        .put("kind", &element.kind)
        .put("base", element.base.word())
        .put("parent", element.parent.map_or(Json::Null, |id| Json::from(path(model, id))))
        .put("boundary", element.is_boundary())
        .maybe("tech", element.tech.as_ref())
        .list("tags", names(&element.tags))
        .maybe("does", facts.does.as_ref())
        .maybe("why", facts.why.as_ref())
        .maybe("purpose", facts.purpose.as_ref())
        .list("owns", names(&facts.owns))
        .list("stores", names(&facts.stores))
        .list("publishes", publishes)
        .list("consumes", names(&facts.consumes))
        .list("caches", caches)
        .maybe("replicas", facts.replicas.as_ref())
        .mark("stateless", facts.stateless.is_some())
        .maybe("unit", facts.unit.as_ref())
        .maybe("slo", facts.slo.as_ref())
        .maybe("status", facts.status.as_ref().map(|status| status.value.word()))
        .maybe("link", facts.link.as_ref())
        .with(hints(model, &element.hints))
        .inner("extras", extras(&element.extras))
}

fn hints<'m>(model: &'m Model, hints: &'m Hints) -> Object<'m> {
    let list = |ids: &[ElementId]| Json::List(ids.iter().map(|&id| Json::from(path(model, id))).collect());
    Object::new()
        .maybe("direction", hints.direction.as_ref().map(|direction| direction.value.word()))
        .list("rows", hints.rows.iter().map(|(row, _)| list(row)))
        .list("above", hints.above.iter().map(|&(upper, lower, _)| list(&[upper, lower])))
}

const fn arrow(arrow: Arrow) -> &'static str {
    match arrow {
        Arrow::Sync => "sync",
        Arrow::Async => "async",
        Arrow::Both => "both",
        Arrow::Error => "error",
    }
}

fn flow<'m>(model: &'m Model, flow: &'m Flow) -> Object<'m> {
    let (journey, on_error) = match flow.origin {
        Origin::Declared => (None, false),
        Origin::Implied { journey, on_error } => (Some(&model.journeys[journey.index()].name), on_error),
    };
    Object::new()
        .put("id", flow.id.to_string())
        .put("from", path(model, flow.from))
        .put("to", path(model, flow.to))
        .put("arrow", arrow(flow.arrow))
        .maybe("implied-by", journey)
        .mark("on-error", on_error)
        .with(flow_facts(model, &flow.facts))
}

/// What a flow or a step says beside its ends.
fn flow_facts<'m>(model: &'m Model, facts: &'m FlowFacts) -> Object<'m> {
    let tech = facts.tech.as_ref();
    Object::new()
        .maybe("label", facts.label.as_ref())
        .maybe("method", tech.map(|tech| &tech.method).filter(|method| !method.is_empty()))
        .maybe("format", tech.and_then(|tech| tech.format.as_ref()))
        .list("tags", names(&facts.tags))
        .maybe("takes", facts.takes.as_ref())
        .maybe("rate", facts.rate.as_ref())
        .list("carries", names(&facts.carries))
        .maybe("auth", facts.auth.as_ref())
        .mark("encrypted", facts.encrypted.is_some())
        .mark("optional", facts.optional.is_some())
        .list("plans", facts.plans.iter().map(|plan| journeys::plan(model, plan)))
        .inner("extras", extras(&facts.extras))
}

fn surface<'m>(model: &'m Model, surface: &'m Surface) -> Object<'m> {
    Object::new()
        .put("of", path(model, surface.owner))
        .maybe("base", surface.base.as_ref())
        .maybe("style", surface.style.as_ref())
        .list("tags", names(&surface.tags))
        .maybe("auth", surface.auth.as_ref())
        .maybe("from", surface.from.as_ref())
        .list("endpoints", surface.endpoints.iter().map(endpoint))
        .inner("extras", extras(&surface.extras))
}

fn endpoint<'m>(endpoint: &'m Endpoint) -> Object<'m> {
    let operation = match &endpoint.operation {
        Operation::Http { method, path } => Object::new().put("method", method).put("path", path),
        Operation::Named { form, name, parameters, stream, result } => Object::new()
            .put("form", form)
            .put("name", name)
            .maybe("parameters", parameters.as_ref())
            .mark("stream", *stream)
            .maybe("result", result.as_ref()),
    };
    let errors = endpoint
        .errors
        .iter()
        .map(|reply| Object::new().put("code", &reply.code).maybe("text", reply.text.as_ref()));
    operation
        .maybe("purpose", endpoint.purpose.as_ref())
        .list("tags", names(&endpoint.tags))
        .maybe("takes", endpoint.takes.as_ref())
        .maybe("rate", endpoint.rate.as_ref())
        .maybe("auth", endpoint.auth.as_ref())
        .maybe("request", endpoint.request.as_ref())
        .maybe("response", endpoint.response.as_ref())
        .list("errors", errors)
        .inner("extras", extras(&endpoint.extras))
}

/// A selector as the language writes it, with full names.
fn selector<'m>(model: &'m Model, selector: &'m Selector) -> Json<'m> {
    match selector {
        Selector::Element(id) => path(model, *id).into(),
        Selector::Children(id) => format!("{}.*", path(model, *id)).into(),
        Selector::Descendants(id) => format!("{}.**", path(model, *id)).into(),
        Selector::Tag(tag) => format!("#{tag}").into(),
        Selector::Kind(word) => format!("kind:{word}").into(),
    }
}

fn subject(model: &Model, subject: Subject) -> &str {
    match subject {
        Subject::Journey(id) => &model.journeys[id.index()].name.value,
        Subject::Element(id) => path(model, id),
    }
}

fn view<'m>(model: &'m Model, view: &'m NamedView) -> Object<'m> {
    let name = |of: ViewOf| {
        let slow = if of.slow { "/slow" } else { "" };
        match of.subject {
            Some(about) => format!("{}:{}{slow}", of.kind.word(), subject(model, about)),
            None => of.kind.word().to_owned(),
        }
    };
    Object::new()
        .put("name", &view.name)
        .maybe("label", view.label.as_ref())
        .maybe("of", view.of.map(name))
        .list("include", view.include.iter().map(|given| selector(model, &given.value)))
        .list("exclude", view.exclude.iter().map(|given| selector(model, &given.value)))
        .list("collapse", view.collapse.iter().map(|&id| path(model, id)))
        .maybe("depth", view.depth)
        .maybe("direction", view.direction.map(|direction| direction.word()))
        .maybe("highlight", view.highlight.map(|id| &model.journeys[id.index()].name))
        .mark("without-errors", view.without_errors)
        .inner("extras", extras(&view.extras))
}

fn style<'m>(model: &'m Model, style: &'m Style) -> Object<'m> {
    let targets = style.targets.iter().map(|target| selector(model, &target.value)).collect();
    Object::new().put("of", Json::List(targets)).inner("look", look(style.look))
}
