//! The one place that knows about directions: sizes are turned on the way in, places on the way out.
//!
//! Inside, ranks are rows that run down. On the page they run where the direction says; text is never turned.

use crate::geom::{Insets, Point, Rect, Side, Size};
use crate::view::Direction;

/// How the inside is turned onto the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::layout) struct Turn(pub Direction);

impl Turn {
    /// Whether ranks are columns on the page.
    pub(super) const fn horizontal(self) -> bool {
        self.0.is_horizontal()
    }

    /// The sides of the page on which the upper and the lower walls inside stand.
    pub(in crate::layout) const fn walls(self) -> [Side; 2] {
        match self.0 {
            Direction::Down => [Side::Top, Side::Bottom],
            Direction::Up => [Side::Bottom, Side::Top],
            Direction::Right => [Side::Left, Side::Right],
            Direction::Left => [Side::Right, Side::Left],
        }
    }

    /// A size of the page, inside; and the other way round.
    pub(super) const fn size(self, size: Size) -> Size {
        if self.horizontal() { size.transposed() } else { size }
    }

    /// Padding of the page, inside.
    pub(super) const fn insets(self, page: Insets) -> Insets {
        let Insets { top, right, bottom, left } = page;
        match self.0 {
            Direction::Down => page,
            Direction::Up => Insets { top: bottom, right, bottom: top, left },
            Direction::Right => Insets { top: left, right: bottom, bottom: right, left: top },
            Direction::Left => Insets { top: right, right: bottom, bottom: left, left: top },
        }
    }

    /// A point inside a drawing whose inner size is `whole`, on the page.
    pub(super) const fn point(self, p: Point, whole: Size) -> Point {
        match self.0 {
            Direction::Down => p,
            Direction::Up => Point::new(p.x, whole.h - p.y),
            Direction::Right => Point::new(p.y, p.x),
            Direction::Left => Point::new(whole.h - p.y, p.x),
        }
    }

    /// A rectangle by its walls, inside, on the page.
    pub(super) fn rect(self, rect: Rect, whole: Size) -> Rect {
        let a = self.point(Point::new(rect.x, rect.y), whole);
        let b = self.point(Point::new(rect.right(), rect.bottom()), whole);
        Rect::new(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_and_points_turn_alike() {
        let page = Insets { top: 1, right: 2, bottom: 3, left: 4 };
        for direction in [Direction::Down, Direction::Up, Direction::Right, Direction::Left] {
            let turn = Turn(direction);
            let inner = Size::new(100, 60);
            let pad = turn.insets(page);
            let hole =
                Rect::new(pad.left, pad.top, inner.w - pad.left - pad.right, inner.h - pad.top - pad.bottom);
            let outer = turn.size(inner);
            let wanted = Rect::new(page.left, page.top, outer.w - 6, outer.h - 4);
            assert_eq!(turn.rect(hole, inner), wanted, "{direction:?}");
        }
    }
}
