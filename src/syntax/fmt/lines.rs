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
    for run in lines.chunk_by(neighbours) {
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

/// The lines of one table, their columns aligned.
fn table(lines: &[Line]) -> Vec<String> {
    let mut done = vec![(String::new(), 0usize); lines.len()];
    let marks =
        lines.iter().flat_map(|line| line.pieces.iter().filter_map(|piece| piece.mark)).max().unwrap_or(0);
    for mark in 1..=marks {
        // Up to the column …
        for (line, (text, next)) in lines.iter().zip(&mut done) {
            let Some(end) = line.pieces.iter().position(|piece| piece.mark == Some(mark)) else { continue };
            push(text, &line.pieces[*next..end]);
            *next = end;
        }
        // … and blanks that bring it to one place in all lines that have it.
        let has = |(line, (_, next)): &(&Line, &mut (String, usize))| {
            line.pieces.get(*next).is_some_and(|piece| piece.mark == Some(mark))
        };
        let mut rows: Vec<_> = lines.iter().zip(&mut done).filter(has).collect();
        let widths: Vec<usize> = rows.iter().map(|(_, (text, _))| text.width()).collect();
        let tolerance = lines[0].class.map_or(0, |class| class.tolerance(mark));
        let column = column(&widths, tolerance);
        for ((_, (text, _)), width) in rows.iter_mut().zip(widths) {
            text.extend(std::iter::repeat_n(' ', column.saturating_sub(width)));
        }
    }
    let finish = |(line, (mut text, next)): (&Line, (String, usize))| {
        push(&mut text, &line.pieces[next..]);
        text
    };
    lines.iter().zip(done).map(finish).collect()
}

fn push(text: &mut String, pieces: &[Piece]) {
    for piece in pieces {
        if piece.apart && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&piece.text);
    }
}

/// The width of a column: the widest cell that is not much wider than the middle one.
fn column(widths: &[usize], tolerance: usize) -> usize {
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
    vec![column(&widths, TOLERANCE) + 2; lines.len()]
}
