//! What stands around the drawing: its title, the notes for labels that found no room, and the legend.

use super::canvas::Canvas;
use super::pen::{Stroke, Tone};
use super::shapes::tone;
use crate::geom::{Point, Side};
use crate::scene::cells::kind_tag;
use crate::scene::{LegendItem, LegendSample, Scene, Text};

/// Writes title, notes and legend.
pub(super) fn draw(canvas: &mut Canvas, scene: &Scene) {
    for text in &scene.heading {
        canvas.write(Point::new(text.rect.x, text.rect.y), &text.text, tone(text.role));
    }
    for note in &scene.notes {
        write_marked(canvas, note, Tone::Plain);
    }
    for item in &scene.legend {
        draw_item(canvas, item);
    }
}

fn draw_item(canvas: &mut Canvas, item: &LegendItem) {
    let row = item.rect.y;
    let tone = match item.sample {
        LegendSample::Line(kind) => {
            let tone = Tone::of(kind);
            for x in item.rect.x..item.rect.right() {
                canvas.arm(Point::new(x, row), Side::Left, Stroke::of(kind), tone);
                canvas.arm(Point::new(x, row), Side::Right, Stroke::of(kind), tone);
            }
            tone
        }
        LegendSample::Kind(kind) => {
            canvas.write(Point::new(item.rect.x, row), kind_tag(kind).unwrap_or_default(), Tone::Plain);
            Tone::Plain
        }
        LegendSample::Outcome => Tone::Plain,
    };
    write_marked(canvas, &item.text, tone);
}

fn write_marked(canvas: &mut Canvas, text: &Text, tone: Tone) {
    let marked = canvas.charset.marks(&text.text);
    canvas.write(Point::new(text.rect.x, text.rect.y), &marked, tone);
}
