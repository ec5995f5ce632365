//! What comes in: a root file or standard input, and the files beside it that it includes.

use super::output::plain_reason;
use super::{Failure, shown};
use crate::source::{SourceError, Sources};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// What a root file is called in messages when it is standard input.
pub const STDIN_NAME: &str = "<stdin>";

/// More than any source may hold: reading stops here, so that an endless device ends, and the compiler says the rest.
const READ_LIMIT: u64 = 64 << 20;

/// A root file.
#[derive(Debug)]
pub struct Input {
    /// Its name in messages: as the user wrote it.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// The files it may include.
    pub sources: FileSources,
}

/// Reads the root file `path`; `-` is standard input, which includes files of the current folder.
pub fn read(path: &Path) -> Result<Input, Failure> {
    if is_stdin(path) {
        let bytes = read_limited(std::io::stdin().lock())
            .map_err(|error| Failure::new(format!("cannot read standard input: {}", plain_reason(&error))))?;
        return Ok(Input { name: STDIN_NAME.to_owned(), bytes, sources: FileSources::below(Path::new("")) });
    }
    let bytes = File::open(path)
        .and_then(
            |file| if file.metadata()?.is_dir() { Err(ErrorKind::IsADirectory.into()) } else { Ok(file) },
        )
        .and_then(read_limited)
        .map_err(|error| cannot_read(path, &error))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    Ok(Input { name: shown(path), bytes, sources: FileSources::below(folder) })
}

/// Whether a path means standard input.
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The files in and below one folder. Nothing outside is read, wherever links lead.
#[derive(Clone, Debug)]
pub struct FileSources {
    folder: PathBuf,
}

impl FileSources {
    /// The files in and below `folder`.
    pub fn below(folder: &Path) -> FileSources {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        FileSources { folder: folder.to_path_buf() }
    }
}

impl Sources for FileSources {
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        let other = |error: std::io::Error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => SourceError::Missing,
            _ => SourceError::Other(plain_reason(&error)),
        };
        let root = fs::canonicalize(&self.folder).map_err(other)?;
        // Joining an absolute path forgets the folder; the check below then finds it outside.
        let file = fs::canonicalize(self.folder.join(path)).map_err(other)?;
        if !file.starts_with(&root) {
            return Err(SourceError::Outside);
        }
        let metadata = fs::metadata(&file).map_err(other)?;
        if metadata.is_dir() {
            return Err(SourceError::Directory);
        }
        if !metadata.is_file() {
            return Err(SourceError::Other("it is not a regular file".to_owned()));
        }
        File::open(&file).and_then(read_limited).map_err(other)
    }
}

fn read_limited(reader: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(READ_LIMIT).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Failure {
    let name = shown(path);
    match error.kind() {
        ErrorKind::IsADirectory => {
            Failure::new(format!("`{name}` is a folder")).help("name a `.cut` file in it")
        }
        ErrorKind::NotFound => {
            let failure = Failure::new(format!("there is no file `{name}`"));
            match suggestion(path) {
                Some(help) => failure.help(help),
                None => failure,
            }
        }
        _ => Failure::new(format!("cannot read `{name}`: {}", plain_reason(error))),
    }
}

/// What may have been meant by a file that is not there: a command with a slip, the extension left out, a near name.
fn suggestion(path: &Path) -> Option<String> {
    let word = path.to_str()?;
    let with_extension = path.with_extension("cut");
    if path.extension().is_none() && with_extension.is_file() {
        return Some(format!("did you mean `{}`?", shown(&with_extension)));
    }
    let commands = ["check", "completions", "explain", "fmt", "help", "man", "render", "views"];
    if let Some(command) = crate::diag::nearest(word, commands) {
        return Some(format!("did you mean the command `cutaway {command}`?"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut names: Vec<String> = fs::read_dir(folder.unwrap_or(Path::new(".")))
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".cut"))
        .collect();
    names.sort();
    let near = crate::diag::nearest(path.file_name()?.to_str()?, names.iter().map(String::as_str))?;
    let near = folder.map_or_else(|| PathBuf::from(near), |folder| folder.join(near));
    Some(format!("did you mean `{}`?", shown(&near)))
}
