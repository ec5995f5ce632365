//! A journey as a numbered list in Markdown, from the script of its view.
//!
//! A step is an item that begins with its number, a block an item with its parts under it; what is done about a failure
//! stands under the step that fails, with its own number. Numbers are written out, since those of a list would be counted
//! anew in each of them.
//!
//! ```text
//! - **1** Web → Orders: POST /
//!   - **✗ 1a** Web → *show "Try again"*: down
//! - while each item
//!   - **2** Orders → Stock: reserve
//! - Reply: Orders → Web: 201 Created
//! ```

use crate::view::script::{Event, FrameKind};
use crate::view::{Edge, EdgeKind, View};

/// The list, one item a line. `escape` makes a text inert.
pub fn render(view: &View, escape: impl Fn(&str) -> String) -> String {
    let mut list = List { view, escape, lines: Vec::new(), written: vec![false; view.edges.len()] };
    list.events(&view.script, 0, None);
    // A script names every edge; should one be missing, it is said all the same.
    for index in 0..view.edges.len() {
        if !list.written[index] {
            list.edge(index, 0, None);
        }
    }
    list.lines.join("\n")
}

struct List<'v, F> {
    view: &'v View,
    escape: F,
    lines: Vec<String>,
    written: Vec<bool>,
}

impl<F: Fn(&str) -> String> List<'_, F> {
    fn item(&mut self, depth: usize, text: &str) {
        self.lines.push(format!("{}- {text}", "  ".repeat(depth)));
    }

    /// Blocks are at most 64 levels deep: the parser sees to it.
    fn events(&mut self, events: &[Event], depth: usize, number: Option<&str>) {
        // What is done about a failure belongs to the step before it.
        let mut under = depth;
        for event in events {
            match event {
                Event::Message(edge) => {
                    self.edge(edge.index(), depth, number);
                    under = depth + 1;
                }
                Event::Frame(frame) if frame.kind == FrameKind::Failure => {
                    for branch in &frame.branches {
                        self.events(&branch.events, under, branch.number.as_deref());
                    }
                }
                Event::Frame(frame) => {
                    for (index, branch) in frame.branches.iter().enumerate() {
                        let label = (self.escape)(&branch.label);
                        let opening = match frame.kind {
                            FrameKind::Alternatives if label.is_empty() => "otherwise".to_owned(),
                            FrameKind::Alternatives => format!("if {label}"),
                            FrameKind::Parallel if label.is_empty() => {
                                format!("at the same time, lane {}", index + 1)
                            }
                            FrameKind::Parallel => format!("at the same time: {label}"),
                            FrameKind::Loop if label.is_empty() => "again and again".to_owned(),
                            FrameKind::Loop | FrameKind::Failure => format!("repeat: {label}"),
                        };
                        self.item(depth, &format!("*{opening}*"));
                        self.events(&branch.events, depth + 1, None);
                    }
                    under = depth;
                }
                Event::Note(note) => {
                    let names: Vec<String> = note
                        .over
                        .iter()
                        .map(|&id| (self.escape)(&self.view.nodes[id.index()].label))
                        .collect();
                    let about =
                        if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
                    let text = (self.escape)(&note.text);
                    self.item(depth, &format!("Note{about}: {text}"));
                }
                Event::Wakes(_) | Event::Rests(_) => {}
            }
        }
    }

    /// An edge; `number` is that of the failure it is drawn for, when it is drawn for several.
    fn edge(&mut self, index: usize, depth: usize, number: Option<&str>) {
        let Some(edge) = self.view.edges.get(index) else { return };
        let again = std::mem::replace(&mut self.written[index], true);
        if let (true, Some(number), Some(steps)) = (again, number, edge.step.as_deref()) {
            let first = steps.split(", ").next().unwrap_or(steps);
            self.item(depth, &format!("**✗ {number}** as {first}"));
            return;
        }
        let text = self.said(edge);
        self.item(depth, &text);
    }

    fn said(&self, edge: &Edge) -> String {
        let name = |id: crate::view::NodeId| {
            let node = &self.view.nodes[id.index()];
            let label = (self.escape)(&node.label);
            if node.is_outcome() { format!("*{label}*") } else { label }
        };
        let arrow = match (edge.kind, edge.both) {
            (_, true) => "⇄",
            (EdgeKind::Async, false) => "⇢",
            (_, false) => "→",
        };
        let mark = match edge.kind {
            EdgeKind::Error => "✗ ",
            EdgeKind::Return => "Reply: ",
            EdgeKind::Sync | EdgeKind::Async => "",
        };
        let head = match edge.step.as_deref() {
            Some(step) => format!("**{mark}{step}** "),
            None => mark.to_owned(),
        };
        let caption = edge.caption();
        let said = if caption.is_empty() { String::new() } else { format!(": {}", (self.escape)(&caption)) };
        format!("{head}{} {arrow} {}{said}", name(edge.from), name(edge.to))
    }
}
