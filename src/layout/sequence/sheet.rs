//! What a sequence consists of, measured: its columns, its rows in order, and how far each thing reaches.
//!
//! In: a view with a script, and a setting. Out: a [`Sheet`], in which the script is a flat list of [`Row`]s, every text is
//! wrapped to the setting, and every frame and note knows its columns and how far it reaches beyond the outer two.

use super::Setting;
use super::failures::is_hung;
use super::keep::Kept;
use crate::geom::Unit;
use crate::layout::metrics::{Content, Lifelines, Line, Metrics, Tightness};
use crate::layout::steps::{caption, letters};
use crate::scene::{SceneUnit, TextRole};
use crate::view::script::{Event, Frame, FrameKind, Note};
use crate::view::{EdgeKind, Node, View};
use indexmap::IndexMap;

/// How far the step number of a message to oneself sticks out of its ring.
pub(super) const RING_DISC: Unit = 6;

/// Where labels may be as wide as this, columns are widened to keep paths whole.
const WHOLE_PATHS: usize = 16;

/// What stands at one height, or between heights.
#[derive(Clone, Copy, Debug)]
pub(super) enum Row {
    /// An edge of the view.
    Message(usize),
    /// A note of the sheet.
    Note(usize),
    /// The upper wall of a frame of the sheet.
    Open(usize),
    /// The wall before one of its further branches.
    Branch(usize, usize),
    /// Its lower wall.
    Close(usize),
    /// A bar begins on a column, at the message before.
    Wakes(usize),
    /// It ends.
    Rests(usize),
}

/// Columns, and how far left of the first and right of the last one something reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    pub lo: usize,
    pub hi: usize,
    pub left: Unit,
    pub right: Unit,
}

impl Extent {
    fn join(self, other: Extent) -> Extent {
        let left = match self.lo.cmp(&other.lo) {
            std::cmp::Ordering::Less => self.left,
            std::cmp::Ordering::Equal => self.left.max(other.left),
            std::cmp::Ordering::Greater => other.left,
        };
        let right = match self.hi.cmp(&other.hi) {
            std::cmp::Ordering::Greater => self.right,
            std::cmp::Ordering::Equal => self.right.max(other.right),
            std::cmp::Ordering::Less => other.right,
        };
        Extent { lo: self.lo.min(other.lo), hi: self.hi.max(other.hi), left, right }
    }
}

/// A block, measured.
#[derive(Clone, Debug)]
pub(super) struct FrameBox {
    pub kind: FrameKind,
    pub extent: Extent,
    /// The word in its corner.
    pub tab: Option<Line>,
    /// What is written in the wall above each branch.
    pub headers: Vec<String>,
    /// Per branch its number, with the mark of a failure before it, and in which way that fails.
    pub causes: Vec<(String, String)>,
}

/// A remark, measured.
#[derive(Clone, Debug)]
pub(super) struct NoteBox {
    pub extent: Extent,
    /// What it says, a paragraph each.
    pub texts: Vec<String>,
    /// The least room for that.
    pub width: Unit,
    /// Whether it says what is done about a failure.
    pub failure: bool,
}

/// A measured sequence.
pub(super) struct Sheet<'a> {
    pub view: &'a View,
    pub metrics: &'a dyn Metrics,
    pub setting: Setting,
    pub space: Lifelines,
    /// The nodes of the view as they are written on heads: without technology and responsibility.
    pub nodes: Vec<Node>,
    /// Per node: what it shows.
    pub contents: Vec<Content>,
    /// Per column, the node at its head.
    pub columns: Vec<usize>,
    /// Per node, its first and last column.
    pub range: Vec<(usize, usize)>,
    /// Per column, how far its bars reach to the left and right.
    pub reach: Vec<(Unit, Unit)>,
    pub rows: Vec<Row>,
    pub frames: Vec<FrameBox>,
    pub notes: Vec<NoteBox>,
    /// Per edge, its label.
    pub captions: Vec<String>,
    /// Per edge, its step number where that is drawn by itself.
    pub steps: Vec<Option<Line>>,
    /// Texts that stand under the drawing, by what is in their place in the drawing.
    noted: IndexMap<String, Vec<String>>,
    /// How many of them have a letter.
    letters: usize,
    /// The number in the wall of the failure at hand: what is answered in it does not say it again.
    pub(super) inside: Option<String>,
    pub(super) kept: Kept,
}

impl<'a> Sheet<'a> {
    /// Measures a view. What is `kept` stands in the drawing, however long it is.
    pub(super) fn new(view: &'a View, metrics: &'a dyn Metrics, setting: Setting, kept: &Kept) -> Sheet<'a> {
        let bare = |node: &Node| Node { tech: None, does: None, status: None, ..node.clone() };
        let nodes: Vec<Node> = view.nodes.iter().map(bare).collect();
        let tightness = setting.tightness();
        let content = |node: &Node| match node.container {
            true => metrics.title(node, tightness),
            false => metrics.node(node, tightness),
        };
        let mut sheet = Sheet {
            view,
            metrics,
            setting,
            space: metrics.lifelines(setting.tight),
            contents: nodes.iter().map(content).collect(),
            nodes,
            columns: Vec::new(),
            range: vec![(usize::MAX, 0); view.nodes.len()],
            reach: Vec::new(),
            rows: Vec::new(),
            frames: Vec::new(),
            notes: Vec::new(),
            captions: vec![String::new(); view.edges.len()],
            steps: vec![None; view.edges.len()],
            noted: IndexMap::new(),
            letters: 0,
            inside: None,
            kept: kept.clone(),
        };
        sheet.number_columns();
        let mut deepest = vec![(0, 0); sheet.columns.len()];
        sheet.count_bars(&view.script, &mut deepest);
        let space = sheet.space;
        let reach = |&(_, most): &(Unit, Unit)| match most {
            0 => (0, 0),
            most => (space.bar, space.bar + space.bar_shift * (most - 1)),
        };
        sheet.reach = deepest.iter().map(reach).collect();
        if !sheet.columns.is_empty() {
            sheet.events(&view.script);
        }
        sheet
    }

    /// A container's columns are those of its insides, which come after it.
    fn number_columns(&mut self) {
        for (index, node) in self.nodes.iter().enumerate() {
            if node.container {
                continue;
            }
            let column = self.columns.len();
            self.columns.push(index);
            self.range[index] = (column, column);
            let mut around = node.parent;
            while let Some(parent) = around {
                let range = &mut self.range[parent.index()];
                *range = (range.0.min(column), range.1.max(column));
                around = self.nodes[parent.index()].parent;
            }
        }
    }

    /// How many bars stand on each other at most, per column; with how many stand there now.
    fn count_bars(&self, events: &[Event], bars: &mut [(Unit, Unit)]) {
        for event in events {
            match event {
                Event::Wakes(node) => {
                    let (now, most) = &mut bars[self.range[node.index()].0];
                    *now += 1;
                    *most = (*most).max(*now);
                }
                Event::Rests(node) => bars[self.range[node.index()].0].0 -= 1,
                Event::Frame(frame) => {
                    frame.branches.iter().for_each(|branch| self.count_bars(&branch.events, bars));
                }
                Event::Message(_) | Event::Note(_) => {}
            }
        }
    }

    /// What a text adds to the reach of what stands left and right of it in a gap between two columns.
    pub(super) fn beside(&self, clear: Unit) -> Unit {
        2 * clear + self.metrics.wall()
    }

    /// The widest a text may get before it is wrapped.
    pub(super) fn wrap(&self) -> Unit {
        self.metrics.letters(self.setting.label_wrap)
    }

    /// The label of a message, wrapped as this setting says: to the letter where that is narrow, since a column that is widened
    /// for a path costs words elsewhere.
    pub(super) fn label(&self, caption: &str) -> Vec<Line> {
        match self.setting.label_wrap < WHOLE_PATHS {
            true => self.metrics.label_within(caption, self.wrap()),
            false => self.metrics.label(caption, self.setting.tightness()),
        }
    }

    /// The text itself, or when it is too long for this setting what stands in its place: its number, where it begins with
    /// one, or a letter in brackets. A note under the drawing then says all of it.
    pub(super) fn shortened(&mut self, text: String, number: Option<&str>) -> String {
        let long = text.chars().count() > self.setting.notes;
        let key = number.filter(|number| text.starts_with(number) && text.len() > number.len());
        match (long, key) {
            (false, _) => text,
            (true, Some(key)) => {
                self.explain(key, text[key.len()..].trim_start());
                key.to_owned()
            }
            (true, None) if text.is_empty() || number == Some(&text) => text,
            (true, None) => {
                let key = format!("[{}]", letters(self.letters));
                self.letters += 1;
                self.noted.insert(key.clone(), vec![text]);
                key
            }
        }
    }

    /// Says under the drawing what a number stands for. The frame of a failure and what is answered in it have one, which is
    /// explained once.
    pub(super) fn explain(&mut self, number: &str, text: &str) {
        let texts = self.noted.entry(number.to_owned()).or_default();
        if !texts.iter().any(|said| said == text) {
            texts.push(text.to_owned());
        }
    }

    /// What stands under the drawing, a note for each number or letter in it.
    pub(super) fn notes_below(&self) -> Vec<String> {
        self.noted.iter().map(|(key, texts)| format!("{key} {}", texts.join(" · "))).collect()
    }

    /// Appends the rows of events, and says how far they reach; `None` when there is nothing but bars.
    fn events(&mut self, events: &[Event]) -> Option<Extent> {
        let mut whole: Option<Extent> = None;
        // Where a frame without anything in it stands: at the message before it.
        let mut near: Option<Extent> = None;
        for event in events {
            let extent = match event {
                Event::Message(id) => {
                    let edge = id.index();
                    self.rows.push(Row::Message(edge));
                    let extent = self.message(edge);
                    near = Some(self.beginning(edge));
                    Some(extent)
                }
                Event::Note(note) => Some(self.note(note)),
                Event::Frame(frame) => Some(self.frame(frame, near)),
                Event::Wakes(node) => {
                    self.rows.push(Row::Wakes(self.range[node.index()].0));
                    None
                }
                Event::Rests(node) => {
                    self.rows.push(Row::Rests(self.range[node.index()].0));
                    None
                }
            };
            whole = match (whole, extent) {
                (Some(whole), Some(extent)) => Some(whole.join(extent)),
                (whole, extent) => whole.or(extent),
            };
        }
        whole
    }

    fn column(&self, column: usize) -> Extent {
        let (left, right) = self.reach[column];
        Extent { lo: column, hi: column, left, right }
    }

    /// The columns of a message, source first.
    pub(super) fn ends(&self, edge: usize) -> (usize, usize) {
        let edge = &self.view.edges[edge];
        (self.range[edge.from.index()].0, self.range[edge.to.index()].0)
    }

    /// The source of a message, and the column next to it on the way to its target.
    fn beginning(&self, edge: usize) -> Extent {
        let (from, to) = self.ends(edge);
        let next = if to > from { from + 1 } else { from.saturating_sub(usize::from(to < from)) };
        self.column(from).join(self.column(next))
    }

    fn message(&mut self, edge: usize) -> Extent {
        let written = &self.view.edges[edge];
        let cells = self.metrics.unit() == SceneUnit::Cell;
        if !cells {
            self.steps[edge] = written.step.as_deref().map(|step| self.metrics.step(step));
        }
        let number = cells.then(|| number_of(written.kind == EdgeKind::Error, written.step.as_deref()));
        let answers = cells && written.step.is_some() && written.step == self.inside;
        let text = match cells && !answers {
            true => caption(written, &written.caption(), self.metrics),
            false => written.caption(),
        };
        self.captions[edge] = match self.kept.messages.contains(&edge) {
            true => text,
            false if answers => self.answered(text),
            false => self.shortened(text, number.flatten().as_deref()),
        };
        self.message_extent(edge)
    }

    /// How far a message reaches, one to oneself with its ring and label.
    pub(super) fn message_extent(&self, edge: usize) -> Extent {
        let (from, to) = self.ends(edge);
        let extent = self.column(from).join(self.column(to));
        if from != to {
            return extent;
        }
        let label = widest(&self.label(&self.captions[edge]));
        let room = if label > 0 { self.metrics.wall() + self.space.clear + label } else { 0 };
        Extent { right: self.ring(edge) + room - self.metrics.wall().min(room), ..extent }
    }

    /// From a lifeline to the far side of the ring of a message to oneself.
    pub(super) fn ring_side(&self, edge: usize) -> Unit {
        let cross = if self.view.edges[edge].kind == EdgeKind::Error { 12 } else { 0 };
        let disc = self.steps[edge].as_ref().map_or(0, |step| step.size.w + cross);
        self.reach[self.ends(edge).0].1 + self.space.ring.w.max(disc)
    }

    /// The same with the step number on it, which sticks out a little.
    pub(super) fn ring(&self, edge: usize) -> Unit {
        self.ring_side(edge) + if self.steps[edge].is_some() { RING_DISC } else { 0 }
    }

    fn note(&mut self, note: &Note) -> Extent {
        let columns = note.over.iter().map(|node| self.range[node.index()]);
        let (lo, hi) = columns.fold((usize::MAX, 0), |(lo, hi), (a, b)| (lo.min(a), hi.max(b)));
        let (lo, hi) = if lo > hi { (0, self.columns.len() - 1) } else { (lo, hi) };
        // A note over several columns has room.
        let text = if lo == hi { self.shortened(note.text.clone(), None) } else { note.text.clone() };
        self.over(lo, hi, vec![text], false)
    }

    fn frame(&mut self, frame: &Frame, near: Option<Extent>) -> Extent {
        let index = self.frames.len();
        let tab = self.metrics.tab(frame.kind.word());
        let nothing = near.unwrap_or_else(|| self.column(0).join(self.column(self.columns.len() - 1)));
        if self.is_told(frame) {
            return self.told(frame, nothing);
        }
        let (headers, causes) = (Vec::new(), Vec::new());
        self.frames.push(FrameBox { kind: frame.kind, extent: nothing, tab, headers, causes });
        let mut inside: Option<Extent> = None;
        for (place, branch) in frame.branches.iter().enumerate() {
            self.rows.push(if place == 0 { Row::Open(index) } else { Row::Branch(index, place) });
            let words = self.header(frame, place);
            let failure = frame.kind == FrameKind::Failure && self.metrics.unit() == SceneUnit::Cell;
            let number = number_of(failure, branch.number.as_deref()).unwrap_or_default();
            let words = self.in_wall((index, place), words, &number);
            self.frames[index].headers.push(words);
            self.frames[index].causes.push((number, branch.cause.clone()));
            let outer = self.inside.clone();
            if failure {
                self.inside.clone_from(&branch.number);
            }
            let extent = self.events(&branch.events);
            self.inside = outer;
            inside = match (inside, extent) {
                (Some(inside), Some(extent)) => Some(inside.join(extent)),
                (inside, extent) => inside.or(extent),
            };
        }
        if frame.branches.is_empty() {
            self.rows.push(Row::Open(index));
            self.frames[index].headers.push(String::new());
        }
        self.rows.push(Row::Close(index));
        let mut extent = inside.unwrap_or(nothing);
        if let (FrameKind::Failure, Some(near)) = (frame.kind, near) {
            // It is the source of the message that does something about it.
            let (from, to) = (near.lo, near.hi);
            extent = if extent.hi < from || to < extent.lo { extent.join(near) } else { extent };
        }
        extent.left += self.space.frame_side;
        extent.right += self.space.frame_side;
        if let Some(tab) = &self.frames[index].tab {
            extent.left = extent.left.max(self.reach[extent.lo].0 + tab.size.w + self.space.clear);
        }
        if extent.lo == extent.hi {
            let room = self.beside(self.space.wall_clear) + self.reach[extent.hi].1;
            extent.right = extent.right.max(room + self.header_width(index));
        }
        self.frames[index].extent = extent;
        extent
    }

    /// How wide the texts in the walls of a frame are, when they are wrapped.
    pub(super) fn header_width(&self, frame: usize) -> Unit {
        let lower = self.lower_clear();
        let width = |text: &String| {
            let lines = self.header_lines(frame, text, self.wrap());
            let rows = lines.iter().enumerate();
            rows.map(|(row, line)| line.size.w - if is_hung(text, row) { lower } else { 0 })
                .max()
                .unwrap_or(0)
        };
        self.frames[frame].headers.iter().map(width).max().unwrap_or(0)
    }

    /// The lines of a text in a wall.
    pub(super) fn header_lines(&self, frame: usize, text: &str, limit: Unit) -> Vec<Line> {
        let limit = limit + if is_hung(text, 1) { self.lower_clear() } else { 0 };
        // The mark of a failure stays with the words behind it, as in a label.
        match self.frames[frame].kind {
            FrameKind::Failure => self.metrics.label_within(text, limit),
            _ => self.metrics.lines(text, TextRole::Flow, limit),
        }
    }

    /// What is written in the wall above a branch.
    pub(super) fn header(&self, frame: &Frame, number: usize) -> String {
        let branch = &frame.branches[number];
        let cells = self.metrics.unit() == SceneUnit::Cell;
        let words = branch.number.iter().cloned().chain(Some(branch.label.clone()));
        let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let lead = match (frame.kind, number) {
            (FrameKind::Failure, _) => return if cells { format!("✗ {words}") } else { words },
            (FrameKind::Alternatives, 1..) => "else",
            (FrameKind::Parallel, 1..) => "and",
            (kind, _) if cells => kind.word(),
            _ => return words,
        };
        if words.is_empty() { lead.to_owned() } else { format!("{lead}: {words}") }
    }

    /// The shortest that the line of a message may be: room for its head, its step number, and the cross of a failure.
    pub(super) fn shortest(&self, edge: usize) -> Unit {
        let Some(step) = &self.steps[edge] else { return self.space.arrow };
        let cross = if self.view.edges[edge].kind == EdgeKind::Error { 18 } else { 0 };
        self.space.arrow.max(cross + step.size.w + 40)
    }
}

/// How a text with a number begins: `3`, `✗ 3a`.
pub(super) fn number_of(error: bool, number: Option<&str>) -> Option<String> {
    number.map(|number| if error { format!("✗ {number}") } else { number.to_owned() })
}

/// The width of the widest line.
pub(super) fn widest(lines: &[Line]) -> Unit {
    lines.iter().map(|line| line.size.w).max().unwrap_or(0)
}

impl Setting {
    /// The tightness of heads and titles.
    pub(super) fn tightness(&self) -> Tightness {
        Tightness { node_wrap: self.node_wrap, label_wrap: self.label_wrap, tight: self.tight }
    }
}
