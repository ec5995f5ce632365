//! How much a file may hold, and the check that runs before anything recurses.

use crate::diag::Diagnostic;
use crate::source::{SourceFile, Span};

use super::report;

/// How many bytes of source are read.
pub const SOURCE: usize = 16 * 1024 * 1024;
/// How deep bodies, comments and brackets may nest.
pub const DEPTH: usize = 64;
/// How many elements a file may declare.
pub const ELEMENTS: usize = 100_000;
/// How many flows and steps a file may state.
pub const FLOWS: usize = 100_000;
/// How many errors of a file are shown.
pub const ERRORS: usize = 1_000;

/// What the scan found.
#[derive(Default)]
pub(super) struct Scan {
    /// Why the file must not be parsed.
    pub refusal: Option<Diagnostic>,
    /// Where a comment begins that is never closed; the grammar only knows that it reaches the end of the file.
    pub open_comment: Option<usize>,
}

/// Looks for what would make a file too much to be parsed.
///
/// The scan knows only what may hide a brace: strings, comments, technologies and endpoint paths. Where the grammar sees
/// something else, it sees fewer open bodies than this scan does, so that its recursion stays bounded.
pub(super) fn scan(source: &SourceFile) -> Scan {
    let text = &*source.text;
    if text.len() > SOURCE {
        return refuse(report::too_large(Span::new(source.id, 0, 0), text.len()));
    }
    let deep = |at: usize| report::too_deep(Span::new(source.id, at, at + 1));
    let bytes = text.as_bytes();
    let (mut at, mut depth, mut parentheses) = (0, 0usize, 0usize);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => at = string_end(bytes, at),
            // A path may begin like a comment: `OPTIONS /*`.
            b'/' if is_route(bytes, at) => at = path_end(bytes, at),
            b'/' if bytes.get(at + 1) == Some(&b'/') => at = line_end(bytes, at),
            b'/' if bytes.get(at + 1) == Some(&b'*') => match comment_end(bytes, at) {
                Ok(end) => at = end,
                Err(Some(at)) => return refuse(deep(at)),
                Err(None) => return Scan { open_comment: Some(at), ..Scan::default() },
            },
            b'[' => match bracket_end(bytes, at) {
                Ok(end) => at = end,
                Err(at) => return refuse(deep(at)),
            },
            b'#' if starts_foreign_comment(bytes, at) => at = line_end(bytes, at),
            b'{' => {
                depth += 1;
                if depth > DEPTH {
                    return refuse(deep(at));
                }
                at += 1;
            }
            b'}' => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            b'(' => {
                parentheses += 1;
                if parentheses > DEPTH {
                    return refuse(deep(at));
                }
                at += 1;
            }
            b')' => {
                parentheses = parentheses.saturating_sub(1);
                at += 1;
            }
            b'\n' | b'\r' => {
                parentheses = 0;
                at += 1;
            }
            _ => at += 1,
        }
    }
    Scan::default()
}

fn refuse(diagnostic: Diagnostic) -> Scan {
    Scan { refusal: Some(diagnostic), open_comment: None }
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|b| matches!(b, b'\n' | b'\r')).map_or(bytes.len(), |length| at + length)
}

/// The byte behind the string that begins at `at`; an unclosed one ends as it does in the grammar.
fn string_end(bytes: &[u8], at: usize) -> usize {
    if bytes[at..].starts_with(b"\"\"\"") {
        let inside = at + 3;
        return bytes[inside..]
            .windows(3)
            .position(|w| w == b"\"\"\"")
            .map_or(bytes.len(), |p| inside + p + 3);
    }
    let mut i = at + 1;
    while let Some(&byte) = bytes.get(i) {
        match byte {
            b'"' => return i + 1,
            b'\n' | b'\r' => break,
            b'\\' if !matches!(bytes.get(i + 1), Some(b'\n' | b'\r') | None) => i += 2,
            _ => i += 1,
        }
    }
    let end = line_end(bytes, at);
    (at + 1..end).find(|&i| bytes[i] == b'{' && is_last_on_line(bytes, i)).unwrap_or(end)
}

fn is_last_on_line(bytes: &[u8], at: usize) -> bool {
    let rest = bytes[at + 1..].iter().find(|b| !matches!(b, b' ' | b'\t'));
    matches!(rest, None | Some(b'\n' | b'\r'))
}

/// The byte behind a comment; an error holds where it nests too deeply, or nothing when it is never closed.
fn comment_end(bytes: &[u8], at: usize) -> Result<usize, Option<usize>> {
    let (mut i, mut depth) = (at, 0);
    while i < bytes.len() {
        if bytes[i..].starts_with(b"/*") {
            depth += 1;
            if depth > DEPTH {
                return Err(Some(i));
            }
            i += 2;
        } else if bytes[i..].starts_with(b"*/") {
            depth -= 1;
            i += 2;
            if depth == 0 {
                return Ok(i);
            }
        } else {
            i += 1;
        }
    }
    Err(None)
}

/// The byte behind the brackets that open at `at`; an error holds where they nest too deeply.
fn bracket_end(bytes: &[u8], at: usize) -> Result<usize, usize> {
    let mut depth = 0;
    for (i, &byte) in bytes.iter().enumerate().skip(at) {
        match byte {
            b'[' => {
                depth += 1;
                if depth > DEPTH {
                    return Err(i);
                }
            }
            b']' => {
                depth -= 1;
                if depth == 0 {
                    return Ok(i + 1);
                }
            }
            b'\n' | b'\r' => return Ok(i),
            b'{' if is_last_on_line(bytes, i) => return Ok(i),
            _ => {}
        }
    }
    Ok(bytes.len())
}

/// Whether the `/` at `at` begins the path of an endpoint: a method stands before it, as a word.
fn is_route(bytes: &[u8], at: usize) -> bool {
    let blanks = bytes[..at].iter().rev().take_while(|b| matches!(b, b' ' | b'\t')).count();
    let before = &bytes[..at - blanks];
    let ends_word =
        |rest: &[u8]| rest.last().is_none_or(|b| matches!(b, b'\n' | b'\r' | b' ' | b'\t' | b';' | b'{'));
    ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
        .iter()
        .any(|method| before.strip_suffix(method.as_bytes()).is_some_and(ends_word))
}

fn path_end(bytes: &[u8], at: usize) -> usize {
    let mut i = at;
    while let Some(&byte) = bytes.get(i) {
        match byte {
            b'{' => {
                let inside = bytes[i + 1..]
                    .iter()
                    .position(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b';' | b'{' | b'}'));
                match inside.map(|length| i + 1 + length).filter(|&end| bytes[end] == b'}') {
                    Some(end) => i = end + 1,
                    None => return i,
                }
            }
            b' ' | b'\t' | b'\n' | b'\r' | b';' | b'}' => return i,
            _ => i += 1,
        }
    }
    i
}

fn starts_foreign_comment(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map(|i| bytes[i]);
    matches!(bytes.get(at + 1), None | Some(b' ' | b'\t' | b'#' | b'!' | b'\n' | b'\r'))
        && matches!(before, None | Some(b' ' | b'\t' | b'\n' | b'\r' | b';' | b'{' | b'}'))
}
