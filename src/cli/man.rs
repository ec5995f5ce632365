//! `cutaway man [COMMAND]`: a manual page in roff, for `man -l -` or a package.

use super::args::{Cli, ManArgs};
use super::output::Console;
use super::{Exit, Failure};
use clap::CommandFactory;

/// Prints the page of the program, or of one of its commands.
pub fn run(args: &ManArgs, console: Console) -> Result<Exit, Failure> {
    let mut program = Cli::command();
    program.build();
    let command = match &args.command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            // Once built, it is called `cutaway-render`, as pages of commands are.
            Some(command) => command.clone(),
            None => return Err(unknown(name, &program)),
        },
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .map_err(|error| Failure::new(format!("cannot make the page: {error}")))?;
    console.out(&String::from_utf8_lossy(&page))?;
    Ok(Exit::Done)
}

fn unknown(name: &str, program: &clap::Command) -> Failure {
    let names: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
    let failure = Failure::new(format!("there is no command `{}`", super::shown(name.as_ref())));
    match crate::diag::nearest(name, names.iter().copied()) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help(format!("the commands are {}", names.join(", "))),
    }
}
