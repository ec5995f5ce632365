//! `shop.cut:12:8: error[E0203]: message`: a line for each finding, as compilers have always said it.

use super::{Batch, inert, ordered};
use std::fmt::Write;

/// A line for each finding, empty when there is none.
pub fn short(batches: &[Batch<'_>]) -> String {
    let mut out = String::new();
    for finding in ordered(batches) {
        let diagnostic = finding.diagnostic;
        if let Some(place) = finding.locate(diagnostic.primary.span) {
            let (line, column) = place.first();
            let _ = write!(out, "{}:{line}:{column}: ", inert(&place.file.name));
        }
        let message = inert(&diagnostic.message);
        let _ = writeln!(out, "{}[{}]: {message}", diagnostic.severity.word(), diagnostic.code);
    }
    out
}
