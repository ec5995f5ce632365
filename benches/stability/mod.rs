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
    /// Those that stand in one row still, and changed sides.
    pub swapped: usize,
    /// Those that do not stand in one row any more, one of them further to the other's other side.
    pub parted: usize,
}

impl Stability {
    /// Compares a drawing with one of the same boxes and something at the end.
    pub fn add(&mut self, before: &Drawing, after: &Drawing) {
        let mut swapped = 0;
        let centre = |area: &Area| area.left + area.right;
        for (one, first) in before.boxes.iter().enumerate() {
            for (other, second) in before.boxes.iter().enumerate().skip(one + 1) {
                if first.container || second.container || !share_a_row(first, second) {
                    continue;
                }
                self.pairs += 1;
                let (first_now, second_now) = (&after.boxes[one], &after.boxes[other]);
                let side = (centre(first) - centre(second)).signum();
                let now = (centre(first_now) - centre(second_now)).signum();
                if side * now < 0 {
                    if share_a_row(first_now, second_now) {
                        swapped += 1;
                    } else {
                        self.parted += 1;
                    }
                }
            }
        }
        self.graphs += 1;
        self.unchanged += usize::from(swapped == 0);
        self.swapped += swapped;
    }
}

fn share_a_row(one: &Area, other: &Area) -> bool {
    one.top < other.bottom && other.top < one.bottom
}
