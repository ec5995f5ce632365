//! Findings with excerpts of the source, drawn by `annotate-snippets`. This file alone knows that crate.
//!
//! ```text
//! error[E0203]: unknown component `order_db`
//!   --> shop.cut:12:8
//!    |
//!  7 |   database orders_db
//!    |            --------- a similar name is declared here
//! 12 | api -> order_db
//!    |        ^^^^^^^^ not declared in this file or its includes
//!    |
//!    = help: write `orders_db`
//! ```
//!
//! The drawing works on an `Excerpt`, in which controls and line ends are already made plain and
//! which is short however large the file is.

use super::{Batch, Finding, Look, Place, count, excerpt, inert, ordered};
use crate::diag::Severity;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

/// Every finding with its excerpt, and a last line that counts them; empty when there is none.
pub fn human(batches: &[Batch<'_>], look: Look) -> String {
    let base = if look.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = base.term_width(look.width.max(20));
    let mut out = String::new();
    for finding in ordered(batches) {
        out.push_str(&draw(&renderer, finding));
        out.push_str("\n\n");
    }
    if let Some(count) = count(batches) {
        out.push_str(&count);
        out.push('\n');
    }
    out
}

fn draw(renderer: &Renderer, finding: Finding<'_>) -> String {
    let diagnostic = finding.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(inert(&diagnostic.message)).id(diagnostic.code.0);
    let mut group = Group::with_title(title);
    let mut corrections = Vec::new();
    for section in sections(finding) {
        let (snippet, correction) = snippet(&section);
        group = group.element(snippet);
        corrections.extend(correction);
    }
    let notes = diagnostic.notes.iter().map(|text| Level::NOTE.message(inert(text)));
    let help = diagnostic.help.iter().map(|text| Level::HELP.message(inert(text)));
    let mut drawn = renderer.render(&[group.elements(notes).elements(help)]);
    for (wrong, right) in corrections {
        let body = drawn.find('\n').unwrap_or(0);
        if let Some(at) = drawn[body..].find(&wrong) {
            drawn.replace_range(body + at..body + at + wrong.len(), &right);
        }
    }
    drawn
}

/// A place to point at, and what is said there.
#[derive(Clone, Copy)]
struct Mark<'a> {
    place: Place<'a>,
    text: &'a str,
    primary: bool,
}

/// The marks of a finding by the excerpt they share, each with the mark its place is named by first; the primary one leads.
fn sections(finding: Finding<'_>) -> Vec<Vec<Mark<'_>>> {
    let diagnostic = finding.diagnostic;
    let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.related).enumerate();
    let mut by_file: Vec<Vec<Mark<'_>>> = Vec::new();
    for (i, label) in labels {
        let Some(place) = finding.locate(label.span) else { continue };
        let mark = Mark { place, text: &label.text, primary: i == 0 };
        match by_file.iter_mut().find(|marks| marks[0].place.file.id == place.file.id) {
            Some(marks) => marks.push(mark),
            None => by_file.push(vec![mark]),
        }
    }
    let mut sections: Vec<Vec<Mark<'_>>> = by_file.iter().flat_map(|marks| split(marks)).collect();
    sections.sort_by_key(|section| !section[0].primary);
    sections
}

/// Marks of one file, in one section for each neighbourhood.
fn split<'a>(marks: &[Mark<'a>]) -> Vec<Vec<Mark<'a>>> {
    let places: Vec<Place<'_>> = marks.iter().map(|mark| mark.place).collect();
    let groups = excerpt::neighbourhoods(&places).into_iter();
    groups
        .map(|group| {
            let mut section: Vec<Mark<'a>> = group.into_iter().map(|i| marks[i]).collect();
            section.sort_by_key(|mark| !mark.primary);
            section
        })
        .collect()
}

/// A place as the renderer would name it, and as it is to be named.
type Correction = (String, String);

/// The excerpt of a section. The renderer counts columns in the excerpt, so where a long line was cut its count is corrected.
fn snippet<'a>(section: &[Mark<'_>]) -> (Snippet<'a, Annotation<'a>>, Option<Correction>) {
    let places: Vec<Place<'_>> = section.iter().map(|mark| mark.place).collect();
    let name = inert(&places[0].file.name);
    let cut = excerpt::cut(places[0].file, &places);

    let (line, column) = places[0].first();
    let before = &cut.text[..cut.places[0].start];
    let drawn_column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let correction = (drawn_column != column)
        .then(|| (format!("{name}:{line}:{drawn_column}"), format!("{name}:{line}:{column}")));

    let annotations = section.iter().zip(cut.places).map(|(mark, range)| {
        let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        kind.span(range).label((!mark.text.is_empty()).then(|| inert(mark.text)))
    });
    let snippet = Snippet::source(cut.text).path(name).line_start(cut.first_line).annotations(annotations);
    (snippet, correction)
}
