//! Orders of the nodes of a graph in which few arcs lead back.
//!
//! In: nodes by number, arcs with weights. Out: a place for each node; an arc to an earlier place is one to reverse. Only
//! arcs inside a strongly connected component ever are.

use crate::layout::buckets::Buckets;
use std::collections::BTreeSet;

/// Which flows of a cycle are reversed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::layout::layered) enum Reversed {
    /// As few as are found.
    Fewest,
    /// Those that lead back to where a walk from what was declared first came from (depth first, as dot does it). They are more,
    /// but the ranks get longer for it, and less crosses.
    Walked,
}

/// What flows weigh at most that are reversed to cross less: what a person starts weighs more, and so does a hint.
const LIGHT: i64 = 3;

/// A place for each of `count` nodes such that arcs that point to an earlier place weigh little, and none of them lies
/// outside a cycle.
pub(super) fn order(count: usize, arcs: &[(usize, usize, i64)], way: Reversed) -> Vec<usize> {
    let components = components(count, arcs);
    let mut component_of = vec![0; count];
    for (index, members) in components.iter().enumerate() {
        for &v in members {
            component_of[v] = index;
        }
    }
    let mut inner: Vec<Vec<(usize, usize, i64)>> = vec![Vec::new(); components.len()];
    for &(a, b, weight) in arcs {
        if a != b && component_of[a] == component_of[b] {
            inner[component_of[a]].push((a, b, weight));
        }
    }
    let mut place = vec![0; count];
    let mut next = 0;
    for (members, arcs) in components.iter().zip(&inner) {
        let order = match way {
            Reversed::Fewest => order_component(members, arcs),
            Reversed::Walked => walk(members, arcs),
        };
        for v in order {
            place[v] = next;
            next += 1;
        }
    }
    place
}

/// Orders one strongly connected component.
fn order_component(members: &[usize], arcs: &[(usize, usize, i64)]) -> Vec<usize> {
    let mut declared = members.to_vec();
    declared.sort_unstable();
    if declared.len() == 1 {
        return declared;
    }
    let cost = |order: &[usize]| {
        let place = places(order);
        arcs.iter().filter(|&&(a, b, _)| place[a] > place[b]).map(|arc| arc.2).sum::<i64>()
    };
    let mut greedy = greedy_order(&declared, arcs);
    let mut model = declared.clone();
    if declared.len() <= 200 {
        sift(&mut greedy, arcs);
        sift(&mut model, arcs);
    }
    let (declared_cost, model_cost, greedy_cost) = (cost(&declared), cost(&model), cost(&greedy));
    let best = model_cost.min(greedy_cost);
    if declared_cost <= best + best / 10 {
        declared
    } else if model_cost <= best {
        model
    } else {
        greedy
    }
}

/// Orders one strongly connected component so that all arcs lead on but those back to where a depth-first walk came from. Where
/// a hint forbids one of the others, or a person asks for it, the fewest are reversed after all.
fn walk(members: &[usize], arcs: &[(usize, usize, i64)]) -> Vec<usize> {
    let mut declared = members.to_vec();
    declared.sort_unstable();
    let index_of = |v: usize| declared.binary_search(&v).unwrap_or(0);
    let links = arcs.iter().filter(|arc| arc.2 > 0).map(|&(a, b, _)| (index_of(a) as u32, index_of(b)));
    let below = Buckets::new(declared.len(), links);
    let mut met = vec![false; declared.len()];
    let mut order = Vec::with_capacity(declared.len());
    let mut open: Vec<(usize, usize)> = Vec::new();
    for root in 0..declared.len() {
        if std::mem::replace(&mut met[root], true) {
            continue;
        }
        open.push((root, 0));
        while let Some((v, next)) = open.pop() {
            match below.of(v as u32).get(next) {
                Some(&w) => {
                    open.push((v, next + 1));
                    if !std::mem::replace(&mut met[w], true) {
                        open.push((w, 0));
                    }
                }
                None => order.push(declared[v]),
            }
        }
    }
    order.reverse();
    let place = places(&order);
    if arcs.iter().any(|&(a, b, weight)| weight > LIGHT && place[a] > place[b]) {
        return order_component(members, arcs);
    }
    order
}

/// The place of each node in an order, by node.
fn places(order: &[usize]) -> Vec<usize> {
    let mut place = vec![0; order.iter().copied().max().map_or(0, |most| most + 1)];
    for (index, &v) in order.iter().enumerate() {
        place[v] = index;
    }
    place
}

/// The order of Eades, Lin & Smyth: sinks last, sources first, else the node that gives most and takes least; ties by
/// declaration.
fn greedy_order(members: &[usize], arcs: &[(usize, usize, i64)]) -> Vec<usize> {
    let index_of = |v: usize| members.binary_search(&v).unwrap_or(0);
    let n = members.len();
    let (mut gives, mut takes) = (vec![0i64; n], vec![0i64; n]);
    let mut links: Vec<Vec<(usize, i64, bool)>> = vec![Vec::new(); n];
    for &(a, b, weight) in arcs {
        let (a, b) = (index_of(a), index_of(b));
        gives[a] += weight;
        takes[b] += weight;
        links[a].push((b, weight, true));
        links[b].push((a, weight, false));
    }
    let key = |v: usize, gives: &[i64], takes: &[i64]| {
        let class = if gives[v] == 0 {
            0
        } else if takes[v] == 0 {
            1
        } else {
            2
        };
        (class, takes[v] - gives[v], v)
    };
    let mut open: BTreeSet<(i32, i64, usize)> = (0..n).map(|v| key(v, &gives, &takes)).collect();
    let (mut front, mut back) = (Vec::new(), Vec::new());
    while let Some((class, _, v)) = open.pop_first() {
        if class == 0 {
            back.push(members[v])
        } else {
            front.push(members[v])
        }
        for &(other, weight, out) in &links[v] {
            let old = key(other, &gives, &takes);
            if !open.remove(&old) {
                continue;
            }
            if out {
                takes[other] -= weight
            } else {
                gives[other] -= weight
            }
            open.insert(key(other, &gives, &takes));
        }
    }
    back.reverse();
    front.extend(back);
    front
}

/// Moves single nodes to where they reverse least, until nothing improves (Brandenburg & Hanauer 2011).
fn sift(order: &mut Vec<usize>, arcs: &[(usize, usize, i64)]) {
    let mut place = places(order);
    let links = Buckets::new(
        place.len(),
        // Positive when the other node should come later.
        arcs.iter().flat_map(|&(a, b, weight)| [(a as u32, (b, weight)), (b as u32, (a, -weight))]),
    );
    let mut pulls: Vec<(usize, i64)> = Vec::new();
    for _ in 0..4 {
        let mut improved = false;
        let nodes = order.clone();
        for v in nodes {
            let at = place[v];
            // Passing a node that wants to be later costs its weight; passing one that wants to be earlier gains it. So the sum
            // changes only where a neighbour stands.
            pulls.clear();
            pulls.extend(links.of(v as u32).iter().map(|&(u, pull)| (place[u], pull)));
            pulls.sort_unstable();
            pulls.dedup_by(|again, kept| {
                let same = again.0 == kept.0;
                if same {
                    kept.1 += again.1;
                }
                same
            });
            let (before, behind) = pulls.split_at(pulls.partition_point(|&(to, _)| to < at));
            let (mut best, mut target, mut sum) = (0, at, 0);
            for &(to, pull) in behind {
                sum += pull;
                if sum < best {
                    (best, target) = (sum, to);
                }
            }
            sum = 0;
            for &(to, pull) in before.iter().rev() {
                sum -= pull;
                if sum < best {
                    (best, target) = (sum, to);
                }
            }
            if target != at {
                order.remove(at);
                order.insert(target, v);
                for (index, &u) in order.iter().enumerate().take(at.max(target) + 1).skip(at.min(target)) {
                    place[u] = index;
                }
                improved = true;
            }
        }
        if !improved {
            break;
        }
    }
}

/// The strongly connected components in topological order, by Tarjan's algorithm without recursion.
fn components(count: usize, arcs: &[(usize, usize, i64)]) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
    for &(a, b, _) in arcs {
        out[a].push(b);
    }
    const UNSEEN: usize = usize::MAX;
    let (mut index, mut low) = (vec![UNSEEN; count], vec![0; count]);
    let mut on_stack = vec![false; count];
    let (mut stack, mut found, mut next) = (Vec::new(), Vec::new(), 0);
    // Later declared first, so that the reversed result keeps declaration order among independent nodes.
    for root in (0..count).rev() {
        if index[root] != UNSEEN {
            continue;
        }
        let mut work: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some(&mut (v, ref mut child)) = work.last_mut() {
            if *child == 0 {
                index[v] = next;
                low[v] = next;
                next += 1;
                stack.push(v);
                on_stack[v] = true;
            }
            if let Some(&w) = out[v].get(*child) {
                *child += 1;
                if index[w] == UNSEEN {
                    work.push((w, 0));
                } else if on_stack[w] {
                    low[v] = low[v].min(index[w]);
                }
                // A child count of zero marks the first visit, so it never returns to it.
                continue;
            }
            work.pop();
            if let Some(&(parent, _)) = work.last() {
                low[parent] = low[parent].min(low[v]);
            }
            if low[v] == index[v] {
                let mut members = Vec::new();
                while let Some(w) = stack.pop() {
                    on_stack[w] = false;
                    members.push(w);
                    if w == v {
                        break;
                    }
                }
                found.push(members);
            }
        }
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::{LIGHT, Reversed, components, order};
    use crate::layout::sketch::Random;

    type Arcs = Vec<(usize, usize, i64)>;

    fn random(seed: u64) -> (usize, Arcs) {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let count = 2 + random.below(12);
        let weights = [0, 2, LIGHT, LIGHT, LIGHT, LIGHT, LIGHT, 12];
        let arcs = (0..random.below(3 * count))
            .map(|_| (random.below(count), random.below(count), weights[random.below(weights.len())]))
            .filter(|arc| arc.0 != arc.1);
        (count, arcs.collect())
    }

    /// The arcs that lead back.
    fn reversed(count: usize, arcs: &Arcs, way: Reversed) -> Vec<bool> {
        let place = order(count, arcs, way);
        arcs.iter().map(|&(a, b, _)| place[a] > place[b]).collect()
    }

    #[test]
    fn only_what_is_on_a_cycle_is_reversed() {
        for seed in 1..400 {
            let (count, arcs) = random(seed);
            let components = components(count, &arcs);
            let together =
                |a, b| components.iter().any(|members| members.contains(&a) && members.contains(&b));
            for way in [Reversed::Fewest, Reversed::Walked] {
                for (reversed, &(a, b, _)) in reversed(count, &arcs, way).into_iter().zip(&arcs) {
                    assert!(!reversed || together(a, b), "{arcs:?}: {a} -> {b}");
                }
            }
        }
    }

    #[test]
    fn a_walk_reverses_nothing_heavy_that_need_not_be() {
        let mut walked = 0;
        for seed in 1..400 {
            let (count, arcs) = random(seed);
            let (few, walk) = (Reversed::Fewest, Reversed::Walked);
            let (few, walk) = (reversed(count, &arcs, few), reversed(count, &arcs, walk));
            walked += usize::from(few != walk);
            for ((few, walk), arc) in few.into_iter().zip(walk).zip(&arcs) {
                assert!(!walk || few || arc.2 <= LIGHT, "{arcs:?}: {arc:?}");
            }
        }
        assert!(walked > 50, "{walked}");
    }
}
