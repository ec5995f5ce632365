//! Grows a drawing: what came later in the source is laid into what stands already.
//!
//! Nothing that stands changes sides for it, and each line comes where it crosses least. So a source that is continued keeps
//! its picture.

use super::Ordering;
use super::net::chains;
use super::stages::FEW;
use super::turns::Pairs;
use crate::layout::layered::earlier::Earlier;
use crate::layout::layered::graph::{Graph, VertexKind, Vx};

/// How often branches of a grown drawing are turned at most, with local moves after each time.
const TURNS: usize = 4;

impl Ordering<'_> {
    pub(super) fn is_in(&self, v: u32) -> bool {
        self.is_in[v as usize]
    }

    /// How many edges, from the first, do not cross in the present order; at least `core`, which may.
    ///
    /// As long as nothing crosses, rows stand as declared; what comes later is then laid into these.
    pub(super) fn free(&self, core: usize) -> usize {
        let mut free = self.is_laid.len();
        let mut ends: Vec<(u32, u32, u32)> = Vec::new();
        for row in &self.rows {
            ends.clear();
            for &v in row {
                let links = self.net.links[1].of(v).iter();
                ends.extend(
                    links.map(|&link| (self.place(v, link.own_pin, 1), self.far(link, 1), link.edge)),
                );
            }
            ends.sort_unstable();
            for (index, &(from, to, edge)) in ends.iter().enumerate() {
                let crossed = ends[index + 1..].iter().filter(|other| other.0 > from && other.1 < to);
                free = crossed.fold(free, |free, other| free.min(other.2.max(edge) as usize));
                if free <= core {
                    return core;
                }
            }
        }
        free
    }

    /// Takes rows of the first `core` edges, and lays the others into them, in declaration order.
    ///
    /// Returns the time since when there is something to improve.
    pub(super) fn grow(&mut self, rows: Vec<Vec<u32>>, core: usize) -> u32 {
        self.is_laid[core..].fill(false);
        self.continue_from(rows, true)
    }

    /// Takes the orders of an earlier drawing, and lays into them what came later and what has moved.
    ///
    /// Returns the time since when there is something to improve.
    pub(super) fn stand(&mut self, earlier: &Earlier<'_>) -> u32 {
        let (graph, there) = (self.net.graph, &earlier.graph);
        let mut same: Vec<Option<Vx>> = (0..graph.vertices.len()).map(|v| earlier.item(graph, v)).collect();
        let mut moved = false;
        // How far the items of each region have moved together.
        let mut by: Vec<Option<i32>> = vec![None; graph.regions.len()];
        for (v, found) in same.iter().enumerate() {
            if let Some(found) = *found {
                let off = graph.vertices[v].rank - there.vertices[found].rank;
                moved |= *by[graph.vertices[v].region].get_or_insert(off) != off;
            }
        }
        let chains = chains(there, &|_| true);
        for edge in 0..graph.routes.len() {
            let chain = self.net.chains.of(edge as u32);
            if chain.is_empty() {
                continue;
            }
            let stood = earlier.edge(edge);
            let before = stood.map_or(&[][..], |edge| chains.of(edge as u32));
            let alike = before.len() == chain.len() && {
                let mut pairs = joints(graph, chain).zip(joints(there, before));
                let sort = |kind: VertexKind| match kind {
                    VertexKind::Box(_) | VertexKind::Region(_) => 0,
                    VertexKind::Dummy | VertexKind::Label => 1,
                    _ => 2,
                };
                pairs.all(|(a, b)| sort(graph.vertices[a].kind) == sort(there.vertices[b].kind))
            };
            if alike {
                for (a, b) in joints(graph, chain).zip(joints(there, before)) {
                    same[a] = Some(b);
                }
            } else {
                moved |= stood.is_some();
                self.is_laid[edge] = false;
            }
        }
        // Where every row has what it had, places in rows are enough to tell the order; else places in the drawing.
        let place: Vec<i32> =
            if moved { earlier.middles() } else { there.vertices.iter().map(|v| v.pos as i32).collect() };
        let rows = self.net.declared.iter().map(|row| {
            let mut row: Vec<u32> = row.iter().copied().filter(|&v| same[v as usize].is_some()).collect();
            row.sort_by_key(|&v| same[v as usize].map(|there| place[there]));
            row
        });
        let rows = rows.collect();
        self.continue_from(rows, !moved)
    }

    /// Improves a grown drawing where something has changed since a time: by local moves, and by turning branches.
    pub(super) fn finish(&mut self, since: u32) {
        self.settle(since);
        for _ in 0..TURNS {
            let before = self.clock;
            if self.crossings() > 0 {
                self.turn_branches(Pairs::All);
            }
            if self.clock == before {
                break;
            }
            self.settle(before);
        }
        self.stands.clear();
        self.tidy();
    }

    /// Lays the edges that are not there yet into rows that stand, in declaration order. Where nothing has moved there is
    /// nothing to improve but around what is new.
    fn continue_from(&mut self, rows: Vec<Vec<u32>>, is_settled: bool) -> u32 {
        self.is_in.fill(false);
        for &v in rows.iter().flatten() {
            self.is_in[v as usize] = true;
        }
        if self.is_laid.len() < FEW {
            self.stands = (0..self.is_in.len() as u32).map(|v| self.is_in(v) && self.is_item(v)).collect();
        }
        self.take(rows);
        let is_settled = is_settled && self.net.abreast.is_empty();
        let stood = if is_settled { self.clock } else { 0 };
        if is_settled {
            self.dirty.fill(false);
        }
        let laid = self.is_laid.iter().map(|&is_laid| if is_laid { stood } else { 0 });
        self.lay.laid = laid.collect();
        self.is_partial = true;
        for edge in 0..self.is_laid.len() {
            if !self.is_laid[edge] && !self.net.chains.of(edge as u32).is_empty() {
                self.lay_in(edge as u32);
            }
            self.is_laid[edge] = true;
        }
        self.is_partial = false;
        self.place_unconnected();
        if !is_settled {
            for row in 0..self.rows.len() {
                self.keep_abreast(row);
            }
            self.all_changed();
        }
        stood
    }

    /// Boxes without lines stand behind what was declared before them.
    fn place_unconnected(&mut self) {
        self.lay.forget();
        for row in 0..self.rows.len() {
            for &v in &self.net.declared[row] {
                if !self.is_in[v as usize] {
                    let before = self.rows[row].iter().rposition(|&other| self.is_item(other) && other < v);
                    self.rows[row].insert(before.map_or(0, |before| before + 1), v);
                    self.is_in[v as usize] = true;
                }
            }
            self.renumber_row(row);
        }
    }
}

/// What a line passes, from its uppermost end to its lowest.
fn joints<'a>(graph: &'a Graph<'_>, chain: &'a [u32]) -> impl Iterator<Item = Vx> + Clone + 'a {
    let upper = chain.iter().map(|&segment| graph.segments[segment as usize].upper.line());
    upper.chain(chain.last().map(|&segment| graph.segments[segment as usize].lower.line()))
}
