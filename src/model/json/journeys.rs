//! Journeys and failure plans as JSON: a plan may hold steps, and a step holds plans.

use super::object::{Json, Object};
use super::{all, arrow, extras, flow_facts, names, path};
use crate::model::failure::{Action, ActionKind, Plan};
use crate::model::journey::{Item, Journey, Step};
use crate::model::{ElementId, Model};
use crate::syntax::ast::Text;

pub(super) fn journey<'m>(model: &'m Model, journey: &'m Journey) -> Object<'m> {
    Object::new()
        .put("name", &journey.name)
        .put("label", &journey.label)
        .list("tags", names(&journey.tags))
        .put("items", items(model, &journey.items))
        .inner("extras", extras(&journey.extras))
}

fn items<'m>(model: &'m Model, items: &'m [Item]) -> Json<'m> {
    all(items.iter().map(|found| item(model, found)))
}

fn item<'m>(model: &'m Model, item: &'m Item) -> Object<'m> {
    match item {
        Item::Step(found) => Object::new().put("step", step(model, found)),
        Item::When(branches, _) => {
            let branches = branches.iter().map(|branch| {
                Object::new().maybe("if", branch.condition.as_ref()).put("items", items(model, &branch.body))
            });
            Object::new().put("when", all(branches))
        }
        Item::Parallel(lanes, _) => {
            let lanes = lanes.iter().map(|lane| {
                Object::new().maybe("label", lane.label.as_ref()).put("items", items(model, &lane.body))
            });
            Object::new().put("parallel", all(lanes))
        }
        Item::Repeat { what, body, .. } => {
            let repeat = Object::new().maybe("label", what.as_ref()).put("items", items(model, body));
            Object::new().put("repeat", repeat)
        }
        Item::Return(text, _) => Object::new().put("return", text.as_ref().map_or(Json::Null, Json::from)),
        Item::Note { over, text, .. } => {
            let note = Object::new().put("text", text).list("over", over.iter().map(|&id| path(model, id)));
            Object::new().put("note", note)
        }
        Item::Actions(list, _) => Object::new().put("actions", actions(model, list)),
    }
}

fn step<'m>(model: &'m Model, step: &'m Step) -> Object<'m> {
    let endpoint = step.endpoint.map(|id| {
        let owner = model.surfaces[id.surface.index()].owner;
        let signature = crate::model::surface::title(&model.endpoint(id).operation);
        format!("{} {signature}", path(model, owner))
    });
    Object::new()
        .maybe("number", step.number)
        .put("flow", step.flow.to_string())
        .put("from", path(model, step.from))
        .put("to", path(model, step.to))
        .put("arrow", arrow(step.arrow))
        .mark("backwards", step.backwards)
        .mark("error", step.error)
        .maybe("endpoint", endpoint)
        .with(flow_facts(model, &step.facts))
}

pub(super) fn plan<'m>(model: &'m Model, plan: &'m Plan) -> Object<'m> {
    let modes = plan.modes.iter().map(|mode| {
        Object::new().put("mode", mode.mode.value.word()).maybe("threshold", mode.threshold.as_ref())
    });
    Object::new()
        .list("modes", modes)
        .maybe("which", plan.which.as_ref())
        .put("actions", actions(model, &plan.actions))
}

fn actions<'m>(model: &'m Model, actions: &'m [Action]) -> Json<'m> {
    all(actions.iter().map(|found| action(model, found)))
}

fn action<'m>(model: &'m Model, action: &'m Action) -> Object<'m> {
    let say = |text: &'m Option<Text>| Object::new().maybe("text", text.as_ref());
    let lead = |target: Option<ElementId>, label: &'m Option<Text>| {
        Object::new().maybe("to", target.map(|id| path(model, id))).maybe("label", label.as_ref())
    };
    let rest = match &action.kind {
        ActionKind::Redirect { target, label }
        | ActionKind::Park { target, label }
        | ActionKind::Compensate { target, label } => lead(*target, label),
        ActionKind::Retry { count, backoff } => {
            Object::new().maybe("count", count.as_ref()).maybe("backoff", backoff.as_ref())
        }
        ActionKind::Breaker | ActionKind::Requeue | ActionKind::Queue => Object::new(),
        ActionKind::Alert(name) => Object::new().put("receiver", name),
        ActionKind::Respond { code, text } => Object::new().put("code", code).maybe("text", text.as_ref()),
        ActionKind::Show(text) | ActionKind::Free(text) => Object::new().put("text", text),
        ActionKind::Fail(text)
        | ActionKind::Degrade(text)
        | ActionKind::Fallback(text)
        | ActionKind::Rollback(text)
        | ActionKind::Ignore(text) => say(text),
        ActionKind::Block(found) => Object::new().put("items", items(model, found)),
    };
    Object::new().put("action", action.kind.word()).with(rest)
}
