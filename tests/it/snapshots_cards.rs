//! Snapshots of the views that are tables, of the samples that are about them: each view in each format, beside those of the
//! component view, as `<sample>.<view>.<form>`; drawings as `<sample>-<view>.svg`.

use crate::corpus;
use cutaway::render::text::Charset;
use cutaway::view::ViewKind;
use cutaway::{Design, Options};
use std::path::Path;

/// The samples, by what they are about.
const ABOUT: [&str; 7] = [
    "shop",
    "language/surfaces",
    "surfaces/communication",
    "surfaces/empty",
    "surfaces/orders",
    "surfaces/platform",
    "data/shop",
];

/// The formats, with the endings of their snapshots.
const FORMATS: [(&str, &str); 6] = [
    ("text", "txt"),
    ("mermaid", "mmd"),
    ("markdown", "md"),
    ("csv", "csv"),
    ("outline", "outline"),
    ("scene", "scene"),
];

#[test]
fn every_view_in_every_format() {
    let mut differ = Vec::new();
    for sample in corpus::samples() {
        if !ABOUT.contains(&sample.name.as_str()) && sample.name != "surfaces/traffic" {
            continue;
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample.family());
        let design = Design::new(&sample.name, sample.text.as_bytes(), &corpus::Folder(folder));
        for view in design.views() {
            let kind = design.view(&view.name).expect("listed").0.kind;
            if !matches!(kind, ViewKind::Api | ViewKind::Matrix | ViewKind::Entities) {
                continue;
            }
            let name = format!("{}.{}", sample.stem(), view.name.replace(':', "-"));
            let settings = |check: &dyn Fn()| {
                insta::with_settings!({
                    snapshot_path => Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(sample.family()),
                    prepend_module_to_snapshot => false,
                    omit_expression => true,
                    description => format!("samples/{}.cut {}", sample.name, view.name),
                }, { std::panic::catch_unwind(std::panic::AssertUnwindSafe(check)).is_ok() })
            };
            for (format, ending) in FORMATS {
                let mut options = Options::default();
                options.render.unit = cutaway::scene::SceneUnit::Cell;
                let Ok(drawing) = design.draw(&view.name, format, &options) else { continue };
                if !settings(&|| insta::assert_snapshot!(format!("{name}.{ending}"), drawing.text)) {
                    differ.push(format!("{name}.{ending}"));
                }
            }
            let mut options = Options { width: Some(120), ..Options::default() };
            options.render.text.charset = Charset::Ascii;
            let ascii = design.draw(&view.name, "text", &options).expect("drawn").text;
            if !settings(&|| insta::assert_snapshot!(format!("{name}.ascii-120"), ascii)) {
                differ.push(format!("{name}.ascii-120"));
            }
            let svg = design.draw(&view.name, "svg", &Options::default()).expect("drawn").text;
            // What follows the first dot of a binary snapshot is its extension.
            let file = format!("{}.svg", name.replace('.', "-"));
            if !settings(&|| insta::assert_binary_snapshot!(&file, svg.clone().into_bytes())) {
                differ.push(file);
            }
        }
    }
    assert!(differ.is_empty(), "{differ:#?} differ: see above");
}
