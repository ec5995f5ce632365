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

use super::tables;
use crate::view::View;
use crate::view::card::Table;

/// The records of a view.
pub fn render(view: &View) -> String {
    let tables: Vec<&Table> = view.nodes.iter().filter_map(|node| node.card.as_ref()).flat_map(|c| c.main()).collect();
    let mut out = String::new();
    let Some(first) = tables.first() else { return out };
    let columns = columns(&tables);
    let keys = first.keys.iter().map(|(title, _)| (*title).to_owned());
    record(&mut out, keys.chain(columns.iter().map(|title| (*title).to_owned())));
    for table in &tables {
        let keys = || table.keys.iter().map(|(_, value)| value.clone());
        let place = |title: &&str| table.columns.iter().position(|column| column.title == *title);
        let places: Vec<Option<usize>> = columns.iter().map(place).collect();
        if table.rows.is_empty() {
            record(&mut out, keys().chain(places.iter().map(|_| String::new())));
        }
        for row in &table.rows {
            let cells = places.iter().map(|place| place.map(|at| row.cells[at].text("; ")).unwrap_or_default());
            record(&mut out, keys().chain(cells));
        }
    }
    out
}

/// The columns that are used by any of the tables, in their order; tables that name a column differently have both.
fn columns(tables: &[&Table]) -> Vec<&'static str> {
    let mut titles: Vec<&'static str> = Vec::new();
    for table in tables {
        let mut after = 0;
        for (index, column) in table.columns.iter().enumerate() {
            let used = !column.optional || tables.iter().any(|other| uses(other, column.title));
            match titles.iter().position(|title| *title == column.title) {
                Some(at) => after = at + 1,
                None if used && !(table.rows.is_empty() && index < 2) => {
                    titles.insert(after.min(titles.len()), column.title);
                    after += 1;
                }
                None => {}
            }
        }
    }
    titles
}

fn uses(table: &Table, title: &str) -> bool {
    let place = table.columns.iter().position(|column| column.title == title);
    place.is_some_and(|at| table.uses(at))
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
        for (text, written) in
            [("a b", "a b"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("", ""), (" a", "\" a\"")]
        {
            let mut out = String::new();
            super::field(&mut out, text);
            assert_eq!(out, written);
        }
    }
}
