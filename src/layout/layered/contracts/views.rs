//! Views made from a seed: nested boundaries, empty ones too, every kind of flow, cycles, flows to boundaries and to
//! themselves, labels short and long, and hints, some of which contradict the flows.

use crate::layout::sketch::{Random, edge, node};
use crate::source::Span;
use crate::view::{EdgeKind, Hints, NodeId, View};

/// A view of up to `most` boxes, of at least half as many if that is a lot, with about `density` flows for each.
pub(super) fn generate(random: &mut Random, most: usize, density: usize) -> View {
    let least = if most > 50 { most / 2 } else { 2 };
    let count = least + random.below(most - least + 1);
    let mut view = View { name: "components".to_owned(), title: "Generated".to_owned(), ..View::default() };
    let mut open: Vec<usize> = Vec::new();
    for index in 0..count {
        let container = random.below(5) == 0 && open.len() < 4;
        view.nodes.push(node(index, open.last().copied(), container));
        if container {
            open.push(index);
        }
        while !open.is_empty() && random.below(4) == 0 {
            open.pop();
        }
    }
    for index in 0..random.below(2 * density * count + 1) {
        // Mostly forward, so that there are ranks; sometimes twice between the same two.
        let (a, b) = (random.below(count), random.below(count));
        let (from, to) = if random.below(4) == 0 { (a.max(b), a.min(b)) } else { (a.min(b), a.max(b)) };
        let label = ["", "", "", "calls", "reads and writes", "a rather long label that has to be wrapped"]
            [random.below(6)];
        let kind = [EdgeKind::Sync, EdgeKind::Async, EdgeKind::Error][random.below(3)];
        view.edges.push(edge(index, from, to, kind, random.below(6) == 0, label));
    }
    for parent in std::iter::once(None).chain((0..count).map(Some)) {
        let items: Vec<NodeId> = (0..count)
            .filter(|&item| view.nodes[item].parent.map(NodeId::index) == parent)
            .map(|item| NodeId(item as u32))
            .collect();
        if items.len() < 2 || random.below(3) > 0 {
            continue;
        }
        let mut hints = Hints::default();
        if random.below(2) == 0 {
            let from = random.below(items.len() - 1);
            let mut row = items[from..items.len().min(from + 3)].to_vec();
            if random.below(2) == 0 {
                row.reverse();
            }
            hints.rows.push((row, Span::default()));
        } else {
            let (a, b) = (random.below(items.len()), random.below(items.len()));
            if a != b {
                hints.above.push((items[a], items[b], Span::default()));
            }
        }
        match parent {
            Some(parent) => view.nodes[parent].hints = hints,
            None => view.hints = hints,
        }
    }
    view
}

/// One view in which everything is right, with something to spoil for every check.
///
/// ```text
///   n0     n1      side by side
///    │    ┌─┼─ n2 ┐
///    │    │ n3 n4 │
///    └──▶ n5      │   n5 below, reached from n0, n3 and n4
/// ```
pub(super) fn sample() -> View {
    let mut view = View { name: "components".to_owned(), title: "Sample".to_owned(), ..View::default() };
    let parents = [None, None, None, Some(2), Some(2), None];
    view.nodes.extend(parents.iter().enumerate().map(|(index, &parent)| node(index, parent, index == 2)));
    for (index, &(from, to)) in [(0, 5), (1, 3), (3, 4), (4, 5), (3, 5), (1, 4)].iter().enumerate() {
        view.edges.push(edge(index, from, to, EdgeKind::Sync, false, if index == 1 { "calls" } else { "" }));
    }
    view.hints.rows.push((vec![NodeId(0), NodeId(1)], Span::default()));
    view
}
