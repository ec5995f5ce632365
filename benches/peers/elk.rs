//! ELK layered in `elkjs`, in one process of node for all graphs; `elk.mjs` says how it is asked.

use super::Laid;
use crate::corpora::FixedSizes;
use crate::graphs::random;
use crate::measure::{Area, Drawing, Mil, PIXEL, Route};
use cutaway::view::{NodeId, View};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

/// A running process; it ends with its input.
pub struct Elk {
    pub version: String,
    /// Whether distances are Cutaway's, or ELK's own.
    pub spaced: bool,
    process: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    boxes: Vec<[f64; 4]>,
    #[serde(default)]
    routes: Vec<Vec<(f64, f64)>>,
    #[serde(default)]
    ms: f64,
    error: Option<String>,
}

impl Elk {
    /// Starts it and warms it up.
    pub fn start(spaced: bool) -> Result<Elk, String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers");
        let package = std::fs::read_to_string(folder.join("node_modules/elkjs/package.json"))
            .map_err(|_| "no node_modules".to_owned())?;
        let package: Value = serde_json::from_str(&package).map_err(|error| error.to_string())?;
        let mut process = Command::new("node")
            .arg(folder.join("elk.mjs"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("node: {error}"))?;
        let (input, output) = (process.stdin.take(), process.stdout.take());
        let output = BufReader::new(output.ok_or("no output")?);
        let version = package["version"].as_str().unwrap_or("?").to_owned();
        let mut elk = Elk { version, spaced, process, input, output };
        for seed in 0..20 {
            elk.draw(&random(30, 45, 3, seed))?;
        }
        Ok(elk)
    }

    /// Draws a view; the time is that of ELK alone.
    pub fn draw(&mut self, view: &View) -> Result<Laid, String> {
        let nodes: Vec<Value> = view
            .nodes
            .iter()
            .map(|node| {
                let size = FixedSizes::size(node);
                json!({"w": size.w, "h": size.h, "parent": node.parent.map(NodeId::index)})
            })
            .collect();
        let edges: Vec<[usize; 2]> =
            view.edges.iter().map(|edge| [edge.from.index(), edge.to.index()]).collect();
        let asked = json!({"spaced": self.spaced, "nodes": nodes, "edges": edges});
        let input = self.input.as_mut().ok_or("no input")?;
        writeln!(input, "{asked}").and_then(|()| input.flush()).map_err(|error| error.to_string())?;
        let mut line = String::new();
        self.output.read_line(&mut line).map_err(|error| error.to_string())?;
        let answer: Answer = serde_json::from_str(&line).map_err(|error| error.to_string())?;
        if let Some(error) = answer.error {
            return Err(error);
        }
        let mil = |px: f64| (px * PIXEL as f64).round() as Mil;
        let boxes = view.nodes.iter().zip(&answer.boxes).map(|(node, &[x, y, w, h])| Area {
            left: mil(x),
            top: mil(y),
            right: mil(x + w),
            bottom: mil(y + h),
            parent: node.parent.map(NodeId::index),
            container: node.container,
        });
        let routes = view.edges.iter().zip(&answer.routes).map(|(edge, points)| Route {
            from: edge.from.index(),
            to: edge.to.index(),
            points: points.iter().map(|&(x, y)| (mil(x), mil(y))).collect(),
        });
        let drawing = Drawing { boxes: boxes.collect(), routes: routes.collect(), curved: false };
        let time = Duration::from_secs_f64(answer.ms / 1e3);
        Ok(Laid { drawing, time, faults: None })
    }
}

impl Drop for Elk {
    fn drop(&mut self) {
        // Without input it has nothing left to do.
        self.input = None;
        let _ = self.process.wait();
    }
}
