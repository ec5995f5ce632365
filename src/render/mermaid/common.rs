//! What every diagram begins with: its title, and words for those who cannot see it.

use super::MermaidOptions;
use super::escape::{self, text, yaml};
use crate::render::outline;
use crate::view::View;

/// How much of the outline goes into `accDescr`: what a screen reader says in about a minute.
const DESCRIPTION_LIMIT: usize = 1_000;

/// Front matter, the diagram's first line, and its descriptions.
pub(super) fn open(out: &mut String, view: &View, options: &MermaidOptions, diagram: &str) {
    let title = [&view.title, &view.name].into_iter().find(|name| !name.trim().is_empty());
    let title = title.map_or("Diagram", |name| name.as_str());
    if options.title {
        line(out, 0, "---");
        line(out, 0, &format!("title: {}", yaml(title)));
        line(out, 0, "---");
    }
    line(out, 0, diagram);
    line(out, 1, &format!("accTitle: {}", text(title)));
    let description = escape::description(&outline::paragraph(view, DESCRIPTION_LIMIT));
    line(out, 1, &format!("accDescr {{ {description} }}"));
}

/// One line, two spaces per level.
pub(super) fn line(out: &mut String, depth: usize, text: &str) {
    for _ in 0..depth {
        out.push_str("  ");
    }
    out.push_str(text);
    out.push('\n');
}
