//! Kinds of the user's: declared anywhere in the merged files, made from a built-in kind or from one another.

use super::{Context, checks};
use crate::diag::{Diagnostic, codes};
use crate::model::component::KindId;
use crate::model::kind::{Kind, LANGUAGE_WORDS, UserKind};
use crate::model::style::LookPatch;
use crate::syntax::ast::{Look, Stmt};

/// Declares every kind, at whatever depth it stands: that it belongs at the top is said elsewhere.
pub(super) fn declare(cx: &mut Context, statements: &[Stmt]) {
    collect(cx, statements);
    bind(cx);
}

fn collect(cx: &mut Context, statements: &[Stmt]) {
    for statement in statements {
        match statement {
            Stmt::Element(element) => collect(cx, element.body.as_deref().unwrap_or_default()),
            Stmt::Kind(kind) => {
                let name = &kind.name;
                if LANGUAGE_WORDS.binary_search(&name.value.as_str()).is_ok() {
                    cx.report(
                        Diagnostic::error(
                            codes::RESERVED_KIND,
                            name.span,
                            format!("`{}` is a word of the language", name.value),
                        )
                        .here("cannot be declared as a kind")
                        .help(format!(
                            "choose another word, or change how it looks with `style kind:{} {{ … }}`",
                            name.value
                        )),
                    );
                    continue;
                }
                let look = look(cx, &kind.looks);
                if let Some(first) = cx.kinds.get(&name.value) {
                    let first = cx.model.kinds[first.index()].name.span;
                    cx.report(
                        Diagnostic::error(
                            codes::DUPLICATE_NAME,
                            name.span,
                            format!("the kind `{}` is declared twice", name.value),
                        )
                        .here("declared again here")
                        .label(first, "first declared here")
                        .help("keep one of them, or give this one another name"),
                    );
                    continue;
                }
                let id = KindId(cx.model.kinds.len() as u32);
                cx.kinds.insert(name.value.clone(), id);
                cx.model.kinds.push(UserKind {
                    name: name.clone(),
                    from: kind.base.clone(),
                    parent: None,
                    base: Kind::Component,
                    look,
                    span: kind.span,
                });
            }
            _ => {}
        }
    }
}

/// Follows each kind to the built-in one at the end, and takes over the looks on the way.
fn bind(cx: &mut Context) {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Not,
        OnTheWay,
        Done,
    }
    let mut seen = vec![Seen::Not; cx.model.kinds.len()];
    for start in 0..seen.len() {
        // The way from here to a kind that is known, built in, unknown, or on this very way.
        let mut way = Vec::new();
        let mut at = start;
        let (base, mut look) = loop {
            match seen[at] {
                Seen::Done => break (cx.model.kinds[at].base, cx.model.kinds[at].look),
                Seen::OnTheWay => {
                    cycle(cx, at, &way);
                    if let Some(&last) = way.last() {
                        cx.model.kinds[last].parent = None;
                    }
                    break (Kind::Component, LookPatch::default());
                }
                Seen::Not => {}
            }
            seen[at] = Seen::OnTheWay;
            way.push(at);
            let from = cx.model.kinds[at].from.clone();
            if let Some(kind) = Kind::from_word(&from.value) {
                break (kind, LookPatch::default());
            }
            match cx.kinds.get(&from.value) {
                Some(&next) => {
                    cx.model.kinds[at].parent = Some(next);
                    at = next.index();
                }
                None => {
                    super::unknown_kinds::report(cx, &from, None);
                    break (Kind::Component, LookPatch::default());
                }
            }
        };
        for index in way.into_iter().rev() {
            let kind = &mut cx.model.kinds[index];
            look = kind.look.over(look);
            kind.look = look;
            kind.base = base;
            seen[index] = Seen::Done;
        }
    }
}

fn cycle(cx: &mut Context, at: usize, way: &[usize]) {
    let circle: Vec<usize> = way.iter().copied().skip_while(|&index| index != at).collect();
    let name = |index: usize| cx.model.kinds[index].name.value.clone();
    let mut words: Vec<String> = circle.iter().map(|&index| name(index)).collect();
    words.push(name(at));
    let first = &cx.model.kinds[at];
    let mut diagnostic = Diagnostic::error(
        codes::KIND_CYCLE,
        first.from.span,
        format!("the kind `{}` is made from itself", first.name.value),
    )
    .here("leads back here")
    .note(format!("{} goes in a circle", words.join(" = ")))
    .help("make one of them from a built-in kind, such as `service`");
    for &index in circle.iter().skip(1) {
        diagnostic = diagnostic.label(cx.model.kinds[index].from.span, "by way of this");
    }
    cx.report(diagnostic);
}

/// The looks of a `kind` or `style` body.
pub(super) fn look(cx: &mut Context, looks: &[Look]) -> LookPatch {
    let (mut shape, mut border, mut accent) = (None, None, None);
    for Look { property, value } in looks {
        match property.value.as_str() {
            "shape" => {
                if let Some(word) = checks::word(cx, value) {
                    checks::once(cx, "shape", &mut shape, word, property.span);
                }
            }
            "border" => {
                if let Some(word) = checks::word(cx, value) {
                    checks::once(cx, "border", &mut border, word, property.span);
                }
            }
            "accent" => {
                if let Some(word) = checks::word(cx, value) {
                    checks::once(cx, "accent", &mut accent, word, property.span);
                }
            }
            // The parser has said that there is no such property.
            _ => {}
        }
    }
    LookPatch { shape: checks::value(shape), border: checks::value(border), accent: checks::value(accent) }
}
