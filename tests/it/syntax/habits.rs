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

#[test]
fn quotes_of_other_sorts() {
    check(
        "
service a 'Orders'
          ^^^^^^^^ E0123: a text in single quotes
service b 'Order service' [Go]
          ^^^^^^^^^^^^^^^ E0123: a text in single quotes
service c { does `Takes orders` }
                 ^^^^^^^^^^^^^^ E0123: a text in backticks
service d “Order service”
          ^ E0127: a typographic quote `“`
",
    );
    told("service a 'Orders'", "write `\"Orders\"`");
    told("service a “Order service”", "write `\"Order service\"`");
    let fixed = syntax::parse(&source("service a 'Say \"hi\"'")).diagnostics[0].fixes.clone();
    assert_eq!(fixed[0].replacement, "\"Say \\\"hi\\\"\"");
}

#[test]
fn commas_between_statements() {
    check(
        "
service a { replicas 3, stateless }
                      ^ E0103: a comma between two statements
service b, service c
         ^ E0103: a comma between two statements
service d, e
         ^ E0103: a list where one element is declared
service f {
  does \"x\",
          ^ E0117: a comma behind a statement
  stateless
}
service g { publishes order.created, order.paid }
                                   ^ E0103: a list behind `publishes`
service h { consumes order.created, order.paid }
service i { unit \"x\", \"y\" }
                    ^ E0103: a list behind `unit`
a -> b { takes 20ms, rate 5/s }
                   ^ E0103: a comma between two statements
",
    );
    told("service a { replicas 3, stateless }", "write `;` or begin a new line: `replicas 3; stateless`");
    told("service a { publishes b.c, d.e }", "begin another statement: `publishes d.e`");
    let fixes = syntax::parse(&source("service a { publishes b.c, d.e, f.g }")).diagnostics[0].fixes.clone();
    assert_eq!(fixes.iter().map(|fix| &*fix.replacement).collect::<Vec<_>>(), ["; publishes"; 2]);
}

#[test]
fn endpoints_of_other_languages() {
    check(
        "
service a { api \"/v1\" {
  GET orders/:id \"List\" ! 404
      ^^^^^^^^^^ E0101: the path `orders/:id` does not begin with `/`
  POST /{id} \"Create\" -> Order { takes 3ms } ! 404
                      ^^ E0122: an arrow behind a path
  rpc Watch \"Follows\" -> Event
                      ^^ E0122: the type of an answer comes too late
} }
api gateway \"GW\" { does \"Routes\" }
    ^^^^^^^ E0101: the kind `gateway` behind `api`
a -> api
",
    );
    told("service a { api \"/\" { GET orders \"List\" } }", "write `GET /orders`");
    told(
        "service a { api \"/\" { POST /z -> Order \"Create\" } }",
        "write `POST /z \"Create\" { response Order }`",
    );
    told("service a { api \"/\" { PUT /{id} -> [Order]; } }", "write `PUT /{id} { response [Order] }`");
    told("api gateway \"GW\"", "write `gateway api \"GW\"`");
}

#[test]
fn half_arrows() {
    check(
        "
a - b
  ^ E0110: `-` is not an arrow
a > b \"x\"
  ^ E0110: `>` is not an arrow
service c { does Auth - and more }
                 ^^^^^^^^^^^^^^^ E0123: the text `Auth - and more` needs quotes
",
    );
    told("a - b", "write `a -> b`");
    told("a.b ~ c \"x\"", "write `a.b ~> c`");
}

#[test]
fn parts_of_a_head_in_a_body() {
    let behind = "write it behind the name of the element, as in `service orders ";
    told("service a { tech \"Go\" }", &format!("{behind}[Go]`"));
    told("service a { technology: Go }", &format!("{behind}[Go]`"));
    told("service a { label \"Orders\" }", &format!("{behind}\"Orders\"`"));
    told("service a { tags \"core\" }", &format!("{behind}#core`"));
    told(
        "service a { color: red }",
        "write a style at the top of the file, as in `style orders { accent error }`",
    );
}

#[test]
fn names_behind_labels() {
    check(
        "
component \"Web App\" as web
          ^^^^^^^^^ E0124: the name stands behind the label
database \"DB\" [PostgreSQL] as db { does \"Keeps orders\" }
         ^^^^ E0124: the name stands behind the label
service \"Order history\" #core
        ^^^^^^^^^^^^^^^ E0124: a name is missing before the label
worker \"Mailer\" mailer
       ^^^^^^^^ E0124: the name stands behind the label
service stock as \"Stock\"
              ^^ E0103: `as` before a label
journey \"Place an order\" { web -> db }
        ^^^^^^^^^^^^^^^^ E0124: a name is missing before the label
",
    );
    told("component \"Web App\" as web", "write `component web \"Web App\"`");
    told("database \"DB\" [SQL] as db { }", "write `database db \"DB\" [SQL]`");
    told("service \"Order history\"", "write `service order-history \"Order history\"`");
    told("component web as \"Web App\"", "leave it out: `\"Web App\"`");
    told("journey \"Buy\" as buy { a -> b }", "write `journey buy \"Buy\"`");
    let fixes = syntax::parse(&source("database \"DB\" [SQL] as db")).diagnostics[0].fixes.clone();
    assert_eq!(fixes.iter().map(|fix| &*fix.replacement).collect::<Vec<_>>(), ["db \"DB\" [SQL]"]);
}

#[test]
fn numbers_in_words_behind_retry() {
    check(
        "
a -> b
  ! down: retry 3 times, show \"x\"
                  ^^^^^ E0103: `times` behind `retry 3`
  ! slow: retry 3 x
                  ^ E0103: `x` behind `retry 3`
  ! error: retry twice
                 ^^^^^ E0103: `twice` behind `retry`
  ! full: retry 3 attempts { }
                  ^^^^^^^^ E0103: `attempts` behind `retry 3`
  ! lost: retry 3x
                ^^ E0112: `3x` is not a quantity
",
    );
    told("a -> b\n! down: retry 3 times", "write `retry 3`");
    told("a -> b\n! down: breaker, retry once", "write `retry 1`");
    told("a -> b\n! down: retry 3x", "write the number alone: `3`");
}

#[test]
fn actions_without_their_first_part() {
    check(
        "
a -> b
  ! down: respond \"not sent\"
          ^^^^^^^^^^^^^^^^^^ E0120: the action `respond` is not complete
  ! error: compensate b
           ^^^^^^^^^^^^ E0120: the action `compensate` is not complete
  ! slow: compensate \"the booking\"
          ^^^^^^^^^^^^^^^^^^^^^^^^ E0120: the action `compensate` is not complete
",
    );
    told("a -> b\n! down: respond \"not sent\"", "write `respond 503 \"not sent\"`");
    told(
        "a -> b\n! down: queue \"until online\"",
        "write a comma between the two: `queue, \"until online\"`",
    );
    told("a -> b\n! down: compensate b", "write `compensate -> b`");
    told("a -> b\n! down: compensate \"the booking\"", "write `rollback \"the booking\"`");
}

#[test]
fn an_else_behind_what_was_meant_to_be_a_when() {
    check(
        "
journey j {
  if \"x\" { a -> b } else { b -> a }
  ^^ E0102: unknown word `if`
  if \"x\" { a -> b }
  ^^ E0102: unknown word `if`
  else { a --> b }
           ^^^ E0110: `-->` is not an arrow
}
",
    );
}
