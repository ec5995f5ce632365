//! Snapshots of every sample in every form, under `tests/snapshots/<family>/`, which mirrors `samples/`; and of the whole
//! message of every wrong sample.
//!
//! The sequences are drawn as text and Mermaid too: `shop.sequence-checkout.txt`.
//!
//! `.ast` what was written, `.model` what it means, `.scene` where everything is in cells and in pixels (so that a moved
//! box is told from a changed pen), `.txt`, `.mmd` and `.svg` what people get. Read a change before accepting it.

use crate::corpus::{self, Sample};
use cutaway::diag::Diagnostic;
use cutaway::diag::emit::{Batch, Format, Look};
use cutaway::layout::metrics::cells::CellMetrics;
use cutaway::layout::metrics::pixels::PixelMetrics;
use cutaway::layout::{Options, layout};
use cutaway::render::mermaid::MermaidOptions;
use cutaway::render::svg::SvgOptions;
use cutaway::render::text::TextOptions;
use cutaway::render::{mermaid, svg, text};
use cutaway::scene::{Scene, Text};
use cutaway::view::{View, ViewKind};
use cutaway::{model, pipeline, syntax};
use std::fmt::Write;
use std::path::{Path, PathBuf};

pub fn folder(family: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(family)
}

/// Compares with `tests/snapshots/<family>/<stem>.<form>.snap`.
fn check(sample: &Sample, form: &str, content: &str) {
    let name = format!("{}.{form}", sample.stem());
    insta::with_settings!({
        snapshot_path => folder(sample.family()),
        prepend_module_to_snapshot => false,
        omit_expression => true,
        description => format!("samples/{}.cut", sample.name),
    }, {
        insta::assert_snapshot!(name, content);
    });
}

/// Asks each sample, and fails at the end with all that differ.
fn each(form: &str, samples: &[Sample], make: impl Fn(&Sample) -> String) {
    let differ: Vec<String> = samples
        .iter()
        .filter(|sample| {
            let content = make(sample);
            std::panic::catch_unwind(|| check(sample, form, &content)).is_err()
        })
        .map(|sample| sample.name.clone())
        .collect();
    assert!(differ.is_empty(), "the {form} of {differ:#?} differs: see above");
}

fn components(sample: &Sample) -> View {
    pipeline::project(&sample.compiled.value.model, "components").value
}

fn cells(sample: &Sample) -> Scene {
    layout(&components(sample), &CellMetrics, Options { width: Some(80), direction: None }).value
}

fn pixels(sample: &Sample) -> Scene {
    layout(&components(sample), &PixelMetrics, Options::default()).value
}

#[test]
fn ast() {
    each("ast", &corpus::samples(), |sample| {
        let file = &sample.compiled.value.files[0];
        syntax::dump(&syntax::parse(file).value)
    });
}

#[test]
fn models() {
    each("model", &corpus::samples(), |sample| model::json::to_json(&sample.compiled.value.model));
}

#[test]
fn scenes() {
    each("scene", &corpus::samples(), |sample| {
        format!("{}\n{}", summary(&cells(sample)), summary(&pixels(sample)))
    });
}

#[test]
fn texts() {
    each("txt", &corpus::samples(), |sample| text::render(&cells(sample), &TextOptions::default()));
}

#[test]
fn mermaids() {
    each("mmd", &corpus::samples(), |sample| {
        mermaid::render(&components(sample), &MermaidOptions::default()).value
    });
}

/// A real file each, so that a browser shows it.
#[test]
fn svgs() {
    let differ: Vec<String> = corpus::samples()
        .iter()
        .filter(|sample| {
            let drawing = svg::render(&pixels(sample), &SvgOptions::default());
            let name = format!("{}.svg", sample.stem());
            let same = std::panic::catch_unwind(|| {
                insta::with_settings!({
                    snapshot_path => folder(sample.family()),
                    prepend_module_to_snapshot => false,
                    omit_expression => true,
                    description => format!("samples/{}.cut", sample.name),
                }, {
                    insta::assert_binary_snapshot!(&name, drawing.into_bytes());
                });
            });
            same.is_err()
        })
        .map(|sample| sample.name.clone())
        .collect();
    assert!(differ.is_empty(), "the svg of {differ:#?} differs: see above");
}

/// The views of a sample besides `components`, in the forms that people get; with the name of their snapshots.
fn others(sample: &Sample) -> Vec<(String, View)> {
    let model = &sample.compiled.value.model;
    let view = |(name, _): (String, String)| {
        let view = pipeline::project(model, &name).value;
        (format!("{}.{}", sample.stem(), name.replace(':', "-")), view)
    };
    pipeline::views(model).into_iter().map(view).filter(|(_, view)| view.kind == ViewKind::Sequence).collect()
}

#[test]
fn sequences() {
    let mut differ = Vec::new();
    for sample in corpus::samples() {
        for (name, view) in others(&sample) {
            let cells = layout(&view, &CellMetrics, Options { width: Some(80), direction: None }).value;
            let text = text::render(&cells, &TextOptions::default());
            let mermaid = mermaid::render(&view, &MermaidOptions::default()).value;
            let pixels = layout(&view, &PixelMetrics, Options::default()).value;
            let picture = svg::render(&pixels, &SvgOptions::default()).into_bytes();
            // What stands behind the first dot of a picture's name is taken for its ending.
            let picture_name = format!("{}.svg", name.replace('.', "-"));
            let same = std::panic::catch_unwind(|| {
                insta::with_settings!({
                    snapshot_path => folder(sample.family()),
                    prepend_module_to_snapshot => false,
                    omit_expression => true,
                    description => format!("samples/{}.cut {}", sample.name, view.name),
                }, {
                    insta::assert_snapshot!(format!("{name}.txt"), text);
                    insta::assert_snapshot!(format!("{name}.mmd"), mermaid);
                    insta::assert_binary_snapshot!(&picture_name, picture);
                });
            });
            differ.extend(same.is_err().then_some(name));
        }
    }
    assert!(differ.is_empty(), "{differ:#?} differ: see above");
}

#[test]
fn messages() {
    each("message", &corpus::wrong("err"), |sample| {
        let compiled = &sample.compiled.value;
        let tell = |diagnostics: &[Diagnostic]| {
            Format::Human.tell(&[Batch { files: &compiled.files, diagnostics }], Look::default())
        };
        // A view can have findings of its own, and so can the layout or an exporter.
        let view = pipeline::project(&compiled.model, "components");
        let drawn = layout(&view.value, &CellMetrics, Options::default()).diagnostics;
        let exported = mermaid::render(&view.value, &MermaidOptions::default()).diagnostics;
        let later: Vec<Diagnostic> = [view.diagnostics, drawn, exported].concat();
        shortened(&(tell(&sample.compiled.diagnostics) + &tell(&later)))
    });
}

/// A long text without its middle, which says nothing new.
fn shortened(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() <= 200 {
        return text.to_owned();
    }
    let left_out = format!("… {} lines …", lines.len() - 60);
    [&lines[..40], &[left_out.as_str()], &lines[lines.len() - 20..]].concat().join("\n")
}

/// A scene in lines: a box or a route each, with its place and its texts.
fn summary(scene: &Scene) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{:?} {}x{} `{}`", scene.unit, scene.size.w, scene.size.h, scene.title);
    for node in &scene.nodes {
        let rect = node.rect;
        let _ = writeln!(
            out,
            "{}{} {} {},{} {}x{}{}{}",
            "  ".repeat(node.depth),
            if node.container { "boundary" } else { "box" },
            node.id,
            rect.x,
            rect.y,
            rect.w,
            rect.h,
            written(&node.texts),
            written(node.badge.as_slice()),
        );
    }
    for edge in &scene.edges {
        let points: Vec<String> =
            edge.points.iter().map(|point| format!("{},{}", point.x, point.y)).collect();
        let _ = writeln!(
            out,
            "{} {}{} {} -> {} {}{}{}",
            edge.id,
            edge.kind.word(),
            if edge.both { " both" } else { "" },
            scene.nodes[edge.from].id,
            scene.nodes[edge.to].id,
            points.join(" "),
            written(&edge.labels),
            written(edge.step.as_slice()),
        );
    }
    let around = scene.heading.iter().chain(&scene.notes).chain(scene.legend.iter().map(|item| &item.text));
    for text in around {
        let _ = writeln!(out, "{:?}{}", text.role, written(std::slice::from_ref(text)));
    }
    out
}

fn written(texts: &[Text]) -> String {
    texts.iter().map(|text| format!(" `{}`@{},{}", text.text, text.rect.x, text.rect.y)).collect()
}

/// A snapshot whose sample is gone is gone too.
#[test]
fn every_snapshot_has_a_sample() {
    let mut known: Vec<PathBuf> = Vec::new();
    for sample in corpus::samples() {
        for ending in ["ast.snap", "model.snap", "scene.snap", "txt.snap", "mmd.snap", "snap", "snap.svg"] {
            known.push(folder(sample.family()).join(format!("{}.{ending}", sample.stem())));
        }
        for (name, _) in others(&sample) {
            for ending in ["txt.snap", "mmd.snap"] {
                known.push(folder(sample.family()).join(format!("{name}.{ending}")));
            }
        }
    }
    known.extend(corpus::samples().iter().flat_map(crate::snapshots_dataflow::known));
    known.extend(
        corpus::wrong("err")
            .iter()
            .map(|sample| folder("err").join(format!("{}.message.snap", sample.stem()))),
    );
    // Further views of a sample have their names behind its own.
    let samples = corpus::samples();
    let belongs = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        samples.iter().any(|sample| {
            path.parent() == Some(&folder(sample.family()))
                && name.strip_prefix(sample.stem()).is_some_and(|rest| rest.starts_with(['.', '-']))
        })
    };
    let mut orphans = Vec::new();
    let mut folders = vec![folder("")];
    while let Some(at) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&at) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if !known.contains(&path)
                && !belongs(&path)
                && !path.to_string_lossy().contains(".snap.new")
            {
                orphans.push(path);
            }
        }
    }
    orphans.sort();
    assert!(orphans.is_empty(), "no sample belongs to {orphans:#?}");
}
