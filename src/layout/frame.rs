//! Sets a drawing into its frame: heading above, legend and notes below, a margin around; and makes it a scene.

use super::Options;
use super::grid;
use super::layered::Drawing;
use super::legend;
use super::metrics::{Line, Metrics, Placed};
use super::steps;
use crate::geom::{Point, Rect, Size, Unit};
use crate::scene::{self, Scene, SceneUnit, Text, TextRole};
use crate::view::{Node, View};

/// As wide as this a title in pixels may always be, however small its drawing: two lines of a short page.
const TITLE: Unit = 480;

/// The width of the drawing alone, margins included.
pub(super) fn width(drawing: &Drawing, metrics: &dyn Metrics) -> Unit {
    let wall = if drawing.nodes.is_empty() { 0 } else { metrics.wall() };
    drawing.size.w + wall + 2 * metrics.margin()
}

/// A title with nothing under it.
pub(super) fn empty(view: &View, metrics: &dyn Metrics) -> Scene {
    let drawing = Drawing {
        size: Size::default(),
        nodes: Vec::new(),
        contents: Vec::new(),
        titles: Vec::new(),
        routes: Vec::new(),
        labels: Vec::new(),
        flush: Vec::new(),
        beside: Vec::new(),
        dropped: Vec::new(),
        global: false,
    };
    let bare = View { name: view.name.clone(), title: view.title.clone(), ..View::default() };
    frame(&bare, metrics, &drawing, &[], Options::default())
}

/// The scene of a drawing. `notes` say what found no room at its line, each with its number.
pub(super) fn frame(
    view: &View,
    metrics: &dyn Metrics,
    drawing: &Drawing,
    notes: &[String],
    options: Options,
) -> Scene {
    let wall = if drawing.nodes.is_empty() { 0 } else { metrics.wall() };
    let size = Size::new(drawing.size.w + wall, drawing.size.h + wall);
    let (mut scene, at) = around(view, metrics, size, notes, options);
    scene.edges = edges(view, drawing, at, metrics.wall());
    scene.nodes = step_back(nodes(view, metrics, drawing, at), &scene.edges, metrics);
    scene
}

/// A scene with all that stands around a drawing of that size, and the place where the drawing goes.
pub(super) fn around(
    view: &View,
    metrics: &dyn Metrics,
    drawn: Size,
    notes: &[String],
    options: Options,
) -> (Scene, Point) {
    let margin = metrics.margin();
    let gap = margin.max(1);
    let room = options.width.map(|width| width - 2 * margin);
    let mut y = margin;
    let titled = match metrics.unit() {
        SceneUnit::Px => room.or(Some(drawn.w.max(TITLE))),
        SceneUnit::Cell => room,
    };
    let heading = stack(metrics.heading(&view.title, titled), TextRole::Heading, margin, &mut y);
    if !heading.is_empty() {
        y += if metrics.unit() == SceneUnit::Px { 12 } else { gap };
    }
    let at = Point::new(margin, y);
    y += drawn.h;

    // What a title takes is there for all that stands below as well.
    let title = heading.iter().map(|text| text.rect.w).max().unwrap_or(0);
    let wide = room.unwrap_or(0).max(drawn.w).max(title);
    let mut right = drawn.w;
    let mut noted = Vec::new();
    if !notes.is_empty() || !view.remarks.is_empty() {
        y += gap;
        for note in notes.iter().chain(&view.remarks) {
            let lines = metrics.note(note, wide);
            noted.extend(stack(lines, TextRole::Legend, margin, &mut y));
        }
    }
    let legend = legend::legend(view, metrics, Rect::new(margin, y + gap, wide, 0), room);
    if let Some(bottom) = legend.iter().map(|item| item.text.rect.bottom().max(item.rect.bottom())).max() {
        y = bottom;
    }
    for text in heading.iter().chain(&noted).chain(legend.iter().map(|item| &item.text)) {
        right = right.max(text.rect.right() - margin);
    }
    let scene = Scene {
        view: view.name.clone(),
        title: view.title.clone(),
        unit: metrics.unit(),
        size: Size::new(right + 2 * margin, y + margin),
        heading,
        nodes: Vec::new(),
        edges: Vec::new(),
        panels: Vec::new(),
        rules: Vec::new(),
        legend,
        notes: noted,
    };
    (scene, at)
}

/// In cells, keeps the rules of cards off the walls where a line is: it would seem to run on as the rule.
fn step_back(mut nodes: Vec<scene::Node>, edges: &[scene::Edge], metrics: &dyn Metrics) -> Vec<scene::Node> {
    if metrics.unit() != SceneUnit::Cell {
        return nodes;
    }
    for edge in edges {
        let ends = [(edge.from, edge.points.first()), (edge.to, edge.points.last())];
        for (node, point) in ends {
            let (Some(card), Some(point)) = (nodes[node].card.as_mut(), point) else { continue };
            for rule in
                card.rules.iter_mut().filter(|rule| rule.from.y == rule.to.y && rule.from.y == point.y)
            {
                rule.from.x += if rule.from.x == point.x { 2 } else { 0 };
                rule.to.x -= if rule.to.x == point.x { 2 } else { 0 };
            }
        }
    }
    nodes
}

/// Lines under each other from `y` on.
fn stack(lines: Vec<Line>, role: TextRole, x: Unit, y: &mut Unit) -> Vec<Text> {
    let mut texts = Vec::with_capacity(lines.len());
    for line in lines {
        texts.push(Text { text: line.text, role, rect: Rect::new(x, *y, line.size.w, line.size.h) });
        *y += line.size.h;
    }
    texts
}

fn nodes(view: &View, metrics: &dyn Metrics, drawing: &Drawing, at: Point) -> Vec<scene::Node> {
    let wall = metrics.wall();
    let mut nodes: Vec<scene::Node> = Vec::with_capacity(view.nodes.len());
    for (index, node) in view.nodes.iter().enumerate() {
        let lattice = drawing.nodes[index];
        let rect = Rect::new(lattice.x + at.x, lattice.y + at.y, lattice.w + wall, lattice.h + wall);
        let content = &drawing.contents[index];
        let mut card = None;
        let placed = if node.card.is_some() {
            let (texts, filled) = grid::place(node, metrics, content.size.w, rect);
            card = Some(filled);
            Placed { texts, ..Placed::default() }
        } else if node.container {
            metrics.place_title(node, content, rect, drawing.titles[index])
        } else {
            metrics.place_node(node, content, rect)
        };
        nodes.push(scene::Node { card, ..self::node(node, &nodes, rect, placed) });
    }
    nodes
}

/// A node of the scene; `before` holds those that stand before it.
pub(super) fn node(node: &Node, before: &[scene::Node], rect: Rect, placed: Placed) -> scene::Node {
    scene::Node {
        id: node.id.clone(),
        kind: node.kind.clone(),
        base: node.base,
        label: node.label.clone(),
        parent: node.parent.map(|parent| parent.index()),
        container: node.container,
        depth: node.parent.map_or(0, |parent| before[parent.index()].depth + 1),
        rect,
        shape: node.look.shape,
        border: node.look.border,
        accent: node.look.accent,
        status: node.status,
        link: node.link.clone(),
        tags: node.tags.clone(),
        texts: placed.texts,
        mark: placed.mark,
        badge: placed.badge,
        card: None,
        span: node.span,
    }
}

fn edges(view: &View, drawing: &Drawing, at: Point, wall: Unit) -> Vec<scene::Edge> {
    let mut edges = Vec::with_capacity(view.edges.len());
    for (index, edge) in view.edges.iter().enumerate() {
        let (lines, lattice) = &drawing.labels[index];
        let room = Rect::new(lattice.x + at.x, lattice.y + at.y, lattice.w + wall, lattice.h + wall);
        let points: Vec<Point> =
            drawing.routes[index].iter().map(|p| Point::new(p.x + at.x, p.y + at.y)).collect();
        let line = column(&points, room);
        let (step, labels) = steps::place(lines, room, drawing.beside[index], drawing.flush[index], line);
        edges.push(scene::Edge {
            id: edge.id.clone(),
            from: edge.from.index(),
            to: edge.to.index(),
            kind: edge.kind,
            both: edge.both,
            points,
            labels,
            step,
            caption: edge.caption(),
            plans: edge.plans.clone(),
            tags: edge.tags.clone(),
            span: edge.span,
        });
    }
    edges
}

/// The column in which a line runs upright through a room.
fn column(points: &[Point], room: Rect) -> Option<Unit> {
    let middle = room.y + room.h / 2;
    let mut upright = points.windows(2).filter(|ends| ends[0].x == ends[1].x).map(|ends| (ends[0], ends[1]));
    let passes = |&(a, b): &(Point, Point)| a.y.min(b.y) <= middle && middle <= a.y.max(b.y);
    upright.find(passes).map(|(a, _)| a.x).filter(|x| (room.x..=room.right()).contains(x))
}
