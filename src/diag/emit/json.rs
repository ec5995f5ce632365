//! Findings as JSON: an array of objects, lines and columns from 1, columns in characters.
//!
//! The schema is `docs/check.schema.json`.

use super::{Batch, Finding, Place, ordered};
use crate::source::{Span, hidden};
use serde::Serialize;

/// An array with an object for each finding.
pub fn json(batches: &[Batch<'_>]) -> String {
    let items: Vec<Item<'_>> = ordered(batches).into_iter().map(item).collect();
    let mut out = serde_json::to_string_pretty(&items).unwrap_or_else(|_| "[]".to_owned());
    out.push('\n');
    hidden::inert_json(out)
}

#[derive(Serialize)]
struct Item<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: Range<'a>,
    label: &'a str,
    notes: &'a [String],
    help: &'a [String],
    related: Vec<Related<'a>>,
    fixes: Vec<Fix<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: Range<'a>,
}

#[derive(Serialize)]
struct Fix<'a> {
    replacement: &'a str,
    #[serde(flatten)]
    place: Range<'a>,
}

#[derive(Serialize)]
struct Range<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

fn item(finding: Finding<'_>) -> Item<'_> {
    let diagnostic = finding.diagnostic;
    let related = diagnostic.related.iter();
    let fixes = diagnostic.fixes.iter();
    Item {
        code: diagnostic.code.0,
        severity: diagnostic.severity.word(),
        message: &diagnostic.message,
        place: range(finding, diagnostic.primary.span),
        label: &diagnostic.primary.text,
        notes: &diagnostic.notes,
        help: &diagnostic.help,
        related: related
            .map(|label| Related { message: &label.text, place: range(finding, label.span) })
            .collect(),
        fixes: fixes
            .map(|fix| Fix { replacement: &fix.replacement, place: range(finding, fix.span) })
            .collect(),
    }
}

/// A span in lines and columns; a span into no file is the first place of a file without a name.
fn range(finding: Finding<'_>, span: Span) -> Range<'_> {
    let Some(place) = finding.locate(span) else {
        return Range { file: "", line: 1, column: 1, end_line: 1, end_column: 1 };
    };
    let ((line, column), (end_line, end_column)) = (Place::first(&place), Place::last(&place));
    Range { file: &place.file.name, line, column, end_line, end_column }
}
