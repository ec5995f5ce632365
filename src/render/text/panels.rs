//! Fields and lines without heads: the lifelines of a sequence, the bars and notes on them, the frames around branches.
//!
//! A frame is light, that of a failure double, as the error paths in it are. Lifelines and bars are light too: where a message
//! leaves one it adds its arm, and where a lifeline comes to a bar or note it ends in a tee of its wall.

use super::canvas::Canvas;
use super::pen::{Stroke, Tone};
use super::shapes::{draw_frame, tone};
use crate::geom::{Point, Side};
use crate::scene::{Panel, PanelKind, Rule, RuleKind, Scene};
use crate::view::script::FrameKind;

/// Draws all of them, before any line with a head.
pub(super) fn draw_panels(canvas: &mut Canvas, scene: &Scene) {
    for panel in &scene.panels {
        let (stroke, tone) = pen(panel.kind);
        draw_frame(canvas, panel.rect, stroke, tone);
    }
    for rule in &scene.rules {
        draw_rule(canvas, rule);
    }
}

/// Writes what stands in them and on their walls.
pub(super) fn draw_texts(canvas: &mut Canvas, scene: &Scene) {
    for panel in &scene.panels {
        write(canvas, panel);
    }
}

fn write(canvas: &mut Canvas, panel: &Panel) {
    let is_failure = matches!(panel.kind, PanelKind::Frame(FrameKind::Failure) | PanelKind::Failure);
    for text in &panel.texts {
        let y = text.rect.y;
        canvas.clear_run(Point::new(text.rect.x - 1, y));
        canvas.clear_run(Point::new(text.rect.right(), y));
        let tone = if is_failure { Tone::Error } else { tone(text.role) };
        let marked = canvas.charset.marks(&text.text);
        canvas.write(Point::new(text.rect.x, y), &marked, tone);
    }
}

const fn pen(kind: PanelKind) -> (Stroke, Tone) {
    match kind {
        PanelKind::Frame(FrameKind::Failure) | PanelKind::Failure => (Stroke::Double, Tone::Error),
        PanelKind::Frame(_) => (Stroke::Light, Tone::Faint),
        PanelKind::Bar | PanelKind::Note | PanelKind::Foot => (Stroke::Light, Tone::Plain),
    }
}

fn draw_rule(canvas: &mut Canvas, rule: &Rule) {
    let (side, (stroke, tone)) = match rule.kind {
        RuleKind::Lifeline => (Side::Bottom, (Stroke::Light, Tone::Faint)),
        RuleKind::Separator(kind) => (Side::Right, pen(PanelKind::Frame(kind))),
    };
    match side {
        Side::Bottom => {
            for y in rule.from.y..rule.to.y {
                canvas.link(Point::new(rule.from.x, y), side, stroke, tone);
            }
        }
        _ => {
            for x in rule.from.x..rule.to.x {
                canvas.link(Point::new(x, rule.from.y), side, stroke, tone);
            }
        }
    }
}
