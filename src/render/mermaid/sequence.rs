//! The statements of a sequence diagram: participants in boxes, messages, and the blocks of the script around them.
//!
//! Numbers are part of the texts, since Mermaid's `autonumber` would count replies and error paths like steps. A step that can
//! fail stands in a `critical` block, and what is done about each failure in an `option` of it. Boxes cannot nest in
//! Mermaid: participants of an inner boundary stand in a box of their own, which names the boundaries around it.
//!
//! What it cannot express: kinds other than persons, technologies, heads at both ends.

use super::MermaidOptions;
use super::escape::text;
use super::flowchart::{flow_label, label, line, preamble};
use super::ids::Ids;
use crate::view::script::{Branch, Event, Frame, FrameKind, Note};
use crate::view::{Edge, EdgeId, EdgeKind, Kind, NodeId, View};

/// What stands where Mermaid asks for a text and there is none: a space that does not break.
const NOTHING: &str = "#160;";

/// The whole diagram.
pub(super) fn write(view: &View, options: &MermaidOptions) -> String {
    // Mermaid does not draw the title of a front matter over a sequence, but it has a statement for it.
    let bare = MermaidOptions { title: false };
    let mut out = preamble(view, &bare, "sequenceDiagram");
    if options.title && !view.title.trim().is_empty() {
        line(&mut out, 1, &format!("title {}", text(&view.title)));
    }
    let mut writer = Writer { view, ids: Ids::new(view), out };
    writer.participants();
    writer.events(&view.script, 1);
    writer.out
}

struct Writer<'a> {
    view: &'a View,
    ids: Ids,
    out: String,
}

impl Writer<'_> {
    /// Participants in order; neighbours of one boundary in one box.
    fn participants(&mut self) {
        let view = self.view;
        let mut boxed: Option<NodeId> = None;
        for (index, node) in view.nodes.iter().enumerate().filter(|(_, node)| !node.container) {
            if node.parent != boxed {
                if boxed.is_some() {
                    line(&mut self.out, 1, "end");
                }
                if let Some(parent) = node.parent {
                    let title = text(&self.title(parent));
                    line(&mut self.out, 1, &format!("box transparent {title}"));
                }
                boxed = node.parent;
            }
            let word = if node.base == Kind::Person { "actor" } else { "participant" };
            let id = self.ids.get(NodeId(index as u32));
            let depth = if boxed.is_some() { 2 } else { 1 };
            line(&mut self.out, depth, &format!("{word} {id} as {}", text(label(node))));
        }
        if boxed.is_some() {
            line(&mut self.out, 1, "end");
        }
    }

    /// A boundary with those around it: `Shop / Data layer`.
    fn title(&self, boundary: NodeId) -> String {
        let parent = |id: &NodeId| self.view.nodes[id.index()].parent;
        let around: Vec<NodeId> = std::iter::successors(Some(boundary), parent).collect();
        let names = around.iter().rev().map(|id| label(&self.view.nodes[id.index()]));
        names.collect::<Vec<_>>().join(" / ")
    }

    fn events(&mut self, events: &[Event], depth: usize) {
        let mut events = events.iter().peekable();
        while let Some(event) = events.next() {
            match event {
                Event::Message(id) => {
                    let wakes = events.next_if(|next| matches!(next, Event::Wakes(_)));
                    let failures = events.next_if(|next| is_failure(next));
                    match failures {
                        Some(Event::Frame(frame)) => self.critical(*id, wakes, frame, depth),
                        _ => self.message(*id, wakes, depth),
                    }
                }
                Event::Wakes(_) => self.activation(Some(event), depth),
                Event::Rests(node) => {
                    let id = self.ids.get(*node);
                    line(&mut self.out, depth, &format!("deactivate {id}"));
                }
                Event::Note(note) => self.note(note, depth),
                Event::Frame(frame) => self.frame(frame, depth),
            }
        }
    }

    fn message(&mut self, id: EdgeId, wakes: Option<&Event>, depth: usize) {
        let edge = &self.view.edges[id.index()];
        let (from, to) = (self.ids.get(edge.from), self.ids.get(edge.to));
        let statement = format!("{from}{}{to}: {}", arrow(edge), some(&message_text(edge)));
        line(&mut self.out, depth, &statement);
        self.activation(wakes, depth);
    }

    fn activation(&mut self, wakes: Option<&Event>, depth: usize) {
        if let Some(Event::Wakes(node)) = wakes {
            let id = self.ids.get(*node);
            line(&mut self.out, depth, &format!("activate {id}"));
        }
    }

    /// A message that can fail, with what is done then.
    fn critical(&mut self, id: EdgeId, wakes: Option<&Event>, frame: &Frame, depth: usize) {
        let step = self.view.edges[id.index()].step.clone().unwrap_or_default();
        line(&mut self.out, depth, &format!("critical {}", some(&step)));
        self.message(id, wakes, depth + 1);
        for branch in &frame.branches {
            line(&mut self.out, depth, &format!("option {}", some(&condition(FrameKind::Failure, branch))));
            self.events(&branch.events, depth + 1);
        }
        line(&mut self.out, depth, "end");
    }

    fn frame(&mut self, frame: &Frame, depth: usize) {
        let (first, next) = match frame.kind {
            FrameKind::Alternatives => ("alt", "else"),
            FrameKind::Parallel => ("par", "and"),
            FrameKind::Loop => ("loop", "else"),
            FrameKind::Failure => ("alt", "else"),
        };
        for (index, branch) in frame.branches.iter().enumerate() {
            let word = if index == 0 { first } else { next };
            line(&mut self.out, depth, &format!("{word} {}", some(&condition(frame.kind, branch))));
            self.events(&branch.events, depth + 1);
        }
        if !frame.branches.is_empty() {
            line(&mut self.out, depth, "end");
        }
    }

    fn note(&mut self, note: &Note, depth: usize) {
        let nodes = self.view.nodes.iter().enumerate().filter(|(_, node)| !node.container);
        let columns: Vec<NodeId> = nodes.map(|(index, _)| NodeId(index as u32)).collect();
        let over = if note.over.is_empty() { &columns } else { &note.over };
        let (Some(first), Some(last)) = (over.iter().min(), over.iter().max()) else { return };
        let (first, last) = (self.ids.get(*first), self.ids.get(*last));
        let place = if first == last { first.to_owned() } else { format!("{first},{last}") };
        line(&mut self.out, depth, &format!("Note over {place}: {}", some(&note.text)));
    }
}

fn is_failure(event: &Event) -> bool {
    matches!(event, Event::Frame(Frame { kind: FrameKind::Failure, .. }))
}

const fn arrow(edge: &Edge) -> &'static str {
    match edge.kind {
        EdgeKind::Sync => "->>",
        EdgeKind::Async => "-)",
        EdgeKind::Error => "--x",
        EdgeKind::Return => "-->>",
    }
}

/// What stands on a message. A head at both ends is not in every version, so it is said in words.
fn message_text(edge: &Edge) -> String {
    let label = flow_label(edge);
    match (edge.both, label.is_empty()) {
        (false, _) => label,
        (true, true) => "(both ways)".to_owned(),
        (true, false) => format!("{label} (both ways)"),
    }
}

/// When a branch is taken.
fn condition(kind: FrameKind, branch: &Branch) -> String {
    let mark = (kind == FrameKind::Failure).then_some("✗");
    let parts = mark.into_iter().chain(branch.number.as_deref()).chain([branch.label.as_str()]);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text, escaped; a blank where there is none.
fn some(words: &str) -> String {
    if words.trim().is_empty() { NOTHING.to_owned() } else { text(words) }
}
