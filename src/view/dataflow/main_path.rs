//! The main path: the chain of calls from the initiator, each made by whom the one before it called.

use super::{NodeId, Pull, View};
use std::collections::BTreeSet;

/// Marks the edges of the main path. `calls` are the synchronous steps in their order, as indices of edges.
pub(super) fn mark(view: &mut View, calls: &[usize]) {
    let Some(first) = calls.first().and_then(|&edge| view.edges.get(edge)) else { return };
    let mut at: NodeId = first.from;
    let mut passed = BTreeSet::from([at]);
    for &index in calls {
        let edge = &view.edges[index];
        if edge.from == at && passed.insert(edge.to) {
            at = edge.to;
            view.pull[index] = Pull::Main;
        }
    }
}
