//! What people bring along from other languages, and what they are told to write here.

use super::source;
use super::wrong::check;
use cutaway::syntax;

/// What a text is told to write, by one message.
#[track_caller]
fn told(text: &str, help: &str) {
    let found = syntax::parse(&source(text)).diagnostics;
    let said: Vec<&str> = found.iter().flat_map(|found| &found.help).map(String::as_str).collect();
    assert_eq!(said, [help], "{text}\n{found:#?}");
}

#[test]
fn arrows_with_dots() {
    check(
        "
a -.-> b
  ^^^^ E0110: `-.->` is not an arrow
a ..> b
  ^^^ E0110: `..>` is not an arrow
a.b-.->c
   ^^^^ E0110: `-.->` is not an arrow
a <-.-> b
  ^^^^^ E0110: `<-.->` is not an arrow
a <.. b
  ^^^ E0110: `<..` is not an arrow
a -. text .-> b
          ^^^ E0110: `.->` is not an arrow
",
    );
    told("a -.-> b", "write `~>`");
    told("a ..> b", "write `~>`");
    told("a <..> b", "write `<->`");
    told("a <.. b", "an arrow points from left to right: write `b -> a`");
    told("a -. text .-> b", "write `~>`, and the label in quotes behind the target: `a ~> b \"label\"`");
}

#[test]
fn texts_behind_actions() {
    check(
        "
a -> b
  ! down: queue \"an hour\"
                ^^^^^^^^^ E0103: `queue` takes no text
  ! slow: requeue \"later\", retry 3
                  ^^^^^^^ E0103: `requeue` takes no text
  ! full: breaker \"open\"
                  ^^^^^^ E0103: `breaker` takes no text
  ! error: retry 3 \"again\"
                   ^^^^^^^ E0103: `retry 3` takes no text
  ! lost: show \"a\" \"b\"
                   ^^^ E0103: a second text in one action
  ! stale: ~> b \"a\" [SQS]
                    ^^^^^ E0103: a technology in a failure plan
",
    );
    told("a -> b\n! down: retry 3, queue \"an hour\"", "write a comma between the two: `queue, \"an hour\"`");
}

#[test]
fn thresholds_in_words() {
    check(
        "
a -> b
  ! slow > 2 seconds: respond 504
           ^^^^^^^^^ E0112: a blank between a number and its unit
  ! slow > 2 s respond 504
           ^^^ E0112: a blank between a number and its unit
  ! down, slow > 1 minute \"the disk\": retry 3
                 ^^^^^^^^ E0112: a blank between a number and its unit
  ! slow 2s:respond 504
         ^^ E0120: a `>` is missing before `2s`
  ! slow > two seconds: respond 504
           ^^^^^^^^^^^ E0120: `two seconds` is not a threshold
  ! full >: respond 503
         ^ E0120: a threshold is missing behind `>`
",
    );
    told("a -> b\n! slow > 2 seconds: retry", "write `2s`");
    told("a -> b\n! slow > 500 milliseconds: retry", "write `500ms`");
    told("a -> b\n! slow 2s:retry", "write `! slow > 2s: …`");
    told("a -> b\n! full > much: retry", "write it like `! full > 90%: …`");
}

#[test]
fn conditions_in_place_of_modes() {
    check(
        "
a -> b
  ! on timeout retry
    ^^^^^^^^^^ E0118: unknown failure mode `on timeout`
  ! if down: retry
    ^^^^^^^ E0118: unknown failure mode `if down`
  ! on failure respond 503
    ^^^^^^^^^^ E0118: unknown failure mode `on failure`
  ! on page retry
    ^^ E0119: unknown action `on`
",
    );
    told("a -> b\n! on timeout retry", "write `! slow > 2s: retry`");
    told("a -> b\n! if down: retry 3, show \"x\"", "write `! down: retry 3, show \"x\"`");
    told("a -> b\n! on slow > 3s retry 2, -> c", "write `! slow > 3s: retry 2, -> c`");
    told("a -> b\n! when crashed -> c", "write `! down: -> c`");
}

#[test]
fn actions_by_other_names() {
    told(
        "a -> b\n! down: redirect -> c",
        "leave `redirect` out: `-> c` does the work there, and is an action by itself",
    );
    told(
        "a -> b\n! down: retry 3, send ~> dead \"park\"",
        "leave `send` out: `~> dead` parks it there, and is an action by itself",
    );
    told("a -> b\n! down: failover", "write `-> target`, which does the work elsewhere");
    told("a -> b\n! down: notify ops", "write `alert oncall`, which tells someone");
    told("a -> b\n! down: retyr -> c", "write `retry`");
    told("a -> b\n! down: apologise", "put what no action says in quotes: `\"apologise …\"`");
}

#[test]
fn names_of_two_words() {
    check(
        "
service order service
        ^^^^^^^^^^^^^ E0124: `order service` is not a name
service orders cache \"Cache\" [Redis]
        ^^^^^^^^^^^^ E0124: `orders cache` is not a name
database user database { stores User }
         ^^^^^^^^^^^^^ E0124: `user database` is not a name
service public api
        ^^^^^^^^^^ E0124: `public api` is not a name
service a stateless
          ^^^^^^^^^ E0103: unexpected `stateless` at the end of a statement
service a service b
          ^^^^^^^ E0103: unexpected `service` at the end of a statement
service a api \"/v1\"
          ^^^ E0103: unexpected `api` at the end of a statement
",
    );
    told(
        "service order service",
        "write `order-service`, or a label in quotes behind a name: `order \"order service\"`",
    );
}

#[test]
fn colours_are_accents() {
    told("style a { accent info; color warning }", "write `accent`");
    told(
        "style a { color red }",
        "write `accent` and one of `neutral`, `person`, `app`, `service`, `data`, `messaging`, `external`, `info`, `warning` and `error`",
    );
    let accents = cutaway::model::Accent::ALL.map(cutaway::model::Accent::word);
    assert_eq!(syntax::words::ACCENTS, accents);
}
