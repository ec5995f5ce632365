//! What views and styles select, and the views that a source names.

use super::Model;
use super::component::{Direction, Element, ElementId};
use super::facts::Subject;
use super::journey::JourneyId;
use super::names::Lookup;
use super::words::words;
use crate::diag::{Diagnostic, codes, nearest};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Extra, Name};

/// Elements, chosen by name, place, tag or kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Selector {
    /// `orders`: the element itself.
    Element(ElementId),
    /// `shop.*`: what lies directly in it.
    Children(ElementId),
    /// `shop.**`: everything in it.
    Descendants(ElementId),
    /// `#pii`.
    Tag(String),
    /// `kind:queue`: of that kind, or of one made from it.
    Kind(String),
}

impl Selector {
    /// Every selector that selects `element`.
    pub fn all_of(model: &Model, element: &Element) -> Vec<Selector> {
        let mut all = vec![Selector::Element(element.id)];
        all.extend(element.parent.map(Selector::Children));
        all.extend(model.ancestors(element.id).map(Selector::Descendants));
        all.extend(element.tags.iter().map(|tag| Selector::Tag(tag.value.clone())));
        all.extend(model.kind_words(element).map(|word| Selector::Kind(word.to_owned())));
        all
    }

    /// Whether it selects `element`.
    pub fn selects(&self, model: &Model, element: &Element) -> bool {
        match self {
            Selector::Element(id) => *id == element.id,
            Selector::Children(id) => element.parent == Some(*id),
            Selector::Descendants(id) => model.ancestors(element.id).any(|ancestor| ancestor == *id),
            Selector::Tag(tag) => element.tags.iter().any(|own| own.value == *tag),
            Selector::Kind(word) => model.kind_words(element).any(|own| own == word),
        }
    }
}

words! {
    /// The views of the language.
    ViewKind "view" {
        Components = "components",
        Dataflow = "dataflow",
        Sequence = "sequence",
        Api = "api",
        Failure = "failure",
        Matrix = "matrix",
        Entities = "entities",
    }
}

impl ViewKind {
    /// Whether this version draws it. The language has all of them, so that a file can name one before it is drawn.
    pub const fn is_drawn(self) -> bool {
        !matches!(self, ViewKind::Failure)
    }
}

#[allow(clippy::derivable_impls, reason = "the words are declared by a macro")]
impl Default for ViewKind {
    /// The view of those who ask for none.
    fn default() -> ViewKind {
        ViewKind::Components
    }
}

/// A view of something: `components`, `components:shop.data`, `dataflow:checkout`, `failure:sql/slow`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewOf {
    /// What sort of view.
    pub kind: ViewKind,
    /// Of what, when it is of something.
    pub subject: Option<Subject>,
    /// `/slow`: of a failure view.
    pub slow: bool,
}

/// `view payments "Payments only" of components { … }`.
#[derive(Clone, Debug)]
pub struct NamedView {
    /// Its name.
    pub name: Name,
    /// Its title, when it gives one.
    pub label: Option<String>,
    /// The view it adjusts; `None` when that could not be resolved.
    pub of: Option<ViewOf>,
    /// What is shown; empty means everything.
    pub include: Vec<Spanned<Selector>>,
    /// What is not.
    pub exclude: Vec<Spanned<Selector>>,
    /// Boundaries drawn as one box.
    pub collapse: Vec<ElementId>,
    /// How many levels are drawn.
    pub depth: Option<u32>,
    /// Where flows run.
    pub direction: Option<Direction>,
    /// The journey whose steps are numbered.
    pub highlight: Option<JourneyId>,
    /// Whether error paths and failure marks are hidden.
    pub without_errors: bool,
    /// `x-` attributes.
    pub extras: Vec<Extra>,
    /// All of it.
    pub span: Span,
}

/// How many views or candidates a message lists.
const LISTED: usize = 12;

/// Reads the name of a built-in view, such as `components:shop.data` or `failure:sql/slow`. `span` is where it stands;
/// messages point there.
pub fn read_view(model: &Model, text: &str, span: Span) -> Result<ViewOf, Box<Diagnostic>> {
    let (word, subject) = match text.split_once(':') {
        Some((word, subject)) => (word, Some(subject)),
        None => (text, None),
    };
    let Some(kind) = ViewKind::from_word(word) else {
        let drawn = ViewKind::ALL.into_iter().filter(|kind| kind.is_drawn());
        return Err(Box::new(unknown_view(text, span, &drawn.map(ViewKind::word).collect::<Vec<_>>())));
    };
    let (subject, slow) = match subject {
        Some(subject) if kind == ViewKind::Failure => match subject.strip_suffix("/slow") {
            Some(subject) => (Some(subject), true),
            None => (Some(subject), false),
        },
        subject => (subject, false),
    };
    let subject = match (kind, subject) {
        (ViewKind::Components | ViewKind::Api | ViewKind::Matrix | ViewKind::Entities, None) => None,
        (ViewKind::Components | ViewKind::Api | ViewKind::Failure, Some(name)) => {
            Some(Subject::Element(element(model, kind, name, span)?))
        }
        (ViewKind::Dataflow | ViewKind::Sequence, Some(name)) => {
            Some(Subject::Journey(journey(model, kind, name, span)?))
        }
        (ViewKind::Matrix | ViewKind::Entities, Some(name)) => {
            return Err(Box::new(
                Diagnostic::error(
                    codes::UNKNOWN_SUBJECT,
                    span,
                    format!("`{word}` is of everything, not of `{name}`"),
                )
                .here("takes no name")
                .help(format!("write `{word}`")),
            ));
        }
        (ViewKind::Dataflow | ViewKind::Sequence | ViewKind::Failure, None) => {
            let (what, example) = match kind {
                ViewKind::Failure => {
                    ("an element", model.elements.first().map(|element| element.path.as_str()))
                }
                _ => ("a journey", model.journeys.first().map(|journey| journey.name.value.as_str())),
            };
            let mut diagnostic = Diagnostic::error(
                codes::UNKNOWN_SUBJECT,
                span,
                format!("`{word}` is a view of {what}, and none is named"),
            )
            .here("of what?");
            if let Some(example) = example {
                diagnostic = diagnostic.help(format!("write `{word}:{example}`"));
            }
            return Err(Box::new(diagnostic));
        }
    };
    Ok(ViewOf { kind, subject, slow })
}

/// Says that there is no such view, and which there are.
pub fn unknown_view(name: &str, span: Span, known: &[&str]) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(codes::UNKNOWN_VIEW, span, format!("unknown view `{name}`"))
        .here("no view of this name");
    if let Some(near) = nearest(name, known.iter().copied()) {
        diagnostic = diagnostic.help(format!("write `{near}`"));
    }
    let mut listed: Vec<String> = known.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    if known.len() > LISTED {
        listed.push(format!("and {} more", known.len() - LISTED));
    }
    diagnostic.note(format!("the views are {}", listed.join(", ")))
}

fn element(model: &Model, kind: ViewKind, name: &str, span: Span) -> Result<ElementId, Box<Diagnostic>> {
    let word = kind.word();
    match model.lookup(name) {
        Lookup::Found(id) => Ok(id),
        Lookup::Ambiguous(candidates) => {
            let listed: Vec<String> = candidates
                .iter()
                .take(LISTED)
                .map(|&id| format!("`{word}:{}`", model.names.shortest(&model.elements, None, id)))
                .collect();
            Err(Box::new(
                Diagnostic::error(
                    codes::UNKNOWN_SUBJECT,
                    span,
                    format!("`{name}` means {} elements", candidates.len()),
                )
                .here("which one is meant?")
                .help(format!("write one of {}", listed.join(", "))),
            ))
        }
        Lookup::Unknown(_) => {
            let last = name.rsplit('.').next().unwrap_or(name);
            let near = model.names.similar(None, last);
            let near = near.map(|id| (model.element(id), model.names.shortest(&model.elements, None, id)));
            let mut diagnostic = Diagnostic::error(
                codes::UNKNOWN_SUBJECT,
                span,
                format!("a view of the unknown component `{name}`"),
            )
            .here("no component of this name is declared");
            if let Some((element, near)) = near {
                diagnostic = diagnostic
                    .label(element.name.span, "a similar name is declared here")
                    .help(format!("write `{word}:{near}`"));
            }
            Err(Box::new(diagnostic))
        }
    }
}

fn journey(model: &Model, kind: ViewKind, name: &str, span: Span) -> Result<JourneyId, Box<Diagnostic>> {
    if let Some(journey) = model.journey_of_name(name) {
        return Ok(journey.id);
    }
    let mut diagnostic =
        Diagnostic::error(codes::UNKNOWN_SUBJECT, span, format!("a view of the unknown journey `{name}`"))
            .here("no journey of this name is declared");
    if let Some(near) = nearest(name, model.journeys.iter().map(|journey| journey.name.value.as_str()))
        && let Some(journey) = model.journey_of_name(near)
    {
        diagnostic = diagnostic
            .label(journey.name.span, "a similar name is declared here")
            .help(format!("write `{}:{near}`", kind.word()));
    }
    Err(Box::new(diagnostic))
}
