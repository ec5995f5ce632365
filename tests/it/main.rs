//! The integration tests: one binary, a module per topic.

mod json_schema;
mod mermaid;
mod mermaid_parsers;
mod outline;
mod scene_json;
mod views;
