//! Named views and styles: what they select is bound, what they say is read.

use super::checks::{self, Measure};
use super::{Context, Written, kinds, refs, unknown_kinds};
use crate::diag::{Diagnostic, codes, nearest};
use crate::model::kind::Kind;
use crate::model::select::{NamedView, Selector, ViewKind, read_view};
use crate::model::style::Style;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, SelectorKind, ViewStmt};
use indexmap::IndexMap;

/// Resolves named views and styles.
pub(super) fn resolve(cx: &mut Context, written: &Written<'_>) {
    let mut names: IndexMap<&str, Span> = IndexMap::new();
    for view in &written.views {
        match names.get(view.name.value.as_str()) {
            Some(&first) => super::design::declared_twice(cx, "view", &view.name, first),
            None => {
                names.insert(&view.name.value, view.name.span);
                let view = named_view(cx, view);
                cx.model.views.push(view);
            }
        }
    }
    for style in &written.styles {
        let targets = style.targets.iter().filter_map(|target| selector(cx, target)).collect();
        let look = kinds::look(cx, &style.looks);
        cx.model.styles.push(Style { targets, look, span: style.span });
    }
}

fn named_view(cx: &mut Context, view: &ast::ViewDecl) -> NamedView {
    let of = match read_view(&cx.model, &view.of.value, view.of.span) {
        Ok(of) => Some(of),
        Err(diagnostic) => {
            cx.report(*diagnostic);
            None
        }
    };
    let mut resolved = NamedView {
        name: view.name.clone(),
        label: view.head.label.as_ref().map(|label| label.value.clone()),
        of,
        include: Vec::new(),
        exclude: Vec::new(),
        collapse: Vec::new(),
        depth: None,
        direction: None,
        highlight: None,
        without_errors: false,
        extras: Vec::new(),
        span: view.span,
    };
    let (mut depth, mut direction, mut highlight) = (None, None, None);
    for statement in &view.body {
        match statement {
            ViewStmt::Include(selectors) => {
                resolved.include.extend(selectors.iter().filter_map(|given| selector(cx, given)));
            }
            ViewStmt::Exclude(selectors) => {
                resolved.exclude.extend(selectors.iter().filter_map(|given| selector(cx, given)));
            }
            ViewStmt::Collapse(paths) => {
                resolved.collapse.extend(paths.iter().filter_map(|path| refs::element(cx, None, path)));
            }
            ViewStmt::Depth(levels) => {
                checks::measure(cx, levels, Measure::Whole, "depth");
                checks::once(cx, "depth", &mut depth, levels.number.clamp(1.0, 1_000.0) as u32, levels.span);
            }
            ViewStmt::Direction(name) => {
                if let Some(word) = checks::word(cx, name) {
                    checks::once(cx, "direction", &mut direction, word, name.span);
                }
            }
            ViewStmt::Highlight(name) => {
                if let Some(journey) = refs::journey(cx, name) {
                    checks::once(cx, "highlight", &mut highlight, journey, name.span);
                }
            }
            ViewStmt::WithoutErrors(_) => resolved.without_errors = true,
            ViewStmt::Extra(extra) => resolved.extras.push(extra.clone()),
            ViewStmt::Broken(_) => {}
        }
    }
    if let Some(of) = of {
        let idle = |what: &str, place: Option<Span>| place.map(|span| idle(what, of.kind, span));
        let numbers = matches!(of.kind, ViewKind::Components);
        let directed = !matches!(of.kind, ViewKind::Sequence | ViewKind::Matrix);
        let highlight = highlight.as_ref().map(|found| found.1).filter(|_| !numbers);
        let direction = direction.as_ref().map(|found| found.1).filter(|_| !directed);
        for diagnostic in [idle("highlight", highlight), idle("direction", direction)].into_iter().flatten() {
            cx.report(diagnostic);
        }
    }
    resolved.depth = checks::value(depth);
    resolved.direction = checks::value(direction);
    resolved.highlight = checks::value(highlight);
    resolved
}

/// Says that a line changes nothing in a view of that kind.
fn idle(what: &str, kind: ViewKind, span: Span) -> Diagnostic {
    let word = kind.word();
    let (because, help) = match (what, kind) {
        ("highlight", ViewKind::Dataflow | ViewKind::Sequence) => {
            ("its steps are numbered anyway", "leave it out; `highlight` is for views of `components`")
        }
        ("highlight", _) => ("it shows no flow that a step could number", "leave it out"),
        _ => ("it is read from top to bottom, whatever is asked", "leave it out"),
    };
    Diagnostic::warning(codes::IDLE_SETTING, span, format!("`{what}` has no effect on a view of `{word}`"))
        .here(because)
        .help(help)
}

/// What a selector selects. A bare word is an element; one that is only a kind gets a message of its own.
fn selector(cx: &mut Context, selector: &ast::Selector) -> Option<Spanned<Selector>> {
    let resolved = match &selector.kind {
        SelectorKind::Name(path) => {
            if let [only] = path.segments.as_slice()
                && unknown_kinds::is_kind(cx, &only.value)
                && !cx.model.names.is_declared(&only.value)
            {
                let word = &only.value;
                cx.report(
                    Diagnostic::error(
                        codes::KIND_NOT_ELEMENT,
                        path.span,
                        format!("`{word}` is a kind, not an element"),
                    )
                    .here("a bare word is an element")
                    .help(format!("write `kind:{word}` for every element of that kind"))
                    .fix(path.span, format!("kind:{word}")),
                );
                return None;
            }
            Selector::Element(refs::element(cx, None, path)?)
        }
        SelectorKind::Children(path) => Selector::Children(refs::element(cx, None, path)?),
        SelectorKind::Descendants(path) => Selector::Descendants(refs::element(cx, None, path)?),
        SelectorKind::Tag(tag) => Selector::Tag(tag.value.clone()),
        SelectorKind::Kind(word) => {
            if !unknown_kinds::is_kind(cx, &word.value) {
                unknown_kind(cx, word);
                return None;
            }
            Selector::Kind(word.value.clone())
        }
    };
    Some(Spanned::new(resolved, selector.span))
}

fn unknown_kind(cx: &mut Context, word: &ast::Name) {
    let all = Kind::ALL.iter().map(|kind| kind.word()).chain(cx.kinds.keys().map(String::as_str));
    let mut diagnostic =
        Diagnostic::error(codes::UNKNOWN_KIND, word.span, format!("unknown kind `{}`", word.value))
            .here("not a kind of element");
    if let Some(near) = nearest(&word.value, all) {
        diagnostic = diagnostic.help(format!("write `{near}`")).fix(word.span, near);
    }
    cx.report(diagnostic);
}
