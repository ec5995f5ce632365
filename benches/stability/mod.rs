//! What one more leaf, or one more flow, does to the boxes that were there before.

use crate::measure::{Area, Drawing};

/// Sums over many graphs.
#[derive(Default)]
pub struct Stability {
    pub graphs: usize,
    /// Graphs in which no pair changed sides.
    pub unchanged: usize,
    /// Pairs of leaves that stood in one row before.
    pub pairs: usize,
    /// Those that changed sides.
    pub swapped: usize,
}

impl Stability {
    /// Compares a drawing with one of the same boxes and something at the end.
    pub fn add(&mut self, before: &Drawing, after: &Drawing) {
        let mut swapped = 0;
        let centre = |area: &Area| area.left + area.right;
        for (one, first) in before.boxes.iter().enumerate() {
            for (other, second) in before.boxes.iter().enumerate().skip(one + 1) {
                let same_row = first.top < second.bottom && second.top < first.bottom;
                if first.container || second.container || !same_row {
                    continue;
                }
                self.pairs += 1;
                let side = (centre(first) - centre(second)).signum();
                let now = (centre(&after.boxes[one]) - centre(&after.boxes[other])).signum();
                swapped += usize::from(side * now < 0);
            }
        }
        self.graphs += 1;
        self.unchanged += usize::from(swapped == 0);
        self.swapped += swapped;
    }
}
