//! All integration tests, one module per topic, in one binary so that the library is linked once.

mod generate;
mod geometry;
