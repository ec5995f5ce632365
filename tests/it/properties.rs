//! What holds for any design: generated ones, in both units, in every direction, at any width.
//!
//! The cases follow from a fixed seed, so that a run today is a run tomorrow. `PROPTEST_CASES` asks for more of them and
//! `PROPTEST_RNG_SEED` for others. A find shrinks to the few boxes and flows that matter, and leaves its source in the message.

use crate::corpus;
use crate::generate::{Extent, designs, designs_within};
use crate::geometry;
use crate::reader::{self, Signs};
use cutaway::layout::metrics::cells::CellMetrics;
use cutaway::layout::metrics::pixels::PixelMetrics;
use cutaway::layout::{Options, layout};
use cutaway::pipeline;
use cutaway::render;
use cutaway::render::svg::SvgOptions;
use cutaway::render::text::{Charset, TextOptions};
use cutaway::scene::{Scene, SceneUnit, faults};
use cutaway::source::MemorySources;
use cutaway::view::{Direction, NodeId, View};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestCaseError};

/// How many cases, unless the environment asks for another number.
pub fn config(cases: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    ProptestConfig {
        cases: if asked.cases == 256 { cases } else { asked.cases },
        rng_seed: if asked.rng_seed == RngSeed::Random { RngSeed::Fixed(1) } else { asked.rng_seed },
        max_shrink_iters: 4_000,
        max_shrink_time: 20_000,
        failure_persistence: None,
        ..asked
    }
}

/// How a drawing is asked for.
fn settings() -> impl Strategy<Value = (SceneUnit, Options)> {
    let cells = (
        prop_oneof![Just(None), Just(Some(80)), Just(Some(120)), Just(Some(30))],
        proptest::option::weighted(0.3, directions()),
    )
        .prop_map(|(width, direction)| (SceneUnit::Cell, Options { width, direction }));
    let pixels =
        (prop_oneof![3 => Just(None), 1 => Just(Some(700))], proptest::option::weighted(0.3, directions()))
            .prop_map(|(width, direction)| (SceneUnit::Px, Options { width, direction }));
    prop_oneof![3 => cells, 2 => pixels]
}

fn directions() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Direction::Down), Just(Direction::Right), Just(Direction::Up), Just(Direction::Left)]
}

/// Lays a view out.
pub fn draw(view: &View, unit: SceneUnit, options: Options) -> Scene {
    match unit {
        SceneUnit::Cell => layout(view, &CellMetrics, options).value,
        SceneUnit::Px => layout(view, &PixelMetrics, options).value,
    }
}

/// The scene shows the view, all of it and nothing else.
fn shows(view: &View, scene: &Scene) -> Result<(), TestCaseError> {
    let asked: Vec<_> = view
        .nodes
        .iter()
        .map(|node| (&node.id, node.parent.map(|parent| &view.nodes[parent.index()].id), node.container))
        .collect();
    let drawn: Vec<_> = scene
        .nodes
        .iter()
        .map(|node| (&node.id, node.parent.map(|parent| &scene.nodes[parent].id), node.container))
        .collect();
    prop_assert_eq!(asked, drawn);
    let asked: Vec<_> = view
        .edges
        .iter()
        .map(|edge| {
            let ends = (&view.nodes[edge.from.index()].id, &view.nodes[edge.to.index()].id);
            (&edge.id, ends, edge.kind, edge.both, edge.caption())
        })
        .collect();
    let drawn: Vec<_> = scene
        .edges
        .iter()
        .map(|edge| {
            let ends = (&scene.nodes[edge.from].id, &scene.nodes[edge.to].id);
            (&edge.id, ends, edge.kind, edge.both, edge.caption.clone())
        })
        .collect();
    prop_assert_eq!(asked, drawn);
    Ok(())
}

fn sound(scene: &Scene) -> Result<(), TestCaseError> {
    let faults = faults::find(scene);
    let list: Vec<String> = faults.iter().take(10).map(ToString::to_string).collect();
    prop_assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), list.join("\n"));
    Ok(())
}

/// Edges as a sorted list, so that two views compare whatever their order.
fn lines(view: &View) -> Vec<String> {
    let mut lines: Vec<String> = view
        .edges
        .iter()
        .map(|edge| {
            let id = |node: NodeId| &view.nodes[node.index()].id;
            let heads = if edge.both { "both ways" } else { "" };
            format!("{} -> {} {} {heads} {}", id(edge.from), id(edge.to), edge.kind.word(), edge.caption())
        })
        .collect();
    lines.sort();
    lines
}

/// What a box is, as far as the source says it.
fn boxes(view: &View) -> Vec<String> {
    view.nodes
        .iter()
        .map(|node| {
            let row = |row: &[NodeId]| {
                row.iter().map(|id| view.nodes[id.index()].id.as_str()).collect::<Vec<_>>().join(" ")
            };
            let rows: Vec<String> = node.hints.rows.iter().map(|(members, _)| row(members)).collect();
            let above: Vec<String> =
                node.hints.above.iter().map(|&(upper, lower, _)| row(&[upper, lower])).collect();
            format!(
                "{} {} `{}` {:?} {:?} in {:?} {} {:?} row {rows:?} above {above:?}",
                node.kind,
                node.id,
                node.label,
                node.tech,
                node.does,
                node.parent,
                if node.container { "boundary" } else { "leaf" },
                node.direction,
            )
        })
        .collect()
}

proptest! {
    #![proptest_config(config(200))]

    /// What was written is what is drawn: the source of a design comes out of the pipeline as the design.
    #[test]
    fn the_pipeline_recovers_the_design(design in designs_within(Extent { boxes: 25, flows: 40 })) {
        let compiled = pipeline::compile("generated.cut", design.source.as_str(), &MemorySources::new());
        let said: Vec<&str> = compiled.diagnostics.iter().map(|found| found.message.as_str()).collect();
        prop_assert!(said.is_empty(), "a right source gets messages: {said:?}");
        let (view, expected) = (pipeline::project(&compiled.value.model, "components").value, design.view());
        prop_assert_eq!(boxes(&view), boxes(&expected));
        prop_assert_eq!(lines(&view), lines(&expected));
        prop_assert_eq!(view.direction, expected.direction);
    }
}

proptest! {
    #![proptest_config(config(60))]

    /// The same for designs of up to 200 boxes.
    #[test]
    fn every_drawing_is_sound(design in designs(), (unit, options) in settings()) {
        let view = design.view();
        let scene = draw(&view, unit, options);
        shows(&view, &scene)?;
        sound(&scene)?;
    }
}

proptest! {
    #![proptest_config(config(300))]

    /// The rules of `scene` hold, whatever is drawn and however it is asked for. Small designs show most faults, and
    /// show them best.
    #[test]
    fn every_small_drawing_is_sound(
        design in designs_within(Extent { boxes: 8, flows: 12 }),
        (unit, options) in settings(),
    ) {
        let view = design.view();
        let scene = draw(&view, unit, options);
        shows(&view, &scene)?;
        sound(&scene)?;
    }

    /// The same view gives the same scene.
    #[test]
    fn two_runs_draw_the_same(
        design in designs_within(Extent { boxes: 30, flows: 50 }),
        (unit, options) in settings(),
    ) {
        let view = design.view();
        let (one, other) = (draw(&view, unit, options), draw(&view, unit, options));
        prop_assert_eq!(format!("{one:?}"), format!("{other:?}"));
    }

    /// The SVG is XML that any reader takes, holds every box and flow under its id, and nothing that acts or loads.
    #[test]
    fn every_svg_is_well_formed_and_inert(design in designs_within(Extent { boxes: 25, flows: 40 })) {
        let view = design.view();
        let scene = draw(&view, SceneUnit::Px, Options::default());
        let svg = render::svg::render(&scene, &SvgOptions::default());
        let document = match roxmltree::Document::parse(&svg) {
            Ok(document) => document,
            Err(error) => return Err(TestCaseError::fail(format!("{error} in\n{svg}"))),
        };
        let mut ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("data-id")).collect();
        ids.sort_unstable();
        let mut asked: Vec<&str> = view.nodes.iter().map(|node| node.id.as_str()).collect();
        asked.extend(view.edges.iter().map(|edge| edge.id.as_str()));
        asked.sort_unstable();
        prop_assert_eq!(ids, asked);
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let name = node.tag_name().name();
            prop_assert!(!["script", "foreignObject", "image", "use", "iframe"].contains(&name), "<{name}>");
            for attribute in node.attributes() {
                prop_assert!(!attribute.name().starts_with("on"), "{}", attribute.name());
                prop_assert!(attribute.name() != "href", "a link that nobody asked for: {}", attribute.value());
            }
        }
    }
}

/// The charsets, each with the signs that a reader has to know.
const CHARSETS: [(Charset, Signs); 3] =
    [(Charset::Unicode, Signs::Lines), (Charset::Safe, Signs::Lines), (Charset::Ascii, Signs::Ascii)];

/// Whether no text holds a sign of which lines, heads and walls are made in this charset: a flow labelled `══▶`, drawn in
/// line, can be read in two ways, by a person as well.
fn plain_texts(view: &View, charset: Charset) -> bool {
    let captions = view.edges.iter().map(|edge| edge.caption());
    let words =
        view.nodes.iter().flat_map(|node| [Some(node.label.clone()), node.tech.clone(), node.does.clone()]);
    let is_sign = |c: char| match charset {
        Charset::Ascii => "-|+.:=#<>^~;!".contains(c),
        Charset::Unicode | Charset::Safe => matches!(c, '\u{2500}'..='\u{257f}') || "▶▼◀▲►◄✗".contains(c),
    };
    captions.chain(words.flatten()).all(|text| !text.contains(is_sign))
}

/// What differs between a view and what a reader makes of its drawing, in any charset.
pub fn misread(view: &View, options: Options) -> Vec<String> {
    let scene = draw(view, SceneUnit::Cell, options);
    // A design of nothing shows as an empty boundary with its title.
    let frame = view.nodes.is_empty().then(|| crate::layout::sketch(&format!("{} {{\n}}", view.title)));
    let view = frame.as_ref().unwrap_or(view);
    let mut found = Vec::new();
    for (charset, signs) in CHARSETS {
        if !plain_texts(view, charset) {
            continue;
        }
        let text = render::text::render(&scene, &TextOptions { charset, ..TextOptions::default() });
        let wrong = match reader::read(&text, signs) {
            Ok(drawing) => reader::differences(&drawing, view, signs),
            Err(fault) => vec![fault],
        };
        if !wrong.is_empty() {
            found.push(format!("{charset:?}: {}\n{text}", wrong[..wrong.len().min(6)].join("\n")));
        }
    }
    found
}

proptest! {
    #![proptest_config(config(100))]

    /// A reader that knows the drawing rules alone finds in the text what the view says: every box, every boundary, every
    /// flow with its kind and label.
    #[test]
    fn every_text_reads_back(
        design in designs_within(Extent { boxes: 15, flows: 20 }),
        width in prop_oneof![Just(None), Just(Some(80)), Just(Some(30))],
        direction in proptest::option::weighted(0.3, directions()),
    ) {
        let found = misread(&design.view(), Options { width, direction });
        prop_assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

#[test]
fn every_sample_reads_back() {
    let mut found = Vec::new();
    for sample in corpus::samples() {
        let view = pipeline::project(&sample.compiled.value.model, "components").value;
        let wrong = misread(&view, Options { width: Some(80), direction: None });
        found.extend(wrong.first().map(|wrong| format!("{} {wrong}", sample.name)));
    }
    assert!(found.is_empty(), "{} samples are misread, such as\n{}", found.len(), found[0]);
}

/// Every view of every sample keeps the rules, in both units and at the usual widths.
#[test]
fn every_sample_is_drawn_soundly() {
    for sample in corpus::samples() {
        let model = &sample.compiled.value.model;
        for (name, _) in pipeline::views(model) {
            let view = pipeline::project(model, &name).value;
            for width in [None, Some(80), Some(120)] {
                let options = Options { width, direction: None };
                let about = format!("{} {name} at {width:?}", sample.name);
                geometry::assert_sound(&draw(&view, SceneUnit::Cell, options), &about);
            }
            geometry::assert_sound(
                &draw(&view, SceneUnit::Px, Options::default()),
                &format!("{} {name}", sample.name),
            );
        }
    }
}
