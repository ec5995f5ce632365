//! Scenes placed by hand, a line of code for each box and flow, and a check of what they look like.

use cutaway::geom::{Point, Rect, Size};
use cutaway::render::text::{Charset, TextOptions, render};
use cutaway::scene::{Edge, Node, Scene, SceneUnit, Text, TextRole, cells};
use cutaway::source::{FileId, Span};
use cutaway::view::{Accent, Border, EdgeKind, Kind, Shape};

/// A scene in the making.
pub struct Sketch(pub Scene);

pub fn sketch() -> Sketch {
    Sketch(Scene {
        view: "components".to_owned(),
        title: String::new(),
        unit: SceneUnit::Cell,
        size: Size::default(),
        heading: Vec::new(),
        nodes: Vec::new(),
        edges: Vec::new(),
        panels: Vec::new(),
        rules: Vec::new(),
        legend: Vec::new(),
        notes: Vec::new(),
    })
}

pub fn text(words: &str, role: TextRole, x: i32, y: i32) -> Text {
    Text { text: words.to_owned(), role, rect: Rect::new(x, y, cells::width(words) as i32, 1) }
}

impl Sketch {
    pub fn node(mut self, rect: Rect, container: bool, texts: Vec<Text>) -> Sketch {
        self.0.size.w = self.0.size.w.max(rect.right());
        self.0.size.h = self.0.size.h.max(rect.bottom());
        self.0.nodes.push(Node {
            id: format!("n{}", self.0.nodes.len()),
            kind: "service".to_owned(),
            base: Kind::Service,
            label: String::new(),
            parent: None,
            container,
            depth: 0,
            rect,
            shape: Shape::Box,
            border: Border::Solid,
            accent: Accent::Neutral,
            status: None,
            link: None,
            tags: Vec::new(),
            texts,
            mark: None,
            badge: None,
            card: None,
            span: Span::new(FileId(0), 0, 0),
        });
        self
    }

    /// A box with its lines of text, at a place; as small as they allow.
    pub fn leaf(self, x: i32, y: i32, lines: &[&str]) -> Sketch {
        let width = lines.iter().map(|line| cells::width(line) as i32).max().unwrap_or(0);
        let role = |at| if at == 0 { TextRole::Label } else { TextRole::Detail };
        let texts = lines.iter().enumerate().map(|(at, line)| {
            let indent = (width - cells::width(line) as i32) / 2;
            text(line, role(at), x + 2 + indent, y + 1 + at as i32)
        });
        let texts = texts.collect();
        self.node(Rect::new(x, y, width + 4, lines.len() as i32 + 2), false, texts)
    }

    pub fn boundary(self, rect: Rect, title: &str) -> Sketch {
        let texts = vec![text(title, TextRole::Title, rect.x + 3, rect.y)];
        self.node(rect, true, texts)
    }

    pub fn line(mut self, kind: EdgeKind, points: &[(i32, i32)]) -> Sketch {
        self.0.edges.push(Edge {
            id: format!("e{}", self.0.edges.len()),
            from: 0,
            to: 0,
            kind,
            both: false,
            points: points.iter().map(|&(x, y)| Point::new(x, y)).collect(),
            labels: Vec::new(),
            step: None,
            caption: String::new(),
            plans: Vec::new(),
            tags: Vec::new(),
            span: Span::new(FileId(0), 0, 0),
        });
        self
    }

    pub fn both(mut self) -> Sketch {
        self.0.edges.last_mut().unwrap().both = true;
        self
    }

    pub fn label(mut self, x: i32, y: i32, words: &str) -> Sketch {
        self.0.edges.last_mut().unwrap().labels.push(text(words, TextRole::Flow, x, y));
        self
    }

    pub fn step(mut self, x: i32, y: i32, words: &str) -> Sketch {
        self.0.edges.last_mut().unwrap().step = Some(text(words, TextRole::Step, x, y));
        self
    }

    pub fn draw(&self, charset: Charset) -> String {
        render(&self.0, &TextOptions { charset, ..TextOptions::default() })
    }
}

/// A drawing in the source of a test, without its first line and its indentation.
fn unindented(drawing: &str) -> String {
    let lines = || drawing.lines().skip(1).filter(|line| !line.trim().is_empty());
    let indent = lines().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let mut lines: Vec<&str> = drawing.lines().skip(1).map(|line| line.get(indent..).unwrap_or("")).collect();
    lines.pop_if(|last| last.trim().is_empty());
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[track_caller]
pub fn check(sketch: &Sketch, charset: Charset, drawing: &str) {
    let drawn = sketch.draw(charset);
    let expected = unindented(drawing);
    assert!(drawn == expected, "drawn:\n{drawn}\nexpected:\n{expected}");
}

/// Four lines down, four lines across.
pub fn mesh() -> Sketch {
    let kinds = [EdgeKind::Sync, EdgeKind::Async, EdgeKind::Error, EdgeKind::Return];
    let mut mesh = sketch()
        .node(Rect::new(6, 0, 17, 3), false, vec![])
        .node(Rect::new(6, 12, 17, 3), false, vec![])
        .node(Rect::new(0, 3, 3, 9), false, vec![])
        .node(Rect::new(26, 3, 3, 9), false, vec![]);
    for (kind, at) in kinds.into_iter().zip(0..) {
        mesh = mesh.line(kind, &[(8 + 4 * at, 2), (8 + 4 * at, 12)]);
    }
    for (kind, at) in kinds.into_iter().zip(0..) {
        mesh = mesh.line(kind, &[(2, 4 + 2 * at), (26, 4 + 2 * at)]);
    }
    mesh
}
