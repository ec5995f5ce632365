//! Lines that step aside by little are pulled straight by much.
//!
//! Before: the places of all variables at the least cost, which charges a bend by how far it leads aside: one of two units costs
//! little, and to a reader it is a jog like any other. After: fewer lines bend, where pulling harder at those that lead aside
//! by little keeps the drawing to its width, or saves a larger part of its bends than it makes it wider. Method: the cost that
//! counts bends is approached by costs that are linear in each of them, and grow steeper the nearer a bend is to nothing
//! (Candès, Wakin & Boyd 2008, reweighted l1).

use super::Model;
use crate::geom::Unit;
use crate::layout::simplex::{Arc, Basis};
use crate::scene::SceneUnit;

/// How much harder a short bend is pulled at, each time, on top of how it was.
const HARDER: i64 = 2;

/// How much harder at most.
const HARDEST: i64 = 486;

/// How often.
const ROUNDS: usize = 3;

/// How many short bends at most are pulled at one by one.
const ALONE: usize = 6;

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
        let mut attempt = |model: &mut Self, best: &mut Vec<Unit>, jogs: &[usize]| {
            let mut pulled: Vec<Pulled> = jogs.iter().map(|&segment| (Some(segment), harder)).collect();
            pulled.push((None, harder));
            let arcs = model.problem.arcs.len();
            model.pull(&pulled);
            // From the best so far, also after another was given up.
            let mut from = basis.clone();
            let now = model.problem.solve_from(&mut from);
            let Some(now) = now.filter(|x| model.extent(x) <= room && cost(model, x) < cost(model, best))
            else {
                model.problem.arcs.truncate(arcs);
                return false;
            };
            *basis = from;
            model.keep(&pulled);
            harder = (harder * (1 + HARDER)).min(HARDEST);
            *best = now;
            true
        };
        for reach in reaches {
            for _ in 0..ROUNDS {
                let jogs = self.bends(&best).filter(|bend| bend.1 <= reach);
                let jogs: Vec<usize> = jogs.map(|bend| bend.0).collect();
                if jogs.is_empty() || !attempt(self, &mut best, &jogs) {
                    break;
                }
            }
        }
        // What cannot go together may go alone.
        let jogs = self.bends(&best).filter(|bend| bend.1 <= reaches[0]);
        let jogs: Vec<usize> = jogs.map(|bend| bend.0).take(ALONE).collect();
        for jog in jogs {
            if self.bends(&best).any(|bend| bend.0 == jog) {
                attempt(self, &mut best, &[jog]);
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
    pub(super) fn bends(&self, x: &[Unit]) -> impl Iterator<Item = (usize, Unit)> {
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
