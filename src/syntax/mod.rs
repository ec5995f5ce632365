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
    let span = Span::new(source.id, 0, source.text.len());
    let whole = |diagnostics| Outcome {
        value: ast::File { statements: vec![ast::Stmt::Broken(span)], span },
        diagnostics,
    };
    let scan = limits::scan(source);
    if let Some(refusal) = scan.refusal {
        return whole(vec![refusal]);
    }
    let Some(tree) = parser::tree(&source.text) else {
        return whole(vec![report::too_deep(Span { end: span.start, ..span })]);
    };
    let open_comment = scan.open_comment.filter(|&at| parser::is_comment(&tree, at));
    let (statements, mut diagnostics) = lower::file(source, tree);
    diagnostics.extend(open_comment.map(|at| report::unclosed_comment(Span::new(source.id, at, at + 2))));
    Outcome { value: ast::File { statements, span }, diagnostics }
}
