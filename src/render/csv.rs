//! A view's main tables as CSV, after RFC 4180: a header, records ended by CRLF, fields quoted where they have to be.
//!
//! A view becomes one table, so that it opens in one sheet. Where it has several, as the endpoints of several components,
//! columns before the others say whose each record is, and each record has every column that any of the tables uses. A
//! component without endpoints, or an entity without fields, is a record with nothing but its name.
//!
//! What it cannot express: the boxes around the tables. Callers, calls, events and relations are told by the other formats;
//! a relation is a field here too. Several lines of a cell are joined with `; `.
//!
//! A field is written as it is, also one that begins with `=`, `+`, `-` or `@`: a sheet that runs it as a formula would
//! show it wrong, but a mark put before it would be read as part of it by every other program. Quoting keeps it text where a
//! sheet asks for text.

use crate::view::View;
use crate::view::card::Table;

/// The records of a view.
pub fn render(view: &View) -> String {
    let cards = view.nodes.iter().filter_map(|node| node.card.as_ref());
    let tables: Vec<&Table> = cards.flat_map(|card| card.main()).collect();
    let mut out = String::new();
    let Some(first) = tables.first() else { return out };
    // The tables of a view have the same columns in the same order; what one calls `Path`, another calls `Operation`.
    let columns: Vec<usize> = (0..first.columns.len()).filter(|&index| is_there(&tables, index)).collect();
    let keys = first.keys.iter().map(|(title, _)| (*title).to_owned());
    record(&mut out, keys.chain(columns.iter().map(|&index| head(&tables, index))));
    for table in &tables {
        let keys = || table.keys.iter().map(|(_, value)| value.clone());
        if table.rows.is_empty() {
            record(&mut out, keys().chain(columns.iter().map(|_| String::new())));
        }
        for row in &table.rows {
            let cell = |&index: &usize| row.cells.get(index).map(|cell| cell.text("; ")).unwrap_or_default();
            record(&mut out, keys().chain(columns.iter().map(cell)));
        }
    }
    out
}

/// Whether a column is there: it must be, or some table uses it.
fn is_there(tables: &[&Table], index: usize) -> bool {
    tables
        .iter()
        .any(|table| table.columns.get(index).is_some_and(|column| !column.optional) || table.uses(index))
}

/// What the tables call a column; all names of it, where they differ.
fn head(tables: &[&Table], index: usize) -> String {
    let mut titles: Vec<&str> = Vec::new();
    for table in tables.iter().filter(|table| !table.rows.is_empty() || tables.len() == 1) {
        titles.extend(
            table.columns.get(index).map(|column| column.title).filter(|title| !titles.contains(title)),
        );
    }
    if titles.is_empty() {
        titles.extend(tables[0].columns.get(index).map(|column| column.title));
    }
    titles.join(" / ")
}

fn record(out: &mut String, fields: impl Iterator<Item = String>) {
    for (index, text) in fields.enumerate() {
        if index > 0 {
            out.push(',');
        }
        field(out, &text);
    }
    out.push_str("\r\n");
}

fn field(out: &mut String, text: &str) {
    // A space at an end is part of the field, which some readers believe only in quotes.
    let quoted = text.contains([',', '"', '\r', '\n', ';']) || text.trim() != text;
    if !quoted {
        out.push_str(text);
        return;
    }
    out.push('"');
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    #[test]
    fn fields_are_quoted_where_they_have_to_be() {
        for (text, written) in [
            ("a b", "a b"),
            ("a,b", "\"a,b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("", ""),
            (" a", "\" a\""),
        ] {
            let mut out = String::new();
            super::field(&mut out, text);
            assert_eq!(out, written);
        }
    }
}
