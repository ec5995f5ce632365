//! Closed rectangles on a lattice of half units, and a grid that finds those that meet.
//!
//! Both units of a scene become one here, so that every rule is a single comparison of closed rectangles. A wall or a
//! line at `x` lies at `2x`. A text in cells owns its cells whole; a text in pixels is shrunk by half a pixel, so that it
//! may rest against a line without touching it.

use cutaway::geom::{Point, Rect, Unit};
use cutaway::scene::SceneUnit;

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

/// Finds the frames that meet a given one: the plane is cut into equal tiles, each of which lists what lies in it.
pub struct Grid {
    extent: Frame,
    tile: (Unit, Unit),
    columns: usize,
    rows: usize,
    tiles: Vec<Vec<u32>>,
    frames: Vec<Frame>,
}

impl Grid {
    /// A grid of `frames`; an index into them is what [`Grid::meeting`] gives.
    pub fn new(frames: Vec<Frame>) -> Grid {
        let extent = frames.iter().fold(Frame { l: 0, t: 0, r: 1, b: 1 }, |all, frame| Frame {
            l: all.l.min(frame.l),
            t: all.t.min(frame.t),
            r: all.r.max(frame.r),
            b: all.b.max(frame.b),
        });
        // About one frame a tile when they are spread evenly; no more tiles than a large drawing can use.
        let side = (frames.len() as f64).sqrt().ceil().clamp(1.0, 200.0) as usize;
        let tile = ((extent.r - extent.l) / side as Unit + 1, (extent.b - extent.t) / side as Unit + 1);
        let mut grid =
            Grid { extent, tile, columns: side, rows: side, tiles: vec![Vec::new(); side * side], frames };
        for index in 0..grid.frames.len() {
            for tile in grid.tiles_of(grid.frames[index]) {
                grid.tiles[tile].push(index as u32);
            }
        }
        grid
    }

    /// The indices of the frames that meet `frame`, ascending.
    pub fn meeting(&self, frame: Frame) -> Vec<usize> {
        let mut found: Vec<usize> = self
            .tiles_of(frame)
            .into_iter()
            .flat_map(|tile| &self.tiles[tile])
            .map(|&index| index as usize)
            .filter(|&index| self.frames[index].meets(frame))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn tiles_of(&self, frame: Frame) -> Vec<usize> {
        let clamp = |value: Unit, origin: Unit, tile: Unit, count: usize| {
            ((value - origin) / tile).clamp(0, count as Unit - 1) as usize
        };
        let (left, right) = (
            clamp(frame.l, self.extent.l, self.tile.0, self.columns),
            clamp(frame.r, self.extent.l, self.tile.0, self.columns),
        );
        let (top, bottom) = (
            clamp(frame.t, self.extent.t, self.tile.1, self.rows),
            clamp(frame.b, self.extent.t, self.tile.1, self.rows),
        );
        (top..=bottom).flat_map(|row| (left..=right).map(move |column| row * self.columns + column)).collect()
    }
}
