//! Texts and their trees.

use super::{recovered, source, spans, tree};
use cutaway::syntax;

/// Compares a text's tree with the lines given, both without their common indentation.
#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(tree(text).trim(), expected.trim(), "\n{text}");
}

#[test]
fn a_statement_has_a_head_and_a_body() {
    check(
        r#"service orders "Orders" [Rust] #core #pii { does "x"; owns Order, Item }"#,
        "element service orders \"Orders\" [Rust] #core #pii {\n  does \"x\"\n  owns Order, Item\n}",
    );
    check("lambda f", "element lambda f");
    check("service a [C++ [17]] ", "element service a [C++ [17]]");
}

#[test]
fn statements_end_at_lines_semicolons_and_braces() {
    let expected = "element app a\nelement app b";
    for text in [
        "app a\napp b",
        "app a;app b",
        "app a\r\napp b",
        "app a\rapp b",
        "app a ; ;\n\n; app b;",
        "\u{feff}app a\n app b ",
    ] {
        check(text, expected);
    }
    check("group a { app b } app c", "element group a {\n  element app b\n}\nelement app c");
}

#[test]
fn comments_count_as_one_space() {
    check(
        "app /* a /* nested */ comment */ a // and one more\n// alone\napp/**/b",
        "element app a\nelement app b",
    );
    check("app a \"// no\" [/* comment */]", "element app a \"// no\" [/* comment */]");
    check("app a { /* only this */ }", "element app a {\n}");
    check("", "");
    check("// only a comment", "");
}

#[test]
fn a_comma_at_the_end_of_a_line_goes_on() {
    check("a, // first\n\n  b ->\tc,\nd", "flow a, b -> c, d");
    check("app a { owns A,\n /* x */ B }", "element app a {\n  owns A, B\n}");
}

#[test]
fn flows_have_arrows_chains_and_lists() {
    check("a->b~>c<->d!>e", "flow a -> b ~> c <-> d !> e");
    check("a-b->c-d", "flow a-b -> c-d");
    check("a, b.c -> d, e \"x\" [m] #t", "flow a, b.c -> d, e \"x\" [m] #t");
    check("a -> a", "flow a -> a");
}

#[test]
fn a_flow_may_begin_with_any_word() {
    check(
        "journey -> on\nrow, else ~> view\nGET -> retry",
        "flow journey -> on\nflow row, else ~> view\nflow GET -> retry",
    );
}

#[test]
fn plans_go_on_with_their_flow() {
    let expected = "flow a -> b {\n  plan slow > 500ms down \"x\" {\n    retry 3 backoff 200ms\n    respond 503\n  }\n  plan {\n    -> c \"y\"\n  }\n}";
    for gap in ["\n  ", " ", ";", "\n\n // note\n\n"] {
        let text = format!(
            "a -> b{gap}! slow > 500ms, down \"x\": retry 3 backoff 200ms, respond 503{gap}! -> c \"y\""
        );
        check(&text, expected);
    }
}

#[test]
fn every_action_is_read() {
    check(
        "a -> b\n ! any: ~> q \"z\", retry, retry 3, breaker, alert oncall, alert \"on call\", respond NOT_FOUND \"t\", show \"s\",\n \
         fail, fail \"f\", degrade, fallback \"b\", requeue, queue, rollback, compensate -> c \"u\", ignore \"w\", \"free\"",
        r#"flow a -> b {
  plan any {
    ~> q "z"
    retry
    retry 3
    breaker
    alert "oncall"
    alert "on call"
    respond NOT_FOUND "t"
    show "s"
    fail
    fail "f"
    degrade
    fallback "b"
    requeue
    queue
    rollback
    compensate -> c "u"
    ignore "w"
    "free"
  }
}"#,
    );
}

/// In a block, words that are actions each, and then a way, are not a flow from elements that are called so.
#[test]
fn a_block_compensates_after_other_actions() {
    check(
        "journey j { a -> b { } ! down: { requeue, compensate -> c; queue, retry, compensate -> d \"undo\"; e, f -> g } }",
        r#"journey j {
  flow a -> b {
    plan down {
      block {
        actions {
          requeue
          compensate -> c
        }
        actions {
          queue
          retry
          compensate -> d "undo"
        }
        flow e, f -> g
      }
    }
  }
}"#,
    );
}

#[test]
fn journeys_have_blocks() {
    check(
        r#"journey j "J" {
             a -> b
               ! rejected "no": { b -> c "x"
                 ! down: fail
                 compensate -> d "undo"; respond 402, show "s" }
             when "w" { a -> b } else when "v" { return }
             else { note over a, b "n" }
             parallel { lane "l" { a -> c } a -> d; repeat "each" { a -> e } }
             return "200"; note "m"
             x-y "z"
           }"#,
        r#"journey j "J" {
  flow a -> b {
    plan rejected "no" {
      block {
        flow b -> c "x" {
          plan down {
            fail
          }
        }
        actions {
          compensate -> d "undo"
        }
        actions {
          respond 402
          show "s"
        }
      }
    }
  }
  when {
    branch "w" {
      flow a -> b
    }
    branch "v" {
      return
    }
    branch {
      note a, b "n"
    }
  }
  parallel {
    lane "l" {
      flow a -> c
    }
    bare lane {
      flow a -> d
    }
    bare lane {
      repeat "each" {
        flow a -> e
      }
    }
  }
  return "200"
  note  "m"
  x-y "z"
}"#,
    );
}

#[test]
fn surfaces_have_endpoints_and_operations() {
    check(
        r#"app a {
             api "/v1" [REST/JSON] #t {
               auth "JWT"
               GET / "List"
               GET /:id ! 404, 409 "dup"
                 ! 5xx
               PUT /{id}/x{y} { takes 3s; request Draft; response Order[] } ! NOT_FOUND
               OPTIONS /*
               POST "/odd path; {x" "Odd"
               rpc Watch(Filter, (nested)) -> stream Event "Follows"
               query orders : [Order]
               mutation cancel(id: ID!): Order! #t
               subscription all
             }
             api from "openapi.yaml"
           }"#,
        r#"element app a {
  api "/v1" [REST/JSON] #t {
    auth "JWT"
    GET "/" "List"
    GET "/:id" {
      reply 404
      reply 409 "dup"
      reply 5xx
    }
    PUT "/{id}/x{y}" {
      takes 3s
      request Draft
      response Order[]
      reply NOT_FOUND
    }
    OPTIONS "/*"
    POST "/odd path; {x" "Odd"
    rpc Watch (Filter, (nested)) stream -> Event "Follows"
    query orders -> [Order]
    mutation cancel (id: ID!) -> Order! #t
    subscription all
  }
  api from "openapi.yaml"
}"#,
    );
}

#[test]
fn entities_have_fields_of_any_name() {
    check(
        r#"entity Order "An order" {
             id uuid key; entity -> Customer "who"; lines -> Item[]; voucher -> Voucher?
             status "draft | paid" key "note"; key; key key; key key key; total decimal(10,2); x-y "z" }"#,
        r#"entity Order "An order" {
  field id uuid key
  field entity -> Customer "who"
  field lines -> Item[]
  field voucher -> Voucher?
  field status one of "draft | paid" key "note"
  field key
  field key key
  field key key key
  field total decimal(10,2)
  field x-y one of "z"
}"#,
    );
}

#[test]
fn the_design_around_the_diagrams() {
    let text = include_str!("../../../samples/language/design.cut");
    let tree = tree(text);
    for word in [
        "entity",
        "role",
        "requirement",
        "constraint",
        "decision",
        "tradeoff",
        "cap",
        "security",
        "scale",
        "monitor",
        "question",
        "team",
        "tree",
        "accept",
    ] {
        assert!(tree.lines().any(|line| line.starts_with(word)), "{word} is missing in\n{tree}");
    }
    check(
        r#"tree "Slow?" { yes: "DB?" { "not sure": "Look"; no: "Profile" } no: "Wait" }"#,
        "tree \"Slow?\" {\n  \"yes\": \"DB?\" {\n    \"not sure\": \"Look\"\n    \"no\": \"Profile\"\n  }\n  \"no\": \"Wait\"\n}",
    );
    check(
        "decision d { option A \"x\" { pros \"p\"; pros \"q\"; cons \"r\"; x-s \"t\" }; chosen A; about a.b, c; x-u }",
        "decision d {\n  option A \"x\" {\n    pros \"p\"\n    pros \"q\"\n    cons \"r\"\n  }\n  chosen A\n  about a.b, c\n}\nx-u",
    );
}

#[test]
fn views_and_styles_select() {
    check(
        "view v \"V\" of failure:shop.sql/slow { include a.*, a.b.**, #t,\n kind:queue, c; collapse d; depth 2; direction left; highlight j; without errors }",
        "view v \"V\" of failure:shop.sql/slow {\n  include a.*, a.b.**, #t, kind:queue, c\n  collapse d\n  depth 2\n  direction left\n  highlight j\n  without errors\n}",
    );
    check(
        "style #a, kind:b, c { accent warning; border dashed }",
        "style #a, kind:b, c {\n  accent warning\n  border dashed\n}",
    );
    check(
        "kind lambda = function { shape hexagon }\nkind x = app",
        "kind lambda = function {\n  shape hexagon\n}\nkind x = app {\n}",
    );
}

#[test]
fn names_are_unicode_and_normalised() {
    check("app cafe\u{301} \"x\"\ncafé -> 数据库-2", "element app café \"x\"\nflow café -> 数据库-2");
}

#[test]
fn spans_are_exact() {
    let text =
        "// c\napp web \"W\"  // d\nweb -> api.x \"l\" [T] { takes 3s }  /* e */\n  ! down: retry 3 // f\n";
    let file = syntax::parse(&source(text)).value;
    let words: Vec<&str> = spans(&file).into_iter().map(|range| &text[range]).collect();
    for expected in [
        "app web \"W\"",
        "web -> api.x",
        "api.x",
        "\"l\"",
        "[T]",
        "3s",
        "down",
        "retry 3",
        "! down: retry 3",
        "web -> api.x \"l\" [T] { takes 3s }  /* e */\n  ! down: retry 3",
    ] {
        assert!(words.contains(&expected), "{expected} is not among {words:#?}");
    }
}

#[test]
fn a_broken_statement_hides_nothing() {
    check_recovered("web: Web shop", "element component web");
    check_recovered("app a\nweb => b\napp c", "element app a\nbroken\nelement app c");
    check_recovered(
        "service \"No name\" {\n  app a\n  dose \"x\"\n}\napp b",
        "element service no-name \"No name\" {\n  element app a\n  broken\n}\nelement app b",
    );
    check_recovered(
        "system shop\n{\n  app a\n}\njourney \"x\" { a -> b }\napp c",
        "element system shop {\n  element app a\n}\njourney x \"x\" {\n  flow a -> b\n}\nelement app c",
    );
    check_recovered(
        "a -> b { takes; rate 5/s }\n ! oops\n ! down: retry",
        "flow a -> b {\n  broken\n  rate 5/s\n  plan down {\n    retry\n  }\n}",
    );
    check_recovered(
        "group a {\n  app b \"open {\n  app c\n}",
        "element group a {\n  element app b \"open\" {\n    element app c\n  }\n}",
    );
}

#[track_caller]
fn check_recovered(text: &str, expected: &str) {
    assert!(syntax::parse(&source(text)).has_errors(), "{text}");
    assert_eq!(recovered(text).trim(), expected, "\n{text}");
}

#[test]
fn every_sample_parses() {
    for path in super::programs::samples() {
        let text = std::fs::read_to_string(&path).expect("a sample is UTF-8");
        let outcome = syntax::parse(&source(&text));
        assert!(outcome.diagnostics.is_empty(), "{}: {:#?}", path.display(), outcome.diagnostics);
    }
}
