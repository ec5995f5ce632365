//! How findings are told: the look of a message, and positions in awkward text.

use crate::json_schema::Schema;
use cutaway::diag::emit::{self, Batch, Format, Look};
use cutaway::diag::{Code, Diagnostic};
use cutaway::source::{FileId, SourceFile, Span};

/// The span of the first `needle` in `text`.
fn at(text: &str, needle: &str) -> Span {
    let start = text.find(needle).expect("the needle is in the text");
    Span::new(FileId(0), start, start + needle.len())
}

fn tell(format: Format, text: &str, found: &[Diagnostic]) -> String {
    let files = [SourceFile::new(FileId(0), "shop.cut", text)];
    format.tell(&[Batch { files: &files, diagnostics: found }], Look { color: false, width: 80 })
}

/// What is drawn for an error at a span: the header's place, then the excerpt without its line numbers.
fn excerpt(text: &str, span: Span) -> String {
    let told = tell(Format::Human, text, &[Diagnostic::error(Code("E0101"), span, "bad").here("here")]);
    let lines = told.lines().skip(1).filter(|line| !line.is_empty() && *line != "  |");
    let lines: Vec<&str> = lines.take_while(|line| *line != "1 error").collect();
    lines.join("\n")
}

fn check(text: &str, needle: &str, expected: &str) {
    assert_eq!(excerpt(text, at(text, needle)), expected, "in {text:?}");
}

fn check_offset(text: &str, offset: usize, expected: &str) {
    assert_eq!(excerpt(text, Span::new(FileId(0), offset, offset)), expected, "in {text:?}");
}

/// A finding with everything a finding can have.
fn whole(text: &str) -> Diagnostic {
    Diagnostic::error(Code("E0203"), at(text, "order_db"), "unknown component `order_db`")
        .here("not declared in this file or its includes")
        .label(at(text, "orders_db"), "a similar name is declared here")
        .note("names are looked up from the inside out")
        .help("write `orders_db`")
        .fix(at(text, "order_db"), "orders_db")
}

const WHOLE: &str = "// Orders\n  database orders_db\n\n\n\n\n\n\n\n\n\napi -> order_db\n";

#[test]
fn a_message_looks_as_the_style_guide_says() {
    insta::assert_snapshot!(tell(Format::Human, WHOLE, &[whole(WHOLE)]), @r"
    error[E0203]: unknown component `order_db`
      --> shop.cut:12:8
       |
     2 |   database orders_db
       |            --------- a similar name is declared here
    ...
    12 | api -> order_db
       |        ^^^^^^^^ not declared in this file or its includes
       |
       = note: names are looked up from the inside out
       = help: write `orders_db`

    1 error
    ");
}

#[test]
fn a_short_message_is_one_line() {
    insta::assert_snapshot!(
        tell(Format::Short, WHOLE, &[whole(WHOLE)]),
        @"shop.cut:12:8: error[E0203]: unknown component `order_db`"
    );
}

#[test]
fn json_has_the_fields_of_the_contract() {
    insta::assert_snapshot!(tell(Format::Json, WHOLE, &[whole(WHOLE)]), @r#"
    [
      {
        "code": "E0203",
        "severity": "error",
        "message": "unknown component `order_db`",
        "file": "shop.cut",
        "line": 12,
        "column": 8,
        "end_line": 12,
        "end_column": 16,
        "label": "not declared in this file or its includes",
        "notes": [
          "names are looked up from the inside out"
        ],
        "help": [
          "write `orders_db`"
        ],
        "related": [
          {
            "message": "a similar name is declared here",
            "file": "shop.cut",
            "line": 2,
            "column": 12,
            "end_line": 2,
            "end_column": 21
          }
        ],
        "fixes": [
          {
            "replacement": "orders_db",
            "file": "shop.cut",
            "line": 12,
            "column": 8,
            "end_line": 12,
            "end_column": 16
          }
        ]
      }
    ]
    "#);
    assert_eq!(tell(Format::Json, "", &[]), "[]\n");
    let schema = Schema::new(include_str!("../../docs/check.schema.json"));
    let value = serde_json::from_str(&tell(Format::Json, WHOLE, &[whole(WHOLE)])).expect("valid JSON");
    assert_eq!(schema.errors(&value), [""; 0]);
}

#[test]
fn json_says_unsafe_characters_without_holding_them() {
    let found = [Diagnostic::error(Code("E0101"), at("a", "a"), "\u{9b}31m \u{202e} \u{e0041} \u{1b}")];
    for format in [Format::Json, Format::Sarif] {
        let told = tell(format, "a", &found);
        assert!(!told.contains(['\u{9b}', '\u{202e}', '\u{e0041}', '\u{1b}']), "{told:?}");
        let value: serde_json::Value = serde_json::from_str(&told).expect("valid JSON");
        let text = value.to_string();
        assert!(text.contains("\u{9b}31m \u{202e} \u{e0041} \\u001b"), "{text:?}");
    }
}

#[test]
fn sarif_has_what_a_code_host_reads() {
    let log: serde_json::Value =
        serde_json::from_str(&tell(Format::Sarif, WHOLE, &[whole(WHOLE)])).expect("valid JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "cutaway");
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "E0203");
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "E0203");
    assert_eq!(result["level"], "error");
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "shop.cut");
    assert_eq!(location["region"]["startLine"], 12);
    assert_eq!(location["region"]["startColumn"], 8);
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "a similar name is declared here");
    let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "orders_db");
}

#[test]
fn tabs_are_drawn_wide_and_counted_once() {
    check("\ta\tb -> c\n", "c", " --> shop.cut:1:9\n1 |     a    b -> c\n  |               ^ here");
}

#[test]
fn every_line_end_ends_a_line() {
    for text in ["a\nb -> c\n", "a\r\nb -> c\r\n", "a\rb -> c\r"] {
        check(text, "c", " --> shop.cut:2:6\n2 | b -> c\n  |      ^ here");
    }
}

#[test]
fn a_byte_order_mark_is_no_column() {
    check("\u{feff}b -> c", "b", " --> shop.cut:1:1\n1 | b -> c\n  | ^ here");
}

#[test]
fn wide_characters_are_one_column_and_two_cells() {
    check(
        "服务 -> 数据库 \"写\"",
        "数据库",
        " --> shop.cut:1:7\n1 | 服务 -> 数据库 \"写\"\n  |         ^^^^^^ here",
    );
    check("\"🚀\" -> c", "c", " --> shop.cut:1:8\n1 | \"🚀\" -> c\n  |         ^ here");
}

#[test]
fn an_empty_file_and_the_end_of_a_file_have_a_place() {
    check_offset("", 0, " --> shop.cut:1:1\n1 |\n  | ^ here");
    check_offset("\u{feff}", 3, " --> shop.cut:1:1\n1 |\n  | ^ here");
    check_offset("a {", 3, " --> shop.cut:1:4\n1 | a {\n  |    ^ here");
    check_offset("a {\r\n", 3, " --> shop.cut:1:4\n1 | a {\n  |    ^ here");
    check_offset("a {\r\n", 5, " --> shop.cut:2:1\n2 |\n  | ^ here");
}

#[test]
fn spans_outside_the_text_or_inside_a_character_do_no_harm() {
    check_offset("a", 900, " --> shop.cut:1:2\n1 | a\n  |  ^ here");
    check_offset("é", 1, " --> shop.cut:1:1\n1 | é\n  | ^ here");
    let elsewhere = Diagnostic::error(Code("E0101"), Span::new(FileId(7), 3, 5), "bad");
    for (format, ..) in Format::ALL {
        tell(format, "a", std::slice::from_ref(&elsewhere));
    }
}

#[test]
fn a_span_over_many_lines_is_folded() {
    check(
        "a {\nb\nc\nd\ne\nf\ng\n}\n",
        "a {\nb\nc\nd\ne\nf\ng\n}",
        " --> shop.cut:1:1\n1 | / a {\n2 | | b\n3 | | c\n4 | | d\n... |\n7 | | g\n8 | | }\n  | |_^ here",
    );
}

#[test]
fn nothing_in_the_source_reaches_the_terminal_alive() {
    let text = "a \u{1b}[31m \u{202e} \u{9b}31m b";
    check(text, "b", " --> shop.cut:1:16\n1 | a ␛[31m � �31m b\n  |                ^ here");
    let found =
        Diagnostic::error(Code("E0101"), at(text, "b"), "unknown `\u{1b}[2J\u{202e}`").help("\u{7}\n");
    for format in [Format::Human, Format::Short] {
        let told = tell(format, text, std::slice::from_ref(&found));
        assert!(!told.contains(['\u{1b}', '\u{202e}', '\u{9b}', '\u{7}']), "{told:?}");
    }
}

#[test]
fn a_long_line_is_cut_around_the_place_but_counted_whole() {
    let text = "word ".repeat(100_000) + "HERE" + &" word".repeat(100_000);
    let told = excerpt(&text, at(&text, "HERE"));
    assert!(told.starts_with(" --> shop.cut:1:500001\n1 | ...word "), "{told}");
    assert!(told.ends_with("^^^^ here") && told.len() < 300, "{told}");
}

#[test]
fn findings_come_by_place_each_once_and_are_counted() {
    let text = "one two three\n";
    let found = [
        Diagnostic::warning(Code("W0101"), at(text, "three"), "third"),
        Diagnostic::error(Code("E0101"), at(text, "two"), "second"),
        Diagnostic::error(Code("E0101"), at(text, "two"), "second"),
        Diagnostic::error(Code("E0101"), at(text, "one"), "first"),
    ];
    insta::assert_snapshot!(tell(Format::Short, text, &found), @r"
    shop.cut:1:1: error[E0101]: first
    shop.cut:1:5: error[E0101]: second
    shop.cut:1:9: warning[W0101]: third
    ");
    assert!(tell(Format::Human, text, &found).ends_with("\n\n2 errors, 1 warning\n"));
}

#[test]
fn a_label_in_another_file_or_far_away_has_an_excerpt_of_its_own() {
    let far = format!("service api\n{}api -> order_db\n", "\n".repeat(5_000));
    let files = [
        SourceFile::new(FileId(0), "shop.cut", far.as_str()),
        SourceFile::new(FileId(1), "b.cut", "service api"),
    ];
    let found = [Diagnostic::error(Code("E0202"), at(&far, "order_db"), "twice")
        .label(at(&far, "api"), "here too")
        .label(Span::new(FileId(1), 8, 11), "and here")];
    let told = emit::human(&[Batch { files: &files, diagnostics: &found }], Look::default());
    insta::assert_snapshot!(told, @r"
    error[E0202]: twice
        --> shop.cut:5002:8
         |
    5002 | api -> order_db
         |        ^^^^^^^^
         |
        ::: shop.cut:1:9
         |
       1 | service api
         |         --- here too
         |
        ::: b.cut:1:9
         |
       1 | service api
         |         --- and here

    1 error
    ");
}

#[test]
fn colour_is_optional() {
    let files = [SourceFile::new(FileId(0), "shop.cut", "a")];
    let found = [Diagnostic::error(Code("E0101"), Span::new(FileId(0), 0, 1), "bad")];
    let batch = [Batch { files: &files, diagnostics: &found }];
    assert!(emit::human(&batch, Look { color: true, width: 80 }).contains("\u{1b}["));
    assert!(!emit::human(&batch, Look { color: false, width: 80 }).contains('\u{1b}'));
}
