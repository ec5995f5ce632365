//! All integration tests, one module per topic, in one binary so that the library is linked once.

mod emit;
mod text;
mod text_metrics;
mod text_output;
mod text_sketch;
