//! What the renderer draws is what the reader reads, for every sample and for generated designs, in all charsets.

use super::{Signs, compare, read};
use crate::generate::{Extent, designs_within};
use cutaway::layout::metrics::cells::CellMetrics;
use cutaway::layout::{Options, layout};
use cutaway::render::text::{Charset, TextOptions, render};
use cutaway::source::{FileId, SourceFile};
use cutaway::view::View;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

pub fn view_of(source: &str) -> View {
    let file = SourceFile::new(FileId(0), "a.cut", source);
    let parsed = cutaway::syntax::parse(&file).value;
    let model = cutaway::model::resolve::resolve(&parsed.statements, "a").value;
    cutaway::view::project(&model, "components").value
}

/// What is wrong with the drawings of a view, in all charsets.
fn faults(view: &View, options: Options) -> Vec<(Charset, String, String)> {
    let scene = layout(view, &CellMetrics, options).value;
    let mut out = Vec::new();
    for charset in Charset::ALL {
        let signs = if charset == Charset::Ascii { Signs::Ascii } else { Signs::Lines };
        let text = render(&scene, &TextOptions { charset, ..TextOptions::default() });
        let fault = match read(&text, signs) {
            Err(fault) => Some(fault),
            Ok(drawing) => {
                Some(compare::differences(&drawing, view, signs).join("\n")).filter(|text| !text.is_empty())
            }
        };
        out.extend(fault.map(|fault| (charset, fault, text)));
    }
    out
}

#[test]
fn scratch() {
    let list = std::fs::read_to_string("/tmp/list").unwrap();
    for line in list.lines() {
        let (cs, path) = line.split_once(' ').unwrap();
        let view = view_of(&std::fs::read_to_string(path).unwrap());
        let width = std::env::var("W").ok().and_then(|w| w.parse().ok());
        for (charset, fault, text) in faults(&view, Options { width, direction: None }) {
            println!("#### {path} {width:?} {charset:?} FAULT {fault}");
            if cs == "p" {
                for (n, l) in text.lines().enumerate() {
                    println!("{n:4} {l}");
                }
            }
        }
    }
}

#[test]
fn scratch_generated() {
    let n: usize = std::env::var("N").ok().and_then(|w| w.parse().ok()).unwrap_or(100);
    let size: usize = std::env::var("S").ok().and_then(|w| w.parse().ok()).unwrap_or(8);
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut runner = TestRunner::deterministic();
    let strategy = designs_within(Extent { boxes: size, flows: size * 3 / 2 });
    let mut count = 0;
    let mut cases = 0;
    for case in 0..n {
        let mut tree = strategy.new_tree(&mut runner).unwrap();
        let bad = |design: &crate::generate::Design| {
            faults(&design.view(), Options { width: Some(80), direction: None })
                .into_iter()
                .filter(|(c, _, _)| only.is_empty() || format!("{c:?}") == only)
                .collect::<Vec<_>>()
        };
        cases += 1;
        if bad(&tree.current()).is_empty() {
            continue;
        }
        count += 1;
        let mut steps = 0;
        while steps < 300 {
            steps += 1;
            if bad(&tree.current()).is_empty() {
                if !tree.complicate() {
                    break;
                }
            } else if !tree.simplify() {
                break;
            }
        }
        let design = tree.current();
        let b = bad(&design);
        if let Some((charset, fault, text)) = b.first() {
            println!("==== case {case} {charset:?}: {fault}\n{}\n{text}", design.source);
        }
    }
    println!("{count} of {cases} bad");
}
