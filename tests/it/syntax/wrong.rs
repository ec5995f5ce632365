//! Mistakes, and what is said about them.
//!
//! A fixture is a text with its diagnostics under the lines that they are about: carets under the place, then code and
//! message. What is not marked must be right.

use super::{check_diagnostics, source};
use cutaway::diag::Diagnostic;
use cutaway::source::SourceFile;
use cutaway::syntax;

#[track_caller]
pub(super) fn check(fixture: &str) {
    let fixture = fixture.strip_prefix('\n').unwrap_or(fixture);
    let is_mark = |line: &&str| line.trim_start().starts_with('^');
    let text: String = fixture.split_inclusive('\n').filter(|line| !is_mark(line)).collect();
    let source = source(&text);
    let diagnostics = syntax::parse(&source).diagnostics;
    check_diagnostics(&source, &diagnostics);
    let mut actual = String::new();
    for (i, line) in text.split_inclusive('\n').enumerate() {
        actual.push_str(line);
        for diagnostic in diagnostics.iter().filter(|d| line_of(&source, d) == i + 1) {
            actual.push_str(&mark(&source, diagnostic, line));
        }
    }
    assert_eq!(actual.trim_end(), fixture.trim_end(), "\n{actual}");
}

fn line_of(source: &SourceFile, diagnostic: &Diagnostic) -> usize {
    source.position(diagnostic.primary.span.start as usize).0
}

fn mark(source: &SourceFile, diagnostic: &Diagnostic, line: &str) -> String {
    let span = diagnostic.primary.span;
    let (_, column) = source.position(span.start as usize);
    let shown = source.slice(span).lines().next().unwrap_or_default();
    let carets = "^".repeat(shown.chars().count().max(1));
    let start = if line.ends_with('\n') { "" } else { "\n" };
    format!("{start}{}{carets} {}: {}\n", " ".repeat(column - 1), diagnostic.code, diagnostic.message)
}

#[test]
fn arrows_of_other_languages() {
    check(
        "
a --> b
  ^^^ E0110: `-->` is not an arrow
a => b.c \"x\"
  ^^ E0110: `=>` is not an arrow
a <- b
  ^^ E0110: `<-` is not an arrow
a -->|text| b
  ^^^ E0110: `-->` is not an arrow
a->>b
 ^^^ E0110: `->>` is not an arrow
数据 → b
   ^ E0110: `→` is not an arrow
a -> b --> c
       ^^^ E0110: `-->` is not an arrow
a ->
^^^^ E0101: `a ->` is not complete
a -> b ->
       ^^ E0101: an arrow that leads nowhere
a -> b \"x\" -> c
           ^^ E0122: an arrow behind the label
-> b
^^ E0101: unexpected `->`
",
    );
}

#[test]
fn declarations_of_other_languages() {
    check(
        "
u = person \"User\"
  ^ E0101: a `=` behind `u`
s = softwareSystem \"Shop\"
  ^ E0101: a `=` behind `s`
@startuml
^^^^^^^^^ E0102: `@startuml` is a word of PlantUML
workspace {
^^^^^^^^^ E0102: `workspace` is a word of Structurizr
}
",
    );
}

#[test]
fn documents_named_with_a_slip() {
    check(
        "
service a { api from openapi.yaml }
                     ^^^^^^^^^^^^ E0123: the path `openapi.yaml` needs quotes
service b {
  api from apis/orders.json #public
           ^^^^^^^^^^^^^^^^ E0123: the path `apis/orders.json` needs quotes
  api form \"openapi.yaml\"
      ^^^^ E0101: unexpected `form`
  api from
      ^^^^ E0101: `api from` is not complete
}
service c { api from \"openapi.yaml\" [REST] #public { GET /a } }
",
    );
}

#[test]
fn comments_of_other_languages() {
    check(
        "
# comment
^ E0111: `#` does not begin a comment
## comment { ; \"
^^ E0111: `#` does not begin a comment
app a # tail ; b
      ^ E0111: `#` does not begin a comment
%% mermaid
^^ E0111: `%%` does not begin a comment
app b
",
    );
}

#[test]
fn labels_of_other_languages() {
    check(
        "
A: Label
 ^ E0128: a `:` behind `A`
a -> b: label
      ^ E0128: a `:` before a label
a -> b : \"label\"
       ^ E0128: a `:` before a label
service: orders
       ^ E0128: a `:` behind `service`
service orders “Orders”
               ^ E0127: a typographic quote `“`
does «x»
     ^ E0127: a typographic quote `«`
service orders Orders and more
               ^^^^^^^^^^^^^^^ E0123: the text `Orders and more` needs quotes
a -> b calls it
       ^^^^^^^^ E0123: the text `calls it` needs quotes
",
    );
}

#[test]
fn misspelt_words() {
    check(
        "
servce orders
dose \"x\"
^^^^ E0102: unknown word `dose`
onws Order, Item
^^^^ E0102: unknown word `onws`
jorney checkout {
^^^^^^ E0102: unknown word `jorney`
  a -> b
  return
}
app a {
  consums order.created
  ^^^^^^^ E0102: unknown word `consums`
  api { PSOT /
        ^^^^ E0102: unknown word `PSOT`
  get /x
  ^^^ E0102: unknown word `get`
  }
}
a -> b { tkaes 3s }
         ^^^^^ E0102: unknown word `tkaes`
  ! donw: retyr 3, show \"x\"
    ^^^^ E0118: unknown failure mode `donw`
          ^^^^^ E0119: unknown action `retyr`
view v of components { inclde a }
                       ^^^^^^ E0102: unknown word `inclde`
style a { acent info }
          ^^^^^ E0102: unknown word `acent`
decision d { contxt \"x\" }
             ^^^^^^ E0102: unknown word `contxt`
frobnicate \"x\"
^^^^^^^^^^ E0102: unknown word `frobnicate`
",
    );
}

#[test]
fn words_in_the_wrong_place() {
    check(
        "
return \"x\"
^^^^^^ E0135: `return` does not belong in a file
app a { takes 3s; GET /x }
        ^^^^^ E0135: `takes` does not belong in an element
                  ^^^ E0135: `GET` does not belong in an element
journey j { service x; does \"y\" }
            ^^^^^^^ E0135: `service` does not belong in a journey
                       ^^^^ E0135: `does` does not belong in a journey
tradeoff \"t\" { pros \"x\" }
               ^^^^ E0135: `pros` does not belong in a tradeoff
journey k { lane { a -> b } }
            ^^^^ E0135: `lane` does not belong here
",
    );
}

#[test]
fn plans_that_are_wrong() {
    check(
        "
! down: retry
^ E0115: a failure plan without a flow
a -> b
  ! timeout: retry 3
    ^^^^^^^ E0118: unknown failure mode `timeout`
  ! down \"x\" retry 3
    ^^^^ E0120: a `:` is missing in a failure plan
  ! slow > 2s
  ^^^^^^^^^^^ E0120: a failure plan without an action
  ! slow 2s: respond 504
         ^^ E0120: a `>` is missing before `2s`
  ! down, slow >= 2s \"late\": respond 504
               ^^ E0120: `>=` before a threshold
  ! slow 2s respond 504
    ^^^^ E0120: a `:` is missing in a failure plan
  ! down, error
  ^^^^^^^^^^^^^ E0120: a failure plan without an action
  ! down:
  ^^^^^^^ E0120: a failure plan without an action
  !
  ^ E0120: an empty failure plan
  ! respond \"x\"
    ^^^^^^^^^^^ E0120: the action `respond` is not complete
  ! show
    ^^^^ E0120: the action `show` needs a text in quotes
  ! down: -> c -> d
               ^^ E0103: a chain in a failure plan
  ! down: fallback -> c \"x\"
                   ^^ E0103: an arrow behind `fallback`
  ! down: retry 3, queue ~> c
                         ^^ E0103: an arrow behind `queue`
  ! down: rollback -> c
                   ^^ E0103: an arrow behind `rollback`
  ! down: breaker, retry 3 -> c
                           ^^ E0103: a comma is missing before `->`
  ! down: degrade \"late\" -> c
                         ^^ E0103: a comma is missing before `->`
  ! down: redirect -> c
          ^^^^^^^^ E0119: unknown action `redirect`
  ! down: retry many
                ^^^^ E0103: unexpected `many` at the end of a statement
  ! down: respond 42
                  ^^ E0129: `42` is not a status code
  ! down: compensate ~> c
                     ^^ E0110: `compensate` has another arrow
  ! down: { a -> b }
          ^ E0126: a block in the failure plan of a flow
  ! => c
    ^^ E0110: `=>` is not an arrow
c -> d { ! down: retry }
         ^^^^^^^^^^^^^ E0115: a failure plan inside the body of a flow
service x
  ! down: retry
  ^ E0115: a failure plan without a flow
",
    );
}

/// What other languages set on a caller or a call is a failure plan here.
#[test]
fn plans_as_settings() {
    check(
        "
service a {
  timeout: 2s
  ^^^^^^^ E0102: unknown word `timeout`
  a -> b { timeout 2s; retry 3 }
           ^^^^^^^ E0102: unknown word `timeout`
                       ^^^^^ E0126: an action outside a failure plan
}
a -> b { retries 3 }
         ^^^^^^^ E0102: unknown word `retries`
journey j {
  a -> b { max-retries 3 }
           ^^^^^^^^^^^ E0102: unknown word `max-retries`
  timeout 2s
  ^^^^^^^ E0102: unknown word `timeout`
  timeout -> retries
}
",
    );
}

#[test]
fn replies_that_are_wrong() {
    check(
        "
service a { api \"/a\" {
  GET /a ! 404 409
               ^^^ E0103: a comma is missing before `409`
  GET /b ! 404 \"none\" NOT_FOUND
                      ^^^^^^^^^ E0103: a comma is missing before `NOT_FOUND`
  GET /c ! down: respond 503
               ^ E0129: a failure plan under an endpoint
  GET /d ! 404 GET /e
               ^^^ E0103: unexpected `GET` at the end of a statement
} }
",
    );
}

#[test]
fn journeys_that_are_wrong() {
    check(
        "
journey \"Place\" {
        ^^^^^^^ E0124: a name is missing before the label
  a => b
    ^^ E0110: `=>` is not an arrow
}
journey j {
  else { a -> b }
  ^^^^ E0116: `else` without a `when`
  when \"x\" { a -> b } else { b -> a } else { c -> a }
                                      ^^^^ E0116: `else` without a `when`
  when x { a -> b }
       ^ E0123: the text `x` needs quotes
  respond 402
  ^^^^^^^^^^^ E0126: an action outside a failure plan
  ! down: retry
  ^ E0115: a failure plan without a flow
  repeat each { a -> b }
         ^^^^ E0123: the text `each` needs quotes
  note over \"x\"
            ^^^ E0101: unexpected `\"x\"`
}
else { }
^^^^ E0116: `else` without a `when`
",
    );
}

#[test]
fn strings_brackets_and_braces_that_stay_open() {
    check(
        "
service a \"open
          ^ E0104: a string is not closed on its line
service b \"open {
          ^ E0104: a string is not closed on its line
  does \"x\\q\"
         ^^ E0105: unknown escape `\\q` in a string
}
service c [Rust
          ^ E0109: a `[` is not closed on its line
service d [Rust {
          ^ E0109: a `[` is not closed on its line
  does \"\\u{zz}\"
        ^^^^^^ E0105: unknown escape `\\u{zz}` in a string
}
app e { api { rpc f(a
                   ^ E0109: a `(` is not closed on its line
} }
}
^ E0107: a `}` closes nothing
service g \"\"\"
          ^^^ E0104: a `\"\"\"` string is never closed
service h
",
    );
    check(
        "
system s {
  service a {
            ^ E0106: a `{` is never closed
    does \"x\"
  service b
}
",
    );
    check(
        "
system s {
         ^ E0106: a `{` is never closed
  service a {
            ^ E0106: a `{` is never closed
",
    );
    check(
        "
app a
/* open /* closed */
^^ E0108: a comment is never closed
app b
",
    );
}

#[test]
fn braces_on_lines_of_their_own() {
    check(
        "
system s
{
^ E0121: a `{` stands on a line of its own
  app a
}
journey j

{
^ E0121: a `{` stands on a line of its own
  a -> b
}
",
    );
    check(
        "
app a;
{ does \"x\" }
^ E0101: a `{` without a statement before it
",
    );
}

#[test]
fn parts_out_of_order() {
    check(
        "
service a [Rust] \"A\"
                 ^^^ E0122: the label comes too late
service b #t [Rust] { owns Order }
             ^^^^^^ E0122: the technology comes too late
service c \"C\" \"D\"
              ^^^ E0122: a second label
service d [X] [Y]
              ^^^ E0122: a second technology
a -> b [REST] \"x\" { takes 3s }
              ^^^ E0122: the label comes too late
app e { api \"/x\" \"X\" }
                 ^^^ E0101: unexpected `\"X\"`
",
    );
}

#[test]
fn names_that_are_none() {
    check(
        "
service 2fa \"x\"
        ^^^ E0124: `2fa` is not a name
service a.b
         ^^ E0124: a dot in the name of an element
service \"Orders\"
        ^^^^^^^^ E0124: a name is missing before the label
service
^^^^^^^ E0101: `service` is not complete
journey 1st { a -> b }
        ^^^ E0124: `1st` is not a name
",
    );
}

#[test]
fn texts_without_quotes() {
    check(
        "
app a {
  link https://example.com/a?b=c   // note
       ^^^^^^^^^^^^^^^^^^^^^^^^^ E0123: the text `https://example.com/a?b=c` needs quotes
  does Takes orders // note
       ^^^^^^^^^^^^ E0123: the text `Takes orders` needs quotes
  api /v1 {
      ^^^ E0123: the text `/v1` needs quotes
    GET /x list them ! 404
           ^^^^^^^^^ E0123: the text `list them` needs quotes
  }
}
include other.cut
        ^^^^^^^^^ E0123: the text `other.cut` needs quotes
title Shop
      ^^^^ E0123: the text `Shop` needs quotes
",
    );
}

#[test]
fn numbers_and_dates() {
    check(
        "
a -> b { takes 5min; rate 1..2; takes 500 ms; rate 5/y; takes fast; takes }
               ^^^^ E0112: `5min` is not a quantity
                          ^^^^ E0112: `1..2` is not a quantity
                                          ^^ E0112: a blank between a number and its unit
                                                   ^^^ E0112: `5/y` is not a quantity
                                                              ^^^^ E0101: unexpected `fast`
                                                                    ^^^^^ E0101: `takes` is not complete
edition 2
        ^ E0114: unknown edition `2`
edition 1
        ^ E0114: `edition` is not the first statement
question \"q\" { due soon }
                   ^^^^ E0113: `soon` is not a date
question \"r\" { due 2027-02-29 }
                   ^^^^^^^^^^ E0113: `2027-02-29` is not a date
",
    );
}

#[test]
fn commas() {
    check(
        "
a -> b, c -> d
     ^^^^ E0125: a list in the middle of a chain
row a, b
     ^ E0103: a comma in `row`
app x { owns Order, }
                  ^ E0117: a comma with nothing behind it
, a -> b
^ E0101: unexpected `,`
a -> b, // nothing
      ^ E0117: a comma with nothing behind it
",
    );
}

#[test]
fn entities_styles_and_views() {
    check(
        "
entity O { id: uuid; a int, b int; -> D; c -> }
             ^ E0128: a `:` between a field and its type
                          ^ E0103: unexpected `,` at the end of a statement
                                   ^^ E0101: unexpected `->`
                                           ^^ E0103: an arrow that leads to no entity
entity P { key ,}
               ^ E0117: a comma with nothing behind it
entity Q { ,int x; pairs Map<a,b>; sums Map<a,b>,}
           ^ E0101: unexpected `,`
                                                ^ E0117: a comma with nothing behind it
view v { include a }
^^^^^^ E0101: `view v` is not complete
style { accent info }
^^^^^ E0101: `style` is not complete
style #x { shape 3 }
                 ^ E0124: `3` is not a name
kind lambda { shape box }
^^^^^^^^^^^ E0101: `kind lambda` is not complete
tree \"q\" { yes \"x\" }
               ^^^ E0101: unexpected `\"x\"`
decision \"No name\" { context \"x\" }
         ^^^^^^^^^ E0101: unexpected `\"No name\"`
decision d { status a; status b }
                       ^^^^^^ E0136: `status` is said twice
x-owner team-a
",
    );
}

#[test]
fn places_are_right_with_tabs_wide_letters_and_any_line_end() {
    let cases = [
        ("\u{feff}a => b", (1, 3)),
        ("app a\r\n\ta => b", (2, 4)),
        ("app a\rapp b\ra => b", (3, 3)),
        ("数据库 => b", (1, 5)),
        ("app a \"👩‍👩‍👧\" => b", (1, 15)),
        ("/* 中\n文 */ a => b", (2, 8)),
    ];
    for (text, place) in cases {
        let source = source(text);
        let diagnostics = syntax::parse(&source).diagnostics;
        assert_eq!(diagnostics.len(), 1, "{text:?}: {diagnostics:?}");
        assert_eq!(source.position(diagnostics[0].primary.span.start as usize), place, "{text:?}");
    }
}

/// What a fix says makes the text right.
#[test]
fn fixes_mend() {
    for text in [
        "a --> b",
        "service a “A”",
        "service a 'A' #t".replace('\'', "“").as_str(),
        "# comment",
        "a -> b: label",
        "service orders Orders",
        "link https://example.com",
        "a -> b,",
        "}",
        "dose \"x\"",
        "app a \"open",
        "app a \"c:\\dir\"",
        "edition 2",
        "a -> b\n! donw: retyr 3",
        "a -.-> b",
        "a <..> b",
        "a -> b\n! slow > 2 seconds: retry",
        "a -> b\n! down: queue \"an hour\"",
        "a -> b\n! down: redirect -> c \"there\"",
        "style a { color info }",
    ] {
        let before = source(text);
        let mut fixes: Vec<_> =
            syntax::parse(&before).diagnostics.into_iter().flat_map(|d| d.fixes).collect();
        assert!(!fixes.is_empty(), "{text}");
        fixes.sort_by_key(|fix| fix.span.start);
        let mut mended = text.to_owned();
        for fix in fixes.iter().rev() {
            mended.replace_range(fix.span.range(), &fix.replacement);
        }
        let after = syntax::parse(&source(&mended)).diagnostics;
        assert!(after.is_empty(), "{text} became {mended}: {after:?}");
    }
}
