//! Mermaid source from a view: a `flowchart` with a `subgraph` per boundary, which Mermaid lays out itself.
//!
//! In: a [`View`]. Out: text that Mermaid 10.9, 11 and 12 read back as the same graph, whatever the labels hold, and a
//! warning when the drawing comes near the limits that Mermaid sets itself, which no diagram can raise.
//!
//! What it cannot express: the layout hints `row` and `above`, tags, links, and a legend; the drawing says in its labels
//! and line styles what the legend of the other formats explains.

mod escape;
mod flowchart;
mod ids;

use crate::diag::{Diagnostic, Outcome, codes};
use crate::view::View;

/// Mermaid refuses a diagram with more edges than this (`maxEdges`).
pub const MAX_EDGES: usize = 500;
/// Mermaid draws an error picture for a diagram with more UTF-16 code units than this (`maxTextSize`).
pub const MAX_TEXT: usize = 50_000;
/// From this share of a limit on there is a warning: designs grow, and a page that worked should not break unannounced.
const NEAR_PERCENT: usize = 90;

/// What a user may choose about Mermaid output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MermaidOptions {
    /// Whether the drawing shows its title, in a front matter before the diagram.
    pub title: bool,
}

impl Default for MermaidOptions {
    fn default() -> MermaidOptions {
        MermaidOptions { title: true }
    }
}

/// The Mermaid source of a view.
///
/// Warns with `W0410` when Mermaid will refuse the drawing because of its size, or will soon.
pub fn render(view: &View, options: &MermaidOptions) -> Outcome<String> {
    let text = flowchart::write(view, options);
    let diagnostics = [edge_limit(view), text_limit(view, &text)].into_iter().flatten().collect();
    Outcome { value: text, diagnostics }
}

/// A warning at the first flow beyond what is comfortable.
fn edge_limit(view: &View) -> Option<Diagnostic> {
    let count = view.edges.len();
    let (index, message) = if count > MAX_EDGES {
        (MAX_EDGES, format!("`{}` has {count} flows, and Mermaid draws at most {MAX_EDGES}", view.name))
    } else if count >= near(MAX_EDGES) {
        let message =
            format!("`{}` has {count} flows, close to the {MAX_EDGES} that Mermaid draws", view.name);
        (near(MAX_EDGES) - 1, message)
    } else {
        return None;
    };
    let here = format!("this is flow {}", index + 1);
    Some(advise(Diagnostic::warning(codes::MERMAID_LIMIT, view.edges[index].span, message).here(here)))
}

/// A warning about the length of the output, at the view's first element, for want of a better place.
fn text_limit(view: &View, text: &str) -> Option<Diagnostic> {
    let size = text.encode_utf16().count();
    if size < near(MAX_TEXT) {
        return None;
    }
    let relation = if size > MAX_TEXT { "more than" } else { "close to" };
    let message = format!(
        "`{}` takes {size} characters of Mermaid, {relation} the {MAX_TEXT} that Mermaid reads",
        view.name
    );
    let span = view.nodes.first().map(|node| node.span).unwrap_or_default();
    let diagnostic = Diagnostic::warning(codes::MERMAID_LIMIT, span, message);
    Some(advise(diagnostic.here("the view begins here")))
}

fn advise(diagnostic: Diagnostic) -> Diagnostic {
    diagnostic
        .note("these limits are Mermaid's own: a diagram cannot raise them")
        .help("draw less at once: a `view` with `include`, `collapse` or `depth`")
        .help("or draw it with `--format svg`, which has no such limit")
}

const fn near(limit: usize) -> usize {
    limit / 100 * NEAR_PERCENT
}
