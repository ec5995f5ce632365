//! Centres what the optimum leaves free.
//!
//! Before: places at the least cost. After: the same cost, and a box that may stand anywhere on a stretch stands in its middle.

use super::{Model, VertexKind};
use crate::geom::Unit;
use crate::layout::buckets::Buckets;
use crate::layout::simplex::Var;
use std::cell::LazyCell;

impl Model<'_, '_> {
    /// Moves each box whose place is free within the optimum to the middle of its freedom, since the simplex stops at one
    /// end of it. Only where several lines on one side leave it free: a line above and one below are better straight and bent
    /// than both bent. A box moves with its ports.
    pub(super) fn balance(&self, x: &mut [Unit]) {
        let count = self.count as usize;
        // The box and the side of each port.
        let mut group: Vec<Var> = (0..self.count).collect();
        let mut side_of = vec![None; count];
        let mut leaders = Vec::new();
        for (v, vertex) in self.graph.vertices.iter().enumerate() {
            if !matches!(vertex.kind, VertexKind::Box(_)) {
                continue;
            }
            leaders.push(self.near[v].var as usize);
            group[self.far[v].var as usize] = self.near[v].var;
            for (side, list) in [&vertex.above, &vertex.below].into_iter().enumerate() {
                for &segment in list.iter().filter(|&&segment| !self.sides.is_aside(segment, side == 1)) {
                    let port = self.ports[segment][1 - side].var as usize;
                    group[port] = self.near[v].var;
                    side_of[port] = Some(side);
                }
            }
        }
        // What ends at each box from elsewhere, and whether it leaves it.
        let ends = |a: Var, b: Var, index: usize| {
            let (a, b) = (group[a as usize], group[b as usize]);
            (a != b).then_some([(a, (index, true)), (b, (index, false))]).into_iter().flatten()
        };
        let pulls = self.pulls.iter().enumerate().flat_map(|(index, pull)| ends(pull.0, pull.1, index));
        let springs = Buckets::new(count, pulls);
        // Few boxes get as far as to ask for these.
        let limits = LazyCell::new(|| {
            let separations = self.separations.iter().enumerate();
            Buckets::new(count, separations.flat_map(|(index, limit)| ends(limit.0, limit.1, index)))
        });
        let members = LazyCell::new(|| Buckets::new(count, group.iter().copied().zip(0..count)));
        let mut rests: Vec<(Unit, i64, Option<usize>)> = Vec::new();
        for round in 0..4 {
            let mut moved = false;
            for step in 0..leaders.len() {
                let leader = leaders[if round % 2 == 0 { step } else { leaders.len() - 1 - step }];
                // Where each spring would be at rest, and the stretch between two of them on which all pulls are even.
                rests.clear();
                rests.extend(springs.of(leader as u32).iter().map(|&(index, is_from)| {
                    let (a, b, length, weight) = self.pulls[index];
                    let off = x[b as usize] - x[a as usize] - length;
                    let (own, rest) = if is_from { (a, off) } else { (b, -off) };
                    (rest, weight, side_of[own as usize])
                }));
                rests.sort_unstable();
                let total: i64 = rests.iter().map(|rest| rest.1).sum();
                let mut sum = 0;
                let even = rests.iter().position(|rest| {
                    sum += rest.1;
                    2 * sum >= total
                });
                let Some(index) = even.filter(|_| 2 * sum == total) else { continue };
                let Some(&(to, _, other)) = rests.get(index + 1) else { continue };
                let (from, _, side) = rests[index];
                if side != other {
                    continue;
                }
                // How far it may move either way.
                let (mut low, mut high) = (Unit::MIN / 4, Unit::MAX / 4);
                for &(index, is_from) in limits.of(leader as u32) {
                    let (a, b, length) = self.separations[index];
                    let slack = x[b as usize] - x[a as usize] - length;
                    if is_from { high = high.min(slack) } else { low = low.max(-slack) }
                }
                let (from, to) = (from.max(low), to.min(high));
                if from > to {
                    continue;
                }
                let target = from + (to - from) / 2;
                if target != 0 {
                    for &var in members.of(leader as u32) {
                        x[var] += target;
                    }
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
    }
}
