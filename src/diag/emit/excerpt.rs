//! The part of a file that an excerpt shows, ready for a terminal.
//!
//! In: a file and the places to point at. Out: a few lines of text with `\n` between them, in which every character is
//! visible, and the places moved into it. The byte-order mark is gone, a lone CR ends a line like any other line end,
//! and lines that go on for screens are cut around the places. So the renderer behind never sees anything unusual,
//! and the cost of an excerpt depends on what it shows, not on the size of the file.

use super::Place;
use crate::source::{SourceFile, hidden};
use std::ops::Range;

/// Lines are cut when they are longer than this, in bytes.
const LONG_LINE: usize = 600;

/// What stays of a long line before the first and behind the last place on it, in bytes.
const AROUND: usize = 160;

/// The most of one place that is underlined, in bytes, on a long line.
const LONG_PLACE: usize = 200;

/// Places further apart than this, in lines or in bytes, are shown in excerpts of their own.
const APART: (usize, usize) = (1_000, 20_000);

/// Some lines of one file.
pub(super) struct Excerpt {
    /// The number of its first line, from 1.
    pub first_line: usize,
    /// The lines, each but the last with a `\n` behind it.
    pub text: String,
    /// The bytes of each place in [`Excerpt::text`], in the order given.
    pub places: Vec<Range<usize>>,
}

/// Splits places of one file, given as indices in order of their beginning, where two neighbours are far apart.
pub(super) fn neighbourhoods(places: &[Place<'_>]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|&i| (places[i].start, places[i].end, i));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut reach: Option<usize> = None;
    for i in order {
        let place = &places[i];
        let near = reach.is_some_and(|reach| {
            let lines = &place.file.lines;
            place.start.saturating_sub(reach) <= APART.1
                && lines.line(place.start).saturating_sub(lines.line(reach)) <= APART.0
        });
        match groups.last_mut() {
            Some(group) if near => group.push(i),
            _ => groups.push(vec![i]),
        }
        // A place may be half the file; only its beginning and a little more decides what is near.
        let end = place.end.min(place.start + APART.1);
        reach = Some(if near { reach.map_or(end, |reach| reach.max(end)) } else { end });
    }
    groups
}

/// Cuts out the lines that hold `places`, which lie in `file`.
pub(super) fn cut(file: &SourceFile, places: &[Place<'_>]) -> Excerpt {
    let start = places.iter().map(|place| place.start).min().unwrap_or(0);
    let end = places.iter().map(|place| shown_end(place)).max().unwrap_or(start);
    let (first_line, last_line) = (file.lines.line(start), file.lines.line(end));
    let mut excerpt =
        Excerpt { first_line, text: String::new(), places: vec![usize::MAX..usize::MAX; places.len()] };
    for line in first_line..=last_line {
        if line > first_line {
            excerpt.text.push('\n');
        }
        push_line(&mut excerpt, file, line, places);
    }
    let length = excerpt.text.len();
    for range in &mut excerpt.places {
        range.start = range.start.min(length);
        range.end = range.end.clamp(range.start, length);
    }
    excerpt
}

/// Where the part of a place that is shown ends.
fn shown_end(place: &Place<'_>) -> usize {
    super::floor_boundary(&place.file.text, place.end.min(place.start + APART.1)).max(place.start)
}

/// Appends one line, and notes where the places begin and end in it.
fn push_line(excerpt: &mut Excerpt, file: &SourceFile, line: usize, places: &[Place<'_>]) {
    let range = line_range(file, line);
    let mut shown = range.clone();
    if range.len() > LONG_LINE {
        shown = long_line(file, &range, places);
    }
    if shown.start > range.start {
        excerpt.text.push('…');
    }
    let mut note = |at: usize, written: usize| {
        for (place, noted) in places.iter().zip(&mut excerpt.places) {
            // A place that begins on an earlier line has its beginning noted; one cut away begins where the line is shown.
            if noted.start == usize::MAX && place.start <= at {
                noted.start = written;
            }
            if noted.end == usize::MAX && noted.start != usize::MAX && shown_end(place) <= at {
                noted.end = written;
            }
        }
    };
    for (offset, c) in file.text[shown.clone()].char_indices() {
        let at = shown.start + offset;
        note(at, excerpt.text.len());
        match c {
            '\u{feff}' if at == 0 => {}
            // The renderer knows how to draw a tab, and counts it as one column.
            '\t' => excerpt.text.push(c),
            c => excerpt.text.push(hidden::visible(c)),
        }
    }
    note(shown.end, excerpt.text.len());
    if shown.end < range.end {
        // What lies behind the cut ends there, unless it goes on to another line.
        note(range.end, excerpt.text.len());
        excerpt.text.push('…');
    }
}

/// The bytes of a line without its end.
fn line_range(file: &SourceFile, line: usize) -> Range<usize> {
    let start = file.lines.start(line);
    let end = if line < file.lines.count() { file.lines.start(line + 1) } else { file.text.len() };
    let text = &file.text[start..end];
    start..start + text.trim_end_matches(['\n', '\r']).len()
}

/// The part of a long line that is shown: what the places on it cover, and something around.
fn long_line(file: &SourceFile, range: &Range<usize>, places: &[Place<'_>]) -> Range<usize> {
    let on_line = places.iter().filter(|place| place.start <= range.end && place.end >= range.start);
    let mut bounds: Option<(usize, usize)> = None;
    for place in on_line {
        let start = place.start.max(range.start);
        let end = place.end.min(range.end).min(start + LONG_PLACE);
        bounds = Some(bounds.map_or((start, end), |(low, high)| (low.min(start), high.max(end))));
    }
    let (start, end) = bounds.unwrap_or((range.start, range.start));
    let start = super::floor_boundary(&file.text, start.saturating_sub(AROUND)).max(range.start);
    let end = super::floor_boundary(&file.text, (end + AROUND).min(range.end)).max(start);
    start..end
}
