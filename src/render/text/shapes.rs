//! Boxes and boundaries: their walls, and the texts in them.

use super::canvas::Canvas;
use super::card;
use super::pen::{Stroke, Tone};
use crate::geom::{Point, Rect, Side};
use crate::scene::{Node, Scene, Text, TextRole};

/// Draws all walls, before any line: a line that leaves or crosses a wall adds its arm to it.
pub(super) fn draw_walls(canvas: &mut Canvas, scene: &Scene) {
    for node in &scene.nodes {
        let tone = if node.container { Tone::Faint } else { Tone::Plain };
        draw_frame(canvas, node.rect, Stroke::Light, tone);
        if let Some(card) = &node.card {
            card::draw_rules(canvas, card);
        }
    }
}

/// Writes what stands in boxes and in the walls of boundaries.
pub(super) fn draw_texts(canvas: &mut Canvas, scene: &Scene) {
    for node in &scene.nodes {
        for text in node.texts.iter().chain(&node.badge) {
            if is_in_wall(node, text) {
                let y = text.rect.y;
                canvas.clear_run(Point::new(text.rect.x - 1, y));
                canvas.clear_run(Point::new(text.rect.right(), y));
            }
            canvas.write(Point::new(text.rect.x, text.rect.y), &text.text, tone(text.role));
        }
        if let Some(card) = &node.card {
            card::draw_texts(canvas, card);
        }
    }
}

/// How a text of a box, or of the frame around the drawing, stands out.
pub(super) const fn tone(role: TextRole) -> Tone {
    match role {
        TextRole::Heading
        | TextRole::Title
        | TextRole::Label
        | TextRole::Section
        | TextRole::Head
        | TextRole::Term => Tone::Strong,
        TextRole::Detail => Tone::Faint,
        TextRole::Failure => Tone::Error,
        TextRole::Flow
        | TextRole::Step
        | TextRole::Legend
        | TextRole::Badge
        | TextRole::Cell
        | TextRole::Code => Tone::Plain,
    }
}

fn is_in_wall(node: &Node, text: &Text) -> bool {
    text.rect.y == node.rect.y || text.rect.y == node.rect.bottom() - 1
}

/// Draws the walls of a rectangle.
pub(super) fn draw_frame(canvas: &mut Canvas, rect: Rect, stroke: Stroke, tone: Tone) {
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right() - 1, rect.bottom() - 1);
    for x in left..right {
        canvas.link(Point::new(x, top), Side::Right, stroke, tone);
        canvas.link(Point::new(x, bottom), Side::Right, stroke, tone);
    }
    for y in top..bottom {
        canvas.link(Point::new(left, y), Side::Bottom, stroke, tone);
        canvas.link(Point::new(right, y), Side::Bottom, stroke, tone);
    }
}
