//! Readers of tables, which share no code with what writes them: boxes of text, Markdown, CSV, SVG.

use std::collections::BTreeMap;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A table: heads, and rows of cells.
pub type Rows = Vec<Vec<String>>;

/// The tables in a text drawing whose columns have walls: the cells of each row, several lines of a cell joined by a space. A
/// row begins behind a rule, or with a filled first cell.
pub fn boxed(text: &str) -> Vec<Rows> {
    let mut tables: Vec<Rows> = Vec::new();
    let mut open: Option<(Vec<usize>, Rows, bool)> = None;
    for line in text.lines() {
        let cells = cells(line);
        if let Some((walls, mut rows, mut fresh)) = open.take() {
            let is =
                |at: usize, signs: &str| cells.get(at).is_some_and(|c| !c.is_empty() && signs.contains(c));
            if walls.iter().all(|&at| is(at, "│")) {
                let row: Vec<String> = walls
                    .windows(2)
                    .map(|pair| cells[pair[0] + 1..pair[1]].concat())
                    .map(|cell| cell.trim().to_owned())
                    .collect();
                if fresh || !row[0].is_empty() {
                    rows.push(row);
                } else if let Some(last) = rows.last_mut() {
                    for (cell, more) in last.iter_mut().zip(row) {
                        if !more.is_empty() {
                            *cell = format!("{cell} {more}").trim().to_owned();
                        }
                    }
                }
                fresh = false;
                open = Some((walls, rows, fresh));
            } else if walls.iter().all(|&at| is(at, "├┼┤")) {
                open = Some((walls, rows, true));
            } else {
                assert!(walls.iter().all(|&at| is(at, "└┴┘")), "a table ends in `{line}`");
                tables.push(rows);
            }
            continue;
        }
        // The upper border of a table: corners with tees between them.
        let corners: Vec<usize> =
            (0..cells.len()).filter(|&at| ["┌", "┬", "┐"].contains(&cells[at])).collect();
        let inner = corners.iter().filter(|&&at| cells[at] == "┬").count();
        let whole = corners.len() == inner + 2
            && corners.windows(2).all(|pair| cells[pair[0] + 1..pair[1]].iter().all(|c| *c == "─"));
        if inner > 0 && whole {
            open = Some((corners, Vec::new(), true));
        }
    }
    tables
}

/// A line as cells, a grapheme each; the second cell of a wide one is empty.
fn cells(line: &str) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    for grapheme in line.graphemes(true) {
        match grapheme.width() {
            0 => {}
            1 => out.push(grapheme),
            _ => out.extend([grapheme, ""]),
        }
    }
    out
}

/// The tables of a Markdown page, cells unescaped; `<br>` becomes a newline.
pub fn markdown(page: &str) -> Vec<Rows> {
    let mut tables: Vec<Rows> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        let Some(row) = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |")) else {
            inside = false;
            continue;
        };
        let cells = split(row);
        if !inside {
            tables.push(Vec::new());
            inside = true;
        }
        if cells.iter().all(|cell| cell == "---") {
            continue;
        }
        tables.last_mut().expect("open").push(cells);
    }
    tables
}

/// Cells between pipes that no backslash precedes.
fn split(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut chars = row.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => cells.last_mut().expect("one").extend(chars.next()),
            '|' => cells.push(String::new()),
            c => cells.last_mut().expect("one").push(c),
        }
    }
    cells.iter().map(|cell| cell.trim().replace("<br>", "\n")).collect()
}

/// The records of a CSV file, after RFC 4180: strict about quotes and line ends.
pub fn csv(file: &str) -> Rows {
    let mut rows: Rows = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut chars = file.chars().peekable();
    while chars.peek().is_some() {
        let mut field = String::new();
        if chars.peek() == Some(&'"') {
            chars.next();
            loop {
                match chars.next().expect("a quoted field ends") {
                    '"' if chars.peek() == Some(&'"') => {
                        chars.next();
                        field.push('"');
                    }
                    '"' => break,
                    c => field.push(c),
                }
            }
        } else {
            while let Some(c) = chars.next_if(|c| !matches!(c, ',' | '\r')) {
                assert!(c != '"' && c != '\n', "a bare `{c}` in an unquoted field");
                field.push(c);
            }
        }
        row.push(field);
        match chars.next() {
            Some(',') => {}
            Some('\r') => {
                assert_eq!(chars.next(), Some('\n'), "records end with CRLF");
                rows.push(std::mem::take(&mut row));
            }
            other => panic!("{other:?} behind a field"),
        }
    }
    assert!(row.is_empty(), "the last record ends with CRLF too");
    rows
}

/// The `data-` attributes and the texts of each `g.row` of a class, in order.
pub fn svg_rows(svg: &str, of: &str) -> Vec<(BTreeMap<String, String>, Vec<String>)> {
    let document = roxmltree::Document::parse(svg).expect("well-formed");
    let is_row = |node: &roxmltree::Node<'_, '_>| {
        let classes: Vec<&str> = node.attribute("class").unwrap_or_default().split(' ').collect();
        classes.contains(&"row") && classes.contains(&of)
    };
    let rows = document.descendants().filter(is_row);
    rows.map(|row| {
        let data = row.attributes().filter_map(|a| Some((a.name().strip_prefix("data-")?, a.value())));
        let texts = row.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text());
        (
            data.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            texts.map(str::to_owned).collect(),
        )
    })
    .collect()
}
