//! The rules of a sequence: messages run level from lifeline to lifeline in their order, bars and notes stand on their
//! lifelines, frames nest, and no text stands on any of them.

use super::frame::Frame;
use super::tree::Tree;
use super::{Faults, Page, Rule, Segment};
use crate::geom::Unit;
use crate::scene::{Panel, PanelKind, RuleKind};

/// Everything but the texts, which `labels` judges.
pub fn check(page: &Page, faults: &mut Faults) {
    let panels = Tree::new(page.scene.panels.iter().map(|panel| walls(page, panel)));
    let rules = Tree::new(page.scene.rules.iter().map(|rule| Frame::of_segment(rule.from, rule.to)));
    for edge in 0..page.scene.edges.len() {
        level(page, edge, faults);
        ends(page, edge, &panels, &rules, faults);
    }
    order(page, faults);
    apart(page, &panels, faults);
    for segment in &page.segments {
        passing(page, segment, &panels, &rules, faults);
    }
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
    let panels = Tree::new(page.scene.panels.iter().map(|panel| walls(page, panel)));
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
            RuleKind::Separator(_) => panels.meeting(frame).into_iter().find(|&panel| {
                let panel = &page.scene.panels[panel];
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
fn level(page: &Page, edge: usize, faults: &mut Faults) {
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
        let start = Frame::of_point(drawn.points[0]);
        faults.add(Rule::Route, start, format!("{} runs along {xy:?}", page.edge(edge)));
    }
}

/// A message begins and ends at the lifeline of its ends, or at a bar on it.
fn ends(page: &Page, edge: usize, panels: &Tree, rules: &Tree, faults: &mut Faults) {
    let drawn = &page.scene.edges[edge];
    for (node, end) in [(drawn.from, drawn.points.first()), (drawn.to, drawn.points.last())] {
        let Some(&end) = end else { continue };
        let at = Frame::of_point(end);
        let on_line = rules.meeting(at).into_iter().any(|rule| {
            let rule = &page.scene.rules[rule];
            rule.kind == RuleKind::Lifeline && rule.node == Some(node)
        });
        let on_bar = panels.meeting(at).into_iter().any(|panel| {
            let panel = &page.scene.panels[panel];
            let walls = walls(page, panel);
            panel.kind == PanelKind::Bar
                && panel.node == Some(node)
                && (walls.l == at.l || walls.r == at.l)
                && walls.t < at.t
                && at.t < walls.b
        });
        if on_line == on_bar {
            let what = format!("{} does not end at the lifeline of `{}`", page.edge(edge), page.id(node));
            faults.add(Rule::End, at, what);
        }
    }
}

/// Each message is below the one before it.
fn order(page: &Page, faults: &mut Faults) {
    for pair in page.scene.edges.windows(2) {
        let (Some(above), Some(below)) = (pair[0].points.last(), pair[1].points.first()) else { continue };
        if above.y >= below.y {
            let what = format!("{} is not below {}", pair[1].id, pair[0].id);
            faults.add(Rule::Shared, Frame::of_point(*below), what);
        }
    }
}

/// Frames nest or are apart; notes are apart from everything but the frames around them; bars of one lifeline nest.
fn apart(page: &Page, panels: &Tree, faults: &mut Faults) {
    for (index, panel) in page.scene.panels.iter().enumerate() {
        let one = walls(page, panel);
        for other in panels.meeting(one).into_iter().filter(|&other| other > index) {
            let other = &page.scene.panels[other];
            let two = walls(page, other);
            let good = match (panel.kind, other.kind) {
                (PanelKind::Frame(_), PanelKind::Frame(_)) => one.holds_strictly(two),
                (PanelKind::Frame(_), PanelKind::Note | PanelKind::Failure) => one.holds_strictly(two),
                // A bar may pass through a frame, but ends on none of its walls.
                (PanelKind::Frame(_), PanelKind::Bar) => {
                    let sides = one.l < two.l && two.r < one.r;
                    sides && two.t != one.t && two.t != one.b && two.b != one.t && two.b != one.b
                }
                (PanelKind::Bar, PanelKind::Bar) => panel.node == other.node,
                (PanelKind::Bar, PanelKind::Note | PanelKind::Failure) => one.b == two.t || two.b == one.t,
                _ => false,
            };
            if !good {
                let what =
                    format!("{:?} {:?} and {:?} {:?} meet", panel.kind, panel.rect, other.kind, other.rect);
                faults.add(Rule::Disjoint, one.common(two), what);
            }
        }
    }
}

/// A message crosses bars through their sides only, and no note, wall or head.
fn passing(page: &Page, segment: &Segment, panels: &Tree, rules: &Tree, faults: &mut Faults) {
    let line = segment.frame;
    let mut fault = |what: String| {
        faults.add(Rule::ThroughBox, line, format!("{} runs through {what}", page.edge(segment.edge)));
    };
    for node in page.boxes_meeting(line) {
        fault(format!("`{}`", page.id(node)));
    }
    for panel in panels.meeting(line) {
        let panel = &page.scene.panels[panel];
        let walls = walls(page, panel);
        match panel.kind {
            PanelKind::Bar if walls.t < line.t && line.b < walls.b => {}
            PanelKind::Frame(_) if walls.holds_strictly(line) => {}
            kind => fault(format!("{kind:?} {:?}", panel.rect)),
        }
    }
    for rule in rules.meeting(line) {
        let rule = &page.scene.rules[rule];
        if rule.kind != RuleKind::Lifeline {
            fault(format!("{:?}", rule.kind));
        }
    }
}
