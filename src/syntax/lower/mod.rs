//! From the parse tree to the AST.
//!
//! In: the tree of a whole file, which always exists. Out: the typed statements, and a diagnostic for each mistake. This
//! file holds what all constructs share: the walk over a body, the shared parts of a head, and the words. Each group of
//! constructs has a file of its own that reads like its section of the grammar.
//!
//! Three things are checked here because the grammar leaves them out on purpose: that something lies between two
//! statements, that each body is closed, and that bodies do not nest too deeply.

mod design;
mod elements;
mod flows;
mod journeys;
mod plans;
mod surfaces;
mod views;

use super::ast::{Head, Name, Path, Quantity, Stmt, Text};
use super::literal::{self, QuantityFault, StringFault};
use super::parser::{Node, Piece, Rule};
use super::{limits, recover, report};
use crate::diag::{Diagnostic, codes};
use crate::source::{SourceFile, Span, Spanned};

/// What the walk knows: the file, what it found, and how deep it is.
pub(super) struct Lower<'s> {
    pub(super) source: &'s SourceFile,
    /// Where the piece of the file begins that the nodes at hand count from.
    base: usize,
    found: Vec<Diagnostic>,
    suppressed: usize,
    elements: usize,
    flows: usize,
    depth: usize,
    /// Whether a journey, and in it an error block, is around the current statement.
    in_journey: bool,
    in_block: bool,
    /// Bodies without a `}`, outermost first, and the brace that likely lacks it.
    unclosed: Vec<Span>,
    suspect: Option<Span>,
}

/// Walks the pieces of a whole file; nothing when one of them could not be read.
pub(super) fn file<'i>(
    source: &SourceFile,
    pieces: impl Iterator<Item = Option<Piece<'i>>>,
) -> Option<(Vec<Stmt>, Vec<Diagnostic>)> {
    let mut lower = Lower {
        source,
        base: 0,
        found: Vec::new(),
        suppressed: 0,
        elements: 0,
        flows: 0,
        depth: 0,
        in_journey: false,
        in_block: false,
        unclosed: Vec::new(),
        suspect: None,
    };
    let mut statements = Vec::new();
    let mut between = Between::default();
    // The file itself is level 0.
    lower.depth += 1;
    for piece in pieces {
        let piece = piece?;
        lower.base = piece.base;
        for node in piece.nodes {
            lower.next_in_body(node, Place::File, &mut between, &mut |lower: &mut Lower<'_>, node| {
                lower.statement(node, Place::File, &mut statements);
            });
        }
        if lower.has_too_many_flows() {
            // What else is wrong in a file of that size nobody would mend first.
            let span = Span::new(source.id, 0, source.text.len());
            let found = lower.found.into_iter().filter(|found| found.code == codes::TOO_MANY_FLOWS);
            return Some((vec![Stmt::Broken(span)], found.collect()));
        }
    }
    lower.editions(&statements);
    Some((statements, lower.finish()))
}

/// What a walk over a body remembers from one node to the next.
struct Between {
    open: Option<Span>,
    separated: bool,
}

impl Default for Between {
    fn default() -> Between {
        Between { open: None, separated: true }
    }
}

/// Where a statement stands, which decides what may stand there and what is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    File,
    Element,
    Flow,
    Plan,
    Journey,
    Surface,
    Entity,
    Design(Fact),
    View,
    Looks,
    Tree,
}

/// Whose body a line of a design fact stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    Role,
    Requirement,
    Constraint,
    Decision,
    Option,
    Tradeoff,
    Cap,
    Security,
    Scale,
    Monitor,
    Question,
    Team,
    Accept,
}

/// The parts of a statement, one after the other, comments and commas left out.
pub(super) struct Parts<'i> {
    pairs: pest::iterators::Pairs<'i, Rule>,
}

impl<'i> Parts<'i> {
    pub(super) fn of(node: &Node<'i>) -> Parts<'i> {
        Parts { pairs: node.clone().into_inner() }
    }

    pub(super) fn peek(&mut self) -> Option<Rule> {
        while let Some(node) = self.pairs.peek() {
            match node.as_rule() {
                Rule::COMMENT | Rule::comma_sign | Rule::ends => self.pairs.next(),
                rule => return Some(rule),
            };
        }
        None
    }

    /// The next part, when it is one of `rules`.
    pub(super) fn accept(&mut self, rules: &[Rule]) -> Option<Node<'i>> {
        if self.peek().is_some_and(|rule| rules.contains(&rule)) { self.pairs.next() } else { None }
    }

    pub(super) fn has(&mut self, rule: Rule) -> bool {
        self.accept(&[rule]).is_some()
    }
}

impl<'i> Iterator for Parts<'i> {
    type Item = Node<'i>;

    fn next(&mut self) -> Option<Node<'i>> {
        self.peek()?;
        self.pairs.next()
    }
}

/// The two forms of a string.
pub(super) const STRING: [Rule; 2] = [Rule::quoted, Rule::raw];

impl<'s> Lower<'s> {
    /// Adds a finding.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnose(|_| diagnostic);
    }

    /// Adds a finding that takes some work to make, up to a limit that no person reads past.
    pub(super) fn diagnose(&mut self, diagnostic: impl FnOnce(&SourceFile) -> Diagnostic) {
        if self.found.len() < limits::ERRORS {
            self.found.push(diagnostic(self.source));
        } else {
            self.suppressed += 1;
        }
    }

    fn finish(mut self) -> Vec<Diagnostic> {
        // One brace is missing per unclosed body, but when one is missing in the middle, the braces behind it close the
        // wrong bodies and the outermost one stays open: its indentation tells.
        let suspect = self.suspect.take();
        for (i, open) in std::mem::take(&mut self.unclosed).into_iter().enumerate() {
            let diagnostic = report::unclosed_brace(open, suspect.filter(|s| i == 0 && *s != open));
            self.found.push(diagnostic);
        }
        self.found.sort_by_key(|diagnostic| diagnostic.primary.span.start);
        if self.suppressed > 0 {
            let end = self.source.text.len();
            let span = Span::new(self.source.id, end, end);
            self.found.push(report::too_many_errors(span, self.suppressed));
        }
        self.found
    }

    /// How many findings there are so far; with [`Lower::forget_since`], one mistake stays one diagnostic.
    pub(super) fn mark(&self) -> usize {
        self.found.len()
    }

    /// Drops the findings since `mark`: they follow from a mistake that is reported by itself.
    pub(super) fn forget_since(&mut self, mark: usize) {
        self.found.truncate(mark);
    }

    /// Visits the statements of a body (or of the file) and checks what lies between them.
    pub(super) fn sequence<'i>(
        &mut self,
        body: Node<'i>,
        place: Place,
        mut visit: impl FnMut(&mut Self, Node<'i>),
    ) {
        if self.depth > limits::DEPTH {
            self.report(report::too_deep(self.span(&body)));
            return;
        }
        self.depth += 1;
        let mut between = Between::default();
        for node in body.into_inner() {
            self.next_in_body(node, place, &mut between, &mut visit);
        }
        self.depth -= 1;
    }

    /// Visits one statement of a body, or notes what lies between two.
    fn next_in_body<'i>(
        &mut self,
        node: Node<'i>,
        place: Place,
        between: &mut Between,
        visit: &mut impl FnMut(&mut Self, Node<'i>),
    ) {
        match node.as_rule() {
            Rule::COMMENT | Rule::EOI => {}
            Rule::late => {
                let end = self.base + node.as_span().end();
                self.report(report::late_brace(self.empty_span(end, 1)));
            }
            Rule::open => between.open = Some(self.span(&node)),
            Rule::close => self.check_indentation(between.open, self.span(&node)),
            Rule::missing => self.unclosed.extend(between.open),
            Rule::ends => between.separated = true,
            _ => {
                let (last, _) = last_leaf(&node);
                if between.separated {
                    visit(self, node);
                } else {
                    let span = self.span(&node);
                    self.diagnose(|source| recover::leftover(source, span, place));
                }
                between.separated = last == Rule::close;
            }
        }
    }

    /// Where a node begins in the file.
    pub(super) fn start(&self, node: &Node<'_>) -> usize {
        self.base + node.as_span().start()
    }

    /// Remembers the first body whose `}` stands further left than the line of its `{`: it likely lacks its own.
    fn check_indentation(&mut self, open: Option<Span>, close: Span) {
        let Some(open) = open.filter(|_| self.suspect.is_none()) else { return };
        let line = |offset: u32| self.source.lines.start(self.source.lines.line(offset as usize));
        let (open_line, close_line) = (line(open.start), line(close.start));
        let before_close = &self.source.text[close_line..close.start as usize];
        if open_line == close_line || !before_close.trim().is_empty() {
            return;
        }
        let opening = &self.source.text[open_line..];
        let indentation = opening.len() - opening.trim_start_matches([' ', '\t']).len();
        if before_close.len() < indentation {
            self.suspect = Some(open);
        }
    }

    /// Where a node stands, without the blanks and comments behind its last word.
    pub(super) fn span(&self, node: &Node<'_>) -> Span {
        Span::new(self.source.id, self.start(node), self.base + last_leaf(node).1)
    }

    pub(super) fn empty_span(&self, start: usize, length: usize) -> Span {
        let end = (start + length).min(self.source.text.len());
        Span::new(self.source.id, start.min(end), end)
    }

    pub(super) fn name(&self, node: &Node<'_>) -> Name {
        Spanned::new(literal::name(node.as_str()), self.span(node))
    }

    /// A leaf as it is written: a status code, a type, a keyword.
    pub(super) fn word(&self, node: &Node<'_>) -> Name {
        Spanned::new(node.as_str().to_owned(), self.span(node))
    }

    pub(super) fn path(&self, node: &Node<'_>) -> Path {
        let names = node.clone().into_inner().filter(|n| n.as_rule() == Rule::name);
        Path { segments: tight(names.map(|n| self.name(&n))), span: self.span(node) }
    }

    /// A dotted name or a string as one name: an event, the receiver of an alert.
    pub(super) fn name_or_text(&mut self, node: &Node<'_>) -> Name {
        if STRING.contains(&node.as_rule()) { self.text(node) } else { self.name(node) }
    }

    pub(super) fn text(&mut self, node: &Node<'_>) -> Text {
        let span = self.span(node);
        let (value, faults) = literal::string(node.as_str());
        for fault in faults {
            self.report(match fault {
                StringFault::Unclosed(quote) => report::unclosed_string(self.within(span, quote), span),
                StringFault::Escape(escape) => {
                    let place = self.within(span, escape);
                    report::unknown_escape(place, self.source.slice(place))
                }
            });
        }
        Spanned::new(value, span)
    }

    fn within(&self, span: Span, range: std::ops::Range<usize>) -> Span {
        Span::new(span.file, span.start as usize + range.start, span.start as usize + range.end)
    }

    /// The text between two brackets, which may lack the closing one.
    pub(super) fn bracketed(&mut self, node: &Node<'_>, brackets: (char, char)) -> Text {
        let span = self.span(node);
        let written = node.as_str();
        let depth = written
            .chars()
            .fold(0i32, |depth, c| depth + i32::from(c == brackets.0) - i32::from(c == brackets.1));
        let inside = if depth == 0 {
            &written[1..written.len() - 1]
        } else {
            self.report(report::unclosed_bracket(self.within(span, 0..1), brackets));
            &written[1..]
        };
        Spanned::new(inside.trim().to_owned(), span)
    }

    pub(super) fn quantity(&mut self, node: &Node<'_>) -> Quantity {
        let span = self.span(node);
        let text = node.as_str().to_owned();
        match literal::quantity(&text) {
            Ok(parts) => Quantity { number: parts.number, unit: parts.unit, per: parts.per, text, span },
            Err(fault) => {
                self.report(report::quantity(span, &text, &fault));
                let number = if fault == QuantityFault::Number { 0.0 } else { leading_number(&text) };
                Quantity { number, unit: String::new(), per: None, text, span }
            }
        }
    }

    /// A quantity that measures something. When its unit stands apart, which is said behind the statement, it still counts.
    pub(super) fn measure(&mut self, node: &Node<'_>) -> Quantity {
        let mut quantity = self.quantity(node);
        let bare = quantity.unit.is_empty() && quantity.per.is_none();
        let behind = &self.source.text[quantity.span.end as usize..];
        let Some(unit) = recover::unit_apart(behind).filter(|_| bare) else { return quantity };
        quantity.text.push_str(unit);
        match unit.strip_prefix('/') {
            Some(per) => quantity.per = per.chars().next(),
            None => unit.clone_into(&mut quantity.unit),
        }
        quantity
    }

    /// A date, or `None` after saying what is wrong with it.
    pub(super) fn date(&mut self, node: &Node<'_>) -> Name {
        let word = self.word(node);
        if !literal::is_date(&word.value) {
            self.report(report::date(word.span, &word.value));
        }
        word
    }

    /// Label, technology and tags.
    pub(super) fn head(&mut self, parts: &mut Parts<'_>) -> Head {
        let label = parts.accept(&STRING).map(|node| self.text(&node));
        let tech = parts.accept(&[Rule::technology]).map(|node| self.bracketed(&node, ('[', ']')));
        let mut tags = Vec::new();
        while let Some(tag) = parts.accept(&[Rule::tag]) {
            tags.extend(tag.into_inner().map(|node| self.name(&node)));
        }
        tags.shrink_to_fit();
        Head { label, tech, tags }
    }

    /// The names, or the paths, that stand next.
    pub(super) fn names(&self, parts: &mut Parts<'_>) -> Vec<Name> {
        tight(std::iter::from_fn(|| parts.accept(&[Rule::name])).map(|node| self.name(&node)))
    }

    pub(super) fn paths(&self, parts: &mut Parts<'_>) -> Vec<Path> {
        tight(std::iter::from_fn(|| parts.accept(&[Rule::path])).map(|node| self.path(&node)))
    }

    /// Says what is wrong with a statement that could not be read; `node` is the statement or its unreadable head.
    pub(super) fn broken(&mut self, node: &Node<'_>, place: Place) -> Span {
        let span = self.span(node);
        self.diagnose(|source| recover::broken(source, span, place));
        span
    }
}

/// A list without room to grow: a file has hundreds of thousands of them, most of one item, and a `Vec` begins with four.
fn tight<T>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut list: Vec<T> = items.collect();
    list.shrink_to_fit();
    list
}

/// The last word of a node: its rule, and where it ends. A body that lacks its brace ends with its last statement.
fn last_leaf(node: &Node<'_>) -> (Rule, usize) {
    let mut node = node.clone();
    loop {
        let last = node.clone().into_inner().rev().find(|inner| {
            !matches!(inner.as_rule(), Rule::COMMENT | Rule::ends | Rule::missing | Rule::late | Rule::EOI)
                && inner.as_span().start() < inner.as_span().end()
        });
        match last {
            Some(inner) => node = inner,
            None => return (node.as_rule(), node.as_span().end()),
        }
    }
}

fn leading_number(text: &str) -> f64 {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    text[..end].parse().unwrap_or(0.0)
}
