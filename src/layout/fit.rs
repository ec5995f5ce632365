//! The width ladder: which setting draws a view within a given width.
//!
//! Levels are tried from the most generous to the narrowest, and the first that fits is taken; when none does, the
//! narrowest drawing found. Every level is a setting of the same engine, so nothing is cut at any of them.

use super::layered::{self, Drawing, Setting};
use super::metrics::{Metrics, Tightness};
use super::{Options, frame};
use crate::diag::{Diagnostic, Outcome, codes};
use crate::geom::Unit;
use crate::scene::{Scene, SceneUnit};
use crate::view::{Direction, EdgeKind, View};

/// One rung of the ladder.
#[derive(Clone, Copy)]
struct Level {
    tightness: Tightness,
    /// Whether ranks wider than the limit are spread over several rows.
    spread: bool,
    /// Whether labels become numbers that notes under the drawing explain.
    notes: bool,
    /// Whether the other direction is tried.
    turned: bool,
}

const fn level(node_wrap: usize, label_wrap: usize, tight: bool) -> Level {
    Level {
        tightness: Tightness { node_wrap, label_wrap, tight },
        spread: false,
        notes: false,
        turned: false,
    }
}

const fn ladder() -> [Level; 10] {
    [
        level(28, 24, false),
        level(28, 24, true),
        level(20, 16, true),
        Level { turned: true, ..level(20, 16, true) },
        Level { spread: true, ..level(28, 24, false) },
        Level { spread: true, ..level(20, 16, true) },
        Level { spread: true, ..level(14, 12, true) },
        Level { spread: true, notes: true, ..level(20, 16, true) },
        Level { spread: true, notes: true, ..level(14, 12, true) },
        Level { spread: true, notes: true, ..level(10, 10, true) },
    ]
}

/// Lays `view` out at the first level that fits.
pub(super) fn fit(view: &View, metrics: &dyn Metrics, options: Options) -> Outcome<Scene> {
    let asked = options.direction.or(view.direction);
    let direction = asked.unwrap_or(Direction::Down);
    let captions: Vec<String> = view.edges.iter().map(|edge| caption(edge, metrics.unit())).collect();
    let numbered: Vec<String> = numbers(&captions);
    let mut narrowest: Option<(Unit, Drawing, bool)> = None;
    for level in ladder() {
        if level.turned && asked.is_some() {
            continue;
        }
        let direction = if level.turned { turned(direction) } else { direction };
        // Spreading narrows rows; where ranks are columns it would make the drawing wider.
        let limit = options.width.filter(|_| level.spread && !direction.is_horizontal());
        let setting = Setting { direction, tightness: level.tightness, limit };
        let captions = if level.notes { &numbered } else { &captions };
        let drawing = layered::lay_out(view, metrics, setting, captions);
        let width = frame::width(&drawing, metrics);
        let fits = options.width.is_none_or(|limit| width <= limit);
        if fits || narrowest.as_ref().is_none_or(|found| width < found.0) {
            narrowest = Some((width, drawing, level.notes));
        }
        if fits {
            break;
        }
    }
    let Some((_, drawing, notes)) = narrowest else { return Outcome::clean(frame::empty(view, metrics)) };
    let diagnostics = drawing.dropped.iter().map(|&(row, span)| dropped(row, span)).collect();
    let notes = if notes {
        captions.iter().filter(|caption| !caption.is_empty()).cloned().collect()
    } else {
        Vec::new()
    };
    Outcome { value: frame::frame(view, metrics, &drawing, &notes, options), diagnostics }
}

/// What is written at an edge. In text an error path says so with a mark; in pixels a disc on the line does.
fn caption(edge: &crate::view::Edge, unit: SceneUnit) -> String {
    let mut caption = edge.caption();
    if edge.kind == EdgeKind::Error && unit == SceneUnit::Cell {
        caption = format!("✗ {caption}").trim_end().to_owned();
    }
    match &edge.step {
        Some(step) => format!("{step} {caption}").trim_end().to_owned(),
        None => caption,
    }
}

/// `[1]`, `[2]`, … in place of the captions that are not empty.
fn numbers(captions: &[String]) -> Vec<String> {
    let mut next = 0;
    captions
        .iter()
        .map(|caption| {
            if caption.is_empty() {
                return String::new();
            }
            next += 1;
            format!("[{next}]")
        })
        .collect()
}

const fn turned(direction: Direction) -> Direction {
    match direction {
        Direction::Down | Direction::Up => Direction::Right,
        Direction::Right | Direction::Left => Direction::Down,
    }
}

fn dropped(row: bool, span: crate::source::Span) -> Diagnostic {
    let (hint, because) = if row {
        ("row", "a flow leads from one of these to another, so they cannot stand side by side")
    } else {
        ("above", "the flows between these lead the other way")
    };
    Diagnostic::warning(codes::HINT_DROPPED, span, format!("this `{hint}` hint is not followed"))
        .here(because)
        .help(format!("remove the `{hint}` line, or the flow that contradicts it"))
}
