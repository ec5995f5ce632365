//! Compares a drawing as read with the view that it should show.

use super::{Drawing, Signs};
use cutaway::view::{EdgeKind, NodeId, View};

/// What differs; boxes and flows are told by what is written on them, so that order and place do not matter.
pub fn differences(drawing: &Drawing, view: &View, signs: Signs) -> Vec<String> {
    let mut out = Vec::new();
    let keys = Keys::new(drawing, view, signs, &mut out);
    let mut meant: Vec<String> = view
        .edges
        .iter()
        .map(|edge| {
            let (from, to) = (keys.meant(edge.from), keys.meant(edge.to));
            let caption = squeeze(&edge.caption(), signs);
            flow_line(from, to, edge.kind, edge.both, &caption)
        })
        .collect();
    let mut read: Vec<String> = drawing
        .flows
        .iter()
        .map(|flow| {
            let mark = if signs == Signs::Ascii { "!" } else { "✗" };
            let label = squeeze(&flow.label, signs);
            let marked = label.strip_prefix(mark);
            if (flow.kind == EdgeKind::Error) != marked.is_some() {
                out.push(format!("`{}` is {:?}, and labelled `{label}`", keys.read[flow.from], flow.kind));
            }
            let caption = if flow.kind == EdgeKind::Error { marked.unwrap_or(&label) } else { &label };
            flow_line(&keys.read[flow.from], &keys.read[flow.to], flow.kind, flow.both, caption)
        })
        .collect();
    meant.sort();
    read.sort();
    difference("flow", meant, read, &mut out);
    out
}

/// What each box is told by: its text after that of the boundaries around it.
struct Keys {
    meant: Vec<String>,
    read: Vec<String>,
}

impl Keys {
    fn new(drawing: &Drawing, view: &View, signs: Signs, out: &mut Vec<String>) -> Keys {
        let mut read: Vec<String> = Vec::new();
        for found in &drawing.boxes {
            let own = found.title.clone().map(|title| format!("={title}"));
            let own = squeeze(&own.unwrap_or_else(|| found.lines.join(" ")), signs);
            let around = found.parent.map_or("", |parent| read[parent].as_str());
            read.push(format!("{around}/{own}"));
        }
        let mut meant: Vec<String> = Vec::new();
        for (index, node) in view.nodes.iter().enumerate() {
            let around = node.parent.map_or("", |parent| meant[parent.index()].as_str());
            let label = squeeze(&node.label, signs);
            let start =
                if node.container { format!("{around}/={label}") } else { format!("{around}/{label}") };
            // A component's further lines are in the layout's words; it is enough that they hold ours.
            let further =
                [node.tech.as_deref(), node.does.as_deref(), node.status.map(|status| status.word())];
            let further: Vec<String> =
                further.into_iter().flatten().map(|text| squeeze(text, signs)).collect();
            let taken = |key: &String| {
                let before = meant.iter().filter(|other| *other == key).count();
                read.iter().filter(|other| *other == key).count() <= before
            };
            let matches = |key: &&String| {
                let rest = key.strip_prefix(&start);
                let leaf = || {
                    rest.is_some_and(|rest| {
                        !rest.contains("/=") && further.iter().all(|text| rest.contains(text.as_str()))
                    })
                };
                let whole = rest == Some("");
                (if node.container { whole || leaf() } else { leaf() }) && !taken(key)
            };
            // The shortest text that fits, so that `Orders` is not taken for `Orders DB`.
            match read.iter().filter(matches).min_by_key(|key| key.len()) {
                Some(key) => meant.push(key.clone()),
                None => {
                    out.push(format!("box {index} `{start}` is not drawn"));
                    meant.push(start);
                }
            }
        }
        if drawing.boxes.len() != view.nodes.len() {
            out.push(format!("{} boxes are drawn, {} were meant", drawing.boxes.len(), view.nodes.len()));
        }
        Keys { meant, read }
    }

    fn meant(&self, id: NodeId) -> &str {
        &self.meant[id.index()]
    }
}

fn flow_line(from: &str, to: &str, kind: EdgeKind, both: bool, caption: &str) -> String {
    if both {
        let (one, other) = if from <= to { (from, to) } else { (to, from) };
        format!("{one} <-> {other} {kind:?} `{caption}`")
    } else {
        format!("{from} -> {to} {kind:?} `{caption}`")
    }
}

/// A text without its blanks, since lines may break anywhere; in `ascii` the dot between a label and its technology is a
/// hyphen.
fn squeeze(text: &str, signs: Signs) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if signs == Signs::Ascii { text.replace('·', "-") } else { text }
}

/// What stands in one list and not in the other; both are sorted.
fn difference(what: &str, meant: Vec<String>, read: Vec<String>, out: &mut Vec<String>) {
    let mut read = read;
    for line in meant {
        match read.iter().position(|other| *other == line) {
            Some(index) => {
                read.remove(index);
            }
            None => out.push(format!("{what} not drawn: {line}")),
        }
    }
    out.extend(read.into_iter().map(|line| format!("{what} not meant: {line}")));
}
