//! How good the layouts are, and how long they take, over whole corpora of graphs: one row of totals each.
//!
//! `cargo bench --bench quality -- FILE.jsonl…` reads graphs, one in JSON a line, `{"name", "nodes":[{"id","w","h","parent"?,
//! "group"?}], "edges":[[from,to],…]}`; `CUTAWAY_CORPORA` may name the files or a folder instead. Without any it
//! measures graphs of its own, made from a fixed seed. Node sizes are those of the corpus, everything else is what the SVG uses.
//!
//! X crossings, jogs (bends close together), stretch (route over Manhattan distance), fill (leaf area over drawing), flow
//! (share of routes that run with the direction) and faults are defined in the geometry module of the tests.
//! *Swapped* is stability: the pairs of boxes in one row that change sides when a leaf or a flow is appended, in per cent, and
//! the graphs in which none does, of those with 15 to 40 boxes.
//!
//! `--write FILE` puts the same table into a page, `docs/dev/quality.md` in this project.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a bench speaks to a person")]
#![allow(missing_docs, reason = "not a library")]

#[allow(dead_code, reason = "shared with the tests, which use more of it")]
#[path = "../tests/it/geometry/mod.rs"]
mod geometry;
mod corpora;
#[allow(dead_code, reason = "shared with the bench of speed, which uses more of it")]
mod graphs;

use corpora::{Corpus, FixedSizes};
use cutaway::layout::{Options, layout};
use cutaway::scene::Scene;
use cutaway::view::View;
use geometry::Measures;
use std::time::{Duration, Instant};

/// What is measured, in the order of a row.
const COLUMNS: [&str; 19] = [
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
    "Mpx",
    "fill",
    "flow",
    "leaf swaps",
    "stable",
    "flow swaps",
    "stable",
    "median ms",
    "p95 ms",
];

fn main() {
    // Cargo passes `--bench`; whatever is no flag is a file.
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    let mut files = Vec::new();
    let mut page = None;
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--write" => page = args.next(),
            flag if flag.starts_with('-') => eprintln!("{flag}: no such option"),
            _ => files.push(arg),
        }
    }
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

    let mut table = Vec::new();
    print_row(&COLUMNS.map(str::to_owned));
    for corpus in &corpora {
        let row = row(corpus);
        print_row(&row);
        table.push(row);
    }
    if let Some(page) = page
        && let Err(error) = std::fs::write(&page, page_of(&table))
    {
        eprintln!("{page}: {error}");
    }
}

fn print_row(row: &[String; 19]) {
    let cells: Vec<String> = row
        .iter()
        .zip(COLUMNS)
        .enumerate()
        .map(|(index, (cell, name))| {
            let width = name.len().max(8);
            if index == 0 { format!("{cell:<14}") } else { format!("{cell:>width$}") }
        })
        .collect();
    println!("{}", cells.join(" "));
}

/// The page that keeps the last table.
fn page_of(table: &[[String; 19]]) -> String {
    let mut page = String::from(PAGE);
    let line = |cells: &[String; 19]| format!("| {} |\n", cells.join(" | "));
    page.push_str(&line(&COLUMNS.map(str::to_owned)));
    page.push_str(&format!("| --- |{}\n", " ---: |".repeat(COLUMNS.len() - 1)));
    table.iter().for_each(|row| page.push_str(&line(row)));
    page
}

/// What stands over the table.
const PAGE: &str = "# Layout quality

How good the layouts are, over whole corpora. `cargo bench --bench quality -- --write docs/dev/quality.md FILE.jsonl…` writes
this page; the corpora are read where they lie and are no part of the project. Node sizes are those of the corpus, the drawing
runs down, no width is asked for. `benches/quality.rs` says what the columns mean. Times depend on the machine, all else does not.

dot 2.43 has 10,855 crossings on these North graphs and 13,490 on these Rome graphs; on 129 North graphs dot swaps 9.6 % of the
pairs in a row for an appended leaf, ELK 41 %.

";

/// Lays every graph of a corpus out and sums up.
fn row(corpus: &Corpus) -> [String; 19] {
    let mut total = Measures::default();
    let mut times: Vec<Duration> = Vec::new();
    let mut faults = 0;
    let (mut leaf, mut flow) = (Stability::default(), Stability::default());
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
            leaf.add(&scene, &timed(&corpora::with_leaf(view)).0);
            flow.add(&scene, &timed(&corpora::with_flow(view)).0);
        }
    }
    times.sort();
    let at = |share: f64| {
        times
            .get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
    };
    let percent = |part: f64, whole: f64| format!("{:.1} %", 100.0 * part / whole.max(1.0));
    let ms = |time: Duration| format!("{:.2}", time.as_secs_f64() * 1e3);
    [
        corpus.name.clone(),
        corpus.views.len().to_string(),
        total.nodes.to_string(),
        total.edges.to_string(),
        faults.to_string(),
        total.crossings.to_string(),
        total.bends.to_string(),
        total.jogs.to_string(),
        total.length.to_string(),
        format!("{:.2}", total.stretch / total.stretched.max(1) as f64),
        format!("{:.1}", total.area as f64 / 1e6),
        percent(total.filled as f64, total.area as f64),
        percent(total.forward as f64, total.stretched as f64),
        percent(leaf.swapped as f64, leaf.pairs as f64),
        format!("{}/{}", leaf.unchanged, leaf.graphs),
        percent(flow.swapped as f64, flow.pairs as f64),
        format!("{}/{}", flow.unchanged, flow.graphs),
        ms(at(0.5)),
        ms(at(0.95)),
    ]
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
