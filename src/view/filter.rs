//! Which elements a view of components shows, and what stands for those it does not.
//!
//! An element is *shown* as itself, *represented* by a box around it that is drawn without its insides, or *hidden*. Flows
//! follow: what ends at a represented element is lifted to the box that stands for it, what ends at a hidden one is not
//! drawn.

use super::ViewSpec;
use crate::model::{Element, ElementId, Model, Selector, Subject};
use crate::source::Spanned;
use indexmap::IndexSet;

/// What a view shows.
pub struct Shown {
    /// For each element the one that is drawn for it: itself, a box around it, or none.
    pub stand: Vec<Option<ElementId>>,
    /// For each element whether a box is drawn for it.
    pub drawn: Vec<bool>,
    /// In a view of one boundary, that boundary: it stands at the top, and flows beside it are not shown.
    pub focus: Option<ElementId>,
}

/// Chooses the elements of a view.
pub fn choose(model: &Model, spec: &ViewSpec<'_>) -> Shown {
    let count = model.elements.len();
    let mut shown = Shown { stand: vec![None; count], drawn: vec![false; count], focus: None };
    let mut wanted = vec![true; count];
    if let Some(named) = spec.named.filter(|named| !named.include.is_empty()) {
        wanted = selected(model, &named.include);
    }
    let excluded = spec.named.map_or(vec![false; count], |named| selected(model, &named.exclude));
    if let Some(Subject::Element(focus)) = spec.of.subject {
        shown.focus = Some(focus);
        let near = neighbours(model, focus);
        for element in &model.elements {
            wanted[element.id.index()] &= model.is_within(element.id, focus) || near.contains(&element.id);
        }
    }
    let depth = spec.named.and_then(|named| named.depth).map_or(usize::MAX, |depth| depth as usize);
    let closed: IndexSet<ElementId> =
        spec.named.map(|named| named.collapse.iter().copied().collect()).unwrap_or_default();

    // A boundary comes before its insides, so what holds of it is known when they are asked.
    let mut gone = vec![false; count];
    let mut shut: Vec<Option<ElementId>> = vec![None; count];
    let mut level = vec![0_usize; count];
    for element in &model.elements {
        let index = element.id.index();
        let parent = element.parent.map(ElementId::index);
        gone[index] = excluded[index] || parent.is_some_and(|parent| gone[parent]);
        level[index] = parent.map_or(1, |parent| level[parent] + 1);
        let in_focus = shown.focus.is_none_or(|focus| model.is_within(element.id, focus));
        shut[index] = parent.and_then(|parent| {
            shut[parent].or_else(|| {
                let around = ElementId(parent as u32);
                let is_shut = closed.contains(&around) || level[parent] >= depth;
                is_shut.then_some(around)
            })
        });
        if gone[index] {
            continue;
        }
        shown.stand[index] = match shut[index] {
            Some(around) => shown.stand[around.index()],
            None if wanted[index] => Some(element.id),
            // Not asked for: the nearest box around it that is, speaks for it.
            None if in_focus => parent.and_then(|parent| shown.stand[parent]),
            None => None,
        };
        if shown.stand[index] == Some(element.id) {
            shown.drawn[index] = true;
        }
    }
    if shown.focus.is_none() {
        frame(model, &mut shown);
    }
    shown
}

/// Draws the boundaries around what is drawn, asked for or not: nesting is kept.
fn frame(model: &Model, shown: &mut Shown) {
    for index in (0..model.elements.len()).rev() {
        if shown.drawn[index]
            && let Some(parent) = model.elements[index].parent
        {
            shown.drawn[parent.index()] = true;
            // A flow that ends at the frame itself is drawn; what else lies in it stays as it was.
            shown.stand[parent.index()] = Some(parent);
        }
    }
}

/// Which elements any of the selectors selects.
pub fn selected(model: &Model, selectors: &[Spanned<Selector>]) -> Vec<bool> {
    let wanted: IndexSet<&Selector> = selectors.iter().map(|selector| &selector.value).collect();
    let is_selected =
        |element: &Element| Selector::all_of(model, element).iter().any(|own| wanted.contains(own));
    if wanted.is_empty() {
        return vec![false; model.elements.len()];
    }
    model.elements.iter().map(is_selected).collect()
}

/// The elements outside of a boundary that a flow or an error path joins to it or to its insides.
fn neighbours(model: &Model, focus: ElementId) -> IndexSet<ElementId> {
    let mut near = IndexSet::new();
    let mut join =
        |from: ElementId, to: ElementId| match (model.is_within(from, focus), model.is_within(to, focus)) {
            (true, false) if !model.is_within(focus, to) => {
                near.insert(to);
            }
            (false, true) if !model.is_within(focus, from) => {
                near.insert(from);
            }
            _ => {}
        };
    for flow in &model.flows {
        join(flow.from, flow.to);
        for path in flow.facts.plans.iter().flat_map(|plan| plan.error_paths()) {
            join(flow.from, path.target);
        }
    }
    near
}
