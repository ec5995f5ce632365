//! What is said of a view that is not drawn, or not as its source asks.

use super::fit::MAX_FLOWS;
use super::layered::Drawing;
use crate::diag::{Diagnostic, codes};
use crate::source::Span;
use crate::view::View;

/// The error for a view that no drawing would show.
pub(super) fn too_large(view: &View) -> Diagnostic {
    let place = view.nodes.first().map_or_else(Default::default, |node| node.span);
    let counts = format!("{} elements, {} flows", view.nodes.len(), view.edges.len());
    Diagnostic::error(codes::VIEW_TOO_LARGE, place, format!("`{}` is too large to be drawn", view.name))
        .here(counts)
        .note(format!("a drawing holds up to {MAX_FLOWS} flows, fewer when they are long"))
        .help("draw a part of it: a named `view` with `include`, `collapse` or `depth`")
}

/// A warning for each hint that a drawing does not follow.
pub(super) fn unfollowed(drawing: &Drawing) -> Vec<Diagnostic> {
    drawing.dropped.iter().map(|&(row, span)| dropped(row, span)).collect()
}

fn dropped(row: bool, span: Span) -> Diagnostic {
    let (hint, because) = if row {
        ("row", "a flow leads from one of these to another, so they cannot stand side by side")
    } else {
        ("above", "the flows between these lead the other way")
    };
    Diagnostic::warning(codes::HINT_DROPPED, span, format!("this `{hint}` hint is not followed"))
        .here(because)
        .help(format!("remove the `{hint}` line, or the flow that contradicts it"))
}
