//! What views of tables share: what elements are called in them, and which elements a named view asks for.

use super::{ViewSpec, clean, filter, plans};
use crate::model::{ElementId, Model, Selector};
use indexmap::IndexMap;

/// What each element is called: its label, and its shortest name with it where two elements share a label.
pub struct Names<'m> {
    model: &'m Model,
    count: IndexMap<String, usize>,
}

impl<'m> Names<'m> {
    /// The names of a model.
    pub fn new(model: &'m Model) -> Names<'m> {
        let mut count = IndexMap::new();
        for element in &model.elements {
            *count.entry(plans::name(model, element.id)).or_insert(0) += 1;
        }
        Names { model, count }
    }

    /// What an element is called.
    pub fn get(&self, id: ElementId) -> String {
        let label = plans::name(self.model, id);
        if self.count.get(&label).is_some_and(|&count| count > 1) {
            let short = self.model.names.shortest(&self.model.elements, None, id);
            if short == label { label } else { format!("{label} ({short})") }
        } else {
            label
        }
    }
}

/// A text as it may be drawn; empty for none.
pub fn text(text: Option<&crate::source::Spanned<String>>) -> String {
    text.map(|text| clean::line(&text.value)).unwrap_or_default()
}

/// The title of a view of the whole: `Shop: data model`; a named view has its own.
pub fn title(model: &Model, spec: &ViewSpec<'_>, what: &str) -> String {
    match spec.named {
        Some(named) => clean::line(named.label.as_deref().unwrap_or(&named.name.value)),
        None => title_of(model, what),
    }
}

/// `Shop: data model`, where the design is called `Shop`.
pub fn title_of(model: &Model, what: &str) -> String {
    let whole = clean::line(&model.title);
    if whole.is_empty() || whole.eq_ignore_ascii_case(what) {
        what.to_owned()
    } else {
        format!("{whole}: {what}")
    }
}

/// What a named view chooses.
pub struct Choice {
    included: Option<Vec<bool>>,
    excluded: Vec<bool>,
}

impl Choice {
    /// Reads `include` and `exclude`. What lies in something chosen is chosen too.
    pub fn new(model: &Model, spec: &ViewSpec<'_>) -> Choice {
        let of = |selectors: &[crate::source::Spanned<Selector>]| {
            let mut chosen = filter::selected(model, selectors);
            for element in &model.elements {
                let around = element.parent.is_some_and(|parent| chosen[parent.index()]);
                chosen[element.id.index()] |= around;
            }
            chosen
        };
        let included = spec.named.filter(|named| !named.include.is_empty()).map(|named| of(&named.include));
        let excluded = spec.named.map_or(vec![false; model.elements.len()], |named| of(&named.exclude));
        Choice { included, excluded }
    }

    /// Whether everything is shown.
    pub fn is_all(&self) -> bool {
        self.included.is_none() && !self.excluded.contains(&true)
    }

    /// Whether an element is asked for, and not left out.
    pub fn shows(&self, id: ElementId) -> bool {
        self.includes(id) && !self.excludes(id)
    }

    /// Whether it is asked for.
    pub fn includes(&self, id: ElementId) -> bool {
        self.included.as_ref().is_none_or(|included| included[id.index()])
    }

    /// Whether it is left out.
    pub fn excludes(&self, id: ElementId) -> bool {
        self.excluded[id.index()]
    }
}
