//! Lengths, points and rectangles on a whole-number lattice.
//!
//! A [`Unit`] is a cell of text or a pixel of SVG; what one is worth is known to the metrics alone. Whole numbers make
//! equality and order exact, so that layouts agree on every machine. x grows right, y grows down, the origin is top left.

use serde::Serialize;

/// A length or coordinate on the lattice: a cell or a pixel.
pub type Unit = i32;

/// A place on the lattice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Point {
    /// Distance from the left edge.
    pub x: Unit,
    /// Distance from the top edge.
    pub y: Unit,
}

impl Point {
    /// A point at `x`, `y`.
    pub const fn new(x: Unit, y: Unit) -> Point {
        Point { x, y }
    }
}

impl Serialize for Point {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.x, self.y).serialize(serializer)
    }
}

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Size {
    /// Width.
    pub w: Unit,
    /// Height.
    pub h: Unit,
}

impl Size {
    /// A size of `w` by `h`.
    pub const fn new(w: Unit, h: Unit) -> Size {
        Size { w, h }
    }

    /// Width and height swapped.
    pub const fn transposed(self) -> Size {
        Size { w: self.h, h: self.w }
    }
}

/// An axis-parallel rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Rect {
    /// Left edge.
    pub x: Unit,
    /// Top edge.
    pub y: Unit,
    /// Width.
    pub w: Unit,
    /// Height.
    pub h: Unit,
}

impl Rect {
    /// A rectangle from its top left corner and its size.
    pub const fn new(x: Unit, y: Unit, w: Unit, h: Unit) -> Rect {
        Rect { x, y, w, h }
    }

    /// The x just behind the right edge.
    pub const fn right(self) -> Unit {
        self.x + self.w
    }

    /// The y just below the bottom edge.
    pub const fn bottom(self) -> Unit {
        self.y + self.h
    }

    /// Whether the insides of two rectangles share a place; touching edges do not count.
    pub const fn overlaps(self, other: Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Whether `other` lies inside this rectangle, edges included.
    pub const fn holds(self, other: Rect) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }
}

/// Space kept free inside the four sides of a rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Insets {
    /// Above the content.
    pub top: Unit,
    /// Right of the content.
    pub right: Unit,
    /// Below the content.
    pub bottom: Unit,
    /// Left of the content.
    pub left: Unit,
}

/// A side of a rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// The upper side.
    Top,
    /// The right side.
    Right,
    /// The lower side.
    Bottom,
    /// The left side.
    Left,
}
