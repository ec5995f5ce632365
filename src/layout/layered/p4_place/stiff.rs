//! Lines that step aside by little are pulled straight by much.
//!
//! Before: the places of all variables at the least cost, which charges a bend by how far it leads aside: one of two units costs
//! little, and to a reader it is a jog like any other. After: fewer lines bend, where pulling harder at those that lead aside
//! by little makes no drawing wider. Method: the cost that counts bends is approached by costs that are linear in each of
//! them, and grow steeper the nearer a bend is to nothing (Candès, Wakin & Boyd 2008, reweighted l1).

use super::Model;
use crate::geom::Unit;
use crate::layout::simplex::{Arc, Basis};
use crate::scene::SceneUnit;

/// How much harder a short bend is pulled at, each time, on top of how it was.
const HARDER: i64 = 2;

/// How often.
const ROUNDS: usize = 3;

/// The most that a line leads aside that is pulled at harder, in cells and in pixels: first the shortest alone.
const REACHES: ([Unit; 2], [Unit; 2]) = ([3, 5], [16, 32]);

/// The part of its extent by which a drawing may get wider that has no width to keep to, when it saves as large a part of its
/// bends.
const WIDER: Unit = 12;

/// What is pulled at harder: the line of a segment, or, with none, the width that is kept to; and by how many times.
pub(in crate::layout::layered) type Pulled = (Option<usize>, i64);

impl Model<'_, '_> {
    /// Places with fewer bends, from those at the least cost.
    pub(super) fn stiffen(&mut self, x: Vec<Unit>, basis: &mut Basis) -> Vec<Unit> {
        let cells = self.graph.metrics.unit() == SceneUnit::Cell;
        let reaches = if cells { REACHES.0 } else { REACHES.1 };
        let extent = self.extent(&x);
        let room = match self.graph.squeeze {
            Some(width) => extent.max(width - self.graph.metrics.wall()),
            None if cells => extent,
            None => extent + extent / WIDER,
        };
        let cost = |model: &Self, x: &[Unit]| model.bends(x).count() as i64 * i64::from(model.extent(x));
        let mut best = x;
        let mut harder = HARDER;
        for reach in reaches {
            for _ in 0..ROUNDS {
                let jogs = self.bends(&best).filter(|bend| bend.1 <= reach);
                let pulled: Vec<Pulled> = jogs.map(|(segment, _)| (Some(segment), harder)).collect();
                if pulled.is_empty() {
                    break;
                }
                let arcs = self.problem.arcs.len();
                self.pull(&pulled);
                self.pull(&[(None, harder)]);
                let Some(now) = self.problem.solve_from(basis) else { return best };
                if self.extent(&now) > room || cost(self, &now) >= cost(self, &best) {
                    self.problem.arcs.truncate(arcs);
                    break;
                }
                self.keep(&pulled);
                self.keep(&[(None, harder)]);
                harder *= 1 + HARDER;
                best = now;
            }
        }
        best
    }

    /// Pulls at lines as was found for a graph that is much alike.
    pub(super) fn pull_again(&mut self, pulled: &[Pulled]) {
        self.pull(pulled);
        self.keep(pulled);
    }

    /// Pulls harder. Further arcs leave those that are there as they are, so that the next optimum is found from the last.
    fn pull(&mut self, pulled: &[Pulled]) {
        for &(segment, harder) in pulled {
            let arcs = match segment {
                Some(segment) => [0, 1].map(|side| self.lines[segment].map(|arc| arc + side)),
                None => [self.limit, None],
            };
            for arc in arcs.into_iter().flatten() {
                let arc = self.problem.arcs[arc];
                self.problem.arcs.push(Arc { capacity: arc.capacity * harder, ..arc });
            }
        }
    }

    /// Remembers what is pulled at: what is centred afterwards is pulled at alike.
    fn keep(&mut self, pulled: &[Pulled]) {
        for &(segment, harder) in pulled {
            if let Some(arc) = segment.and_then(|segment| self.lines[segment]) {
                let Arc { from, to, length, capacity } = self.problem.arcs[arc];
                self.pulls.push((from, to, length, capacity * harder));
            }
        }
        self.pulled.extend(pulled);
    }

    /// The segments that step aside, and by how much.
    fn bends(&self, x: &[Unit]) -> impl Iterator<Item = (usize, Unit)> {
        self.lines.iter().enumerate().filter_map(|(segment, &arc)| {
            let line = self.problem.arcs[arc?];
            let aside = (x[line.to as usize] - x[line.from as usize] - line.length).abs();
            (aside > 0).then_some((segment, aside))
        })
    }

    /// From the first to the last place.
    fn extent(&self, x: &[Unit]) -> Unit {
        let places = || self.near.iter().chain(&self.far).map(|at| x[at.var as usize] + at.offset);
        places().max().unwrap_or(0) - places().min().unwrap_or(0)
    }
}
