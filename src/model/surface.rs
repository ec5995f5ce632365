//! API surfaces: what a component answers to, and how a journey's step names one of its endpoints.

use super::component::ElementId;
use crate::source::Span;
pub use crate::syntax::ast::Operation;
use crate::syntax::ast::{self, Extra, Name, Quantity, Reply, Text};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An index into [`Model::surfaces`](super::Model::surfaces).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SurfaceId(pub u32);

impl SurfaceId {
    /// As an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// One endpoint of one surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EndpointId {
    /// The surface.
    pub surface: SurfaceId,
    /// Which of its endpoints.
    pub index: u32,
}

/// `api "/base" [style] { … }`, or `api from "openapi.yaml"`.
#[derive(Clone, Debug)]
pub struct Surface {
    /// Its place in the model.
    pub id: SurfaceId,
    /// The component that answers.
    pub owner: ElementId,
    /// `"/base"`.
    pub base: Option<Text>,
    /// `[style]`.
    pub style: Option<Text>,
    /// `#tags`.
    pub tags: Vec<Name>,
    /// `auth "…"` for all of it.
    pub auth: Option<Text>,
    /// What it answers to.
    pub endpoints: Vec<Endpoint>,
    /// The document that it was read from: a path relative to the file that names it.
    pub from: Option<Text>,
    /// Whether its endpoints are all known: not when its document could not be read, or not in full.
    pub complete: bool,
    /// `x-` attributes.
    pub extras: Vec<Extra>,
    /// All of it.
    pub span: Span,
}

/// A document that `api from` names, as a surface.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it describes; the base path is the label, and its spans are places in the document.
    pub surface: ast::Surface,
    /// Whether all of it could be read.
    pub complete: bool,
}

/// The documents of a compilation by the statement that names them; one that could not be had is missing.
pub type Documents = BTreeMap<Span, Arc<Document>>;

/// One line of a surface.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// What is called.
    pub operation: Operation,
    /// What for.
    pub purpose: Option<Text>,
    /// `#tags`.
    pub tags: Vec<Name>,
    /// `takes 80ms`.
    pub takes: Option<Quantity>,
    /// `rate 50/s`.
    pub rate: Option<Quantity>,
    /// `auth "…"`.
    pub auth: Option<Text>,
    /// `request Draft`.
    pub request: Option<Name>,
    /// `response Order`.
    pub response: Option<Name>,
    /// The error replies.
    pub errors: Vec<Reply>,
    /// `x-` attributes.
    pub extras: Vec<Extra>,
    /// All of it.
    pub span: Span,
}

/// What a step's label asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call<'a> {
    /// It begins with a method and a path: `POST /orders/7`.
    Http {
        /// The method.
        method: &'a str,
        /// The path.
        path: &'a str,
    },
    /// It begins with a word, which may be an operation's name.
    Named(&'a str),
}

/// The methods of HTTP that an endpoint may begin with.
pub const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

impl<'a> Call<'a> {
    /// Reads the beginning of a step's label.
    pub fn read(label: &'a str) -> Option<Call<'a>> {
        let mut words = label.split_whitespace();
        let first = words.next()?;
        if METHODS.contains(&first)
            && let Some(path) = words.next().filter(|word| word.starts_with('/'))
        {
            return Some(Call::Http { method: first, path });
        }
        let name = first.split('(').next().unwrap_or(first).trim_end_matches([':', ',']);
        (!name.is_empty()).then_some(Call::Named(name))
    }
}

impl Surface {
    /// The endpoint that a call means: the first that matches segment by segment, one that matches word for word
    /// before one that matches by a parameter.
    pub fn find(&self, call: Call<'_>) -> Option<EndpointId> {
        let found = match call {
            Call::Named(wanted) => self.endpoints.iter().position(|endpoint| {
                matches!(&endpoint.operation, Operation::Named { name, .. } if name.value == wanted)
            }),
            Call::Http { method, path } => {
                let path = segments(path.split(['?', '#']).next().unwrap_or(path));
                let base = self.base.as_ref().map_or(Vec::new(), |base| segments(&base.value));
                let inner = (!base.is_empty()).then(|| strip(&path, &base)).flatten();
                let score = |endpoint: &Endpoint| match &endpoint.operation {
                    Operation::Http { method: own, path: template } if own.value == method => {
                        let template = segments(&template.value);
                        let whole = fits(&template, &path);
                        whole.max(inner.and_then(|inner| fits(&template, inner)))
                    }
                    _ => None,
                };
                let mut best: Option<(usize, usize)> = None;
                for (index, endpoint) in self.endpoints.iter().enumerate() {
                    if let Some(score) = score(endpoint)
                        && best.is_none_or(|(_, most)| score > most)
                    {
                        best = Some((index, score));
                    }
                }
                best.map(|(index, _)| index)
            }
        };
        found.map(|index| EndpointId { surface: self.id, index: index as u32 })
    }
}

/// The segments of a path; the slashes at its ends mean nothing.
fn segments(path: &str) -> Vec<&str> {
    path.split('/').filter(|segment| !segment.is_empty()).collect()
}

/// `path` without `base` before it.
fn strip<'p, 's>(path: &'p [&'s str], base: &[&str]) -> Option<&'p [&'s str]> {
    let head = path.get(..base.len())?;
    let same = head.iter().zip(base).all(|(a, b)| a == b || is_parameter(a) || is_parameter(b));
    same.then(|| &path[base.len()..])
}

/// How many segments of a path are those of the template word for word, when all of them fit.
fn fits(template: &[&str], path: &[&str]) -> Option<usize> {
    if template.len() != path.len() {
        return None;
    }
    let mut literal = 0;
    for (wanted, given) in template.iter().zip(path) {
        if wanted == given {
            literal += 1;
        } else if !is_parameter(wanted) {
            return None;
        }
    }
    Some(literal)
}

/// Whether a segment stands for any value: `:id` or `{id}`.
fn is_parameter(segment: &str) -> bool {
    segment.starts_with(':') || (segment.starts_with('{') && segment.ends_with('}'))
}

/// The shape of an endpoint that tells it from others of its surface: a parameter's name does not.
pub fn signature(operation: &Operation) -> String {
    match operation {
        Operation::Http { method, path } => {
            let parts = segments(&path.value);
            let parts: Vec<&str> =
                parts.iter().map(|part| if is_parameter(part) { ":" } else { part }).collect();
            format!("{} /{}", method.value, parts.join("/"))
        }
        Operation::Named { form, name, .. } => format!("{} {}", form.value, name.value),
    }
}

/// An endpoint as people say it: `GET /:id`, `rpc Watch`.
pub fn title(operation: &Operation) -> String {
    match operation {
        Operation::Http { method, path } => format!("{} {}", method.value, path.value),
        Operation::Named { form, name, .. } => format!("{} {}", form.value, name.value),
    }
}
