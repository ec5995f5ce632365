//! What generated views of the tests are made of: numbers from a seed, boxes and flows.

use crate::source::Span;
use crate::view::{Accent, Border, Edge, EdgeKind, Hints, Kind, Look, Node, NodeId, Shape};

/// A linear congruential generator: the same numbers everywhere.
pub(in crate::layout) struct Random(pub u64);

impl Random {
    pub(in crate::layout) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

/// A box or a boundary.
pub(in crate::layout) fn node(index: usize, parent: Option<usize>, container: bool) -> Node {
    Node {
        id: format!("n{index}"),
        label: format!("Box {index}"),
        kind: "service".to_owned(),
        base: Kind::Service,
        tech: None,
        does: None,
        parent: parent.map(|parent| NodeId(parent as u32)),
        container,
        look: Look { shape: Shape::Rounded, border: Border::Solid, accent: Accent::Service },
        status: None,
        link: None,
        tags: Vec::new(),
        direction: None,
        hints: Hints::default(),
        card: None,
        span: Span::default(),
    }
}

/// A flow between two nodes.
pub(in crate::layout) fn edge(
    index: usize,
    from: usize,
    to: usize,
    kind: EdgeKind,
    both: bool,
    label: &str,
) -> Edge {
    Edge {
        id: format!("e{index}"),
        from: NodeId(from as u32),
        to: NodeId(to as u32),
        kind,
        both,
        label: label.to_owned(),
        tech: None,
        step: None,
        count: 1,
        plans: Vec::new(),
        tags: Vec::new(),
        span: Span::default(),
    }
}
