//! How long it takes, for people: `cargo bench --bench speed`. The targets are whole-process times of a release build.
//!
//! | work | target |
//! | --- | --- |
//! | `samples/shop.cut` to text, a whole process | 10 ms |
//! | 20 components, 30 flows | 5 ms |
//! | 100 / 150 | 15 ms |
//! | 1,000 / 1,500 | 150 ms |
//! | 10,000 / 15,000, source to model | part of 1.5 s |
//! | formatting 1 MB of source | 200 ms |
//!
//! And for the layout alone, in pixels and without a width:
//!
//! | work | target |
//! | --- | --- |
//! | 20 components, 30 flows | 0.3 ms |
//! | 100 / 150 | 3 ms |
//! | 1,000 / 1,500 | 60 ms |
//! | 10,000 / 15,000 | 1 s, in 500 MB |
//! | a star of 5,000, K50,50, a chain of 10,000, boundaries 50 deep | 1 s |

#![allow(missing_docs, reason = "not a library")]

mod graphs;
mod source;

use cutaway::Options;
use cutaway::layout::metrics::pixels::PixelMetrics;
use cutaway::source::{FileId, SourceFile};
use cutaway::view::View;
use divan::Bencher;
use std::process::{Command, Stdio};

fn main() {
    divan::main();
}

/// What a person waits for: start, read, compile, draw, print.
#[divan::bench(sample_count = 50)]
fn shop_as_a_whole_process() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/shop.cut");
    let status = Command::new(env!("CARGO_BIN_EXE_cutaway"))
        .args([sample, "--width", "80"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the binary that cargo built starts");
    assert!(status.success(), "the shop is not drawn: {status}");
}

const SIZES: [(usize, usize); 3] = [(20, 30), (100, 150), (1_000, 1_500)];

/// Source to drawing, in this process.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn text(bencher: Bencher, size: (usize, usize)) {
    draw(bencher, size, "text");
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn svg(bencher: Bencher, size: (usize, usize)) {
    draw(bencher, size, "svg");
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn mermaid(bencher: Bencher, size: (usize, usize)) {
    draw(bencher, size, "mermaid");
}

fn draw(bencher: Bencher, (nodes, edges): (usize, usize), format: &str) {
    let source = source::source(&graphs::random(nodes, edges, 4, 1));
    bencher.bench(|| {
        let design = cutaway::compile("bench.cut", &source);
        design.draw("components", format, &Options::default()).map(|drawing| drawing.text.len())
    });
}

/// A view to its scene.
fn lay_out(bencher: Bencher, view: &View) {
    bencher.bench(|| cutaway::layout::layout(view, &PixelMetrics, Default::default()).value.size);
}

#[divan::bench(args = [(20, 30), (100, 150), (300, 450), (1_000, 1_500), (10_000, 15_000)], sample_count = 10, sample_size = 1)]
fn layout(bencher: Bencher, (nodes, edges): (usize, usize)) {
    lay_out(bencher, &graphs::random(nodes, edges, 1, 0));
}

#[divan::bench(args = [(100, 150), (1_000, 1_500)], sample_count = 10, sample_size = 1)]
fn layout_in_boundaries(bencher: Bencher, (nodes, edges): (usize, usize)) {
    lay_out(bencher, &graphs::random(nodes, edges, 4, 0));
}

#[divan::bench(args = [1_000, 5_000], sample_count = 5, sample_size = 1)]
fn layout_of_a_star(bencher: Bencher, leaves: usize) {
    lay_out(bencher, &graphs::star(leaves));
}

#[divan::bench(args = [20, 50], sample_count = 5, sample_size = 1)]
fn layout_of_a_complete_graph(bencher: Bencher, side: usize) {
    lay_out(bencher, &graphs::complete(side));
}

#[divan::bench(args = [1_000, 10_000], sample_count = 5, sample_size = 1)]
fn layout_of_a_chain(bencher: Bencher, length: usize) {
    lay_out(bencher, &graphs::chain(length));
}

#[divan::bench(args = [50], sample_count = 5, sample_size = 1)]
fn layout_of_boundaries_in_boundaries(bencher: Bencher, depth: usize) {
    lay_out(bencher, &graphs::nested(depth));
}

/// Source to model.
#[divan::bench(args = [(100, 150), (1_000, 1_500), (10_000, 15_000)], sample_count = 10, sample_size = 1)]
fn model(bencher: Bencher, (nodes, edges): (usize, usize)) {
    let source = source::source(&graphs::random(nodes, edges, 4, 1));
    bencher.bench(|| cutaway::compile("bench.cut", &source).model().flows.len());
}

/// A megabyte of source.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn format_a_megabyte(bencher: Bencher) {
    let shop = include_str!("../samples/shop.cut");
    let mut text = String::new();
    while text.len() < 1_000_000 {
        text.push_str(shop);
    }
    let file = SourceFile::new(FileId(0), "bench.cut", text);
    bencher.bench(|| cutaway::syntax::format(&file).map(|formatted| formatted.len()));
}
