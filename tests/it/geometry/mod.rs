//! Judges a finished drawing by its geometry alone: a [`Scene`] in, faults in words and measures out.
//!
//! Nothing here knows how a layout works or shares code with one. The rules are those written over `scene`: boxes apart
//! and strictly nested, every flow orthogonal from border to border, nothing through a foreign box, title or label, no
//! two flows on one stretch of line. They hold in cells and in pixels; `frame` makes the two units one.

mod boxes;
mod frame;
mod labels;
mod lifelines;
mod measure;
mod routes;

use cutaway::geom::{Point, Unit};
use cutaway::scene::{Scene, SceneUnit};
use frame::{Frame, Grid};
pub use measure::Measures;
use std::fmt;

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
#[derive(Clone, Debug)]
pub struct Fault {
    /// Which rule is broken.
    pub rule: Rule,
    /// By what, and where.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.rule, self.what)
    }
}

/// Everything that is wrong with a drawing; empty for a good one.
pub fn faults(scene: &Scene) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !boxes::sound(scene, &mut faults) {
        // Indices that lead nowhere make every other rule meaningless.
        return faults;
    }
    let page = Page::new(scene);
    boxes::check(&page, &mut faults);
    if lifelines::is_sequence(&page) {
        lifelines::check(&page, &mut faults);
    } else {
        routes::check(&page, &mut faults);
    }
    labels::check(&page, &mut faults);
    faults
}

/// How good a drawing is, by the usual measures; see [`Measures`].
pub fn measure(scene: &Scene) -> Measures {
    measure::measure(&Page::new(scene))
}

/// Fails with every fault in words, and with what was drawn.
#[track_caller]
pub fn assert_sound(scene: &Scene, about: &str) {
    let faults = faults(scene);
    if !faults.is_empty() {
        let list: Vec<String> = faults.iter().take(40).map(|fault| format!("  {fault}")).collect();
        panic!("{} faults in {about} ({:?}):\n{}", faults.len(), scene.unit, list.join("\n"));
    }
}

/// A scene with what the rules ask of it again and again.
struct Page<'a> {
    scene: &'a Scene,
    /// The walls of each box.
    frames: Vec<Frame>,
    /// Every segment of every route.
    segments: Vec<Segment>,
    segment_grid: Grid,
    /// What stands in the way: leaf boxes whole, boundaries as four walls.
    obstacles: Vec<usize>,
    obstacle_grid: Grid,
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
            segment_grid: Grid::new(segments.iter().map(|segment| segment.frame).collect()),
            segments,
            obstacles,
            obstacle_grid: Grid::new(shapes),
        }
    }

    /// The boxes whose walls (of a leaf: whose inside too) meet `frame`, each once.
    fn boxes_meeting(&self, frame: Frame) -> Vec<usize> {
        let mut found: Vec<usize> =
            self.obstacle_grid.meeting(frame).into_iter().map(|part| self.obstacles[part]).collect();
        found.sort_unstable();
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

/// A point given in half units, in words.
fn place(frame: Frame) -> String {
    format!("at {},{}", frame.l / 2, frame.t / 2)
}

/// A point as a frame.
fn dot(point: Point) -> Frame {
    Frame::of_segment(point, point)
}
