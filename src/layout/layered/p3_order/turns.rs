//! Whole branches change sides: two items of one row with all that hangs on each of them.
//!
//! Before: an order in which no single item and no single line would be better elsewhere. After: nor would two neighbouring
//! branches the other way round, be it that fewer lines cross, or that as many do and more stands as declared. So drawings
//! of one source with few differences come out alike, however the search for their orders went. It is sifting (Matuszewski,
//! Schönfeld & Molitor 1999) of several items in several rows at once.
//!
//! A *branch* is an item with what leads nowhere else: a neighbour joins when all its lines on the side towards the branch come
//! from the branch.
//!
//! ```text
//!        top              top
//!       ┌─┴─┐            ┌─┴─┐
//!       b   a     ─▶     a   b       d hangs on a, c on b
//!       │   │            │   │
//!       c   d            d   c
//! ```

use super::Ordering;
use super::tidy::TIDIED;
use std::ops::RangeInclusive;

/// What it costs, in crossings, that two boxes of two branches change sides that stood before the latest flows came.
const TURNED: u64 = 2;

/// Which pairs of branches are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pairs {
    /// All neighbours.
    All,
    /// Neighbours whose items stand against their declaration.
    Disordered,
}

/// The bits of both branches.
const BOTH: u8 = 3;

/// Two branches, and what is used again from pair to pair.
struct Branches {
    /// Per vertex: 0 for none, 1 for the left branch, 2 for the right one.
    of: Vec<u8>,
    members: Vec<u32>,
    /// Per row, which of them reach it, as bits.
    met: Vec<u8>,
    /// Per row, the crossings below it.
    crossings: Vec<u64>,
    /// The same while the branches stand the other way round, from the first row that sees it.
    counted: Vec<u64>,
    /// The rows as they were, from the first that both reach.
    before: Vec<Vec<u32>>,
    turned: Vec<u32>,
}

impl Ordering<'_> {
    /// Turns branches round while that saves crossings or, without crossing more, disorder.
    pub(super) fn turn_branches(&mut self, pairs: Pairs) {
        if self.net.segments > TIDIED || !self.net.abreast.is_empty() {
            return;
        }
        let crossings = (0..self.rows.len()).map(|row| self.crossings_in(row..=row + 1)).collect();
        let mut branches = Branches {
            of: vec![0; self.pos.len()],
            members: Vec::new(),
            met: Vec::new(),
            crossings,
            counted: Vec::new(),
            before: Vec::new(),
            turned: Vec::new(),
        };
        let mut any = false;
        for region in 0..self.net.walls.len() {
            let (first, last) = self.net.walls[region];
            for row in first + 1..last {
                any |= self.turn_in_row(row, &(first + 1..=last - 1), pairs, &mut branches);
            }
        }
        if any {
            self.all_changed();
        }
    }

    /// Turns branches that begin in one row, of the `inner` rows of its region.
    fn turn_in_row(
        &mut self,
        row: usize,
        inner: &RangeInclusive<usize>,
        pairs: Pairs,
        branches: &mut Branches,
    ) -> bool {
        let mut any = false;
        let mut items = self.items(row);
        let mut at = 1;
        while at < items.len() {
            let (left, right) = (items[at - 1], items[at]);
            if (pairs == Pairs::All || left > right) && self.turn(left, right, inner, branches) {
                any = true;
                items = self.items(row);
                at = (at - 1).max(1);
            } else {
                at += 1;
            }
        }
        any
    }

    /// The boxes and boundaries of a row.
    fn items(&self, row: usize) -> Vec<u32> {
        self.rows[row].iter().copied().filter(|&v| self.is_item(v)).collect()
    }

    /// Has two branches change sides where that is better: with what hangs on them on both sides, or on one.
    fn turn(
        &mut self,
        left: u32,
        right: u32,
        inner: &RangeInclusive<usize>,
        branches: &mut Branches,
    ) -> bool {
        let mut whole = 0;
        for sides in [&[0, 1][..], &[1], &[0]] {
            branches.members.iter().for_each(|&v| branches.of[v as usize] = 0);
            branches.members.clear();
            let apart =
                self.gather(left, 1, sides, inner, branches) && self.gather(right, 2, sides, inner, branches);
            // Single items are moved by sifting; what hangs on one side may be all there is.
            let size = branches.members.len();
            if apart && size > 2 && size != whole && self.exchange(branches) {
                return true;
            }
            whole = whole.max(size);
        }
        false
    }

    /// Has the branches change sides; not when that is no better.
    fn exchange(&mut self, branches: &mut Branches) -> bool {
        let Branches { of, members, met, crossings, counted, before, turned } = branches;
        // Where only one of them reaches, nothing changes.
        met.clear();
        met.resize(self.rows.len(), 0);
        members.iter().for_each(|&v| met[self.net.row_of[v as usize] as usize] |= of[v as usize]);
        let both = |&met: &u8| met == BOTH;
        let (Some(first), Some(last)) = (met.iter().position(both), met.iter().rposition(both)) else {
            return false;
        };
        before.resize(before.len().max(last - first + 1), Vec::new());
        for row in first..=last {
            before[row - first].clone_from(&self.rows[row]);
            let of = |v: &u32| of[*v as usize];
            turned.clear();
            turned.extend(self.rows[row].iter().copied().filter(|v| of(v) == 2));
            turned.extend(self.rows[row].iter().copied().filter(|v| of(v) == 1));
            let places = self.rows[row].iter_mut().filter(|item| of(item) > 0);
            places.zip(turned.iter()).for_each(|(place, &v)| *place = v);
            self.number_row(row);
        }
        let was: u64 = crossings[first - 1..=last].iter().sum();
        let mut now = 0;
        counted.clear();
        for row in first - 1..=last {
            let count = self.crossings_in(row..=row + 1);
            counted.push(count);
            now += count;
            if now > was {
                break;
            }
        }
        let disorder = |rows: &[Vec<u32>]| self.disorder_of(rows);
        let price = self.price_of_turning(&self.rows[first..=last], of);
        let is_better = now + price < was
            || (price == 0
                && now == was
                && disorder(&self.rows[first..=last]) < disorder(&before[..=last - first]));
        if is_better {
            crossings[first - 1..=last].copy_from_slice(counted);
        } else {
            for row in first..=last {
                std::mem::swap(&mut self.rows[row], &mut before[row - first]);
                self.number_row(row);
            }
        }
        is_better
    }

    /// How many crossings must go for two branches to change sides besides the first: some for each two boxes that stood in one
    /// row before the latest flows came.
    fn price_of_turning(&self, rows: &[Vec<u32>], of: &[u8]) -> u64 {
        if self.stands.is_empty() {
            return 0;
        }
        let standing = |row: &[u32], mark: u8| {
            row.iter().filter(|&&v| of[v as usize] == mark && self.stands[v as usize]).count()
        };
        let pairs: usize = rows.iter().map(|row| standing(row, 1) * standing(row, 2)).sum();
        TURNED * pairs as u64
    }

    /// Gathers the branch of an item; false when it meets the other one.
    fn gather(
        &self,
        root: u32,
        mark: u8,
        sides: &[usize],
        inner: &RangeInclusive<usize>,
        branches: &mut Branches,
    ) -> bool {
        let Branches { of, members, .. } = branches;
        if of[root as usize] > 0 {
            return false;
        }
        let mut next = members.len();
        of[root as usize] = mark;
        members.push(root);
        while let Some(&v) = members.get(next) {
            next += 1;
            for &side in sides {
                for link in self.net.links[side].of(v) {
                    let far = link.far;
                    if of[far as usize] == mark || !inner.contains(&(self.net.row_of[far as usize] as usize))
                    {
                        continue;
                    }
                    let mut towards = self.net.links[1 - side].of(far).iter();
                    if towards.all(|link| of[link.far as usize] == mark) {
                        if of[far as usize] > 0 {
                            return false;
                        }
                        of[far as usize] = mark;
                        members.push(far);
                    }
                }
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::layered::graph::Graph;
    use crate::layout::layered::p3_order::net::Net;
    use crate::layout::layered::{contracts, long_edges, p1_cycles, p2_layers};
    use crate::layout::metrics::pixels::PixelMetrics;
    use crate::layout::sketch::{Random, edge, node};
    use crate::view::{Direction, EdgeKind, View};

    /// A view in rows that are not ordered yet.
    fn in_rows<'a>(view: &'a View, captions: &'a [String]) -> Graph<'a> {
        let mut graph = Graph::new(view, &PixelMetrics, contracts::setting(Direction::Down, None), captions);
        p1_cycles::cut(&mut graph, None, p1_cycles::Reversed::Fewest);
        p2_layers::rank(&mut graph, None, None);
        long_edges::split(&mut graph);
        graph
    }

    /// A tree that stands the other way round has no crossing, and every branch of it on the wrong side of another.
    #[test]
    fn a_tree_that_stands_the_other_way_round_is_turned_branch_by_branch() {
        let mut random = Random(3);
        let mut disorder = 0;
        for _ in 0..40 {
            let count = 6 + random.below(30);
            let mut view = View { name: "components".to_owned(), ..View::default() };
            view.nodes = (0..count).map(|index| node(index, None, false)).collect();
            let mut parent = 0;
            for child in 1..count {
                parent = (parent + random.below(3)).min(child - 1);
                view.edges.push(edge(child - 1, parent, child, EdgeKind::Sync, false, ""));
            }
            let captions = vec![String::new(); count - 1];
            let graph = in_rows(&view, &captions);
            let net = Net::new(&graph, &|_| true);
            let mut ordering = Ordering::new(&net);
            ordering.rows.iter_mut().for_each(|row| row.reverse());
            ordering.renumber();
            ordering.tidy();
            disorder += ordering.disorder();
            ordering.turn_branches(Pairs::Disordered);
            assert_eq!((ordering.crossings(), ordering.disorder()), (0, 0));
        }
        assert!(disorder > 500, "only {disorder} pairs stood the wrong way round");
    }

    /// Two chains that cross once: turned round as they are, left alone when all of it stood before.
    #[test]
    fn branches_that_stood_change_sides_only_at_a_price() {
        let mut view = View { name: "components".to_owned(), ..View::default() };
        view.nodes = (0..6).map(|index| node(index, None, false)).collect();
        for (index, (from, to)) in [(0, 3), (1, 2), (2, 4), (3, 5)].into_iter().enumerate() {
            view.edges.push(edge(index, from, to, EdgeKind::Sync, false, ""));
        }
        let captions = vec![String::new(); view.edges.len()];
        let graph = in_rows(&view, &captions);
        let net = Net::new(&graph, &|_| true);
        for (stand, left) in [(false, 0), (true, 1)] {
            let mut ordering = Ordering::new(&net);
            ordering.begin(0);
            assert_eq!(ordering.crossings(), 1);
            if stand {
                ordering.stands = vec![true; ordering.pos.len()];
            }
            ordering.turn_branches(Pairs::All);
            assert_eq!(ordering.crossings(), left, "standing: {stand}");
        }
    }
}
