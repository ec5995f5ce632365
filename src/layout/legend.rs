//! The legend below a drawing: the kinds of boxes and the sorts of lines that occur, a sample and a word for each.
//!
//! In: the view, and the place below the drawing with the width that is there. Out: the entries with their places. All of them stand
//! in one row where that has room; else the kinds stand in rows of their own above the lines, since a reader looks for one or the
//! other. Rows are filled evenly, so that no entry is left over alone.

use super::metrics::{Line, Metrics};
use crate::geom::{Rect, Size, Unit};
use crate::scene::{LegendItem, LegendSample, SceneUnit, Text, TextRole};
use crate::view::script::{Event, FrameKind};
use crate::view::{EdgeKind, Kind, Node, View, ViewKind};

/// So wide, in pixels and in cells, a legend may always be, however small its drawing: the lines of every sort but one. Words take a tenth
/// less in most fonts than in the one that they are measured in.
const LEAST: (Unit, Unit) = (440, 40);

/// Distances between entries.
struct Gaps {
    /// From a sample to its word.
    inner: Unit,
    /// From entry to entry.
    outer: Unit,
    /// From row to row.
    rows: Unit,
}

/// One entry: its sample, the size of that, and its word.
struct Entry {
    sample: LegendSample,
    size: Size,
    line: Line,
}

impl Entry {
    fn new(sample: LegendSample, (size, line): (Size, Line)) -> Entry {
        Entry { sample, size, line }
    }

    fn width(&self, gaps: &Gaps) -> Unit {
        self.size.w + gaps.inner + self.line.size.w
    }
}

/// What occurs in the view, in rows from the upper left corner of `place` on. They are as wide as that, or as a legend may always be,
/// but never wider than `most`.
pub(super) fn legend(view: &View, metrics: &dyn Metrics, place: Rect, most: Option<Unit>) -> Vec<LegendItem> {
    let pixels = metrics.unit() == SceneUnit::Px;
    let gaps = match pixels {
        true => Gaps { inner: 8, outer: 24, rows: 4 },
        false => Gaps { inner: 1, outer: 3, rows: 0 },
    };
    let least = if pixels { LEAST.0 } else { LEAST.1 };
    let wide = place.w.max(most.map_or(least, |most| least.min(most)));
    let kinds = if pixels { kinds(view, metrics) } else { Vec::new() };
    let lines = lines(view, metrics);
    let all = || kinds.iter().chain(&lines);
    let tall = all().map(|entry| entry.size.h.max(entry.line.size.h)).max().unwrap_or(0);
    let widths: Vec<Unit> = all().map(|entry| entry.width(&gaps)).collect();
    let rows = match rows(&widths, wide, gaps.outer) {
        one if one.len() < 2 => one,
        _ => {
            let (kinds, lines) = widths.split_at(kinds.len());
            [even(kinds, wide, gaps.outer), even(lines, wide, gaps.outer)].concat()
        }
    };
    let mut items = Vec::with_capacity(widths.len());
    let mut entries = kinds.into_iter().chain(lines);
    let mut y = place.y;
    for count in rows {
        let mut x = place.x;
        for Entry { sample, size, line } in entries.by_ref().take(count) {
            let rect = Rect::new(x, y + (tall - size.h) / 2, size.w, size.h);
            x += size.w + gaps.inner;
            let place = Rect::new(x, y + (tall - line.size.h) / 2, line.size.w, line.size.h);
            x += line.size.w + gaps.outer;
            let text = Text { text: line.text, role: TextRole::Legend, rect: place };
            items.push(LegendItem { sample, rect, text });
        }
        y += tall + gaps.rows;
    }
    items
}

/// How many entries of those widths stand in each row, as many as it holds.
fn rows(widths: &[Unit], wide: Unit, gap: Unit) -> Vec<usize> {
    let mut rows: Vec<usize> = Vec::new();
    let mut right = 0;
    for width in widths {
        match rows.last_mut() {
            Some(count) if right + gap + width <= wide => {
                *count += 1;
                right += gap + width;
            }
            _ => {
                rows.push(1);
                right = *width;
            }
        }
    }
    rows
}

/// The same in as few rows, none longer than it has to be for that.
fn even(widths: &[Unit], wide: Unit, gap: Unit) -> Vec<usize> {
    let fewest = rows(widths, wide, gap).len();
    let (mut low, mut high) = (0, wide);
    while low < high {
        let middle = low + (high - low) / 2;
        if rows(widths, middle, gap).len() <= fewest { high = middle } else { low = middle + 1 }
    }
    rows(widths, low, gap)
}

/// The kinds of boxes that occur, outcomes last.
fn kinds(view: &View, metrics: &dyn Metrics) -> Vec<Entry> {
    let is_drawn = |node: &Node| !node.container && node.card.is_none() && !node.is_outcome();
    let occurs = |kind: Kind| view.nodes.iter().any(|node| node.base == kind && is_drawn(node));
    let kinds = Kind::ALL.into_iter().filter(|&kind| occurs(kind));
    let mut entries: Vec<Entry> =
        kinds.map(|kind| Entry::new(LegendSample::Kind(kind), metrics.legend_kind(kind))).collect();
    if view.nodes.iter().any(Node::is_outcome) {
        let (size, _) = metrics.legend_kind(Kind::Component);
        let word = metrics.text("outcome", TextRole::Legend);
        entries.push(Entry::new(LegendSample::Outcome, (size, word)));
    }
    entries
}

/// The sorts of lines that occur, and what tells failures.
fn lines(view: &View, metrics: &dyn Metrics) -> Vec<Entry> {
    // A relation between entities is said by its label; no other line is there to tell it from.
    let flows =
        |kind: EdgeKind| view.kind != ViewKind::Entities && view.edges.iter().any(|edge| edge.kind == kind);
    let cards = view.nodes.iter().filter_map(|node| node.card.as_ref());
    let marked = |kind: EdgeKind| cards.clone().any(|card| card.marks().any(|mark| mark == kind));
    let kinds = [EdgeKind::Sync, EdgeKind::Async, EdgeKind::Error, EdgeKind::Return];
    let kinds = kinds.into_iter().filter(|&kind| flows(kind) || marked(kind));
    let mut entries: Vec<Entry> =
        kinds.map(|kind| Entry::new(LegendSample::Line(kind), metrics.legend_line(kind))).collect();
    let told = view.kind == ViewKind::Sequence && has_failures(&view.script);
    if told && view.edges.iter().all(|edge| edge.kind != EdgeKind::Error) {
        let (size, words) = match metrics.unit() {
            SceneUnit::Px => (metrics.legend_kind(Kind::Component).0, "failure"),
            SceneUnit::Cell => (metrics.legend_line(EdgeKind::Error).0, "✗ failure"),
        };
        entries.push(Entry::new(LegendSample::Failure, (size, metrics.text(words, TextRole::Legend))));
    }
    entries
}

/// Whether a script tells what is done about a failure.
fn has_failures(events: &[Event]) -> bool {
    events.iter().any(|event| match event {
        Event::Frame(frame) => {
            frame.kind == FrameKind::Failure
                || frame.branches.iter().any(|branch| has_failures(&branch.events))
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::{even, rows};

    #[test]
    fn rows_hold_what_they_can_and_are_filled_evenly() {
        assert_eq!(rows(&[10, 10, 10, 10], 35, 3), [2, 2]);
        assert_eq!(rows(&[10, 10, 10, 10], 40, 3), [3, 1]);
        assert_eq!(even(&[10, 10, 10, 10], 40, 3), [2, 2]);
        assert_eq!(even(&[10, 10, 10], 36, 3), [3]);
        assert_eq!(even(&[50, 10], 36, 3), [1, 1]);
        assert!(even(&[], 36, 3).is_empty());
    }
}
