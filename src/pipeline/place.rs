//! Where a file lies that a source names: below the folder of the root, or nowhere.
//!
//! A path is relative to the file that names it, uses `/`, and never leads out of the root file's folder.

use crate::diag::{Diagnostic, codes};
use crate::source::{SourceError, Span};

/// What names the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// `include "other.cut"`.
    Include,
    /// `api from "openapi.yaml"`.
    Document,
}

impl What {
    /// The statement before its path, what the path is called, and what the file is called.
    const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            What::Include => ("include", "include", "included file"),
            What::Document => ("api from", "path", "API document"),
        }
    }
}

/// The last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A path without its last part: empty, or with a `/` at its end.
pub(super) fn folder(path: &str) -> &str {
    &path[..path.len() - file_name(path).len()]
}

/// Why a file cannot be had.
pub(super) enum Fault {
    Missing,
    Empty,
    Backslash,
    Outside,
    Absolute,
    Network,
    Directory,
    Other(String),
}

impl From<SourceError> for Fault {
    fn from(error: SourceError) -> Fault {
        match error {
            SourceError::Missing => Fault::Missing,
            SourceError::Outside => Fault::Outside,
            SourceError::Directory => Fault::Directory,
            SourceError::Other(reason) => Fault::Other(reason),
        }
    }
}

/// A path as written in a file of `folder`, relative to the root's folder, with `.` and `..` resolved.
pub(super) fn join(folder: &str, path: &str) -> Result<String, Fault> {
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

/// Why a file cannot be had, in words, at the path that names it.
pub(super) fn cannot(what: What, fault: Fault, path: &str, span: Span) -> Diagnostic {
    let (statement, called, file) = what.words();
    let missing = |message: String| Diagnostic::error(codes::INCLUDE_MISSING, span, message);
    let outside = |message: String| {
        Diagnostic::error(codes::INCLUDE_OUTSIDE, span, message).note(
            "files are read below the folder of the file that is compiled, so that a design from a stranger reads nothing else",
        )
    };
    let unreadable = |message: String| Diagnostic::error(codes::INCLUDE_UNREADABLE, span, message);
    let relative = format!("write the path relative to the folder of the file that holds the `{statement}`");
    match fault {
        Fault::Missing => {
            missing(format!("the {file} `{path}` does not exist")).here("no such file").help(relative)
        }
        Fault::Empty => {
            let (message, help) = match what {
                What::Include => {
                    ("an include without a path", "write the path of a file: `include \"people.cut\"`")
                }
                What::Document => {
                    ("`api from` without a path", "write the path of a file: `api from \"openapi.yaml\"`")
                }
            };
            missing(message.to_owned()).here("names no file").help(help)
        }
        Fault::Backslash => {
            let slashes = path.replace('\\', "/");
            missing(format!("the {file} `{path}` does not exist"))
                .here("`\\` does not stand between folders")
                .help(format!("write `{statement} \"{slashes}\"`, which works on every system"))
        }
        Fault::Outside => outside(format!("the {called} `{path}` leads out of the folder of the root file"))
            .here("lies outside")
            .help("move the file into that folder, or compile a file that lies further up"),
        Fault::Absolute => outside(format!("the {called} `{path}` is an absolute path"))
            .here("begins at the root of a disk")
            .help(relative),
        Fault::Network => outside(format!("the {called} `{path}` is not a file"))
            .here("nothing is read from a network")
            .help(format!("save it beside this file, and write `{statement}` with its name")),
        Fault::Directory => {
            unreadable(format!("the {called} `{path}` is a folder")).here("not a file").help(match what {
                What::Include => "include the files in it one by one",
                What::Document => "name the document in it",
            })
        }
        Fault::Other(reason) => unreadable(format!("the {file} `{path}` cannot be read: {reason}"))
            .here("cannot be read")
            .help("check that the file may be read"),
    }
}
