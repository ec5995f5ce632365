//! What holds for any source: order of declarations means nothing, an unknown name is one diagnostic, nothing panics, and
//! every view is sound.

use crate::fixture::compile;
use cutaway::diag::Severity;
use cutaway::model::Model;
use cutaway::model::json::to_json;
use cutaway::pipeline;
use cutaway::source::MemorySources;
use cutaway::view::View;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const STATEMENTS: [&str; 14] = [
    "system shop \"Shop\" { app web; gateway api; layer data { database sql; queue jobs }; web -> api }",
    "external stripe",
    "lambda resize #fast",
    "kind lambda = edge { shape hexagon }",
    "kind edge = function { accent info }",
    "api -> sql \"reads\" ! down: -> stripe \"elsewhere\"",
    "shop.web -> data.jobs [REST/JSON]",
    "jobs ~> resize",
    "person customer; customer -> web",
    "journey buy { customer -> web -> api; api -> sql }",
    "journey sell { api -> stripe \"pays\" }",
    "view small of components { include shop.*; highlight buy }",
    "style #fast, api { accent warning }",
    "decision d { about buy, sql }",
];

/// What a model says, in no order.
fn facts(model: &Model) -> BTreeSet<String> {
    let path = |id| model.element(id).path.clone();
    let sheet = cutaway::model::StyleSheet::new(model);
    let elements = model.elements.iter().map(|element| {
        format!("{} {} {:?} {:?}", element.path, element.kind, element.base, sheet.look_of(model, element))
    });
    let flows = model.flows.iter().map(|flow| {
        let paths: Vec<String> =
            flow.facts.plans.iter().flat_map(|plan| plan.error_paths()).map(|p| path(p.target)).collect();
        let (from, to) = (path(flow.from), path(flow.to));
        format!("{from} {:?} {to} {} {paths:?} {}", flow.arrow, flow.facts.label(), flow.is_error())
    });
    let steps = model.journeys.iter().flat_map(|journey| {
        let mut steps = Vec::new();
        journey.each_step(&mut |step| {
            let flow = model.flow(step.flow);
            let (from, to) = (path(flow.from), path(flow.to));
            steps.push(format!("{} {:?} {from} {to}", journey.name.value, step.number));
        });
        steps
    });
    elements.chain(flows).chain(steps).collect()
}

proptest! {
    #[test]
    fn independent_declarations_resolve_alike_in_any_order(
        shuffled in Just(STATEMENTS.to_vec()).prop_shuffle()
    ) {
        let ordered = compile(&STATEMENTS.join("\n"));
        let shuffled = compile(&shuffled.join("\n"));
        prop_assert!(ordered.diagnostics.is_empty(), "{:?}", ordered.diagnostics);
        prop_assert!(shuffled.diagnostics.is_empty(), "{:?}", shuffled.diagnostics);
        prop_assert_eq!(facts(&ordered.value.model), facts(&shuffled.value.model));
    }

    #[test]
    fn an_unknown_name_is_one_diagnostic(name in "[a-z][a-z_]{0,9}", at in 0usize..4) {
        let declared = ["shop", "web", "api", "data", "sql", "jobs", "stripe", "resize", "customer"];
        prop_assume!(!declared.contains(&name.as_str()) && name != "buy" && name != "sell");
        let wrong = match at {
            0 => format!("web -> {name} \"x\""),
            1 => format!("web -> api ! down: -> {name} \"x\", retry 3"),
            2 => format!("journey third {{ web -> {name} }}"),
            _ => format!("view third of components {{ collapse {name} }}"),
        };
        let outcome = compile(&format!("{}\n{wrong}", STATEMENTS.join("\n")));
        let codes: Vec<&str> = outcome.diagnostics.iter().map(|found| found.code.0).collect();
        prop_assert_eq!(codes, ["E0203"]);
    }

    #[test]
    fn damaged_sources_do_no_harm(sample in 0usize..1000, cut in any::<(u16, u16)>(), insert in "[{}!,;:\"#/>~<a-c\\[\\]. \n-]{0,6}") {
        let samples = samples();
        let text = &samples[sample % samples.len()].1;
        let chars: Vec<char> = text.chars().collect();
        let start = usize::from(cut.0) % (chars.len() + 1);
        let end = (start + usize::from(cut.1) % 40).min(chars.len());
        let damaged: String =
            chars[..start].iter().collect::<String>() + &insert + &chars[end..].iter().collect::<String>();
        let outcome = pipeline::compile("damaged.cut", damaged.as_str(), &MemorySources::new());
        for found in &outcome.diagnostics {
            let spans = found.related.iter().chain([&found.primary]).map(|label| label.span);
            for span in spans {
                prop_assert!(outcome.value.files[span.file.0 as usize].text.get(span.range()).is_some());
            }
        }
        to_json(&outcome.value.model);
        for (name, _) in pipeline::views(&outcome.value.model) {
            check_view(&pipeline::project(&outcome.value.model, &name).value);
        }
    }
}

/// Every sample that is small enough to be damaged many times, by its path.
fn samples() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        let Ok(entries) = std::fs::read_dir(folder) else { return };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "cut") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join("samples"), &mut paths);
    paths.sort();
    let read = |path: &PathBuf| Some((path.display().to_string(), std::fs::read_to_string(path).ok()?));
    paths
        .iter()
        .filter_map(read)
        .filter(|(path, text)| text.len() < 20_000 && !path.contains("E0223"))
        .collect()
}

/// What layouts and renderers rely on.
fn check_view(view: &View) {
    let mut ids = BTreeSet::new();
    for (index, node) in view.nodes.iter().enumerate() {
        assert!(ids.insert(&node.id), "two nodes `{}`", node.id);
        assert!(!node.label.is_empty());
        assert_eq!(node.label, cutaway::view::clean::line(&node.label));
        if let Some(parent) = node.parent {
            assert!(parent.index() < index, "`{}` stands before its boundary", node.id);
            assert!(view.nodes[parent.index()].container);
        }
    }
    let mut ids = BTreeSet::new();
    for edge in &view.edges {
        assert!(ids.insert(&edge.id), "two edges `{}`", edge.id);
        assert!(edge.from.index() < view.nodes.len() && edge.to.index() < view.nodes.len());
        assert_eq!(edge.label, cutaway::view::clean::line(&edge.label));
    }
}

#[test]
fn every_sample_means_something_and_every_view_of_it_is_sound() {
    for (path, _) in samples() {
        let wrong = path.contains("err") || path.contains("fuzz");
        let path = Path::new(&path);
        let folder = path.parent().expect("a folder").to_path_buf();
        let name = path.file_name().expect("a name").to_string_lossy();
        let path = path.display();
        let outcome = pipeline::load(&name, &Folder(folder)).expect("it can be read");
        let errors: Vec<String> = outcome
            .diagnostics
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .map(|found| format!("{} {}", found.code, found.message))
            .collect();
        assert!(wrong || errors.is_empty(), "{path}: {errors:#?}");
        for (name, _) in pipeline::views(&outcome.value.model) {
            let view = pipeline::project(&outcome.value.model, &name);
            check_view(&view.value);
            assert!(wrong || !view.has_errors(), "{path} {name}");
        }
    }
}

/// The files of a folder.
struct Folder(PathBuf);

impl cutaway::source::Sources for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, cutaway::source::SourceError> {
        std::fs::read(self.0.join(path)).map_err(|_| cutaway::source::SourceError::Missing)
    }
}
