//! How many terminal cells a text takes: measured by grapheme cluster, never by `char`.

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
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(grapheme_width).sum() }
}
