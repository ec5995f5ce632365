//! The rules about boxes: sound indices, strict nesting, disjoint siblings, texts inside.

use super::frame::Frame;
use super::tree::Tree;
use super::{Faults, Page, Rule};
use crate::geom::Point;
use crate::scene::{Node, Scene, SceneUnit, Text, TextRole};
use crate::view::clean;
use std::collections::{BTreeMap, BTreeSet};

/// Every index leads somewhere, so that the other rules may be asked.
pub fn sound(scene: &Scene, faults: &mut Faults) {
    let mut ids = BTreeSet::new();
    for (index, node) in scene.nodes.iter().enumerate() {
        let mut fault = |what: String| faults.add(Rule::Shape, Frame::of_box(node.rect, scene.unit), what);
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
        let start = Frame::of_point(edge.points.first().copied().unwrap_or(Point::new(0, 0)));
        let mut fault = |what: String| faults.add(Rule::Shape, start, what);
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
}

/// Nesting, disjointness and the texts of each box.
pub fn check(page: &Page, faults: &mut Faults) {
    nesting(page, faults);
    disjoint(page, faults);
    for (index, node) in page.scene.nodes.iter().enumerate() {
        texts(page, index, node, faults);
    }
}

fn nesting(page: &Page, faults: &mut Faults) {
    for (index, node) in page.scene.nodes.iter().enumerate() {
        let depth = node.parent.map_or(0, |parent| page.scene.nodes[parent].depth + 1);
        if node.depth != depth {
            let what = format!("`{}` says depth {}, it is {depth}", node.id, node.depth);
            faults.add(Rule::Shape, page.frames[index], what);
        }
        if let Some(parent) = node.parent
            && !page.frames[parent].holds_strictly(page.frames[index])
        {
            let (inner, outer) = (node.rect, page.scene.nodes[parent].rect);
            let what =
                format!("`{}` {inner:?} is not strictly inside `{}` {outer:?}", node.id, page.id(parent));
            faults.add(Rule::Nesting, page.frames[index], what);
        }
    }
}

fn disjoint(page: &Page, faults: &mut Faults) {
    let mut families: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (index, node) in page.scene.nodes.iter().enumerate() {
        families.entry(node.parent).or_default().push(index);
    }
    for family in families.values() {
        let tree = Tree::new(family.iter().map(|&index| page.frames[index]));
        for (at, &one) in family.iter().enumerate() {
            for other in tree.meeting(page.frames[one]).into_iter().filter(|&other| other > at) {
                let other = family[other];
                let common = page.frames[one].common(page.frames[other]);
                let what = format!("`{}` and `{}` overlap or touch", page.id(one), page.id(other));
                faults.add(Rule::Disjoint, common, what);
            }
        }
    }
}

fn texts(page: &Page, index: usize, node: &Node, faults: &mut Faults) {
    let unit = page.scene.unit;
    let walls = page.frames[index];
    let mut fault = |at: Frame, what: String| faults.add(Rule::BoxText, at, what);
    for text in &node.texts {
        let frame = Frame::of_text(text.rect, unit);
        // In cells a boundary's title stands in its top wall.
        let room = if text.role == TextRole::Title && unit == SceneUnit::Cell {
            Frame { t: walls.t - 1, ..walls }
        } else {
            walls
        };
        if !room.holds_strictly(frame) {
            fault(frame, format!("the text `{}` {:?} leaves its box `{}`", text.text, text.rect, node.id));
        }
    }
    if let Some(mark) = node.mark {
        let frame = Frame::of_text(mark, unit);
        if !walls.holds_strictly(frame) {
            fault(frame, format!("the mark {mark:?} leaves its box `{}`", node.id));
        }
        for text in node.texts.iter().chain(&node.badge) {
            if frame.meets(Frame::of_text(text.rect, unit)) {
                fault(frame, format!("the mark of `{}` covers its text `{}`", node.id, text.text));
            }
        }
    }
    if let Some(badge) = &node.badge {
        let frame = Frame::of_text(badge.rect, unit);
        if !walls.grown(1).holds_strictly(frame) {
            fault(frame, format!("the badge {:?} leaves its box `{}`", badge.rect, node.id));
        }
    }
    let shown = squeezed(&node.texts);
    let label = squeeze(&node.label);
    // A page is named by its heading.
    if node.card.is_none() && !shown.contains(&label) {
        fault(walls, format!("`{}` shows `{shown}`, not its label `{label}`", node.id));
    }
}

/// The texts joined, without white space: what wrapping cannot change.
pub fn squeezed(texts: &[Text]) -> String {
    texts.iter().map(|text| squeeze(&text.text)).collect()
}

/// Without white space, as it is drawn.
pub fn squeeze(text: &str) -> String {
    clean::line(text).chars().filter(|c| !c.is_whitespace()).collect()
}
