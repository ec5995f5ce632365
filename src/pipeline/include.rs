//! Reads a root file and what it includes, each file once, and merges their statements.
//!
//! After: an included file's statements stand behind the first `include` that names it, as if they had been written there.
//! A path is relative to the file that names it and never leads out of the root file's folder. That a file cannot be had
//! is an error at the include; the rest goes on without it.

use super::place::{self, What, file_name};
use crate::diag::{Diagnostic, Outcome, codes};
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::syntax::ast::{File, Stmt, Text};
use crate::syntax::{self, not_utf8};
use indexmap::IndexSet;

/// How many bytes of source all files of a compilation may have together.
pub const MAX_SOURCE: usize = 16 * 1024 * 1024;

/// All files, and their statements in order.
#[derive(Default)]
pub(super) struct Merged {
    pub files: Vec<SourceFile>,
    /// The folder of each file below that of the root, empty or with a `/` at its end.
    pub folders: Vec<String>,
    pub statements: Vec<Stmt>,
    /// How many bytes all files have together.
    pub size: usize,
}

/// Reads and merges. `bytes` are those of the root.
pub(super) fn read(root: &str, bytes: Vec<u8>, sources: &dyn Sources) -> Outcome<Merged> {
    let folder = place::folder(root);
    let mut reader = Reader {
        sources,
        folder,
        known: IndexSet::from([file_name(root).to_owned()]),
        merged: Merged::default(),
        diagnostics: Vec::new(),
    };
    let root_file = reader.parse(root.to_owned(), String::new(), bytes, None);
    // A stack of the files being merged, so that a long chain of includes needs no recursion.
    let mut open = vec![(String::new(), root_file.statements.into_iter())];
    while let Some((folder, statements)) = open.last_mut() {
        let Some(statement) = statements.next() else {
            open.pop();
            continue;
        };
        let included = match &statement {
            Stmt::Include(path, span) => reader.include(folder, path, *span),
            _ => None,
        };
        reader.merged.statements.push(statement);
        if let Some((path, file)) = included {
            let folder = place::folder(&path).to_owned();
            open.push((folder, file.statements.into_iter()));
        }
    }
    Outcome { value: reader.merged, diagnostics: reader.diagnostics }
}

struct Reader<'s> {
    sources: &'s dyn Sources,
    /// What stands before the root file's name.
    folder: &'s str,
    /// The files that were asked for, relative to the root's folder.
    known: IndexSet<String>,
    merged: Merged,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Reads the file that an include names, unless it was read before. `folder` is that of the file with the include.
    fn include(&mut self, folder: &str, path: &Text, statement: Span) -> Option<(String, File)> {
        let written = path.value.as_str();
        let joined = match place::join(folder, written) {
            Ok(joined) => joined,
            Err(fault) => {
                self.diagnostics.push(place::cannot(What::Include, fault, written, path.span));
                return None;
            }
        };
        if !self.known.insert(joined.clone()) {
            return None;
        }
        let bytes = match self.sources.read(&joined) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.diagnostics.push(place::cannot(What::Include, error.into(), written, path.span));
                return None;
            }
        };
        let folder = place::folder(&joined).to_owned();
        let file = self.parse(format!("{}{joined}", self.folder), folder, bytes, Some((path, statement)));
        Some((joined, file))
    }

    /// Parses one file. What cannot be read is reported at its include, or in the file when it is the root.
    fn parse(
        &mut self,
        name: String,
        folder: String,
        bytes: Vec<u8>,
        include: Option<(&Text, Span)>,
    ) -> File {
        let id = FileId(self.merged.files.len() as u32);
        let nothing = |source: &SourceFile| {
            let span = Span::new(source.id, 0, source.text.len());
            File { statements: Vec::new(), span }
        };
        self.merged.size = self.merged.size.saturating_add(bytes.len());
        let too_much = self.merged.size > MAX_SOURCE;
        let (text, valid) = match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(valid))
            }
        };
        let source = SourceFile::new(id, name, text);
        let file = if let Some(valid) = valid {
            let diagnostic = not_utf8(&source, valid);
            self.diagnostics.push(match include {
                Some((path, _)) => Diagnostic::error(
                    codes::NOT_UTF8,
                    path.span,
                    format!("the included file `{}` is not UTF-8", path.value),
                )
                .here("cannot be read as text")
                .label(diagnostic.primary.span, diagnostic.primary.text)
                .help("save the file in the encoding UTF-8"),
                None => diagnostic,
            });
            nothing(&source)
        } else if let (true, Some((path, _))) = (too_much, include) {
            self.diagnostics.push(
                Diagnostic::error(
                    codes::TOO_LARGE,
                    path.span,
                    format!("more than {} MB of source", MAX_SOURCE / 1024 / 1024),
                )
                .here("with this file the design is too large; it is not read")
                .help("describe the parts in designs of their own"),
            );
            nothing(&source)
        } else {
            let parsed = syntax::parse(&source);
            self.diagnostics.extend(parsed.diagnostics);
            parsed.value
        };
        self.merged.files.push(source);
        self.merged.folders.push(folder);
        file
    }
}
