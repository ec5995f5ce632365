//! What a character, a line and a gap measure: the one thing that differs between a layout in cells and one in pixels.
//!
//! A layout thinks in *lattice distances*: the distance from one line to another, whatever a line is. A wall in cells is a
//! row or column of its own, so a box of 5 cells spans a distance of 4; [`Metrics::wall`] is that difference.

pub mod cells;
pub mod pixels;
pub mod wrap;

use crate::geom::{Insets, Rect, Size, Unit};
use crate::scene::{SceneUnit, Text, TextRole};
use crate::view::{EdgeKind, Kind, Node};

/// A line of text and its extent, not yet placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// What it is.
    pub role: TextRole,
    /// The room it takes.
    pub size: Size,
}

/// The content of a box before it has a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// The least size of the box: content, padding and walls.
    pub size: Size,
    /// Its lines of text, from the top.
    pub lines: Vec<Line>,
}

/// What a box shows, placed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The lines of text.
    pub texts: Vec<Text>,
    /// Where the 16 by 16 kind mark stands.
    pub mark: Option<Rect>,
    /// The status tag.
    pub badge: Option<Text>,
}

/// How narrow things are to be made: a step of the width ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tightness {
    /// The widest a line of a box may get before it wraps, in cells or half-ems; a word wider than that is broken.
    pub node_wrap: usize,
    /// The widest a flow label may get, in cells or half-ems.
    pub label_wrap: usize,
    /// Whether gaps shrink to the least that is still readable.
    pub tight: bool,
}

impl Default for Tightness {
    fn default() -> Tightness {
        Tightness { node_wrap: 28, label_wrap: 24, tight: false }
    }
}

/// Where a label stands at its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelPlace {
    /// Centred on the line, which is hidden or broken behind it.
    OnLine,
    /// Beside the line: right of a vertical one.
    Beside,
}

/// Distances, seen by a layout that thinks of ranks as rows: *along* is within a rank, *across* from rank to rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spacing {
    /// Along, between the walls of neighbouring boxes.
    pub node_gap: Unit,
    /// Along, between neighbouring parallel lines of different flows.
    pub line_gap: Unit,
    /// Along, between a line and the wall of a foreign box.
    pub line_node_gap: Unit,
    /// Along, between two ports on one side.
    pub port_pitch: Unit,
    /// Along, from a corner of a box to its first port.
    pub port_margin: Unit,
    /// Across, between parallel tracks in one channel.
    pub track_pitch: Unit,
    /// Across, from a wall to the nearest track when no head is there.
    pub stub: Unit,
    /// Across, from a wall to the nearest track when a head stands at the wall.
    pub head: Unit,
    /// Across, between the walls of two ranks with a flow between them.
    pub rank_gap: Unit,
    /// Across, between the walls of two ranks with nothing between them.
    pub bare_gap: Unit,
    /// Across, from a label's row to the nearest track or wall.
    pub label_gap: Unit,
    /// Along, from a label to the next thing that is not its line.
    pub label_clear: Unit,
    /// How labels stand at lines that run across.
    pub label_place: LabelPlace,
}

/// Distances of a sequence: lifelines are columns, what happens are rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifelines {
    /// Between the walls of neighbouring heads or of the boundaries around them.
    pub head_gap: Unit,
    /// Between two rows of heads, and from a head to a lifeline that passes it.
    pub stagger: Size,
    /// From the heads, or the boundaries around them, to the first row; from the last row to the end of the lifelines.
    pub ends: (Unit, Unit),
    /// From a lifeline to the walls of a bar on it.
    pub bar: Unit,
    /// How far a bar on a bar is shifted; 0 draws them as one.
    pub bar_shift: Unit,
    /// From the upper end of a bar to the message that begins it.
    pub bar_head: Unit,
    /// Beside a label, to the lifelines or bars left and right of it.
    pub clear: Unit,
    /// The same beside a text in the wall of a frame, which goes on a little at either end of the text.
    pub wall_clear: Unit,
    /// The shortest message, from lifeline to lifeline.
    pub arrow: Unit,
    /// Above the label of a message.
    pub above: Unit,
    /// Between the label of a message and its line.
    pub label_gap: Unit,
    /// What the line of a message takes, and what is below it.
    pub below: Unit,
    /// The ring of a message to oneself: how far it reaches, and how far apart its two lines are at least.
    pub ring: Size,
    /// From a lifeline or bar, and from what is written in a frame, to its walls left and right.
    pub frame_side: Unit,
    /// Above and below the texts in the upper wall of a frame, or in one between its branches.
    pub wall_text: (Unit, Unit),
    /// Above the upper wall of a frame, above the others, and what the lower wall takes with the room below it.
    pub frame_gap: (Unit, Unit, Unit),
    /// In a note, from its walls to its text: left and right, then above and below.
    pub note: Size,
    /// Above a note, and below it.
    pub note_gap: (Unit, Unit),
    /// A drawing with taller lifelines repeats its heads at their lower ends.
    pub tall: Unit,
}

/// Distances inside cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardSpacing {
    /// From the outer edge of a box, its wall included, to what stands in it.
    pub padding: Insets,
    /// Between sections.
    pub section_gap: Unit,
    /// Between the columns of a table without rules.
    pub column_gap: Unit,
    /// Between the rows of a table without rules.
    pub row_gap: Unit,
    /// How thick a rule is: what it takes from its neighbours.
    pub rule: Unit,
    /// From a rule to the text beside it.
    pub beside_rule: Unit,
    /// From a rule to the text above or below it.
    pub over_rule: Unit,
    /// Whether tables have rules between columns and around them, and not only between rows.
    pub boxed: bool,
    /// The room of a sample of a line.
    pub mark: Size,
    /// The widest a card gets when nothing else limits it.
    pub widest: Unit,
    /// The width that columns of words keep as long as others can give way: at ease, and when it gets tight.
    pub comfortable: [Unit; 2],
    /// No word up to this width is broken.
    pub usual_word: Unit,
}

/// Measures text and boxes in one unit.
pub trait Metrics {
    /// The unit.
    fn unit(&self) -> SceneUnit;

    /// What a box's two walls add to its distance: 1 in cells, 0 in pixels.
    fn wall(&self) -> Unit {
        match self.unit() {
            SceneUnit::Cell => 1,
            SceneUnit::Px => 0,
        }
    }

    /// Distances for ranks that are rows (`horizontal` false) or columns.
    fn spacing(&self, horizontal: bool, tightness: Tightness) -> Spacing;

    /// The content and least size of a leaf box.
    fn node(&self, node: &Node, tightness: Tightness) -> Content;

    /// Where a leaf box's content goes, once its rectangle (at least [`Content::size`]) is known.
    fn place_node(&self, node: &Node, content: &Content, rect: Rect) -> Placed;

    /// Padding from a boundary's walls to its insides, as lattice distances on the page; the top one leaves room for
    /// [`Metrics::title`] when the title stands inside the wall.
    fn padding(&self, node: &Node, tightness: Tightness) -> Insets;

    /// The content and least size of a boundary: its title, wrapped when it is very long, and the least box around it.
    fn title(&self, node: &Node, tightness: Tightness) -> Content;

    /// Where a boundary's title goes when its text begins `offset` right of the boundary's left wall.
    fn place_title(&self, node: &Node, content: &Content, rect: Rect, offset: Unit) -> Placed;

    /// The offsets from the left wall that a title placed at `offset` keeps for itself in or below the top wall: no flow may
    /// cross the wall there. Half-open lattice range.
    fn title_span(&self, content: &Content, offset: Unit) -> std::ops::Range<Unit>;

    /// The least offset of a title from the left wall.
    fn title_offset(&self) -> Unit;

    /// A flow's label, wrapped about as narrow as asked.
    fn label(&self, caption: &str, tightness: Tightness) -> Vec<Line>;

    /// A flow's label, in lines that are no wider than `limit`.
    fn label_within(&self, caption: &str, limit: Unit) -> Vec<Line>;

    /// A text of any other role, in lines that are no wider than `limit`.
    fn lines(&self, text: &str, role: TextRole, limit: Unit) -> Vec<Line>;

    /// The width that `count` letters of usual text take.
    fn letters(&self, count: usize) -> Unit;

    /// Distances of a sequence.
    fn lifelines(&self, tight: bool) -> Lifelines;

    /// The word in the corner of a frame, as a field of its own; `None` where it stands before the condition.
    fn tab(&self, word: &str) -> Option<Line>;

    /// A step number's disc or text.
    fn step(&self, step: &str) -> Line;

    /// The title of the drawing, wrapped to `width` when it is given.
    fn heading(&self, title: &str, width: Option<Unit>) -> Vec<Line>;

    /// A line under the drawing, wrapped to `width`.
    fn note(&self, text: &str, width: Unit) -> Vec<Line>;

    /// The size of a legend entry's sample, and its words.
    fn legend_line(&self, kind: EdgeKind) -> (Size, Line);

    /// The same for a kind of box.
    fn legend_kind(&self, kind: Kind) -> (Size, Line);

    /// Distances inside cards.
    fn card(&self) -> CardSpacing;

    /// A text on one line.
    fn text(&self, text: &str, role: TextRole) -> Line;

    /// The widest a card among others may get at a step of the width ladder.
    fn card_limit(&self, tightness: Tightness) -> Unit;

    /// Free space around the whole drawing, and between it and its heading and legend.
    fn margin(&self) -> Unit;
}
