//! The rules about texts: nothing lost, nothing covered, each flow's label at its own line, everything on the page.

use super::boxes::{squeeze, squeezed};
use super::frame::Frame;
use super::lifelines;
use super::tree::Tree;
use super::{Faults, Page, Rule};
use crate::geom::{Rect, Unit};
use crate::scene::{SceneUnit, Text, TextRole};

/// Whose text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Node(usize),
    Label(usize),
    Step(usize),
    /// A frame or note of a sequence.
    Panel(usize),
    /// Heading, legend and notes: around the drawing.
    Page,
}

/// A text, what it covers, and what it needs free besides.
struct Placed<'a> {
    owner: Owner,
    text: &'a str,
    frame: Frame,
}

/// Every text against everything else.
pub fn check(page: &Page, faults: &mut Faults) {
    let texts = collect(page);
    for placed in &texts {
        if placed.frame.l > placed.frame.r || placed.frame.t > placed.frame.b {
            faults.add(Rule::Outside, placed.frame, format!("`{}` has no room", placed.text));
        }
    }
    text_text(page, &texts, faults);
    let boundaries = Boundaries::new(page);
    for placed in &texts {
        text_box(page, placed, &boundaries, faults);
        text_line(page, placed, faults);
    }
    let mut notes = Notes { text: squeezed(&page.scene.notes), at: 0 };
    for edge in 0..page.scene.edges.len() {
        complete(page, edge, &mut notes, faults);
        near(page, edge, faults);
    }
    inside(page, &texts, faults);
    if lifelines::is_sequence(page) {
        text_solid(page, &texts, faults);
    }
}

/// In a sequence, no text on a lifeline, bar, wall or note but its own.
fn text_solid(page: &Page, texts: &[Placed], faults: &mut Faults) {
    let solids = lifelines::solids(page);
    let tree = Tree::new(solids.iter().map(|solid| solid.0));
    for placed in texts {
        for met in tree.meeting(placed.frame) {
            let (frame, what, panel) = &solids[met];
            let own = panel.is_some_and(|panel| placed.owner == Owner::Panel(panel));
            // A text that belongs to a panel lies in it, or in a wall of it.
            if !own {
                let what = format!("`{}` ({}) on {what}", placed.text, name(page, placed.owner));
                faults.add(Rule::TextLine, *frame, what);
            }
        }
        if let Owner::Panel(panel) = placed.owner {
            let panel = &page.scene.panels[panel];
            let walls = Frame::of_box(panel.rect, page.scene.unit);
            if !walls.grown(1).holds_strictly(placed.frame) {
                let what = format!("`{}` leaves {:?} {:?}", placed.text, panel.kind, panel.rect);
                faults.add(Rule::TextBox, placed.frame, what);
            }
        }
    }
}

fn collect<'a>(page: &Page<'a>) -> Vec<Placed<'a>> {
    let scene = page.scene;
    let mut texts = Vec::new();
    let mut add = |owner: Owner, text: &'a Text| {
        let mut frame = Frame::of_text(text.rect, scene.unit);
        // A title in a wall of cells has a blank at each end: `─ SHOP ─`.
        if text.role == TextRole::Title && scene.unit == SceneUnit::Cell && !text.text.starts_with(' ') {
            frame = Frame { l: frame.l - 2, r: frame.r + 2, ..frame };
        }
        texts.push(Placed { owner, text: &text.text, frame });
    };
    for (index, node) in scene.nodes.iter().enumerate() {
        node.texts.iter().chain(&node.badge).for_each(|text| add(Owner::Node(index), text));
    }
    for (index, edge) in scene.edges.iter().enumerate() {
        edge.labels.iter().for_each(|text| add(Owner::Label(index), text));
        edge.step.iter().for_each(|text| add(Owner::Step(index), text));
    }
    for (index, panel) in scene.panels.iter().enumerate() {
        panel.texts.iter().for_each(|text| add(Owner::Panel(index), text));
    }
    scene.heading.iter().chain(&scene.notes).for_each(|text| add(Owner::Page, text));
    scene.legend.iter().for_each(|item| add(Owner::Page, &item.text));
    texts.extend(scene.legend.iter().map(|item| Placed {
        owner: Owner::Page,
        text: "legend sample",
        frame: Frame::of_text(item.rect, scene.unit),
    }));
    texts
}

/// No text on another; in cells, none run together in one row either.
fn text_text(page: &Page, texts: &[Placed], faults: &mut Faults) {
    let tree = Tree::new(texts.iter().map(|placed| placed.frame));
    for (one, placed) in texts.iter().enumerate() {
        let apart = if page.scene.unit == SceneUnit::Cell { 2 } else { 0 };
        let reach = Frame { l: placed.frame.l - apart, r: placed.frame.r + apart, ..placed.frame };
        for other in tree.meeting(reach) {
            let second = &texts[other];
            if other <= one || (placed.owner == second.owner && !placed.frame.meets(second.frame)) {
                continue;
            }
            let what = format!(
                "`{}` ({}) and `{}` ({}) touch",
                placed.text,
                name(page, placed.owner),
                second.text,
                name(page, second.owner)
            );
            faults.add(Rule::TextText, second.frame, what);
        }
    }
}

/// The boundaries, and what finds those around a place.
struct Boundaries {
    nodes: Vec<usize>,
    tree: Tree,
}

impl Boundaries {
    fn new(page: &Page) -> Boundaries {
        let nodes: Vec<usize> =
            (0..page.frames.len()).filter(|&node| page.scene.nodes[node].container).collect();
        let tree = Tree::new(nodes.iter().map(|&node| page.frames[node]));
        Boundaries { nodes, tree }
    }

    fn around(&self, page: &Page, frame: Frame) -> impl Iterator<Item = usize> {
        let met = self.tree.meeting(frame).into_iter().map(|index| self.nodes[index]);
        met.filter(move |&node| page.frames[node].holds_strictly(frame))
    }
}

/// No text on a wall, in a foreign leaf or in a foreign boundary.
fn text_box(page: &Page, placed: &Placed, boundaries: &Boundaries, faults: &mut Faults) {
    let hit = |node: usize| match placed.owner {
        // A box's own walls are the business of `boxes`.
        Owner::Node(owner) => node != owner,
        _ => true,
    };
    let mut met: Vec<usize> =
        page.boxes_meeting(placed.frame).into_iter().filter(|&node| hit(node)).collect();
    if let Owner::Label(edge) | Owner::Step(edge) = placed.owner {
        let drawn = &page.scene.edges[edge];
        let around = boundaries.around(page, placed.frame);
        met.extend(
            around.filter(|&node| !page.is_around(node, drawn.from) && !page.is_around(node, drawn.to)),
        );
    }
    for node in met {
        let what = format!("`{}` ({}) lies on `{}`", placed.text, name(page, placed.owner), page.id(node));
        faults.add(Rule::TextBox, placed.frame, what);
    }
}

/// No text on a line but its own, and there only where the line can be broken for it.
fn text_line(page: &Page, placed: &Placed, faults: &mut Faults) {
    for met in page.segment_tree.meeting(placed.frame) {
        let segment = page.segments[met];
        let own = placed.owner == Owner::Label(segment.edge) || placed.owner == Owner::Step(segment.edge);
        if own && breaks(page, segment.edge, segment.frame, placed.frame) {
            continue;
        }
        let what = format!(
            "{} runs through `{}` ({})",
            page.edge(segment.edge),
            placed.text,
            name(page, placed.owner)
        );
        faults.add(Rule::TextLine, placed.frame, what);
    }
}

/// Whether a line may be broken for a text of its own: in cells a row with two cells left at each end, in pixels any
/// stretch without a bend or an end.
fn breaks(page: &Page, edge: usize, line: Frame, text: Frame) -> bool {
    match page.scene.unit {
        SceneUnit::Cell => !line.is_vertical() && line.l + 4 <= text.l && text.r + 4 <= line.r,
        SceneUnit::Px => {
            !page.scene.edges[edge].points.iter().any(|&point| text.meets(Frame::of_point(point)))
        }
    }
}

/// What the notes under a drawing say, without white space, and how far they were read: notes stand in the order of flows.
struct Notes {
    text: String,
    at: usize,
}

impl Notes {
    /// Whether the notes say that; looked for from the last place on, then everywhere.
    fn say(&mut self, words: &str) -> bool {
        let rest = self.text[self.at..].find(words).map(|found| self.at + found);
        let found = rest.or_else(|| self.text.find(words));
        self.at = found.unwrap_or(self.at);
        found.is_some()
    }
}

/// What was declared is what is drawn: the whole caption at the line, or its number there and the rest in a note.
fn complete(page: &Page, edge: usize, notes: &mut Notes, faults: &mut Faults) {
    let drawn = &page.scene.edges[edge];
    let caption = squeeze(&drawn.caption);
    let shown = squeezed(&drawn.labels);
    let numbered = drawn.step.as_ref().map(|step| squeeze(&step.text) + &caption);
    let told = shown.contains(&caption)
        || (!shown.is_empty() && notes.say(&shown) && notes.say(&caption))
        || numbered.is_some_and(|numbered| notes.say(&numbered));
    if !told {
        let what = format!("{} shows `{shown}`, not `{}`", page.edge(edge), drawn.caption);
        faults.add(Rule::LabelLost, Frame::of_point(drawn.points[0]), what);
    }
}

/// A label is at most this far from its own line, in units as wide as a cell or a pixel.
fn reach(unit: SceneUnit) -> Unit {
    match unit {
        SceneUnit::Cell => 3,
        SceneUnit::Px => 16,
    }
}

/// A label stands at its own line, and no foreign line is nearer to it.
fn near(page: &Page, edge: usize, faults: &mut Faults) {
    let drawn = &page.scene.edges[edge];
    // A step's disc stands between the line and its label, or on the line.
    let texts = drawn.labels.iter().chain(drawn.step.iter().filter(|_| !drawn.labels.is_empty()));
    let lines: Vec<Frame> = texts.map(|text| Frame::of_text(text.rect, page.scene.unit)).collect();
    if lines.is_empty() {
        return;
    }
    let from_lines = |segment: Frame| {
        lines.iter().map(|line| distance(page.scene.unit, line.gap(segment))).min().unwrap_or(Unit::MAX)
    };
    let own = drawn
        .points
        .windows(2)
        .map(|pair| from_lines(Frame::of_segment(pair[0], pair[1])))
        .min()
        .unwrap_or(Unit::MAX);
    let around = lines.iter().fold(lines[0], |all, line| all.around(*line));
    let mut fault = |what: String| {
        faults.add(Rule::LabelFar, around, format!("the label of {} {what}", page.edge(edge)));
    };
    if own > 2 * reach(page.scene.unit) {
        fault(format!("is {} away from it", own / 2));
        return;
    }
    for met in page.segment_tree.meeting(around.grown(own)) {
        let segment = page.segments[met];
        if segment.edge != edge && from_lines(segment.frame) < own {
            fault(format!("is nearer to {}", page.edge(segment.edge)));
        }
    }
}

/// A distance in half units as wide as a cell or a pixel: a cell is twice as high as it is wide.
fn distance(unit: SceneUnit, (dx, dy): (Unit, Unit)) -> Unit {
    match unit {
        SceneUnit::Cell => dx + 2 * dy,
        SceneUnit::Px => dx + dy,
    }
}

/// Everything is inside the drawing.
fn inside(page: &Page, texts: &[Placed], faults: &mut Faults) {
    let size = page.scene.size;
    let sheet = Frame::of_box(Rect::new(0, 0, size.w, size.h), page.scene.unit);
    let mut check = |frame: Frame, what: &dyn Fn() -> String| {
        if frame.around(sheet) != sheet {
            faults.add(Rule::Outside, frame, format!("{} leaves {size:?}", what()));
        }
    };
    for (index, frame) in page.frames.iter().enumerate() {
        check(*frame, &|| format!("`{}`", page.id(index)));
    }
    for segment in &page.segments {
        check(segment.frame, &|| page.edge(segment.edge));
    }
    for placed in texts {
        check(placed.frame, &|| format!("`{}`", placed.text));
    }
}

fn name(page: &Page, owner: Owner) -> String {
    match owner {
        Owner::Node(node) => format!("of `{}`", page.id(node)),
        Owner::Label(edge) => format!("label of {}", page.edge(edge)),
        Owner::Step(edge) => format!("step of {}", page.edge(edge)),
        Owner::Panel(panel) => format!("in {:?}", page.scene.panels[panel].kind),
        Owner::Page => "around the drawing".to_owned(),
    }
}
