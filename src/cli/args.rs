//! What can be typed: the commands, their arguments and their help. No behaviour lives here.

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Draws system architecture from text: components, boundaries, flows, and what happens when they break.
#[derive(Debug, Parser)]
#[command(
    name = "cutaway",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    max_term_width = 100,
    after_help = "`cutaway FILE` is short for `cutaway render FILE`.\n\
                  Exit codes: 0 done, 1 findings or stale files, 2 errors in the source, 3 wrong usage or failed input or output."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Plain `cutaway FILE` draws.
    #[command(flatten)]
    pub render: Option<RenderArgs>,
    /// What every command understands.
    #[command(flatten)]
    pub global: Global,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Draw views of a file
    Render(RenderArgs),
    /// List the views of a file
    Views(ViewsArgs),
    /// Report errors and warnings without drawing
    Check(CheckArgs),
    /// Format files in place
    Fmt(FmtArgs),
    /// Explain a diagnostic code
    Explain(ExplainArgs),
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print a manual page (roff)
    Man(ManArgs),
}

/// Options of every command.
#[derive(Clone, Copy, Debug, Args)]
pub struct Global {
    /// When to use colour
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColorWhen::Auto, global = true, help_heading = "Global options")]
    pub color: ColorWhen,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Global options")]
    pub quiet: bool,
    /// Say what is read and written
    #[arg(short, long, global = true, help_heading = "Global options")]
    pub verbose: bool,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Even into a pipe
    Always,
    /// Not at all
    Never,
}

/// `cutaway render`.
#[derive(Debug, Args)]
pub struct RenderArgs {
    /// The source file, or `-` for standard input
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub file: PathBuf,
    /// Which views to draw; `cutaway views FILE` lists them [default: components]
    #[arg(value_name = "VIEW")]
    pub views: Vec<String>,
    /// Where to write: a file, or a folder for several views [default: standard output]
    #[arg(short, long, value_name = "PATH", value_hint = clap::ValueHint::AnyPath)]
    pub output: Option<PathBuf>,
    /// How to draw [default: by the extension of the output, else text]
    #[arg(short, long, value_parser = PossibleValuesParser::new(super::render::formats()))]
    pub format: Option<String>,
    /// Columns a text drawing may take [default: the terminal's, or 80]
    #[arg(short, long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=10_000))]
    pub width: Option<u16>,
    /// Characters of a text drawing
    #[arg(long, value_enum, value_name = "SET")]
    pub charset: Option<CharsetName>,
    /// How wide the terminal draws characters of ambiguous width; `wide` draws in ASCII
    #[arg(long, value_enum, value_name = "WIDTH", default_value_t = Ambiguous::Narrow)]
    pub ambiguous: Ambiguous,
    /// Which way flows run, when the source does not say
    #[arg(long, value_enum, value_name = "WAY")]
    pub direction: Option<Way>,
    /// Colours of an SVG
    #[arg(long, value_enum, value_name = "THEME", default_value_t = ThemeName::Auto)]
    pub theme: ThemeName,
    /// What the ids in an SVG begin with [default: made from the content]
    #[arg(long, value_name = "PREFIX", value_parser = id_prefix)]
    pub id_prefix: Option<String>,
    /// What the lengths of a scene are
    #[arg(long, value_enum, value_name = "UNIT", default_value_t = Unit::Px)]
    pub unit: Unit,
    /// Put a Markdown fence around text and Mermaid
    #[arg(long)]
    pub markdown: bool,
    /// Draw what can be understood even when the source has errors
    #[arg(long)]
    pub keep_going: bool,
}

/// The sets of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CharsetName {
    /// Box drawing with the heads ▶▼◀▲
    Unicode,
    /// Box drawing with the heads ►▼◄▲, which no font turns into emoji
    Safe,
    /// Plain ASCII
    Ascii,
}

/// How wide a terminal draws characters of ambiguous width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Ambiguous {
    /// One cell
    Narrow,
    /// Two cells, as some East Asian terminals do
    Wide,
}

/// Which way flows run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs, reason = "each variant is the word of the same name")]
pub enum Way {
    Right,
    Down,
    Left,
    Up,
}

/// The themes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ThemeName {
    /// Light or dark as the reader's system asks
    Auto,
    /// Light
    Light,
    /// Dark
    Dark,
}

/// The units of a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Unit {
    /// Pixels, the geometry of the SVG
    Px,
    /// Cells, the geometry of the text
    Cell,
}

/// `cutaway views`.
#[derive(Debug, Args)]
pub struct ViewsArgs {
    /// The source file, or `-` for standard input
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub file: PathBuf,
}

/// `cutaway check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The source files, or `-` for standard input
    #[arg(value_name = "FILE", required = true, value_hint = clap::ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// How to report
    #[arg(short, long, default_value = "human", value_parser = PossibleValuesParser::new(super::check::formats()))]
    pub format: String,
    /// What makes the check fail besides errors
    #[arg(long, value_enum, value_name = "WHAT")]
    pub deny: Option<Deny>,
}

/// What makes a check fail besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Warnings
    Warnings,
}

/// `cutaway fmt`.
#[derive(Debug, Args)]
pub struct FmtArgs {
    /// The source files; `-` formats standard input to standard output
    #[arg(value_name = "FILE", required = true, value_hint = clap::ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Change nothing: print what would change, and fail if anything would
    #[arg(long)]
    pub check: bool,
}

/// `cutaway explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The code, such as E0203; all codes are listed without one
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// `cutaway completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// `cutaway man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// The command to describe [default: cutaway itself]
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// An id prefix begins with a letter and goes on with letters, digits, `-` and `_`, so that ids stay valid and inert.
fn id_prefix(value: &str) -> Result<String, String> {
    let mut chars = value.chars();
    let starts = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
    if starts && chars.all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
        Ok(value.to_owned())
    } else {
        Err("begin with a letter; letters, digits, `-` and `_` may follow".to_owned())
    }
}
