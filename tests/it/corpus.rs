//! The samples, as tests read them: each file compiled with its own folder around it.

use cutaway::diag::{Outcome, Severity};
use cutaway::pipeline::{self, Compilation};
use cutaway::source::{SourceError, Sources};
use std::path::{Path, PathBuf};

/// A sample and what it means.
pub struct Sample {
    /// Its path below `samples/`, without the ending, such as `systems/events`.
    pub name: String,
    pub text: String,
    pub compiled: Outcome<Compilation>,
}

impl Sample {
    /// The folder below `samples/` that it lies in; empty for those at the top.
    pub fn family(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(family, _)| family)
    }

    /// Its name without the folder.
    pub fn stem(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }
}

/// The files of one folder and those below it.
pub struct Folder(pub PathBuf);

impl Sources for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        std::fs::read(self.0.join(path)).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => SourceError::Missing,
            std::io::ErrorKind::IsADirectory => SourceError::Directory,
            _ => SourceError::Other(error.to_string()),
        })
    }
}

/// Families whose files are wrong on purpose.
const WRONG: [&str; 2] = ["err", "fuzz"];

/// Every sample that is right, sorted by name.
pub fn samples() -> Vec<Sample> {
    all()
        .into_iter()
        .filter(|sample| !WRONG.iter().any(|family| sample.family().starts_with(family)))
        .collect()
}

/// The samples of a family whose files are wrong on purpose.
pub fn wrong(family: &str) -> Vec<Sample> {
    all().into_iter().filter(|sample| sample.family() == family).collect()
}

fn all() -> Vec<Sample> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut paths = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "cut") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths.iter().map(|path| read(&root, path)).collect()
}

fn read(root: &Path, path: &Path) -> Sample {
    let below = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{below}: {error}"));
    let folder = Folder(path.parent().unwrap_or(root).to_owned());
    let compiled = pipeline::load(&below, &folder).unwrap_or_else(|error| panic!("{below}: {error:?}"));
    Sample {
        name: below.trim_end_matches(".cut").to_owned(),
        text: String::from_utf8_lossy(&bytes).into_owned(),
        compiled,
    }
}

#[test]
fn every_sample_opens_by_saying_what_it_shows() {
    for sample in samples() {
        let opens = sample.text.starts_with("// ") || sample.text.starts_with("/* ");
        assert!(opens, "samples/{}.cut does not open with a comment", sample.name);
    }
}

#[test]
fn every_sample_is_right() {
    let mut said = Vec::new();
    for sample in samples() {
        let view = pipeline::project(&sample.compiled.value.model, "components");
        // A file without an element is a sample too: it draws an empty frame, with a hint.
        let is_empty = sample.compiled.value.model.elements.is_empty();
        for found in sample.compiled.diagnostics.iter().chain(&view.diagnostics) {
            if !(is_empty && found.severity == Severity::Warning) {
                said.push(format!("samples/{}.cut: {}: {}", sample.name, found.code, found.message));
            }
        }
    }
    assert!(said.is_empty(), "\n{}", said.join("\n"));
}

/// Samples that show forms which the formatter straightens.
const AS_WRITTEN: [&str; 4] = ["language/design", "language/flows", "language/plans", "language/strings"];

#[test]
fn every_sample_is_formatted() {
    let mut loose = Vec::new();
    for sample in samples() {
        let root = &sample.compiled.value.files[0];
        let exempt = AS_WRITTEN.contains(&sample.name.as_str());
        if !exempt && cutaway::syntax::format(root).as_deref() != Some(&*root.text) {
            loose.push(format!("samples/{}.cut", sample.name));
        }
    }
    assert!(loose.is_empty(), "`cutaway fmt` changes {loose:#?}");
}
