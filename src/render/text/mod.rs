//! Draws a scene with characters.
//!
//! In comes a scene laid out in cells, out comes text: lines ended by LF, nothing behind the last sign of a line. Every
//! line and wall is a set of arms in the cells of a [`canvas`]; the sign of a cell is looked up from its arms when all is
//! drawn, so that a tee, a corner or a crossing cannot be wrong. What a reader may rely on:
//!
//! - A line leaves a box through a tee in its wall (`┬ ┴ ├ ┤`, an error path `╥ ╨ ╞ ╡`). It arrives with a head in the cell
//!   before the wall, which stays whole. A line with two heads has no tee.
//! - `┼ ╪ ╫ ╬` is always a crossing: both lines, or a line and a wall, go straight on. In `ascii`, where `+` is a corner or a
//!   tee, the vertical line of a crossing goes through and the horizontal one is broken on both sides of it: `-- | --`.
//! - A synchronous flow is `─ │`, an asynchronous one `┄ ┆`, an error path `═ ║` with `✗` before its label. A reply is `╌ ╎`:
//!   longer dashes than those of an asynchronous flow.
//! - A label stands to the right of a vertical line, or in a gap of a horizontal one, a space off on each side.

mod canvas;
mod card;
mod charset;
mod legend;
mod panels;
mod pen;
mod routes;
mod shapes;

pub use charset::Charset;

use crate::geom::{Rect, Size, Unit};
use crate::scene::{Node, Scene, SceneUnit, Text, TextRole, cells};
use crate::view::{Accent, Border, Kind, Shape};
use canvas::Canvas;

/// The least width of an empty frame.
const LEAST_FRAME: Unit = 24;

/// How a scene is drawn with characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextOptions {
    /// The signs for lines, heads and marks.
    pub charset: Charset,
    /// Whether ANSI colours repeat what the signs say. Without its escapes, the output is the same as in black and white.
    pub color: bool,
    /// Whether lines are filled with spaces to one width.
    pub pad: bool,
    /// Whether the drawing is wrapped in a fence for Markdown.
    pub markdown: bool,
}

/// Draws `scene`, whose unit is the cell.
pub fn render(scene: &Scene, options: &TextOptions) -> String {
    debug_assert_eq!(scene.unit, SceneUnit::Cell, "a scene in pixels is no drawing in characters");
    let bare = scene.nodes.is_empty() && !scene.title.is_empty();
    let empty = bare.then(|| empty_frame(scene));
    let scene = empty.as_ref().unwrap_or(scene);
    let mut canvas = Canvas::new(options.charset);
    shapes::draw_walls(&mut canvas, scene);
    panels::draw_panels(&mut canvas, scene);
    routes::draw_lines(&mut canvas, scene);
    shapes::draw_texts(&mut canvas, scene);
    panels::draw_texts(&mut canvas, scene);
    routes::draw_labels(&mut canvas, scene);
    legend::draw(&mut canvas, scene);
    let width = if options.pad { usize::try_from(scene.size.w).unwrap_or(0) } else { 0 };
    let drawing = canvas.print(options.color, options.pad.then_some(width));
    if options.markdown { fenced(&drawing) } else { drawing }
}

/// A design without boxes, drawn as a boundary that has its title and nothing inside.
fn empty_frame(scene: &Scene) -> Scene {
    let title = Unit::try_from(cells::width(&scene.title)).unwrap_or(Unit::MAX / 2);
    let size = Size::new((title + 7).max(LEAST_FRAME), 3);
    let text = Text { text: scene.title.clone(), role: TextRole::Title, rect: Rect::new(3, 0, title, 1) };
    let frame = Node {
        id: String::new(),
        kind: Kind::Boundary.word().to_owned(),
        base: Kind::Boundary,
        label: scene.title.clone(),
        parent: None,
        container: true,
        depth: 0,
        rect: Rect::new(0, 0, size.w, size.h),
        shape: Shape::Box,
        border: Border::Solid,
        accent: Accent::Neutral,
        status: None,
        link: None,
        tags: Vec::new(),
        texts: vec![text],
        mark: None,
        badge: None,
        card: None,
        span: Default::default(),
    };
    Scene { heading: Vec::new(), nodes: vec![frame], size, ..scene.clone() }
}

/// `drawing` in a fence that nothing inside it can close.
fn fenced(drawing: &str) -> String {
    let longest = drawing.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}text\n{drawing}{fence}\n")
}
