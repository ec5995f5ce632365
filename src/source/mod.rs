//! Source text: files, byte spans, and the lines and columns that people see.

pub mod hidden;

use std::sync::Arc;

/// Which source file a span lies in: an index into the files of one compilation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A half-open byte range in one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A span from `start` to `end` in `file`.
    pub const fn new(file: FileId, start: usize, end: usize) -> Span {
        Span { file, start: start as u32, end: end as u32 }
    }

    /// The smallest span that holds both; `other` is in the same file.
    pub fn to(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The bytes as an index range.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub const fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}

/// One source file: its name as the user wrote it, its text, and where its lines begin.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Which file of the compilation this is.
    pub id: FileId,
    /// The name shown in messages, with `/` between folders.
    pub name: String,
    /// The text, a leading byte-order mark included, so that spans are offsets into the bytes on disk.
    pub text: Arc<str>,
    /// Its lines.
    pub lines: LineIndex,
}

impl SourceFile {
    /// A file named `name` that holds `text`.
    pub fn new(id: FileId, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceFile {
        let text = text.into();
        let lines = LineIndex::new(&text);
        SourceFile { id, name: name.into(), text, lines }
    }

    /// The text under a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// Line and column of a byte offset, both from 1, the column in characters.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        self.lines.position(&self.text, offset)
    }
}

/// Where each line of a text begins. Lines end with LF, CRLF or a lone CR.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Finds the lines of `text`.
    pub fn new(text: &str) -> LineIndex {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (i, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || (byte == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                starts.push(i as u32 + 1);
            }
        }
        LineIndex { starts }
    }

    /// The line that holds byte `offset`, from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset)
    }

    /// The byte at which `line` (from 1) begins.
    pub fn start(&self, line: usize) -> usize {
        self.starts[line - 1] as usize
    }

    /// How many lines there are; a text without a line end is one line.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Line and column of a byte offset, both from 1, the column in characters; a byte-order mark is no character.
    pub fn position(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        let start = self.start(line);
        let column = text[start..offset].chars().filter(|&c| c != '\u{feff}').count() + 1;
        (line, column)
    }
}

/// Where the files of a compilation come from. The library never touches a disk: the command line passes one that does,
/// tests pass a [`MemorySources`].
pub trait Sources {
    /// The bytes of the file `path`, which is relative to the folder of the root file, uses `/`, and holds no `..`
    /// that leads out of that folder.
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError>;
}

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceError {
    /// There is no such file.
    Missing,
    /// It lies outside the root file's folder, by way of a link.
    Outside,
    /// It is a folder.
    Directory,
    /// Anything else, in the system's words.
    Other(String),
}

/// Files held in memory, for tests and for programs that have no disk.
#[derive(Clone, Debug, Default)]
pub struct MemorySources {
    files: std::collections::BTreeMap<String, Vec<u8>>,
}

impl MemorySources {
    /// No files.
    pub fn new() -> MemorySources {
        MemorySources::default()
    }

    /// Adds a file; a later one of the same path replaces it.
    pub fn with(mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> MemorySources {
        self.files.insert(path.into(), bytes.into());
        self
    }
}

impl Sources for MemorySources {
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        self.files.get(path).cloned().ok_or(SourceError::Missing)
    }
}
