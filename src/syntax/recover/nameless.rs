//! `component "Web App" as web`: statements whose label stands where their name should.
//!
//! In: the words of a head that begins with a kind or `journey`, and goes on with a text. Out: the name that the statement is told to
//! have, which is the one behind `as` or, where there is none, one made of the label. What names it is then no mistake of its own.

use super::Head;
use super::tokens::{self, Kind, Token};
use crate::diag::{Diagnostic, codes};
use crate::syntax::{literal, report, words};

/// A statement without a name before its label.
pub(in crate::syntax) struct Nameless<'s> {
    /// The kind of an element, or `journey`.
    pub word: &'s str,
    /// The name to write.
    pub name: String,
    /// The label, as written.
    pub label: &'s str,
    /// Where the label begins in the head, where the parts end that stand before `as`, and where the name behind it ends.
    start: usize,
    parts_end: usize,
    end: usize,
}

/// The statement that `head` is, when its name is missing or stands behind its label.
pub(in crate::syntax) fn nameless(head: &str) -> Option<Nameless<'_>> {
    of(&tokens::of(head))
}

/// The same, of the words of a head.
pub(super) fn of<'s>(words: &[Token<'s>]) -> Option<Nameless<'s>> {
    let [first, label, rest @ ..] = words else { return None };
    let names_something = words::KINDS.contains(&first.text) || first.text == "journey";
    if !names_something || label.kind != Kind::String {
        return None;
    }
    let parts = rest.iter().take_while(|part| part.kind == Kind::Brackets).count();
    let parts_end = rest[..parts].last().unwrap_or(label);
    let parts_end = parts_end.start + parts_end.text.len();
    let (name, end) = match &rest[parts..] {
        [r#as, name, ..] if r#as.text == "as" && is_name(name) => {
            (name.text.to_owned(), name.start + name.text.len())
        }
        // `component "Web App" web`
        [name] if is_name(name) => (name.text.to_owned(), name.start + name.text.len()),
        _ => (slug(&literal::string(label.text).0), parts_end),
    };
    let name = literal::name(&name);
    Some(Nameless { word: first.text, name, label: label.text, start: label.start, parts_end, end })
}

impl Nameless<'_> {
    pub(super) fn told(&self, head: &Head<'_>, first: &str) -> Diagnostic {
        let label = head.at(self.start, self.start + self.label.len());
        let written = format!("{} {}", self.name, &head.text[self.start..self.parts_end]);
        let message = if self.end > self.parts_end {
            "the name stands behind the label"
        } else {
            "a name is missing before the label"
        };
        Diagnostic::error(codes::NOT_A_NAME, label, message)
            .here("this is the label")
            .help(format!("write `{first} {}`", report::shown(&written)))
            .fix(head.at(self.start, self.end), written)
    }
}

fn is_name(token: &Token<'_>) -> bool {
    token.kind == Kind::Word && super::foreign::is_name(token.text)
}

/// A name made of a label.
fn slug(label: &str) -> String {
    let mut slug = String::new();
    for c in label.chars().take(40) {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() || slug.starts_with(|c: char| c.is_numeric()) {
        format!("_{slug}")
    } else {
        slug.to_owned()
    }
}
