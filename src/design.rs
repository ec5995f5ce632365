//! The front door for Rust programs: one value that holds a compiled source, and draws any view of it in any format.
//!
//! In: source text, and where its includes come from. Out: a [`Design`] that is always there, with what was found wrong
//! beside it. Nothing here touches files, clock or environment; the same source gives the same bytes.

use crate::diag::{Diagnostic, Severity, codes};
use crate::geom::{Size, Unit};
use crate::layout::metrics::Metrics;
use crate::layout::metrics::cells::CellMetrics;
use crate::layout::metrics::pixels::PixelMetrics;
use crate::layout::{self, layout};
use crate::model::{self, Model};
use crate::pipeline;
use crate::render::{self, Draw};
use crate::scene::{Scene, SceneUnit};
use crate::source::{MemorySources, SourceFile, Sources, hidden};
use crate::view::{Direction, View};

/// A compiled source.
#[derive(Clone, Debug)]
pub struct Design {
    files: Vec<SourceFile>,
    model: Model,
    diagnostics: Vec<Diagnostic>,
}

/// Compiles a source that includes nothing. `name` is what messages call it, and the title of its drawings for want of a
/// better one.
///
/// ```
/// let design = cutaway::compile("shop", "person ada \"Ada\"\nservice shop \"Shop\"\nada -> shop \"buys\"");
/// assert!(!design.has_errors());
/// let drawing = design.draw("components", "text", &cutaway::Options::default())?;
/// assert!(drawing.text.contains("Ada"));
/// # Ok::<(), cutaway::DrawError>(())
/// ```
pub fn compile(name: &str, text: &str) -> Design {
    Design::new(name, text.as_bytes(), &MemorySources::new())
}

impl Design {
    /// Compiles the source `bytes`; what it includes is read from `sources`.
    ///
    /// ```
    /// use cutaway::source::MemorySources;
    /// let parts = MemorySources::new().with("data.cut", "database sql \"Orders DB\"");
    /// let design = cutaway::Design::new("shop.cut", b"include \"data.cut\"", &parts);
    /// assert_eq!(design.model().elements.len(), 1);
    /// ```
    pub fn new(name: &str, bytes: &[u8], sources: &dyn Sources) -> Design {
        let compiled = pipeline::compile(name, bytes, sources);
        Design { files: compiled.value.files, model: compiled.value.model, diagnostics: compiled.diagnostics }
    }

    /// The files it was compiled from, the root first; the spans of diagnostics point into them.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// What was found: mistakes, and what is likely one.
    ///
    /// ```
    /// let design = cutaway::compile("shop.cut", "service shop\nshop -> bank");
    /// assert_eq!(design.diagnostics()[0].code, cutaway::diag::codes::UNKNOWN_COMPONENT);
    /// ```
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// What was found, and what drawing its views would say besides: a hint that is not followed, a view that shows nothing.
    ///
    /// ```
    /// let design = cutaway::compile("shop", "app web\nservice api\nweb -> api\nrow web api");
    /// assert!(design.diagnostics().is_empty());
    /// assert_eq!(design.findings().diagnostics[0].code, cutaway::diag::codes::HINT_DROPPED);
    /// ```
    pub fn findings(&self) -> pipeline::Findings {
        pipeline::findings(&self.model, &self.diagnostics)
    }

    /// Whether anything found is an error. The rest of the source can still be drawn.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// What the source says, names bound and defaults filled in.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// What the source says, as JSON of the schema `cutaway.model/1`.
    pub fn model_json(&self) -> String {
        hidden::inert_json(model::json::to_json(&self.model))
    }

    /// The views that can be drawn, with their titles.
    ///
    /// ```
    /// let design = cutaway::compile("shop", "service shop \"Shop\"");
    /// assert_eq!(design.views()[0].name, "components");
    /// ```
    pub fn views(&self) -> Vec<ViewName> {
        pipeline::views(&self.model).into_iter().map(|(name, title)| ViewName { name, title }).collect()
    }

    /// What one view shows, before it has a place; with what is to be said about it.
    ///
    /// # Errors
    ///
    /// [`DrawError::View`] when there is no such view, [`DrawError::Limit`] when it is too large for any drawing.
    pub fn view(&self, name: &str) -> Result<(View, Vec<Diagnostic>), DrawError> {
        let outcome = pipeline::project(&self.model, name);
        let wrong = outcome.diagnostics.iter().find(|d| {
            d.severity == Severity::Error && [codes::UNKNOWN_VIEW, codes::UNKNOWN_SUBJECT].contains(&d.code)
        });
        if let Some(found) = outcome.diagnostics.iter().find(|found| found.code == codes::VIEW_TOO_LARGE) {
            return Err(DrawError::Limit(Box::new(found.clone())));
        }
        match wrong {
            Some(diagnostic) => Err(DrawError::View(Box::new(diagnostic.clone()))),
            None => Ok((outcome.value, outcome.diagnostics)),
        }
    }

    /// One view laid out, in pixels or in cells.
    ///
    /// # Errors
    ///
    /// [`DrawError::View`] when there is no such view.
    ///
    /// ```
    /// use cutaway::scene::SceneUnit;
    /// let design = cutaway::compile("shop", "service shop \"Shop\"");
    /// let (scene, _) = design.scene("components", SceneUnit::Px, &cutaway::Options::default())?;
    /// assert_eq!(scene.nodes[0].label, "Shop");
    /// # Ok::<(), cutaway::DrawError>(())
    /// ```
    pub fn scene(
        &self,
        name: &str,
        unit: SceneUnit,
        options: &Options,
    ) -> Result<(Scene, Vec<Diagnostic>), DrawError> {
        let (view, mut diagnostics) = self.view(name)?;
        let scene = place(&view, unit, options, &mut diagnostics)?;
        Ok((scene, diagnostics))
    }

    /// Draws a view in one of the formats of [`render::RENDERERS`].
    ///
    /// # Errors
    ///
    /// [`DrawError`] when there is no such view or format, or the view is too large to be drawn.
    ///
    /// ```
    /// let design = cutaway::compile("shop", "service shop \"Shop\"");
    /// let svg = design.draw("components", "svg", &cutaway::Options::default())?.text;
    /// assert!(svg.starts_with("<svg "));
    /// assert!(design.draw("components", "png", &cutaway::Options::default()).is_err());
    /// # Ok::<(), cutaway::DrawError>(())
    /// ```
    pub fn draw(&self, name: &str, format: &str, options: &Options) -> Result<Drawing, DrawError> {
        let renderer = render::named(format).ok_or_else(|| DrawError::Format(format.to_owned()))?;
        let (view, mut diagnostics) = self.view(name)?;
        if !(renderer.serves)(view.kind) {
            let (kind, view, format) = (view.kind, view.name, format.to_owned());
            return Err(DrawError::Unsupported { view, format, offered: render::serving(kind).collect() });
        }
        let (text, size) = match renderer.draw {
            Draw::Scene(unit, draw) => {
                let unit = unit.unwrap_or(options.render.unit);
                let scene = place(&view, unit, options, &mut diagnostics)?;
                (draw(&view, &scene, &options.render), Some(scene.size))
            }
            Draw::View(draw) => {
                let outcome = draw(&view, &options.render);
                diagnostics.extend(outcome.diagnostics);
                (outcome.value, None)
            }
        };
        Ok(Drawing { text, size, diagnostics })
    }
}

/// A view that can be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewName {
    /// What it is asked for by, such as `components`.
    pub name: String,
    /// What stands above it.
    pub title: String,
}

/// A drawing.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// The drawing in the format asked for.
    pub text: String,
    /// How large it is, in cells or pixels, when it was laid out here.
    pub size: Option<Size>,
    /// What is to be said about it: a hint that could not be followed, a limit that is near.
    pub diagnostics: Vec<Diagnostic>,
}

/// How to draw.
#[derive(Clone, Debug)]
pub struct Options {
    /// The columns that a drawing in cells should not exceed; one that cannot be that narrow is drawn whole all the same.
    pub width: Option<Unit>,
    /// Where flows run; overrides what the source says.
    pub direction: Option<Direction>,
    /// What each renderer offers.
    pub render: render::Options,
}

impl Default for Options {
    fn default() -> Options {
        Options { width: Some(80), direction: None, render: render::Options::default() }
    }
}

/// Why nothing could be drawn: what was asked for does not exist, or has no end.
#[derive(Clone, Debug)]
pub enum DrawError {
    /// There is no such view.
    View(Box<Diagnostic>),
    /// There is no such format.
    Format(String),
    /// The view has no such form, as a table has none in Mermaid.
    Unsupported {
        /// The view.
        view: String,
        /// The format asked for.
        format: String,
        /// The formats it can be drawn in.
        offered: Vec<&'static str>,
    },
    /// The view is too large to be drawn.
    Limit(Box<Diagnostic>),
}

impl std::fmt::Display for DrawError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DrawError::View(diagnostic) | DrawError::Limit(diagnostic) => f.write_str(&diagnostic.message),
            DrawError::Format(format) => write!(f, "there is no format `{format}`"),
            DrawError::Unsupported { view, format, .. } => write!(f, "`{view}` cannot be drawn as {format}"),
        }
    }
}

impl std::error::Error for DrawError {}

fn place(
    view: &View,
    unit: SceneUnit,
    options: &Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Scene, DrawError> {
    let (metrics, width): (&dyn Metrics, _) = match unit {
        SceneUnit::Cell => (&CellMetrics, options.width),
        SceneUnit::Px => (&PixelMetrics, None),
    };
    let outcome = layout(view, metrics, layout::Options { width, direction: options.direction });
    for found in outcome.diagnostics {
        if found.severity == Severity::Error {
            return Err(DrawError::Limit(Box::new(found)));
        }
        diagnostics.push(found);
    }
    Ok(outcome.value)
}
