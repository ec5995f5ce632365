//! How good a drawing is: the measures that graph drawing is compared by, the same for a drawing of any tool.
//!
//! In: a [`Drawing`], which is what all tools have in common: boxes, some of which hold others, and a route for each edge, a
//! curve being a chain of short chords. Out: [`Measures`]. Coordinates are whole thousandths of a pixel, so that the question
//! on which side of a line a point lies has an exact answer.

use cutaway::scene::Scene;

/// A thousandth of a pixel.
pub type Mil = i64;

/// How many there are in a pixel.
pub const PIXEL: Mil = 1000;

/// A place, x and y.
pub type Place = (Mil, Mil);

/// A drawing as any tool makes one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// Its boxes; one that holds others stands before them.
    pub boxes: Vec<Area>,
    /// Its lines.
    pub routes: Vec<Route>,
    /// Whether lines are curves, which have no bends to count.
    pub curved: bool,
}

/// A box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub left: Mil,
    pub top: Mil,
    pub right: Mil,
    pub bottom: Mil,
    /// The box around it.
    pub parent: Option<usize>,
    /// Whether it is a boundary.
    pub container: bool,
}

/// A line from one box to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    pub from: usize,
    pub to: usize,
    pub points: Vec<Place>,
}

/// Measures of one drawing; lengths in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// Boxes, boundaries included.
    pub nodes: usize,
    /// Routes.
    pub edges: usize,
    /// Points at which two routes cross: inner points of a segment of each. Routes that touch do not cross.
    pub crossings: usize,
    /// Corners of routes.
    pub bends: usize,
    /// Pairs of neighbouring corners closer than an average leaf is high.
    pub jogs: usize,
    /// Length of all routes.
    pub length: f64,
    /// Route length over the Manhattan distance of its ends, summed over routes whose ends differ.
    pub stretch: f64,
    /// How many routes `stretch` sums.
    pub stretched: usize,
    /// How many of those end lower than they begin: with the direction, in a drawing that runs down.
    pub forward: usize,
    /// Area of the least rectangle around everything.
    pub area: f64,
    /// Area of the leaf boxes.
    pub filled: f64,
    /// Pairs of a route and a leaf that it runs through, more than a pixel deep, being neither of its ends.
    pub node_hits: usize,
    /// Pairs of a route and a boundary that it runs through though neither end lies inside.
    pub container_hits: usize,
}

impl Measures {
    /// Sums up.
    pub fn add(&mut self, one: &Measures) {
        self.nodes += one.nodes;
        self.edges += one.edges;
        self.crossings += one.crossings;
        self.bends += one.bends;
        self.jogs += one.jogs;
        self.length += one.length;
        self.stretch += one.stretch;
        self.stretched += one.stretched;
        self.forward += one.forward;
        self.area += one.area;
        self.filled += one.filled;
        self.node_hits += one.node_hits;
        self.container_hits += one.container_hits;
    }
}

impl From<&Scene> for Drawing {
    fn from(scene: &Scene) -> Drawing {
        let mil = |unit: i32| Mil::from(unit) * PIXEL;
        let boxes = scene.nodes.iter().map(|node| Area {
            left: mil(node.rect.x),
            top: mil(node.rect.y),
            right: mil(node.rect.right()),
            bottom: mil(node.rect.bottom()),
            parent: node.parent,
            container: node.container,
        });
        let routes = scene.edges.iter().map(|edge| Route {
            from: edge.from,
            to: edge.to,
            points: edge.points.iter().map(|point| (mil(point.x), mil(point.y))).collect(),
        });
        Drawing { boxes: boxes.collect(), routes: routes.collect(), curved: false }
    }
}

impl Drawing {
    /// Measures the drawing.
    pub fn measure(&self) -> Measures {
        let mut all = Measures {
            nodes: self.boxes.len(),
            edges: self.routes.len(),
            crossings: self.crossings(),
            area: self.area(),
            ..Measures::default()
        };
        let leaves: Vec<&Area> = self.boxes.iter().filter(|area| !area.container).collect();
        let px = |mil: Mil| mil as f64 / PIXEL as f64;
        all.filled = leaves.iter().map(|leaf| px(leaf.right - leaf.left) * px(leaf.bottom - leaf.top)).sum();
        let high = leaves.iter().map(|leaf| px(leaf.bottom - leaf.top)).sum::<f64>();
        let high = high / leaves.len().max(1) as f64;
        for route in &self.routes {
            let corners = corners(&route.points);
            let lengths: Vec<f64> = corners
                .windows(2)
                .map(|pair| {
                    let (dx, dy) = (px(pair[1].0 - pair[0].0), px(pair[1].1 - pair[0].1));
                    (dx * dx + dy * dy).sqrt()
                })
                .collect();
            let total: f64 = lengths.iter().sum();
            all.length += total;
            if !self.curved {
                all.bends += corners.len().saturating_sub(2);
                let inner = lengths.iter().skip(1).take(lengths.len().saturating_sub(2));
                all.jogs += inner.filter(|&&length| length < high).count();
            }
            if let (Some(first), Some(last)) = (corners.first(), corners.last()) {
                let direct = (last.0 - first.0).abs() + (last.1 - first.1).abs();
                if direct > 0 && route.from != route.to {
                    all.stretch += total / px(direct);
                    all.stretched += 1;
                    all.forward += usize::from(first.1 < last.1);
                }
            }
            for (node, area) in self.boxes.iter().enumerate() {
                let own = [route.from, route.to]
                    .iter()
                    .any(|&end| self.is_around(node, end) || self.is_around(end, node));
                if !own && runs_through(&route.points, area) {
                    *(if area.container { &mut all.container_hits } else { &mut all.node_hits }) += 1;
                }
            }
        }
        all
    }

    /// Whether `outer` is `inner` or around it.
    fn is_around(&self, outer: usize, inner: usize) -> bool {
        let mut at = Some(inner);
        while let Some(node) = at {
            if node == outer {
                return true;
            }
            at = self.boxes[node].parent;
        }
        false
    }

    fn area(&self) -> f64 {
        let corners = self.boxes.iter().flat_map(|area| [(area.left, area.top), (area.right, area.bottom)]);
        let points = || corners.clone().chain(self.routes.iter().flat_map(|route| route.points.clone()));
        let span = |axis: fn(Place) -> Mil| {
            let (least, most) = (points().map(axis).min(), points().map(axis).max());
            (most.unwrap_or(0) - least.unwrap_or(0)) as f64 / PIXEL as f64
        };
        span(|point| point.0) * span(|point| point.1)
    }

    /// A sweep from left to right: a segment is compared with those that begin before it and end behind its beginning.
    fn crossings(&self) -> usize {
        let mut segments: Vec<(usize, Place, Place)> = Vec::new();
        for (number, route) in self.routes.iter().enumerate() {
            let pairs = route.points.windows(2).filter(|pair| pair[0] != pair[1]);
            segments.extend(pairs.map(|pair| (number, pair[0].min(pair[1]), pair[0].max(pair[1]))));
        }
        segments.sort_by_key(|segment| segment.1);
        let mut open: Vec<(usize, Place, Place)> = Vec::new();
        let mut count = 0;
        for segment in segments {
            open.retain(|earlier| earlier.2.0 >= segment.1.0);
            let crossed = |earlier: &&(usize, Place, Place)| {
                earlier.0 != segment.0 && crosses((earlier.1, earlier.2), (segment.1, segment.2))
            };
            count += open.iter().filter(crossed).count();
            open.push(segment);
        }
        count
    }
}

/// On which side of the line from `a` to `b` a point lies.
fn side(a: Place, b: Place, point: Place) -> Mil {
    ((b.0 - a.0) * (point.1 - a.1) - (b.1 - a.1) * (point.0 - a.0)).signum()
}

/// Whether two segments cross at an inner point of both.
fn crosses(one: (Place, Place), other: (Place, Place)) -> bool {
    side(one.0, one.1, other.0) * side(one.0, one.1, other.1) < 0
        && side(other.0, other.1, one.0) * side(other.0, other.1, one.1) < 0
}

/// The points of a route without those at which it does not turn.
fn corners(points: &[Place]) -> Vec<Place> {
    let mut corners: Vec<Place> = Vec::new();
    for &point in points {
        if corners.last() == Some(&point) {
            continue;
        }
        if let [.., before, last] = corners[..]
            && side(before, last, point) == 0
            && (last.0 - before.0) * (point.0 - last.0) + (last.1 - before.1) * (point.1 - last.1) > 0
        {
            corners.pop();
        }
        corners.push(point);
    }
    corners
}

/// Whether a route meets a box that was made smaller by a pixel on each side.
fn runs_through(points: &[Place], area: &Area) -> bool {
    let (left, top) = (area.left + PIXEL, area.top + PIXEL);
    let (right, bottom) = (area.right - PIXEL, area.bottom - PIXEL);
    points.windows(2).any(|pair| {
        let (a, b) = (pair[0], pair[1]);
        let apart =
            a.0.max(b.0) < left || a.0.min(b.0) > right || a.1.max(b.1) < top || a.1.min(b.1) > bottom;
        let sides =
            [(left, top), (right, top), (right, bottom), (left, bottom)].map(|corner| side(a, b, corner));
        !apart && !sides.iter().all(|&side| side > 0) && !sides.iter().all(|&side| side < 0)
    })
}
