//! Closed rectangles on a lattice of half units.
//!
//! Both units of a scene become one here, so that every rule is a single comparison of closed rectangles. A wall or a
//! line at `x` lies at `2x`. A text in cells owns its cells whole; a text in pixels is shrunk by half a pixel, so that it
//! may rest against a line without touching it.

use crate::geom::{Point, Rect, Unit};
use crate::scene::SceneUnit;

/// A closed rectangle, in half units; a segment is one without width or height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    pub l: Unit,
    pub t: Unit,
    pub r: Unit,
    pub b: Unit,
}

impl Frame {
    /// The walls of a box.
    pub fn of_box(rect: Rect, unit: SceneUnit) -> Frame {
        let wall = i32::from(unit == SceneUnit::Cell);
        Frame { l: 2 * rect.x, t: 2 * rect.y, r: 2 * (rect.right() - wall), b: 2 * (rect.bottom() - wall) }
    }

    /// What a text covers.
    pub fn of_text(rect: Rect, unit: SceneUnit) -> Frame {
        let (near, far) = match unit {
            SceneUnit::Cell => (0, 2),
            SceneUnit::Px => (1, 1),
        };
        Frame {
            l: 2 * rect.x + near,
            t: 2 * rect.y + near,
            r: 2 * rect.right() - far,
            b: 2 * rect.bottom() - far,
        }
    }

    /// A stretch of line from one point to another.
    pub fn of_segment(a: Point, b: Point) -> Frame {
        Frame { l: 2 * a.x.min(b.x), t: 2 * a.y.min(b.y), r: 2 * a.x.max(b.x), b: 2 * a.y.max(b.y) }
    }

    /// A single point.
    pub fn of_point(point: Point) -> Frame {
        Frame::of_segment(point, point)
    }

    /// Its upper left corner, in the unit of the scene.
    pub fn corner(self) -> Point {
        Point::new(self.l.div_euclid(2), self.t.div_euclid(2))
    }

    /// Whether the two share a point.
    pub fn meets(self, other: Frame) -> bool {
        self.l <= other.r && other.l <= self.r && self.t <= other.b && other.t <= self.b
    }

    /// Whether `other` lies inside without touching.
    pub fn holds_strictly(self, other: Frame) -> bool {
        self.l < other.l && self.t < other.t && other.r < self.r && other.b < self.b
    }

    /// What the two share; they must meet.
    pub fn common(self, other: Frame) -> Frame {
        Frame {
            l: self.l.max(other.l),
            t: self.t.max(other.t),
            r: self.r.min(other.r),
            b: self.b.min(other.b),
        }
    }

    /// The least rectangle around both.
    pub fn around(self, other: Frame) -> Frame {
        Frame {
            l: self.l.min(other.l),
            t: self.t.min(other.t),
            r: self.r.max(other.r),
            b: self.b.max(other.b),
        }
    }

    /// How far apart the two are along each axis; nought where their extents overlap.
    pub fn gap(self, other: Frame) -> (Unit, Unit) {
        ((other.l - self.r).max(self.l - other.r).max(0), (other.t - self.b).max(self.t - other.b).max(0))
    }

    /// Grown by `by` on every side.
    pub fn grown(self, by: Unit) -> Frame {
        Frame { l: self.l - by, t: self.t - by, r: self.r + by, b: self.b + by }
    }

    /// Whether it is a single point.
    pub fn is_point(self) -> bool {
        self.l == self.r && self.t == self.b
    }

    /// Whether it is a line that runs up and down.
    pub fn is_vertical(self) -> bool {
        self.l == self.r
    }

    /// Whether it is taller than wide.
    pub fn is_upright(self) -> bool {
        self.b - self.t > self.r - self.l
    }

    /// Whether the point, in half units, is one of the four corners.
    pub fn has_corner(self, x: Unit, y: Unit) -> bool {
        (x == self.l || x == self.r) && (y == self.t || y == self.b)
    }

    /// The four walls: top, right, bottom, left.
    pub fn walls(self) -> [Frame; 4] {
        [
            Frame { b: self.t, ..self },
            Frame { l: self.r, ..self },
            Frame { t: self.b, ..self },
            Frame { r: self.l, ..self },
        ]
    }
}
