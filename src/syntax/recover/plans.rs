//! Failure plans that are not complete, and what people write in their stead.

use super::Head;
use super::tokens::{self, Kind, Token};
use super::{foreign, parts};
use crate::diag::{Diagnostic, codes};
use crate::syntax::lower::Place;
use crate::syntax::{report, words};

/// What is wrong with a plan, `!` included.
pub(super) fn incomplete(head: &Head<'_>) -> Option<Diagnostic> {
    let rest = &colon_apart(&head.tokens[1.min(head.tokens.len())..]);
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
    if let Some(diagnostic) = lead_in(head, rest).or_else(|| unit_apart(head, rest)) {
        return Some(diagnostic);
    }
    if let Some(diagnostic) = colon.and_then(|colon| unknown_mode(head, &rest[..colon])) {
        return Some(diagnostic);
    }
    if let Some(diagnostic) = colon.and_then(|colon| threshold(head, &rest[..colon])) {
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
                    .help(format!("write `! {}: …` and at least one action behind the colon", way(rest))),
            )
        }
        None => Some(report::colon_missing(head.token(mode), mode.text, &way(rest))),
    }
}

/// `2s:respond` reads like one word, of which the colon is none; so does `>:`.
fn colon_apart<'s>(plan: &[Token<'s>]) -> Vec<Token<'s>> {
    let mut tokens = plan.to_vec();
    let begins_with_mode = plan.first().is_some_and(|word| words::mode(word.text).is_some());
    let found = tokens.iter().position(|token| token.kind == Kind::Word && token.text.contains(':'));
    if let Some(at) = found.filter(|_| begins_with_mode)
        && let Some(colon) = tokens[at].text.find(':')
    {
        let Token { kind, start, text } = tokens[at];
        let parts = [(0, &text[..colon]), (colon, ":"), (colon + 1, &text[colon + 1..])];
        let parts = parts.into_iter().filter(|(_, text)| !text.is_empty());
        let parts: Vec<_> = parts.map(|(at, text)| Token { kind, start: start + at, text }).collect();
        tokens.splice(at..=at, parts);
    }
    tokens
}

/// `! on timeout retry`, `! if down: retry`
fn lead_in(head: &Head<'_>, plan: &[Token<'_>]) -> Option<Diagnostic> {
    let [lead, written, ..] = plan else { return None };
    let mode = words::led_in(lead.text, written.text)?;
    let threshold = way(&plan[1..])[written.text.len()..].to_owned();
    let is_timeout = mode == "slow" && threshold.is_empty() && written.text.starts_with("time");
    let threshold = if is_timeout { " > 2s" } else { &threshold };
    let is_action = |token: &&Token<'_>| {
        words::ACTIONS.contains(&token.text)
            || ["->", "~>"].contains(&token.text)
            || token.kind == Kind::String
    };
    let actions = plan.iter().find(is_action).map_or("…", |token| head.text[token.start..].trim_end());
    let place = head.at(lead.start, written.start + written.text.len());
    let (shown, actions) = (report::shown(head.source.slice(place)), report::shown(actions));
    Some(
        Diagnostic::error(codes::UNKNOWN_MODE, place, format!("unknown failure mode `{shown}`"))
            .here("a mode is one word of the language")
            .help(format!("write `! {mode}{threshold}: {actions}`")),
    )
}

/// `! slow > 2 seconds: …`
fn unit_apart(head: &Head<'_>, plan: &[Token<'_>]) -> Option<Diagnostic> {
    let is_threshold = |before: &Token<'_>| {
        before.text == ">" || SIGNS.contains(&before.text) || words::mode(before.text).is_some()
    };
    let found = plan.windows(3).find_map(|tokens| {
        let [before, number, unit] = tokens else { return None };
        let is_bare = number.text.chars().all(|c| c.is_ascii_digit() || c == '_' || c == '.');
        let meant = report::meant_unit(unit.text).filter(|_| unit.kind == Kind::Word)?;
        (is_threshold(before) && is_number(number) && is_bare).then_some((number, unit, meant))
    });
    let (number, unit, meant) = found?;
    let place = head.at(number.start, unit.start + unit.text.len());
    let quantity = format!("{}{meant}", report::shown(number.text));
    Some(
        Diagnostic::error(codes::QUANTITY, place, "a blank between a number and its unit")
            .here("the unit belongs to the number")
            .help(format!("write `{quantity}`"))
            .fix(place, quantity),
    )
}

/// What people write between a mode and its threshold in place of `>`.
const SIGNS: &[&str] = &[">=", "=>", "<", "<=", "=", "==", "@", "over", "after", "above", "beyond"];

/// `! slow 2s: …`, `! slow >= 2s: …`, `! slow > two seconds: …`
fn threshold(head: &Head<'_>, modes: &[Token<'_>]) -> Option<Diagnostic> {
    if let Some(at) = modes.iter().position(|token| token.text == ">")
        && modes.get(at + 1).is_none_or(|token| !is_number(token))
    {
        let threshold = modes[at + 1..].iter().take_while(|token| token.kind == Kind::Word);
        let end = threshold.last().map(|token| token.start + token.text.len());
        let mode = modes[..at].last().map_or("slow", |token| token.text);
        let like = if mode == "full" { "90%" } else { "2s" };
        let place = head.at(modes[end.map_or(at, |_| at + 1)].start, end.unwrap_or(modes[at].start + 1));
        let message = match end {
            Some(_) => format!("`{}` is not a threshold", report::shown(head.source.slice(place))),
            None => "a threshold is missing behind `>`".to_owned(),
        };
        return Some(
            Diagnostic::error(codes::INCOMPLETE_PLAN, place, message)
                .here("a threshold is a number with its unit")
                .help(format!("write it like `! {} > {like}: …`", report::shown(mode))),
        );
    }
    let at = (0..modes.len()).find(|&at| wrong_threshold(modes, at).is_some())?;
    let (sign, quantity) = wrong_threshold(modes, at)?;
    let (mode, shown) = (modes[at].text, report::shown(quantity.text));
    let diagnostic = match sign {
        None => Diagnostic::error(
            codes::INCOMPLETE_PLAN,
            head.token(quantity),
            format!("a `>` is missing before `{shown}`"),
        )
        .fix(head.at(quantity.start, quantity.start), "> "),
        Some(sign) => Diagnostic::error(
            codes::INCOMPLETE_PLAN,
            head.token(sign),
            format!("`{}` before a threshold", report::shown(sign.text)),
        )
        .fix(head.token(sign), ">"),
    };
    let here =
        if sign.is_some() { "a threshold stands behind `>`" } else { "a threshold stands behind a `>`" };
    Some(diagnostic.here(here).help(format!("write `! {mode} > {shown}: …`")))
}

/// What stands between the mode at `at` and its threshold, when that is no `>`; and the threshold.
fn wrong_threshold<'t, 's>(
    modes: &'t [Token<'s>],
    at: usize,
) -> Option<(Option<&'t Token<'s>>, &'t Token<'s>)> {
    words::mode(modes[at].text)?;
    let next = modes.get(at + 1)?;
    if is_number(next) {
        return Some((None, next));
    }
    let quantity = modes.get(at + 2).filter(|token| is_number(token))?;
    SIGNS.contains(&next.text).then_some((Some(next), quantity))
}

/// The mode that a plan begins with, and its threshold: `slow > 2s`.
fn way(plan: &[Token<'_>]) -> String {
    let mode = plan.first().map_or("down", |token| token.text);
    let threshold = match plan {
        [_, quantity, ..] if is_number(quantity) => Some(quantity),
        [_, sign, quantity, ..]
            if is_number(quantity) && (sign.text == ">" || SIGNS.contains(&sign.text)) =>
        {
            Some(quantity)
        }
        _ => None,
    };
    threshold.map_or_else(|| mode.to_owned(), |quantity| format!("{mode} > {}", report::shown(quantity.text)))
}

fn is_number(token: &Token<'_>) -> bool {
    token.kind == Kind::Word && token.text.starts_with(|c: char| c.is_ascii_digit())
}

/// `! down: -> c -> d`, `! down: fallback -> c`, `! down: retry 3 -> c`
pub(super) fn arrow(head: &Head<'_>, arrow: &Token<'_>) -> Diagnostic {
    let place = head.token(arrow);
    let error = |message: String| Diagnostic::error(codes::LEFT_OVER, place, message);
    let action = last_action(head.before());
    let action = action.as_slice();
    let word = action.first().map_or("", |token| token.text);
    let ends = |token: &Token<'_>| matches!(token.kind, Kind::Comma | Kind::Brace);
    let rest: Vec<Token<'_>> = head.tokens[1..].iter().take_while(|token| !ends(token)).copied().collect();
    let target = if rest.is_empty() { "target".to_owned() } else { texts(&rest) };
    match word {
        "fallback" | "degrade" | "queue" | "requeue" if action.len() == 1 => {
            let sign = if word.ends_with("queue") { "~>" } else { "->" };
            let what = if word.ends_with("queue") { "parks it there" } else { "does the work there" };
            error(format!("an arrow behind `{word}`"))
                .here(format!("`{word}` has no target"))
                .help(format!("leave `{word}` out: `{sign} {target}` {what}, and is an action by itself"))
        }
        "rollback" if action.len() == 1 => error("an arrow behind `rollback`".to_owned())
            .here("`rollback` has no target")
            .help(format!("write `compensate -> {target}`")),
        _ if words::ACTIONS.contains(&word) && word != "compensate" => {
            error(format!("a comma is missing before `{}`", arrow.text))
                .here("another action")
                .help(format!(
                    "write a comma between two actions: `{}, {} {target}`",
                    texts(action),
                    arrow.text
                ))
                .fix(head.gap(), ", ")
        }
        _ => error("a chain in a failure plan".to_owned())
            .here("an action leads to one target")
            .help("write one action for each, with a comma between: `-> c, -> d`"),
    }
}

/// The action that a text ends with.
fn last_action(before: &str) -> Vec<Token<'_>> {
    let mut tokens = tokens::of(before);
    let begins = |token: &Token<'_>| {
        matches!(token.kind, Kind::Comma | Kind::Brace) || token.text == "!" || token.text.ends_with(':')
    };
    let at = tokens.iter().rposition(begins).map_or(0, |at| at + 1);
    tokens.split_off(at)
}

fn texts(tokens: &[Token<'_>]) -> String {
    let texts: Vec<&str> = tokens.iter().map(|token| token.text).collect();
    report::shown(&texts.join(" "))
}

/// `! down: queue "for an hour"`, `! down: ~> c [SQS]`: a text or a technology that `part` is, behind an action that has none.
pub(super) fn behind_action(head: &Head<'_>, part: &Token<'_>) -> Diagnostic {
    let action = last_action(head.before());
    let error = |message: String| Diagnostic::error(codes::LEFT_OVER, head.token(part), message);
    if part.kind == Kind::Brackets {
        return error("a technology in a failure plan".to_owned())
            .here("an action has none")
            .help("leave it out, or write it on a flow to the same target");
    }
    let message = match action.split_last() {
        Some((text, _)) if text.kind == Kind::String => "a second text in one action".to_owned(),
        _ => format!("`{}` takes no text", texts(&action)),
    };
    let both = format!("{}, {}", texts(&action), report::shown(part.text));
    error(message)
        .here("a text is an action by itself")
        .help(format!("write a comma between the two: `{both}`"))
        .fix(head.gap(), ", ")
}

/// `! down: retry 3 times`
pub(super) fn times(head: &Head<'_>) -> Option<Diagnostic> {
    let first = head.tokens.first()?;
    let action = last_action(head.before());
    let [retry, ..] = action[..] else { return None };
    if head.place != Place::Plan || retry.text != "retry" {
        return None;
    }
    let place = head.token(first);
    let error = |message: String| Diagnostic::error(codes::LEFT_OVER, place, message);
    let shown = report::shown(first.text);
    match (&action[1..], first.text) {
        ([number], "time" | "times" | "x" | "attempts" | "retries" | "tries") if is_number(number) => {
            let written = texts(&action);
            Some(
                error(format!("`{shown}` behind `{written}`"))
                    .here("the number says it")
                    .help(format!("write `{written}`"))
                    .fix(head.gap().to(place), ""),
            )
        }
        ([], "once" | "twice") => {
            let number = if first.text == "once" { "1" } else { "2" };
            Some(
                error(format!("`{shown}` behind `retry`"))
                    .here("how often is said by a number")
                    .help(format!("write `retry {number}`"))
                    .fix(place, number),
            )
        }
        _ => None,
    }
}

/// `! 404 409`, and `! down: respond 503` under an endpoint: what stands behind its error replies.
pub(super) fn behind_replies(head: &Head<'_>) -> Option<Diagnostic> {
    let first = head.tokens.first().filter(|token| token.kind == Kind::Word)?;
    let place = head.token(first);
    if first.text == ":" {
        return Some(
            Diagnostic::error(codes::REPLY_CODE, place, "a failure plan under an endpoint")
                .here("an endpoint lists its error replies, without a `:`")
                .help("write the status codes alone, such as `! 503`, and the plan under the flow that leads here"),
        );
    }
    let is_code =
        first.text.starts_with(char::is_alphanumeric) && !words::of(Place::Surface).contains(&first.text);
    is_code.then(|| {
        let shown = report::shown(first.text);
        Diagnostic::error(codes::LEFT_OVER, place, format!("a comma is missing before `{shown}`"))
            .here("another error reply")
            .help(format!("write commas between error replies: `! 404, {shown}`"))
            .fix(head.gap(), ", ")
    })
}

/// `{ timeout 2s }`, `{ retries: 3 }`: what is a setting elsewhere is a failure plan here.
pub(super) fn setting(head: &Head<'_>) -> Option<Diagnostic> {
    let (word, rest) = head.tokens.split_first()?;
    let holds_flows =
        matches!(head.place, Place::File | Place::Element | Place::Flow | Place::Journey | Place::Surface);
    let value = rest.iter().find(|token| ![":", "="].contains(&token.text));
    if !holds_flows || value.is_some_and(|value| !is_number(value)) {
        return None;
    }
    let value = value.map(|value| report::shown(value.text));
    let (what, plan) = match word.text.to_lowercase().replace(['-', '_'], "").as_str() {
        "timeout" | "timeouts" | "deadline" => {
            let value = value.filter(|value| value.ends_with(char::is_alphabetic));
            ("a timeout", format!("slow > {}: respond 504", value.as_deref().unwrap_or("2s")))
        }
        "retries" | "attempts" | "maxretries" | "maxattempts" => {
            ("the number of retries", format!("down: retry {}", value.as_deref().unwrap_or("3")))
        }
        "circuitbreaker" => ("a breaker", "down: breaker".to_owned()),
        _ => return None,
    };
    let diagnostic = report::unknown_statement(head.token(word), word.text, None);
    Some(diagnostic.help(format!("{what} belongs to a failure plan, on a line under the flow: `! {plan}`")))
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
