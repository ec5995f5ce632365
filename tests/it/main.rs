//! The integration tests: one binary, a module per topic.

mod geometry;
mod layout;
mod text;
mod text_metrics;
mod text_output;
mod text_sketch;
mod text_wrap;
