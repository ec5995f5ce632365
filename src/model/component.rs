//! Components and boundaries: what a system is made of, and what is said about each.

use super::kind::Kind;
use super::surface::SurfaceId;
use super::words::words;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Extra, Name, Quantity, Text};

/// An index into [`Model::elements`](super::Model::elements).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId(pub u32);

impl ElementId {
    /// As an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// An index into [`Model::kinds`](super::Model::kinds).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KindId(pub u32);

impl KindId {
    /// As an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A component, or a boundary around components.
#[derive(Clone, Debug)]
pub struct Element {
    /// Its place in the model.
    pub id: ElementId,
    /// Its own name.
    pub name: Name,
    /// Its full dotted name, such as `shop.data.sql`: unique in the model.
    pub path: String,
    /// What is written on it: the label, or the name without one.
    pub label: String,
    /// The word of its kind: a built-in one's, or the user's.
    pub kind: String,
    /// The built-in kind it is, or is made from.
    pub base: Kind,
    /// The user's kind, when it is of one.
    pub user_kind: Option<KindId>,
    /// `[technology]`.
    pub tech: Option<Text>,
    /// `#tags`.
    pub tags: Vec<Name>,
    /// The boundary around it.
    pub parent: Option<ElementId>,
    /// What lies directly in it, in the order declared.
    pub children: Vec<ElementId>,
    /// What its body says about it.
    pub facts: Facts,
    /// How its insides like to be laid out.
    pub hints: Hints,
    /// Its API surfaces.
    pub surfaces: Vec<SurfaceId>,
    /// `x-` attributes.
    pub extras: Vec<Extra>,
    /// Whether something said about it could not be resolved: then nobody complains of what it lacks.
    pub incomplete: bool,
    /// All of its statement.
    pub span: Span,
}

impl Element {
    /// Whether it is drawn as a boundary: it holds elements, or is of a boundary kind.
    pub fn is_boundary(&self) -> bool {
        self.base.is_boundary() || !self.children.is_empty()
    }
}

/// What the body of an element says about it.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// `does "…"`: its one responsibility.
    pub does: Option<Text>,
    /// `why "…"`: why it is separate.
    pub why: Option<Text>,
    /// `purpose "…"`: what a system is for.
    pub purpose: Option<Text>,
    /// `owns Order`: the entities it is the owner of.
    pub owns: Vec<Name>,
    /// `stores Order`: the entities it holds.
    pub stores: Vec<Name>,
    /// `publishes order.created "when …"`.
    pub publishes: Vec<Publication>,
    /// `consumes order.created`.
    pub consumes: Vec<Name>,
    /// `caches "User session" ttl 24h until "logout"`.
    pub caches: Vec<CacheRow>,
    /// `replicas 3`.
    pub replicas: Option<Quantity>,
    /// `stateless`, and where it says so.
    pub stateless: Option<Span>,
    /// `unit "checkout"`: what it is deployed with.
    pub unit: Option<Text>,
    /// `slo 99.95%`.
    pub slo: Option<Quantity>,
    /// `status new`.
    pub status: Option<Spanned<Status>>,
    /// `link "https://…"`, as written.
    pub link: Option<Text>,
}

/// `publishes order.created "when an order is created"`.
#[derive(Clone, Debug)]
pub struct Publication {
    /// The event.
    pub event: Name,
    /// When it is published.
    pub when: Option<Text>,
}

/// A row of the cache table.
#[derive(Clone, Debug)]
pub struct CacheRow {
    /// What is cached.
    pub what: Text,
    /// For how long.
    pub ttl: Option<Quantity>,
    /// Until what happens.
    pub until: Option<Text>,
    /// Where it was written.
    pub span: Span,
}

words! {
    /// Whether an element is there already.
    Status "status" {
        New = "new",
        Existing = "existing",
        Changed = "changed",
        Removed = "removed",
    }
}

words! {
    /// The way flows run.
    Direction "direction" {
        Down = "down",
        Right = "right",
        Up = "up",
        Left = "left",
    }
}

impl Direction {
    /// Whether ranks are columns.
    pub const fn is_horizontal(self) -> bool {
        matches!(self, Direction::Right | Direction::Left)
    }
}

/// How the insides of a boundary, or the top level, like to be laid out.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// `direction right`.
    pub direction: Option<Spanned<Direction>>,
    /// `row a b c`: direct insides, side by side, in this order.
    pub rows: Vec<(Vec<ElementId>, Span)>,
    /// `above a b`: direct insides.
    pub above: Vec<(ElementId, ElementId, Span)>,
}

/// Whether a link may be followed from a drawing: a web or mail address, or a relative one. Browsers skip white space
/// at the ends and control characters anywhere, so the former is ignored here, and the latter are refused.
///
/// ```
/// use cutaway::model::component::is_safe_link;
/// assert!(is_safe_link("https://example.org/a?b=c:d") && is_safe_link("docs/orders.md#api"));
/// assert!(!is_safe_link("javascript:alert(1)") && !is_safe_link(" java\nscript:alert(1)"));
/// ```
pub fn is_safe_link(link: &str) -> bool {
    let link = link.trim();
    if link.is_empty() || link.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return false;
    }
    let head = link.split(['/', '?', '#']).next().unwrap_or(link);
    match head.split_once(':') {
        Some((scheme, _)) => ["http", "https", "mailto"].contains(&scheme.to_ascii_lowercase().as_str()),
        None => true,
    }
}
