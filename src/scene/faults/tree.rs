//! Finds the rectangles that meet a given one, among many.
//!
//! Before: any closed rectangles. After: [`Tree::meeting`] gives exactly those that share a point with the one asked about,
//! in ascending order. Method: a hierarchy of bounding boxes, halved at the median along the axis in which the middles are
//! spread wider; what lies flat and what stands upright have a tree each, since a long line of one kind would widen every
//! box of the other. Built in O(n log² n); a question takes O(log n + found) on what drawings hold.

use super::frame::Frame;
use crate::geom::Unit;

/// So few rectangles are looked at one by one.
const FEW: usize = 6;

/// A set of rectangles that can be asked which of them meet another.
pub struct Tree {
    /// What lies flat, and what stands upright.
    halves: [Half; 2],
}

/// Rectangles in an order in which neighbours in the plane are neighbours in the list.
struct Half {
    /// Each with its index in the set.
    frames: Vec<(Frame, usize)>,
    /// The bounds of each stretch: the whole first, those of the halves of stretch `n` at `2n + 1` and `2n + 2`.
    bounds: Vec<Frame>,
}

impl Tree {
    /// A tree of `frames`; an index into them is what [`Tree::meeting`] gives.
    pub fn new(frames: impl IntoIterator<Item = Frame>) -> Tree {
        let (upright, flat) =
            frames.into_iter().zip(0..).partition(|(frame, _): &(Frame, usize)| frame.is_upright());
        Tree { halves: [Half::new(flat), Half::new(upright)] }
    }

    /// The indices of the frames that meet `frame`, ascending.
    pub fn meeting(&self, frame: Frame) -> Vec<usize> {
        let mut found = Vec::new();
        self.halves.iter().for_each(|half| half.meeting(frame, &mut found));
        found.sort_unstable();
        found
    }
}

impl Half {
    fn new(mut frames: Vec<(Frame, usize)>) -> Half {
        let mut bounds = Vec::new();
        let mut open = if frames.is_empty() { Vec::new() } else { vec![(0, 0, frames.len())] };
        while let Some((at, from, to)) = open.pop() {
            let stretch = &mut frames[from..to];
            let around = stretch.iter().fold(stretch[0].0, |all, (frame, _)| all.around(*frame));
            if bounds.len() <= at {
                bounds.resize(at + 1, around);
            }
            bounds[at] = around;
            if to - from > FEW {
                let spread = |middle: fn(Frame) -> Unit| {
                    let middles = || stretch.iter().map(|(frame, _)| middle(*frame));
                    middles().max().unwrap_or(0) - middles().min().unwrap_or(0)
                };
                let across = |frame: Frame| frame.l + frame.r;
                let down = |frame: Frame| frame.t + frame.b;
                let middle = if spread(across) > spread(down) { across } else { down };
                let half = (to - from) / 2;
                stretch.select_nth_unstable_by_key(half, |&(frame, index)| (middle(frame), index));
                open.extend([(2 * at + 1, from, from + half), (2 * at + 2, from + half, to)]);
            }
        }
        Half { frames, bounds }
    }

    fn meeting(&self, asked: Frame, found: &mut Vec<usize>) {
        let mut open = vec![(0, 0, self.frames.len())];
        while let Some((at, from, to)) = open.pop() {
            if from == to || !self.bounds[at].meets(asked) {
                continue;
            }
            if to - from > FEW {
                let half = from + (to - from) / 2;
                open.extend([(2 * at + 1, from, half), (2 * at + 2, half, to)]);
            } else {
                let near = self.frames[from..to].iter().filter(|(frame, _)| frame.meets(asked));
                found.extend(near.map(|&(_, index)| index));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points, lines and boxes, crowded and far apart: what the tree finds is what looking at each one finds.
    #[test]
    fn what_meets_is_found_and_nothing_else() {
        let mut seed = 5u64;
        let mut random = |n: Unit| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) as Unit % n
        };
        for count in [0, 1, 6, 7, 50, 400] {
            let mut frame = |long: Unit| {
                let (l, t) = (random(300) - 100, random(300) - 100);
                let (w, h) = [(0, 0), (random(long), 0), (0, random(long)), (random(30), random(30))]
                    [random(4) as usize];
                Frame { l, t, r: l + w, b: t + h }
            };
            let frames: Vec<Frame> = (0..count).map(|_| frame(300)).collect();
            let tree = Tree::new(frames.iter().copied());
            for _ in 0..200 {
                let asked = frame(400);
                let slow: Vec<usize> = (0..count).filter(|&index| frames[index].meets(asked)).collect();
                assert_eq!(tree.meeting(asked), slow, "{asked:?} among {count}");
            }
        }
    }
}
