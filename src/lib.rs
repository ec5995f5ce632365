//! Cutaway compiles a text description of a system into diagrams.
//!
//! Text becomes a picture in five steps, each a pure function from one form to the next: a file is
//! [*parsed*](syntax::parse) into a [tree](syntax::ast::File) of what was written, the tree is
//! [*resolved*](model::resolve()) into a [model](model::Model) of what it means, a view [*projects*](view::project) the model to
//! [what is shown](view::View), a [*layout*](layout::layout) says [where it goes](scene::Scene), and a
//! [*renderer*](render::RENDERERS) draws it. [`pipeline`] runs the steps in order, and [`Design`] is the front door:
//!
//! ```
//! let design = cutaway::compile("shop.cut", r#"
//!     person  customer "Customer"
//!     service orders   "Orders" [Rust]
//!     customer -> orders "buys"
//!       ! down: show "Try again"
//! "#);
//! assert!(design.diagnostics().is_empty());
//!
//! let options = cutaway::Options::default();
//! let text = design.draw("components", "text", &options)?.text;
//! assert!(text.contains("│ Customer"));
//! let svg = design.draw("components", "svg", &options)?.text;
//! assert!(svg.contains("data-id=\"orders\""));
//! # Ok::<(), cutaway::DrawError>(())
//! ```
//!
//! What a user got wrong is a [`Diagnostic`](diag::Diagnostic), never a panic and never an `Err`, and the design beside it holds what
//! could be understood. [`diag::emit`] tells diagnostics as excerpts, lines, JSON or SARIF:
//!
//! ```
//! use cutaway::diag::emit::{Batch, Format, Look};
//! let design = cutaway::compile("shop.cut", "service api\napi -> orders");
//! let found = Batch { files: design.files(), diagnostics: design.diagnostics() };
//! let told = Format::Short.tell(&[found], Look::default());
//! assert_eq!(told, "shop.cut:2:8: error[E0203]: unknown component `orders`\n");
//! ```
//!
//! The library touches no file, no clock and no environment: what a source includes and the API documents it names come through
//! [`Sources`](source::Sources). The same source gives the same bytes, on any machine.

pub mod geom;
pub mod source;
pub mod diag;
pub mod syntax;
pub mod model;
pub mod openapi;
pub mod view;
pub mod scene;
pub mod layout;
pub mod render;
pub mod pipeline;
pub mod design;
#[cfg(feature = "cli")]
pub mod cli;

pub use design::{Design, DrawError, Drawing, Options, ViewName, compile};
