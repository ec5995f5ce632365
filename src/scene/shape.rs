//! The outlines of boxes: what each takes of its rectangle, and where its border really runs.
//!
//! A scene knows rectangles; a cylinder's lid is curved, a hexagon's sides slant. Metrics keep room for that, and the
//! renderer carries a line on from the rectangle to the border. Both read these numbers here.

use crate::geom::{Point, Rect, Side, Size, Unit};
use crate::view::{Kind, Shape};

/// Half the height of a cylinder's lid.
pub const LID: Unit = 7;
/// Half the width of a lying pipe's mouth.
pub const MOUTH: Unit = 8;
/// How far a hexagon's points stick out.
pub const HEXAGON: Unit = 12;
/// The height of a folder's tab.
pub const TAB: Unit = 8;
/// The width of a folder's tab, when the folder is wide enough.
pub const TAB_WIDTH: Unit = 40;
/// The head and shoulders of a person, above the label.
pub const PERSON: Size = Size::new(40, 44);
/// From the upper edge of a person's room to the glyph.
pub const PERSON_TOP: Unit = 6;
/// The middle of a person's head below that, and its radius.
pub const HEAD: (f64, f64) = (11.0, 9.0);

/// Whether a 16 px mark tells the kind, because the outline does not.
pub const fn has_mark(kind: Kind, shape: Shape, container: bool) -> bool {
    match kind {
        Kind::App
        | Kind::Gateway
        | Kind::Service
        | Kind::Worker
        | Kind::Function
        | Kind::Job
        | Kind::Cache
        | Kind::Topic
        | Kind::Storage
        | Kind::Search
        | Kind::Cdn
        | Kind::Middleware => container || !matches!(shape, Shape::Person),
        Kind::Person => container || !matches!(shape, Shape::Person),
        Kind::Database => container || !matches!(shape, Shape::Cylinder),
        Kind::Queue => container || !matches!(shape, Shape::Pipe),
        Kind::External
        | Kind::Library
        | Kind::Component
        | Kind::System
        | Kind::Boundary
        | Kind::Layer
        | Kind::Zone
        | Kind::Group => false,
    }
}

/// The side of `rect` that `point` lies on; corners belong to the upper and lower side.
pub const fn side(rect: Rect, point: Point) -> Option<Side> {
    let within_x = rect.x <= point.x && point.x <= rect.right();
    let within_y = rect.y <= point.y && point.y <= rect.bottom();
    if within_x && point.y == rect.y {
        Some(Side::Top)
    } else if within_x && point.y == rect.bottom() {
        Some(Side::Bottom)
    } else if within_y && point.x == rect.x {
        Some(Side::Left)
    } else if within_y && point.x == rect.right() {
        Some(Side::Right)
    } else {
        None
    }
}

/// How far behind `point`, which lies on the `side` of `rect`, the border of `shape` runs.
pub fn inset(shape: Shape, rect: Rect, side: Side, point: Point) -> f64 {
    let (w, h) = (f64::from(rect.w), f64::from(rect.h));
    let (x, y) = (f64::from(point.x - rect.x), f64::from(point.y - rect.y));
    match (shape, side) {
        (Shape::Cylinder, Side::Top | Side::Bottom) => arc(x, w, f64::from(LID)),
        (Shape::Pipe, Side::Left | Side::Right) => arc(y, h, f64::from(MOUTH)),
        (Shape::Hexagon, Side::Left | Side::Right) => {
            f64::from(HEXAGON) * (y - h / 2.0).abs() / (h / 2.0).max(1.0)
        }
        (Shape::Folder, Side::Top) if x > f64::from(tab_width(rect)) => f64::from(TAB),
        // Only the glyph has an outline: the head, where it is hit from above; the shoulders from the side. Beside and
        // below the label a line ends at the edge of its room.
        (Shape::Person, Side::Left | Side::Right) if point.y - rect.y < PERSON_TOP + PERSON.h => {
            ((w - f64::from(PERSON.w)) / 2.0 - 2.0).max(0.0)
        }
        (Shape::Person, Side::Top) => {
            let off = (x - w / 2.0).abs();
            let (middle, radius) = HEAD;
            if off <= radius {
                f64::from(PERSON_TOP) + middle - (radius * radius - off * off).sqrt()
            } else if off <= f64::from(PERSON.w) / 2.0 {
                f64::from(PERSON_TOP) + middle + radius
            } else {
                0.0
            }
        }
        _ => 0.0,
    }
}

/// How wide the tab of a folder is.
pub const fn tab_width(rect: Rect) -> Unit {
    if rect.w < 2 * TAB_WIDTH { rect.w / 2 } else { TAB_WIDTH }
}

/// The distance of an ellipse from the flat line that touches it, at `at` along its axis of length `whole`.
fn arc(at: f64, whole: f64, radius: f64) -> f64 {
    let t = (2.0 * at / whole.max(1.0) - 1.0).clamp(-1.0, 1.0);
    radius * (1.0 - (1.0 - t * t).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lid_is_touched_in_its_middle_and_lower_at_its_ends() {
        let rect = Rect::new(10, 20, 100, 60);
        let at = |x| inset(Shape::Cylinder, rect, Side::Top, Point::new(x, 20));
        assert_eq!(at(60), 0.0);
        assert_eq!(at(10), f64::from(LID));
        assert!(at(30) > at(45));
    }

    #[test]
    fn a_point_is_on_its_side() {
        let rect = Rect::new(0, 0, 40, 20);
        assert_eq!(side(rect, Point::new(20, 0)), Some(Side::Top));
        assert_eq!(side(rect, Point::new(40, 10)), Some(Side::Right));
        assert_eq!(side(rect, Point::new(20, 10)), None);
    }
}
