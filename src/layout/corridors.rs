//! Leads flows from the walls of a block to the boxes inside it.
//!
//! Before: the insides of a block are drawn in their own direction, and it is known on which side each flow crosses the
//! block's wall. After: the block has a size, and each flow a place on its wall and a way from there to its box. Method: a
//! flow goes straight where nothing is in its way; the others were led through the insides from the wall at which flows
//! begin there, or to that at which they end, and turn through a corridor along that wall.
//!
//! ```text
//!   ┌───┼──────┼────────┐   inside, flows run to the right
//!   │   │      ▼        │   straight: nothing is above `a`
//!   │   │    ┌───┐      │
//!   │   └──┐ │ a ├─▶ …  │   led: from the corridor past `a`
//!   │      │ └───┘      │
//! ```

mod insides;

use super::blocks::around;
use super::layered::{Crossing, Drawing, Setting, Turn};
use super::metrics::{Metrics, Spacing};
use super::subview::{Subview, is_hidden};
use crate::geom::{Point, Rect, Side, Size, Unit};
use crate::view::{Direction, Node, NodeId, View};
use insides::{at_wall, content, end_room, ends_inside, unwalled};

/// A flow that crosses the wall of a block.
#[derive(Clone, Debug)]
pub(super) struct Stub {
    /// The edge of the whole view.
    pub edge: usize,
    /// The node it leads to, by its place among the insides; 0 is the block itself.
    pub node: usize,
    /// Whether it leaves the block.
    pub leaving: bool,
    /// The side of the block on which it crosses.
    side: Side,
    way: Way,
}

/// How a flow gets from the wall to its box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// It ends at the wall.
    Ends,
    /// Straight, at this coordinate once it is known.
    Straight(Unit),
    /// Through the insides, as the flows there.
    Led,
}

impl Stub {
    /// A flow that crosses the wall, at its best: straight where that is possible at all.
    pub(super) fn new(
        edge: usize,
        crossing: &Crossing,
        node: usize,
        inner: &View,
        direction: Direction,
    ) -> Stub {
        let turned = is_upright(crossing.side) == direction.is_horizontal();
        let outermost = inner.nodes.get(node).is_some_and(|node| node.parent == Some(NodeId(0)));
        let way = match node {
            0 => Way::Ends,
            _ if turned && outermost => Way::Straight(0),
            _ => Way::Led,
        };
        Stub { edge, node, leaving: crossing.leaving, side: crossing.side, way }
    }

    /// Whether it is led through the insides.
    pub(super) fn is_led(&self) -> bool {
        self.way == Way::Led
    }
}

/// Whether lines cross this side upright.
const fn is_upright(side: Side) -> bool {
    matches!(side, Side::Top | Side::Bottom)
}

/// A rectangle seen from a side: from and to along the side, then how deep it begins and ends.
fn seen(side: Side, r: Rect) -> (Unit, Unit, Unit, Unit) {
    match side {
        Side::Top => (r.x, r.right(), r.y, r.bottom()),
        Side::Bottom => (r.x, r.right(), -r.bottom(), -r.y),
        Side::Left => (r.y, r.bottom(), r.x, r.right()),
        Side::Right => (r.y, r.bottom(), -r.right(), -r.x),
    }
}

/// Finds a place for each straight flow. A flow that finds none is to be led through the insides; whether all found one.
pub(super) fn stand_straight(
    stubs: &mut [Stub],
    block: usize,
    part: &Subview,
    drawing: &Drawing,
    metrics: &dyn Metrics,
    setting: Setting,
) -> bool {
    let first = usize::from(part.nodes.first() == Some(&block));
    let mut all = true;
    for side in [Side::Top, Side::Right, Side::Bottom, Side::Left] {
        let mut nodes: Vec<usize> = stubs
            .iter()
            .filter(|stub| stub.side == side && matches!(stub.way, Way::Straight(_)))
            .map(|stub| stub.node)
            .collect();
        nodes.sort_unstable();
        nodes.dedup();
        for node in nodes {
            let spacing = metrics.spacing(!is_upright(side), setting.tightness);
            let at = node - 1 + first;
            let (low, high, near, _) = seen(side, drawing.nodes[at]);
            let blocked = obstacles(drawing, part, at, first, side, near, &spacing);
            let span = metrics.title_span(&drawing.contents[at], drawing.titles[at]);
            let titled = side == Side::Top && part.view.nodes[at].container;
            let free = |c: Unit| {
                let behind_title = titled && span.contains(&(c - low));
                !behind_title && blocked.iter().all(|&(from, to)| c <= from || to <= c)
            };
            let own: Vec<usize> = (0..stubs.len())
                .filter(|&index| {
                    let stub = &stubs[index];
                    stub.side == side && stub.node == node && matches!(stub.way, Way::Straight(_))
                })
                .collect();
            let room = (high - low - 2 * spacing.port_margin).max(0);
            let gaps = own.len() as Unit - 1;
            let pitch =
                if gaps > 0 { (room / gaps).clamp(spacing.port_pitch, 2 * spacing.port_pitch) } else { 0 };
            let start = low + (high - low) / 2 - pitch * gaps / 2;
            for (index, stub) in own.into_iter().enumerate() {
                let ideal = start + pitch * index as Unit;
                let reach = if gaps == 0 { room / 2 } else { 0 };
                let fits = |c: &Unit| {
                    *c >= low + spacing.port_margin && *c <= high - spacing.port_margin && free(*c)
                };
                let found = (0..=reach).flat_map(|step| [ideal - step, ideal + step]).find(fits);
                stubs[stub].way = found.map_or(Way::Led, Way::Straight);
                all &= found.is_some();
            }
        }
    }
    all
}

/// The stretches along a side in which a straight line to depth `near` would run into something.
fn obstacles(
    drawing: &Drawing,
    part: &Subview,
    own: usize,
    first: usize,
    side: Side,
    near: Unit,
    spacing: &Spacing,
) -> Vec<(Unit, Unit)> {
    let mut found = Vec::new();
    let mut add = |rect: Rect, gap: Unit| {
        let (low, high, begins, _) = seen(side, rect);
        if begins < near {
            found.push((low - gap, high + gap));
        }
    };
    for (index, &rect) in drawing.nodes.iter().enumerate() {
        let inner = part.view.nodes[index].parent.is_some_and(|parent| parent.index() >= first);
        if index != own && index >= first && !inner {
            add(rect, spacing.line_node_gap);
        }
    }
    for (lines, room) in &drawing.labels {
        if !lines.is_empty() {
            // In cells a label two columns from a line would be read as its own.
            add(*room, spacing.label_clear.max(3));
        }
    }
    for route in &drawing.routes {
        for pair in route.windows(2) {
            if let Some(rect) = around(pair.iter().map(|p| Rect::new(p.x, p.y, 0, 0))) {
                add(rect, spacing.line_gap);
            }
        }
    }
    found
}

/// A block with the ways of its flows.
pub(super) struct Inside {
    /// The insides.
    pub drawing: Drawing,
    /// What moves the insides to where they are from the block's upper left corner.
    pub shift: Point,
    /// The block from wall to wall.
    pub size: Size,
    /// Per stub, the distance of its place from the beginning of its side.
    pub places: Vec<Unit>,
    /// The offset of the title.
    pub title: Unit,
    /// Per flow that goes on inside: its edge, whether it leaves, and its way in its own direction, from the block's corner.
    pub pieces: Vec<(usize, bool, Vec<Point>)>,
}

/// The boundary of a block.
pub(super) struct Frame<'a> {
    /// Its place in the whole view.
    pub block: usize,
    /// What it is.
    pub node: &'a Node,
    /// The room that its self loops take.
    pub least: Size,
}

/// Space around the insides, by side.
#[derive(Clone, Copy, Default)]
struct Pads([Unit; 4]);

const fn slot(side: Side) -> usize {
    match side {
        Side::Top => 0,
        Side::Right => 1,
        Side::Bottom => 2,
        Side::Left => 3,
    }
}

/// The block around its insides, with a way for every flow that crosses its wall.
pub(super) fn join(
    frame: &Frame<'_>,
    part: &Subview,
    drawing: Drawing,
    stubs: &[Stub],
    metrics: &dyn Metrics,
    setting: Setting,
) -> Inside {
    let Frame { block, node, least } = *frame;
    let first = usize::from(part.nodes.first() == Some(&block));
    let tails: Vec<Vec<Point>> = stubs.iter().map(|stub| tail(stub, part, &drawing)).collect();
    let content = content(part, &drawing, first);
    let hidden = is_hidden(node);
    let spacing = |upright: bool| metrics.spacing(!upright, setting.tightness);
    let [enters, leaves] = Turn(setting.direction).walls();
    // What the flows of the insides that meet a wall need between it and the insides.
    let inner_ends = |side: Side| -> Unit {
        let led = |edge: usize| stubs.iter().any(|stub| stub.is_led() && stub.edge == edge);
        let meets = |index: usize| {
            let [begins, ends] = at_wall(part, index, first);
            !led(part.edges[index]) && ((begins && side == enters) || (ends && side == leaves))
        };
        let room = |index: usize| end_room(part, &drawing, index, side == leaves, &spacing(is_upright(side)));
        (0..part.view.edges.len()).filter(|&index| meets(index)).map(room).max().unwrap_or(0)
    };

    // The lanes of each corridor, from the inside out.
    let mut lanes: [Vec<usize>; 4] = Default::default();
    let third = if is_upright(enters) { Side::Right } else { Side::Bottom };
    let wall = |stub: &Stub| if stub.leaving { leaves } else { enters };
    for (index, stub) in stubs.iter().enumerate().filter(|(_, stub)| stub.is_led() && stub.side != wall(stub))
    {
        lanes[slot(wall(stub))].push(index);
        if is_upright(wall(stub)) == is_upright(stub.side) {
            lanes[slot(third)].push(index);
        }
    }
    for side in [enters, leaves] {
        // Those that turn up or left first, from the nearest; then those that turn the other way, from the farthest.
        lanes[slot(side)].sort_by_key(|&index| {
            let t = along(side, tails[index].first().copied().unwrap_or_default());
            let back = matches!(stubs[index].side, Side::Top | Side::Left);
            (!back, if back { t } else { -t }, index)
        });
    }

    let mut pads = Pads::default();
    if hidden {
        pads.0 = unwalled(&drawing, content, &spacing(true));
    } else {
        let padding = metrics.padding(node, setting.tightness);
        pads.0 = [padding.top, padding.right, padding.bottom, padding.left];
    }
    let mut nearest = [0; 4];
    for side in [Side::Top, Side::Right, Side::Bottom, Side::Left] {
        let (crossing, parallel) = (spacing(is_upright(side)), spacing(!is_upright(side)));
        let pad = &mut pads.0[slot(side)];
        if stubs.iter().any(|stub| stub.side == side && !hidden && stub.way != Way::Ends) {
            *pad = (*pad).max(crossing.head);
        }
        let ends = inner_ends(side);
        *pad = (*pad).max(ends);
        let count = lanes[slot(side)].len() as Unit;
        if count > 0 {
            let title = if side == Side::Top && !hidden { *pad } else { 0 };
            nearest[slot(side)] = crossing.head;
            // Where a flow of the insides ends at the wall, its head stands between the wall and the lanes.
            let outer = if hidden { 0 } else { parallel.line_gap.max(ends) };
            *pad = (*pad).max(crossing.head + (count - 1) * parallel.line_gap + outer + title);
        }
    }
    let lane = |side: Side, index: usize| -> Unit {
        let place = lanes[slot(side)].iter().position(|&lane| lane == index).unwrap_or(0) as Unit;
        let far = nearest[slot(side)] + place * spacing(!is_upright(side)).line_gap;
        match side {
            Side::Top => content.y - far,
            Side::Bottom => content.bottom() + far,
            Side::Left => content.x - far,
            Side::Right => content.right() + far,
        }
    };

    // Where each flow crosses the wall, in the coordinates of the insides; those that end there come later.
    let [top, right, bottom, left] = pads.0;
    let corner = Point::new(content.x - left, content.y - top);
    let mut size = Size::new(content.w + left + right, content.h + top + bottom);
    let title_size = metrics.title(node, setting.tightness).size;
    if !hidden {
        let wall = metrics.wall();
        size = Size::new(
            size.w.max(title_size.w - wall).max(least.w),
            size.h.max(title_size.h - wall).max(least.h),
        );
    }
    let mut places: Vec<Option<Unit>> = vec![None; stubs.len()];
    for (index, stub) in stubs.iter().enumerate() {
        let at = match stub.way {
            Way::Ends => continue,
            Way::Straight(at) => at,
            Way::Led if stub.side == wall(stub) => {
                along(stub.side, tails[index].first().copied().unwrap_or_default())
            }
            Way::Led if is_upright(wall(stub)) == is_upright(stub.side) => lane(third, index),
            Way::Led => lane(wall(stub), index),
        };
        places[index] = Some(at - if is_upright(stub.side) { corner.x } else { corner.y });
    }
    for (index, stub) in stubs.iter().enumerate().filter(|(_, stub)| stub.way == Way::Ends) {
        let crossing = spacing(is_upright(stub.side));
        let upright = is_upright(stub.side);
        let crossed = (0..stubs.len()).filter(|&other| stubs[other].side == stub.side);
        let mut taken: Vec<Unit> = crossed.filter_map(|other| places[other]).collect();
        let inner = ends_inside(part, &drawing, first, stub.side == enters, stub.side == leaves);
        taken.extend(inner.map(|p| along(stub.side, p) - along(stub.side, corner)));
        let length = if upright { size.w } else { size.h };
        let fits = |c: &Unit| {
            *c >= crossing.port_margin
                && *c <= length - crossing.port_margin
                && taken.iter().all(|other| (other - c).abs() >= crossing.port_pitch)
        };
        let found = (0..=length).flat_map(|step| [length / 2 - step, length / 2 + step]).find(fits);
        let place = found.unwrap_or_else(|| {
            taken.iter().copied().max().unwrap_or(crossing.port_margin) + crossing.port_pitch
        });
        let needed = place + crossing.port_margin;
        if upright {
            size.w = size.w.max(needed);
        } else {
            size.h = size.h.max(needed);
        }
        places[index] = Some(place);
    }
    let places: Vec<Unit> = places.into_iter().map(Option::unwrap_or_default).collect();
    let mut title = metrics.title_offset();
    if !hidden {
        let mut above: Vec<Unit> = (0..stubs.len())
            .filter(|&index| stubs[index].side == Side::Top)
            .map(|index| places[index])
            .collect();
        let inner = ends_inside(part, &drawing, first, enters == Side::Top, leaves == Side::Top);
        above.extend(inner.map(|p| p.x - corner.x));
        let content = metrics.title(node, setting.tightness);
        let behind = above.iter().map(|&place| place + spacing(true).port_margin.max(title)).max();
        let choices: Vec<Unit> = std::iter::once(title)
            .chain(above.iter().map(|&place| place + spacing(true).port_margin.max(title)))
            .collect();
        let clear = |offset: &Unit| {
            let span = metrics.title_span(&content, *offset);
            !above.iter().any(|place| span.contains(place))
        };
        let length = metrics.title_span(&content, title).end - title;
        let within = |offset: &Unit| offset + length + metrics.title_offset() <= size.w + metrics.wall();
        let fitting = choices.iter().copied().filter(clear).find(within);
        title = fitting.or(behind.filter(|_| !clear(&title))).unwrap_or(title);
        size.w = size.w.max(title + length + metrics.title_offset() - metrics.wall());
    }

    let shift = Point::new(-corner.x, -corner.y);
    // Flows between the block itself and its insides reach to where its wall is now.
    let mut drawing = drawing;
    for index in 0..part.view.edges.len() {
        let [begins, ends] = at_wall(part, index, first);
        let onto = |side: Side, p: Point| match side {
            Side::Top => Point::new(p.x, corner.y),
            Side::Bottom => Point::new(p.x, corner.y + size.h),
            Side::Left => Point::new(corner.x, p.y),
            Side::Right => Point::new(corner.x + size.w, p.y),
        };
        if let Some(point) = drawing.routes[index].first_mut().filter(|_| begins) {
            *point = onto(enters, *point);
        }
        if let Some(point) = drawing.routes[index].last_mut().filter(|_| ends) {
            *point = onto(leaves, *point);
        }
    }
    let mut pieces = Vec::new();
    for (index, stub) in stubs.iter().enumerate() {
        let on_wall = match stub.side {
            Side::Top => Point::new(places[index], 0),
            Side::Bottom => Point::new(places[index], size.h),
            Side::Left => Point::new(0, places[index]),
            Side::Right => Point::new(size.w, places[index]),
        };
        let inner = |p: Point| Point::new(p.x + shift.x, p.y + shift.y);
        let mut way = vec![on_wall];
        match stub.way {
            Way::Ends => continue,
            Way::Straight(_) => {
                let rect = drawing.nodes[stub.node - 1 + first];
                let corner = inner(Point::new(rect.x, rect.y));
                way.push(match stub.side {
                    Side::Top => Point::new(on_wall.x, corner.y),
                    Side::Bottom => Point::new(on_wall.x, corner.y + rect.h),
                    Side::Left => Point::new(corner.x, on_wall.y),
                    Side::Right => Point::new(corner.x + rect.w, on_wall.y),
                });
            }
            Way::Led => {
                let side = wall(stub);
                let tail = &tails[index];
                let start = tail.first().copied().unwrap_or_default();
                if stub.side != side {
                    let turn = lane(side, index);
                    let at =
                        if is_upright(side) { Point::new(start.x, turn) } else { Point::new(turn, start.y) };
                    if is_upright(side) == is_upright(stub.side) {
                        let around = lane(third, index);
                        let corner = if is_upright(side) {
                            Point::new(around, turn)
                        } else {
                            Point::new(turn, around)
                        };
                        way.push(inner(corner));
                    }
                    way.push(inner(at));
                }
                way.extend(tail.iter().skip(1).copied().map(inner));
            }
        }
        if stub.leaving {
            way.reverse();
        }
        pieces.push((stub.edge, stub.leaving, way));
    }
    Inside { drawing, shift, size, places, title, pieces }
}

/// The coordinate along a side.
const fn along(side: Side, point: Point) -> Unit {
    if is_upright(side) { point.x } else { point.y }
}

/// The way of a led flow through the insides, from the wall inwards; empty for all others.
fn tail(stub: &Stub, part: &Subview, drawing: &Drawing) -> Vec<Point> {
    if !stub.is_led() {
        return Vec::new();
    }
    let index = part.edges.iter().position(|&edge| edge == stub.edge);
    let mut route = index.map(|index| drawing.routes[index].clone()).unwrap_or_default();
    if stub.leaving {
        route.reverse();
    }
    route
}
