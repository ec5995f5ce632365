//! Failure plans that are not complete.

use super::Head;
use super::tokens::{Kind, Token};
use super::{foreign, parts};
use crate::diag::{Diagnostic, codes};
use crate::syntax::{report, words};

/// What is wrong with a plan, `!` included.
pub(super) fn incomplete(head: &Head<'_>) -> Option<Diagnostic> {
    let rest = &head.tokens[1.min(head.tokens.len())..];
    let incomplete = |message: &str| Diagnostic::error(codes::INCOMPLETE_PLAN, head.span, message.to_owned());
    if rest.is_empty() {
        return Some(incomplete("an empty failure plan").here("nothing stands behind the `!`").help(PLAN));
    }
    if let Some(diagnostic) = foreign::typographic_quotes(head)
        .or_else(|| foreign::wrong_arrow(head))
        .or_else(|| parts::trailing_comma(head))
    {
        return Some(diagnostic);
    }
    let colon = rest.iter().position(|token| token.text == ":");
    if let Some(diagnostic) = colon.and_then(|colon| unknown_mode(head, &rest[..colon])) {
        return Some(diagnostic);
    }
    let mode = rest.first().filter(|word| words::mode(word.text).is_some())?;
    match colon {
        Some(colon) if colon + 1 == rest.len() => Some(
            incomplete("a failure plan without an action").here("nothing stands behind the `:`").help(PLAN),
        ),
        Some(_) => None,
        None if rest.iter().all(|t| matches!(t.kind, Kind::Comma) || t.text == ">" || is_mode_part(t)) => {
            Some(
                incomplete("a failure plan without an action")
                    .here("says how it fails, not what is done")
                    .help(format!("write `! {}: …` and at least one action behind the colon", mode.text)),
            )
        }
        None => Some(report::colon_missing(head.token(mode), mode.text)),
    }
}

/// `! if down: …`, `! timeout: …`
fn unknown_mode(head: &Head<'_>, modes: &[Token<'_>]) -> Option<Diagnostic> {
    let begins = |i: usize| i == 0 || modes[i - 1].kind == Kind::Comma;
    let is_word = |token: &Token<'_>| token.kind == Kind::Word && words::mode(token.text).is_none();
    let at = (0..modes.len()).find(|&i| begins(i) && is_word(&modes[i]))?;
    let diagnostic = report::unknown_mode(head.token(&modes[at]), modes[at].text);
    let behind = modes.get(at + 1).and_then(|token| words::mode(token.text));
    let Some(mode) = behind else { return Some(diagnostic) };
    let plain = Diagnostic { help: Vec::new(), fixes: Vec::new(), ..diagnostic };
    Some(plain.help(format!("write `! {}: …`", mode.word())))
}

const PLAN: &str = "write a plan like `! down: retry 3, show \"Try again\"`, or `! retry 3` for any failure";

fn is_mode_part(token: &Token<'_>) -> bool {
    words::mode(token.text).is_some() || token.text.starts_with(|c: char| c.is_ascii_digit())
}
