//! Reads the documents that `api from` names, each once, and hands each statement what its document describes.
//!
//! Before: the files are merged. After: every document that could be had is a file of the compilation, behind the sources, so that
//! messages point into it. A document that cannot be had is an error at its statement, and the rest goes on without it.

use super::include::{MAX_SOURCE, Merged};
use super::place::{self, What, folder};
use crate::diag::{Diagnostic, Severity, codes};
use crate::model::surface::{Document, Documents};
use crate::openapi;
use crate::source::{FileId, SourceFile, Sources};
use crate::syntax::ast::{Stmt, Surface, Text};
use crate::syntax::not_utf8;
use indexmap::IndexMap;
use std::sync::Arc;

/// How many endpoints the documents of a design may have together, one that is read for several components counted each time.
pub const MAX_ENDPOINTS: usize = 100_000;

/// Reads every document. `root` is the name of the root file.
pub(super) fn read(
    root: &str,
    merged: &mut Merged,
    sources: &dyn Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Documents {
    let statements = std::mem::take(&mut merged.statements);
    let mut reader =
        Reader { root: folder(root), merged, sources, diagnostics, known: IndexMap::new(), endpoints: 0 };
    let mut documents = Documents::new();
    for (path, surface) in named(&statements) {
        if let Some(document) = reader.document(path, surface) {
            documents.insert(surface.span, document);
        }
    }
    merged.statements = statements;
    documents
}

/// Every `api from`, in the order written.
fn named(statements: &[Stmt]) -> Vec<(&Text, &Surface)> {
    let mut found = Vec::new();
    // A stack of the bodies being walked, as deep as the elements nest.
    let mut open = vec![statements.iter()];
    while let Some(body) = open.last_mut() {
        match body.next() {
            Some(Stmt::SurfaceFrom(path, surface)) => found.push((path, surface)),
            Some(Stmt::Element(element)) => open.extend(element.body.as_ref().map(|body| body.iter())),
            Some(_) => {}
            None => drop(open.pop()),
        }
    }
    found
}

struct Reader<'r> {
    /// What stands before the root file's name.
    root: &'r str,
    merged: &'r mut Merged,
    sources: &'r dyn Sources,
    diagnostics: &'r mut Vec<Diagnostic>,
    /// The documents that were asked for, by their path below the root's folder; nothing for one that cannot be had.
    known: IndexMap<String, Option<Arc<Document>>>,
    endpoints: usize,
}

impl Reader<'_> {
    fn document(&mut self, path: &Text, surface: &Surface) -> Option<Arc<Document>> {
        let written = path.value.as_str();
        let folder = &self.merged.folders[surface.span.file.0 as usize];
        let joined = match place::join(folder, written) {
            Ok(joined) => joined,
            Err(fault) => {
                self.diagnostics.push(place::cannot(What::Document, fault, written, path.span));
                return None;
            }
        };
        let document = match self.known.get(&joined) {
            Some(known) => known.clone(),
            None => {
                let document = self.read(&joined, path).map(Arc::new);
                self.known.insert(joined, document.clone());
                document
            }
        }?;
        self.endpoints = self.endpoints.saturating_add(document.surface.endpoints.len());
        if self.endpoints > MAX_ENDPOINTS {
            let message = format!("more than {MAX_ENDPOINTS} endpoints in all API documents");
            self.diagnostics.push(
                Diagnostic::error(codes::DOCUMENT_TOO_LARGE, path.span, message)
                    .here("with this one there are too many; it is left out")
                    .help("describe the parts in designs of their own"),
            );
            return None;
        }
        Some(document)
    }

    /// Reads the document at `joined`, which is below the root's folder.
    fn read(&mut self, joined: &str, path: &Text) -> Option<Document> {
        let bytes = match self.sources.read(joined) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.diagnostics.push(place::cannot(What::Document, error.into(), &path.value, path.span));
                return None;
            }
        };
        self.merged.size = self.merged.size.saturating_add(bytes.len());
        if self.merged.size > MAX_SOURCE {
            let message = format!("more than {} MB of source", MAX_SOURCE / 1024 / 1024);
            self.diagnostics.push(
                Diagnostic::error(codes::TOO_LARGE, path.span, message)
                    .here("with this document the design is too large; it is not read")
                    .help("leave out what describes no path, such as examples: they are not shown"),
            );
            return None;
        }
        let id = FileId(self.merged.files.len() as u32);
        let name = format!("{}{joined}", self.root);
        let (source, valid) = match String::from_utf8(bytes) {
            Ok(text) => (SourceFile::new(id, name, text), None),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                (SourceFile::new(id, name, text), Some(valid))
            }
        };
        let document = match valid {
            Some(valid) => {
                let wrong = not_utf8(&source, valid);
                let message = format!("the API document `{}` is not UTF-8", path.value);
                self.diagnostics.push(
                    Diagnostic::error(codes::NOT_UTF8, path.span, message)
                        .here("cannot be read as text")
                        .label(wrong.primary.span, wrong.primary.text)
                        .help("save the file in the encoding UTF-8"),
                );
                None
            }
            None => {
                let read = openapi::read(&source);
                let complete = !read.diagnostics.iter().any(|found| found.severity == Severity::Error);
                self.diagnostics.extend(read.diagnostics);
                Some(Document { surface: read.value, complete })
            }
        };
        self.merged.files.push(source);
        self.merged.folders.push(String::new());
        document
    }
}
