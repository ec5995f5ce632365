//! The facts of a view are the same in every format, and those of the model.

use super::{draw, draw_within, read};
use crate::corpus::{self, Sample};
use cutaway::model::Model;
use cutaway::render::text::{Charset, TextOptions};
use cutaway::view::card::Table;
use cutaway::view::{View, ViewKind};
use cutaway::{Design, Options};

/// The samples, as designs, with their views of a kind.
fn views(kind: ViewKind) -> Vec<(Sample, Design, Vec<View>)> {
    let samples = corpus::samples().into_iter();
    samples
        .map(|sample| {
            let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample.family());
            let design = Design::new(&sample.name, sample.text.as_bytes(), &corpus::Folder(root));
            let names = design.views().into_iter();
            let views = names.filter_map(|view| design.view(&view.name).ok()).map(|(view, _)| view);
            let views: Vec<View> = views.filter(|view| view.kind == kind && !view.nodes.is_empty()).collect();
            (sample, design, views)
        })
        .filter(|(_, _, views)| !views.is_empty())
        .collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tables(view: &View) -> Vec<&Table> {
    view.nodes.iter().filter_map(|node| node.card.as_ref()).flat_map(|card| card.main()).collect()
}

/// What a row is about, in words that wrapping does not change.
fn about(table: &Table, row: usize) -> String {
    squeezed(&table.rows[row].cells[0].text(" "))
}

#[test]
fn a_matrix_says_the_same_in_every_format() {
    for (sample, design, views) in views(ViewKind::Matrix) {
        for view in views {
            let [table] = tables(&view)[..] else { panic!("one table") };
            let name = format!("{} {}", sample.name, view.name);
            let csv = read::csv(&draw(&design, &view.name, "csv"));
            assert_eq!(csv.len(), table.rows.len() + 1, "{name}");
            let markdown = read::markdown(&draw(&design, &view.name, "markdown"));
            assert_eq!(markdown.len(), 1, "{name}");
            let svg = read::svg_rows(&draw(&design, &view.name, "svg"), "flow");
            // Wide enough that every column is one.
            let text = read::boxed(&draw_within(&design, &view.name, "text", Some(400)));
            assert_eq!(text.len(), 1, "{name}");
            assert_eq!(csv[0], markdown[0][0], "{name}");
            assert_eq!(csv[0], text[0][0], "{name}");
            for (index, row) in table.rows.iter().enumerate() {
                let one = |cell: &str| squeezed(&cell.replace("; ", " ").replace('\n', " "));
                let blank = |cell: String| if cell == "–" { String::new() } else { cell };
                let said: Vec<String> = csv[index + 1].iter().map(|cell| one(cell)).collect();
                let marked = markdown[0][index + 1].iter().map(|cell| blank(one(cell)));
                assert_eq!(said, marked.collect::<Vec<_>>(), "{name}");
                let drawn = text[0][index + 1].iter().map(|cell| blank(one(cell)));
                assert_eq!(said, drawn.collect::<Vec<_>>(), "{name}");
                let (data, texts) = &svg[index];
                assert_eq!(data["id"], row.id, "{name}");
                let shown = squeezed(&texts.join(" "));
                assert!(shown.starts_with(&about(table, index)), "{name}: {shown}");
                for cell in said.iter().filter(|cell| !cell.is_empty()) {
                    let all = cell.split(' ').all(|word| shown.contains(word));
                    assert!(all, "{name}: `{cell}` is not in `{shown}`");
                }
            }
        }
    }
}

/// The flows that a matrix shows are those of the model, in order.
#[test]
fn a_matrix_has_every_flow_of_the_model() {
    for (sample, design, views) in views(ViewKind::Matrix) {
        let Some(view) = views.iter().find(|view| view.name == "matrix") else { continue };
        let model: &Model = design.model();
        let flows: Vec<String> = model.flows.iter().map(|flow| flow.id.to_string()).collect();
        let rows: Vec<String> = tables(view)[0].rows.iter().map(|row| row.id.clone()).collect();
        assert_eq!(flows, rows, "{}", sample.name);
    }
}

#[test]
fn a_surface_says_the_same_in_every_format() {
    for (sample, design, views) in views(ViewKind::Api) {
        for view in views {
            let name = format!("{} {}", sample.name, view.name);
            let endpoints: Vec<Vec<String>> = tables(&view)
                .iter()
                .flat_map(|table| &table.rows)
                .map(|row| row.cells.iter().map(|cell| cell.text(" ")).collect())
                .collect();
            let svg = read::svg_rows(&draw(&design, &view.name, "svg"), "endpoint");
            assert_eq!(svg.len(), endpoints.len(), "{name}");
            for ((data, texts), cells) in svg.iter().zip(&endpoints) {
                assert_eq!((&data["method"], &data["path"]), (&cells[0], &cells[1]), "{name}");
                let shown = texts.join(" ");
                for word in cells.iter().flat_map(|cell| cell.split_whitespace()) {
                    let broken: String = shown.split_whitespace().collect();
                    assert!(broken.contains(word), "{name}: `{word}` is not in `{shown}`");
                }
            }
            let csv = read::csv(&draw(&design, &view.name, "csv"));
            let kept: Vec<&Vec<String>> = csv.iter().skip(1).filter(|row| !row[2].is_empty()).collect();
            assert_eq!(kept.len(), endpoints.len(), "{name}");
            for (row, cells) in kept.iter().zip(&endpoints) {
                assert_eq!((&row[2], &row[3]), (&cells[0], &cells[1]), "{name}");
            }
            let markdown = read::markdown(&draw(&design, &view.name, "markdown"));
            let rows: Vec<(&String, &String)> = markdown
                .iter()
                .filter(|table| table[0].contains(&"Purpose".to_owned()))
                .flat_map(|table| table.iter().skip(1))
                .map(|row| (&row[0], &row[1]))
                .collect();
            let meant: Vec<(&String, &String)> = endpoints.iter().map(|row| (&row[0], &row[1])).collect();
            assert_eq!(rows, meant, "{name}");
            let outline = draw(&design, &view.name, "outline");
            for cells in &endpoints {
                let row = format!("{} {}", cells[0], cells[1]);
                assert!(outline.lines().any(|line| line.trim().starts_with(&row)), "{name}: {row}");
            }
        }
    }
}

/// One surface as text: the ruled table has each endpoint of the model, word for word.
#[test]
fn a_surface_as_text_reads_back() {
    for (sample, design, views) in views(ViewKind::Api) {
        for view in views.iter().filter(|view| view.name.starts_with("api:")) {
            let name = format!("{} {}", sample.name, view.name);
            let drawn: Vec<Vec<String>> = read::boxed(&draw_within(&design, &view.name, "text", Some(400)))
                .into_iter()
                .flat_map(|table| table.into_iter().skip(1))
                .collect();
            let meant: Vec<[String; 2]> = tables(view)
                .iter()
                .flat_map(|table| &table.rows)
                .map(|row| [row.cells[0].text(" "), row.cells[1].text(" ")])
                .collect();
            assert_eq!(drawn.len(), meant.len(), "{name}");
            for (row, cells) in drawn.iter().zip(&meant) {
                assert_eq!(row[..2], cells[..], "{name}");
            }
        }
    }
}

#[test]
fn entities_say_the_same_in_every_format() {
    for (sample, design, views) in views(ViewKind::Entities) {
        for view in views {
            let name = format!("{} {}", sample.name, view.name);
            let fields: Vec<[String; 2]> = tables(&view)
                .iter()
                .flat_map(|table| &table.rows)
                .map(|row| [row.cells[0].text(" "), row.cells[1].text(" ")])
                .collect();
            let svg = read::svg_rows(&draw(&design, &view.name, "svg"), "field");
            let drawn: Vec<[String; 2]> =
                svg.iter().map(|(data, _)| [data["field"].clone(), data["type"].clone()]).collect();
            assert_eq!(drawn, fields, "{name}");
            let csv = read::csv(&draw(&design, &view.name, "csv"));
            let told: Vec<[String; 2]> = csv
                .iter()
                .skip(1)
                .filter(|row| !row[3].is_empty())
                .map(|row| [row[3].clone(), row[4].clone()])
                .collect();
            assert_eq!(told, fields, "{name}");
            let markdown = read::markdown(&draw(&design, &view.name, "markdown"));
            let relations =
                markdown.last().filter(|table| table[0][2] == "Field").map_or(0, |table| table.len() - 1);
            assert_eq!(relations, view.edges.len(), "{name}");
        }
    }
}

/// Without its marks a drawing in another charset is the same drawing.
#[test]
fn charsets_differ_in_signs_alone() {
    for (sample, design, views) in views(ViewKind::Matrix) {
        for view in views {
            let text = |charset: Charset| {
                let mut options = Options::default();
                options.render.text = TextOptions { charset, ..TextOptions::default() };
                design.draw(&view.name, "text", &options).expect("drawn").text
            };
            let shape = |text: &str| -> Vec<usize> {
                text.lines().map(unicode_width::UnicodeWidthStr::width).collect()
            };
            assert_eq!(shape(&text(Charset::Unicode)), shape(&text(Charset::Ascii)), "{}", sample.name);
            assert_eq!(shape(&text(Charset::Unicode)), shape(&text(Charset::Safe)), "{}", sample.name);
        }
    }
}
