//! A table: cells wrapped in their columns, rows stacked, rules between them.
//!
//! ```text
//!   ruled, in cells            ruled, in pixels          plain
//!   ┌────────┬───────┐          Method   Path             GET   /      List
//!   │ Method │ Path  │         ─────────────────          POST  /      Create
//!   ├────────┼───────┤          GET      /
//!   │ GET    │ /     │         ─────────────────
//!   └────────┴───────┘          POST     /
//! ```
//!
//! Rows have no rules between them in cells, unless the rows are so many lines tall that one cannot tell where one ends.

use super::columns::{self, Wish};
use crate::geom::{Point, Rect, Unit};
use crate::layout::metrics::wrap::{longest_word, wrap};
use crate::layout::metrics::{Line, Metrics};
use crate::scene::card::{Card, Row, Rule};
use crate::scene::{Text, TextRole};
use crate::view::card::{Cell, ColumnStyle, Table, Tone, Wrap};

/// How a table looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// With the heads of its columns, and rules.
    Ruled,
    /// Rows alone.
    Plain,
}

/// What stands before the words about a failure.
const FAILURE_MARK: &str = "✗ ";

/// A paragraph to be wrapped, and how it is set.
type Said = (String, TextRole);

/// The width a table takes when `room` is there: less when it needs less, more when it cannot do with it.
pub(super) fn natural(table: &Table, metrics: &dyn Metrics, look: Look, room: Unit) -> Unit {
    if table.rows.is_empty() {
        return metrics.text(table.blank, TextRole::Detail).size.w.min(room.max(least_blank(table, metrics)));
    }
    let folded = folded(table, metrics, look, room);
    let set = Set::new(folded.as_ref().unwrap_or(table), metrics, look);
    set.widths(room).iter().sum::<Unit>() + set.overhead()
}

/// The table with some of its columns told in others, when there is no room for all of them.
fn folded(table: &Table, metrics: &dyn Metrics, look: Look, room: Unit) -> Option<Table> {
    let folded = table.folded()?;
    let set = Set::new(table, metrics, look);
    let widths = set.widths(room);
    let [_, tight] = metrics.card().comfortable;
    let cramped =
        |(wish, width): (&Wish, &Unit)| wish.wrap == Wrap::First && *width < wish.natural.min(tight);
    let broad = widths.iter().sum::<Unit>() + set.overhead() > room;
    (broad || set.wishes.iter().zip(&widths).any(cramped)).then_some(folded)
}

/// Lays a table out at `place`, as wide as that, with columns that share `room` first; gives back where it ends.
pub(super) fn lay_out(
    table: &Table,
    metrics: &dyn Metrics,
    look: Look,
    room: Unit,
    place: Rect,
    out: &mut Card,
) -> Unit {
    if table.rows.is_empty() {
        let mut y = place.y;
        for line in wrapped(table.blank, TextRole::Detail, room, metrics) {
            out.heads.push(at(&line, place.x, y));
            y += line.size.h;
        }
        return y;
    }
    let folded = folded(table, metrics, look, room);
    let set = Set::new(folded.as_ref().unwrap_or(table), metrics, look);
    let mut widths = set.widths(room);
    set.stretch(&mut widths, place.w);
    set.lay_out(&widths, place, out)
}

/// The lines of a text in `room`; no usual word is broken. A line break in it is one where the text does not fit on a line.
pub(super) fn wrapped(words: &str, role: TextRole, room: Unit, metrics: &dyn Metrics) -> Vec<Line> {
    let measure = |part: &str| metrics.text(part, role).size.w;
    let whole = words.replace('\n', " ");
    if measure(&whole) <= room {
        return if whole.is_empty() { Vec::new() } else { vec![metrics.text(&whole, role)] };
    }
    let usual = metrics.card().usual_word;
    let least = match role {
        TextRole::Code => words.split_whitespace().map(measure).max().unwrap_or(0).min(2 * usual),
        _ => longest_word(words, measure).min(usual),
    };
    let room = room.max(least).max(1);
    wrap(words, room, measure).into_iter().map(|part| metrics.text(part, role)).collect()
}

fn least_blank(table: &Table, metrics: &dyn Metrics) -> Unit {
    longest_word(table.blank, |part| metrics.text(part, TextRole::Detail).size.w)
}

/// A table with what is known before it has a width.
struct Set<'a> {
    table: &'a Table,
    metrics: &'a dyn Metrics,
    look: Look,
    /// The columns that are drawn.
    columns: Vec<usize>,
    /// Row by row, drawn column by drawn column: what is said.
    cells: Vec<Vec<Vec<Said>>>,
    wishes: Vec<Wish>,
}

impl<'a> Set<'a> {
    fn new(table: &'a Table, metrics: &'a dyn Metrics, look: Look) -> Set<'a> {
        let columns = table.drawn();
        let cells: Vec<Vec<Vec<Said>>> = table
            .rows
            .iter()
            .map(|row| columns.iter().map(|&column| said(table, row, column)).collect())
            .collect();
        let mut set = Set { table, metrics, look, columns, cells, wishes: Vec::new() };
        set.wishes = (0..set.columns.len()).map(|index| set.wish(index)).collect();
        set
    }

    fn wish(&self, index: usize) -> Wish {
        let spacing = self.metrics.card();
        let column = &self.table.columns[self.columns[index]];
        let width =
            |said: &Said| self.hang(said.1) + self.metrics.text(&said.0.replace('\n', " "), said.1).size.w;
        let head = (column.title.to_owned(), TextRole::Head);
        let words = || {
            let cells = self.cells.iter().flat_map(|row| &row[index]);
            cells.chain((self.look == Look::Ruled).then_some(&head))
        };
        let mark = if column.style == ColumnStyle::Mark { spacing.mark.w } else { 0 };
        let natural = words().map(width).fold(mark, Unit::max);
        let least = match column.wrap {
            Wrap::Never => natural,
            Wrap::First | Wrap::Second | Wrap::Last => {
                let longest = |said: &Said| {
                    let measure = |part: &str| self.metrics.text(part, said.1).size.w;
                    // What a machine reads is broken between words as long as they are no monsters.
                    let word = match said.1 {
                        TextRole::Code => {
                            let longest = said.0.split_whitespace().map(measure).max().unwrap_or(0);
                            longest.min(2 * spacing.usual_word)
                        }
                        _ => longest_word(&said.0, measure).min(spacing.usual_word),
                    };
                    self.hang(said.1) + word
                };
                words().map(longest).fold(mark, Unit::max).max(1)
            }
        };
        Wish { natural, least: least.min(natural), wrap: column.wrap }
    }

    /// What rules and gaps take.
    fn overhead(&self) -> Unit {
        let spacing = self.metrics.card();
        let count = self.columns.len() as Unit;
        match self.look {
            Look::Ruled => 2 * spacing.beside_rule * count + spacing.rule * (count + 1),
            Look::Plain => spacing.column_gap * (count - 1).max(0),
        }
    }

    /// How wide the columns get in `room`, no wider than their lines turn out.
    fn widths(&self, room: Unit) -> Vec<Unit> {
        let spacing = self.metrics.card();
        let widths = columns::widths(&self.wishes, room - self.overhead(), spacing.comfortable);
        let shrunk = |index: usize| widths[index] < self.wishes[index].natural;
        (0..widths.len())
            .map(|index| {
                if !shrunk(index) {
                    return widths[index];
                }
                let title = self.table.columns[self.columns[index]].title;
                let head = (self.look == Look::Ruled).then(|| self.head(title, widths[index]));
                let cells = self.cells.iter().flat_map(|row| self.lines(&row[index], widths[index]));
                let heads = head.into_iter().flatten().map(|line| line.size.w);
                heads.chain(cells.map(|(by, line)| by + line.size.w)).max().unwrap_or(0).max(1)
            })
            .collect()
    }

    /// Fills `room`: what is left over goes to the last of the columns that give way first, or to the last of all.
    fn stretch(&self, widths: &mut [Unit], room: Unit) {
        let more = room - self.overhead() - widths.iter().sum::<Unit>();
        let first = self.wishes.iter().rposition(|wish| wish.wrap == Wrap::First);
        let index = first.unwrap_or(widths.len().saturating_sub(1));
        if let Some(width) = widths.get_mut(index)
            && more > 0
        {
            *width += more;
        }
    }

    fn head(&self, title: &str, width: Unit) -> Vec<Line> {
        wrapped(title, TextRole::Head, width, self.metrics)
    }

    /// How far the words about a failure stand behind its mark.
    fn hang(&self, role: TextRole) -> Unit {
        if role == TextRole::Failure { self.metrics.text(FAILURE_MARK, role).size.w } else { 0 }
    }

    /// The lines of a cell, each with its distance from the left.
    fn lines(&self, cell: &[Said], width: Unit) -> Vec<(Unit, Line)> {
        let mut lines = Vec::new();
        for (words, role) in cell {
            let by = self.hang(*role);
            for (number, line) in wrapped(words, *role, width - by, self.metrics).into_iter().enumerate() {
                if by > 0 && number == 0 {
                    lines.push((0, self.metrics.text(&format!("{FAILURE_MARK}{}", line.text), *role)));
                } else {
                    lines.push((by, line));
                }
            }
        }
        lines
    }

    fn lay_out(&self, widths: &[Unit], place: Rect, out: &mut Card) -> Unit {
        let spacing = self.metrics.card();
        let ruled = self.look == Look::Ruled;
        let (edge, gap) = if ruled {
            (spacing.rule + spacing.beside_rule, 2 * spacing.beside_rule + spacing.rule)
        } else {
            (0, spacing.column_gap)
        };
        let mut lefts = Vec::with_capacity(widths.len());
        let mut x = place.x + edge;
        for width in widths {
            lefts.push(x);
            x += width + gap;
        }
        let right = place.right() - spacing.rule;
        let mut y = place.y;
        let rule = |y: &mut Unit, strong: bool, out: &mut Card| {
            out.rules.push(Rule { from: Point::new(place.x, *y), to: Point::new(right, *y), strong });
            *y += spacing.rule;
        };
        if ruled {
            if spacing.boxed {
                rule(&mut y, true, out);
            }
            y += spacing.over_rule;
            let mut low = y;
            for (index, &column) in self.columns.iter().enumerate() {
                let mut line_y = y;
                for line in self.head(self.table.columns[column].title, widths[index]) {
                    out.heads.push(at(&line, lefts[index], line_y));
                    line_y += line.size.h;
                }
                low = low.max(line_y);
            }
            y = low + spacing.over_rule;
            rule(&mut y, true, out);
        }
        let rows: Vec<Vec<Vec<(Unit, Line)>>> = self
            .cells
            .iter()
            .map(|row| row.iter().zip(widths).map(|(cell, &width)| self.lines(cell, width)).collect())
            .collect();
        let between = ruled && (!spacing.boxed || are_hard_to_tell(&rows));
        let last = self.table.rows.len() - 1;
        for (number, (row, lines)) in self.table.rows.iter().zip(&rows).enumerate() {
            let over = if ruled { spacing.over_rule } else { 0 };
            let top = y + over;
            let (placed, low) = self.row(row, lines, &lefts, top);
            let room = Rect::new(place.x, y, place.w, low + over - y);
            out.rows.push(Row { rect: room, ..placed });
            y = low + over;
            if number < last {
                if between {
                    rule(&mut y, false, out);
                } else if !ruled {
                    y += spacing.row_gap;
                }
            }
        }
        if ruled && spacing.boxed {
            let low = y;
            rule(&mut y, true, out);
            for &left in &lefts {
                let x = left - edge;
                out.rules.push(Rule { from: Point::new(x, place.y), to: Point::new(x, low), strong: true });
            }
            out.rules.push(Rule {
                from: Point::new(right, place.y),
                to: Point::new(right, low),
                strong: true,
            });
        }
        y
    }

    /// The texts of a row from `top` on, and where it ends.
    fn row(
        &self,
        row: &crate::view::card::Row,
        lines: &[Vec<(Unit, Line)>],
        lefts: &[Unit],
        top: Unit,
    ) -> (Row, Unit) {
        let spacing = self.metrics.card();
        let mut placed = Row {
            of: self.table.of,
            id: row.id.clone(),
            facts: row.facts.clone(),
            tags: row.tags.clone(),
            ..Row::default()
        };
        let mut low = top + self.metrics.text("", TextRole::Cell).size.h;
        for (index, cell) in lines.iter().enumerate() {
            let mut y = top;
            for (by, line) in cell {
                placed.texts.push(at(line, lefts[index] + by, y));
                y += line.size.h;
            }
            if let Some(kind) = row.cells[self.columns[index]].mark {
                let mark = Rect::new(lefts[index], top, spacing.mark.w, spacing.mark.h);
                placed.marks.push((kind, mark));
                y = y.max(mark.bottom());
            }
            low = low.max(y);
        }
        (placed, low)
    }
}

/// Whether so many rows take several lines in their first column, or in most, that one cannot see where each ends.
fn are_hard_to_tell(rows: &[Vec<Vec<(Unit, Line)>>]) -> bool {
    rows.len() > 1 && rows.iter().any(|row| row.first().is_some_and(|first| first.len() > 1))
}

/// What a cell says in a drawing, with the details that other columns tell in it.
fn said(table: &Table, row: &crate::view::card::Row, column: usize) -> Vec<Said> {
    let (shape, cell): (_, &Cell) = (&table.columns[column], &row.cells[column]);
    let plain = match shape.style {
        ColumnStyle::Text | ColumnStyle::Mark => TextRole::Cell,
        ColumnStyle::Code => TextRole::Code,
        ColumnStyle::Term => TextRole::Term,
        ColumnStyle::Muted => TextRole::Detail,
    };
    let mut all: Vec<Said> = cell
        .lines
        .iter()
        .map(|line| match line.tone {
            Tone::Plain => (line.text.clone(), plain),
            Tone::Code => (line.text.clone(), TextRole::Code),
            Tone::Failure => (line.text.clone(), TextRole::Failure),
        })
        .collect();
    let details = table.details(row, column);
    if !details.is_empty() {
        all.push((details, TextRole::Detail));
    }
    if all.is_empty() && !shape.blank.is_empty() && cell.mark.is_none() {
        all.push((shape.blank.to_owned(), TextRole::Detail));
    }
    all
}

/// A line at its place.
fn at(line: &Line, x: Unit, y: Unit) -> Text {
    Text { text: line.text.clone(), role: line.role, rect: Rect::new(x, y, line.size.w, line.size.h) }
}
