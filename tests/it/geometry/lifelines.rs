//! The rules of a sequence: messages run level from lifeline to lifeline in their order, bars and notes stand on their
//! lifelines, frames nest, and no text stands on any of them.

use super::frame::Frame;
use super::{Fault, Page, Rule, dot, place};
use cutaway::geom::Unit;
use cutaway::scene::{Panel, PanelKind, RuleKind};

/// Everything but the texts, which `labels` judges.
pub fn check(page: &Page, faults: &mut Vec<Fault>) {
    for edge in 0..page.scene.edges.len() {
        level(page, edge, faults);
        ends(page, edge, faults);
    }
    order(page, faults);
    panels(page, faults);
    passing(page, faults);
}

/// Whether a scene is one of lifelines.
pub fn is_sequence(page: &Page) -> bool {
    page.scene.rules.iter().any(|rule| rule.kind == RuleKind::Lifeline)
}

fn walls(page: &Page, panel: &Panel) -> Frame {
    Frame::of_box(panel.rect, page.scene.unit)
}

/// What no text may touch besides boxes and messages, in words, with the panel it belongs to.
pub fn solids(page: &Page) -> Vec<(Frame, String, Option<usize>)> {
    let mut solids = Vec::new();
    for (index, panel) in page.scene.panels.iter().enumerate() {
        let name = format!("{:?}", panel.kind);
        let own = Some(index);
        match panel.kind {
            PanelKind::Frame(_) => {
                solids.extend(walls(page, panel).walls().map(|wall| (wall, name.clone(), own)));
            }
            _ => solids.push((walls(page, panel), name, own)),
        }
    }
    for rule in &page.scene.rules {
        let frame = Frame::of_segment(rule.from, rule.to);
        // A separator carries the conditions of its frame.
        let own = match rule.kind {
            RuleKind::Lifeline => None,
            RuleKind::Separator(_) => page.scene.panels.iter().position(|panel| {
                let walls = walls(page, panel);
                matches!(panel.kind, PanelKind::Frame(_))
                    && walls.l == frame.l
                    && walls.r == frame.r
                    && walls.t < frame.t
                    && frame.t < walls.b
            }),
        };
        solids.push((frame, format!("{:?}", rule.kind), own));
    }
    solids
}

/// One level line, or a ring on the right.
fn level(page: &Page, edge: usize, faults: &mut Vec<Fault>) {
    let drawn = &page.scene.edges[edge];
    let xy: Vec<(Unit, Unit)> = drawn.points.iter().map(|point| (point.x, point.y)).collect();
    let good = match xy[..] {
        [a, b] => a.1 == b.1 && a.0 != b.0 && drawn.from != drawn.to,
        [a, b, c, d] => {
            a.1 == b.1
                && b.0 == c.0
                && c.1 == d.1
                && a.0 == d.0
                && a.0 < b.0
                && a.1 < d.1
                && drawn.from == drawn.to
        }
        _ => false,
    };
    if !good {
        faults.push(Fault { rule: Rule::Route, what: format!("{} runs along {xy:?}", page.edge(edge)) });
    }
}

/// A message begins and ends at the lifeline of its ends, or at a bar on it.
fn ends(page: &Page, edge: usize, faults: &mut Vec<Fault>) {
    let drawn = &page.scene.edges[edge];
    for (node, end) in [(drawn.from, drawn.points.first()), (drawn.to, drawn.points.last())] {
        let Some(&end) = end else { continue };
        let at = dot(end);
        let on_line = page.scene.rules.iter().any(|rule| {
            rule.kind == RuleKind::Lifeline
                && rule.node == Some(node)
                && Frame::of_segment(rule.from, rule.to).meets(at)
        });
        let on_bar = page.scene.panels.iter().any(|panel| {
            let walls = walls(page, panel);
            panel.kind == PanelKind::Bar
                && panel.node == Some(node)
                && (walls.l == at.l || walls.r == at.l)
                && walls.t < at.t
                && at.t < walls.b
        });
        if on_line == on_bar {
            let what = format!("{} does not end at the lifeline of `{}`", page.edge(edge), page.id(node));
            faults.push(Fault { rule: Rule::End, what: format!("{what} {}", place(at)) });
        }
    }
}

/// Each message is below the one before it.
fn order(page: &Page, faults: &mut Vec<Fault>) {
    for pair in page.scene.edges.windows(2) {
        let (Some(above), Some(below)) = (pair[0].points.last(), pair[1].points.first()) else { continue };
        if above.y >= below.y {
            let what = format!("{} is not below {}", pair[1].id, pair[0].id);
            faults.push(Fault { rule: Rule::Shared, what });
        }
    }
}

/// Frames nest or are apart; notes are apart from everything but the frames around them; bars of one lifeline nest.
fn panels(page: &Page, faults: &mut Vec<Fault>) {
    let panels = &page.scene.panels;
    for (index, panel) in panels.iter().enumerate() {
        let one = walls(page, panel);
        for other in &panels[index + 1..] {
            let two = walls(page, other);
            if !one.meets(two) {
                continue;
            }
            let good = match (panel.kind, other.kind) {
                (PanelKind::Frame(_), PanelKind::Frame(_)) => one.holds_strictly(two),
                (PanelKind::Frame(_), PanelKind::Note) => one.holds_strictly(two),
                // A bar may pass through a frame, but ends on none of its walls.
                (PanelKind::Frame(_), PanelKind::Bar) => {
                    let sides = one.l < two.l && two.r < one.r;
                    sides && two.t != one.t && two.t != one.b && two.b != one.t && two.b != one.b
                }
                (PanelKind::Bar, PanelKind::Bar) => panel.node == other.node,
                (PanelKind::Bar, PanelKind::Note) => one.b == two.t || two.b == one.t,
                _ => false,
            };
            if !good {
                let what =
                    format!("{:?} {:?} and {:?} {:?} meet", panel.kind, panel.rect, other.kind, other.rect);
                faults.push(Fault { rule: Rule::Disjoint, what });
            }
        }
    }
}

/// A message crosses bars through their sides only, and no note, wall or head.
fn passing(page: &Page, faults: &mut Vec<Fault>) {
    for segment in &page.segments {
        let line = segment.frame;
        let mut fault = |what: String| {
            let what = format!("{} runs through {what} {}", page.edge(segment.edge), place(line));
            faults.push(Fault { rule: Rule::ThroughBox, what });
        };
        for node in page.boxes_meeting(line) {
            fault(format!("`{}`", page.id(node)));
        }
        for panel in &page.scene.panels {
            let walls = walls(page, panel);
            if !walls.meets(line) {
                continue;
            }
            match panel.kind {
                PanelKind::Bar if walls.t < line.t && line.b < walls.b => {}
                PanelKind::Frame(_) if walls.holds_strictly(line) => {}
                kind => fault(format!("{kind:?} {:?}", panel.rect)),
            }
        }
        for rule in page.scene.rules.iter().filter(|rule| rule.kind != RuleKind::Lifeline) {
            if Frame::of_segment(rule.from, rule.to).meets(line) {
                fault(format!("{:?}", rule.kind));
            }
        }
    }
}
