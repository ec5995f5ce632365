//! Positions without a simplex: a start for it, and a substitute where it would take seconds.
//!
//! In: a [`Problem`]. Out: positions that keep every separation; packed as tightly as can be, or moved from there one by one
//! to where each costs least, in time linear in the size of the problem.

use super::buckets::Buckets;
use super::simplex::{Arc, Problem, UNBOUNDED};

/// How often each variable is moved.
const SETTLING: usize = 12;

impl Problem {
    /// Positions found by moving single variables, each to where it costs least between its neighbours, in time linear in the
    /// rounds. `None` when the start does not keep all separations.
    pub(super) fn settled(&self) -> Option<Vec<i32>> {
        let count = self.variables as usize;
        let mut x = self.packed();
        let bounded = |arc: &Arc| arc.capacity < UNBOUNDED;
        let keeps = |arc: &Arc, x: &[i64]| x[arc.to as usize] - x[arc.from as usize] >= i64::from(arc.length);
        if !self.arcs.iter().all(|arc| bounded(arc) || keeps(arc, &x)) {
            return None;
        }
        let ends = |(index, arc): (u32, &Arc)| [(arc.from, index), (arc.to, index)];
        let at = Buckets::new(count, (0..).zip(&self.arcs).flat_map(ends));
        let mut order: Vec<u32> = (0..self.variables).collect();
        order.sort_by_key(|&v| x[v as usize]);
        let mut turns: Vec<(i64, i64)> = Vec::new();
        for round in 0..SETTLING {
            let step = |index: usize| if round % 2 == 0 { index } else { count - 1 - index };
            // Everything begins as high as can be: what is lowest has the most room to move into, and makes room itself.
            for v in (0..count).map(|index| order[step(index)]) {
                let (mut low, mut high) = (i64::MIN / 4, i64::MAX / 4);
                let mut slope = 0;
                turns.clear();
                for &index in at.of(v) {
                    let arc = &self.arcs[index as usize];
                    let from = arc.from == v;
                    let turn = if from {
                        x[arc.to as usize] - i64::from(arc.length)
                    } else {
                        x[arc.from as usize] + i64::from(arc.length)
                    };
                    if bounded(arc) {
                        // A spring costs nothing on one side of where it turns, and its weight a unit on the other.
                        slope -= if from { 0 } else { arc.capacity };
                        turns.push((turn, arc.capacity));
                    } else if from {
                        high = high.min(turn);
                    } else {
                        low = low.max(turn);
                    }
                }
                turns.sort_unstable();
                let best = turns.iter().find(|turn| {
                    slope += turn.1;
                    slope >= 0
                });
                if let Some(&(best, _)) = best {
                    x[v as usize] = best.clamp(low, high);
                }
            }
        }
        let least = x.iter().copied().min().unwrap_or(0);
        Some(x.iter().map(|x| (x - least) as i32).collect())
    }

    /// Everything as high as separations let it, the highest at 0: a start that keeps all separations of positive length.
    pub(super) fn packed(&self) -> Vec<i64> {
        let count = self.variables as usize;
        // A separation of no positive length bounds from above where another one bounds from below.
        let bounds = |arc: &&Arc| arc.capacity >= UNBOUNDED && (arc.length > 0 || arc.from < arc.to);
        let mut bounding: Vec<(u32, (u32, i32))> = Vec::with_capacity(self.arcs.len());
        let mut waiting = vec![0u32; count];
        for arc in self.arcs.iter().filter(bounds) {
            bounding.push((arc.to, (arc.from, arc.length)));
            waiting[arc.from as usize] += 1;
        }
        let into = Buckets::new(count, bounding.iter().copied());
        let mut x = vec![0; count];
        let mut ready: Vec<usize> = (0..count).filter(|&v| waiting[v] == 0).collect();
        while let Some(v) = ready.pop() {
            let here = x[v];
            for &(before, length) in into.of(v as u32) {
                let before = before as usize;
                x[before] = x[before].min(here - i64::from(length));
                waiting[before] -= 1;
                if waiting[before] == 0 {
                    ready.push(before);
                }
            }
        }
        x
    }
}
