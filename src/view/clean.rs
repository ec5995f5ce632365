//! Makes any text safe to draw: what would move a cursor, reorder a line or hide a character is gone before a view holds it.

use unicode_normalization::UnicodeNormalization;

/// Whether a character must not reach a drawing: controls, bidi controls and invisible format characters. The joiner
/// and the variation selectors stay, since emoji are made of them; a soft hyphen goes.
pub const fn is_unsafe(c: char) -> bool {
    matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200c}' | '\u{200e}'
        | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' | '\u{fffe}' | '\u{ffff}')
}

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
