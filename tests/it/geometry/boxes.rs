//! The rules about boxes: sound indices, strict nesting, disjoint siblings, texts inside.

use super::frame::Frame;
use super::{Fault, Page, Rule};
use cutaway::scene::{Node, Scene, SceneUnit, Text, TextRole};
use std::collections::{BTreeMap, BTreeSet};

/// Whether every index leads somewhere, so that the other rules may be asked.
pub fn sound(scene: &Scene, faults: &mut Vec<Fault>) -> bool {
    let before = faults.len();
    let mut fault = |what: String| faults.push(Fault { rule: Rule::Shape, what });
    let mut ids = BTreeSet::new();
    for (index, node) in scene.nodes.iter().enumerate() {
        if !ids.insert(&node.id) {
            fault(format!("two boxes have the id `{}`", node.id));
        }
        match node.parent {
            Some(parent) if parent >= index => fault(format!("`{}` stands before its parent", node.id)),
            Some(parent) if !scene.nodes[parent].container => {
                fault(format!("`{}` lies in `{}`, which is no boundary", node.id, scene.nodes[parent].id));
            }
            _ => {}
        }
        if node.rect.w <= 0 || node.rect.h <= 0 {
            fault(format!("`{}` has no extent: {:?}", node.id, node.rect));
        }
    }
    let mut ids = BTreeSet::new();
    for edge in &scene.edges {
        if !ids.insert(&edge.id) {
            fault(format!("two edges have the id `{}`", edge.id));
        }
        if edge.from >= scene.nodes.len() || edge.to >= scene.nodes.len() {
            fault(format!("`{}` ends at no box", edge.id));
        }
        if edge.points.len() < 2 {
            fault(format!("`{}` has {} points", edge.id, edge.points.len()));
        }
    }
    faults.len() == before
}

/// Nesting, disjointness and the texts of each box.
pub fn check(page: &Page, faults: &mut Vec<Fault>) {
    nesting(page, faults);
    disjoint(page, faults);
    for (index, node) in page.scene.nodes.iter().enumerate() {
        texts(page, index, node, faults);
    }
}

fn nesting(page: &Page, faults: &mut Vec<Fault>) {
    for (index, node) in page.scene.nodes.iter().enumerate() {
        let depth = node.parent.map_or(0, |parent| page.scene.nodes[parent].depth + 1);
        if node.depth != depth {
            faults.push(Fault {
                rule: Rule::Shape,
                what: format!("`{}` says depth {}, it is {depth}", node.id, node.depth),
            });
        }
        if let Some(parent) = node.parent
            && !page.frames[parent].holds_strictly(page.frames[index])
        {
            faults.push(Fault {
                rule: Rule::Nesting,
                what: format!(
                    "`{}` {:?} is not strictly inside `{}` {:?}",
                    node.id,
                    node.rect,
                    page.id(parent),
                    page.scene.nodes[parent].rect
                ),
            });
        }
    }
}

fn disjoint(page: &Page, faults: &mut Vec<Fault>) {
    let mut families: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (index, node) in page.scene.nodes.iter().enumerate() {
        families.entry(node.parent).or_default().push(index);
    }
    for family in families.values_mut() {
        family.sort_by_key(|&index| page.frames[index].l);
        for (at, &one) in family.iter().enumerate() {
            let frame = page.frames[one];
            for &other in family[at + 1..].iter().take_while(|&&other| page.frames[other].l <= frame.r) {
                if frame.meets(page.frames[other]) {
                    faults.push(Fault {
                        rule: Rule::Disjoint,
                        what: format!("`{}` and `{}` overlap or touch", page.id(one), page.id(other)),
                    });
                }
            }
        }
    }
}

fn texts(page: &Page, index: usize, node: &Node, faults: &mut Vec<Fault>) {
    let unit = page.scene.unit;
    let walls = page.frames[index];
    let mut fault = |what: String| faults.push(Fault { rule: Rule::BoxText, what });
    for text in &node.texts {
        let frame = Frame::of_text(text.rect, unit);
        // In cells a boundary's title stands in its top wall.
        let room = if text.role == TextRole::Title && unit == SceneUnit::Cell {
            Frame { t: walls.t - 1, ..walls }
        } else {
            walls
        };
        if !room.holds_strictly(frame) {
            fault(format!("the text `{}` {:?} leaves its box `{}`", text.text, text.rect, node.id));
        }
    }
    if let Some(mark) = node.mark {
        let frame = Frame::of_text(mark, unit);
        if !walls.holds_strictly(frame) {
            fault(format!("the mark {mark:?} leaves its box `{}`", node.id));
        }
        for text in node.texts.iter().chain(&node.badge) {
            if frame.meets(Frame::of_text(text.rect, unit)) {
                fault(format!("the mark of `{}` covers its text `{}`", node.id, text.text));
            }
        }
    }
    if let Some(badge) = &node.badge {
        let frame = Frame::of_text(badge.rect, unit);
        if !walls.grown(1).holds_strictly(frame) {
            fault(format!("the badge {:?} leaves its box `{}`", badge.rect, node.id));
        }
    }
    let shown = squeezed(&node.texts);
    let label = squeeze(&node.label);
    // A page is named by its heading.
    if node.card.is_none() && !shown.contains(&label) {
        fault(format!("`{}` shows `{shown}`, not its label `{label}`", node.id));
    }
}

/// The texts joined, without white space: what wrapping cannot change.
pub fn squeezed(texts: &[Text]) -> String {
    texts.iter().map(|text| squeeze(&text.text)).collect()
}

/// Without white space, as it is drawn.
pub fn squeeze(text: &str) -> String {
    cutaway::view::clean::line(text).chars().filter(|c| !c.is_whitespace()).collect()
}
