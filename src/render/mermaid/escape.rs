//! Any text as Mermaid text: what goes in comes out on the drawing, and nothing in it is ever taken for syntax.
//!
//! Mermaid has no quoting that covers everything: quotes end at the next quote, `;` and `#` cut text, `%%{` starts a
//! directive inside a string, tags are stripped, and since version 11 labels pass through Markdown. Decimal entities,
//! `#40;` for `(`, survive all of that in every version, so everything that is not plainly a letter, digit or space
//! becomes one.

use crate::view::clean::is_unsafe;
use std::fmt::Write as _;

/// The line break inside a label that everybody writes and every version knows.
const BREAK: &str = "<br/>";

/// `text` on one line for use in a label or a title.
pub fn text(text: &str) -> String {
    escape(text, is_plain)
}

/// `text` on one line for use between the braces of `accDescr`, where sentences can stay legible: there Mermaid looks for
/// little but the closing brace, its own entities, tags and directives.
pub fn description(text: &str) -> String {
    escape(text, |c, before, after| match c {
        '.' | ',' | '-' | '>' | '(' | ')' | '/' | '\'' | '!' | '?' | '+' => true,
        // On a line with the word `style`, `:` directly before an entity would cost that entity its end.
        ':' => after.is_none_or(|next| next == ' '),
        _ => is_plain(c, before, after),
    })
}

/// Keeps the characters that `keep` says may stand as they are, given their neighbours, and writes the others as entities.
fn escape(text: &str, keep: impl Fn(char, Option<char>, Option<char>) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let text = drawable(text);
    let mut chars = text.chars();
    let mut before = None;
    let mut current = chars.next();
    while let Some(c) = current {
        let after = chars.next();
        // A line with the words `direction LR` anywhere, be it inside a string, is a statement to Mermaid's lexer.
        let names_direction = c == ' ' && out.ends_with("direction");
        if keep(c, before, after) && !names_direction {
            out.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "#{};", u32::from(c));
        }
        before = Some(c);
        current = after;
    }
    out
}

/// `lines` inside quotes; a space when there is nothing, since Mermaid takes an empty string for a mistake.
///
/// Early releases of Mermaid 11 (11.4 is tested) decode the entities of a label that holds a tag, and only then read it
/// as Markdown: `1. Orders<br/>` is drawn as "Unsupported markdown: list" there, and `*` and `_` vanish. A real line break
/// does not trigger that, and is drawn as one in every version, so it serves where a line holds anything that Markdown
/// may take for markup.
pub fn quoted(lines: &[String]) -> String {
    let line_break = if lines.iter().all(|line| is_prose(line)) { BREAK } else { "\n" };
    let body = lines.iter().map(|line| text(line)).collect::<Vec<_>>().join(line_break);
    if body.trim().is_empty() { "\" \"".to_owned() } else { format!("\"{body}\"") }
}

/// `text` as a double-quoted YAML scalar for the front matter, where Mermaid's entities do not work.
///
/// Punctuation is written as `\x26`, so that neither Mermaid's search for tags nor its search for directives sees any. A
/// `<` is drawn in its wide form: Mermaid cuts what looks like a tag out of a title, in whatever way it is written.
pub fn yaml(text: &str) -> String {
    let mut out = String::from("\"");
    for c in drawable(text).chars() {
        if c == '<' {
            out.push('＜');
        } else if c.is_ascii_punctuation() {
            let _ = write!(out, "\\x{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out.push('"');
    out
}

/// `text` on one line, without what must not reach a drawing.
///
/// Mermaid writes entities internally as `ﬂ°…¶ß` and decodes the finished picture once more, so that it can draw neither
/// `ﬂ°` nor `¶ß`, however they are written. What stands for them comes nearest.
fn drawable(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|&c| !is_unsafe(c));
    spaced.collect::<String>().replace("ﬂ°", "fl°").replace("¶ß", "¶ ß")
}

/// Whether a character of a label may stand as it is, given its neighbours.
fn is_plain(c: char, before: Option<char>, after: Option<char>) -> bool {
    match c {
        ' ' => true,
        // Inside a word an underscore is just that; at its edge, Markdown may read it as emphasis.
        '_' => [before, after].iter().all(|side| side.is_some_and(char::is_alphanumeric)),
        _ => !c.is_ascii() || c.is_ascii_alphanumeric(),
    }
}

/// Whether Markdown, and Mermaid's search for icons and formulas, find nothing to do in a line.
fn is_prose(line: &str) -> bool {
    let harmless = |c: char| !c.is_ascii_punctuation() || "(),./'\";:&%!?=+-_".contains(c);
    let inner_underscores = line.split('_').skip(1).all(|after| after.starts_with(char::is_alphanumeric))
        && !line.starts_with('_');
    let begins_list = line.starts_with(['-', '+', '='])
        || line.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')']);
    let link = line.to_ascii_lowercase().contains("www.");
    // `https://…` is a link, and `fa:fa-car` an icon.
    let colons_end_words = line.split(':').skip(1).all(|after| after.is_empty() || after.starts_with(' '));
    line.chars().all(harmless) && inner_underscores && !begins_list && !link && colons_end_words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_but_letters_digits_and_spaces_becomes_an_entity() {
        for (plain, escaped) in [
            ("Order Svc 2", "Order Svc 2"),
            ("order_placed", "order_placed"),
            ("__init__", "#95;#95;init#95;#95;"),
            ("a->b; #1 \"x\"", "a#45;#62;b#59; #35;1 #34;x#34;"),
            ("%%{init}%%", "#37;#37;#123;init#125;#37;#37;"),
            ("<br/>", "#60;br#47;#62;"),
            ("direction LR", "direction#32;LR"),
            ("日本 ✗ é", "日本 ✗ é"),
            ("ﬂ°°59¶ß ﬂ ¶", "fl°°59¶ ß ﬂ ¶"),
            ("a\tb\u{1b}c\u{202e}d", "a bcd"),
        ] {
            assert_eq!(text(plain), escaped, "{plain}");
        }
    }

    #[test]
    fn a_description_keeps_its_punctuation_and_nothing_else() {
        assert_eq!(description("A -> B: sync, a:b {c} #1"), "A -> B: sync, a#58;b #123;c#125; #35;1");
    }

    #[test]
    fn an_empty_label_is_a_space() {
        assert_eq!(quoted(&[]), "\" \"");
    }

    #[test]
    fn lines_break_with_a_tag_unless_markdown_would_read_the_text() {
        let two = |line: &str| quoted(&[line.to_owned(), "(b)".to_owned()]);
        assert_eq!(two("snake_case / A & B"), "\"snake_case #47; A #38; B<br/>#40;b#41;\"");
        for line in [
            "1. a",
            "12) a",
            "- a",
            "a *b*",
            "_a_",
            "a_ b",
            "[a](b)",
            "http://a",
            "see WWW.a",
            "`a`",
            "a@b.c",
        ] {
            assert!(two(line).ends_with("\n#40;b#41;\""), "{line}");
        }
    }

    #[test]
    fn a_front_matter_title_shows_mermaid_no_punctuation() {
        assert_eq!(yaml("a: \"b\" <c>\\"), r#""a\x3A \x22b\x22 ＜c\x3E\x5C""#);
    }
}
