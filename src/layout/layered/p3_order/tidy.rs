//! Declaration order where it costs nothing: what the author wrote first stands first.

use super::Ordering;
use super::crossings::inversions_of;
use crate::layout::layered::graph::RowKind;

/// Up to this many segments, items are put back into declaration order one by one.
pub(super) const TIDIED: usize = 500;

impl Ordering<'_> {
    /// Turns the whole drawing the other way round when its boxes then stand nearer to their declaration.
    pub(super) fn mirror(&mut self) {
        let before = self.disorder();
        let solid = self.net.fixed.contains(&true);
        if self.net.abreast.is_empty() && !solid && before > 0 {
            self.rows.iter_mut().for_each(|row| row.reverse());
            self.renumber();
            if self.disorder() >= before {
                self.rows.iter_mut().for_each(|row| row.reverse());
                self.renumber();
            }
        }
    }

    /// Turns neighbours back into declaration order where that costs no crossing.
    pub(super) fn tidy(&mut self) {
        if self.net.segments > TIDIED {
            return;
        }
        for _ in 0..4 {
            let mut improved = false;
            for region in 0..self.net.walls.len() {
                for row in self.net.walls[region].0..=self.net.walls[region].1 {
                    improved |= self.tidy_row(region, row);
                }
            }
            if !improved {
                break;
            }
        }
    }

    /// Whether a vertex is a box or a boundary.
    pub(super) fn is_item(&self, v: u32) -> bool {
        self.net.is_item[v as usize]
    }

    /// Moves items of one row before their neighbours that were declared later, lines between them left aside, where that
    /// costs no crossing.
    fn tidy_row(&mut self, region: usize, row: usize) -> bool {
        let mut improved = false;
        let places: Vec<usize> =
            (0..self.rows[row].len()).filter(|&index| self.is_item(self.rows[row][index])).collect();
        for index in 1..places.len() {
            for at in (1..=index).rev() {
                let (left, right) = (places[at - 1], places[at]);
                let (a, b) = (self.rows[row][left], self.rows[row][right]);
                if a < b || self.net.tied(a, b) || !self.swap_freely(region, row, left, right) {
                    break;
                }
                improved = true;
            }
        }
        improved
    }

    /// Swaps two items of one row unless that costs a crossing once the label rows have followed.
    fn swap_freely(&mut self, region: usize, row: usize, left: usize, right: usize) -> bool {
        // Only label rows beside this one follow, so only the gaps around them can change.
        let (first, last) = self.net.walls[region];
        let beside = row.saturating_sub(2).max(first)..=(row + 2).min(last);
        let was = self.crossings_in(beside.clone());
        let before = self.rows[beside.clone()].to_vec();
        self.rows[row].swap(left, right);
        self.number_row(row);
        for other in [row.wrapping_sub(1), row + 1] {
            if (first..=last).contains(&other)
                && self.net.graph.regions[region].rows[other - first].kind == RowKind::Labels
            {
                self.follow(other);
            }
        }
        let is_free = self.crossings_in(beside.clone()) <= was;
        if !is_free {
            self.rows[beside.clone()].clone_from_slice(&before);
            for other in beside {
                self.number_row(other);
            }
        }
        is_free
    }

    /// Sorts a row of lines by where they come from and where they go.
    fn follow(&mut self, row: usize) {
        let mut items = std::mem::take(&mut self.rows[row]);
        let mean = |v: u32, side: usize| {
            let links = self.net.links[side].of(v);
            let count = links.len().max(1) as f64;
            links.iter().map(|&link| f64::from(self.far(link, side))).sum::<f64>() / count
        };
        // From above first: neighbouring label rows follow each other downwards.
        let mut keyed: Vec<(f64, f64, u32)> = items.iter().map(|&v| (mean(v, 0), mean(v, 1), v)).collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        for (place, key) in items.iter_mut().zip(keyed) {
            *place = key.2;
        }
        self.rows[row] = items;
        self.number_row(row);
    }

    /// How many pairs of items in one row stand against their declaration order.
    pub(super) fn disorder(&self) -> u64 {
        self.disorder_of(&self.rows)
    }

    /// The same for rows of their own.
    pub(super) fn disorder_of(&self, rows: &[Vec<u32>]) -> u64 {
        let mut items: Vec<u32> = Vec::new();
        let mut total = 0;
        for row in rows {
            items.clear();
            items.extend(row.iter().copied().filter(|&v| self.is_item(v)));
            total += inversions_of(&mut items);
        }
        total
    }
}
