//! Reads a root file and what it includes, each file once, and merges their statements.
//!
//! After: an included file's statements stand behind the first `include` that names it, as if they had been written there.
//! A path is relative to the file that names it and never leads out of the root file's folder. That a file cannot be had
//! is an error at the include; the rest goes on without it.

use crate::diag::{Diagnostic, Outcome, codes};
use crate::source::{FileId, SourceError, SourceFile, Sources, Span};
use crate::syntax::ast::{File, Stmt, Text};
use crate::syntax::{self, not_utf8};
use indexmap::IndexSet;

/// How many bytes of source all files of a compilation may have together.
pub const MAX_SOURCE: usize = 16 * 1024 * 1024;

/// All files, and their statements in order.
#[derive(Default)]
pub(super) struct Merged {
    pub files: Vec<SourceFile>,
    pub statements: Vec<Stmt>,
}

/// Reads and merges. `bytes` are those of the root.
pub(super) fn read(root: &str, bytes: Vec<u8>, sources: &dyn Sources) -> Outcome<Merged> {
    let folder = &root[..root.len() - file_name(root).len()];
    let mut reader = Reader {
        sources,
        folder,
        known: IndexSet::from([file_name(root).to_owned()]),
        merged: Merged::default(),
        diagnostics: Vec::new(),
        size: 0,
    };
    let root_file = reader.parse(root.to_owned(), bytes, None);
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
            let folder = path[..path.len() - file_name(&path).len()].to_owned();
            open.push((folder, file.statements.into_iter()));
        }
    }
    Outcome { value: reader.merged, diagnostics: reader.diagnostics }
}

/// The last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

struct Reader<'s> {
    sources: &'s dyn Sources,
    /// What stands before the root file's name.
    folder: &'s str,
    /// The files that were asked for, relative to the root's folder.
    known: IndexSet<String>,
    merged: Merged,
    diagnostics: Vec<Diagnostic>,
    size: usize,
}

impl Reader<'_> {
    /// Reads the file that an include names, unless it was read before. `folder` is that of the file with the include.
    fn include(&mut self, folder: &str, path: &Text, statement: Span) -> Option<(String, File)> {
        let written = path.value.as_str();
        let joined = match join(folder, written) {
            Ok(joined) => joined,
            Err(fault) => {
                self.diagnostics.push(cannot(fault, written, path.span));
                return None;
            }
        };
        if !self.known.insert(joined.clone()) {
            return None;
        }
        let bytes = match self.sources.read(&joined) {
            Ok(bytes) => bytes,
            Err(error) => {
                let fault = match error {
                    SourceError::Missing => Fault::Missing,
                    SourceError::Outside => Fault::Outside,
                    SourceError::Directory => Fault::Directory,
                    SourceError::Other(reason) => Fault::Other(reason),
                };
                self.diagnostics.push(cannot(fault, written, path.span));
                return None;
            }
        };
        let file = self.parse(format!("{}{joined}", self.folder), bytes, Some((path, statement)));
        Some((joined, file))
    }

    /// Parses one file. What cannot be read is reported at its include, or in the file when it is the root.
    fn parse(&mut self, name: String, bytes: Vec<u8>, include: Option<(&Text, Span)>) -> File {
        let id = FileId(self.merged.files.len() as u32);
        let nothing = |source: &SourceFile| {
            let span = Span::new(source.id, 0, source.text.len());
            File { statements: Vec::new(), span }
        };
        self.size = self.size.saturating_add(bytes.len());
        let too_much = self.size > MAX_SOURCE;
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
        file
    }
}

/// Why an included file cannot be had.
enum Fault {
    Missing,
    Empty,
    Backslash,
    Outside,
    Absolute,
    Network,
    Directory,
    Other(String),
}

/// The path of an include, relative to the root's folder, with `.` and `..` resolved.
fn join(folder: &str, path: &str) -> Result<String, Fault> {
    if path.trim().is_empty() {
        return Err(Fault::Empty);
    }
    if path.contains("://") {
        return Err(Fault::Network);
    }
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    if path.starts_with(['/', '\\', '~']) || drive {
        return Err(Fault::Absolute);
    }
    if path.contains('\\') {
        return Err(Fault::Backslash);
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(Fault::Outside)?;
            }
            part => parts.push(part),
        }
    }
    match path.rsplit('/').next() {
        Some("" | "." | "..") | None => Err(Fault::Directory),
        Some(_) => Ok(parts.join("/")),
    }
}

fn cannot(fault: Fault, path: &str, span: Span) -> Diagnostic {
    let missing = |message: String| Diagnostic::error(codes::INCLUDE_MISSING, span, message);
    let outside = |message: String| {
        Diagnostic::error(codes::INCLUDE_OUTSIDE, span, message)
            .note("an include stays below the folder of the file that is compiled, so that a design from a stranger reads nothing else")
    };
    let unreadable = |message: String| Diagnostic::error(codes::INCLUDE_UNREADABLE, span, message);
    match fault {
        Fault::Missing => missing(format!("the included file `{path}` does not exist"))
            .here("no such file")
            .help("write the path relative to the folder of the file that holds the include"),
        Fault::Empty => missing("an include without a path".to_owned())
            .here("names no file")
            .help("write the path of a file: `include \"people.cut\"`"),
        Fault::Backslash => {
            let slashes = path.replace('\\', "/");
            missing(format!("the included file `{path}` does not exist"))
                .here("`\\` does not stand between folders")
                .help(format!("write `include \"{slashes}\"`, which works on every system"))
        }
        Fault::Outside => outside(format!("the include `{path}` leads out of the folder of the root file"))
            .here("lies outside")
            .help("move the file into that folder, or compile a file that lies further up"),
        Fault::Absolute => outside(format!("the include `{path}` is an absolute path"))
            .here("begins at the root of a disk")
            .help("write the path relative to the folder of the file that holds the include"),
        Fault::Network => outside(format!("the include `{path}` is not a file"))
            .here("nothing is read from a network")
            .help("save it beside this file, and include that"),
        Fault::Directory => unreadable(format!("the include `{path}` is a folder"))
            .here("not a file")
            .help("include the files in it one by one"),
        Fault::Other(reason) => unreadable(format!("the included file `{path}` cannot be read: {reason}"))
            .here("cannot be read")
            .help("check that the file may be read"),
    }
}
