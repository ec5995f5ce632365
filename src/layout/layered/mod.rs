//! The layered engine: boxes in ranks, boundaries around them, lines in channels between ranks.
//!
//! The method is that of Sugiyama, Tagawa & Toda (1981) in the form of Gansner et al. (1993), with each boundary laid out
//! as a region of its own that is one item of the region around it, so that by construction no line runs through a foreign
//! box or boundary. Orders and places are nevertheless found for all regions together: sweeps pass through walls, and one
//! simplex places everything. The steps, in order:
//!
//! 1. `graph`: regions and items of the view, measured; `self_loops` take their room.
//! 2. `p1_cycles`: which flows run against the ranks; flows are cut at walls.
//! 3. `p2_layers`: ranks.
//! 4. `long_edges`: rows, label rows, and a dummy wherever a line passes one.
//! 5. `p3_order`: the order of each row.
//! 6. `rails` and `p4_place`: places along the rows.
//! 7. `p5_route` and `tracks`: places across, and bends.
//! 8. `assemble` and `transpose`: the scene, turned to its direction.

mod assemble;
mod graph;
mod long_edges;
mod p1_cycles;
mod p2_layers;
mod p3_order;
mod rails;
mod p4_place;
mod p5_route;
mod self_loops;
mod tracks;
mod transpose;

use super::metrics::{Metrics, Tightness};
use crate::geom::Unit;
use crate::view::{Direction, View};
pub(super) use assemble::Drawing;
use graph::Graph;
use transpose::Turn;

/// How one layout is to be made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// Where flows run.
    pub direction: Direction,
    /// How narrow things are made.
    pub tightness: Tightness,
    /// The widest a row should get, along; wider ranks are spread over several rows.
    pub limit: Option<Unit>,
    /// Whether the best order is searched for, or the first good one taken: enough to learn how wide the drawing gets.
    pub thorough: bool,
}

/// The most ranks that all lines together may pass. Beyond it a drawing has no reader, and would take minutes.
const MAX_PASSED: u64 = 300_000;

/// A view whose lines pass more ranks than [`MAX_PASSED`].
#[derive(Clone, Copy, Debug)]
pub(super) struct TooLarge;

/// Lays out a view. `captions` are the texts on its edges.
pub(super) fn lay_out(
    view: &View,
    metrics: &dyn Metrics,
    setting: Setting,
    captions: &[String],
) -> Result<Drawing, TooLarge> {
    let mut graph = Graph::new(view, metrics, setting.tightness, Turn(setting.direction), captions);
    p1_cycles::cut(&mut graph);
    let dropped = p2_layers::rank(&mut graph, setting.limit);
    if long_edges::passed(&graph) > MAX_PASSED {
        return Err(TooLarge);
    }
    long_edges::split(&mut graph);
    p3_order::order(&mut graph, setting.thorough);
    let mut extra = vec![0; graph.regions.len()];
    loop {
        let places = p4_place::place(&graph, &extra);
        match p5_route::route(&graph, &places) {
            Ok(heights) => return Ok(assemble::assemble(&graph, &places, &heights, dropped)),
            // A dogleg needs a column of its own: each round frees one more in every region that lacks one.
            Err(crowded) => {
                for region in crowded {
                    extra[region] += 2 * graph.spacing.line_gap.max(1);
                }
            }
        }
    }
}
