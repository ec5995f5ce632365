//! The layout engines that the bench of quality compares with, each where it is installed: `dot` of Graphviz, and ELK layered
//! in `elkjs` (`npm ci` in `benches/peers`). Nothing else needs them.
//!
//! In: a view whose boxes have sizes of their own. Out: its [`Laid`], in the form that all tools are measured in. Distances
//! are set to those that Cutaway keeps, except where the name of a tool says *defaults*.

mod dot;
mod elk;

use crate::corpora::{self, FixedSizes};
use crate::measure::Drawing;
use cutaway::layout::metrics::cells::CellMetrics;
use cutaway::layout::{Options, layout};
use cutaway::scene::{Scene, faults};
use cutaway::view::View;
use std::time::{Duration, Instant};

/// A view as a tool drew it.
pub struct Laid {
    pub drawing: Drawing,
    pub time: Duration,
    /// Broken rules of a scene, where the tool makes one.
    pub faults: Option<usize>,
}

/// What draws.
pub enum Tool {
    Cutaway,
    Dot(dot::Dot),
    Elk(elk::Elk),
}

/// The tools that are installed; what is missing is said on stderr.
pub fn installed() -> Vec<Tool> {
    let mut tools = Vec::new();
    match dot::version() {
        Some(version) => {
            let dot = |ortho| Tool::Dot(dot::Dot { version: version.clone(), ortho });
            tools.extend([dot(false), dot(true)]);
        }
        None => eprintln!("dot is not installed (Graphviz); going on without it"),
    }
    for spaced in [true, false] {
        match elk::Elk::start(spaced) {
            Ok(elk) => tools.push(Tool::Elk(elk)),
            Err(why) if spaced => {
                eprintln!("elkjs is not installed ({why}; `npm ci` in benches/peers); going on without it");
            }
            Err(_) => {}
        }
    }
    tools
}

impl Tool {
    /// Its name and version.
    pub fn name(&self) -> String {
        match self {
            Tool::Cutaway => "cutaway".to_owned(),
            Tool::Dot(dot) if dot.ortho => format!("dot {} ortho", dot.version),
            Tool::Dot(dot) => format!("dot {}", dot.version),
            Tool::Elk(elk) if elk.spaced => format!("elkjs {}", elk.version),
            Tool::Elk(elk) => format!("elkjs {} defaults", elk.version),
        }
    }

    /// Whether it can draw flows that end at a boundary.
    pub fn joins_boundaries(&self) -> bool {
        !matches!(self, Tool::Dot(_))
    }

    /// Draws a view once. What a tool cannot draw is an error in its words.
    pub fn draw(&mut self, view: &View) -> Result<Laid, String> {
        match self {
            Tool::Cutaway => {
                let start = Instant::now();
                let scene = layout(view, &FixedSizes, Options::default()).value;
                let time = start.elapsed();
                Ok(Laid { drawing: Drawing::from(&scene), time, faults: Some(broken(view, &scene)) })
            }
            Tool::Dot(dot) => dot.draw(view),
            Tool::Elk(elk) => elk.draw(view),
        }
    }
}

/// The faults of a view that Cutaway draws in cells of text, with its names written on it: as wide as it likes, and for a page
/// of 100 columns.
pub fn faults_in_cells(view: &View) -> usize {
    let view = corpora::written(view);
    let drawn = |width| layout(&view, &CellMetrics, Options { width, ..Options::default() }).value;
    [None, Some(100)].map(|width| broken(&view, &drawn(width))).iter().sum()
}

/// How many rules a scene breaks; the first is said on stderr.
fn broken(view: &View, scene: &Scene) -> usize {
    let found = faults::find(scene);
    if let Some(first) = found.first() {
        eprintln!("{}: {} faults, first {first}", view.title, found.len());
    }
    found.len()
}
