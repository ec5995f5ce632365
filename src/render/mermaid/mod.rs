//! Mermaid source from a view: a `flowchart` with a `subgraph` per boundary, or a `sequenceDiagram` with the blocks of a
//! journey, which Mermaid lays out itself.
//!
//! In: a [`View`]. Out: text that Mermaid 10.9, 11 and 12 read back as the same graph, whatever the labels hold, and
//! warnings: when the drawing comes near the limits that Mermaid sets itself, which no diagram can raise, and about the
//! few flows that one version or another reads and then does not draw.
//!
//! What it cannot express: the layout hints `row` and `above`, tags, links, and a legend; the drawing says in its labels
//! and line styles what the legend of the other formats explains.

mod class;
mod common;
mod er;
mod escape;
mod flowchart;
mod ids;
mod sequence;

use crate::diag::{Diagnostic, Outcome, codes};
use crate::view::{NodeId, View, ViewKind};
use std::collections::BTreeMap;

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

/// Whether Mermaid has a diagram for such a view. It has none for a matrix, which is a table.
pub const fn serves(kind: ViewKind) -> bool {
    !matches!(kind, ViewKind::Matrix)
}

/// The Mermaid source of a view.
///
/// Warns with `W0410` when Mermaid will refuse the drawing because of its size, or will soon, and tells with
/// `W0411` which flows some versions of Mermaid read and then do not draw.
pub fn render(view: &View, options: &MermaidOptions) -> Outcome<String> {
    let text = match view.kind {
        ViewKind::Sequence => sequence::write(view, options),
        ViewKind::Api => class::write(view, options),
        ViewKind::Entities => er::write(view, options),
        // Every other kind of view is a graph.
        _ => flowchart::write(view, options),
    };
    let mut diagnostics: Vec<Diagnostic> = text_limit(view, &text).into_iter().collect();
    // Mermaid counts the lines of flowcharts alone.
    if is_flowchart(view.kind) {
        diagnostics = edge_limit(view).into_iter().chain(diagnostics).chain(undrawn_flows(view)).collect();
    }
    Outcome { value: text, diagnostics }
}

/// Whether such a view is drawn as a flowchart.
const fn is_flowchart(kind: ViewKind) -> bool {
    !matches!(kind, ViewKind::Api | ViewKind::Entities | ViewKind::Sequence)
}

/// Findings about flows that some versions of Mermaid read and then do not draw, unless other flows happen to help.
fn undrawn_flows(view: &View) -> Vec<Diagnostic> {
    let label = |id: NodeId| &view.nodes[id.index()].label;
    let loops = view.edges.iter().enumerate().filter(|(_, edge)| edge.from == edge.to);
    let last_loop: BTreeMap<NodeId, usize> = loops.map(|(index, edge)| (edge.from, index)).collect();
    let mut found = Vec::new();
    for (index, edge) in view.edges.iter().enumerate() {
        let (from, to) = (edge.from, edge.to);
        let (severe, message) = if from == to && has_insides(view, from) {
            (true, format!("Mermaid 10 may draw nothing at all when `{}` has a flow to itself", label(from)))
        } else if from == to && last_loop.get(&from) != Some(&index) {
            (false, format!("Mermaid 11 draws only the last flow of `{}` to itself", label(from)))
        } else if is_around(view, from, to) || is_around(view, to, from) {
            let outer = if is_around(view, from, to) { from } else { to };
            (false, format!("Mermaid 10 may leave out a flow between `{}` and its own insides", label(outer)))
        } else {
            continue;
        };
        let new = if severe { Diagnostic::warning } else { Diagnostic::info };
        let diagnostic = new(codes::MERMAID_UNDRAWN, edge.span, message);
        found.push(diagnostic.here("this flow").help("draw it with the current version of Mermaid"));
    }
    found
}

/// Whether `outer` is a boundary somewhere around `inner`.
fn is_around(view: &View, outer: NodeId, inner: NodeId) -> bool {
    let parent = |id: &NodeId| view.nodes[id.index()].parent;
    std::iter::successors(parent(&inner), parent).any(|id| id == outer)
}

fn has_insides(view: &View, id: NodeId) -> bool {
    view.nodes.iter().any(|node| node.parent == Some(id))
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
