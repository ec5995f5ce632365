//! Journeys: steps numbered in source order and tied to flows, to which they add those that none declares.

use super::flows::{self, End, Place};
use super::{Context, Written, refs};
use crate::diag::{Diagnostic, codes};
use crate::model::ElementId;
use crate::model::flow::{FlowFacts, FlowId, Origin};
use crate::model::journey::{Branch, Item, Journey, JourneyId, Lane, Step};
use crate::model::surface::{Call, EndpointId};
use crate::source::Span;
use crate::syntax::ast::{self, Arrow, JourneyStmt, Text};
use std::sync::Arc;

/// What is known while a journey is walked.
pub(super) struct Walk {
    journey: JourneyId,
    /// How many steps are numbered.
    numbered: u32,
    /// Whether the statements stand in an error block.
    on_error: bool,
    /// Whether a synchronous call may be open, so that there is something to return from.
    open: bool,
    /// Whether something could not be resolved.
    incomplete: bool,
    extras: Vec<ast::Extra>,
}

/// Declares the names of all journeys.
pub(super) fn declare(cx: &mut Context, written: &Written<'_>) {
    for journey in &written.journeys {
        let name = &journey.name;
        let id = JourneyId(cx.model.journeys.len() as u32);
        if let Some(first) = cx.journeys.get(&name.value) {
            let first = cx.model.journeys[first.index()].name.span;
            super::design::declared_twice(cx, "journey", name, first);
        } else {
            cx.journeys.insert(name.value.clone(), id);
        }
        cx.model.journeys.push(Journey {
            id,
            name: name.clone(),
            label: journey.head.label.as_ref().unwrap_or(name).value.clone(),
            tags: journey.head.tags.clone(),
            items: Vec::new(),
            steps: 0,
            incomplete: false,
            extras: Vec::new(),
            span: journey.span,
        });
    }
}

/// Resolves what the journeys say.
pub(super) fn resolve(cx: &mut Context, written: &Written<'_>) {
    for (index, journey) in written.journeys.iter().enumerate() {
        let mut walk = Walk {
            journey: JourneyId(index as u32),
            numbered: 0,
            on_error: false,
            open: false,
            incomplete: false,
            extras: Vec::new(),
        };
        let items = body(cx, &mut walk, &journey.body);
        let resolved = &mut cx.model.journeys[index];
        resolved.items = items;
        resolved.steps = walk.numbered;
        resolved.incomplete = walk.incomplete;
        resolved.extras = walk.extras;
    }
}

fn body(cx: &mut Context, walk: &mut Walk, statements: &[JourneyStmt]) -> Vec<Item> {
    let mut items = Vec::new();
    for statement in statements {
        match statement {
            JourneyStmt::Step(flow) => step(cx, walk, flow, &mut items),
            JourneyStmt::When { branches, span } => {
                let before = walk.open;
                let mut after = false;
                let mut exhaustive = false;
                let mut resolved = Vec::new();
                for branch in branches {
                    walk.open = before;
                    let body = body(cx, walk, &branch.body);
                    after |= walk.open;
                    exhaustive |= branch.condition.is_none();
                    resolved.push(Branch { condition: branch.condition.clone(), body, span: branch.span });
                }
                walk.open = after || (before && !exhaustive);
                items.push(Item::When(resolved, *span));
            }
            JourneyStmt::Parallel { lanes, span } => {
                let before = walk.open;
                let mut after = before;
                let mut resolved = Vec::new();
                for lane in lanes {
                    walk.open = before;
                    let body = body(cx, walk, &lane.body);
                    after |= walk.open;
                    resolved.push(Lane { label: lane.label.clone(), body, span: lane.span });
                }
                walk.open = after;
                items.push(Item::Parallel(resolved, *span));
            }
            JourneyStmt::Repeat { what, body: inner, span } => {
                let body = body(cx, walk, inner);
                items.push(Item::Repeat { what: what.clone(), body, span: *span });
            }
            JourneyStmt::Return(text, span) => {
                if !walk.open && !walk.incomplete {
                    nothing_to_return(cx, *span);
                }
                walk.open = false;
                items.push(Item::Return(text.clone(), *span));
            }
            JourneyStmt::Note { over, text, span } => {
                let over = over.iter().filter_map(|path| refs::element(cx, None, path)).collect();
                items.push(Item::Note { over, text: text.clone(), span: *span });
            }
            JourneyStmt::Actions(actions, span) => {
                // Outside an error block: the parser has said so.
                if walk.on_error {
                    let mut place = Place { scope: None, step: Some(walk) };
                    let actions = flows::actions(cx, actions, &mut place);
                    items.push(Item::Actions(actions, *span));
                }
            }
            JourneyStmt::Extra(extra) => walk.extras.push(extra.clone()),
            JourneyStmt::Broken(_) => walk.incomplete = true,
        }
    }
    items
}

/// The statements of a block behind `!`. What happens there leaves the way of the journey as it was.
pub(super) fn error_block(cx: &mut Context, walk: &mut Walk, statements: &[JourneyStmt]) -> Vec<Item> {
    let (on_error, open) = (walk.on_error, walk.open);
    walk.on_error = true;
    // The step that failed was a call.
    walk.open = true;
    let items = body(cx, walk, statements);
    walk.on_error = on_error;
    walk.open = open;
    items
}

fn step(cx: &mut Context, walk: &mut Walk, flow: &ast::Flow, items: &mut Vec<Item>) {
    let ends = flows::ends(cx, None, flow);
    walk.incomplete |= !ends.complete;
    let mut facts = flows::facts(cx, flow);
    // The flows that the step implies come before those of its error blocks; their plans follow.
    let first = Arc::new(facts.clone());
    let mut implied = Vec::new();
    let tied: Vec<(End, FlowId)> = ends
        .found
        .into_iter()
        .map(|end| {
            let (id, new) = stand_for(cx, walk, &end, &first);
            implied.extend(new.then_some(id));
            (end, id)
        })
        .collect();
    facts.plans = flows::plans(cx, &flow.plans, Place { scope: None, step: Some(walk) });
    flows::limit_paths(cx, &mut facts, tied.len(), flow.line);
    let facts = Arc::new(facts);
    for id in implied {
        cx.model.flows[id.index()].facts = Arc::clone(&facts);
    }
    for (end, id) in tied {
        let stands_for = cx.model.flow(id);
        let backwards = stands_for.from != end.from;
        let error = walk.on_error || end.arrow == Arrow::Error || stands_for.arrow == Arrow::Error;
        let waits = |arrow: Arrow| matches!(arrow, Arrow::Sync | Arrow::Both);
        walk.open |= !error && (waits(end.arrow) || waits(stands_for.arrow));
        let number = (!walk.on_error).then(|| {
            walk.numbered += 1;
            walk.numbered
        });
        let endpoint = match &facts.label {
            Some(label) if end.last => endpoint(cx, end.to, label),
            _ => None,
        };
        items.push(Item::Step(Step {
            number,
            from: end.from,
            to: end.to,
            arrow: end.arrow,
            flow: id,
            backwards,
            facts: Arc::clone(&facts),
            error,
            endpoint,
            span: end.span,
        }));
    }
}

/// The flow that a step stands for, and whether the step's own facts are those of the flow: of several the one with its
/// label, else the first; where there is none, a new one.
fn stand_for(cx: &mut Context, walk: &Walk, end: &End, facts: &Arc<FlowFacts>) -> (FlowId, bool) {
    let labelled =
        facts.label.as_ref().and_then(|label| cx.labelled.get(&(end.from, end.to, label.value.clone())));
    let known = labelled.or_else(|| cx.joined.get(&(end.from, end.to))).copied();
    let origin = Origin::Implied { journey: walk.journey, on_error: walk.on_error };
    let Some(id) = known else {
        return (flows::add(cx, end.from, end.to, end.arrow, Arc::clone(facts), origin, end.span), true);
    };
    // What an error block implied is an ordinary flow as soon as an ordinary step uses it.
    let flow = &mut cx.model.flows[id.index()];
    let promoted = !walk.on_error && matches!(flow.origin, Origin::Implied { on_error: true, .. });
    if promoted {
        (flow.from, flow.to, flow.arrow, flow.origin, flow.span) =
            (end.from, end.to, end.arrow, origin, end.span);
    }
    (id, promoted)
}

/// The endpoint of `target` that a step's label names; a warning when it names one that is not there.
fn endpoint(cx: &mut Context, target: ElementId, label: &Text) -> Option<EndpointId> {
    let call = Call::read(&label.value)?;
    let element = cx.model.element(target);
    let surfaces: Vec<_> = element.surfaces.iter().map(|id| &cx.model.surfaces[id.index()]).collect();
    let found = surfaces.iter().find_map(|surface| surface.find(call));
    // A surface whose document could not be read may hold anything.
    let unread = surfaces.iter().any(|surface| !surface.complete);
    if let (None, Call::Http { method, path }, false, false) = (found, call, surfaces.is_empty(), unread) {
        let diagnostic = Diagnostic::warning(
            codes::UNKNOWN_ENDPOINT,
            label.span,
            format!("`{}` has no endpoint `{method} {path}`", element.path),
        )
        .here("names an endpoint that is not there")
        .label(surfaces[0].span, "its surface is declared here")
        .note("a label that begins with a method and a path names an endpoint")
        .help("add the endpoint to the surface, or mend the label");
        cx.report(diagnostic);
    }
    found
}

fn nothing_to_return(cx: &mut Context, span: Span) {
    cx.report(
        Diagnostic::error(codes::NOTHING_TO_RETURN, span, "`return` without a call to return from")
            .here("no synchronous step is open here")
            .note("`return` sends the reply back along the `->` steps before it, and closes them all")
            .help("put a `->` step before it, or leave it out"),
    );
}
