//! Views that are tables: API surfaces, the communication matrix and the data model, in every format.

mod csv;
mod facts;
mod properties;
mod read;
mod views;

use cutaway::{Design, Options};

/// Compiles a source that has to be right.
pub fn design(source: &str) -> Design {
    let design = cutaway::compile("test", source);
    let found: Vec<&str> = design.diagnostics().iter().map(|found| found.message.as_str()).collect();
    assert!(!design.has_errors(), "{found:?}\n{source}");
    design
}

/// Draws a view.
pub fn draw(design: &Design, view: &str, format: &str) -> String {
    draw_within(design, view, format, Some(80))
}

/// Draws a view in a width.
pub fn draw_within(design: &Design, view: &str, format: &str, width: Option<i32>) -> String {
    let options = Options { width, ..Options::default() };
    design.draw(view, format, &options).unwrap_or_else(|error| panic!("{view} as {format}: {error}")).text
}

/// What is said about a view besides drawing it.
pub fn said(design: &Design, view: &str) -> Vec<String> {
    let (_, found) = design.view(view).unwrap_or_else(|error| panic!("{view}: {error}"));
    found.iter().map(|found| format!("{}: {}", found.code, found.message)).collect()
}
