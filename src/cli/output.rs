//! What goes out: standard output, messages on standard error, and files that are written whole or not at all.

use super::args::{ColorWhen, Global};
use super::{Failure, shown};
use crate::diag::emit::{Batch, Format, Look};
use crate::diag::{Diagnostic, Severity};
use crate::source::SourceFile;
use anstream::{AutoStream, ColorChoice};
use std::fs;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// The columns of a drawing or a message when nobody says otherwise: a pipe must not depend on a terminal.
pub const DEFAULT_WIDTH: usize = 80;

/// Messages wider than this are hard to read, however wide the terminal is.
const WIDEST_MESSAGE: usize = 140;

/// Standard output and standard error with the user's wishes about them.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    color: ColorWhen,
    /// Say nothing but errors.
    pub quiet: bool,
    /// Say what is read and written.
    pub verbose: bool,
}

impl Console {
    /// As the options say.
    pub fn new(global: Global) -> Console {
        Console { color: global.color, quiet: global.quiet, verbose: global.verbose }
    }

    /// As if no option was given.
    pub fn plain() -> Console {
        Console { color: ColorWhen::Auto, quiet: false, verbose: false }
    }

    /// Writes to standard output. A reader that has gone away has seen what it wanted: that is no failure.
    pub fn out(self, text: &str) -> Result<(), Failure> {
        match send(std::io::stdout().lock(), self.choice(&std::io::stdout()), text) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(Failure::new(format!("cannot write to standard output: {}", plain_reason(&error))))
            }
            _ => Ok(()),
        }
    }

    /// Writes to standard error; there is nobody left to tell when that fails.
    pub fn err(self, text: &str) {
        let _ = send(std::io::stderr().lock(), self.choice(&std::io::stderr()), text);
    }

    /// Says why a command could not do its work.
    pub fn failure(self, failure: &Failure) {
        let (red, bold, off) =
            if self.colors_err() { ("\u{1b}[1;91m", "\u{1b}[1m", "\u{1b}[0m") } else { ("", "", "") };
        let mut text = format!("{red}error{off}{bold}: {}{off}\n", failure.message);
        if let Some(help) = &failure.help {
            text.push_str(&format!("  = help: {help}\n"));
        }
        self.err(&text);
    }

    /// Says something that is good to know, unless asked to be quiet.
    pub fn hint(self, text: &str) {
        if !self.quiet {
            self.err(&format!("{text}\n"));
        }
    }

    /// Says what is read or written, when asked to.
    pub fn detail(self, text: &str) {
        if self.verbose {
            self.err(&format!("{text}\n"));
        }
    }

    /// Tells findings on standard error; only errors when asked to be quiet.
    pub fn findings(self, files: &[SourceFile], diagnostics: &[Diagnostic]) {
        let keep = |d: &&Diagnostic| !self.quiet || d.severity == Severity::Error;
        let diagnostics: Vec<Diagnostic> = diagnostics.iter().filter(keep).cloned().collect();
        let look = Look { color: self.colors_err(), width: message_width(stderr_width()) };
        self.err(&Format::Human.tell(&[Batch { files, diagnostics: &diagnostics }], look));
    }

    /// How findings look on standard output.
    pub fn look_out(self) -> Look {
        let stdout = std::io::stdout();
        Look { color: self.choice(&stdout) != ColorChoice::Never, width: message_width(terminal_width()) }
    }

    /// Whether a person looks at standard output, who must not be shown what a control character does.
    pub fn is_watched(self) -> bool {
        std::io::stdout().is_terminal()
    }

    /// Whether standard output is to be coloured.
    pub fn colors_out(self) -> bool {
        self.choice(&std::io::stdout()) != ColorChoice::Never
    }

    fn colors_err(self) -> bool {
        self.choice(&std::io::stderr()) != ColorChoice::Never
    }

    /// The flag decides, then `NO_COLOR`, `CLICOLOR_FORCE`, `TERM` and whether a terminal is there.
    fn choice(self, stream: &impl anstream::stream::RawStream) -> ColorChoice {
        match self.color {
            ColorWhen::Always => ColorChoice::AlwaysAnsi,
            ColorWhen::Never => ColorChoice::Never,
            ColorWhen::Auto => AutoStream::choice(stream),
        }
    }
}

/// Writes text that has escapes only when they are wanted; where a terminal does not know them, they become calls.
fn send<S: anstream::stream::RawStream>(mut stream: S, choice: ColorChoice, text: &str) -> std::io::Result<()>
where
    AutoStream<S>: Write,
{
    if choice == ColorChoice::Never {
        stream.write_all(text.as_bytes())?;
        return stream.flush();
    }
    let mut stream = AutoStream::new(stream, choice);
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

/// The columns of the terminal that standard output is, if it is one.
pub fn terminal_width() -> Option<usize> {
    let stdout = std::io::stdout();
    // A pipe is not even asked.
    if stdout.is_terminal() { columns(terminal_size::terminal_size_of(stdout)) } else { None }
}

fn stderr_width() -> Option<usize> {
    let stderr = std::io::stderr();
    if stderr.is_terminal() { columns(terminal_size::terminal_size_of(stderr)) } else { None }
}

fn columns(size: Option<(terminal_size::Width, terminal_size::Height)>) -> Option<usize> {
    size.map(|(width, _)| usize::from(width.0)).filter(|&width| width > 0)
}

/// The columns for messages on a terminal so wide; in a pipe there is none.
fn message_width(terminal: Option<usize>) -> usize {
    terminal.map_or(DEFAULT_WIDTH, |width| width.clamp(40, WIDEST_MESSAGE))
}

/// What writing a file did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// The file is new or has changed.
    Changed,
    /// The file already said so.
    Same,
}

/// Puts `bytes` into the file `path`: whole or not at all. An existing file keeps its mode, a link stays a link, and a
/// file that already holds these bytes is not touched.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<Written, Failure> {
    let fail = |error: &std::io::Error| cannot_write(path, error);
    let existing = match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {
            return Err(Failure::new(format!("cannot write `{}`: it is a folder", shown(path)))
                .help("name a file in it"));
        }
        Ok(metadata) => Some(metadata),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(fail(&error)),
    };
    if let Some(metadata) = &existing {
        if !metadata.is_file() {
            // A device or a pipe cannot be replaced, only written to.
            return fs::write(path, bytes).map(|()| Written::Changed).map_err(|error| fail(&error));
        }
        if fs::read(path).is_ok_and(|old| old == bytes) {
            return Ok(Written::Same);
        }
        if metadata.permissions().readonly() {
            return Err(fail(&ErrorKind::PermissionDenied.into()));
        }
    }
    let target = resolve_links(path).map_err(|error| fail(&error))?;
    let folder = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(Failure::new(format!(
            "cannot write `{}`: the folder `{}` does not exist",
            shown(path),
            shown(folder)
        )));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".cutaway-");
    let permissions = existing.map(|metadata| metadata.permissions());
    #[cfg(unix)]
    if permissions.is_none() {
        // What any new file gets; the process's mask takes its part away.
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(|error| fail(&error))?;
    file.write_all(bytes).map_err(|error| fail(&error))?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions).map_err(|error| fail(&error))?;
    }
    file.persist(&target).map_err(|error| fail(&error.error))?;
    Ok(Written::Changed)
}

/// Makes a folder that may be there already, but not those around it: a slip in a path must not leave a trail.
pub fn make_folder(path: &Path) -> Result<(), Failure> {
    match fs::create_dir(path) {
        Err(_) if path.is_dir() => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(Failure::new(format!("cannot write into `{}`: it is not a folder", shown(path))))
        }
        Err(error) => {
            Err(Failure::new(format!("cannot make the folder `{}`: {}", shown(path), plain_reason(&error))))
        }
        Ok(()) => Ok(()),
    }
}

/// Follows links to the file that is meant, which need not exist.
fn resolve_links(path: &Path) -> std::io::Result<PathBuf> {
    let mut target = path.to_path_buf();
    // As many links in a row as Linux follows.
    for _ in 0..40 {
        match fs::read_link(&target) {
            Ok(link) => target = target.parent().unwrap_or(Path::new("")).join(link),
            Err(_) => return Ok(target),
        }
    }
    Err(ErrorKind::InvalidInput.into())
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("cannot write `{}`: {}", shown(path), plain_reason(error)))
}

/// The system's reason in lower case and without its number.
pub fn plain_reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::StorageFull => "no space left".to_owned(),
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or(&text);
            let mut chars = text.chars();
            chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
        }
    }
}
