//! The integration tests: one binary, a module per topic.

mod generate;
mod geometry;
mod geometry_seen;
mod properties;
mod text;
mod text_metrics;
mod text_wrap;
