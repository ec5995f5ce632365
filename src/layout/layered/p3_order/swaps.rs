//! Local search: neighbours swap, and single vertices move across their row, where that saves crossings.

use super::Ordering;
use crate::layout::layered::graph::Vx;

/// The sorted far ends of a row's segments, for its vertices as they stood when it was taken: rows above and below stay as
/// they are while one row is worked on.
struct Far {
    places: Vec<u32>,
    /// Per vertex and side, where its places begin; one more at the end.
    starts: Vec<usize>,
}

impl Far {
    fn of(&self, index: usize, side: usize) -> &[u32] {
        let at = 2 * index + side;
        &self.places[self.starts[at]..self.starts[at + 1]]
    }

    /// How many crossings go when `right`, next to the right of `left`, moves to its other side.
    fn gain(&self, left: usize, right: usize) -> i64 {
        (0..2)
            .map(|side| {
                let (left, right) = (self.of(left, side), self.of(right, side));
                inversions(left, right) - inversions(right, left)
            })
            .sum()
    }
}

impl Ordering<'_, '_> {
    fn take_far(&self, row: &[Vx]) -> Far {
        let mut far = Far { places: Vec::new(), starts: vec![0] };
        for &v in row {
            for side in 0..2 {
                let start = far.places.len();
                far.places.extend(self.links[side][v].iter().map(|&link| self.far(link, side)));
                far.places[start..].sort_unstable();
                far.starts.push(far.places.len());
            }
        }
        far
    }

    /// Swaps neighbours while that saves crossings.
    pub(super) fn transpose(&mut self) {
        for _ in 0..12 {
            let mut improved = false;
            for region in 0..self.rows.len() {
                for row in 0..self.rows[region].len() {
                    improved |= self.transpose_row(region, row);
                }
            }
            if !improved {
                break;
            }
        }
    }

    fn transpose_row(&mut self, region: usize, row: usize) -> bool {
        let mut items = self.rows[region][row].clone();
        if self.is_fixed(region) || items.len() < 2 {
            return false;
        }
        let far = self.take_far(&items);
        let mut order: Vec<usize> = (0..items.len()).collect();
        let mut improved = false;
        for index in 1..items.len() {
            if !self.tied(items[index - 1], items[index]) && far.gain(order[index - 1], order[index]) > 0 {
                items.swap(index - 1, index);
                order.swap(index - 1, index);
                improved = true;
            }
        }
        if improved {
            self.rows[region][row] = items;
            self.renumber_row(region, row);
        }
        improved
    }

    /// Moves each vertex to where in its row it crosses least (Matuszewski, Schönfeld & Molitor 1999), until nothing improves.
    pub(super) fn sift(&mut self) {
        for _ in 0..6 {
            let mut improved = false;
            for region in 0..self.rows.len() {
                for row in 0..self.rows[region].len() {
                    improved |= self.sift_row(region, row);
                }
            }
            if !improved {
                break;
            }
        }
    }

    fn sift_row(&mut self, region: usize, row: usize) -> bool {
        let items = self.rows[region][row].clone();
        if self.is_fixed(region) || items.len() < 3 {
            return false;
        }
        let far = self.take_far(&items);
        let mut order: Vec<usize> = (0..items.len()).collect();
        let mut improved = false;
        for v in 0..items.len() {
            let Some(at) = order.iter().position(|&u| u == v) else { continue };
            let (mut best, mut target, mut sum) = (0, at, 0);
            for (index, &u) in order.iter().enumerate().skip(at + 1) {
                if self.tied(items[u], items[v]) {
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
                if self.tied(items[u], items[v]) {
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
        if improved {
            self.rows[region][row] = order.into_iter().map(|index| items[index]).collect();
            self.renumber_row(region, row);
        }
        improved
    }

    pub(super) fn tied(&self, a: Vx, b: Vx) -> bool {
        matches!((self.abreast.get(&a), self.abreast.get(&b)), (Some(x), Some(y)) if x.0 == y.0)
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
