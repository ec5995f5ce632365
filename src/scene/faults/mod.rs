//! Judges a finished drawing by its geometry alone: a [`Scene`] in, what is wrong with it out.
//!
//! Nothing here knows how a layout works or shares code with one. The rules are those written over [`crate::scene`]: boxes
//! apart and strictly nested, every flow orthogonal from border to border, nothing through a foreign box, title or label, no
//! two flows on one stretch of line. They hold in cells and in pixels; `frame` makes the two units one.
//!
//! A layout is judged after every run of a debug build, and by every test that draws; so each rule asks a `tree` what is
//! near, and none looks at every pair. Cost: O(n log² n + what meets) for n boxes, bends and texts.
//!
//! ```
//! use cutaway::layout::{Options, layout, metrics::pixels::PixelMetrics};
//! use cutaway::{pipeline, scene::faults, source::MemorySources};
//!
//! let model = pipeline::compile("a.cut", "service a\nservice b\na -> b", &MemorySources::new()).value.model;
//! let view = pipeline::project(&model, "components").value;
//! let mut scene = layout(&view, &PixelMetrics, Options::default()).value;
//! assert!(faults::find(&scene).is_empty());
//!
//! scene.nodes[1].rect = scene.nodes[0].rect;
//! assert!(faults::find(&scene).iter().any(|fault| fault.rule == faults::Rule::Disjoint));
//! ```

mod boxes;
mod frame;
mod labels;
mod lifelines;
mod routes;
mod tree;

use crate::geom::{Point, Unit};
use crate::scene::{Scene, SceneUnit};
use frame::Frame;
use std::fmt;
use tree::Tree;

/// What a fault offends against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Ids are unique, parents come first and are boundaries, ends exist.
    Shape,
    /// A box lies strictly inside its parent.
    Nesting,
    /// Siblings are disjoint.
    Disjoint,
    /// A box's texts lie inside it, whole.
    BoxText,
    /// A route is orthogonal, without needless points, and meets itself nowhere.
    Route,
    /// A route begins and ends on the border of its ends, squarely, and on the right side of the wall.
    End,
    /// A route touches no foreign box or boundary.
    ThroughBox,
    /// A route crosses walls squarely: not along them, not at a corner, not with a bend.
    Wall,
    /// Two routes share no stretch of line.
    Shared,
    /// Two routes meet only where they cross straight.
    Touch,
    /// An arrow head has its own room.
    Head,
    /// In cells, a dashed route has a cell to show it in.
    Kind,
    /// A flow's label is there, whole.
    LabelLost,
    /// A label stands at its own line, and no other line is nearer.
    LabelFar,
    /// A text touches no other text.
    TextText,
    /// A text touches no box but those around it.
    TextBox,
    /// A text touches no line but its own.
    TextLine,
    /// Everything lies inside the drawing.
    Outside,
}

/// One thing that is wrong with a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which rule is broken.
    pub rule: Rule,
    /// By what, in words.
    pub what: String,
    /// Where, in the unit of the scene; nought for what has no place.
    pub at: Point,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {},{}: {}", self.rule, self.at.x, self.at.y, self.what)
    }
}

/// The faults found so far.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, rule: Rule, at: Frame, what: String) {
        self.0.push(Fault { rule, what, at: at.corner() });
    }
}

/// Everything that is wrong with a drawing; empty for a good one.
pub fn find(scene: &Scene) -> Vec<Fault> {
    let mut faults = Faults::default();
    boxes::sound(scene, &mut faults);
    if !faults.0.is_empty() {
        // Indices that lead nowhere make every other rule meaningless.
        return faults.0;
    }
    let page = Page::new(scene);
    boxes::check(&page, &mut faults);
    if lifelines::is_sequence(&page) {
        lifelines::check(&page, &mut faults);
    } else {
        routes::check(&page, &mut faults);
    }
    labels::check(&page, &mut faults);
    faults.0
}

/// How many faults are told one by one.
const TOLD: usize = 20;

/// The faults of a drawing in words, a line each: which view, what, and where. Empty for a good one.
pub fn report(scene: &Scene) -> String {
    let faults = find(scene);
    if faults.is_empty() {
        return String::new();
    }
    let unit = match scene.unit {
        SceneUnit::Px => "pixels",
        SceneUnit::Cell => "cells",
    };
    let count = faults.len();
    let mut report = format!("the drawing of `{}` in {unit} has {count} faults:", scene.view);
    for fault in faults.iter().take(TOLD) {
        report.push_str(&format!("\n  {fault}"));
    }
    if count > TOLD {
        report.push_str("\n  …");
    }
    report
}

/// A scene with what the rules ask of it again and again.
struct Page<'a> {
    scene: &'a Scene,
    /// The walls of each box.
    frames: Vec<Frame>,
    /// Every segment of every route.
    segments: Vec<Segment>,
    segment_tree: Tree,
    /// What stands in the way: leaf boxes whole, boundaries as four walls.
    obstacles: Vec<usize>,
    obstacle_tree: Tree,
}

/// A stretch of a route between two of its points.
#[derive(Clone, Copy, Debug)]
struct Segment {
    edge: usize,
    /// Its number along the route, from 0.
    index: usize,
    frame: Frame,
}

impl<'a> Page<'a> {
    fn new(scene: &'a Scene) -> Page<'a> {
        let frames: Vec<Frame> =
            scene.nodes.iter().map(|node| Frame::of_box(node.rect, scene.unit)).collect();
        let mut segments = Vec::new();
        for (edge, drawn) in scene.edges.iter().enumerate() {
            for (index, pair) in drawn.points.windows(2).enumerate() {
                segments.push(Segment { edge, index, frame: Frame::of_segment(pair[0], pair[1]) });
            }
        }
        let mut obstacles = Vec::new();
        let mut shapes = Vec::new();
        for (index, node) in scene.nodes.iter().enumerate() {
            let parts = if node.container { frames[index].walls().to_vec() } else { vec![frames[index]] };
            obstacles.extend(parts.iter().map(|_| index));
            shapes.extend(parts);
        }
        Page {
            scene,
            frames,
            segment_tree: Tree::new(segments.iter().map(|segment| segment.frame)),
            segments,
            obstacles,
            obstacle_tree: Tree::new(shapes),
        }
    }

    /// The boxes whose walls (of a leaf: whose inside too) meet `frame`, each once.
    fn boxes_meeting(&self, frame: Frame) -> Vec<usize> {
        let mut found: Vec<usize> =
            self.obstacle_tree.meeting(frame).into_iter().map(|part| self.obstacles[part]).collect();
        found.dedup();
        found
    }

    /// Whether `outer` is `inner` or around it.
    fn is_around(&self, outer: usize, inner: usize) -> bool {
        let mut at = Some(inner);
        while let Some(node) = at {
            if node == outer {
                return true;
            }
            at = self.scene.nodes[node].parent;
        }
        false
    }

    fn id(&self, node: usize) -> &str {
        &self.scene.nodes[node].id
    }

    /// An edge in words.
    fn edge(&self, edge: usize) -> String {
        let drawn = &self.scene.edges[edge];
        format!("{} ({} -> {})", drawn.id, self.id(drawn.from), self.id(drawn.to))
    }

    /// How much room an arrow head takes, from the wall, in units.
    fn head(&self) -> Unit {
        match self.scene.unit {
            SceneUnit::Cell => 1,
            SceneUnit::Px => 8,
        }
    }
}
