//! Places across: how high everything stands, row by row from the top.
//!
//! Before: the columns have their places. After: every row is below the one before it; no line or wall runs through the end
//! of a bar; labels are wrapped to the gap they stand in. A bar begins a little above the message that wakes its column, and
//! ends below the last row in which it is at work, so a line that passes there has to wait for the next row.

use super::columns::Columns;
use super::failures::is_hung;
use super::sheet::{RING_DISC, Row, Sheet};
use crate::geom::{Point, Rect, Unit};
use crate::layout::metrics::Line;
use crate::view::EdgeKind;

/// A line of text at its place.
pub(super) type Written = (Line, Point);

/// A message, placed.
#[derive(Clone, Debug, Default)]
pub(super) struct Route {
    pub points: Vec<Point>,
    pub label: Vec<Written>,
    pub step: Option<Written>,
}

/// A frame, placed; lengths are lattice distances, from wall to wall.
#[derive(Clone, Debug, Default)]
pub(super) struct Framed {
    pub rect: Rect,
    pub tab: Option<Written>,
    pub texts: Vec<Written>,
    /// How high the walls between its branches are.
    pub separators: Vec<Unit>,
}

/// A note, placed.
#[derive(Clone, Debug, Default)]
pub(super) struct Noted {
    pub rect: Rect,
    pub texts: Vec<Written>,
}

/// A stretch of a column, from one height to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub column: usize,
    /// How many bars are under this one.
    pub depth: Unit,
    pub top: Unit,
    pub bottom: Unit,
}

/// Everything that happens, placed.
pub(super) struct Rows {
    pub routes: Vec<Route>,
    pub frames: Vec<Framed>,
    pub notes: Vec<Noted>,
    /// Bars, without regard to notes over them.
    pub bars: Vec<Stretch>,
    /// What notes cover of each column they stand over.
    pub covered: Vec<Stretch>,
    /// Where the lifelines end.
    pub end: Unit,
}

struct Pen<'s, 'a> {
    sheet: &'s Sheet<'a>,
    columns: &'s Columns,
    rows: Rows,
    /// The next free height.
    at: Unit,
    /// The height of the last line of a message.
    line: Unit,
    /// Per column, where bars that are at work began.
    open: Vec<Vec<Unit>>,
    /// Per column, where its last bar ended.
    ended: Vec<Unit>,
    /// The lowest of those.
    last_end: Unit,
}

/// Places everything from the height `top` on.
pub(super) fn place(sheet: &Sheet<'_>, columns: &Columns, top: Unit) -> Rows {
    let count = sheet.columns.len();
    let mut pen = Pen {
        sheet,
        columns,
        rows: Rows {
            routes: vec![Route::default(); sheet.view.edges.len()],
            frames: vec![Framed::default(); sheet.frames.len()],
            notes: vec![Noted::default(); sheet.notes.len()],
            bars: Vec::new(),
            covered: Vec::new(),
            end: top,
        },
        at: top + sheet.space.ends.0,
        line: top,
        open: vec![Vec::new(); count],
        ended: vec![Unit::MIN / 2; count],
        last_end: Unit::MIN / 2,
    };
    for (index, row) in sheet.rows.iter().enumerate() {
        match *row {
            Row::Message(edge) => {
                let wakes = matches!(sheet.rows.get(index + 1), Some(Row::Wakes(_)));
                pen.message(edge, wakes);
            }
            Row::Note(note) => pen.note(note),
            Row::Open(frame) => {
                pen.open_frame(frame);
                pen.part_walls(pen.rows.frames[frame].rect.y, index);
            }
            Row::Branch(frame, branch) => {
                pen.branch(frame, branch);
                let wall = pen.rows.frames[frame].separators.last().copied();
                pen.part_walls(wall.unwrap_or(pen.at), index);
            }
            Row::Close(frame) => pen.close_frame(frame),
            Row::Wakes(column) => {
                let head = pen.line - sheet.space.bar_head;
                pen.open[column].push(head);
            }
            Row::Rests(column) => pen.rest(column),
        }
    }
    for column in 0..count {
        while !pen.open[column].is_empty() {
            pen.rest(column);
        }
    }
    let wall = sheet.metrics.wall();
    pen.rows.end = pen.at.max(pen.last_end + wall) + sheet.space.ends.1 - wall;
    pen.rows
}

impl Pen<'_, '_> {
    /// The first height from `y` on at which something may stand on the columns `lo..=hi` without running through the end of
    /// a bar.
    fn clear_of_ends(&self, y: Unit, lo: usize, hi: usize) -> Unit {
        if y > self.last_end {
            return y;
        }
        self.ended[lo..=hi].iter().fold(y, |y, &end| y.max(end + 1))
    }

    fn rest(&mut self, column: usize) {
        let space = self.sheet.space;
        let Some(top) = self.open[column].pop() else { return };
        let depth = self.open[column].len() as Unit;
        if depth > 0 && space.bar_shift == 0 {
            return;
        }
        let bottom = self.at.max(top + 2 * space.bar_head);
        self.rows.bars.push(Stretch { column, depth, top, bottom });
        if depth == 0 {
            self.ended[column] = bottom;
            self.last_end = self.last_end.max(bottom);
        }
    }

    /// Where a line meets a column that it comes to, or leaves, on its right or left side.
    fn border(&self, column: usize, bars: usize, on_right: bool) -> Unit {
        let (x, space) = (self.columns.x[column], self.sheet.space);
        match (bars, on_right) {
            (0, _) => x,
            (_, false) => x - space.bar,
            (bars, true) => x + space.bar + space.bar_shift * (bars as Unit - 1),
        }
    }

    fn message(&mut self, edge: usize, wakes: bool) {
        let (sheet, space) = (self.sheet, self.sheet.space);
        let (from, to) = sheet.ends(edge);
        if from == to {
            self.message_to_itself(edge, from);
            return;
        }
        let gap = self.columns.gap[edge];
        let left = self.columns.x[gap] + sheet.reach[gap].1;
        let right = self.columns.x[gap + 1] - sheet.reach[gap + 1].0;
        let limit = right - left - sheet.beside(space.clear);
        let lines = sheet.metrics.label_within(&sheet.captions[edge], limit);
        let tall: Unit = lines.iter().map(|line| line.size.h).sum();
        let lead = if lines.is_empty() { 0 } else { tall + space.label_gap };

        let mut y = self.at + space.above + lead;
        y = self.clear_of_ends(y, from.min(to), from.max(to));
        if wakes {
            // Its bar begins above the line, below the line before and below an earlier bar.
            y = y.max(self.at + space.bar_head).max(self.ended[to] + space.bar_head + 1);
        }
        let bars = self.open[to].len() + usize::from(wakes);
        let rightwards = from < to;
        let start = self.border(from, self.open[from].len(), rightwards);
        let end = self.border(to, bars, !rightwards);
        let mut route = Route { points: vec![Point::new(start, y), Point::new(end, y)], ..Route::default() };
        let mut top = y - lead;
        let wall = sheet.metrics.wall();
        for line in lines {
            // In cells all labels begin beside their left lifeline, where the eye looks for numbers.
            let x = match wall {
                0 => left + (right - left - line.size.w) / 2,
                wall => left + wall + space.clear,
            };
            let height = line.size.h;
            route.label.push((line, Point::new(x, top)));
            top += height;
        }
        if let Some(step) = &sheet.steps[edge] {
            let cross = if sheet.view.edges[edge].kind == EdgeKind::Error { 18 } else { 8 };
            let x = if rightwards { start + cross } else { start - cross - step.size.w };
            route.step = Some((step.clone(), Point::new(x, y - step.size.h / 2)));
        }
        self.rows.routes[edge] = route;
        self.line = y;
        self.at = y + space.below;
    }

    /// A message to oneself is a ring on the right side, with its label right of it.
    fn message_to_itself(&mut self, edge: usize, column: usize) {
        let (sheet, space) = (self.sheet, self.sheet.space);
        let wall = sheet.metrics.wall();
        let border = self.border(column, self.open[column].len(), true);
        let side = self.columns.x[column] + sheet.ring_side(edge);
        let lines = sheet.label(&sheet.captions[edge]);
        let tall: Unit = lines.iter().map(|line| line.size.h).sum();
        let mut y = self.at + space.above;
        y = self.clear_of_ends(y, column, column);
        let (first, last) = if wall > 0 {
            (y, y + space.ring.h.max(tall - 1))
        } else {
            (y + 4, y + 4 + space.ring.h.max(tall - 10))
        };
        let points = [(border, first), (side, first), (side, last), (border, last)];
        let mut route = Route { points: points.map(|(x, y)| Point::new(x, y)).to_vec(), ..Route::default() };
        let x = self.columns.x[column] + sheet.ring(edge) + wall + space.clear;
        let mut top = if wall > 0 { first } else { (first + last - tall) / 2 };
        for line in lines {
            let height = line.size.h;
            route.label.push((line, Point::new(x, top)));
            top += height;
        }
        if let Some(step) = &sheet.steps[edge] {
            let middle = Point::new(side + RING_DISC - step.size.w, (first + last - step.size.h) / 2);
            route.step = Some((step.clone(), middle));
        }
        self.rows.routes[edge] = route;
        self.line = last;
        self.at = last.max(top - wall) + space.below;
    }

    fn note(&mut self, index: usize) {
        let (sheet, space) = (self.sheet, self.sheet.space);
        let wall = sheet.metrics.wall();
        let note = &sheet.notes[index];
        let extent = note.extent;
        let left = self.columns.x[extent.lo] - extent.left;
        let right = self.columns.x[extent.hi] + extent.right;
        let inner = right - left + wall - 2 * space.note.w;
        let lines = sheet.note_lines(note, inner.max(note.width));
        let tall: Unit = lines.iter().map(|line| line.size.h).sum();
        let y = self.clear_of_ends(self.at + space.note_gap.0, extent.lo, extent.hi);
        let rect = Rect::new(left, y, right - left, tall + 2 * space.note.h - wall);
        let mut noted = Noted { rect, texts: Vec::new() };
        let mut top = y + space.note.h;
        for line in lines {
            // What a failure does has several lines that read on from each other.
            let room = right - left + wall - line.size.w;
            let x = left + if note.failure { space.note.w } else { room / 2 };
            let height = line.size.h;
            noted.texts.push((line, Point::new(x, top)));
            top += height;
        }
        self.rows.notes[index] = noted;
        for column in extent.lo..=extent.hi {
            self.rows.covered.push(Stretch { column, depth: 0, top: y, bottom: rect.bottom() });
        }
        self.at = rect.bottom() + wall + space.note_gap.1;
    }

    fn open_frame(&mut self, index: usize) {
        let extent = self.sheet.frames[index].extent;
        let left = self.columns.x[extent.lo] - extent.left;
        let right = self.columns.x[extent.hi] + extent.right;
        let y = self.clear_of_ends(self.at + self.sheet.space.frame_gap.0, extent.lo, extent.hi);
        self.rows.frames[index].rect = Rect::new(left, y, right - left, 0);
        self.wall(index, 0, y);
    }

    fn branch(&mut self, index: usize, branch: usize) {
        let extent = self.sheet.frames[index].extent;
        let y = self.clear_of_ends(self.at + self.sheet.space.frame_gap.1, extent.lo, extent.hi);
        self.rows.frames[index].separators.push(y);
        self.wall(index, branch, y);
    }

    /// A wall with its text, which stands in one of the gaps of the frame.
    fn wall(&mut self, index: usize, branch: usize, y: Unit) {
        let (sheet, space) = (self.sheet, self.sheet.space);
        let frame = &sheet.frames[index];
        let extent = frame.extent;
        let wall = sheet.metrics.wall();
        let gap = self.columns.wall_gap[index];
        let left = self.columns.x[gap] + sheet.reach[gap].1;
        let right = if extent.lo < extent.hi {
            self.columns.x[gap + 1] - sheet.reach[gap + 1].0
        } else {
            self.rows.frames[index].rect.right()
        };
        let limit = right - left - sheet.beside(space.wall_clear);
        let text = frame.headers.get(branch).map_or("", String::as_str);
        let lines = sheet.header_lines(index, text, limit);
        let mut top = y + space.wall_text.0;
        let mut tall: Unit = lines.iter().map(|line| line.size.h).sum();
        if let Some(tab) = frame.tab.as_ref().filter(|_| branch == 0) {
            tall = tall.max(tab.size.h);
            self.rows.frames[index].tab = Some((tab.clone(), Point::new(self.rows.frames[index].rect.x, y)));
        }
        for (row, line) in lines.into_iter().enumerate() {
            let height = line.size.h;
            let clear = if is_hung(text, row) { space.clear } else { space.wall_clear };
            let at = Point::new(left + wall + clear, top);
            self.rows.frames[index].texts.push((line, at));
            top += height;
        }
        self.at = y + wall.max(space.wall_text.0 + tall + space.wall_text.1);
    }

    /// Keeps the wall of a row at the height `y` apart from one in the next row: in cells the two would touch.
    fn part_walls(&mut self, y: Unit, row: usize) {
        if matches!(self.sheet.rows.get(row + 1), Some(Row::Branch(..) | Row::Close(_))) {
            self.at = self.at.max(y + 2 * self.sheet.metrics.wall());
        }
    }

    fn close_frame(&mut self, index: usize) {
        let (extent, space) = (self.sheet.frames[index].extent, self.sheet.space);
        let y = self.clear_of_ends(self.at + space.frame_gap.1, extent.lo, extent.hi);
        let rect = &mut self.rows.frames[index].rect;
        rect.h = y - rect.y;
        self.at = y + space.frame_gap.2;
    }
}
