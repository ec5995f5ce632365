//! What is searched for, and what is laid into it: a drawing changes little when its source is continued.
//!
//! A search is chaotic: one more edge, and it may end elsewhere. So only a *core* of the edges, which changes now and then, is
//! searched for. What came later is laid into what was found (`grow`), and boxes that stood change sides only where that
//! saves more crossings than one, or, in whole branches (`turns`), than two for each pair of them. It is laid in in two *stages*,
//! of which the first changes more seldom than the drawing does: there it has settled without what came last.

use super::net::Net;
use super::{Effort, Ordering, search};
use crate::layout::layered::earlier::Earlier;
use crate::layout::layered::graph::Graph;

/// The rows of the best order found, in which `core` of the edges, from the first, are searched for.
pub(super) fn least_crossings(
    graph: &Graph<'_>,
    thorough: bool,
    core: usize,
    earlier: Option<&mut Earlier<'_>>,
) -> Vec<Vec<u32>> {
    let net = Net::new(graph, &|_| true);
    let mut ordering = Ordering::new(&net);
    ordering.begin(0);
    if ordering.crossings() == 0 {
        return ordering.rows;
    }
    if !thorough || !net.is_small() || core == graph.routes.len() {
        return search(&net, Effort::of(&net, thorough));
    }
    let free = ordering.free(core);
    if free > core {
        let declared = Net::new(graph, &|edge| edge < free).declared;
        let stood = ordering.grow(declared, free);
        ordering.finish(stood);
        if ordering.crossings() == 0 {
            return ordering.rows;
        }
        ordering = Ordering::new(&net);
    }
    let stood = match earlier {
        Some(earlier) => stand(&mut ordering, earlier, core),
        None => {
            let inner = Net::new(graph, &|edge| edge < core);
            let found = search(&inner, Effort::of(&inner, thorough));
            ordering.grow(found, core)
        }
    };
    ordering.finish(stood);
    let crossings = ordering.crossings();
    if crossings == 0 || graph.routes.len() > TINY {
        return ordering.rows;
    }
    // What was declared first stands where the rest cannot bear it: for four crossings of five it is found anew.
    let stands = std::mem::take(&mut ordering.rows);
    ordering.take(search(&net, Effort::of(&net, thorough)));
    if 5 * ordering.crossings() <= crossings { ordering.rows } else { stands }
}

/// Takes the orders of an earlier drawing, of the `core` of the edges, and lays the others into it. Returns the time since when
/// there is something to improve.
fn stand(ordering: &mut Ordering<'_>, earlier: &mut Earlier<'_>, core: usize) -> u32 {
    earlier.order();
    let graph = ordering.net.graph;
    let stage = graph.routes.len() / STAGE * STAGE;
    if stage <= core {
        return ordering.stand(earlier);
    }
    let net = Net::new(graph, &|edge| edge < stage);
    let mut settled = Ordering::new(&net);
    let stood = settled.stand(earlier);
    settled.finish(stood);
    ordering.grow(settled.rows, stage)
}

/// Up to so many edges what crosses needlessly is seen at a glance.
const TINY: usize = 17;

/// How many of the edges, from the first, are ordered by a search of many starts; the others are laid into what it found.
///
/// It changes only with every 24th edge, and what is appended to a source otherwise finds everything where it was. In a large
/// drawing, whose crossings suffer most from what is not searched for, it is every eighth; a small one is best found anew as a
/// whole.
pub(in crate::layout) fn core(edges: usize) -> usize {
    let step = if edges < FEW { 24 } else { STAGE };
    if edges >= step { edges / step * step } else { edges.min(SMALL_CORE) }
}

/// What is laid into the core settles with every so many edges.
const STAGE: usize = 8;

/// With fewer edges than this boxes that stood keep their order at the price of a crossing.
pub(super) const FEW: usize = 64;

/// What has no more edges than this is small.
const SMALL_CORE: usize = 12;
