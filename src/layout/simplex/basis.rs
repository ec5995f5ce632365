//! How one solution ended, for the next to begin with.
//!
//! A drawing is placed several times with a few lengths changed, or a few arcs. What flows depends on arcs and capacities alone,
//! so with other lengths the old flow is still one, near the cheapest; where arcs have gone, what they carried is led to the
//! root for the time being, at a price that no path through the network has.

use super::tree::Node;
use super::{Arc, NONE, Priced, Problem, Solver, State, UNBOUNDED, block};
use crate::layout::buckets::Buckets;

/// What flows where, and the tree, when a solution was found.
#[derive(Clone, Debug, Default)]
pub(in crate::layout) struct Basis {
    arcs: Vec<Arc>,
    priced: Vec<Priced>,
    x: Vec<i64>,
    nodes: Vec<Node>,
}

/// Farther than any two variables are apart.
const FAR: i64 = 1 << 40;

impl Problem {
    /// The same as [`solve`](Problem::solve), beginning where the solution of a problem that was much alike ended; how this one
    /// ends is left there for the next. Of several positions of the least cost the beginning decides which are found.
    pub(in crate::layout) fn solve_from(&self, basis: &mut Basis) -> Option<Vec<i32>> {
        if let Some(x) = self.roughly() {
            return Some(x);
        }
        let solver = self.solved(basis)?;
        let x = solver.positions();
        *basis = solver.basis();
        Some(x)
    }

    pub(super) fn solved(&self, basis: &Basis) -> Option<Solver<'_>> {
        if let Some(solver) = self.solved_from(basis) {
            return Some(solver);
        }
        let mut solver = Solver::new(self);
        solver.begin_at(&self.packed());
        solver.run().then_some(solver)
    }

    /// `None` when the other solution is no beginning for this problem: it was of other variables, or something still hangs on the
    /// root.
    fn solved_from(&self, basis: &Basis) -> Option<Solver<'_>> {
        if self.variables == 0 || basis.x.len() != self.variables as usize + 1 {
            return None;
        }
        let mut solver = if self.arcs.starts_with(&basis.arcs) {
            Solver::go_on(self, basis)
        } else {
            let mut solver = Solver::new(self);
            solver.begin_from(basis);
            solver
        };
        (solver.run() && solver.is_settled()).then_some(solver)
    }
}

impl<'a> Solver<'a> {
    /// As another solution ended, of a problem that has got further arcs at most: nothing flows over these yet.
    fn go_on(problem: &'a Problem, basis: &Basis) -> Solver<'a> {
        let Basis { arcs, x, nodes, .. } = basis;
        let mut priced = Vec::with_capacity(problem.arcs.len());
        priced.extend_from_slice(&basis.priced);
        priced.extend(problem.arcs[arcs.len()..].iter().map(|arc| Priced::new(arc, State::Lower)));
        Solver {
            arcs: &problem.arcs,
            priced,
            nodes: nodes.clone(),
            x: x.clone(),
            next_arc: 0,
            block: block(problem),
        }
    }

    /// How this solution ended.
    fn basis(self) -> Basis {
        let Solver { arcs, priced, x, nodes, .. } = self;
        Basis { arcs: arcs.to_vec(), priced, x, nodes }
    }

    /// Begins with the tree and the flow of another solution of as many variables, as far as its arcs are still there.
    fn begin_from(&mut self, basis: &Basis) {
        let count = self.x.len() - 1;
        let same = same(&basis.arcs, self.arcs, count);
        // What each variable has too much.
        let mut excess = vec![0i64; count + 1];
        for (old, &new) in basis.priced.iter().zip(&same) {
            if new != NONE && old.state == State::Upper {
                let arc = &self.arcs[new as usize];
                self.priced[new as usize] = Priced::new(arc, State::Upper);
                excess[arc.from as usize] -= arc.capacity;
                excess[arc.to as usize] += arc.capacity;
            }
        }
        // Each variable after all below it.
        let mut v = basis.nodes[count].previous as usize;
        while v != count {
            let old = &basis.nodes[v];
            let arc = same.get(old.arc as usize).copied().unwrap_or(NONE);
            let mut rest = excess[v];
            let node = &mut self.nodes[v];
            if arc != NONE {
                let Arc { from, capacity, .. } = self.arcs[arc as usize];
                let up = from as usize == v;
                let wanted = if up { rest } else { -rest };
                let carried = wanted.clamp(0, capacity);
                rest -= if up { carried } else { -carried };
                excess[old.parent as usize] += excess[v] - rest;
                let feasible = if up { carried < capacity } else { carried > 0 };
                if rest == 0 && feasible {
                    let (more, less) = (capacity - carried, carried);
                    (node.parent, node.arc) = (old.parent, arc);
                    (node.up, node.down) = if up { (more, less) } else { (less, more) };
                    self.priced[arc as usize].state = State::Tree;
                    v = old.previous as usize;
                    continue;
                }
                let state = if carried == 0 { State::Lower } else { State::Upper };
                self.priced[arc as usize] = Priced::new(&self.arcs[arc as usize], state);
            }
            (node.up, node.down) = if rest >= 0 { (UNBOUNDED, rest) } else { (-rest, UNBOUNDED) };
            self.x[v] = rest.signum() * FAR + basis.x[v];
            v = old.previous as usize;
        }
        // Each variable after its parent.
        let mut v = basis.nodes[count].next as usize;
        while v != count {
            let Node { parent, arc, .. } = self.nodes[v];
            if parent as usize != count {
                let Arc { from, length, .. } = self.arcs[arc as usize];
                let length = i64::from(length);
                self.x[v] = self.x[parent as usize] + if from as usize == v { -length } else { length };
            }
            self.hang(v as u32, parent);
            v = basis.nodes[v].next as usize;
        }
    }

    /// Whether nothing flows to the root or from it any more, and nothing stands far off for it.
    fn is_settled(&self) -> bool {
        let x = || self.x[..self.x.len() - 1].iter().copied();
        let wide = x().max().unwrap_or(0) - x().min().unwrap_or(0);
        let is_empty = |node: &Node| node.arc != NONE || node.up.min(node.down) == 0;
        wide < FAR / 2 && self.nodes.iter().all(is_empty)
    }
}

/// Per old arc, the new one with the same ends and capacity; of several alike, the first of those that are left.
fn same(old: &[Arc], new: &[Arc], count: usize) -> Vec<u32> {
    let key = |arc: &Arc| (arc.from, arc.to, arc.capacity);
    // Mostly they are the same, or a few come last.
    if old.iter().zip(new).all(|(old, new)| key(old) == key(new)) {
        let kept = |arc: u32| if (arc as usize) < new.len() { arc } else { NONE };
        return (0..old.len() as u32).map(kept).collect();
    }
    let leaving = |arcs: &[Arc]| {
        let pairs =
            (0..).zip(arcs).map(|(index, arc): (u32, &Arc)| (arc.from, (arc.to, arc.capacity, index)));
        Buckets::new(count, pairs)
    };
    let (mut olds, mut news) = (leaving(old), leaving(new));
    let mut same = vec![NONE; old.len()];
    for v in 0..count {
        let (olds, news) = (olds.of_mut(v as u32), news.of_mut(v as u32));
        olds.sort_unstable();
        news.sort_unstable();
        let mut news = news.iter().peekable();
        for &(to, capacity, index) in olds.iter() {
            let wanted = (to, capacity);
            while news.next_if(|other| (other.0, other.1) < wanted).is_some() {}
            if let Some(found) = news.next_if(|other| (other.0, other.1) == wanted) {
                same[index as usize] = found.2;
            }
        }
    }
    same
}

#[cfg(test)]
mod tests {
    use super::super::tests::{cost, feasible};
    use super::*;
    use crate::layout::sketch::Random;

    /// However a problem is changed, it is solved as well from where the last one ended as from the beginning.
    #[test]
    fn a_changed_problem_costs_what_it_costs_anew() {
        let mut random = Random(11);
        let mut random = |n: u32| random.below(n as usize);
        let (mut changed, mut warm) = (0, 0);
        for _ in 0..60 {
            let count = 3 + random(40) as u32;
            let mut basis = Basis::default();
            let mut problem = Problem::new();
            (0..count).for_each(|_| _ = problem.variable());
            for _ in 0..2 * count {
                let (u, v) = (random(count) as u32, random(count) as u32);
                if random(3) > 0 && u != v {
                    problem.separate(u.min(v), u.max(v), random(9) as i32);
                } else {
                    problem.spring(u, v, random(9) as i32 - 4, 1 + random(12) as i64);
                }
            }
            for step in 0..8 {
                warm += usize::from(problem.solved_from(&basis).is_some());
                changed += usize::from(step > 0);
                let x = problem.solve_from(&mut basis).expect("separations run from low to high");
                let anew = problem.solve().expect("it was solved before");
                assert_eq!(cost(&problem, &x), cost(&problem, &anew));
                assert!(feasible(&problem, &x));
                for _ in 0..1 + random(6) {
                    let arc = random(problem.arcs.len() as u32);
                    match (step % 3, random(3)) {
                        (0, _) | (_, 0) => problem.arcs[arc].length += random(5) as i32,
                        (_, 1) => _ = problem.arcs.remove(arc),
                        _ => {
                            let u = random(count) as u32;
                            problem.spring(u, (u + 1) % count, random(5) as i32, 1 + random(5) as i64);
                        }
                    }
                }
            }
        }
        assert!(10 * warm > 9 * changed, "only {warm} of {changed} were solved from the last");
    }
}
