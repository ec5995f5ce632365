//! Layouts in parts: boundaries with a direction of their own, and hidden groups, are laid out apart and set into the
//! drawing around them as solid blocks.
//!
//! Before: a view, of which some boundaries ask for another direction than what is around them. After: one drawing of the
//! whole view. Method: the engine lays out what is around the blocks, with flows to their insides ending at their walls;
//! once it knows which wall each flow crosses, the block is laid out, by the same function, and `corridors` leads each flow
//! from the wall to its box. Parts that nothing connects are drawn each on its own and packed by `pack`.
//!
//! ```text
//!   ┌─ outer, down ──────────────────┐
//!   │         a                      │
//!   │         │                      │
//!   │  ┌─ block, right ─┐            │
//!   │  │      ▼         │  the line from the wall to `b` is found
//!   │  │      b ──▶ c   │  with the block, the rest around it
//! ```

use super::corridors::{self, Inside, Stub};
use super::layered::{self, Crossing, Drawing, NoSolids, Setting, Solid, Solids, Undrawn, straighten};
use super::metrics::Metrics;
use super::pack;
use super::ranks;
use super::serpentine;
use super::subview::{Subview, is_hidden};
use crate::geom::{Point, Rect, Size, Unit};
use crate::scene::SceneUnit;
use crate::view::{Direction, Hints, Kind, NodeId, View};
use std::collections::BTreeMap;

/// Lays out a view, part by part where it has parts.
pub(super) fn draw(
    view: &View,
    metrics: &dyn Metrics,
    setting: Setting,
    captions: &[String],
) -> Result<Drawing, Undrawn> {
    Flat::draw(view, metrics, setting, captions)?.into_rows(setting.fold)
}

/// A view that is drawn but not folded into rows: each part that nothing connects to the others on its own.
pub(super) struct Flat<'a> {
    view: &'a View,
    metrics: &'a dyn Metrics,
    pub(super) setting: Setting,
    captions: &'a [String],
    /// The parts, when there are several.
    parts: Vec<Subview>,
    /// The drawing of each part, or of the view when it is whole.
    drawings: Vec<Drawing>,
}

impl<'a> Flat<'a> {
    /// Lays out the parts of a view.
    pub(super) fn draw(
        view: &'a View,
        metrics: &'a dyn Metrics,
        setting: Setting,
        captions: &'a [String],
    ) -> Result<Flat<'a>, Undrawn> {
        let mut flat = Flat { view, metrics, setting, captions, parts: Vec::new(), drawings: Vec::new() };
        let islands = pack::islands(view);
        if islands.len() < 2 {
            flat.drawings.push(connected(view, metrics, Setting { fold: None, ..setting }, captions)?);
            return Ok(flat);
        }
        flat.setting.room = None;
        let mut island_of = vec![0; view.nodes.len()];
        for (island, nodes) in islands.iter().enumerate() {
            nodes.iter().for_each(|&node| island_of[node] = island);
        }
        let mut edges: Vec<Vec<usize>> = vec![Vec::new(); islands.len()];
        for (index, edge) in view.edges.iter().enumerate() {
            edges[island_of[edge.from.index()]].push(index);
        }
        for (nodes, edges) in islands.into_iter().zip(edges) {
            let mut part = Subview::new(view, nodes);
            part.add_edges(view, captions, &edges);
            let setting = Setting { fold: None, ..flat.setting };
            flat.drawings.push(connected(&part.view, metrics, setting, &part.captions)?);
            flat.parts.push(part);
        }
        Ok(flat)
    }

    /// The drawing, in rows no wider than `room` where its flows run sideways and take more.
    pub(super) fn in_rows(&self, room: Option<Unit>) -> Result<Drawing, Undrawn> {
        self.fold(self.drawings.clone(), room)
    }

    /// The same, when no other way of folding is asked for.
    fn into_rows(mut self, room: Option<Unit>) -> Result<Drawing, Undrawn> {
        let drawings = std::mem::take(&mut self.drawings);
        self.fold(drawings, room)
    }

    fn fold(&self, drawings: Vec<Drawing>, room: Option<Unit>) -> Result<Drawing, Undrawn> {
        let setting = Setting { fold: room, ..self.setting };
        let mut folded = Vec::with_capacity(drawings.len());
        for (index, drawing) in drawings.into_iter().enumerate() {
            let (view, captions) =
                self.parts.get(index).map_or((self.view, self.captions), |part| (&part.view, &part.captions));
            folded.push(fold(view, self.metrics, setting, captions, drawing)?);
        }
        if self.parts.is_empty() {
            return Ok(folded.pop().unwrap_or_else(|| Drawing::empty(0, 0)));
        }
        let drawn = self.parts.iter().zip(folded).collect();
        Ok(pack::pack(self.view, self.metrics, setting, drawn))
    }
}

/// Folds a view whose parts are all connected into rows, when its flows run sideways and take more room than there is.
fn fold(
    view: &View,
    metrics: &dyn Metrics,
    setting: Setting,
    captions: &[String],
    flat: Drawing,
) -> Result<Drawing, Undrawn> {
    let horizontal = setting.direction.is_horizontal();
    let Some(room) = setting.fold.filter(|&room| horizontal && flat.size.w + metrics.wall() > room) else {
        return Ok(flat);
    };
    // Corridors and what the rows have around them take room too: it is known when they are drawn.
    let mut aim = room - metrics.wall();
    let mut best = None;
    let mut narrowest = flat.size.w;
    // A column of single boxes would deny the direction that was asked for; in text it is still better than what does not fit.
    let least = if metrics.unit() == SceneUnit::Px { 2 } else { 1 };
    for _ in 0..4 {
        let (direction, decided) = (setting.direction, setting.thorough);
        let Some(rows) = serpentine::fold(view, captions, &flat, direction, aim, least, decided) else {
            break;
        };
        let setting = Setting { direction: rows.direction, uniform: rows.uniform, fold: None, ..setting };
        let drawing = connected(&rows.view.view, metrics, setting, &rows.view.captions)?;
        let over = drawing.size.w + metrics.wall() - room;
        if drawing.size.w < narrowest {
            narrowest = drawing.size.w;
            best = Some(ungroup(view, &rows.view, drawing));
        }
        if over <= 0 {
            break;
        }
        aim -= over;
    }
    Ok(best.unwrap_or(flat))
}

/// Lays out a view whose parts are all connected.
fn connected(
    view: &View,
    metrics: &dyn Metrics,
    setting: Setting,
    captions: &[String],
) -> Result<Drawing, Undrawn> {
    let block_of = blocks(view, setting.direction);
    if block_of.iter().all(Option::is_none) {
        return ranks::draw(view, metrics, setting, captions, |part, setting| {
            let (view, captions) = part.map_or((view, captions), |part| (&part.view, &part.captions));
            layered::lay_out(view, metrics, setting, captions, &mut NoSolids)
        });
    }
    // What is around the blocks: the insides of each are one node.
    let kept = (0..view.nodes.len()).filter(|&node| block_of[node].is_none_or(|block| block == node));
    let mut around = Subview::new(view, kept.collect());
    let place: BTreeMap<usize, usize> =
        around.nodes.iter().enumerate().map(|(index, &node)| (node, index)).collect();
    for (index, edge) in view.edges.iter().enumerate() {
        let (from, to) = (edge.from.index(), edge.to.index());
        let (a, b) = (block_of[from].unwrap_or(from), block_of[to].unwrap_or(to));
        if a != b || (from == to && a == from) {
            around.add(index, view, place[&a], place[&b], &captions[index]);
        }
    }
    let mut blocks =
        Blocks { view, metrics, setting, captions, around: &around, done: BTreeMap::new(), block_of };
    let outer = ranks::draw(&around.view, metrics, setting, &around.captions, |part, setting| match part {
        None => layered::lay_out(&around.view, metrics, setting, &around.captions, &mut blocks),
        // Where there is a choice no flow ends at a block, so a part of the flows has none.
        Some(part) => layered::lay_out(&part.view, metrics, setting, &part.captions, &mut NoSolids),
    })?;
    let done = blocks.done;
    Ok(merge(view, &around, outer, done))
}

/// For each node the outermost block that it is or is in.
fn blocks(view: &View, direction: Direction) -> Vec<Option<usize>> {
    let mut filled = vec![false; view.nodes.len()];
    for node in &view.nodes {
        if let Some(parent) = node.parent {
            filled[parent.index()] = true;
        }
    }
    // The ring of a flow to itself stands at one side of a boundary, where its insides may reach the wall when it is turned.
    for edge in view.edges.iter().filter(|edge| edge.from == edge.to) {
        filled[edge.from.index()] = false;
    }
    let mut block_of: Vec<Option<usize>> = Vec::with_capacity(view.nodes.len());
    for (index, node) in view.nodes.iter().enumerate() {
        let inherited = node.parent.and_then(|parent| block_of[parent.index()]);
        let turned = node.direction.is_some_and(|own| own != direction);
        let own = (filled[index] && (turned || is_hidden(node))).then_some(index);
        block_of.push(inherited.or(own));
    }
    block_of
}

struct Blocks<'a> {
    view: &'a View,
    metrics: &'a dyn Metrics,
    setting: Setting,
    captions: &'a [String],
    around: &'a Subview,
    block_of: Vec<Option<usize>>,
    /// By node of the whole view.
    done: BTreeMap<usize, (Subview, Inside)>,
}

impl Solids for Blocks<'_> {
    fn is_solid(&self, node: usize) -> bool {
        let node = self.around.nodes[node];
        self.block_of[node] == Some(node)
    }

    fn solid(&mut self, node: usize, crossings: &[Crossing], least: Size) -> Result<Solid, Undrawn> {
        let block = self.around.nodes[node];
        let view = self.view;
        let nodes = (0..view.nodes.len()).filter(|&node| self.block_of[node] == Some(block)).collect();
        let inner = Subview::new(view, nodes);
        let direction = view.nodes[block].direction.unwrap_or(self.setting.direction);
        let mut stubs: Vec<Stub> = crossings
            .iter()
            .map(|crossing| {
                let edge = self.around.edges[crossing.edge];
                let ends = &view.edges[edge];
                let end = if crossing.leaving { ends.from } else { ends.to };
                let node = inner.nodes.binary_search(&end.index()).unwrap_or(0);
                Stub::new(edge, crossing, node, &inner.view, direction)
            })
            .collect();
        let mut setting = Setting { direction, room: None, squeeze: None, most: None, ..self.setting };
        if let Some(limit) = &mut setting.limit {
            let padding = self.metrics.padding(&view.nodes[block], setting.tightness);
            *limit -= padding.left + padding.right;
        }
        // Flows that could go straight from the wall to their box are left out at first; those that turn out to be in the way
        // of something are led through the insides as the others are.
        loop {
            let (part, drawing) = self.inside(block, setting, &stubs)?;
            if corridors::stand_straight(&mut stubs, block, &part, &drawing, self.metrics, setting) {
                let frame = corridors::Frame { block, node: &view.nodes[block], least };
                let inside = corridors::join(&frame, &part, drawing, &stubs, self.metrics, setting);
                let solid = Solid { size: inside.size, places: inside.places.clone(), title: inside.title };
                self.done.insert(block, (part, inside));
                return Ok(solid);
            }
        }
    }
}

impl Blocks<'_> {
    /// The insides of a block, with the block itself as the boundary around them, and the flows that do not go straight from
    /// its wall to their box.
    fn inside(&self, block: usize, setting: Setting, stubs: &[Stub]) -> Result<(Subview, Drawing), Undrawn> {
        let view = self.view;
        let nodes = (0..view.nodes.len()).filter(|&node| self.block_of[node] == Some(block)).collect();
        let mut part = Subview::new(view, nodes);
        part.view.nodes[0].direction = None;
        let led: Vec<&Stub> = stubs.iter().filter(|stub| stub.is_led()).collect();
        if led.is_empty() && is_hidden(&view.nodes[block]) {
            // Without flows from its wall a hidden group is nothing but its insides.
            let hints = std::mem::take(&mut part.view.nodes[0].hints);
            let mut part = Subview::new(view, part.nodes[1..].to_vec());
            part.view.hints = shifted(hints);
            part.add_inner(view, self.captions);
            let drawing = draw(&part.view, self.metrics, setting, &part.captions)?;
            return Ok((part, drawing));
        }
        // As the boundary around its insides it is laid out like any other, hidden or not.
        part.view.nodes[0].kind = Kind::Boundary.word().to_owned();
        part.view.hints = Default::default();
        part.add_inner(view, self.captions);
        let own = |edge: &crate::view::Edge| edge.from == edge.to && edge.from.index() == 0;
        for index in (0..part.view.edges.len()).rev() {
            if own(&part.view.edges[index]) {
                part.view.edges.remove(index);
                part.view.pull.remove(index);
                part.captions.remove(index);
                part.edges.remove(index);
            }
        }
        for stub in led {
            let (from, to) = if stub.leaving { (stub.node, 0) } else { (0, stub.node) };
            part.add(stub.edge, view, from, to, "");
        }
        let drawing = connected(&part.view, self.metrics, setting, &part.captions)?;
        Ok((part, drawing))
    }
}

/// Hints that were numbered with their group before its insides, without it.
fn shifted(mut hints: Hints) -> Hints {
    let down = |id: &mut NodeId| id.0 -= 1;
    hints.rows.iter_mut().for_each(|row| row.0.iter_mut().for_each(down));
    for (a, b, _) in &mut hints.above {
        down(a);
        down(b);
    }
    hints
}

/// Sets the insides of blocks into what was laid out around them.
fn merge(
    view: &View,
    around: &Subview,
    outer: Drawing,
    mut done: BTreeMap<usize, (Subview, Inside)>,
) -> Drawing {
    let mut whole = Drawing::empty(view.nodes.len(), view.edges.len());
    whole.size = outer.size;
    whole.take(around, outer, Point::default(), |_| true);
    let mut pieces: BTreeMap<(usize, bool), Vec<Point>> = BTreeMap::new();
    for (&block, (part, inside)) in &mut done {
        let Rect { x, y, .. } = whole.nodes[block];
        let at = Point::new(x + inside.shift.x, y + inside.shift.y);
        let (rect, content, title) = (whole.nodes[block], whole.contents[block].clone(), whole.titles[block]);
        let drawing = std::mem::replace(&mut inside.drawing, Drawing::empty(0, 0));
        let crossing: Vec<usize> = inside.pieces.iter().map(|piece| piece.0).collect();
        whole.take(part, drawing, at, |edge| !crossing.contains(&edge));
        (whole.nodes[block], whole.contents[block], whole.titles[block]) = (rect, content, title);
        for (edge, leaving, points) in inside.pieces.drain(..) {
            let points = points.into_iter().map(|p| Point::new(p.x + x, p.y + y)).collect();
            pieces.insert((edge, leaving), points);
        }
    }
    for ((edge, leaving), mut points) in pieces {
        let route = std::mem::take(&mut whole.routes[edge]);
        if leaving {
            points.extend(route);
            whole.routes[edge] = points;
        } else {
            whole.routes[edge] = route;
            whole.routes[edge].extend(points);
        }
    }
    for route in &mut whole.routes {
        *route = straighten(std::mem::take(route));
    }
    whole
}

/// The smallest rectangle around rectangles.
pub(super) fn around(rects: impl Iterator<Item = Rect>) -> Option<Rect> {
    rects.reduce(|a, b| {
        let (x, y): (Unit, Unit) = (a.x.min(b.x), a.y.min(b.y));
        Rect::new(x, y, a.right().max(b.right()) - x, a.bottom().max(b.bottom()) - y)
    })
}

/// The drawing without its hidden groups.
pub(super) fn ungroup(view: &View, grouped: &Subview, drawing: Drawing) -> Drawing {
    let mut whole = Drawing::empty(view.nodes.len(), view.edges.len());
    whole.size = drawing.size;
    whole.take(grouped, drawing, Default::default(), |_| true);
    whole
}
