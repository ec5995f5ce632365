//! A chain: boxes that lead each to the next, and nowhere else.

use crate::view::{View, ViewKind};

/// From so many boxes on a chain is long: written under each other they fill a screen.
const LONG: usize = 6;

/// Whether a view is one long chain and nothing else: no box of it has two flows before it, or behind it, there is no
/// boundary, and no hint says how it should stand.
pub(super) fn is_long(view: &View) -> bool {
    let is_plain = view.kind != ViewKind::Dataflow && view.hinted() == 0;
    if !is_plain || view.nodes.len() < LONG || view.edges.len() + 1 != view.nodes.len() {
        return false;
    }
    let mut next = vec![None; view.nodes.len()];
    let mut led_to = vec![false; view.nodes.len()];
    for edge in &view.edges {
        let (from, to) = (edge.from.index(), edge.to.index());
        if next[from].is_some() || led_to[to] || edge.both {
            return false;
        }
        next[from] = Some(to);
        led_to[to] = true;
    }
    let Some(first) = (0..view.nodes.len()).find(|&node| next[node].is_some() && !led_to[node]) else {
        return false;
    };
    // Each box is led to once at most, so the walk never meets one again.
    std::iter::successors(Some(first), |&node| next[node]).count() == view.nodes.len()
}
