//! Declaration order where it costs nothing: what the author wrote first stands first.

use super::Ordering;
use crate::layout::layered::graph::{RowKind, Vx};

/// Up to this many segments, items are put back into declaration order one by one.
const TIDIED: usize = 500;

impl Ordering<'_, '_> {
    /// Turns what costs no crossing back into declaration order: the whole drawing when it stands the other way round, then
    /// neighbours.
    pub(super) fn tidy(&mut self) {
        let before = self.disorder();
        let rows = self.rows.clone();
        let solid = self.graph.regions.iter().any(|region| region.fixed.is_some());
        if self.abreast.is_empty() && !solid {
            self.rows.iter_mut().flatten().for_each(|row| row.reverse());
            self.renumber();
            if self.disorder() >= before {
                self.rows = rows;
                self.renumber();
            }
        }
        if self.graph.segments.len() > TIDIED {
            return;
        }
        let mut crossings = self.crossings();
        for _ in 0..4 {
            let mut improved = false;
            for region in 0..self.rows.len() {
                for row in 0..self.rows[region].len() {
                    improved |= self.tidy_row(region, row, &mut crossings);
                }
            }
            if !improved {
                break;
            }
        }
    }

    /// Swaps neighbouring items of one row that stand against their declaration, lines between them left aside, where that
    /// costs no crossing once the label rows have followed.
    pub(super) fn tidy_row(&mut self, region: usize, row: usize, crossings: &mut u64) -> bool {
        let mut improved = false;
        let items = |ordering: &Self| -> Vec<usize> {
            let is_item = |index: &usize| {
                ordering.graph.vertices[ordering.rows[region][row][*index]].edge == usize::MAX
            };
            (0..ordering.rows[region][row].len()).filter(is_item).collect()
        };
        let places = items(self);
        for pair in places.windows(2) {
            let (a, b) = (self.rows[region][row][pair[0]], self.rows[region][row][pair[1]]);
            if a < b || self.tied(a, b) {
                continue;
            }
            let before = self.rows[region].clone();
            self.rows[region][row].swap(pair[0], pair[1]);
            self.renumber_row(region, row);
            for other in 0..self.rows[region].len() {
                if self.graph.regions[region].rows[other].kind == RowKind::Labels {
                    self.follow(region, other);
                }
            }
            let now = self.crossings();
            if now <= *crossings {
                *crossings = now;
                improved = true;
            } else {
                self.rows[region] = before;
                for other in 0..self.rows[region].len() {
                    self.renumber_row(region, other);
                }
            }
        }
        improved
    }

    /// Sorts a row of lines by where they come from and where they go.
    pub(super) fn follow(&mut self, region: usize, row: usize) {
        let mut items = std::mem::take(&mut self.rows[region][row]);
        let mean = |v: Vx, side: usize| {
            let links = &self.links[side][v];
            let count = links.len().max(1) as f64;
            links.iter().map(|&link| f64::from(self.far(link, side))).sum::<f64>() / count
        };
        // From above first: neighbouring label rows follow each other downwards.
        let mut keyed: Vec<(f64, f64, Vx)> = items.iter().map(|&v| (mean(v, 0), mean(v, 1), v)).collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        for (place, key) in items.iter_mut().zip(keyed) {
            *place = key.2;
        }
        self.rows[region][row] = items;
        self.renumber_row(region, row);
    }

    /// How many pairs of items in one row stand against their declaration order.
    pub(super) fn disorder(&self) -> u64 {
        let mut total = 0;
        for (region, rows) in self.rows.iter().enumerate() {
            for row in rows {
                let items: Vec<Vx> =
                    row.iter().copied().filter(|&v| self.graph.vertices[v].edge == usize::MAX).collect();
                if items.len() > 300 || region > 2000 {
                    continue;
                }
                for (index, a) in items.iter().enumerate() {
                    total += items[index + 1..].iter().filter(|b| *b < a).count() as u64;
                }
            }
        }
        total
    }
}
