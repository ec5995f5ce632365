//! Local search: neighbours swap, and single vertices move across their row, where that saves crossings.

use super::Ordering;
use crate::layout::layered::graph::Vx;

impl Ordering<'_, '_> {
    /// Swaps neighbours while that saves crossings.
    pub(super) fn transpose(&mut self) {
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for _ in 0..12 {
            let mut improved = false;
            for region in 0..self.rows.len() {
                for row in 0..self.rows[region].len() {
                    for index in 1..self.rows[region][row].len() {
                        let (a, b) = (self.rows[region][row][index - 1], self.rows[region][row][index]);
                        if self.tied(a, b) {
                            continue;
                        }
                        let mut gain = 0i64;
                        for side in 0..2 {
                            self.places(a, side, &mut left);
                            self.places(b, side, &mut right);
                            gain += inversions(&left, &right) - inversions(&right, &left);
                        }
                        if gain > 0 {
                            self.swap(region, row, index);
                            improved = true;
                        }
                    }
                }
            }
            if !improved {
                break;
            }
        }
    }

    /// Moves each vertex to where in its row it crosses least (Matuszewski, Schönfeld & Molitor 1999), until nothing improves.
    pub(super) fn sift(&mut self) {
        let (mut own, mut other) = ([Vec::new(), Vec::new()], Vec::new());
        for _ in 0..6 {
            let mut improved = false;
            for region in 0..self.rows.len() {
                for row in 0..self.rows[region].len() {
                    let vertices = self.rows[region][row].clone();
                    if vertices.len() < 3 {
                        continue;
                    }
                    for v in vertices {
                        for side in 0..2 {
                            self.places(v, side, &mut own[side]);
                        }
                        let at = self.pos[v] as usize;
                        let (mut best, mut target) = (0, at);
                        for (step, stop) in [(1i64, self.rows[region][row].len() as i64), (-1, -1)] {
                            let (mut sum, mut index) = (0i64, at as i64 + step);
                            while index != stop {
                                let u = self.rows[region][row][index as usize];
                                if self.tied(u, v) {
                                    break;
                                }
                                for side in 0..2 {
                                    self.places(u, side, &mut other);
                                    let behind = inversions(&other, &own[side]);
                                    let before = inversions(&own[side], &other);
                                    sum += if step > 0 { behind - before } else { before - behind };
                                }
                                if sum < best {
                                    (best, target) = (sum, index as usize);
                                }
                                index += step;
                            }
                        }
                        if target != at {
                            let items = &mut self.rows[region][row];
                            let moved = items.remove(at);
                            items.insert(target, moved);
                            self.renumber_row(region, row);
                            improved = true;
                        }
                    }
                }
            }
            if !improved {
                break;
            }
        }
    }

    pub(super) fn tied(&self, a: Vx, b: Vx) -> bool {
        matches!((self.abreast.get(&a), self.abreast.get(&b)), (Some(x), Some(y)) if x.0 == y.0)
    }

    /// The sorted places of the far ends of a vertex's segments on one side.
    pub(super) fn places(&self, v: Vx, side: usize, into: &mut Vec<u32>) {
        into.clear();
        into.extend(self.links[side][v].iter().map(|&link| self.far(link, side)));
        into.sort_unstable();
    }

    pub(super) fn swap(&mut self, region: usize, row: usize, index: usize) {
        self.rows[region][row].swap(index - 1, index);
        let (first, second) = (self.rows[region][row][index - 1], self.rows[region][row][index]);
        self.pos[first] = index as u32 - 1;
        self.pos[second] = index as u32;
        for side in 0..2 {
            self.base[side][first] = self.base[side][second];
            self.base[side][second] = self.base[side][first] + self.slots(first, side);
        }
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
