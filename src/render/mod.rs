//! How it is drawn: from a scene or a view to text in the form asked for.
//!
//! A renderer that draws reads the [scene](crate::scene), where everything has its place; one whose reader lays out for
//! itself (Mermaid) or needs no places (the outline) reads the [view](crate::view). Each is a pure function, and none looks
//! anything up in the model. [`RENDERERS`] is the table of them: the command line's `--format`, its help, what the
//! extension of an output file means, and the corpus tests follow from it.

pub mod csv;
pub mod journey_list;
pub mod markdown;
pub mod mermaid;
pub mod outline;
pub mod scene_json;
pub mod svg;
pub mod tables;
pub mod text;

use crate::diag::Outcome;
use crate::scene::{Scene, SceneUnit};
use crate::view::{View, ViewKind};
use mermaid::MermaidOptions;
use svg::SvgOptions;
use text::TextOptions;

/// One way to put a view on paper.
#[derive(Clone, Copy, Debug)]
pub struct Renderer {
    /// What it is called, such as `svg`.
    pub name: &'static str,
    /// The extensions of files that hold its output, without the dot; the first is given to new ones.
    pub extensions: &'static [&'static str],
    /// What comes out, in a few words.
    pub summary: &'static str,
    /// Whether drawings can follow each other in one output.
    pub joins: bool,
    /// The info string of a Markdown fence around it, when it makes sense in one.
    pub fence: Option<&'static str>,
    /// The views it can draw.
    pub serves: fn(ViewKind) -> bool,
    /// How it draws.
    pub draw: Draw,
}

/// What a renderer reads, and the function that draws.
#[derive(Clone, Copy, Debug)]
pub enum Draw {
    /// A scene laid out in this unit, or in [`Options::unit`] when it serves both; and the view, for words.
    Scene(Option<SceneUnit>, fn(&View, &Scene, &Options) -> String),
    /// The view alone.
    View(fn(&View, &Options) -> Outcome<String>),
}

/// What a user may choose about a drawing; each renderer reads its part.
#[derive(Clone, Debug)]
pub struct Options {
    /// For text.
    pub text: TextOptions,
    /// For SVG. Without a description of its own, a drawing is described by its outline.
    pub svg: SvgOptions,
    /// For Mermaid.
    pub mermaid: MermaidOptions,
    /// For a renderer that serves both units.
    pub unit: SceneUnit,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            text: TextOptions::default(),
            svg: SvgOptions::default(),
            mermaid: MermaidOptions::default(),
            unit: SceneUnit::Px,
        }
    }
}

/// Every renderer, by name.
pub const RENDERERS: &[Renderer] = &[
    Renderer {
        name: "csv",
        extensions: &["csv"],
        summary: "tables as comma-separated values",
        joins: false,
        fence: Some("csv"),
        serves: tables::serves,
        draw: Draw::View(|view, _| Outcome::clean(csv::render(view))),
    },
    Renderer {
        name: "markdown",
        extensions: &["md"],
        summary: "tables for a Markdown page",
        joins: true,
        fence: None,
        serves: markdown::serves,
        draw: Draw::View(|view, _| Outcome::clean(markdown::render(view))),
    },
    Renderer {
        name: "mermaid",
        extensions: &["mmd", "mermaid"],
        summary: "a diagram in Mermaid's language",
        joins: false,
        fence: Some("mermaid"),
        serves: mermaid::serves,
        draw: Draw::View(|view, options| mermaid::render(view, &options.mermaid)),
    },
    Renderer {
        name: "outline",
        extensions: &["outline"],
        summary: "the drawing in sentences, for screen readers and diffs",
        joins: true,
        fence: Some("text"),
        serves: any,
        draw: Draw::View(|view, _| Outcome::clean(outline::render(view))),
    },
    Renderer {
        name: "scene",
        extensions: &["json"],
        summary: "where everything is, as JSON",
        joins: false,
        fence: Some("json"),
        serves: any,
        draw: Draw::Scene(None, |_, scene, _| scene_json::render(scene)),
    },
    Renderer {
        name: "svg",
        extensions: &["svg"],
        summary: "a drawing for browsers and pages",
        joins: false,
        fence: None,
        serves: any,
        draw: Draw::Scene(Some(SceneUnit::Px), draw_svg),
    },
    Renderer {
        name: "text",
        extensions: &["txt", "text", "md"],
        summary: "a drawing in box characters",
        joins: true,
        fence: Some("text"),
        serves: any,
        draw: Draw::Scene(Some(SceneUnit::Cell), |_, scene, options| text::render(scene, &options.text)),
    },
];

/// For a renderer that draws every view.
const fn any(_: ViewKind) -> bool {
    true
}

/// The names of the renderers that can draw such a view.
pub fn serving(kind: ViewKind) -> impl Iterator<Item = &'static str> {
    RENDERERS.iter().filter(move |renderer| (renderer.serves)(kind)).map(|renderer| renderer.name)
}

/// The renderer of that name.
pub fn named(name: &str) -> Option<&'static Renderer> {
    RENDERERS.iter().find(|renderer| renderer.name == name)
}

/// The renderer whose files have that extension, in any case. A page that ends in `.md` holds a drawing in text, unless
/// tables are asked for by name: of several renderers it is the last.
pub fn for_extension(extension: &str) -> Option<&'static Renderer> {
    let extension = extension.to_ascii_lowercase();
    RENDERERS.iter().rev().find(|renderer| renderer.extensions.contains(&extension.as_str()))
}

/// `drawing` in a Markdown fence that nothing inside it can close.
///
/// ```
/// assert_eq!(cutaway::render::fenced("text", "a\n"), "```text\na\n```\n");
/// ```
pub fn fenced(info: &str, drawing: &str) -> String {
    let longest = drawing.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    let end = if drawing.ends_with('\n') { "" } else { "\n" };
    format!("{fence}{info}\n{drawing}{end}{fence}\n")
}

/// How long the description in an SVG may get, in characters: a screen reader reads all of it in one go.
const DESCRIPTION: usize = 1_000;

fn draw_svg(view: &View, scene: &Scene, options: &Options) -> String {
    let mut options = options.svg.clone();
    options.description.get_or_insert_with(|| outline::paragraph(view, DESCRIPTION));
    svg::render(scene, &options)
}
