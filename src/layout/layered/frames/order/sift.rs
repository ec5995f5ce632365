//! Sifting: units move within their run, and frames among their siblings, to where they cross least.

use super::super::super::graph::{Side, VertexKind};
use super::{CROSSING, NONE, Rows};

/// A frame with more frames in it is sifted only past its neighbours.
const MANY: usize = 12;

/// A vertex, or the run of a frame.
struct Unit {
    members: Vec<u32>,
    /// The frame of a run.
    frame: Option<u32>,
    /// The place of a box or a frame in the declaration.
    rank: Option<usize>,
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
                    Unit { members, frame: Some(inner as u32), rank: Some(self.graph.frames[inner].vertex) }
                }
                VertexKind::Box(_) | VertexKind::Region(_) => {
                    Unit { members: vec![v], frame: None, rank: Some(v as usize) }
                }
                _ => Unit { members: vec![v], frame: None, rank: None },
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

    /// What is saved when `right`, next to the right of `left`, moves to its other side.
    fn gain(&self, left: &Unit, right: &Unit) -> i64 {
        let mut crossings = 0;
        for &a in &left.members {
            for &b in &right.members {
                for side in 0..2 {
                    for one in self.linked(a, side) {
                        let place = self.pos[one.far as usize];
                        for other in self.linked(b, side) {
                            let there = self.pos[other.far as usize];
                            let weight = one.weight * other.weight;
                            crossings += weight * (i64::from(place > there) - i64::from(place < there));
                        }
                    }
                }
            }
        }
        let stood = |unit: &Unit| {
            unit.members.iter().any(|&v| self.stands.get(v as usize).is_some_and(|&stands| stands))
        };
        let price = if !self.stands.is_empty() && stood(left) && stood(right) { CROSSING } else { 0 };
        let disorder = match (left.rank, right.rank) {
            (Some(a), Some(b)) => i64::from(a > b) - i64::from(a < b),
            _ => 0,
        };
        crossings * CROSSING + disorder - price
    }

    /// Moves each unit of a row to where in its run it costs least; runs do not pass each other.
    pub(super) fn sift_row(&mut self, row: usize) -> bool {
        let mut improved = false;
        for index in 0..=self.framed[row].len() {
            let frame = index.checked_sub(1).map_or(NONE, |index| self.framed[row][index]);
            let mut units = self.units(row, frame);
            if units.len() < 2 {
                continue;
            }
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
                        sum -= self.gain(&units[at], other);
                        if sum < best {
                            (best, target) = (sum, to);
                        }
                    }
                    sum = 0;
                    for (to, other) in units.iter().enumerate().take(at).rev() {
                        if is_run && other.frame.is_some() {
                            break;
                        }
                        sum -= self.gain(other, &units[at]);
                        if sum < best {
                            (best, target) = (sum, to);
                        }
                    }
                    if target != at {
                        let unit = units.remove(at);
                        units.insert(target, unit);
                        again = true;
                    }
                }
                moved |= again;
                if !again {
                    break;
                }
            }
            if moved {
                self.write(row, frame, &units);
                improved = true;
            }
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
    }

    /// Moves each frame to where among its siblings it costs least, in all rows at once, what stands between them following.
    pub(super) fn sift_frames(&mut self) {
        for parent in 0..self.kids.len() {
            for kid in self.kids[parent].clone() {
                let Some(at) = self.kids[parent].iter().position(|&other| other == kid) else { continue };
                let reach = if self.kids[parent].len() > MANY { 1 } else { MANY };
                let places = at.saturating_sub(reach)..(at + reach + 1).min(self.kids[parent].len());
                for to in places.filter(|&to| to != at) {
                    if self.try_frame(parent, kid, to) {
                        break;
                    }
                }
            }
        }
    }

    /// Moves a frame to a place among its siblings, if that costs less.
    fn try_frame(&mut self, parent: usize, kid: u32, to: usize) -> bool {
        let (first, last) = self.graph.frames[kid as usize].rows;
        let above = first.saturating_sub(1);
        let before = self.cost(above, last);
        let rows = self.rows[first..=last].to_vec();
        let kids = self.kids[parent].clone();
        self.kids[parent].retain(|&other| other != kid);
        self.kids[parent].insert(to, kid);
        let around = if parent == self.graph.frames.len() { NONE } else { parent as u32 };
        for row in first..=last {
            self.reseat(row, around, parent);
        }
        for row in first..=last {
            self.sift_row(row);
        }
        if self.cost(above, last) < before {
            return true;
        }
        self.kids[parent] = kids;
        for (row, items) in (first..).zip(rows) {
            self.rows[row] = items;
            self.number(row);
        }
        false
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
            let empty = Unit { members: Vec::new(), frame: None, rank: None };
            runs.push(Some(std::mem::replace(&mut units[at], empty)));
        }
        for (&seat, run) in seats.iter().zip(&mut runs) {
            if let Some(run) = run.take() {
                units[seat] = run;
            }
        }
        self.write(row, frame, &units);
    }
}
