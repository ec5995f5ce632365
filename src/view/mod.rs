//! What to show: the elements and flows of one view, chosen, grouped and ordered, without sizes or places.
//!
//! A view is made from the model and holds all that a layout and a renderer need, so that neither looks anything up.
//! Nodes and edges stand in declaration order, which breaks every tie further down the pipeline. A container's
//! nodes come after it.

pub mod clean;

use crate::source::Span;
use serde::Serialize;

/// An index into [`View::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// An index into [`View::edges`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EdgeId(pub u32);

impl NodeId {
    /// As an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl EdgeId {
    /// As an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A graph view: what is drawn as boxes, boundaries and lines.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The view's name as asked for, such as `components`.
    pub name: String,
    /// The title over the drawing.
    pub title: String,
    /// Boxes and boundaries; a container precedes what it holds.
    pub nodes: Vec<Node>,
    /// Lines between them.
    pub edges: Vec<Edge>,
    /// Where flows run at the top level, when the source or the user asks for one.
    pub direction: Option<Direction>,
    /// Hints for the top level.
    pub hints: Hints,
}

/// A box, or a boundary with boxes inside.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its full dotted name, such as `shop.data.sql`: unique in the view.
    pub id: String,
    /// What is written on it.
    pub label: String,
    /// The word of its kind: a built-in kind's name, or the user's.
    pub kind: String,
    /// The built-in kind it is, or is made from.
    pub base: Kind,
    /// `[technology]`.
    pub tech: Option<String>,
    /// `does "…"`.
    pub does: Option<String>,
    /// The boundary around it.
    pub parent: Option<NodeId>,
    /// Whether it is drawn as a boundary; one without insides is still a boundary.
    pub container: bool,
    /// How it is drawn.
    pub look: Look,
    /// `status …`.
    pub status: Option<Status>,
    /// `link "https://…"`.
    pub link: Option<String>,
    /// Tags, as further classes for scripts and styles.
    pub tags: Vec<String>,
    /// Where its flows run, when it says so itself.
    pub direction: Option<Direction>,
    /// Layout hints for its insides.
    pub hints: Hints,
    /// Where it was declared.
    pub span: Span,
}

/// A line between two nodes.
#[derive(Clone, Debug)]
pub struct Edge {
    /// Stable id, such as `e7`: unique in the view.
    pub id: String,
    /// Source.
    pub from: NodeId,
    /// Target.
    pub to: NodeId,
    /// How it is drawn.
    pub kind: EdgeKind,
    /// Heads at both ends.
    pub both: bool,
    /// What is written on it, as one line of text; empty without a label. Errors begin with their mode, not with a mark.
    pub label: String,
    /// `[method/format]` as written, when it is not part of the label.
    pub tech: Option<String>,
    /// A journey's step numbers, such as `3` or `3a`, drawn as a disc on the line.
    pub step: Option<String>,
    /// How many flows a collapsed view merged into this one; 1 for a flow as written.
    pub count: u32,
    /// Tags.
    pub tags: Vec<String>,
    /// Where it was declared.
    pub span: Span,
}

impl Edge {
    /// The label as it is drawn: text and technology, joined by a middle dot; a count when flows were merged.
    pub fn caption(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        if !self.label.is_empty() {
            parts.push(self.label.clone());
        }
        if let Some(tech) = self.tech.as_deref().filter(|tech| !tech.is_empty()) {
            parts.push(tech.to_owned());
        }
        let mut caption = parts.join(" · ");
        if self.count > 1 {
            caption = if caption.is_empty() {
                format!("{}×", self.count)
            } else {
                format!("{caption} (×{})", self.count)
            };
        }
        caption
    }
}

/// Hints for the insides of one boundary, or of the top level.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// `row a b c`: side by side, in this order.
    pub rows: Vec<(Vec<NodeId>, Span)>,
    /// `above a b`.
    pub above: Vec<(NodeId, NodeId, Span)>,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EdgeKind {
    /// The source waits: solid, filled head.
    Sync,
    /// The source goes on: dashed, open head.
    Async,
    /// A failure travels: double in text, red with a cross in SVG.
    Error,
    /// A reply: thin and dotted.
    Return,
}

impl EdgeKind {
    /// The word used in JSON and classes.
    pub const fn word(self) -> &'static str {
        match self {
            EdgeKind::Sync => "sync",
            EdgeKind::Async => "async",
            EdgeKind::Error => "error",
            EdgeKind::Return => "return",
        }
    }
}

/// The way flows run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Top to bottom.
    Down,
    /// Left to right.
    Right,
    /// Bottom to top.
    Up,
    /// Right to left.
    Left,
}

impl Direction {
    /// The word of the language.
    pub const fn word(self) -> &'static str {
        match self {
            Direction::Down => "down",
            Direction::Right => "right",
            Direction::Up => "up",
            Direction::Left => "left",
        }
    }

    /// Whether ranks are columns.
    pub const fn is_horizontal(self) -> bool {
        matches!(self, Direction::Right | Direction::Left)
    }
}

/// `status …`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each variant is the word of the same name")]
pub enum Status {
    New,
    Existing,
    Changed,
    Removed,
}

impl Status {
    /// The word of the language.
    pub const fn word(self) -> &'static str {
        match self {
            Status::New => "new",
            Status::Existing => "existing",
            Status::Changed => "changed",
            Status::Removed => "removed",
        }
    }
}

/// The built-in kinds of elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each variant is the kind of the same name")]
pub enum Kind {
    Person,
    External,
    App,
    Gateway,
    Service,
    Worker,
    Function,
    Job,
    Database,
    Cache,
    Queue,
    Topic,
    Storage,
    Search,
    Cdn,
    Library,
    Middleware,
    Component,
    System,
    Boundary,
    Layer,
    Zone,
    Group,
}

impl Kind {
    /// Every kind, in the order of the manual.
    pub const ALL: [Kind; 23] = [
        Kind::Person,
        Kind::External,
        Kind::App,
        Kind::Gateway,
        Kind::Service,
        Kind::Worker,
        Kind::Function,
        Kind::Job,
        Kind::Database,
        Kind::Cache,
        Kind::Queue,
        Kind::Topic,
        Kind::Storage,
        Kind::Search,
        Kind::Cdn,
        Kind::Library,
        Kind::Middleware,
        Kind::Component,
        Kind::System,
        Kind::Boundary,
        Kind::Layer,
        Kind::Zone,
        Kind::Group,
    ];

    /// The word of the language.
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::External => "external",
            Kind::App => "app",
            Kind::Gateway => "gateway",
            Kind::Service => "service",
            Kind::Worker => "worker",
            Kind::Function => "function",
            Kind::Job => "job",
            Kind::Database => "database",
            Kind::Cache => "cache",
            Kind::Queue => "queue",
            Kind::Topic => "topic",
            Kind::Storage => "storage",
            Kind::Search => "search",
            Kind::Cdn => "cdn",
            Kind::Library => "library",
            Kind::Middleware => "middleware",
            Kind::Component => "component",
            Kind::System => "system",
            Kind::Boundary => "boundary",
            Kind::Layer => "layer",
            Kind::Zone => "zone",
            Kind::Group => "group",
        }
    }

    /// The kind of that word.
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether it is one of the boundary kinds.
    pub const fn is_boundary(self) -> bool {
        matches!(self, Kind::System | Kind::Boundary | Kind::Layer | Kind::Zone | Kind::Group)
    }
}

/// How a node is drawn: roles, never colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Look {
    /// Outline.
    pub shape: Shape,
    /// Stroke of the outline.
    pub border: Border,
    /// Colour role.
    pub accent: Accent,
}

/// The outlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each variant is the word of the same name")]
pub enum Shape {
    Box,
    Rounded,
    Cylinder,
    Pipe,
    Hexagon,
    Person,
    Folder,
}

/// The strokes of an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each variant is the word of the same name")]
pub enum Border {
    Solid,
    Dashed,
    Double,
}

/// The colour roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each variant is the word of the same name")]
pub enum Accent {
    Neutral,
    Person,
    App,
    Service,
    Data,
    Messaging,
    External,
    Info,
    Warning,
    Error,
}
