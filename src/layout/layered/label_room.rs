//! Gives labels the room that they turn out to have.
//!
//! Before: labels were wrapped alike, to the width of the ladder's level, and everything has its place along the rows.
//! After: where a label row is taller than one line, its labels are wrapped as wide as their place allows, and, as long as
//! the drawing stays within its width, lines move apart for the label that makes a row tall. A row of text saved is a row that
//! every line of the drawing passes through. Only for labels beside their line: labels on it count across, not along.

use super::NOTED;
use super::gaps::behind;
use super::graph::{Graph, RowKind, VertexKind, Vx};
use super::p4_place::{self, Places};
use crate::geom::Unit;
use crate::layout::metrics::{LabelPlace, Line, Tightness};
use crate::layout::simplex::Basis;
use crate::scene::SceneUnit;

/// How often at most lines are moved apart.
const ROUNDS: usize = 12;
/// Up to so many notes are tried in words, each by placing everything anew.
const NUMBERS: usize = 40;
/// No label is wrapped wider: beyond it a line of text reads badly beside its flow.
const WIDEST: Unit = 32;

/// Wraps labels anew. `widest` is how wide the whole may get by moving lines apart; `None` leaves them where they are.
pub(super) fn settle(
    graph: &mut Graph<'_>,
    places: Places,
    extra: &[Unit],
    widest: Option<Unit>,
    basis: &mut Basis,
) -> Places {
    if graph.spacing.label_place != LabelPlace::Beside || graph.metrics.unit() != SceneUnit::Cell {
        return places;
    }
    let mut places = places;
    relax(graph, &places);
    let Some(widest) = widest else { return places };
    let widest = widest.max(width(graph, &places));
    let mut given_up: Vec<Vx> = Vec::new();
    for _ in 0..ROUNDS {
        let Some(v) = tallest(graph, &given_up) else { break };
        let lower = |graph: &mut Graph<'_>| {
            let edge = graph.vertices[v].edge;
            let lines = graph.routes[edge].label.len();
            let Some(label) = wrapped(graph, edge, WIDEST, lines - 1) else { return false };
            graph.routes[edge].label = label;
            measure(graph, v);
            true
        };
        match attempt(graph, v, &places, extra, widest, basis, lower) {
            Some(now) => {
                places = now;
                relax(graph, &places);
            }
            None => given_up.push(v),
        }
    }
    // A note that is worded saves its line under the drawing, so its row may get taller by one.
    let numbers: Vec<Vx> = (0..graph.vertices.len())
        .filter(|&v| graph.vertices[v].kind == VertexKind::Label && is_number(graph, graph.vertices[v].edge))
        .collect();
    if numbers.len() > NUMBERS {
        return places;
    }
    for v in numbers {
        let vertex = &graph.vertices[v];
        if !is_number(graph, vertex.edge) {
            continue;
        }
        let items = &graph.regions[vertex.region].rows[vertex.row].items;
        let others = items.iter().filter(|&&other| graph.vertices[other].kind == VertexKind::Label);
        let most =
            others.map(|&other| graph.routes[graph.vertices[other].edge].label.len()).max().unwrap_or(1);
        let words = |graph: &mut Graph<'_>| word(graph, v, WIDEST, most.max(2));
        if let Some(now) = attempt(graph, v, &places, extra, widest, basis, words) {
            places = now;
            relax(graph, &places);
        }
    }
    places
}

/// Places everything anew for a change of one label. `None`, with the label as it was, when the change does nothing, takes more
/// than the width there is, or bends lines: the rows of a bend are more than a line of text.
fn attempt(
    graph: &mut Graph<'_>,
    v: Vx,
    places: &Places,
    extra: &[Unit],
    widest: Unit,
    basis: &mut Basis,
    change: impl FnOnce(&mut Graph<'_>) -> bool,
) -> Option<Places> {
    let edge = graph.vertices[v].edge;
    let before = (graph.vertices[v].clone(), graph.routes[edge].label.clone(), graph.routes[edge].worded);
    if change(graph) {
        // What was pulled at before may no longer be what has to be.
        for anew in [false, true] {
            let mut now = if anew {
                p4_place::place_straight(graph, extra, &places.sides, basis)
            } else {
                p4_place::place_again(graph, extra, places, basis)
            };
            p4_place::neaten(graph, &mut now);
            if width(graph, &now) > widest {
                break;
            }
            if bent(&now) <= bent(places) {
                return Some(now);
            }
        }
    }
    (graph.vertices[v], graph.routes[edge].label, graph.routes[edge].worded) = before;
    None
}

/// How many segments bend.
fn bent(places: &Places) -> usize {
    places.ports.iter().filter(|ports| ports.0 != ports.1).count()
}

/// The label that makes its row taller than all others of the row would, by most.
fn tallest(graph: &Graph<'_>, given_up: &[Vx]) -> Option<Vx> {
    let mut best: Option<(usize, Vx)> = None;
    for row in graph.regions.iter().flat_map(|region| &region.rows).filter(|row| row.kind == RowKind::Labels)
    {
        let tall = |v: &Vx| graph.routes[graph.vertices[*v].edge].label.len();
        let labels = || row.items.iter().copied().filter(|&v| graph.vertices[v].kind == VertexKind::Label);
        let most = labels().map(|v| tall(&v)).max().unwrap_or(0);
        // All that are as tall have to shrink, or none needs to.
        if most < 2 || labels().any(|v| tall(&v) == most && given_up.contains(&v)) {
            continue;
        }
        if let Some(v) = labels().find(|v| tall(v) == most)
            && best.is_none_or(|found| found.0 < most)
        {
            best = Some((most, v));
        }
    }
    best.map(|found| found.1)
}

/// Wraps every label that makes its row tall as wide as the room right of its line allows.
fn relax(graph: &mut Graph<'_>, places: &Places) {
    let right = right(graph, places);
    for region in 0..graph.regions.len() {
        for row in 0..graph.regions[region].rows.len() {
            if graph.regions[region].rows[row].kind != RowKind::Labels {
                continue;
            }
            let items = graph.regions[region].rows[row].items.clone();
            let labels: Vec<(Vx, Unit)> = items
                .iter()
                .enumerate()
                .filter(|&(_, &v)| graph.vertices[v].kind == VertexKind::Label)
                .map(|(index, &v)| (v, room(graph, places, region, v, items.get(index + 1).copied(), right)))
                .collect();
            let lines = |graph: &Graph<'_>, v: Vx| graph.routes[graph.vertices[v].edge].label.len();
            // As few lines as the most cramped label needs; for the others no fewer, so that they stay narrow.
            let fewest = |graph: &Graph<'_>, v: Vx, room: Unit| {
                let now = lines(graph, v);
                wrap(graph, graph.vertices[v].edge, room).map_or(now, |label| label.len().min(now))
            };
            let target = labels.iter().map(|&(v, room)| fewest(graph, v, room)).max().unwrap_or(0);
            for &(v, room) in &labels {
                if is_number(graph, graph.vertices[v].edge) {
                    word(graph, v, room, target);
                } else if lines(graph, v) > target
                    && let Some(label) = wrapped(graph, graph.vertices[v].edge, room, target)
                {
                    graph.routes[graph.vertices[v].edge].label = label;
                    measure(graph, v);
                }
            }
        }
    }
}

/// How wide the text of a label may be where it stands.
fn room(graph: &Graph<'_>, places: &Places, region: usize, v: Vx, next: Option<Vx>, right: Unit) -> Unit {
    let wall = graph.metrics.wall();
    let end = match (next, graph.regions[region].vertex) {
        (Some(next), _) if matches!(graph.vertices[next].kind, VertexKind::Wall(..)) => {
            places.start[next] - graph.spacing.label_clear.max(graph.spacing.line_node_gap.max(2))
        }
        (Some(next), _) => places.start[next] - graph.spacing.label_clear,
        (None, Some(around)) => places.end[around] - graph.spacing.line_node_gap.max(2),
        (None, None) => right,
    };
    (end - places.start[v] - wall).min(WIDEST)
}

/// A label in at most so many lines, none wider than `room`, wrapped as narrow as that allows.
fn wrapped(graph: &Graph<'_>, edge: usize, room: Unit, lines: usize) -> Option<Vec<Line>> {
    let wrap = |room: Unit| wrap(graph, edge, room).filter(|label| label.len() <= lines);
    let mut best = wrap(room)?;
    // In as many lines as it may have it is balanced, and no narrower width would do.
    let mut low = if best.len() == lines { Unit::MAX } else { 1 };
    let mut high = best.iter().map(|line| line.size.w).max().unwrap_or(0);
    while low < high {
        let middle = low + (high - low) / 2;
        match wrap(middle) {
            Some(label) => (best, high) = (label, middle),
            None => low = middle + 1,
        }
    }
    Some(best)
}

/// A label in as few lines as that width allows; `None` when a word of it is wider.
fn wrap(graph: &Graph<'_>, edge: usize, room: Unit) -> Option<Vec<Line>> {
    let room = room.max(0);
    let limit = Tightness { label_wrap: usize::try_from(room).unwrap_or(0), ..graph.tightness };
    let label = graph.metrics.label(text(graph, edge), limit);
    label.iter().all(|line| line.size.w <= room).then_some(label)
}

/// What a label says: of a note its number, until there is room for its words.
fn text<'a>(graph: &Graph<'a>, edge: usize) -> &'a str {
    let caption = &graph.captions[edge];
    match caption.split_once(NOTED) {
        Some((_, words)) if graph.routes[edge].worded => words,
        Some((number, _)) => number,
        None => caption,
    }
}

fn is_number(graph: &Graph<'_>, edge: usize) -> bool {
    !graph.routes[edge].worded && graph.captions[edge].contains(NOTED)
}

/// Writes the words of a note in at most so many lines no wider than `room`, when that is possible.
fn word(graph: &mut Graph<'_>, v: Vx, room: Unit, lines: usize) -> bool {
    let edge = graph.vertices[v].edge;
    graph.routes[edge].worded = true;
    match wrapped(graph, edge, room, lines) {
        Some(label) => {
            graph.routes[edge].label = label;
            measure(graph, v);
            true
        }
        None => {
            graph.routes[edge].worded = false;
            false
        }
    }
}

/// The extent of a label's vertex after its text has changed.
fn measure(graph: &mut Graph<'_>, v: Vx) {
    let lines = &graph.routes[graph.vertices[v].edge].label;
    let wall = graph.metrics.wall();
    graph.vertices[v].w = lines.iter().map(|line| line.size.w).max().unwrap_or(0) + wall;
    graph.vertices[v].h = lines.iter().map(|line| line.size.h).sum::<Unit>() - wall;
}

/// From the leftmost to the rightmost place.
fn width(graph: &Graph<'_>, places: &Places) -> Unit {
    let low = places.start.iter().copied().min().unwrap_or(0);
    right(graph, places) - low
}

/// The rightmost place, of a label too.
fn right(graph: &Graph<'_>, places: &Places) -> Unit {
    let ends = places.end.iter().zip(&graph.vertices).map(|(end, vertex)| end + behind(vertex, graph));
    ends.max().unwrap_or(0)
}
