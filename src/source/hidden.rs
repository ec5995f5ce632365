//! Characters that must not reach a reader's screen as they are: they move a cursor, reorder a line or hide something.

/// Whether a character is a control, a bidi control or an invisible format character. The joiner and the variation
/// selectors are not, since emoji are made of them; a soft hyphen is.
pub const fn is_unsafe(c: char) -> bool {
    matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200c}' | '\u{200e}'
        | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' | '\u{fffe}' | '\u{ffff}')
}

/// A visible character to show in place of an unsafe one; any other stays.
///
/// ```
/// use cutaway::source::hidden::visible;
/// assert_eq!(visible('\u{1b}'), '␛');
/// assert_eq!(visible('\u{202e}'), '\u{fffd}');
/// assert_eq!(visible('é'), 'é');
/// ```
pub fn visible(c: char) -> char {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + c as u32).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\x7f' => '␡',
        _ if is_unsafe(c) => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}
