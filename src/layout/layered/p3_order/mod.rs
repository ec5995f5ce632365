//! Phase 3: orders the rows of all regions so that few lines cross.
//!
//! Before: rows and segments exist. After: every vertex knows its place in its row; `row` hints stand in their order; the
//! number of crossings is the least that was found.
//!
//! Method: layer sweeps with barycentres (Sugiyama, Tagawa & Toda 1981) that go down into boundaries and come out of them
//! again: the pins of a boundary are ordered by their neighbours outside, then the sweep passes through its rows, and the
//! pins on the other wall carry the order on. Each sweep is followed by transposition of neighbours (Gansner et al. 1993,
//! section 3), on pins too, where crossings outside and inside the wall count together. Crossings are counted with the
//! accumulator tree of Barth, Jünger & Mutzel (2002). The first start is the declaration order; when it has no crossing it
//! is kept as it is. Further starts are fixed permutations, so that equal input gives equal drawings.

mod sweeps;
mod swaps;
mod tidy;
mod crossings;

use super::graph::{End, Graph, Vx};

/// Orders all rows. `starts` is the number of starts to try; the best order found is refined when asked.
pub(super) fn order(graph: &mut Graph<'_>, starts: usize, refined: bool) {
    let rows = least_crossings(graph, starts, refined);
    apply(graph, rows);
}

fn least_crossings(graph: &Graph<'_>, starts: usize, refined: bool) -> Vec<Vec<Vec<Vx>>> {
    let mut ordering = Ordering::new(graph);
    ordering.begin(0);
    if ordering.crossings() == 0 {
        return ordering.rows;
    }
    let mut best = None;
    for start in 0..starts.max(1) {
        ordering.begin(start);
        ordering.improve(&mut best, start);
        if best.as_ref().is_some_and(|found| found.0 == 0) {
            break;
        }
    }
    if refined && ordering.sifted && best.as_ref().is_some_and(|found| found.0 > 0) {
        ordering.refine(&mut best);
    }
    if let Some(found) = best {
        ordering.rows = found.2;
        ordering.renumber();
    }
    ordering.tidy();
    ordering.rows
}

/// Up to this many segments, vertices are sifted.
const SIFTED: usize = 3_000;

/// One end of a segment, ready for comparing: the vertex in the row, and its pin's place when it is a boundary.
#[derive(Clone, Copy)]
struct Link {
    far: Vx,
    far_pin: Option<Vx>,
    own_pin: Option<Vx>,
}

/// An order with its crossings and its disorder.
type Found = (u64, u64, Vec<Vec<Vec<Vx>>>);

struct Ordering<'g, 'a> {
    graph: &'g Graph<'a>,
    /// Per region, per row, the vertices in order.
    rows: Vec<Vec<Vec<Vx>>>,
    declared: Vec<Vec<Vec<Vx>>>,
    pos: Vec<u32>,
    /// Where a vertex's slots begin, for segments above it and for segments below it.
    base: [Vec<u32>; 2],
    /// Per vertex, its segments above and below. A pin on a wall has those outside and those inside.
    links: [Vec<Vec<Link>>; 2],
    /// For an item under a `row` hint: its row hint and its place there.
    abreast: std::collections::BTreeMap<Vx, (usize, usize)>,
    scratch: Vec<u32>,
    /// Whether single vertices are also moved across whole rows.
    sifted: bool,
}

impl<'g, 'a> Ordering<'g, 'a> {
    fn new(graph: &'g Graph<'a>) -> Ordering<'g, 'a> {
        let count = graph.vertices.len();
        let mut links = [vec![Vec::new(); count], vec![Vec::new(); count]];
        for segment in &graph.segments {
            let End { vertex: upper, pin: upper_pin } = segment.upper;
            let End { vertex: lower, pin: lower_pin } = segment.lower;
            let down = Link { far: lower, far_pin: lower_pin, own_pin: upper_pin };
            let up = Link { far: upper, far_pin: upper_pin, own_pin: lower_pin };
            links[1][upper].push(down);
            links[0][lower].push(up);
            if let Some(pin) = upper_pin {
                links[1][pin].push(down);
            }
            if let Some(pin) = lower_pin {
                links[0][pin].push(up);
            }
        }
        let rows: Vec<Vec<Vec<Vx>>> = graph
            .regions
            .iter()
            .map(|region| region.rows.iter().map(|row| row.items.clone()).collect())
            .collect();
        let mut abreast = std::collections::BTreeMap::new();
        let mut next = 0;
        for region in &graph.regions {
            for row in &region.abreast {
                for (place, &item) in row.iter().enumerate() {
                    abreast.entry(item).or_insert((next, place));
                }
                next += 1;
            }
        }
        Ordering {
            graph,
            declared: rows.clone(),
            rows,
            pos: vec![0; count],
            base: [vec![0; count], vec![0; count]],
            links,
            abreast,
            scratch: Vec::new(),
            sifted: graph.segments.len() <= SIFTED,
        }
    }

    /// The order to start from: as declared, as a walk from the upper or the lower rows meets the vertices, or shuffled by a
    /// fixed sequence.
    fn begin(&mut self, start: usize) {
        self.rows = self.declared.clone();
        let mut seed = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(start as u64 + 1);
        match start {
            0 => {}
            1 => self.walk(1),
            2 => self.walk(0),
            _ => {
                let fixed = |region: usize| self.graph.regions[region].fixed.is_some();
                let free = self.rows.iter_mut().enumerate().filter(|&(region, _)| !fixed(region));
                for row in free.flat_map(|(_, rows)| rows) {
                    for index in (1..row.len()).rev() {
                        seed = seed
                            .wrapping_mul(6_364_136_223_846_793_005)
                            .wrapping_add(1_442_695_040_888_963_407);
                        row.swap(index, ((seed >> 33) % (index as u64 + 1)) as usize);
                    }
                }
            }
        }
        self.renumber();
        for region in 0..self.rows.len() {
            for row in 0..self.rows[region].len() {
                self.keep_abreast(region, row);
            }
        }
    }

    /// Orders every row by when a depth-first walk along the segments to one side meets its vertices, so that neighbours of
    /// one vertex start out together.
    fn walk(&mut self, side: usize) {
        let mut met = vec![usize::MAX; self.pos.len()];
        let mut next = 0;
        let mut stack: Vec<Vx> = Vec::new();
        for rows in &self.declared {
            let starts: Vec<Vx> = if side == 1 {
                rows.iter().flatten().copied().collect()
            } else {
                rows.iter().rev().flatten().copied().collect()
            };
            for root in starts {
                stack.push(root);
                while let Some(v) = stack.pop() {
                    if met[v] != usize::MAX {
                        continue;
                    }
                    met[v] = next;
                    next += 1;
                    let links = |side: usize| self.links[side][v].iter().rev().map(|link| link.far);
                    stack.extend(links(1 - side).filter(|&far| met[far] == usize::MAX));
                    stack.extend(links(side).filter(|&far| met[far] == usize::MAX));
                }
            }
        }
        let fixed = |region: usize| self.graph.regions[region].fixed.is_some();
        let free = self.rows.iter_mut().enumerate().filter(|&(region, _)| !fixed(region));
        for row in free.flat_map(|(_, rows)| rows) {
            row.sort_by_key(|&v| met[v]);
        }
    }

    /// Sweeps down and up until nothing is gained, and keeps the best order seen.
    fn improve(&mut self, best: &mut Option<Found>, start: usize) {
        let mut patience = 3;
        let mut least = u64::MAX;
        for round in 0..24 {
            if round > 0 || start > 0 {
                if (round + start) % 2 == 1 {
                    self.sweep_down(0, round % 4 > 1)
                } else {
                    self.sweep_up(0, round % 4 > 1)
                }
            }
            self.transpose();
            let crossings = self.keep(best);
            if crossings < least {
                (least, patience) = (crossings, 3);
            } else {
                patience -= 1;
            }
            if crossings == 0 || patience == 0 {
                break;
            }
        }
    }

    /// Sifts the best order found, and sweeps on from there, while that helps.
    fn refine(&mut self, best: &mut Option<Found>) {
        for round in 0..8 {
            let Some(found) = best.as_ref() else { return };
            let least = found.0;
            self.rows = found.2.clone();
            self.renumber();
            self.sift();
            self.keep(best);
            if round % 2 == 0 {
                self.sweep_down(0, round % 4 > 1)
            } else {
                self.sweep_up(0, round % 4 > 1)
            }
            self.transpose();
            self.sift();
            self.keep(best);
            if round > 1 && best.as_ref().is_none_or(|found| found.0 >= least) {
                return;
            }
        }
    }

    /// Remembers the present order when it is the best so far; returns its crossings.
    fn keep(&mut self, best: &mut Option<Found>) -> u64 {
        let (crossings, disorder) = (self.crossings(), self.disorder());
        if best.as_ref().is_none_or(|found| (crossings, disorder) < (found.0, found.1)) {
            *best = Some((crossings, disorder, self.rows.clone()));
        }
        crossings
    }

    fn renumber(&mut self) {
        for region in 0..self.rows.len() {
            for row in 0..self.rows[region].len() {
                self.renumber_row(region, row);
            }
        }
    }

    fn renumber_row(&mut self, region: usize, row: usize) {
        let mut next = [0, 0];
        for (pos, &v) in self.rows[region][row].iter().enumerate() {
            self.pos[v] = pos as u32;
            for (side, next) in next.iter_mut().enumerate() {
                self.base[side][v] = *next;
                *next += self.slots(v, side);
            }
        }
    }

    /// Whether a region's insides were laid out elsewhere, so that its pins stand where they stand.
    fn is_fixed(&self, region: usize) -> bool {
        self.graph.regions[region].fixed.is_some()
    }

    /// How many places a vertex offers to segments: a boundary one per pin on that wall.
    fn slots(&self, v: Vx, side: usize) -> u32 {
        match self.graph.inside(v) {
            Some(region) => self.wall(region, side).len().max(1) as u32,
            None => 1,
        }
    }

    fn wall(&self, region: usize, side: usize) -> &[Vx] {
        let rows = &self.rows[region];
        &rows[if side == 0 { 0 } else { rows.len() - 1 }]
    }

    /// The place of the far end of a link that leaves upwards (`side` 0) or downwards.
    fn far(&self, link: Link, side: usize) -> u32 {
        self.base[1 - side][link.far] + link.far_pin.map_or(0, |pin| self.pos[pin])
    }
}

fn apply(graph: &mut Graph<'_>, rows: Vec<Vec<Vec<Vx>>>) {
    for (region, rows) in rows.into_iter().enumerate() {
        for (row, items) in rows.into_iter().enumerate() {
            for (pos, &v) in items.iter().enumerate() {
                graph.vertices[v].pos = pos;
            }
            graph.regions[region].rows[row].items = items;
        }
    }
}
