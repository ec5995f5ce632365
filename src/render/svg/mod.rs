//! The drawing as SVG.
//!
//! Comes in: a [`Scene`] in pixels. Goes out: one SVG document that stands alone. It holds no script, no foreign
//! object, no raster and no reference to the outside except links that a box carries; any label is inert in it. The
//! same scene gives the same bytes. Browsers, librsvg, resvg and Inkscape draw it alike.
//!
//! From back to front: page, boundaries from the outside in, frames, lifelines, bars, lines, boxes, heading, notes, legend. Boxes cover the last
//! half pixel of a head, so that it ends on the border and not on its middle.
//!
//! Hooks for scripts and styles: `g.boundary` and `g.node` with `kind-…`, `status-…` and `tag-…` classes and `data-id`;
//! `g.edge` with `sync`, `async`, `error` or `return`, `data-id`, `data-from` and `data-to`.

mod cards;
mod crossings;
mod document;
mod edges;
mod labels;
mod legend;
mod marks;
mod nodes;
mod panels;
mod persons;
pub mod theme;
mod trace;
mod xml;

use crate::scene::Scene;
use edges::Boxes;
use labels::Anchor;
pub use theme::Theme;
use theme::{Paint, Role};
use xml::Element;

/// Switches of the drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SvgOptions {
    /// Its colours.
    pub theme: Theme,
    /// What ids begin with, so that several drawings can stand in one page; by default a word made from the content.
    pub id_prefix: Option<String>,
    /// What the drawing says, in words, for those who cannot see it.
    pub description: Option<String>,
}

/// Draws a scene whose unit is the pixel.
///
/// ```
/// use cutaway::geom::Size;
/// use cutaway::render::svg::{SvgOptions, render};
/// use cutaway::scene::{Scene, SceneUnit};
///
/// let scene = Scene {
///     view: "components".into(),
///     title: "Nothing yet".into(),
///     unit: SceneUnit::Px,
///     size: Size::new(120, 80),
///     heading: vec![],
///     nodes: vec![],
///     edges: vec![],
///     panels: vec![],
///     rules: vec![],
///     legend: vec![],
///     notes: vec![],
/// };
/// let svg = render(&scene, &SvgOptions::default());
/// assert!(svg.starts_with("<svg ") && svg.contains("<title id="));
/// ```
pub fn render(scene: &Scene, options: &SvgOptions) -> String {
    let paint = &Paint::new(options.theme);
    let cards = &persons::on_cards(scene);
    let boxes = &Boxes { nodes: &scene.nodes, cards, on_lifelines: !scene.rules.is_empty() };
    let boundaries = scene.nodes.iter().filter(|node| node.container);
    let leaves = scene.nodes.iter().zip(boxes.cards).filter(|(node, _)| !node.container);
    let text = |line, colour| labels::line(paint, line, Anchor::Start, colour);
    let layers = [
        Some(page(paint, scene)),
        layer("boundaries", boundaries.map(|node| nodes::boundary(paint, node))),
        layer("frames", panels::frames(paint, scene)),
        layer("rules", panels::rules(paint, scene)),
        layer("fields", panels::fields(paint, scene)),
        layer("edges", lines(paint, scene, boxes)),
        layer("nodes", leaves.map(|(node, &card)| nodes::leaf(paint, node, card))),
        layer("headings", scene.heading.iter().map(|line| text(line, Role::Ink))),
        layer("notes", scene.notes.iter().map(|line| text(line, Role::Muted))),
        legend::legend(paint, scene),
    ];
    document::document(paint, scene, options, layers.into_iter().flatten())
}

/// The ground of everything.
fn page(paint: &Paint, scene: &Scene) -> Element {
    let ground = Element::new("rect").class("page").num("width", scene.size.w).num("height", scene.size.h);
    paint.fill(ground, Role::Page)
}

/// Elements in one group; none when there are none.
fn layer(class: &str, elements: impl Iterator<Item = Element>) -> Option<Element> {
    let mut elements = elements.peekable();
    elements.peek().is_some().then_some(())?;
    Some(Element::new("g").class(class).extend(elements))
}

/// Every line, in the order of the view.
fn lines<'a>(paint: &'a Paint, scene: &'a Scene, boxes: &'a Boxes<'a>) -> impl Iterator<Item = Element> + 'a {
    let places = crossings::find(&scene.edges);
    scene.edges.iter().zip(places).map(|(edge, places)| edges::edge(paint, edge, boxes, &places))
}
