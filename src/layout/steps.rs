//! Step numbers: what stands at a line besides its label, and how the two share their room.
//!
//! In text a number is part of the label and stands in front of it: `1 POST`. In pixels it is a disc on the line, next to
//! the label in the direction of reading, or alone:
//!
//! ```text
//!     ──(1) POST──▶        │
//!                         (1)
//!                         POST
//!                          ▼
//! ```
//!
//! Both lie in the label's room, which the engine keeps free, so a disc covers nothing and stands on no other line.

use super::ladder::{NoteLimit, STEP};
use super::layered::{Drawing, NOTED};
use super::metrics::{Line, Metrics, Tightness};
use crate::geom::{Rect, Size, Unit};
use crate::scene::{SceneUnit, Text, TextRole};
use crate::view::{Edge, EdgeKind, View};
use std::collections::BTreeMap;

/// Between a disc and its label.
const GAP: Unit = 4;
/// A label of no more characters takes no more room than its number.
const NUMBER: usize = 4;
/// A disc that would be longer is written in front of the label.
const LONGEST: Unit = 120;

/// The step number of an edge as a disc, where it is drawn as one.
pub(super) fn disc(edge: &Edge, metrics: &dyn Metrics) -> Option<Line> {
    let step = edge.step.as_deref().filter(|step| !step.is_empty())?;
    let disc = metrics.step(step);
    (metrics.unit() == SceneUnit::Px && disc.size.w <= LONGEST).then_some(disc)
}

/// What is written at an edge besides its disc, `label` being its caption or what stands for it. In text an error path says
/// so with a mark; in pixels one on the line does.
pub(super) fn caption(edge: &Edge, label: &str, metrics: &dyn Metrics) -> String {
    let mark = (edge.kind == EdgeKind::Error && metrics.unit() == SceneUnit::Cell).then_some("✗");
    let step = edge.step.as_deref().filter(|_| disc(edge, metrics).is_none());
    let parts = mark.into_iter().chain(step).chain([label]);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What is written at the edges of a view, and what is said under the drawing instead where labels are too long.
pub(super) struct Captions {
    /// The whole captions.
    whole: Vec<String>,
    /// What stands at an edge whose label is said under the drawing: its step number, where no other edge has the same.
    short: Vec<Option<String>>,
    /// How such a note begins.
    key: Vec<String>,
    /// Whether it is what happens when a step fails: those are read together, in a list.
    is_plan: Vec<bool>,
    /// What the other notes are told apart by.
    keys: Keys,
}

impl Captions {
    pub(super) fn new(view: &View, metrics: &dyn Metrics) -> Captions {
        let mut steps: BTreeMap<&str, usize> = BTreeMap::new();
        for step in view.edges.iter().filter_map(|edge| edge.step.as_deref()) {
            *steps.entry(step).or_default() += 1;
        }
        let tied = |edge: &Edge| edge.step.as_deref().is_some_and(|step| steps.get(step) == Some(&1));
        Captions {
            whole: view.edges.iter().map(|edge| caption(edge, &edge.caption(), metrics)).collect(),
            short: view.edges.iter().map(|edge| tied(edge).then(|| caption(edge, "", metrics))).collect(),
            key: view
                .edges
                .iter()
                .map(|edge| disc(edge, metrics).map_or_else(String::new, |disc| disc.text))
                .collect(),
            is_plan: view.edges.iter().map(|edge| edge.kind == EdgeKind::Error).collect(),
            keys: if steps.is_empty() { Keys::Numbers } else { Keys::Letters },
        }
    }

    /// What stands at each edge when labels beyond the `limit` do not: one number for all that say the same. A
    /// number keeps its words, for where there turns out to be room for them.
    pub(super) fn shown(&self, limit: NoteLimit) -> Vec<String> {
        let mut numbers = Numbers::default();
        (0..self.whole.len())
            .map(|edge| match &self.short[edge] {
                _ if !self.is_noted(edge, limit) => self.whole[edge].clone(),
                Some(short) if short.is_empty() || self.is_plan[edge] => short.clone(),
                Some(short) => format!("{short}{NOTED}{}", self.whole[edge]),
                None => {
                    self.keys.of(numbers.of(&self.whole[edge]).0) + &format!("{NOTED}{}", self.whole[edge])
                }
            })
            .collect()
    }

    /// The notes that say what does not stand at its line in a drawing, numbered anew: `[3] the label`, `[C] the label`,
    /// or with the step number in front as at the line.
    pub(super) fn notes(
        &self,
        limit: NoteLimit,
        drawing: &mut Drawing,
        metrics: &dyn Metrics,
    ) -> Vec<String> {
        let mut numbers = Numbers::default();
        let noted: Vec<usize> = (0..self.whole.len()).filter(|&edge| self.is_noted(edge, limit)).collect();
        // A step that stands at its line needs no number.
        let mut given = |&edge: &usize| self.short[edge].is_none().then(|| numbers.of(&self.whole[edge]));
        let given: Vec<Option<(usize, bool)>> = noted.iter().map(&mut given).collect();
        let shows = |drawing: &Drawing, edge: usize, number: usize| {
            drawing.labels[edge].0.last().is_some_and(|line| line.text == self.keys.of(number))
        };
        // Those that some line still shows; a number only ever gets smaller, so that it has its room.
        let mut left: BTreeMap<usize, usize> = BTreeMap::new();
        for (&edge, given) in noted.iter().zip(&given) {
            if let Some((number, _)) = given.filter(|&(number, _)| shows(drawing, edge, number)) {
                left.insert(number, 0);
            }
        }
        left.values_mut().enumerate().for_each(|(index, left)| *left = index + 1);
        let mut notes = Vec::new();
        for (&edge, given) in noted.iter().zip(&given) {
            let (whole, key) = (&self.whole[edge], &self.key[edge]);
            let Some((number, is_new)) = *given else {
                // Unless there turned out to be room for its words.
                if !self.is_said(edge, &drawing.labels[edge].0) {
                    notes.push(if key.is_empty() { whole.clone() } else { format!("{key} {whole}") });
                }
                continue;
            };
            let Some(now) = left.get(&number).map(|&now| self.keys.of(now)) else { continue };
            if is_new {
                notes.push(format!("{now} {whole}"));
            }
            if shows(drawing, edge, number)
                && let (Some(line), Some(label)) =
                    (drawing.labels[edge].0.last_mut(), metrics.label(&now, Tightness::default()).pop())
            {
                *line = label;
            }
        }
        notes
    }

    /// Whether more than a step's number stands at its line.
    fn is_said(&self, edge: usize, lines: &[Line]) -> bool {
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let short = self.short[edge].as_deref().unwrap_or("");
        !short.is_empty() && lines.iter().map(|line| letters(&line.text)).sum::<usize>() > letters(short)
    }

    fn is_noted(&self, edge: usize, limit: NoteLimit) -> bool {
        let limit = match limit {
            NoteLimit::All(limit) => limit,
            NoteLimit::Plans(limit) if self.is_plan[edge] => limit,
            NoteLimit::Plans(_) => STEP,
        };
        self.whole[edge].chars().count() > limit.max(NUMBER)
            && self.short[edge].as_ref() != Some(&self.whole[edge])
    }
}

/// What stands at a line for its note, by the number of the note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keys {
    /// `[1]`
    Numbers,
    /// `[A]`, where lines have step numbers, which a number in brackets would look like.
    Letters,
}

impl Keys {
    /// The key of a note, counted from 1; a later one is never shorter.
    fn of(self, number: usize) -> String {
        match self {
            Keys::Numbers => format!("[{number}]"),
            Keys::Letters => format!("[{}]", letters(number.saturating_sub(1))),
        }
    }
}

/// `A`, `B`, …, `Z`, `AA`, `AB`, …
pub(super) fn letters(index: usize) -> String {
    let letter = char::from(b'A' + (index % 26) as u8);
    if index < 26 { letter.to_string() } else { format!("{}{letter}", letters(index / 26 - 1)) }
}

/// Numbers of texts, in the order in which they are met.
#[derive(Default)]
struct Numbers<'t>(BTreeMap<&'t str, usize>);

impl<'t> Numbers<'t> {
    /// The number of a text, and whether it is met for the first time.
    fn of(&mut self, text: &'t str) -> (usize, bool) {
        let next = self.0.len() + 1;
        let number = *self.0.entry(text).or_insert(next);
        (number, number == next)
    }
}

/// The extent of a disc and a label on the page: side by side or one above the other. A disc is the first of the lines.
pub(super) fn block(lines: &[Line], beside: bool) -> Size {
    let (disc, label) = split(lines);
    let text = Size {
        w: label.iter().map(|line| line.size.w).max().unwrap_or(0),
        h: label.iter().map(|line| line.size.h).sum(),
    };
    let Some(disc) = disc.map(|disc| disc.size) else { return text };
    let gap = if label.is_empty() { 0 } else { GAP };
    if beside {
        Size::new(disc.w + gap + text.w, disc.h.max(text.h))
    } else {
        Size::new(disc.w.max(text.w), disc.h + gap + text.h)
    }
}

/// The disc and the lines of a label in their room. A disc above a label stands on its line, which runs in the column
/// `line`, as far as the room allows.
pub(super) fn place(
    lines: &[Line],
    room: Rect,
    beside: bool,
    flush: bool,
    line: Option<Unit>,
) -> (Option<Text>, Vec<Text>) {
    let (disc, label) = split(lines);
    let whole = block(lines, beside);
    let mut field = room;
    let placed = disc.map(|disc| {
        let Size { w, h } = disc.size;
        let (x, y) = if beside {
            (room.x + (room.w - whole.w) / 2, room.y + (room.h - h) / 2)
        } else {
            let x = room.x + (room.w - w) / 2;
            let on_line = line.map_or(x, |line| (line - w / 2).min(room.right() - w).max(room.x));
            (on_line, room.y + (room.h - whole.h).max(0) / 2)
        };
        if beside {
            field = Rect::new(x + w + GAP, room.y, whole.w - w - GAP, room.h);
        } else {
            field = Rect::new(room.x, y + h + GAP, room.w, whole.h - h - GAP);
        }
        Text { text: disc.text.clone(), role: disc.role, rect: Rect::new(x, y, w, h) }
    });
    let tall: Unit = label.iter().map(|line| line.size.h).sum();
    let mut y = field.y + (field.h - tall).max(0) / 2;
    let mut texts = Vec::with_capacity(label.len());
    for line in label {
        let x = if flush { field.x } else { field.x + (field.w - line.size.w) / 2 };
        texts.push(Text {
            text: line.text.clone(),
            role: TextRole::Flow,
            rect: Rect::new(x, y, line.size.w, line.size.h),
        });
        y += line.size.h;
    }
    (placed, texts)
}

fn split(lines: &[Line]) -> (Option<&Line>, &[Line]) {
    match lines {
        [disc, label @ ..] if disc.role == TextRole::Step => (Some(disc), label),
        label => (None, label),
    }
}
