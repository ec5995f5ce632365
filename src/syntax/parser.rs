//! The grammar as a parser: from text to pest's tree of pairs.
//!
//! Nothing outside `syntax` sees a [`Rule`]; renaming one is nobody else's business.

use pest::Parser;
use pest::iterators::Pair;

/// The parser that pest makes of the grammar file.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/cutaway.pest"]
pub(super) struct Grammar;

/// A node of the parse tree.
pub(super) type Node<'i> = Pair<'i, Rule>;

/// The parse tree of a whole file.
///
/// The grammar accepts any text, so `None` means that pest ran out of stack, which the limits forestall.
pub(super) fn tree(text: &str) -> Option<Node<'_>> {
    Grammar::parse(Rule::file, text).ok()?.next()
}

/// Whether a comment begins at `at`.
pub(super) fn is_comment(tree: &Node<'_>, at: usize) -> bool {
    let comments = tree.clone().into_inner().flatten().filter(|node| node.as_rule() == Rule::COMMENT);
    comments.map(|comment| comment.as_span().start()).any(|start| start == at)
}
