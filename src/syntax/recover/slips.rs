//! Slips with a message of their own: habits of other languages, and parts in the wrong order.

use super::Head;
use super::tokens::{Kind, Token};
use crate::diag::{Diagnostic, codes};
use crate::syntax::lower::Place;
use crate::syntax::{report, words};

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
    ("~~>", Some("~>")),
    ("⇢", Some("~>")),
    ("<-->", Some("<->")),
    ("<=>", Some("<->")),
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
    ("←", None),
    ("⇐", None),
];

const TYPOGRAPHIC: [char; 9] = ['“', '”', '„', '‟', '«', '»', '‘', '’', '＂'];

/// Slips in a statement that could not be read.
pub(super) fn broken(head: &Head<'_>) -> Option<Diagnostic> {
    foreign_comment(head)
        .or_else(|| typographic_quotes(head))
        .or_else(|| wrong_arrow(head))
        .or_else(|| trailing_comma(head))
        .or_else(|| colon_label(head))
}

/// Slips behind a statement that could be read.
pub(super) fn leftover(head: &Head<'_>) -> Option<Diagnostic> {
    foreign_comment(head)
        .or_else(|| typographic_quotes(head))
        .or_else(|| wrong_arrow(head))
        .or_else(|| trailing_comma(head))
        .or_else(|| out_of_order(head))
        .or_else(|| dotted_name(head))
        .or_else(|| label_behind_colon(head))
        .or_else(|| dangling_arrow(head))
        .or_else(|| unit_apart(head))
        .or_else(|| commas_in_a_row(head))
}

/// Slips in a failure plan.
pub(super) fn plan(head: &Head<'_>) -> Option<Diagnostic> {
    let rest = &head.tokens[1.min(head.tokens.len())..];
    let incomplete = |message: &str| Diagnostic::error(codes::INCOMPLETE_PLAN, head.span, message.to_owned());
    if rest.is_empty() {
        return Some(incomplete("an empty failure plan").here("nothing stands behind the `!`").help(PLAN));
    }
    if let Some(diagnostic) =
        typographic_quotes(head).or_else(|| wrong_arrow(head)).or_else(|| trailing_comma(head))
    {
        return Some(diagnostic);
    }
    let mode = rest.first().filter(|word| words::mode(word.text).is_some())?;
    let colon = rest.iter().position(|token| token.text == ":");
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

const PLAN: &str = "write a plan like `! down: retry 3, show \"Try again\"`, or `! retry 3` for any failure";

fn is_mode_part(token: &Token<'_>) -> bool {
    words::mode(token.text).is_some() || token.text.starts_with(|c: char| c.is_ascii_digit())
}

/// `# comment`, `%% comment`
fn foreign_comment(head: &Head<'_>) -> Option<Diagnostic> {
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
fn typographic_quotes(head: &Head<'_>) -> Option<Diagnostic> {
    let token = head.tokens.iter().find(|t| t.kind == Kind::Word && t.text.contains(TYPOGRAPHIC))?;
    let at = token.start + token.text.find(TYPOGRAPHIC)?;
    let quote = head.text[at..].chars().next()?;
    let mut diagnostic = Diagnostic::error(
        codes::TYPOGRAPHIC_QUOTES,
        head.at(at, at + quote.len_utf8()),
        format!("a typographic quote `{quote}`"),
    )
    .here("strings stand between straight quotes")
    .help("write `\"` on both sides");
    for token in head.tokens.iter().filter(|t| t.kind == Kind::Word) {
        for (i, quote) in token.text.char_indices().filter(|(_, c)| TYPOGRAPHIC.contains(c)) {
            let start = token.start + i;
            diagnostic = diagnostic.fix(head.at(start, start + quote.len_utf8()), "\"");
        }
    }
    Some(diagnostic)
}

/// `a --> b`, `a => b`, `a <- b`, `a -->|text| b`
fn wrong_arrow(head: &Head<'_>) -> Option<Diagnostic> {
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
        Some(meant) if token.text.ends_with('|') => {
            diagnostic.help(format!("write `{meant}`, and the label in quotes behind the target: `a {meant} b \"label\"`"))
        }
        Some(meant) => diagnostic
            .help(format!("write `{meant}`"))
            .note("the arrows are `->` (waits for the answer), `~>` (goes on), `<->` (both ways) and `!>` (an error)")
            .fix(place, meant),
    })
}

/// `a -> b,` at the end of a body or a file
fn trailing_comma(head: &Head<'_>) -> Option<Diagnostic> {
    let last = head.tokens.last().filter(|token| token.kind == Kind::Comma)?;
    let place = head.token(last);
    Some(
        Diagnostic::error(codes::STRAY_COMMA, place, "a comma with nothing behind it")
            .here("a comma goes on with the next line, and there is none")
            .help("remove the comma, or write what is missing")
            .fix(place, ""),
    )
}

/// `A: label`, as other languages declare a box
fn colon_label(head: &Head<'_>) -> Option<Diagnostic> {
    if !matches!(head.place, Place::File | Place::Element | Place::Journey) {
        return None;
    }
    let name = head.tokens.first().filter(|token| token.kind == Kind::Word)?;
    let colon = head.tokens.get(1).filter(|token| token.text == ":" || token.text == "::")?;
    let label = head.text[colon.start + colon.text.len()..].trim().trim_matches('"');
    let known = words::KINDS.contains(&name.text) || words::STATEMENTS.contains(&name.text);
    let diagnostic = Diagnostic::error(
        codes::COLON_LABEL,
        head.token(colon),
        format!("a `:` behind `{}`", report::shown(name.text)),
    )
    .here("labels stand in quotes, without a colon");
    Some(if known {
        diagnostic.help(format!("write `{} \"{}\"`", name.text, report::shown(label)))
    } else {
        diagnostic.help(format!(
            "declare an element by its kind, such as `component {} \"{}\"`",
            report::shown(name.text),
            report::shown(label)
        ))
    })
}

/// A label behind the technology, a technology behind a tag.
fn out_of_order(head: &Head<'_>) -> Option<Diagnostic> {
    let first = head.tokens.first()?;
    let part = match first.kind {
        Kind::String => "label",
        Kind::Brackets => "technology",
        _ => return None,
    };
    let place = head.token(first);
    let before = head.before();
    let again = before.ends_with(match first.kind {
        Kind::String => '"',
        _ => ']',
    });
    if again {
        return Some(
            Diagnostic::error(codes::OUT_OF_ORDER, place, format!("a second {part}"))
                .here("the statement has one already")
                .help("a statement has one label, then one technology: `\"label\" [technology] #tag`"),
        );
    }
    Some(
        Diagnostic::error(codes::OUT_OF_ORDER, place, format!("the {part} comes too late"))
            .here(if part == "label" {
                "stands before the technology and the tags"
            } else {
                "stands before the tags"
            })
            .help("the parts come in the order `\"label\" [technology] #tag { … }`"),
    )
}

/// `service a.b`
fn dotted_name(head: &Head<'_>) -> Option<Diagnostic> {
    let first = head.tokens.first().filter(|token| token.text.starts_with('.'))?;
    Some(
        Diagnostic::error(codes::NOT_A_NAME, head.token(first), "a dot in the name of an element")
            .here("an element is declared by one name")
            .help(
                "declare it inside the element that holds it; the dotted name is for flows that lead to it",
            ),
    )
}

/// `a -> b: label`
fn label_behind_colon(head: &Head<'_>) -> Option<Diagnostic> {
    let colon = head.tokens.first().filter(|token| token.text == ":")?;
    let label = head.text[colon.start + 1..].trim();
    let quoted =
        if label.starts_with('"') { label.to_owned() } else { format!("\"{}\"", label.replace('"', "\\\"")) };
    let diagnostic = Diagnostic::error(codes::COLON_LABEL, head.token(colon), "a `:` before a label")
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

/// `a -> b ->`, `! down: -> c -> d`
fn dangling_arrow(head: &Head<'_>) -> Option<Diagnostic> {
    let arrow = head.tokens.first().filter(|token| ["->", "~>", "<->", "!>"].contains(&token.text))?;
    let place = head.token(arrow);
    if head.place == Place::Plan {
        return Some(
            Diagnostic::error(codes::LEFT_OVER, place, "a chain in a failure plan")
                .here("an action leads to one target")
                .help("write one action for each, with a comma between: `-> c, -> d`"),
        );
    }
    if head.tokens.len() > 1 {
        return Some(
            Diagnostic::error(codes::OUT_OF_ORDER, place, "an arrow behind the label")
                .here("the arrows of a chain stand before its label")
                .help("write the whole chain first, or one flow for each arrow: `a -> b -> c \"label\"`"),
        );
    }
    Some(
        Diagnostic::error(codes::UNEXPECTED, place, "an arrow that leads nowhere")
            .here("a target is missing behind it")
            .help("name the target on the same line"),
    )
}

/// `takes 500 ms`
fn unit_apart(head: &Head<'_>) -> Option<Diagnostic> {
    let before = head.before();
    let (_, number) = before.rsplit_once(char::is_whitespace)?;
    let is_number = number.starts_with(|c: char| c.is_ascii_digit());
    let unit = head.text.split([' ', '\t', ',', '{', '}']).next()?;
    let is_unit = !unit.is_empty()
        && unit.len() <= 7
        && unit.chars().all(|c| c.is_alphabetic() || matches!(c, '%' | '/'));
    if !is_number || !is_unit || words::of(head.place).contains(&unit) {
        return None;
    }
    Some(
        Diagnostic::error(codes::QUANTITY, head.at(0, unit.len()), "a blank between a number and its unit")
            .here("the unit belongs to the number")
            .help(format!("write `{number}{unit}`")),
    )
}

/// `row a, b`
fn commas_in_a_row(head: &Head<'_>) -> Option<Diagnostic> {
    let comma = head.tokens.first().filter(|token| token.kind == Kind::Comma)?;
    let word = head.before().split_whitespace().next().filter(|word| ["row", "above"].contains(word))?;
    let place = head.token(comma);
    Some(
        Diagnostic::error(codes::LEFT_OVER, place, format!("a comma in `{word}`"))
            .here("names stand side by side here")
            .help(format!("write `{word} a b`, without commas")),
    )
}

/// `service orders Orders`
pub(super) fn unquoted_label(head: &Head<'_>) -> Option<Diagnostic> {
    let first = head.tokens.first().filter(|token| token.kind == Kind::Word)?;
    let is_statement = words::KINDS.contains(&first.text) || words::of(head.place).contains(&first.text);
    let label_may_follow = !head.before().ends_with(['"', ']']);
    if !first.text.starts_with(char::is_alphanumeric) || is_statement || !label_may_follow {
        return None;
    }
    let words = head.tokens.iter().take_while(|token| matches!(token.kind, Kind::Word | Kind::Comma));
    let end = words.last().map(|token| token.start + token.text.len())?;
    let label = &head.text[first.start..end];
    let place = head.at(first.start, end);
    Some(
        Diagnostic::error(
            codes::NEEDS_QUOTES,
            place,
            format!("the text `{}` needs quotes", report::shown(label)),
        )
        .here("not part of the statement as it stands")
        .help(format!("write `\"{}\"`", report::shown(label)))
        .fix(place, format!("\"{label}\"")),
    )
}
