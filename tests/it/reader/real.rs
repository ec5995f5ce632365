//! What the renderer draws is what the reader reads, for every sample and for generated designs, in all charsets.

use super::{Signs, compare, read};
use cutaway::layout::metrics::cells::CellMetrics;
use cutaway::layout::{Options, layout};
use cutaway::render::text::{Charset, TextOptions, render};
use cutaway::source::{FileId, SourceFile};
use cutaway::view::View;

pub fn view_of(source: &str) -> View {
    let file = SourceFile::new(FileId(0), "a.cut", source);
    let parsed = cutaway::syntax::parse(&file).value;
    let model = cutaway::model::resolve::resolve(&parsed.statements, "a").value;
    cutaway::view::project(&model, "components").value
}

#[test]
fn scratch() {
    let list = std::fs::read_to_string("/tmp/list").unwrap();
    for line in list.lines() {
        let (cs, path) = line.split_once(' ').unwrap();
        let view = view_of(&std::fs::read_to_string(path).unwrap());
        for width in [std::env::var("W").ok().and_then(|w| w.parse().ok())] {
            let scene = layout(&view, &CellMetrics, Options { width, direction: None }).value;
            for (charset, signs) in [
                (Charset::Unicode, Signs::Lines),
                (Charset::Safe, Signs::Lines),
                (Charset::Ascii, Signs::Ascii),
            ] {
                let text = render(&scene, &TextOptions { charset, ..TextOptions::default() });
                match read(&text, signs) {
                    Err(fault) => println!("#### {path} {width:?} {charset:?} FAULT {fault}"),
                    Ok(drawing) => {
                        let d = compare::differences(&drawing, &view, signs);
                        println!(
                            "#### {path} {width:?} {charset:?}: {} boxes, {} flows, {} differences",
                            drawing.boxes.len(),
                            drawing.flows.len(),
                            d.len()
                        );
                        for x in d.iter().take(6) {
                            println!("     {x}");
                        }
                    }
                }
                if cs == "p" {
                    for (n, l) in text.lines().enumerate() {
                        println!("{n:4} {l}");
                    }
                }
            }
        }
    }
}
#[test]
fn scratch2() {
    let view = view_of(&std::fs::read_to_string("samples/shapes/dense.cut").unwrap());
    let scene = layout(&view, &CellMetrics, Options { width: Some(80), direction: None }).value;
    let text = render(&scene, &TextOptions { charset: Charset::Ascii, ..TextOptions::default() });
    let grid = super::grid::Grid::new(&text);
    let boxes = super::boxes::find(&grid, Signs::Ascii);
    for b in &boxes {
        if b.title.is_some() {
            println!("BOX {b:?}");
        }
    }
    let mut t = super::trace::Tracer::new(&grid, Signs::Ascii, &boxes);
    let (c, _) = t.flows();
    for c in c {
        println!(
            "{:?} -> {:?} {:?} both {} {:?} .. {:?}",
            boxes[c.from].lines,
            boxes[c.to].lines,
            c.kind,
            c.both,
            c.cells[0],
            c.cells.last()
        );
    }
}
#[test]
fn scratch3() {
    let view = view_of(&std::fs::read_to_string("samples/systems/large.cut").unwrap());
    let scene = layout(&view, &CellMetrics, Options { width: Some(30), direction: None }).value;
    for charset in [Charset::Unicode, Charset::Ascii] {
        let text = render(&scene, &TextOptions { charset, ..TextOptions::default() });
        let grid = super::grid::Grid::new(&text);
        for y in 264..272 {
            println!(
                "{:?}",
                (100..140).map(|x| grid.sign(super::grid::Place { x, y }).unwrap_or(' ')).collect::<String>()
            );
        }
    }
}
