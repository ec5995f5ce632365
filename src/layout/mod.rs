//! Where it goes: from a view to a scene, in pixels or in cells.
//!
//! [`layout`] chooses the setting (direction, spacing, wrapping) by the ladder in `fit`, or by the shape of a `page`. `blocks`
//! draws a view in parts: what nothing connects is packed (`pack`), boundaries with a direction of their own are solid
//! blocks whose flows reach their walls through `corridors`, and a sideways drawing that is too wide is folded into a
//! `serpentine`. Each part is placed by the `layered` engine. Labels that can go `inline` do, and `frame` adds heading,
//! legend and notes. Sizes come from [`metrics`] alone, so the same engine draws on the cell grid and in pixels, and nothing
//! is ever rescaled.

mod fit;
mod frame;
mod page;
mod inline;
mod serpentine;
mod blocks;
mod corridors;
mod pack;
mod subview;
mod layered;
pub mod metrics;
mod simplex;

use crate::diag::Outcome;
use crate::geom::Unit;
use crate::scene::Scene;
use crate::view::{Direction, View};
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

/// Lays a view out. The scene keeps what [`crate::scene`] promises, whatever the view.
pub fn layout(view: &View, metrics: &dyn Metrics, options: Options) -> Outcome<Scene> {
    fit::fit(view, metrics, options)
}
