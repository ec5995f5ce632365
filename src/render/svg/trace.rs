//! From the points of a line to its path: rounded bends, hops over other lines, gaps for them.
//!
//! Comes in: the points, how much of both ends a head covers, and the hops and gaps. Goes out: path data and the length
//! drawn since the last gap, to which a dash pattern is fitted.
//!
//! ```text
//!            ╭───⌒───▶        a bend of radius 6, less where a stretch is short; a hop of radius 5;
//!     ───────╯   │            hops too near to one another become one bridge
//! ```

use super::crossings::{HOP, Place};
use super::xml::Path;

/// Radius of a bend.
const BEND: f64 = 6.0;
/// Half of a gap.
const GAP: f64 = 4.0;

/// A place on the page.
pub(super) type Spot = (f64, f64);

/// A traced line.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    /// The path data.
    pub(super) path: Path,
    /// The length of its last unbroken part.
    pub(super) length: f64,
}

/// Traces a line along `spots`, ending `cut.0` behind its first and `cut.1` before its last; `straight` is what stays
/// without a bend at either end.
pub(super) fn trace(spots: &[Spot], cut: (f64, f64), straight: (f64, f64), places: &[Place]) -> Trace {
    let mut pen = Pen { path: Path::new(), at: (0.0, 0.0), length: 0.0 };
    let last = spots.len().saturating_sub(1);
    if last == 0 {
        return Trace { path: pen.path, length: 0.0 };
    }
    pen.lift(toward(spots[0], spots[1], cut.0));
    let mut places = places.iter().peekable();
    for stretch in 0..last {
        let (from, to) = (spots[stretch], spots[stretch + 1]);
        let radius = if stretch + 1 < last { radius(spots, stretch + 1, straight) } else { 0.0 };
        let mut here: Vec<f64> = Vec::new();
        while let Some(place) = places.next_if(|place| place.stretch == stretch) {
            here.push(f64::from(place.at));
        }
        if from.1 == to.1 {
            hops(&mut pen, &here, from, to);
        } else if from.0 == to.0 {
            gaps(&mut pen, &here, from, to);
        }
        if stretch + 1 == last {
            pen.line(toward(to, from, cut.1));
        } else {
            let next = spots[stretch + 2];
            pen.line(toward(to, from, radius));
            pen.bend(toward(to, next, radius), radius, turns_right(from, to, next));
        }
    }
    Trace { path: pen.path, length: pen.length }
}

/// The spot `distance` along the polyline, for a disc.
pub(super) fn along(spots: &[Spot], mut distance: f64) -> Option<Spot> {
    for pair in spots.windows(2) {
        let length = span(pair[0], pair[1]);
        if distance <= length && length > 0.0 {
            return Some(toward(pair[0], pair[1], distance));
        }
        distance -= length;
    }
    spots.last().copied()
}

/// The spot `distance` from `from` on the way to `to`.
pub(super) fn toward(from: Spot, to: Spot, distance: f64) -> Spot {
    let length = span(from, to);
    if length == 0.0 {
        return from;
    }
    (from.0 + (to.0 - from.0) * distance / length, from.1 + (to.1 - from.1) * distance / length)
}

/// The radius at the bend `corner`: what both its stretches can give.
fn radius(spots: &[Spot], corner: usize, straight: (f64, f64)) -> f64 {
    let room = |from: usize, to: usize| {
        let length = span(spots[from], spots[to]);
        // An inner stretch is shared with the bend at its other end; an outer one with the head there.
        if from == 0 {
            length - straight.0
        } else if to + 1 == spots.len() {
            length - straight.1
        } else {
            length / 2.0
        }
    };
    room(corner - 1, corner).min(room(corner, corner + 1)).clamp(0.0, BEND)
}

/// Draws up to the end of the last hop of a horizontal stretch.
fn hops(pen: &mut Pen, at: &[f64], from: Spot, to: Spot) {
    let reach = f64::from(HOP);
    let forward = to.0 > from.0;
    let sign = if forward { 1.0 } else { -1.0 };
    let mut order: Vec<f64> = at.to_vec();
    if !forward {
        order.reverse();
    }
    let mut index = 0;
    while index < order.len() {
        let first = order[index];
        while index + 1 < order.len() && (order[index + 1] - order[index]).abs() < 2.0 * reach + 2.0 {
            index += 1;
        }
        let last = order[index];
        index += 1;
        let y = from.1;
        pen.line((first - sign * reach, y));
        if first == last {
            pen.arc((first + sign * reach, y), reach, forward);
        } else {
            pen.arc((first, y - reach), reach, forward);
            pen.line((last, y - reach));
            pen.arc((last + sign * reach, y), reach, forward);
        }
    }
}

/// Draws up to behind the last gap of an upright stretch.
fn gaps(pen: &mut Pen, at: &[f64], from: Spot, to: Spot) {
    let sign = if to.1 > from.1 { 1.0 } else { -1.0 };
    let mut order: Vec<f64> = at.to_vec();
    if sign < 0.0 {
        order.reverse();
    }
    for y in order {
        if (y - GAP * sign - pen.at.1) * sign > 0.0 {
            pen.line((from.0, y - GAP * sign));
        }
        pen.lift((from.0, y + GAP * sign));
    }
}

/// Whether the way from `a` over `b` to `c` turns right.
fn turns_right(a: Spot, b: Spot, c: Spot) -> bool {
    (b.0 - a.0) * (c.1 - b.1) - (b.1 - a.1) * (c.0 - b.0) > 0.0
}

/// The distance of two spots.
fn span(a: Spot, b: Spot) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    // Lines are upright or level, where this is exact on every machine.
    if dx == 0.0 {
        dy.abs()
    } else if dy == 0.0 {
        dx.abs()
    } else {
        (dx * dx + dy * dy).sqrt()
    }
}

/// Writes a path and measures it.
struct Pen {
    path: Path,
    at: Spot,
    length: f64,
}

impl Pen {
    /// Goes somewhere without drawing; a dash pattern begins anew there.
    fn lift(&mut self, to: Spot) {
        self.path.push('M', &[to.0, to.1]);
        self.at = to;
        self.length = 0.0;
    }

    /// A straight line.
    fn line(&mut self, to: Spot) {
        if to == self.at {
            return;
        }
        if to.1 == self.at.1 {
            self.path.push('H', &[to.0]);
        } else if to.0 == self.at.0 {
            self.path.push('V', &[to.1]);
        } else {
            self.path.push('L', &[to.0, to.1]);
        }
        self.length += span(self.at, to);
        self.at = to;
    }

    /// A quarter of a circle, as at a bend.
    fn bend(&mut self, to: Spot, radius: f64, right: bool) {
        if radius < 0.5 {
            self.line(to);
        } else {
            self.arc(to, radius, right);
        }
    }

    /// An arc of a circle, at most half of it.
    fn arc(&mut self, to: Spot, radius: f64, right: bool) {
        self.path.push('A', &[radius, radius, 0.0, 0.0, if right { 1.0 } else { 0.0 }, to.0, to.1]);
        // A quarter has a chord of √2 radii, a half one of 2.
        let half = span(self.at, to) > 1.9 * radius;
        self.length += std::f64::consts::FRAC_PI_2 * radius * if half { 2.0 } else { 1.0 };
        self.at = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(spots: &[Spot], places: &[Place]) -> String {
        trace(spots, (0.0, 0.0), (0.0, 0.0), places).path.element().print()
    }

    #[test]
    fn bends_are_round_and_shrink_with_their_stretches() {
        let wide = data(&[(0.0, 0.0), (0.0, 20.0), (30.0, 20.0)], &[]);
        assert_eq!(wide, r#"<path d="M0 0V14A6 6 0 0 0 6 20H30"/>"#);
        let short = data(&[(0.0, 0.0), (0.0, 20.0), (4.0, 20.0), (4.0, 60.0)], &[]);
        assert_eq!(short, r#"<path d="M0 0V18A2 2 0 0 0 2 20A2 2 0 0 1 4 22V60"/>"#);
    }

    #[test]
    fn hops_rise_whichever_way_the_line_runs() {
        let hop = [Place { stretch: 0, at: 50 }];
        assert_eq!(data(&[(0.0, 9.0), (99.0, 9.0)], &hop), r#"<path d="M0 9H45A5 5 0 0 1 55 9H99"/>"#);
        assert_eq!(data(&[(99.0, 9.0), (0.0, 9.0)], &hop), r#"<path d="M99 9H55A5 5 0 0 0 45 9H0"/>"#);
    }

    #[test]
    fn near_hops_become_one_bridge() {
        let hops = [50, 60].map(|at| Place { stretch: 0, at });
        let bridge = r#"<path d="M0 9H45A5 5 0 0 1 50 4H60A5 5 0 0 1 65 9H99"/>"#;
        assert_eq!(data(&[(0.0, 9.0), (99.0, 9.0)], &hops), bridge);
    }

    #[test]
    fn gaps_interrupt_upright_lines() {
        let gap = [Place { stretch: 0, at: 50 }];
        assert_eq!(data(&[(9.0, 99.0), (9.0, 0.0)], &gap), r#"<path d="M9 99V54M9 46V0"/>"#);
    }
}
