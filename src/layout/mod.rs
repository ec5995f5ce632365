//! Where it goes: from a view to a scene, in pixels or in cells.

pub mod metrics;
