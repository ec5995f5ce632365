//! `cutaway completions SHELL`: a script that completes commands and options in that shell.

use super::args::{Cli, CompletionsArgs};
use super::output::Console;
use super::{Exit, Failure};
use clap::CommandFactory;

/// Prints the script.
pub fn run(args: &CompletionsArgs, console: Console) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "cutaway", &mut script);
    console.out(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}
