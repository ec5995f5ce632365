//! A document as a tree: YAML or JSON, every node with its place.
//!
//! In: text. Out: a [`Tree`] of nodes in one arena, or the fault that ends the reading. An alias is the node of its anchor and
//! not a copy, so that a few lines of aliases never become a billion nodes; what walks the tree counts its steps (`Tree::step`).
//! JSON is read as the YAML that it is. Nothing recurses: the parser hands over events, and a stack holds what is open.

use crate::source::{FileId, Span};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle};
use indexmap::IndexSet;
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many values, keys and aliases a document may hold.
pub(super) const MAX_NODES: usize = 2_000_000;
/// How deep a document may nest.
pub(super) const MAX_DEPTH: usize = 200;
/// How much of a document is looked at, what stands behind an alias counted each time: a step a member, and one for each
/// [`STEP`] bytes of text.
pub(super) const MAX_STEPS: usize = 4_000_000;
const STEP: usize = 16;
/// How many doubled keys are kept.
const MAX_DOUBLED: usize = 1_000;
/// How many characters a key may have.
const MAX_KEY: usize = 65_536;
/// How many `<<` lie behind one another.
const MAX_MERGES: usize = 8;

/// A node: an index into [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(u32);

struct Node<'d> {
    start: u32,
    end: u32,
    value: Value<'d>,
}

enum Value<'d> {
    Scalar {
        text: Cow<'d, str>,
        plain: bool,
    },
    /// Of [`Tree::items`].
    List(Range<u32>),
    /// Of [`Tree::entries`] and [`Tree::sorted`].
    Map(Range<u32>),
}

/// A member of a mapping.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub key: NodeId,
    pub value: NodeId,
}

/// A key that a mapping has twice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Doubled {
    pub map: NodeId,
    pub first: NodeId,
    pub again: NodeId,
}

/// Why a document could not be read, and where.
#[derive(Debug)]
pub(super) enum Fault {
    Syntax(ErrorKind),
    TooDeep,
    TooManyNodes,
}

/// A whole document.
pub(super) struct Tree<'d> {
    file: FileId,
    text: &'d str,
    nodes: Vec<Node<'d>>,
    items: Vec<NodeId>,
    entries: Vec<Entry>,
    /// The entries of each mapping by key.
    sorted: Vec<Entry>,
    /// Keys that a mapping has twice, in the order of the document.
    pub doubled: Vec<Doubled>,
    /// The outermost value; none in an empty document.
    pub root: Option<NodeId>,
    /// Where a second document begins in the same file.
    pub second: Option<Span>,
    steps: Cell<usize>,
}

/// Reads `text`, which is that of `file`.
pub(super) fn read(file: FileId, text: &str) -> Result<Tree<'_>, (Fault, Span)> {
    let mut tree = Tree {
        file,
        text,
        nodes: Vec::new(),
        items: Vec::new(),
        entries: Vec::new(),
        sorted: Vec::new(),
        doubled: Vec::new(),
        root: None,
        second: None,
        steps: Cell::new(0),
    };
    let mut builder = Builder { anchors: BTreeMap::new(), open: Vec::new(), pending: Vec::new() };
    let options = granit_parser::options! {
        emit_comments: false,
        // YAML wants the keys on a line to be short; those of JSON may be of any length.
        simple_key_max_lookahead: MAX_KEY,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut events = 0;
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, place) = event.map_err(|error| {
            let mut at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
            if is_about_tab(error.kind()) {
                // The parser tells of a tab when it is past it.
                let line = text.as_bytes()[..at].iter().rev().take_while(|byte| **byte != b'\n');
                let back = line.clone().position(|byte| *byte == b'\t').map_or(0, |back| back + 1);
                at -= if text.as_bytes().get(at) == Some(&b'\t') { 0 } else { back };
            }
            let span = character(file, text, at);
            match error.kind() {
                ErrorKind::RecursionLimitExceeded => (Fault::TooDeep, span),
                kind => (Fault::Syntax(kind.clone()), span),
            }
        })?;
        let range = place.byte_range().unwrap_or(0..0);
        let span = Span::new(file, range.start.min(text.len()), range.end.min(text.len()));
        events += 1;
        if events > MAX_NODES {
            return Err((Fault::TooManyNodes, character(file, text, range.start)));
        }
        match event {
            Event::DocumentStart(..) if tree.root.is_some() => {
                tree.second = Some(span);
                break;
            }
            Event::Scalar(text, style, anchor, _) => {
                let value = Value::Scalar { text, plain: style == ScalarStyle::Plain };
                let node = tree.add(span, value);
                builder.value(&mut tree, node, anchor);
            }
            Event::SequenceStart(_, anchor, _) => builder.begin(&mut tree, span, false, anchor),
            Event::MappingStart(_, anchor, _) => builder.begin(&mut tree, span, true, anchor),
            Event::SequenceEnd | Event::MappingEnd => builder.end(&mut tree, span),
            Event::Alias(anchor) => {
                if let Some(&node) = builder.anchors.get(&anchor) {
                    builder.value(&mut tree, node, 0);
                }
            }
            _ => {}
        }
        // The parser counts collections in braces and by indentation apart; together they could be twice as deep.
        if builder.open.len() > MAX_DEPTH {
            return Err((Fault::TooDeep, character(file, text, range.start)));
        }
    }
    tree.doubled.sort_by_key(|doubled| tree.nodes[doubled.again.0 as usize].start);
    Ok(tree)
}

const fn is_about_tab(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
    )
}

/// The character at a byte, or the empty span at the end.
fn character(file: FileId, text: &str, at: usize) -> Span {
    let mut start = at.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let length = text[start..].chars().next().filter(|c| !matches!(c, '\n' | '\r')).map_or(0, char::len_utf8);
    Span::new(file, start, start + length)
}

/// What is open while the events come in.
struct Builder {
    anchors: BTreeMap<usize, NodeId>,
    /// Open collections: the node, whether it is a mapping, and where its values begin in `pending`.
    open: Vec<(NodeId, bool, usize)>,
    /// The values of the open collections; of a mapping keys and values take turns.
    pending: Vec<NodeId>,
}

impl Builder {
    /// A finished scalar or alias.
    fn value(&mut self, tree: &mut Tree<'_>, node: NodeId, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, node);
        }
        match self.open.is_empty() {
            true => tree.root = tree.root.or(Some(node)),
            false => self.pending.push(node),
        }
    }

    fn begin(&mut self, tree: &mut Tree<'_>, span: Span, is_map: bool, anchor: usize) {
        let node = tree.add(span, if is_map { Value::Map(0..0) } else { Value::List(0..0) });
        self.value(tree, node, anchor);
        self.open.push((node, is_map, self.pending.len()));
    }

    fn end(&mut self, tree: &mut Tree<'_>, span: Span) {
        let Some((node, is_map, from)) = self.open.pop() else { return };
        let values = self.pending.split_off(from);
        let value = if is_map { tree.add_map(node, &values) } else { tree.add_list(&values) };
        let node = &mut tree.nodes[node.0 as usize];
        node.value = value;
        node.end = node.end.max(span.end);
    }
}

impl<'d> Tree<'d> {
    fn add(&mut self, span: Span, value: Value<'d>) -> NodeId {
        self.nodes.push(Node { start: span.start, end: span.end, value });
        NodeId(self.nodes.len() as u32 - 1)
    }

    fn add_list(&mut self, values: &[NodeId]) -> Value<'d> {
        let from = self.items.len() as u32;
        self.items.extend(values);
        Value::List(from..self.items.len() as u32)
    }

    /// Of a key that stands twice the first counts.
    fn add_map(&mut self, map: NodeId, values: &[NodeId]) -> Value<'d> {
        let pairs = values.chunks_exact(2).map(|pair| Entry { key: pair[0], value: pair[1] });
        // A stable sort: of two of one name the first written comes first.
        let mut sorted: Vec<Entry> = pairs.clone().collect();
        sorted.sort_by(|a, b| self.key(a.key).cmp(self.key(b.key)));
        let mut doubled: IndexSet<NodeId> = IndexSet::new();
        let mut first = 0;
        for again in 1..sorted.len() {
            let keys = [sorted[first].key, sorted[again].key];
            let is_name = keys.iter().all(|&key| matches!(self.node(key).value, Value::Scalar { .. }));
            if !is_name || self.key(keys[0]) != self.key(keys[1]) {
                first = again;
            } else if doubled.insert(keys[1]) && self.doubled.len() < MAX_DOUBLED {
                self.doubled.push(Doubled { map, first: keys[0], again: keys[1] });
            }
        }
        sorted.retain(|entry| !doubled.contains(&entry.key));
        let from = self.entries.len() as u32;
        self.entries.extend(pairs.filter(|entry| !doubled.contains(&entry.key)));
        self.sorted.extend(sorted);
        Value::Map(from..self.entries.len() as u32)
    }

    fn node(&self, node: NodeId) -> &Node<'d> {
        &self.nodes[node.0 as usize]
    }

    /// A key as text; one that is a list or a mapping is no name, and is never asked for.
    fn key(&self, node: NodeId) -> &str {
        match &self.node(node).value {
            Value::Scalar { text, .. } => text,
            _ => "",
        }
    }

    fn count(&self, steps: usize) {
        self.steps.set(self.steps.get().saturating_add(steps));
    }

    /// Whether there were too many steps: what walks the tree stops then.
    pub fn is_exhausted(&self) -> bool {
        self.steps.get() > MAX_STEPS
    }

    /// Where a node stands.
    pub fn span(&self, node: NodeId) -> Span {
        let node = self.node(node);
        Span { file: self.file, start: node.start, end: node.end }
    }

    /// Where a message about a node points: a scalar as far as its line goes, of a collection only where it begins.
    pub fn place(&self, node: NodeId) -> Span {
        let span = self.span(node);
        match self.node(node).value {
            Value::Scalar { .. } => {
                let text = self.text.get(span.range()).unwrap_or_default();
                let line = text.find(['\n', '\r']).unwrap_or(text.len());
                Span { end: span.start + line as u32, ..span }
            }
            _ => Span { end: span.start, ..span },
        }
    }

    /// The text of a scalar; `null` in all its spellings is none.
    pub fn text(&self, node: NodeId) -> Option<&str> {
        match &self.node(node).value {
            Value::Scalar { text, plain } if !(*plain && is_null(text)) => {
                self.count(text.len() / STEP);
                Some(text)
            }
            _ => None,
        }
    }

    /// Whether a node is there, but holds nothing.
    pub fn is_null(&self, node: NodeId) -> bool {
        matches!(&self.node(node).value, Value::Scalar { text, plain: true } if is_null(text))
    }

    /// Whether a node is a mapping.
    pub fn is_map(&self, node: NodeId) -> bool {
        matches!(self.node(node).value, Value::Map(_))
    }

    /// Whether a node is a list.
    pub fn is_list(&self, node: NodeId) -> bool {
        matches!(self.node(node).value, Value::List(_))
    }

    /// What a node is, for messages.
    pub fn what(&self, node: NodeId) -> &'static str {
        match self.node(node).value {
            Value::Scalar { .. } if self.is_null(node) => "empty",
            Value::Scalar { .. } => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }

    /// The items of a list; those of anything else are none.
    pub fn items(&self, node: NodeId) -> &[NodeId] {
        let items = self.all_items(node);
        self.count(items.len());
        items
    }

    fn all_items(&self, node: NodeId) -> &[NodeId] {
        match &self.node(node).value {
            Value::List(range) => &self.items[range.start as usize..range.end as usize],
            _ => &[],
        }
    }

    fn slice<'t>(&'t self, entries: &'t [Entry], node: NodeId) -> &'t [Entry] {
        match &self.node(node).value {
            Value::Map(range) => &entries[range.start as usize..range.end as usize],
            _ => &[],
        }
    }

    /// The members of a mapping in the order written, those that `<<` merges behind them; of anything else none.
    pub fn entries(&self, node: NodeId) -> Vec<Entry> {
        let own = self.slice(&self.entries, node);
        self.count(own.len());
        if self.own(node, "<<").is_none() {
            return own.to_vec();
        }
        let mut seen: IndexSet<&str> = own.iter().map(|entry| self.key(entry.key)).collect();
        let mut all: Vec<Entry> = own.iter().copied().filter(|entry| self.key(entry.key) != "<<").collect();
        for merged in self.merged(node) {
            let entries = self.slice(&self.entries, merged);
            self.count(entries.len());
            for entry in entries {
                if seen.insert(self.key(entry.key)) {
                    all.push(*entry);
                }
            }
        }
        all
    }

    fn own(&self, node: NodeId, key: &str) -> Option<NodeId> {
        let sorted = self.slice(&self.sorted, node);
        let at = sorted.partition_point(|entry| self.key(entry.key) < key);
        let entry = sorted.get(at).filter(|entry| self.key(entry.key) == key)?;
        Some(entry.value)
    }

    /// The mappings that `<<` merges into one, nearest first.
    fn merged(&self, node: NodeId) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut level = vec![node];
        for _ in 0..MAX_MERGES {
            let mut next = Vec::new();
            for source in level.iter().filter_map(|&node| self.own(node, "<<")) {
                let several = self.all_items(source);
                match several {
                    [] => next.push(source),
                    several => next.extend(several.iter().take(MAX_MERGES)),
                }
            }
            next.retain(|source| self.is_map(*source) && *source != node && !found.contains(source));
            next.truncate(MAX_MERGES);
            found.extend(&next);
            level = next;
        }
        found
    }

    /// The member `key` of a mapping, its own before those that `<<` merges.
    pub fn get(&self, node: NodeId, key: &str) -> Option<NodeId> {
        if let Some(found) = self.own(node, key) {
            return Some(found);
        }
        self.count(1);
        self.own(node, "<<")?;
        self.merged(node).into_iter().find_map(|merged| self.own(merged, key))
    }

    /// The node that a JSON pointer (RFC 6901) such as `/components/schemas/Order` leads to.
    pub fn pointer(&self, pointer: &str) -> Option<NodeId> {
        let mut node = self.root?;
        for part in pointer.split('/').skip(1) {
            let part = unescaped(part);
            node = match self.all_items(node) {
                [] => self.get(node, &part)?,
                items => *items.get(part.parse::<usize>().ok()?)?,
            };
        }
        Some(node)
    }
}

/// A part of a JSON pointer in a fragment: first the percent signs, then `~1` and `~0`.
pub(super) fn unescaped(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).filter(|two| *first == b'%' && two.iter().all(u8::is_ascii_hexdigit));
        let code = digits.and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).replace("~1", "/").replace("~0", "~")
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}
