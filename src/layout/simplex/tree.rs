//! The spanning tree: who hangs from whom, by which arc, and how much may flow over it.
//!
//! All nodes stand in one list, round through the root, in which each is followed by its subtree (the *thread* of Glover, Klingman
//! & Stutz 1974). So a subtree is a stretch of the list that ends before the next node that is not deeper than its top,
//! and it is moved by taking stretches out and putting them elsewhere.

use super::{NONE, Solver, UNBOUNDED};

/// A variable in the tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub parent: u32,
    /// How many arcs lead to the root; 0 for what is not in the tree yet.
    pub depth: u32,
    pub next: u32,
    pub previous: u32,
    /// The arc to the parent, whichever way it points; `NONE` for an artificial one.
    pub arc: u32,
    /// How much more may flow over it up to the parent, and down from there.
    pub up: i64,
    pub down: i64,
}

/// What a subtree hangs from the rest of the tree by, as in a [`Node`].
pub(super) struct Hook {
    pub parent: u32,
    pub arc: u32,
    pub up: i64,
    pub down: i64,
}

impl Node {
    /// A node that hangs from the root by an empty artificial arc that points up; or the root itself.
    pub(super) fn below(root: u32) -> Node {
        Node { parent: root, depth: 0, next: root, previous: root, arc: NONE, up: UNBOUNDED, down: 0 }
    }
}

impl Solver<'_> {
    /// Puts a node without a subtree below another of the tree.
    pub(super) fn hang(&mut self, v: u32, parent: u32) {
        let Node { depth, next, .. } = self.nodes[parent as usize];
        self.nodes[parent as usize].next = v;
        self.nodes[next as usize].previous = v;
        let node = &mut self.nodes[v as usize];
        (node.parent, node.depth, node.next, node.previous) = (parent, depth + 1, next, parent);
    }

    /// Cuts the subtree of `top` off, turns it so that `root`, inside it, is its root, hangs it up there, and moves it by `by`.
    pub(super) fn move_subtree(&mut self, top: u32, root: u32, hook: Hook, by: i64) {
        let (nodes, x) = (self.nodes.as_mut_slice(), self.x.as_mut_slice());
        let Hook { mut parent, mut arc, mut up, mut down } = hook;
        let mut depth = nodes[parent as usize].depth + 1;
        // What was moved last in the list.
        let mut tail = parent;
        let mut v = root;
        loop {
            // All below `v` that has not been moved yet.
            let old = nodes[v as usize];
            let deeper = depth.wrapping_sub(old.depth);
            x[v as usize] += by;
            let (mut last, mut after) = (v, old.next);
            loop {
                let node = &mut nodes[after as usize];
                if node.depth <= old.depth {
                    break;
                }
                node.depth = node.depth.wrapping_add(deeper);
                x[after as usize] += by;
                (last, after) = (after, node.next);
            }
            nodes[old.previous as usize].next = after;
            nodes[after as usize].previous = old.previous;
            let next = std::mem::replace(&mut nodes[tail as usize].next, v);
            nodes[next as usize].previous = last;
            nodes[last as usize].next = next;
            let node = &mut nodes[v as usize];
            (node.parent, node.depth, node.previous) = (parent, depth, tail);
            (node.arc, node.up, node.down) = (arc, up, down);
            if v == top {
                return;
            }
            (parent, v, tail, depth) = (v, old.parent, last, depth + 1);
            // The arc between them is the same, seen from its other end.
            (arc, up, down) = (old.arc, old.down, old.up);
        }
    }
}
