//! Fields and lines without heads: lifelines, bars, notes, and the frames around the branches of a sequence.
//!
//! A frame has its word in a tab in its corner, and the condition of each branch beside its first lifeline. The frame of a
//! failure is told by its colour, its stronger outline, and the words. Hooks: `g.frame` with the word of its kind, `g.bar`,
//! `g.note`, `g.foot`, `g.lifeline`, each with `data-id` of the box it belongs to, if any.

use super::labels::{self, Anchor};
use super::theme::{Paint, Role};
use super::xml::{Element, Path, px};
use crate::scene::{Panel, PanelKind, Rule, RuleKind, Scene, TextRole};
use crate::view::script::FrameKind;

/// The frames of a scene, outer ones first.
pub(super) fn frames<'a>(paint: &'a Paint, scene: &'a Scene) -> impl Iterator<Item = Element> + 'a {
    scene.panels.iter().filter_map(|panel| match panel.kind {
        PanelKind::Frame(kind) => Some(frame(paint, panel, kind)),
        _ => None,
    })
}

/// The lines without heads.
pub(super) fn rules<'a>(paint: &'a Paint, scene: &'a Scene) -> impl Iterator<Item = Element> + 'a {
    scene.rules.iter().map(|rule| self::rule(paint, scene, rule))
}

/// Bars, notes and feet.
pub(super) fn fields<'a>(paint: &'a Paint, scene: &'a Scene) -> impl Iterator<Item = Element> + 'a {
    scene.panels.iter().filter(|panel| !matches!(panel.kind, PanelKind::Frame(_))).map(|panel| {
        let (class, fill, edge, radius, ink) = match panel.kind {
            PanelKind::Bar => ("bar", Role::Box, Role::Line, 2.0, Role::Ink),
            PanelKind::Foot => ("foot", Role::Box, Role::Outline, 8.0, Role::Ink),
            PanelKind::Failure => ("note fails", Role::Box, Role::Error, 4.0, Role::Error),
            PanelKind::Note | PanelKind::Frame(_) => {
                ("note", Role::Boundary2, Role::EdgeDeep, 4.0, Role::Ink)
            }
        };
        let field = paint.stroke(paint.fill(rectangle(panel, radius), fill), edge, 1.25);
        let texts = panel.texts.iter().map(|line| labels::line(paint, line, Anchor::Middle, ink));
        named(Element::new("g").class(class), scene, panel.node).add(field).extend(texts)
    })
}

fn frame(paint: &Paint, panel: &Panel, kind: FrameKind) -> Element {
    let failure = kind == FrameKind::Failure;
    let (edge, width) = if failure { (Role::Error, 1.5) } else { (Role::Line, 1.0) };
    let field = if failure {
        paint.fill(rectangle(panel, 6.0), Role::Error).set("fill-opacity", "0.05")
    } else {
        rectangle(panel, 6.0).set("fill", "none")
    };
    let mut group = Element::new("g").class("frame").class(kind.word()).add(paint.stroke(field, edge, width));
    for text in &panel.texts {
        if text.role != TextRole::Badge {
            let ink = if failure { Role::Error } else { Role::Ink };
            group = group.add(labels::line(paint, text, Anchor::Start, ink));
            continue;
        }
        let (x, y, w, h) = (px(text.rect.x), px(text.rect.y), px(text.rect.w), px(text.rect.h) + 2.0);
        let tab = Path::new()
            .with('M', &[x, y + h])
            .with('V', &[y + 6.0])
            .with('a', &[6.0, 6.0, 0.0, 0.0, 1.0, 6.0, -6.0])
            .with('H', &[x + w])
            .with('v', &[h - 6.0])
            .with('l', &[-6.0, 6.0])
            .with('z', &[]);
        let (fill, ink) = if failure { (Role::Error, Role::Page) } else { (Role::Boundary3, Role::Ink) };
        let tab = paint.stroke(paint.fill(tab.element().class("tab"), fill), edge, width);
        group = group.add(tab).add(labels::line(paint, text, Anchor::Middle, ink));
    }
    group
}

fn rule(paint: &Paint, scene: &Scene, rule: &Rule) -> Element {
    let (class, role, width, dash) = match rule.kind {
        RuleKind::Lifeline => ("lifeline", Role::Muted, 1.0, "4 4"),
        RuleKind::Separator(FrameKind::Failure) => ("separator", Role::Error, 1.0, "6 4"),
        RuleKind::Separator(_) => ("separator", Role::Line, 1.0, "6 4"),
    };
    let line = Element::new("line")
        .num("x1", rule.from.x)
        .num("y1", rule.from.y)
        .num("x2", rule.to.x)
        .num("y2", rule.to.y)
        .set("stroke-dasharray", dash);
    named(Element::new("g").class(class), scene, rule.node).add(paint.stroke(line, role, width))
}

fn rectangle(panel: &Panel, radius: f64) -> Element {
    let rect = panel.rect;
    Element::new("rect")
        .num("x", rect.x)
        .num("y", rect.y)
        .num("width", rect.w)
        .num("height", rect.h)
        .num("rx", radius)
}

fn named(group: Element, scene: &Scene, node: Option<usize>) -> Element {
    match node.and_then(|index| scene.nodes.get(index)) {
        Some(node) => group.set("data-id", &node.id),
        None => group,
    }
}
