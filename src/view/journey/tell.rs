//! Walks a journey from its first statement to its last, with the calls that are open, and tells it.
//!
//! Before: the journey is resolved; steps that could not be are left out of it. After: what [`super::Telling`] says holds. The
//! walk recurses into blocks, which the parser limits to 64 levels, and stops at [`MAX_ACTS`].

use super::calls::{Arena, Calls, Reply};
use super::{Act, Cause, Failure, Leg, MAX_ACTS, Part, Telling, Told};
use crate::model::{
    Action, ActionKind, Arrow, ElementId, FlowFacts, Item, Journey, Model, Plan, Step, StepPlan,
};
use crate::source::{Span, Spanned};
use crate::view::script::FrameKind;
use crate::view::{EdgeKind, clean, plans};
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// Tells a journey.
pub fn tell<'m>(model: &'m Model, journey: &'m Journey) -> Telling<'m> {
    let mut acts_last = BTreeMap::new();
    journey.each_step(&mut |step| {
        acts_last.insert(step.from, step.number);
    });
    let mut teller = Teller {
        model,
        arena: Arena::default(),
        calls: Calls::default(),
        acts_last,
        told: IndexMap::new(),
        block: 0,
        blocks: 0,
        replies: 0,
        acts: 0,
    };
    let mut acts = teller.items(&journey.items, None);
    teller.rest(0, &mut acts);
    Telling { acts, too_long: teller.acts > MAX_ACTS }
}

/// What makes a failure the same as an earlier one: the plan, the ends of the step, and who is answered.
type Same = (Span, ElementId, ElementId, Option<ElementId>);

struct Teller<'m> {
    model: &'m Model,
    arena: Arena,
    calls: Calls,
    /// The number of the last step that each element takes, steps of error blocks left out.
    acts_last: BTreeMap<ElementId, Option<u32>>,
    /// The numbers under which failures have been told.
    told: IndexMap<Same, String>,
    /// The block that is being told; 0 is the journey.
    block: u32,
    blocks: u32,
    replies: u32,
    acts: usize,
}

/// What is known inside an error block.
struct OnError<'m> {
    /// The step that failed.
    step: &'m Step,
    /// The number of what is done about it.
    number: String,
    /// How many arrows of it have a number.
    arrows: u32,
    /// Who waits for the source of that step.
    caller: Option<ElementId>,
    /// What is done that is no arrow.
    said: Vec<String>,
}

impl OnError<'_> {
    fn next(&mut self) -> String {
        self.arrows += 1;
        format!("{}.{}", self.number, self.arrows)
    }
}

impl<'m> Teller<'m> {
    /// Whether there is room for one more act.
    fn goes_on(&mut self) -> bool {
        self.acts += 1;
        self.acts <= MAX_ACTS
    }

    fn items(&mut self, items: &'m [Item], mut on_error: Option<&mut OnError<'m>>) -> Vec<Act<'m>> {
        let mut acts = Vec::new();
        for item in items {
            if !self.goes_on() {
                break;
            }
            match item {
                Item::Step(step) => self.step(step, on_error.as_deref_mut(), &mut acts),
                Item::When(branches, span) => {
                    let parts =
                        branches.iter().map(|branch| (line(branch.condition.as_ref()), &*branch.body));
                    let exhaustive = branches.iter().any(|branch| branch.condition.is_none());
                    let kind = FrameKind::Alternatives;
                    self.enter(branches.iter().map(|branch| &*branch.body), &mut acts);
                    acts.push(self.block(kind, parts, exhaustive, *span, on_error.as_deref_mut()));
                }
                Item::Parallel(lanes, span) => {
                    let parts = lanes.iter().map(|lane| (line(lane.label.as_ref()), &*lane.body));
                    self.enter(lanes.iter().map(|lane| &*lane.body), &mut acts);
                    acts.push(self.block(FrameKind::Parallel, parts, false, *span, on_error.as_deref_mut()));
                }
                Item::Repeat { what, body, span } => {
                    let parts = std::iter::once((line(what.as_ref()), &**body));
                    self.enter(std::iter::once(&**body), &mut acts);
                    acts.push(self.block(FrameKind::Loop, parts, true, *span, on_error.as_deref_mut()));
                }
                Item::Return(text, span) => {
                    self.reply(line(text.as_ref()), *span, on_error.is_some(), &mut acts);
                }
                Item::Note { over, text, span } => {
                    acts.push(Act::Note { over: over.clone(), text: clean::line(&text.value), span: *span });
                }
                Item::Actions(actions, _) => {
                    if let Some(on_error) = on_error.as_deref_mut() {
                        self.actions(actions, on_error, &mut acts);
                    }
                }
            }
        }
        acts
    }

    /// Before a block whose parts all begin with the same source, what that called before has returned.
    fn enter<'b>(&mut self, bodies: impl Iterator<Item = &'b [Item]>, acts: &mut Vec<Act<'m>>) {
        let mut sources = bodies.filter_map(first_source);
        let Some(first) = sources.next() else { return };
        if sources.all(|source| source == first) {
            self.turn_to(first, acts);
        }
    }

    /// `source` acts: whom it called before is done.
    fn turn_to(&mut self, source: ElementId, acts: &mut Vec<Act<'m>>) {
        let over = self.calls.turn_to(&self.arena, source);
        self.end(&over, acts);
    }

    /// These calls are over: what was woken in this block rests.
    fn end(&self, over: &[Reply], acts: &mut Vec<Act<'m>>) {
        let own = over.iter().filter(|over| over.block == self.block);
        acts.extend(own.map(|over| Act::Rests(over.from)));
    }

    /// A step: what was called before returns, the call is made, and each failure is told from where the step began.
    fn step(&mut self, step: &'m Step, on_error: Option<&mut OnError<'m>>, acts: &mut Vec<Act<'m>>) {
        self.turn_to(step.from, acts);
        let flow = self.model.flow(step.flow);
        // How the call works is said by the flow that the step stands for.
        let waits = matches!(flow.arrow, Arrow::Sync | Arrow::Both);
        let kind = match flow.arrow {
            _ if step.error => EdgeKind::Error,
            Arrow::Async => EdgeKind::Async,
            Arrow::Sync | Arrow::Both | Arrow::Error => EdgeKind::Sync,
        };
        let is_main = on_error.is_none();
        let number = match (step.number, on_error) {
            (_, Some(on_error)) => on_error.next(),
            (number, None) => number.unwrap_or_default().to_string(),
        };
        // A step that says nothing says what its flow does.
        let says = |facts: &FlowFacts| facts.label.is_some() || facts.tech.is_some();
        let facts = if says(&step.facts) { &step.facts } else { &flow.facts };
        let tech = facts.tech.as_ref();
        let leg = Leg {
            id: format!("s{number}"),
            number: Some(number.clone()),
            cause: Cause::Step,
            from: step.from,
            to: step.to,
            kind,
            both: step.arrow == Arrow::Both,
            label: clean::line(facts.label()),
            tech: tech.map(|tech| clean::line(&tech.text())).filter(|tech| !tech.is_empty()),
            tags: step.facts.tags.iter().map(|tag| tag.value.clone()).collect(),
            span: step.span,
        };
        let before = self.calls.clone();
        let wakes = waits && !step.error && step.from != step.to;
        if wakes {
            self.calls.open(&mut self.arena, step.from, step.to, self.block);
        } else if step.from != step.to {
            self.calls.wake(&self.arena, step.to);
        }
        if is_main {
            // Stacks to which nobody comes back are over.
            let acts_last = &self.acts_last;
            let acts_again = |id| acts_last.get(&id).is_some_and(|&last| last > step.number);
            let over = self.calls.leave(&self.arena, self.block, acts_again);
            self.end(&over, acts);
        }
        let after = std::mem::replace(&mut self.calls, before);
        let failures = self.failures(step, &number, is_main);
        self.calls = after;
        if is_main && !step.error {
            self.arena.reach(step.to);
        }
        acts.push(Act::Step(Told { step, leg, wakes, failures }));
    }

    /// What is done when a step fails. A step of an error block inherits nothing: its failure is that of the whole plan.
    fn failures(&mut self, step: &'m Step, number: &str, is_main: bool) -> Vec<Failure<'m>> {
        let plans = self.model.step_plans(step).into_iter().filter(|plan| is_main || !plan.inherited);
        let mut failures = Vec::new();
        for (index, plan) in plans.enumerate() {
            if !self.goes_on() {
                break;
            }
            let number = format!("{number}{}", letters(index));
            failures.push(self.failure(step, &plan, number));
        }
        failures
    }

    fn failure(&mut self, step: &'m Step, held: &StepPlan<'m>, number: String) -> Failure<'m> {
        let plan: &'m Plan = held.plan;
        let cause = plans::cause(plan, &held.modes);
        let caller = self.calls.caller(&self.arena, step.from);
        let mut failure = Failure {
            number: number.clone(),
            cause,
            said: String::new(),
            words: String::new(),
            acts: Vec::new(),
            again: None,
            plan,
            inherited: held.inherited,
        };
        // The steps of a block are told once, whatever steps share its plan; other plans once between two elements.
        let has_block = plan.actions.iter().any(|action| matches!(action.kind, ActionKind::Block(_)));
        let key = if has_block {
            (plan.span, ElementId(0), ElementId(0), None)
        } else {
            (plan.span, step.from, step.to, caller)
        };
        if let Some(first) = self.told.get(&key) {
            failure.again = Some(first.clone());
            failure.said = format!("as {first}");
            failure.words = failure.said.clone();
            return failure;
        }
        self.told.insert(key, number.clone());
        failure.words = plans::actions(self.model, &plan.actions);

        let (before, around) = (self.calls.clone(), self.block);
        self.blocks += 1;
        self.block = self.blocks;
        let mut on_error = OnError { step, number, arrows: 0, caller, said: Vec::new() };
        self.actions(&plan.actions, &mut on_error, &mut failure.acts);
        self.rest(self.block, &mut failure.acts);
        (self.calls, self.block) = (before, around);
        if let [Act::Arrow(only)] = &mut failure.acts[..] {
            only.number = Some(failure.number.clone());
            only.id = format!("s{}", failure.number);
        }
        failure.said = on_error.said.join(", ");
        failure
    }

    /// The actions of a plan, or of a line in an error block. Its arrows start at the source of the step that failed.
    fn actions(&mut self, actions: &'m [Action], on_error: &mut OnError<'m>, acts: &mut Vec<Act<'m>>) {
        let source = on_error.step.from;
        for action in actions {
            if !self.goes_on() {
                break;
            }
            let (cause, to, label) = match &action.kind {
                ActionKind::Redirect { target: Some(to), label } => {
                    (Cause::Redirect, *to, line(label.as_ref()))
                }
                ActionKind::Park { target: Some(to), label } => (Cause::Park, *to, line(label.as_ref())),
                ActionKind::Compensate { target: Some(to), label } => {
                    let label = line(label.as_ref());
                    let said = if label.is_empty() { "compensate".to_owned() } else { label };
                    (Cause::Compensate, *to, said)
                }
                ActionKind::Respond { code, text }
                    if on_error.caller.is_some_and(|caller| caller != source) =>
                {
                    let said = format!("{} {}", code.value, line(text.as_ref()));
                    (Cause::Respond, on_error.caller.unwrap_or(source), clean::line(&said))
                }
                ActionKind::Block(items) => {
                    acts.extend(self.items(items, Some(on_error)));
                    continue;
                }
                _ => {
                    let words = plans::action(self.model, action);
                    if !words.is_empty() {
                        on_error.said.push(words);
                    }
                    continue;
                }
            };
            let number = on_error.next();
            acts.push(Act::Arrow(Leg {
                id: format!("s{number}"),
                number: Some(number),
                cause,
                from: source,
                to,
                kind: EdgeKind::Error,
                both: false,
                label,
                tech: None,
                tags: Vec::new(),
                span: action.span,
            }));
        }
    }

    /// `return`: the reply runs back along the calls that lead to whoever acted last, and every open call ends.
    fn reply(&mut self, text: String, span: Span, is_error: bool, acts: &mut Vec<Act<'m>>) {
        let (due, others) = self.calls.close(&self.arena);
        let mut legs = Vec::new();
        let mut rests = Vec::new();
        for over in due {
            if !self.goes_on() {
                break;
            }
            self.replies += 1;
            legs.push(Leg {
                id: format!("r{}", self.replies),
                number: None,
                cause: Cause::Return,
                from: over.from,
                to: over.to,
                kind: if is_error { EdgeKind::Error } else { EdgeKind::Return },
                both: false,
                label: String::new(),
                tech: None,
                tags: Vec::new(),
                span,
            });
            self.end(&[over], &mut rests);
        }
        self.end(&others, &mut rests);
        if let Some(last) = legs.last_mut() {
            last.label.clone_from(&text);
        }
        acts.push(Act::Return { legs, text, span });
        acts.extend(rests);
    }

    /// A block. Each of its parts begins with the calls that were open before it, and so does what follows it, unless all
    /// of its alternatives have returned. Where an initiator began with the block, what follows it goes on with the calls
    /// that were made in it.
    fn block(
        &mut self,
        kind: FrameKind,
        bodies: impl Iterator<Item = (String, &'m [Item])>,
        exhaustive: bool,
        span: Span,
        mut on_error: Option<&mut OnError<'m>>,
    ) -> Act<'m> {
        let (before, around) = (self.calls.clone(), self.block);
        let mut ends: Vec<Calls> = Vec::new();
        let mut parts = Vec::new();
        for (label, body) in bodies {
            if !self.goes_on() {
                break;
            }
            self.blocks += 1;
            (self.calls, self.block) = (before.clone(), self.blocks);
            let mut acts = self.items(body, on_error.as_deref_mut());
            self.rest(self.block, &mut acts);
            ends.push(std::mem::take(&mut self.calls));
            parts.push(Part { label, acts });
        }
        self.block = around;
        let open = ends.iter().position(Calls::any_open);
        // What some journeys skip does not take the reply from whoever waits.
        let begins = (exhaustive || kind == FrameKind::Parallel) && before.begins();
        self.calls = match open {
            Some(first) if begins || !before.any_open() => ends.swap_remove(first),
            None if exhaustive && !ends.is_empty() => ends.swap_remove(0),
            _ => before,
        };
        Act::Block { kind, parts, span }
    }

    /// At the end of a block, what was woken in it rests.
    fn rest(&mut self, block: u32, acts: &mut Vec<Act<'m>>) {
        let due = self.calls.made_in(&self.arena, block);
        acts.extend(due.into_iter().map(|over| Act::Rests(over.from)));
    }
}

/// The source of the first step in a body, or in the blocks that it begins with.
fn first_source(items: &[Item]) -> Option<ElementId> {
    items.iter().find_map(|item| match item {
        Item::Step(step) => Some(step.from),
        Item::When(branches, _) => branches.iter().find_map(|branch| first_source(&branch.body)),
        Item::Parallel(lanes, _) => lanes.iter().find_map(|lane| first_source(&lane.body)),
        Item::Repeat { body, .. } => first_source(body),
        Item::Return(..) | Item::Note { .. } | Item::Actions(..) => None,
    })
}

/// A text as it may be drawn.
fn line(text: Option<&Spanned<String>>) -> String {
    text.map(|text| clean::line(&text.value)).unwrap_or_default()
}

/// `a`, `b`, …, `z`, `aa`, `ab`, …
fn letters(index: usize) -> String {
    let letter = |index: usize| char::from(b'a' + (index % 26) as u8);
    if index < 26 { letter(index).to_string() } else { letters(index / 26 - 1) + &letter(index).to_string() }
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn failures_are_counted_in_letters() {
        assert_eq!([0, 1, 25, 26, 51, 52].map(letters), ["a", "b", "z", "aa", "az", "ba"]);
    }
}
