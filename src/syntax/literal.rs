//! Words with an inside: strings, names, quantities, dates.
//!
//! In: the text of one leaf of the parse tree and the offset where it stands. Out: what it means, and the faults in it
//! as ranges, which the caller turns into diagnostics. A faulty literal still has a meaning, so that its statement lives.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What is wrong inside a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum StringFault {
    /// The line, or for `"""` the file, ended first. The range is the opening quote.
    Unclosed(Range<usize>),
    /// `\q`, or `\u` with something other than a character's number in braces behind it.
    Escape(Range<usize>),
}

/// A name in normalisation form C, so that names that look alike are alike.
pub(super) fn name(word: &str) -> String {
    if word.is_ascii() || is_nfc(word) { word.to_owned() } else { word.nfc().collect() }
}

/// Text with every line end as a line feed.
pub(super) fn line_feeds(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// Text with each comment as one space.
pub(super) fn without_comments(text: &str) -> String {
    let (mut out, mut depth, mut rest) = (String::new(), 0, text);
    while let Some(c) = rest.chars().next() {
        let (step, length) = match c {
            '/' if rest.starts_with("/*") => (1, 2),
            '*' if rest.starts_with("*/") && depth > 0 => (-1, 2),
            c => (0, c.len_utf8()),
        };
        depth += step;
        match (depth, step) {
            (0, 0) => out.push(c),
            (0, _) => out.push(' '),
            _ => {}
        }
        rest = &rest[length..];
    }
    out
}

/// The meaning of a string literal, quotes included in `source`; ranges count from its first byte.
pub(super) fn string(source: &str) -> (String, Vec<StringFault>) {
    match source.strip_prefix("\"\"\"") {
        Some(inside) => raw(inside),
        None => quoted(source),
    }
}

fn raw(inside: &str) -> (String, Vec<StringFault>) {
    let (inside, faults) = match inside.strip_suffix("\"\"\"") {
        Some(inside) => (inside, Vec::new()),
        None => (inside, vec![StringFault::Unclosed(0..3)]),
    };
    (dedent(&line_feeds(inside)), faults)
}

/// Drops a blank first and last line and the indentation that all lines share. Text directly behind the opening quotes
/// has no indentation of its own and takes no part in the count.
fn dedent(text: &str) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let starts_on_first_line = !lines[0].trim().is_empty();
    if !starts_on_first_line && lines.len() > 1 {
        lines.remove(0);
    }
    if lines.len() > 1 && lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    let indented =
        lines.iter().skip(usize::from(starts_on_first_line)).filter(|line| !line.trim().is_empty());
    let common = indented.map(|line| indentation(line)).reduce(shared_prefix).unwrap_or("").len();
    let cut = |(i, line): (usize, &&str)| {
        if i == 0 && starts_on_first_line {
            (*line).to_owned()
        } else {
            line.get(common..).unwrap_or("").to_owned()
        }
    };
    lines.iter().enumerate().map(cut).collect::<Vec<_>>().join("\n")
}

/// A `"""` literal with its text moved to stand one level inside `indent`, when it stands on lines of its own. What it
/// means stays the same.
pub(super) fn indent_raw(literal: &str, indent: usize) -> String {
    let inside = literal.strip_prefix("\"\"\"").and_then(|rest| rest.strip_suffix("\"\"\""));
    let lines: Vec<&str> = inside.map(|inside| inside.split('\n').collect()).unwrap_or_default();
    let [first, text @ .., last] = &lines[..] else { return literal.to_owned() };
    let is_blank = |line: &&str| line.trim().is_empty();
    if !is_blank(first) || !is_blank(last) || text.iter().all(is_blank) {
        return literal.to_owned();
    }
    let mut out = String::from("\"\"\"\n");
    for line in dedent(inside.unwrap_or_default()).split('\n') {
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent + 2));
            out.push_str(line);
        }
        out.push('\n');
    }
    out.extend(std::iter::repeat_n(' ', indent));
    out + "\"\"\""
}

fn indentation(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

fn shared_prefix<'a>(a: &'a str, b: &str) -> &'a str {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    &a[..same]
}

fn quoted(source: &str) -> (String, Vec<StringFault>) {
    let mut value = String::with_capacity(source.len());
    let mut faults = Vec::new();
    let mut chars = source.char_indices().skip(1).peekable();
    let mut closed = false;
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => closed = true,
            '\\' => match chars.next().map(|(_, c)| c) {
                Some('n') => value.push('\n'),
                Some('t') => value.push('\t'),
                Some(c @ ('"' | '\\')) => value.push(c),
                Some('u') => {
                    let rest = &source[at + 2..];
                    let digits =
                        rest.strip_prefix('{').and_then(|r| r.split_once('}')).map(|(digits, _)| digits);
                    let length = digits.map_or(0, |digits| digits.len() + 2);
                    match digits
                        .filter(|d| d.len() <= 6)
                        .and_then(|d| u32::from_str_radix(d, 16).ok())
                        .and_then(char::from_u32)
                    {
                        Some(c) => value.push(c),
                        None => faults.push(StringFault::Escape(at..at + 2 + length)),
                    }
                    while chars.peek().is_some_and(|&(i, _)| i < at + 2 + length) {
                        chars.next();
                    }
                }
                Some(c) => {
                    faults.push(StringFault::Escape(at..at + 1 + c.len_utf8()));
                    value.push(c);
                }
                None => faults.push(StringFault::Escape(at..at + 1)),
            },
            c => value.push(c),
        }
    }
    if !closed {
        value.truncate(value.trim_end().len());
        faults.insert(0, StringFault::Unclosed(0..1));
    }
    (value, faults)
}

/// The parts of a quantity: number, unit, and the letter of a rate.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parts {
    pub number: f64,
    pub unit: String,
    pub per: Option<char>,
}

/// The units of the language; case counts.
pub(super) const UNITS: [&str; 14] =
    ["ms", "s", "m", "h", "d", "%", "B", "KB", "MB", "GB", "TB", "K", "M", "G"];

/// What is wrong with a quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum QuantityFault {
    /// `1..2`, `1__0`, `1.`
    Number,
    /// `5min`
    Unit(String),
    /// `5/y`
    Rate(String),
}

/// Reads `800ms`, `99.95%`, `500/s`, `10_000`.
pub(super) fn quantity(word: &str) -> Result<Parts, QuantityFault> {
    let (amount, per) = match word.split_once('/') {
        Some((amount, per)) => (amount, Some(per)),
        None => (word, None),
    };
    let digits_end =
        amount.find(|c: char| !(c.is_ascii_digit() || c == '_' || c == '.')).unwrap_or(amount.len());
    let (digits, unit) = amount.split_at(digits_end);
    let well_formed = digits.split('.').count() <= 2
        && digits.split('.').all(|part| part.split('_').all(|group| !group.is_empty()));
    let number = digits.replace('_', "").parse::<f64>().ok().filter(|n| well_formed && n.is_finite());
    let number = number.ok_or(QuantityFault::Number)?;
    if !unit.is_empty() && !UNITS.contains(&unit) {
        return Err(QuantityFault::Unit(unit.to_owned()));
    }
    let per = match per {
        None => None,
        Some("s") => Some('s'),
        Some("m") => Some('m'),
        Some("h") => Some('h'),
        Some("d") => Some('d'),
        Some(other) => return Err(QuantityFault::Rate(other.to_owned())),
    };
    Ok(Parts { number, unit: unit.to_owned(), per })
}

/// Whether `word` is a day of the calendar, `2027-06-30`.
pub(super) fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    if (year.len(), month.len(), day.len()) != (4, 2, 2)
        || !word.bytes().all(|b| b.is_ascii_digit() || b == b'-')
    {
        return false;
    }
    let number = |digits: &str| digits.parse::<u32>().unwrap_or(0);
    let (year, month, day) = (number(year), number(month), number(day));
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=12).contains(&month) && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_mean_what_their_escapes_say() {
        let cases = [
            (r#""plain""#, "plain"),
            (r#""say \"hi\"""#, "say \"hi\""),
            (r#""a\\b\tc\nd""#, "a\\b\tc\nd"),
            (r#""\u{1F600}\u{e9}!""#, "\u{1F600}é!"),
            ("\"\"\"one\"\"\"", "one"),
            ("\"\"\"\n    one\n      two\n\n    three\n  \"\"\"", "one\n  two\n\nthree"),
            ("\"\"\"one\r\n    two\r    three\"\"\"", "one\ntwo\nthree"),
            ("\"\"\"\"\"\"", ""),
        ];
        for (source, meaning) in cases {
            assert_eq!(string(source), (meaning.to_owned(), vec![]), "{source}");
        }
    }

    #[test]
    fn comments_are_spaces() {
        assert_eq!(without_comments("id: /* a /* b */ */ID!, */"), "id:  ID!, */");
        assert_eq!(without_comments("é /*"), "é ");
    }

    #[test]
    fn faults_in_strings_are_placed() {
        let faults = |source: &str| string(source).1;
        assert_eq!(faults(r#""a\qb""#), [StringFault::Escape(2..4)]);
        assert_eq!(faults(r#""\u{zz}\é""#), [StringFault::Escape(1..7), StringFault::Escape(7..10)]);
        assert_eq!(faults(r#""\u{110000}""#), [StringFault::Escape(1..11)]);
        assert_eq!(faults(r#""\u41""#), [StringFault::Escape(1..3)]);
        assert_eq!(faults("\"open "), [StringFault::Unclosed(0..1)]);
        assert_eq!(faults("\"\"\"open"), [StringFault::Unclosed(0..3)]);
        assert_eq!(string("\"open ").0, "open");
    }

    #[test]
    fn quantities_have_number_unit_and_rate() {
        let good = [
            ("800ms", 800.0, "ms", None),
            ("99.95%", 99.95, "%", None),
            ("10_000", 10_000.0, "", None),
            ("5M", 5.0, "M", None),
            ("1.5K/s", 1.5, "K", Some('s')),
            ("20GB/d", 20.0, "GB", Some('d')),
        ];
        for (word, number, unit, per) in good {
            assert_eq!(quantity(word), Ok(Parts { number, unit: unit.to_owned(), per }), "{word}");
        }
        for word in ["1..2", "1.2.3", "1_", "1__0", "1."] {
            assert_eq!(quantity(word), Err(QuantityFault::Number), "{word}");
        }
        assert_eq!(quantity("5min"), Err(QuantityFault::Unit("min".to_owned())));
        assert_eq!(quantity("5/y"), Err(QuantityFault::Rate("y".to_owned())));
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        for good in ["2027-06-30", "2024-02-29", "2000-02-29"] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "2027-6-30",
            "2027-06-31",
            "2023-02-29",
            "1900-02-29",
            "2027-13-01",
            "27-06-30",
            "soon",
            "2027-06",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
