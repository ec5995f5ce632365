//! Ranks: keeps the members of each frame on neighbouring ranks.
//!
//! Before: a variable for the rank of each box. After: two more for each frame, its first and its last rank, with its members
//! and the frames in it between them; to span many ranks has a price. Method: the clusters of Sander (1996) as Graphviz ranks
//! them, without ranks for the walls themselves: what a wall takes is added to the gap it stands in.

use super::super::graph::Graph;
use crate::layout::simplex::{Problem, Var};

/// What each rank costs that a frame spans, against 12 for each that a usual flow passes.
const SPAN: i64 = 4;

/// Adds the frames of a graph to the problem of its ranks; `items` are its boxes, each with its variable.
pub(in crate::layout::layered) fn hold(
    problem: &mut Problem,
    graph: &Graph<'_>,
    items: impl Iterator<Item = (usize, Var)>,
) {
    let ends: Vec<(Var, Var)> =
        graph.frames.iter().map(|_| (problem.variable(), problem.variable())).collect();
    for (frame, &(first, last)) in graph.frames.iter().zip(&ends) {
        problem.separate(first, last, 0);
        problem.pull(first, last, 0, SPAN);
        if let Some(parent) = frame.parent {
            problem.separate(ends[parent].0, first, 0);
            problem.separate(last, ends[parent].1, 0);
        }
    }
    for (item, variable) in items {
        if let Some(frame) = graph.vertices[item].frame {
            problem.separate(ends[frame].0, variable, 0);
            problem.separate(variable, ends[frame].1, 0);
        }
    }
}
