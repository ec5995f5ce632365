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
