//! What holds for the data flow of any journey: it is drawn soundly, and every step and failure is found in every format.

use crate::corpus;
use crate::generate::journey::{Journey, journeys};
use crate::properties::{config, draw, misread};
use cutaway::layout::Options;
use cutaway::model::Model;
use cutaway::pipeline;
use cutaway::render::mermaid::{self, MermaidOptions};
use cutaway::render::svg::{self, SvgOptions};
use cutaway::render::{journey_list, outline};
use cutaway::scene::{SceneUnit, faults};
use cutaway::source::MemorySources;
use cutaway::view::script::Event;
use cutaway::view::{EdgeKind, View};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use std::collections::BTreeSet;

fn project(journey: &Journey) -> Result<(Model, View), TestCaseError> {
    let compiled = pipeline::compile("generated.cut", journey.source.as_str(), &MemorySources::new());
    let said: Vec<String> = compiled.diagnostics.iter().map(|found| found.message.clone()).collect();
    prop_assert!(!compiled.has_errors(), "a right source gets messages: {said:?}");
    let view = pipeline::project(&compiled.value.model, "dataflow:j");
    prop_assert!(view.diagnostics.is_empty(), "{:?}", view.diagnostics);
    Ok((compiled.value.model, view.value))
}

/// The numbers of the model's steps, and of what is done when they fail.
fn numbers(model: &Model, journey: usize) -> (Vec<String>, Vec<String>) {
    let (mut steps, mut failures) = (Vec::new(), Vec::new());
    model.journeys[journey].each_step(&mut |step| {
        let number = step.number.unwrap_or_default();
        steps.push(number.to_string());
        for index in 0..model.step_plans(step).len() {
            failures.push(format!("{number}{}", char::from(b'a' + index as u8)));
        }
    });
    (steps, failures)
}

/// Every number on the edges of a view, `3a` for `3a.1` too.
fn on_edges(view: &View) -> BTreeSet<String> {
    let steps = view.edges.iter().filter_map(|edge| edge.step.as_deref());
    steps
        .flat_map(|step| step.split(", "))
        .map(|step| step.split('.').next().unwrap_or(step).to_owned())
        .collect()
}

fn all_there(model: &Model, journey: usize, view: &View) -> Result<(), TestCaseError> {
    let (steps, failures) = numbers(model, journey);
    let found = on_edges(view);
    for number in steps.iter().chain(&failures) {
        prop_assert!(found.contains(number), "no edge is numbered {number}");
    }
    for edge in &view.edges {
        let step = edge.step.as_deref().unwrap_or_default();
        let failure = step.chars().any(char::is_alphabetic);
        prop_assert!(!failure || edge.kind == EdgeKind::Error, "{step} is no error path");
        prop_assert!(edge.step.is_some() || matches!(edge.kind, EdgeKind::Return | EdgeKind::Error));
    }
    // The script travels every edge.
    let mut travelled = BTreeSet::new();
    let mut open: Vec<&Event> = view.script.iter().collect();
    while let Some(event) = open.pop() {
        match event {
            Event::Message(edge) => {
                travelled.insert(edge.index());
            }
            Event::Frame(frame) => open.extend(frame.branches.iter().flat_map(|branch| &branch.events)),
            _ => {}
        }
    }
    prop_assert_eq!(travelled.len(), view.edges.len());
    Ok(())
}

/// Each format has every edge, with its number and its caption.
fn said_everywhere(view: &View) -> Result<(), TestCaseError> {
    let mermaid = mermaid::render(view, &MermaidOptions::default()).value;
    let is_flow = |line: &&str| {
        let mut words = line.split_whitespace();
        let from = words.next().is_some_and(|from| from.starts_with("c_") || from.starts_with("b_"));
        let arrow = words.next().and_then(|arrow| arrow.split('|').next());
        from && arrow.is_some_and(|arrow| ["-->", "<-->", "-.->", "<-.->", "--x"].contains(&arrow))
    };
    let arrows = mermaid.lines().filter(is_flow);
    prop_assert_eq!(arrows.count(), view.edges.len(), "in\n{}", mermaid);
    let said = outline::render(view);
    let list = journey_list::render(view, str::to_owned);
    let svg = svg::render(&draw(view, SceneUnit::Px, Options::default()), &SvgOptions::default());
    let document =
        roxmltree::Document::parse(&svg).map_err(|error| TestCaseError::fail(error.to_string()))?;
    for edge in &view.edges {
        let group = document.descendants().find(|node| node.attribute("data-id") == Some(&edge.id));
        prop_assert!(group.is_some(), "the SVG has no {}", edge.id);
        let Some(step) = &edge.step else { continue };
        prop_assert!(said.contains(&format!("step {step}")), "the outline lacks {step}");
        let drawn = group.is_some_and(|group| {
            group.descendants().any(|node| {
                node.text().is_some_and(|text| text.starts_with(step.split(", ").next().unwrap_or(step)))
            })
        });
        prop_assert!(drawn, "the SVG does not write {step}");
        let mark = if edge.kind == EdgeKind::Error { "✗ " } else { "" };
        prop_assert!(list.contains(&format!("**{mark}{step}**")), "the list lacks {step}\n{list}");
        prop_assert!(list.contains(edge.caption().as_str()), "the list lacks `{}`", edge.caption());
        prop_assert!(said.contains(edge.caption().as_str()), "the outline lacks `{}`", edge.caption());
    }
    Ok(())
}

fn sound(view: &View, unit: SceneUnit, width: Option<i32>) -> Result<(), TestCaseError> {
    let scene = draw(view, unit, Options { width, direction: None });
    let faults = faults::find(&scene);
    let list: Vec<String> = faults.iter().take(6).map(ToString::to_string).collect();
    prop_assert!(faults.is_empty(), "{unit:?} at {width:?}, {} faults:\n{}", faults.len(), list.join("\n"));
    // A step number is written in pixels too, as a disc or in front of the label.
    for (edge, drawn) in view.edges.iter().zip(&scene.edges) {
        let Some(step) = &edge.step else { continue };
        let written: String = drawn.step.iter().chain(&drawn.labels).map(|text| text.text.as_str()).collect();
        let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let noted = || {
            squeezed(&scene.notes.iter().map(|text| text.text.as_str()).collect::<String>())
                .contains(&squeezed(step))
        };
        prop_assert!(
            squeezed(&written).contains(&squeezed(step)) || noted(),
            "{step} is not at its line: `{written}`"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(60))]

    /// Short journeys show most faults, and show them best.
    #[test]
    fn every_short_data_flow_is_whole_and_sound(journey in journeys(6, 6), width in prop_oneof![Just(None), Just(Some(80)), Just(Some(120)), Just(Some(40))]) {
        let (model, view) = project(&journey)?;
        all_there(&model, 0, &view)?;
        said_everywhere(&view)?;
        sound(&view, SceneUnit::Cell, width)?;
        sound(&view, SceneUnit::Px, None)?;
        let found = misread(&view, Options { width, direction: None });
        prop_assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

proptest! {
    #![proptest_config(config(8))]

    /// The same for long ones: about a hundred steps, blocks six levels deep.
    #[test]
    fn every_long_data_flow_is_whole_and_sound(journey in journeys(60, 14)) {
        let (model, view) = project(&journey)?;
        all_there(&model, 0, &view)?;
        said_everywhere(&view)?;
        sound(&view, SceneUnit::Cell, Some(120))?;
        sound(&view, SceneUnit::Px, None)?;
    }
}

#[test]
fn the_data_flow_of_every_sample_is_whole_and_reads_back() {
    let mut found = Vec::new();
    for sample in corpus::samples() {
        let model = &sample.compiled.value.model;
        for journey in &model.journeys {
            let view = pipeline::project(model, &format!("dataflow:{}", journey.name.value)).value;
            let there = all_there(model, journey.id.index(), &view).and_then(|()| said_everywhere(&view));
            found.extend(there.err().map(|fault| format!("{}: {fault}", sample.name)));
            for width in [80, 120, 240] {
                let wrong = misread(&view, Options { width: Some(width), direction: None });
                found.extend(wrong.first().map(|wrong| format!("{} at {width} {wrong}", sample.name)));
            }
        }
    }
    assert!(found.is_empty(), "{} drawings are misread, such as\n{}", found.len(), found[0]);
}
