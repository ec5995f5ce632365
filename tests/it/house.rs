//! Keeps the house: who imports whom, what opens a file, how long it may be, and that every code has its page and sample.

use cutaway::diag::codes;
use cutaway::render::RENDERERS;
use cutaway::source::{SourceError, Sources};
use cutaway::{Design, DrawError, Options};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files that are longer than the rule allows, and why that is right.
const LONG_FILES: &[(&str, &str)] = &[(
    "src/syntax/ast.rs",
    "one type for each construct, read as a list; splitting it would hide the whole",
)];

/// Codes without a sample, and where they are tested instead.
const NO_SAMPLE: &[(&str, &str)] = &[
    ("E0131", "17 MB of source, made by a test"),
    ("E0132", "100,001 elements, made by a test"),
    ("E0228", "10,001 operations and bombs of aliases, made by a test"),
];

/// How many lines a source file may have before it needs a reason.
const LONG: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of the project below `folder`, as a path with `/` from the root, sorted.
fn files(folder: &str, extensions: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    walk(&root().join(folder), extensions, &mut found);
    found.sort();
    found
}

fn walk(folder: &Path, extensions: &[&str], found: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["target", ".git", "node_modules"].contains(&name.as_str()) {
                walk(&path, extensions, found);
            }
        } else if extensions.iter().any(|extension| name.ends_with(extension)) {
            let relative = path.strip_prefix(root()).expect("below the root");
            found.push(relative.to_string_lossy().replace('\\', "/"));
        }
    }
}

fn read(path: &str) -> String {
    let bytes = std::fs::read(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    // A sample may be wrong on purpose.
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Fails with every fault at once, so that one run mends all.
fn report(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// The table of `docs/dev/architecture.md`: which modules a module may see.
fn floors() -> BTreeMap<String, Vec<String>> {
    let page = read("docs/dev/architecture.md");
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let words =
        |cell: &str| -> Vec<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    rows.filter_map(|row| {
        let cells: Vec<&str> = row.split('|').collect();
        Some((words(cells.get(1)?).first()?.clone(), words(cells.get(3)?)))
    })
    .collect()
}

/// The modules of ours that a source text names by `crate::…`, in code, each with its line.
fn imports(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or("");
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + "crate::".len()..];
            if let Some(list) = rest.strip_prefix('{') {
                let mut depth = 0;
                let mut first = String::new();
                for c in list.chars().chain(",".chars()) {
                    match c {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 0 => found.push((number + 1, std::mem::take(&mut first))),
                        c if depth == 0 => first.push(c),
                        _ => {}
                    }
                }
            } else {
                found.push((number + 1, rest.to_owned()));
            }
        }
    }
    let word = |path: &str| -> String {
        path.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    found.into_iter().map(|(line, path)| (line, word(&path))).filter(|(_, name)| !name.is_empty()).collect()
}

#[test]
fn imports_point_down() {
    let floors = floors();
    assert!(floors.len() >= 9, "the table of docs/dev/architecture.md was not found");
    let mut faults = Vec::new();
    for path in files("src", &[".rs"]) {
        let inside = path.trim_start_matches("src/");
        let module = inside.split(['/', '.']).next().unwrap_or("");
        if inside == "lib.rs" || inside == "main.rs" {
            continue;
        }
        let Some(seen) = floors.get(module) else {
            faults.push(format!(
                "{path}: the module `{module}` is not in the table of docs/dev/architecture.md"
            ));
            continue;
        };
        for (line, target) in imports(&read(&path)) {
            let is_macro = target.chars().next().is_some_and(char::is_uppercase);
            if target != module && !is_macro && !seen.contains(&target) {
                faults.push(format!("{path}:{line}: `{module}` may not see `{target}`"));
            }
        }
        // A way out of a module that is not spelt `crate::`.
        let depth = inside.matches('/').count() + usize::from(!inside.ends_with("/mod.rs"));
        for (number, line) in read(&path).lines().enumerate() {
            let code = line.split("//").next().unwrap_or("");
            // An indented line may stand in a module of its own, such as the tests.
            if code.contains(&"super::".repeat(depth)) && !line.starts_with(' ') {
                faults.push(format!("{path}:{}: write `crate::` to leave `{module}`", number + 1));
            }
        }
    }
    report(&faults);
}

#[test]
fn every_file_opens_with_what_it_is() {
    let mut faults = Vec::new();
    for path in ["src", "tests", "benches"].iter().flat_map(|folder| files(folder, &[".rs"])) {
        if !read(&path).starts_with("//! ") {
            faults.push(format!("{path}: open it with `//!` and what it is about"));
        }
    }
    report(&faults);
}

#[test]
fn no_file_is_long_without_a_reason() {
    let mut faults = Vec::new();
    for path in files("src", &[".rs"]) {
        let lines = read(&path).lines().count();
        if lines > LONG && !LONG_FILES.iter().any(|(known, _)| *known == path) {
            faults.push(format!(
                "{path}: {lines} lines; give a second idea its own file, or a reason in LONG_FILES"
            ));
        }
    }
    for (path, _) in LONG_FILES {
        let lines = read(path).lines().count();
        if lines <= LONG {
            faults.push(format!("{path}: {lines} lines need no reason any more"));
        }
    }
    report(&faults);
}

#[test]
fn no_line_ends_in_a_blank() {
    let mut faults = Vec::new();
    for path in files("", &[".rs", ".md", ".toml", ".pest", ".mjs"]) {
        for (number, line) in read(&path).lines().enumerate() {
            if line.ends_with([' ', '\t']) {
                faults.push(format!("{path}:{}: ends in a blank", number + 1));
            }
        }
    }
    report(&faults);
}

#[test]
fn no_file_names_a_place_on_somebodys_machine() {
    // Put together here, so that this file does not find itself.
    let places: Vec<String> =
        ["home", "root", "Users", "work"].iter().map(|name| format!("/{name}/")).collect();
    let kinds =
        [".rs", ".md", ".toml", ".pest", ".cut", ".json", ".mjs", ".snap", ".svg", ".txt", ".mmd", "/run"];
    let mut faults = Vec::new();
    for path in files("", &kinds) {
        let text = read(&path);
        for (number, line) in text.lines().enumerate() {
            for place in &places {
                // Only at the start of a path: `docs/work/` is nobody's machine.
                let absolute = line.match_indices(place.as_str()).any(|(at, _)| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-}:/".contains(c))
                });
                if absolute {
                    faults.push(format!("{path}:{}: names `{place}`", number + 1));
                }
            }
        }
    }
    report(&faults);
}

#[test]
fn codes_are_sorted_and_have_pages_and_samples() {
    let mut faults = Vec::new();
    for pair in codes::TABLE.windows(2) {
        if pair[0].code >= pair[1].code {
            faults.push(format!("src/diag/codes.rs: {} stands before {}", pair[0].code, pair[1].code));
        }
    }
    let samples = files("samples/err", &[".cut"]);
    for entry in codes::TABLE {
        let code = entry.code.0;
        let heading = entry.page.lines().next().unwrap_or("");
        if !heading.starts_with(&format!("# {code}")) {
            faults.push(format!("docs/diagnostics/{code}.md: begins with `{heading}`, not with `# {code}`"));
        }
        if !entry.page.contains("```") && !entry.page.contains("\n    ") {
            faults.push(format!("docs/diagnostics/{code}.md: has no example"));
        }
        let sampled = samples.iter().any(|path| path.starts_with(&format!("samples/err/{code}-")));
        let excused = NO_SAMPLE.iter().any(|(known, _)| *known == code);
        if !sampled && !excused {
            faults.push(format!("samples/err/{code}-….cut: there is none"));
        }
        if sampled && excused {
            faults.push(format!("{code} has a sample and needs no excuse in NO_SAMPLE"));
        }
    }
    for page in files("docs/diagnostics", &[".md"]) {
        let name = PathBuf::from(&page).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        if !codes::TABLE.iter().any(|entry| Some(entry.code.0) == name.as_deref()) {
            faults.push(format!("{page}: no such code in src/diag/codes.rs"));
        }
    }
    report(&faults);
}

/// What samples include: the files beside them.
struct Beside(PathBuf);

impl Sources for Beside {
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        let file = self.0.join(path);
        if file.is_dir() {
            return Err(SourceError::Directory);
        }
        std::fs::read(file).map_err(|_| SourceError::Missing)
    }
}

#[test]
fn samples_of_mistakes_yield_the_code_they_are_named_by() {
    let mut faults = Vec::new();
    for path in files("samples/err", &[".cut"]).iter().filter(|path| path.matches('/').count() == 2) {
        let name = path.rsplit('/').next().unwrap_or("");
        let code = name.split('-').next().unwrap_or("");
        let bytes = std::fs::read(root().join(path)).expect("it was listed");
        let design = Design::new(name, &bytes, &Beside(root().join("samples/err")));
        let mut found: Vec<&str> = design.diagnostics().iter().map(|d| d.code.0).collect();
        // Some only shows when it is drawn, by one renderer or another.
        let views = design.views();
        for (view, renderer) in views.iter().flat_map(|view| RENDERERS.iter().map(move |r| (view, r))) {
            if found.contains(&code) {
                break;
            }
            match design.draw(&view.name, renderer.name, &Options::default()) {
                Ok(drawn) => found.extend(drawn.diagnostics.iter().map(|d| d.code.0)),
                Err(DrawError::Limit(limit)) => found.push(limit.code.0),
                // Not every view has every form.
                Err(DrawError::Unsupported { .. }) => {}
                Err(error) => panic!("{path}: {error}"),
            }
        }
        if !found.contains(&code) {
            faults.push(format!("{path}: yields {found:?}"));
        }
    }
    report(&faults);
}
