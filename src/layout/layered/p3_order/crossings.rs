//! Counts crossings: few by insertion, many with an accumulator tree (Barth, Jünger & Mutzel 2002), in the time of a sort.

use super::Ordering;
use std::ops::RangeInclusive;

impl Ordering<'_> {
    /// All crossings, in all gaps of all regions.
    pub(super) fn crossings(&mut self) -> u64 {
        (0..self.net.walls.len())
            .map(|region| self.crossings_in(self.net.walls[region].0..=self.net.walls[region].1))
            .sum()
    }

    /// Crossings between neighbouring rows of one region.
    pub(super) fn crossings_in(&mut self, rows: RangeInclusive<usize>) -> u64 {
        (*rows.start()..*rows.end())
            .map(|row| self.few_crossings(row).unwrap_or_else(|| self.many_crossings(row)))
            .sum()
    }

    /// Crossings below a row by sorting its segments' lower ends one after another into those before them, which takes a step
    /// for each crossing; `None` when they are many, or when pins decide where segments begin.
    fn few_crossings(&mut self, row: usize) -> Option<u64> {
        if self.net.has_pins_below[row] {
            return None;
        }
        let mut ends = std::mem::take(&mut self.places);
        ends.clear();
        let mut total = 0;
        for &v in &self.rows[row] {
            // Segments of one vertex do not cross: the least goes first.
            let first = ends.len();
            for &link in self.net.links[1].of(v) {
                ends.push(self.far(link, 1));
                sort_last(&mut ends[first..]);
            }
            for end in first..ends.len() {
                total += sort_last(&mut ends[..=end]);
            }
            if total > 16 * ends.len() {
                break;
            }
        }
        let is_few = total <= 16 * ends.len();
        self.places = ends;
        is_few.then_some(total as u64)
    }

    /// Crossings below a row.
    fn many_crossings(&mut self, row: usize) -> u64 {
        let mut ends = std::mem::take(&mut self.ends);
        ends.clear();
        for &v in &self.rows[row] {
            for &link in self.net.links[1].of(v) {
                ends.push((self.place(v, link.own_pin, 1), self.far(link, 1)));
            }
        }
        ends.sort_unstable();
        let total = count_crossings(&ends, &mut self.tree);
        self.ends = ends;
        total
    }
}

/// Moves the last of a list to its place among the others, which are sorted; returns how many are greater.
#[inline]
pub(super) fn sort_last<T: Ord + Copy>(list: &mut [T]) -> usize {
    let last = list.len() - 1;
    let place = list[last];
    let mut at = last;
    while at > 0 && list[at - 1] > place {
        list[at] = list[at - 1];
        at -= 1;
    }
    list[at] = place;
    last - at
}

/// Crossings between two rows, of segments sorted by their upper and then their lower place.
fn count_crossings(ends: &[(u32, u32)], tree: &mut Vec<u32>) -> u64 {
    if ends.len() < 2 {
        return 0;
    }
    let width = ends.iter().map(|end| end.1).max().unwrap_or(0) as usize + 1;
    let first = width.next_power_of_two();
    tree.clear();
    tree.resize(2 * first, 0);
    let mut total = 0;
    for &(_, lower) in ends {
        let mut index = lower as usize + first;
        tree[index] += 1;
        while index > 1 {
            if index.is_multiple_of(2) {
                total += u64::from(tree[index + 1]);
            }
            index /= 2;
            tree[index] += 1;
        }
    }
    total
}

/// How many pairs of a list stand the wrong way round. Sorts the list, by merging.
pub(super) fn inversions_of(list: &mut [u32]) -> u64 {
    let mut total = 0;
    for last in 0..list.len() {
        total += sort_last(&mut list[..=last]) as u64;
        if total > 16 * list.len() as u64 {
            return total + inversions_by_merging(list);
        }
    }
    total
}

fn inversions_by_merging(list: &mut [u32]) -> u64 {
    let mut total = 0;
    let mut merged = Vec::with_capacity(list.len());
    let mut size = 1;
    while size < list.len() {
        merged.clear();
        for pair in list.chunks(2 * size) {
            let (left, right) = pair.split_at(size.min(pair.len()));
            let (mut i, mut j) = (0, 0);
            while i < left.len() && j < right.len() {
                if left[i] <= right[j] {
                    merged.push(left[i]);
                    i += 1;
                } else {
                    total += (left.len() - i) as u64;
                    merged.push(right[j]);
                    j += 1;
                }
            }
            merged.extend_from_slice(&left[i..]);
            merged.extend_from_slice(&right[j..]);
        }
        list.copy_from_slice(&merged);
        size *= 2;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_a_double_loop_does() {
        let mut seed = 1u64;
        for size in 0..40 {
            let mut ends: Vec<(u32, u32)> = (0..size)
                .map(|_| {
                    seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                    (((seed >> 33) % 9) as u32, ((seed >> 45) % 9) as u32)
                })
                .collect();
            ends.sort_unstable();
            let slow = (0..ends.len())
                .flat_map(|i| (i + 1..ends.len()).map(move |j| (i, j)))
                .filter(|&(i, j)| {
                    (ends[i].0 < ends[j].0 && ends[i].1 > ends[j].1)
                        || (ends[i].0 > ends[j].0 && ends[i].1 < ends[j].1)
                })
                .count() as u64;
            assert_eq!(count_crossings(&ends, &mut Vec::new()), slow);
        }
    }
}
