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

/// JSON in which every unsafe character of a string is escaped. It says the same, and is safe to look at.
///
/// ```
/// assert_eq!(cutaway::source::hidden::inert_json("[\"a\u{202e}\"]\n".to_owned()), "[\"a\\u202e\"]\n");
/// ```
pub fn inert_json(json: String) -> String {
    // An unsafe character stands inside a string: between strings JSON has nothing but line ends.
    let shown = |c: char| c == '\n' || !is_unsafe(c);
    if json.chars().all(shown) {
        return json;
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if shown(c) {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}
