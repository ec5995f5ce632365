//! Cards among others: how wide each may get, so that all of them and the lines beside them fit the width.
//!
//! A card can be had in many widths, so it is tried in a few, the widest first, each with the whole ladder of the layered
//! engine. A drawing that fits with its labels at their lines is taken; then one that fits at all; then the narrowest.

use crate::diag::Outcome;
use crate::geom::{Insets, Rect, Size, Unit};
use crate::layout::metrics::{CardSpacing, Content, Lifelines, Line, Metrics, Placed, Spacing, Tightness};
use crate::layout::{Options, fit};
use crate::scene::{Scene, SceneUnit, TextRole};
use crate::view::{EdgeKind, Kind, Node, View};
use std::ops::Range;

/// The widths to try, in percent of the whole.
const SHARES: [Unit; 7] = [100, 95, 90, 80, 66, 48, 32];

/// Lays out a view of cards and lines between them.
pub(in crate::layout) fn fit(view: &View, metrics: &dyn Metrics, options: Options) -> Outcome<Scene> {
    let Some(room) = options.width else { return fit::fit(view, metrics, options) };
    let inner = room - 2 * metrics.margin();
    let mut best: Option<(u8, Outcome<Scene>)> = None;
    for share in SHARES {
        let limited = Limited { metrics, limit: inner * share / 100 };
        let drawn = fit::fit(view, &limited, options);
        let fits = drawn.value.size.w <= room;
        let rank = match (fits, drawn.value.notes.is_empty()) {
            (true, true) => return drawn,
            (true, false) => 1,
            (false, _) => 2,
        };
        let narrower = |best: &Outcome<Scene>| drawn.value.size.w < best.value.size.w;
        let better = match &best {
            None => true,
            Some((other, found)) => rank < *other || (rank == 2 && *other == 2 && narrower(found)),
        };
        if better {
            best = Some((rank, drawn));
        }
    }
    best.map_or_else(|| fit::fit(view, metrics, options), |(_, drawn)| drawn)
}

/// Metrics under which a card is no wider than a limit.
struct Limited<'a> {
    metrics: &'a dyn Metrics,
    limit: Unit,
}

impl Metrics for Limited<'_> {
    fn unit(&self) -> SceneUnit {
        self.metrics.unit()
    }

    fn spacing(&self, horizontal: bool, tightness: Tightness) -> Spacing {
        self.metrics.spacing(horizontal, tightness)
    }

    fn node(&self, node: &Node, tightness: Tightness) -> Content {
        self.metrics.node(node, tightness)
    }

    fn place_node(&self, node: &Node, content: &Content, rect: Rect) -> Placed {
        self.metrics.place_node(node, content, rect)
    }

    fn padding(&self, node: &Node, tightness: Tightness) -> Insets {
        self.metrics.padding(node, tightness)
    }

    fn title(&self, node: &Node, tightness: Tightness) -> Content {
        self.metrics.title(node, tightness)
    }

    fn place_title(&self, node: &Node, content: &Content, rect: Rect, offset: Unit) -> Placed {
        self.metrics.place_title(node, content, rect, offset)
    }

    fn title_span(&self, content: &Content, offset: Unit) -> Range<Unit> {
        self.metrics.title_span(content, offset)
    }

    fn title_offset(&self) -> Unit {
        self.metrics.title_offset()
    }

    fn label(&self, caption: &str, tightness: Tightness) -> Vec<Line> {
        self.metrics.label(caption, tightness)
    }

    fn step(&self, step: &str) -> Line {
        self.metrics.step(step)
    }

    fn heading(&self, title: &str, width: Option<Unit>) -> Vec<Line> {
        self.metrics.heading(title, width)
    }

    fn legend_line(&self, kind: EdgeKind) -> (Size, Line) {
        self.metrics.legend_line(kind)
    }

    fn legend_kind(&self, kind: Kind) -> (Size, Line) {
        self.metrics.legend_kind(kind)
    }

    fn card(&self) -> CardSpacing {
        self.metrics.card()
    }

    fn text(&self, text: &str, role: TextRole) -> Line {
        self.metrics.text(text, role)
    }

    fn label_within(&self, caption: &str, limit: Unit) -> Vec<Line> {
        self.metrics.label_within(caption, limit)
    }

    fn lines(&self, text: &str, role: TextRole, limit: Unit) -> Vec<Line> {
        self.metrics.lines(text, role, limit)
    }

    fn letters(&self, count: usize) -> Unit {
        self.metrics.letters(count)
    }

    fn lifelines(&self, tight: bool) -> Lifelines {
        self.metrics.lifelines(tight)
    }

    fn tab(&self, word: &str) -> Option<Line> {
        self.metrics.tab(word)
    }

    fn note(&self, text: &str, width: Unit) -> Vec<Line> {
        self.metrics.note(text, width)
    }

    fn card_limit(&self, _: Tightness) -> Unit {
        self.limit
    }

    fn margin(&self) -> Unit {
        self.metrics.margin()
    }
}
