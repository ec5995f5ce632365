//! Cards: the content of a box that says more than its name, as sections of rows and columns.
//!
//! An endpoint table, the fields of an entity and the communication matrix are cards. A card knows what is said and how much
//! each column may shrink, not how wide anything is: a layout measures it, and an exporter writes its tables as they are.
//!
//! What holds: each row has a cell for each column of its table; texts are one line each and safe to draw.

use super::EdgeKind;
use crate::source::Span;

/// The content of a box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// How the box around it looks.
    pub form: Form,
    /// What it says, from the top.
    pub sections: Vec<Section>,
}

/// How the box around a card looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A box among others, its name on top, a rule between its sections.
    #[default]
    Box,
    /// A page of its own: its name in the wall, its main table ruled, air between its sections.
    Page,
    /// Nothing but the table, whose border is the box.
    Bare,
}

/// A part of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What stands over it; empty for nothing.
    pub heading: &'static str,
    /// What sort of table it is.
    pub kind: SectionKind,
    /// Its rows.
    pub table: Table,
}

/// What a table is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    /// Names and values, told without the heads of their columns.
    Facts,
    /// What the card is about: with the heads of its columns where it is ruled.
    Main,
    /// Around it: callers, events. Told without the heads of its columns.
    List,
}

/// Rows and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What the rows are: the class of each, such as `endpoint`.
    pub of: &'static str,
    /// Whose they are, in columns of their own before the others where a table has to stand alone, as in a file of rows.
    pub keys: Vec<(&'static str, String)>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// What is said when there are no rows.
    pub blank: &'static str,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub title: &'static str,
    /// How its cells are set.
    pub style: ColumnStyle,
    /// When it gives way.
    pub wrap: Wrap,
    /// Whether it is left out where all its cells are empty.
    pub optional: bool,
    /// The column whose cells say it in a further line, in drawings: `request Draft` under an endpoint's purpose.
    pub detail_of: Option<Detail>,
    /// The column that tells it likewise where a drawing has no room for it.
    pub folds_into: Option<Detail>,
    /// What stands for an empty cell.
    pub blank: &'static str,
}

/// How a column is told in the cells of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The other column.
    pub column: usize,
    /// The word before it; empty for none.
    pub word: &'static str,
}

/// How the cells of a column are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnStyle {
    /// Words.
    Text,
    /// What a machine reads: methods, paths, names of fields.
    Code,
    /// The name of something.
    Term,
    /// What stands back.
    Muted,
    /// A sample of a line.
    Mark,
}

/// When a column gives way in a drawing that is to be narrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrap {
    /// Before all others.
    First,
    /// When the first ones have.
    Second,
    /// When nothing else is left.
    Last,
    /// Never.
    Never,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Stable id, where what it stands for has one.
    pub id: String,
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// What it stands for, for scripts: `from`, `to` and their like.
    pub facts: Vec<(&'static str, String)>,
    /// Tags, as further classes for scripts and styles.
    pub tags: Vec<String>,
    /// Where it was declared.
    pub span: Span,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it says, a paragraph each.
    pub lines: Vec<Paragraph>,
    /// The line it shows, in a column of marks.
    pub mark: Option<EdgeKind>,
}

/// A line of a cell, before it is wrapped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// What it says. A line break in it says where it is best broken, and is a space otherwise.
    pub text: String,
    /// How it is told.
    pub tone: Tone,
}

/// How a line of a cell is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As its column is.
    #[default]
    Plain,
    /// As what a machine reads.
    Code,
    /// As a failure, with its mark.
    Failure,
}

impl Cell {
    /// A cell with one line; empty when the text is.
    pub fn of(text: impl Into<String>) -> Cell {
        Cell::default().with(text)
    }

    /// A cell with one line that a machine reads.
    pub fn code(text: impl Into<String>) -> Cell {
        let mut cell = Cell::default();
        cell.push(text.into(), Tone::Code);
        cell
    }

    /// A cell that shows a line.
    pub const fn mark(kind: EdgeKind) -> Cell {
        Cell { lines: Vec::new(), mark: Some(kind) }
    }

    /// Adds a line, unless it is empty.
    #[must_use]
    pub fn with(mut self, text: impl Into<String>) -> Cell {
        self.push(text.into(), Tone::Plain);
        self
    }

    /// Adds a line about a failure, unless it is empty.
    #[must_use]
    pub fn with_failure(mut self, text: impl Into<String>) -> Cell {
        self.push(text.into(), Tone::Failure);
        self
    }

    /// Whether it says nothing.
    pub const fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.mark.is_none()
    }

    /// All it says on one line; a failure begins with its mark.
    pub fn text(&self, between: &str) -> String {
        match self.mark {
            Some(kind) => kind.word().to_owned(),
            None => self.lines.iter().map(Paragraph::said).collect::<Vec<_>>().join(between),
        }
    }

    fn push(&mut self, text: String, tone: Tone) {
        if !text.trim().is_empty() {
            self.lines.push(Paragraph { text, tone });
        }
    }
}

impl Paragraph {
    /// What it says, a failure with its mark.
    pub fn said(&self) -> String {
        let text = self.text.replace('\n', " ");
        if self.tone == Tone::Failure { format!("✗ {text}") } else { text }
    }
}

impl Column {
    /// A column of words that gives way first.
    pub const fn new(title: &'static str, style: ColumnStyle, wrap: Wrap) -> Column {
        Column { title, style, wrap, optional: false, detail_of: None, folds_into: None, blank: "" }
    }

    /// The same, left out where it is empty.
    #[must_use]
    pub const fn optional(mut self) -> Column {
        self.optional = true;
        self
    }

    /// The same, told in the cells of another column in drawings; left out where it is empty.
    #[must_use]
    pub const fn in_column(mut self, column: usize, word: &'static str) -> Column {
        self.detail_of = Some(Detail { column, word });
        self.optional = true;
        self
    }

    /// The same, told in the cells of another column where a drawing has no room for it.
    #[must_use]
    pub const fn folding_into(mut self, column: usize, word: &'static str) -> Column {
        self.folds_into = Some(Detail { column, word });
        self
    }

    /// The same, with what stands for an empty cell.
    #[must_use]
    pub const fn or(mut self, blank: &'static str) -> Column {
        self.blank = blank;
        self
    }
}

impl Table {
    /// Whether any row says something in a column.
    pub fn uses(&self, column: usize) -> bool {
        self.rows.iter().any(|row| row.cells.get(column).is_some_and(|cell| !cell.is_empty()))
    }

    /// The columns that are there at all: those that must be, and those that are used.
    pub fn shown(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.columns.len()).filter(|&index| !self.columns[index].optional || self.uses(index))
    }

    /// The columns that a drawing has; those that are told in others are not among them.
    pub fn drawn(&self) -> Vec<usize> {
        let hosts = |index: usize| {
            let tells = |(other, column): (usize, &Column)| {
                column.detail_of.is_some_and(|detail| detail.column == index) && self.uses(other)
            };
            self.columns.iter().enumerate().any(tells)
        };
        let is_column = |&index: &usize| {
            let column = &self.columns[index];
            column.detail_of.is_none() && (!column.optional || self.uses(index) || hosts(index))
        };
        (0..self.columns.len()).filter(is_column).collect()
    }

    /// The same table with every column that can be told in another one told there; `None` when there is none.
    pub fn folded(&self) -> Option<Table> {
        let folds = |(index, column): (usize, &Column)| column.folds_into.is_some() && self.uses(index);
        if !self.columns.iter().enumerate().any(folds) {
            return None;
        }
        let mut table = self.clone();
        for column in &mut table.columns {
            column.detail_of = column.folds_into.or(column.detail_of);
        }
        Some(table)
    }

    /// What the details of a row say in one of its columns: `request Draft · response Order`, best broken behind
    /// a dot.
    pub fn details(&self, row: &Row, column: usize) -> String {
        let mut parts = Vec::new();
        for (index, other) in self.columns.iter().enumerate() {
            let Some(detail) = other.detail_of.filter(|detail| detail.column == column) else { continue };
            let said = row.cells[index].text(", ");
            if !said.is_empty() {
                parts.push(if detail.word.is_empty() { said } else { format!("{} {said}", detail.word) });
            }
        }
        parts.join(" ·\n")
    }
}

impl Card {
    /// The tables that are what the card is about.
    pub fn main(&self) -> impl Iterator<Item = &Table> {
        self.sections.iter().filter(|section| section.kind == SectionKind::Main).map(|section| &section.table)
    }

    /// The kinds of lines that its cells show.
    pub fn marks(&self) -> impl Iterator<Item = EdgeKind> + '_ {
        let rows = self.sections.iter().flat_map(|section| &section.table.rows);
        rows.flat_map(|row| &row.cells).filter_map(|cell| cell.mark)
    }

    /// Whether any of its cells tells of a failure.
    pub fn tells_failures(&self) -> bool {
        let rows = self.sections.iter().flat_map(|section| &section.table.rows);
        rows.flat_map(|row| &row.cells).flat_map(|cell| &cell.lines).any(|line| line.tone == Tone::Failure)
    }
}
