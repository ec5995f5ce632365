//! Fixtures: sources with marks in comments that say which diagnostic is expected where.
//!
//! `//- name.cut` begins a file, the first of which is the root; without it there is one file. A comment of carets marks a
//! place in the last line of source before it, and says code and message:
//!
//! ```text
//!     web -> order_db
//!          //^^^^^^^^ E0203: unknown component `order_db`
//! ```

use cutaway::diag::{Diagnostic, Outcome};
use cutaway::pipeline::{self, Compilation};
use cutaway::source::{MemorySources, SourceFile};

/// Compiles a fixture.
pub fn compile(fixture: &str) -> Outcome<Compilation> {
    let files = split(fixture);
    let sources =
        files.iter().fold(MemorySources::new(), |sources, (name, text)| sources.with(*name, text.as_bytes()));
    pipeline::load(files[0].0, &sources).expect("the root is there")
}

/// Compiles a fixture in which nothing is wrong.
pub fn compile_clean(fixture: &str) -> Compilation {
    let outcome = compile(fixture);
    let found = found(&outcome);
    assert!(found.is_empty(), "in\n{fixture}\nfound {found:#?}");
    outcome.value
}

/// Checks that the diagnostics of a fixture are those that its comments mark, no more and no less.
pub fn check_diagnostics(fixture: &str) {
    let mut expected: Vec<String> = Vec::new();
    for (name, text) in split(fixture) {
        let mut line = 0;
        for (number, text) in text.lines().enumerate() {
            match mark(text) {
                Some((column, length, says)) => {
                    expected.push(format!("{name}:{line}:{column}+{length} {says}"))
                }
                None => line = number + 1,
            }
        }
    }
    let mut found = found(&compile(fixture));
    expected.sort();
    found.sort();
    assert_eq!(found, expected, "\nin\n{fixture}");
}

/// What was found, each as `file:line:column+length code: message`.
pub fn found(outcome: &Outcome<Compilation>) -> Vec<String> {
    let place = |files: &[SourceFile], found: &Diagnostic| {
        let span = found.primary.span;
        let file = &files[span.file.0 as usize];
        let (line, column) = file.position(span.start as usize);
        let first = file.slice(span).lines().next().unwrap_or("");
        format!("{}:{line}:{column}+{} {}: {}", file.name, first.chars().count(), found.code, found.message)
    };
    outcome.diagnostics.iter().map(|found| place(&outcome.value.files, found)).collect()
}

fn mark(line: &str) -> Option<(usize, usize, &str)> {
    let comment = line.trim_start().strip_prefix("//")?;
    let carets = comment.chars().take_while(|c| *c == '^').count();
    let column = line.chars().take_while(|c| *c != '^').count() + 1;
    (carets > 0).then(|| (column, carets, comment[carets..].trim()))
}

fn split(fixture: &str) -> Vec<(&str, &str)> {
    if !fixture.contains("//- ") {
        return vec![("main.cut", fixture)];
    }
    let parts = fixture.split("//- ").skip(1);
    parts
        .map(|part| part.split_once('\n').map_or((part.trim(), ""), |(name, text)| (name.trim(), text)))
        .collect()
}
