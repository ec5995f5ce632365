//! How it is drawn: from a scene, or from a view, to the bytes of an output.
//!
//! A renderer places nothing. Those that draw read a [`Scene`](crate::scene::Scene) in their own unit; those that write
//! the language of another tool read a [`View`](crate::view::View).

pub mod text;
