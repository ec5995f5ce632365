//! The wording of every syntax diagnostic, in one place, reviewed like an interface.
//!
//! In: a place and what stands there. Out: the finished diagnostic. No message names a rule of the grammar.

use super::ast::Name;
use super::limits;
use super::literal::{QuantityFault, UNITS};
use super::words;
use crate::diag::{Diagnostic, codes, nearest};
use crate::source::{SourceFile, Span};

/// Text that came from a file, shortened and made visible, so that a message stays a line.
pub(super) fn shown(text: &str) -> String {
    let line = text.trim_matches([' ', '\t', '\n', '\r']).split(['\n', '\r']).next().unwrap_or_default();
    let mut chars = line.chars();
    let mut out = String::new();
    for c in chars.by_ref().take(40) {
        match c {
            '`' => out.push('\''),
            '\t' => out.push(' '),
            c if c.is_control() || (c.is_whitespace() && c != ' ') => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    if chars.next().is_some() {
        out.push('…');
    }
    out
}

/// The bytes of a file are not UTF-8: `valid_up_to` of them are.
///
/// `lossy` is the file with what could not be read replaced, so that the place can be shown.
pub fn not_utf8(lossy: &SourceFile, valid_up_to: usize) -> Diagnostic {
    let start = valid_up_to.min(lossy.text.len());
    let length = lossy.text[start..].chars().next().map_or(0, char::len_utf8);
    Diagnostic::error(codes::NOT_UTF8, Span::new(lossy.id, start, start + length), "the file is not UTF-8")
        .here(format!("byte {start} is the first that is not"))
        .help("save the file in the encoding UTF-8")
}

pub(super) fn unclosed_string(quote: Span, string: Span) -> Diagnostic {
    if quote.end - quote.start == 3 {
        return Diagnostic::error(codes::UNCLOSED_STRING, quote, "a `\"\"\"` string is never closed")
            .here("opened here, and open until the end of the file")
            .help("close it with `\"\"\"`");
    }
    let end = Span { start: string.end, ..string };
    Diagnostic::error(codes::UNCLOSED_STRING, quote, "a string is not closed on its line")
        .here("opened here")
        .help("close it with `\"`; a text of several lines stands between `\"\"\"` and `\"\"\"`")
        .fix(end, "\"")
}

pub(super) fn unknown_escape(place: Span, escape: &str) -> Diagnostic {
    let escape = shown(escape);
    let diagnostic =
        Diagnostic::error(codes::UNKNOWN_ESCAPE, place, format!("unknown escape `{escape}` in a string"));
    if escape.starts_with("\\u") {
        diagnostic
            .here("not the number of a character")
            .help("write the character's number in hexadecimal digits and braces, such as `\\u{e9}`")
    } else {
        diagnostic
            .here("not an escape")
            .help("the escapes are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}`; a plain backslash is `\\\\`")
            .fix(place, format!("\\{escape}"))
    }
}

pub(super) fn unclosed_brace(open: Span, suspect: Option<Span>) -> Diagnostic {
    let place = suspect.unwrap_or(open);
    let diagnostic = Diagnostic::error(codes::UNCLOSED_BRACE, place, "a `{` is never closed");
    match suspect {
        Some(_) => diagnostic
            .here("the `}` of this body seems to be missing: the next one stands further left than this line")
            .label(open, "so this `{` is open at the end of the file")
            .help("add a `}` where this body ends"),
        None => diagnostic.here("open until the end of the file").help("add a `}` where this body ends"),
    }
}

pub(super) fn stray_brace(place: Span) -> Diagnostic {
    Diagnostic::error(codes::STRAY_BRACE, place, "a `}` closes nothing")
        .here("no `{` is open here")
        .help("remove it, or look above for a `{` that is missing")
        .fix(place, "")
}

pub(super) fn late_brace(brace: Span) -> Diagnostic {
    Diagnostic::error(codes::LATE_BRACE, brace, "a `{` stands on a line of its own")
        .here("belongs to the statement above")
        .help("write `{` at the end of the statement's line")
}

pub(super) fn unclosed_comment(open: Span) -> Diagnostic {
    Diagnostic::error(codes::UNCLOSED_COMMENT, open, "a comment is never closed")
        .here("opened here, and open until the end of the file")
        .help("close it with `*/`; comments nest, so each `/*` needs one")
}

pub(super) fn unclosed_bracket(open: Span, brackets: (char, char)) -> Diagnostic {
    let (left, right) = brackets;
    Diagnostic::error(codes::UNCLOSED_BRACKET, open, format!("a `{left}` is not closed on its line"))
        .here("opened here")
        .help(format!("close it with `{right}`"))
}

pub(super) fn quantity(place: Span, word: &str, fault: &QuantityFault) -> Diagnostic {
    let word = shown(word);
    let diagnostic = Diagnostic::error(codes::QUANTITY, place, format!("`{word}` is not a quantity"));
    match fault {
        QuantityFault::Number => diagnostic.here("not a number").help(
            "a number has digits, at most one `.`, and `_` between digits, such as `99.95` or `10_000`",
        ),
        QuantityFault::Unit(unit) if matches!(unit.as_str(), "x" | "X" | "times") => {
            let number = word.strip_suffix(unit.as_str()).unwrap_or(&word);
            diagnostic
                .here(format!("unknown unit `{unit}`"))
                .help(format!("write the number alone: `{number}`"))
                .fix(place, number)
        }
        QuantityFault::Unit(unit) => {
            let diagnostic = diagnostic.here(format!("unknown unit `{}`", shown(unit)));
            match meant_unit(unit).or_else(|| nearest(unit, ["ms", "KB", "MB", "GB", "TB"])) {
                Some(meant) => diagnostic.help(format!("write `{meant}` for `{}`", shown(unit))),
                None => diagnostic.help(
                    "the units are `ms s m h d` for time, `%`, `B KB MB GB TB` for bytes and `K M G` for thousands and more",
                ),
            }
        }
        QuantityFault::Rate(per) => diagnostic
            .here(format!("unknown rate `/{}`", shown(per)))
            .help("a rate is per second, minute, hour or day: `/s`, `/m`, `/h`, `/d`"),
    }
}

/// The unit that people may have meant by `unit`, by another name or in other letters.
pub(super) fn meant_unit(unit: &str) -> Option<&'static str> {
    Some(match unit.to_lowercase().as_str() {
        "msec" | "msecs" | "millis" | "milliseconds" | "millisecond" => "ms",
        "sec" | "secs" | "second" | "seconds" => "s",
        "min" | "mins" | "minute" | "minutes" => "m",
        "hr" | "hrs" | "hour" | "hours" => "h",
        "day" | "days" => "d",
        "k" => "K",
        "kib" => "KB",
        "mib" => "MB",
        "gib" => "GB",
        "tib" => "TB",
        "percent" | "pct" => "%",
        _ => return UNITS.into_iter().find(|known| known.eq_ignore_ascii_case(unit)),
    })
}

pub(super) fn date(place: Span, word: &str) -> Diagnostic {
    Diagnostic::error(codes::DATE, place, format!("`{}` is not a date", shown(word)))
        .here("not a day of the calendar")
        .help("write year, month and day, such as `2027-06-30`")
}

pub(super) fn unknown_edition(place: Span, word: &str) -> Diagnostic {
    Diagnostic::error(codes::EDITION, place, format!("unknown edition `{}`", shown(word)))
        .here("this version knows edition 1")
        .help("write `edition 1`")
        .fix(place, "1")
}

pub(super) fn late_edition(place: Span) -> Diagnostic {
    Diagnostic::error(codes::EDITION, place, "`edition` is not the first statement")
        .here("statements stand before it")
        .help("move `edition 1` to the top of the file")
}

pub(super) fn stray_plan(bang: Span) -> Diagnostic {
    Diagnostic::error(codes::STRAY_PLAN, bang, "a failure plan without a flow")
        .here("no flow, step or endpoint stands directly before this `!`")
        .help("write the plan under the flow that it is for")
}

pub(super) fn plan_in_body(plan: Span) -> Diagnostic {
    Diagnostic::error(codes::STRAY_PLAN, plan, "a failure plan inside the body of a flow")
        .here("stands inside the braces")
        .help("write it behind the `}`, on a line of its own")
}

pub(super) fn stray_else(place: Span) -> Diagnostic {
    Diagnostic::error(codes::STRAY_ELSE, place, "`else` without a `when`")
        .here("no `when` ends directly before it, or its last `else` has been")
        .help("write `when \"…\" { … } else { … }`")
}

pub(super) fn stray_lane(place: Span) -> Diagnostic {
    Diagnostic::error(codes::WRONG_PLACE, place, "`lane` does not belong here")
        .here("not directly inside `parallel { … }`")
        .help("write `parallel { lane { … } lane { … } }`")
}

pub(super) fn unknown_mode(place: Span, word: &str) -> Diagnostic {
    let diagnostic =
        Diagnostic::error(codes::UNKNOWN_MODE, place, format!("unknown failure mode `{}`", shown(word)))
            .here("not a way to fail");
    match words::meant_mode(word) {
        Some("slow") if word.to_lowercase().starts_with("time") => {
            diagnostic.help("write `slow`, with the timeout as its threshold: `slow > 2s`").fix(place, "slow")
        }
        Some(meant) => diagnostic.help(format!("write `{meant}`")).fix(place, meant),
        None => diagnostic
            .help("the modes are `down`, `slow`, `error`, `rejected`, `full`, `lost`, `stale` and `any`"),
    }
}

/// `value` is what the action has, and `behind` what the line holds behind it.
pub(super) fn unknown_action(word: &Name, action: Span, value: Option<&str>, behind: &str) -> Diagnostic {
    let written = value;
    let value = shown(&word.value);
    if words::ACTIONS.contains(&&*word.value) {
        if let Some(diagnostic) = written.and_then(|written| incomplete_action(word, action, written)) {
            return diagnostic;
        }
        let form = action_form(&word.value);
        return Diagnostic::error(
            codes::INCOMPLETE_PLAN,
            action,
            format!("the action `{value}` is not complete"),
        )
        .here("something is missing or out of place")
        .help(format!("write it like {form}"));
    }
    let diagnostic = Diagnostic::error(codes::UNKNOWN_ACTION, word.span, format!("unknown action `{value}`"))
        .here("not something a plan can do");
    let target = behind.split([',', ';', '{', '}', '"', '\n', '\r']).next().unwrap_or_default().trim();
    let leads =
        ["->", "~>"].iter().any(|arrow| target.strip_prefix(arrow).is_some_and(|name| !name.is_empty()));
    let near = nearest(&word.value, words::ACTIONS.iter().copied());
    // `retyr -> c` lacks more than a letter.
    let is_word =
        action.end == word.span.end && near.is_none_or(|near| ["fallback", "degrade"].contains(&near));
    if leads && is_word {
        let what = if target.starts_with('~') { "parks it there" } else { "does the work there" };
        let target = shown(target);
        return diagnostic
            .help(format!("leave `{value}` out: `{target}` {what}, and is an action by itself"))
            .fix(word.span, "");
    }
    if let Some((written, does)) = words::meant_action(&word.value) {
        return diagnostic.help(format!("write `{written}`, which {does}"));
    }
    match near {
        Some(meant) => diagnostic.help(format!("write `{meant}`")).fix(word.span, meant),
        None => diagnostic
            .note(format!("the actions are `-> target`, `~> target`, {}", listed(words::ACTIONS)))
            .help(format!("put what no action says in quotes: `\"{value} …\"`")),
    }
}

/// `respond "not sent"`, `compensate stripe`: an action that has a part, but lacks the one before it.
fn incomplete_action(word: &Name, action: Span, part: &str) -> Option<Diagnostic> {
    let (missing, help) = match (&*word.value, part.starts_with('"')) {
        ("respond", true) => ("a status code is missing before the text", format!("respond 503 {part}")),
        ("compensate", true) => ("an arrow and its target are missing", format!("rollback {part}")),
        ("compensate", false) => ("an arrow is missing", format!("compensate -> {part}")),
        _ => return None,
    };
    let message = format!("the action `{}` is not complete", word.value);
    let help = format!("write `{}`", shown(&help));
    Some(Diagnostic::error(codes::INCOMPLETE_PLAN, action, message).here(missing).help(help))
}

fn action_form(word: &str) -> &'static str {
    match word {
        "retry" => "`retry 3` or `retry 3 backoff 200ms`",
        "alert" => "`alert oncall` or `alert \"on call\"`",
        "respond" => "`respond 503` or `respond 503 \"try again later\"`",
        "compensate" => "`compensate -> stripe \"refund\"`",
        "show" => "`show \"Try again\"`",
        "breaker" => "`breaker`",
        "queue" => "`queue`",
        "requeue" => "`requeue`",
        "fail" => "`fail \"…\"`",
        "fallback" => "`fallback \"…\"`",
        "rollback" => "`rollback \"…\"`",
        "ignore" => "`ignore \"why\"`",
        _ => "`degrade \"…\"`",
    }
}

pub(super) fn action_needs(place: Span, word: &str, what: &str, like: &str) -> Diagnostic {
    Diagnostic::error(codes::INCOMPLETE_PLAN, place, format!("the action `{word}` needs {what}"))
        .here("not complete")
        .help(format!("write it like `{like}`"))
}

pub(super) fn compensate_arrow(arrow: Span) -> Diagnostic {
    Diagnostic::error(codes::WRONG_ARROW, arrow, "`compensate` has another arrow")
        .here("undoing is a call that is waited for")
        .help("write `compensate -> target`")
        .fix(arrow, "->")
}

/// `way` is the mode with its threshold.
pub(super) fn colon_missing(mode: Span, word: &str, way: &str) -> Diagnostic {
    Diagnostic::error(codes::INCOMPLETE_PLAN, mode, "a `:` is missing in a failure plan")
        .here(format!("`{word}` is a mode: a `:` stands between the modes and the actions"))
        .help(format!("write `! {way}: …`"))
}

pub(super) fn list_in_chain(list: Span, over_lines: bool) -> Diagnostic {
    let diagnostic = Diagnostic::error(codes::LIST_IN_CHAIN, list, "a list in the middle of a chain")
        .here("only the first and the last of a chain may be a list");
    if over_lines {
        diagnostic.help("a comma at the end of a line goes on with the next line: remove the comma, or write one flow for each")
    } else {
        diagnostic.help("write one flow for each, or end the chain with the list")
    }
}

pub(super) fn block_outside_journey(place: Span) -> Diagnostic {
    Diagnostic::error(codes::MISPLACED_ACTION, place, "a block in the failure plan of a flow")
        .here("a block of steps stands in a journey only")
        .help("list the actions behind the `:`, separated by commas, or write the block under a step of a journey")
}

pub(super) fn action_outside_plan(place: Span) -> Diagnostic {
    Diagnostic::error(codes::MISPLACED_ACTION, place, "an action outside a failure plan")
        .here("only a plan behind `!` holds actions")
        .help("write `!` before it, under the step that it is for")
}

pub(super) fn reply_code(place: Span, word: &str) -> Diagnostic {
    Diagnostic::error(codes::REPLY_CODE, place, format!("`{}` is not a status code", shown(word)))
        .here("neither three digits from 100 to 599, nor `4xx`, nor a name")
        .help("write a code like `404`, `5xx` or `NOT_FOUND`")
}

pub(super) fn unknown_statement(place: Span, word: &str, meant: Option<&str>) -> Diagnostic {
    let diagnostic =
        Diagnostic::error(codes::UNKNOWN_STATEMENT, place, format!("unknown word `{}`", shown(word)))
            .here("no statement begins with this");
    match meant {
        Some(meant) => diagnostic.help(format!("write `{meant}`")).fix(place, meant),
        None => diagnostic,
    }
}

pub(super) fn said_twice(again: Span, first: Span, word: &str) -> Diagnostic {
    Diagnostic::error(codes::SAID_TWICE, again, format!("`{word}` is said twice"))
        .here("said again here")
        .label(first, "said first here")
        .help("keep one of the two")
}

pub(super) fn too_deep(place: Span) -> Diagnostic {
    Diagnostic::error(codes::TOO_DEEP, place, format!("more than {} levels of nesting", limits::DEPTH))
        .here("this is one level too many; the file is not read")
        .help("move the innermost parts to the level above, or into a file of their own")
}

pub(super) fn too_large(place: Span, bytes: usize) -> Diagnostic {
    let megabytes = bytes.div_ceil(1024 * 1024);
    Diagnostic::error(codes::TOO_LARGE, place, format!("the file is too large: {megabytes} MB"))
        .here("at most 16 MB are read")
        .help("split it, and `include` the parts")
}

pub(super) fn too_many_elements(place: Span) -> Diagnostic {
    Diagnostic::error(
        codes::TOO_MANY_ELEMENTS,
        place,
        format!("more than {} elements", grouped(limits::ELEMENTS)),
    )
    .here("this one is one too many")
    .help("no drawing of so many can be read: describe the parts in models of their own")
}

/// `@startuml`, `workspace {`
pub(super) fn other_language(place: Span, word: &str, language: &str) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_STATEMENT, place, format!("`{}` is a word of {language}", shown(word)))
        .here("no statement begins with this")
        .help("leave it out, with its braces: a file needs no frame and begins with a statement such as `service api \"API\"`")
}

pub(super) fn too_many_flows(place: Span) -> Diagnostic {
    Diagnostic::error(
        codes::TOO_MANY_FLOWS,
        place,
        format!("more than {} flows and steps", grouped(limits::FLOWS)),
    )
    .here("this statement makes one too many")
    .help("split the design into several files, or let the flows end at a boundary instead of at each of its insides")
}

pub(super) fn too_many_errors(place: Span, more: usize) -> Diagnostic {
    Diagnostic::error(codes::TOO_MANY_ERRORS, place, format!("more than {} errors", grouped(limits::ERRORS)))
        .here(format!("{} more are not shown", grouped(more)))
        .help("mend the first ones; is this a file of this language?")
}

/// `10000` as `10,000`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Words in backticks, with `and` before the last.
pub(super) fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
