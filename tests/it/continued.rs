//! Sources that are continued: what stood in a drawing stays as it was.

use crate::layout::sketch;
use cutaway::layout::metrics::pixels::PixelMetrics;
use cutaway::layout::{Options, layout};
use cutaway::scene::Scene;
use cutaway::view::View;

fn drawn(view: &View) -> Scene {
    layout(view, &PixelMetrics, Options::default()).value
}

/// Two chains out of one box and back to it.
const RING: &str = "
    root
    a1
    a2
    a3
    a4
    a5
    a6
    b1
    b2
    b3
    b4
    b5
    b6
    root -> a1
    a1 -> a2
    a2 -> a3
    a3 -> a4
    a4 -> a5
    a5 -> a6
    a6 -> root
    root -> b1
    b1 -> b2
    b2 -> b3
    b3 -> b4
    b4 -> b5
    b5 -> b6
    b6 -> root
    a2 -> b3
    a4 -> b5";

/// All flows are on cycles, so some run upwards anyhow: a later one that leads from the end of one chain to the start of the
/// other is one more of them, and does not push that chain below the first.
#[test]
fn a_later_flow_on_a_cycle_does_not_turn_the_ranks_round() {
    let scene = drawn(&sketch(&format!("{RING}\n a6 -> b1")));
    let rect = |name: &str| scene.nodes.iter().find(|node| node.id == name).expect("it is drawn").rect;
    assert!(rect("b1").bottom() < rect("a6").y, "b1 stands above a6");
    assert_eq!(rect("a1").y, rect("b1").y, "both chains begin in one row");
}

#[test]
fn a_leaf_more_leaves_the_boxes_of_each_row_in_their_order() {
    let (before, after) = (drawn(&sketch(RING)), drawn(&sketch(&format!("{RING}\n leaf\n a3 -> leaf"))));
    for (i, a) in before.nodes.iter().enumerate() {
        for (j, b) in before.nodes.iter().enumerate() {
            let (c, d) = (&after.nodes[i], &after.nodes[j]);
            let abreast = a.rect.y == b.rect.y && c.rect.y == d.rect.y;
            if abreast && a.rect.x < b.rect.x {
                assert!(c.rect.x < d.rect.x, "{} stands left of {}", a.id, b.id);
            }
        }
    }
}
