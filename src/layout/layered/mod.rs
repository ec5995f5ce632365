//! The layered engine: boxes in ranks, boundaries around them, lines in channels between ranks.
//!
//! The method is that of Sugiyama, Tagawa & Toda (1981) in the form of Gansner et al. (1993), with each boundary laid out
//! as a region of its own that is one item of the region around it, so that by construction no line runs through a foreign
//! box or boundary. Orders and places are nevertheless found for all regions together: sweeps pass through walls, and one
//! simplex places everything. Where boundaries read better side by side they share the ranks of the whole instead, as `frames`
//! around their boxes. The steps, in order:
//!
//! 1. `graph`: regions and items of the view, measured; `self_loops` take their room.
//!    `earlier` draws the first flows on their own, which steps 2, 3 and 5 keep to.
//! 2. `p1_cycles`: which flows run against the ranks, in one of two `ways`; flows are cut at walls.
//! 3. `p2_layers`: ranks.
//! 4. `long_edges`: rows, label rows, and a dummy wherever a line passes one.
//! 5. `p3_order`: the order of each row.
//! 6. `rails` and `p4_place`: places along the rows, `gaps` apart; `side_ports`, and places once more.
//!    Boxes that widened get `fuller_lines`.
//! 7. `p5_route` and `tracks`: places across, and bends.
//! 8. `assemble` and `transpose`: the scene, turned to its direction.

mod assemble;
#[cfg(test)]
mod contracts;
mod earlier;
mod frames;
mod fuller_lines;
mod graph;
mod long_edges;
mod p1_cycles;
mod p2_layers;
mod p3_order;
mod gaps;
mod parallel;
mod rails;
mod p4_place;
mod p5_route;
mod label_room;
mod least_width;
mod self_loops;
mod side_ports;
mod solids;
mod tracks;
mod transpose;
mod ways;

use super::metrics::{Metrics, Tightness};
use super::simplex::Basis;
use super::subview::{self, Subview};
use crate::geom::{Size, Unit};
use crate::view::{Direction, EdgeId, EdgeKind, Pull, View};
pub(super) use assemble::{Drawing, straighten};
use earlier::Earlier;
use frames::level;
pub(super) use frames::serves;
use graph::Graph;
pub(super) use p3_order::core;
use side_ports::SidePorts;
pub(super) use solids::{Crossing, NoSolids, Solid, Solids};
use std::collections::BTreeSet;
pub(super) use transpose::Turn;

/// Between the number of a note and its words, in a caption. No text of a view holds control characters.
pub(super) const NOTED: char = '\u{1f}';

/// How one layout is to be made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// Where flows run.
    pub direction: Direction,
    /// How narrow things are made.
    pub tightness: Tightness,
    /// The widest a row should get, along; wider ranks are spread over several rows.
    pub limit: Option<Unit>,
    /// The widest the whole drawing should get, on the page; parts that nothing connects are packed into it.
    pub width: Option<Unit>,
    /// The width that the outermost drawing keeps to where it can, rather than draw its lines straight.
    pub squeeze: Option<Unit>,
    /// How wide the outermost drawing may become to give its labels room.
    pub room: Option<Unit>,
    /// How wide parts may be whose flows run sideways; wider ones are folded into rows.
    pub fold: Option<Unit>,
    /// What would be wider than this on the page, in whatever order, is not drawn at all.
    pub most: Option<Unit>,
    /// The distances, on the page, to which boxes grow that are not far smaller.
    pub uniform: Option<Size>,
    /// Whether boundaries have ranks of their own.
    pub ranks: Ranks,
    /// Whether global ranks are tried too.
    pub tries_global: bool,
    /// Whether the best order is searched for, or the first good one taken: enough to learn how wide the drawing gets.
    pub thorough: bool,
}

/// What is ranked together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ranks {
    /// The insides of each boundary, which is one item of one row around it.
    Own,
    /// All boxes: a boundary spans the rows of what it holds, and others may stand beside it (`frames`). What is seen to cross
    /// more often than `most` is given up.
    Global { most: i64 },
}

/// The most ranks that all lines together may pass. Beyond it a drawing has no reader, and would take minutes.
const MAX_PASSED: u64 = 300_000;

/// Why there is no drawing.
#[derive(Clone, Copy, Debug)]
pub(super) enum Undrawn {
    /// The lines of the view pass more ranks than [`MAX_PASSED`].
    TooLarge,
    /// It would be as wide as this at least, on the page, and that is more than was asked for.
    TooWide(Unit),
    /// On global ranks something would be in the way of a line or a title, or more lines cross than is of use.
    Blocked,
}

/// Up to this many flows a drawing keeps what stood before the last of them.
const GROWN: usize = 600;

/// The flows that stood before the latest came, when there are some that came later. A drawing that has to keep to a width
/// is found anew each time: it needs every freedom to fit.
fn first_flows(view: &View, setting: Setting, captions: &[String], solids: &dyn Solids) -> Option<Subview> {
    let count = core(view.edges.len());
    let solid = (0..view.nodes.len()).any(|node| solids.is_solid(node));
    if count == view.edges.len() || view.edges.len() > GROWN || setting.width.is_some() || solid {
        return None;
    }
    let mut edges: Vec<usize> = (0..count).collect();
    // A flow that came before its stronger answer does not decide which of the two runs with the ranks.
    let strength = |edge: usize| match (view.pull(EdgeId(edge as u32)), view.edges[edge].kind) {
        (Pull::Back, _) => 0,
        (Pull::Usual, EdgeKind::Error | EdgeKind::Return) => 1,
        (Pull::Usual, EdgeKind::Sync | EdgeKind::Async) => 2,
        (Pull::Main, _) => 3,
    };
    edges.extend((count..view.edges.len()).filter(|&later| {
        let answer = &view.edges[later];
        let mut asked = (0..count).filter(|&edge| {
            let edge = &view.edges[edge];
            (edge.from, edge.to) == (answer.to, answer.from)
        });
        asked.any(|edge| strength(edge) < strength(later))
    }));
    Some(subview::of_edges(view, captions, &edges))
}

/// Lays out a view. `captions` are the texts on its edges.
pub(super) fn lay_out(
    view: &View,
    metrics: &dyn Metrics,
    setting: Setting,
    captions: &[String],
    solids: &mut dyn Solids,
) -> Result<Drawing, Undrawn> {
    let part = first_flows(view, setting, captions, solids);
    let within = |least: &dyn Fn() -> Unit| match setting.most.map(|most| (most, least())) {
        Some((most, least)) if least > most => Err(Undrawn::TooWide(least)),
        _ => Ok(()),
    };
    let mut steep = BTreeSet::new();
    let (mut graph, dropped) = loop {
        let new = || Graph::new(view, metrics, setting, captions);
        let mut earlier = part.as_ref().map(|part| Earlier::new(part, view, metrics, setting, &steep));
        let mut graph = ways::cut(&new, setting, earlier.as_ref());
        level::allow(&mut graph, &|siblings| steep.contains(&siblings));
        solids::fix(&mut graph, solids)?;
        let dropped = p2_layers::rank(&mut graph, setting.limit, earlier.as_ref());
        if long_edges::passed(&graph) > MAX_PASSED {
            return Err(Undrawn::TooLarge);
        }
        within(&|| least_width::of_lines(&graph))?;
        long_edges::split(&mut graph);
        within(&|| least_width::of(&graph))?;
        if graph.frames.is_empty() {
            p3_order::order(&mut graph, setting.thorough, earlier.as_mut());
        } else {
            frames::order(&mut graph, setting)?;
            // Lines that cannot run level make frames between which none does.
            let blocked = level::blocked(&graph);
            if !blocked.is_empty() {
                steep.extend(blocked);
                continue;
            }
        }
        break (graph, dropped);
    };
    parallel::sort(&mut graph);
    let mut extra = vec![0; graph.regions.len()];
    if !graph.turn.horizontal() {
        within(&|| p4_place::least_extent(&graph, &extra))?;
    }
    let mut basis = Basis::default();
    let mut places = p4_place::place(&graph, &extra, &SidePorts::default(), &mut basis);
    let sides = side_ports::choose(&graph, &places);
    // What nobody sees, or what is large, stays where it is.
    let is_final = (setting.thorough || setting.room.is_some()) && !p4_place::is_rigid(&graph);
    if is_final {
        places = p4_place::place_straight(&graph, &extra, &sides, &mut basis);
    } else {
        side_ports::open(&mut places, &sides);
    }
    loop {
        p4_place::neaten(&graph, &mut places);
        // Nobody counts the rows of what is large.
        let widest = setting.room.filter(|_| !p4_place::is_rigid(&graph));
        let widest = widest.map(|room| room - graph.metrics.wall());
        places = label_room::settle(&mut graph, places, &extra, widest, &mut basis);
        p4_place::flush::line_up(&graph, &mut places);
        if is_final {
            fuller_lines::fill(&mut graph, &places);
        }
        match p5_route::route(&graph, &places) {
            Ok(heights) => {
                frames::titles::settle(&graph, &mut places, &heights)?;
                return Ok(assemble::assemble(&graph, &places, &heights, dropped));
            }
            Err(_) if !graph.frames.is_empty() => return Err(Undrawn::Blocked),
            // A dogleg needs a column of its own: they are freed in every region that lacks some.
            Err(crowded) => {
                for (region, columns) in crowded {
                    extra[region] += 2 * graph.spacing.line_gap.max(1) * columns as Unit;
                }
                let place = if is_final { p4_place::place_straight } else { p4_place::place };
                places = place(&graph, &extra, &sides, &mut basis);
            }
        }
    }
}
