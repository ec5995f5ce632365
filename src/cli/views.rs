//! `cutaway views FILE`: what can be drawn of a file, a view a line, its name and its title.

use super::args::ViewsArgs;
use super::output::Console;
use super::{Exit, Failure, input};
use crate::Design;
use crate::scene::cells;

/// Lists the views; a source with errors has none to promise.
pub fn run(args: &ViewsArgs, console: Console) -> Result<Exit, Failure> {
    let input = input::read(&args.file)?;
    let design = Design::new(&input.name, &input.bytes, &input.sources);
    console.findings(design.files(), design.diagnostics());
    if design.has_errors() {
        return Ok(Exit::SourceErrors);
    }
    let views = design.views();
    // Names are user's words, so they are aligned by cells; one very long name does not push all titles away.
    let column =
        views.iter().map(|view| cells::width(&view.name)).filter(|&width| width <= 40).max().unwrap_or(0);
    let mut list = String::new();
    for view in &views {
        let gap = column.saturating_sub(cells::width(&view.name)) + 2;
        list.push_str(&view.name);
        if !view.title.is_empty() {
            list.push_str(&" ".repeat(gap));
            list.push_str(&view.title);
        }
        list.push('\n');
    }
    console.out(&list)?;
    Ok(Exit::Done)
}
