//! Counts crossings with an accumulator tree (Barth, Jünger & Mutzel 2002), in the time of a sort.

use super::Ordering;

impl Ordering<'_, '_> {
    /// All crossings, in all gaps of all regions.
    pub(super) fn crossings(&mut self) -> u64 {
        let mut total = 0;
        let mut ends: Vec<(u32, u32)> = Vec::new();
        for region in 0..self.rows.len() {
            for row in 0..self.rows[region].len() - 1 {
                ends.clear();
                for &v in &self.rows[region][row] {
                    for &link in &self.links[1][v] {
                        let near = self.base[1][v] + link.own_pin.map_or(0, |pin| self.pos[pin]);
                        ends.push((near, self.far(link, 1)));
                    }
                }
                ends.sort_unstable();
                total += count_crossings(&ends, &mut self.scratch);
            }
        }
        total
    }
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
