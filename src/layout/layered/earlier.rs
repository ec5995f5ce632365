//! The drawing that stood before the latest flows came: what a source that is continued keeps of its picture.
//!
//! A search for the best ranks and orders is chaotic: one more flow, and it may end elsewhere. So it is done for a *core* of
//! the flows alone, the first of the source, and what came later is taken into what stands: it runs as the ranks have it or
//! moves them by the least that it demands (`p1_cycles`, `p2_layers`), and is laid into the rows where it crosses least
//! (`p3_order`). The core changes only now and then, with every so many flows, and only then is all found anew.
//!
//! Before: a view with its first flows. After: the layered graph of these, with ranks; and, when they are asked for, with rows
//! and orders.

use super::frames::level;
use super::graph::{Graph, VertexKind, Vx};
use super::side_ports::SidePorts;
use super::{Setting, long_edges, p2_layers, p3_order, p4_place, ways};
use crate::geom::Unit;
use crate::layout::metrics::Metrics;
use crate::layout::simplex::Basis;
use crate::layout::subview::Subview;
use crate::view::View;
use std::collections::BTreeSet;

/// A drawing of the first flows.
pub(super) struct Earlier<'a> {
    pub graph: Graph<'a>,
    /// Per vertex of it, which of the sets that flows connect it belongs to.
    pub set_of: Vec<usize>,
    /// Per node and per edge of the whole view: which it is there.
    node: Vec<Option<usize>>,
    edge: Vec<Option<usize>>,
}

impl<'a> Earlier<'a> {
    /// Draws a part of a view, as far as its ranks.
    pub(super) fn new(
        part: &'a Subview,
        whole: &View,
        metrics: &'a dyn Metrics,
        setting: Setting,
        steep: &BTreeSet<level::Siblings>,
    ) -> Earlier<'a> {
        let new = || Graph::new(&part.view, metrics, setting, &part.captions);
        let mut graph = ways::cut(&new, setting, None);
        level::allow(&mut graph, &|(a, b)| steep.contains(&(part.nodes[a], part.nodes[b])));
        let set_of = p2_layers::rank_earlier(&mut graph, setting.limit);
        let place = |count: usize, list: &[usize]| {
            let mut place = vec![None; count];
            for (index, &whole) in list.iter().enumerate() {
                place[whole] = Some(index);
            }
            place
        };
        let node = place(whole.nodes.len(), &part.nodes);
        let edge = place(whole.edges.len(), &part.edges);
        Earlier { graph, set_of, node, edge }
    }

    /// Goes on to its rows and orders.
    pub(super) fn order(&mut self) {
        long_edges::split(&mut self.graph);
        p3_order::order_whole(&mut self.graph);
    }

    /// The edge here of an edge of the whole view; `None` for one that came later.
    pub(super) fn edge(&self, whole: usize) -> Option<usize> {
        self.edge[whole]
    }

    /// Whether an edge of the whole view runs against the ranks; `None` for one that came later.
    pub(super) fn is_reversed(&self, whole: usize) -> Option<bool> {
        let part = *self.graph.routes[self.edge(whole)?].parts.first()?;
        Some(!self.graph.parts[part].down)
    }

    /// The vertex here of an item of the whole graph.
    pub(super) fn item(&self, whole: &Graph<'_>, item: Vx) -> Option<Vx> {
        let node = match whole.vertices[item].kind {
            VertexKind::Box(node) => node,
            VertexKind::Region(region) => whole.regions[region].node?,
            _ => return None,
        };
        self.node[node].map(|node| self.graph.vertex_of[node])
    }

    /// By how many ranks `to` stands above `from`, when flows connect them here.
    pub(super) fn climb(&self, whole: &Graph<'_>, from: Vx, to: Vx) -> Option<i32> {
        let (from, to) = (self.item(whole, from)?, self.item(whole, to)?);
        let vertices = &self.graph.vertices;
        let together = vertices[from].region == vertices[to].region && self.set_of[from] == self.set_of[to];
        together.then(|| vertices[from].rank - vertices[to].rank)
    }

    /// The middle of each vertex along its row, doubled.
    pub(super) fn middles(&self) -> Vec<Unit> {
        let extra = vec![0; self.graph.regions.len()];
        let places = p4_place::place(&self.graph, &extra, &SidePorts::default(), &mut Basis::default());
        places.start.iter().zip(&places.end).map(|(start, end)| start + end).collect()
    }
}
