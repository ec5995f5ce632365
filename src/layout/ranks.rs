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
//!
//! The other drawing is made only where there is something to gain: it is given up as soon as it crosses so often that no
//! shorter line makes up for it. A drawing that is searched for thoroughly tries it only where a quick one was better for it.

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
    let own = Setting { ranks: Ranks::Own, ..setting };
    // Spreading ranks over rows is for boxes that nothing else holds together.
    if !setting.tries_global || setting.limit.is_some() || !layered::serves(view) {
        return draw(None, own);
    }
    let (count, core) = (view.edges.len(), layered::core(view.edges.len()));
    let judge = Judge { metrics, setting };
    let drawn = match draw(None, own) {
        Ok(drawn) => drawn,
        // Down the page boundaries beside each other are wider still.
        Err(Undrawn::TooWide(least)) if setting.direction.is_horizontal() => {
            let global = Setting { ranks: Ranks::Global { most: i64::MAX }, ..setting };
            return draw(None, global).map_err(|_| Undrawn::TooWide(least));
        }
        Err(undrawn) => return Err(undrawn),
    };
    let mut bar = CLEARLY;
    if setting.width.is_none() && core < count {
        let part = subview::of_edges(view, captions, &(0..core).collect::<Vec<usize>>());
        if !layered::serves(&part.view) {
            return Ok(drawn);
        }
        let quick = |way: Setting| Setting { thorough: false, ..way };
        let Ok(first) = draw(Some(&part), quick(judge.global(&drawn))) else { return Ok(drawn) };
        if !judge.is_better(&first, &draw(Some(&part), quick(own))?, CLEARLY) {
            return Ok(drawn);
        }
        bar = STILL;
    }
    Ok(match draw(None, judge.global(&drawn)) {
        Ok(global) if judge.is_better(&global, &drawn, bar) => global,
        _ => drawn,
    })
}

struct Judge<'a> {
    metrics: &'a dyn Metrics,
    setting: Setting,
}

impl Judge<'_> {
    /// The setting of a drawing on global ranks that may be better than the one on ranks of their own: with fewer crossings
    /// than would cost as much alone, when lines are half as long and the page half as large.
    fn global(&self, own: &Drawing) -> Setting {
        let most = ((self.cost(own, own) - own.routes.len() as f64) / CROSSING) as i64;
        Setting { ranks: Ranks::Global { most }, ..self.setting }
    }

    /// Whether a drawing keeps to the width that was asked for.
    fn fits(&self, drawing: &Drawing) -> bool {
        let room = |width: Unit| width - self.metrics.wall() - 2 * self.metrics.margin();
        self.setting.width.is_none_or(|width| drawing.size.w <= room(width))
    }

    /// Whether a drawing on global ranks costs less than a share of what one on ranks of their own does.
    fn is_better(&self, global: &Drawing, own: &Drawing, share: f64) -> bool {
        match (self.fits(global), self.fits(own)) {
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

#[cfg(test)]
mod tests {
    use crate::geom::Rect;
    use crate::layout::metrics::{Metrics, cells::CellMetrics, pixels::PixelMetrics};
    use crate::layout::sketch::{Random, edge, node};
    use crate::layout::{Options, layout};
    use crate::scene::{Scene, faults};
    use crate::view::{Direction, EdgeKind, View};

    /// As many boundaries as `slices`, each with a chain of `depth` boxes, and the boxes of one level joined from slice to slice.
    fn slices(slices: usize, depth: usize, label: &str) -> View {
        let mut view = View { name: "components".to_owned(), title: "Slices".to_owned(), ..View::default() };
        for slice in 0..slices {
            let boundary = view.nodes.len();
            view.nodes.push(node(boundary, None, true));
            (1..=depth).for_each(|level| view.nodes.push(node(boundary + level, Some(boundary), false)));
            for level in 1..=depth {
                let at = boundary + level;
                let index = view.edges.len();
                if level < depth {
                    view.edges.push(edge(index, at, at + 1, EdgeKind::Sync, false, ""));
                }
                if slice + 1 < slices {
                    let index = view.edges.len();
                    view.edges.push(edge(index, at, at + depth + 1, EdgeKind::Async, false, label));
                }
            }
        }
        view
    }

    fn drawn(view: &View, metrics: &dyn Metrics, direction: Direction) -> Scene {
        let options = Options { direction: Some(direction), ..Options::default() };
        let scene = layout(view, metrics, options).value;
        assert!(faults::find(&scene).is_empty(), "{}", faults::report(&scene));
        scene
    }

    /// Whether two boundaries stand beside each other, as flows run.
    fn are_beside(a: Rect, b: Rect, direction: Direction) -> bool {
        match direction.is_horizontal() {
            true => a.x < b.right() && b.x < a.right(),
            false => a.y < b.bottom() && b.y < a.bottom(),
        }
    }

    #[test]
    fn slices_stand_side_by_side_and_their_calls_run_straight() {
        for direction in [Direction::Down, Direction::Up, Direction::Right, Direction::Left] {
            for (metrics, label) in [(&PixelMetrics as &dyn Metrics, "calls"), (&CellMetrics, "")] {
                let view = slices(3, 3, label);
                let scene = drawn(&view, metrics, direction);
                let [a, b, c] = [0, 4, 8].map(|node: usize| scene.nodes[node].rect);
                assert!(are_beside(a, b, direction) && are_beside(b, c, direction), "{direction:?}");
                let bends: usize = scene.edges.iter().map(|edge| edge.points.len() - 2).sum();
                assert_eq!(bends, 0, "{direction:?}");
            }
        }
    }

    #[test]
    fn a_flow_more_leaves_slices_where_they_are() {
        let mut view = slices(3, 3, "calls");
        let before = drawn(&view, &PixelMetrics, Direction::Down);
        let index = view.edges.len();
        view.edges.push(edge(index, 1, 6, EdgeKind::Sync, false, ""));
        let after = drawn(&view, &PixelMetrics, Direction::Down);
        for (a, b) in [(0, 4), (4, 8)] {
            let order = |scene: &Scene| {
                let [a, b] = [a, b].map(|node: usize| scene.nodes[node].rect);
                (are_beside(a, b, Direction::Down), a.x < b.x)
            };
            assert_eq!(order(&before), order(&after));
        }
    }

    #[test]
    fn whatever_else_joins_slices_the_drawing_is_sound() {
        let mut beside = 0;
        for seed in 0..120u64 {
            let mut random = Random((seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
            let (count, depth) = (2 + random.below(3), 2 + random.below(3));
            let mut view =
                slices(count, depth, ["", "calls", "a label that has to be wrapped"][random.below(3)]);
            view.edges.retain(|_| random.below(4) > 0);
            for _ in 0..random.below(5) {
                let boxes: Vec<usize> = (0..view.nodes.len()).filter(|at| at % (depth + 1) > 0).collect();
                let (from, to) = (boxes[random.below(boxes.len())], boxes[random.below(boxes.len())]);
                let kind = [EdgeKind::Sync, EdgeKind::Error][random.below(2)];
                view.edges.push(edge(view.edges.len(), from, to, kind, false, "also"));
            }
            for (index, edge) in view.edges.iter_mut().enumerate() {
                edge.id = format!("e{index}");
            }
            let directions = [Direction::Down, Direction::Up, Direction::Right, Direction::Left];
            let direction = directions[random.below(4)];
            for metrics in [&PixelMetrics as &dyn Metrics, &CellMetrics] {
                let scene = drawn(&view, metrics, direction);
                let [a, b] = [0, depth + 1].map(|node| scene.nodes[node].rect);
                beside += usize::from(are_beside(a, b, direction));
            }
        }
        assert!(beside > 60, "{beside}");
    }
}
