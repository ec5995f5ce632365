//! Habits of other languages: their comments, quotes, arrows, colons and list marks.

use super::Head;
use super::tokens::Kind;
use crate::diag::{Diagnostic, codes};
use crate::syntax::lower::Place;
use crate::syntax::parser::{Grammar, Rule};
use crate::syntax::{misplaced, report, words};
use pest::Parser;

/// Arrows of other languages and what to write instead; `None` where the ends change places.
const ARROWS: &[(&str, Option<&str>)] = &[
    ("-->", Some("->")),
    ("--->", Some("->")),
    ("->>", Some("->")),
    ("-->>", Some("~>")),
    ("==>", Some("->")),
    ("=>", Some("->")),
    ("=>>", Some("->")),
    ("→", Some("->")),
    ("⟶", Some("->")),
    ("⇒", Some("->")),
    ("–>", Some("->")),
    ("—>", Some("->")),
    ("-.->", Some("~>")),
    ("..>", Some("~>")),
    ("-.-", Some("~>")),
    (".->", Some("~>")),
    ("~~>", Some("~>")),
    ("⇢", Some("~>")),
    ("<-->", Some("<->")),
    ("<=>", Some("<->")),
    ("<-.->", Some("<->")),
    ("<..>", Some("<->")),
    ("↔", Some("<->")),
    ("⇔", Some("<->")),
    ("<>", Some("<->")),
    ("--", Some("->")),
    ("---", Some("->")),
    ("-)", Some("~>")),
    ("--x", Some("!>")),
    ("-x", Some("!>")),
    ("<-", None),
    ("<--", None),
    ("<=", None),
    ("<~", None),
    ("<..", None),
    ("←", None),
    ("⇐", None),
];

const TYPOGRAPHIC: [char; 9] = ['“', '”', '„', '‟', '«', '»', '‘', '’', '＂'];

/// `# comment`, `%% comment`
pub(super) fn comment(head: &Head<'_>) -> Option<Diagnostic> {
    let first = head.tokens.first()?;
    let sign = ["%%", "#"].into_iter().find(|sign| first.text.starts_with(sign))?;
    let start = first.start;
    let word_follows = head.text[start + sign.len()..].starts_with(|c: char| c.is_alphabetic());
    if sign == "#" && word_follows && head.span.start > 0 && !head.before().is_empty() {
        return None;
    }
    let signs = head.text[start..].len() - head.text[start..].trim_start_matches(['#', '%']).len();
    let place = head.at(start, start + signs);
    let diagnostic =
        Diagnostic::error(codes::FOREIGN_COMMENT, place, format!("`{sign}` does not begin a comment"))
            .here(if sign == "#" { "`#` begins a tag" } else { "a comment of another language" });
    Some(diagnostic.help("write comments as `// …` or `/* … */`").fix(place, "//"))
}

/// “a label”
pub(super) fn typographic_quotes(head: &Head<'_>) -> Option<Diagnostic> {
    let token = head.tokens.iter().find(|t| t.kind == Kind::Word && t.text.contains(TYPOGRAPHIC))?;
    let at = token.start + token.text.find(TYPOGRAPHIC)?;
    let quote = head.text[at..].chars().next()?;
    let mut diagnostic = Diagnostic::error(
        codes::TYPOGRAPHIC_QUOTES,
        head.at(at, at + quote.len_utf8()),
        format!("a typographic quote `{quote}`"),
    )
    .here("strings stand between straight quotes")
    .help(match quoted(&head.text[at + quote.len_utf8()..], TYPOGRAPHIC.as_slice()) {
        Some((text, _)) => format!("write `\"{}\"`", report::shown(text)),
        None => "write `\"` on both sides".to_owned(),
    });
    for token in head.tokens.iter().filter(|t| t.kind == Kind::Word) {
        for (i, quote) in token.text.char_indices().filter(|(_, c)| TYPOGRAPHIC.contains(c)) {
            let start = token.start + i;
            diagnostic = diagnostic.fix(head.at(start, start + quote.len_utf8()), "\"");
        }
    }
    Some(diagnostic)
}

/// 'a label'
pub(super) fn single_quotes(head: &Head<'_>) -> Option<Diagnostic> {
    const SINGLE: [char; 2] = ['\'', '`'];
    let token = head.tokens.iter().find(|t| t.kind == Kind::Word && t.text.starts_with(SINGLE))?;
    let quote = token.text.chars().next()?;
    let (text, length) = quoted(&head.text[token.start + 1..], &[quote])?;
    let place = head.at(token.start, token.start + length + 1);
    let written = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let sort = if quote == '`' { "backticks" } else { "single quotes" };
    Some(
        Diagnostic::error(codes::NEEDS_QUOTES, place, format!("a text in {sort}"))
            .here("texts stand between double quotes")
            .help(format!("write `{}`", report::shown(&written)))
            .fix(place, written),
    )
}

/// The text up to the next of `quotes` on the line, and the length with it.
fn quoted<'t>(text: &'t str, quotes: &[char]) -> Option<(&'t str, usize)> {
    let end = text.find(|c: char| quotes.contains(&c) || c == '\n' || c == '\r')?;
    let quote = text[end..].chars().next().filter(|c| quotes.contains(c))?;
    Some((&text[..end], end + quote.len_utf8()))
}

/// `a --> b`, `a => b`, `a -.-> b`, `a <- b`, `a -->|text| b`
pub(super) fn wrong_arrow(head: &Head<'_>) -> Option<Diagnostic> {
    let flows = matches!(
        head.place,
        Place::File | Place::Element | Place::Journey | Place::Flow | Place::Plan | Place::Entity
    );
    let (i, token, (written, meant)) =
        head.tokens.iter().enumerate().filter(|_| flows).find_map(|(i, token)| {
            let sign = token.text.trim_end_matches('|');
            ARROWS.iter().find(|(arrow, _)| *arrow == sign).map(|arrow| (i, token, *arrow))
        })?;
    let place = head.at(token.start, token.start + written.len());
    let diagnostic = Diagnostic::error(codes::WRONG_ARROW, place, format!("`{written}` is not an arrow"))
        .here("an arrow of another language");
    let neighbour = |i: Option<usize>| i.and_then(|i| head.tokens.get(i)).map_or("b", |token| token.text);
    Some(match meant {
        None => diagnostic.help(format!(
            "an arrow points from left to right: write `{} -> {}`",
            report::shown(neighbour(Some(i + 1))),
            report::shown(neighbour(i.checked_sub(1)))
        )),
        // `-->|text|`, `-. text .->`
        Some(meant) if token.text.ends_with('|') || written == ".->" => {
            diagnostic.help(format!("write `{meant}`, and the label in quotes behind the target: `a {meant} b \"label\"`"))
        }
        Some(meant) => diagnostic
            .help(format!("write `{meant}`"))
            .note("the arrows are `->` (waits for the answer), `~>` (goes on), `<->` (both ways) and `!>` (an error)")
            .fix(place, meant),
    })
}

/// `a - b`, `a > b`, `a ~ b`: a sign of the arrow is missing. Elsewhere such a sign may stand in a text that lacks its quotes.
pub(super) fn half_arrow(head: &Head<'_>) -> Option<Diagnostic> {
    let [from, sign, to, ..] = head.tokens.as_slice() else { return None };
    let joins = matches!(head.place, Place::File | Place::Element | Place::Journey);
    let names = [from, to].iter().all(|end| end.kind == Kind::Word && is_path(end.text));
    let arrow = match sign.text {
        "-" | ">" | ">>" => "->",
        "~" => "~>",
        _ => return None,
    };
    if !joins || !names || words::of(head.place).contains(&from.text) {
        return None;
    }
    Some(
        Diagnostic::error(codes::WRONG_ARROW, head.token(sign), format!("`{}` is not an arrow", sign.text))
            .here("half of one")
            .help(format!("write `{} {arrow} {}`", report::shown(from.text), report::shown(to.text)))
            .fix(head.token(sign), arrow),
    )
}

fn is_path(text: &str) -> bool {
    Grammar::parse(Rule::path, text).is_ok_and(|pairs| pairs.as_str().len() == text.len())
}

/// `A: label`, as other languages declare a box; `owns: Order`, as they write a property; `down: retry` without its `!`.
pub(super) fn colon(head: &Head<'_>) -> Option<Diagnostic> {
    let declares = matches!(head.place, Place::File | Place::Element | Place::Journey);
    let first = head.tokens.first().filter(|token| token.kind == Kind::Word)?;
    if head.place == Place::Element && misplaced::part(first.text).is_some() {
        // Without the colon it would be as wrong.
        return None;
    }
    let at = head
        .tokens
        .iter()
        .take(3)
        .position(|token| token.text == ":" || token.text == "::")
        .filter(|&at| at > 0)?;
    let colon = &head.tokens[at];
    let behind = &head.source.text[head.token(colon).end as usize..];
    if behind.starts_with("//") {
        // An address without quotes.
        return None;
    }
    let shown = report::shown(first.text);
    let known = words::KINDS.contains(&first.text) || words::of(head.place).contains(&first.text);
    if head.place == Place::Tree || head.tokens[..at].iter().any(|token| token.kind != Kind::Word) {
        return None;
    }
    if declares && at == 1 && words::mode(first.text).is_some() {
        return Some(
            Diagnostic::error(codes::INCOMPLETE_PLAN, head.token(first), "a failure plan without its `!`")
                .here("a mode of failure")
                .help(format!("write `! {shown}: …` under the flow that it is for"))
                .fix(head.at(first.start, first.start), "! "),
        );
    }
    let diagnostic = Diagnostic::error(
        codes::STRAY_COLON,
        head.token(colon),
        format!("a `:` behind `{}`", report::shown(head.tokens[at - 1].text)),
    );
    if known || head.place == Place::Entity {
        return Some(
            diagnostic
                .here("no colon belongs here")
                .help("remove it; labels and other texts stand in quotes")
                .fix(head.token(colon), ""),
        );
    }
    let label = head.text[colon.start + colon.text.len()..].trim().trim_matches('"');
    let like = format!("`component {shown} \"{}\"`", report::shown(label));
    (declares && at == 1).then(|| {
        diagnostic
            .here("labels stand in quotes, without a colon")
            .help(format!("declare an element by its kind, such as {like}"))
    })
}

/// `a -> b: label`
pub(super) fn label_behind_colon(head: &Head<'_>) -> Option<Diagnostic> {
    let colon = head.tokens.first().filter(|token| token.text == ":")?;
    let label = head.text[colon.start + 1..].trim();
    if head.place == Place::Entity {
        return Some(
            Diagnostic::error(codes::STRAY_COLON, head.token(colon), "a `:` between a field and its type")
                .here("no colon belongs here")
                .help("write the type behind the name, with a blank between")
                .fix(head.token(colon), ""),
        );
    }
    let quoted =
        if label.starts_with('"') { label.to_owned() } else { format!("\"{}\"", label.replace('"', "\\\"")) };
    let diagnostic = Diagnostic::error(codes::STRAY_COLON, head.token(colon), "a `:` before a label")
        .here("labels stand in quotes, without a colon");
    if label.is_empty() {
        return Some(diagnostic.help("remove it").fix(head.token(colon), ""));
    }
    Some(
        diagnostic
            .help(format!("write `{}`", report::shown(&quoted)))
            .fix(head.at(colon.start, head.text.len()), format!(" {quoted}")),
    )
}

/// `user = person "User"`, as Structurizr declares an element.
pub(super) fn assignment(head: &Head<'_>) -> Option<Diagnostic> {
    let [name, sign, kind, ..] = head.tokens.as_slice() else { return None };
    let declares = matches!(head.place, Place::File | Place::Element) && sign.text == "=";
    if !declares || declared(head.text) != Some(name.text) {
        return None;
    }
    let label = head.tokens.get(3).filter(|token| token.text.starts_with('"'));
    let kind = words::KINDS.iter().find(|word| **word == kind.text).copied().unwrap_or("component");
    let label = label.map(|token| format!(" {}", report::shown(token.text))).unwrap_or_default();
    Some(
        Diagnostic::error(
            codes::UNEXPECTED,
            head.token(sign),
            format!("a `=` behind `{}`", report::shown(name.text)),
        )
        .here("an element is declared without one")
        .help(format!("write the kind first: `{kind} {}{label}`", report::shown(name.text))),
    )
}

/// The element that `A: label` or `a = person "A"` declares in other languages: it is known by that name, so that flows to it are
/// not wrong.
pub(in crate::syntax) fn declared(head: &str) -> Option<&str> {
    let (name, rest) = head.split_once([':', '='])?;
    if rest.starts_with(['>', '=']) {
        return None;
    }
    let name = name.trim_end();
    let known =
        words::KINDS.contains(&name) || words::STATEMENTS.contains(&name) || words::mode(name).is_some();
    (is_name(name) && !known).then_some(name)
}

/// Whether all of `text` is one name.
pub(super) fn is_name(text: &str) -> bool {
    Grammar::parse(Rule::name, text).is_ok_and(|pairs| pairs.as_str().len() == text.len())
}

/// `1. a -> b`, `- a -> b`
pub(super) fn list_mark(head: &Head<'_>) -> Option<Diagnostic> {
    let mark = head.tokens.first()?;
    let number = mark.text.trim_end_matches(['.', ')']);
    let is_number =
        !number.is_empty() && number.len() < mark.text.len() && number.bytes().all(|b| b.is_ascii_digit());
    let is_bullet = ["-", "*", "•"].contains(&mark.text);
    if !(is_number || is_bullet) || head.tokens.len() < 2 {
        return None;
    }
    Some(
        Diagnostic::error(
            codes::UNEXPECTED,
            head.token(mark),
            format!("a list mark `{}`", report::shown(mark.text)),
        )
        .here("a statement has none")
        .help("remove it; the steps of a journey are numbered in their order")
        .fix(head.token(mark), ""),
    )
}
