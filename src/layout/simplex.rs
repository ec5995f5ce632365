//! Network simplex: whole-number positions that keep least distances and make weighted distances small.
//!
//! In: variables, *separations* `x[v] - x[u] >= length`, and *springs* that cost `weight * |x[v] - x[u] - length|`.
//! Out: positions that keep every separation and whose cost is least.
//!
//! Method: the linear-programming dual is a circulation of least cost, whose node potentials are the positions (Gansner,
//! Koutsofios, North & Vo 1993, section 4, draw the same connection). A separation is an arc without a capacity, a spring is
//! a pair of opposite arcs whose capacity is its weight, and nothing has to flow at the start. We run the primal network
//! simplex on it with block search and strongly feasible trees (Cunningham 1976), which cannot cycle. So a spring needs no
//! node of its own, unlike in Gansner's auxiliary graph, and equal input always takes the same pivots.

mod basis;
mod tree;

use super::buckets::Buckets;
pub(super) use basis::Basis;
use tree::{Hook, Node};

/// A variable of a [`Problem`].
pub type Var = u32;

/// Separations and springs over variables.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    pub(super) variables: u32,
    pub(super) arcs: Vec<Arc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::layout) struct Arc {
    pub from: Var,
    pub to: Var,
    /// `x[to] - x[from]` on a tight arc.
    pub length: i32,
    /// The most that may flow.
    pub capacity: i64,
}

/// Up to this many variables the least cost is found.
const EXACT: u32 = 12_000;

pub(super) const UNBOUNDED: i64 = i64::MAX / 4;
const NONE: u32 = u32::MAX;

impl Problem {
    /// No variables yet.
    pub fn new() -> Problem {
        Problem::default()
    }

    /// A further variable.
    pub fn variable(&mut self) -> Var {
        self.variables += 1;
        self.variables - 1
    }

    /// Demands `x[to] - x[from] >= length`.
    pub fn separate(&mut self, from: Var, to: Var, length: i32) {
        self.arcs.push(Arc { from, to, length, capacity: UNBOUNDED });
    }

    /// Charges `weight * |x[to] - x[from] - length|`.
    pub fn spring(&mut self, from: Var, to: Var, length: i32, weight: i64) {
        if from != to && weight > 0 {
            self.arcs.push(Arc { from, to, length, capacity: weight });
            self.arcs.push(Arc { from: to, to: from, length: -length, capacity: weight });
        }
    }

    /// Charges `weight * (x[to] - x[from])`, for pairs that a separation of at least `length` keeps apart.
    pub fn pull(&mut self, from: Var, to: Var, length: i32, weight: i64) {
        if from != to && weight > 0 {
            self.arcs.push(Arc { from: to, to: from, length: -length, capacity: weight });
        }
    }

    /// The positions, the least of them 0. `None` when the separations contradict each other. Beyond a size at which the least
    /// cost would take seconds, positions of a low cost.
    pub fn solve(&self) -> Option<Vec<i32>> {
        self.roughly().or_else(|| Some(self.solved(&Basis::default())?.positions()))
    }

    /// Positions of a low cost, when there are too many variables for the least.
    fn roughly(&self) -> Option<Vec<i32>> {
        if self.variables > EXACT { self.settled() } else { None }
    }
}

/// Where an arc's flow is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Anywhere between: the arc is in the tree, and neither too long nor too short.
    Tree,
    /// At nothing: the arc is violated when it is too short.
    Lower,
    /// At its capacity: the arc is violated when it is too long.
    Upper,
}

/// What of an arc is looked at to find the next that enters, close together: that is most of the time. It is turned so that
/// flow that enters would run from `tail` to `head`; it is violated by `x[tail] - x[head] + length`, which is nothing in the tree.
#[derive(Clone, Copy, Debug)]
struct Priced {
    tail: Var,
    head: Var,
    length: i32,
    state: State,
}

impl Priced {
    /// An arc outside the tree.
    fn new(arc: &Arc, state: State) -> Priced {
        let &Arc { from, to, length, .. } = arc;
        match state {
            State::Upper => Priced { tail: to, head: from, length: -length, state },
            State::Lower | State::Tree => Priced { tail: from, head: to, length, state },
        }
    }
}

/// How many arcs are looked at before the worst of them enters.
fn block(problem: &Problem) -> usize {
    ((problem.arcs.len() as f64).sqrt() as usize).max(16)
}

struct Solver<'a> {
    arcs: &'a [Arc],
    priced: Vec<Priced>,
    /// Per variable, and last for the root, which an artificial arc leads to from each variable and stays empty.
    nodes: Vec<Node>,
    x: Vec<i64>,
    next_arc: usize,
    block: usize,
}

impl<'a> Solver<'a> {
    /// Without a tree yet.
    fn new(problem: &'a Problem) -> Solver<'a> {
        let count = problem.variables as usize;
        Solver {
            arcs: &problem.arcs,
            priced: problem.arcs.iter().map(|arc| Priced::new(arc, State::Lower)).collect(),
            nodes: vec![Node::below(count as u32); count + 1],
            x: vec![0; count + 1],
            next_arc: 0,
            block: block(problem),
        }
    }

    /// Hangs the variables into the tree by arcs that are neither too long nor too short at these positions. Nothing flows, so the tree is
    /// strongly feasible when each of its arcs points up.
    fn begin_at(&mut self, near: &[i64]) {
        let count = self.x.len() - 1;
        self.x[..count].copy_from_slice(near);
        let x = &self.x;
        let is_tight = |arc: &&Arc| x[arc.to as usize] - x[arc.from as usize] == i64::from(arc.length);
        let mut tight: Vec<(Var, (u32, Var))> = Vec::with_capacity(self.arcs.len());
        tight.extend(
            (0..)
                .zip(self.arcs)
                .filter(|(_, arc)| is_tight(arc))
                .map(|(index, arc)| (arc.to, (index, arc.from))),
        );
        let into = Buckets::new(count, tight.iter().copied());
        let mut queue: Vec<u32> = Vec::with_capacity(count);
        for root in 0..count as u32 {
            if self.nodes[root as usize].depth > 0 {
                continue;
            }
            self.hang(root, count as u32);
            queue.clear();
            queue.push(root);
            let mut met = 0;
            while let Some(&v) = queue.get(met) {
                met += 1;
                for &(arc, child) in into.of(v) {
                    let node = &mut self.nodes[child as usize];
                    if node.depth == 0 {
                        (node.arc, node.up) = (arc, self.arcs[arc as usize].capacity);
                        self.priced[arc as usize].state = State::Tree;
                        self.hang(child, v);
                        queue.push(child);
                    }
                }
            }
        }
    }

    /// The positions, the least of them 0.
    fn positions(&self) -> Vec<i32> {
        let x = &self.x[..self.x.len() - 1];
        let least = x.iter().copied().min().unwrap_or(0);
        x.iter().map(|x| (x - least) as i32).collect()
    }

    /// Pivots until no arc is violated. False when flow could grow without end: the separations contradict each other.
    fn run(&mut self) -> bool {
        while let Some((entering, violation)) = self.entering() {
            if !self.pivot(entering, violation) {
                return false;
            }
        }
        true
    }

    /// The worst violated arc of the next block that holds one, and by how much it is violated.
    fn entering(&mut self) -> Option<(usize, i64)> {
        let count = self.priced.len();
        let (mut worst, mut best) = (0, None);
        let (mut arc, mut rest, mut left) = (self.next_arc, count, self.block);
        while rest > 0 {
            let length = left.min(rest).min(count - arc);
            let x = self.x.as_slice();
            for (index, priced) in self.priced[arc..arc + length].iter().enumerate() {
                let slack = x[priced.tail as usize] - x[priced.head as usize];
                let violation = slack + i64::from(priced.length);
                if violation > worst {
                    (worst, best) = (violation, Some(arc + index));
                }
            }
            (rest, left) = (rest - length, left - length);
            arc = if arc + length == count { 0 } else { arc + length };
            if left == 0 {
                if best.is_some() {
                    break;
                }
                left = self.block;
            }
        }
        self.next_arc = arc;
        best.map(|arc| (arc, worst))
    }

    /// Sends flow round the cycle that `entering` closes, and exchanges it for the arc that blocks.
    fn pivot(&mut self, entering: usize, violation: i64) -> bool {
        let Priced { tail: first, head: second, length, state } = self.priced[entering];
        let capacity = self.arcs[entering].capacity;

        // The cycle runs first -> second over the arc, up to the join, and down to first again. Strict on one side and not on the
        // other: the last blocking arc of the cycle leaves, which keeps trees strongly feasible.
        let (mut down, mut out_first) = (capacity, NONE);
        let (mut up, mut out_second) = (capacity, NONE);
        let (mut a, mut b) = (first, second);
        let (mut at_a, mut at_b) = (&self.nodes[a as usize], &self.nodes[b as usize]);
        while a != b {
            if at_a.depth >= at_b.depth {
                if at_a.down < down {
                    (down, out_first) = (at_a.down, a);
                }
                a = at_a.parent;
                at_a = &self.nodes[a as usize];
            } else {
                if at_b.up <= up {
                    (up, out_second) = (at_b.up, b);
                }
                b = at_b.parent;
                at_b = &self.nodes[b as usize];
            }
        }
        let join = a;
        let on_first = out_second == NONE || down < up;
        let (delta, leaving) = if on_first { (down, out_first) } else { (up, out_second) };
        if delta >= UNBOUNDED / 2 {
            return false;
        }

        if delta > 0 {
            let mut v = first;
            while v != join {
                let node = &mut self.nodes[v as usize];
                node.down -= delta;
                node.up += delta;
                v = node.parent;
            }
            v = second;
            while v != join {
                let node = &mut self.nodes[v as usize];
                node.up -= delta;
                node.down += delta;
                v = node.parent;
            }
        }
        if leaving == NONE {
            let state = if state == State::Lower { State::Upper } else { State::Lower };
            self.priced[entering] = Priced { tail: second, head: first, length: -length, state };
            return true;
        }

        let Node { arc: out, up, down, .. } = self.nodes[leaving as usize];
        if let Some(arc) = self.arcs.get(out as usize) {
            let flow = if arc.from == leaving { down } else { up };
            let state = if flow == 0 { State::Lower } else { State::Upper };
            self.priced[out as usize] = Priced::new(arc, state);
        }
        self.priced[entering].state = State::Tree;
        let (arc, onwards, back) = (entering as u32, capacity - delta, delta);
        if on_first {
            let hook = Hook { parent: second, arc, up: onwards, down: back };
            self.move_subtree(leaving, first, hook, -violation);
        } else {
            let hook = Hook { parent: first, arc, up: back, down: onwards };
            self.move_subtree(leaving, second, hook, violation);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::sketch::Random;

    pub(super) fn cost(problem: &Problem, x: &[i32]) -> i64 {
        problem
            .arcs
            .iter()
            .filter(|arc| arc.capacity < UNBOUNDED)
            .map(|arc| {
                let over = i64::from(arc.length) - i64::from(x[arc.to as usize] - x[arc.from as usize]);
                arc.capacity * over.max(0)
            })
            .sum()
    }

    pub(super) fn feasible(problem: &Problem, x: &[i32]) -> bool {
        problem
            .arcs
            .iter()
            .filter(|arc| arc.capacity >= UNBOUNDED)
            .all(|arc| x[arc.to as usize] - x[arc.from as usize] >= arc.length)
    }

    #[test]
    fn keeps_separations_and_shortens_springs() {
        let mut p = Problem::new();
        let [a, b, c] = [p.variable(), p.variable(), p.variable()];
        p.separate(a, b, 10);
        p.separate(b, c, 10);
        p.spring(a, c, 0, 1);
        assert_eq!(p.solve(), Some(vec![0, 10, 20]));
    }

    #[test]
    fn sees_a_contradiction() {
        let mut p = Problem::new();
        let [a, b] = [p.variable(), p.variable()];
        p.separate(a, b, 1);
        p.separate(b, a, 1);
        assert_eq!(p.solve(), None);
    }

    /// Against exhaustive search on small random problems.
    #[test]
    fn is_as_good_as_exhaustive_search() {
        let mut random = Random(7);
        let mut random = |n: usize| random.below(n);
        for _ in 0..300 {
            let n = 2 + random(3) as u32;
            let mut p = Problem::new();
            for _ in 0..n {
                p.variable();
            }
            for u in 0..n {
                for v in u + 1..n {
                    if random(2) == 0 {
                        p.separate(u, v, random(3) as i32);
                    }
                    if random(2) == 0 {
                        p.spring(u, v, random(5) as i32 - 2, 1 + random(4) as i64);
                    }
                }
            }
            let x = p.solve().expect("separations run from low to high");
            assert!(feasible(&p, &x));
            let span = 9i32;
            let mut best = i64::MAX;
            for code in 0..span.pow(n) {
                let trial: Vec<i32> = (0..n).map(|i| code / span.pow(i) % span).collect();
                if feasible(&p, &trial) {
                    best = best.min(cost(&p, &trial));
                }
            }
            assert_eq!(cost(&p, &x), best);
        }
    }
}
