//! The legend: a sample and its word for each line style and kind that occurs.

use super::edges;
use super::labels::{self, Anchor};
use super::marks;
use super::nodes::accent;
use super::theme::{Paint, Role};
use super::xml::{Element, px};
use crate::geom::Rect;
use crate::scene::shape::has_mark;
use crate::scene::{LegendItem, LegendSample, Node, Scene};
use crate::view::{Kind, Shape};

/// The legend of a scene; none when it has no entries.
pub(super) fn legend(paint: &Paint, scene: &Scene) -> Option<Element> {
    if scene.legend.is_empty() {
        return None;
    }
    let entries = scene.legend.iter().map(|item| entry(paint, scene, item));
    Some(Element::new("g").class("legend").extend(entries))
}

/// One entry.
fn entry(paint: &Paint, scene: &Scene, item: &LegendItem) -> Element {
    let sample = match item.sample {
        LegendSample::Line(kind) => edges::sample(paint, kind, item.rect),
        LegendSample::Kind(kind) => vec![kind_sample(paint, scene, kind, item.rect)],
        LegendSample::Failure => {
            let frame = small_box(paint, item.rect, 12.0, 4.0, Role::Error, Role::Error);
            vec![frame.set("fill-opacity", "0.05")]
        }
        LegendSample::Outcome => vec![small_box(paint, item.rect, 12.0, 6.0, Role::Box, Role::Error)],
    };
    let words = labels::line(paint, &item.text, Anchor::Start, Role::Muted);
    Element::new("g").extend(sample).add(words)
}

/// A kind as its mark; where the outline tells it, as a small box of that outline.
fn kind_sample(paint: &Paint, scene: &Scene, kind: Kind, rect: Rect) -> Element {
    // An outcome is a box of no kind: its colour is that of failures.
    let is_one = |node: &&Node| node.base == kind && !node.is_outcome();
    let colour = scene.nodes.iter().find(is_one).map_or(Role::Muted, |node| accent(node.accent));
    if has_mark(kind, Shape::Box, true) {
        return marks::mark(paint, kind, rect, colour);
    }
    let (tall, radius) = if kind == Kind::Library { (8.0, 2.0) } else { (12.0, 3.0) };
    let fill = if kind.is_boundary() { Role::Boundary2 } else { Role::Box };
    let field = small_box(paint, rect, tall, radius, fill, colour);
    if kind == Kind::External { field.set("stroke-dasharray", "4 3") } else { field }
}

/// A box as wide as the sample and so tall.
fn small_box(paint: &Paint, rect: Rect, tall: f64, radius: f64, fill: Role, colour: Role) -> Element {
    let field = Element::new("rect")
        .num("x", px(rect.x) + 1.0)
        .num("y", px(rect.y) + (px(rect.h) - tall) / 2.0)
        .num("width", px(rect.w) - 2.0)
        .num("height", tall)
        .num("rx", radius);
    paint.stroke(paint.fill(field, fill), colour, 1.25)
}
