//! The serpentine: a drawing whose flows run sideways and do not fit is folded into rows that run to and fro.
//!
//! Before: a drawing with ranks as columns, wider than there is room. After: the same view with its columns gathered in
//! hidden groups, one for each row, every other of them running backwards; laid out by `blocks`, the rows stand under
//! each other, and a flow from row to row drops from the end of one straight into the beginning of the next. Method: the
//! wrapping of layers of Rüegg & von Hanxleden (2018), with the cuts chosen by dynamic programming: as few rows as fit, then
//! as few flows cut, then rows as even as can be.
//!
//! ```text
//!   a ──▶ b ──▶ c
//!               │
//!               ▼
//!   f ◀── e ◀── d
//! ```

use super::layered::Drawing;
use super::subview::{Group, Subview, gather};
use crate::geom::{Rect, Size, Unit};
use crate::view::{Direction, View};

/// A view folded into rows.
pub(super) struct Folded {
    /// The view with a hidden group for each row.
    pub view: Subview,
    /// Where flows run around the rows.
    pub direction: Direction,
    /// The distances to which the boxes of the rows grow, so that they stand under each other.
    pub uniform: Option<Size>,
}

/// The most flows that may be cut between two rows, and how many more where a quick drawing has told that folding is right.
const CUT: usize = 3;
const MORE_CUT: usize = 2;

/// On a page that may be taller, only the flow of a chain is cut, and a few more where the chain is so long.
const LONG: (usize, usize) = (8, 6);

/// How many flows may be cut between two rows of so many columns in all.
fn cut_at_most(columns: usize, least: usize, decided: bool) -> usize {
    match (least > 1, decided) {
        (true, false) => (columns / LONG.0).max(1),
        (true, true) => (columns / LONG.1).max(1),
        (false, false) => CUT,
        (false, true) => CUT + MORE_CUT,
    }
}

/// Folds a view whose flows run sideways, as `drawing` has it, into rows no wider than `room`. `None` when there is nothing
/// to gain by it, when rows would hold fewer than `least` columns on average, or when more flows lead from row to row than a
/// reader can follow: a few more where it is `decided` that the drawing is folded.
pub(super) fn fold(
    view: &View,
    captions: &[String],
    drawing: &Drawing,
    direction: Direction,
    room: Unit,
    least: usize,
    decided: bool,
) -> Option<Folded> {
    let filled = |node: usize| view.nodes.iter().any(|child| child.parent.is_some_and(|p| p.index() == node));
    let mut room = room;
    let mut region: Option<usize> = None;
    // The region to fold: the outermost that has columns narrow enough.
    let columns = loop {
        let columns = columns(view, drawing, direction, region);
        let widest = columns.iter().max_by_key(|column| column.width())?;
        if columns.len() > 1 && widest.width() <= room {
            break columns;
        }
        let [inner] = widest.items[..] else { return None };
        if !filled(inner) {
            return None;
        }
        // What is beside the boundary keeps its place; the boundary has what is left, less its padding.
        let beside = if columns.len() > 1 { drawing.size.w - widest.width() } else { 0 };
        let rect = drawing.nodes[inner];
        let children = view.nodes.iter().zip(&drawing.nodes);
        let inside: Vec<Rect> = children
            .filter(|(node, _)| node.parent.is_some_and(|parent| parent.index() == inner))
            .map(|(_, rect)| *rect)
            .collect();
        let (left, right) = (inside.iter().map(|r| r.x).min()?, inside.iter().map(|r| r.right()).max()?);
        room -= beside + rect.w - (right - left);
        region = Some(inner);
    };
    let cut = cuts(view, &columns, region);
    let rows = split(&columns, &cut, room)?;
    if rows.len() < 2 || columns.len() < least * rows.len() {
        return None;
    }
    let most = cut_at_most(columns.len(), least, decided);
    if rows.iter().skip(1).any(|row| cut[row.start - 1] > most) {
        return None;
    }
    let groups: Vec<Group> = rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let mut members: Vec<usize> =
                columns[row.clone()].iter().flat_map(|column| column.items.iter().copied()).collect();
            members.sort_unstable();
            let direction = if index % 2 == 0 { direction } else { opposite(direction) };
            Group { parent: region, members, direction: Some(direction) }
        })
        .collect();
    let mut folded = gather(view, captions, &groups);
    let mut around = direction;
    match region {
        None => around = Direction::Down,
        Some(region) => {
            let place = folded.nodes.iter().position(|&node| node == region)?;
            folded.view.nodes[place].direction = Some(Direction::Down);
        }
    }
    let leaves = columns.iter().flat_map(|column| &column.items).filter(|&&item| !view.nodes[item].container);
    let sizes: Vec<Rect> = leaves.map(|&leaf| drawing.nodes[leaf]).collect();
    let uniform = sizes.iter().map(|r| r.w).max().zip(sizes.iter().map(|r| r.h).max());
    Some(Folded { view: folded, direction: around, uniform: uniform.map(|(w, h)| Size::new(w, h)) })
}

/// Items of a region that stand above each other.
struct Column {
    items: Vec<usize>,
    from: Unit,
    to: Unit,
}

impl Column {
    fn width(&self) -> Unit {
        self.to - self.from
    }
}

/// The columns of a region, in the direction of flows.
fn columns(view: &View, drawing: &Drawing, direction: Direction, region: Option<usize>) -> Vec<Column> {
    let mut items: Vec<usize> = (0..view.nodes.len())
        .filter(|&node| view.nodes[node].parent.map(|parent| parent.index()) == region)
        .collect();
    items.sort_by_key(|&item| (drawing.nodes[item].x, item));
    let mut columns: Vec<Column> = Vec::new();
    for item in items {
        let rect = drawing.nodes[item];
        match columns.last_mut() {
            Some(column) if rect.x <= column.to => {
                column.items.push(item);
                column.to = column.to.max(rect.right());
            }
            _ => columns.push(Column { items: vec![item], from: rect.x, to: rect.right() }),
        }
    }
    if direction == Direction::Left {
        columns.reverse();
    }
    columns
}

/// How many flows lead over each gap between two columns.
fn cuts(view: &View, columns: &[Column], region: Option<usize>) -> Vec<usize> {
    let mut column_of: Vec<Option<usize>> = vec![None; view.nodes.len()];
    for (index, column) in columns.iter().enumerate() {
        for &item in &column.items {
            column_of[item] = Some(index);
        }
    }
    for (index, node) in view.nodes.iter().enumerate() {
        if let Some(parent) = node.parent.filter(|parent| Some(parent.index()) != region) {
            column_of[index] = column_of[index].or(column_of[parent.index()]);
        }
    }
    let mut cut = vec![0; columns.len().saturating_sub(1)];
    for edge in &view.edges {
        if let (Some(a), Some(b)) = (column_of[edge.from.index()], column_of[edge.to.index()]) {
            cut[a.min(b)..a.max(b)].iter_mut().for_each(|count| *count += 1);
        }
    }
    cut
}

/// Ranges of columns, one for each row: as few rows as fit, then as few flows cut, then the widest row as narrow as can be.
fn split(columns: &[Column], cut: &[usize], room: Unit) -> Option<Vec<std::ops::Range<usize>>> {
    let width = |from: usize, to: usize| {
        let (first, last) = (&columns[from], &columns[to - 1]);
        first.to.max(last.to) - first.from.min(last.from)
    };
    // Per column: rows, flows cut and widest row up to it, and where its last row begins.
    let mut best: Vec<Option<(usize, usize, Unit, usize)>> = vec![None; columns.len() + 1];
    best[0] = Some((0, 0, 0, 0));
    for to in 1..=columns.len() {
        for from in (0..to).rev() {
            let wide = width(from, to);
            if wide > room {
                break;
            }
            let Some((rows, flows, widest, _)) = best[from] else { continue };
            let flows = flows + if from > 0 { cut[from - 1] } else { 0 };
            let found = (rows + 1, flows, widest.max(wide), from);
            if best[to].is_none_or(|known| found < known) {
                best[to] = Some(found);
            }
        }
    }
    let mut rows = Vec::new();
    let mut to = columns.len();
    while to > 0 {
        let from = best[to]?.3;
        rows.push(from..to);
        to = from;
    }
    rows.reverse();
    Some(rows)
}

const fn opposite(direction: Direction) -> Direction {
    match direction {
        Direction::Down => Direction::Up,
        Direction::Up => Direction::Down,
        Direction::Right => Direction::Left,
        Direction::Left => Direction::Right,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(widths: &[Unit]) -> Vec<Column> {
        let mut x = 0;
        widths
            .iter()
            .enumerate()
            .map(|(index, &w)| {
                x += w + 5;
                Column { items: vec![index], from: x - w - 5, to: x - 5 }
            })
            .collect()
    }

    #[test]
    fn rows_are_even_and_keep_order() {
        let columns = chain(&[17, 15, 17, 17, 19, 15]);
        assert_eq!(split(&columns, &[1; 5], 80), Some(vec![0..3, 3..6]));
    }

    #[test]
    fn rows_never_pass_the_room() {
        let columns = chain(&[30, 10, 10, 30, 30, 10, 25, 40]);
        for room in 40..200 {
            let rows = split(&columns, &[1; 7], room).expect("every column fits");
            assert!(rows.iter().all(|row| columns[row.end - 1].to - columns[row.start].from <= room));
            assert!(rows.windows(2).all(|pair| pair[0].end == pair[1].start));
        }
        assert_eq!(split(&columns, &[1; 7], 39), None);
    }
}
