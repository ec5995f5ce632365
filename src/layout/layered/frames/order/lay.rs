//! Whole lines: each is laid where it crosses least, all others staying as they are.
//!
//! As `p3_order::lay` does it, a shortest path through the rows, but with walls among what is crossed, and only through places
//! that are in one of the frames of the line. So a line changes over from one of its frames to another where that is cheapest.

use super::super::super::graph::{Side, VertexKind};
use super::{NONE, Rows};

/// A place for a line in a row: before the item `at`, in a frame; or a box, which stays.
#[derive(Clone, Copy)]
struct Place {
    /// Twice the number of the item that it stands before; one more for a box, which is at that number.
    slot: u32,
    frame: u32,
}

impl Rows<'_> {
    /// Lays every line of several segments anew that crosses anything; whether that saved something.
    pub(super) fn lay_anew(&mut self) -> bool {
        let mut improved = false;
        for edge in 0..self.is_laid.len() as u32 {
            if !self.is_laid[edge as usize] || self.chains.of(edge).len() < 2 {
                continue;
            }
            let (first, last) = self.span(edge);
            if self.laid_at[edge as usize] >= self.latest(first, last) {
                continue;
            }
            self.laid_at[edge as usize] = self.clock;
            let now = self.crossed(edge);
            if now > 0 {
                improved |= self.lay(edge, now);
            }
        }
        improved
    }

    /// Lays a line that is not there yet.
    pub(super) fn lay_in(&mut self, edge: u32) {
        self.lay(edge, i64::MAX);
        self.is_laid[edge as usize] = true;
        let (first, last) = self.span(edge);
        (first..=last).for_each(|row| self.changed(row));
    }

    /// The rows of the two ends of a line.
    fn span(&self, edge: u32) -> (usize, usize) {
        let chain = self.chains.of(edge);
        let (Some(&first), Some(&last)) = (chain.first(), chain.last()) else { return (0, 0) };
        let row = |v: usize| self.graph.vertices[v].row;
        let segments = &self.graph.segments;
        (row(segments[first as usize].upper.vertex), row(segments[last as usize].lower.vertex))
    }

    /// What a line crosses.
    fn crossed(&self, edge: u32) -> i64 {
        let chain = self.chains.of(edge);
        let segments = chain.iter().map(|&segment| &self.graph.segments[segment as usize]);
        let upper = chain.first().map(|&segment| self.graph.segments[segment as usize].upper.vertex);
        let upmost = upper.map_or(0, |upper| self.graph.vertices[upper].row);
        segments
            .map(|segment| {
                let row = self.graph.vertices[segment.upper.vertex].row;
                let [p, q] = [segment.upper.vertex, segment.lower.vertex].map(|v| self.pos[v]);
                let mut sum = 0;
                for &v in &self.rows[row] {
                    let a = self.pos[v as usize];
                    for link in self.below(v).filter(|link| link.edge != edge) {
                        let b = self.pos[link.far as usize];
                        if (a < p && b > q) || (a > p && b < q) {
                            sum += link.weight;
                        }
                    }
                }
                sum + if row == upmost { 0 } else { self.over(row, 2 * p + 1) }
            })
            .sum()
    }

    /// How many level lines of a row a line crosses at a place.
    fn over(&self, row: usize, slot: u32) -> i64 {
        let crosses = |stretch: &&super::Stretch| {
            let [a, b] = stretch.ends.map(|end| 2 * self.pos[end as usize] + 1);
            a.min(b) < slot && slot < a.max(b)
        };
        self.level[row].iter().filter(crosses).count() as i64
    }

    /// Lays a line where it crosses least, when that is less than `most`.
    fn lay(&mut self, edge: u32, most: i64) -> bool {
        let segments: Vec<usize> = self.chains.of(edge).iter().map(|&segment| segment as usize).collect();
        let (Some(&first), Some(&last)) = (segments.first(), segments.last()) else { return false };
        let graph = self.graph;
        let upmost = graph.segments[first].upper.vertex;
        let lowest = graph.segments[last].lower.vertex;
        let joints: Vec<usize> =
            segments[..segments.len() - 1].iter().map(|&s| graph.segments[s].lower.vertex).collect();
        let homes = self.homes(edge);
        // Where the line is out of the way, to be put back when nothing better is found.
        let stood: Vec<(usize, u32)> = joints
            .iter()
            .filter(|_| self.is_laid[edge as usize])
            .map(|&v| (self.pos[v] as usize, self.frame[v]))
            .collect();
        if self.is_laid[edge as usize] {
            for &v in &joints {
                self.rows[graph.vertices[v].row].remove(self.pos[v] as usize);
                self.count(graph.vertices[v].row);
            }
        }
        let fixed = |rows: &Self, v: usize| vec![Place { slot: 2 * rows.pos[v] + 1, frame: rows.frame[v] }];
        let mut places = vec![fixed(self, upmost)];
        places.extend(joints.iter().map(|&v| self.places(graph.vertices[v].row, &homes)));
        places.push(fixed(self, lowest));
        // The least that each place costs, and from which place above.
        let mut costs: Vec<Vec<(i64, i64, usize)>> = vec![vec![(0, 0, 0)]];
        for (index, pair) in places.windows(2).enumerate() {
            let row = graph.vertices[upmost].row + index;
            let before = &costs[index];
            costs.push(self.step(edge, row, &pair[0], &pair[1], before));
        }
        let found = costs[costs.len() - 1].first().copied();
        let course = found.filter(|found| found.0 < most).map(|_| {
            let mut at = 0;
            let mut course = Vec::new();
            for index in (1..costs.len()).rev() {
                at = costs[index][at].2;
                course.push(places[index - 1][at]);
            }
            course.pop();
            course.reverse();
            course
        });
        let saves = course.is_some();
        let seats: Vec<(usize, u32)> = match course {
            Some(course) => course.iter().map(|place| (place.slot as usize / 2, place.frame)).collect(),
            None => stood,
        };
        for (&v, (at, frame)) in joints.iter().zip(seats) {
            let row = graph.vertices[v].row;
            self.rows[row].insert(at, v as u32);
            self.frame[v] = frame;
            self.count(row);
            if saves {
                self.changed(row);
            }
        }
        saves
    }

    /// The places of a row that are in one of some frames.
    fn places(&self, row: usize, homes: &[u32]) -> Vec<Place> {
        let mut places = Vec::new();
        let mut frame = NONE;
        let parent = |frame: usize| self.graph.frames[frame].parent.map_or(NONE, |parent| parent as u32);
        for (at, &v) in self.rows[row].iter().enumerate() {
            if homes.contains(&frame) {
                places.push(Place { slot: 2 * at as u32, frame });
            }
            match self.graph.vertices[v as usize].kind {
                VertexKind::Wall(inner, Side::Near) => frame = inner as u32,
                VertexKind::Wall(inner, Side::Far) => frame = parent(inner),
                _ => {}
            }
        }
        if homes.contains(&frame) {
            places.push(Place { slot: 2 * self.rows[row].len() as u32, frame });
        }
        places
    }

    /// From what places of a row cost to what those of the next do: what is crossed, then how far the line leads aside.
    fn step(
        &self,
        edge: u32,
        row: usize,
        here: &[Place],
        there: &[Place],
        costs: &[(i64, i64, usize)],
    ) -> Vec<(i64, i64, usize)> {
        let wide = [row, row + 1].map(|row| self.rows[row].len().max(1) as i64);
        let mut lines: Vec<(u32, u32, i64)> = Vec::new();
        for &v in &self.rows[row] {
            let links = self.below(v).filter(|link| link.edge != edge);
            lines.extend(links.map(|link| {
                (2 * self.pos[v as usize] + 1, 2 * self.pos[link.far as usize] + 1, link.weight)
            }));
        }
        let last = 2 * self.rows[row + 1].len() + 2;
        let mut best = vec![(i64::MAX, 0, 0); there.len()];
        // A box is no place of a line.
        let over = |place: &Place| if place.slot % 2 == 1 { 0 } else { self.over(row + 1, place.slot) };
        let over: Vec<i64> = there.iter().map(over).collect();
        // Per slot below, what ends there of the lines that begin left and right of the place above.
        let (mut left, mut right) = (vec![0; last], vec![0; last]);
        lines.iter().for_each(|line| right[line.1 as usize] += line.2);
        // Places come from left to right, and so do lines: which of them are no longer right of a place, and which are left of it.
        let (mut passed, mut beyond, mut all) = (0, 0, 0);
        for (from, (place, &(cost, aside, _))) in here.iter().zip(costs).enumerate() {
            while let Some(&(_, b, weight)) = lines.get(beyond).filter(|line| line.0 <= place.slot) {
                right[b as usize] -= weight;
                beyond += 1;
            }
            while let Some(&(_, b, weight)) = lines.get(passed).filter(|line| line.0 < place.slot) {
                left[b as usize] += weight;
                all += weight;
                passed += 1;
            }
            if cost == i64::MAX {
                continue;
            }
            // Those of the left that end beyond, and those of the right that end before.
            let mut crossed: i64 = all;
            let mut slot = 0;
            for ((target, best), over) in there.iter().zip(&mut best).zip(&over) {
                while slot < target.slot as usize {
                    crossed += right[slot] - left[slot];
                    slot += 1;
                }
                let whole = cost + crossed - left[slot] + over;
                let off =
                    (i64::from(place.slot) * 512 / wide[0] - i64::from(target.slot) * 512 / wide[1]).abs();
                if (whole, aside + off) < (best.0, best.1) {
                    *best = (whole, aside + off, from);
                }
            }
        }
        best
    }
}
