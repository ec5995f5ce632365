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
