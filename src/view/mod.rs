//! What to show: the elements and flows of one view, chosen, grouped and ordered, without sizes or places.
//!
//! A view is made from the model and holds all that a layout and a renderer need, so that neither looks anything up.
//! Nodes and edges stand in declaration order, which breaks every tie further down the pipeline. A container's
//! nodes come after it.

pub mod api;
pub mod boxes;
pub mod card;
pub mod clean;
pub mod components;
pub mod dataflow;
mod edges;
pub mod elements;
pub mod entities;
pub mod filter;
pub mod matrix;
pub mod journey;
pub mod plans;
pub mod script;
pub mod sequence;

pub use crate::model::{Accent, Border, Direction, Kind, Look, Shape, Status, ViewKind};

use crate::diag::{Diagnostic, Outcome, codes};
use crate::model::select::{read_view, unknown_view};
use crate::model::{Model, NamedView, ViewOf};
use crate::source::Span;
use serde::Serialize;

/// A kind of view that can be drawn.
pub struct KindEntry {
    /// Which one.
    pub kind: ViewKind,
    /// What it shows, in a few words.
    pub summary: &'static str,
    /// The names and titles of the views of this kind that a model has unasked.
    pub list: fn(&Model) -> Vec<(String, String)>,
    /// Makes the view.
    pub project: fn(&Model, &ViewSpec<'_>) -> Outcome<View>,
}

/// The views, in the order they are listed. Adding one is a file and a line.
pub const KINDS: &[KindEntry] = &[
    KindEntry {
        kind: ViewKind::Components,
        summary: "boxes in nested boundaries, flows, error paths",
        list: components::list,
        project: components::project,
    },
    KindEntry {
        kind: ViewKind::Dataflow,
        summary: "a journey as a numbered graph with its error paths",
        list: dataflow::list,
        project: dataflow::project,
    },
    KindEntry {
        kind: ViewKind::Sequence,
        summary: "a journey as lifelines and messages, with frames for its branches and failures",
        list: sequence::list,
        project: sequence::project,
    },
    KindEntry {
        kind: ViewKind::Api,
        summary: "endpoints, events, callers and calls of each API surface",
        list: api::list,
        project: api::project,
    },
    KindEntry {
        kind: ViewKind::Matrix,
        summary: "every flow as a row: method, format, failure handling",
        list: matrix::list,
        project: matrix::project,
    },
    KindEntry {
        kind: ViewKind::Entities,
        summary: "entities with fields, relations, owner and store",
        list: entities::list,
        project: entities::project,
    },
];

/// A view as asked for.
#[derive(Clone, Copy, Debug)]
pub struct ViewSpec<'a> {
    /// Its name, such as `components:shop.data` or `payments`.
    pub name: &'a str,
    /// The built-in view it is, or adjusts.
    pub of: ViewOf,
    /// How a named view adjusts it.
    pub named: Option<&'a NamedView>,
}

/// Every view of a model that can be drawn, with its title: the built-in ones, then the named ones. A named view takes
/// the place of a built-in one of its name.
pub fn list(model: &Model) -> Vec<(String, String)> {
    let mut views: Vec<(String, String)> = KINDS.iter().flat_map(|entry| (entry.list)(model)).collect();
    for view in &model.views {
        if view.of.is_none_or(|of| entry(of.kind).is_none()) {
            continue;
        }
        let title = view.label.clone().unwrap_or_else(|| view.name.value.clone());
        let title = clean::line(&title);
        match views.iter_mut().find(|(name, _)| *name == view.name.value) {
            Some(built_in) => built_in.1 = title,
            None => views.push((view.name.value.clone(), title)),
        }
    }
    views
}

/// Makes the view of that name. An unknown one is an error, and the value an empty view.
pub fn project(model: &Model, name: &str) -> Outcome<View> {
    let name: String = unicode_normalization::UnicodeNormalization::nfc(name.trim()).collect();
    let nowhere = Span::default();
    let named = model.views.iter().find(|view| view.name.value == name);
    let of = match named {
        // That it adjusts nothing was said where it is declared.
        Some(NamedView { of: None, .. }) => return Outcome::clean(View { name, ..View::default() }),
        Some(NamedView { of: Some(of), .. }) => *of,
        None => match read_view(model, &name, nowhere) {
            Ok(of) => of,
            Err(mut diagnostic) => {
                if diagnostic.code == codes::UNKNOWN_VIEW {
                    *diagnostic = unknown(model, &name);
                }
                return Outcome { value: View { name, ..View::default() }, diagnostics: vec![*diagnostic] };
            }
        },
    };
    match entry(of.kind) {
        Some(entry) => (entry.project)(model, &ViewSpec { name: &name, of, named }),
        None => {
            let diagnostics = vec![undrawn(&name, of.kind, named)];
            Outcome { value: View { name, kind: of.kind, ..View::default() }, diagnostics }
        }
    }
}

fn entry(kind: ViewKind) -> Option<&'static KindEntry> {
    KINDS.iter().find(|entry| entry.kind == kind)
}

/// A view of a kind that the language has, and this version does not draw.
fn undrawn(name: &str, kind: ViewKind, named: Option<&NamedView>) -> Diagnostic {
    let kind = kind.word();
    let message = match named {
        Some(_) => format!("the view `{name}` cannot be drawn: this version draws no `{kind}` view yet"),
        None => format!("`{name}` cannot be drawn: this version draws no `{kind}` view yet"),
    };
    let drawn: Vec<String> = KINDS.iter().map(|entry| format!("`{}`", entry.kind.word())).collect();
    Diagnostic::error(codes::UNKNOWN_VIEW, named.map_or(Span::default(), |named| named.name.span), message)
        .here("not drawn yet")
        .help(format!("ask for another kind of view: {}", drawn.join(", ")))
}

fn unknown(model: &Model, name: &str) -> Diagnostic {
    let views = list(model);
    let known: Vec<&str> = views.iter().map(|(name, _)| name.as_str()).collect();
    unknown_view(name, Span::default(), &known)
}

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

/// What is drawn: boxes, boundaries and lines, with what the sort of view adds to them.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The view's name as asked for, such as `components`.
    pub name: String,
    /// What sort of view it is.
    pub kind: ViewKind,
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
    /// In which order the edges are travelled, for the view of a journey; empty for all others.
    pub script: Vec<script::Event>,
    /// What is said under the drawing, a line each.
    pub remarks: Vec<String>,
    /// How edges ask to be drawn, by edge; those beyond its end are as usual.
    pub pull: Vec<Pull>,
}

/// How an edge asks to be drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pull {
    /// As its kind has it.
    #[default]
    Usual,
    /// On the main path, which is one straight line if it can be.
    Main,
    /// An answer: it runs back, whatever that costs, so that what it answers need not.
    Back,
}

impl View {
    /// How an edge asks to be drawn.
    pub fn pull(&self, edge: EdgeId) -> Pull {
        self.pull.get(edge.index()).copied().unwrap_or_default()
    }

    /// How many names stand in its hints; none without a hint.
    pub fn hinted(&self) -> usize {
        let hints = self.nodes.iter().map(|node| &node.hints).chain(std::iter::once(&self.hints));
        hints
            .map(|hints| hints.rows.iter().map(|(row, _)| row.len()).sum::<usize>() + 2 * hints.above.len())
            .sum()
    }

    /// Where flows run when nobody asks for a direction: a journey reads as a line of text does.
    pub const fn usual_direction(&self) -> Direction {
        match self.kind {
            ViewKind::Dataflow => Direction::Right,
            _ => Direction::Down,
        }
    }
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
    /// What stands in it, when that is more than a name.
    pub card: Option<card::Card>,
    /// Where it was declared.
    pub span: Span,
}

/// How the id of an outcome begins: as no name does.
pub const OUTCOME: char = '!';

impl Node {
    /// Whether it is no element, but what comes of a failure; its id is `!` and a step number.
    pub fn is_outcome(&self) -> bool {
        self.id.starts_with(OUTCOME)
    }
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
    /// What is done when it fails, in words, plan by plan: `down: respond 503, alert oncall`. Those that lead elsewhere
    /// are edges of their own too.
    pub plans: Vec<String>,
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
