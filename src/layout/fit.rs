//! The width ladder: which setting draws a view within a given width.
//!
//! Levels are tried from the most generous to the narrowest, and the first that fits is taken; when none does, the
//! narrowest drawing found. Every level is a setting of the same engine, so nothing is cut at any of them.

use super::layered::{self, Drawing, Setting, TooLarge};
use super::metrics::{Metrics, Tightness};
use super::steps::Captions;
use super::{Options, frame};
use crate::diag::{Diagnostic, Outcome, codes};
use crate::geom::Unit;
use crate::scene::Scene;
use crate::view::{Direction, View, ViewKind};

/// One rung of the ladder.
#[derive(Clone, Copy)]
struct Level {
    tightness: Tightness,
    /// The part of the width, in percent, beyond which a rank is spread over several rows; 0 leaves ranks whole.
    spread: Unit,
    /// Labels longer than this many characters become numbers, which notes under the drawing explain.
    notes: usize,
    /// Whether the other direction is tried.
    turned: bool,
    /// Whether a large view skips this level, to be done in time.
    fine: bool,
}

const fn level(node_wrap: usize, label_wrap: usize, tight: bool) -> Level {
    let tightness = Tightness { node_wrap, label_wrap, tight };
    Level { tightness, spread: 0, notes: usize::MAX, turned: false, fine: false }
}

/// From the most generous to the narrowest. Labels stay at their lines as long as any arrangement lets them.
const LADDER: [Level; 16] = [
    level(28, 24, false),
    Level { fine: true, ..level(28, 24, true) },
    level(20, 16, true),
    Level { turned: true, ..level(20, 16, true) },
    Level { fine: true, spread: 100, ..level(28, 24, false) },
    Level { fine: true, spread: 100, ..level(20, 16, true) },
    Level { fine: true, ..level(20, 10, true) },
    Level { fine: true, spread: 85, ..level(20, 16, true) },
    Level { fine: true, spread: 85, ..level(20, 10, true) },
    Level { spread: 80, ..level(16, 8, true) },
    Level { fine: true, notes: 16, ..level(20, 16, true) },
    Level { fine: true, notes: 10, ..level(20, 16, true) },
    Level { fine: true, notes: 10, spread: 100, ..level(20, 16, true) },
    Level { notes: 4, spread: 90, ..level(20, 16, true) },
    Level { fine: true, notes: 4, spread: 80, ..level(14, 12, true) },
    Level { notes: 0, spread: 60, ..level(14, 12, true) },
];

/// The same for a journey, which reads from left to right as long as it can: its failure plans move under the drawing, tied
/// to their lines by their step numbers, before it is turned.
const JOURNEY: [Level; 14] = [
    Level { notes: 48, ..level(28, 24, false) },
    Level { fine: true, notes: 32, ..level(28, 24, true) },
    Level { fine: true, notes: 16, ..level(20, 16, true) },
    Level { notes: 10, ..level(20, 12, true) },
    Level { fine: true, notes: 5, ..level(16, 12, true) },
    Level { turned: true, notes: 16, ..level(28, 16, false) },
    Level { fine: true, turned: true, notes: 10, ..level(28, 16, false) },
    Level { fine: true, turned: true, notes: 5, ..level(20, 12, false) },
    Level { turned: true, notes: 10, ..level(20, 12, true) },
    Level { fine: true, turned: true, notes: 5, ..level(20, 12, true) },
    Level { fine: true, turned: true, notes: 5, spread: 100, ..level(20, 12, true) },
    Level { fine: true, turned: true, notes: 4, spread: 90, ..level(20, 12, true) },
    Level { turned: true, notes: 4, spread: 80, ..level(14, 12, true) },
    Level { turned: true, notes: 0, spread: 60, ..level(14, 12, true) },
];

/// Above this many boxes and lines only the coarse levels are tried.
const LARGE: usize = 600;

/// The most flows a drawing may have. Beyond it a drawing has no reader.
const MAX_FLOWS: usize = 20_000;

/// Lays `view` out at the first level that fits. A view that is too large is not drawn, and the error says what to do.
pub(super) fn fit(view: &View, metrics: &dyn Metrics, options: Options) -> Outcome<Scene> {
    let drawn = if view.edges.len() > MAX_FLOWS { Err(TooLarge) } else { climb(view, metrics, options) };
    drawn.unwrap_or_else(|TooLarge| Outcome {
        value: frame::empty(view, metrics),
        diagnostics: vec![too_large(view)],
    })
}

fn climb(view: &View, metrics: &dyn Metrics, options: Options) -> Result<Outcome<Scene>, TooLarge> {
    let asked = options.direction.or(view.direction);
    let direction = asked.unwrap_or(view.usual_direction());
    let captions = Captions::new(view, metrics);
    let large = view.nodes.len() + view.edges.len() > LARGE;
    let mut narrowest: Option<(Unit, Setting, usize)> = None;
    let ladder: &[Level] = if view.kind == ViewKind::Dataflow { &JOURNEY } else { &LADDER };
    for &level in ladder {
        if (level.turned && asked.is_some()) || (level.fine && large) {
            continue;
        }
        let direction = if level.turned { turned(direction) } else { direction };
        // Spreading narrows rows; where ranks are columns it would make the drawing wider.
        let spread = level.spread > 0 && !direction.is_horizontal();
        let limit = options.width.filter(|_| spread).map(|width| width * level.spread / 100);
        let setting = Setting { direction, tightness: level.tightness, limit, thorough: false };
        let Some(room) = options.width else {
            narrowest = Some((0, setting, level.notes));
            break;
        };
        let width = frame::width(&draw(view, metrics, setting, &captions, level.notes)?, metrics);
        if width <= room || narrowest.as_ref().is_none_or(|found| width < found.0) {
            narrowest = Some((width, setting, level.notes));
        }
        if width <= room {
            break;
        }
    }
    let Some((width, setting, notes)) = narrowest else {
        return Ok(Outcome::clean(frame::empty(view, metrics)));
    };
    // The level was chosen by a quick order; the best order may be a little wider, and is then not taken.
    let mut drawing = draw(view, metrics, Setting { thorough: true, ..setting }, &captions, notes)?;
    if options.width.is_some() && frame::width(&drawing, metrics) > width.max(options.width.unwrap_or(0)) {
        drawing = draw(view, metrics, setting, &captions, notes)?;
    }
    let diagnostics = drawing.dropped.iter().map(|&(row, span)| dropped(row, span)).collect();
    let notes = captions.notes(notes);
    Ok(Outcome { value: frame::frame(view, metrics, &drawing, &notes, options), diagnostics })
}

fn draw(
    view: &View,
    metrics: &dyn Metrics,
    setting: Setting,
    captions: &Captions,
    notes: usize,
) -> Result<Drawing, TooLarge> {
    layered::lay_out(view, metrics, setting, &captions.shown(notes))
}

const fn turned(direction: Direction) -> Direction {
    match direction {
        Direction::Down | Direction::Up => Direction::Right,
        Direction::Right | Direction::Left => Direction::Down,
    }
}

fn too_large(view: &View) -> Diagnostic {
    let place = view.nodes.first().map_or_else(Default::default, |node| node.span);
    let counts = format!("{} elements, {} flows", view.nodes.len(), view.edges.len());
    Diagnostic::error(codes::VIEW_TOO_LARGE, place, format!("`{}` is too large to be drawn", view.name))
        .here(counts)
        .note(format!("a drawing holds up to {MAX_FLOWS} flows, fewer when they are long"))
        .help("draw a part of it: a named `view` with `include`, `collapse` or `depth`")
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
