//! The grammar as a parser: from text to pest's tree of pairs, a piece of the file at a time, so that the memory it takes does not
//! grow with the file.
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

/// How many bytes are parsed at once. The tree of a piece takes a hundred times its size.
pub(super) const PIECE: usize = 128 * 1024;

/// Some statements of a file, one after the other, and what lies between them.
pub(super) struct Piece<'i> {
    /// Where the piece begins: the spans of its nodes count from there.
    pub base: usize,
    /// Statements, comments and line ends.
    pub nodes: Vec<Node<'i>>,
}

impl Piece<'_> {
    /// Whether a comment begins at byte `at` of the file.
    pub fn is_comment(&self, at: usize) -> bool {
        let ahead = |node: &Node<'_>| self.base + node.as_span().end() <= at;
        let behind = |node: &Node<'_>| self.base + node.as_span().start() > at;
        let around = self.nodes.iter().skip_while(|node| ahead(node)).take_while(|node| !behind(node));
        let mut all =
            around.flat_map(|node| std::iter::once(node.clone()).chain(node.clone().into_inner().flatten()));
        all.any(|node| node.as_rule() == Rule::COMMENT && self.base + node.as_span().start() == at)
    }
}

/// The pieces of a file, in order; together they are what the grammar makes of it as a whole.
///
/// The grammar accepts any text, so that an item is `None` only when pest ran out of stack, which the limits forestall.
pub(super) fn pieces(text: &str, size: usize) -> Pieces<'_> {
    Pieces { text, size: size.max(1), from: 0, done: false }
}

/// See [`pieces`].
pub(super) struct Pieces<'i> {
    text: &'i str,
    size: usize,
    from: usize,
    done: bool,
}

impl<'i> Iterator for Pieces<'i> {
    type Item = Option<Piece<'i>>;

    fn next(&mut self) -> Option<Option<Piece<'i>>> {
        if self.done {
            return None;
        }
        let (base, rest) = (self.from, &self.text[self.from..]);
        let mut size = self.size;
        loop {
            let end = line_end_behind(rest, size);
            let rule = if base == 0 { Rule::file } else { Rule::piece };
            let Some(tree) = Grammar::parse(rule, &rest[..end]).ok().and_then(|mut trees| trees.next())
            else {
                self.done = true;
                return Some(None);
            };
            let mut nodes: Vec<Node<'i>> = tree.into_inner().collect();
            if end == rest.len() {
                self.done = true;
                return Some(Some(Piece { base, nodes }));
            }
            if let Some(last) = whole(&nodes) {
                self.from = base + nodes[last].as_span().start();
                nodes.truncate(last);
                return Some(Some(Piece { base, nodes }));
            }
            // A statement that is longer than the piece.
            size = end.saturating_mul(2);
        }
    }
}

/// How many nodes of a piece that was cut off are what they would be in the whole file.
///
/// A statement is read as far as its line or its body goes, and the grammar looks no further than to the word behind the line ends that
/// follow. So only the last statement can look different where the text was cut; what stands on its line goes with it, and one more
/// statement does for good measure. Behind a comma a list goes on, and its lines only become a flow when the arrow comes: such a cut
/// tells nothing.
fn whole(nodes: &[Node<'_>]) -> Option<usize> {
    let is_statement = |node: &Node<'_>| !is_between(node.as_rule());
    let mut last = nodes.iter().rev().find(|node| is_statement(node)).cloned()?;
    while let Some(inner) = last.clone().into_inner().rev().find(is_statement) {
        last = inner;
    }
    if last.as_rule() == Rule::comma_sign {
        return None;
    }
    let mut begin_lines: Vec<usize> = Vec::new();
    let mut separated = true;
    for (index, node) in nodes.iter().enumerate() {
        match node.as_rule() {
            Rule::ends => separated = true,
            _ if is_statement(node) => {
                if separated {
                    begin_lines.push(index);
                }
                separated = false;
            }
            _ => {}
        }
    }
    let last = *begin_lines.get(begin_lines.len().checked_sub(2)?)?;
    nodes[..last].iter().any(is_statement).then_some(last)
}

/// What no word of a statement is.
const fn is_between(rule: Rule) -> bool {
    matches!(rule, Rule::COMMENT | Rule::ends | Rule::missing | Rule::EOI)
}

/// The byte behind the first line end at or behind `size`.
fn line_end_behind(text: &str, size: usize) -> usize {
    let from = size.min(text.len());
    let line = text.as_bytes()[from..].iter().position(|byte| *byte == b'\n');
    line.map_or(text.len(), |length| from + length + 1)
}
