//! How good the layouts are, and how long they take, over whole corpora of graphs: one row of totals each.
//!
//! `cargo bench --bench quality -- FILE.jsonl…` reads graphs, one in JSON a line, `{"name", "nodes":[{"id","w","h","parent"?,
//! "group"?}], "edges":[[from,to],…]}`; `CUTAWAY_CORPORA` may name the files or a folder instead. Without any it
//! measures graphs of its own, made from a fixed seed. Node sizes are those of the corpus, everything else is what the SVG uses.
//!
//! X crossings, jogs (bends close together), stretch (route over Manhattan distance), fill (leaf area over drawing), flow
//! (share of routes that run with the direction) and faults are defined in the geometry module of the tests.
//! *Swapped* is stability: the pairs of boxes in one row that change sides when a leaf is appended, in per cent, and the graphs in which none does.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a bench speaks to a person")]
#![allow(missing_docs, reason = "not a library")]

#[allow(dead_code, reason = "shared with the tests, which use more of it")]
#[path = "../tests/it/geometry/mod.rs"]
mod geometry;
mod corpora;
mod graphs;

use corpora::{Corpus, FixedSizes};
use cutaway::layout::{Options, layout};
use cutaway::scene::Scene;
use cutaway::view::View;
use geometry::Measures;
use std::time::{Duration, Instant};

fn main() {
    // Cargo passes `--bench`; whatever is no flag is a file.
    let mut files: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    if files.is_empty() {
        #[allow(clippy::disallowed_methods, reason = "a bench is told where its data lies")]
        let named = std::env::var("CUTAWAY_CORPORA").unwrap_or_default();
        files = corpora::files(&named);
    }
    let corpora: Vec<Corpus> = if files.is_empty() {
        corpora::generated()
    } else {
        files.iter().filter_map(|file| corpora::read(file)).collect()
    };

    println!(
        "{:<16} {:>6} {:>7} {:>7} {:>6} {:>7} {:>7} {:>7} {:>9} {:>7} {:>8} {:>5} {:>5} {:>8} {:>7} {:>9} {:>9}",
        "corpus",
        "graphs",
        "nodes",
        "edges",
        "faults",
        "X",
        "bends",
        "jogs",
        "length",
        "stretch",
        "area Mpx",
        "fill",
        "flow",
        "swapped",
        "stable",
        "median ms",
        "p95 ms"
    );
    for corpus in &corpora {
        println!("{}", row(corpus));
    }
}

/// Lays every graph of a corpus out and sums up.
fn row(corpus: &Corpus) -> String {
    let mut total = Measures::default();
    let mut times: Vec<Duration> = Vec::new();
    let mut faults = 0;
    let mut stability = Stability::default();
    for view in &corpus.views {
        let (scene, time) = timed(view);
        let found = geometry::faults(&scene);
        if let Some(first) = found.first() {
            eprintln!("{}: {} faults, first {first}", view.title, found.len());
        }
        faults += found.len();
        add(&mut total, &geometry::measure(&scene));
        times.push(time);
        if (15..=40).contains(&view.nodes.len()) {
            stability.add(&scene, &timed(&corpora::with_leaf(view)).0);
        }
    }
    times.sort();
    let at = |share: f64| {
        times
            .get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
    };
    format!(
        "{:<16} {:>6} {:>7} {:>7} {:>6} {:>7} {:>7} {:>7} {:>9} {:>7.2} {:>8.1} {:>4.0}% {:>4.0}% {:>7.1}% {:>7} {:>9.2} {:>9.2}",
        corpus.name,
        corpus.views.len(),
        total.nodes,
        total.edges,
        faults,
        total.crossings,
        total.bends,
        total.jogs,
        total.length,
        total.stretch / total.stretched.max(1) as f64,
        total.area as f64 / 1e6,
        100.0 * total.filled as f64 / total.area.max(1) as f64,
        100.0 * total.forward as f64 / total.stretched.max(1) as f64,
        100.0 * stability.swapped as f64 / stability.pairs.max(1) as f64,
        format!("{}/{}", stability.unchanged, stability.graphs),
        at(0.5).as_secs_f64() * 1e3,
        at(0.95).as_secs_f64() * 1e3,
    )
}

/// Adds what a table of totals shows.
fn add(total: &mut Measures, one: &Measures) {
    total.nodes += one.nodes;
    total.edges += one.edges;
    total.crossings += one.crossings;
    total.bends += one.bends;
    total.jogs += one.jogs;
    total.length += one.length;
    total.stretch += one.stretch;
    total.stretched += one.stretched;
    total.forward += one.forward;
    total.area += one.area;
    total.filled += one.filled;
}

/// The median of three runs, or the first when it is long.
fn timed(view: &View) -> (Scene, Duration) {
    let run = || {
        let start = Instant::now();
        let scene = layout(view, &FixedSizes, Options::default()).value;
        (scene, start.elapsed())
    };
    let (scene, first) = run();
    if first > Duration::from_millis(200) {
        return (scene, first);
    }
    let mut times = [first, run().1, run().1];
    times.sort();
    (scene, times[1])
}

/// What one more leaf does to the boxes that were there before.
#[derive(Default)]
struct Stability {
    graphs: usize,
    unchanged: usize,
    pairs: usize,
    swapped: usize,
}

impl Stability {
    fn add(&mut self, before: &Scene, after: &Scene) {
        let mut swapped = 0;
        for (one, first) in before.nodes.iter().enumerate() {
            for (other, second) in before.nodes.iter().enumerate().skip(one + 1) {
                let centre =
                    |scene: &Scene, node: usize| 2 * scene.nodes[node].rect.x + scene.nodes[node].rect.w;
                let same_row = first.rect.y < second.rect.bottom() && second.rect.y < first.rect.bottom();
                if first.container || second.container || !same_row {
                    continue;
                }
                self.pairs += 1;
                let sides = (centre(before, one) - centre(before, other)).signum();
                swapped += usize::from(sides * (centre(after, one) - centre(after, other)).signum() < 0);
            }
        }
        self.graphs += 1;
        self.unchanged += usize::from(swapped == 0);
        self.swapped += swapped;
    }
}
