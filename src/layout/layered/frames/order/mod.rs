//! Orders rows in which the members of a frame stay between its walls.
//!
//! Before: rows hold boxes, stand-ins and walls. After: in each row the members of a frame stand between its walls, and frames
//! in one frame have one order from left to right in all the rows that they share; few lines cross, and none passes a frame
//! that neither of its ends is in, or else there is no drawing.
//!
//! Method: the tree sort of Forster (2002): a row is a list of *units*, stand-ins or whole runs from wall to wall, and a run
//! is a list of units again. Walls are long lines that weigh [`WALL`] in every count of crossings, so a line past a third
//! frame costs two of them and a line out of its own frame one, which it cannot be spared. Rows are swept with barycentres
//! (`sweep`), units are sifted within their run (`sift`), frames among their siblings in all rows at once, and whole lines
//! are laid anew where they cross least (`lay`), which may also move them from one of their frames to another.
//!
//! What stands between the two boxes of a level line (`level`) costs as much as a third frame when it cannot stay there.
//!
//! As with ranks of their own, only a core of the edges is searched for; the others are laid in, and then only local moves
//! follow.

mod lay;
mod sift;
mod sweep;

use super::super::graph::{Graph, Side, VertexKind};
use super::super::{Ranks, Setting, Undrawn, p3_order};
use super::{around, level};
use crate::layout::buckets::Buckets;

/// No frame, or the whole drawing as the one around all frames.
const NONE: u32 = u32::MAX;

/// What it costs to cross a wall, in lines.
const WALL: i64 = 16;

/// A crossing against a pair of boxes that stands against the order of declaration.
const CROSSING: i64 = 64;

/// How much is tried.
#[derive(Clone, Copy)]
struct Effort {
    /// How many orders are started from.
    starts: usize,
    /// How many sweeps follow each start at most.
    sweeps: usize,
    /// How often local moves go over all rows after a sweep.
    passes: usize,
    /// How often the best order found is refined.
    rounds: usize,
    /// How far a frame moves then at once among its siblings.
    reach: usize,
}

impl Effort {
    const fn of(segments: usize, thorough: bool) -> Effort {
        let (starts, sweeps, passes, rounds, reach) = match (segments, thorough) {
            (0..=400, true) => (3, 6, 4, 6, 12),
            (0..=400, false) => (1, 4, 4, 2, 4),
            (401..=900, true) => (2, 4, 2, 3, 4),
            // Among so many lines frames beside each other are rarely better; a first impression tells.
            _ => (1, 2, 1, 1, 1),
        };
        Effort { starts, sweeps, passes, rounds, reach }
    }
}

/// What connects a vertex to another row.
#[derive(Clone, Copy, Default)]
struct Link {
    far: u32,
    weight: i64,
    /// The edge, or `u32::MAX` for a wall.
    edge: u32,
}

/// Rows being ordered.
struct Rows<'g> {
    graph: &'g Graph<'g>,
    rows: Vec<Vec<u32>>,
    pos: Vec<u32>,
    /// Per vertex, the innermost frame around it; of a wall its own.
    frame: Vec<u32>,
    /// Per vertex, what leads up and what leads down.
    links: [Buckets<Link>; 2],
    /// Per frame, and last for the whole drawing, the frames directly in it, from left to right.
    kids: Vec<Vec<u32>>,
    /// Per row, the frames that span it, outer ones first.
    framed: Vec<Vec<u32>>,
    /// Per edge, its segments from the uppermost to the lowest.
    chains: Buckets<u32>,
    is_laid: Vec<bool>,
    /// Per row, the stretches of level lines.
    level: Vec<Vec<Stretch>>,
    /// Whether each vertex is a box that stood before the latest edges came.
    stands: Vec<bool>,
    /// Counts changes; and when each row changed last.
    clock: u32,
    changed_at: Vec<u32>,
    /// When the units of each row were last sifted, and when each edge was last laid anew.
    sifted_at: Vec<u32>,
    laid_at: Vec<u32>,
}

/// A stretch of a level line: two of its boxes and its label, which it joins.
#[derive(Clone, Copy)]
struct Stretch {
    ends: [u32; 2],
    boxes: [u32; 2],
}

/// An order with what it costs.
struct Found {
    cost: i64,
    rows: Vec<Vec<u32>>,
    frame: Vec<u32>,
    kids: Vec<Vec<u32>>,
}

/// The level lines of each row, cut at their labels.
fn level_rows(graph: &Graph<'_>) -> Vec<Vec<Stretch>> {
    let mut rows = vec![Vec::new(); graph.regions[0].rows.len()];
    for (edge, a, b) in level::pairs(graph) {
        let boxes = [a as u32, b as u32];
        let row = &mut rows[graph.vertices[a].row];
        match graph.routes[edge].label_vertex {
            Some(label) => {
                row.push(Stretch { ends: [boxes[0], label as u32], boxes });
                row.push(Stretch { ends: [label as u32, boxes[1]], boxes });
            }
            None => row.push(Stretch { ends: boxes, boxes }),
        }
    }
    rows
}

/// Orders all rows, unless they cross too often. When it is not to be `thorough` it takes the first good order.
pub(in crate::layout::layered) fn order(graph: &mut Graph<'_>, setting: Setting) -> Result<(), Undrawn> {
    let Setting { ranks, thorough, .. } = setting;
    let most = if let Ranks::Global { most } = ranks { most } else { i64::MAX };
    let edges = graph.routes.len();
    let core = if thorough { p3_order::core(edges) } else { edges };
    let mut rows = Rows::new(graph, core);
    let effort = Effort::of(graph.segments.len(), thorough);
    rows.search(effort, most)?;
    if core < edges {
        rows.stands = graph.vertices.iter().map(|v| matches!(v.kind, VertexKind::Box(_))).collect();
        for edge in core..edges {
            rows.lay_in(edge as u32);
        }
        rows.improve(effort.passes);
    }
    if rows.is_blocked() || rows.tangles() > most {
        return Err(Undrawn::Blocked);
    }
    let Rows { rows, frame, .. } = rows;
    for (row, items) in rows.into_iter().enumerate() {
        for (pos, &v) in items.iter().enumerate() {
            graph.vertices[v as usize].pos = pos;
            let frame = frame[v as usize];
            graph.vertices[v as usize].frame = (frame != NONE).then_some(frame as usize);
        }
        graph.regions[0].rows[row].items = items.into_iter().map(|v| v as usize).collect();
    }
    Ok(())
}

/// What passes frames more often than this after the first start is not expected to be freed of it by local moves: they have
/// freed three lines at most.
const UNBLOCKED: usize = 8;

impl<'g> Rows<'g> {
    /// The first `core` edges, as declared.
    fn new(graph: &'g Graph<'g>, core: usize) -> Rows<'g> {
        let is_laid: Vec<bool> = (0..graph.routes.len()).map(|edge| edge < core).collect();
        let is_in = |v: usize| graph.vertices[v].edge == usize::MAX || is_laid[graph.vertices[v].edge];
        let rows: Vec<Vec<u32>> = graph.regions[0]
            .rows
            .iter()
            .map(|row| row.items.iter().filter(|&&v| is_in(v)).map(|&v| v as u32).collect())
            .collect();
        let frame = graph.vertices.iter().map(|v| v.frame.map_or(NONE, |frame| frame as u32)).collect();
        let mut kids = vec![Vec::new(); graph.frames.len() + 1];
        let mut framed = vec![Vec::new(); rows.len()];
        let mut pairs: Vec<(u32, u32, i64, u32)> = Vec::new();
        for (index, frame) in graph.frames.iter().enumerate() {
            kids[frame.parent.unwrap_or(graph.frames.len())].push(index as u32);
            (frame.rows.0..=frame.rows.1).for_each(|row| framed[row].push(index as u32));
            for walls in &frame.walls {
                pairs.extend(walls.windows(2).map(|pair| (pair[0] as u32, pair[1] as u32, WALL, u32::MAX)));
            }
        }
        pairs.extend(graph.segments.iter().map(|segment| {
            (segment.upper.vertex as u32, segment.lower.vertex as u32, 1, segment.edge as u32)
        }));
        let down = pairs.iter().map(|&(upper, far, weight, edge)| (upper, Link { far, weight, edge }));
        let up = pairs.iter().map(|&(far, lower, weight, edge)| (lower, Link { far, weight, edge }));
        let count = graph.vertices.len();
        Rows {
            graph,
            pos: vec![0; count],
            frame,
            links: [Buckets::new(count, up), Buckets::new(count, down)],
            kids,
            framed,
            chains: p3_order::chains(graph, &|_| true),
            is_laid,
            level: level_rows(graph),
            stands: Vec::new(),
            clock: 1,
            changed_at: vec![1; rows.len()],
            sifted_at: vec![0; rows.len()],
            laid_at: vec![0; graph.routes.len()],
            rows,
        }
    }

    /// Searches from several starts, and improves the best order found. What crosses more often than `most` after the first
    /// start is given up: what follows takes out a third of the crossings at best. So is what has many lines through frames
    /// that are none of theirs.
    fn search(&mut self, effort: Effort, most: i64) -> Result<(), Undrawn> {
        let mut best: Option<Found> = None;
        for start in 0..effort.starts {
            self.begin(start);
            for round in 0..effort.sweeps {
                if round + start > 0 {
                    self.sweep((round + start + 1) % 2);
                }
                (0..self.rows.len()).for_each(|row| _ = self.sift_row(row));
                let gained = self.keep(&mut best);
                if self.is_clean() || (round > 1 && !gained) {
                    break;
                }
            }
            if self.is_clean() {
                break;
            }
            if start == 0 && (self.tangles() > most || self.blocked() > UNBLOCKED) {
                return Err(Undrawn::Blocked);
            }
        }
        for _ in 0..effort.rounds {
            self.take(&best);
            if self.is_clean() {
                break;
            }
            self.improve(effort.passes);
            let laid = self.keep(&mut best);
            if self.is_clean() {
                break;
            }
            self.sift_frames(effort.reach);
            if !self.keep(&mut best) && !laid {
                break;
            }
        }
        self.take(&best);
        Ok(())
    }

    /// Local moves until none helps.
    fn improve(&mut self, passes: usize) {
        for _ in 0..passes {
            let mut improved = false;
            for row in 0..self.rows.len() {
                improved |= self.sift_row(row);
            }
            improved |= self.lay_anew();
            if !improved {
                break;
            }
        }
    }

    /// Keeps the present order if it is the best so far; whether it is.
    fn keep(&self, best: &mut Option<Found>) -> bool {
        let cost = self.cost(0, self.rows.len() - 1);
        let is_best = best.as_ref().is_none_or(|found| cost < found.cost);
        if is_best {
            let (rows, frame, kids) = (self.rows.clone(), self.frame.clone(), self.kids.clone());
            *best = Some(Found { cost, rows, frame, kids });
        }
        is_best
    }

    fn take(&mut self, found: &Option<Found>) {
        if let Some(found) = found {
            self.rows.clone_from(&found.rows);
            self.frame.clone_from(&found.frame);
            self.kids.clone_from(&found.kids);
            (0..self.rows.len()).for_each(|row| self.number(row));
        }
    }

    /// Numbers the places of a row that has a new order.
    fn number(&mut self, row: usize) {
        self.count(row);
        self.changed(row);
    }

    fn count(&mut self, row: usize) {
        for (pos, &v) in self.rows[row].iter().enumerate() {
            self.pos[v as usize] = pos as u32;
        }
    }

    /// A row has a new order, or new lines.
    fn changed(&mut self, row: usize) {
        self.clock += 1;
        self.changed_at[row] = self.clock;
    }

    /// When one of some rows last changed.
    fn latest(&self, first: usize, last: usize) -> u32 {
        let rows = &self.changed_at[first..=last.min(self.rows.len() - 1)];
        rows.iter().copied().max().unwrap_or(0)
    }

    /// Whether no lines cross each other, nor a frame that they have nothing to do with.
    fn is_clean(&self) -> bool {
        let clean = |row: usize| self.crossings(row, true) == 0 && self.passed(row) == 0;
        (0..self.rows.len()).all(clean) && !self.is_blocked()
    }

    /// How often lines cross each other.
    fn tangles(&self) -> i64 {
        (0..self.rows.len()).map(|row| self.crossings(row, true)).sum()
    }

    /// What the gaps below some rows and the order of these rows cost.
    fn cost(&self, first: usize, last: usize) -> i64 {
        let crossings: i64 = (first..=last).map(|row| self.crossings(row, false) + self.passed(row)).sum();
        let disorder: i64 = (first..=last).map(|row| self.disorder(row)).sum();
        crossings * CROSSING + disorder
    }

    /// How often lines cross below a row, each other and, when not `lines` alone are asked for, walls.
    fn crossings(&self, row: usize, lines: bool) -> i64 {
        let mut ends: Vec<(u32, u32, i64)> = Vec::new();
        for &v in &self.rows[row] {
            let from = ends.len();
            ends.extend(
                self.below(v)
                    .filter(|link| !lines || link.edge != NONE)
                    .map(|link| (self.pos[v as usize], self.pos[link.far as usize], link.weight)),
            );
            ends[from..].sort_unstable();
        }
        // Sorted by insertion, which takes a step for each crossing.
        let mut total = 0;
        let mut sorted: Vec<(u32, i64)> = Vec::with_capacity(ends.len());
        for &(_, lower, weight) in &ends {
            let mut at = sorted.len();
            while at > 0 && sorted[at - 1].0 > lower {
                at -= 1;
                total += sorted[at].1 * weight;
            }
            sorted.insert(at, (lower, weight));
        }
        total
    }

    /// What the level lines of a row pass.
    fn passed(&self, row: usize) -> i64 {
        let stretches = self.level[row].iter();
        stretches
            .map(|stretch| {
                let [a, b] = stretch.ends.map(|end| self.pos[end as usize] as usize);
                let between = &self.rows[row][a.min(b) + 1..a.max(b)];
                between.iter().map(|&v| self.weight(v, stretch)).sum::<i64>()
            })
            .sum()
    }

    /// What it costs when a level line passes an item of its row.
    fn weight(&self, v: u32, stretch: &Stretch) -> i64 {
        let [a, b] = stretch.boxes.map(|end| end as usize);
        match self.graph.vertices[v as usize].kind {
            VertexKind::Wall(..) if level::may_pass(self.graph, v as usize, a, b) => 0,
            VertexKind::Dummy => 1,
            _ => 2 * WALL,
        }
    }

    /// How many pairs of boxes and frames of one run stand against their declaration.
    fn disorder(&self, row: usize) -> i64 {
        let mut ranks: Vec<usize> = Vec::new();
        let mut total = 0;
        for &v in &self.rows[row] {
            let rank = match self.graph.vertices[v as usize].kind {
                VertexKind::Box(_) | VertexKind::Region(_) => v as usize,
                VertexKind::Wall(frame, Side::Near) => self.graph.frames[frame].vertex,
                _ => continue,
            };
            total += ranks.iter().filter(|&&before| before > rank).count() as i64;
            ranks.push(rank);
        }
        total
    }

    /// The links of a vertex to the row below, of edges that are there.
    fn below(&self, v: u32) -> impl Iterator<Item = Link> + '_ {
        self.linked(v, 1)
    }

    /// The links of a vertex to the row above (`side` 0) or below.
    fn linked(&self, v: u32, side: usize) -> impl Iterator<Item = Link> + '_ {
        let links = self.links[side].of(v).iter().copied();
        links.filter(|link| link.edge == NONE || self.is_laid[link.edge as usize])
    }

    /// Whether a line passes a frame that holds neither of its ends.
    fn is_blocked(&self) -> bool {
        self.blocked() > 0
    }

    /// How often lines do so.
    fn blocked(&self) -> usize {
        let graph = self.graph;
        let in_row = |row: usize| {
            let passing: Vec<&super::Frame> = self.framed[row]
                .iter()
                .map(|&frame| &graph.frames[frame as usize])
                .filter(|frame| frame.spans(row + 1))
                .collect();
            let place = |v: u32| self.pos[v as usize];
            let is_between = |v: u32, link: &Link| {
                passing.iter().any(|frame| {
                    let [near, far] = [0, 1].map(|side| frame.walls[side][row - frame.rows.0] as u32);
                    let [below, beyond] = [0, 1].map(|side| frame.walls[side][row + 1 - frame.rows.0] as u32);
                    (place(v) < place(near) && place(link.far) > place(beyond))
                        || (place(v) > place(far) && place(link.far) < place(below))
                })
            };
            let lines = |v: u32| self.below(v).filter(|link| link.edge != NONE);
            self.rows[row].iter().map(|&v| lines(v).filter(|link| is_between(v, link)).count()).sum::<usize>()
        };
        (0..self.rows.len().saturating_sub(1)).map(in_row).sum()
    }

    /// The frames that an edge may run in: those around one of its ends, and the innermost around both.
    fn homes(&self, edge: u32) -> Vec<u32> {
        let chain = self.chains.of(edge);
        let (Some(&first), Some(&last)) = (chain.first(), chain.last()) else { return Vec::new() };
        let upper = self.graph.segments[first as usize].upper.vertex;
        let lower = self.graph.segments[last as usize].lower.vertex;
        let [from, to] = [upper, lower].map(|end| around(self.graph, end).collect::<Vec<usize>>());
        let common = from.iter().find(|frame| to.contains(frame)).copied();
        let own = from.iter().filter(|frame| !to.contains(frame));
        let own = own.chain(to.iter().filter(|frame| !from.contains(frame))).map(|&frame| frame as u32);
        own.chain([common.map_or(NONE, |frame| frame as u32)]).collect()
    }
}
