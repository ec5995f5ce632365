//! How it is drawn: from a scene or a view to text in the form asked for.
//!
//! A renderer that draws reads the [scene](crate::scene), where everything has its place, in its own unit; one whose reader
//! lays out for itself (Mermaid) or needs no places (the outline) reads the [view](crate::view). Each is a pure function,
//! and none looks anything up in the model.

pub mod mermaid;
pub mod outline;
pub mod scene_json;
pub mod svg;
pub mod text;
