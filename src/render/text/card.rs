//! Cards: the rules, texts and samples of lines inside a box.

use super::canvas::Canvas;
use super::pen::{Stroke, Tone};
use super::shapes::tone;
use crate::geom::{Point, Rect, Side};
use crate::scene::card::Card;
use crate::view::EdgeKind;

/// Draws the rules: they join each other and the walls that they end on.
pub(super) fn draw_rules(canvas: &mut Canvas, card: &Card) {
    for rule in &card.rules {
        canvas.rule(rule.from, rule.to, Tone::Faint);
    }
}

/// Writes heads and rows.
pub(super) fn draw_texts(canvas: &mut Canvas, card: &Card) {
    for text in card.texts() {
        let marked = canvas.charset.words(&text.text).into_owned();
        canvas.write(Point::new(text.rect.x, text.rect.y), &marked, tone(text.role));
    }
    for (kind, place) in card.rows.iter().flat_map(|row| &row.marks) {
        draw_mark(canvas, *kind, *place);
    }
}

/// A stretch of line and its head.
fn draw_mark(canvas: &mut Canvas, kind: EdgeKind, place: Rect) {
    let tone = Tone::of(kind);
    let head = Point::new(place.right() - 1, place.y);
    for x in place.x..head.x {
        canvas.arm(Point::new(x, place.y), Side::Left, Stroke::of(kind), tone);
        canvas.arm(Point::new(x, place.y), Side::Right, Stroke::of(kind), tone);
    }
    canvas.put(head, canvas.charset.head(Side::Right), tone);
}
