//! From text to a tree of statements, and back to well-formatted text.
//!
//! In: one [`SourceFile`]. Out: an [`ast::File`] that is always there, with a broken part in place of what could not be
//! read, and a diagnostic for each.
//!
//! The grammar (`grammar/cutaway.pest`) accepts any text at all: whatever is not a statement is a broken one. `limits`
//! refuses what would make it recurse too deeply, `parser` runs it, `lower` turns its tree into the AST, and `recover`
//! finds out what is wrong with what is broken. `fmt` goes back from the parser's tree to text.

pub mod ast;
mod dump;
mod fmt;
mod limits;
mod literal;
mod lower;
pub mod misplaced;
mod parser;
mod recover;
mod report;
pub mod words;

use crate::diag::Outcome;
use crate::source::{SourceFile, Span};

pub use dump::dump;
pub use fmt::format;
pub use report::not_utf8;

/// Parses one file. Never fails: what could not be read is in the tree as a broken statement.
///
/// ```
/// use cutaway::source::{FileId, SourceFile};
///
/// let source = SourceFile::new(FileId(0), "shop.cut", "person customer\napp web\ncustomer -> web \"buys\"\n");
/// let outcome = cutaway::syntax::parse(&source);
/// assert!(!outcome.has_errors());
/// assert_eq!(outcome.value.statements.len(), 3);
/// ```
pub fn parse(source: &SourceFile) -> Outcome<ast::File> {
    parse_in_pieces(source, parser::PIECE, |_| {})
}

/// Parses, and shows each piece of the tree on the way.
fn parse_in_pieces<'s>(
    source: &'s SourceFile,
    size: usize,
    mut see: impl FnMut(&parser::Piece<'s>),
) -> Outcome<ast::File> {
    let span = Span::new(source.id, 0, source.text.len());
    let whole = |diagnostics| Outcome {
        value: ast::File { statements: vec![ast::Stmt::Broken(span)], span },
        diagnostics,
    };
    let scan = limits::scan(source);
    if let Some(refusal) = scan.refusal {
        return whole(vec![refusal]);
    }
    let mut open_comment = None;
    let pieces = parser::pieces(&source.text, size).inspect(|piece| {
        let at = scan.open_comment.zip(piece.as_ref()).filter(|(at, piece)| piece.is_comment(*at));
        open_comment = open_comment.or(at.map(|(at, _)| at));
        piece.iter().for_each(&mut see);
    });
    let Some((statements, mut diagnostics)) = lower::file(source, pieces) else {
        return whole(vec![report::too_deep(Span { end: span.start, ..span })]);
    };
    diagnostics.extend(open_comment.map(|at| report::unclosed_comment(Span::new(source.id, at, at + 2))));
    Outcome { value: ast::File { statements, span }, diagnostics }
}

#[cfg(test)]
mod tests {
    use super::{dump, fmt, parse_in_pieces};
    use crate::source::{FileId, SourceFile};
    use std::path::Path;

    /// Everything that could tell one way of reading a text from another.
    fn seen(text: &str, size: usize) -> String {
        let source = SourceFile::new(FileId(0), "a.cut", text);
        let parsed = parse_in_pieces(&source, size, |_| {});
        format!("{}\n{:#?}\n{:#?}", dump(&parsed.value), parsed.value, parsed.diagnostics)
    }

    fn check(text: &str, sizes: &[usize]) {
        let whole = seen(text, usize::MAX);
        let source = SourceFile::new(FileId(0), "a.cut", text);
        for &size in sizes {
            let pieces = seen(text, size);
            let differs = pieces.lines().zip(whole.lines()).find(|(a, b)| a != b);
            assert!(pieces == whole, "in pieces of {size} bytes of\n{text}\n{differs:?}");
            let formatted = fmt::format_in_pieces(&source, size);
            assert_eq!(formatted, fmt::format_in_pieces(&source, usize::MAX), "in pieces of {size} bytes");
        }
    }

    /// Every sample, the wrong ones too, also with something cut off or broken in the middle.
    #[test]
    fn in_pieces_a_file_means_what_it_means_as_a_whole() {
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")];
        let mut read = 0;
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "cut") {
                    let bytes = std::fs::read(&path).expect("readable");
                    let text = String::from_utf8_lossy(&bytes);
                    if text.len() > 8_000 {
                        continue;
                    }
                    check(&text, &[1, 100, 1_000]);
                    let middle = text.floor_char_boundary(text.len() / 2);
                    for sign in ["{", "}", "\"\"\"", "/*", ",\n", "\n!"] {
                        check(&format!("{}{sign}{}", &text[..middle], &text[middle..]), &[200]);
                    }
                    read += 1;
                }
            }
        }
        assert!(read > 50, "only {read} samples");
    }

    #[test]
    fn pieces_end_where_no_statement_goes_on() {
        for text in [
            "a,\n// b\nb,\n\nc, /* d\n*/\nd -> e,\nf,\n\ng\nservice h\na,\nb\n-> c\nx,\ny",
            "a -> b\n\n// why\n  ! down: retry 3,\n  breaker\nb -> c",
            "a,\nb,\nc -> d\nservice x\n\n{\n}\nservice y",
            "service x \"\"\"\na\nb -> c\n\"\"\"\nservice y",
            "/* a -> b\n/* b */ \n*/ service y\n}\n}\na -> b",
            "service x { \n a -> b\n } service z\nq -> r {\n ! down\n}\n\u{feff}service u\nx\ny\nz",
            "\u{feff}\r\nservice x\r\n! down: retry\r\rservice y;a->b;;b->c\n",
        ] {
            check(text, &(1..text.len()).collect::<Vec<_>>());
        }
    }
}
