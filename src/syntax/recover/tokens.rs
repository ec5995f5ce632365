//! The words of a line that the grammar could not read, cut as a person would cut them.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run of characters without blanks: a name, a number, a sign, an arrow of any language.
    Word,
    /// `"…"`, closed or not.
    String,
    /// `[…]`, closed or not.
    Brackets,
    /// `,`
    Comma,
    /// `{` or `}`
    Brace,
}

/// One token of a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'s> {
    pub kind: Kind,
    pub start: usize,
    pub text: &'s str,
}

/// Arrows of other languages with dots in them, which would be names else; none begins like one after it.
const DOTTED: [&str; 7] = ["<-.->", "<..>", "<..", "-.->", "-.-", ".->", "..>"];

fn dotted_arrow(rest: &str) -> Option<&'static str> {
    DOTTED.into_iter().find(|arrow| rest.starts_with(arrow))
}

/// The tokens of `text`. Names and the signs between them are separate, so that `a-->b` has three.
pub(super) fn of(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let (kind, length) = match c {
            c if is_blank(c) => (None, c.len_utf8()),
            // Between statements it is a blank like any other.
            ';' => (None, 1),
            '"' => (Some(Kind::String), string_length(rest)),
            '[' => (Some(Kind::Brackets), rest.find(']').map_or(rest.len(), |i| i + 1)),
            ',' => (Some(Kind::Comma), 1),
            '{' | '}' => (Some(Kind::Brace), 1),
            '/' if rest.starts_with("//") => (None, rest.find(['\n', '\r']).unwrap_or(rest.len())),
            '/' if rest.starts_with("/*") => (None, rest.find("*/").map_or(rest.len(), |i| i + 2)),
            _ => (Some(Kind::Word), word_length(rest)),
        };
        if let Some(kind) = kind {
            tokens.push(Token { kind, start: at, text: &rest[..length] });
        }
        at += length;
    }
    tokens
}

/// What the grammar takes for a blank; other white space is a word that nobody meant.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{3000}')
}

fn string_length(rest: &str) -> usize {
    if let Some(inside) = rest.strip_prefix("\"\"\"") {
        return inside.find("\"\"\"").map_or(rest.len(), |i| i + 6);
    }
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !escaped => return i + 1,
            '\n' | '\r' => return i,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    rest.len()
}

/// A name with its dots and hyphens, or a run of signs.
fn word_length(rest: &str) -> usize {
    if let Some(arrow) = dotted_arrow(rest) {
        return arrow.len();
    }
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '%' | '@' | '$' | '\\' | '\'');
    let ends = |c: char| is_blank(c) || matches!(c, '"' | '[' | ',' | '{' | '}' | ';');
    let begins_as_name = rest.starts_with(is_name);
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        // A hyphen or a slash inside a name, and a colon that ends one, belong to it.
        let joins = begins_as_name && i > 0 && matches!(c, '-' | '/' | ':') && next.is_some_and(is_name);
        // A word has at least one character, whatever it is; else the scan would stand still.
        let ends = ends(c) || (is_name(c) != begins_as_name && !joins) || dotted_arrow(&rest[i..]).is_some();
        if i > 0 && ends {
            return i;
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_signs_are_separate() {
        let words = |text| of(text).into_iter().map(|token| token.text).collect::<Vec<_>>();
        assert_eq!(words("a-->b"), ["a", "-->", "b"]);
        assert_eq!(words("orders-db => x.y"), ["orders-db", "=>", "x.y"]);
        assert_eq!(words("A -->|text| B"), ["A", "-->|", "text", "|", "B"]);
        assert_eq!(words("a: \"b c\" [d, e], f"), ["a", ":", "\"b c\"", "[d, e]", ",", "f"]);
        assert_eq!(words("x /* y */ “z” // w"), ["x", "“", "z", "”"]);
        assert_eq!(words("a→b <-c"), ["a", "→", "b", "<-", "c"]);
        assert_eq!(words("a -.-> b..>c<..d"), ["a", "-.->", "b", "..>", "c", "<..", "d"]);
        assert_eq!(words("a.b-.->c <..> ../d"), ["a.b", "-.->", "c", "<..>", "../d"]);
        assert_eq!(words("a;{ b; }"), ["a", "{", "b", "}"]);
        assert_eq!(words("\u{2003}{"), ["\u{2003}", "{"]);
    }
}
