//! The rows of a card in sentences: what the row is about, then what it says.
//!
//! ```text
//! GET /:id: Get a single order, errors 404
//! Orders → Orders DB: method SQL, Sync, failure handling respond 503, alert oncall
//! ```

use crate::view::card::{Card, ColumnStyle, Row, Section, SectionKind, Table};

/// The sentences of a card, each with how deep it stands.
pub(super) fn sentences(card: &Card) -> Vec<(usize, String)> {
    card.sections.iter().flat_map(section).collect()
}

fn section(section: &Section) -> Vec<(usize, String)> {
    let table = &section.table;
    let mut out = Vec::new();
    let depth = usize::from(!section.heading.is_empty());
    if depth > 0 {
        out.push((0, section.heading.to_owned()));
    }
    if table.rows.is_empty() {
        out.push((depth, table.blank.to_owned()));
    }
    out.extend(table.rows.iter().map(|row| (depth, sentence(section.kind, table, row))));
    out
}

fn sentence(kind: SectionKind, table: &Table, row: &Row) -> String {
    // The first columns say what it is about: a method and a path, an arrow and a name.
    let about = |index: usize| {
        matches!(table.columns[index].style, ColumnStyle::Code | ColumnStyle::Term | ColumnStyle::Mark)
            || kind == SectionKind::Facts
    };
    let subject = match kind {
        SectionKind::Facts => 1,
        SectionKind::Main | SectionKind::List => (0..table.columns.len()).take_while(|&i| about(i)).count(),
    };
    let cells = |from: usize, to: usize| {
        let cells = row.cells.iter().enumerate().take(to).skip(from);
        cells.map(|(index, cell)| (index, cell.text("; "))).filter(|(_, text)| !text.is_empty())
    };
    let name: Vec<String> = cells(0, subject).map(|(_, text)| text).collect();
    let said: Vec<String> = cells(subject, row.cells.len())
        .map(|(index, text)| {
            let column = &table.columns[index];
            let title = column.title.to_lowercase();
            let plain = !column.optional && column.blank.is_empty();
            if plain || title == text { text } else { format!("{title} {text}") }
        })
        .collect();
    match (name.is_empty(), said.is_empty()) {
        (_, true) => name.join(" "),
        (true, false) => said.join(", "),
        (false, false) => format!("{}: {}", name.join(" "), said.join(", ")),
    }
}
