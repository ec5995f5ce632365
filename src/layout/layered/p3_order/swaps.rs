//! Local search: neighbours swap, and single vertices move across their row, where that saves crossings.
//!
//! A row is looked at again only when it, or a row it is connected to, changed since it was last left alone.

use super::Ordering;
use super::crossings::sort_last;
use super::net::Net;

/// The far ends of each vertex's segments, in order, taken anew only when the rows they stand in have changed.
pub(super) struct Far {
    places: [Vec<u32>; 2],
    spans: Vec<Span>,
    /// When they were taken.
    at: Vec<u32>,
}

/// The first and the last far end of a vertex, above and below: enough to tell that it does not cross a neighbour.
#[derive(Clone, Copy)]
struct Span {
    first: [u32; 2],
    last: [u32; 2],
}

impl Far {
    pub(super) fn new(net: &Net<'_>) -> Far {
        let count = net.row_of.len();
        // With no segments on a side, all is on either side of it.
        let nothing = Span { first: [u32::MAX; 2], last: [0; 2] };
        let places = [0, 1].map(|side| vec![0; net.links[side].len()]);
        Far { places, spans: vec![nothing; count], at: vec![0; count] }
    }
}

/// Up to this many far ends are sorted as they come.
const INSERTED: usize = 32;

/// What it costs, in crossings, that two boxes change sides that stood in one row before the latest flows came.
const PRICE: i64 = 1;

/// How often a pass over all rows is repeated at most.
pub(super) const PASSES: usize = 12;

impl Ordering<'_> {
    /// When a far end of a vertex last moved.
    fn seen_at(&self, v: u32) -> u32 {
        self.seen_at[v as usize].max(self.all_at)
    }

    #[inline]
    fn take_far(&mut self, v: u32) {
        if self.far.at[v as usize] <= self.seen_at(v) {
            self.take_far_anew(v);
        }
    }

    fn take_far_anew(&mut self, v: u32) {
        let net = self.net;
        for side in 0..2 {
            let range = net.links[side].range(v);
            let first = range.start;
            for (index, &link) in net.links[side].of(v).iter().enumerate() {
                let place = self.far(link, side);
                let places = &mut self.far.places[side][range.clone()];
                places[index] = place;
                if range.len() <= INSERTED {
                    sort_last(&mut places[..=index]);
                }
            }
            if range.len() > INSERTED {
                self.far.places[side][range.clone()].sort_unstable();
            }
            if !range.is_empty() {
                let span = &mut self.far.spans[v as usize];
                span.first[side] = self.far.places[side][first];
                span.last[side] = self.far.places[side][range.end - 1];
            }
        }
        self.far.at[v as usize] = self.clock + 1;
    }

    /// How many crossings go when `right`, next to the right of `left`, moves to its other side. The far ends of both have been
    /// taken.
    fn gain(&self, left: u32, right: u32) -> i64 {
        let mut gain = 0;
        let (a, b) = (&self.far.spans[left as usize], &self.far.spans[right as usize]);
        for side in 0..2 {
            let links = &self.net.links[side];
            let (left, right) = (links.range(left), links.range(right));
            let pairs = (left.len() * right.len()) as i64;
            gain += if pairs == 0 {
                0
            } else if a.last[side] < b.first[side] {
                -pairs
            } else if a.first[side] > b.last[side] {
                pairs
            } else if pairs == 1 {
                0
            } else {
                let places = &self.far.places[side];
                excess(&places[left], &places[right])
            };
        }
        gain
    }

    /// How many crossings must go for two neighbours to change sides besides the first: some when both stood so before the
    /// latest flows came.
    fn price(&self, left: u32, right: u32) -> i64 {
        let stands = |v: u32| self.stands.get(v as usize).is_some_and(|&stands| stands);
        if stands(left) && stands(right) { PRICE } else { 0 }
    }

    /// Swaps neighbours while that saves crossings.
    pub(super) fn transpose(&mut self, passes: usize) {
        for _ in 0..passes {
            let mut improved = false;
            for row in 0..self.rows.len() {
                if self.dirty[row] {
                    self.dirty[row] = false;
                    improved |= self.transpose_row(row);
                }
            }
            if !improved {
                break;
            }
        }
    }

    fn transpose_row(&mut self, row: usize) -> bool {
        if self.net.fixed[row] || self.rows[row].len() < 2 {
            return false;
        }
        let since = self.swapped_at[row];
        self.swapped_at[row] = self.clock;
        let mut items = std::mem::take(&mut self.rows[row]);
        let mut improved = false;
        // Two whose far ends stand as they did when they were left alone are left alone again.
        let mut is_open = self.changed_at[row] > since;
        self.take_far(items[0]);
        for index in 1..items.len() {
            let (left, right) = (items[index - 1], items[index]);
            self.take_far(right);
            let (a, b) = (&self.far.spans[left as usize], &self.far.spans[right as usize]);
            if a.last[0] <= b.first[0] && a.last[1] <= b.first[1] {
                continue;
            }
            let is_new = is_open || self.seen_at(left) > since || self.seen_at(right) > since;
            if !is_new || self.net.tied(left, right) {
                continue;
            }
            if self.gain(left, right) > self.price(left, right) {
                items.swap(index - 1, index);
                (improved, is_open) = (true, true);
            }
        }
        self.rows[row] = items;
        if improved {
            self.changed(row);
        }
        improved
    }

    /// Moves each box and boundary to where in its row it crosses least (Matuszewski, Schönfeld & Molitor 1999), until nothing
    /// improves. Lines are laid as a whole (`lay`).
    pub(super) fn sift(&mut self) {
        self.sift_since(0);
    }

    /// The same for the rows that have changed since a time, and those beside them.
    pub(super) fn sift_since(&mut self, since: u32) {
        for row in 0..self.rows.len() {
            if self.changed_at[row] > since {
                self.dirty[row] = true;
                for &other in self.net.beside.of(row as u32) {
                    self.dirty[other as usize] = true;
                }
            }
        }
        for _ in 0..6 {
            let mut improved = false;
            for row in 0..self.rows.len() {
                if self.dirty[row] {
                    self.dirty[row] = false;
                    improved |= self.sift_row(row);
                }
            }
            if !improved {
                break;
            }
        }
    }

    fn sift_row(&mut self, row: usize) -> bool {
        let count = self.rows[row].len();
        if self.net.fixed[row] || count < 3 {
            return false;
        }
        let since = self.sifted_at[row];
        self.sifted_at[row] = self.clock;
        let mut items = std::mem::take(&mut self.rows[row]);
        items.iter().for_each(|&v| self.take_far(v));
        // Sweeps move what others are compared with.
        let is_open = self.changed_at[row].max(self.swept_at) > since;
        let mut improved = false;
        for v in items.clone() {
            let is_new = is_open || improved || self.seen_at(v) > since;
            if !is_new || !self.is_item(v) {
                continue;
            }
            let Some(at) = items.iter().position(|&u| u == v) else { continue };
            let (mut best, mut target, mut sum) = (0, at, 0);
            for (index, &u) in items.iter().enumerate().skip(at + 1) {
                if self.net.tied(u, v) {
                    break;
                }
                sum -= self.gain(v, u) - self.price(v, u);
                if sum < best {
                    (best, target) = (sum, index);
                }
            }
            sum = 0;
            for index in (0..at).rev() {
                let u = items[index];
                if self.net.tied(u, v) {
                    break;
                }
                sum -= self.gain(u, v) - self.price(u, v);
                if sum < best {
                    (best, target) = (sum, index);
                }
            }
            if target != at {
                items.remove(at);
                items.insert(target, v);
                improved = true;
            }
        }
        self.rows[row] = items;
        if improved {
            self.changed(row);
        }
        improved
    }
}

/// How many more pairs of a left and a right place cross than would when left stood right: both lists are sorted.
fn excess(left: &[u32], right: &[u32]) -> i64 {
    let (mut count, mut below, mut upto) = (0, 0, 0);
    for &place in left {
        while below < right.len() && right[below] < place {
            below += 1;
        }
        upto = upto.max(below);
        while upto < right.len() && right[upto] <= place {
            upto += 1;
        }
        count += (below + upto) as i64 - right.len() as i64;
    }
    count
}
