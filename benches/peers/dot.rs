//! `dot` of Graphviz, a process for each graph.
//!
//! Boundaries are clusters; one without boxes in it is a box. Flows that end at a boundary cannot be said.

use super::Laid;
use crate::corpora::FixedSizes;
use crate::measure::{Area, Drawing, Mil, PIXEL, Place, Route};
use cutaway::view::{NodeId, View};
use serde_json::Value;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Points, which are pixels here, in an inch.
const INCH: f64 = 72.0;

/// How many chords stand for a cubic curve.
const CHORDS: usize = 8;

/// How dot is asked.
pub struct Dot {
    pub version: String,
    /// Whether lines run at right angles, rather than in curves.
    pub ortho: bool,
}

/// The version that is installed.
pub fn version() -> Option<String> {
    let said = Command::new("dot").arg("-V").output().ok()?;
    let said = String::from_utf8_lossy(&said.stderr).into_owned();
    let word = said.split_whitespace().skip_while(|word| *word != "version").nth(1)?;
    Some(word.to_owned())
}

impl Dot {
    /// Draws a view; the time is that of the process.
    pub fn draw(&self, view: &View) -> Result<Laid, String> {
        let graph = self.graph(view);
        let start = Instant::now();
        let mut process = Command::new("dot")
            .arg("-Tjson0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        if let Some(mut input) = process.stdin.take() {
            input.write_all(graph.as_bytes()).map_err(|error| error.to_string())?;
        }
        let done = process.wait_with_output().map_err(|error| error.to_string())?;
        let time = start.elapsed();
        if !done.status.success() {
            return Err(String::from_utf8_lossy(&done.stderr).trim().to_owned());
        }
        let read: Value = serde_json::from_slice(&done.stdout).map_err(|error| error.to_string())?;
        let drawing = self.drawing(view, &read).ok_or("its drawing lacks something")?;
        Ok(Laid { drawing, time, faults: None })
    }

    fn graph(&self, view: &View) -> String {
        let splines = if self.ortho { "ortho" } else { "true" };
        let mut out = format!("digraph {{\ngraph [rankdir=TB splines={splines} ");
        let _ = writeln!(out, "nodesep={} ranksep={}]", 40.0 / INCH, 56.0 / INCH);
        out.push_str("node [shape=box fixedsize=true label=\"\"]\nedge [dir=none]\n");
        let mut open: Vec<usize> = Vec::new();
        for (index, node) in view.nodes.iter().enumerate() {
            let parent = node.parent.map(NodeId::index);
            while open.last().copied() != parent && open.pop().is_some() {
                out.push_str("}\n");
            }
            if is_cluster(view, index) {
                let _ = writeln!(out, "subgraph cluster_{index} {{ graph [margin=20]");
                open.push(index);
            } else {
                let size = FixedSizes::size(node);
                let (w, h) = (f64::from(size.w) / INCH, f64::from(size.h) / INCH);
                let _ = writeln!(out, "n{index} [width={w} height={h}]");
            }
        }
        out.push_str(&"}\n".repeat(open.len()));
        for (index, edge) in view.edges.iter().enumerate() {
            let _ = writeln!(out, "n{} -> n{} [id={index}]", edge.from.index(), edge.to.index());
        }
        out.push('}');
        out
    }

    /// What dot wrote, with y turned round; `None` when something is missing in it.
    fn drawing(&self, view: &View, read: &Value) -> Option<Drawing> {
        let mut boxes: Vec<Option<Area>> = vec![None; view.nodes.len()];
        for object in read["objects"].as_array()? {
            let name = object["name"].as_str()?;
            if let Some(index) = name.strip_prefix("cluster_").and_then(|index| index.parse::<usize>().ok()) {
                let [left, bottom, right, top] = numbers(object["bb"].as_str()?)[..] else { return None };
                *boxes.get_mut(index)? = Some(area(view, index, (left, -top), (right, -bottom)));
            } else if let Some(index) = name.strip_prefix('n').and_then(|index| index.parse::<usize>().ok()) {
                let [x, y] = numbers(object["pos"].as_str()?)[..] else { return None };
                let size = FixedSizes::size(view.nodes.get(index)?);
                let (w, h) = (f64::from(size.w) / 2.0, f64::from(size.h) / 2.0);
                boxes[index] = Some(area(view, index, (x - w, -y - h), (x + w, -y + h)));
            }
        }
        let mut routes: Vec<Option<Route>> = vec![None; view.edges.len()];
        for drawn in read["edges"].as_array().map(Vec::as_slice).unwrap_or_default() {
            let index: usize = drawn["id"].as_str()?.parse().ok()?;
            let edge = view.edges.get(index)?;
            let pairs: Vec<(f64, f64)> = drawn["pos"]
                .as_str()?
                .split_whitespace()
                .filter_map(|pair| match numbers(pair)[..] {
                    [x, y] => Some((x, -y)),
                    _ => None,
                })
                .collect();
            let points = if self.ortho { pairs.iter().step_by(3).copied().collect() } else { chords(&pairs) };
            let points = points.into_iter().map(place).collect();
            routes[index] = Some(Route { from: edge.from.index(), to: edge.to.index(), points });
        }
        let (boxes, routes): (Option<_>, Option<_>) =
            (boxes.into_iter().collect(), routes.into_iter().collect());
        Some(Drawing { boxes: boxes?, routes: routes?, curved: !self.ortho })
    }
}

/// Whether a boundary has boxes in it.
fn is_cluster(view: &View, index: usize) -> bool {
    view.nodes.iter().any(|node| node.parent.map(NodeId::index) == Some(index))
}

fn area(view: &View, index: usize, near: (f64, f64), far: (f64, f64)) -> Area {
    let ((left, top), (right, bottom)) = (place(near), place(far));
    let node = &view.nodes[index];
    Area { left, top, right, bottom, parent: node.parent.map(NodeId::index), container: node.container }
}

fn place((x, y): (f64, f64)) -> Place {
    let mil = |px: f64| (px * PIXEL as f64).round() as Mil;
    (mil(x), mil(y))
}

fn numbers(list: &str) -> Vec<f64> {
    list.split(',').filter_map(|number| number.parse().ok()).collect()
}

/// A chain of cubic curves, flattened: `start (control control end)*`.
fn chords(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut flat: Vec<(f64, f64)> = points.first().copied().into_iter().collect();
    for curve in points.windows(4).step_by(3) {
        for step in 1..=CHORDS {
            let t = step as f64 / CHORDS as f64;
            let u = 1.0 - t;
            let weights = [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t];
            let sum = |axis: fn(&(f64, f64)) -> f64| {
                curve.iter().zip(weights).map(|(point, weight)| axis(point) * weight).sum::<f64>()
            };
            flat.push((sum(|point| point.0), sum(|point| point.1)));
        }
    }
    flat
}
