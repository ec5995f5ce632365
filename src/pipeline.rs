//! The steps in order: from a source to a model, and from a model to a view.
//!
//! ```
//! use cutaway::pipeline;
//! use cutaway::source::MemorySources;
//!
//! let compiled = pipeline::compile("shop.cut", "app web\nservice api\nweb -> api \"calls\"\n", &MemorySources::new());
//! assert!(compiled.diagnostics.is_empty());
//!
//! let model = &compiled.value.model;
//! assert_eq!(pipeline::views(model)[0], ("components".to_owned(), "shop".to_owned()));
//!
//! let view = pipeline::project(model, "components").value;
//! assert_eq!(view.edges[0].label, "calls");
//! ```

mod findings;
mod import;
mod include;
mod place;

pub use findings::{Findings, findings};
pub use import::MAX_ENDPOINTS;
pub use include::MAX_SOURCE;

use crate::diag::{Diagnostic, Outcome, codes};
use crate::model::{self, Model};
use crate::source::{SourceError, SourceFile, Sources};
use crate::view::{self, View};

/// How many errors and warnings of a design are shown.
pub const MAX_DIAGNOSTICS: usize = 1_000;

/// A design and the files it was read from, which messages about it point into.
#[derive(Clone, Debug, Default)]
pub struct Compilation {
    /// Every file that was read, the root first: a span's file is an index into them.
    pub files: Vec<SourceFile>,
    /// What they mean.
    pub model: Model,
}

/// Reads the file `root` and all that it includes, with the API documents that it names, and resolves them into a model.
///
/// `root` is the name shown in messages, with `/` between folders. `sources` is asked for its last part, for the
/// includes and for the documents, as paths relative to its folder. That the root itself cannot be had is the error; everything else is a diagnostic.
pub fn load(root: &str, sources: &dyn Sources) -> Result<Outcome<Compilation>, SourceError> {
    let bytes = sources.read(place::file_name(root))?;
    Ok(finish(root, include::read(root, bytes, sources), sources))
}

/// Compiles a root file that is at hand, such as standard input or a block of a page.
pub fn compile(root: &str, text: impl AsRef<[u8]>, sources: &dyn Sources) -> Outcome<Compilation> {
    finish(root, include::read(root, text.as_ref().to_vec(), sources), sources)
}

fn finish(root: &str, read: Outcome<include::Merged>, sources: &dyn Sources) -> Outcome<Compilation> {
    let (mut merged, mut diagnostics) = (read.value, read.diagnostics);
    let documents = import::read(root, &mut merged, sources, &mut diagnostics);
    let resolved = model::resolve(&merged.statements, &documents, stem(root));
    let files = merged.files;
    // One mistake is one diagnostic: the parser counts the elements and flows of a file, the resolver those of all.
    let said = |code| diagnostics.iter().any(|found: &Diagnostic| found.code == code);
    let known = [codes::TOO_MANY_ELEMENTS, codes::TOO_MANY_FLOWS].map(|code| (code, said(code)));
    let is_new = |found: &Diagnostic| !known.contains(&(found.code, true));
    diagnostics.extend(resolved.diagnostics.into_iter().filter(is_new));
    diagnostics.sort_by_key(|found| found.primary.span);
    limit(&mut diagnostics);
    Outcome { value: Compilation { files, model: resolved.value }, diagnostics }
}

/// Leaves out what nobody would read, and says so.
fn limit(diagnostics: &mut Vec<Diagnostic>) {
    let more = diagnostics.len().saturating_sub(MAX_DIAGNOSTICS);
    if let (Some(first), 1..) = (diagnostics.get(MAX_DIAGNOSTICS), more) {
        let message = format!("more than {MAX_DIAGNOSTICS} errors and warnings");
        let last = Diagnostic::error(codes::TOO_MANY_ERRORS, first.primary.span, message)
            .here(format!("{more} more are not shown"))
            .help("mend the first ones, and try again");
        diagnostics.truncate(MAX_DIAGNOSTICS);
        diagnostics.push(last);
    }
}

/// The name of a file without its folder and ending; `<stdin>` and its like lose their brackets.
fn stem(root: &str) -> &str {
    let name = place::file_name(root).trim_matches(['<', '>']);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

/// Every view of a model that can be drawn, with its title, in the order in which they are listed.
pub fn views(model: &Model) -> Vec<(String, String)> {
    view::list(model)
}

/// Makes one view. Errors: E0301 for an unknown view, E0302 for a view of something unknown.
pub fn project(model: &Model, name: &str) -> Outcome<View> {
    view::project(model, name)
}
