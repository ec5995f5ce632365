//! The gap between two rows: the segments in it, and what a further one would cross from each place above to each below.

use super::crossings::sort_last;

/// The segments between a row and the next, in order. A segment begins and ends in a slot, said as twice the slot and one
/// more; an even number is the gap before the slot of half of it.
#[derive(Clone, Default)]
pub(super) struct Gap {
    /// When they were taken; 0 for never.
    pub at: u32,
    /// Where each begins and ends, and its edge.
    pub near: Vec<i16>,
    pub far: Vec<i16>,
    pub edges: Vec<u32>,
    /// The same while they are sorted: where it begins, where it ends, and its edge, from the highest bits to the lowest.
    keys: Vec<u64>,
}

impl Gap {
    pub(super) fn begin(&mut self, at: u32) {
        self.at = at;
        self.keys.clear();
    }

    pub(super) fn push(&mut self, near: i16, far: i16, edge: u32) {
        self.keys.push((near as u64) << 48 | (far as u64) << 32 | u64::from(edge));
    }

    pub(super) fn finish(&mut self) {
        sort_nearly_sorted(&mut self.keys);
        self.near.clear();
        self.near.extend(self.keys.iter().map(|key| (key >> 48) as i16));
        self.far.clear();
        self.far.extend(self.keys.iter().map(|key| (key >> 32) as i16));
        self.edges.clear();
        self.edges.extend(self.keys.iter().map(|&key| key as u32));
    }

    /// How many segments one crosses that begins and ends in these slots.
    pub(super) fn crossed(&self, from: i16, to: i16) -> i16 {
        let cross = |(&near, &far): (&i16, &i16)| {
            i16::from((near < from) & (far > to)) + i16::from((near > from) & (far < to))
        };
        self.near.iter().zip(&self.far).map(cross).sum()
    }
}

/// Sorts what is in order but for the lines of each box: with few of them insertion is linear.
fn sort_nearly_sorted(keys: &mut [u64]) {
    let mut patience = 4 * keys.len();
    for index in 1..keys.len() {
        patience = patience.saturating_sub(sort_last(&mut keys[..=index]));
        if patience == 0 {
            return keys.sort_unstable();
        }
    }
}

/// One place of a joint: where it stands among the slots that the segments above and below it see.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub above: i16,
    pub below: i16,
}

/// So many places go at a time: sixteen bits each, in one register.
const LANES: usize = 8;

/// The step of a shortest path through one gap, in room that is used again.
#[derive(Default)]
pub(super) struct Step {
    /// The segments in the gap but for the line's own.
    pub near: Vec<i16>,
    pub far: Vec<i16>,
    /// Per place above, how many segments begin before it; and how many in the slot of the first.
    before: Vec<u32>,
    own: usize,
    /// Per slot below, how many places stand before it.
    rank: Vec<u16>,
    /// Per place below, the segments that end right before it, and how many more a line to it crosses than one to the place
    /// before it.
    ended: Vec<i16>,
    more: Vec<i16>,
    /// The places below that may be reached.
    bundles: Vec<Bundle>,
}

/// Neighbouring places below: what a line to each crosses, and the least it costs.
#[derive(Clone, Copy)]
struct Bundle {
    there: [i16; LANES],
    crossed: [i16; LANES],
    least: [i16; LANES],
}

impl Step {
    /// From the costs of the places above to those of the places below, of which only those less than `most` count: all
    /// others may come out as anything from `most` on. `wide` is where the slots below end. False when no place counts.
    pub(super) fn take(
        &mut self,
        here: &[Place],
        there: &[Place],
        wide: i16,
        most: i16,
        cost: &mut Vec<i16>,
    ) -> bool {
        // What costs as much already leads to nothing better.
        let is_open = |cost: &i16| *cost < most;
        let (Some(low), Some(high)) = (cost.iter().position(is_open), cost.iter().rposition(is_open)) else {
            return false;
        };
        let (here, costs) = (&here[low..=high], &cost[low..=high]);
        self.count_before(here);
        self.count_crossed(here[0], there, wide);
        let (first, end) = self.reachable(costs, there.len(), most);
        if first >= end {
            return false;
        }
        self.cross(costs, &there[first..end], first, most);
        cost.clear();
        cost.resize(there.len(), most);
        for (cost, bundle) in cost[first..end].chunks_mut(LANES).zip(&self.bundles) {
            cost.copy_from_slice(&bundle.least[..cost.len()]);
        }
        true
    }

    fn count_before(&mut self, here: &[Place]) {
        self.before.clear();
        let mut before = 0;
        self.before.extend(here.iter().map(|place| {
            while self.near.get(before).is_some_and(|&near| near < place.below) {
                before += 1;
            }
            before as u32
        }));
    }

    /// What a line from the first place above crosses to each place below: segments that begin left of it and end right of
    /// the place below, and the other way round. Those that begin or end in the very slot of a box are not crossed.
    fn count_crossed(&mut self, from: Place, there: &[Place], wide: i16) {
        let count = there.len();
        let before = self.before[0] as usize;
        // Only a box has lines in its own slot, and it has no second place.
        let own = self.near[before..].iter().take_while(|&&near| near == from.below).count();
        self.own = own;
        let (left, right) = (&self.far[..before], &self.far[before + own..]);
        self.more.clear();
        self.more.resize(count + 1, 0);
        self.ended.clear();
        if let [to] = there {
            let crossed = left.iter().filter(|&&far| far > to.above).count()
                + right.iter().filter(|&&far| far < to.above).count();
            self.more[0] = crossed as i16;
            return;
        }
        self.rank.clear();
        // In a row without lines yet nothing ends.
        let last = there.last().map_or(0, |place| place.above);
        self.rank.resize(wide.max(last) as usize / 2, count as u16);
        let mut slot = 0;
        for (index, place) in there.iter().enumerate() {
            while slot < place.above as usize / 2 {
                self.rank[slot] = index as u16;
                slot += 1;
            }
        }
        // What ends behind all slots that are known ends behind all places.
        let rank = |far: i16| usize::from(self.rank.get(far as usize / 2).map_or(count as u16, |&rank| rank));
        self.ended.resize(count + 1, 0);
        self.more[0] = before as i16;
        for &far in left {
            let rank = rank(far);
            self.more[rank] -= 1;
            self.ended[rank] += 1;
        }
        for &far in right {
            let rank = rank(far);
            self.more[rank] += 1;
            self.ended[rank] += 1;
        }
        for &far in &self.far[before..before + own] {
            self.ended[rank(far)] += 1;
        }
    }

    /// The places below that may cost less than `most`, from the first to behind the last: a line crosses at least as many
    /// as begin left of it and cannot end there, and the other way round.
    fn reachable(&self, costs: &[i16], count: usize, most: i16) -> (usize, usize) {
        if count == 1 {
            return (0, 1);
        }
        let (mut least, mut greatest) = (i32::MAX, i32::MIN);
        for (&before, &cost) in self.before.iter().zip(costs) {
            let spare = i32::from(most) - 1 - i32::from(cost);
            if spare >= 0 {
                least = least.min(before as i32 - spare);
                greatest = greatest.max((before as usize + self.own) as i32 + spare);
            }
        }
        let (mut first, mut end, mut ended) = (count, count, 0);
        for (index, &here) in self.ended[..count].iter().enumerate() {
            ended += i32::from(here);
            if ended >= least && first == count {
                first = index;
            }
            if ended > greatest {
                end = index;
                break;
            }
        }
        (first, end)
    }

    /// What the least costs are of lines to the places below, of which `first` come before these.
    fn cross(&mut self, costs: &[i16], there: &[Place], first: usize, most: i16) {
        let mut crossed: i16 = self.more[..first].iter().sum();
        let mut more = &self.more[first..];
        self.bundles.clear();
        for places in there.chunks(LANES) {
            let mut bundle = Bundle { there: [i16::MAX; LANES], crossed: [0; LANES], least: [most; LANES] };
            for (lane, place) in places.iter().enumerate() {
                crossed += more[lane];
                (bundle.there[lane], bundle.crossed[lane]) = (place.above, crossed);
            }
            more = &more[places.len()..];
            self.bundles.push(bundle);
        }
        let mut passed = self.before[0] as usize;
        for (&before, &cost) in self.before.iter().zip(costs) {
            for &far in &self.far[passed..before as usize] {
                self.bundles.iter_mut().for_each(|bundle| bundle.pass(far));
            }
            passed = before as usize;
            if cost < most {
                self.bundles.iter_mut().for_each(|bundle| bundle.begin(cost));
            }
        }
    }
}

impl Bundle {
    /// Lines to here now begin right of a segment that ends there.
    #[inline]
    fn pass(&mut self, far: i16) {
        for lane in 0..LANES {
            let there = self.there[lane];
            self.crossed[lane] += i16::from(there < far) - i16::from(there > far);
        }
    }

    /// Lines to here may begin at such a cost.
    #[inline]
    fn begin(&mut self, cost: i16) {
        for lane in 0..LANES {
            self.least[lane] = self.least[lane].min(cost + self.crossed[lane]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::sketch::Random;

    /// Places of a row but for one, and slots in it: even and odd numbers.
    fn places(random: &mut Random, slots: usize) -> Vec<Place> {
        let own = random.below(slots);
        let all = (0..=slots).filter(|&slot| slot != own);
        all.map(|slot| Place { above: 2 * slot as i16, below: 2 * slot as i16 }).collect()
    }

    #[test]
    fn finds_what_trying_every_pair_of_places_finds() {
        let mut random = Random(1);
        for round in 0..400 {
            let slots = 2 + round % 20;
            let mut here = places(&mut random, slots);
            let mut there = places(&mut random, slots);
            // Now and then one of them is a box, which has lines of its own.
            for (row, kind) in [(&mut here, 3), (&mut there, 4)] {
                if random.below(kind) == 0 {
                    let slot = 2 * random.below(slots) as i16 + 1;
                    *row = vec![Place { above: slot, below: slot }];
                }
            }
            let mut gap = Gap::default();
            gap.begin(1);
            for edge in 0..random.below(2 * slots) {
                let mut slot = || 2 * random.below(slots) as i16 + 1;
                gap.push(slot(), slot(), edge as u32);
            }
            gap.finish();
            let start: Vec<i16> = here.iter().map(|_| random.below(6) as i16).collect();
            let reached = |to: &Place| {
                let cost = |(from, cost): (&Place, &i16)| cost + gap.crossed(from.below, to.above);
                here.iter().zip(&start).map(cost).min().unwrap_or(0)
            };
            let slow: Vec<i16> = there.iter().map(reached).collect();
            let most = if round % 5 == 0 { i16::MAX } else { random.below(12) as i16 };
            let mut step = Step { near: gap.near.clone(), far: gap.far.clone(), ..Step::default() };
            let mut cost = start.clone();
            if !step.take(&here, &there, 2 * random.below(slots + 1) as i16, most, &mut cost) {
                cost = vec![most; there.len()];
            }
            let counts = |cost: &[i16]| cost.iter().map(|&cost| cost.min(most)).collect::<Vec<_>>();
            assert_eq!(counts(&cost), counts(&slow), "{round}");
        }
    }
}
