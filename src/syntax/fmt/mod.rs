//! The formatter behind `cutaway fmt`.
//!
//! In: the parse tree of a file without errors. Out: its text, well laid out. The words, signs, strings and comments of
//! the file are its leaves; they come out in the order they went in, each as it was written. Only the blanks, line ends
//! and semicolons between them are new, so that nothing can be lost.
//!
//! The rules: two blanks a level; a statement a line; a body stays on its statement's line when it was written there and
//! fits; plans stand under their flow, one level in; `else` stands behind its `}`; a list stays broken where it was broken
//! behind a comma; at most one blank line, and none behind `{`, before `}` and before a plan; neighbouring one-line
//! elements, endpoints and fields are tables (`lines`).

mod lines;

use unicode_width::UnicodeWidthStr;

use self::lines::{Class, INDENT, Line, Piece};
use super::literal;
use super::parser::{self, Node, Rule};
use crate::source::SourceFile;

/// How wide a line with a body in it may be.
const WIDTH: usize = 100;

/// The text of `source`, well laid out; `None` when it has errors, since what is broken cannot be laid out.
///
/// Comments, blank lines between groups and the tree of statements stay as they are.
///
/// ```
/// use cutaway::source::{FileId, SourceFile};
///
/// let source = SourceFile::new(FileId(0), "a.cut", "service  a;person bob // who buys\nbob->a  { takes 1s }");
/// let formatted = cutaway::syntax::format(&source).unwrap();
/// assert_eq!(formatted, "service a\nperson  bob  // who buys\nbob -> a { takes 1s }\n");
/// ```
pub fn format(source: &SourceFile) -> Option<String> {
    format_in_pieces(source, parser::PIECE)
}

pub(super) fn format_in_pieces(source: &SourceFile, size: usize) -> Option<String> {
    let mut printer = Printer::new(&source.text);
    let mut blanks = Blanks::None;
    // What is broken is printed too, and thrown away; reading a file twice would take longer.
    let parsed = super::parse_in_pieces(source, size, |piece| {
        printer.base = piece.base;
        printer.statements(piece.nodes.iter().cloned(), 0, &mut blanks);
    });
    (!parsed.has_errors()).then(|| printer.finish())
}

/// A line that has to begin before the next word.
#[derive(Clone, Copy)]
struct Break {
    indent: usize,
    /// How deep comments on lines of their own stand before it.
    comments: usize,
    class: Option<Class>,
    blanks: Blanks,
}

/// Which blank lines may stand before a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Blanks {
    Keep,
    /// Before the line itself none, before comments above it one may stand.
    OnlyBeforeComments,
    /// Behind `{`, at the start of a file.
    None,
}

struct Printer<'s> {
    source: &'s str,
    /// Where the piece of the source begins that the nodes at hand count from.
    base: usize,
    lines: Vec<Line>,
    line: Line,
    /// Where the last word or comment ended.
    end: usize,
    after: Option<Rule>,
    due: Option<Break>,
    mark: Option<u8>,
    /// The comments since the last word, as ranges of the source.
    comments: Vec<(usize, usize)>,
    /// The indentation of the statement at hand, for lines that continue it.
    indent: usize,
}

impl<'s> Printer<'s> {
    fn new(source: &'s str) -> Printer<'s> {
        Printer {
            source,
            base: 0,
            lines: Vec::new(),
            line: Line::default(),
            end: 0,
            after: None,
            due: None,
            mark: None,
            comments: Vec::new(),
            indent: 0,
        }
    }

    /// The statements of a file or of a body that has several lines.
    fn statements<'i>(&mut self, nodes: impl Iterator<Item = Node<'i>>, indent: usize, blanks: &mut Blanks) {
        for node in nodes {
            match node.as_rule() {
                Rule::COMMENT | Rule::ends => self.walk(node, indent, false),
                Rule::open => self.word(&node),
                Rule::EOI | Rule::missing | Rule::late => {}
                Rule::close => {
                    let outer = indent.saturating_sub(1);
                    self.due = Some(Break {
                        indent: outer,
                        comments: indent,
                        class: None,
                        blanks: Blanks::OnlyBeforeComments,
                    });
                    self.word(&node);
                }
                rule => {
                    let class = match rule {
                        Rule::element | Rule::element_of_builtin_kind => Some(Class::Element),
                        Rule::endpoint | Rule::operation => Some(Class::Endpoint),
                        Rule::field => Some(Class::Field),
                        Rule::kind_decl => Some(Class::Kind),
                        _ => None,
                    };
                    self.due = Some(Break { indent, comments: indent, class, blanks: *blanks });
                    *blanks = Blanks::Keep;
                    self.statement(node, indent, class);
                }
            }
        }
    }

    /// One statement, which begins a line. It is a row of a table only if it ends on that line.
    fn statement(&mut self, node: Node<'_>, indent: usize, class: Option<Class>) {
        self.indent = indent;
        let mut first_line = None;
        let mut marks = 0;
        let mut after_label = false;
        for part in node.into_inner() {
            if !is_trivia(part.as_rule()) {
                self.mark = match class {
                    Some(Class::Element) if marks <= 2 || (marks == 3 && after_label) => Some(marks),
                    Some(Class::Field) => Some(marks),
                    Some(Class::Kind) => (part.as_rule() == Rule::equals).then_some(1),
                    Some(Class::Endpoint) => match part.as_rule() {
                        Rule::name => Some(1),
                        Rule::quoted | Rule::raw => Some(2),
                        Rule::replies => Some(3),
                        _ => None,
                    },
                    _ => None,
                };
                after_label = matches!(part.as_rule(), Rule::quoted | Rule::raw);
                marks = marks.saturating_add(1);
            }
            self.walk(part, indent, false);
            if first_line.is_none() && self.due.is_none() {
                first_line = Some(self.lines.len());
            }
        }
        self.mark = None;
        if let Some(first) = first_line.filter(|&first| first < self.lines.len()) {
            self.lines[first].class = None;
        }
    }

    /// Anything inside a statement. `inline` means that no line may begin here.
    fn walk(&mut self, node: Node<'_>, indent: usize, inline: bool) {
        match node.as_rule() {
            Rule::COMMENT => {
                self.comments.push((self.base + node.as_span().start(), self.base + node.as_span().end()));
            }
            Rule::EOI | Rule::missing => {}
            rule if is_body(rule) => self.body(node, indent, inline),
            rule if is_word(rule) => self.word(&node),
            Rule::plan | Rule::replies if !inline => {
                let start = self.base + node.as_span().start();
                if node.as_rule() == Rule::plan || has_line_end(&self.source[self.end..start]) {
                    let indent = indent + 1;
                    let blanks = Blanks::OnlyBeforeComments;
                    self.due = Some(Break { indent, comments: indent, class: None, blanks });
                }
                self.children(node, indent + 1, inline);
            }
            Rule::route => {
                // The method begins the line; the path is the first column.
                for part in node.into_inner() {
                    self.mark = (part.as_rule() != Rule::method).then_some(1);
                    self.walk(part, indent, inline);
                }
            }
            _ if node.clone().into_inner().next().is_none() => {
                // A leaf, or what lies between two statements.
                if node.as_rule() != Rule::ends {
                    self.word(&node);
                }
            }
            _ => self.children(node, indent, inline),
        }
    }

    fn children(&mut self, node: Node<'_>, indent: usize, inline: bool) {
        for part in node.into_inner() {
            self.walk(part, indent, inline);
        }
    }

    /// `{ … }`: on its statement's line when it was written there and fits, else a statement a line.
    fn body(&mut self, node: Node<'_>, indent: usize, inline: bool) {
        let room = WIDTH.saturating_sub(indent * INDENT + self.line.width());
        if !inline && (has_line_end(node.as_str()) || !fits(&node, room)) {
            let before = std::mem::replace(&mut self.indent, indent + 1);
            self.statements(node.into_inner(), indent + 1, &mut { Blanks::None });
            self.indent = before;
            return;
        }
        let mut last = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::COMMENT | Rule::ends => {}
                Rule::close | Rule::open | Rule::missing => last = None,
                _ => {
                    if last.is_some_and(|last| last != '}') {
                        self.line.pieces.push(Piece { text: ";".to_owned(), apart: false, mark: None });
                    }
                    last = part.as_str().trim_end().chars().next_back();
                }
            }
            self.walk(part, indent, true);
        }
    }

    /// Sets one word, with the comments before it.
    fn word(&mut self, node: &Node<'_>) {
        let (start, rule) = (self.base + node.as_span().start(), node.as_rule());
        let comments = std::mem::take(&mut self.comments);
        match self.due.take().or_else(|| self.continuation(&comments, start)) {
            Some(due) => self.begin_line(comments, start, due),
            None => {
                for (from, to) in comments {
                    let text = literal::line_feeds(&self.source[from..to]);
                    self.line.pieces.push(Piece { text, apart: true, mark: None });
                }
            }
        }
        let text = text_of(node, self.line.indent);
        let apart = !is_attached(rule, self.after);
        let mark = self.mark.take();
        self.line.pieces.push(Piece { text, apart, mark });
        self.after = Some(rule);
        self.end = self.base + node.as_span().end();
    }

    /// A statement goes on on a new line where its list was broken, or where a comment has ended the line.
    fn continuation(&self, comments: &[(usize, usize)], start: usize) -> Option<Break> {
        let in_list = self.after == Some(Rule::comma_sign);
        let broken_list = in_list && has_line_end(&self.source[self.end..start]);
        let ended = comments.iter().any(|&(from, _)| self.source[from..].starts_with("//"));
        let above = comments.first().is_some_and(|&(from, _)| has_line_end(&self.source[self.end..from]));
        if !broken_list && !ended && !above {
            return None;
        }
        let indent = self.indent + if in_list { 2 } else { 0 };
        Some(Break { indent, comments: indent, class: None, blanks: Blanks::OnlyBeforeComments })
    }

    /// Begins a line for the word at `start`. The comments before it stand behind the line before, on lines of their own,
    /// or on its own line, as they did in the source.
    fn begin_line(&mut self, comments: Vec<(usize, usize)>, start: usize, due: Break) {
        let mut blanks = due.blanks;
        let mut prefix: Vec<String> = Vec::new();
        let mut blank_before = None;
        for (from, to) in comments {
            let text = literal::line_feeds(self.source[from..to].trim_end());
            let between = &self.source[self.end..from];
            let begins_line = self.end == 0 || has_line_end(between);
            let leads =
                !prefix.is_empty() || begins_line && to < start && !has_line_end(&self.source[to..start]);
            let blank = blanks != Blanks::None && blank_lines(between);
            if leads {
                blank_before.get_or_insert(blank);
                prefix.push(text);
            } else if begins_line {
                self.flush();
                let indent = due.comments;
                self.lines.push(Line { indent, comment: Some(text), blank_before: blank, ..Line::default() });
                blanks = if blanks == Blanks::None { Blanks::Keep } else { blanks };
            } else {
                self.comment_behind(text);
            }
            self.end = to;
        }
        self.flush();
        let blank_before = blank_before
            .unwrap_or_else(|| blanks == Blanks::Keep && blank_lines(&self.source[self.end..start]));
        self.line = Line { indent: due.indent, blank_before, class: due.class, ..Line::default() };
        self.line.pieces.extend(prefix.into_iter().map(|text| Piece { text, apart: true, mark: None }));
    }

    /// A comment behind the words of the line at hand, or behind the comment that is a line by itself.
    fn comment_behind(&mut self, text: String) {
        let line = if self.line.pieces.is_empty() { self.lines.last_mut() } else { Some(&mut self.line) };
        let Some(line) = line else { return };
        match &mut line.comment {
            Some(before) => {
                before.push(' ');
                before.push_str(&text);
            }
            none => *none = Some(text),
        }
    }

    fn flush(&mut self) {
        if !self.line.pieces.is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
        }
    }

    /// Writes the comments behind the last statement, and everything.
    fn finish(mut self) -> String {
        let comments = std::mem::take(&mut self.comments);
        let blanks = if self.end == 0 { Blanks::None } else { Blanks::Keep };
        let end = self.source.len();
        self.begin_line(comments, end, Break { indent: 0, comments: 0, class: None, blanks });
        lines::write(&self.lines)
    }
}

/// A leaf as it is written; the lines of a `"""` string move with their statement.
fn text_of(node: &Node<'_>, indent: usize) -> String {
    let text = literal::line_feeds(node.as_str());
    if node.as_rule() == Rule::raw { literal::indent_raw(&text, indent * INDENT) } else { text }
}

/// Whether no blank stands before a word.
fn is_attached(rule: Rule, after: Option<Rule>) -> bool {
    matches!(rule, Rule::comma_sign | Rule::colon | Rule::parameters)
        || (rule == Rule::close && after == Some(Rule::open))
}

const fn is_trivia(rule: Rule) -> bool {
    matches!(rule, Rule::COMMENT | Rule::ends | Rule::missing | Rule::EOI)
}

/// Words that the grammar takes apart further than a formatter needs.
const fn is_word(rule: Rule) -> bool {
    matches!(rule, Rule::path | Rule::tag | Rule::within | Rule::kind_selector | Rule::relation_end)
}

const fn is_body(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::element_body
            | Rule::flow_body
            | Rule::block
            | Rule::journey_body
            | Rule::surface_body
            | Rule::entity_body
            | Rule::design_body
            | Rule::tree_body
            | Rule::view_body
            | Rule::look_body
    )
}

fn has_line_end(text: &str) -> bool {
    text.contains(['\n', '\r'])
}

/// Whether `text`, which lies between two words, holds an empty line.
fn blank_lines(text: &str) -> bool {
    let line_feeds = text.matches('\n').count();
    let lone_returns = text.matches('\r').count() - text.matches("\r\n").count();
    line_feeds + lone_returns > 1
}

/// Whether the words of `node` fit in `room` on one line.
fn fits(node: &Node<'_>, room: usize) -> bool {
    let mut used = 0;
    let mut end = node.as_span().start();
    for inner in node.clone().into_inner().flatten() {
        let (start, rule) = (inner.as_span().start(), inner.as_rule());
        // Inner nodes of a word and nodes around words add nothing of their own.
        let is_leaf = is_word(rule) || inner.clone().into_inner().next().is_none();
        if start < end || !is_leaf || matches!(rule, Rule::missing | Rule::EOI) {
            continue;
        }
        if rule == Rule::ends {
            used += usize::from(inner.as_str().contains(';'));
            continue;
        }
        used += inner.as_str().width() + usize::from(!is_attached(rule, None));
        end = inner.as_span().end();
        if used > room {
            return false;
        }
    }
    true
}
