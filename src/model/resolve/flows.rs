//! Flows and their failure plans: lists and chains expanded arrow by arrow, plans resolved once per statement.

use super::checks::{self, Measure};
use super::{Context, Written, journeys, refs};
use crate::diag::{Diagnostic, codes};
use crate::model::component::ElementId;
use crate::model::failure::{Action, ActionKind, Plan, PlanMode};
use crate::model::flow::{Flow, FlowFacts, FlowId, Origin, Tech};
use crate::source::Span;
use crate::syntax::ast::{self, Arrow, FlowFact, Mode};
use std::sync::Arc;

/// Resolves every flow statement outside journeys.
pub(super) fn resolve(cx: &mut Context, written: &Written<'_>) {
    for &(scope, flow) in &written.flows {
        let ends = ends(cx, scope, flow);
        let mut facts = facts(cx, flow);
        facts.plans = plans(cx, &flow.plans, Place { scope, step: None });
        limit_paths(cx, &mut facts, ends.found.len(), flow.line);
        let facts = Arc::new(facts);
        for end in ends.found {
            add(cx, end.from, end.to, end.arrow, Arc::clone(&facts), Origin::Declared, end.span);
        }
    }
}

/// Where a flow statement stands.
pub(super) struct Place<'j> {
    /// The element around it.
    pub scope: Option<ElementId>,
    /// In a journey, what its error blocks need to know.
    pub step: Option<&'j mut journeys::Walk>,
}

/// One arrow of a statement.
pub(super) struct End {
    pub from: ElementId,
    pub to: ElementId,
    pub arrow: Arrow,
    pub span: Span,
    /// Whether it belongs to the last hop of a chain.
    pub last: bool,
}

/// The arrows of one statement.
pub(super) struct Ends {
    pub found: Vec<End>,
    /// Whether none is missing.
    pub complete: bool,
}

/// The arrows that a statement makes, chains hop by hop, lists source by source. Those with an end that means nothing
/// are left out, as are all when they are too many.
pub(super) fn ends(cx: &mut Context, scope: Option<ElementId>, flow: &ast::Flow) -> Ends {
    let mut counted = 0_usize;
    let mut left = flow.sources.len();
    for hop in &flow.hops {
        counted = counted.saturating_add(left.saturating_mul(hop.targets.len()));
        left = hop.targets.len();
    }
    let bind = |cx: &mut Context, paths: &[ast::Path]| -> Vec<(Option<ElementId>, Span)> {
        paths.iter().map(|path| (refs::element(cx, scope, path), path.span)).collect()
    };
    let mut sources = bind(cx, &flow.sources);
    let hops: Vec<_> = flow.hops.iter().map(|hop| (hop.arrow.value, bind(cx, &hop.targets))).collect();
    let mut found = Vec::new();
    if !cx.may_add_arrows(counted, flow.line) {
        return Ends { found, complete: false };
    }
    let whole = flow.sources.len() == 1 && flow.hops.len() == 1;
    for (index, (arrow, targets)) in hops.into_iter().enumerate() {
        let last = index + 1 == flow.hops.len();
        for &(from, from_span) in &sources {
            for &(to, to_span) in &targets {
                match (from, to) {
                    (Some(from), Some(to)) => {
                        let span =
                            if whole && targets.len() == 1 { flow.line } else { from_span.to(to_span) };
                        found.push(End { from, to, arrow, span, last });
                    }
                    (Some(end), None) | (None, Some(end)) => {
                        cx.model.elements[end.index()].incomplete = true;
                    }
                    (None, None) => {}
                }
            }
        }
        sources = targets;
    }
    let complete = found.len() == counted;
    Ends { found, complete }
}

/// Adds a flow, and remembers what it joins for the steps that stand for it.
pub(super) fn add(
    cx: &mut Context,
    from: ElementId,
    to: ElementId,
    arrow: Arrow,
    facts: Arc<FlowFacts>,
    origin: Origin,
    span: Span,
) -> FlowId {
    let id = FlowId(cx.model.flows.len() as u32);
    let mut join = |from: ElementId, to: ElementId| {
        cx.joined.entry((from, to)).or_insert(id);
        if let Some(label) = &facts.label {
            cx.labelled.entry((from, to, label.value.clone())).or_insert(id);
        }
    };
    join(from, to);
    if arrow == Arrow::Both {
        join(to, from);
    }
    cx.model.flows.push(Flow { id, from, to, arrow, facts, origin, span });
    id
}

/// What a flow statement says beside its ends and its plans.
pub(super) fn facts(cx: &mut Context, flow: &ast::Flow) -> FlowFacts {
    let (mut takes, mut rate, mut auth) = (None, None, None);
    let (mut encrypted, mut optional) = (None, None);
    let (mut carries, mut extras) = (Vec::new(), Vec::new());
    for fact in &flow.body {
        match fact {
            FlowFact::Takes(time) => {
                checks::measure(cx, time, Measure::Time, "takes");
                checks::once(cx, "takes", &mut takes, time.clone(), time.span);
            }
            FlowFact::Rate(quantity) => {
                checks::measure(cx, quantity, Measure::Rate, "rate");
                checks::once(cx, "rate", &mut rate, quantity.clone(), quantity.span);
            }
            FlowFact::Carries(names) => carries.extend(names.iter().cloned()),
            FlowFact::Auth(text) => checks::once(cx, "auth", &mut auth, text.clone(), text.span),
            FlowFact::Encrypted(span) => checks::once(cx, "encrypted", &mut encrypted, *span, *span),
            FlowFact::Optional(span) => checks::once(cx, "optional", &mut optional, *span, *span),
            FlowFact::Request(_) | FlowFact::Response(_) => checks::wrong_body(cx, fact, "a flow"),
            FlowFact::Extra(extra) => extras.push(extra.clone()),
            FlowFact::Broken(_) => {}
        }
    }
    FlowFacts {
        label: flow.head.label.clone(),
        tech: flow.head.tech.clone().map(Tech::new),
        tags: flow.head.tags.clone(),
        takes: checks::value(takes),
        rate: checks::value(rate),
        carries,
        auth: checks::value(auth),
        encrypted: checks::value(encrypted),
        optional: checks::value(optional),
        extras,
        plans: Vec::new(),
        span: flow.span,
    }
}

/// The plans under a flow or a step; two of one mode are reported.
pub(super) fn plans(cx: &mut Context, written: &[ast::Plan], mut place: Place<'_>) -> Vec<Plan> {
    let mut named: Vec<(Mode, Span)> = Vec::new();
    let mut plans = Vec::with_capacity(written.len());
    for plan in written {
        let own: Vec<(Mode, Span)> = match plan.modes.as_slice() {
            [] => vec![(Mode::Any, plan.span)],
            modes => modes.iter().map(|mode| (mode.mode.value, mode.mode.span)).collect(),
        };
        for (mode, span) in own {
            match named.iter().find(|(other, _)| *other == mode) {
                Some(&(_, first)) => second_plan(cx, mode, first, span),
                None => named.push((mode, span)),
            }
        }
        let modes: Vec<PlanMode> = plan.modes.iter().map(|mode| plan_mode(cx, mode)).collect();
        let actions = actions(cx, &plan.actions, &mut place);
        plans.push(Plan { modes, which: plan.which.clone(), actions, span: plan.span });
    }
    plans
}

/// Counts the error paths of a statement's plans, once for each of its arrows; too many are left out.
pub(super) fn limit_paths(cx: &mut Context, facts: &mut FlowFacts, arrows: usize, span: Span) {
    let paths: usize = facts.plans.iter().map(|plan| plan.error_paths().len()).sum();
    if paths > 0 && !cx.may_add_arrows(paths.saturating_mul(arrows), span) {
        facts.plans.clear();
    }
}

fn second_plan(cx: &mut Context, mode: Mode, first: Span, second: Span) {
    let message = match mode {
        Mode::Any => "two plans for any failure of this flow".to_owned(),
        mode => format!("two plans for `{}` of this flow", mode.word()),
    };
    cx.report(
        Diagnostic::error(codes::DUPLICATE_PLAN, second, message)
            .here("a second plan")
            .label(first, "the first is here")
            .help("list the actions of both in one plan, separated by commas"),
    );
}

fn plan_mode(cx: &mut Context, written: &ast::PlanMode) -> PlanMode {
    if let Some(threshold) = &written.threshold
        && matches!(written.mode.value, Mode::Slow | Mode::Stale)
    {
        checks::measure(cx, threshold, Measure::Time, written.mode.value.word());
    }
    PlanMode { mode: written.mode.clone(), threshold: written.threshold.clone() }
}

/// Resolves a list of actions. Their targets are looked up from where the flow stands.
pub(super) fn actions(cx: &mut Context, written: &[ast::Action], place: &mut Place<'_>) -> Vec<Action> {
    let mut actions = Vec::with_capacity(written.len());
    for action in written {
        let target = |cx: &mut Context, path: &ast::Path| refs::element(cx, place.scope, path);
        let kind = match &action.kind {
            ast::ActionKind::Redirect { target: path, label } => {
                ActionKind::Redirect { target: target(cx, path), label: label.clone() }
            }
            ast::ActionKind::Park { target: path, label } => {
                ActionKind::Park { target: target(cx, path), label: label.clone() }
            }
            ast::ActionKind::Compensate { target: path, label } => {
                ActionKind::Compensate { target: target(cx, path), label: label.clone() }
            }
            ast::ActionKind::Retry { count, backoff } => {
                if let Some(count) = count {
                    checks::measure(cx, count, Measure::Whole, "retry");
                }
                if let Some(backoff) = backoff {
                    checks::measure(cx, backoff, Measure::Time, "backoff");
                }
                ActionKind::Retry { count: count.clone(), backoff: backoff.clone() }
            }
            ast::ActionKind::Breaker => ActionKind::Breaker,
            ast::ActionKind::Alert(name) => ActionKind::Alert(name.clone()),
            ast::ActionKind::Respond { code, text } => {
                ActionKind::Respond { code: code.clone(), text: text.clone() }
            }
            ast::ActionKind::Show(text) => ActionKind::Show(text.clone()),
            ast::ActionKind::Fail(text) => ActionKind::Fail(text.clone()),
            ast::ActionKind::Degrade(text) => ActionKind::Degrade(text.clone()),
            ast::ActionKind::Fallback(text) => ActionKind::Fallback(text.clone()),
            ast::ActionKind::Requeue => ActionKind::Requeue,
            ast::ActionKind::Queue => ActionKind::Queue,
            ast::ActionKind::Rollback(text) => ActionKind::Rollback(text.clone()),
            ast::ActionKind::Ignore(text) => ActionKind::Ignore(text.clone()),
            ast::ActionKind::Free(text) => ActionKind::Free(text.clone()),
            ast::ActionKind::Block(statements) => match place.step.as_deref_mut() {
                Some(walk) => ActionKind::Block(journeys::error_block(cx, walk, statements)),
                // Outside a journey: the parser has said so.
                None => continue,
            },
        };
        actions.push(Action { kind, span: action.span });
    }
    actions
}
