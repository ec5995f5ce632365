//! Sweeps: a row follows the row it is swept from, and the rows inside a boundary follow its wall.

use super::Ordering;
use super::crossings::sort_last;
use std::collections::BTreeMap;

/// What is left to do of a sweep.
enum Step {
    Row(usize),
    /// The rows inside a boundary, from its wall on.
    Inside(usize),
}

impl Ordering<'_> {
    /// Sorts a row by the mean place of neighbours above (`side` 0) or below. What has none stays where it is.
    fn sort_row(&mut self, row: usize, side: usize, reverse_ties: bool) {
        if self.net.fixed[row] {
            return;
        }
        let net = self.net;
        let mut keyed = std::mem::take(&mut self.keyed);
        keyed.clear();
        let (mut moves, most) = (0, 16 * self.rows[row].len());
        for (index, &v) in self.rows[row].iter().enumerate() {
            // On a wall a pin's links on this side lead out of the region; inside they are what the sweep comes from.
            let mean = match net.links[side].of(v) {
                [] => continue,
                &[link] => f64::from(self.far(link, side)),
                links => {
                    let sum: u64 = links.iter().map(|&link| u64::from(self.far(link, side))).sum();
                    sum as f64 / links.len() as f64
                }
            };
            let tie = if reverse_ties { u32::MAX - index as u32 } else { index as u32 };
            // Bits of numbers that are not negative stand in the order of the numbers.
            keyed.push((mean.to_bits(), tie, v));
            if moves <= most {
                moves += sort_last(&mut keyed);
            }
        }
        if moves > 0 {
            if moves > most {
                keyed.sort_unstable();
            }
            let mut sorted = keyed.iter().map(|key| key.2);
            for item in self.rows[row].iter_mut() {
                if !net.links[side].of(*item).is_empty()
                    && let Some(next) = sorted.next()
                {
                    *item = next;
                }
            }
        }
        self.keyed = keyed;
        if moves > 0 || !net.abreast.is_empty() {
            self.sort_abreast(row);
            self.changed(row);
        }
    }

    /// Puts the items of `row` hints into their order, in the places they hold together, and numbers the row.
    pub(super) fn keep_abreast(&mut self, row: usize) {
        self.sort_abreast(row);
        self.number_row(row);
    }

    fn sort_abreast(&mut self, row: usize) {
        if !self.net.abreast.is_empty() {
            let items = &mut self.rows[row];
            let mut hints: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
            for (index, item) in items.iter().enumerate() {
                if let Some(&(hint, place)) = self.net.abreast.get(item) {
                    hints.entry(hint).or_default().push((index, place));
                }
            }
            for places in hints.values() {
                let mut members: Vec<(usize, u32)> =
                    places.iter().map(|&(index, place)| (place, items[index])).collect();
                members.sort_unstable();
                for (&(index, _), (_, item)) in places.iter().zip(members) {
                    items[index] = item;
                }
            }
        }
    }

    pub(super) fn sweep_down(&mut self, region: usize, reverse_ties: bool) {
        self.sweep(region, 0, reverse_ties);
    }

    pub(super) fn sweep_up(&mut self, region: usize, reverse_ties: bool) {
        self.sweep(region, 1, reverse_ties);
    }

    /// Sorts the rows of a region one after another, from above (`side` 0) or from below, each with all that is inside it.
    fn sweep(&mut self, region: usize, side: usize, reverse_ties: bool) {
        let net = self.net;
        let mut steps = vec![Step::Inside(region)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Inside(region) => {
                    let (first, last) = net.walls[region];
                    // The last step is taken first: the rows in reverse.
                    steps.extend(
                        (first + 1..=last)
                            .map(|row| Step::Row(if side == 0 { first + 1 + last - row } else { row - 1 })),
                    );
                }
                Step::Row(row) => {
                    self.sort_row(row, side, reverse_ties);
                    if net.is_flat {
                        continue;
                    }
                    let inside = self.rows[row].iter().filter_map(|&v| net.graph.inside(v as usize));
                    let inside: Vec<usize> = inside.collect();
                    for region in inside.into_iter().rev() {
                        let (first, last) = net.walls[region];
                        self.sort_row(if side == 0 { first } else { last }, side, reverse_ties);
                        steps.push(Step::Inside(region));
                    }
                }
            }
        }
        self.clock += 1;
        self.swept_at = self.clock;
    }
}
