//! Parallel lines: those between the same two boxes stand in the order of their flows.
//!
//! Before: rows are ordered. After: lines between the same two ends stand in declaration order in every row that they pass, so
//! that steps are read in their order, and a reply after what it answers. Any two of them can change places all the way without a
//! crossing more, which is why the search for crossings leaves their order to chance.
//!
//! ```text
//!     │ 2 pays  │ 1 searches        │ 1 searches  │ 2 pays
//!     ▼         ▼              ─▶   ▼             ▼
//! ```

use super::graph::{Graph, Vx};
use super::p3_order::chains;
use std::collections::BTreeMap;

/// Sorts parallel lines.
pub(super) fn sort(graph: &mut Graph<'_>) {
    let chains = chains(graph, &|_| true);
    let mut groups: BTreeMap<(Vx, Vx, usize), Vec<Vec<Vx>>> = BTreeMap::new();
    for edge in 0..graph.routes.len() {
        let chain = chains.of(edge as u32);
        let ([first, ..], [.., last]) = (chain, chain) else { continue };
        let segment = |segment: u32| &graph.segments[segment as usize];
        let ends = (segment(*first).upper.line(), segment(*last).lower.line(), chain.len());
        let joints = chain[1..].iter().map(|&below| segment(below).upper.line()).collect();
        groups.entry(ends).or_default().push(joints);
    }
    for lines in groups.into_values().filter(|lines| lines.len() > 1) {
        let joints = lines[0].len();
        let row = |graph: &Graph<'_>, v: Vx| (graph.vertices[v].region, graph.vertices[v].row);
        let is_fixed = |v: Vx| graph.regions[graph.vertices[v].region].fixed.is_some();
        // A solid block has its pins where it has them, and lines may be in frames of their own choice.
        let alike = |at: usize| {
            let frame = |line: &Vec<Vx>| (row(graph, line[at]), graph.vertices[line[at]].frame);
            lines.iter().all(|line| frame(line) == frame(&lines[0]) && !is_fixed(line[at]))
        };
        if !(0..joints).all(alike) {
            continue;
        }
        for at in 0..joints {
            let (region, row) = row(graph, lines[0][at]);
            let mut places: Vec<usize> = lines.iter().map(|line| graph.vertices[line[at]].pos).collect();
            places.sort_unstable();
            for (line, place) in lines.iter().zip(places) {
                graph.vertices[line[at]].pos = place;
                graph.regions[region].rows[row].items[place] = line[at];
            }
        }
    }
}
