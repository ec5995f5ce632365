//! Cutaway compiles a text description of a system into diagrams.
//!
//! Text becomes a picture in five steps, each a pure function from one form to the next: a file is *parsed* into a tree of
//! what was written, the tree is *resolved* into a model of what it means, a view *projects* the model to what is shown,
//! a *layout* says where it goes, and a renderer *draws* it.

#[cfg(feature = "cli")]
pub mod cli;
pub mod diag;
pub mod geom;
pub mod layout;
pub mod model;
pub mod pipeline;
pub mod render;
pub mod scene;
pub mod source;
pub mod syntax;
pub mod view;
