//! The formatter: texts and their layout, and what holds of every layout.

use super::programs::{program, samples};
use super::{recovered, source, tree};
use cutaway::syntax;
use proptest::collection::vec;
use proptest::prelude::*;

fn format(text: &str) -> String {
    syntax::format(&source(text)).unwrap_or_else(|| panic!("has errors:\n{text}"))
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(format(text), expected);
    assert_eq!(format(expected), expected, "not stable");
}

#[test]
fn statements_stand_on_lines_of_their_own() {
    check("app a;app b\r\n\r\n\r\n\r\n  group c   {app d}", "app a\napp b\n\ngroup c { app d }\n");
    check("\u{feff}\n\n// top\n\n\napp a", "// top\n\napp a\n");
    check("", "");
    check("\n\n", "");
    check("// only", "// only\n");
}

#[test]
fn bodies_stay_on_a_line_when_they_fit() {
    check("app a{does\"x\";owns A ,B}", "app a { does \"x\"; owns A, B }\n");
    check("app a { }", "app a {}\n");
    check("app a {\n}", "app a {\n}\n");
    check(
        "tree \"q\" { yes: \"a\" { no: \"b\" } no: \"c\" }",
        "tree \"q\" { yes: \"a\" { no: \"b\" } no: \"c\" }\n",
    );
    let long = "x".repeat(90);
    check(&format!("app a {{ does \"{long}\" }}"), &format!("app a {{\n  does \"{long}\"\n}}\n"));
}

#[test]
fn plans_stand_under_their_flow() {
    check("a->b ! down:retry 3,-> c \"x\";! breaker", "a -> b\n  ! down: retry 3, -> c \"x\"\n  ! breaker\n");
    check(
        "a -> b // flow\n\n\n  // why\n\n! down: fail\n\n\nc -> d",
        "a -> b  // flow\n\n  // why\n  ! down: fail\n\nc -> d\n",
    );
    check(
        "journey j { a -> b ! down: { respond 402\n return } }",
        "journey j {\n  a -> b\n    ! down: {\n      respond 402\n      return\n    }\n}\n",
    );
}

#[test]
fn else_stands_behind_its_brace() {
    check(
        "journey j { when \"x\" {\n a -> b }\n\n else when \"y\" {\n return } // why\n else {\n return }\n}",
        "journey j {\n  when \"x\" {\n    a -> b\n  } else when \"y\" {\n    return\n  }  // why\n  else {\n    return\n  }\n}\n",
    );
}

#[test]
fn neighbours_are_tables() {
    check(
        "app web \"Frontend\" [Next.js]\ngateway api \"API\" { does \"x\" }\nservice 服务 \"订单\" [Go]\n\napp a",
        "app     web  \"Frontend\" [Next.js]\ngateway api  \"API\"      { does \"x\" }\nservice 服务 \"订单\"     [Go]\n\napp a\n",
    );
    check(
        "app a { api \"/x\" {\n GET / \"List\" ! 404\n DELETE /:id/lines\n POST /:id \"Make\" #t ! 400 } }",
        "app a {\n  api \"/x\" {\n    GET    /          \"List\"    ! 404\n    DELETE /:id/lines\n    POST   /:id       \"Make\" #t ! 400\n  }\n}\n",
    );
    check(
        "entity A {\n id uuid key\n customer -> Customer \"who\"\n}",
        "entity A {\n  id       uuid        key\n  customer -> Customer \"who\"\n}\n",
    );
    check(
        "kind a = app\nkind lambda = function { shape box }",
        "kind a      = app\nkind lambda = function { shape box }\n",
    );
}

#[test]
fn comments_stay_where_they_are() {
    check(
        "/* head */ app a /* in */ \"x\" // tail\n/* own */ // twice\nsystem s { // open\n\n // first\n\n\n app b\n // last\n\n} // closed\n/* end */",
        "/* head */ app a /* in */ \"x\"  // tail\n/* own */ // twice\nsystem s {  // open\n\n  // first\n\n  app b\n  // last\n\n}  // closed\n/* end */\n"
            .replace("// last\n\n}", "// last\n}")
            .replace("{  // open\n\n", "{  // open\n")
            .as_str(),
    );
    check("app a // x\napp long // y", "app a     // x\napp long  // y\n");
}

#[test]
fn lists_stay_broken_behind_their_comma() {
    check("a, // one\nb -> c,\nd \"x\"", "a,  // one\n    b -> c,\n    d \"x\"\n");
}

#[test]
fn raw_strings_move_with_their_statement() {
    let text = "group g {\n      app a { why \"\"\"\n        one\n\n          two\n        \"\"\" }\n}";
    let expected = "group g {\n  app a {\n    why \"\"\"\n      one\n\n        two\n    \"\"\"\n  }\n}\n";
    check(text, expected);
    assert_eq!(tree(text), tree(expected));
}

#[test]
fn a_file_with_errors_is_left_alone() {
    for text in ["a => b", "app a {", "app a \"x", "a -> b { takes 5min }"] {
        assert_eq!(syntax::format(&source(text)), None, "{text}");
    }
}

/// What holds of every formatted text, given the text it was made from.
fn check_format(text: &str) {
    let formatted = format(text);
    assert_eq!(tree(&formatted), tree(text), "the tree has changed:\n{text}\n--- formatted\n{formatted}");
    assert_eq!(format(&formatted), formatted, "not stable:\n{text}");
    assert!(
        formatted.is_empty() || formatted.ends_with('\n') && !formatted.ends_with("\n\n"),
        "{formatted:?}"
    );
    assert!(!formatted.contains('\r'), "{formatted:?}");
}

#[test]
fn every_sample_keeps_its_tree() {
    for path in samples() {
        let text = std::fs::read_to_string(&path).expect("a sample is UTF-8");
        check_format(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn formatting_keeps_tree_and_comments(choices in vec(any::<u16>(), 0..400)) {
        let program = program(&choices);
        check_format(&program.text);
        // Every comment is there once, in the same order.
        let formatted = format(&program.text);
        let mut rest = &formatted[..];
        for comment in &program.comments {
            let at = rest.find(comment.as_str());
            prop_assert!(at.is_some(), "{comment:?} is lost or out of order in\n{formatted}\n--- from\n{}", program.text);
            rest = &rest[at.unwrap_or(0) + comment.len()..];
        }
        // Outside of comments and raw strings, no line has blanks at its end and no two empty lines follow one another.
        if !formatted.contains("\"\"\"") && !formatted.contains("over lines") {
            for line in formatted.lines() {
                prop_assert_eq!(line.trim_end(), line);
            }
            prop_assert!(!formatted.contains("\n\n\n"), "{}", formatted);
        }
    }

    /// However it is laid out, a program means the same.
    #[test]
    fn generated_programs_are_right(choices in vec(any::<u16>(), 0..400)) {
        let text = program(&choices).text;
        let crlf = text.replace("\r\n", "\n").replace('\n', "\r\n");
        prop_assert_eq!(tree(&text), recovered(&crlf), "{}", text);
    }
}
