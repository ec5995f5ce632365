//! Views made by hand, for the renderers that read views.

use cutaway::source::{FileId, Span};
use cutaway::view::{Accent, Border, Edge, EdgeKind, Hints, Kind, Look, Node, NodeId, Shape, Status, View};

/// A view under construction: `Sketch::new("Shop").boundary("shop", "Shop").node(Kind::App, "shop.web", "Frontend")`. A
/// dotted id stands in the boundary before its last dot, when there is one of that name.
pub struct Sketch {
    view: View,
}

impl Sketch {
    pub fn new(title: &str) -> Sketch {
        Sketch { view: View { name: "components".into(), title: title.into(), ..View::default() } }
    }

    pub fn boundary(self, id: &str, label: &str) -> Sketch {
        self.add(Kind::System, id, label, true)
    }

    pub fn node(self, kind: Kind, id: &str, label: &str) -> Sketch {
        self.add(kind, id, label, false)
    }

    pub fn edge(mut self, from: &str, to: &str, kind: EdgeKind, label: &str) -> Sketch {
        let position = |id: &str| {
            let index = self.view.nodes.iter().position(|node| node.id == id);
            NodeId(index.unwrap_or_else(|| panic!("no node {id}")) as u32)
        };
        let (from, to) = (position(from), position(to));
        let start = self.view.edges.len();
        self.view.edges.push(Edge {
            id: format!("e{}", start + 1),
            from,
            to,
            kind,
            both: false,
            label: label.into(),
            tech: None,
            step: None,
            count: 1,
            plans: Vec::new(),
            tags: Vec::new(),
            span: Span::new(FileId(0), start, start + 1),
        });
        self
    }

    /// Changes the node added last.
    pub fn with(mut self, change: impl FnOnce(&mut Node)) -> Sketch {
        change(self.view.nodes.last_mut().expect("a node"));
        self
    }

    /// Changes the edge added last.
    pub fn with_edge(mut self, change: impl FnOnce(&mut Edge)) -> Sketch {
        change(self.view.edges.last_mut().expect("an edge"));
        self
    }

    pub fn view(self) -> View {
        self.view
    }

    fn add(mut self, kind: Kind, id: &str, label: &str, container: bool) -> Sketch {
        let parent = id.rsplit_once('.').and_then(|(parent, _)| {
            self.view.nodes.iter().position(|node| node.container && node.id == parent)
        });
        self.view.nodes.push(Node {
            id: id.into(),
            label: label.into(),
            kind: kind.word().into(),
            base: kind,
            tech: None,
            does: None,
            parent: parent.map(|index| NodeId(index as u32)),
            container,
            look: look(kind),
            status: None,
            link: None,
            tags: Vec::new(),
            direction: None,
            hints: Hints::default(),
            card: None,
            span: Span::default(),
        });
        self
    }
}

/// A look like that of the real model, near enough to meet every shape.
fn look(kind: Kind) -> Look {
    let (shape, accent) = match kind {
        Kind::Person => (Shape::Person, Accent::Person),
        Kind::Database => (Shape::Cylinder, Accent::Data),
        Kind::Queue | Kind::Topic => (Shape::Pipe, Accent::Messaging),
        Kind::Function => (Shape::Hexagon, Accent::Service),
        Kind::Storage => (Shape::Folder, Accent::Data),
        Kind::External => (Shape::Box, Accent::External),
        Kind::App => (Shape::Rounded, Accent::App),
        Kind::Service => (Shape::Box, Accent::Service),
        _ => (Shape::Box, Accent::Neutral),
    };
    let border = if kind == Kind::External { Border::Dashed } else { Border::Solid };
    Look { shape, border, accent }
}

/// The example of the mapping: every kind of line, a store, a queue, an external system, two boundaries.
pub fn platform() -> View {
    Sketch::new("Order platform")
        .node(Kind::Person, "customer", "Customer")
        .boundary("platform", "ORDER PLATFORM")
        .node(Kind::App, "platform.web", "Web Frontend")
        .with(|node| node.tech = Some("Next.js".into()))
        .node(Kind::Service, "platform.pay", "Payment Svc")
        .with(|node| {
            node.tech = Some("Go".into());
            node.does = Some("Takes the money".into());
            node.status = Some(Status::New);
        })
        .boundary("platform.data", "DATA LAYER")
        .node(Kind::Database, "platform.data.ledger", "Ledger DB")
        .node(Kind::Queue, "platform.data.jobs", "Job Queue")
        .node(Kind::External, "card", "Card Provider")
        .edge("customer", "platform.web", EdgeKind::Sync, "")
        .edge("platform.web", "platform.pay", EdgeKind::Sync, "charge")
        .with_edge(|edge| edge.tech = Some("REST/JSON".into()))
        .edge("platform.pay", "card", EdgeKind::Sync, "capture")
        .with_edge(|edge| edge.both = true)
        .edge("card", "platform.pay", EdgeKind::Error, "declined")
        .edge("platform.pay", "platform.data.jobs", EdgeKind::Async, "order.placed")
        .edge("platform.pay", "platform.data.ledger", EdgeKind::Sync, "")
        .edge("platform.pay", "platform.web", EdgeKind::Return, "201")
        .edge("platform", "platform.data", EdgeKind::Async, "")
        .edge("platform.pay", "platform.pay", EdgeKind::Sync, "retry")
        .view()
}
