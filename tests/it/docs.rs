//! The documentation shows what the program does: sources come from the samples, output from the commands.
//!
//! In `README.md`, the guide and the reference, three kinds of blocks are kept current:
//!
//! - the fence after `<!-- from: samples/x.cut -->` holds that file;
//! - the fence after `<!-- file: shop.cut -->` is written by hand, and is that file for the commands behind it;
//! - in a `console` fence, what follows a line `$ cutaway …` is what the command prints. It runs in an empty folder with
//!   those files and a copy of `samples/`.
//!
//! An image after `<!-- made by: cutaway … -->` is what the command prints too.
//! `UPDATE_DOCS=1 cargo test docs` brings all of them up to date.

use cutaway::syntax::ast::Mode;
use cutaway::syntax::words::{KINDS, STATEMENTS};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every page that is kept current.
fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md")];
    for folder in ["docs/guide", "docs/reference"] {
        let entries = fs::read_dir(root().join(folder)).into_iter().flatten().flatten();
        pages.extend(
            entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "md")),
        );
    }
    pages.sort();
    pages
}

/// A folder to run commands in: with `samples/`, and with the files of one page.
pub struct Sandbox {
    folder: tempfile::TempDir,
}

impl Sandbox {
    pub fn new() -> Sandbox {
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(&root().join("samples"), &folder.path().join("samples"));
        Sandbox { folder }
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("the sandbox is writable");
    }

    /// What a command line prints: standard output, then standard error.
    pub fn run(&self, line: &str) -> String {
        let words = split(line);
        let (program, arguments) = words.split_first().expect("a command");
        if program == "cat" {
            return fs::read_to_string(self.folder.path().join(&arguments[0])).expect("a file to show");
        }
        assert_eq!(program, "cutaway", "only cutaway can be run in the documentation: {line}");
        let output = Command::new(assert_cmd::cargo::cargo_bin!("cutaway"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("NO_COLOR", "1")
            .output()
            .expect("the program runs");
        let mut text = String::from_utf8(output.stdout).expect("output is UTF-8");
        text.push_str(&String::from_utf8(output.stderr).expect("messages are UTF-8"));
        text
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the sandbox is writable");
    for entry in fs::read_dir(from).into_iter().flatten().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the sandbox is writable");
        }
    }
}

/// A command line in words; double quotes hold words together.
fn split(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("never empty").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A page as it ought to be, and the images that belong to it.
fn refreshed(page: &str) -> (String, Vec<(String, String)>) {
    let sandbox = Sandbox::new();
    let mut images = Vec::new();
    let mut out = String::new();
    let mut lines = page.lines();
    let mut marker: Option<(String, String)> = None;
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if let Some((what, argument)) = comment(line) {
            marker = Some((what, argument));
            continue;
        }
        let ticks = line.chars().take_while(|&c| c == '`').count();
        if ticks >= 3 {
            let fence = "`".repeat(ticks);
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
            let body = body.iter().map(|line| format!("{line}\n")).collect::<String>();
            out.push_str(&match marker.take() {
                Some((what, name)) if what == "from" => {
                    fs::read_to_string(root().join(&name)).unwrap_or_else(|e| panic!("{name}: {e}"))
                }
                Some((what, name)) if what == "file" => {
                    sandbox.write(&name, &body);
                    body
                }
                _ if line.ends_with("console") => replay(&sandbox, &body),
                _ => body,
            });
            out.push_str(&fence);
            out.push('\n');
        } else if line.starts_with("![") {
            if let Some((what, command)) = marker.take() {
                assert_eq!(what, "made by", "an image is made by a command");
                let path = line.rsplit('(').next().unwrap_or("").trim_end_matches(')');
                images.push((path.to_owned(), sandbox.run(&command)));
            }
        } else if !line.is_empty() {
            marker = None;
        }
    }
    (out, images)
}

/// The marker in a comment of a line of its own.
fn comment(line: &str) -> Option<(String, String)> {
    let inside = line.strip_prefix("<!-- ")?.strip_suffix(" -->")?;
    let (what, argument) = inside.split_once(": ")?;
    ["from", "file", "made by"].contains(&what).then(|| (what.to_owned(), argument.to_owned()))
}

/// A console block with fresh output: each command line, and what it prints.
fn replay(sandbox: &Sandbox, body: &str) -> String {
    let mut out = String::new();
    let mut commands = body.lines().filter(|line| line.starts_with("$ ")).peekable();
    while let Some(command) = commands.next() {
        out.push_str(command);
        out.push('\n');
        let printed = sandbox.run(&command[2..]);
        for line in printed.trim_end().lines() {
            out.push_str(line.trim_end());
            out.push('\n');
        }
        if commands.peek().is_some() {
            out.push('\n');
        }
    }
    out
}

#[test]
fn pages_show_what_the_program_does() {
    let update = std::env::var_os("UPDATE_DOCS").is_some();
    let mut stale = Vec::new();
    for path in pages() {
        let page = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let (fresh, images) = refreshed(&page);
        let folder = path.parent().expect("a page lies in a folder");
        let drawn = images.into_iter().map(|(image, text)| (folder.join(image), text));
        for (file, text) in std::iter::once((path.clone(), fresh)).chain(drawn) {
            let name = file.strip_prefix(root()).unwrap_or(&file).display().to_string();
            if fs::read_to_string(&file).is_ok_and(|old| old == text) {
                continue;
            }
            if update {
                fs::create_dir_all(file.parent().expect("a file lies in a folder")).expect("writable");
                fs::write(&file, text).unwrap_or_else(|error| panic!("{name}: {error}"));
            } else {
                let old = fs::read_to_string(&file).unwrap_or_default();
                let diff = similar::TextDiff::from_lines(&old, &text);
                stale.push(format!("{name} is out of date:\n{}", diff.unified_diff().context_radius(2)));
            }
        }
    }
    assert!(stale.is_empty(), "\n{}\nrun UPDATE_DOCS=1 cargo test docs", stale.join("\n"));
}

#[test]
fn every_construct_has_a_page() {
    let index =
        fs::read_to_string(root().join("docs/reference/README.md")).expect("the reference has an index");
    let pages = fs::read_dir(root().join("docs/reference")).expect("the reference is there").flatten();
    for page in pages.map(|entry| entry.file_name().to_string_lossy().into_owned()) {
        if page != "README.md" {
            assert!(index.contains(&format!("]({page})")), "docs/reference/README.md does not list {page}");
        }
    }
}

#[test]
fn every_word_of_the_language_is_in_the_reference() {
    let folder = root().join("docs/reference");
    let pages = fs::read_dir(folder).expect("the reference is there").flatten();
    let all: String = pages.map(|page| fs::read_to_string(page.path()).expect("a page is text")).collect();
    let said: std::collections::BTreeSet<&str> = all
        .split(|c: char| !(c.is_alphanumeric() || "-_".contains(c)))
        .filter(|word| !word.is_empty())
        .collect();
    let modes = Mode::ALL.map(Mode::word);
    let words = KINDS.iter().chain(STATEMENTS).chain(&modes).chain(&ACTIONS);
    let missing: Vec<&&str> = words.filter(|word| !said.contains(**word)).collect();
    assert!(missing.is_empty(), "docs/reference does not mention {missing:?}");
}

/// The words that actions of a failure plan begin with.
const ACTIONS: [&str; 13] = [
    "retry",
    "breaker",
    "alert",
    "respond",
    "show",
    "fail",
    "degrade",
    "fallback",
    "requeue",
    "queue",
    "rollback",
    "compensate",
    "ignore",
];
