//! Places along: how far apart the lifelines stand.
//!
//! Before: a measured sheet. After: neighbouring heads and boundaries keep their gap, and between any two columns there is
//! room for what stands there. Method: every demand is "column `hi` is at least `d` right of column `lo`", so the longest
//! path from the first column gives the least places; it is one walk, since demands only point to the right. A label on a
//! message past several columns stands in one of the gaps that it passes, the widest one when all others have theirs.

use super::sheet::{Row, Sheet, widest};
use crate::geom::Unit;

/// How far a node reaches left of its first column, and right of its last.
pub(super) type Reach = (Unit, Unit);

/// Where the columns are.
pub(super) struct Columns {
    /// Their lifelines; the first is 0.
    pub x: Vec<Unit>,
    /// Per edge, the gap that its label stands in: that right of this column.
    pub gap: Vec<usize>,
    /// The same for what is written in the walls of each frame.
    pub wall_gap: Vec<usize>,
    /// Per node.
    pub reach: Vec<Reach>,
}

/// A demand: these two columns, that far apart.
type Demand = (usize, usize, Unit);

pub(super) fn place(sheet: &Sheet<'_>) -> Columns {
    let reach = heads(sheet);
    let mut demands: Vec<Vec<(usize, Unit)>> = vec![Vec::new(); sheet.columns.len()];
    let mut ask = |(lo, hi, d): Demand| {
        if lo < hi && hi < sheet.columns.len() {
            demands[hi].push((lo, d));
        }
    };
    neighbours(sheet, &reach).into_iter().for_each(&mut ask);
    for row in &sheet.rows {
        match *row {
            Row::Message(edge) => message(sheet, edge).into_iter().for_each(&mut ask),
            Row::Note(note) => {
                let note = &sheet.notes[note];
                let extent = note.extent;
                let whole = note.width + 2 * sheet.space.note.w - sheet.metrics.wall();
                ask((extent.lo, extent.hi, whole - extent.left - extent.right));
                beside(sheet, extent).into_iter().for_each(&mut ask);
            }
            Row::Open(frame) => {
                let extent = sheet.frames[frame].extent;
                beside(sheet, extent).into_iter().for_each(&mut ask);
                if extent.hi == extent.lo + 1 {
                    let room = sheet.beside(sheet.space.wall_clear) + sheet.header_width(frame);
                    ask(apart(sheet, extent.lo, room));
                }
            }
            Row::Branch(..) | Row::Close(_) | Row::Wakes(_) | Row::Rests(_) => {}
        }
    }
    let first = longest(&demands);
    let mut gap = vec![0; sheet.view.edges.len()];
    let mut wall_gap = vec![0; sheet.frames.len()];
    let widest_gap = Widest::new(&first);
    for row in &sheet.rows {
        let edge = match *row {
            Row::Message(edge) => edge,
            Row::Open(frame) => {
                let extent = sheet.frames[frame].extent;
                wall_gap[frame] = extent.lo;
                if extent.hi > extent.lo + 1 {
                    let room = sheet.beside(sheet.space.wall_clear) + sheet.header_width(frame);
                    // Behind the word in the corner where there is room, else where there is most.
                    let (lo, hi, d) = apart(sheet, extent.lo, room);
                    let fits = first[hi] - first[lo] >= d;
                    let widest = || widest_gap.of(extent.lo, extent.hi, true, 50);
                    wall_gap[frame] = if fits { extent.lo } else { widest() };
                    let (lo, hi, d) = apart(sheet, wall_gap[frame], room);
                    demands[hi].push((lo, d));
                }
                continue;
            }
            _ => continue,
        };
        let (from, to) = sheet.ends(edge);
        let (lo, hi) = (from.min(to), from.max(to));
        gap[edge] = if lo == hi { lo } else { widest_gap.of(lo, hi, from < to, 75) };
        if hi > lo + 1 {
            let label = widest(&sheet.label(&sheet.captions[edge]));
            if label > 0 {
                let (lo, hi, d) = apart(sheet, gap[edge], sheet.beside(sheet.space.clear) + label);
                demands[hi].push((lo, d));
            }
        }
    }
    Columns { x: longest(&demands), gap, wall_gap, reach }
}

/// How wide a drawing with these columns gets.
pub(super) fn width(sheet: &Sheet<'_>, columns: &Columns) -> Unit {
    let heads =
        columns.reach.iter().zip(&sheet.range).map(|(&(left, right), &(lo, hi))| (lo, left, hi, right));
    let fields =
        sheet.frames.iter().map(|frame| frame.extent).chain(sheet.notes.iter().map(|note| note.extent));
    let rings = sheet.rows.iter().filter_map(|row| match *row {
        Row::Message(edge) => Some(sheet.message_extent(edge)),
        _ => None,
    });
    let extents = fields.chain(rings).map(|extent| (extent.lo, extent.left, extent.hi, extent.right));
    let x = |column: usize| columns.x.get(column).copied().unwrap_or(0);
    let (left, right) = heads
        .chain(extents)
        .fold((0, 0), |(low, high): (Unit, Unit), (lo, l, hi, r)| (low.min(x(lo) - l), high.max(x(hi) + r)));
    right - left + sheet.metrics.wall()
}

/// The least places that meet all demands.
fn longest(demands: &[Vec<(usize, Unit)>]) -> Vec<Unit> {
    let mut x: Vec<Unit> = Vec::with_capacity(demands.len());
    for list in demands {
        let least = x.last().map_or(0, |last| last + 1);
        x.push(list.iter().map(|&(lo, d)| x[lo] + d).fold(least, Unit::max));
    }
    x
}

/// Between two neighbouring columns, beyond what their bars reach.
fn apart(sheet: &Sheet<'_>, lo: usize, room: Unit) -> Demand {
    (lo, lo + 1, sheet.reach[lo].1 + room + sheet.reach[lo + 1].0)
}

/// What a message asks of its ends, and of the gap that its label stands in when there is only one.
fn message(sheet: &Sheet<'_>, edge: usize) -> Vec<Demand> {
    let (from, to) = sheet.ends(edge);
    let (lo, hi) = (from.min(to), from.max(to));
    let label = widest(&sheet.label(&sheet.captions[edge]));
    let room = if label > 0 { sheet.beside(sheet.space.clear) + label } else { 0 };
    if lo == hi {
        if hi + 1 == sheet.columns.len() {
            return Vec::new();
        }
        let ring = sheet.ring(edge) + room.max(sheet.space.clear + sheet.metrics.wall());
        return vec![(hi, hi + 1, ring + sheet.reach[hi + 1].0)];
    }
    let bars = sheet.reach[lo].1 + sheet.reach[hi].0;
    let mut asked = vec![(lo, hi, bars + sheet.shortest(edge))];
    if hi == lo + 1 {
        asked.push((lo, hi, bars + room));
    }
    asked
}

/// What a frame or note asks of the columns beside it.
fn beside(sheet: &Sheet<'_>, extent: super::sheet::Extent) -> Vec<Demand> {
    let clear = sheet.space.clear + sheet.metrics.wall();
    let mut asked = Vec::new();
    if let Some(before) = extent.lo.checked_sub(1) {
        asked.push((before, extent.lo, sheet.reach[before].1 + clear + extent.left));
    }
    if let Some(&(left, _)) = sheet.reach.get(extent.hi + 1) {
        asked.push((extent.hi, extent.hi + 1, extent.right + clear + left));
    }
    asked
}

/// How far each head, and each boundary around heads, reaches.
fn heads(sheet: &Sheet<'_>) -> Vec<Reach> {
    let wall = sheet.metrics.wall();
    let mut reach: Vec<Reach> = vec![(0, 0); sheet.nodes.len()];
    for (index, node) in sheet.nodes.iter().enumerate().rev() {
        let whole = sheet.contents[index].size.w - wall;
        if !node.container {
            reach[index] = (whole / 2, whole - whole / 2);
        } else if sheet.range[index].0 == sheet.range[index].1 {
            // One head has to be as wide as the title; it stands in the middle of it.
            let (left, right) = reach[index];
            let missing = (whole - left - right).max(0);
            reach[index] = (left + missing / 2, right + missing - missing / 2);
        }
        let Some(parent) = node.parent.map(|parent| parent.index()) else { continue };
        let padding = sheet.metrics.padding(&sheet.nodes[parent], sheet.setting.tightness());
        let (own, around) = (sheet.range[index], sheet.range[parent]);
        if own.0 == around.0 {
            reach[parent].0 = reach[parent].0.max(reach[index].0 + padding.left);
        }
        if own.1 == around.1 {
            reach[parent].1 = reach[parent].1.max(reach[index].1 + padding.right);
        }
    }
    reach
}

/// What heads and boundaries ask of neighbouring columns, and titles of the columns under them.
fn neighbours(sheet: &Sheet<'_>, reach: &[Reach]) -> Vec<Demand> {
    let mut asked = Vec::new();
    // The outermost box around a column that does not hold another column as well.
    let outermost = |column: usize, other: usize| {
        let mut at = sheet.columns[column];
        while let Some(parent) = sheet.nodes[at].parent.map(|parent| parent.index()) {
            if (sheet.range[parent].0..=sheet.range[parent].1).contains(&other) {
                break;
            }
            at = parent;
        }
        at
    };
    let gap = sheet.space.head_gap + sheet.metrics.wall();
    let is_leaf = |node: usize| !sheet.nodes[node].container;
    for column in 1..sheet.columns.len() {
        let (before, here) = (outermost(column - 1, column), outermost(column, column - 1));
        let (right, left) = (reach[before].1, reach[here].0);
        if !(sheet.setting.staggered && is_leaf(before) && is_leaf(here)) {
            asked.push((column - 1, column, right + gap + left));
            continue;
        }
        // The two stand in different rows: each keeps clear of the lifeline of the other, and of its next but one.
        let room = right.max(left) + sheet.space.stagger.w + sheet.metrics.wall();
        asked.push((column - 1, column, room));
        if column >= 2 {
            let second = outermost(column - 2, column);
            asked.push((column - 2, column, reach[second].1 + gap + left));
        }
    }
    for (index, node) in sheet.nodes.iter().enumerate().filter(|(_, node)| node.container) {
        let (lo, hi) = sheet.range[index];
        debug_assert!(node.container && lo <= hi, "a boundary without insides takes no part");
        let title = sheet.contents[index].size.w - sheet.metrics.wall();
        asked.push((lo, hi, title - reach[index].0 - reach[index].1));
    }
    asked
}

/// Finds the widest of neighbouring gaps, by a sparse table (Bender & Farach-Colton 2000).
struct Widest {
    /// Per power of two, per gap, the widest of that many gaps from there on.
    table: Vec<Vec<usize>>,
    widths: Vec<Unit>,
}

impl Widest {
    fn new(x: &[Unit]) -> Widest {
        let widths: Vec<Unit> = x.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let mut table = vec![(0..widths.len()).collect::<Vec<usize>>()];
        while let Some(last) = table.last().filter(|last| last.len() > 1 << (table.len() - 1)) {
            let step = 1 << (table.len() - 1);
            let wider = |(&a, &b): (&usize, &usize)| if widths[b] > widths[a] { b } else { a };
            let next = last.iter().zip(&last[step..]).map(wider).collect();
            table.push(next);
        }
        Widest { table, widths }
    }

    /// The widest gap between two columns, or the one at the source when that has so many percent of its width.
    fn of(&self, lo: usize, hi: usize, from_left: bool, percent: Unit) -> usize {
        let level = (hi - lo).ilog2() as usize;
        let (a, b) = (self.table[level][lo], self.table[level][hi - (1 << level)]);
        let best = if self.widths[b] > self.widths[a] { b } else { a };
        let source = if from_left { lo } else { hi - 1 };
        if self.widths[source] * 100 >= self.widths[best] * percent { source } else { best }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_gap_is_found_and_the_source_is_preferred() {
        let widest = Widest::new(&[0, 10, 50, 61, 73, 80]);
        assert_eq!(widest.of(0, 5, true, 75), 1);
        assert_eq!(widest.of(2, 5, true, 75), 2, "11 is nearly 12");
        assert_eq!(widest.of(2, 4, false, 75), 3);
        assert_eq!(widest.of(0, 1, true, 75), 0);
    }

    #[test]
    fn demands_are_met_and_no_more() {
        let x = longest(&[vec![], vec![(0, 5)], vec![(1, 3), (0, 20)], vec![(2, 2), (1, 9)]]);
        assert_eq!(x, [0, 5, 20, 22]);
    }
}
