//! What rows and segments are to the ordering: flat arrays, of all regions at once.

use crate::layout::buckets::Buckets;
use crate::layout::layered::graph::{End, Graph, Part, VertexKind};
use std::collections::BTreeMap;

/// No pin.
pub(super) const NONE: u32 = u32::MAX;

/// One end of a segment, ready for comparing: the vertex in the row, and its pin when it is a boundary.
#[derive(Clone, Copy, Default)]
pub(super) struct Link {
    pub far: u32,
    pub far_pin: u32,
    pub own_pin: u32,
    pub edge: u32,
}

/// The rows of all regions, one after another, and what connects them.
pub(super) struct Net<'g> {
    pub graph: &'g Graph<'g>,
    pub segments: usize,
    /// Per region, its first and its last row: its walls.
    pub walls: Vec<(usize, usize)>,
    /// Per row, its vertices as declared.
    pub declared: Vec<Vec<u32>>,
    /// Per row, whether it is the wall of a boundary whose insides were laid out elsewhere, so that its pins stand as they do.
    pub fixed: Vec<bool>,
    /// The row of each vertex.
    pub row_of: Vec<u32>,
    /// Per vertex, its segments above and below. A pin on a wall has those outside and those inside.
    pub links: [Buckets<Link>; 2],
    /// How many places a vertex offers to segments on its upper and its lower side: a boundary one for each pin.
    pub slots: [Vec<u32>; 2],
    /// Whether there are no boundaries.
    pub is_flat: bool,
    /// Whether each vertex is a box or a boundary.
    pub is_item: Vec<bool>,
    /// Per row, whether segments below it begin at pins of its boundaries.
    pub has_pins_below: Vec<bool>,
    /// Per row, the rows that see its order.
    pub beside: Buckets<u32>,
    /// Per row, those whose order the segments below it depend on.
    pub seen: Buckets<u32>,
    /// Per edge, its segments from the uppermost to the lowest.
    pub chains: Buckets<u32>,
    /// For an item under a `row` hint: its row hint and its place there.
    pub abreast: BTreeMap<u32, (usize, usize)>,
}

impl<'g> Net<'g> {
    /// The net of those edges for which `has` holds, with the boxes they connect; of all boxes when it holds for all.
    pub(super) fn new(graph: &'g Graph<'g>, has: &dyn Fn(usize) -> bool) -> Net<'g> {
        let count = graph.vertices.len();
        let whole = (0..graph.routes.len()).all(has);
        let is_in = |v: usize| {
            let vertex = &graph.vertices[v];
            match vertex.kind {
                VertexKind::Box(_) => {
                    let mut segments = vertex.above.iter().chain(&vertex.below);
                    whole || segments.any(|&segment| has(graph.segments[segment].edge))
                }
                VertexKind::Region(_) => true,
                _ => has(vertex.edge),
            }
        };
        let mut declared: Vec<Vec<u32>> = Vec::new();
        let mut fixed = Vec::new();
        let mut walls = Vec::with_capacity(graph.regions.len());
        let mut row_of = vec![0; count];
        for region in &graph.regions {
            let first = declared.len();
            for row in &region.rows {
                for &v in &row.items {
                    row_of[v] = declared.len() as u32;
                }
                fixed.push(region.fixed.is_some());
                declared.push(row.items.iter().filter(|&&v| is_in(v)).map(|&v| v as u32).collect());
            }
            walls.push((first, declared.len() - 1));
        }
        let mut slots = [vec![1; count], vec![1; count]];
        for (region, data) in graph.regions.iter().enumerate() {
            if let Some(v) = data.vertex {
                slots[0][v] = declared[walls[region].0].len().max(1) as u32;
                slots[1][v] = declared[walls[region].1].len().max(1) as u32;
            }
        }
        let (links, [beside, seen]) = connect(graph, has, &row_of, declared.len());
        let mut has_pins_below = vec![false; declared.len()];
        for segment in graph.segments.iter().filter(|segment| segment.upper.pin.is_some()) {
            has_pins_below[row_of[segment.upper.vertex] as usize] = true;
        }
        let mut abreast = BTreeMap::new();
        let mut next = 0;
        for region in &graph.regions {
            for row in &region.abreast {
                for (place, &item) in row.iter().enumerate() {
                    abreast.entry(item as u32).or_insert((next, place));
                }
                next += 1;
            }
        }
        Net {
            graph,
            segments: graph.segments.iter().filter(|segment| has(segment.edge)).count(),
            walls,
            declared,
            fixed,
            row_of,
            links,
            slots,
            is_flat: graph.regions.len() == 1,
            is_item: graph.vertices.iter().map(|vertex| vertex.edge == usize::MAX).collect(),
            has_pins_below,
            beside,
            seen,
            chains: chains(graph, has),
            abreast,
        }
    }

    /// Whether whole lines can be laid anew in good time, with places that sixteen bits hold.
    pub(super) fn is_small(&self) -> bool {
        self.segments <= super::SIFTED && self.declared.iter().all(|row| row.len() < 4_000)
    }

    pub(super) fn tied(&self, a: u32, b: u32) -> bool {
        !self.abreast.is_empty()
            && matches!((self.abreast.get(&a), self.abreast.get(&b)), (Some(x), Some(y)) if x.0 == y.0)
    }
}

/// Per edge, its segments from the uppermost to the lowest.
pub(in crate::layout::layered) fn chains(graph: &Graph<'_>, has: &dyn Fn(usize) -> bool) -> Buckets<u32> {
    let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(graph.segments.len());
    for (edge, route) in graph.routes.iter().enumerate().filter(|&(edge, _)| has(edge)) {
        let parts = route.parts.iter().map(|&part| &graph.parts[part]);
        let push = |pairs: &mut Vec<(u32, u32)>, part: &Part| {
            pairs.extend(part.segments.iter().map(|&segment| (edge as u32, segment as u32)));
        };
        // All parts of a flow run the same way.
        if parts.clone().all(|part| part.down) {
            parts.for_each(|part| push(&mut pairs, part));
        } else {
            parts.rev().for_each(|part| push(&mut pairs, part));
        }
    }
    Buckets::new(graph.routes.len(), pairs.iter().copied())
}

fn connect(
    graph: &Graph<'_>,
    has: &dyn Fn(usize) -> bool,
    row_of: &[u32],
    rows: usize,
) -> ([Buckets<Link>; 2], [Buckets<u32>; 2]) {
    let pin = |pin: Option<usize>| pin.map_or(NONE, |pin| pin as u32);
    let mut pairs: [Vec<(u32, Link)>; 2] = [Vec::new(), Vec::new()];
    let mut beside: Vec<(u32, u32)> = Vec::new();
    let mut seen: Vec<(u32, u32)> = Vec::new();
    for segment in graph.segments.iter().filter(|segment| has(segment.edge)) {
        let End { vertex: upper, pin: upper_pin } = segment.upper;
        let End { vertex: lower, pin: lower_pin } = segment.lower;
        let edge = segment.edge as u32;
        let down = Link { far: lower as u32, far_pin: pin(lower_pin), own_pin: pin(upper_pin), edge };
        let up = Link { far: upper as u32, far_pin: pin(upper_pin), own_pin: pin(lower_pin), edge };
        for v in [Some(upper), upper_pin].into_iter().flatten() {
            pairs[1].push((v as u32, down));
            for w in [Some(lower), lower_pin].into_iter().flatten() {
                beside.push((row_of[v], row_of[w]));
                beside.push((row_of[w], row_of[v]));
            }
        }
        for v in [Some(lower), lower_pin].into_iter().flatten() {
            pairs[0].push((v as u32, up));
        }
        let all = [Some(upper), upper_pin, Some(lower), lower_pin].into_iter().flatten();
        seen.extend(all.map(|v| (row_of[upper], row_of[v])));
    }
    for pairs in [&mut beside, &mut seen] {
        pairs.sort_unstable();
        pairs.dedup();
    }
    let [up, down] = pairs;
    (
        [Buckets::new(row_of.len(), up.iter().copied()), Buckets::new(row_of.len(), down.iter().copied())],
        [Buckets::new(rows, beside.iter().copied()), Buckets::new(rows, seen.iter().copied())],
    )
}
