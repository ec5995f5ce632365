//! Sweeps: a row follows the row it is swept from, and the rows inside a boundary follow its wall.

use super::Ordering;
use crate::layout::layered::graph::Vx;

impl Ordering<'_, '_> {
    /// Sorts a row by the mean place of neighbours above (`side` 0) or below. What has none stays where it is.
    pub(super) fn sort_row(&mut self, region: usize, row: usize, side: usize, reverse_ties: bool) {
        if self.is_fixed(region) {
            return;
        }
        let mut items = std::mem::take(&mut self.rows[region][row]);
        let mut keyed: Vec<(f64, i64, Vx)> = Vec::with_capacity(items.len());
        for (index, &v) in items.iter().enumerate() {
            // On a wall a pin's links on this side lead out of the region; inside they are what the sweep comes from.
            let links = &self.links[side][v];
            if links.is_empty() {
                continue;
            }
            let sum: f64 = links.iter().map(|&link| f64::from(self.far(link, side))).sum();
            let tie = if reverse_ties { -(index as i64) } else { index as i64 };
            keyed.push((sum / links.len() as f64, tie, v));
        }
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut sorted = keyed.into_iter().map(|key| key.2);
        for item in items.iter_mut() {
            if !self.links[side][*item].is_empty()
                && let Some(next) = sorted.next()
            {
                *item = next;
            }
        }
        self.rows[region][row] = items;
        self.keep_abreast(region, row);
    }

    /// Puts the items of `row` hints into their order, in the places they hold together.
    pub(super) fn keep_abreast(&mut self, region: usize, row: usize) {
        if !self.abreast.is_empty() {
            let items = &mut self.rows[region][row];
            let mut hints: std::collections::BTreeMap<usize, Vec<(usize, usize)>> =
                std::collections::BTreeMap::new();
            for (index, item) in items.iter().enumerate() {
                if let Some(&(hint, place)) = self.abreast.get(item) {
                    hints.entry(hint).or_default().push((index, place));
                }
            }
            for places in hints.values() {
                let mut members: Vec<(usize, Vx)> =
                    places.iter().map(|&(index, place)| (place, items[index])).collect();
                members.sort_unstable();
                for (&(index, _), (_, item)) in places.iter().zip(members) {
                    items[index] = item;
                }
            }
        }
        self.renumber_row(region, row);
    }

    pub(super) fn sweep_down(&mut self, region: usize, reverse_ties: bool) {
        for row in 1..self.rows[region].len() {
            self.sort_row(region, row, 0, reverse_ties);
            for index in 0..self.rows[region][row].len() {
                if let Some(inside) = self.graph.inside(self.rows[region][row][index]) {
                    self.sort_row(inside, 0, 0, reverse_ties);
                    self.sweep_down(inside, reverse_ties);
                }
            }
            self.renumber_row(region, row);
        }
    }

    pub(super) fn sweep_up(&mut self, region: usize, reverse_ties: bool) {
        for row in (0..self.rows[region].len() - 1).rev() {
            self.sort_row(region, row, 1, reverse_ties);
            for index in 0..self.rows[region][row].len() {
                if let Some(inside) = self.graph.inside(self.rows[region][row][index]) {
                    let last = self.rows[inside].len() - 1;
                    self.sort_row(inside, last, 1, reverse_ties);
                    self.sweep_up(inside, reverse_ties);
                }
            }
            self.renumber_row(region, row);
        }
    }
}
