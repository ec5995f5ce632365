//! How one solution ended, for the next to begin with.
//!
//! A drawing is placed several times with a few lengths changed, or a few arcs. What flows depends on arcs and capacities alone,
//! so with other lengths the old flow is still one, near the cheapest; where arcs have gone, what they carried is led to the
//! root for the time being, at a price that no path through the network has.

use super::{Arc, NONE, Solver, State};

/// What flows where, and the tree, when a solution was found.
#[derive(Clone, Debug, Default)]
pub(in crate::layout) struct Basis {
    arcs: Vec<Arc>,
    state: Vec<State>,
    x: Vec<i64>,
    parent: Vec<u32>,
    pred: Vec<u32>,
}

/// Farther than any two variables are apart.
const FAR: i64 = 1 << 40;

impl Solver<'_> {
    /// How this solution ended.
    pub(super) fn basis(self) -> Basis {
        let Solver { arcs, priced, x, parent, pred, .. } = self;
        let state = priced.iter().map(|arc| arc.state).collect();
        Basis { arcs: arcs.to_vec(), state, x, parent, pred }
    }

    /// Begins with the tree and the flow of another solution, as far as its arcs are still there. False when nothing was left
    /// of it because it was of other variables.
    pub(super) fn begin_from(&mut self, basis: &Basis) -> bool {
        let count = self.x.len() - 1;
        if basis.x.len() != count + 1 || count == 0 {
            return false;
        }
        let same = same(&basis.arcs, self.arcs);
        // What each variable has too much.
        let mut excess = vec![0i64; count + 1];
        for (old, &new) in same.iter().enumerate().filter(|(_, new)| **new != NONE) {
            if basis.state[old] == State::Upper {
                let Arc { from, to, capacity, .. } = self.arcs[new as usize];
                self.priced[new as usize].state = State::Upper;
                self.flow[new as usize] = capacity;
                excess[from as usize] -= capacity;
                excess[to as usize] += capacity;
            }
        }
        let order = from_root(&basis.parent);
        for &v in order.iter().rev() {
            let (v, parent) = (v as usize, basis.parent[v as usize] as usize);
            let arc = same.get(basis.pred[v] as usize).copied().unwrap_or(NONE);
            let mut rest = excess[v];
            if arc != NONE {
                let Arc { from, capacity, .. } = self.arcs[arc as usize];
                let up = from as usize == v;
                let wanted = if up { rest } else { -rest };
                let carried = wanted.clamp(0, capacity);
                self.flow[arc as usize] = carried;
                rest -= if up { carried } else { -carried };
                excess[parent] += excess[v] - rest;
                let feasible = if up { carried < capacity } else { carried > 0 };
                if rest == 0 && feasible {
                    self.unlink(v as u32);
                    self.link(v as u32, parent as u32);
                    self.pred[v] = arc;
                    self.up[v] = up;
                    self.priced[arc as usize].state = State::Tree;
                    continue;
                }
                self.priced[arc as usize].state = if carried == 0 { State::Lower } else { State::Upper };
            }
            self.flow[self.arcs.len() + v] = rest.abs();
            self.up[v] = rest >= 0;
            self.x[v] = rest.signum() * FAR + basis.x[v];
        }
        for v in from_root(&self.parent) {
            let (v, parent) = (v as usize, self.parent[v as usize] as usize);
            if parent != count {
                let length = i64::from(self.arcs[self.pred[v] as usize].length);
                self.x[v] = self.x[parent] + if self.up[v] { -length } else { length };
                self.depth[v] = self.depth[parent] + 1;
            }
        }
        true
    }

    /// Whether nothing flows to the root or from it any more, and nothing stands far off for it.
    pub(super) fn is_settled(&self) -> bool {
        let x = || self.x[..self.x.len() - 1].iter().copied();
        let wide = x().max().unwrap_or(0) - x().min().unwrap_or(0);
        wide < FAR / 2 && self.flow[self.arcs.len()..].iter().all(|&flow| flow == 0)
    }
}

/// Per old arc, the new one with the same ends and capacity.
fn same(old: &[Arc], new: &[Arc]) -> Vec<u32> {
    let alike = |a: &Arc, b: &Arc| (a.from, a.to, a.capacity) == (b.from, b.to, b.capacity);
    if old.len() == new.len() && old.iter().zip(new).all(|(a, b)| alike(a, b)) {
        return (0..old.len() as u32).collect();
    }
    let sorted = |arcs: &[Arc]| {
        let mut order: Vec<u32> = (0..arcs.len() as u32).collect();
        order.sort_by_key(|&arc| {
            let Arc { from, to, capacity, .. } = arcs[arc as usize];
            (from, to, capacity)
        });
        order
    };
    let (olds, news) = (sorted(old), sorted(new));
    let mut same = vec![NONE; old.len()];
    let mut at = 0;
    for arc in olds {
        let Arc { from, to, capacity, .. } = old[arc as usize];
        let key = |arc: &Arc| (arc.from, arc.to, arc.capacity);
        while at < news.len() && key(&new[news[at] as usize]) < (from, to, capacity) {
            at += 1;
        }
        if at < news.len() && key(&new[news[at] as usize]) == (from, to, capacity) {
            same[arc as usize] = news[at];
            at += 1;
        }
    }
    same
}

/// All variables below the root of a tree, each after its parent.
fn from_root(parent: &[u32]) -> Vec<u32> {
    let count = parent.len() - 1;
    let mut first = vec![0u32; count + 3];
    for &parent in &parent[..count] {
        first[parent as usize + 2] += 1;
    }
    for v in 0..=count {
        first[v + 2] += first[v + 1];
    }
    let mut children = vec![0u32; count];
    for (v, &parent) in parent[..count].iter().enumerate() {
        let place = &mut first[parent as usize + 1];
        children[*place as usize] = v as u32;
        *place += 1;
    }
    let mut order: Vec<u32> = Vec::with_capacity(count);
    order.extend(&children[first[count] as usize..first[count + 1] as usize]);
    let mut next = 0;
    while let Some(&v) = order.get(next) {
        order.extend(&children[first[v as usize] as usize..first[v as usize + 1] as usize]);
        next += 1;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::super::{Problem, UNBOUNDED};
    use super::*;

    fn cost(problem: &Problem, x: &[i32]) -> i64 {
        let over = |arc: &Arc| i64::from(arc.length) - i64::from(x[arc.to as usize] - x[arc.from as usize]);
        let springs = problem.arcs.iter().filter(|arc| arc.capacity < UNBOUNDED);
        springs.map(|arc| arc.capacity * over(arc).max(0)).sum()
    }

    /// However a problem is changed, it is solved as well from where the last one ended as from the beginning.
    #[test]
    fn a_changed_problem_costs_what_it_costs_anew() {
        let mut seed = 11u64;
        let mut random = |n: u64| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) % n
        };
        let (mut changed, mut warm) = (0, 0);
        for _ in 0..60 {
            let count = 3 + random(40) as u32;
            let mut basis = Basis::default();
            let mut problem = Problem::new();
            (0..count).for_each(|_| _ = problem.variable());
            for _ in 0..2 * count {
                let (u, v) = (random(count.into()) as u32, random(count.into()) as u32);
                if random(3) > 0 && u != v {
                    problem.separate(u.min(v), u.max(v), random(9) as i32);
                } else {
                    problem.spring(u, v, random(9) as i32 - 4, 1 + random(12) as i64);
                }
            }
            for step in 0..8 {
                let mut solver = Solver::new(&problem);
                warm += usize::from(solver.begin_from(&basis) && solver.run() && solver.is_settled());
                changed += usize::from(step > 0);
                let x = problem.solve_from(&mut basis).expect("separations run from low to high");
                let anew = problem.solve().expect("it was solved before");
                assert_eq!(cost(&problem, &x), cost(&problem, &anew));
                let keeps = |arc: &Arc| x[arc.to as usize] - x[arc.from as usize] >= arc.length;
                assert!(problem.arcs.iter().all(|arc| arc.capacity < UNBOUNDED || keeps(arc)));
                for _ in 0..1 + random(6) {
                    let arc = random(problem.arcs.len() as u64) as usize;
                    match (step % 3, random(3)) {
                        (0, _) | (_, 0) => problem.arcs[arc].length += random(5) as i32,
                        (_, 1) => _ = problem.arcs.remove(arc),
                        _ => {
                            let u = random(count.into()) as u32;
                            problem.spring(u, (u + 1) % count, random(5) as i32, 1 + random(5) as i64);
                        }
                    }
                }
            }
        }
        assert!(10 * warm > 9 * changed, "only {warm} of {changed} were solved from the last");
    }
}
