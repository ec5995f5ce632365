//! Large and awkward graphs are drawn without a fault, without running out of stack, and the same each time. How quick that
//! is `benches/speed.rs` tells.

#[allow(dead_code, reason = "shared with the benches, which use more of it")]
#[path = "../../benches/graphs/mod.rs"]
mod graphs;

use crate::geometry;
use cutaway::layout::metrics::cells::CellMetrics;
use cutaway::layout::metrics::pixels::PixelMetrics;
use cutaway::layout::{Options, layout};
use cutaway::view::View;

fn check(view: &View, about: &str) {
    let pixels = layout(view, &PixelMetrics, Options::default());
    assert!(pixels.diagnostics.is_empty(), "{about} is drawn: {:?}", pixels.diagnostics);
    geometry::assert_sound(&pixels.value, about);
    let cells = layout(view, &CellMetrics, Options::default()).value;
    geometry::assert_sound(&cells, about);
    let again = layout(view, &CellMetrics, Options::default()).value;
    assert_eq!(format!("{cells:?}"), format!("{again:?}"), "{about}, twice");
}

#[test]
fn a_star() {
    check(&graphs::star(600), "a star of 600");
}

#[test]
fn a_chain() {
    check(&graphs::chain(1_500), "a chain of 1,500");
}

#[test]
fn every_box_to_every_other() {
    check(&graphs::complete(12), "K12,12");
}

#[test]
fn boundaries_in_boundaries() {
    check(&graphs::nested(50), "boundaries 50 deep");
}

#[test]
fn boxes_without_flows() {
    check(&graphs::boxes(1_500), "1,500 boxes");
}

/// Beyond the sizes at which lines find their own way, ports slide and places are exact.
#[test]
fn hundreds_of_boxes() {
    check(&graphs::random(200, 300, 1, 3), "200 boxes, 300 flows");
    check(&graphs::random(150, 225, 4, 3), "150 boxes in boundaries, 225 flows");
}

/// What is appended to a source leaves the order of what was there: nearly always.
#[test]
fn an_appended_leaf_leaves_the_rest() {
    let (swapped, pairs) = swapped(|view, seed| {
        let from = seed * 7 % view.nodes.len();
        view.nodes.push(graphs::node("one-more", None, false, 60.0, 40.0));
        view.edges.push(graphs::edge(view.edges.len(), from, view.nodes.len() - 1));
    });
    assert!(swapped * 50 <= pairs, "{swapped} of {pairs} pairs in a row changed sides");
}

#[test]
fn an_appended_leaf_leaves_small_drawings() {
    let (swapped, pairs) = swapped_in((0..60).map(|_| (24, 34)), |view, _| {
        view.nodes.push(graphs::node("one-more", None, false, 60.0, 40.0));
        view.edges.push(graphs::edge(view.edges.len(), 11, view.nodes.len() - 1));
    });
    assert!(swapped * 50 <= pairs, "{swapped} of {pairs} pairs in a row changed sides");
}

/// So it is with a flow between two boxes that were there, though it may move what it leads to.
#[test]
fn an_appended_flow_leaves_the_rest() {
    let (swapped, pairs) = swapped(|view, seed| {
        let count = view.nodes.len();
        let (from, to) = (seed * 7 % count, (seed * 11 + 5) % count);
        view.edges.push(graphs::edge(view.edges.len(), from, to));
    });
    assert!(swapped * 20 <= pairs, "{swapped} of {pairs} pairs in a row changed sides");
}

/// How many pairs of boxes in one row change sides when something is appended to graphs of all sizes that are searched anew
/// now and then, and of how many.
fn swapped(append: impl Fn(&mut View, usize)) -> (usize, usize) {
    let sizes = (0..288).map(|seed| 16 + seed % 48).map(|edges| (edges * 5 / 7, edges));
    swapped_in(sizes, append)
}

/// The same for graphs of so many boxes and flows each.
fn swapped_in(
    sizes: impl Iterator<Item = (usize, usize)>,
    append: impl Fn(&mut View, usize),
) -> (usize, usize) {
    let (mut swapped, mut pairs) = (0, 0);
    for (seed, (boxes, flows)) in sizes.enumerate() {
        let before = graphs::random(boxes, flows, 1, seed as u64);
        let mut after = before.clone();
        append(&mut after, seed);
        let scene = |view: &View| layout(view, &PixelMetrics, Options::default()).value;
        let (before, after) = (scene(&before), scene(&after));
        for (one, first) in before.nodes.iter().enumerate() {
            for (other, second) in before.nodes.iter().enumerate().skip(one + 1) {
                if first.rect.y < second.rect.bottom() && second.rect.y < first.rect.bottom() {
                    let now = (after.nodes[one].rect, after.nodes[other].rect);
                    pairs += 1;
                    swapped += usize::from((first.rect.x < second.rect.x) != (now.0.x < now.1.x));
                }
            }
        }
    }
    (swapped, pairs)
}
