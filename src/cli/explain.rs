//! `cutaway explain CODE`: the manual page of a diagnostic, or the list of all.

use super::args::ExplainArgs;
use super::output::Console;
use super::{Exit, Failure};
use crate::diag::{codes, nearest};

/// Prints the page of a code; the table of codes without one.
pub fn run(args: &ExplainArgs, console: Console) -> Result<Exit, Failure> {
    let Some(wanted) = &args.code else {
        let list: String =
            codes::TABLE.iter().map(|entry| format!("{}  {}\n", entry.code, entry.title)).collect();
        console.out(&list)?;
        return Ok(Exit::Done);
    };
    // `error[E0203]`, as it stands in a message, is pasted as often as the code alone.
    let inner = wanted.split_once('[').map_or(wanted.as_str(), |(_, rest)| rest.trim_end_matches(']'));
    let code = inner.trim_matches('`').to_uppercase();
    match codes::TABLE.iter().find(|entry| entry.code.0 == code) {
        Some(entry) => console.out(entry.page)?,
        None => return Err(unknown(wanted, &code)),
    }
    Ok(Exit::Done)
}

fn unknown(wanted: &str, code: &str) -> Failure {
    let failure = Failure::new(format!("there is no code `{}`", super::shown(wanted.as_ref())));
    match nearest(code, codes::TABLE.iter().map(|entry| entry.code.0)) {
        Some(near) => failure.help(format!("did you mean `{near}`? `cutaway explain` lists all codes")),
        None => failure.help("`cutaway explain` lists all codes"),
    }
}
