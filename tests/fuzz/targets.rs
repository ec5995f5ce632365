//! What the fuzz targets do with any bytes; the tests run the same on the samples and on generated input.
//!
//! Each takes whatever comes and panics when something that must hold does not.

use cutaway::diag::Diagnostic;
use cutaway::diag::emit::{Batch, Format, Look};
use cutaway::layout::metrics::cells::CellMetrics;
use cutaway::layout::metrics::pixels::PixelMetrics;
use cutaway::layout::{Options, layout};
use cutaway::pipeline;
use cutaway::render;
use cutaway::source::{FileId, MemorySources, SourceFile};
use cutaway::syntax;

/// Views with more boxes than this are not drawn: they take long and show nothing that smaller ones do not.
const DRAWN: usize = 60;

fn file(bytes: &[u8]) -> SourceFile {
    SourceFile::new(FileId(0), "root.cut", String::from_utf8_lossy(bytes).as_ref())
}

/// Every message points at whole characters of its file.
fn points_well(files: &[SourceFile], diagnostics: &[Diagnostic]) {
    for found in diagnostics {
        let labels = found.related.iter().chain(std::iter::once(&found.primary)).map(|label| label.span);
        for span in labels.chain(found.fixes.iter().map(|fix| fix.span)) {
            let text = files.get(span.file.0 as usize).map(|file| &*file.text);
            let slice = text.and_then(|text| text.get(span.range()));
            assert!(slice.is_some(), "{} points at {span:?}, which is no text", found.code);
        }
    }
}

/// The parser always gives a tree.
pub fn parse(bytes: &[u8]) {
    let source = file(bytes);
    let parsed = syntax::parse(&source);
    points_well(std::slice::from_ref(&source), &parsed.diagnostics);
    syntax::dump(&parsed.value);
}

/// What is formatted has the tree it had before, and is formatted for good.
pub fn format_round_trip(bytes: &[u8]) {
    let source = file(bytes);
    let Some(once) = syntax::format(&source) else { return };
    let formatted = file(once.as_bytes());
    let tree = |source: &SourceFile| syntax::dump(&syntax::parse(source).value);
    assert_eq!(tree(&source), tree(&formatted), "formatting changed the tree");
    assert_eq!(syntax::format(&formatted), Some(once), "formatting twice differs from once");
}

/// Any document can be what `api from` names.
pub fn openapi(bytes: &[u8]) {
    let sources = MemorySources::new().with("openapi.yaml", bytes);
    let root = "service a { api from \"openapi.yaml\" }\nservice b { api from \"openapi.yaml\" { GET / } }\n\
                journey j { a -> b \"GET /orders/7\" }\n";
    let compiled = pipeline::compile("root.cut", root, &sources);
    points_well(&compiled.value.files, &compiled.diagnostics);
    let surfaces = &compiled.value.model.surfaces;
    let (first, second) = (&surfaces[0], &surfaces[1]);
    // The body of the second adds one, or refines one.
    let more = second.endpoints.len() - first.endpoints.len();
    assert!(more <= 1, "a body of one endpoint adds {more}");
    assert_eq!(first.complete, second.complete);
    cutaway::model::json::to_json(&compiled.value.model);
    Format::Human
        .tell(&[Batch { files: &compiled.value.files, diagnostics: &compiled.diagnostics }], Look::default());
}

/// Every step and every renderer, on whatever is left of the source.
pub fn compile(bytes: &[u8]) {
    let sources = MemorySources::new().with("other.cut", "service other\n");
    let compiled = pipeline::compile("root.cut", bytes, &sources);
    points_well(&compiled.value.files, &compiled.diagnostics);
    let batches = [Batch { files: &compiled.value.files, diagnostics: &compiled.diagnostics }];
    for (format, ..) in Format::ALL {
        format.tell(&batches, Look::default());
    }
    let model = &compiled.value.model;
    cutaway::model::json::to_json(model);
    for (name, _) in pipeline::views(model) {
        let view = pipeline::project(model, &name).value;
        if view.nodes.len() > DRAWN || view.edges.len() > 2 * DRAWN {
            continue;
        }
        let cells = layout(&view, &CellMetrics, Options { width: Some(80), direction: None }).value;
        render::text::render(&cells, &render::text::TextOptions::default());
        let pixels = layout(&view, &PixelMetrics, Options::default()).value;
        let svg = render::svg::render(&pixels, &render::svg::SvgOptions::default());
        assert!(svg.ends_with("</svg>\n") || svg.ends_with("</svg>"), "the drawing has no end");
        render::mermaid::render(&view, &render::mermaid::MermaidOptions::default());
        render::outline::render(&view);
        render::scene_json::render(&pixels);
    }
}
