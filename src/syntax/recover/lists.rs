//! Commas: between statements, in lists where one thing is said, and missing ones.

use super::Head;
use super::tokens::Kind;
use crate::diag::{Diagnostic, codes};
use crate::syntax::lower::Place;
use crate::syntax::{report, words};

/// Statements that go on with a list, whose commas may stand at the end of a line.
const LISTS: [&str; 10] =
    ["owns", "stores", "consumes", "carries", "meets", "about", "blocks", "collapse", "include", "exclude"];

/// `replicas 3, stateless`, and `does "…",` before a next line: a comma in the place of a `;`.
pub(super) fn between_lines(head: &Head<'_>) -> Option<Diagnostic> {
    let [comma, rest @ ..] = head.tokens.as_slice() else { return None };
    let word = head.statement_word();
    if comma.kind != Kind::Comma || head.place == Place::Plan || !begins_line(head.place, word) {
        return None;
    }
    let place = head.token(comma);
    let Some(next) = rest.first() else {
        return (!LISTS.contains(&word)).then(|| {
            Diagnostic::error(codes::STRAY_COMMA, place, "a comma behind a statement")
                .here("a statement ends with its line")
                .help("remove the comma")
                .fix(place, "")
        });
    };
    (next.kind == Kind::Word && begins_line(head.place, next.text)).then(|| {
        let written = format!("{}; {}", head.statement(), &head.text[next.start..]);
        Diagnostic::error(codes::LEFT_OVER, place, "a comma between two statements")
            .here("a comma stands between the parts of a list")
            .help(format!("write `;` or begin a new line: `{}`", report::shown(&written)))
            .fix(place, ";")
    })
}

/// Whether `word` begins a statement in `place`.
fn begins_line(place: Place, word: &str) -> bool {
    words::of(place).contains(&word)
        || (matches!(place, Place::File | Place::Element) && words::KINDS.contains(&word))
}

/// `row a, b`, `service a, b`, `owns Order Item`
pub(super) fn commas(head: &Head<'_>) -> Option<Diagnostic> {
    let first = head.tokens.first()?;
    let place = head.token(first);
    let word = head.statement_word();
    if first.kind == Kind::Word && LISTS.contains(&word) {
        return first.text.starts_with(char::is_alphanumeric).then(|| {
            Diagnostic::error(
                codes::LEFT_OVER,
                place,
                format!("a comma is missing before `{}`", report::shown(first.text)),
            )
            .here("another one of the list")
            .help("write commas between the parts of a list")
        });
    }
    if first.kind != Kind::Comma {
        return None;
    }
    if ["row", "above"].contains(&word) {
        return Some(
            Diagnostic::error(codes::LEFT_OVER, place, format!("a comma in `{word}`"))
                .here("names stand side by side here")
                .help(format!("write `{word} a b`, without commas")),
        );
    }
    if word == "publishes" {
        return Some(events(head));
    }
    if words::STATEMENTS.contains(&word) {
        return Some(
            Diagnostic::error(codes::LEFT_OVER, place, format!("a list behind `{word}`"))
                .here(format!("`{word}` says one thing"))
                .help("begin a new line, or write `;` between two statements"),
        );
    }
    (head.place == Place::Element).then(|| {
        Diagnostic::error(codes::LEFT_OVER, place, "a list where one element is declared")
            .here("a statement declares one element")
            .help("write one statement for each")
    })
}

/// `publishes order.created, order.paid`: other than `consumes`, it says of each event when it is published.
fn events(head: &Head<'_>) -> Diagnostic {
    let commas = head.tokens.iter().filter(|token| token.kind == Kind::Comma);
    let starts: Vec<usize> = commas.map(|comma| comma.start + 1).collect();
    let next = head.text[starts.first().copied().unwrap_or_default()..].split(',').next().unwrap_or_default();
    let place = head.at(0, 1);
    let mut diagnostic = Diagnostic::error(codes::LEFT_OVER, place, "a list behind `publishes`")
        .here("names one event, and says when that is published")
        .help(format!("begin another statement: `publishes {}`", report::shown(next)));
    for start in starts {
        diagnostic = diagnostic.fix(head.at(start - 1, start), "; publishes");
    }
    diagnostic
}
