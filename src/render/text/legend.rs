//! What stands around the drawing: its title, the notes for labels that found no room, and the legend.

use super::canvas::Canvas;
use super::pen::{Stroke, Tone};
use super::shapes::tone;
use crate::geom::{Point, Side};
use crate::scene::cells::kind_tag;
use crate::scene::{LegendItem, LegendSample, Scene, Text};
use crate::view::EdgeKind;

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
        LegendSample::Line(kind) => draw_line(canvas, item, kind),
        // Its walls are the lines of failures.
        LegendSample::Failure => draw_line(canvas, item, EdgeKind::Error),
        LegendSample::Kind(kind) => {
            canvas.write(Point::new(item.rect.x, row), kind_tag(kind).unwrap_or_default(), Tone::Plain);
            Tone::Plain
        }
        LegendSample::Outcome => Tone::Plain,
    };
    write_marked(canvas, &item.text, tone);
}

fn draw_line(canvas: &mut Canvas, item: &LegendItem, kind: EdgeKind) -> Tone {
    let tone = Tone::of(kind);
    for x in item.rect.x..item.rect.right() {
        for side in [Side::Left, Side::Right] {
            canvas.arm(Point::new(x, item.rect.y), side, Stroke::of(kind), tone);
        }
    }
    tone
}

fn write_marked(canvas: &mut Canvas, text: &Text, tone: Tone) {
    let marked = canvas.charset.marks(&text.text);
    canvas.write(Point::new(text.rect.x, text.rect.y), &marked, tone);
}
