//! Sifting: units move within their run, and frames among their siblings, to where they cross least.

use super::super::super::graph::{Side, VertexKind};
use super::{CROSSING, NONE, Rows};

/// A vertex, or the run of a frame.
#[derive(Default)]
struct Unit {
    members: Vec<u32>,
    /// The frame of a run.
    frame: Option<u32>,
    /// The place of a box or a frame in the declaration.
    rank: Option<usize>,
    /// Where what leads up and what leads down from it ends, from left to right, with its weight; while units are sifted.
    ends: [Vec<(u32, i64)>; 2],
    /// What all of these weigh.
    weight: [i64; 2],
    /// Whether a box of it stood before the latest edges came.
    stood: bool,
}

impl Rows<'_> {
    /// The units of a frame in a row.
    fn units(&self, row: usize, frame: u32) -> Vec<Unit> {
        let items = &self.rows[row];
        let (mut at, end) = self.range(row, frame);
        let mut units = Vec::new();
        while at < end {
            let v = items[at];
            let unit = match self.graph.vertices[v as usize].kind {
                VertexKind::Wall(inner, _) => {
                    let to = self.range(row, inner as u32).1 + 1;
                    let members = items[at..to].to_vec();
                    let rank = Some(self.graph.frames[inner].vertex);
                    Unit { members, frame: Some(inner as u32), rank, ..Unit::default() }
                }
                VertexKind::Box(_) | VertexKind::Region(_) => {
                    Unit { members: vec![v], rank: Some(v as usize), ..Unit::default() }
                }
                _ => Unit { members: vec![v], ..Unit::default() },
            };
            at += unit.members.len();
            units.push(unit);
        }
        units
    }

    /// The places in a row between the walls of a frame.
    fn range(&self, row: usize, frame: u32) -> (usize, usize) {
        if frame == NONE {
            return (0, self.rows[row].len());
        }
        let data = &self.graph.frames[frame as usize];
        let [near, far] = [Side::Near, Side::Far].map(|side| data.walls[side as usize][row - data.rows.0]);
        (self.pos[near] as usize + 1, self.pos[far] as usize)
    }

    /// What is saved when `right`, next to the right of `left`, moves to its other side; one of them stays where it is.
    fn gain(&self, row: usize, left: &Unit, right: &Unit, stays: &Unit) -> i64 {
        let mut crossings = self.level_gain(row, left, right, stays);
        for side in 0..2 {
            crossings +=
                excess(&left.ends[side], &right.ends[side], [left, right].map(|unit| unit.weight[side]));
        }
        let price = if left.stood && right.stood { CROSSING } else { 0 };
        let disorder = match (left.rank, right.rank) {
            (Some(a), Some(b)) => i64::from(a > b) - i64::from(a < b),
            _ => 0,
        };
        crossings * CROSSING + disorder - price
    }

    /// What level lines save by that: each passes what stands between its ends.
    fn level_gain(&self, row: usize, left: &Unit, right: &Unit, stays: &Unit) -> i64 {
        let mut gain = 0;
        for stretch in &self.level[row] {
            let [in_left, in_right] =
                [left, right].map(|unit| stretch.ends.map(|end| unit.members.contains(&end)));
            for end in 0..2 {
                // The other end stands outside of both.
                if in_left[1 - end] || in_right[1 - end] || !(in_left[end] || in_right[end]) {
                    continue;
                }
                let right_of = self.pos[stretch.ends[1 - end] as usize] > self.pos[stays.members[0] as usize];
                let passed = if in_left[end] { right } else { left };
                let weight: i64 = passed.members.iter().map(|&v| self.weight(v, stretch)).sum();
                gain += if in_left[end] == right_of { weight } else { -weight };
            }
        }
        gain
    }

    /// Takes the ends of all that leads to and from a unit; they stay while its row is sifted.
    fn take_ends(&self, unit: &mut Unit) {
        for (side, ends) in unit.ends.iter_mut().enumerate() {
            let links = unit.members.iter().flat_map(|&v| self.linked(v, side));
            ends.extend(links.map(|link| (self.pos[link.far as usize], link.weight)));
            ends.sort_unstable();
            unit.weight[side] = ends.iter().map(|end| end.1).sum();
        }
        unit.stood = unit.members.iter().any(|&v| self.stands.get(v as usize).is_some_and(|&stands| stands));
    }

    /// Moves each unit of a row to where in its run it costs least; runs do not pass each other.
    pub(super) fn sift_row(&mut self, row: usize) -> bool {
        if self.sifted_at[row] >= self.latest(row.saturating_sub(1), row + 1) {
            return false;
        }
        self.sifted_at[row] = self.clock;
        let mut improved = false;
        for index in 0..=self.framed[row].len() {
            let frame = index.checked_sub(1).map_or(NONE, |index| self.framed[row][index]);
            let mut units = self.units(row, frame);
            if units.len() < 2 {
                continue;
            }
            units.iter_mut().for_each(|unit| self.take_ends(unit));
            let mut moved = false;
            for _ in 0..2 {
                let mut again = false;
                for at in 0..units.len() {
                    let is_run = units[at].frame.is_some();
                    let (mut best, mut target, mut sum) = (0, at, 0);
                    for (to, other) in units.iter().enumerate().skip(at + 1) {
                        if is_run && other.frame.is_some() {
                            break;
                        }
                        sum -= self.gain(row, &units[at], other, other);
                        if sum < best {
                            (best, target) = (sum, to);
                        }
                    }
                    sum = 0;
                    for (to, other) in units.iter().enumerate().take(at).rev() {
                        if is_run && other.frame.is_some() {
                            break;
                        }
                        sum -= self.gain(row, other, &units[at], other);
                        if sum < best {
                            (best, target) = (sum, to);
                        }
                    }
                    if target != at {
                        let unit = units.remove(at);
                        units.insert(target, unit);
                        self.write(row, frame, &units);
                        again = true;
                    }
                }
                moved |= again;
                if !again {
                    break;
                }
            }
            improved |= moved;
        }
        improved
    }

    /// Puts units back into their row.
    fn write(&mut self, row: usize, frame: u32, units: &[Unit]) {
        let (mut at, _) = self.range(row, frame);
        for &v in units.iter().flat_map(|unit| &unit.members) {
            self.rows[row][at] = v;
            self.pos[v as usize] = at as u32;
            at += 1;
        }
        self.changed(row);
    }

    /// Moves each frame to where among its siblings it costs least, in all rows at once, what stands between them following.
    pub(super) fn sift_frames(&mut self, reach: usize) {
        for parent in 0..self.kids.len() {
            for kid in self.kids[parent].clone() {
                self.sift_frame(parent, kid, reach);
            }
        }
    }

    /// Moves a frame to the place among its siblings where it costs least as all else stands, when it costs less there than
    /// where it is, once that has followed.
    fn sift_frame(&mut self, parent: usize, kid: u32, reach: usize) {
        let kids = self.kids[parent].clone();
        let Some(at) = kids.iter().position(|&other| other == kid) else { return };
        let (first, last) = self.graph.frames[kid as usize].rows;
        let above = first.saturating_sub(1);
        let before = self.cost(above, last);
        let stood = self.rows[first..=last].to_vec();
        let around = if parent == self.graph.frames.len() { NONE } else { parent as u32 };
        let mut best: Option<(i64, usize)> = None;
        for to in (at.saturating_sub(reach)..(at + reach + 1).min(kids.len())).filter(|&to| to != at) {
            self.move_frame(parent, kid, to);
            (first..=last).for_each(|row| self.reseat(row, around, parent));
            let cost = self.cost(above, last);
            if best.is_none_or(|best| cost < best.0) {
                best = Some((cost, to));
            }
            self.restore(first, &stood);
        }
        let Some((_, to)) = best else { return };
        self.move_frame(parent, kid, to);
        (first..=last).for_each(|row| self.reseat(row, around, parent));
        for row in first..=last {
            self.sift_row(row);
        }
        if self.cost(above, last) >= before {
            self.kids[parent] = kids;
            self.restore(first, &stood);
        }
    }

    fn move_frame(&mut self, parent: usize, kid: u32, to: usize) {
        self.kids[parent].retain(|&other| other != kid);
        self.kids[parent].insert(to, kid);
    }

    /// Puts rows from the first on back to what they were.
    fn restore(&mut self, first: usize, rows: &[Vec<u32>]) {
        for (row, items) in (first..).zip(rows) {
            self.rows[row].clone_from(items);
            self.number(row);
        }
    }

    /// Puts the runs in a run into the order of their frames, each into a place that one of them had.
    fn reseat(&mut self, row: usize, frame: u32, parent: usize) {
        let mut units = self.units(row, frame);
        let seats: Vec<usize> = (0..units.len()).filter(|&at| units[at].frame.is_some()).collect();
        let place = |unit: &Unit| self.kids[parent].iter().position(|&kid| Some(kid) == unit.frame);
        let mut order = seats.clone();
        order.sort_by_key(|&at| place(&units[at]));
        let mut runs: Vec<Option<Unit>> = Vec::new();
        for &at in &order {
            runs.push(Some(std::mem::take(&mut units[at])));
        }
        for (&seat, run) in seats.iter().zip(&mut runs) {
            if let Some(run) = run.take() {
                units[seat] = run;
            }
        }
        self.write(row, frame, &units);
    }
}

/// By how much more the lines from a left and a right unit cross than they would if left stood right. Both lists are sorted;
/// `total` is what they weigh.
fn excess(left: &[(u32, i64)], right: &[(u32, i64)], total: [i64; 2]) -> i64 {
    let (Some(&(first, _)), Some(&(last, _))) = (left.first(), left.last()) else { return 0 };
    let (Some(&(near, _)), Some(&(far, _))) = (right.first(), right.last()) else { return 0 };
    if last < near {
        return -total[0] * total[1];
    }
    if first > far {
        return total[0] * total[1];
    }
    let (mut at, mut upto) = ((0, 0), (0, 0));
    let mut excess = 0;
    for &(place, weight) in left {
        // What ends before this place, and what ends there as well.
        while at.0 < right.len() && right[at.0].0 < place {
            at = (at.0 + 1, at.1 + right[at.0].1);
        }
        while upto.0 < right.len() && right[upto.0].0 <= place {
            upto = (upto.0 + 1, upto.1 + right[upto.0].1);
        }
        excess += weight * (at.1 - (total[1] - upto.1));
    }
    excess
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::sketch::Random;

    #[test]
    fn counts_as_a_double_loop_does() {
        let mut random = Random(7);
        for _ in 0..200 {
            let [a, b] = [0, 1].map(|_| {
                let mut ends: Vec<(u32, i64)> = (0..random.below(8))
                    .map(|_| (random.below(6) as u32, 1 + random.below(3) as i64))
                    .collect();
                ends.sort_unstable();
                ends
            });
            let pairs = a.iter().flat_map(|one| b.iter().map(move |other| (one, other)));
            let slow: i64 = pairs
                .map(|(one, other)| {
                    one.1 * other.1 * (i64::from(one.0 > other.0) - i64::from(one.0 < other.0))
                })
                .sum();
            let total = [&a, &b].map(|ends| ends.iter().map(|end| end.1).sum());
            assert_eq!(excess(&a, &b, total), slow);
        }
    }
}
