//! Small checks that many statements share: words of a closed set, facts stated twice, quantities of the wrong sort.

use super::Context;
use crate::diag::{Diagnostic, codes, nearest};
use crate::model::words::Word;
use crate::source::Span;
use crate::syntax::ast::{FlowFact, Name, Quantity};

/// Reads a word of a closed set, or says which there are.
pub(super) fn word<W: Word>(cx: &mut Context, name: &Name) -> Option<W> {
    if let Some(found) = W::read(&name.value) {
        return Some(found);
    }
    let all: Vec<&str> = W::all().iter().map(|word| word.text()).collect();
    let mut diagnostic =
        Diagnostic::error(codes::UNKNOWN_WORD, name.span, format!("unknown {} `{}`", W::WHAT, name.value))
            .here(format!("not {}", article(W::WHAT)));
    if let Some(near) = nearest(&name.value, all.iter().copied()) {
        diagnostic = diagnostic.help(format!("write `{near}`")).fix(name.span, near);
    }
    cx.report(diagnostic.note(format!("{} is {}", article(W::WHAT), one_of(&all))));
    None
}

/// `a direction`, `an accent`.
fn article(what: &str) -> String {
    let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {what}")
}

/// `` `a`, `b` or `c` ``.
pub(super) fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

/// Says that `what` was stated before.
pub(super) fn twice(cx: &mut Context, what: &str, first: Span, second: Span) {
    cx.report(
        Diagnostic::error(codes::SAID_TWICE, second, format!("`{what}` is said twice"))
            .here("said again here")
            .label(first, "said first here")
            .help("keep one of the two"),
    );
}

/// Puts a value where none may be yet; says so when there is one.
pub(super) fn once<T>(cx: &mut Context, what: &str, place: &mut Option<(T, Span)>, value: T, span: Span) {
    match place {
        Some((_, first)) => twice(cx, what, *first, span),
        None => *place = Some((value, span)),
    }
}

/// What sort of quantity a statement wants.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Time,
    Rate,
    Percent,
    Whole,
}

impl Measure {
    fn holds(self, quantity: &Quantity) -> bool {
        match self {
            Measure::Time => {
                matches!(quantity.unit.as_str(), "ms" | "s" | "m" | "h" | "d") && quantity.per.is_none()
            }
            Measure::Rate => quantity.per.is_some(),
            Measure::Percent => quantity.unit == "%" && quantity.per.is_none() && quantity.number <= 100.0,
            Measure::Whole => {
                matches!(quantity.unit.as_str(), "" | "K" | "M" | "G")
                    && quantity.per.is_none()
                    && quantity.number.fract() == 0.0
            }
        }
    }

    const fn wanted(self) -> (&'static str, &'static str) {
        match self {
            Measure::Time => ("a time", "with `ms`, `s`, `m`, `h` or `d`, such as `800ms`"),
            Measure::Rate => ("a rate", "with `/s`, `/m`, `/h` or `/d`, such as `500/s`"),
            Measure::Percent => ("a percentage", "up to `100%`, such as `99.95%`"),
            Measure::Whole => ("a whole number", "without a unit, such as `3`"),
        }
    }
}

/// Checks a quantity; a wrong one is kept as written, so that nothing else complains of its absence.
pub(super) fn measure(cx: &mut Context, quantity: &Quantity, measure: Measure, what: &str) {
    if measure.holds(quantity) || !is_well_formed(quantity) {
        return;
    }
    let (wanted, how) = measure.wanted();
    cx.report(
        Diagnostic::error(
            codes::WRONG_QUANTITY,
            quantity.span,
            format!("`{what}` wants {wanted}, not `{}`", quantity.text),
        )
        .here(format!("not {wanted}"))
        .help(format!("write {wanted} {how}")),
    );
}

/// Whether the parser could read all of it; otherwise it has said so.
fn is_well_formed(quantity: &Quantity) -> bool {
    let text = quantity.text.as_str();
    let text = match quantity.per {
        Some(_) => text.rsplit_once('/').map_or(text, |(amount, _)| amount),
        None => text,
    };
    let digits = text.strip_suffix(quantity.unit.as_str()).unwrap_or(text);
    digits.chars().all(|c| c.is_ascii_digit() || c == '_' || c == '.') && digits.matches('.').count() < 2
}

/// The word and place of a statement in the body of a flow or an endpoint.
pub(super) fn fact_word(fact: &FlowFact) -> (&'static str, Span) {
    let first = |names: &[Name]| names.first().map(|name| name.span).unwrap_or_default();
    match fact {
        FlowFact::Takes(quantity) => ("takes", quantity.span),
        FlowFact::Rate(quantity) => ("rate", quantity.span),
        FlowFact::Carries(names) => ("carries", first(names)),
        FlowFact::Auth(text) => ("auth", text.span),
        FlowFact::Encrypted(span) => ("encrypted", *span),
        FlowFact::Optional(span) => ("optional", *span),
        FlowFact::Request(name) => ("request", name.span),
        FlowFact::Response(name) => ("response", name.span),
        FlowFact::Extra(extra) => ("x-", extra.span),
        FlowFact::Broken(span) => ("", *span),
    }
}

/// Says that a statement does not belong into this body.
pub(super) fn wrong_body(cx: &mut Context, fact: &FlowFact, belongs: &str) {
    let (word, span) = fact_word(fact);
    cx.report(
        Diagnostic::error(codes::WRONG_BODY, span, format!("`{word}` says nothing about {belongs}"))
            .here("does not belong here")
            .help(match word {
                "request" | "response" => "move it to the endpoint in the component's `api { … }`",
                "carries" => "on an endpoint write `request` or `response`",
                "auth" | "takes" | "rate" => "move it to an endpoint",
                _ => "move it to the flow that it is about",
            }),
    );
}

/// Only the value of what [`once`] filled.
pub(super) fn value<T>(place: Option<(T, Span)>) -> Option<T> {
    place.map(|(value, _)| value)
}
