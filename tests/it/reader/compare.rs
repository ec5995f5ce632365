//! Compares a drawing as read with the view that it should show: boxes, nesting and flows with their kinds and labels.

use super::{Drawing, Signs};
use cutaway::view::{EdgeKind, NodeId, View};
use unicode_width::UnicodeWidthStr;

/// What differs; boxes and flows are told by what is written on them, so that order and place do not matter.
pub fn differences(drawing: &Drawing, view: &View, signs: Signs) -> Vec<String> {
    let mut out = Vec::new();
    let keys = Keys::new(drawing, view, signs, &mut out);
    let mut meant: Vec<String> = view
        .edges
        .iter()
        .map(|edge| {
            let (from, to) = (keys.meant(edge.from), keys.meant(edge.to));
            let step = edge.step.clone().unwrap_or_default();
            let caption = squeeze(&format!("{step}{}", edge.caption()), signs);
            flow_line(from, to, edge.kind, edge.both, &caption)
        })
        .collect();
    let mut read: Vec<String> = drawing
        .flows
        .iter()
        .map(|flow| {
            let mark = if signs == Signs::Ascii { "!" } else { "✗" };
            let label = squeeze(&flow.label, signs);
            let marked = label.strip_prefix(mark).filter(|_| flow.kind == EdgeKind::Error);
            if flow.kind == EdgeKind::Error && marked.is_none() {
                out.push(format!("`{}` fails without a mark: `{label}`", keys.read[flow.from]));
            }
            let caption = marked.unwrap_or(&label);
            flow_line(&keys.read[flow.from], &keys.read[flow.to], flow.kind, flow.both, caption)
        })
        .collect();
    meant.sort();
    read.sort();
    difference("flow", meant, read, &mut out);
    out
}

/// What each box is called: its label after those of the boundaries around it. Boxes of one label are told apart by what
/// is in them, and where that is the same, not at all.
struct Keys {
    meant: Vec<String>,
    read: Vec<String>,
}

impl Keys {
    fn new(drawing: &Drawing, view: &View, signs: Signs, out: &mut Vec<String>) -> Keys {
        let matching = Matching { drawing, view, signs };
        let mut meant = vec![String::new(); view.nodes.len()];
        let mut read = vec![None; drawing.boxes.len()];
        let mut open: Vec<(Vec<usize>, Vec<usize>, String)> =
            vec![(matching.children(None), matching.inside(None), String::new())];
        while let Some((nodes, boxes, around)) = open.pop() {
            let pairs = matching.pair(&nodes, &boxes);
            for (&node, found) in nodes.iter().zip(pairs) {
                let wall = if view.nodes[node].container { "=" } else { "" };
                let key = format!("{around}/{wall}{}", squeeze(&view.nodes[node].label, signs));
                meant[node].clone_from(&key);
                match found {
                    Some(found) => read[found] = Some(key.clone()),
                    None => out.push(format!("`{key}` is not drawn")),
                }
                let inside = found.map(|found| matching.inside(Some(found))).unwrap_or_default();
                open.push((matching.children(Some(node)), inside, key));
            }
        }
        // A design of nothing is drawn as an empty frame with its title.
        let frame = |index: usize| view.nodes.is_empty() && drawing.boxes[index].title.is_some();
        let text = |(index, key): (usize, Option<String>)| {
            key.unwrap_or_else(|| {
                if !frame(index) {
                    out.push(format!("`{}` was not meant", matching.text(index)));
                }
                matching.text(index)
            })
        };
        let read = read.into_iter().enumerate().map(text).collect();
        Keys { meant, read }
    }

    fn meant(&self, id: NodeId) -> &str {
        &self.meant[id.index()]
    }
}

/// Which box may be which node.
struct Matching<'a> {
    drawing: &'a Drawing,
    view: &'a View,
    signs: Signs,
}

impl Matching<'_> {
    fn text(&self, found: usize) -> String {
        let found = &self.drawing.boxes[found];
        squeeze(&found.title.clone().unwrap_or_else(|| found.lines.join(" ")), self.signs)
    }

    /// The boxes directly inside a box, or at the top.
    fn inside(&self, parent: Option<usize>) -> Vec<usize> {
        (0..self.drawing.boxes.len()).filter(|&index| self.drawing.boxes[index].parent == parent).collect()
    }

    /// The nodes directly inside a node, or at the top.
    fn children(&self, parent: Option<usize>) -> Vec<usize> {
        let parent_of = |index: usize| self.view.nodes[index].parent.map(NodeId::index);
        (0..self.view.nodes.len()).filter(|&index| parent_of(index) == parent).collect()
    }

    /// Gives each node a box that fits, as many as can be: by augmenting paths, after Kuhn (1955).
    fn pair(&self, nodes: &[usize], boxes: &[usize]) -> Vec<Option<usize>> {
        let fits: Vec<Vec<usize>> = nodes
            .iter()
            .map(|&node| (0..boxes.len()).filter(|&index| self.fits(node, boxes[index])).collect())
            .collect();
        let mut taken: Vec<Option<usize>> = vec![None; boxes.len()];
        for index in 0..nodes.len() {
            augment(index, &fits, &mut vec![false; boxes.len()], &mut taken);
        }
        let found =
            |index: usize| taken.iter().position(|&node| node == Some(index)).map(|place| boxes[place]);
        (0..nodes.len()).map(found).collect()
    }

    /// Whether a box says what the node does, and holds what it holds. A box's further lines are in the layout's words; it
    /// is enough that they hold ours.
    fn fits(&self, node: usize, found: usize) -> bool {
        let (meant, drawn) = (&self.view.nodes[node], &self.drawing.boxes[found]);
        if meant.container != drawn.title.is_some() {
            return false;
        }
        let text = self.text(found);
        let further =
            [meant.tech.as_deref(), meant.does.as_deref(), meant.status.map(|status| status.word())];
        let further = || further.into_iter().flatten().all(|part| text.contains(&squeeze(part, self.signs)));
        let (children, inside) = (self.children(Some(node)), self.inside(Some(found)));
        text.starts_with(&squeeze(&meant.label, self.signs))
            && (meant.container || further())
            && children.len() == inside.len()
            && self.pair(&children, &inside).iter().all(Option::is_some)
    }
}

/// Finds a box for the node, moving others to another box of theirs where that frees one.
fn augment(node: usize, fits: &[Vec<usize>], seen: &mut Vec<bool>, taken: &mut Vec<Option<usize>>) -> bool {
    for &place in &fits[node] {
        if !std::mem::replace(&mut seen[place], true)
            && taken[place].is_none_or(|other| augment(other, fits, seen, taken))
        {
            taken[place] = Some(node);
            return true;
        }
    }
    false
}

fn flow_line(from: &str, to: &str, kind: EdgeKind, both: bool, caption: &str) -> String {
    if both {
        let (one, other) = if from <= to { (from, to) } else { (to, from) };
        format!("{one} <-> {other} {kind:?} `{caption}`")
    } else {
        format!("{from} -> {to} {kind:?} `{caption}`")
    }
}

/// A text without its blanks, since lines may break anywhere. In `ascii` our own marks are other ones, wherever they stand. A
/// text that takes no cells cannot be seen, and so not be read.
fn squeeze(text: &str, signs: Signs) -> String {
    if text.width() == 0 {
        return String::new();
    }
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let marks = [("·", "-"), ("✗", "!"), ("×", "x"), ("•", "*"), ("…", "...")];
    let marks = marks.iter().filter(|_| signs == Signs::Ascii);
    marks.fold(text, |text, (mark, ascii)| text.replace(mark, ascii))
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
