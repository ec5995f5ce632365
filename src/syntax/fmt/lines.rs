//! The lines of a formatted file, their columns, and how they are written.
//!
//! In: lines of pieces, each with its indentation. Neighbouring lines of one class are a table: the pieces that carry a
//! mark begin a column. Out: the text. Columns depend on the pieces alone, never on the blanks of the source, so that
//! formatting twice is formatting once.

use unicode_width::UnicodeWidthStr;

/// What a line shows, when it is a row of a table with its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Element,
    Endpoint,
    Field,
    Kind,
}

impl Class {
    /// How much wider than the middle one a cell may be before it stands out of its column instead of moving it.
    const fn tolerance(self, mark: u8) -> usize {
        match (self, mark) {
            (Class::Element, 3) => 8,
            _ => 20,
        }
    }
}

/// A word or sign.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub text: String,
    /// Whether a blank stands before it.
    pub apart: bool,
    /// The column that it begins.
    pub mark: Option<u8>,
}

/// One line, or several when a piece holds line ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub indent: usize,
    pub pieces: Vec<Piece>,
    /// What stands behind the pieces as a comment.
    pub comment: Option<String>,
    pub blank_before: bool,
    pub class: Option<Class>,
}

impl Line {
    /// How wide the pieces are, without indentation.
    pub(super) fn width(&self) -> usize {
        self.pieces
            .iter()
            .enumerate()
            .map(|(i, piece)| piece.text.width() + usize::from(piece.apart && i > 0))
            .sum()
    }

    /// Whether a body begins behind the line: what stands below belongs to it.
    fn opens(&self) -> bool {
        self.pieces.last().is_some_and(|piece| piece.text == "{")
    }

    fn is_multiline(&self) -> bool {
        self.pieces.iter().any(|piece| piece.text.contains('\n'))
    }
}

/// Two blanks a level.
pub(super) const INDENT: usize = 2;

/// The finished text.
pub(super) fn write(lines: &[Line]) -> String {
    let mut bodies: Vec<String> = Vec::with_capacity(lines.len());
    for run in lines.chunk_by(|a, b| a.class.is_some() && a.class == b.class && neighbours(a, b)) {
        bodies.extend(table(run));
    }
    let mut start = 0;
    let mut out = String::new();
    for run in lines.chunk_by(|a, b| neighbours(a, b) && !a.opens() && !b.opens()) {
        let columns = comment_columns(run, &bodies[start..start + run.len()]);
        for (line, (body, column)) in run.iter().zip(bodies[start..].iter().zip(columns)) {
            if line.blank_before && !out.is_empty() {
                out.push('\n');
            }
            let mut text = " ".repeat(line.indent * INDENT) + body;
            if let Some(comment) = &line.comment {
                let gap =
                    if body.is_empty() { 0 } else { column.saturating_sub(last_line(&text).width()).max(2) };
                text.extend(std::iter::repeat_n(' ', gap));
                text.push_str(comment);
            }
            out.push_str(text.trim_end_matches([' ', '\t']));
            out.push('\n');
        }
        start += run.len();
    }
    out
}

fn neighbours(a: &Line, b: &Line) -> bool {
    a.indent == b.indent && !b.blank_before && !a.is_multiline() && !b.is_multiline()
}

fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or(text)
}

/// A line of a table while it is written, cell by cell.
struct Row {
    text: String,
    /// The cells still to come, last first, each with its column.
    rest: Vec<(u8, String)>,
    /// The column of the last cell, when that is a single piece.
    last: Option<u8>,
}

/// The column of the labels of elements and endpoints.
const LABEL: u8 = 2;

impl Row {
    fn new(line: &Line) -> Row {
        let mut cells: Vec<(u8, String)> = Vec::new();
        let mut single = true;
        for piece in &line.pieces {
            match cells.last_mut() {
                // Columns rise; a second one of a sort, such as another list of replies, is part of the first.
                Some((column, cell)) if piece.mark.is_none_or(|mark| mark <= *column) => {
                    cell.push_str(if piece.apart { " " } else { "" });
                    cell.push_str(&piece.text);
                    single = false;
                }
                _ => {
                    cells.push((piece.mark.unwrap_or(0), piece.text.clone()));
                    single = true;
                }
            }
        }
        let last = cells.last().filter(|_| single).map(|(column, _)| *column);
        cells.reverse();
        let text = cells.pop().map(|(_, text)| text).unwrap_or_default();
        Row { text, rest: cells, last }
    }

    fn has(&self, column: u8) -> bool {
        self.rest.last().is_some_and(|(next, _)| *next == column)
    }
}

/// The lines of one table, their columns aligned.
fn table(lines: &[Line]) -> Vec<String> {
    let mut rows: Vec<Row> = lines.iter().map(Row::new).collect();
    let columns = rows.iter().flat_map(|row| row.rest.iter().map(|(column, _)| *column)).max().unwrap_or(0);
    for column in 1..=columns {
        // A row without a cell here does not widen the column: `queue later "Charge later"` leaves `[Rust]` where it is. But labels
        // stand behind all names and paths, also behind those that have none.
        let labels = column == LABEL && matches!(lines[0].class, Some(Class::Element | Class::Endpoint));
        let takes_part =
            |row: &&Row| row.has(column) || labels && row.rest.is_empty() && row.last == Some(column - 1);
        let widths: Vec<usize> = rows.iter().filter(takes_part).map(|row| row.text.width()).collect();
        let width = middle_width(&widths, lines[0].class.map_or(0, |class| class.tolerance(column)));
        for row in rows.iter_mut().filter(|row| row.has(column)) {
            if let Some((_, cell)) = row.rest.pop() {
                let gap = width.saturating_sub(row.text.width()) + 1;
                row.text.extend(std::iter::repeat_n(' ', gap));
                row.text.push_str(&cell);
            }
        }
    }
    rows.into_iter().map(|row| row.text).collect()
}

/// The width of a column: the widest cell that is not much wider than the middle one.
fn middle_width(widths: &[usize], tolerance: usize) -> usize {
    let mut sorted = widths.to_vec();
    sorted.sort_unstable();
    let Some(middle) = sorted.get(sorted.len().saturating_sub(1) / 2) else { return 0 };
    let limit = middle + tolerance;
    sorted.iter().rev().copied().find(|&width| width <= limit).unwrap_or(0)
}

/// Where the comments behind neighbouring lines begin.
fn comment_columns(lines: &[Line], bodies: &[String]) -> Vec<usize> {
    const TOLERANCE: usize = 20;
    let width = |(line, body): (&Line, &String)| line.indent * INDENT + last_line(body).width();
    let widths: Vec<usize> = lines
        .iter()
        .zip(bodies)
        .filter(|(line, body)| line.comment.is_some() && !body.is_empty())
        .map(width)
        .collect();
    vec![middle_width(&widths, TOLERANCE) + 2; lines.len()]
}
