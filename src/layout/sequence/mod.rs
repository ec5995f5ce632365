//! The sequence engine: lifelines are columns, what happens are rows.
//!
//! Columns stand in the order of the view, as far apart as what is written between them needs; rows follow the script. The
//! cost is linear in both, but for one logarithm: each row looks at its own columns only. The steps, in order:
//!
//! 1. `sheet`: the script flattened and measured.
//! 2. `columns`: places along.
//! 3. `rows`: places across.
//! 4. `assemble`: the scene.
//!
//! A width is met by wrapping labels, heads and conditions ever narrower, then by standing the heads in two rows, then by
//! step numbers alone in place of long texts, which notes under the drawing explain; a text that has room all the same stays
//! (`keep`). Where nothing meets it, the narrowest of them is drawn, so that no drawing gets wider when less is asked for.

mod assemble;
mod columns;
mod failures;
mod keep;
mod rows;
mod sheet;

use super::metrics::Metrics;
use super::{Options, frame};
use crate::diag::{Diagnostic, Outcome, codes};
use crate::geom::Unit;
use crate::scene::Scene;
use crate::view::View;
use columns::Columns;
use keep::Kept;
use sheet::Sheet;

/// How narrow a sequence is made.
#[derive(Clone, Copy, Debug)]
struct Setting {
    /// The widest a line on a head may get, in letters.
    node_wrap: usize,
    /// The same for labels and conditions.
    label_wrap: usize,
    /// Whether gaps shrink.
    tight: bool,
    /// Texts longer than this stand under the drawing.
    notes: usize,
    /// Whether heads stand in two rows, so that each may be as wide as two gaps.
    staggered: bool,
}

const fn setting(node_wrap: usize, label_wrap: usize, tight: bool) -> Setting {
    Setting { node_wrap, label_wrap, tight, notes: usize::MAX, staggered: false }
}

const fn staggered(node_wrap: usize, label_wrap: usize, notes: usize) -> Setting {
    Setting { node_wrap, label_wrap, tight: true, notes, staggered: true }
}

/// From the most generous to the narrowest.
const LADDER: [Setting; 12] = [
    setting(28, 30, false),
    setting(20, 24, true),
    setting(16, 20, true),
    setting(14, 16, true),
    staggered(20, 24, usize::MAX),
    staggered(16, 16, usize::MAX),
    staggered(14, 12, usize::MAX),
    staggered(12, 10, usize::MAX),
    staggered(12, 10, 30),
    staggered(10, 8, 16),
    staggered(8, 6, 6),
    staggered(8, 6, 0),
];

/// The most that rows times columns may come to. Beyond it a drawing has no reader, and would take gigabytes.
const MAX_CROSSED: usize = 500_000;

/// Lays out a view that has a script. One that is too large is not drawn, and the error says what to do.
pub(super) fn lay_out(view: &View, metrics: &dyn Metrics, options: Options) -> Outcome<Scene> {
    if view.nodes.iter().all(|node| node.container) {
        return Outcome::clean(frame::empty(view, metrics));
    }
    let room = options.width.map(|width| width - 2 * metrics.margin());
    let mut best: Option<(Unit, Setting)> = None;
    for setting in LADDER {
        let sheet = Sheet::new(view, metrics, setting, &Kept::default());
        let crossed = sheet.rows.len().saturating_mul(sheet.columns.len());
        if crossed > MAX_CROSSED {
            let diagnostics = vec![too_large(view, sheet.columns.len())];
            return Outcome { value: frame::empty(view, metrics), diagnostics };
        }
        let width = columns::width(&sheet, &columns::place(&sheet));
        let fits = room.is_none_or(|room| width <= room);
        if fits || best.is_none_or(|(narrowest, _)| width < narrowest) {
            best = Some((width, setting));
        }
        if fits {
            break;
        }
    }
    let setting = best.map_or(LADDER[0], |(_, setting)| setting);
    let (sheet, columns) = fuller(view, metrics, setting);
    let heads = assemble::heads(&sheet, &columns);
    let rows = rows::place(&sheet, &columns, heads.below);
    Outcome::clean(assemble::assemble(&sheet, &columns, &heads, &rows, options))
}

/// The sheet of a setting with its columns, and with the texts that make it no wider.
fn fuller<'a>(view: &'a View, metrics: &'a dyn Metrics, setting: Setting) -> (Sheet<'a>, Columns) {
    let make = |setting: Setting, kept: &Kept| {
        let sheet = Sheet::new(view, metrics, setting, kept);
        let columns = columns::place(&sheet);
        (sheet, columns)
    };
    let none = Kept::default();
    let (sheet, columns) = make(setting, &none);
    if setting.notes == usize::MAX {
        return (sheet, columns);
    }
    let full = Sheet::new(view, metrics, Setting { notes: usize::MAX, ..setting }, &none);
    let (fuller, placed) = make(setting, &keep::texts(&sheet, &columns, &full));
    // A text may have moved to another gap, since the widest one is asked for.
    if columns::width(&fuller, &placed) > columns::width(&sheet, &columns) {
        return (sheet, columns);
    }
    (fuller, placed)
}

fn too_large(view: &View, participants: usize) -> Diagnostic {
    let place = view.edges.first().map_or_else(Default::default, |edge| edge.span);
    let counts = format!("the first of {} messages between {participants} participants", view.edges.len());
    Diagnostic::error(codes::VIEW_TOO_LARGE, place, format!("`{}` is too large to be drawn", view.name))
        .here(counts)
        .note(format!("rows times lifelines may come to {MAX_CROSSED}"))
        .help("split the journey, or draw it with fewer participants: a named `view` with `collapse`")
}
