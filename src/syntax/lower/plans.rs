//! Failure plans: modes, thresholds and actions.

use super::{Lower, Node, Parts, Place, Rule, STRING, tight};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Action, ActionKind, Mode, Plan, PlanMode};
use crate::syntax::{recover, report, words};

impl Lower<'_> {
    /// `! down, slow > 2s "which": retry 3, show "…"`; `None` when none of its actions could be read.
    pub(super) fn plan(&mut self, node: &Node<'_>) -> Option<Plan> {
        let span = self.span(node);
        let mut parts = Parts::of(node);
        parts.has(Rule::bang);
        let modes: Vec<PlanMode> = match parts.accept(&[Rule::modes]) {
            Some(modes) => tight(Parts::of(&modes).filter_map(|mode| self.mode(&mode))),
            None => Vec::new(),
        };
        let which = parts.accept(&STRING).map(|node| self.text(&node));
        parts.has(Rule::colon);
        let list = parts.accept(&[Rule::actions])?;
        let rest = parts.accept(&[Rule::plan_rest]);
        if is_garbled(&list, rest.as_ref()) {
            self.diagnose(|source| recover::plan(source, span));
            return None;
        }
        let actions = self.actions(&list);
        // An action that could not be read has been reported with all that is behind it.
        let is_known = Parts::of(&list).last().is_none_or(|action| action.as_rule() != Rule::unknown_action);
        if let Some(rest) = rest.filter(|_| is_known) {
            let place = Span { end: self.head_end(&rest, &[Rule::block]), ..self.span(&rest) };
            self.diagnose(|source| recover::leftover(source, place, Place::Plan));
        }
        (!actions.is_empty()).then_some(Plan { modes, which, actions, span })
    }

    fn mode(&mut self, node: &Node<'_>) -> Option<PlanMode> {
        let mut parts = Parts::of(node);
        let word = self.name(&parts.next()?);
        parts.has(Rule::threshold);
        let threshold = parts.accept(&[Rule::quantity]).map(|node| self.quantity(&node));
        match words::mode(&word.value) {
            Some(mode) => Some(PlanMode { mode: Spanned::new(mode, word.span), threshold }),
            None => {
                self.report(report::unknown_mode(word.span, &word.value));
                // Another mode would be a guess; `any` keeps the plan from being called missing.
                Some(PlanMode { mode: Spanned::new(Mode::Any, word.span), threshold })
            }
        }
    }

    /// A list of actions; those that could not be read are left out after a diagnostic.
    pub(super) fn actions(&mut self, node: &Node<'_>) -> Vec<Action> {
        tight(Parts::of(node).filter_map(|action| {
            let span = self.span(&action);
            self.action(&action).map(|kind| Action { kind, span })
        }))
    }

    fn action(&mut self, node: &Node<'_>) -> Option<ActionKind> {
        let span = self.span(node);
        let mut parts = Parts::of(node);
        Some(match node.as_rule() {
            Rule::redirect => {
                parts.next();
                let target = self.path(&parts.next()?);
                ActionKind::Redirect { target, label: parts.accept(&STRING).map(|node| self.text(&node)) }
            }
            Rule::park => {
                parts.next();
                let target = self.path(&parts.next()?);
                ActionKind::Park { target, label: parts.accept(&STRING).map(|node| self.text(&node)) }
            }
            Rule::compensate => {
                parts.next();
                let arrow = parts.next()?;
                if arrow.as_rule() == Rule::arrow_async {
                    self.report(report::compensate_arrow(self.span(&arrow)));
                }
                let target = self.path(&parts.next()?);
                ActionKind::Compensate { target, label: parts.accept(&STRING).map(|node| self.text(&node)) }
            }
            Rule::retry => {
                parts.next();
                let count = parts.accept(&[Rule::quantity]).map(|node| self.quantity(&node));
                parts.has(Rule::kw_backoff);
                ActionKind::Retry {
                    count,
                    backoff: parts.accept(&[Rule::quantity]).map(|node| self.measure(&node)),
                }
            }
            Rule::alert => {
                parts.next();
                ActionKind::Alert(self.name_or_text(&parts.next()?))
            }
            Rule::respond => {
                parts.next();
                let code = self.code(&parts.next()?);
                ActionKind::Respond { code, text: parts.accept(&STRING).map(|node| self.text(&node)) }
            }
            Rule::plain_action => match node.as_str().trim_end() {
                "breaker" => ActionKind::Breaker,
                "requeue" => ActionKind::Requeue,
                _ => ActionKind::Queue,
            },
            Rule::text_action => {
                let word = parts.next()?;
                let text = parts.accept(&STRING).map(|node| self.text(&node));
                match (word.as_str(), text) {
                    ("show", Some(text)) => ActionKind::Show(text),
                    ("show", None) => {
                        self.report(report::action_needs(
                            span,
                            "show",
                            "a text in quotes",
                            "show \"Try again later\"",
                        ));
                        return None;
                    }
                    ("fail", text) => ActionKind::Fail(text),
                    ("degrade", text) => ActionKind::Degrade(text),
                    ("fallback", text) => ActionKind::Fallback(text),
                    ("rollback", text) => ActionKind::Rollback(text),
                    (_, text) => ActionKind::Ignore(text),
                }
            }
            Rule::free_text => ActionKind::Free(self.text(&parts.next()?)),
            Rule::block => {
                let outside = !self.in_journey;
                if outside {
                    self.report(report::block_outside_journey(self.empty_span(span.start as usize, 1)));
                }
                let mark = self.mark();
                let statements = self.block(node.clone());
                if outside {
                    self.forget_since(mark);
                }
                ActionKind::Block(statements)
            }
            _ => {
                let word = self.name(&parts.next()?);
                let behind = &self.source.text[span.end as usize..];
                // Enough for a target; a line may be a whole file.
                let behind = behind.char_indices().nth(200).map_or(behind, |(end, _)| &behind[..end]);
                let value = parts.next().map(|value| self.source.slice(self.span(&value)));
                self.report(report::unknown_action(&word, span, value, behind));
                return None;
            }
        })
    }

    /// A status code: three digits, `4xx`, `5xx`, or a name.
    pub(super) fn code(&mut self, node: &Node<'_>) -> crate::syntax::ast::Name {
        let code = self.word(node);
        let bytes = code.value.as_bytes();
        let numeric = bytes.first().is_some_and(u8::is_ascii_digit);
        let three = bytes.len() == 3 && (b'1'..=b'5').contains(&bytes[0]);
        let good = three && (bytes[1..].iter().all(u8::is_ascii_digit) || code.value.ends_with("xx"));
        if numeric && !good {
            self.report(report::reply_code(code.span, &code.value));
        }
        code
    }

    /// A plan that could not be read at all.
    pub(super) fn broken_plan(&mut self, node: &Node<'_>) {
        let span = self.span(node);
        let head = Span { end: self.head_end(node, &[Rule::block]), ..span };
        self.diagnose(|source| recover::plan(source, head));
    }
}

/// `! down retry 3` and `! if down: retry 3` have no modes for the grammar, so that their first word reads like an unknown
/// action.
fn is_garbled(actions: &Node<'_>, rest: Option<&Node<'_>>) -> bool {
    let action = Parts::of(actions).next().filter(|action| action.as_rule() == Rule::unknown_action);
    let Some(action) = action else { return false };
    let Some(word) = Parts::of(&action).next() else { return false };
    // `! on timeout retry`
    let behind = &action.as_str()[word.as_str().trim_end().len()..];
    let leads_in =
        words::led_in(word.as_str(), behind.split_whitespace().next().unwrap_or_default()).is_some();
    let colon_follows =
        rest.is_some_and(|rest| rest.as_str().split('"').step_by(2).any(|code| code.contains(':')));
    leads_in
        || words::mode(word.as_str()).is_some()
        || (colon_follows && !words::ACTIONS.contains(&word.as_str()))
}
