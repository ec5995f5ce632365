//! Snapshots of the data flow of every journey in the samples, as text, SVG, Mermaid and Markdown.

use crate::corpus::{self, Sample};
use crate::snapshots::folder;
use cutaway::layout::metrics::cells::CellMetrics;
use cutaway::layout::metrics::pixels::PixelMetrics;
use cutaway::layout::{Options, layout};
use cutaway::pipeline;
use cutaway::render::mermaid::MermaidOptions;
use cutaway::render::svg::SvgOptions;
use cutaway::render::text::TextOptions;
use cutaway::render::{journey_list, mermaid, svg, text};
use cutaway::view::View;
use std::path::PathBuf;

/// The snapshots there are.
pub fn known(sample: &Sample) -> Vec<PathBuf> {
    let journeys = sample.compiled.value.model.journeys.iter();
    let forms = [".txt.snap", ".mmd.snap", ".md.snap", ".snap", ".snap.svg"];
    journeys
        .flat_map(|journey| {
            let name = format!("{}-dataflow-{}", sample.stem(), journey.name.value);
            forms.map(|form| folder(sample.family()).join(format!("{name}{form}")))
        })
        .collect()
}

/// Compares with `tests/snapshots/<family>/<stem>-dataflow-<journey>.<form>.snap`.
fn check(sample: &Sample, name: &str, form: &str, content: &str) {
    let name = format!("{}-{name}.{form}", sample.stem());
    insta::with_settings!({
        snapshot_path => folder(sample.family()),
        prepend_module_to_snapshot => false,
        omit_expression => true,
        description => format!("samples/{}.cut", sample.name),
    }, {
        insta::assert_snapshot!(name, content);
    });
}

/// Asks each journey, and fails at the end with all that differ.
fn each(compare: impl Fn(&Sample, &str, &View)) {
    let mut differ = Vec::new();
    for sample in corpus::samples() {
        let model = &sample.compiled.value.model;
        for journey in &model.journeys {
            let view = pipeline::project(model, &format!("dataflow:{}", journey.name.value)).value;
            let name = format!("dataflow-{}", journey.name.value);
            let compared = std::panic::AssertUnwindSafe(|| compare(&sample, &name, &view));
            if std::panic::catch_unwind(compared).is_err() {
                differ.push(format!("{} {name}", sample.name));
            }
        }
    }
    assert!(differ.is_empty(), "{differ:#?} differ: see above");
}

/// At 80 columns and, since a data flow likes to be wide, at 160.
#[test]
fn texts() {
    each(|sample, name, view| {
        let drawn = [80, 160].map(|width| {
            let scene = layout(view, &CellMetrics, Options { width: Some(width), direction: None }).value;
            text::render(&scene, &TextOptions::default())
        });
        check(sample, name, "txt", &drawn.join("\n\n"));
    });
}

#[test]
fn mermaids() {
    each(|sample, name, view| {
        check(sample, name, "mmd", &mermaid::render(view, &MermaidOptions::default()).value);
    });
}

#[test]
fn lists() {
    each(|sample, name, view| check(sample, name, "md", &journey_list::render(view, str::to_owned)));
}

/// A real file each, so that a browser shows it.
#[test]
fn svgs() {
    each(|sample, name, view| {
        let scene = layout(view, &PixelMetrics, Options::default()).value;
        let drawing = svg::render(&scene, &SvgOptions::default());
        insta::with_settings!({
            snapshot_path => folder(sample.family()),
            prepend_module_to_snapshot => false,
            omit_expression => true,
            description => format!("samples/{}.cut", sample.name),
        }, {
            insta::assert_binary_snapshot!(&format!("{}-{name}.svg", sample.stem()), drawing.into_bytes());
        });
    });
}
