//! Flows: who calls or tells whom, by what means, and what is said about it.

use super::component::ElementId;
use super::failure::Plan;
use super::journey::JourneyId;
use crate::source::Span;
use crate::syntax::ast::{Arrow, Extra, Name, Quantity, Text};
use std::sync::Arc;

/// An index into [`Model::flows`](super::Model::flows). It is shown as `e1`, `e2`, … in declaration order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FlowId(pub u32);

impl FlowId {
    /// As an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl std::fmt::Display for FlowId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "e{}", self.0 + 1)
    }
}

/// One arrow between two elements. A list or a chain makes several, which share their [`FlowFacts`].
#[derive(Clone, Debug)]
pub struct Flow {
    /// Its place in the model.
    pub id: FlowId,
    /// Source.
    pub from: ElementId,
    /// Target.
    pub to: ElementId,
    /// The arrow as written.
    pub arrow: Arrow,
    /// What its statement says.
    pub facts: Arc<FlowFacts>,
    /// Whether it was declared, or follows from a journey.
    pub origin: Origin,
    /// Its ends and arrow in the source.
    pub span: Span,
}

/// Where a flow comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A flow statement, at the top or in an element.
    Declared,
    /// A journey's step between two elements that no declared flow joins.
    Implied {
        /// The journey that came first.
        journey: JourneyId,
        /// Whether that step stands in an error block, so that the flow is used only when something failed.
        on_error: bool,
    },
}

impl Flow {
    /// Whether what travels is a failure, or it travels only after one.
    pub fn is_error(&self) -> bool {
        self.arrow == Arrow::Error || matches!(self.origin, Origin::Implied { on_error: true, .. })
    }

    /// Whether the source goes on without waiting.
    pub fn is_async(&self) -> bool {
        self.arrow == Arrow::Async
    }
}

/// What a flow statement, or a journey's step, says about each flow it makes.
#[derive(Clone, Debug)]
pub struct FlowFacts {
    /// `"label"`.
    pub label: Option<Text>,
    /// `[method/format]`.
    pub tech: Option<Tech>,
    /// `#tags`.
    pub tags: Vec<Name>,
    /// `takes 800ms`: its typical time.
    pub takes: Option<Quantity>,
    /// `rate 500/s`.
    pub rate: Option<Quantity>,
    /// `carries Order`: entities or types.
    pub carries: Vec<Name>,
    /// `auth "JWT"`.
    pub auth: Option<Text>,
    /// `encrypted`, and where it says so.
    pub encrypted: Option<Span>,
    /// `optional`, and where it says so.
    pub optional: Option<Span>,
    /// `x-` attributes.
    pub extras: Vec<Extra>,
    /// The failure plans, in the order written.
    pub plans: Vec<Plan>,
    /// All of the statement, plans included.
    pub span: Span,
}

impl FlowFacts {
    /// The label, or the empty text.
    pub fn label(&self) -> &str {
        self.label.as_ref().map_or("", |label| &label.value)
    }
}

/// `[method/format]`, split at the last `/` that a letter follows.
#[derive(Clone, Debug)]
pub struct Tech {
    /// As written.
    pub written: Text,
    /// The method, such as `REST` or `gRPC`.
    pub method: String,
    /// The format, such as `JSON`.
    pub format: Option<String>,
}

impl Tech {
    /// Splits what stands between the brackets. A slash at the end says that there is no format.
    ///
    /// ```
    /// use cutaway::model::Tech;
    /// use cutaway::source::{Span, Spanned};
    /// let read = |text: &str| Tech::new(Spanned::new(text.to_owned(), Span::default()));
    /// assert_eq!((read("REST/JSON").method.as_str(), read("REST/JSON").format.as_deref()), ("REST", Some("JSON")));
    /// assert_eq!((read("TCP/IP/").method.as_str(), read("TCP/IP/").format.as_deref()), ("TCP/IP", None));
    /// ```
    pub fn new(written: Text) -> Tech {
        let text = written.value.trim();
        let (method, format) = match (text.strip_suffix('/'), slash_before_letter(text)) {
            (Some(method), _) => (method.trim().to_owned(), None),
            (None, Some(at)) => (text[..at].trim().to_owned(), Some(text[at + 1..].trim().to_owned())),
            (None, None) => (text.to_owned(), None),
        };
        Tech { written, method, format }
    }

    /// Method and format as one text: `REST/JSON`.
    pub fn text(&self) -> String {
        match &self.format {
            Some(format) => format!("{}/{format}", self.method),
            None => self.method.clone(),
        }
    }
}

/// The last slash that a letter follows, spaces between them allowed; one that nothing precedes splits nothing.
fn slash_before_letter(text: &str) -> Option<usize> {
    text.rmatch_indices('/')
        .map(|(at, _)| at)
        .find(|&at| text[at + 1..].trim_start().chars().next().is_some_and(char::is_alphabetic))
        .filter(|&at| !text[..at].trim().is_empty())
}
