//! Packs what nothing connects: each part is drawn on its own, then all are set on shelves in the order of declaration.
//!
//! Before: the parts of a view that no flow, hint or boundary ties together. After: one drawing in which they stand in
//! rows, left to right and top to bottom as they were declared, no two of them touching. Method: shelves as wide as a page
//! of the parts' area is, or as wide as the limit; among the widths at which a shelf would break differently the one whose
//! drawing is nearest to a page's shape is taken.

use super::layered::{Drawing, Setting};
use super::metrics::Metrics;
use super::sets::{find, unite};
use super::subview::{Group, Subview};
use crate::geom::{Point, Size, Unit};
use crate::scene::SceneUnit;
use crate::view::{Hints, View};
use std::collections::BTreeMap;

/// The nodes of each part of the view that nothing ties to another one, in the order of declaration.
pub(super) fn islands(view: &View) -> Vec<Vec<usize>> {
    let count = view.nodes.len();
    let mut set: Vec<usize> = (0..count).collect();
    for (index, node) in view.nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            unite(&mut set, index, parent.index());
        }
        tie(&mut set, &node.hints);
    }
    tie(&mut set, &view.hints);
    for edge in &view.edges {
        unite(&mut set, edge.from.index(), edge.to.index());
    }
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    for index in 0..count {
        let root = find(&mut set, index);
        members[root].push(index);
    }
    members.retain(|members| !members.is_empty());
    members
}

/// For each boundary whose insides fall apart: what nothing ties to anything outside itself, as a group to be packed.
pub(super) fn groups(view: &View) -> Vec<Group> {
    let count = view.nodes.len();
    let mut items: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, node) in view.nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            items.entry(parent.index()).or_default().push(index);
        }
    }
    items.retain(|_, items| items.len() > 1);
    if items.is_empty() {
        return Vec::new();
    }
    let mut depth: Vec<usize> = Vec::with_capacity(count);
    for node in &view.nodes {
        depth.push(node.parent.map_or(0, |parent| depth[parent.index()] + 1));
    }
    // Siblings that a flow or a hint ties together are one set; `open` is one that a flow leaves by the wall around it.
    let mut set: Vec<usize> = (0..count).collect();
    let mut open = vec![false; count];
    for edge in &view.edges {
        let (mut a, mut b) = (edge.from.index(), edge.to.index());
        if a == b {
            continue;
        }
        // Up to where the two ends are siblings.
        while view.nodes[a].parent != view.nodes[b].parent {
            let up = if depth[a] >= depth[b] { &mut a } else { &mut b };
            open[*up] = true;
            let Some(parent) = view.nodes[*up].parent else { break };
            *up = parent.index();
        }
        if a == b {
            continue;
        }
        unite(&mut set, a, b);
    }
    for node in &view.nodes {
        tie(&mut set, &node.hints);
    }
    let mut shut = vec![true; count];
    for (index, &open) in open.iter().enumerate() {
        if open {
            let root = find(&mut set, index);
            shut[root] = false;
        }
    }
    let mut groups = Vec::new();
    for (parent, items) in items {
        let closed: Vec<usize> = items.into_iter().filter(|&item| shut[find(&mut set, item)]).collect();
        let mut roots: Vec<usize> = closed.iter().map(|&item| find(&mut set, item)).collect();
        roots.sort_unstable();
        roots.dedup();
        if roots.len() > 1 {
            groups.push(Group { parent: Some(parent), members: closed, direction: None });
        }
    }
    groups
}

/// Ties what a hint names.
fn tie(set: &mut [usize], hints: &Hints) {
    for (row, _) in &hints.rows {
        row.windows(2).for_each(|pair| unite(set, pair[0].index(), pair[1].index()));
    }
    for (a, b, _) in &hints.above {
        unite(set, a.index(), b.index());
    }
}

/// How wide a page is against its height, as a share of 10.
const PAGE: (i64, i64) = (16, 10);

/// Sets the drawings of parts on shelves.
pub(super) fn pack(
    view: &View,
    metrics: &dyn Metrics,
    setting: Setting,
    parts: Vec<(&Subview, Drawing)>,
) -> Drawing {
    let pixels = metrics.unit() == SceneUnit::Px;
    let wall = metrics.wall();
    let beside = metrics.spacing(false, setting.tightness).node_gap + wall;
    let below = if pixels { beside } else { 1 + wall };
    let sizes: Vec<Size> = parts.iter().map(|(_, drawing)| drawing.size).collect();
    let widest = sizes.iter().map(|size| size.w).max().unwrap_or(0);
    let all: Unit = sizes.iter().map(|size| size.w + beside).sum::<Unit>() - beside;
    let most = setting.width.map_or(all, |width| width.min(all)).max(widest);
    // Each width at which one more part fits on the first shelf, and a few between.
    let mut widths: Vec<Unit> = vec![widest, most];
    let mut sum = -beside;
    for size in &sizes {
        sum += size.w + beside;
        widths.push(sum);
    }
    widths.extend((1..8).map(|step| widest + (most - widest) / 8 * step));
    widths.retain(|&width| width >= widest && width <= most);
    widths.sort_unstable();
    widths.dedup();
    let shape = |places: &[Point]| {
        let w = places.iter().zip(&sizes).map(|(p, size)| p.x + size.w).max().unwrap_or(0);
        let h = places.iter().zip(&sizes).map(|(p, size)| p.y + size.h).max().unwrap_or(0);
        Size::new(w, h)
    };
    let best = widths.into_iter().map(|width| shelves(&sizes, width, beside, below)).min_by_key(|places| {
        let Size { w, h } = shape(places);
        // A cell is about twice as tall as wide.
        let tall = i64::from(h.max(1)) * if pixels { 1 } else { 2 };
        let wide = i64::from(w.max(1));
        // The side of the smallest page that holds it, in tenths.
        let comfortable = if pixels { 900 } else { 64 };
        ((wide * PAGE.1).max(tall * PAGE.0).max(comfortable * PAGE.1), h)
    });
    let places = best.unwrap_or_default();
    let mut whole = Drawing::empty(view.nodes.len(), view.edges.len());
    whole.size = shape(&places);
    for ((part, drawing), at) in parts.into_iter().zip(places) {
        whole.take(part, drawing, at, |_| true);
    }
    whole
}

/// Where each of the rectangles stands when a shelf is `width` wide: in order, each shelf as tall as its tallest.
fn shelves(sizes: &[Size], width: Unit, beside: Unit, below: Unit) -> Vec<Point> {
    let (mut x, mut y, mut tall) = (0, 0, 0);
    let mut places = Vec::with_capacity(sizes.len());
    for size in sizes {
        if x > 0 && x + size.w > width {
            (x, y) = (0, y + tall + below);
            tall = 0;
        }
        places.push(Point::new(x, y));
        x += size.w + beside;
        tall = tall.max(size.h);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Rect;
    use crate::layout::sketch::{Random, edge, node};
    use crate::source::Span;
    use crate::view::{EdgeKind, NodeId};

    #[test]
    fn shelves_keep_order_and_never_overlap() {
        let mut seed = 7u64;
        let mut random = |n: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((seed >> 33) % n) as Unit
        };
        for _ in 0..300 {
            let count = 1 + random(14);
            let sizes: Vec<Size> = (0..count).map(|_| Size::new(random(40), random(20))).collect();
            let places = shelves(&sizes, 1 + random(120), 4, 2);
            let rects: Vec<Rect> = places
                .iter()
                .zip(&sizes)
                .map(|(p, size)| Rect::new(p.x, p.y, size.w + 4, size.h + 2))
                .collect();
            for (index, a) in rects.iter().enumerate() {
                for b in &rects[index + 1..] {
                    assert!(!a.overlaps(*b), "{a:?} {b:?}");
                    assert!((a.y, a.x) < (b.y, b.x) || a.y < b.y, "{a:?} stands before {b:?}");
                }
            }
        }
    }

    /// A view of boxes in boundaries, with few flows, so that much is tied to nothing.
    fn sparse(seed: u64) -> View {
        let mut random = Random(seed);
        let mut view = View::default();
        let count = 2 + random.below(14);
        for index in 0..count {
            // A boundary, or a box in an earlier boundary.
            let around: Vec<usize> = (0..index).filter(|&other| view.nodes[other].container).collect();
            let parent = if around.is_empty() { None } else { around.get(random.below(around.len() + 1)) };
            view.nodes.push(node(index, parent.copied(), random.below(3) == 0));
        }
        for index in 0..random.below(count) {
            let (from, to) = (random.below(count), random.below(count));
            view.edges.push(edge(index, from, to, EdgeKind::Sync, false, ""));
        }
        if random.below(2) == 0 {
            view.hints.above.push((NodeId(0), NodeId(random.below(count) as u32), Span::default()));
        }
        view
    }

    /// Every box is on one island, with what it is tied to; islands stand in the order of declaration.
    #[test]
    fn islands_hold_what_is_tied_together() {
        for seed in 0..300 {
            let view = sparse(seed);
            let islands = islands(&view);
            let mut all: Vec<usize> = islands.concat();
            all.sort_unstable();
            assert_eq!(all, (0..view.nodes.len()).collect::<Vec<_>>(), "seed {seed}");
            assert!(islands.windows(2).all(|pair| pair[0][0] < pair[1][0]), "seed {seed}");
            let island = |node: NodeId| islands.iter().position(|island| island.contains(&node.index()));
            let flows = view.edges.iter().map(|edge| (edge.from, edge.to));
            let hints = view.hints.above.iter().map(|&(a, b, _)| (a, b));
            let nested = view.nodes.iter().enumerate();
            let nested = nested.filter_map(|(index, node)| Some((NodeId(index as u32), node.parent?)));
            for (a, b) in flows.chain(hints).chain(nested) {
                assert_eq!(island(a), island(b), "seed {seed}: {a:?} and {b:?}");
            }
        }
    }

    /// A group has several members of one boundary, and no flow leads out of a member but to another one of the group.
    #[test]
    fn groups_hold_what_nothing_ties_to_the_rest() {
        let mut found = 0;
        for seed in 0..300 {
            let view = sparse(seed);
            for group in groups(&view) {
                found += 1;
                assert!(group.members.len() > 1, "seed {seed}");
                let parent = |&member: &usize| view.nodes[member].parent.map(NodeId::index);
                assert!(group.members.iter().all(|member| parent(member) == group.parent), "seed {seed}");
                let member = |node: NodeId| {
                    let mut at = Some(node.index());
                    while let Some(node) = at.filter(|node| !group.members.contains(node)) {
                        at = view.nodes[node].parent.map(NodeId::index);
                    }
                    at
                };
                for edge in &view.edges {
                    let inside = (member(edge.from).is_some(), member(edge.to).is_some());
                    assert_eq!(inside.0, inside.1, "seed {seed}: {} leaves {:?}", edge.id, group.members);
                }
            }
        }
        assert!(found > 50, "{found} groups");
    }
}
