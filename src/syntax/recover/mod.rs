//! What is wrong with a statement that could not be read.
//!
//! In: the text of the statement's head, and where it stands. Out: one diagnostic. First the habits of other languages
//! (`foreign`) and parts in the wrong place (`parts`) are looked for, each with a message of its own. Then the first word tells which
//! statement was likely meant; that rule alone is tried on the head, and where it gives up is where the mistake is
//! (`expected`).

mod expected;
mod foreign;
mod lists;
mod nameless;
mod parts;
mod plans;
mod surfaces;
mod tokens;

pub(super) use self::foreign::declared;
pub(super) use self::nameless::nameless;
pub(super) use self::parts::unit_apart_of as unit_apart;
pub(super) use self::surfaces::swapped;
use self::tokens::{Kind, Token};
use super::lower::Place;
use super::parser::Rule;
use super::{misplaced, report, words};
use crate::diag::{Diagnostic, codes};
use crate::source::{SourceFile, Span};

/// The text in question, and what is around it.
pub(super) struct Head<'s> {
    source: &'s SourceFile,
    span: Span,
    text: &'s str,
    tokens: Vec<Token<'s>>,
    place: Place,
}

impl<'s> Head<'s> {
    fn new(source: &'s SourceFile, span: Span, place: Place) -> Head<'s> {
        let text = source.slice(span);
        Head { source, span, text, tokens: tokens::of(text), place }
    }

    /// A place given as a range in the head's text.
    fn at(&self, start: usize, end: usize) -> Span {
        let base = self.span.start as usize;
        Span::new(self.span.file, base + start, base + end)
    }

    fn token(&self, token: &Token<'_>) -> Span {
        self.at(token.start, token.start + token.text.len())
    }

    /// The text of the file before the head, on its line.
    fn before(&self) -> &'s str {
        let start = self.span.start as usize;
        let line = self.source.lines.start(self.source.lines.line(start));
        self.source.text[line..start].trim_end()
    }

    /// The blank between the head and what stands before it on its line.
    fn gap(&self) -> Span {
        let start = self.span.start as usize;
        let line = self.source.lines.start(self.source.lines.line(start));
        Span::new(self.span.file, line + self.before().len(), start)
    }

    /// The statement that the head stands behind, as far as it goes on its line.
    fn statement(&self) -> &'s str {
        let before = self.before();
        // A brace in the path of an endpoint has no blank before it, and an opening one none behind it.
        let ends = |(i, c): (usize, char)| match c {
            ';' => true,
            '{' => before[..i].ends_with([' ', '\t']) || before[i + 1..].starts_with([' ', '\t']),
            '}' => before[..i].ends_with([' ', '\t']),
            _ => false,
        };
        let start = before.char_indices().rev().find(|&at| ends(at)).map_or(0, |(i, _)| i + 1);
        before[start..].trim_start()
    }

    /// The first word of the statement that the head stands behind.
    fn statement_word(&self) -> &'s str {
        self.statement().split_whitespace().next().unwrap_or_default()
    }

    /// Whether a body follows the head.
    fn has_body(&self) -> bool {
        self.source.text[self.span.end as usize..].trim_start_matches([' ', '\t']).starts_with('{')
    }
}

/// A statement that no rule could read.
pub(super) fn broken(source: &SourceFile, span: Span, place: Place) -> Diagnostic {
    let head = Head::new(source, span, place);
    let Some(first) = head.tokens.first() else {
        return Diagnostic::error(codes::UNEXPECTED, head.span, "expected a statement")
            .here("nothing can be read here")
            .help(holds(place));
    };
    if first.kind == Kind::Brace {
        return Diagnostic::error(
            codes::UNEXPECTED,
            head.token(first),
            "a `{` without a statement before it",
        )
        .here("nothing that could have a body stands before it")
        .help("write what it is before the `{`, such as `boundary name {`");
    }
    if let Some(diagnostic) = slip(&head) {
        return diagnostic;
    }
    let word = first.text.trim_end_matches([':', ',']);
    let known = words::of(place).contains(&word)
        || (matches!(place, Place::File | Place::Element) && words::KINDS.contains(&word));
    if first.kind == Kind::Word && !known && !head.is_flow() && expected::rule(word, place).is_none() {
        return unknown(&head, first, word);
    }
    let rule = if head.is_flow() { Some(Rule::flow) } else { expected::rule(word, place) };
    rule.and_then(|rule| expected::diagnose(&head, rule)).unwrap_or_else(|| {
        Diagnostic::error(codes::UNEXPECTED, head.span, format!("cannot read `{}`", report::shown(head.text)))
            .here(format!("not a line of {}", words::place_name(place)))
            .help(holds(place))
    })
}

/// A known slip in a statement that could not be read.
fn slip(head: &Head<'_>) -> Option<Diagnostic> {
    foreign::comment(head)
        .or_else(|| foreign::typographic_quotes(head))
        .or_else(|| foreign::single_quotes(head))
        .or_else(|| foreign::list_mark(head))
        .or_else(|| foreign::wrong_arrow(head))
        .or_else(|| foreign::half_arrow(head))
        .or_else(|| parts::trailing_comma(head))
        .or_else(|| plans::setting(head))
        .or_else(|| foreign::colon(head))
        .or_else(|| foreign::assignment(head))
        .or_else(|| surfaces::from_document(head))
        .or_else(|| surfaces::kind_behind(head))
}

/// A known slip behind a statement that could be read.
fn slip_behind(head: &Head<'_>) -> Option<Diagnostic> {
    foreign::comment(head)
        .or_else(|| foreign::typographic_quotes(head))
        .or_else(|| foreign::single_quotes(head))
        .or_else(|| foreign::wrong_arrow(head))
        .or_else(|| lists::between_lines(head))
        .or_else(|| parts::trailing_comma(head))
        .or_else(|| parts::out_of_order(head))
        .or_else(|| parts::parentheses(head))
        .or_else(|| parts::dotted_name(head))
        .or_else(|| foreign::label_behind_colon(head))
        .or_else(|| surfaces::answer(head))
        .or_else(|| parts::dangling_arrow(head))
        .or_else(|| parts::unit_apart(head))
        .or_else(|| plans::times(head))
        .or_else(|| lists::commas(head))
}

/// A line whose first word may not stand here.
fn unknown(head: &Head<'_>, first: &Token<'_>, word: &str) -> Diagnostic {
    let span = head.at(first.start, first.start + word.len());
    if words::habit(word, head.place) == Some("accent") {
        return accent(head, span, word);
    }
    if let Some(diagnostic) = part_of_head(head, span, word) {
        return diagnostic;
    }
    if let Some(meant) = words::habit(word, head.place).or_else(|| words::misspelt(word, head.place)) {
        return report::unknown_statement(span, word, Some(meant));
    }
    if let Some(language) = words::language(word) {
        return report::other_language(span, word, language);
    }
    let here = words::place_name(head.place);
    let home = words::home(word, head.place);
    if home == Some(Place::Plan) && head.place == Place::Flow {
        return Diagnostic::error(codes::MISPLACED_ACTION, span, "an action outside a failure plan")
            .here("only a plan behind `!` holds actions")
            .help(format!(
                "write a failure plan on a line under the flow: `! {}`",
                report::shown(head.text)
            ));
    }
    if home == Some(Place::Plan) {
        return Diagnostic::error(codes::MISPLACED_ACTION, span, "an action outside a failure plan")
            .here("only a plan behind `!` holds actions")
            .help(format!(
                "write it behind the `!`, with a comma between two actions: `! {}, {word} …`",
                if word == "retry" { "breaker" } else { "retry 3" }
            ));
    }
    if let Some(home) = home {
        let home = words::place_name(home);
        return Diagnostic::error(codes::WRONG_PLACE, span, format!("`{word}` does not belong in {here}"))
            .here(format!("stands in {home}"))
            .help(format!("move it to {home}"));
    }
    report::unknown_statement(span, word, None).help(holds(head.place))
}

/// `tech "Go"`: what stands in the head of an element, or in a style, said in its body.
fn part_of_head(head: &Head<'_>, span: Span, word: &str) -> Option<Diagnostic> {
    let part = misplaced::part(word).filter(|_| head.place == Place::Element)?;
    let value = head.tokens.iter().skip(1).find(|token| token.text != ":").map_or("", |token| token.text);
    let value = value.trim_matches(['"', '\'', '[', ']']);
    Some(part.told(report::unknown_statement(span, word, None), &report::shown(value), None))
}

/// `color red`: styles give roles, and a theme gives those their colours.
fn accent(head: &Head<'_>, span: Span, word: &str) -> Diagnostic {
    let value = head.tokens.get(1).map_or("", |token| token.text);
    if words::ACCENTS.contains(&value) {
        return report::unknown_statement(span, word, Some("accent"));
    }
    report::unknown_statement(span, word, None)
        .help(format!("write `accent` and one of {}", report::listed(words::ACCENTS)))
        .note("an accent is a role; what colour that has is for the theme to say")
}

/// What the lines of `place` begin with, as help.
fn holds(place: Place) -> String {
    match (place, words::of(place)) {
        (Place::File | Place::Element, _) => {
            "begin with a kind and a name, with names and an arrow between them, or with a word of the language".to_owned()
        }
        (_, []) => "remove it, or make it a comment with `//`".to_owned(),
        (_, words) => format!("{} holds lines that begin with {}", words::place_name(place), report::listed(words)),
    }
}

impl Head<'_> {
    /// Whether the head reads like a flow: names, then an arrow.
    fn is_flow(&self) -> bool {
        matches!(self.place, Place::File | Place::Element | Place::Journey)
            && self
                .tokens
                .iter()
                .take_while(|t| t.kind != Kind::String)
                .any(|t| ["->", "~>", "<->", "!>"].contains(&t.text))
    }
}

/// Something behind a statement whose parts are at an end.
pub(super) fn leftover(source: &SourceFile, span: Span, place: Place) -> Diagnostic {
    let head = Head::new(source, span, place);
    let slip = slip_behind(&head);
    left_over(&head, slip)
}

/// Something behind the name of an element or the ends of a flow, where a label and a technology may stand.
pub(super) fn rest(source: &SourceFile, span: Span, place: Place) -> Diagnostic {
    let head = Head::new(source, span, place);
    let slip = slip_behind(&head).or_else(|| parts::unquoted_label(&head));
    left_over(&head, slip)
}

fn left_over(head: &Head<'_>, slip: Option<Diagnostic>) -> Diagnostic {
    slip.unwrap_or_else(|| {
        let first = head.tokens.first().map_or(head.span, |token| head.token(token));
        let what = report::shown(head.source.slice(first));
        Diagnostic::error(codes::LEFT_OVER, first, format!("unexpected `{what}` at the end of a statement"))
            .here("not part of the statement before it")
            .help(if head.place == Place::Plan {
                "write a comma between two actions, and begin a new line behind the last"
            } else {
                "begin a new line, or write `;` between two statements"
            })
    })
}

/// A failure plan that could not be read.
pub(super) fn plan(source: &SourceFile, span: Span) -> Diagnostic {
    let head = Head::new(source, span, Place::Plan);
    plans::incomplete(&head).or_else(|| expected::diagnose(&head, Rule::plan)).unwrap_or_else(|| {
        Diagnostic::error(codes::INCOMPLETE_PLAN, head.span, "cannot read this failure plan")
            .here("not a plan")
            .help("write it like `! down: retry 3, show \"Try again\"`")
    })
}

/// Something behind the error replies of an endpoint.
pub(super) fn behind_replies(source: &SourceFile, span: Span) -> Diagnostic {
    let head = Head::new(source, span, Place::Surface);
    let slip = plans::behind_replies(&head).or_else(|| slip_behind(&head));
    left_over(&head, slip)
}

/// The error replies of an endpoint that could not be read.
pub(super) fn replies(source: &SourceFile, span: Span) -> Diagnostic {
    let head = Head::new(source, span, Place::Surface);
    expected::diagnose(&head, Rule::replies).unwrap_or_else(|| {
        Diagnostic::error(codes::REPLY_CODE, head.span, "cannot read these error replies")
            .here("not a list of status codes")
            .help("write them like `! 404, 409 \"duplicate\"`")
    })
}
