//! The integration tests: one binary, a module per topic.

mod emit;
mod generate;
mod geometry;
mod geometry_seen;
mod json_schema;
mod layout;
mod mermaid;
mod outline;
mod properties;
mod scene_json;
mod svg;
mod svg_fixture;
mod svg_metrics;
mod text;
mod text_arms;
mod text_metrics;
mod text_output;
mod text_sketch;
mod text_wrap;
mod views;
