//! All integration tests, one module per topic, in one binary so that the library is linked once.

mod emit;
mod fixture;
mod generate;
mod geometry;
mod geometry_seen;
mod house;
mod json_schema;
mod layout;
mod mermaid;
mod mermaid_parsers;
mod model;
mod outline;
mod properties;
mod scene_json;
mod svg;
mod svg_fixture;
mod svg_metrics;
mod syntax;
mod text;
mod text_arms;
mod text_metrics;
mod text_output;
mod text_sketch;
mod text_wrap;
mod views;
