//! The design around the diagrams as JSON.

use super::object::{Json, Object};
use super::{all, names, path, subject};
use crate::model::Model;
use crate::model::facts::{Decision, Entity, Requirement, Subject};
use crate::syntax::ast::{ConstraintValue, Count, Field, FieldKind, Text, Tree};

/// Every design fact, each kind under a key of its own.
pub(super) fn design<'m>(model: &'m Model) -> Object<'m> {
    let design = &model.design;
    let about = |subjects: &'m [Subject]| subjects.iter().map(|&about| subject(model, about));
    let roles = design.roles.iter().map(|role| {
        Object::new()
            .put("name", &role.name)
            .maybe("of", role.of.map(|id| path(model, id)))
            .maybe("label", role.label.as_ref())
            .list("tags", names(&role.tags))
            .list("can", &role.can)
    });
    let constraints = design.constraints.iter().map(|constraint| {
        let value = match &constraint.value {
            ConstraintValue::Text(text) => Some(Json::from(text)),
            ConstraintValue::Quantity(quantity) => Some(Json::from(quantity)),
            ConstraintValue::Missing => None,
        };
        Object::new()
            .put("name", &constraint.name)
            .maybe("value", value)
            .maybe("planned", constraint.planned.as_ref())
    });
    let tradeoffs = design.tradeoffs.iter().map(|tradeoff| {
        Object::new()
            .put("label", &tradeoff.label)
            .maybe("a", tradeoff.a.as_ref())
            .maybe("b", tradeoff.b.as_ref())
            .maybe("recommend", tradeoff.recommend.map(|side| side.word()))
            .maybe("because", tradeoff.because.as_ref())
    });
    let caps = design.caps.iter().map(|cap| {
        Object::new()
            .put("element", path(model, cap.element))
            .put("choice", cap.choice.word())
            .maybe("why", cap.why.as_ref())
    });
    let security = design
        .security
        .iter()
        .map(|fact| Object::new().put("topic", fact.topic.value.word()).put("text", &fact.text));
    let scales = design.scales.iter().map(|scale| {
        Object::new()
            .put("label", &scale.label)
            .maybe("when", scale.when.as_ref())
            .maybe("now", scale.now.as_ref())
            .maybe("next", scale.next.as_ref())
    });
    let monitors = design.monitors.iter().map(|monitor| {
        let alerts = monitor
            .alerts
            .iter()
            .map(|(text, receiver)| Object::new().put("text", text).maybe("receiver", receiver.as_ref()));
        Object::new()
            .put("element", path(model, monitor.element))
            .list("metrics", &monitor.metrics)
            .list("alerts", alerts)
    });
    let questions = design.questions.iter().map(|question| {
        Object::new()
            .put("label", &question.label)
            .maybe("owner", question.owner.as_ref())
            .maybe("due", question.due.as_ref())
            .list("blocks", about(&question.blocks))
    });
    let accepts = design.accepts.iter().map(|accept| {
        Object::new()
            .put("rule", &accept.rule)
            .maybe("on", accept.on.map(|id| path(model, id)))
            .put("reason", &accept.reason)
            .maybe("until", accept.until.as_ref())
    });
    let extras = design.extras.iter().map(|fact| {
        Object::new()
            .put("of", fact.of)
            .maybe("name", fact.name.as_ref())
            .put("key", &fact.extra.name)
            .put("value", fact.extra.value.as_ref().map_or(Json::Null, Json::from))
    });
    Object::new()
        .list("entities", design.entities.iter().map(entity))
        .list("roles", roles)
        .list("requirements", design.requirements.iter().map(|found| requirement(model, found)))
        .list("constraints", constraints)
        .list("decisions", design.decisions.iter().map(|found| decision(model, found)))
        .list("tradeoffs", tradeoffs)
        .list("caps", caps)
        .list("security", security)
        .list("scales", scales)
        .list("monitors", monitors)
        .list("questions", questions)
        .list("teams", &design.teams)
        .list("trees", design.trees.iter().map(tree))
        .list("accepts", accepts)
        .list("fact-extras", extras)
}

fn entity<'m>(entity: &'m Entity) -> Object<'m> {
    Object::new()
        .put("name", &entity.name)
        .maybe("label", entity.label.as_ref())
        .list("tags", names(&entity.tags))
        .put("fields", all(entity.fields.iter().map(field)))
}

fn field<'m>(field: &'m Field) -> Object<'m> {
    let object = Object::new().put("name", &field.name);
    let object = match &field.kind {
        FieldKind::Untyped => object,
        FieldKind::Type(name) => object.put("type", name),
        FieldKind::Values(text) => object.put("values", text),
        FieldKind::Relation { target, count } => {
            let count = match count {
                Count::One => "one",
                Count::Optional => "optional",
                Count::Many => "many",
            };
            object.put("to", target).put("count", count)
        }
    };
    object.mark("key", field.key).maybe("note", field.note.as_ref())
}

fn requirement<'m>(model: &'m Model, requirement: &'m Requirement) -> Object<'m> {
    Object::new()
        .put("name", &requirement.name)
        .maybe("label", requirement.label.as_ref())
        .list("tags", names(&requirement.tags))
        .maybe("kind", requirement.kind.map(|kind| kind.word()))
        .maybe("priority", requirement.priority.map(|priority| priority.word()))
        .list("meets", requirement.meets.iter().map(|&about| subject(model, about)))
}

fn decision<'m>(model: &'m Model, decision: &'m Decision) -> Object<'m> {
    let options = decision.options.iter().map(|option| {
        Object::new()
            .put("id", &option.id)
            .maybe("label", option.label.as_ref())
            .list("pros", &option.pros)
            .list("cons", &option.cons)
    });
    Object::new()
        .put("name", &decision.name)
        .maybe("label", decision.label.as_ref())
        .list("tags", names(&decision.tags))
        .maybe("context", decision.context.as_ref())
        .list("options", options)
        .maybe("chosen", decision.chosen.map(|index| &decision.options[index].id))
        .maybe("rationale", decision.rationale.as_ref())
        .maybe("consequences", decision.consequences.as_ref())
        .maybe("status", decision.status.map(|status| status.word()))
        .list("about", decision.about.iter().map(|&about| subject(model, about)))
}

fn tree<'m>(found: &'m Tree) -> Object<'m> {
    let answers = found
        .answers
        .iter()
        .map(|(answer, next): &'m (Text, Tree)| Object::new().put("answer", answer).put("then", tree(next)));
    Object::new().put("text", &found.text).list("answers", answers)
}
