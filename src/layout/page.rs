//! The shape of a page: which of several drawings of one view a page shows largest.
//!
//! Before: a drawing without a limit, as its flows ask for. After: the same view, drawn in the way that fits a page best, when
//! the first way is far too wide or too tall for one. A page is 1.6 times as wide as tall; a drawing may be anything between
//! 0.6 and 2.2, and small drawings are left as they are. No other way is taken for more crossings than it saves paper.
//! Which way is taken is decided by the first flows of a view, so that a further one rarely turns a drawing round.

use super::blocks::Flat;
use super::fit::{Choice, Effort, Task, turned};
use super::ladder::{Level, NoteLimit};
use super::layered::{self, Drawing, Setting, Undrawn};
use super::steps::Captions;
use super::subview;
use crate::geom::{Point, Size, Unit};
use crate::scene::SceneUnit;
use crate::view::{Direction, ViewKind};

/// Up to this many boxes and lines a drawing without a limit is fitted to the shape of a page.
const SHAPED: usize = 150;

/// The shape of a page is judged anew with every so many flows.
const JUDGED: usize = 8;

/// Beyond this many pixels the words of a journey that reads from left to right are too small on a page.
const JOURNEY_WIDE: Unit = 1_400;

/// Drawings no larger than this are shown well in any shape.
const SMALL: Size = Size::new(1000, 800);

/// No taller than this, a drawing may be a column.
const COLUMN: Unit = 1_100;

impl Task<'_> {
    /// A drawing without a limit: the way its flows run, or the way that fits a page better.
    pub(super) fn on_page(
        &self,
        direction: Direction,
        free: bool,
        notes: NoteLimit,
    ) -> Result<Drawing, Undrawn> {
        let choice = Choice { level: Level::GENEROUS, direction, aim: 0, global: true };
        let setting = self.setting(choice, Effort::Best);
        let drawing = self.draw(setting, notes)?;
        let small = self.size() <= SHAPED;
        let journey = self.view.kind == ViewKind::Dataflow;
        let pixels = self.metrics.unit() == SceneUnit::Px;
        if pixels && small && journey && free && drawing.size.w > JOURNEY_WIDE {
            let other = self.draw(Setting { direction: turned(direction), ..setting }, notes)?;
            return Ok(if cost(&other) < cost(&drawing) { other } else { drawing });
        }
        if !pixels || !small || journey || !is_nearly_odd(drawing.size) {
            return Ok(drawing);
        }
        // What the page is like is judged by the first flows alone: one more must not turn a drawing round.
        let edges = self.view.edges.len();
        let judged = if edges < JUDGED { layered::core(edges) } else { edges / JUDGED * JUDGED };
        let core = {
            let first: Vec<usize> = (0..judged).collect();
            subview::of_edges(self.view, &self.captions.shown(notes), &first).view
        };
        let captions = Captions::new(&core, self.metrics).shown(notes);
        let quick = self.setting(choice, Effort::Quick);
        let draw = |way: Setting| Flat::draw(&core, self.metrics, way, &captions);
        let flat = draw(quick)?;
        let first = flat.in_rows(None)?;
        let Size { w, h } = first.size;
        if !is_odd(first.size) {
            return Ok(drawing);
        }
        // Ways are drawn quickly; the best is drawn again with care, and has to be clearly better than the first.
        let least = cost(&first) * 4 / 5;
        let mut best: Option<(i64, Setting)> = None;
        // Tells whether a still narrower one would only be taller.
        let mut judge = |way: Setting, drawn: Drawing| {
            let cost = cost(&drawn);
            if cost < best.map_or(least, |best| best.0) {
                best = Some((cost, way));
            }
            is_tall(drawn.size)
        };
        let mut sideways = direction.is_horizontal().then_some((flat, w));
        if sideways.is_none() {
            let side = (f64::from(w) * f64::from(h) * 1.6).sqrt() as Unit;
            let limits = [side * 3 / 2, side * 5 / 4, side, side * 3 / 4];
            for limit in limits.into_iter().filter(|&limit| limit < w * 9 / 10) {
                let way = Setting { limit: Some(limit), squeeze: Some(limit), ..quick };
                if judge(way, draw(way)?.in_rows(None)?) {
                    break;
                }
            }
        }
        if free {
            let turned = Setting { direction: turned(direction), ..quick };
            let flat = draw(turned)?;
            let drawn = flat.in_rows(None)?;
            let wide = drawn.size.w;
            judge(turned, drawn);
            sideways = sideways.or(Some((flat, wide)));
        }
        if let Some((flat, wide)) = sideways {
            for fold in (2..=6).map(|rows| wide / rows * 11 / 10).filter(|&fold| fold > 300) {
                let way = Setting { fold: Some(fold), ..flat.setting };
                if judge(way, flat.in_rows(Some(fold))?) {
                    break;
                }
            }
        }
        if let Some((_, way)) = best {
            // A little air leaves lines straight that would else step aside by a few pixels.
            let squeeze = way.squeeze.map(|limit| limit * 21 / 20);
            let fold = way.fold.map(|limit| limit * 21 / 20);
            let other = self.draw(Setting { thorough: true, squeeze, fold, ..way }, notes)?;
            // What the first flows decided stands, as long as it is not clearly wrong for all of them.
            let folds = fold.is_none_or(|room| other.size.w <= room * 3 / 2);
            if folds && cost(&other) < cost(&drawing) * 13 / 10 {
                return Ok(other);
            }
        }
        Ok(drawing)
    }
}

/// Whether a drawing is too large and too far from a page's shape to be left at that.
pub(super) fn is_odd(size: Size) -> bool {
    let wide = 10 * i64::from(size.w) > 22 * i64::from(size.h);
    let tall = 10 * i64::from(size.w) < 6 * i64::from(size.h);
    // A column of some boxes is read well as it is, as long as it is no thread.
    let thread = 10 * i64::from(size.w) < 3 * i64::from(size.h);
    (wide && size.w > SMALL.w) || (thread && size.h > SMALL.h) || (tall && size.h > COLUMN)
}

/// Whether a drawing is odd, or might be one with a few flows less.
pub(super) fn is_nearly_odd(size: Size) -> bool {
    let Size { w, h } = size;
    is_odd(Size::new(w * 4 / 3, h)) || is_odd(Size::new(w, h * 4 / 3))
}

/// Whether its height is what keeps a drawing from being shown larger.
pub(super) fn is_tall(size: Size) -> bool {
    16 * i64::from(size.h) > 10 * i64::from(size.w)
}

/// What a drawing costs its reader: the width of the smallest page that shows it, every crossing, and every line that turns
/// back.
pub(super) fn cost(drawing: &Drawing) -> i64 {
    let Size { w, h } = drawing.size;
    let odd = 10 * i64::from(w) > 22 * i64::from(h) || 10 * i64::from(w) < 6 * i64::from(h);
    let page = i64::from(w).max(i64::from(h) * 16 / 10) * if odd { 12 } else { 10 } / 10;
    page + page * (crossings(drawing) + turns_back(drawing)) as i64 / 25
}

/// How often lines turn back to where they came from, along the page or down it.
fn turns_back(drawing: &Drawing) -> usize {
    let turns = |route: &[Point], place: fn(Point) -> Unit| {
        let ways = route.windows(2).map(|ends| (place(ends[1]) - place(ends[0])).signum());
        let ways: Vec<Unit> = ways.filter(|&way| way != 0).collect();
        ways.windows(2).filter(|ways| ways[0] != ways[1]).count()
    };
    drawing.routes.iter().map(|route| turns(route, |at| at.x) + turns(route, |at| at.y)).sum()
}

/// How often lines cross.
pub(super) fn crossings(drawing: &Drawing) -> usize {
    let mut upright: Vec<(Unit, Unit, Unit)> = Vec::new();
    let mut lying: Vec<(Unit, Unit, Unit)> = Vec::new();
    for route in &drawing.routes {
        for ends in route.windows(2) {
            let (a, b): (Point, Point) = (ends[0], ends[1]);
            if a.x == b.x {
                upright.push((a.x, a.y.min(b.y), a.y.max(b.y)));
            } else {
                lying.push((a.y, a.x.min(b.x), a.x.max(b.x)));
            }
        }
    }
    upright.sort_unstable();
    let mut count = 0;
    for &(y, from, to) in &lying {
        let first = upright.partition_point(|piece| piece.0 <= from);
        count += upright[first..]
            .iter()
            .take_while(|piece| piece.0 < to)
            .filter(|piece| piece.1 < y && y < piece.2)
            .count();
    }
    count
}
