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

pub(super) use basis::Basis;

/// A variable of a [`Problem`].
pub type Var = u32;

/// Separations and springs over variables.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    pub(super) variables: u32,
    pub(super) arcs: Vec<Arc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Arc {
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

/// Where a non-tree arc's flow is; tree arcs are in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
enum State {
    Tree = 0,
    /// At nothing: the arc is violated when it is too short.
    Lower = -1,
    /// At its capacity: the arc is violated when it is too long.
    Upper = 1,
}

/// What of an arc is looked at to find the next that enters, close together: that is most of the time.
#[derive(Clone, Copy)]
struct Priced {
    from: Var,
    to: Var,
    length: i32,
    state: State,
}

struct Solver<'a> {
    arcs: &'a [Arc],
    /// Flow of the real arcs, then of one artificial arc per variable, which leads to the root and stays empty.
    flow: Vec<i64>,
    priced: Vec<Priced>,
    x: Vec<i64>,
    parent: Vec<u32>,
    /// The tree arc to the parent, and whether it points up to it.
    pred: Vec<u32>,
    up: Vec<bool>,
    depth: Vec<u32>,
    first_child: Vec<u32>,
    next_sibling: Vec<u32>,
    previous_sibling: Vec<u32>,
    next_arc: usize,
    block: usize,
    stack: Vec<u32>,
}

impl<'a> Solver<'a> {
    fn new(problem: &'a Problem) -> Solver<'a> {
        let count = problem.variables as usize;
        let root = count as u32;
        let arcs = problem.arcs.len();
        let mut solver = Solver {
            arcs: &problem.arcs,
            flow: vec![0; arcs + count],
            priced: problem
                .arcs
                .iter()
                .map(|&Arc { from, to, length, .. }| Priced { from, to, length, state: State::Lower })
                .collect(),
            x: vec![0; count + 1],
            parent: vec![root; count + 1],
            pred: (0..=count as u32).map(|v| arcs as u32 + v).collect(),
            up: vec![true; count + 1],
            depth: vec![1; count + 1],
            first_child: vec![NONE; count + 1],
            next_sibling: vec![NONE; count + 1],
            previous_sibling: vec![NONE; count + 1],
            next_arc: 0,
            block: ((arcs as f64).sqrt() as usize).max(16),
            stack: Vec::new(),
        };
        solver.parent[count] = NONE;
        solver.depth[count] = 0;
        for v in (0..root).rev() {
            solver.link(v, root);
        }
        solver
    }

    /// Hangs the variables into the tree by arcs that are neither too long nor too short at these positions. Nothing flows, so the tree is
    /// strongly feasible when each of its arcs points up.
    fn begin_at(&mut self, near: &[i64]) {
        let count = self.x.len() - 1;
        self.x[..count].copy_from_slice(near);
        let mut first = vec![0u32; count + 2];
        let tight: Vec<u32> =
            (0..self.arcs.len()).filter(|&arc| self.slack(arc) == 0).map(|arc| arc as u32).collect();
        for &arc in &tight {
            first[self.arcs[arc as usize].to as usize + 2] += 1;
        }
        for v in 0..count {
            first[v + 2] += first[v + 1];
        }
        let mut into = vec![0u32; tight.len()];
        for &arc in &tight {
            let place = &mut first[self.arcs[arc as usize].to as usize + 1];
            into[*place as usize] = arc;
            *place += 1;
        }
        let mut met = vec![false; count];
        let mut queue = std::collections::VecDeque::new();
        for root in 0..count {
            if met[root] {
                continue;
            }
            met[root] = true;
            queue.push_back(root);
            while let Some(v) = queue.pop_front() {
                for &arc in &into[first[v] as usize..first[v + 1] as usize] {
                    let child = self.arcs[arc as usize].from as usize;
                    if !met[child] {
                        met[child] = true;
                        self.unlink(child as u32);
                        self.link(child as u32, v as u32);
                        self.pred[child] = arc;
                        self.depth[child] = self.depth[v] + 1;
                        self.priced[arc as usize].state = State::Tree;
                        queue.push_back(child);
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
        while let Some(entering) = self.entering() {
            if !self.pivot(entering) {
                return false;
            }
        }
        true
    }

    /// How far the positions are from the arc's length.
    fn slack(&self, arc: usize) -> i64 {
        let Arc { from, to, length, .. } = self.arcs[arc];
        self.x[to as usize] - self.x[from as usize] - i64::from(length)
    }

    /// The worst violated arc of the next block that holds one.
    fn entering(&mut self) -> Option<usize> {
        let count = self.arcs.len();
        let (mut worst, mut best) = (0, None);
        let mut left = self.block;
        let mut arc = self.next_arc;
        for _ in 0..count {
            let Priced { from, to, length, state } = self.priced[arc];
            let slack = self.x[to as usize] - self.x[from as usize] - i64::from(length);
            let violation = slack * i64::from(state as i32);
            if violation > worst {
                (worst, best) = (violation, Some(arc));
            }
            arc = if arc + 1 == count { 0 } else { arc + 1 };
            left -= 1;
            if left == 0 {
                if best.is_some() {
                    break;
                }
                left = self.block;
            }
        }
        self.next_arc = arc;
        best
    }

    fn capacity(&self, arc: u32) -> i64 {
        self.arcs.get(arc as usize).map_or(UNBOUNDED, |arc| arc.capacity)
    }

    /// Sends flow round the cycle that `entering` closes, and exchanges it for the arc that blocks.
    fn pivot(&mut self, entering: usize) -> bool {
        let Arc { from, to, capacity, .. } = self.arcs[entering];
        let (first, second) =
            if self.priced[entering].state == State::Lower { (from, to) } else { (to, from) };

        // The cycle runs first -> second over the arc, up to the join, and down to first again.
        let (mut a, mut b) = (first, second);
        while a != b {
            if self.depth[a as usize] >= self.depth[b as usize] {
                a = self.parent[a as usize];
            } else {
                b = self.parent[b as usize];
            }
        }
        let join = a;

        // Strict on one side and not on the other: the last blocking arc of the cycle leaves, which keeps trees strongly feasible.
        let mut delta = capacity;
        let mut leaving = NONE;
        let mut on_first = false;
        let mut v = first;
        while v != join {
            let residual = self.residual(v, !self.up[v as usize]);
            if residual < delta {
                (delta, leaving, on_first) = (residual, v, true);
            }
            v = self.parent[v as usize];
        }
        v = second;
        while v != join {
            let residual = self.residual(v, self.up[v as usize]);
            if residual <= delta {
                (delta, leaving, on_first) = (residual, v, false);
            }
            v = self.parent[v as usize];
        }
        if delta >= UNBOUNDED {
            return false;
        }

        if delta > 0 {
            let forward = self.priced[entering].state == State::Lower;
            self.flow[entering] += if forward { delta } else { -delta };
            v = first;
            while v != join {
                let sign = if self.up[v as usize] { -delta } else { delta };
                self.flow[self.pred[v as usize] as usize] += sign;
                v = self.parent[v as usize];
            }
            v = second;
            while v != join {
                let sign = if self.up[v as usize] { delta } else { -delta };
                self.flow[self.pred[v as usize] as usize] += sign;
                v = self.parent[v as usize];
            }
        }
        if leaving == NONE {
            let state = &mut self.priced[entering].state;
            *state = if *state == State::Lower { State::Upper } else { State::Lower };
            return true;
        }

        let out = self.pred[leaving as usize] as usize;
        if out < self.arcs.len() {
            self.priced[out].state = if self.flow[out] == 0 { State::Lower } else { State::Upper };
        }
        let (inside, outside) = if on_first { (first, second) } else { (second, first) };
        let slack = self.slack(entering);
        self.priced[entering].state = State::Tree;
        self.reroot(inside, leaving);
        self.link(inside, outside);
        self.pred[inside as usize] = entering as u32;
        self.up[inside as usize] = inside == from;
        self.shift(inside, if inside == to { -slack } else { slack });
        true
    }

    /// How much more may flow over the tree arc of `v`, along its direction or against it.
    fn residual(&self, v: u32, along: bool) -> i64 {
        let arc = self.pred[v as usize];
        let flow = self.flow[arc as usize];
        if along {
            let capacity = self.capacity(arc);
            if capacity >= UNBOUNDED { UNBOUNDED } else { capacity - flow }
        } else {
            flow
        }
    }

    /// Cuts the subtree of `top` off and turns it so that `root`, inside it, is its root.
    fn reroot(&mut self, root: u32, top: u32) {
        self.unlink(top);
        let mut child = root;
        let mut above = NONE;
        let (mut arc, mut up) = (NONE, false);
        loop {
            let next = self.parent[child as usize];
            let (own_arc, own_up) = (self.pred[child as usize], self.up[child as usize]);
            if child != top {
                self.unlink(child);
            }
            if above != NONE {
                self.link(child, above);
                self.pred[child as usize] = arc;
                self.up[child as usize] = !up;
            }
            if child == top {
                break;
            }
            (above, child, arc, up) = (child, next, own_arc, own_up);
        }
    }

    fn link(&mut self, child: u32, parent: u32) {
        let head = self.first_child[parent as usize];
        self.next_sibling[child as usize] = head;
        self.previous_sibling[child as usize] = NONE;
        if head != NONE {
            self.previous_sibling[head as usize] = child;
        }
        self.first_child[parent as usize] = child;
        self.parent[child as usize] = parent;
    }

    fn unlink(&mut self, child: u32) {
        let (before, after) = (self.previous_sibling[child as usize], self.next_sibling[child as usize]);
        if before == NONE {
            self.first_child[self.parent[child as usize] as usize] = after;
        } else {
            self.next_sibling[before as usize] = after;
        }
        if after != NONE {
            self.previous_sibling[after as usize] = before;
        }
    }

    /// Moves a subtree by `by`, and renews its depths.
    fn shift(&mut self, top: u32, by: i64) {
        self.stack.push(top);
        while let Some(v) = self.stack.pop() {
            self.x[v as usize] += by;
            self.depth[v as usize] = self.depth[self.parent[v as usize] as usize] + 1;
            let mut child = self.first_child[v as usize];
            while child != NONE {
                self.stack.push(child);
                child = self.next_sibling[child as usize];
            }
        }
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
