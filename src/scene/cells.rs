//! What scenes in cells have in common: how many cells a text takes, measured by grapheme cluster and never by `char`, and
//! the words that stand for a kind of box where there are no shapes.

use crate::view::Kind;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The cells of one grapheme cluster: 0, 1 or 2.
pub fn grapheme_width(grapheme: &str) -> usize {
    grapheme.width().min(2)
}

/// The cells of a whole text.
///
/// ```
/// assert_eq!(cutaway::scene::cells::width("日本"), 4);
/// assert_eq!(cutaway::scene::cells::width("e\u{301}"), 1);
/// ```
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else if text.chars().all(is_plain) {
        text.chars().count()
    } else {
        text.graphemes(true).map(grapheme_width).sum()
    }
}

/// Whether a character is a cluster of its own, of one cell, beside others of its kind: most texts hold no other.
const fn is_plain(c: char) -> bool {
    c.is_ascii() || matches!(c, 'À'..='ſ' | '✗' | '→' | '…')
}

/// The tag of a kind that is more than a plain part of the system; the words are the same in every charset.
pub const fn kind_tag(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::External => Some("[ext]"),
        Kind::Database => Some("[db]"),
        Kind::Cache => Some("[cache]"),
        Kind::Queue => Some("[queue]"),
        Kind::Topic => Some("[topic]"),
        Kind::Storage => Some("[storage]"),
        Kind::Search => Some("[search]"),
        Kind::Cdn => Some("[cdn]"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_text_is_measured_as_its_clusters_are() {
        let plain: Vec<char> = (' '..='\u{ffff}').filter(|&c| is_plain(c) && !c.is_control()).collect();
        assert!(plain.len() > 200);
        for pair in plain.windows(2) {
            let text = String::from_iter(pair);
            assert_eq!(width(&text), text.graphemes(true).map(grapheme_width).sum::<usize>(), "{text}");
        }
    }
}
