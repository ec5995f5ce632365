//! Where it goes: from a view to a scene, in pixels or in cells.
//!
//! [`layout`] chooses the setting (direction, spacing, wrapping) by the `ladder` that `fit` climbs, or by the shape of a
//! `page`; a long `chain` runs in rows. `blocks` draws a view in parts: what nothing connects is packed (`pack`), boundaries
//! with a direction of their own are solid blocks whose flows reach their walls through `corridors`, and a sideways drawing
//! that is too wide is folded into a `serpentine`. Each part is placed by the `layered` engine, on the `ranks` that suit it.
//! Labels that can go `inline` do, and `frame` adds heading and notes, and below them the `legend`. Sizes come from
//! [`metrics`] alone, so the same engine draws on the cell grid and in pixels, and nothing is ever rescaled.

mod fit;
mod frame;
mod legend;
mod grid;
mod page;
mod inline;
mod serpentine;
mod blocks;
mod chain;
mod corridors;
mod pack;
mod ranks;
mod subview;
mod ladder;
mod layered;
pub mod metrics;
mod sequence;
mod buckets;
mod sets;
mod settle;
mod simplex;
#[cfg(test)]
mod sketch;
mod steps;
mod warnings;

use crate::diag::{Diagnostic, Outcome};
use crate::geom::Unit;
use crate::scene::{Scene, faults};
use crate::view::{Direction, View, ViewKind};
use metrics::Metrics;

/// What is asked of a layout besides its view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The widest the drawing should get, in the unit of the metrics. A drawing that cannot be that narrow is drawn whole at
    /// the least width found, never cut.
    pub width: Option<Unit>,
    /// Where flows run; overrides what the source says.
    pub direction: Option<Direction>,
}

/// Lays a view out. The scene keeps what [`crate::scene`] promises, whatever the view; in a debug build that is checked each
/// time, and a drawing that does not keep it is a panic that tells what is wrong with it.
pub fn layout(view: &View, metrics: &dyn Metrics, options: Options) -> Outcome<Scene> {
    let drawn = engine(view.kind)(view, metrics, options);
    debug_assert!(faults::find(&drawn.value).is_empty(), "{}", faults::report(&drawn.value));
    drawn
}

/// What [`layout`] would say about the hints of a view: a warning for each that flows contradict. It costs far less than a good
/// drawing, and nothing for a view without hints. A view that is too large to be drawn has none.
pub fn dropped_hints(view: &View, metrics: &dyn Metrics, options: Options) -> Vec<Diagnostic> {
    if view.hinted() > 0 { fit::dropped_hints(view, metrics, options) } else { Vec::new() }
}

/// Places the boxes and lines of a view.
type Engine = fn(&View, &dyn Metrics, Options) -> Outcome<Scene>;

/// The engine for a sort of view.
const fn engine(kind: ViewKind) -> Engine {
    match kind {
        ViewKind::Sequence => sequence::lay_out,
        ViewKind::Api | ViewKind::Matrix | ViewKind::Entities => cards,
        ViewKind::Components | ViewKind::Dataflow | ViewKind::Failure => fit::fit,
    }
}

/// Cards that stand alone or under each other are a page; joined by lines they are boxes like others.
fn cards(view: &View, metrics: &dyn Metrics, options: Options) -> Outcome<Scene> {
    if grid::serves(view) {
        return Outcome::clean(grid::lay_out(view, metrics, options));
    }
    grid::fit(view, metrics, options)
}
