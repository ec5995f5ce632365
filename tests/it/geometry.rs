//! Asks of a finished drawing that it keeps the rules of a scene; the judge is the library's own, and `geometry_seen` keeps an
//! eye on it.

use cutaway::scene::{Scene, faults};

/// Fails with every fault in words.
#[track_caller]
pub fn assert_sound(scene: &Scene, about: &str) {
    let report = faults::report(scene);
    assert!(report.is_empty(), "{about}: {report}");
}
