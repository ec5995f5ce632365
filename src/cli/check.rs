//! `cutaway check FILE…`: everything that is wrong in the files, in one run, in the form asked for.

use super::args::{CheckArgs, Deny};
use super::output::Console;
use super::{Exit, Failure, input, shown};
use crate::Design;
use crate::diag::emit::{self, Batch, Format};
use crate::diag::{Diagnostic, Severity};
use crate::pipeline::Findings;
use clap::builder::PossibleValue;

/// The values of `--format`.
pub fn formats() -> Vec<PossibleValue> {
    Format::ALL.iter().map(|(_, name, summary)| PossibleValue::new(name).help(summary)).collect()
}

/// Tells the findings on standard output; errors decide the exit code, warnings when they are denied.
pub fn run(args: &CheckArgs, console: Console) -> Result<Exit, Failure> {
    let mut designs = Vec::new();
    let mut unread = false;
    for path in &args.files {
        let input = match input::read(path) {
            Ok(input) => input,
            Err(failure) => {
                // One file that is not there must not hide what is wrong in the others.
                console.failure(&failure);
                unread = true;
                continue;
            }
        };
        console.detail(&format!("read {}: {} bytes", input.name, input.bytes.len()));
        designs.push(Design::new(&input.name, &input.bytes, &input.sources));
    }
    let found: Vec<Findings> = designs.iter().map(Design::findings).collect();
    let kept: Vec<Vec<Diagnostic>> = found.iter().map(|found| keep(found, console.quiet)).collect();
    let batches: Vec<Batch<'_>> = designs
        .iter()
        .zip(&kept)
        .map(|(design, diagnostics)| Batch { files: design.files(), diagnostics })
        .collect();
    let format = Format::from_name(&args.format).unwrap_or_default();
    console.out(&format.tell(&batches, console.look_out()))?;
    if format == Format::Human && !unread && emit::count(&batches).is_none() {
        let files = designs.len();
        console.hint(&format!("{files} file{}, no findings", if files == 1 { "" } else { "s" }));
    }
    for (design, found) in designs.iter().zip(&found).filter(|(_, found)| !found.untried.is_empty()) {
        let file = design.files().first().map_or("", |file| &*file.name);
        console.hint(&format!(
            "note: {}: {} too large to be tried here; `render` tells which hints are not followed",
            shown(file.as_ref()),
            count(&found.untried),
        ));
    }
    let has = |severity| found.iter().flat_map(|found| &found.diagnostics).any(|d| d.severity == severity);
    Ok(if unread {
        Exit::Failure
    } else if has(Severity::Error) {
        Exit::SourceErrors
    } else if args.deny == Some(Deny::Warnings) && has(Severity::Warning) {
        Exit::Findings
    } else {
        Exit::Done
    })
}

/// The findings that are told; quiet means errors alone.
fn keep(found: &Findings, quiet: bool) -> Vec<Diagnostic> {
    found.diagnostics.iter().filter(|d| !quiet || d.severity == Severity::Error).cloned().collect()
}

/// `the view `payments` is`, `3 views are`.
fn count(views: &[String]) -> String {
    match views {
        [view] => format!("the view `{}` is", shown(view.as_ref())),
        views => format!("{} views are", views.len()),
    }
}
