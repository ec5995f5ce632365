//! Parts that are out of order, apart, missing or one too many.

use super::Head;
use super::plans;
use super::tokens::{Kind, Token};
use crate::diag::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::lower::Place;
use crate::syntax::{report, words};

/// `a -> b,` at the end of a body or a file
pub(super) fn trailing_comma(head: &Head<'_>) -> Option<Diagnostic> {
    let last = head.tokens.last().filter(|token| token.kind == Kind::Comma)?;
    let place = head.token(last);
    Some(
        Diagnostic::error(codes::STRAY_COMMA, place, "a comma with nothing behind it")
            .here("a comma goes on with the next line, and there is none")
            .help("remove the comma, or write what is missing")
            .fix(place, ""),
    )
}

/// A label behind the technology, a technology behind a tag.
pub(super) fn out_of_order(head: &Head<'_>) -> Option<Diagnostic> {
    let first = head.tokens.first()?;
    let part = match first.kind {
        Kind::String => "label",
        Kind::Brackets => "technology",
        _ => return None,
    };
    if head.place == Place::Plan {
        return Some(plans::behind_action(head, first));
    }
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

/// `service a (Rust)`
pub(super) fn parentheses(head: &Head<'_>) -> Option<Diagnostic> {
    let open = head.tokens.first().filter(|token| token.text.starts_with('('))?;
    let inside = head.text[open.start + 1..].split(')').next()?.trim();
    Some(
        Diagnostic::error(codes::OUT_OF_ORDER, head.token(open), "parentheses behind a statement")
            .here("a technology stands in brackets")
            .help(format!("write `[{}]`", report::shown(inside))),
    )
}

/// `service a.b`
pub(super) fn dotted_name(head: &Head<'_>) -> Option<Diagnostic> {
    let first = head.tokens.first().filter(|token| token.text.starts_with('.'))?;
    Some(
        Diagnostic::error(codes::NOT_A_NAME, head.token(first), "a dot in the name of an element")
            .here("an element is declared by one name")
            .help(
                "declare it inside the element that holds it; the dotted name is for flows that lead to it",
            ),
    )
}

/// `a -> b ->`, `a -> b "label" -> c`
pub(super) fn dangling_arrow(head: &Head<'_>) -> Option<Diagnostic> {
    let arrow = head.tokens.first().filter(|token| ["->", "~>", "<->", "!>"].contains(&token.text))?;
    let place = head.token(arrow);
    let leads_on = head.tokens.get(1).is_some_and(|token| token.kind == Kind::Word);
    Some(match head.place {
        Place::Plan => plans::arrow(head, arrow),
        Place::Entity => Diagnostic::error(codes::LEFT_OVER, place, "an arrow that leads to no entity")
            .here("a field leads to one entity, by name")
            .help("write it like `customer -> Customer`, `voucher -> Voucher?` or `lines -> Item[]`"),
        _ if leads_on => Diagnostic::error(codes::OUT_OF_ORDER, place, "an arrow behind the label")
            .here("the arrows of a chain stand before its label")
            .help("write the whole chain first, or one flow for each arrow: `a -> b -> c \"label\"`"),
        _ => Diagnostic::error(codes::UNEXPECTED, place, "an arrow that leads nowhere")
            .here("a target is missing behind it")
            .help("name the target on the same line"),
    })
}

/// `takes 500 ms`
pub(super) fn unit_apart(head: &Head<'_>) -> Option<Diagnostic> {
    let (_, number) = head.before().rsplit_once(char::is_whitespace)?;
    let is_number = number.starts_with(|c: char| c.is_ascii_digit());
    let unit = first_word(head.text);
    let meant = unit_at(head.text).filter(|_| is_number)?;
    Some(
        Diagnostic::error(codes::QUANTITY, head.at(0, unit.len()), "a blank between a number and its unit")
            .here("the unit belongs to the number")
            .help(format!("write `{number}{meant}`"))
            .fix(Span { end: head.span.start + unit.len() as u32, ..head.gap() }, meant),
    )
}

/// The unit that stands apart from the number before `behind`, on the same line.
pub(in crate::syntax) fn unit_apart_of(behind: &str) -> Option<&str> {
    let unit = behind.trim_start_matches([' ', '\t']);
    unit_at(unit).filter(|_| unit.len() < behind.len())
}

fn unit_at(text: &str) -> Option<&str> {
    let unit = first_word(text);
    if ["/s", "/m", "/h", "/d"].contains(&unit) { Some(unit) } else { report::meant_unit(unit) }
}

/// The word that a text begins with, which may end anywhere on the line.
fn first_word(text: &str) -> &str {
    text.split([' ', '\t', '\n', '\r', ',', ';', '{', '}']).next().unwrap_or_default()
}

/// `service orders Orders`, `service order service`
pub(super) fn unquoted_label(head: &Head<'_>) -> Option<Diagnostic> {
    let first = head.tokens.first().filter(|token| token.kind == Kind::Word)?;
    let is_statement = words::KINDS.contains(&first.text) || words::of(head.place).contains(&first.text);
    let label_may_follow = !head.before().ends_with(['"', ']']);
    if !first.text.starts_with(char::is_alphanumeric) || !label_may_follow {
        return None;
    }
    if is_statement {
        return two_words(head);
    }
    if let Some(diagnostic) = label_behind_as(head, first) {
        return Some(diagnostic);
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
        .here("a name is one word; what stands behind it is a label")
        .help(format!("write `\"{}\"`", report::shown(label)))
        .fix(place, format!("\"{label}\"")),
    )
}

/// `component web as "Web App"`
fn label_behind_as(head: &Head<'_>, r#as: &Token<'_>) -> Option<Diagnostic> {
    let label = head.tokens.get(1).filter(|label| r#as.text == "as" && label.kind == Kind::String)?;
    Some(
        Diagnostic::error(codes::LEFT_OVER, head.token(r#as), "`as` before a label")
            .here("the label stands right behind the name")
            .help(format!("leave it out: `{}`", report::shown(label.text)))
            .fix(head.at(r#as.start, label.start), ""),
    )
}

/// `service order service`: a kind or another word of the language that is the end of a name, since nothing stands behind it
/// that would make it a statement.
fn two_words(head: &Head<'_>) -> Option<Diagnostic> {
    let last = head.tokens.first()?;
    let is_kind = words::KINDS.contains(&last.text);
    let begins_statement = match head.tokens.get(1).map(|token| token.kind) {
        None => last.text == "stateless",
        Some(Kind::String | Kind::Brackets | Kind::Brace) => !is_kind,
        Some(_) => true,
    };
    let before = head.before();
    let name = before.rsplit(char::is_whitespace).next()?;
    if begins_statement || name.is_empty() || name.starts_with('#') {
        return None;
    }
    let gap = head.gap();
    let place = Span { start: gap.start - name.len() as u32, end: gap.end + last.text.len() as u32, ..gap };
    let (name, last) = (report::shown(name), report::shown(last.text));
    Some(
        Diagnostic::error(codes::NOT_A_NAME, place, format!("`{name} {last}` is not a name"))
            .here("a name is one word")
            .help(format!(
                "write `{name}-{last}`, or a label in quotes behind a name: `{name} \"{name} {last}\"`"
            )),
    )
}
