//! The drawing: where everything is, with nothing left to look up.
//!
//! A scene is made by a layout and read by the renderers that draw. It holds boxes ([`Node`]), lines ([`Edge`]), and texts
//! with their places. Its unit is the pixel or the text cell; a scene in one unit is never rescaled to the other.
//!
//! What holds in every scene:
//!
//! - Leaf boxes are disjoint; a box lies strictly inside the box of its parent; siblings are disjoint.
//! - An edge's points run from the border of its source to the border of its target, each segment horizontal or vertical,
//!   no two neighbouring segments in one line. No segment touches a box that is neither an end nor around an end.
//! - Labels touch no box but those around them, no title, no other label, and no line of another edge.
//! - Two edges share no stretch of line; they meet only where one crosses the other straight.
//!
//! [`faults`] finds what breaks these rules.
//!
//! In a sequence the lifeline under a box, or the bar on it, is the box's border: edges run from one to another, and cross
//! those between them. Its labels touch no lifeline, bar, frame or note; see [`panel`].
//!
//! In cells, a box `x y w h` owns the cells `x..x+w` by `y..y+h`, its walls included: the right wall is column `x+w-1`
//! and the lower wall row `y+h-1`. Points are cells; the first and the last lie on walls. In pixels, walls are lines
//! without width at `x`, `x+w`, `y` and `y+h`.

pub mod card;
pub mod cells;
pub mod faults;
pub mod font;
pub mod panel;
pub mod shape;

pub use panel::{Panel, PanelKind, Rule, RuleKind};

use crate::geom::{Point, Rect, Size};
use crate::source::Span;
use crate::view::{Accent, Border, EdgeKind, Kind, OUTCOME, Shape, Status};

/// What a unit of a scene is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SceneUnit {
    /// Pixels of the SVG.
    Px,
    /// Cells of text.
    Cell,
}

/// A drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// The view's name.
    pub view: String,
    /// The title.
    pub title: String,
    /// What a length means.
    pub unit: SceneUnit,
    /// Everything lies in `0..w` by `0..h`, the title and the legend included.
    pub size: Size,
    /// Where the title stands; its text is `title`, possibly wrapped, a [`Text`] per line.
    pub heading: Vec<Text>,
    /// Boxes, containers before what they hold.
    pub nodes: Vec<Node>,
    /// Lines, in the order of the view.
    pub edges: Vec<Edge>,
    /// Fields behind and on the lines, outer ones first: frames, bars, notes.
    pub panels: Vec<Panel>,
    /// Lines without heads: lifelines, separators.
    pub rules: Vec<Rule>,
    /// What the line styles and marks mean; only those that occur.
    pub legend: Vec<LegendItem>,
    /// Labels that found no room at their line: `[3] the text`, in the order of their numbers.
    pub notes: Vec<Text>,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Full dotted name.
    pub id: String,
    /// The word of its kind.
    pub kind: String,
    /// The built-in kind behind it.
    pub base: Kind,
    /// The whole label, as declared.
    pub label: String,
    /// Index of the box around it.
    pub parent: Option<usize>,
    /// Whether it is a boundary.
    pub container: bool,
    /// How many boundaries are around it.
    pub depth: usize,
    /// Its place.
    pub rect: Rect,
    /// Outline.
    pub shape: Shape,
    /// Stroke of the outline.
    pub border: Border,
    /// Colour role.
    pub accent: Accent,
    /// Its status.
    pub status: Option<Status>,
    /// Where a click leads.
    pub link: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// The lines of text on it: label, technology, responsibility; a boundary's title.
    pub texts: Vec<Text>,
    /// Where its 16 by 16 kind mark stands (pixels only).
    pub mark: Option<Rect>,
    /// Where its status tag, such as `new`, stands.
    pub badge: Option<Text>,
    /// What stands in it below its texts, when it is a card.
    pub card: Option<card::Card>,
    /// Where it was declared.
    pub span: Span,
}

impl Node {
    /// Whether it is no element, but what comes of a failure.
    pub fn is_outcome(&self) -> bool {
        self.id.starts_with(OUTCOME)
    }
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Stable id.
    pub id: String,
    /// Index of the source box.
    pub from: usize,
    /// Index of the target box.
    pub to: usize,
    /// How it is drawn.
    pub kind: EdgeKind,
    /// Heads at both ends.
    pub both: bool,
    /// From the border of the source to the border of the target; at least two.
    pub points: Vec<Point>,
    /// Its label, a [`Text`] per line.
    pub labels: Vec<Text>,
    /// Step number, with its place on the line.
    pub step: Option<Text>,
    /// The whole label, as declared.
    pub caption: String,
    /// What is done when it fails, in words.
    pub plans: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Where it was declared.
    pub span: Span,
}

/// A line of text with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// What it says, already sanitised and wrapped: one line.
    pub text: String,
    /// What it is.
    pub role: TextRole,
    /// The room kept for it.
    pub rect: Rect,
}

/// What a text is; decides size, weight and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextRole {
    /// The drawing's title.
    Heading,
    /// A boundary's title.
    Title,
    /// A component's label.
    Label,
    /// Technology, tag or responsibility under it.
    Detail,
    /// A flow's label.
    Flow,
    /// A step number.
    Step,
    /// A legend entry.
    Legend,
    /// A status tag.
    Badge,
    /// The heading of a part of a card.
    Section,
    /// The head of a column.
    Head,
    /// Words in a table.
    Cell,
    /// A method, a path or a code in a table: what a machine reads.
    Code,
    /// The name of something in a table.
    Term,
    /// A failure and what is done, in a table.
    Failure,
}

/// One entry of the legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendItem {
    /// What is shown beside the words.
    pub sample: LegendSample,
    /// The sample's place.
    pub rect: Rect,
    /// The words.
    pub text: Text,
}

/// What a legend entry shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LegendSample {
    /// A stretch of line.
    Line(EdgeKind),
    /// A kind of box.
    Kind(Kind),
    /// A box that says what comes of a failure.
    Outcome,
    /// The frame around what is done about a failure, in a sequence.
    Failure,
}
