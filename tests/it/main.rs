//! The integration tests: one binary, a module per topic.

mod mermaid;
mod mermaid_views;
mod outline;
