//! The integration tests: one binary, a module per topic.

mod generate;
mod geometry;
mod text;
mod text_metrics;
mod text_wrap;
