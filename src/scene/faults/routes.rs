//! The rules about routes: orthogonal, from border to border, through nothing foreign, on no other route.

use super::frame::Frame;
use super::{Faults, Page, Rule, Segment};
use crate::geom::{Point, Unit};
use crate::scene::SceneUnit;
use crate::view::EdgeKind;

/// Every route by itself, then each against the others.
pub fn check(page: &Page, faults: &mut Faults) {
    for edge in 0..page.scene.edges.len() {
        shape(page, edge, faults);
        ends(page, edge, faults);
        head_room(page, edge, faults);
        shows_kind(page, edge, faults);
    }
    for segment in &page.segments {
        boxes(page, segment, faults);
    }
    pairs(page, faults);
}

/// Each segment horizontal or vertical, of some length, and no two neighbours in one line.
fn shape(page: &Page, edge: usize, faults: &mut Faults) {
    let points = &page.scene.edges[edge].points;
    let mut fault = |at: Point, what: String| {
        faults.add(Rule::Route, Frame::of_point(at), format!("{} {what}", page.edge(edge)));
    };
    for pair in points.windows(2) {
        let (dx, dy) = (pair[1].x - pair[0].x, pair[1].y - pair[0].y);
        if (dx == 0) == (dy == 0) {
            fault(pair[0], format!("runs neither across nor down from {:?} to {:?}", pair[0], pair[1]));
        }
    }
    for triple in points.windows(3) {
        let straight = |a: Unit, b: Unit, c: Unit| a == b && b == c;
        if straight(triple[0].x, triple[1].x, triple[2].x) || straight(triple[0].y, triple[1].y, triple[2].y)
        {
            fault(triple[1], "does not turn".to_owned());
        }
    }
}

/// The first and the last point lie on the right borders, and the route leaves them on the right side.
fn ends(page: &Page, edge: usize, faults: &mut Faults) {
    let drawn = &page.scene.edges[edge];
    let last = drawn.points.len() - 1;
    for (node, other, end, next) in [(drawn.from, drawn.to, 0, 1), (drawn.to, drawn.from, last, last - 1)] {
        let mut fault = |what: &str| {
            let what = format!("{} {what} `{}`", page.edge(edge), page.id(node));
            faults.add(Rule::End, Frame::of_point(drawn.points[end]), what);
        };
        let (walls, at, towards) =
            (page.frames[node], Frame::of_point(drawn.points[end]), Frame::of_point(drawn.points[next]));
        let on_side = (at.l == walls.l || at.l == walls.r) && walls.t <= at.t && at.t <= walls.b;
        let on_level = (at.t == walls.t || at.t == walls.b) && walls.l <= at.l && at.l <= walls.r;
        if !on_side && !on_level {
            fault("does not touch the border of");
            continue;
        }
        if on_side && on_level {
            fault("ends at a corner of");
            continue;
        }
        if (on_side && at.t != towards.t) || (on_level && at.l != towards.l) {
            fault("runs along the border of");
            continue;
        }
        let goes_in = walls.holds_strictly(towards);
        let holds_other = node != other && page.is_around(node, other);
        // A boundary's flow to itself may run on either side of its wall, a leaf's only outside.
        let free = node == other && page.scene.nodes[node].container;
        if !free && holds_other && !goes_in {
            fault("leaves outwards, though its other end is inside");
        } else if !free && !holds_other && walls.meets(towards) {
            fault("leaves inwards");
        }
    }
}

/// A head has its cells or pixels for itself: the segment under it is long enough, and nothing crosses it.
fn head_room(page: &Page, edge: usize, faults: &mut Faults) {
    let drawn = &page.scene.edges[edge];
    let last = drawn.points.len() - 1;
    let mut heads = vec![(last, last - 1)];
    if drawn.both {
        heads.push((0, 1));
    }
    for (end, next) in heads {
        let (tip, from) = (drawn.points[end], drawn.points[next]);
        let length = (tip.x - from.x).abs() + (tip.y - from.y).abs();
        // In cells the wall, the head and, where another head shares the segment, that head each take a cell.
        let least = page.head() * if drawn.both && last == 1 { 2 } else { 1 } + page.head().min(1);
        if length < least {
            let what = format!("{} has {length} before its head, not {least}", page.edge(edge));
            faults.add(Rule::Head, Frame::of_point(tip), what);
            continue;
        }
        let step = |a: Unit, b: Unit| (b - a).signum() * page.head();
        let base = Point::new(tip.x + step(tip.x, from.x), tip.y + step(tip.y, from.y));
        let head = Frame::of_segment(tip, base);
        for other in page.segment_tree.meeting(head) {
            let segment = page.segments[other];
            if segment.edge != edge {
                let what =
                    format!("{} runs through the head of {}", page.edge(segment.edge), page.edge(edge));
                faults.add(Rule::Head, Frame::of_point(tip), what);
            }
        }
        for node in page.boxes_meeting(head) {
            if node != drawn.from && node != drawn.to {
                let what = format!("the head of {} lies on the wall of `{}`", page.edge(edge), page.id(node));
                faults.add(Rule::Head, Frame::of_point(tip), what);
            }
        }
    }
}

/// In cells walls, corners, heads and crossings look alike for solid and dashed routes: one cell is left that does not.
fn shows_kind(page: &Page, edge: usize, faults: &mut Faults) {
    let drawn = &page.scene.edges[edge];
    if page.scene.unit != SceneUnit::Cell || !matches!(drawn.kind, EdgeKind::Async | EdgeKind::Return) {
        return;
    }
    let last = drawn.points.len() - 2;
    let shown = drawn.points.windows(2).enumerate().any(|(index, pair)| {
        let (from, to) = (pair[0], pair[1]);
        let length = (to.x - from.x).abs() + (to.y - from.y).abs();
        let first = 1 + Unit::from(index == 0 && drawn.both);
        let end = length - Unit::from(index == last);
        (first..end).any(|step| {
            let towards = |a: Unit, b: Unit| a + (b - a).signum() * step;
            let cell = Frame::of_point(Point::new(towards(from.x, to.x), towards(from.y, to.y)));
            let crossed =
                page.segment_tree.meeting(cell).iter().any(|&other| page.segments[other].edge != edge);
            !crossed && page.boxes_meeting(cell).is_empty()
        })
    });
    if !shown {
        let what = format!("{} is too short to be seen dashed", page.edge(edge));
        faults.add(Rule::Kind, Frame::of_point(drawn.points[0]), what);
    }
}

/// What a segment may do to each box it meets.
fn boxes(page: &Page, segment: &Segment, faults: &mut Faults) {
    let drawn = &page.scene.edges[segment.edge];
    let last = drawn.points.len() - 2;
    for node in page.boxes_meeting(segment.frame) {
        let mut fault = |rule: Rule, what: &str, at: Frame| {
            faults.add(rule, at, format!("{} {what} `{}`", page.edge(segment.edge), page.id(node)));
        };
        if !page.is_around(node, drawn.from) && !page.is_around(node, drawn.to) {
            let common = segment.frame.common(page.frames[node]);
            fault(Rule::ThroughBox, "runs through", common);
            continue;
        }
        let walls = page.frames[node];
        let parts = if page.scene.nodes[node].container { walls.walls().to_vec() } else { vec![walls] };
        for part in parts.into_iter().filter(|part| part.meets(segment.frame)) {
            let common = part.common(segment.frame);
            let is_end =
                (node == drawn.from && segment.index == 0 && common == Frame::of_point(drawn.points[0]))
                    || (node == drawn.to
                        && segment.index == last
                        && common == Frame::of_point(drawn.points[last + 1]));
            if is_end {
                continue;
            }
            if node == drawn.from || node == drawn.to {
                fault(Rule::ThroughBox, "comes back to its end", common);
            } else if !common.is_point() {
                fault(Rule::Wall, "runs along the wall of", common);
            } else if walls.has_corner(common.l, common.t) {
                fault(Rule::Wall, "crosses at a corner of", common);
            } else if is_end_of(segment.frame, common) {
                fault(Rule::Wall, "turns on the wall of", common);
            }
        }
    }
}

/// Each two segments that meet: of two routes they cross straight, of one route they are neighbours.
fn pairs(page: &Page, faults: &mut Faults) {
    for (one, segment) in page.segments.iter().enumerate() {
        for other in page.segment_tree.meeting(segment.frame) {
            if other <= one {
                continue;
            }
            let second = &page.segments[other];
            let common = segment.frame.common(second.frame);
            if segment.edge == second.edge {
                if second.index > segment.index + 1 || !common.is_point() {
                    faults.add(Rule::Route, common, format!("{} meets itself", page.edge(segment.edge)));
                }
                continue;
            }
            if crosses(segment.frame, second.frame) {
                continue;
            }
            let parallel = segment.frame.is_vertical() == second.frame.is_vertical();
            let (rule, verb) = if parallel { (Rule::Shared, "share a line") } else { (Rule::Touch, "touch") };
            let what = format!("{} and {} {verb}", page.edge(segment.edge), page.edge(second.edge));
            faults.add(rule, common, what);
        }
    }
}

/// Whether two segments that meet cross straight: at right angles, at an inner point of both.
fn crosses(one: Frame, other: Frame) -> bool {
    let common = one.common(other);
    one.is_vertical() != other.is_vertical()
        && common.is_point()
        && !is_end_of(one, common)
        && !is_end_of(other, common)
}

/// Whether the point is one of the two ends of the segment.
fn is_end_of(segment: Frame, point: Frame) -> bool {
    (point.l == segment.l && point.t == segment.t) || (point.l == segment.r && point.t == segment.b)
}
