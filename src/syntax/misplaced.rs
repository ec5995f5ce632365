//! What people say of an element in its body, and what its head or a style says here: `tech "Go"`, `color red`.
//!
//! In: the word and what stands behind it. Out: a diagnostic that says what to write and where. The parser meets most of
//! these; `tech Go` and `color red` read like elements, so the resolver, which knows all kinds, meets those.

use super::words::ACCENTS;
use crate::diag::Diagnostic;

/// What such a word is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Written `[Go]`.
    Technology,
    /// Written `"Orders"`.
    Label,
    /// Written `#core`.
    Tag,
    /// An accent: colours are for a theme to give.
    Colour,
    /// A line of a style, with this word.
    Look(&'static str),
}

/// What `word`, at the start of a line in the body of an element, is likely about.
pub fn part(word: &str) -> Option<Part> {
    Some(match word.to_lowercase().as_str() {
        "tech" | "technology" | "technologies" | "language" | "lang" | "framework" | "runtime" => {
            Part::Technology
        }
        "label" | "name" | "caption" => Part::Label,
        "tag" | "tags" => Part::Tag,
        "color" | "colour" | "fill" | "background" | "accent" => Part::Colour,
        "shape" => Part::Look("shape"),
        "border" | "stroke" => Part::Look("border"),
        _ => return None,
    })
}

impl Part {
    /// Adds to a diagnostic what to write for `value`; `element` is the kind and the name of the element in whose body the line
    /// stands, where that is known.
    pub fn told(self, diagnostic: Diagnostic, value: &str, element: Option<(&str, &str)>) -> Diagnostic {
        // With no element to name, it is said by an example.
        let (kind, name) = element.unwrap_or(("service", "orders"));
        let as_in = if element.is_none() { ", as in" } else { ":" };
        let value = if value.is_empty() { "…" } else { value };
        let head = |what: &str, written: &str| {
            (
                format!("{what} stands behind the name, not in the body"),
                format!("write it behind the name of the element{as_in} `{kind} {name} {written}`"),
            )
        };
        let style = |look: &str, value: &str| format!("style {name} {{ {look} {value} }}");
        let (here, help) = match self {
            Part::Technology => head("a technology", &format!("[{value}]")),
            Part::Label => head("a label", &format!("\"{value}\"")),
            Part::Tag => head("a tag", &format!("#{}", value.trim_start_matches('#'))),
            Part::Colour => (
                "an element has no colour of its own".to_owned(),
                format!("write a style at the top of the file{as_in} `{}`", style("accent", accent(value))),
            ),
            Part::Look(look) => (
                "how an element looks stands in a style".to_owned(),
                format!("write a style at the top of the file{as_in} `{}`", style(look, value)),
            ),
        };
        let diagnostic = diagnostic.here(here).help(help);
        match self {
            Part::Colour => {
                diagnostic.note("an accent is a role; what colour that has is for the theme to say")
            }
            _ => diagnostic,
        }
    }
}

/// The accent that a colour likely stands for.
fn accent(colour: &str) -> &str {
    match colour.to_lowercase().as_str() {
        "red" | "crimson" | "darkred" => "error",
        "blue" | "lightblue" | "darkblue" => "info",
        "gray" | "grey" | "lightgray" | "lightgrey" | "black" | "white" => "neutral",
        _ => ACCENTS.iter().find(|accent| **accent == colour).copied().unwrap_or("warning"),
    }
}
