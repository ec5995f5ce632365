//! Whole lines: each is taken out and laid again where it crosses least, all other lines staying as they are.
//!
//! Barycentres and swaps move one stand-in of a long line at a time, and get stuck where only moving several together would
//! help (Bachmaier, Brunner & Gleißner 2011 move whole lines for that reason, by sifting). With everything else in place the
//! best course of one line is a shortest path through its rows: a state for each place in a row, and between two rows the
//! lines that are crossed. So it is found exactly, in time linear in the places times the lines it meets.

use super::Ordering;
use super::gap::{Gap, Place, Step};
use super::net::NONE;

/// How many places to either side a line may move at once.
const WINDOW: usize = 24;

/// Room that is used again for each line.
#[derive(Default)]
pub(super) struct Scratch {
    joints: Vec<Joint>,
    /// The places of all joints, one after another.
    places: Vec<Place>,
    /// Crossings up to each place of a joint. Sixteen bits hold them ([`Net::is_small`](super::net::Net::is_small)).
    cost: Vec<i16>,
    /// The same for all joints, in the order of `places`.
    reach: Vec<i16>,
    step: Step,
    /// Per row, the segments below it, which are taken anew only when they have changed: most lines are only looked at, and
    /// change nothing.
    gaps: Vec<Gap>,
    /// The time at which each line was last laid.
    pub(super) laid: Vec<u32>,
    /// Whether it moved then: what it may reach from its new places has not been looked at.
    moved: Vec<bool>,
}

impl Scratch {
    /// Takes all segments anew when they are next asked for.
    pub(super) fn forget(&mut self) {
        self.gaps.clear();
    }
}

/// Where two segments of a line meet, or where it ends.
#[derive(Clone, Copy)]
struct Joint {
    /// The dummy, label or pin; [`NONE`] for a box, which stays.
    line: u32,
    /// Its places in `places`.
    first: u32,
    end: u32,
    /// The place it has now.
    now: u32,
    /// Where the rows end that the segments above and below it see.
    wide: (i16, i16),
}

impl Ordering<'_> {
    /// Lays every line of several segments anew, while that saves crossings.
    pub(super) fn lay_anew(&mut self) {
        self.lay.laid.resize(self.net.graph.routes.len(), 0);
        self.lay.moved.resize(self.net.graph.routes.len(), false);
        for _ in 0..2 {
            let mut improved = false;
            for edge in 0..self.net.graph.routes.len() as u32 {
                if self.net.chains.of(edge).len() > 1 && self.may_gain(edge) {
                    let moved = self.lay_line(edge);
                    improved |= moved;
                    self.lay.moved[edge as usize] = moved;
                    self.clock += 1;
                    self.lay.laid[edge as usize] = self.clock;
                }
            }
            if !improved {
                break;
            }
        }
    }

    /// Whether any row of a line has changed since it was laid, or a sweep gives it another go.
    fn may_gain(&self, edge: u32) -> bool {
        let laid = self.lay.laid[edge as usize];
        if self.lay.moved[edge as usize] && self.swept_at > laid {
            return true;
        }
        let changed = |v: usize| self.changed_at[self.net.row_of[v] as usize] > laid;
        self.net.chains.of(edge).iter().any(|&segment| {
            let segment = &self.net.graph.segments[segment as usize];
            [segment.upper, segment.lower].iter().any(|end| changed(end.vertex) || changed(end.line()))
        })
    }

    /// Lays a line whose joints are not in their rows yet, nor perhaps the boxes it connects.
    pub(super) fn lay_in(&mut self, edge: u32) {
        let mut scratch = std::mem::take(&mut self.lay);
        self.joints(edge, &mut scratch);
        self.shortest(edge, i16::MAX, &mut scratch);
        self.follow_course(&scratch);
        self.lay = scratch;
    }

    fn lay_line(&mut self, edge: u32) -> bool {
        let mut scratch = std::mem::take(&mut self.lay);
        let crossed = self.crossed(edge, &mut scratch.gaps);
        let mut saves = false;
        if crossed > 0 {
            self.joints(edge, &mut scratch);
            saves = self.shortest(edge, crossed, &mut scratch);
        }
        if saves {
            self.follow_course(&scratch);
        }
        self.lay = scratch;
        saves
    }

    /// The joints of a line, with their places.
    fn joints(&self, edge: u32, scratch: &mut Scratch) {
        let Scratch { joints, places, .. } = scratch;
        joints.clear();
        places.clear();
        let graph = self.net.graph;
        let chain = self.net.chains.of(edge);
        let ends = chain.iter().map(|&segment| graph.segments[segment as usize].upper);
        let last = chain.last().map(|&segment| graph.segments[segment as usize].lower);
        for (index, end) in ends.chain(last).enumerate() {
            let first = places.len() as u32;
            let v = end.line() as u32;
            let is_in = self.is_in(v);
            // A pin is seen from outside as a slot of its boundary; that is on the side of the segment that has it as a pin.
            let outer = |segment: Option<&u32>, upper: bool| {
                let segment = &graph.segments[*segment? as usize];
                let end = if upper { segment.upper } else { segment.lower };
                end.pin.is_some().then_some(end.vertex)
            };
            let above = index.checked_sub(1).and_then(|index| outer(chain.get(index), false));
            let below = outer(chain.get(index), true);
            let wide = |outer: Option<usize>, side: usize| {
                let row = self.net.row_of[outer.unwrap_or(v as usize)] as usize;
                let last = self.rows[row].last().map_or(0, |&last| last as usize);
                2 * (self.base[side][last] + self.net.slots[side][last]) as i16
            };
            let wide = (wide(above, 0), wide(below, 1));
            if is_in && self.net.is_item[v as usize] {
                let [above, below] = [0, 1].map(|side| 2 * self.base[side][v as usize] as i16 + 1);
                places.push(Place { above, below });
                joints.push(Joint { line: NONE, first, end: first + 1, now: first, wide });
                continue;
            }
            let row = &self.rows[self.net.row_of[v as usize] as usize];
            let own = self.pos[v as usize] as usize;
            let row =
                if is_in { &row[own.saturating_sub(WINDOW)..(own + WINDOW + 1).min(row.len())] } else { row };
            let slot = |v: u32, side: usize, outer: Option<usize>| {
                2 * (self.base[side][v as usize] + outer.map_or(0, |outer| self.base[side][outer])) as i16
            };
            if self.net.is_flat {
                // Places are slots, and its own is left out.
                let own = if is_in { own } else { usize::MAX };
                let from = if is_in { own.saturating_sub(WINDOW) } else { 0 };
                let all = (from..=from + row.len()).filter(|&at| at != own);
                places.extend(all.map(|at| Place { above: 2 * at as i16, below: 2 * at as i16 }));
                let now = if is_in { first + (own - from) as u32 } else { first };
                joints.push(Joint { line: v, first, end: places.len() as u32, now, wide });
                continue;
            }
            let mut now = first;
            let (mut after_above, mut after_below) = (0, 0);
            for &other in row {
                let place = Place { above: slot(other, 0, above), below: slot(other, 1, below) };
                if other == v {
                    now = places.len() as u32;
                } else {
                    places.push(place);
                }
                after_above = place.above + 2 * self.net.slots[0][other as usize] as i16;
                after_below = place.below + 2 * self.net.slots[1][other as usize] as i16;
            }
            places.push(Place { above: after_above, below: after_below });
            joints.push(Joint { line: v, first, end: places.len() as u32, now, wide });
        }
    }

    /// The gap that a segment passes.
    fn gap<'a>(&self, segment: u32, gaps: &'a mut Vec<Gap>) -> &'a Gap {
        let row = self.net.row_of[self.net.graph.segments[segment as usize].upper.vertex];
        if gaps.is_empty() {
            gaps.resize(self.rows.len(), Gap::default());
        }
        let gap = &mut gaps[row as usize];
        if gap.at == 0 || self.net.seen.of(row).iter().any(|&seen| self.changed_at[seen as usize] > gap.at) {
            self.take_gap(row as usize, gap);
        }
        gap
    }

    /// Takes the ends of all other lines beside a segment.
    fn beside(&self, edge: u32, segment: u32, gaps: &mut Vec<Gap>, step: &mut Step) {
        let gap = self.gap(segment, gaps);
        step.near.clear();
        step.far.clear();
        if self.is_partial {
            for (index, &other) in gap.edges.iter().enumerate() {
                if other != edge && self.is_laid[other as usize] {
                    step.near.push(gap.near[index]);
                    step.far.push(gap.far[index]);
                }
            }
        } else {
            let near = self.near(segment);
            let first = gap.near.partition_point(|&other| other < near);
            let own = gap.edges[first..].iter().position(|&other| other == edge).unwrap_or(0);
            for (all, list) in [(&gap.near, &mut step.near), (&gap.far, &mut step.far)] {
                list.extend_from_slice(&all[..first + own]);
                list.extend_from_slice(&all[first + own + 1..]);
            }
        }
    }

    fn take_gap(&self, row: usize, gap: &mut Gap) {
        gap.begin(self.clock);
        for &v in &self.rows[row] {
            for &link in self.net.links[1].of(v) {
                gap.push(self.slot(v, link.own_pin), 2 * self.far(link, 1) as i16 + 1, link.edge);
            }
        }
        gap.finish();
    }

    /// The slot of a segment below a vertex, or below one of its pins: twice its number, and one more.
    fn slot(&self, v: u32, pin: u32) -> i16 {
        2 * self.place(v, pin, 1) as i16 + 1
    }

    /// The slot in which a segment begins.
    fn near(&self, segment: u32) -> i16 {
        let upper = self.net.graph.segments[segment as usize].upper;
        self.slot(upper.vertex as u32, upper.pin.map_or(NONE, |pin| pin as u32))
    }

    /// The slot in which a segment ends.
    fn under(&self, segment: u32) -> i16 {
        let lower = self.net.graph.segments[segment as usize].lower;
        2 * self.place(lower.vertex as u32, lower.pin.map_or(NONE, |pin| pin as u32), 0) as i16 + 1
    }

    /// The segments of a line that is there and leads from where this one begins to where it ends, or the other way round;
    /// none when there is no such line.
    fn partner(&self, chain: &[u32]) -> &[u32] {
        let graph = self.net.graph;
        let ends = |chain: &[u32]| {
            let (first, last) = (*chain.first()?, *chain.last()?);
            Some((graph.segments[first as usize].upper.line(), graph.segments[last as usize].lower.line()))
        };
        let own = ends(chain);
        (0..graph.routes.len())
            .filter(|&edge| self.is_laid[edge])
            .map(|edge| self.net.chains.of(edge as u32))
            .find(|other| other.len() == chain.len() && ends(other) == own && other[0] != chain[0])
            .unwrap_or(&[])
    }

    /// How many others a line crosses.
    fn crossed(&self, edge: u32, gaps: &mut Vec<Gap>) -> i16 {
        let chain = self.net.chains.of(edge);
        chain
            .iter()
            .map(|&segment| self.gap(segment, gaps).crossed(self.near(segment), self.under(segment)))
            .sum()
    }

    /// Finds the course that crosses least; false when that is not less than `most`.
    fn shortest(&self, edge: u32, most: i16, scratch: &mut Scratch) -> bool {
        let Scratch { joints, places, cost, reach, step, gaps, .. } = scratch;
        cost.clear();
        cost.resize((joints[0].end - joints[0].first) as usize, 0);
        reach.clone_from(cost);
        for (pair, &segment) in joints.windows(2).zip(self.net.chains.of(edge)) {
            let [here, there] = [pair[0], pair[1]].map(|at| &places[at.first as usize..at.end as usize]);
            self.beside(edge, segment, gaps, step);
            if !step.take(here, there, pair[1].wide.0, most, cost) {
                return false;
            }
            reach.extend_from_slice(cost);
        }
        let best = cost.iter().copied().min().unwrap_or(0);
        if best >= most {
            return false;
        }
        self.trace(edge, scratch, best);
        true
    }

    /// Goes back along a course that crosses `best` lines, from its lowest place; of several such courses along that beside a line
    /// between the same two, or else along the straightest.
    fn trace(&self, edge: u32, scratch: &mut Scratch, best: i16) {
        let Scratch { joints, places, reach, step, gaps, .. } = scratch;
        let chain = self.net.chains.of(edge);
        let Some(&last) = joints.last() else { return };
        let target = |joint: Joint, place: i16| i32::from(place) * 4096 / i32::from(joint.wide.1.max(1));
        let partner = self.partner(chain);
        let upmost = joints[0];
        let wanted = target(upmost, places[upmost.first as usize].below);
        let mut at = (last.first..last.end)
            .filter(|&place| reach[place as usize] == best)
            .min_by_key(|&place| {
                let here = i32::from(places[place as usize].above) * 4096 / i32::from(last.wide.0.max(1));
                // A line whose upper end moves too is told by its lower end where to be.
                if upmost.line == NONE { (here - wanted).abs() } else { 0 }
            })
            .unwrap_or(last.first);
        for index in (0..joints.len()).rev() {
            joints[index].now = at;
            let Some(above) = index.checked_sub(1) else { break };
            let upper = joints[above];
            self.beside(edge, chain[above], gaps, step);
            let (near, far) = (&step.near, &step.far);
            let to = places[at as usize].above;
            let goal = reach[at as usize];
            let here = i32::from(to) * 4096 / i32::from(joints[index].wide.0.max(1));
            let mut crossed = far.iter().filter(|&&end| end < to).count() as i16;
            let mut passed = 0;
            let mut nearest: Option<(i32, u32)> = None;
            for place in upper.first..upper.end {
                let from = places[place as usize].below;
                while near.get(passed).is_some_and(|&near| near < from) {
                    crossed += i16::from(to < far[passed]) - i16::from(to > far[passed]);
                    passed += 1;
                }
                let own = near[passed..].iter().take_while(|&&near| near == from).zip(&far[passed..]);
                let spared = own.filter(|&(_, &end)| end < to).count() as i16;
                let off = match partner.get(above) {
                    // What is declared first stands first.
                    Some(&segment) => {
                        let behind = i32::from(from) - i32::from(self.near(segment));
                        let first = self.net.graph.segments[segment as usize].edge < edge as usize;
                        2 * behind.abs() - i32::from((behind > 0) == first)
                    }
                    None => (target(upper, from) - here).abs(),
                };
                if reach[place as usize] + crossed - spared == goal
                    && nearest.is_none_or(|found| off < found.0)
                {
                    nearest = Some((off, place));
                }
            }
            at = nearest.map_or(upper.first, |found| found.1);
        }
    }

    /// Moves the joints to the places found.
    fn follow_course(&mut self, scratch: &Scratch) {
        for joint in scratch.joints.iter().filter(|joint| joint.line != NONE) {
            let row = self.net.row_of[joint.line as usize] as usize;
            if !self.is_in(joint.line) {
                self.rows[row].insert((joint.now - joint.first) as usize, joint.line);
                self.is_in[joint.line as usize] = true;
                self.changed(row);
                continue;
            }
            let from = self.pos[joint.line as usize] as usize;
            let to = from.saturating_sub(WINDOW) + (joint.now - joint.first) as usize;
            if from != to {
                self.rows[row].remove(from);
                self.rows[row].insert(to, joint.line);
                self.changed(row);
            }
        }
    }
}
