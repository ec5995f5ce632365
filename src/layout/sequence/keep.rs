//! Texts that stay in the drawing though they are too long for its setting: they have room where they stand.
//!
//! Before: a sheet whose long texts are notes, and its columns. After: those that need no more than the room between their
//! lifelines, in a few lines, are known; a sheet that keeps them asks for nothing that these columns do not give.

use super::columns::Columns;
use super::sheet::{FrameBox, Sheet, widest};
use crate::geom::Unit;
use crate::layout::metrics::Line;
use std::collections::{BTreeMap, BTreeSet};

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
    pub headers: BTreeMap<(usize, usize), Header>,
    /// The words of failures of which nothing else is drawn, by note and paragraph.
    pub told: BTreeSet<(usize, usize)>,
}

/// How the words in a wall stay.
#[derive(Clone, Debug)]
pub(super) enum Header {
    /// As they are.
    Whole,
    /// In these rows, of which all but the first hang below the wall.
    Rows(String),
    /// In these rows stands in which way something fails; what is done about it is a note.
    Cause(String),
}

/// Finds them. `full` is the same sheet with all of its texts.
pub(super) fn texts(sheet: &Sheet<'_>, columns: &Columns, full: &Sheet<'_>) -> Kept {
    let mut kept = Kept::default();
    let between = |gap: usize, clear: Unit| {
        let (left, right) =
            (columns.x[gap] + sheet.reach[gap].1, columns.x[gap + 1] - sheet.reach[gap + 1].0);
        right - left - sheet.beside(clear)
    };
    // The columns are asked for the room that a text needs when it is wrapped as the setting says.
    let fits = |there: Vec<Line>, asked: Vec<Line>, room: Unit| {
        there.len() <= LINES && widest(&there) <= room && widest(&asked) <= room
    };
    for (edge, caption) in full.captions.iter().enumerate() {
        let (from, to) = sheet.ends(edge);
        if from != to {
            let room = between(columns.gap[edge], sheet.space.clear);
            if fits(sheet.metrics.label_within(caption, room), sheet.label(caption), room) {
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
            let lines = |limit| sheet.header_lines(index, words, limit);
            let there = lines(room);
            // A number that stands alone in the wall has its words below it in any case.
            let is_alone = there.len() > 1
                && frame.causes.get(branch).is_some_and(|(number, _)| *number == there[0].text);
            let whole = fits(there, lines(sheet.wrap()), room).then_some(Header::Whole);
            let header = match is_alone {
                true => hung(sheet, frame, branch, room).or(whole),
                false => whole.or_else(|| hung(sheet, frame, branch, room)),
            };
            kept.headers.extend(header.map(|header| ((index, branch), header)));
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

/// The words of a failure in rows below its number, or in which way it fails, when one of the two has room between the lifelines.
fn hung(sheet: &Sheet<'_>, frame: &FrameBox, branch: usize, room: Unit) -> Option<Header> {
    let (number, cause) = frame.causes.get(branch).filter(|(number, _)| !number.is_empty())?;
    let wide = room + sheet.lower_clear();
    let rows = |text: &str| {
        let lines = sheet.metrics.label_within(text, wide);
        let fits = !lines.is_empty() && lines.len() <= LINES && widest(&lines) <= wide;
        let rows = std::iter::once(number.as_str()).chain(lines.iter().map(|line| line.text.as_str()));
        fits.then(|| rows.collect::<Vec<_>>().join("\n"))
    };
    let words = frame.headers[branch].strip_prefix(number.as_str())?.trim_start();
    // `rejected (card declined)`: the mode is what counts.
    let mode = cause.split(" (").next().unwrap_or_default();
    let all = rows(words).map(Header::Rows);
    all.or_else(|| rows(cause).map(Header::Cause)).or_else(|| rows(mode).map(Header::Cause))
}
