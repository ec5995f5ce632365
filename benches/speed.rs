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

#![allow(missing_docs, reason = "not a library")]

mod graphs;
mod source;

use cutaway::Options;
use cutaway::source::{FileId, SourceFile};
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
