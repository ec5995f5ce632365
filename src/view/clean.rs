//! Makes any text safe to draw: what would move a cursor, reorder a line or hide a character is gone before a view holds it.

pub use crate::source::hidden::is_unsafe;
use unicode_normalization::UnicodeNormalization;

/// `text` in normalisation form C, on one line, with every unsafe character gone; runs of white space become one space.
///
/// ```
/// assert_eq!(cutaway::view::clean::line("a\tb\n c\u{1b}[31m"), "a b c[31m");
/// ```
pub fn line(text: &str) -> String {
    let spaced: String =
        text.nfc().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|&c| !is_unsafe(c)).collect();
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
