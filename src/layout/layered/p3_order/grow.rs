//! Grows a drawing: what came later in the source is laid into what stands already.
//!
//! Nothing that stands changes sides for it, and each line comes where it crosses least. So a source that is continued keeps
//! its picture.

use super::Ordering;

impl Ordering<'_> {
    pub(super) fn is_in(&self, v: u32) -> bool {
        self.is_in[v as usize]
    }

    /// Takes rows of the first `core` edges, and lays the others into them, in declaration order.
    pub(super) fn grow(&mut self, rows: Vec<Vec<u32>>, core: usize) {
        self.is_in.fill(false);
        for &v in rows.iter().flatten() {
            self.is_in[v as usize] = true;
        }
        self.take(rows);
        let edges = self.net.graph.routes.len();
        for edge in core..edges {
            self.present = edge as u32;
            if !self.net.chains.of(edge as u32).is_empty() {
                self.lay_in(edge as u32);
            }
        }
        self.present = u32::MAX;
        self.place_unconnected();
        for row in 0..self.rows.len() {
            self.keep_abreast(row);
        }
        self.all_changed();
    }

    /// Boxes without lines stand behind what was declared before them.
    fn place_unconnected(&mut self) {
        for row in 0..self.rows.len() {
            for &v in &self.net.declared[row] {
                if !self.is_in[v as usize] {
                    let before = self.rows[row].iter().rposition(|&other| self.is_item(other) && other < v);
                    self.rows[row].insert(before.map_or(0, |before| before + 1), v);
                    self.is_in[v as usize] = true;
                }
            }
            self.renumber_row(row);
        }
    }
}
