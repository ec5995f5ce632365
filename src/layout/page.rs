//! The shape of a page: which of several drawings of one view a page shows largest.
//!
//! Before: a drawing without a limit, as its flows ask for. After: the same view, drawn in the way that fits a page best, when
//! the first way is far too wide or too tall for one. A page is 1.6 times as wide as tall; a drawing may be anything between
//! 0.6 and 2.2, and small drawings are left as they are. No other way is taken for more crossings than it saves paper.
//! Which way is taken is decided by the first flows of a view (see `fit`), so that a further one rarely turns a drawing round.

use super::layered::Drawing;
use crate::geom::{Point, Size, Unit};

/// Drawings no larger than this are shown well in any shape.
const SMALL: Size = Size::new(1000, 800);

/// Whether a drawing is too large and too far from a page's shape to be left at that.
pub(super) fn is_odd(size: Size) -> bool {
    let wide = 10 * i64::from(size.w) > 22 * i64::from(size.h);
    let tall = 10 * i64::from(size.w) < 6 * i64::from(size.h);
    (wide && size.w > SMALL.w) || (tall && size.h > SMALL.h)
}

/// Whether a drawing is odd, or might be one with a few flows less.
pub(super) fn is_nearly_odd(size: Size) -> bool {
    let Size { w, h } = size;
    is_odd(Size::new(w * 4 / 3, h)) || is_odd(Size::new(w, h * 4 / 3))
}

/// Whether its height is what keeps a drawing from being shown larger.
pub(super) fn is_tall(size: Size) -> bool {
    16 * i64::from(size.h) > 10 * i64::from(size.w)
}

/// What a drawing costs its reader: the width of the smallest page that shows it, and every crossing.
pub(super) fn cost(drawing: &Drawing) -> i64 {
    let Size { w, h } = drawing.size;
    let odd = 10 * i64::from(w) > 22 * i64::from(h) || 10 * i64::from(w) < 6 * i64::from(h);
    let page = i64::from(w).max(i64::from(h) * 16 / 10) * if odd { 12 } else { 10 } / 10;
    page + page * crossings(drawing) as i64 / 25
}

/// How often lines cross.
pub(super) fn crossings(drawing: &Drawing) -> usize {
    let mut upright: Vec<(Unit, Unit, Unit)> = Vec::new();
    let mut lying: Vec<(Unit, Unit, Unit)> = Vec::new();
    for route in &drawing.routes {
        for ends in route.windows(2) {
            let (a, b): (Point, Point) = (ends[0], ends[1]);
            if a.x == b.x {
                upright.push((a.x, a.y.min(b.y), a.y.max(b.y)));
            } else {
                lying.push((a.y, a.x.min(b.x), a.x.max(b.x)));
            }
        }
    }
    upright.sort_unstable();
    let mut count = 0;
    for &(y, from, to) in &lying {
        let first = upright.partition_point(|piece| piece.0 <= from);
        count += upright[first..]
            .iter()
            .take_while(|piece| piece.0 < to)
            .filter(|piece| piece.1 < y && y < piece.2)
            .count();
    }
    count
}
