//! The language as text: what parses to what, what is said about mistakes, and how files are laid out.

mod format;
mod habits;
mod hostile;
mod pages;
mod parse;
mod programs;
mod wrong;

use cutaway::diag::{Diagnostic, Severity};
use cutaway::source::{FileId, SourceFile};
use cutaway::syntax;

pub fn source(text: &str) -> SourceFile {
    SourceFile::new(FileId(0), "test.cut", text)
}

/// The tree of a text without errors, as lines.
pub fn tree(text: &str) -> String {
    let outcome = syntax::parse(&source(text));
    assert!(outcome.diagnostics.is_empty(), "{text}\n{:#?}", outcome.diagnostics);
    syntax::dump(&outcome.value)
}

/// The tree of a text that may have errors, as lines.
pub fn recovered(text: &str) -> String {
    syntax::dump(&syntax::parse(&source(text)).value)
}

/// What holds of every diagnostic: it points into the text, between characters, and speaks to a person.
pub fn check_diagnostics(source: &SourceFile, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        assert_eq!(diagnostic.severity, Severity::Error);
        let places = std::iter::once(&diagnostic.primary).chain(&diagnostic.related);
        for span in places.map(|label| label.span).chain(diagnostic.fixes.iter().map(|fix| fix.span)) {
            assert!(source.text.get(span.range()).is_some(), "{span:?} of {:?}: {diagnostic:?}", source.text);
        }
        let texts = [&diagnostic.message, &diagnostic.primary.text].into_iter().chain(&diagnostic.help);
        for text in texts {
            assert!(!text.is_empty() && !text.contains(['\n', '\r']), "{diagnostic:?}");
            let is_rule =
                |word: &str| ["kw_", "whole_", "broken_"].iter().any(|prefix| word.starts_with(prefix));
            // What the user wrote may look like anything; words of ours do not.
            let ours = text.split('`').step_by(2);
            assert!(!ours.flat_map(str::split_whitespace).any(is_rule), "a grammar rule is named in {text}");
        }
        assert!(
            !diagnostic.message.ends_with('.') && diagnostic.message.starts_with(|c: char| !c.is_uppercase())
        );
        assert!(!diagnostic.help.is_empty(), "no help in {diagnostic:?}");
    }
}

/// Every span in a tree, found in its debug form, so that no kind of statement is forgotten.
pub fn spans(file: &syntax::ast::File) -> Vec<std::ops::Range<usize>> {
    let text = format!("{file:?}");
    let number =
        |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>().parse::<usize>();
    text.split("start: ")
        .skip(1)
        .filter_map(|rest| {
            let start = number(rest).ok()?;
            let end = rest.split_once("end: ").and_then(|(_, rest)| number(rest).ok())?;
            Some(start..end)
        })
        .collect()
}
