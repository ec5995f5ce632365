//! Failures of which nothing is drawn but words.
//!
//! In pixels such a failure is a frame like any other, with its words behind the tab in its corner. In cells the words would
//! stand in the upper wall, between two lifelines, and the lower wall right below; so they stand on the lifelines, as a note
//! does, in all the room from wall to wall:
//!
//! ```text
//!     │ 4 predict ┌┴┐
//!     ├──────────▶│ │
//!   ╔═╧═══════════╧═╧═╗
//!   ║ ✗ 4a down:      ║
//!   ║ fallback "none" ║
//!   ╚═╤═══════════╤═╤═╝
//! ```
//!
//! Where something is answered, its words stand in the wall. What does not fit there hangs below, between the lifelines, with the
//! number alone in the wall; in which way it fails comes before what is done about it, which a note can say as well:
//!
//! ```text
//!   ╔═╪═╪═ ✗ 3a ═╪═╪═╗
//!   ║ │ │ slow > │ │ ║
//!   ║ │ │ 800ms  │ │ ║
//!   ║ │ │ 504    │ │ ║
//!   ║ │ │◀═══════╡ │ ║
//!   ╚═╪═╪════════╪═╪═╝
//! ```

use super::keep::Header;
use super::sheet::{Extent, NoteBox, Row, Sheet, number_of, widest};
use crate::geom::Unit;
use crate::layout::metrics::Line;
use crate::scene::{SceneUnit, TextRole};
use crate::view::script::{Frame, FrameKind};

impl Sheet<'_> {
    /// Whether a frame is drawn as nothing but words.
    pub(super) fn is_told(&self, frame: &Frame) -> bool {
        frame.kind == FrameKind::Failure
            && self.metrics.unit() == SceneUnit::Cell
            && !frame.branches.is_empty()
            && frame.branches.iter().all(|branch| branch.events.is_empty())
    }

    /// Its words, over the columns `near`.
    pub(super) fn told(&mut self, frame: &Frame, near: Extent) -> Extent {
        let index = self.notes.len();
        let texts = frame.branches.iter().enumerate().map(|(place, branch)| {
            let words = self.header(frame, place);
            match self.kept.told.contains(&(index, place)) {
                true => words,
                false => self.shortened(words, number_of(true, branch.number.as_deref()).as_deref()),
            }
        });
        let texts = texts.collect();
        self.over(near.lo, near.hi, texts, true)
    }

    /// What stands in the wall above a branch: its words, when they have room, or its number.
    pub(super) fn in_wall(&mut self, place: (usize, usize), words: String, number: &str) -> String {
        match self.kept.headers.get(&place).cloned() {
            None => self.shortened(words, Some(number).filter(|number| !number.is_empty())),
            Some(Header::Whole) => words,
            Some(Header::Rows(rows)) => rows,
            Some(Header::Cause(rows)) => {
                self.explain(number, words[number.len()..].trim_start());
                rows
            }
        }
    }

    /// The label of what is answered in the frame of a failure, whose number stands in the wall above it; that number, when it is
    /// too long for this setting.
    pub(super) fn answered(&mut self, text: String) -> String {
        let number = number_of(true, self.inside.as_deref()).unwrap_or_default();
        let length = text.chars().count();
        if length <= self.setting.notes || length <= number.chars().count() {
            return text;
        }
        self.explain(&number, &text);
        number
    }

    /// How much wider than what stands in a wall the rows below it may be.
    pub(super) fn lower_clear(&self) -> Unit {
        2 * (self.space.wall_clear - self.space.clear)
    }

    /// The lines of a note, one with the words of a failure like a label: its mark stays with the words behind it.
    pub(super) fn note_lines(&self, note: &NoteBox, limit: Unit) -> Vec<Line> {
        let lines = |text: &String| match note.failure {
            true => self.metrics.label_within(text, limit),
            false => self.metrics.lines(text, TextRole::Detail, limit),
        };
        note.texts.iter().flat_map(lines).collect()
    }

    /// The widest that the text of a note may make it.
    pub(super) fn note_wrap(&self, failure: bool) -> Unit {
        // A remark is a sentence; there are many failures, and their drawing is not to get wider for them than for labels.
        if failure { self.wrap() } else { self.wrap() * 3 / 2 }
    }

    /// Adds a note over the columns from `lo` to `hi`.
    pub(super) fn over(&mut self, lo: usize, hi: usize, texts: Vec<String>, failure: bool) -> Extent {
        let (left, right) = (self.reach[lo].0, self.reach[hi].1);
        let side = self.space.frame_side;
        let extent = Extent { lo, hi, left: left + side, right: right + side };
        let mut note = NoteBox { extent, texts, width: 0, failure };
        note.width = widest(&self.note_lines(&note, self.note_wrap(failure)));
        if lo == hi {
            let whole = note.width + 2 * self.space.note.w - self.metrics.wall();
            note.extent.left = extent.left.max(whole / 2);
            note.extent.right = extent.right.max(whole - whole / 2);
        }
        let extent = note.extent;
        self.rows.push(Row::Note(self.notes.len()));
        self.notes.push(note);
        extent
    }
}

/// Whether a line of what stands in a wall hangs below it, by itself: its number alone stands in the wall then.
pub(super) fn is_hung(text: &str, row: usize) -> bool {
    row > 0 && text.contains('\n')
}
