//! Labels in line: on a long piece of line that runs sideways, a label stands in the line itself and takes no row.
//!
//! Before: a drawing in cells whose flows run down, and labels that have no place yet. After: each of them that found a piece
//! long enough, with nothing else in its way, stands in it, with a blank and two cells of line at each end.
//!
//! ```text
//!   └──┬──────────┬──┘
//!      │          └───── orders ──┐
//! ```

use super::layered::Drawing;
use super::metrics::Line;
use crate::geom::{Point, Rect, Unit};

/// From a label to the corner at either end of its piece: a blank, two cells of line, and the corner.
const ENDS: Unit = 5;

/// Places the labels of `edges` in line, each in the first of its wordings that fits; returns those that found no place.
pub(super) fn place(
    drawing: &mut Drawing,
    edges: &[usize],
    label: impl Fn(usize) -> Vec<Line>,
) -> Vec<usize> {
    let mut failed = Vec::new();
    for &edge in edges {
        let mut texts = label(edge).into_iter();
        let found = texts.find_map(|line| find(drawing, edge, line.size.w).map(|at| (line, at)));
        match found {
            Some((line, at)) => {
                let room = Rect::new(at.x, at.y, line.size.w - 1, line.size.h - 1);
                drawing.labels[edge] = (vec![line], room);
                drawing.flush[edge] = true;
            }
            None => failed.push(edge),
        }
    }
    failed
}

/// Where a label of that width stands in its line: in the middle of the longest piece, or as near to it as is free.
fn find(drawing: &Drawing, edge: usize, width: Unit) -> Option<Point> {
    let mut pieces: Vec<(Unit, Unit, Unit)> = drawing.routes[edge]
        .windows(2)
        .filter(|ends| ends[0].y == ends[1].y)
        .map(|ends| (ends[0].x.min(ends[1].x), ends[0].x.max(ends[1].x), ends[0].y))
        .filter(|&(from, to, _)| to - from + 1 >= width + 2 * ENDS - 2)
        .collect();
    pieces.sort_by_key(|&(from, to, y)| (from - to, y));
    for (from, to, y) in pieces {
        let (low, high) = (from + ENDS - 1, to - ENDS + 2 - width);
        if low > high {
            continue;
        }
        let middle = low + (high - low) / 2;
        let free = |&x: &Unit| low <= x && x <= high && is_free(drawing, edge, x, y, width);
        if let Some(x) = (0..=high - low).flat_map(|step| [middle - step, middle + step]).find(free) {
            return Some(Point::new(x, y));
        }
    }
    None
}

/// Whether nothing but its own line is at a label, beside it, or, when it could be taken for its label too, above or below it.
fn is_free(drawing: &Drawing, edge: usize, x: Unit, y: Unit, width: Unit) -> bool {
    // The label with its blanks, two cells of line at each end, and the blank that a crossing has beside it in ASCII.
    let (left, right) = (x - 4, x + width + 3);
    let meets = |a: Point, b: Point, above: Unit| {
        a.x.min(b.x) <= right
            && left <= a.x.max(b.x)
            && a.y.min(b.y) <= y + above
            && y - above <= a.y.max(b.y)
    };
    for (other, route) in drawing.routes.iter().enumerate() {
        let own = other == edge;
        let mut pieces = route.windows(2);
        // The corners of its own piece may be nearer: what is between them was checked.
        let ends_of_own = |ends: &[Point]| own && (ends[0].y == y || ends[1].y == y);
        if pieces.any(|ends| meets(ends[0], ends[1], 0) && !ends_of_own(ends)) {
            return false;
        }
    }
    for rect in &drawing.nodes {
        let corners = [
            Point::new(rect.x, rect.y),
            Point::new(rect.right(), rect.y),
            Point::new(rect.right(), rect.bottom()),
            Point::new(rect.x, rect.bottom()),
        ];
        if (0..4).any(|index| meets(corners[index], corners[(index + 1) % 4], 0)) {
            return false;
        }
    }
    drawing.labels.iter().enumerate().all(|(other, (lines, room))| {
        other == edge
            || lines.is_empty()
            || !meets(Point::new(room.x - 1, room.y), Point::new(room.right() + 1, room.bottom()), 1)
    })
}
