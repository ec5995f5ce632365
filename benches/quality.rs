//! How good the layouts are, and how long they take, over whole corpora of graphs: a row of totals for each tool.
//!
//! `cargo bench --bench quality -- FILE.jsonl…` reads graphs, one in JSON a line, `{"name", "nodes":[{"id","w","h","parent"?,
//! "group"?}], "edges":[[from,to],…]}`; `CUTAWAY_CORPORA` may name the files or a folder instead. Without any it
//! measures graphs of its own, made from a fixed seed. Node sizes are those of the corpus, everything else is what the SVG
//! uses. A corpus in which flows end at boundaries is measured once more without those flows, as *leaf*: not every tool can
//! draw them.
//!
//! X crossings, jogs (bends close together), stretch (route over Manhattan distance), Mpx (of the rectangle around
//! everything), fill (leaf area over that), flow (share of routes that run with the direction), EN (routes through a foreign
//! leaf) and EC (routes through a foreign boundary) are defined in `measure`, faults, in pixels and in cells of text, in
//! `scene::faults`. *Swaps* is stability: of the pairs of boxes in one row, in per cent, those that stand in one row still and
//! have changed sides when a leaf or a flow is appended; *parted* are those that the new one has moved to different rows, one
//! of them past the other; *stable* are the graphs without a swap. Graphs with 15 to 40 boxes are asked.
//!
//! `--peers` measures `dot` and `elkjs` as well, where they are installed; see `peers`. Their drawings are reduced to the same
//! boxes and lines and measured by the same code. Curves have no bends, and a chord for a length. The time of dot holds the
//! start of its process; elkjs is warm and times itself.
//!
//! `--write FILE` puts the same table into a page, `docs/dev/quality.md` in this project. The rows of peers that the page
//! has stay there when peers are not measured.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a bench speaks to a person")]
#![allow(missing_docs, reason = "not a library")]

mod corpora;
#[allow(dead_code, reason = "shared with the bench of speed, which uses more of it")]
mod graphs;
mod measure;
mod page;
mod peers;
mod stability;

use corpora::Corpus;
use measure::Measures;
use page::{COLUMNS, Row};
use peers::{Laid, Tool};
use stability::Stability;
use std::time::Duration;

fn main() {
    // Cargo passes `--bench`; whatever is no flag is a file.
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    let (mut files, mut page, mut compare) = (Vec::new(), None, false);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--write" => page = args.next(),
            "--peers" => compare = true,
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

    let mut tools = vec![Tool::Cutaway];
    if compare {
        tools.extend(peers::installed());
    }
    let mut table = Vec::new();
    println!("{}", page::line(&COLUMNS.map(str::to_owned)));
    for corpus in &corpora {
        for corpus in std::iter::once(corpus).chain(&corpora::leaf_flows(corpus)) {
            for tool in &mut tools {
                if let Some(row) = row(corpus, tool) {
                    println!("{}", page::line(&row));
                    table.push(row);
                }
            }
        }
    }
    if let Some(path) = page
        && let Err(error) = page::write(&path, table, compare)
    {
        eprintln!("{path}: {error}");
    }
}

/// Has a tool lay every graph of a corpus out, and sums up; `None` when it cannot say such graphs.
fn row(corpus: &Corpus, tool: &mut Tool) -> Option<Row> {
    if !tool.joins_boundaries() && corpora::leaf_flows(corpus).is_some() {
        return None;
    }
    let mut total = Measures::default();
    let mut times: Vec<Duration> = Vec::new();
    let (mut graphs, mut faults, mut curved) = (0, None, false);
    let (mut leaf, mut flow) = (Stability::default(), Stability::default());
    for view in &corpus.views {
        let laid = match timed(|| tool.draw(view)) {
            Ok(laid) => laid,
            Err(why) => {
                let why = why.lines().next().unwrap_or_default();
                eprintln!("{}: {} draws nothing: {why}", view.title, tool.name());
                continue;
            }
        };
        graphs += 1;
        if let Some(found) = laid.faults {
            faults = Some(faults.unwrap_or(0) + found + peers::faults_in_cells(view));
        }
        curved |= laid.drawing.curved;
        total.add(&laid.drawing.measure());
        times.push(laid.time);
        if (15..=40).contains(&view.nodes.len()) {
            for (stability, view) in
                [(&mut leaf, corpora::with_leaf(view)), (&mut flow, corpora::with_flow(view))]
            {
                if let Ok(after) = tool.draw(&view) {
                    stability.add(&laid.drawing, &after.drawing);
                }
            }
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
    let straight = |number: String| if curved { "-".to_owned() } else { number };
    Some([
        corpus.name.clone(),
        tool.name(),
        graphs.to_string(),
        total.nodes.to_string(),
        total.edges.to_string(),
        faults.map_or_else(|| "-".to_owned(), |faults| faults.to_string()),
        total.crossings.to_string(),
        straight(total.bends.to_string()),
        straight(total.jogs.to_string()),
        format!("{:.0}", total.length),
        straight(format!("{:.2}", total.stretch / total.stretched.max(1) as f64)),
        format!("{:.1}", total.area / 1e6),
        percent(total.filled, total.area),
        percent(total.forward as f64, total.stretched as f64),
        total.node_hits.to_string(),
        total.container_hits.to_string(),
        percent(leaf.swapped as f64, leaf.pairs as f64),
        percent(leaf.parted as f64, leaf.pairs as f64),
        format!("{}/{}", leaf.unchanged, leaf.graphs),
        percent(flow.swapped as f64, flow.pairs as f64),
        percent(flow.parted as f64, flow.pairs as f64),
        format!("{}/{}", flow.unchanged, flow.graphs),
        ms(at(0.5)),
        ms(at(0.95)),
    ])
}

/// The median of three runs, or the first when it is long.
fn timed(mut draw: impl FnMut() -> Result<Laid, String>) -> Result<Laid, String> {
    let mut first = draw()?;
    if first.time > Duration::from_millis(200) {
        return Ok(first);
    }
    let mut times = [first.time, draw()?.time, draw()?.time];
    times.sort();
    first.time = times[1];
    Ok(first)
}
