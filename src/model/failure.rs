//! Failure plans: what is done when a flow fails, and what that makes of its source.

use super::component::ElementId;
use super::journey::Item;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Mode, Name, Quantity, Text};

/// `! down, slow > 2s "which one": retry 3, -> cache "read through"`.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The modes it holds for; empty when none is written, which means any.
    pub modes: Vec<PlanMode>,
    /// `"which one"`.
    pub which: Option<Text>,
    /// What is done, in the order written.
    pub actions: Vec<Action>,
    /// All of it, from the `!`.
    pub span: Span,
}

/// A mode and its threshold.
#[derive(Clone, Debug)]
pub struct PlanMode {
    /// The mode.
    pub mode: Spanned<Mode>,
    /// `> 2s`.
    pub threshold: Option<Quantity>,
}

/// One action of a plan. Its source is the source of the flow or step that fails.
#[derive(Clone, Debug)]
pub struct Action {
    /// What is done.
    pub kind: ActionKind,
    /// All of it.
    pub span: Span,
}

/// The actions. A target is `None` when its name could not be resolved.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "each variant is the action of the same name")]
pub enum ActionKind {
    /// `-> target "label"`.
    Redirect {
        target: Option<ElementId>,
        label: Option<Text>,
    },
    /// `~> target "label"`.
    Park {
        target: Option<ElementId>,
        label: Option<Text>,
    },
    Retry {
        count: Option<Quantity>,
        backoff: Option<Quantity>,
    },
    Breaker,
    /// Its receiver need not be declared.
    Alert(Name),
    Respond {
        code: Name,
        text: Option<Text>,
    },
    Show(Text),
    Fail(Option<Text>),
    Degrade(Option<Text>),
    Fallback(Option<Text>),
    Requeue,
    Queue,
    Rollback(Option<Text>),
    /// `compensate -> target "…"`.
    Compensate {
        target: Option<ElementId>,
        label: Option<Text>,
    },
    Ignore(Option<Text>),
    /// `"free text"`.
    Free(Text),
    /// `{ … }`, under a journey's step only.
    Block(Vec<Item>),
}

/// What an action makes of the source of the flow, mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// Accepted on purpose.
    Unaffected,
    /// Done later.
    Delayed,
    /// Goes on with less.
    Degraded,
    /// Fails, but in a planned way.
    Failing,
}

/// An arrow that an action draws.
#[derive(Clone, Copy, Debug)]
pub struct ErrorPath<'a> {
    /// Where it leads.
    pub target: ElementId,
    /// Its label, when it has one.
    pub label: Option<&'a Text>,
    /// The word for it when it has no label: empty for a redirect, which says it all by its arrow.
    pub word: &'static str,
    /// The action.
    pub span: Span,
}

impl Plan {
    /// The modes it holds for, `any` when none is written.
    pub fn modes(&self) -> impl Iterator<Item = Mode> + '_ {
        let any = self.modes.is_empty().then_some(Mode::Any);
        self.modes.iter().map(|mode| mode.mode.value).chain(any)
    }

    /// Whether it holds more than mitigation: only then it decides.
    pub fn is_effective(&self) -> bool {
        self.actions.iter().any(|action| action.effect().is_some())
    }

    /// What it is a plan for, in words: `down, slow > 50ms`, `rejected (card declined)`; `any` without a mode.
    pub fn cause(&self) -> String {
        let mut words: Vec<String> = self
            .modes
            .iter()
            .map(|mode| match &mode.threshold {
                Some(threshold) => format!("{} > {}", mode.mode.value.word(), threshold.text),
                None => mode.mode.value.word().to_owned(),
            })
            .collect();
        if words.is_empty() {
            words.push(Mode::Any.word().to_owned());
        }
        let modes = words.join(", ");
        match &self.which {
            Some(which) => format!("{modes} ({})", which.value),
            None => modes,
        }
    }

    /// The arrows it draws, those of the action lists in its blocks included. Steps in a block are steps of the journey.
    pub fn error_paths(&self) -> Vec<ErrorPath<'_>> {
        self.actions
            .iter()
            .flat_map(|action| match &action.kind {
                ActionKind::Block(items) => listed(items),
                _ => vec![action],
            })
            .filter_map(Action::error_path)
            .collect()
    }
}

/// The actions listed in a block, wherever in it.
pub fn listed(items: &[Item]) -> Vec<&Action> {
    let mut actions = Vec::new();
    for item in items {
        match item {
            Item::Actions(list, _) => {
                for action in list {
                    match &action.kind {
                        ActionKind::Block(items) => actions.extend(listed(items)),
                        _ => actions.push(action),
                    }
                }
            }
            Item::When(branches, _) => {
                actions.extend(branches.iter().flat_map(|branch| listed(&branch.body)))
            }
            Item::Parallel(lanes, _) => actions.extend(lanes.iter().flat_map(|lane| listed(&lane.body))),
            Item::Repeat { body, .. } => actions.extend(listed(body)),
            Item::Step(_) | Item::Return(..) | Item::Note { .. } => {}
        }
    }
    actions
}

impl ActionKind {
    /// Its word; for an arrow, free text and a block what they are called in JSON.
    pub const fn word(&self) -> &'static str {
        match self {
            ActionKind::Redirect { .. } => "redirect",
            ActionKind::Park { .. } => "park",
            ActionKind::Retry { .. } => "retry",
            ActionKind::Breaker => "breaker",
            ActionKind::Alert(_) => "alert",
            ActionKind::Respond { .. } => "respond",
            ActionKind::Show(_) => "show",
            ActionKind::Fail(_) => "fail",
            ActionKind::Degrade(_) => "degrade",
            ActionKind::Fallback(_) => "fallback",
            ActionKind::Requeue => "requeue",
            ActionKind::Queue => "queue",
            ActionKind::Rollback(_) => "rollback",
            ActionKind::Compensate { .. } => "compensate",
            ActionKind::Ignore(_) => "ignore",
            ActionKind::Free(_) => "free",
            ActionKind::Block(_) => "block",
        }
    }
}

impl Action {
    /// What it makes of the source; `None` for mitigation, which changes nothing. The actions of a block count like
    /// listed ones; a block of steps only is handled, its effect unknown.
    pub fn effect(&self) -> Option<Effect> {
        match &self.kind {
            ActionKind::Retry { .. } | ActionKind::Breaker | ActionKind::Alert(_) => None,
            ActionKind::Ignore(_) => Some(Effect::Unaffected),
            ActionKind::Park { .. } | ActionKind::Requeue | ActionKind::Queue => Some(Effect::Delayed),
            ActionKind::Redirect { .. } | ActionKind::Degrade(_) | ActionKind::Fallback(_) => {
                Some(Effect::Degraded)
            }
            ActionKind::Respond { .. }
            | ActionKind::Show(_)
            | ActionKind::Fail(_)
            | ActionKind::Rollback(_)
            | ActionKind::Compensate { .. }
            | ActionKind::Free(_) => Some(Effect::Failing),
            ActionKind::Block(items) => {
                let listed = listed(items);
                if listed.is_empty() {
                    return Some(Effect::Failing);
                }
                listed.into_iter().filter_map(Action::effect).min()
            }
        }
    }

    /// The arrow it draws.
    pub fn error_path(&self) -> Option<ErrorPath<'_>> {
        let (target, label, word) = match &self.kind {
            ActionKind::Redirect { target, label } => ((*target)?, label, ""),
            ActionKind::Park { target, label } => ((*target)?, label, ""),
            ActionKind::Compensate { target, label } => ((*target)?, label, "compensate"),
            _ => return None,
        };
        Some(ErrorPath { target, label: label.as_ref(), word, span: self.span })
    }
}
