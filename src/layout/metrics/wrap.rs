//! Breaks a text into lines no wider than a limit, in any unit.
//!
//! In comes a text, a limit and a function that measures. Out come slices of the text, in order, without the white space
//! at their ends: no character but white space is ever dropped, and none is added. A line is wider than the limit only
//! when it is a single grapheme cluster.
//!
//! Words are broken only when they must be: first between words (UAX #14), then inside a word too wide for a line of
//! its own, after one of `-/_.:` or at camelCase, then between any two grapheme clusters. Lines are balanced as by CSS
//! `text-wrap: balance`: as few as the limit allows, and then as narrow as that number of lines allows, so that no
//! single short word is left over at the end.

use crate::geom::Unit;
use std::ops::Range;
use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

/// The lines of `text`, each at most `limit` wide by `measure` where that can be; none for a blank text.
///
/// ```
/// use cutaway::layout::metrics::wrap::wrap;
/// let cells = |text: &str| text.len() as i32;
/// assert_eq!(wrap("the quick brown fox", 15, cells), ["the quick", "brown fox"]);
/// assert_eq!(wrap("OrderCreatedHandler", 15, cells), ["OrderCreated", "Handler"]);
/// ```
pub fn wrap(text: &str, limit: Unit, measure: impl Fn(&str) -> Unit) -> Vec<&str> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| wrap_line(line, limit, &measure)).collect()
}

/// The width of the widest stretch of `text` that wrapping breaks only between graphemes, as a last resort.
pub fn longest_word(text: &str, measure: impl Fn(&str) -> Unit) -> Unit {
    let parts = words(text).into_iter().flat_map(|word| {
        let joints: Vec<usize> = joints(text, word.clone()).collect();
        cut(word, joints.into_iter())
    });
    parts.map(|part| measure(text[part].trim())).max().unwrap_or(0)
}

/// The width of the widest path or dotted name in `text`, of those up to `most`: `/orders/:id` broken behind a slash reads like
/// another path, and `order.placed` like the end of a sentence.
pub fn longest_path(text: &str, most: Unit, measure: impl Fn(&str) -> Unit) -> Unit {
    let paths = words(text).into_iter().map(|word| text[word].trim()).filter(|word| is_path(word));
    paths.map(measure).filter(|&width| width <= most).max().unwrap_or(0)
}

/// The stretches between which a line may end without a word being broken.
fn words(text: &str) -> Vec<Range<usize>> {
    let is_blank = |at: usize| text[..at].ends_with(char::is_whitespace) && !is_in_short_brackets(text, at);
    let chances = chances(text).into_iter();
    cut(0..text.len(), chances.filter(|&at| is_between_words(text, at) || is_blank(at)))
}

/// Where UAX #14 lets a line end, and between a blank and the slash that a path begins with, where it does not (rule LB13).
fn chances(text: &str) -> Vec<usize> {
    let mut chances: Vec<usize> = linebreaks(text).map(|(at, _)| at).collect();
    let paths = text.match_indices(" /").map(|(at, _)| at + 1);
    let begins_path = |at: &usize| text[at + 1..].starts_with(|c: char| !c.is_whitespace());
    chances.extend(paths.filter(begins_path));
    chances.sort_unstable();
    chances.dedup();
    chances
}

/// Whether a slash, a dot or a colon stands inside a word, or a slash before it.
fn is_path(word: &str) -> bool {
    let inside = word.trim_end_matches(|c: char| c.is_ascii_punctuation());
    inside.starts_with('/') || inside.trim_start_matches('/').contains(['/', '.', ':'])
}

fn wrap_line<'a>(line: &'a str, limit: Unit, measure: &impl Fn(&str) -> Unit) -> Vec<&'a str> {
    if measure(line) <= limit {
        return vec![line];
    }
    let atoms = atoms(line, limit, measure);
    let widest = atoms.iter().map(|atom| measure(line[atom.clone()].trim())).max().unwrap_or(0);
    let fewest = fill(line, &atoms, limit, measure);
    // The number of lines never grows with the width, so the least width that needs no more of them is found by halving.
    let (mut low, mut high) = (widest.min(limit), limit);
    while low < high {
        let middle = low + (high - low) / 2;
        if fill(line, &atoms, middle, measure).len() <= fewest.len() {
            high = middle
        } else {
            low = middle + 1
        }
    }
    fill(line, &atoms, low, measure)
}

/// Puts as many atoms on each line as it holds.
fn fill<'a>(
    text: &'a str,
    atoms: &[Range<usize>],
    limit: Unit,
    measure: &impl Fn(&str) -> Unit,
) -> Vec<&'a str> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut end = 0;
    for atom in atoms {
        if end > start && measure(text[start..atom.end].trim()) > limit {
            lines.push(text[start..end].trim());
            start = atom.start;
        }
        end = atom.end;
    }
    lines.push(text[start..end].trim());
    lines.retain(|line| !line.is_empty());
    lines
}

/// Cuts a text into the stretches between which a line may end; each is at most `limit` wide, or one grapheme.
fn atoms(text: &str, limit: Unit, measure: &impl Fn(&str) -> Unit) -> Vec<Range<usize>> {
    let graphemes: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    let is_whole = |at: &usize| graphemes.binary_search(at).is_ok();
    let chances: Vec<usize> = chances(text).into_iter().filter(is_whole).collect();
    let fits = |range: &Range<usize>| measure(text[range.clone()].trim()) <= limit;

    let mut atoms = Vec::new();
    for word in cut(0..text.len(), chances.iter().copied().filter(|&at| is_between_words(text, at))) {
        if fits(&word) {
            atoms.push(word);
            continue;
        }
        let inside = chances.iter().copied().filter(|&at| {
            let is_blank = text[..at].ends_with(char::is_whitespace);
            word.contains(&at) && (is_blank || !leaves_bit(text, &word, at))
        });
        let mut joints: Vec<usize> = inside.chain(joints(text, word.clone()).filter(is_whole)).collect();
        joints.sort_unstable();
        for part in cut(word, joints.into_iter()) {
            if fits(&part) {
                atoms.push(part);
            } else {
                let from = graphemes.partition_point(|&at| at < part.start);
                atoms.extend(cut(part, graphemes[from..].iter().copied()));
            }
        }
    }
    atoms
}

/// Cuts a range at the places that lie inside it; they come in order.
fn cut(range: Range<usize>, places: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    for at in places.skip_while(|&at| at <= range.start).take_while(|&at| at < range.end) {
        if at > start {
            parts.push(start..at);
            start = at;
        }
    }
    parts.push(start..range.end);
    parts
}

/// Whether a break chance of UAX #14 lies between words, and not inside an identifier such as `REST/JSON`. A sign that
/// stands alone, as in `slow > 50ms`, belongs to what follows it, and a few letters in brackets, as `[par 1]`, stay together.
fn is_between_words(text: &str, at: usize) -> bool {
    if is_in_short_brackets(text, at) {
        return false;
    }
    let mut before = text[..at].chars().rev().peekable();
    if before.peek().is_none_or(char::is_ascii_punctuation) {
        return false;
    }
    let mut word = before.skip_while(|c| c.is_whitespace());
    let is_sign = word.next().is_some_and(|c| matches!(c, '<' | '>' | '=' | '&' | '+' | '·' | '≥' | '≤'));
    !(is_sign && word.next().is_none_or(char::is_whitespace))
}

/// The longest stretch from bracket to bracket that stays together.
const SHORT: usize = 8;

fn is_in_short_brackets(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let open = before.rfind(['[', ']']).filter(|&open| before[open..].starts_with('['));
    let close = after.find(['[', ']']).filter(|&close| after[close..].starts_with(']'));
    matches!((open, close), (Some(open), Some(close)) if before.len() - open + close < SHORT)
}

/// The fewest letters that stand alone when a word is broken.
const LEAST_PART: usize = 3;

/// Whether a break leaves a letter or two of a word over, or a slash alone.
fn leaves_bit(text: &str, word: &Range<usize>, at: usize) -> bool {
    let is_bit = |part: &str| part.trim().chars().nth(LEAST_PART - 1).is_none();
    is_bit(&text[word.start..at]) || is_bit(&text[at..word.end])
}

/// Where an identifier may be broken: behind a run of marks, behind the slash in `/:id`, and where a word begins in
/// camelCase; not so near an end that a letter or two are left over, as in `gRPC`, `OAuth2`, `MySQL` or `/reservations`.
fn joints(text: &str, word: Range<usize>) -> impl Iterator<Item = usize> {
    let is_joint = |c: char| matches!(c, '-' | '/' | '_' | '.' | ':');
    text[word.clone()].char_indices().filter_map(move |(offset, c)| {
        let at = word.start + offset;
        let before = text[word.start..at].chars().next_back()?;
        let after = text[at + c.len_utf8()..word.end].chars().next();
        let behind_mark = is_joint(before) && (!is_joint(c) || before == '/' && c != '/');
        let hump = c.is_uppercase() && (before.is_lowercase() || before.is_numeric());
        let last_of_acronym =
            c.is_uppercase() && before.is_uppercase() && after.is_some_and(char::is_lowercase);
        ((behind_mark || hump || last_of_acronym) && !leaves_bit(text, &word, at)).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::wrap;
    use crate::scene::cells;

    fn check(text: &str, limit: i32, lines: &[&str]) {
        assert_eq!(wrap(text, limit, |line| cells::width(line) as i32), lines);
    }

    #[test]
    fn breaks_between_words_before_breaking_inside() {
        check("reads REST/JSON", 14, &["reads", "REST/JSON"]);
        check("API Gateway / BFF", 14, &["API Gateway /", "BFF"]);
        check("slow > 50ms", 8, &["slow", "> 50ms"]);
        check("Components & Boundaries", 12, &["Components", "& Boundaries"]);
        check("7 [par 2] settles", 9, &["7 [par 2]", "settles"]);
        check("7 [par 2] settles", 7, &["7", "[par 2]", "settles"]);
        check("[while it waits] polls", 11, &["[while it", "waits]", "polls"]);
        check("short", 10, &["short"]);
        check("  ", 10, &[]);
    }

    #[test]
    fn breaks_identifiers_at_their_joints() {
        check("order-created-event", 14, &["order-", "created-event"]);
        check("HTTPServerFactory", 10, &["HTTPServer", "Factory"]);
        check("HTTPServer", 6, &["HTTP", "Server"]);
        check("calls gRPC", 5, &["calls", "gRPC"]);
        check("OAuth2Gateway", 8, &["OAuth2", "Gateway"]);
        check("https://example.com/a", 12, &["https://", "example.", "com/a"]);
        check("/api/v1/customers/:id", 10, &["/api/v1/", "customers/", ":id"]);
        check("POST /reservations", 13, &["POST", "/reservations"]);
        check("GET /me", 4, &["GET", "/me"]);
        check("slow > 800ms", 6, &["slow >", "800ms"]);
    }

    #[test]
    fn breaks_anything_else_between_graphemes() {
        check("aaaaaaaaaa", 4, &["aaaa", "aaaa", "aa"]);
        check("e\u{301}e\u{301}e\u{301}", 2, &["e\u{301}e\u{301}", "e\u{301}"]);
        check("👩‍👩‍👧👩‍👩‍👧", 1, &["👩‍👩‍👧", "👩‍👩‍👧"]);
    }

    #[test]
    fn a_long_word_is_known_before_it_is_broken() {
        let longest = |text: &str| super::longest_word(text, |part| cells::width(part) as i32);
        assert_eq!(longest("gather all requirements"), 12);
        assert_eq!(longest("OrderCreatedHandler"), 7);
        assert_eq!(longest("写进数据库"), 2);
        assert_eq!(longest("gRPC or OAuth2"), 6);
        assert_eq!(longest("slow > 800ms"), 5);
        assert_eq!(longest("POST /reservations"), 13);
        assert_eq!(longest(""), 0);
    }

    #[test]
    fn a_path_is_a_word_with_marks_in_it() {
        let longest = |text: &str| super::longest_path(text, 20, |part| cells::width(part) as i32);
        assert_eq!(longest("2 GET /orders/:id/items"), 17);
        assert_eq!(longest("order.placed."), 13);
        assert_eq!(longest("/me is slow, order-created waits: done."), 3);
        assert_eq!(longest("/api/v1/customers/:id"), 0, "too long to stay whole");
        assert_eq!(longest("reads → writes"), 0);
    }

    #[test]
    fn balances() {
        check("one two three four five", 21, &["one two three", "four five"]);
        check("把订单写进数据库然后通知", 20, &["把订单写进数", "据库然后通知"]);
        check("first\nsecond", 20, &["first", "second"]);
    }
}
