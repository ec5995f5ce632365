//! Flows: lines with their tees and heads, their labels and step numbers.
//!
//! The first and the last point of a flow lie on walls. Where a line leaves, it adds an arm to the wall, which makes a
//! tee; where it arrives, the wall stays whole and a head stands in the cell before it.

use super::canvas::{Canvas, neighbour, opposite};
use super::pen::{Stroke, Tone};
use crate::geom::{Point, Side};
use crate::scene::{Edge, Scene, Text};

/// Draws the lines of all flows and their heads.
pub(super) fn draw_lines(canvas: &mut Canvas, scene: &Scene) {
    for edge in &scene.edges {
        draw_line(canvas, edge);
    }
}

/// Writes labels and step numbers beside the lines, or in gaps of them.
pub(super) fn draw_labels(canvas: &mut Canvas, scene: &Scene) {
    for edge in &scene.edges {
        for text in edge.labels.iter().chain(&edge.step) {
            draw_label(canvas, edge, text);
        }
    }
}

fn draw_line(canvas: &mut Canvas, edge: &Edge) {
    let (stroke, tone) = (Stroke::of(edge.kind), Tone::of(edge.kind));
    let steps = steps(&edge.points);
    let (Some(&(start, first)), Some(&(before, last))) = (steps.first(), steps.last()) else { return };
    let end = neighbour(before, last);
    for &(at, side) in &steps {
        if at != start || !edge.both {
            canvas.arm(at, side, stroke, tone);
        }
        let next = neighbour(at, side);
        if next != end {
            canvas.arm(next, opposite(side), stroke, tone);
        }
    }
    // Between walls that touch there is no room for a head: it is drawn in the wall rather than lost.
    let is_short = steps.len() < 2;
    canvas.put(if is_short { end } else { before }, canvas.charset.head(last), tone);
    if edge.both {
        let at = if steps.len() < 3 { start } else { neighbour(start, first) };
        canvas.put(at, canvas.charset.head(opposite(first)), tone);
    }
}

fn draw_label(canvas: &mut Canvas, edge: &Edge, text: &Text) {
    let (from, to, y) = (text.rect.x - 1, text.rect.right(), text.rect.y);
    if edge.points.windows(2).any(|ends| runs_through(ends, from, to, y)) {
        canvas.clear_run(Point::new(from, y));
        canvas.clear_run(Point::new(to, y));
    }
    let marked = canvas.charset.marks(&text.text);
    canvas.write(Point::new(text.rect.x, y), &marked, Tone::of(edge.kind));
}

/// Whether a horizontal segment passes the columns `from..=to` of row `y`.
fn runs_through(ends: &[Point], from: i32, to: i32, y: i32) -> bool {
    let [a, b] = ends else { return false };
    a.y == y && b.y == y && a.x.min(b.x) <= to && from <= a.x.max(b.x)
}

/// The walk along a path, cell by cell: each cell but the last, and the side on which it is left.
fn steps(points: &[Point]) -> Vec<(Point, Side)> {
    let mut steps = Vec::new();
    for ends in points.windows(2) {
        let (mut at, to) = (ends[0], ends[1]);
        while at != to {
            let side = match (to.x - at.x, to.y - at.y) {
                (1.., _) => Side::Right,
                (..=-1, _) => Side::Left,
                (0, 1..) => Side::Bottom,
                (0, _) => Side::Top,
            };
            steps.push((at, side));
            at = neighbour(at, side);
        }
    }
    steps
}
