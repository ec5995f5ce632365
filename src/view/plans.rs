//! Failure plans in words: what is done when a flow fails, as the drawings and the communication matrix say it.
//!
//! The words are those of the language, with labels in place of names, so that whoever wrote a plan knows it again:
//! `down: retry 3, show "Try again"`, `-> Orders DB "read through"`.

use super::clean;
use crate::model::{Action, ActionKind, ElementId, Item, Mode, Model, Plan};
use crate::source::Spanned;

/// Several plans: `down: retry 3, respond 503; slow > 2s: respond 504`.
pub fn plans<'a>(model: &Model, plans: impl IntoIterator<Item = &'a Plan>) -> String {
    plans.into_iter().map(|one| plan(model, one)).collect::<Vec<_>>().join("; ")
}

/// A plan: `down: retry 3, respond 503`. One for any failure has no mode, as in the language: `retry 3`.
pub fn plan(model: &Model, plan: &Plan) -> String {
    let done = actions(model, &plan.actions);
    if plan.modes.is_empty() && plan.which.is_none() {
        return done;
    }
    format!("{}: {done}", clean::line(&plan.cause()))
}

/// A plan with what it is for, also when that is any failure: `any failure: retry 3`.
pub fn told(model: &Model, plan: &Plan) -> String {
    format!("{}: {}", cause(plan, &Mode::ALL), actions(model, &plan.actions))
}

/// What a plan is for, of the modes that hold: `down, slow > 50ms (the whole region)`; `any failure` for all of them.
pub fn cause(plan: &Plan, holding: &[Mode]) -> String {
    let modes = plan.modes.iter().filter(|mode| holding.contains(&mode.mode.value));
    let words: Vec<String> = modes
        .map(|mode| match (&mode.threshold, mode.mode.value) {
            (Some(threshold), mode) => format!("{} > {}", mode.word(), threshold.text),
            (None, Mode::Any) => "any failure".to_owned(),
            (None, mode) => mode.word().to_owned(),
        })
        .collect();
    let modes = if words.is_empty() { "any failure".to_owned() } else { words.join(", ") };
    match &plan.which {
        Some(which) => clean::line(&format!("{modes} ({})", which.value)),
        None => clean::line(&modes),
    }
}

/// Actions in the order written: `retry 3, respond 503`.
pub fn actions<'a>(model: &Model, actions: impl IntoIterator<Item = &'a Action>) -> String {
    let words = actions.into_iter().map(|one| action(model, one)).filter(|words| !words.is_empty());
    words.collect::<Vec<_>>().join(", ")
}

/// An action: `retry 3`, `respond 503 "Sold out"`, `~> Dead letters "park"`. Empty when its target is unknown.
pub fn action(model: &Model, action: &Action) -> String {
    let arrow = |arrow: &str, target: &Option<ElementId>, label: &Option<Spanned<String>>| match target {
        Some(target) => with_text(&format!("{arrow} {}", name(model, *target)), label.as_ref()),
        None => String::new(),
    };
    match &action.kind {
        ActionKind::Redirect { target, label } => arrow("->", target, label),
        ActionKind::Park { target, label } => arrow("~>", target, label),
        ActionKind::Compensate { target, label } => arrow("compensate ->", target, label),
        ActionKind::Retry { count, backoff } => {
            let count = count.as_ref().map(|count| format!(" {}", count.text)).unwrap_or_default();
            let backoff = backoff.as_ref().map(|time| format!(" backoff {}", time.text)).unwrap_or_default();
            format!("retry{count}{backoff}")
        }
        ActionKind::Alert(receiver) => format!("alert {}", clean::line(&receiver.value)),
        ActionKind::Respond { code, text } => with_text(&format!("respond {}", code.value), text.as_ref()),
        ActionKind::Show(text) => with_text("show", Some(text)),
        ActionKind::Free(text) => clean::line(&text.value),
        ActionKind::Fail(text)
        | ActionKind::Degrade(text)
        | ActionKind::Fallback(text)
        | ActionKind::Rollback(text)
        | ActionKind::Ignore(text) => with_text(action.kind.word(), text.as_ref()),
        ActionKind::Breaker | ActionKind::Requeue | ActionKind::Queue => action.kind.word().to_owned(),
        ActionKind::Block(items) => {
            let mut words = Vec::new();
            block(model, items, &mut words);
            words.join(", ")
        }
    }
}

/// What a block does, its steps as arrows between labels; alternatives and loops are told by what is in them.
fn block(model: &Model, items: &[Item], words: &mut Vec<String>) {
    for item in items {
        match item {
            Item::Step(step) => {
                let arrow = format!("{} -> {}", name(model, step.from), name(model, step.to));
                words.push(with_text(&arrow, step.facts.label.as_ref()));
            }
            Item::When(branches, _) => branches.iter().for_each(|branch| block(model, &branch.body, words)),
            Item::Parallel(lanes, _) => lanes.iter().for_each(|lane| block(model, &lane.body, words)),
            Item::Repeat { body, .. } => block(model, body, words),
            Item::Return(text, _) => words.push(with_text("return", text.as_ref())),
            Item::Actions(list, _) => words.extend(list.iter().map(|one| action(model, one))),
            Item::Note { .. } => {}
        }
    }
    words.retain(|words| !words.is_empty());
}

/// What an element is called in a drawing.
pub fn name(model: &Model, id: ElementId) -> String {
    let element = model.element(id);
    let label = clean::line(&element.label);
    if label.is_empty() { element.name.value.clone() } else { label }
}

/// `word "text"`; the word alone when there is no text.
fn with_text(word: &str, text: Option<&Spanned<String>>) -> String {
    match text.map(|text| clean::line(&text.value)).filter(|text| !text.is_empty()) {
        Some(text) => format!("{word} \"{text}\""),
        None => word.to_owned(),
    }
}
