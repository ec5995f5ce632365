//! `cutaway fmt FILE…`: formats files in place, or says what would change.

use super::args::FmtArgs;
use super::output::{Console, Written, write_file};
use super::{Exit, Failure, input, shown};
use crate::source::{FileId, SourceFile, hidden};
use crate::syntax;
use std::path::Path;

/// Formats each file; one that has errors is left as it is, and the others are formatted all the same.
pub fn run(args: &FmtArgs, console: Console) -> Result<Exit, Failure> {
    let mut worst = Exit::Done;
    for path in &args.files {
        let exit = format_one(path, args.check, console).unwrap_or_else(|failure| {
            console.failure(&failure);
            Exit::Failure
        });
        worst = worst.max(exit);
    }
    Ok(worst)
}

fn format_one(path: &Path, check: bool, console: Console) -> Result<Exit, Failure> {
    let input = input::read(path)?;
    let text = match String::from_utf8(input.bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let lossy = SourceFile::new(FileId(0), input.name, String::from_utf8_lossy(error.as_bytes()));
            console.findings(std::slice::from_ref(&lossy), &[syntax::not_utf8(&lossy, valid)]);
            return Ok(Exit::SourceErrors);
        }
    };
    let file = SourceFile::new(FileId(0), input.name, text);
    let Some(formatted) = syntax::format(&file) else {
        console.findings(std::slice::from_ref(&file), &syntax::parse(&file).diagnostics);
        return Ok(Exit::SourceErrors);
    };
    if check {
        if formatted == *file.text {
            return Ok(Exit::Done);
        }
        let mut diff = diff(&file.name, &file.text, &formatted);
        if console.is_watched() {
            let plain = |c: char| c == '\n' || c == '\t';
            diff = diff.chars().map(|c| if plain(c) { c } else { hidden::visible(c) }).collect();
        }
        console.out(&if console.colors_out() { painted(&diff) } else { diff })?;
        return Ok(Exit::Findings);
    }
    if input::is_stdin(path) {
        console.out(&formatted)?;
    } else if write_file(path, formatted.as_bytes())? == Written::Changed {
        console.detail(&format!("formatted {}", shown(path)));
    }
    Ok(Exit::Done)
}

/// What would change, as `patch` reads it.
fn diff(name: &str, old: &str, new: &str) -> String {
    let changes = similar::TextDiff::from_lines(old, new);
    let mut unified = changes.unified_diff();
    unified.context_radius(3).header(name, &format!("{name} (formatted)")).to_string()
}

/// A diff in the colours that diffs have.
fn painted(diff: &str) -> String {
    let lines = diff.split_inclusive('\n').map(|line| {
        let paint = match line.as_bytes().first() {
            Some(b'+') => "\u{1b}[32m",
            Some(b'-') => "\u{1b}[31m",
            Some(b'@') => "\u{1b}[36m",
            _ => return line.to_owned(),
        };
        match line.strip_suffix('\n') {
            Some(line) => format!("{paint}{line}\u{1b}[0m\n"),
            None => format!("{paint}{line}\u{1b}[0m"),
        }
    });
    lines.collect()
}
