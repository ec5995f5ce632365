//! From text to a tree of statements, and back to well-formatted text.
//!
//! In: one [`SourceFile`](crate::source::SourceFile). Out: an [`ast::File`] that is always there, with a broken part in
//! place of what could not be read, and a diagnostic for each.

pub mod ast;
