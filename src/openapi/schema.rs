//! What an operation takes and gives, by name.
//!
//! A schema is named and not followed: the last part of its `$ref`, its `title`, `Order[]` for a list, `Card | Bill` for a choice. One
//! without a name has none. The media types tell the style of the whole surface on the way.

use super::tree::{self, NodeId};
use super::{Reader, Version};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Name, Text};

/// How deep lists of lists and choices of choices are looked into.
const MAX_DEPTH: usize = 6;
/// How many names a choice shows.
const MAX_CHOICES: usize = 3;

/// How many bodies are JSON, XML, and anything else.
#[derive(Default)]
pub(super) struct Media {
    json: usize,
    xml: usize,
    other: usize,
}

impl Media {
    fn count(&mut self, media: &str) {
        match format(media) {
            Some("JSON") => self.json += 1,
            Some(_) => self.xml += 1,
            None => self.other += 1,
        }
    }

    /// `REST/JSON` when most bodies are JSON.
    pub fn style(&self, place: Span) -> Option<Text> {
        let all = self.json + self.xml + self.other;
        let style = match () {
            () if all == 0 => "REST",
            () if self.json * 2 >= all => "REST/JSON",
            () if self.xml * 2 >= all => "REST/XML",
            () => "REST",
        };
        Some(Spanned::new(style.to_owned(), place))
    }
}

fn format(media: &str) -> Option<&'static str> {
    let media = media.split(';').next().unwrap_or(media).trim().to_ascii_lowercase();
    let subtype = media.rsplit('/').next().unwrap_or(&media);
    match subtype.rsplit('+').next() {
        Some("json") => Some("JSON"),
        Some("xml") => Some("XML"),
        _ => None,
    }
}

impl Reader<'_> {
    /// The name of what an operation takes.
    pub(super) fn request(&mut self, operation: NodeId) -> Option<Name> {
        if self.version != Version::Two {
            let body = self.tree.get(operation, "requestBody")?;
            let body = self.follow(body)?;
            return self.content(body);
        }
        let parameters = self.tree.get(operation, "parameters")?;
        for &parameter in self.list(parameters, "`parameters`") {
            if self.tree.is_exhausted() {
                return None;
            }
            let parameter = self.follow(parameter)?;
            let place = self.tree.get(parameter, "in").and_then(|node| self.tree.text(node));
            if place == Some("body") {
                return self.name(self.tree.get(parameter, "schema")?, MAX_DEPTH);
            }
        }
        None
    }

    /// The name of what a request or a response holds: that of its JSON, else of the first media type.
    pub(super) fn content(&mut self, node: NodeId) -> Option<Name> {
        let tree = self.tree;
        if self.version == Version::Two {
            let schema = tree.get(node, "schema")?;
            self.media.count("application/json");
            return self.name(schema, MAX_DEPTH);
        }
        let content = tree.get(node, "content")?;
        let entries = tree.entries(content);
        let is_json = |key| format(tree.text(key).unwrap_or_default()) == Some("JSON");
        let chosen = entries.iter().find(|entry| is_json(entry.key)).or(entries.first())?;
        self.media.count(tree.text(chosen.key).unwrap_or_default());
        let media = self.follow(chosen.value)?;
        self.name(tree.get(media, "schema")?, MAX_DEPTH)
    }

    /// The name of a schema.
    fn name(&mut self, schema: NodeId, depth: usize) -> Option<Name> {
        let tree = self.tree;
        if depth == 0 || tree.is_exhausted() {
            return None;
        }
        if let Some(reference) = tree.get(schema, "$ref") {
            return self.reference(reference);
        }
        if let Some(items) = tree.get(schema, "items") {
            let mut name = self.name(items, depth - 1)?;
            name.value.push_str("[]");
            return Some(name);
        }
        for choice in ["allOf", "oneOf", "anyOf"] {
            let Some(list) = tree.get(schema, choice) else { continue };
            let items = tree.items(list).iter().take(MAX_CHOICES + 1);
            let names: Vec<Option<Name>> = items.map(|&item| self.name(item, depth - 1)).collect();
            let named: Vec<Name> = names.iter().flatten().cloned().collect();
            match (choice, named.as_slice()) {
                (_, []) => {}
                // What is added to one named schema without a name of its own.
                ("allOf", [only]) => return Some(only.clone()),
                ("allOf", _) => {}
                (_, [first, ..]) if names.len() == named.len() && named.len() <= MAX_CHOICES => {
                    let joined: Vec<&str> = named.iter().map(|name| name.value.as_str()).collect();
                    return Some(Spanned::new(joined.join(" | "), first.span));
                }
                _ => {}
            }
        }
        self.line(schema, "title")
    }

    /// `#/components/schemas/Order`, `schemas/order.yaml#/Order` or `order.yaml`: the last part names it.
    fn reference(&mut self, node: NodeId) -> Option<Name> {
        let written = self.tree.text(node)?;
        if written.strip_prefix('#').is_some_and(|pointer| self.tree.pointer(pointer).is_none()) {
            self.leave_out(super::Sort::Missing, self.tree.place(node));
        }
        let last = written.rsplit(['/', '#']).find(|part| !part.is_empty())?;
        let last = tree::unescaped(last);
        let name = last.split_once('.').map_or(last.as_str(), |(stem, ending)| {
            if ["yaml", "yml", "json"].contains(&ending) { stem } else { last.as_str() }
        });
        Some(Spanned::new(name.to_owned(), self.tree.span(node)))
    }
}
