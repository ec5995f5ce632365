//! Diagnostics as people and programs read them: one file per format, one function each.
//!
//! In: [`Batch`]es, the source files of a compilation with what was found in them. Out: text. Findings are told in the
//! order of files and places, each once, even when two compilations share a file. Nothing of the source reaches the
//! output of [`human`] and [`short`] that could move a cursor or reorder a line.

mod excerpt;
mod human;
mod json;
mod sarif;
mod short;

use super::{Diagnostic, Severity};
use crate::source::{SourceFile, Span, hidden};
pub use human::human;
pub use json::json;
pub use sarif::sarif;
pub use short::short;

/// The findings of one compilation, and the files they point into.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// The files, indexed by [`FileId`](crate::source::FileId).
    pub files: &'a [SourceFile],
    /// What was found, in any order.
    pub diagnostics: &'a [Diagnostic],
}

/// How [`human`] draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether to colour it with terminal escapes.
    pub color: bool,
    /// The columns there are; source lines that are longer are shown in part.
    pub width: usize,
}

impl Default for Look {
    fn default() -> Look {
        Look { color: false, width: 100 }
    }
}

/// The ways findings can be told: the values of `check --format`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With excerpts of the source, for people.
    #[default]
    Human,
    /// A line each, for editors and `grep`.
    Short,
    /// An array of objects.
    Json,
    /// SARIF 2.1.0, as code hosts read it.
    Sarif,
}

impl Format {
    /// Every format with its name and what it is for.
    pub const ALL: [(Format, &'static str, &'static str); 4] = [
        (Format::Human, "human", "with excerpts of the source"),
        (Format::Json, "json", "an array of objects, for programs"),
        (Format::Sarif, "sarif", "SARIF 2.1.0, for code hosts"),
        (Format::Short, "short", "a line each, for editors"),
    ];

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|&(_, its_name, _)| its_name == name).map(|(format, ..)| format)
    }

    /// Tells the findings of `batches` in this format.
    pub fn tell(self, batches: &[Batch<'_>], look: Look) -> String {
        match self {
            Format::Human => human(batches, look),
            Format::Short => short(batches),
            Format::Json => json(batches),
            Format::Sarif => sarif(batches),
        }
    }
}

/// How many findings of each severity there are, in words; `None` when there is nothing to count.
///
/// ```
/// use cutaway::diag::{emit, Code, Diagnostic};
/// use cutaway::source::{FileId, SourceFile, Span};
/// let files = [SourceFile::new(FileId(0), "shop.cut", "servise api")];
/// let found = [Diagnostic::error(Code("E0101"), Span::new(FileId(0), 0, 7), "unknown word `servise`")];
/// let batch = emit::Batch { files: &files, diagnostics: &found };
/// assert_eq!(emit::count(&[batch]).as_deref(), Some("1 error"));
/// ```
pub fn count(batches: &[Batch<'_>]) -> Option<String> {
    let found = ordered(batches);
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .filter_map(|severity| {
            let n = found.iter().filter(|finding| finding.diagnostic.severity == severity).count();
            let noun = if severity == Severity::Info { "remark" } else { severity.word() };
            (n > 0).then(|| format!("{n} {noun}{}", if n == 1 { "" } else { "s" }))
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A finding with the files its spans point into.
#[derive(Clone, Copy)]
struct Finding<'a> {
    files: &'a [SourceFile],
    diagnostic: &'a Diagnostic,
}

impl<'a> Finding<'a> {
    /// The file of a span, and the span's bytes moved to where they are certain to be on character boundaries inside it.
    fn locate(&self, span: Span) -> Option<Place<'a>> {
        let file = self.files.get(span.file.0 as usize)?;
        let start = floor_boundary(&file.text, span.start as usize);
        let end = floor_boundary(&file.text, span.end as usize).max(start);
        Some(Place { file, start, end })
    }
}

/// A span in its file.
#[derive(Clone, Copy)]
struct Place<'a> {
    file: &'a SourceFile,
    start: usize,
    end: usize,
}

impl Place<'_> {
    /// Line and column of its first character, from 1.
    fn first(&self) -> (usize, usize) {
        self.file.position(self.start)
    }

    /// Line and column behind its last character, from 1.
    fn last(&self) -> (usize, usize) {
        self.file.position(self.end)
    }
}

/// All findings, each once, by file and place. Batches keep their order.
fn ordered<'a>(batches: &[Batch<'a>]) -> Vec<Finding<'a>> {
    let mut seen = std::collections::BTreeSet::new();
    let mut all = Vec::new();
    for batch in batches {
        let mut found: Vec<&Diagnostic> = batch.diagnostics.iter().collect();
        found.sort_by_key(|d| {
            (d.primary.span.file, d.primary.span.start, d.primary.span.end, d.severity, d.code)
        });
        for diagnostic in found {
            let span = diagnostic.primary.span;
            let name = batch.files.get(span.file.0 as usize).map_or("", |file| file.name.as_str());
            if seen.insert((name, span.start, span.end, diagnostic.code, diagnostic.message.as_str())) {
                all.push(Finding { files: batch.files, diagnostic });
            }
        }
    }
    all
}

/// The last character boundary of `text` that is not after `offset`.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// `text` with every unsafe character made visible; a message is one line, so a line end is unsafe too.
fn inert(text: &str) -> String {
    text.chars().map(hidden::visible).collect()
}
