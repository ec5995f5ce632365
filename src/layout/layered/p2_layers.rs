//! Phase 2: gives every item of every region a rank.
//!
//! Before: parts exist and, read from upper to lower, have no cycle. After: each part between two items runs from a lower
//! rank to a higher one, ranks of a region begin at 0 without gaps, items of a `row` hint share a rank, and no rank is
//! wider than the limit when there is one and its items can be spread.
//!
//! Method: network simplex, after Gansner, Koutsofios, North & Vo (1993), section 2, for each region on its own. Parts of a
//! region that nothing connects are then packed on shelves in declaration order, and a rank that is too wide is unzipped
//! into several. Where a drawing stood before the latest flows came, each item is held at its rank there by a strong spring:
//! what a new flow contradicts moves, by as little as it demands, and all else stays.

use super::earlier::Earlier;
use super::frames;
use super::graph::{Graph, VertexKind, Vx};
use crate::geom::Unit;
use crate::layout::sets::{find, unite};
use crate::layout::simplex::Problem;
use crate::scene::SceneUnit;
use crate::view::ViewKind;

/// Hints that could not be honoured, by region and index.
#[derive(Debug, Default)]
pub(super) struct Dropped {
    /// `row` hints whose items stand on both ends of a path.
    pub rows: Vec<(usize, usize)>,
    /// `above` hints that flows contradict.
    pub above: Vec<(usize, usize)>,
}

/// Ranks all regions, innermost first. `limit` is the widest a row of the whole drawing should get, along. What has a rank in
/// an earlier drawing leaves it only where flows that came later demand it.
pub(super) fn rank(graph: &mut Graph<'_>, limit: Option<Unit>, earlier: Option<&Earlier<'_>>) -> Dropped {
    let mut dropped = Dropped::default();
    for region in (0..graph.regions.len()).rev() {
        let mut ranking = Ranking::new(graph, region);
        ranking.hint(graph, region, &mut dropped);
        ranking.solve(graph, region, earlier);
        let inner = inner_limit(graph, region, limit);
        ranking.shelve(graph, region, inner);
        ranking.spread(graph, region, inner, earlier.is_some());
        ranking.finish(graph, region);
    }
    dropped
}

/// The limit that is left inside a region and all that is around it.
fn inner_limit(graph: &Graph<'_>, region: usize, limit: Option<Unit>) -> Option<Unit> {
    let mut limit = limit?;
    let mut around = Some(region);
    while let Some(index) = around {
        limit -= graph.regions[index].padding.left + graph.regions[index].padding.right;
        around = graph.regions[index].parent;
    }
    Some(limit)
}

/// Ranks a drawing that is to be continued, without shelves. Returns for each item which of the sets that flows connect it
/// belongs to.
pub(super) fn rank_earlier(graph: &mut Graph<'_>, limit: Option<Unit>) -> Vec<usize> {
    let mut set_of = vec![0; graph.vertices.len()];
    for region in (0..graph.regions.len()).rev() {
        let mut ranking = Ranking::new(graph, region);
        ranking.hint(graph, region, &mut Dropped::default());
        ranking.solve(graph, region, None);
        for (set, (_, members)) in ranking.connected(graph, region).iter().enumerate() {
            members.iter().for_each(|&member| set_of[ranking.items[member]] = set);
        }
        let inner = inner_limit(graph, region, limit);
        ranking.spread(graph, region, inner, false);
        ranking.finish(graph, region);
    }
    set_of
}

/// Which wall of its region a set of items hangs from, by lines to what is outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Wall {
    Upper,
    None,
    Lower,
}

/// People who stand no lower than this are lifted into the first row.
const LIFTED: i32 = 2;

/// What a rank costs that differs from that of an earlier drawing.
const STANDS: i64 = 1_000;

struct Ranking {
    items: Vec<Vx>,
    /// Items of one group share a rank; named by its first member.
    group: Vec<usize>,
    /// From upper to lower group, with a weight, and how many ranks lie between at least; hints weigh nothing.
    arcs: Vec<(usize, usize, i64, i32)>,
    rank: Vec<i32>,
}

impl Ranking {
    fn new(graph: &Graph<'_>, region: usize) -> Ranking {
        let items = graph.regions[region].items.clone();
        let count = items.len();
        let mut ranking =
            Ranking { items, group: (0..count).collect(), arcs: Vec::new(), rank: vec![0; count] };
        for &part in &graph.regions[region].parts {
            let part = &graph.parts[part];
            if let (Some(a), Some(b)) = (ranking.index(part.upper.vertex), ranking.index(part.lower.vertex)) {
                let may_be_level = graph.level.get(part.edge).is_some_and(|&level| level);
                ranking.arcs.push((a, b, graph.weight(part.edge), i32::from(!may_be_level)));
            }
        }
        ranking
    }

    /// The place of a vertex among the items, which stand in the order of their vertices.
    fn index(&self, vertex: Vx) -> Option<usize> {
        self.items.binary_search(&vertex).ok()
    }

    /// Takes the hints one by one, each only while no cycle comes of it.
    fn hint(&mut self, graph: &Graph<'_>, region: usize, dropped: &mut Dropped) {
        for (index, &(a, b)) in graph.regions[region].above.iter().enumerate() {
            let (Some(a), Some(b)) = (self.index(a), self.index(b)) else { continue };
            self.arcs.push((a, b, 0, 1));
            if self.has_cycle() {
                self.arcs.pop();
                dropped.above.push((region, index));
            }
        }
        for (index, row) in graph.regions[region].abreast.iter().enumerate() {
            let before = self.group.clone();
            let members: Vec<usize> = row.iter().filter_map(|&item| self.index(item)).collect();
            let Some(to) = members.iter().map(|&item| self.group[item]).min() else { continue };
            for &item in &members {
                let from = self.group[item];
                self.group.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
            }
            if self.has_cycle() {
                self.group = before;
                dropped.rows.push((region, index));
            }
        }
    }

    /// Whether the groups, seen as single nodes, have a cycle of arcs (Kahn 1962).
    fn has_cycle(&self) -> bool {
        let count = self.items.len();
        let mut waiting = vec![0; count];
        let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
        for &(a, b, ..) in &self.arcs {
            let (a, b) = (self.group[a], self.group[b]);
            out[a].push(b);
            waiting[b] += 1;
        }
        let mut ready: Vec<usize> = (0..count).filter(|&v| waiting[v] == 0).collect();
        let mut seen = 0;
        while let Some(v) = ready.pop() {
            seen += 1;
            for &w in &out[v] {
                waiting[w] -= 1;
                if waiting[w] == 0 {
                    ready.push(w);
                }
            }
        }
        seen < count
    }

    fn solve(&mut self, graph: &Graph<'_>, region: usize, earlier: Option<&Earlier<'_>>) {
        let mut problem = Problem::new();
        let top = problem.variable();
        let bottom = problem.variable();
        let variables: Vec<u32> = self.items.iter().map(|_| problem.variable()).collect();
        for (_, &variable) in variables.iter().enumerate().filter(|&(index, _)| self.group[index] == index) {
            problem.separate(top, variable, 1);
            problem.separate(variable, bottom, 1);
        }
        for &(a, b, weight, least) in &self.arcs {
            let (a, b) = (variables[self.group[a]], variables[self.group[b]]);
            problem.separate(a, b, least);
            problem.pull(a, b, least, weight * 4);
        }
        for &part in &graph.regions[region].parts {
            let part = &graph.parts[part];
            let weight = graph.weight(part.edge);
            match (self.index(part.upper.vertex), self.index(part.lower.vertex)) {
                (None, Some(b)) => problem.pull(top, variables[self.group[b]], 1, weight * 2),
                (Some(a), None) => problem.pull(variables[self.group[a]], bottom, 1, weight),
                _ => {}
            }
        }
        if region == 0 {
            let groups = self.group.iter().map(|&group| variables[group]);
            frames::hold(&mut problem, graph, self.items.iter().copied().zip(groups));
        }
        if let Some(earlier) = earlier {
            // Sets that nothing connected may move against each other.
            let mut bases: std::collections::BTreeMap<usize, u32> = std::collections::BTreeMap::new();
            for (index, &item) in self.items.iter().enumerate() {
                if let Some(there) = earlier.item(graph, item) {
                    let base = *bases.entry(earlier.set_of[there]).or_insert_with(|| problem.variable());
                    let rank = earlier.graph.vertices[there].rank;
                    problem.spring(base, variables[self.group[index]], rank, STANDS);
                }
            }
        }
        // Short drawings first of all among those that cost the same.
        problem.pull(top, bottom, 2, 1);
        // The separations follow an order without cycles, so there is always a solution.
        let Some(x) = problem.solve() else { return };
        for index in 0..self.items.len() {
            self.rank[index] = x[variables[self.group[index]] as usize] - x[top as usize] - 1;
        }
        self.rise(graph, region);
    }

    /// Whether an item is a person whom nothing reaches.
    fn is_starting_person(&self, graph: &Graph<'_>, index: usize) -> bool {
        graph.is_person(self.items[index]) && self.arcs.iter().all(|arc| arc.1 != index)
    }

    /// Puts people who lead to one thing into the first row, where they stand little lower, and what they lead to right below,
    /// where it costs the same on several ranks. Whoever stands lower is met late, and read better there.
    fn rise(&mut self, graph: &Graph<'_>, region: usize) {
        let count = self.items.len();
        let mut lines = vec![0; count];
        for &part in &graph.regions[region].parts {
            let ends = [graph.parts[part].upper, graph.parts[part].lower];
            ends.iter().filter_map(|end| self.index(end.vertex)).for_each(|index| lines[index] += 1);
        }
        let is_alone = |v: usize| {
            let grouped = (0..count).any(|other| other != v && self.group[other] == self.group[v]);
            !grouped && graph.vertices[self.items[v]].frame.is_none()
        };
        // A boundary may be as deep as many boxes.
        let is_box = |item: Vx| matches!(graph.vertices[item].kind, VertexKind::Box(_));
        let passes_boxes =
            |v: usize| (0..count).all(|other| self.rank[other] >= self.rank[v] || is_box(self.items[other]));
        let people: Vec<usize> = (0..count)
            .filter(|&index| lines[index] == 1 && self.rank[index] <= LIFTED)
            .filter(|&index| self.is_starting_person(graph, index) && is_alone(index) && passes_boxes(index))
            .collect();
        people.iter().for_each(|&person| self.rank[person] = 0);
        for &(person, v, weight, least) in &self.arcs {
            if lines[v] != 2 || !people.contains(&person) {
                continue;
            }
            // One line from there and one on that pulls as hard, and no hint.
            let mut onward = self.arcs.iter().filter(|arc| arc.0 == v);
            let even = onward.next().is_some_and(|out| out.2 == weight) && onward.next().is_none();
            let alone = self.arcs.iter().filter(|arc| arc.1 == v).count() == 1 && is_alone(v);
            if even && alone {
                self.rank[v] = self.rank[v].min(self.rank[person] + least);
            }
        }
    }

    /// Width along and height across of one item, as far as they are known.
    fn size(&self, graph: &Graph<'_>, index: usize) -> (Unit, Unit) {
        let vertex = &graph.vertices[self.items[index]];
        (vertex.w + vertex.behind + graph.spacing.node_gap, vertex.h + graph.spacing.rank_gap)
    }

    /// Packs what is not connected on shelves, in declaration order.
    fn shelve(&mut self, graph: &Graph<'_>, region: usize, limit: Option<Unit>) {
        // What a journey reaches next stands next, whatever shape that gives; and frames hold together what they span.
        if graph.view.kind == ViewKind::Dataflow || !graph.frames.is_empty() {
            return;
        }
        let parts = self.abreast(self.connected(graph, region));
        if parts.len() < 2 {
            return;
        }
        let measured: Vec<(Unit, Unit)> = parts.iter().map(|members| self.extent(graph, members)).collect();
        let area: f64 = measured.iter().map(|&(w, h)| f64::from(w) * f64::from(h)).sum();
        // A page is about 1.6 times as wide as tall, and a cell about twice as tall as wide.
        let cell = if graph.metrics.unit() == SceneUnit::Cell { 2.0 } else { 1.0 };
        let ratio = if graph.turn.horizontal() { 1.0 / (1.6 * cell) } else { 1.6 * cell };
        let mut target = (area * ratio).sqrt() as Unit;
        target = target.max(measured.iter().map(|size| size.0).max().unwrap_or(0));
        if !graph.turn.horizontal() {
            let abreast = ((parts.len() as f64).sqrt() * 1.6).ceil() as usize;
            target = target.max(measured.iter().take(abreast).map(|size| size.0).sum());
        }
        if let Some(limit) = limit {
            target = target.min(limit + graph.spacing.node_gap);
        }
        let (mut used, mut shelf, mut deepest) = (0, 0, 0);
        for (members, &(width, _)) in parts.iter().zip(&measured) {
            if used > 0 && used + width > target {
                (used, shelf) = (0, deepest);
            }
            used += width;
            let least = members.iter().map(|&index| self.rank[index]).min().unwrap_or(0);
            for &index in members {
                self.rank[index] += shelf - least;
                deepest = deepest.max(self.rank[index] + 1);
            }
        }
    }

    /// Puts sets of one row into one that all hang from the same wall: on several shelves the lines to most of them would have
    /// to run round the others. Where they get too wide together they are unzipped, as any rank is.
    fn abreast(&self, sets: Vec<(Wall, Vec<usize>)>) -> Vec<Vec<usize>> {
        let mut parts: Vec<Vec<usize>> = Vec::new();
        let mut fan: Option<(Wall, usize)> = None;
        for (wall, members) in sets {
            let flat = members.iter().all(|&index| self.rank[index] == self.rank[members[0]]);
            match fan.filter(|fan| fan.0 == wall && flat) {
                Some((_, part)) => parts[part].extend(members),
                None => {
                    if flat && wall != Wall::None {
                        fan = Some((wall, parts.len()));
                    }
                    parts.push(members);
                }
            }
        }
        parts
    }

    /// The sets of items that parts and hints connect; those that hang from the upper wall first, those that hang on the
    /// lower wall last.
    fn connected(&self, graph: &Graph<'_>, region: usize) -> Vec<(Wall, Vec<usize>)> {
        let count = self.items.len();
        let mut set: Vec<usize> = (0..count).collect();
        let groups = self.group.iter().enumerate().map(|(index, &group)| (index, group));
        for (a, b) in self.arcs.iter().map(|arc| (arc.0, arc.1)).chain(groups) {
            unite(&mut set, a, b);
        }
        let mut wall = vec![Wall::None; count];
        for &part in &graph.regions[region].parts {
            let part = &graph.parts[part];
            match (self.index(part.upper.vertex), self.index(part.lower.vertex)) {
                (None, Some(b)) => wall[find(&mut set, b)] = Wall::Upper,
                (Some(a), None) => {
                    let root = find(&mut set, a);
                    if wall[root] != Wall::Upper {
                        wall[root] = Wall::Lower;
                    }
                }
                _ => {}
            }
        }
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
        for index in 0..count {
            members[find(&mut set, index)].push(index);
        }
        let mut roots: Vec<usize> = (0..count).filter(|&root| !members[root].is_empty()).collect();
        roots.sort_by_key(|&root| (wall[root], root));
        roots.into_iter().map(|root| (wall[root], std::mem::take(&mut members[root]))).collect()
    }

    fn extent(&self, graph: &Graph<'_>, members: &[usize]) -> (Unit, Unit) {
        let mut sizes: Vec<(i32, (Unit, Unit))> = Vec::with_capacity(members.len());
        sizes.extend(members.iter().map(|&index| (self.rank[index], self.size(graph, index))));
        sizes.sort_unstable();
        let rows = sizes.chunk_by(|a, b| a.0 == b.0);
        rows.fold((0, 0), |(widest, height), row| {
            let width: Unit = row.iter().map(|&(_, (w, _))| w).sum();
            let tallest = row.iter().map(|&(_, (_, h))| h).max().unwrap_or(0);
            (widest.max(width), height + tallest.max(0))
        })
    }

    /// Spreads ranks that are too wide for a limit. Those that an earlier drawing has spread already may become a little wider.
    fn spread(&mut self, graph: &mut Graph<'_>, region: usize, limit: Option<Unit>, stands: bool) {
        if let Some(limit) = limit {
            let limit = if stands && graph.metrics.unit() == SceneUnit::Px { limit * 5 / 4 } else { limit };
            graph.regions[region].zips = self.unzip(graph, region, limit);
        }
    }

    /// Unzips each rank that is too wide: its items go to several rows in turn, so that the lines to and from each row pass
    /// between the boxes of the others. Returns the items of such ranks in their order.
    fn unzip(&mut self, graph: &Graph<'_>, region: usize, limit: Unit) -> Vec<Vec<usize>> {
        let mut zips = Vec::new();
        let lines = self.lines(graph, region);
        let mut rank = 0;
        while rank <= self.rank.iter().copied().max().unwrap_or(-1) {
            let mut row: Vec<usize> =
                (0..self.items.len()).filter(|&index| self.rank[index] == rank).collect();
            row.sort_by_key(|&index| (self.group[index], index));
            let whole: Unit = row.iter().map(|&index| self.size(graph, index).0).sum();
            let rows = if row.len() > 1 && whole - graph.spacing.node_gap > limit {
                self.rows(graph, &row, &lines, limit)
            } else {
                1
            };
            if rows > 1 {
                // A group is never torn apart.
                let mut place = 0;
                for (index, &item) in row.iter().enumerate() {
                    if index > 0 && self.group[item] != self.group[row[index - 1]] {
                        place += 1;
                    }
                    self.rank[item] = rank + (place % rows) as i32;
                }
                for index in 0..self.items.len() {
                    if self.rank[index] > rank && !row.contains(&index) {
                        self.rank[index] += rows as i32 - 1;
                    }
                }
                zips.push(row.iter().map(|&index| self.items[index]).collect());
            }
            rank += rows as i32;
        }
        zips
    }

    /// How many lines reach each item from above, and how many leave it downwards.
    fn lines(&self, graph: &Graph<'_>, region: usize) -> Vec<[Unit; 2]> {
        let mut lines = vec![[0, 0]; self.items.len()];
        for &part in &graph.regions[region].parts {
            let part = &graph.parts[part];
            if let Some(index) = self.index(part.lower.vertex) {
                lines[index][0] += 1;
            }
            if let Some(index) = self.index(part.upper.vertex) {
                lines[index][1] += 1;
            }
        }
        lines
    }

    /// Over how many rows items are spread: as few as fit, else as many as make them narrowest.
    fn rows(&self, graph: &Graph<'_>, row: &[usize], lines: &[[Unit; 2]], limit: Unit) -> usize {
        let spacing = graph.spacing;
        let width = |rows: usize| -> Unit {
            let in_row = |at: usize| -> Unit {
                let mut width = -spacing.node_gap;
                for (place, &item) in row.iter().enumerate() {
                    let own = place % rows;
                    if own == at {
                        let beside = (2 * spacing.line_node_gap - spacing.line_gap - spacing.node_gap).max(0);
                        width += self.size(graph, item).0 + beside;
                    } else {
                        width += lines[item][usize::from(own < at)] * spacing.line_gap.max(1);
                    }
                }
                width
            };
            (0..rows).map(in_row).max().unwrap_or(0)
        };
        let most = row.len().min(12);
        let fitting = (2..=most).find(|&rows| width(rows) <= limit);
        fitting.or_else(|| (1..=most).min_by_key(|&rows| width(rows))).unwrap_or(1)
    }

    /// Writes the ranks back and estimates the region's size, which the region around it packs by.
    fn finish(&self, graph: &mut Graph<'_>, region: usize) {
        let mut used: Vec<i32> = self.rank.clone();
        used.sort_unstable();
        used.dedup();
        for (index, &item) in self.items.iter().enumerate() {
            let rank = used.binary_search(&self.rank[index]).unwrap_or(0);
            graph.vertices[item].rank = rank as i32;
        }
        let all: Vec<usize> = (0..self.items.len()).collect();
        let (width, height) = self.extent(graph, &all);
        let padding = graph.regions[region].padding;
        if let Some(vertex) = graph.regions[region].vertex {
            let spacing = graph.spacing;
            let vertex = &mut graph.vertices[vertex];
            vertex.w = vertex.w.max(width - spacing.node_gap + padding.left + padding.right);
            vertex.h = vertex.h.max(height - spacing.rank_gap + padding.top + padding.bottom);
        }
    }
}
