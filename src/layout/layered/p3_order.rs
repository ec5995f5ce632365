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

use super::graph::{End, Graph, RowKind, Vx};

/// Orders all rows. `thoroughness` is the number of starts to try.
pub(super) fn order(graph: &mut Graph<'_>, thoroughness: usize) {
    let rows = least_crossings(graph, thoroughness);
    apply(graph, rows);
}

fn least_crossings(graph: &Graph<'_>, thoroughness: usize) -> Vec<Vec<Vec<Vx>>> {
    let mut ordering = Ordering::new(graph);
    ordering.begin(0);
    if ordering.crossings() == 0 {
        return ordering.rows;
    }
    let mut best = None;
    for start in 0..thoroughness.max(1) {
        ordering.begin(start);
        ordering.improve(&mut best, start);
        if best.as_ref().is_some_and(|found| found.0 == 0) {
            break;
        }
    }
    if ordering.sifted && best.as_ref().is_some_and(|found| found.0 > 0) {
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
/// Up to this many segments, items are put back into declaration order one by one.
const TIDIED: usize = 500;

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
                for row in self.rows.iter_mut().flatten() {
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
        for row in self.rows.iter_mut().flatten() {
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
            for side in 0..2 {
                self.base[side][v] = next[side];
                next[side] += self.slots(v, side);
            }
        }
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

    /// Sorts a row by the mean place of neighbours above (`side` 0) or below. What has none stays where it is.
    fn sort_row(&mut self, region: usize, row: usize, side: usize, reverse_ties: bool) {
        let mut items = std::mem::take(&mut self.rows[region][row]);
        let mut keyed: Vec<(f64, i64, Vx)> = Vec::with_capacity(items.len());
        for (index, &v) in items.iter().enumerate() {
            // On a wall a pin's links on this side lead out of the region; inside they are what the sweep comes from.
            let links = &self.links[side][v];
            if links.is_empty() {
                continue;
            }
            let sum: f64 = links.iter().map(|&link| f64::from(self.far(link, side))).sum();
            let tie = if reverse_ties { -(index as i64) } else { index as i64 };
            keyed.push((sum / links.len() as f64, tie, v));
        }
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut sorted = keyed.into_iter().map(|key| key.2);
        for item in items.iter_mut() {
            if !self.links[side][*item].is_empty() {
                if let Some(next) = sorted.next() {
                    *item = next;
                }
            }
        }
        self.rows[region][row] = items;
        self.keep_abreast(region, row);
    }

    /// Puts the items of `row` hints into their order, in the places they hold together.
    fn keep_abreast(&mut self, region: usize, row: usize) {
        if !self.abreast.is_empty() {
            let items = &mut self.rows[region][row];
            let mut hints: std::collections::BTreeMap<usize, Vec<(usize, usize)>> =
                std::collections::BTreeMap::new();
            for (index, item) in items.iter().enumerate() {
                if let Some(&(hint, place)) = self.abreast.get(item) {
                    hints.entry(hint).or_default().push((index, place));
                }
            }
            for places in hints.values() {
                let mut members: Vec<(usize, Vx)> =
                    places.iter().map(|&(index, place)| (place, items[index])).collect();
                members.sort_unstable();
                for (&(index, _), (_, item)) in places.iter().zip(members) {
                    items[index] = item;
                }
            }
        }
        self.renumber_row(region, row);
    }

    fn sweep_down(&mut self, region: usize, reverse_ties: bool) {
        for row in 1..self.rows[region].len() {
            self.sort_row(region, row, 0, reverse_ties);
            for index in 0..self.rows[region][row].len() {
                if let Some(inside) = self.graph.inside(self.rows[region][row][index]) {
                    self.sort_row(inside, 0, 0, reverse_ties);
                    self.sweep_down(inside, reverse_ties);
                }
            }
            self.renumber_row(region, row);
        }
    }

    fn sweep_up(&mut self, region: usize, reverse_ties: bool) {
        for row in (0..self.rows[region].len() - 1).rev() {
            self.sort_row(region, row, 1, reverse_ties);
            for index in 0..self.rows[region][row].len() {
                if let Some(inside) = self.graph.inside(self.rows[region][row][index]) {
                    let last = self.rows[inside].len() - 1;
                    self.sort_row(inside, last, 1, reverse_ties);
                    self.sweep_up(inside, reverse_ties);
                }
            }
            self.renumber_row(region, row);
        }
    }

    /// Swaps neighbours while that saves crossings.
    fn transpose(&mut self) {
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for _ in 0..12 {
            let mut improved = false;
            for region in 0..self.rows.len() {
                for row in 0..self.rows[region].len() {
                    for index in 1..self.rows[region][row].len() {
                        let (a, b) = (self.rows[region][row][index - 1], self.rows[region][row][index]);
                        if self.tied(a, b) {
                            continue;
                        }
                        let mut gain = 0i64;
                        for side in 0..2 {
                            self.places(a, side, &mut left);
                            self.places(b, side, &mut right);
                            gain += inversions(&left, &right) - inversions(&right, &left);
                        }
                        if gain > 0 {
                            self.swap(region, row, index);
                            improved = true;
                        }
                    }
                }
            }
            if !improved {
                break;
            }
        }
    }

    /// Turns what costs no crossing back into declaration order: the whole drawing when it stands the other way round, then
    /// neighbours.
    fn tidy(&mut self) {
        let before = self.disorder();
        let rows = self.rows.clone();
        if self.abreast.is_empty() {
            self.rows.iter_mut().flatten().for_each(|row| row.reverse());
            self.renumber();
            if self.disorder() >= before {
                self.rows = rows;
                self.renumber();
            }
        }
        if self.graph.segments.len() > TIDIED {
            return;
        }
        let mut crossings = self.crossings();
        for _ in 0..4 {
            let mut improved = false;
            for region in 0..self.rows.len() {
                for row in 0..self.rows[region].len() {
                    improved |= self.tidy_row(region, row, &mut crossings);
                }
            }
            if !improved {
                break;
            }
        }
    }

    /// Swaps neighbouring items of one row that stand against their declaration, lines between them left aside, where that
    /// costs no crossing once the label rows have followed.
    fn tidy_row(&mut self, region: usize, row: usize, crossings: &mut u64) -> bool {
        let mut improved = false;
        let items = |ordering: &Self| -> Vec<usize> {
            let is_item = |index: &usize| {
                ordering.graph.vertices[ordering.rows[region][row][*index]].edge == usize::MAX
            };
            (0..ordering.rows[region][row].len()).filter(is_item).collect()
        };
        let places = items(self);
        for pair in places.windows(2) {
            let (a, b) = (self.rows[region][row][pair[0]], self.rows[region][row][pair[1]]);
            if a < b || self.tied(a, b) {
                continue;
            }
            let before = self.rows[region].clone();
            self.rows[region][row].swap(pair[0], pair[1]);
            self.renumber_row(region, row);
            for other in 0..self.rows[region].len() {
                if self.graph.regions[region].rows[other].kind == RowKind::Labels {
                    self.follow(region, other);
                }
            }
            let now = self.crossings();
            if now <= *crossings {
                *crossings = now;
                improved = true;
            } else {
                self.rows[region] = before;
                for other in 0..self.rows[region].len() {
                    self.renumber_row(region, other);
                }
            }
        }
        improved
    }

    /// Sorts a row of lines by where they come from and where they go.
    fn follow(&mut self, region: usize, row: usize) {
        let mut items = std::mem::take(&mut self.rows[region][row]);
        let mean = |v: Vx, side: usize| {
            let links = &self.links[side][v];
            let count = links.len().max(1) as f64;
            links.iter().map(|&link| f64::from(self.far(link, side))).sum::<f64>() / count
        };
        // From above first: neighbouring label rows follow each other downwards.
        let mut keyed: Vec<(f64, f64, Vx)> = items.iter().map(|&v| (mean(v, 0), mean(v, 1), v)).collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        for (place, key) in items.iter_mut().zip(keyed) {
            *place = key.2;
        }
        self.rows[region][row] = items;
        self.renumber_row(region, row);
    }

    /// Moves each vertex to where in its row it crosses least (Matuszewski, Schönfeld & Molitor 1999), until nothing improves.
    fn sift(&mut self) {
        let (mut own, mut other) = ([Vec::new(), Vec::new()], Vec::new());
        for _ in 0..6 {
            let mut improved = false;
            for region in 0..self.rows.len() {
                for row in 0..self.rows[region].len() {
                    let vertices = self.rows[region][row].clone();
                    if vertices.len() < 3 {
                        continue;
                    }
                    for v in vertices {
                        for side in 0..2 {
                            self.places(v, side, &mut own[side]);
                        }
                        let at = self.pos[v] as usize;
                        let (mut best, mut target) = (0, at);
                        for (step, stop) in [(1i64, self.rows[region][row].len() as i64), (-1, -1)] {
                            let (mut sum, mut index) = (0i64, at as i64 + step);
                            while index != stop {
                                let u = self.rows[region][row][index as usize];
                                if self.tied(u, v) {
                                    break;
                                }
                                for side in 0..2 {
                                    self.places(u, side, &mut other);
                                    let behind = inversions(&other, &own[side]);
                                    let before = inversions(&own[side], &other);
                                    sum += if step > 0 { behind - before } else { before - behind };
                                }
                                if sum < best {
                                    (best, target) = (sum, index as usize);
                                }
                                index += step;
                            }
                        }
                        if target != at {
                            let items = &mut self.rows[region][row];
                            let moved = items.remove(at);
                            items.insert(target, moved);
                            self.renumber_row(region, row);
                            improved = true;
                        }
                    }
                }
            }
            if !improved {
                break;
            }
        }
    }

    fn tied(&self, a: Vx, b: Vx) -> bool {
        matches!((self.abreast.get(&a), self.abreast.get(&b)), (Some(x), Some(y)) if x.0 == y.0)
    }

    /// The sorted places of the far ends of a vertex's segments on one side.
    fn places(&self, v: Vx, side: usize, into: &mut Vec<u32>) {
        into.clear();
        into.extend(self.links[side][v].iter().map(|&link| self.far(link, side)));
        into.sort_unstable();
    }

    fn swap(&mut self, region: usize, row: usize, index: usize) {
        self.rows[region][row].swap(index - 1, index);
        let (first, second) = (self.rows[region][row][index - 1], self.rows[region][row][index]);
        self.pos[first] = index as u32 - 1;
        self.pos[second] = index as u32;
        for side in 0..2 {
            self.base[side][first] = self.base[side][second];
            self.base[side][second] = self.base[side][first] + self.slots(first, side);
        }
    }

    /// All crossings, in all gaps of all regions.
    fn crossings(&mut self) -> u64 {
        let mut total = 0;
        let mut ends: Vec<(u32, u32)> = Vec::new();
        for region in 0..self.rows.len() {
            for row in 0..self.rows[region].len() - 1 {
                ends.clear();
                for &v in &self.rows[region][row] {
                    for &link in &self.links[1][v] {
                        let near = self.base[1][v] + link.own_pin.map_or(0, |pin| self.pos[pin]);
                        ends.push((near, self.far(link, 1)));
                    }
                }
                ends.sort_unstable();
                total += count_crossings(&ends, &mut self.scratch);
            }
        }
        total
    }

    /// How many pairs of items in one row stand against their declaration order.
    fn disorder(&self) -> u64 {
        let mut total = 0;
        for (region, rows) in self.rows.iter().enumerate() {
            for row in rows {
                let items: Vec<Vx> =
                    row.iter().copied().filter(|&v| self.graph.vertices[v].edge == usize::MAX).collect();
                if items.len() > 300 || region > 2000 {
                    continue;
                }
                for (index, a) in items.iter().enumerate() {
                    total += items[index + 1..].iter().filter(|b| *b < a).count() as u64;
                }
            }
        }
        total
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

/// How many pairs of a left and a right place cross when left stands left: both lists are sorted.
fn inversions(left: &[u32], right: &[u32]) -> i64 {
    let (mut count, mut below) = (0, 0);
    for &place in left {
        while below < right.len() && right[below] < place {
            below += 1;
        }
        count += below as i64;
    }
    count
}

/// Crossings between two rows, of segments sorted by their upper and then their lower place.
fn count_crossings(ends: &[(u32, u32)], tree: &mut Vec<u32>) -> u64 {
    if ends.len() < 2 {
        return 0;
    }
    let width = ends.iter().map(|end| end.1).max().unwrap_or(0) as usize + 1;
    let first = width.next_power_of_two();
    tree.clear();
    tree.resize(2 * first, 0);
    let mut total = 0;
    for &(_, lower) in ends {
        let mut index = lower as usize + first;
        tree[index] += 1;
        while index > 1 {
            if index % 2 == 0 {
                total += u64::from(tree[index + 1]);
            }
            index /= 2;
            tree[index] += 1;
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_a_double_loop_does() {
        let mut seed = 1u64;
        for size in 0..40 {
            let mut ends: Vec<(u32, u32)> = (0..size)
                .map(|_| {
                    seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                    (((seed >> 33) % 9) as u32, ((seed >> 45) % 9) as u32)
                })
                .collect();
            ends.sort_unstable();
            let slow = (0..ends.len())
                .flat_map(|i| (i + 1..ends.len()).map(move |j| (i, j)))
                .filter(|&(i, j)| {
                    (ends[i].0 < ends[j].0 && ends[i].1 > ends[j].1)
                        || (ends[i].0 > ends[j].0 && ends[i].1 < ends[j].1)
                })
                .count() as u64;
            assert_eq!(count_crossings(&ends, &mut Vec::new()), slow);
        }
    }
}
