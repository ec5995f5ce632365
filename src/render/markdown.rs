//! A view as Markdown: its cards as headings, lists and tables that any renderer of GitHub's dialect shows.
//!
//! A section with a main table is a table; names and values are a list; callers, calls and events are tables too, since each
//! has several columns. The edges between cards are a last table. Every text is escaped: what was written is what is read.
//!
//! A journey is a numbered list, see [`journey_list`].
//!
//! What it cannot express: where anything stands, and the looks of boxes.

use super::{journey_list, tables};
use crate::view::card::{Cell, Section, SectionKind, Table};
use crate::view::{Node, View, ViewKind};

/// Whether there is a Markdown form of such a view.
pub const fn serves(kind: ViewKind) -> bool {
    tables::serves(kind) || matches!(kind, ViewKind::Dataflow)
}

/// The view as a page.
pub fn render(view: &View) -> String {
    let title = [view.title.trim(), view.name.trim()].into_iter().find(|name| !name.is_empty());
    let mut blocks = vec![format!("## {}", text(title.unwrap_or("Diagram")))];
    match view.kind {
        ViewKind::Matrix | ViewKind::Api | ViewKind::Entities => cards(view, &mut blocks),
        ViewKind::Dataflow => {
            blocks.extend(Some(journey_list::render(view, text)).filter(|list| !list.is_empty()))
        }
        _ => {}
    }
    if blocks.len() == 1 {
        blocks.push("Nothing is drawn.".to_owned());
    }
    blocks.join("\n\n") + "\n"
}

fn cards(view: &View, blocks: &mut Vec<String>) {
    let several = view.nodes.len() > 1 || view.kind == ViewKind::Entities;
    for node in &view.nodes {
        if several {
            blocks.push(format!("### {}", text(&node.label)));
            blocks.extend(subtitle(node).map(|line| text(&line)));
        }
        for section in node.card.iter().flat_map(|card| &card.sections) {
            self::section(section, several, blocks);
        }
    }
    if !view.edges.is_empty() {
        let (name, heads) = tables::edge_heads(view);
        blocks.push(format!("### {name}"));
        let rows =
            view.edges.iter().map(|edge| tables::edge_row(view, edge).map(|cell| text(&cell)).to_vec());
        blocks.push(table(&heads, rows));
    }
}

/// What stands under a card's name.
fn subtitle(node: &Node) -> Option<String> {
    let tech = node.tech.as_ref().map(|tech| format!("({tech})"));
    let parts: Vec<String> = [tech, node.does.clone()].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn section(section: &Section, several: bool, blocks: &mut Vec<String>) {
    if !section.heading.is_empty() {
        blocks.push(format!("{} {}", if several { "####" } else { "###" }, section.heading));
    }
    let rows = &section.table;
    match section.kind {
        SectionKind::Facts => {
            let facts = rows.rows.iter().map(|row| {
                let cells: Vec<String> = row.cells.iter().map(cell).collect();
                format!("- {}", cells.join(": "))
            });
            blocks.push(facts.collect::<Vec<_>>().join("\n"));
        }
        SectionKind::Main | SectionKind::List if rows.rows.is_empty() => blocks.push(text(rows.blank)),
        SectionKind::Main | SectionKind::List => blocks.push(whole(rows)),
    }
}

fn whole(of: &Table) -> String {
    let shown: Vec<usize> = of.shown().collect();
    let heads: Vec<&str> = shown.iter().map(|&index| of.columns[index].title).collect();
    let rows = of.rows.iter().map(|row| {
        let said = |&index: &usize| {
            let cell = cell(&row.cells[index]);
            if cell.is_empty() { of.columns[index].blank.to_owned() } else { cell }
        };
        shown.iter().map(said).collect::<Vec<String>>()
    });
    table(&heads, rows)
}

/// A table; its cells are escaped already.
fn table(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let heads: Vec<String> = heads.iter().map(|head| text(head)).collect();
    let mut lines = vec![line(&heads), line(&vec!["---".to_owned(); heads.len()])];
    lines.extend(rows.map(|row| line(&row)));
    lines.join("\n")
}

/// A cell on one line; its lines are set apart by breaks.
fn cell(cell: &Cell) -> String {
    match cell.mark {
        Some(kind) => tables::mode(kind).to_lowercase(),
        None => cell.lines.iter().map(|line| text(&line.said())).collect::<Vec<_>>().join("<br>"),
    }
}

/// A text in which Markdown and HTML find nothing to do. Letters and digits stay, so that it can still be searched for.
///
/// ```
/// assert_eq!(cutaway::render::markdown::text("a|b <c> *d*"), r"a\|b \<c> \*d\*");
/// ```
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut start = true;
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let marks = match c {
            '\\' | '`' | '*' | '|' | '<' | '[' | '~' | '$' | '&' => true,
            // Inside a word an underscore is just that.
            '_' => !(before.is_alphanumeric() && next.is_some_and(char::is_alphanumeric)),
            // `https://…` is drawn as a link.
            ':' => next == Some('/') && before.is_alphanumeric(),
            // Headings, quotes, lists and the lines under headings begin a line.
            '#' | '>' | '+' | '-' | '=' => start,
            // `1. x` begins a list, `www.x` is a link.
            '.' | ')' => {
                (!start && out.chars().all(|c| c.is_ascii_digit()))
                    || out.to_ascii_lowercase().ends_with("www")
            }
            _ => false,
        };
        if c.is_whitespace() {
            out.push(' ');
        } else {
            if marks {
                out.push('\\');
            }
            out.push(c);
            start = false;
        }
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn texts_are_inert() {
        for (plain, escaped) in [
            ("GET /:id", "GET /:id"),
            ("snake_case _em_", "snake_case \\_em\\_"),
            ("- item", "\\- item"),
            ("1. one", "1\\. one"),
            ("a\nb", "a b"),
            ("<script>&amp;", "\\<script>\\&amp;"),
            ("https://a.example", "https\\://a.example"),
            ("`x` | y", "\\`x\\` \\| y"),
        ] {
            assert_eq!(text(plain), escaped, "{plain}");
        }
    }
}
