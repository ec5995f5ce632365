//! Text: one element per line, set by its role, reading in its own direction.
//!
//! Comes in: a text with the room kept for it. Goes out: a `text` element whose baseline stands on a whole fraction of
//! that room. The room fits the widest face, so a narrower one is either centred in it or begins at its left edge.

use super::theme::{Paint, Role};
use super::xml::{Element, px};
use crate::scene::font::{MONO, STACK, style};
use crate::scene::{Text, TextRole};

/// Where in its room a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// From the left edge.
    Start,
    /// In the middle.
    Middle,
}

/// The family and the size that most lines have, set once around the whole drawing.
pub(super) fn defaults(root: Element) -> Element {
    root.set("font-family", STACK).num("font-size", style(TextRole::Flow).size)
}

/// A line of text.
pub(super) fn line(paint: &Paint, text: &Text, anchor: Anchor, colour: Role) -> Element {
    let set = style(text.role);
    let rtl = runs_right_to_left(&text.text);
    // `direction` turns round what a start is, and resvg does not know it: a line that needs it is centred in its room.
    let anchor = if rtl { Anchor::Middle } else { anchor };
    let x = match anchor {
        Anchor::Start => px(text.rect.x),
        Anchor::Middle => px(text.rect.x) + px(text.rect.w) / 2.0,
    };
    let mut element = paint.fill(Element::new("text").class(class(text.role)), colour);
    element = element.num("x", x).num("y", px(text.rect.y) + set.baseline());
    if anchor == Anchor::Middle {
        element = element.set("text-anchor", "middle");
    }
    if set.size != style(TextRole::Flow).size {
        element = element.num("font-size", set.size);
    }
    if set.mono {
        element = element.set("font-family", MONO);
    }
    if set.bold {
        element = element.num("font-weight", 600);
    }
    if rtl {
        element = element.set("direction", "rtl").set("unicode-bidi", "embed");
    } else if set.tracking > 0 && text.text.is_ascii() {
        // Tracking would tear joined scripts apart.
        element = element.num("letter-spacing", px(set.tracking) / 100.0);
    }
    element.text(&text.text)
}

/// The class of a role.
const fn class(role: TextRole) -> &'static str {
    match role {
        TextRole::Heading => "heading",
        TextRole::Title => "title",
        TextRole::Label => "label",
        TextRole::Detail => "detail",
        TextRole::Flow => "flow",
        TextRole::Step => "step",
        TextRole::Legend => "words",
        TextRole::Badge => "badge",
        TextRole::Section => "section",
        TextRole::Head => "head",
        TextRole::Cell => "cell",
        TextRole::Code => "code",
        TextRole::Term => "term",
        TextRole::Failure => "failure",
    }
}

/// Whether a line has to be told to run right to left: its first letter with a direction does (UAX #9, rules P2 and P3),
/// and there is something in it besides such letters; those alone turn by themselves.
fn runs_right_to_left(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphabetic());
    first.is_some_and(is_right_to_left) && !text.chars().all(|c| is_right_to_left(c) || c == ' ')
}

/// Whether a character belongs to a script that runs right to left.
const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{65f}' | '\u{66a}'..='\u{6ef}' | '\u{6fa}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_follows_the_first_letter() {
        for (text, rtl) in [
            ("Orders", false),
            ("طلبات", false),
            ("طلبات · REST", true),
            ("3 שלום", true),
            ("REST طلب", false),
            ("—", false),
        ] {
            assert_eq!(runs_right_to_left(text), rtl, "{text}");
        }
    }
}
