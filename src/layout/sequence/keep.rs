//! Texts that stay in the drawing though they are too long for its setting: they have room where they stand.
//!
//! Before: a sheet whose long texts are notes, and its columns. After: those that need no more than the room between their
//! lifelines, in a few lines, are known; a sheet that keeps them asks for nothing that these columns do not give.

use super::columns::Columns;
use super::sheet::{Sheet, widest};
use crate::geom::Unit;
use crate::layout::metrics::Line;
use std::collections::BTreeSet;

/// More lines than this are for a note.
const LINES: usize = 3;
/// The same where a text is as wide as what it stands on.
const LINES_TOLD: usize = 6;

/// The texts that stay.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    /// Labels, by edge.
    pub messages: BTreeSet<usize>,
    /// What is written in the walls of frames, by frame and branch.
    pub headers: BTreeSet<(usize, usize)>,
    /// The words of failures of which nothing else is drawn, by note and paragraph.
    pub told: BTreeSet<(usize, usize)>,
}

/// Finds them. `full` is the same sheet with all of its texts.
pub(super) fn texts(sheet: &Sheet<'_>, columns: &Columns, full: &Sheet<'_>) -> Kept {
    let mut kept = Kept::default();
    let between = |gap: usize, clear: Unit| {
        let (left, right) =
            (columns.x[gap] + sheet.reach[gap].1, columns.x[gap + 1] - sheet.reach[gap + 1].0);
        right - left - sheet.beside(clear)
    };
    let fits = |lines: &dyn Fn(Unit) -> Vec<Line>, room: Unit| {
        let there = lines(room);
        // The columns are asked for the room that it needs when it is wrapped as the setting says.
        there.len() <= LINES && widest(&there) <= room && widest(&lines(sheet.wrap())) <= room
    };
    for (edge, caption) in full.captions.iter().enumerate() {
        let (from, to) = sheet.ends(edge);
        if from != to {
            let room = between(columns.gap[edge], sheet.space.clear);
            if fits(&|limit| sheet.metrics.label_within(caption, limit), room) {
                kept.messages.insert(edge);
            }
        }
    }
    for (index, frame) in full.frames.iter().enumerate() {
        let extent = sheet.frames[index].extent;
        if extent.lo == extent.hi {
            continue;
        }
        let room = between(columns.wall_gap[index], sheet.space.wall_clear);
        for (branch, words) in frame.headers.iter().enumerate() {
            if fits(&|limit| sheet.header_lines(index, words, limit), room) {
                kept.headers.insert((index, branch));
            }
        }
    }
    for (index, note) in full.notes.iter().enumerate().filter(|(_, note)| note.failure) {
        let extent = sheet.notes[index].extent;
        if extent.lo == extent.hi {
            continue;
        }
        let whole = columns.x[extent.hi] - columns.x[extent.lo] + extent.left + extent.right;
        let room = whole + sheet.metrics.wall() - 2 * sheet.space.note.w;
        for (place, words) in note.texts.iter().enumerate() {
            let lines = |limit| sheet.metrics.label_within(words, limit);
            let word =
                words.split_whitespace().map(|word| widest(&sheet.metrics.label_within(word, Unit::MAX)));
            let is_whole = word.max().unwrap_or(0) <= room;
            let asked = widest(&lines(sheet.note_wrap(true)));
            if is_whole && asked <= room && lines(room).len() <= LINES_TOLD {
                kept.told.insert((index, place));
            }
        }
    }
    kept
}
