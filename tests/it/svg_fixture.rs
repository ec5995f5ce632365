//! Scenes built by hand for the tests of the SVG: boxes in rows, sized by the metrics, joined by given points.

use cutaway::geom::{Point, Rect, Size, Unit};
use cutaway::layout::metrics::pixels::PixelMetrics;
use cutaway::layout::metrics::{Metrics, Tightness};
use cutaway::scene::{Edge, LegendItem, LegendSample, Node, Scene, SceneUnit, Text};
use cutaway::source::Span;
use cutaway::view::{self, Accent, Border, EdgeKind, Hints, Kind, Look, Shape};

/// A box of a view, looking as its kind does.
pub fn view_node(id: &str, kind: Kind, label: &str) -> view::Node {
    view::Node {
        id: id.into(),
        label: label.into(),
        kind: kind.word().into(),
        base: kind,
        tech: None,
        does: None,
        parent: None,
        container: kind.is_boundary(),
        look: look(kind),
        status: None,
        link: None,
        tags: vec![],
        direction: None,
        hints: Hints::default(),
        card: None,
        span: Span::default(),
    }
}

/// The usual look of each kind.
fn look(kind: Kind) -> Look {
    let shape = match kind {
        Kind::Person => Shape::Person,
        Kind::Database | Kind::Cache | Kind::Storage => Shape::Cylinder,
        Kind::Queue | Kind::Topic => Shape::Pipe,
        _ => Shape::Box,
    };
    let accent = match kind {
        Kind::Person => Accent::Person,
        Kind::App => Accent::App,
        Kind::Gateway | Kind::Service | Kind::Worker | Kind::Function | Kind::Job => Accent::Service,
        Kind::Database | Kind::Cache | Kind::Storage | Kind::Search => Accent::Data,
        Kind::Queue | Kind::Topic => Accent::Messaging,
        Kind::External | Kind::Cdn => Accent::External,
        _ => Accent::Neutral,
    };
    let border = if kind == Kind::External { Border::Dashed } else { Border::Solid };
    Look { shape, border, accent }
}

/// A step number centred at `at`.
pub fn step(number: &str, at: (Unit, Unit)) -> Text {
    let line = PixelMetrics.step(number);
    let rect = Rect::new(at.0 - line.size.w / 2, at.1 - line.size.h / 2, line.size.w, line.size.h);
    Text { text: line.text, role: line.role, rect }
}

/// A drawing that grows.
pub struct Drawing {
    /// So far.
    pub scene: Scene,
}

impl Drawing {
    /// An empty one with a heading.
    pub fn new(title: &str, size: Size) -> Drawing {
        let mut y = 20;
        let place = |line: cutaway::layout::metrics::Line| {
            let rect = Rect::new(24, y, line.size.w, line.size.h);
            y += line.size.h;
            Text { text: line.text, role: line.role, rect }
        };
        let heading = PixelMetrics.heading(title, None).into_iter().map(place).collect();
        let scene = Scene {
            view: "components".into(),
            title: title.into(),
            unit: SceneUnit::Px,
            size,
            heading,
            nodes: vec![],
            edges: vec![],
            panels: Vec::new(),
            rules: Vec::new(),
            legend: vec![],
            notes: vec![],
        };
        Drawing { scene }
    }

    /// Adds a leaf at `x`, `y`, at least `least` wide; its index.
    pub fn leaf(&mut self, node: &view::Node, x: Unit, y: Unit, least: Unit) -> usize {
        let content = PixelMetrics.node(node, Tightness::default());
        let rect = Rect::new(x, y, content.size.w.max(least), content.size.h);
        let placed = PixelMetrics.place_node(node, &content, rect);
        self.push(node, rect, placed)
    }

    /// Adds a boundary; its index.
    pub fn boundary(&mut self, node: &view::Node, rect: Rect) -> usize {
        let content = PixelMetrics.title(node, Tightness::default());
        let placed = PixelMetrics.place_title(node, &content, rect, PixelMetrics.title_offset());
        self.push(node, rect, placed)
    }

    fn push(&mut self, node: &view::Node, rect: Rect, placed: cutaway::layout::metrics::Placed) -> usize {
        let around: Vec<usize> = (0..self.scene.nodes.len())
            .filter(|&i| self.scene.nodes[i].container && self.scene.nodes[i].rect.holds(rect))
            .collect();
        self.scene.nodes.push(Node {
            id: node.id.clone(),
            kind: node.kind.clone(),
            base: node.base,
            label: node.label.clone(),
            parent: around.last().copied(),
            container: node.container,
            depth: around.len(),
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
            span: Span::default(),
        });
        self.scene.nodes.len() - 1
    }

    /// Adds a line through `points`, its label centred at `at`.
    pub fn edge(
        &mut self,
        from: usize,
        to: usize,
        kind: EdgeKind,
        points: &[(Unit, Unit)],
        label: &str,
        at: (Unit, Unit),
    ) -> &mut Edge {
        let lines = PixelMetrics.label(label, Tightness::default());
        let tall: Unit = lines.iter().map(|line| line.size.h).sum();
        let mut y = at.1 - tall / 2;
        let mut labels = vec![];
        for line in lines {
            let rect = Rect::new(at.0 - line.size.w / 2, y, line.size.w, line.size.h);
            y += line.size.h;
            labels.push(Text { text: line.text, role: line.role, rect });
        }
        let id = format!("e{}", self.scene.edges.len());
        self.scene.edges.push(Edge {
            id,
            from,
            to,
            kind,
            both: false,
            points: points.iter().map(|&(x, y)| Point::new(x, y)).collect(),
            labels,
            step: None,
            caption: label.into(),
            plans: Vec::new(),
            tags: vec![],
            span: Span::default(),
        });
        self.scene.edges.last_mut().expect("just pushed")
    }

    /// Adds a row of legend entries at the lower left.
    pub fn legend(&mut self, lines: &[EdgeKind], kinds: &[Kind]) {
        let mut x = 24;
        let y = self.scene.size.h - 40;
        let lines = lines.iter().map(|&kind| (LegendSample::Line(kind), PixelMetrics.legend_line(kind)));
        let kinds = kinds.iter().map(|&kind| (LegendSample::Kind(kind), PixelMetrics.legend_kind(kind)));
        for (sample, (size, words)) in lines.chain(kinds) {
            let rect = Rect::new(x, y, size.w, size.h);
            let text = Rect::new(x + size.w + 8, y, words.size.w, words.size.h);
            x = text.right() + 24;
            let text = Text { text: words.text, role: words.role, rect: text };
            self.scene.legend.push(LegendItem { sample, rect, text });
        }
    }
}
