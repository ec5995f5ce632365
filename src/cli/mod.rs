//! The command line: the one place that touches files, the terminal and the environment.
//!
//! [`main`] reads the arguments and hands over to the file of the command. A command ends with an `Exit`, or with a
//! `Failure` when the outside world or the user's arguments stood in its way; what is wrong in a source is a
//! diagnostic and not a failure.

mod args;
mod check;
mod completions;
mod explain;
mod fmt;
mod input;
mod man;
mod output;
mod render;
mod views;

use crate::source::hidden;
use args::{Cli, Command};
use clap::Parser;
use clap::error::ErrorKind;
use output::Console;
use std::process::ExitCode;

/// How a command ended; the numbers are the exit codes that scripts rely on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// All is well.
    Done = 0,
    /// There are findings, or files that are not as they should be.
    Findings = 1,
    /// The source has errors.
    SourceErrors = 2,
    /// The arguments are wrong, or reading or writing failed.
    Failure = 3,
}

/// Why a command could not do its work.
#[derive(Debug)]
struct Failure {
    message: String,
    help: Option<String>,
}

impl Failure {
    fn new(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Failure {
        self.help = Some(help.into());
        self
    }
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    if std::env::args_os().len() <= 1 {
        Console::plain().err(WELCOME);
        return ExitCode::from(Exit::Failure as u8);
    }
    match Cli::try_parse() {
        Ok(cli) => ExitCode::from(run(cli) as u8),
        Err(error) => {
            // A reader that has gone away before the help was printed is not a failure.
            let _ = error.print();
            let shown = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            ExitCode::from(if shown { Exit::Done } else { Exit::Failure } as u8)
        }
    }
}

const WELCOME: &str = "\
Cutaway draws system architecture from text.

  cutaway shop.cut                  draw a file in the terminal
  cutaway shop.cut -o shop.svg      draw it as SVG (or .mmd, .txt)
  cutaway views shop.cut            list what can be drawn of it
  cutaway check shop.cut            report errors and warnings
  cutaway fmt shop.cut              format it
  cutaway explain E0203             explain a diagnostic

A first file:

  person customer \"Customer\"
  service api \"Shop API\" [Rust]
  database db \"Orders\" [PostgreSQL]
  customer -> api \"orders\" [HTTPS]
  api -> db \"reads, writes\" [SQL]
    ! down: respond 503

`cutaway --help` says more.
";

fn run(cli: Cli) -> Exit {
    let console = Console::new(cli.global);
    let result = match (cli.command, cli.render) {
        (Some(Command::Render(args)), _) | (None, Some(args)) => render::run(&args, console),
        (Some(Command::Views(args)), _) => views::run(&args, console),
        (Some(Command::Check(args)), _) => check::run(&args, console),
        (Some(Command::Fmt(args)), _) => fmt::run(&args, console),
        (Some(Command::Explain(args)), _) => explain::run(&args, console),
        (Some(Command::Completions(args)), _) => completions::run(&args, console),
        (Some(Command::Man(args)), _) => man::run(&args, console),
        (None, None) => Err(Failure::new("no file given").help("`cutaway --help` shows what can be done")),
    };
    result.unwrap_or_else(|failure| {
        console.failure(&failure);
        Exit::Failure
    })
}

/// A path as the user wrote it, fit to be shown.
fn shown(path: &std::path::Path) -> String {
    path.to_string_lossy().chars().map(hidden::visible).collect()
}
