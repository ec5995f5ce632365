//! The measures of the bench count what they say, on drawings small enough to count by hand.

#[allow(dead_code, reason = "shared with the bench of quality, which uses more of it")]
#[path = "../../benches/measure/mod.rs"]
mod measures;

pub use measures::Drawing;
use measures::{Area, Mil, PIXEL, Place, Route};

fn area(left: Mil, top: Mil, right: Mil, bottom: Mil, parent: Option<usize>, container: bool) -> Area {
    let [left, top, right, bottom] = [left, top, right, bottom].map(|px| px * PIXEL);
    Area { left, top, right, bottom, parent, container }
}

fn route(from: usize, to: usize, points: &[Place]) -> Route {
    Route { from, to, points: points.iter().map(|&(x, y)| (x * PIXEL, y * PIXEL)).collect() }
}

/// Two leaves above, two below, one of them in a boundary.
///
/// ```text
///   a     b
///       ┌───┐
///   c   │ d │
///       └───┘
/// ```
fn drawing(routes: Vec<Route>) -> Drawing {
    let boxes = vec![
        area(0, 0, 20, 20, None, false),
        area(100, 0, 120, 20, None, false),
        area(0, 200, 20, 220, None, false),
        area(80, 180, 140, 240, None, true),
        area(100, 200, 120, 220, Some(3), false),
    ];
    Drawing { boxes, routes, curved: false }
}

#[test]
fn lines_cross_where_they_pass_through_each_other() {
    let slanted =
        drawing(vec![route(0, 4, &[(10, 20), (110, 200)]), route(1, 2, &[(110, 20), (10, 200)])]).measure();
    assert_eq!((slanted.crossings, slanted.bends), (1, 0));
    assert_eq!((slanted.node_hits, slanted.container_hits), (0, 0));
    // A line that ends on another, or turns on it, touches it.
    let touching = drawing(vec![
        route(0, 2, &[(10, 20), (10, 200)]),
        route(1, 4, &[(110, 20), (110, 100), (10, 100), (10, 110), (110, 110), (110, 200)]),
    ]);
    assert_eq!(touching.measure().crossings, 0);
    // Each point counts.
    let twice = drawing(vec![
        route(0, 2, &[(10, 20), (10, 200)]),
        route(1, 4, &[(110, 20), (110, 100), (5, 100), (5, 110), (110, 110), (110, 200)]),
    ]);
    assert_eq!(twice.measure().crossings, 2);
}

#[test]
fn bends_jogs_and_lengths_are_of_the_line_as_it_is_seen() {
    // A point at which it goes straight on is no bend; two bends ten pixels apart are a jog.
    let points = [(10, 20), (10, 50), (10, 100), (20, 100), (20, 150), (20, 150), (20, 200)];
    let measures = drawing(vec![route(0, 2, &points)]).measure();
    assert_eq!((measures.bends, measures.jogs), (2, 1));
    assert_eq!((measures.length, measures.stretch), (190.0, 1.0));
    assert_eq!((measures.stretched, measures.forward), (1, 1));
    assert_eq!((measures.area, measures.filled), (140.0 * 240.0, 1600.0));
    // Back over itself is a bend, and a detour.
    let back = drawing(vec![route(2, 0, &[(10, 200), (10, 10), (10, 20)])]).measure();
    assert_eq!((back.bends, back.forward), (1, 0));
    assert_eq!(back.stretch, 200.0 / 180.0);
}

#[test]
fn lines_through_boxes_are_hits() {
    let hits = |route: Route| {
        let measures = drawing(vec![route]).measure();
        (measures.node_hits, measures.container_hits)
    };
    assert_eq!(hits(route(0, 2, &[(10, 20), (110, 10), (10, 200)])), (1, 0), "through b");
    assert_eq!(hits(route(0, 2, &[(10, 20), (90, 190), (10, 200)])), (0, 1), "through the boundary");
    assert_eq!(hits(route(0, 2, &[(10, 20), (130, 230), (10, 200)])), (1, 1), "through d and the boundary");
    assert_eq!(hits(route(1, 4, &[(110, 20), (110, 200)])), (0, 0), "into the boundary, to d");
    assert_eq!(hits(route(1, 3, &[(110, 20), (110, 210)])), (0, 0), "to the boundary, over d");
    assert_eq!(hits(route(0, 2, &[(10, 20), (80, 100), (80, 220), (10, 210)])), (0, 0), "along the wall");
}
