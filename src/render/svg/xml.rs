//! The one door to the `svg` crate: elements, attributes and numbers as this renderer wants them.
//!
//! The crate escapes markup but lets characters through that no XML document may hold, prints numbers in full and puts
//! a newline between children. Here every text loses what is illegal, every number has at most two decimals, and text
//! only ever stands alone in its element. Attributes are printed in alphabetical order, so output is stable.

use crate::geom::Unit;
use std::borrow::Cow;
use svg::node::element::Element as Inner;
use svg::node::{Node, Text};

/// An element under construction.
#[derive(Clone, Debug)]
pub(super) struct Element {
    inner: Inner,
    class: String,
}

impl Element {
    /// An element of that name.
    pub(super) fn new(name: &str) -> Element {
        Element { inner: Inner::new(name), class: String::new() }
    }

    /// Sets an attribute.
    pub(super) fn set(mut self, name: &str, value: &str) -> Element {
        let value = clean(value);
        let value = if value.contains('\n') { value.replace('\n', " ") } else { value.into_owned() };
        self.inner.assign(name, value);
        self
    }

    /// Sets an attribute to a number.
    pub(super) fn num(mut self, name: &str, value: impl Into<f64>) -> Element {
        self.inner.assign(name, number(value.into()));
        self
    }

    /// Adds a class; white space within it becomes a hyphen, so that it stays one.
    pub(super) fn class(mut self, class: &str) -> Element {
        if !self.class.is_empty() {
            self.class.push(' ');
        }
        self.class.extend(clean(class).chars().map(|c| if c.is_whitespace() { '-' } else { c }));
        self
    }

    /// Appends a child.
    pub(super) fn add(mut self, child: Element) -> Element {
        self.inner.append(child.finish());
        self
    }

    /// Appends children.
    pub(super) fn extend(self, children: impl IntoIterator<Item = Element>) -> Element {
        children.into_iter().fold(self, Element::add)
    }

    /// Sets the text.
    pub(super) fn text(mut self, text: &str) -> Element {
        self.inner.append(Text::new(clean(text).into_owned()));
        self
    }

    /// As a document.
    pub(super) fn print(self) -> String {
        self.finish().to_string()
    }

    /// The crate's element.
    fn finish(mut self) -> Inner {
        if !self.class.is_empty() {
            self.inner.assign("class", self.class);
        }
        self.inner
    }
}

/// A number with at most two decimals and no more digits than it needs; what is not finite becomes 0.
pub(super) fn number(value: f64) -> String {
    let hundredths = (value * 100.0).round();
    if !hundredths.is_finite() || hundredths == 0.0 {
        return "0".to_owned();
    }
    // Most are whole, and those are printed faster.
    if hundredths % 100.0 == 0.0 && hundredths.abs() < 1e15 {
        return ((hundredths / 100.0) as i64).to_string();
    }
    format!("{}", hundredths / 100.0)
}

/// The data of a path, written command by command.
#[derive(Clone, Debug, Default)]
pub(super) struct Path(String);

impl Path {
    /// An empty path.
    pub(super) fn new() -> Path {
        Path::default()
    }

    /// Appends a command with its numbers.
    pub(super) fn push(&mut self, command: char, numbers: &[f64]) {
        self.0.push(command);
        for (index, value) in numbers.iter().enumerate() {
            if index > 0 {
                self.0.push(' ');
            }
            self.0.push_str(&number(*value));
        }
    }

    /// The same, for chains.
    pub(super) fn with(mut self, command: char, numbers: &[f64]) -> Path {
        self.push(command, numbers);
        self
    }

    /// As a `path` element.
    pub(super) fn element(&self) -> Element {
        Element::new("path").set("d", &self.0)
    }
}

/// A length as a float.
pub(super) fn px(length: Unit) -> f64 {
    f64::from(length)
}

/// `text` without the characters that XML 1.0 forbids and without bidi controls; tabs become spaces, lines stay.
fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let clean = text
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|&c| c == '\n' || !crate::view::clean::is_unsafe(c) && !is_noncharacter(c));
    Cow::Owned(clean.collect())
}

/// Whether no document should hold the character: the last two of every plane, and a run in the first.
const fn is_noncharacter(c: char) -> bool {
    matches!(c as u32 & 0xffff, 0xfffe | 0xffff) || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (0.1 + 0.2, "0.3"),
            (-0.001, "0"),
            (12.0, "12"),
            (1.005, "1"),
            (-7.25, "-7.25"),
            (f64::NAN, "0"),
            (f64::INFINITY, "0"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn text_is_inert() {
        let element =
            Element::new("text").class("a b").set("data-id", "x\"<\n\u{1}").text("</text><script>\u{8}");
        assert_eq!(
            element.print(),
            "<text class=\"a-b\" data-id=\"x&quot;&lt; \">&lt;/text&gt;&lt;script&gt;</text>"
        );
    }
}
