//! An element of the model as a node of a view: what is written on it, and how it looks.

use super::{Hints, Node, NodeId, clean, plans};
use crate::model::component::is_safe_link;
use crate::model::{Element, Model, StyleSheet};

/// The node of an element, inside of `parent`, drawn as a boundary or as a box. It has no hints yet: those name nodes that
/// come after it.
pub fn node(
    model: &Model,
    sheet: &StyleSheet,
    element: &Element,
    parent: Option<NodeId>,
    container: bool,
) -> Node {
    let link = element.facts.link.as_ref().map(|link| link.value.trim().to_owned());
    Node {
        id: element.path.clone(),
        label: plans::name(model, element.id),
        kind: element.kind.clone(),
        base: element.base,
        tech: text(element.tech.as_ref().map(|tech| tech.value.as_str())),
        does: text(element.facts.does.as_ref().map(|does| does.value.as_str())),
        parent,
        container,
        look: sheet.look_of(model, element),
        status: element.facts.status.as_ref().map(|status| status.value),
        link: link.filter(|link| is_safe_link(link)),
        tags: element.tags.iter().map(|tag| tag.value.clone()).collect(),
        direction: element.hints.direction.as_ref().map(|direction| direction.value),
        hints: Hints::default(),
        card: None,
        span: element.name.span,
    }
}

/// A text as it may be drawn, when anything of it is left.
fn text(text: Option<&str>) -> Option<String> {
    text.map(clean::line).filter(|text| !text.is_empty())
}
