//! Mistakes, and what is said about them.
//!
//! A fixture is a text with its diagnostics under the lines that they are about: carets under the place, then code and
//! message. What is not marked must be right.

use super::{check_diagnostics, source};
use cutaway::diag::Diagnostic;
use cutaway::source::SourceFile;
use cutaway::syntax;

#[track_caller]
fn check(fixture: &str) {
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
