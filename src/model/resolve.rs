//! From merged statements to the model, in passes over the tree: kinds, then elements, then all that refers to elements
//! (their facts, surfaces and flows, then the design, journeys, views and styles).
//!
//! Before: the statements of all files, in order, each file once. After: every name is bound or reported, once, where
//! it stands. The result does not depend on the order of declarations except where order is meaning.

mod checks;
mod design;
mod elements;
mod flows;
mod journeys;
mod kinds;
mod refs;
mod surfaces;
mod unknown_kinds;
mod views;

use super::Model;
use super::component::{ElementId, KindId};
use super::flow::FlowId;
use super::kind::Kind;
use super::surface::Documents;
use crate::diag::{Diagnostic, Outcome, codes};
use crate::source::{FileId, Span};
use crate::syntax::ast;
use indexmap::IndexMap;

/// The edition that this version knows.
pub const EDITION: u32 = 1;
/// How many elements a design may have.
pub const MAX_ELEMENTS: usize = 100_000;
/// How many flows and steps a design may have, lists and chains counted arrow by arrow.
pub const MAX_FLOWS: usize = 100_000;
/// How many names are compared in search of suggestions for misspelt ones: plenty for any design that people write.
const MAX_COMPARED: usize = 500_000;

/// Resolves the statements of a compilation, with the documents that they name. `stem` is the root file's name without
/// folder and ending: the title of last resort.
pub fn resolve(statements: &[ast::Stmt], documents: &Documents, stem: &str) -> Outcome<Model> {
    let mut cx = Context::default();
    cx.model.edition = EDITION;
    kinds::declare(&mut cx, statements);
    let written = elements::declare(&mut cx, statements);
    journeys::declare(&mut cx, &written);
    elements::describe(&mut cx, &written);
    surfaces::resolve(&mut cx, &written, documents);
    flows::resolve(&mut cx, &written);
    design::resolve(&mut cx, &written);
    journeys::resolve(&mut cx, &written);
    views::resolve(&mut cx, &written);
    name_drawing(&mut cx, &written, stem);
    cx.found.sort_by_key(|diagnostic| diagnostic.primary.span);
    Outcome { value: cx.model, diagnostics: cx.found }
}

/// The model as far as it is known, and what was found on the way.
#[derive(Default)]
struct Context {
    model: Model,
    found: Vec<Diagnostic>,
    kinds: IndexMap<String, KindId>,
    journeys: IndexMap<String, super::JourneyId>,
    /// The first flow that joins two elements, and the first of each label.
    joined: IndexMap<(ElementId, ElementId), FlowId>,
    labelled: IndexMap<(ElementId, ElementId, String), FlowId>,
    /// How many names were compared in search of suggestions.
    compared: usize,
    /// How many flows, steps and error paths there are.
    arrows: usize,
}

/// The statements of all files, sorted by what they are, each with the element around it.
#[derive(Default)]
struct Written<'a> {
    facts: Vec<(Option<ElementId>, &'a ast::Fact)>,
    /// Each with the document that it is read from.
    surfaces: Vec<(ElementId, Option<&'a ast::Text>, &'a ast::Surface)>,
    flows: Vec<(Option<ElementId>, &'a ast::Flow)>,
    journeys: Vec<&'a ast::Journey>,
    design: Vec<&'a ast::Design>,
    views: Vec<&'a ast::ViewDecl>,
    styles: Vec<&'a ast::StyleDecl>,
    titles: Vec<(&'a ast::Text, Span)>,
}

impl Context {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Counts `more` arrows; false once there are too many, which is said a single time.
    fn may_add_arrows(&mut self, more: usize, span: Span) -> bool {
        let before = self.arrows;
        self.arrows = self.arrows.saturating_add(more);
        if self.arrows <= MAX_FLOWS {
            return true;
        }
        if before <= MAX_FLOWS {
            self.report(
                Diagnostic::error(
                    codes::TOO_MANY_FLOWS,
                    span,
                    format!("more than {} flows and steps", grouped(MAX_FLOWS)),
                )
                .here("this statement makes one too many")
                .help("split the design into several files, or let the flows end at a boundary instead of at each of its insides"),
            );
            // One statement too many does not make a later, smaller one pass.
            self.arrows = MAX_FLOWS + 1;
        }
        false
    }
}

/// A number with its thousands set apart, for messages.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `title "…"`, else the only system at the top, else the file's name. A title of an included file gives way to one of
/// the file that includes it.
fn name_drawing(cx: &mut Context, written: &Written<'_>, stem: &str) {
    let mut titles: IndexMap<FileId, (&ast::Text, Span)> = IndexMap::new();
    for &(text, span) in &written.titles {
        match titles.get(&span.file) {
            Some(first) => checks::twice(cx, "title", first.1, span),
            None => {
                titles.insert(span.file, (text, span));
            }
        }
    }
    let title = titles.into_iter().min_by_key(|(file, _)| *file).map(|(_, (text, _))| text.value.clone());
    let mut systems = cx.model.roots.iter().filter(|id| cx.model.element(**id).base == Kind::System);
    let system = match (systems.next(), systems.next()) {
        (Some(only), None) => Some(cx.model.element(*only).label.clone()),
        _ => None,
    };
    cx.model.title = title.or(system).unwrap_or_else(|| stem.to_owned());
}
