//! Local search: neighbours swap, and single vertices move across their row, where that saves crossings.
//!
//! A row is looked at again only when it, or a row it is connected to, changed since it was last left alone.

use super::Ordering;

/// The sorted far ends of a row's segments, for its vertices as they stood when it was taken: rows above and below stay as
/// they are while one row is worked on.
#[derive(Default)]
pub(super) struct Far {
    places: Vec<u32>,
    /// Per vertex and side, where its places begin; one more at the end.
    starts: Vec<u32>,
}

impl Far {
    fn of(&self, index: usize, side: usize) -> &[u32] {
        let at = 2 * index + side;
        &self.places[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// How many crossings go when `right`, next to the right of `left`, moves to its other side.
    fn gain(&self, left: usize, right: usize) -> i64 {
        let mut gain = 0;
        for side in 0..2 {
            gain += match (self.of(left, side), self.of(right, side)) {
                ([], _) | (_, []) => 0,
                (&[left], &[right]) => i64::from(left > right) - i64::from(right > left),
                (left, right) => inversions(left, right) - inversions(right, left),
            };
        }
        gain
    }
}

/// How often a pass over all rows is repeated at most.
pub(super) const PASSES: usize = 12;

impl Ordering<'_> {
    fn take_far(&self, row: usize, far: &mut Far) {
        far.places.clear();
        far.starts.clear();
        far.starts.push(0);
        for &v in &self.rows[row] {
            for side in 0..2 {
                let start = far.places.len();
                far.places.extend(self.net.links[side].of(v).iter().map(|&link| self.far(link, side)));
                if far.places.len() > start + 1 {
                    far.places[start..].sort_unstable();
                }
                far.starts.push(far.places.len() as u32);
            }
        }
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
        let mut far = std::mem::take(&mut self.far);
        self.take_far(row, &mut far);
        let mut items = std::mem::take(&mut self.rows[row]);
        let mut order: Vec<u32> = (0..items.len() as u32).collect();
        let mut improved = false;
        for index in 1..items.len() {
            if !self.net.tied(items[index - 1], items[index])
                && far.gain(order[index - 1] as usize, order[index] as usize) > 0
            {
                items.swap(index - 1, index);
                order.swap(index - 1, index);
                improved = true;
            }
        }
        self.rows[row] = items;
        self.far = far;
        if improved {
            self.changed(row);
        }
        improved
    }

    /// Moves each vertex to where in its row it crosses least (Matuszewski, Schönfeld & Molitor 1999), until nothing improves.
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
        let mut far = std::mem::take(&mut self.far);
        self.take_far(row, &mut far);
        let items = std::mem::take(&mut self.rows[row]);
        let mut order: Vec<usize> = (0..count).collect();
        let mut improved = false;
        for v in 0..count {
            let Some(at) = order.iter().position(|&u| u == v) else { continue };
            let (mut best, mut target, mut sum) = (0, at, 0);
            for (index, &u) in order.iter().enumerate().skip(at + 1) {
                if self.net.tied(items[u], items[v]) {
                    break;
                }
                sum -= far.gain(v, u);
                if sum < best {
                    (best, target) = (sum, index);
                }
            }
            sum = 0;
            for index in (0..at).rev() {
                let u = order[index];
                if self.net.tied(items[u], items[v]) {
                    break;
                }
                sum -= far.gain(u, v);
                if sum < best {
                    (best, target) = (sum, index);
                }
            }
            if target != at {
                order.remove(at);
                order.insert(target, v);
                improved = true;
            }
        }
        self.far = far;
        if improved {
            self.rows[row] = order.into_iter().map(|index| items[index]).collect();
            self.changed(row);
        } else {
            self.rows[row] = items;
        }
        improved
    }
}

/// How many pairs of a left and a right place cross when left stands left: both lists are sorted.
fn inversions(left: &[u32], right: &[u32]) -> i64 {
    let (mut count, mut below) = (0, 0);
    for &place in left {
        while below < right.len() && right[below] < place {
            below += 1;
        }
        count += below as i64;
    }
    count
}
