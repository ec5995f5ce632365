//! `cutaway render FILE [VIEW…]`: draws views, to standard output or to files.

use super::args::{Ambiguous, CharsetName, RenderArgs, ThemeName, Unit, Way};
use super::output::{Console, DEFAULT_WIDTH, Written, make_folder, terminal_width, write_file};
use super::{Exit, Failure, input, shown};
use crate::design::{Design, DrawError, Drawing, Options};
use crate::diag::Diagnostic;
use crate::render::svg::Theme;
use crate::render::text::Charset;
use crate::render::{self, RENDERERS, Renderer, fenced};
use crate::scene::SceneUnit;
use crate::view::Direction;
use clap::builder::PossibleValue;
use std::path::{Path, PathBuf};

/// The format that prints what the design says, not how a view of it looks: it has no renderer.
const MODEL: &str = "model";

/// The format of a terminal.
const TEXT: &str = "text";

/// The view of those who ask for none.
const DEFAULT_VIEW: &str = "components";

/// The values of `--format`.
pub fn formats() -> Vec<PossibleValue> {
    let renderers = RENDERERS.iter().map(|r| PossibleValue::new(r.name).help(r.summary));
    let mut values: Vec<PossibleValue> = renderers.collect();
    values.push(PossibleValue::new(MODEL).help("what the design says, resolved, as JSON"));
    values.sort_by(|a, b| a.get_name().cmp(b.get_name()));
    values
}

/// Draws the views that are asked for. Nothing is written unless all of them can be drawn.
pub fn run(args: &RenderArgs, console: Console) -> Result<Exit, Failure> {
    let format = Format::choose(args)?;
    let target = Target::choose(args, format)?;
    let input = input::read(&args.file)?;
    console.detail(&format!("read {}: {} bytes", input.name, input.bytes.len()));

    let design = Design::new(&input.name, &input.bytes, &input.sources);
    let mut findings = design.diagnostics().to_vec();
    if design.has_errors() && !args.keep_going {
        console.findings(design.files(), &findings);
        return Ok(Exit::SourceErrors);
    }
    let mut drawings = Vec::new();
    match format {
        Format::Model => drawings.push((MODEL, design.model_json())),
        Format::Drawn(renderer) => {
            let names = args.views.iter().map(String::as_str);
            for name in if args.views.is_empty() { vec![DEFAULT_VIEW] } else { names.collect() } {
                let drawing = match draw(args, &design, name, renderer, &target, console)? {
                    Ok(drawing) => drawing,
                    Err(limit) => {
                        findings.push(*limit);
                        console.findings(design.files(), &findings);
                        return Ok(Exit::SourceErrors);
                    }
                };
                findings.extend(drawing.diagnostics);
                drawings.push((name, drawing.text));
            }
        }
    }
    console.findings(design.files(), &findings);
    target.deliver(&drawings, format, console)?;
    Ok(if design.has_errors() { Exit::SourceErrors } else { Exit::Done })
}

/// What is asked for.
#[derive(Clone, Copy)]
enum Format {
    Model,
    Drawn(&'static Renderer),
}

impl Format {
    /// The option decides, then the extension of the output, then it is text.
    fn choose(args: &RenderArgs) -> Result<Format, Failure> {
        if let Some(name) = args.format.as_deref() {
            let renderer = render::named(name).map(Format::Drawn);
            return Ok(renderer.unwrap_or(Format::Model));
        }
        let extension = args.output.as_deref().and_then(Path::extension).and_then(|e| e.to_str());
        let default = || render::named(TEXT).map(Format::Drawn).unwrap_or(Format::Model);
        let Some(extension) = extension.filter(|_| !args.output.as_deref().is_some_and(Path::is_dir)) else {
            return Ok(default());
        };
        render::for_extension(extension).map(Format::Drawn).ok_or_else(|| {
            let known: Vec<String> =
                RENDERERS.iter().flat_map(|r| r.extensions).map(|e| format!(".{e}")).collect();
            Failure::new(format!("no format is known by the extension `.{}`", shown(extension.as_ref())))
                .help(format!("say `--format`, or use one of {}", known.join(", ")))
        })
    }

    fn extension(self) -> &'static str {
        match self {
            Format::Model => "json",
            Format::Drawn(renderer) => renderer.extensions[0],
        }
    }

    fn joins(self) -> bool {
        matches!(self, Format::Drawn(renderer) if renderer.joins)
    }
}

/// Where drawings go.
enum Target {
    Stdout,
    File(PathBuf),
    Folder(PathBuf),
}

impl Target {
    /// A folder is meant when it is one, when its name ends like one, or when one file could not hold what is asked for.
    fn choose(args: &RenderArgs, format: Format) -> Result<Target, Failure> {
        let several = args.views.len() > 1 && !matches!(format, Format::Model);
        let fenced = args.markdown || args.output.as_deref().is_some_and(is_markdown);
        let separate = several && !format.joins() && !fenced;
        let Some(path) = &args.output else {
            if separate {
                let name = args.format.as_deref().unwrap_or("such");
                return Err(Failure::new(format!("several {name} drawings cannot share one output"))
                    .help("name a folder for them: `-o drawings/`"));
            }
            return Ok(Target::Stdout);
        };
        if path.as_os_str() == "-" {
            return Ok(Target::Stdout);
        }
        let ends_like_one = path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR]);
        if path.is_dir() || ends_like_one || (separate && path.extension().is_none()) {
            return Ok(Target::Folder(path.clone()));
        }
        if separate {
            return Err(Failure::new(format!("`{}` cannot hold several drawings", shown(path)))
                .help("name a folder for them: `-o drawings/`"));
        }
        Ok(Target::File(path.clone()))
    }

    /// Whether what is written is a Markdown page, in which a drawing needs a fence.
    fn is_markdown(&self) -> bool {
        matches!(self, Target::File(path) if is_markdown(path))
    }

    fn deliver(&self, drawings: &[(&str, String)], format: Format, console: Console) -> Result<(), Failure> {
        let joined = || drawings.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
        match self {
            Target::Stdout => console.out(&joined()),
            Target::File(path) => write(path, &joined(), console),
            Target::Folder(folder) => {
                make_folder(folder)?;
                for (name, text) in drawings {
                    write(&folder.join(file_name(name, format.extension())), text, console)?;
                }
                Ok(())
            }
        }
    }
}

fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"))
}

fn write(path: &Path, text: &str, console: Console) -> Result<(), Failure> {
    let what = match write_file(path, text.as_bytes())? {
        Written::Changed => "wrote",
        Written::Same => "unchanged:",
    };
    console.detail(&format!("{what} {}", shown(path)));
    Ok(())
}

/// `dataflow:checkout` is drawn into `dataflow-checkout.svg`: what is special to some file system becomes a hyphen.
fn file_name(view: &str, extension: &str) -> String {
    let safe = view.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' });
    let safe: String = safe.collect();
    // Never hidden, never a way up.
    format!("{}.{extension}", safe.trim_start_matches('.'))
}

/// What the arguments say about drawing, for a drawing that may have colour or not.
fn options(args: &RenderArgs, color: bool) -> Options {
    let width = match (args.width, &args.output) {
        (Some(width), _) => usize::from(width),
        // What goes into a file must not depend on the terminal it was asked for in.
        (None, Some(_)) => DEFAULT_WIDTH,
        (None, None) => terminal_width().unwrap_or(DEFAULT_WIDTH),
    };
    let mut options = Options { width: i32::try_from(width).ok(), ..Options::default() };
    options.direction = args.direction.map(|way| match way {
        Way::Right => Direction::Right,
        Way::Down => Direction::Down,
        Way::Left => Direction::Left,
        Way::Up => Direction::Up,
    });
    options.render.text.color = color;
    options.render.text.charset = match (args.charset, args.ambiguous) {
        (Some(CharsetName::Unicode), _) | (None, Ambiguous::Narrow) => Charset::Unicode,
        (Some(CharsetName::Safe), _) => Charset::Safe,
        (Some(CharsetName::Ascii), _) | (None, Ambiguous::Wide) => Charset::Ascii,
    };
    options.render.svg.theme = match args.theme {
        ThemeName::Auto => Theme::Auto,
        ThemeName::Light => Theme::Light,
        ThemeName::Dark => Theme::Dark,
    };
    options.render.svg.id_prefix.clone_from(&args.id_prefix);
    options.render.unit = match args.unit {
        Unit::Px => SceneUnit::Px,
        Unit::Cell => SceneUnit::Cell,
    };
    options
}

fn no_such_view(args: &RenderArgs, error: &DrawError) -> Failure {
    let failure = Failure::new(error.to_string());
    match error {
        DrawError::View(diagnostic) if !diagnostic.help.is_empty() => {
            failure.help(diagnostic.help.join("; "))
        }
        DrawError::Unsupported { offered, .. } => {
            failure.help(format!("its formats are {}", offered.join(", ")))
        }
        _ => failure.help(format!("`cutaway views {}` lists the views", shown(&args.file))),
    }
}

/// Draws one view, and says what is to be said about it; or gives back why it is too large to be drawn.
fn draw(
    args: &RenderArgs,
    design: &Design,
    name: &str,
    renderer: &Renderer,
    target: &Target,
    console: Console,
) -> Result<Result<Drawing, Box<Diagnostic>>, Failure> {
    let options = options(args, matches!(target, Target::Stdout) && console.colors_out());
    let mut drawing = match design.draw(name, renderer.name, &options) {
        Ok(drawing) => drawing,
        Err(DrawError::Limit(limit)) => return Ok(Err(limit)),
        Err(error) => return Err(no_such_view(args, &error)),
    };
    if let (Some(size), Some(width)) = (drawing.size, options.width)
        && renderer.name == TEXT
        && size.w > width
    {
        console.hint(&format!(
            "note: `{}` takes {} columns, more than the {width} there are",
            shown(name.as_ref()),
            size.w
        ));
    }
    if let Some(info) = renderer.fence.filter(|_| args.markdown || target.is_markdown()) {
        drawing.text = fenced(info, &drawing.text);
    }
    Ok(Ok(drawing))
}
