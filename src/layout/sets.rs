//! Disjoint sets over small numbers: which things belong together (Galler & Fischer 1964, with halved paths).
//!
//! `set[v]` leads from `v` towards the member that names its set; at the start each thing names its own.

/// The member that names the set of `v`.
pub(super) fn find(set: &mut [usize], mut v: usize) -> usize {
    while set[v] != v {
        set[v] = set[set[v]];
        v = set[v];
    }
    v
}

/// Makes one set of two, named by the lesser of their names.
pub(super) fn unite(set: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(set, a), find(set, b));
    set[a.max(b)] = a.min(b);
}
