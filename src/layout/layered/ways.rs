//! Which way the cycles of a view are broken: few flows against the ranks, or few crossings.
//!
//! Before: a view. After: its flows are cut, as in the earlier drawing where there is one. To reverse as few of them as can be
//! keeps most of the drawing running one way, but ranks get short and dense by it; what a depth-first walk reverses, as dot does
//! it, crosses less on some graphs and more on others. So where there are cycles both are ordered quickly, and the walk is
//! taken when its crossings are clearly fewer.

use super::earlier::Earlier;
use super::graph::Graph;
use super::p1_cycles::{self, Reversed};
use super::{Setting, long_edges, p2_layers, p3_order};

/// Up to so many flows both ways are tried.
const WALKED: usize = 600;

/// A new graph, which `new` makes, with its flows cut.
pub(super) fn cut<'a>(
    new: &dyn Fn() -> Graph<'a>,
    setting: Setting,
    earlier: Option<&Earlier<'_>>,
) -> Graph<'a> {
    let cut = |way: Reversed| {
        let mut graph = new();
        p1_cycles::cut(&mut graph, earlier, way);
        graph
    };
    let few = cut(Reversed::Fewest);
    // A drawing that has to fit, or that others are judged by, is made so often that each of them has to be quick.
    let quick = !setting.thorough || setting.width.is_some();
    if earlier.is_some() || quick || !few.frames.is_empty() || few.routes.len() > WALKED {
        return few;
    }
    if few.parts.iter().all(|part| part.down) {
        return few;
    }
    let ways = |graph: &Graph<'_>| graph.parts.iter().map(|part| part.down).collect::<Vec<bool>>();
    let walked = cut(Reversed::Walked);
    if ways(&walked) == ways(&few) {
        return few;
    }
    let crossings = |mut graph: Graph<'_>| {
        p2_layers::rank(&mut graph, setting.limit, None);
        long_edges::split(&mut graph);
        p3_order::quick_crossings(&graph)
    };
    let (most, least) = (crossings(few), crossings(walked));
    let clearly = least + 2 <= most && 10 * least < 9 * most;
    cut(if clearly { Reversed::Walked } else { Reversed::Fewest })
}
