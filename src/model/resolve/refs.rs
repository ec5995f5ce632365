//! References to elements and journeys: bound, or reported with what may be meant.

use super::{Context, MAX_COMPARED};
use crate::diag::{Diagnostic, codes, nearest};
use crate::model::JourneyId;
use crate::model::Use;
use crate::model::component::ElementId;
use crate::model::facts::Subject;
use crate::model::names::Lookup;
use crate::syntax::ast::{Name, Path};

/// How many candidates of an ambiguous name are listed.
const LISTED: usize = 6;

/// The element that a path means in `scope`. An unknown or ambiguous one is reported, and `None`.
pub(super) fn element(cx: &mut Context, scope: Option<ElementId>, path: &Path) -> Option<ElementId> {
    let names: Vec<&str> = path.segments.iter().map(|name| name.value.as_str()).collect();
    match cx.model.names.lookup(&cx.model.elements, scope, &names) {
        Lookup::Found(id) => {
            note_use(cx, path, id);
            Some(id)
        }
        Lookup::Ambiguous(candidates) => {
            ambiguous(cx, path, &names, &candidates);
            spoil(cx, scope);
            None
        }
        Lookup::Unknown(reached) => {
            unknown(cx, scope, path, &names, reached);
            spoil(cx, scope);
            None
        }
    }
}

/// An element that lies directly in `scope`, as layout hints want it.
pub(super) fn inside(cx: &mut Context, scope: Option<ElementId>, path: &Path) -> Option<ElementId> {
    let id = element(cx, scope, path)?;
    if cx.model.element(id).parent == scope {
        return Some(id);
    }
    let found = cx.model.element(id);
    let (name, declared) = (found.path.clone(), found.name.span);
    let place = match scope {
        Some(scope) => format!("directly in `{}`", cx.model.element(scope).path),
        None => "at the top level".to_owned(),
    };
    cx.report(
        Diagnostic::error(codes::HINT_OUTSIDE, path.span, format!("`{name}` does not lie {place}"))
            .here("a hint is about the direct insides of the boundary around it")
            .label(declared, "declared here")
            .help("move the hint into the boundary that holds the elements it names"),
    );
    None
}

/// What a name in `meets`, `blocks` or `about` means: a journey first, then an element.
pub(super) fn subject(cx: &mut Context, path: &Path) -> Option<Subject> {
    if let [only] = path.segments.as_slice()
        && let Some(&id) = cx.journeys.get(&only.value)
    {
        return Some(Subject::Journey(id));
    }
    element(cx, None, path).map(Subject::Element)
}

/// The journey of that name.
pub(super) fn journey(cx: &mut Context, name: &Name) -> Option<JourneyId> {
    if let Some(&id) = cx.journeys.get(&name.value) {
        return Some(id);
    }
    let mut diagnostic =
        Diagnostic::error(codes::UNKNOWN_JOURNEY, name.span, format!("unknown journey `{}`", name.value))
            .here("no journey of this name is declared");
    if let Some(near) = nearest(&name.value, cx.journeys.keys().map(String::as_str)) {
        let declared = cx.model.journeys[cx.journeys[near].index()].name.span;
        diagnostic = diagnostic
            .label(declared, "a similar name is declared here")
            .help(format!("write `{near}`"))
            .fix(name.span, near);
    }
    cx.report(diagnostic);
    None
}

fn note_use(cx: &mut Context, path: &Path, id: ElementId) {
    let mut at = Some(id);
    for segment in path.segments.iter().rev() {
        let Some(element) = at else { break };
        cx.model.uses.push(Use { span: segment.span, element });
        at = cx.model.element(element).parent;
    }
}

/// Something said in the body of `scope` is lost.
fn spoil(cx: &mut Context, scope: Option<ElementId>) {
    if let Some(id) = scope {
        cx.model.elements[id.index()].incomplete = true;
    }
}

fn ambiguous(cx: &mut Context, path: &Path, names: &[&str], candidates: &[ElementId]) {
    let written = names.join(".");
    let mut diagnostic = Diagnostic::error(
        codes::AMBIGUOUS_NAME,
        path.span,
        format!("`{written}` means {} elements", super::grouped(candidates.len())),
    )
    .here("which one is meant?");
    for &id in candidates.iter().take(LISTED) {
        let element = cx.model.element(id);
        diagnostic = diagnostic.label(element.name.span, format!("`{}`", element.path));
    }
    let listed: Vec<String> = candidates
        .iter()
        .take(LISTED)
        .map(|&id| format!("`{}`", cx.model.names.shortest(&cx.model.elements, None, id)))
        .collect();
    let more = candidates.len().saturating_sub(LISTED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    cx.report(diagnostic.help(format!("write one of {}{more}", listed.join(", "))));
}

fn unknown(
    cx: &mut Context,
    scope: Option<ElementId>,
    path: &Path,
    names: &[&str],
    reached: Option<(ElementId, usize)>,
) {
    let written = names.join(".");
    // The first segment that leads nowhere, and what lies before it.
    let (within, at) = match reached {
        Some((id, depth)) => (Some(id), depth.min(names.len() - 1)),
        None => (None, names.len() - 1),
    };
    let wrong = &path.segments[at];
    let span = if reached.is_some() { wrong.span } else { path.span };
    let mut diagnostic =
        Diagnostic::error(codes::UNKNOWN_COMPONENT, span, format!("unknown component `{written}`")).here(
            match within {
                Some(id) => format!("`{}` holds no `{}`", cx.model.element(id).path, wrong.value),
                None => "not declared in this file or its includes".to_owned(),
            },
        );
    let similar =
        (cx.compared < MAX_COMPARED).then(|| cx.model.names.similar(within, &wrong.value)).flatten();
    cx.compared += cx.model.names.count();
    match similar {
        Some(id) => {
            let declared = cx.model.element(id).name.span;
            let instead = instead(cx, scope, names, at, id);
            diagnostic = diagnostic
                .label(declared, "a similar name is declared here")
                .help(format!("write `{instead}`"))
                .fix(path.span, instead);
        }
        None if cx.journeys.contains_key(&written) => {
            diagnostic = diagnostic.note(format!("`{written}` is a journey, and flows join elements"));
        }
        None => {
            diagnostic = diagnostic.help(format!("declare it, for example `service {}`", wrong.value));
        }
    }
    cx.report(diagnostic);
}

/// What to write for a path whose segment `at` should have been `meant`: the path with that segment mended, when it means
/// something then, else the shortest name of what is meant.
fn instead(cx: &Context, scope: Option<ElementId>, names: &[&str], at: usize, meant: ElementId) -> String {
    let known = &cx.model.names;
    let mut mended = names.to_vec();
    mended[at] = &cx.model.element(meant).name.value;
    if let Lookup::Found(_) = known.lookup(&cx.model.elements, scope, &mended) {
        return mended.join(".");
    }
    let rest = &names[at + 1..];
    match rest.iter().try_fold(meant, |at, name| known.child(Some(at), name)) {
        Some(end) => known.shortest(&cx.model.elements, scope, end),
        None => format!("{}.{}", known.shortest(&cx.model.elements, scope, meant), rest.join(".")),
    }
}
