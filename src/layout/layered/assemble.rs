//! From places to a drawing: rectangles, routes and label rooms, turned to the page and moved to its origin.

use super::frames::level;
use super::graph::{Graph, VertexKind};
use super::p2_layers::Dropped;
use super::p4_place::Places;
use super::p5_route::Heights;
use super::self_loops::Loop;
use crate::geom::{Point, Rect, Size, Unit};
use crate::layout::metrics::{Content, LabelPlace, Line};
use crate::layout::subview::Subview;

/// A laid-out view without its frame: rectangles are lattice rectangles, from wall to wall.
#[derive(Clone)]
pub(in crate::layout) struct Drawing {
    /// Its extent, as a distance.
    pub size: Size,
    /// Per node of the view: its walls.
    pub nodes: Vec<Rect>,
    /// Per node: what it shows.
    pub contents: Vec<Content>,
    /// Per node: the offset of a boundary's title from the left wall.
    pub titles: Vec<Unit>,
    /// Per edge: from border to border.
    pub routes: Vec<Vec<Point>>,
    /// Per edge: its label's lines and the room for them.
    pub labels: Vec<(Vec<Line>, Rect)>,
    /// Per edge: whether its label stands beside its line, so that the label's lines begin in one column.
    pub flush: Vec<bool>,
    /// Per edge: whether a step number stands beside its label, and not above it.
    pub beside: Vec<bool>,
    /// Hints of the source that could not be honoured: spans of `row`, then of `above`.
    pub dropped: Vec<(bool, crate::source::Span)>,
    /// Whether it, or a part of it, stands on global ranks.
    pub global: bool,
}

impl Drawing {
    /// A drawing of so many nodes and edges, with nothing placed yet.
    pub(in crate::layout) fn empty(nodes: usize, edges: usize) -> Drawing {
        Drawing {
            size: Size::default(),
            nodes: vec![Rect::default(); nodes],
            contents: vec![Content { size: Size::default(), lines: Vec::new() }; nodes],
            titles: vec![0; nodes],
            routes: vec![Vec::new(); edges],
            labels: vec![(Vec::new(), Rect::default()); edges],
            flush: vec![false; edges],
            beside: vec![false; edges],
            dropped: Vec::new(),
            global: false,
        }
    }

    /// Takes over the drawing of a part, moved by `by`; of its edges those that `wanted` says, by their number in the whole.
    pub(in crate::layout) fn take(
        &mut self,
        part: &Subview,
        drawing: Drawing,
        by: Point,
        wanted: impl Fn(usize) -> bool,
    ) {
        let moved = |r: Rect| Rect::new(r.x + by.x, r.y + by.y, r.w, r.h);
        let boxes = drawing.nodes.into_iter().zip(drawing.contents).zip(drawing.titles);
        for (&node, ((rect, content), title)) in part.nodes.iter().zip(boxes) {
            if node < self.nodes.len() {
                (self.nodes[node], self.contents[node], self.titles[node]) = (moved(rect), content, title);
            }
        }
        let sides = drawing.flush.into_iter().zip(drawing.beside);
        let lines = drawing.routes.into_iter().zip(drawing.labels).zip(sides);
        for (&edge, ((route, (lines, room)), (flush, beside))) in part.edges.iter().zip(lines) {
            if wanted(edge) {
                self.routes[edge] = route.into_iter().map(|p| Point::new(p.x + by.x, p.y + by.y)).collect();
                self.labels[edge] = (lines, moved(room));
                self.flush[edge] = flush;
                self.beside[edge] = beside;
            }
        }
        self.dropped.extend(drawing.dropped);
        self.global |= drawing.global;
    }
}

pub(super) fn assemble(graph: &Graph<'_>, places: &Places, heights: &Heights, dropped: Dropped) -> Drawing {
    let wall = graph.metrics.wall();
    let mut origin = vec![0; graph.regions.len()];
    for (index, region) in graph.regions.iter().enumerate() {
        if let (Some(vertex), Some(parent)) = (region.vertex, region.parent) {
            origin[index] = origin[parent] + heights.top[vertex];
        }
    }
    let rect_of = |v: usize| {
        let vertex = &graph.vertices[v];
        let y = origin[vertex.region] + heights.top[v];
        Rect::new(places.start[v], y, places.end[v] - places.start[v], heights.height[v])
    };
    let nodes: Vec<Rect> = graph.vertex_of.iter().map(|&v| rect_of(v)).collect();

    let count = graph.view.edges.len();
    let mut routes = vec![Vec::new(); count];
    let mut labels: Vec<(Vec<Line>, Rect)> = vec![(Vec::new(), Rect::default()); count];
    for edge in 0..count {
        let route = &graph.routes[edge];
        routes[edge] = follow(graph, places, heights, &origin, edge);
        if routes[edge].is_empty() && !graph.level.is_empty() {
            routes[edge] = level::route(graph, places, heights, edge);
            if let Some(room) = level::label_room(graph, places, heights, edge) {
                labels[edge] = (route.label.clone(), room);
                continue;
            }
        }
        let Some(v) = route.label_vertex else { continue };
        let vertex = &graph.vertices[v];
        let line = places.start[v];
        let y = origin[vertex.region] + heights.top[v];
        let room = match graph.spacing.label_place {
            LabelPlace::OnLine => Rect::new(places.labels[v] - vertex.before, y, vertex.w, vertex.h),
            LabelPlace::Beside => Rect::new(line + 2 * wall, y, vertex.w - 2 * wall, vertex.h),
        };
        labels[edge] = (route.label.clone(), room);
    }
    for (node, loops) in graph.loops.iter().enumerate() {
        for (index, ring) in loops.iter().enumerate() {
            routes[ring.edge] = Loop::points(loops, index, nodes[node]);
            let room = Loop::label(loops, index, nodes[node]);
            let lines = graph.routes[ring.edge].label.clone();
            if !lines.is_empty() {
                labels[ring.edge] = (lines, Rect::new(room.x, room.y, room.w - wall, room.h - wall));
            }
        }
    }

    let rooms = labels.iter().filter(|label| !label.0.is_empty()).map(|label| label.1);
    let dots = routes.iter().flatten().map(|point| Rect::new(point.x, point.y, 0, 0));
    let (mut low, mut high) = (Point::new(Unit::MAX, Unit::MAX), Point::new(Unit::MIN, Unit::MIN));
    for rect in nodes.iter().copied().chain(rooms).chain(dots) {
        low = Point::new(low.x.min(rect.x), low.y.min(rect.y));
        high = Point::new(high.x.max(rect.right()), high.y.max(rect.bottom()));
    }
    if nodes.is_empty() {
        (low, high) = (Point::default(), Point::default());
    }
    let whole = Size::new(high.x - low.x, high.y - low.y);
    let turn = graph.turn;
    let rect = |r: Rect| turn.rect(Rect::new(r.x - low.x, r.y - low.y, r.w, r.h), whole);
    let point = |p: Point| turn.point(Point::new(p.x - low.x, p.y - low.y), whole);
    let mut titles = vec![graph.metrics.title_offset(); nodes.len()];
    for (index, region) in graph.regions.iter().enumerate() {
        if let (Some(node), Some(&title)) = (region.node, places.titles.get(index)) {
            titles[node] = title;
        }
    }
    for (frame, &title) in graph.frames.iter().zip(&places.frame_titles) {
        titles[frame.node] = title;
    }
    Drawing {
        size: turn.size(whole),
        nodes: nodes.into_iter().map(rect).collect(),
        contents: graph.contents.clone(),
        titles,
        routes: routes.into_iter().map(|route| route.into_iter().map(point).collect()).collect(),
        labels: labels.into_iter().map(|(lines, room)| (lines, rect(room))).collect(),
        flush: vec![graph.spacing.label_place == LabelPlace::Beside; count],
        // A ring has its label beyond it: beside it, or below it where flows run sideways.
        beside: graph.view.edges.iter().map(|edge| turn.horizontal() != (edge.from == edge.to)).collect(),
        dropped: spans(graph, dropped),
        global: !graph.frames.is_empty(),
    }
}

/// The route of an edge from its source to its target, without needless points.
fn follow(graph: &Graph<'_>, places: &Places, heights: &Heights, origin: &[Unit], edge: usize) -> Vec<Point> {
    let mut route: Vec<Point> = Vec::new();
    for &part in &graph.routes[edge].parts {
        let part = &graph.parts[part];
        let base = origin[part.region];
        let mut points = Vec::new();
        for &index in &part.segments {
            let segment = &graph.segments[index];
            let (from, to) = places.ports[index];
            let upper = segment.upper.vertex;
            let leaves = match graph.vertices[upper].kind {
                VertexKind::Box(_) | VertexKind::Region(_) => heights.top[upper] + heights.height[upper],
                _ => heights.top[upper],
            };
            let aside = side_port(graph, places, heights, index);
            match aside {
                Some((true, port)) => {
                    points.extend([Point::new(port.x, base + port.y), Point::new(from, base + port.y)]);
                }
                _ => points.push(Point::new(from, base + leaves)),
            }
            points.extend(heights.bends[index].iter().map(|bend| Point::new(bend.x, base + bend.y)));
            match aside {
                Some((false, port)) => {
                    points.extend([Point::new(to, base + port.y), Point::new(port.x, base + port.y)]);
                }
                _ => points.push(Point::new(to, base + heights.top[segment.lower.vertex])),
            }
        }
        if !part.down {
            points.reverse();
        }
        route.extend(points);
    }
    straighten(route)
}

/// Where a segment meets the side of a box, relative to its region; and whether that box is its upper end.
fn side_port(graph: &Graph<'_>, places: &Places, heights: &Heights, segment: usize) -> Option<(bool, Point)> {
    let port = places.sides.of(segment)?;
    let data = &graph.segments[segment];
    let v = if port.upper { data.upper.vertex } else { data.lower.vertex };
    let rect = Rect::new(places.start[v], heights.top[v], places.end[v] - places.start[v], heights.height[v]);
    let wall = if port.far { rect.right() } else { rect.x };
    Some((port.upper, Point::new(wall, places.sides.across(graph, v, segment, rect))))
}

/// Drops points at which a route does not turn.
pub(in crate::layout) fn straighten(route: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(route.len());
    for point in route {
        if kept.last() == Some(&point) {
            continue;
        }
        if let [.., a, b] = kept[..]
            && ((a.x == b.x && b.x == point.x) || (a.y == b.y && b.y == point.y))
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}

fn spans(graph: &Graph<'_>, dropped: Dropped) -> Vec<(bool, crate::source::Span)> {
    let hints = |region: usize| match graph.regions[region].node {
        Some(node) => &graph.view.nodes[node].hints,
        None => &graph.view.hints,
    };
    let rows =
        dropped.rows.iter().filter_map(|&(region, index)| Some((true, hints(region).rows.get(index)?.1)));
    let above =
        dropped.above.iter().filter_map(|&(region, index)| Some((false, hints(region).above.get(index)?.2)));
    rows.chain(above).collect()
}
