//! Phase 3: orders the rows of all regions so that few lines cross.
//!
//! Before: rows and segments exist. After: every vertex knows its place in its row; `row` hints stand in their order; the
//! number of crossings is the least that was found.
//!
//! Method: layer sweeps with barycentres (Sugiyama, Tagawa & Toda 1981) that go down into boundaries and come out of them
//! again: the pins of a boundary are ordered by their neighbours outside, then the sweep passes through its rows, and the
//! pins on the other wall carry the order on. Each sweep is followed by transposition of neighbours (Gansner et al. 1993,
//! section 3), on pins too, where crossings outside and inside the wall count together. Crossings are counted with the
//! accumulator tree of Barth, Jünger & Mutzel (2002). The best order is refined by sifting vertices, by laying whole lines
//! anew (`lay`) and by turning whole branches (`turns`). The first start is the declaration order; when it has no crossing it
//! is kept as it is, and what continues it without a crossing continues it as declared. Further starts
//! are fixed permutations, so that equal input gives equal drawings.
//!
//! So that a drawing changes little when its source is continued, only a *core* of the edges is searched for, in an earlier
//! drawing that has nothing else (`super::earlier`); the others are laid into it in `stages`, one by one (`grow`), and only
//! local moves that save crossings follow.

mod net;
mod sweeps;
mod swaps;
mod gap;
mod lay;
mod grow;
mod stages;
mod tidy;
mod turns;
mod crossings;

use super::earlier::Earlier;
use super::graph::Graph;
use net::Net;
pub(super) use net::chains;
pub(in crate::layout) use stages::core;
use stages::least_crossings;
use swaps::PASSES;
use turns::Pairs;

/// Orders all rows. When it is not `thorough` it takes the first good order: enough to learn how wide a drawing gets.
pub(super) fn order(graph: &mut Graph<'_>, thorough: bool, earlier: Option<&mut Earlier<'_>>) {
    let rows = least_crossings(graph, thorough, core(graph.routes.len()), earlier);
    apply(graph, rows);
}

/// Orders all rows by a search for all edges at once.
pub(super) fn order_whole(graph: &mut Graph<'_>) {
    let rows = least_crossings(graph, true, graph.routes.len(), None);
    apply(graph, rows);
}

/// How many crossings the first good order has.
pub(super) fn quick_crossings(graph: &Graph<'_>) -> u64 {
    let net = Net::new(graph, &|_| true);
    let mut ordering = Ordering::new(&net);
    ordering.search(Effort::of(&net, false));
    ordering.crossings()
}

/// How much is tried.
#[derive(Clone, Copy)]
struct Effort {
    /// How many orders are started from.
    starts: usize,
    /// How many sweeps follow each start at most.
    sweeps: usize,
    /// How often neighbours are swapped along all rows after a sweep.
    passes: usize,
    /// How often the best order found is refined.
    rounds: usize,
}

impl Effort {
    fn of(net: &Net<'_>, thorough: bool) -> Effort {
        let (starts, sweeps, passes, rounds) = match net.segments {
            20_001.. => (1, 4, 1, 0),
            many if many > SIFTED => (1, 8, 2, 0),
            // Swaps that are carried to their end fix an order that further sweeps would have improved.
            _ if !thorough => (1, 24, 2, 0),
            0..=120 => (5, 24, 2, 8),
            121..=400 => (6, 24, 2, 8),
            401..=1_500 => (2, 24, 2, 2),
            _ => (1, 12, 2, 1),
        };
        Effort { starts, sweeps, passes, rounds }
    }
}

/// The best order of many that are started from and improved, as declared where that costs nothing.
fn search(net: &Net<'_>, effort: Effort) -> Vec<Vec<u32>> {
    let mut ordering = Ordering::new(net);
    ordering.search(effort);
    ordering.mirror();
    ordering.tidy();
    ordering.turn_branches(Pairs::Disordered);
    ordering.rows
}

/// Up to this many segments, vertices are sifted and lines laid anew.
const SIFTED: usize = 3_000;

/// After so many sweeps that gain nothing the next start is tried.
const PATIENCE: usize = 4;

/// An order with its crossings and its disorder.
struct Found {
    crossings: u64,
    disorder: u64,
    rows: Vec<Vec<u32>>,
}

/// Rows being ordered.
struct Ordering<'n> {
    net: &'n Net<'n>,
    /// Per row, the vertices in order.
    rows: Vec<Vec<u32>>,
    pos: Vec<u32>,
    /// Where a vertex's slots begin, for segments above it and for segments below it.
    base: [Vec<u32>; 2],
    /// Rows in which, or next to which, something changed since local search last left them alone.
    dirty: Vec<bool>,
    /// Whether each vertex stands in its row, and whether each edge is there.
    is_in: Vec<bool>,
    is_laid: Vec<bool>,
    /// Whether each vertex is a box or a boundary that stood before what is laid in now; empty when none changes sides at a
    /// price.
    stands: Vec<bool>,
    /// Whether there are edges that are not there yet.
    is_partial: bool,
    /// Counts changes; and when each row changed last.
    clock: u32,
    changed_at: Vec<u32>,
    /// When the far ends of each vertex last moved, and when all did.
    seen_at: Vec<u32>,
    all_at: u32,
    /// When rows were last swept.
    swept_at: u32,
    /// When the neighbours of each row were last swapped, and when its vertices were last sifted.
    swapped_at: Vec<u32>,
    sifted_at: Vec<u32>,
    far: swaps::Far,
    lay: lay::Scratch,
    /// Room that is used again: means of places as bits, with ties and vertices; ends of segments.
    keyed: Vec<(u64, u32, u32)>,
    places: Vec<u32>,
    ends: Vec<(u32, u32)>,
    tree: Vec<u32>,
}

impl<'n> Ordering<'n> {
    fn new(net: &'n Net<'n>) -> Ordering<'n> {
        let count = net.row_of.len();
        Ordering {
            net,
            rows: net.declared.clone(),
            pos: vec![0; count],
            base: [vec![0; count], vec![0; count]],
            dirty: vec![true; net.declared.len()],
            is_in: vec![true; count],
            is_laid: vec![true; net.graph.routes.len()],
            stands: Vec::new(),
            is_partial: false,
            clock: 1,
            changed_at: vec![1; net.declared.len()],
            seen_at: vec![0; count],
            all_at: 1,
            swept_at: 1,
            swapped_at: vec![0; net.declared.len()],
            sifted_at: vec![0; net.declared.len()],
            far: swaps::Far::new(net),
            lay: lay::Scratch::default(),
            keyed: Vec::new(),
            places: Vec::new(),
            ends: Vec::new(),
            tree: Vec::new(),
        }
    }

    /// Takes the best order of many that are started from and improved.
    fn search(&mut self, effort: Effort) {
        let mut best = None;
        for start in 0..effort.starts {
            self.begin(start);
            self.improve(&mut best, start, effort);
            if best.as_ref().is_some_and(|found| found.crossings == 0) {
                break;
            }
        }
        if self.net.is_small() && best.as_ref().is_some_and(|found| found.crossings > 0) {
            self.refine(&mut best, effort.rounds);
        }
        if let Some(found) = best {
            self.take(found.rows);
        }
    }

    /// The order to start from: as declared, as a walk from the upper or the lower rows meets the vertices, or shuffled by a
    /// fixed sequence.
    fn begin(&mut self, start: usize) {
        self.rows.clone_from(&self.net.declared);
        let mut seed = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(start as u64 + 1);
        match start {
            0 => {}
            1 => self.walk(1),
            2 => self.walk(0),
            _ => {
                let free = self.rows.iter_mut().zip(&self.net.fixed).filter(|(_, fixed)| !**fixed);
                for (row, _) in free {
                    for index in (1..row.len()).rev() {
                        seed = seed
                            .wrapping_mul(6_364_136_223_846_793_005)
                            .wrapping_add(1_442_695_040_888_963_407);
                        row.swap(index, ((seed >> 33) % (index as u64 + 1)) as usize);
                    }
                }
            }
        }
        for row in 0..self.rows.len() {
            self.keep_abreast(row);
        }
        self.renumber();
    }

    /// Orders every row by when a depth-first walk along the segments to one side meets its vertices, so that neighbours of
    /// one vertex start out together.
    fn walk(&mut self, side: usize) {
        let net = self.net;
        let mut met = vec![u32::MAX; self.pos.len()];
        let mut next = 0;
        let mut stack: Vec<u32> = Vec::new();
        for region in 0..net.walls.len() {
            let (first, last) = net.walls[region];
            for step in 0..=last - first {
                let row = if side == 1 { first + step } else { last - step };
                for &root in &net.declared[row] {
                    stack.push(root);
                    while let Some(v) = stack.pop() {
                        if met[v as usize] != u32::MAX {
                            continue;
                        }
                        met[v as usize] = next;
                        next += 1;
                        let links = |side: usize| net.links[side].of(v).iter().rev().map(|link| link.far);
                        stack.extend(links(1 - side).filter(|&far| met[far as usize] == u32::MAX));
                        stack.extend(links(side).filter(|&far| met[far as usize] == u32::MAX));
                    }
                }
            }
        }
        let free = self.rows.iter_mut().zip(&self.net.fixed).filter(|(_, fixed)| !**fixed);
        for (row, _) in free {
            row.sort_by_key(|&v| met[v as usize]);
        }
    }

    /// Sweeps down and up until nothing is gained, and keeps the best order seen.
    fn improve(&mut self, best: &mut Option<Found>, start: usize, effort: Effort) {
        let mut patience = PATIENCE;
        let mut least = u64::MAX;
        for round in 0..effort.sweeps {
            if round > 0 || start > 0 {
                if (round + start) % 2 == 1 {
                    self.sweep_down(0, round % 4 > 1)
                } else {
                    self.sweep_up(0, round % 4 > 1)
                }
            }
            self.transpose(effort.passes);
            let crossings = self.keep(best);
            if crossings < least {
                (least, patience) = (crossings, PATIENCE);
            } else {
                patience -= 1;
            }
            if crossings == 0 || patience == 0 {
                break;
            }
        }
    }

    /// Sifts the best order found, and sweeps on from there, while that helps.
    fn refine(&mut self, best: &mut Option<Found>, rounds: usize) {
        let mut before = u64::MAX;
        for round in 0..rounds {
            let Some(found) = best.as_ref() else { return };
            let least = found.crossings;
            self.take(found.rows.clone());
            if least < before {
                self.turn_branches(Pairs::All);
            }
            before = least;
            self.sift();
            self.lay_anew();
            self.keep(best);
            if round % 2 == 0 {
                self.sweep_down(0, round % 4 > 1)
            } else {
                self.sweep_up(0, round % 4 > 1)
            }
            // Sifting leaves rows alone whose lines may still be swapped.
            self.dirty.fill(true);
            self.transpose(PASSES);
            self.sift();
            self.lay_anew();
            self.keep(best);
            if round > 1 && best.as_ref().is_none_or(|found| found.crossings >= least) {
                return;
            }
        }
    }

    /// Improves by local moves alone, until none saves a crossing, what has changed since a time.
    fn settle(&mut self, since: u32) {
        let mut since = since;
        for _ in 0..8 {
            let before = self.clock;
            self.transpose(PASSES);
            self.sift_since(since);
            self.lay_anew();
            since = before;
            if self.clock == before {
                break;
            }
        }
    }

    /// Remembers the present order when it is the best so far; returns its crossings.
    fn keep(&mut self, best: &mut Option<Found>) -> u64 {
        let crossings = self.crossings();
        if best.as_ref().is_some_and(|found| crossings > found.crossings) {
            return crossings;
        }
        let disorder = self.disorder();
        if best.as_ref().is_none_or(|found| (crossings, disorder) < (found.crossings, found.disorder)) {
            *best = Some(Found { crossings, disorder, rows: self.rows.clone() });
        }
        crossings
    }

    /// Goes on from an order found before.
    fn take(&mut self, rows: Vec<Vec<u32>>) {
        self.rows = rows;
        self.renumber();
    }

    fn renumber(&mut self) {
        for row in 0..self.rows.len() {
            self.number_row(row);
        }
        self.all_changed();
    }

    fn all_changed(&mut self) {
        self.dirty.fill(true);
        self.clock += 1;
        self.changed_at.fill(self.clock);
        self.all_at = self.clock;
    }

    /// Numbers the places of a row.
    fn number_row(&mut self, row: usize) {
        self.number(row, |_, _| {});
    }

    /// Numbers the places of a row anew, and those who see one that has moved are told so.
    fn renumber_row(&mut self, row: usize) {
        self.number(row, |ordering, v| {
            let (net, now) = (ordering.net, ordering.clock + 1);
            for links in &net.links {
                for link in links.of(v) {
                    ordering.seen_at[link.far as usize] = now;
                    if link.far_pin != net::NONE {
                        ordering.seen_at[link.far_pin as usize] = now;
                    }
                }
            }
        });
    }

    fn number(&mut self, row: usize, moved: impl Fn(&mut Self, u32)) {
        let items = std::mem::take(&mut self.rows[row]);
        let net = self.net;
        let mut next = [0, 0];
        for (pos, &vertex) in items.iter().enumerate() {
            let (pos, v) = (pos as u32, vertex as usize);
            // Without boundaries a vertex has one slot, and its place is the number of it.
            let start = if net.is_flat { [pos; 2] } else { next };
            if (self.pos[v], self.base[0][v], self.base[1][v]) != (pos, start[0], start[1]) {
                self.pos[v] = pos;
                self.base[0][v] = start[0];
                self.base[1][v] = start[1];
                moved(self, vertex);
            }
            if !net.is_flat {
                next = [next[0] + net.slots[0][v], next[1] + net.slots[1][v]];
            }
        }
        self.rows[row] = items;
    }

    /// A row has a new order: its neighbours may now be improved.
    fn changed(&mut self, row: usize) {
        self.renumber_row(row);
        self.clock += 1;
        self.changed_at[row] = self.clock;
        self.dirty[row] = true;
        for &other in self.net.beside.of(row as u32) {
            self.dirty[other as usize] = true;
        }
    }

    /// The place of the far end of a link that leaves upwards (`side` 0) or downwards.
    fn far(&self, link: net::Link, side: usize) -> u32 {
        self.place(link.far, link.far_pin, 1 - side)
    }

    /// The place of a vertex, or of one of its pins, as segments above it (`side` 0) or below it see it.
    fn place(&self, v: u32, pin: u32, side: usize) -> u32 {
        let base = self.base[side][v as usize];
        if pin == net::NONE { base } else { base + self.pos[pin as usize] }
    }
}

fn apply(graph: &mut Graph<'_>, rows: Vec<Vec<u32>>) {
    let mut rows = rows.into_iter();
    for region in 0..graph.regions.len() {
        for row in 0..graph.regions[region].rows.len() {
            let found = rows.next().unwrap_or_default();
            // The pins of a solid block stand where they stand.
            let items: Vec<usize> = match graph.regions[region].fixed {
                Some(_) => graph.regions[region].rows[row].items.clone(),
                None => found.into_iter().map(|v| v as usize).collect(),
            };
            for (pos, &v) in items.iter().enumerate() {
                graph.vertices[v].pos = pos;
            }
            graph.regions[region].rows[row].items = items;
        }
    }
}
