//! Lines: path, heads, the cross of a failure, label and step.
//!
//! Comes in: an edge, its hops, and the boxes it joins. Goes out: one group. A line ends exactly on the border of its
//! box, also where that is curved. What it is can be read without colour:
//!
//! ```text
//!     sync    ────────▶   solid, filled head            error   ⊗━━━━━━━▶   thicker, a cross at its start
//!     async   ─ ─ ─ ─ ›   dashed, open head             return  ········›   thin, dotted, open head
//! ```

use super::crossings::Place;
use super::labels::{self, Anchor};
use super::theme::{Paint, Role};
use super::trace::{Spot, Trace, along, toward, trace};
use super::xml::{Element, Path, number, px};
use crate::geom::{Point, Rect};
use crate::scene::shape::{inset, side};
use crate::scene::{Edge, Node, Text};
use crate::view::EdgeKind;

/// Length of a head.
const HEAD: f64 = 8.0;
/// Half its width.
const HEAD_HALF: f64 = 4.2;
/// From the border to the middle of a failure's cross.
const CROSS: f64 = 9.0;

/// How a kind of line is drawn.
#[derive(Clone, Copy, Debug)]
struct Pen {
    colour: Role,
    width: f64,
    /// Dash and gap.
    dash: Option<(f64, f64)>,
    filled: bool,
}

/// The pen of each kind.
const fn pen(kind: EdgeKind) -> Pen {
    match kind {
        EdgeKind::Sync => Pen { colour: Role::Line, width: 1.5, dash: None, filled: true },
        EdgeKind::Async => Pen { colour: Role::Line, width: 1.5, dash: Some((6.0, 4.0)), filled: false },
        EdgeKind::Error => Pen { colour: Role::Error, width: 1.75, dash: None, filled: true },
        EdgeKind::Return => Pen { colour: Role::Line, width: 1.25, dash: Some((1.5, 3.0)), filled: false },
    }
}

/// What lines join.
#[derive(Clone, Copy, Debug)]
pub(super) struct Boxes<'a> {
    /// The boxes of the scene.
    pub(super) nodes: &'a [Node],
    /// For each, whether it is a person on a card.
    pub(super) cards: &'a [bool],
    /// Whether lines run between lifelines; their labels then stand clear of every line, and need no ground.
    pub(super) on_lifelines: bool,
}

/// An edge between two boxes.
pub(super) fn edge(paint: &Paint, edge: &Edge, boxes: &Boxes<'_>, places: &[Place]) -> Element {
    let nodes = boxes.nodes;
    let mut group = Element::new("g").class("edge").class(edge.kind.word());
    for tag in &edge.tags {
        group = group.class(&format!("tag-{tag}"));
    }
    group = group.set("data-id", &edge.id);
    for (name, index) in [("data-from", edge.from), ("data-to", edge.to)] {
        if let Some(node) = nodes.get(index) {
            group = group.set(name, &node.id);
        }
    }
    // A pointer that rests on the line is told what is done when the flow fails.
    group =
        group.extend((!edge.plans.is_empty()).then(|| Element::new("title").text(&edge.plans.join("\n"))));
    let spots = on_borders(edge, boxes);
    group = group.extend(line(paint, edge.kind, edge.both, &spots, places));
    if !edge.labels.is_empty() {
        group = group.extend(label(paint, edge, nodes).skip(usize::from(boxes.on_lifelines)));
    }
    // After the label, whose ground must not cover it where the two are close.
    group = group.extend(failure(paint, edge.kind, &spots));
    match &edge.step {
        Some(step) => group.extend(disc(paint, step, pen(edge.kind).colour)),
        None => group,
    }
}

/// A short stretch of line in the middle of `rect`, for the legend.
pub(super) fn sample(paint: &Paint, kind: EdgeKind, rect: Rect) -> Vec<Element> {
    let y = px(rect.y) + px(rect.h) / 2.0;
    let spots = [(px(rect.x), y), (px(rect.right()), y)];
    let mut parts = line(paint, kind, false, &spots, &[]);
    parts.extend(failure(paint, kind, &spots));
    parts
}

/// The colour of the ground under a label: of the innermost boundary around its middle, or of the page.
pub(super) fn ground(nodes: &[Node], rect: Rect) -> Role {
    let (x, y) = (rect.x + rect.w / 2, rect.y + rect.h / 2);
    // Containers stand before what they hold, so the last one that fits is the innermost.
    let around = nodes.iter().rev().find(|node| {
        node.container
            && node.rect.x < x
            && x < node.rect.right()
            && node.rect.y < y
            && y < node.rect.bottom()
    });
    around.map_or(Role::Page, |node| Role::boundary(node.depth))
}

/// The points of an edge, its ends moved from the rectangles of its boxes to their borders.
fn on_borders(edge: &Edge, boxes: &Boxes<'_>) -> Vec<Spot> {
    let mut spots: Vec<Spot> = edge.points.iter().map(|point| (px(point.x), px(point.y))).collect();
    let last = spots.len().saturating_sub(1);
    if last == 0 {
        return spots;
    }
    spots[0] = toward(spots[0], spots[1], -depth(boxes, edge.from, edge.points[0]));
    spots[last] = toward(spots[last], spots[last - 1], -depth(boxes, edge.to, edge.points[last]));
    spots
}

/// How far behind a point of its rectangle the border of a box is.
fn depth(boxes: &Boxes<'_>, index: usize, point: Point) -> f64 {
    let Some(node) = boxes.nodes.get(index) else { return 0.0 };
    if node.container || boxes.cards.get(index) == Some(&true) {
        return 0.0;
    }
    side(node.rect, point).map_or(0.0, |side| inset(node.shape, node.rect, side, point))
}

/// A line with its heads.
fn line(paint: &Paint, kind: EdgeKind, both: bool, spots: &[Spot], places: &[Place]) -> Vec<Element> {
    let [first, second, ..] = spots else { return Vec::new() };
    let (before, last) = (spots[spots.len() - 2], spots[spots.len() - 1]);
    let pen = pen(kind);
    // A filled head covers the end of the line, which would blunt its tip.
    let covered = if pen.filled { HEAD - 1.0 } else { 0.0 };
    let start = if both { (covered, HEAD) } else { (0.0, 0.0) };
    let Trace { path, length } = trace(spots, (start.0, covered), (start.1, HEAD), places);
    let mut stroke = paint.stroke(path.element().class("line").set("fill", "none"), pen.colour, pen.width);
    if let Some((dash, gap)) = pen.dash.and_then(|pattern| fitted(pattern, length)) {
        stroke = stroke.set("stroke-dasharray", &format!("{} {}", number(dash), number(gap)));
    }
    let mut parts = vec![stroke, head(paint, pen, before, last)];
    if both {
        parts.push(head(paint, pen, *second, *first));
    }
    parts
}

/// A dash pattern whose gap is stretched or narrowed a little, so that a line of that length begins and ends with a whole
/// dash; none when it is too short for two.
fn fitted((dash, gap): (f64, f64), length: f64) -> Option<(f64, f64)> {
    let dashes = ((length + gap) / (dash + gap)).round();
    (dashes >= 2.0).then(|| (dash, (length - dashes * dash) / (dashes - 1.0)))
}

/// A head with its tip at `to`, coming from `from`.
fn head(paint: &Paint, pen: Pen, from: Spot, to: Spot) -> Element {
    let back = toward(to, from, HEAD);
    let (dx, dy) = ((to.0 - back.0) / HEAD, (to.1 - back.1) / HEAD);
    let wing = |side: f64| (back.0 - dy * HEAD_HALF * side, back.1 + dx * HEAD_HALF * side);
    let (left, right) = (wing(-1.0), wing(1.0));
    let path = Path::new().with('M', &[left.0, left.1]).with('L', &[to.0, to.1, right.0, right.1]);
    if pen.filled {
        paint.fill(path.with('z', &[]).element().class("head"), pen.colour)
    } else {
        let open = path.element().class("head").set("fill", "none");
        paint.stroke(open, pen.colour, 1.5).set("stroke-linecap", "round").set("stroke-linejoin", "round")
    }
}

/// The cross at the start of a failure, on a disc.
fn failure(paint: &Paint, kind: EdgeKind, spots: &[Spot]) -> Vec<Element> {
    let Some((x, y)) = along(spots, CROSS).filter(|_| kind == EdgeKind::Error) else { return Vec::new() };
    let disc = Element::new("circle").num("cx", x).num("cy", y).num("r", 6);
    let disc = paint.stroke(paint.fill(disc, Role::Page), Role::Error, 1.5);
    let arm = 2.4;
    let strokes = Path::new()
        .with('M', &[x - arm, y - arm])
        .with('l', &[2.0 * arm, 2.0 * arm])
        .with('m', &[0.0, -2.0 * arm])
        .with('l', &[-2.0 * arm, 2.0 * arm]);
    let strokes = strokes.element().class("cross").set("fill", "none").set("stroke-linecap", "round");
    vec![disc, paint.stroke(strokes, Role::Error, 1.5)]
}

/// The ground of a label, then its lines.
fn label(paint: &Paint, edge: &Edge, nodes: &[Node]) -> std::vec::IntoIter<Element> {
    let around = edge.labels.iter().map(|line| line.rect).reduce(union).unwrap_or_default();
    let field = Element::new("rect")
        .class("ground")
        .num("x", around.x)
        .num("y", around.y)
        .num("width", around.w)
        .num("height", around.h)
        .num("rx", 3);
    let mut parts = vec![paint.fill(field, ground(nodes, around))];
    let colour = if edge.kind == EdgeKind::Error { Role::Error } else { Role::Muted };
    parts.extend(edge.labels.iter().map(|line| labels::line(paint, line, Anchor::Middle, colour)));
    parts.into_iter()
}

/// A step number on its disc.
fn disc(paint: &Paint, step: &Text, colour: Role) -> [Element; 2] {
    let rect = step.rect;
    let pill = Element::new("rect")
        .num("x", rect.x)
        .num("y", rect.y)
        .num("width", rect.w)
        .num("height", rect.h)
        .num("rx", px(rect.h) / 2.0);
    [paint.fill(pill.class("disc"), colour), labels::line(paint, step, Anchor::Middle, Role::Page)]
}

/// The least rectangle around two.
fn union(a: Rect, b: Rect) -> Rect {
    let (x, y) = (a.x.min(b.x), a.y.min(b.y));
    Rect::new(x, y, a.right().max(b.right()) - x, a.bottom().max(b.bottom()) - y)
}

#[cfg(test)]
mod tests {
    use super::fitted;

    #[test]
    fn dashes_fill_a_line_from_end_to_end() {
        assert_eq!(fitted((6.0, 4.0), 46.0), Some((6.0, 4.0)));
        let (dash, gap) = fitted((6.0, 4.0), 50.0).expect("room");
        assert_eq!(5.0 * dash + 4.0 * gap, 50.0);
        assert_eq!(fitted((6.0, 4.0), 7.0), None);
    }
}
