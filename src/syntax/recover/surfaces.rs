//! API surfaces: documents, paths and what endpoints answer.

use super::Head;
use super::tokens::Kind;
use crate::diag::{Diagnostic, codes, nearest};
use crate::syntax::lower::Place;
use crate::syntax::{report, words};

/// `api from openapi.yaml`, `api form "openapi.yaml"`, `api from`
pub(super) fn from_document(head: &Head<'_>) -> Option<Diagnostic> {
    let [api, from, rest @ ..] = head.tokens.as_slice() else { return None };
    if api.text != "api" || from.kind != Kind::Word {
        return None;
    }
    let path = rest.first().filter(|token| token.kind != Kind::Brace && token.text != "}");
    match (from.text, path) {
        ("from", None) => Some(
            Diagnostic::error(codes::UNEXPECTED, head.token(from), "`api from` is not complete")
                .here("expected the path of a document behind it")
                .help("write it like `api from \"openapi.yaml\"`"),
        ),
        ("from", Some(path)) if !path.text.starts_with('"') => {
            let text =
                head.text[path.start..].split(|c: char| c.is_whitespace() || "{}[".contains(c)).next()?;
            let place = head.at(path.start, path.start + text.len());
            let quoted = format!("\"{text}\"");
            Some(
                Diagnostic::error(
                    codes::NEEDS_QUOTES,
                    place,
                    format!("the path `{}` needs quotes", report::shown(text)),
                )
                .here("a path stands between quotes")
                .help(format!("write `api from {}`", report::shown(&quoted)))
                .fix(place, quoted),
            )
        }
        (word, Some(path))
            if path.text.starts_with('"') && nearest(word, ["from"]).is_some() && word != "from" =>
        {
            Some(
                Diagnostic::error(
                    codes::UNEXPECTED,
                    head.token(from),
                    format!("unexpected `{}`", report::shown(word)),
                )
                .here("expected `from` or a base path")
                .help("write `from`")
                .fix(head.token(from), "from"),
            )
        }
        _ => None,
    }
}

/// `api gateway "GW"`: an element whose kind stands behind its name, which begins another statement.
pub(super) fn kind_behind(head: &Head<'_>) -> Option<Diagnostic> {
    let [name, kind, ..] = head.tokens.as_slice() else { return None };
    swapped(head.text)?;
    let rest = &head.text[kind.start + kind.text.len()..];
    let written = format!("{} {}{rest}", kind.text, name.text);
    Some(
        Diagnostic::error(
            codes::UNEXPECTED,
            head.token(kind),
            format!("the kind `{}` behind `{}`", kind.text, name.text),
        )
        .here("a kind stands before the name")
        .help(format!("write `{}`", report::shown(&written)))
        .fix(head.token(name), kind.text)
        .fix(head.token(kind), name.text),
    )
}

/// The kind and the name of an element that are written the other way round.
pub(in crate::syntax) fn swapped(head: &str) -> Option<(&str, &str)> {
    let mut words = head.split_whitespace();
    let (name, kind) = (words.next()?, words.next()?);
    (name == "api" && words::KINDS.contains(&kind)).then_some((kind, name))
}

/// `GET orders`: `start` is where the path begins.
pub(super) fn path(head: &Head<'_>, start: usize) -> Diagnostic {
    let path =
        head.text[start..].split(|c: char| c.is_whitespace() || ";\"".contains(c)).next().unwrap_or("");
    let method = head.tokens.first().map_or("GET", |token| token.text);
    Diagnostic::error(
        codes::UNEXPECTED,
        head.at(start, start + path.len()),
        format!("the path `{}` does not begin with `/`", report::shown(path)),
    )
    .here("a path begins with `/`")
    .help(format!("write `{method} /{}`", report::shown(path)))
    .fix(head.at(start, start), "/")
}

/// `POST / -> Order`, `rpc Watch "Follows" -> Event`
pub(super) fn answer(head: &Head<'_>) -> Option<Diagnostic> {
    let [arrow, rest @ ..] = head.tokens.as_slice() else { return None };
    if head.place != Place::Surface || arrow.text != "->" {
        return None;
    }
    let place = head.token(arrow);
    let (name, behind) = match rest {
        [name, behind @ ..] if matches!(name.kind, Kind::Word | Kind::Brackets) => (name.text, behind),
        behind => ("Order", behind),
    };
    let is_operation = ["rpc", "query", "mutation", "subscription"].contains(&head.statement_word());
    if is_operation {
        return Some(
            Diagnostic::error(codes::OUT_OF_ORDER, place, "the type of an answer comes too late")
                .here("stands before the label")
                .help(format!("write it like `rpc Watch(Filter) -> {} \"…\"`", report::shown(name))),
        );
    }
    let label = behind.first().filter(|token| token.kind == Kind::String).map(|token| token.text);
    let spaced = label.map(|label| format!("{label} ")).unwrap_or_default();
    let body = format!("{spaced}{{ response {name} }}");
    let diagnostic = Diagnostic::error(codes::OUT_OF_ORDER, place, "an arrow behind a path")
        .here("what an endpoint answers stands in its body")
        .help(format!("write `{} {}`", report::shown(head.statement()), report::shown(&body)));
    // Only where nothing else has to go into the same braces.
    let whole = rest.len() == 1 + usize::from(label.is_some()) && !head.has_body();
    Some(if whole { diagnostic.fix(head.at(arrow.start, head.text.len()), body) } else { diagnostic })
}
