//! Words that are no kind: what was likely meant by them.
//!
//! In: a word in the place of a kind, and the element that it is to be the kind of. Out: one diagnostic that says what to
//! write. In this order: another word for a kind, a product, a misspelt kind or statement, another language, the name of the
//! element itself; else the way to declare a kind.

use super::Context;
use crate::diag::{Diagnostic, codes, nearest};
use crate::model::component::ElementId;
use crate::model::kind::{Kind, elsewhere};
use crate::source::Span;
use crate::syntax::ast::{self, Name};
use crate::syntax::misplaced;
use crate::syntax::words::{STATEMENTS, language};

/// Whether `word` is a kind, built in or declared.
pub(super) fn is_kind(cx: &Context, word: &str) -> bool {
    Kind::from_word(word).is_some() || cx.kinds.contains_key(word)
}

fn unknown(word: &Name) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_KIND, word.span, format!("unknown kind `{}`", word.value))
        .here("not a kind of element, nor a statement")
}

/// The kind or the beginning of a statement that `word` is another word for, or nearly is.
fn meant<'c>(cx: &'c Context, word: &str) -> Option<&'c str> {
    let own = cx.kinds.keys().map(String::as_str);
    let built_in = Kind::ALL.iter().map(|kind| kind.word());
    let near = || nearest(word, built_in.chain(own).chain(STATEMENTS.iter().copied()));
    elsewhere::synonym(word).map(Kind::word).or_else(near)
}

/// Says that a kind does not exist, and what may be meant; `element` is the one that it would be the kind of.
pub(super) fn report(cx: &mut Context, word: &Name, element: Option<&ast::Element>) {
    let diagnostic = unknown(word);
    if let Some((kinds, written)) = elsewhere::product(&word.value) {
        let diagnostic = product(diagnostic, word, element, kinds, written);
        cx.report(diagnostic);
        return;
    }
    let diagnostic = match meant(cx, &word.value) {
        Some(near) => {
            let diagnostic = diagnostic.help(format!("write `{near}`")).fix(word.span, near);
            match cx.kinds.get(near) {
                Some(id) => {
                    let declared = cx.model.kinds[id.index()].name.span;
                    diagnostic.label(declared, "a similar kind is declared here")
                }
                None => diagnostic,
            }
        }
        None if language(&word.value).is_some() => {
            diagnostic
                .note(format!("`{}` is a word of {}", word.value, language(&word.value).unwrap_or_default()))
                .help("leave it out, with its braces: a file needs no frame and begins with a statement such as `service api \"API\"`")
        }
        None => diagnostic.help(format!(
            "use a built-in kind such as `service`, or declare `kind {} = service`",
            word.value
        )),
    };
    cx.report(diagnostic);
}

/// `kafka events "Events"`: the kind is what it is used as, and the product its technology.
fn product(
    diagnostic: Diagnostic,
    word: &Name,
    element: Option<&ast::Element>,
    kinds: &[Kind],
    written: &str,
) -> Diagnostic {
    let either = |list: Vec<String>| list.join(" or ");
    let diagnostic = diagnostic.here("a product, not a kind");
    let Some(element) = element else {
        let words = kinds.iter().map(|kind| format!("`{}`", kind.word())).collect();
        return diagnostic.help(format!("write {}", either(words)));
    };
    let label = element.head.label.as_ref();
    let said = label.map(|label| format!(" \"{}\"", label.value)).unwrap_or_default();
    let tech = element.head.tech.as_ref().map_or(written, |tech| &tech.value);
    let line = |kind: &Kind| format!("`{} {}{said} [{tech}]`", kind.word(), element.name.value);
    let diagnostic = diagnostic
        .help(format!("write the product as the technology: {}", either(kinds.iter().map(line).collect())));
    let diagnostic = diagnostic.fix(word.span, kinds[0].word());
    if element.head.tech.is_some() {
        return diagnostic;
    }
    let end = label.map_or(element.name.span, |label| label.span);
    diagnostic.fix(Span { start: end.end, ..end }, format!(" [{tech}]"))
}

/// Whether the kind of an element stands behind its name, as in `orders service "Orders"`; says so.
pub(super) fn swapped(cx: &mut Context, element: &ast::Element) -> bool {
    let (name, kind) = (&element.kind, &element.name);
    let is_name = !is_kind(cx, &name.value)
        && elsewhere::product(&name.value).is_none()
        && meant(cx, &name.value).is_none()
        && language(&name.value).is_none();
    if !is_name || Kind::from_word(&kind.value).is_none() {
        return false;
    }
    let label = element.head.label.as_ref();
    let said = label.map(|label| format!(" \"{}\"", label.value)).unwrap_or_default();
    cx.report(
        unknown(name)
            .help(format!("write the kind first: `{} {}{said}`", kind.value, name.value))
            .fix(name.span, kind.value.as_str())
            .fix(kind.span, name.value.as_str()),
    );
    true
}

/// Whether what reads like an element says something about the one around it, as `color red` and `tech Go` do; says so.
pub(super) fn misplaced(cx: &mut Context, around: ElementId, element: &ast::Element) -> bool {
    let word = &element.kind;
    if element.body.is_some() || is_kind(cx, &word.value) {
        return false;
    }
    let Some(part) = misplaced::part(&word.value) else { return false };
    let host = cx.model.element(around);
    let diagnostic = part.told(unknown(word), &element.name.value, Some((&host.kind, &host.name.value)));
    cx.report(diagnostic);
    true
}
