//! Which ranks a connected part of a view is drawn on: each boundary on ranks of its own, or all boxes on common ones.
//!
//! Before: a part that can be drawn on either. After: the drawing on those that suit it better.
//!
//! What a drawing costs its reader is counted in bends: each line is worth one, and more where the lines are longer than in
//! the other drawing; a crossing is worth [`CROSSING`], and so many lines the page that they take. Where a width is asked
//! for, what keeps to it is better than what does not.
//!
//! Without a width the first flows decide, as they do on the shape of a page (`page`): one flow more must not turn a drawing
//! inside out. What they decide stands as long as it is not clearly wrong for all flows.

use super::layered::{self, Drawing, Ranks, Setting, Undrawn};
use super::metrics::Metrics;
use super::page;
use super::subview::{self, Subview};
use crate::geom::{Size, Unit};
use crate::scene::SceneUnit;
use crate::view::View;

/// What a crossing costs, in bends.
const CROSSING: f64 = 6.0;

/// What the drawing on global ranks may cost of what the other does: less when the first flows decide, since boundaries that
/// stand alone are found easier, and more for all flows.
const CLEARLY: f64 = 0.9;
const STILL: f64 = 1.05;

/// Draws a part on the ranks that suit it. `draw` draws it, or some of its flows.
pub(super) fn draw(
    view: &View,
    metrics: &dyn Metrics,
    setting: Setting,
    captions: &[String],
    mut draw: impl FnMut(Option<&Subview>, Setting) -> Result<Drawing, Undrawn>,
) -> Result<Drawing, Undrawn> {
    let [own, global] = [Ranks::Own, Ranks::Global].map(|ranks| Setting { ranks, ..setting });
    // Spreading ranks over rows is for boxes that nothing else holds together.
    if !layered::serves(view) || setting.limit.is_some() {
        return draw(None, own);
    }
    let (count, core) = (view.edges.len(), layered::core(view.edges.len()));
    let judge = Judge { metrics, setting };
    let mut bar = CLEARLY;
    if setting.width.is_none() && core < count {
        let part = subview::of_edges(view, captions, &(0..core).collect::<Vec<usize>>());
        if !layered::serves(&part.view) {
            return draw(None, own);
        }
        let quick = |way: Setting| Setting { thorough: false, ..way };
        let Ok(first) = draw(Some(&part), quick(global)) else { return draw(None, own) };
        if !judge.is_better(&first, &draw(Some(&part), quick(own))?, CLEARLY) {
            return draw(None, own);
        }
        bar = STILL;
    }
    match (draw(None, own), draw(None, global)) {
        (Ok(own), Ok(global)) => Ok(if judge.is_better(&global, &own, bar) { global } else { own }),
        (Err(Undrawn::TooWide(_)), Ok(global)) => Ok(global),
        (own, _) => own,
    }
}

struct Judge<'a> {
    metrics: &'a dyn Metrics,
    setting: Setting,
}

impl Judge<'_> {
    /// Whether a drawing on global ranks costs less than a share of what one on ranks of their own does.
    fn is_better(&self, global: &Drawing, own: &Drawing, share: f64) -> bool {
        let room = |width: Unit| width - self.metrics.wall() - 2 * self.metrics.margin();
        let fits = |drawing: &Drawing| self.setting.width.is_none_or(|width| drawing.size.w <= room(width));
        match (fits(global), fits(own)) {
            (true, true) | (false, false) => self.cost(global, own) < share * self.cost(own, own),
            (fits, _) => fits,
        }
    }

    /// What a drawing costs its reader, next to another of the same view.
    fn cost(&self, drawing: &Drawing, other: &Drawing) -> f64 {
        let lines = drawing.routes.len() as f64;
        let bends: usize = drawing.routes.iter().map(|route| route.len().saturating_sub(2)).sum();
        let crossings = page::crossings(drawing) as f64;
        let share = |own: i64, other: i64| own as f64 / other.max(1) as f64;
        let length = share(self.length(drawing), self.length(other));
        let page = share(self.side(drawing.size), self.side(other.size));
        CROSSING * crossings + bends as f64 + lines * (length + page)
    }

    /// How long all lines are together.
    fn length(&self, drawing: &Drawing) -> i64 {
        let pieces = drawing.routes.iter().flat_map(|route| route.windows(2));
        let length = |ends: &[crate::geom::Point]| {
            i64::from((ends[0].x - ends[1].x).abs()) + self.tall((ends[0].y - ends[1].y).abs())
        };
        pieces.map(length).sum()
    }

    /// The width of the smallest page that shows a drawing.
    fn side(&self, size: Size) -> i64 {
        i64::from(size.w).max(self.tall(size.h) * 16 / 10)
    }

    /// A distance down the page as one along it: a cell is twice as tall as wide.
    fn tall(&self, distance: Unit) -> i64 {
        i64::from(distance) * if self.metrics.unit() == SceneUnit::Cell { 2 } else { 1 }
    }
}
