//! Everything there is to say about a design: what was found while it was read, and what comes to light only when it is drawn.
//!
//! In: a model, and what was found so far. Out: that, with the warnings of drawings that nobody has asked for yet: hints that
//! flows contradict, named views and journeys that show nothing. Only what can have such a warning is looked at, and only as
//! far as a limit; what is beyond it is named, so that nothing is silently left out. Whether a view is too large to be drawn is
//! said when it is drawn.

use super::{limit, project};
use crate::diag::{Diagnostic, Severity, codes};
use crate::layout::metrics::cells::CellMetrics;
use crate::layout::{self, dropped_hints};
use crate::model::Model;
use std::collections::BTreeSet;

/// How many elements and flows are gone through, in all views together. That takes a fraction of a second.
const MOST_SHOWN: usize = 1_000_000;

/// How many of them are laid out, in all views with hints together. That takes a fraction of a second too.
const MOST_LAID_OUT: usize = 3_000;

/// What there is to say about a design.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// All of it, in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
    /// The views that are too large to be tried: what they would say is not among the diagnostics.
    pub untried: Vec<String>,
}

/// Adds what drawings would say to what was `found` so far.
pub fn findings(model: &Model, found: &[Diagnostic]) -> Findings {
    let mut all = Findings { diagnostics: found.to_vec(), untried: Vec::new() };
    if found.iter().any(|found| found.code == codes::TOO_MANY_ERRORS) {
        return all;
    }
    // What a mistake left out may be just what a view shows.
    let is_sound = found.iter().all(|found| found.severity != Severity::Error);
    let size = 1 + model.elements.len() + model.flows.len();
    let (mut shown, mut laid_out) = (0, 0);
    let mut said: BTreeSet<_> = found.iter().map(|found| (found.code.0, found.primary.span)).collect();
    for (name, is_asked_for) in views(model) {
        shown += size;
        if shown > MOST_SHOWN {
            all.untried.push(name);
            continue;
        }
        let view = project(model, &name);
        let told = view.diagnostics.into_iter().filter(|found| {
            let is_empty = found.code == codes::EMPTY_VIEW;
            found.severity != Severity::Error && is_asked_for && (is_sound || !is_empty)
        });
        let mut new: Vec<Diagnostic> = told.collect();
        let hinted = view.value.hinted();
        if hinted > 0 {
            let cost = view.value.nodes.len() + view.value.edges.len() + hinted;
            if laid_out + cost > MOST_LAID_OUT {
                all.untried.push(name);
            } else {
                laid_out += cost;
                let options = layout::Options { width: Some(80), direction: None };
                new.extend(dropped_hints(&view.value, &CellMetrics, options));
            }
        }
        // One hint is one finding, in however many views it stands.
        new.retain(|found| said.insert((found.code.0, found.primary.span)));
        all.diagnostics.extend(new);
    }
    all.diagnostics.sort_by_key(|found| found.primary.span);
    limit(&mut all.diagnostics);
    all
}

/// The views that may have something to say, and whether the source asks for them: the components, journeys without a step, and
/// what it names.
fn views(model: &Model) -> Vec<(String, bool)> {
    let named = model.views.iter().filter(|view| view.of.is_some()).map(|view| view.name.value.clone());
    let idle = model.journeys.iter().filter(|journey| journey.items.is_empty() && !journey.incomplete);
    let idle = idle.map(|journey| format!("dataflow:{}", journey.name.value));
    let asked_for: Vec<String> = named.chain(idle).collect();
    let mut seen = BTreeSet::new();
    let mut views: Vec<(String, bool)> = Vec::with_capacity(asked_for.len() + 1);
    if !asked_for.iter().any(|name| name == "components") {
        views.push(("components".to_owned(), false));
    }
    views.extend(asked_for.into_iter().filter(|name| seen.insert(name.clone())).map(|name| (name, true)));
    views
}
