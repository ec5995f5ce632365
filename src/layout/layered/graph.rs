//! The layered graph: the view as regions, vertices, parts and segments.
//!
//! A *region* is the inside of one boundary, or the whole drawing. Its *items* are the boxes and boundaries directly in it;
//! a boundary is one item, whatever it holds, so no line of a region can run through it. A flow that crosses boundaries is
//! cut at their walls: each crossing is a *pin*, which is a port of the boundary outside and a vertex in the first or last
//! row inside. What lies between two cuts is a *part*, and a part is cut again at each row it passes into *segments*.
//!
//! ```text
//!   ┌─ region 0 ──────────────────────┐
//!   │   a          row: boxes         │
//!   │   │  part in region 0           │
//!   │ ┌─●─ region 1 ──┐  ● pin        │
//!   │ │ │  part in 1  │               │
//!   │ │ b             │               │
//! ```
//!
//! Everything here thinks of ranks as rows that run down; `transpose` turns sizes before and places after.

use super::frames::{self, Frame};
use super::self_loops::Loop;
use super::transpose::Turn;
use super::{NOTED, Ranks, Setting};
use crate::geom::{Insets, Size, Unit};
use crate::layout::grid;
use crate::layout::metrics::{Content, Line, Metrics, Spacing, Tightness};
use crate::layout::steps;
use crate::view::{EdgeId, EdgeKind, Pull, Shape, View};
use smallvec::SmallVec;

/// Index of a vertex.
pub(super) type Vx = usize;

/// What stands in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VertexKind {
    /// A leaf box: the index of its node.
    Box(usize),
    /// A boundary: the index of the region inside.
    Region(usize),
    /// A line passing a row.
    Dummy,
    /// A line passing a label row, with its label.
    Label,
    /// A line crossing the wall of the region it stands in.
    Pin,
    /// A boundary that spans rows of the region around it, and stands in none: the index of its frame.
    Frame(usize),
    /// The near or the far wall of a frame, passing a row.
    Wall(usize, Side),
}

/// One of the two walls of a frame that lines and boxes of a row stand between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Near,
    Far,
}

/// The segments that meet a vertex at one side: one, of a line that passes.
pub(super) type Meeting = SmallVec<[usize; 2]>;

/// A vertex of a row.
#[derive(Clone, Debug)]
pub(super) struct Vertex {
    pub kind: VertexKind,
    pub region: usize,
    /// The innermost frame around it; of a wall, its own.
    pub frame: Option<usize>,
    /// The rank of an item; rows are numbered after `long_edges`.
    pub rank: i32,
    pub row: usize,
    /// Place within the row.
    pub pos: usize,
    /// Distance from wall to wall along the row; a label's whole extent.
    pub w: Unit,
    /// Distance from wall to wall across.
    pub h: Unit,
    /// A label's extent before its line, along.
    pub before: Unit,
    /// What stands out behind the far wall: self loops.
    pub behind: Unit,
    /// The edge of a dummy, label or pin.
    pub edge: usize,
    /// Segments to the row above; for a region, those of its upper pins.
    pub above: Meeting,
    /// Segments to the row below.
    pub below: Meeting,
}

/// One end of a part or segment: a vertex of the region, with the pin in its first or last inner row when it is a boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    pub vertex: Vx,
    pub pin: Option<Vx>,
}

impl End {
    pub(super) const fn of(vertex: Vx) -> End {
        End { vertex, pin: None }
    }

    /// The vertex whose place along is the place of the line: the pin, or the dummy; a box has ports instead.
    pub(super) fn line(self) -> Vx {
        self.pin.unwrap_or(self.vertex)
    }
}

/// What of an edge lies in one region.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub edge: usize,
    pub region: usize,
    pub upper: End,
    pub lower: End,
    /// Whether the flow runs from upper to lower.
    pub down: bool,
    /// Whether the label belongs here.
    pub labelled: bool,
    /// From the upper end to the lower one.
    pub segments: Vec<usize>,
}

/// What of a part lies between two neighbouring rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    pub edge: usize,
    pub upper: End,
    pub lower: End,
    /// Whether an arrow head stands at the upper end.
    pub head_above: bool,
    /// Whether an arrow head stands at the lower end.
    pub head_below: bool,
}

/// What a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    /// Pins on the region's wall.
    Wall,
    /// Boxes, boundaries, and lines passing.
    Boxes,
    /// Labels, and lines passing.
    Labels,
}

/// A row of a region.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub kind: RowKind,
    pub items: Vec<Vx>,
}

/// The inside of a boundary, or the whole drawing.
#[derive(Clone, Debug, Default)]
pub(super) struct Region {
    /// The boundary's node; `None` for the whole drawing.
    pub node: Option<usize>,
    /// The boundary's vertex in the region around it.
    pub vertex: Option<Vx>,
    pub parent: Option<usize>,
    pub depth: usize,
    /// Boxes and boundaries directly in it, in declaration order.
    pub items: Vec<Vx>,
    pub parts: Vec<usize>,
    /// Pins on the upper and the lower wall, before rows exist.
    pub pins: [Vec<Vx>; 2],
    pub rows: Vec<Row>,
    /// Items to keep side by side, in this order.
    pub abreast: Vec<Vec<Vx>>,
    /// Items to keep one above the other.
    pub above: Vec<(Vx, Vx)>,
    /// Items of ranks that were unzipped into several rows, in their order.
    pub zips: Vec<Vec<Vx>>,
    /// Padding from walls to insides.
    pub padding: Insets,
    /// Set when the insides were laid out elsewhere: the boundary is then a solid block, its pins at fixed places.
    pub fixed: Option<Fixed>,
}

/// What is fixed about a boundary whose insides were laid out elsewhere.
#[derive(Clone, Debug, Default)]
pub(super) struct Fixed {
    /// Pins with their distance from the near wall, along.
    pub pins: Vec<(Vx, Unit)>,
    /// The offset of its title from the left wall of the page.
    pub title: Unit,
}

/// What becomes of one edge of the view.
#[derive(Clone, Debug, Default)]
pub(super) struct Route {
    /// Its parts from source to target; empty for a self loop.
    pub parts: Vec<usize>,
    /// Its label's lines; a step number on a disc stands before them.
    pub label: Vec<Line>,
    /// Whether the words of a note stand here after all, instead of its number.
    pub worded: bool,
    /// The label's vertex.
    pub label_vertex: Option<Vx>,
}

/// The whole layered graph.
pub(super) struct Graph<'a> {
    pub view: &'a View,
    pub metrics: &'a dyn Metrics,
    pub tightness: Tightness,
    pub turn: Turn,
    pub spacing: Spacing,
    /// The width that rows should keep to, when they run along the page.
    pub squeeze: Option<Unit>,
    /// The distances, on the page, to which boxes grow that are not far smaller.
    pub uniform: Option<Size>,
    pub vertices: Vec<Vertex>,
    pub parts: Vec<Part>,
    pub segments: Vec<Segment>,
    /// The whole drawing first; a region stands before those inside it.
    pub regions: Vec<Region>,
    /// Boundaries on common ranks; an outer one stands before those inside it. Only where ranks are global.
    pub frames: Vec<Frame>,
    /// Per edge, whether it may run level, between boxes of one row. Empty where none may.
    pub level: Vec<bool>,
    pub routes: Vec<Route>,
    /// The texts on edges.
    pub captions: &'a [String],
    /// Per node of the view.
    pub contents: Vec<Content>,
    pub vertex_of: Vec<Vx>,
    pub loops: Vec<Vec<Loop>>,
}

impl<'a> Graph<'a> {
    /// Regions and items of a view, without parts.
    pub(super) fn new(
        view: &'a View,
        metrics: &'a dyn Metrics,
        setting: Setting,
        captions: &'a [String],
    ) -> Graph<'a> {
        let (tightness, turn) = (setting.tightness, Turn(setting.direction));
        let spacing = metrics.spacing(turn.horizontal(), tightness);
        let mut graph = Graph {
            view,
            metrics,
            tightness,
            turn,
            spacing,
            squeeze: setting.squeeze.filter(|_| !turn.horizontal()),
            uniform: setting.uniform,
            vertices: Vec::new(),
            parts: Vec::new(),
            segments: Vec::new(),
            regions: vec![Region::default()],
            frames: Vec::new(),
            level: Vec::new(),
            routes: Vec::new(),
            captions,
            contents: Vec::new(),
            vertex_of: Vec::new(),
            loops: vec![Vec::new(); view.nodes.len()],
        };
        graph.add_routes();
        graph.add_items(setting.ranks);
        graph.add_hints();
        graph
    }

    fn add_routes(&mut self) {
        for (index, edge) in self.view.edges.iter().enumerate() {
            let caption = self.captions[index].split(NOTED).next().unwrap_or_default();
            let mut label =
                if caption.is_empty() { Vec::new() } else { self.metrics.label(caption, self.tightness) };
            if let Some(disc) = steps::disc(edge, self.metrics) {
                label.insert(0, disc);
            }
            if edge.from == edge.to {
                let room = Loop::new(self, index, &label);
                self.loops[edge.from.index()].push(room);
            }
            self.routes.push(Route { label, ..Route::default() });
        }
    }

    fn add_items(&mut self, ranks: Ranks) {
        let framed = match ranks {
            Ranks::Own => vec![false; self.view.nodes.len()],
            Ranks::Global { .. } => frames::framed(self.view),
        };
        let mut region_of: Vec<usize> = Vec::with_capacity(self.view.nodes.len());
        for (index, node) in self.view.nodes.iter().enumerate() {
            let region = node.parent.map_or(0, |parent| region_of[parent.index()]);
            let vertex = self.vertices.len();
            let content = if node.card.is_some() {
                let limit = self.metrics.card_limit(self.tightness);
                Content { size: grid::measure(node, self.metrics, limit), lines: Vec::new() }
            } else if node.container {
                self.metrics.title(node, self.tightness)
            } else {
                self.metrics.node(node, self.tightness)
            };
            let wall = self.metrics.wall();
            let size = self.turn.size(content.size);
            let mut made = Vertex::new(VertexKind::Box(index), region);
            (made.w, made.h) = (size.w - wall, size.h - wall);
            Loop::stack(&mut self.loops[index], &mut made, &self.spacing);
            made.frame = node.parent.and_then(|parent| self.frame(self.vertex_of[parent.index()]));
            if framed[index] {
                made.kind = VertexKind::Frame(self.frames.len());
                let padding = self.turn.insets(self.metrics.padding(node, self.tightness));
                self.frames.push(Frame::new(index, vertex, made.frame, padding));
                region_of.push(region);
            } else if node.container {
                let inside = self.regions.len();
                made.kind = VertexKind::Region(inside);
                self.regions.push(Region {
                    node: Some(index),
                    vertex: Some(vertex),
                    parent: Some(region),
                    depth: self.regions[region].depth + 1,
                    padding: self.turn.insets(self.metrics.padding(node, self.tightness)),
                    ..Region::default()
                });
                region_of.push(inside);
            } else {
                region_of.push(region);
            }
            if let Some(least) = self.uniform.filter(|_| !node.container) {
                let (least, w, h) = (self.turn.size(least), made.w, made.h);
                made.w = if 2 * w >= least.w { w.max(least.w) } else { w };
                made.h = if 2 * h >= least.h { h.max(least.h) } else { h };
            }
            self.contents.push(content);
            self.vertices.push(made);
            self.vertex_of.push(vertex);
            if !framed[index] {
                self.regions[region].items.push(vertex);
            }
        }
    }

    fn add_hints(&mut self) {
        for region in 0..self.regions.len() {
            let hints = match self.regions[region].node {
                Some(node) => &self.view.nodes[node].hints,
                None => &self.view.hints,
            };
            let inside = |node: &crate::view::NodeId| {
                self.regions[region]
                    .items
                    .contains(&self.vertex_of[node.index()])
                    .then(|| self.vertex_of[node.index()])
            };
            let abreast: Vec<Vec<Vx>> =
                hints.rows.iter().map(|(row, _)| row.iter().filter_map(inside).collect()).collect();
            let above: Vec<(Vx, Vx)> =
                hints.above.iter().filter_map(|(a, b, _)| Some((inside(a)?, inside(b)?))).collect();
            self.regions[region].abreast =
                abreast.into_iter().filter(|row: &Vec<Vx>| row.len() > 1).collect();
            self.regions[region].above = above;
        }
    }

    /// A further vertex, not yet in any row.
    pub(super) fn add(&mut self, vertex: Vertex) -> Vx {
        self.vertices.push(vertex);
        self.vertices.len() - 1
    }

    /// Whether a vertex is drawn as a person.
    pub(super) fn is_person(&self, v: Vx) -> bool {
        let VertexKind::Box(node) = self.vertices[v].kind else { return false };
        self.view.nodes[node].look.shape == Shape::Person
    }

    /// How strongly an edge asks for a short, straight line; an error path gives way to the others.
    pub(super) fn weight(&self, edge: usize) -> i64 {
        match (self.view.pull(EdgeId(edge as u32)), self.view.edges[edge].kind) {
            (Pull::Main, _) => 12,
            (Pull::Usual, EdgeKind::Sync | EdgeKind::Async) => 3,
            (Pull::Usual, EdgeKind::Error | EdgeKind::Return) | (Pull::Back, _) => 2,
        }
    }

    /// How strongly an edge asks to run with the ranks, and not against them.
    pub(super) fn forward(&self, edge: usize) -> i64 {
        match self.view.pull(EdgeId(edge as u32)) {
            Pull::Back => 0,
            _ => self.weight(edge),
        }
    }

    /// How far a boundary's title reaches from its wall, where no line may run along it: in cells its first line stands in
    /// the wall itself, in pixels it takes the padding of that side.
    pub(super) fn title_band(&self, region: usize, padding: Unit) -> Unit {
        self.regions[region].node.map_or(padding, |node| self.band(node, padding))
    }

    /// The same for the boundary of a node.
    pub(super) fn band(&self, node: usize, padding: Unit) -> Unit {
        if self.metrics.wall() > 0 { self.contents[node].lines.len() as Unit } else { padding }
    }

    /// The frame of a boundary's vertex.
    pub(super) fn frame(&self, vertex: Vx) -> Option<usize> {
        match self.vertices[vertex].kind {
            VertexKind::Frame(frame) => Some(frame),
            _ => None,
        }
    }

    /// The region inside a boundary's vertex.
    pub(super) fn inside(&self, vertex: Vx) -> Option<usize> {
        match self.vertices[vertex].kind {
            VertexKind::Region(region) => Some(region),
            _ => None,
        }
    }
}

impl Vertex {
    pub(super) const fn new(kind: VertexKind, region: usize) -> Vertex {
        Vertex {
            kind,
            region,
            frame: None,
            rank: 0,
            row: 0,
            pos: 0,
            w: 0,
            h: 0,
            before: 0,
            behind: 0,
            edge: usize::MAX,
            above: Meeting::new_const(),
            below: Meeting::new_const(),
        }
    }
}
