//! Tracks of one routing channel: which of several stretches between two rows runs above which.
//!
//! In: for each line its column above and its column below the channel. Out: a track for each stretch, such that no two
//! lines share a stretch of track or column, and few cross. Straight lines need no track.
//!
//! Method: for two stretches whose columns overlap, one order costs fewer crossings than the other; a line that comes down in
//! the column in which another one goes on must turn before it (hard). Stretches are put into a linear order that costs
//! little, by sifting, then packed onto tracks along it (left-edge algorithm with a partial order, Hashimoto & Stevens 1971;
//! the dependencies are those of Sander, GD 2003). A cycle of hard demands is broken by a dogleg in a free column.

use crate::geom::Unit;
use std::collections::BTreeMap;

/// A line through the channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Through {
    /// Its column above.
    pub upper: Unit,
    /// Its column below.
    pub lower: Unit,
}

/// A stretch of a line on a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Index of the line.
    pub line: usize,
    /// The column it comes from.
    pub from: Unit,
    /// The column it goes to.
    pub to: Unit,
    /// Its track, 0 uppermost.
    pub track: usize,
}

impl Stretch {
    fn low(&self) -> Unit {
        self.from.min(self.to)
    }

    fn high(&self) -> Unit {
        self.from.max(self.to)
    }

    /// Whether it passes over a column, not only touches it.
    pub(super) fn spans(&self, column: Unit) -> bool {
        self.low() < column && column < self.high()
    }
}

/// Beyond this many stretches in one channel the order is not improved by sifting.
const SIFTED: usize = 160;
/// What breaking a hard demand costs against a crossing.
const HARD: i64 = 1_000_000;
/// What a line in the column next to another's costs.
const NEAR: Unit = 4;

/// Assigns tracks. Columns nearer than `clear` are too near for two stretches on one track. The dogleg of a line stays within its
/// `bounds`, and out of the columns of `walls`. `Err` is how many doglegs at least found no free column there.
pub(super) fn assign(
    lines: &[Through],
    clear: Unit,
    walls: &[Unit],
    bounds: &dyn Fn(usize) -> (Unit, Unit),
) -> Result<Vec<Stretch>, usize> {
    let mut stretches: Vec<Stretch> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.upper != line.lower)
        .map(|(index, line)| Stretch { line: index, from: line.upper, to: line.lower, track: 0 })
        .collect();
    if stretches.is_empty() {
        return Ok(stretches);
    }
    let mut columns: Vec<Unit> = lines.iter().flat_map(|line| [line.upper, line.lower]).collect();
    columns.extend(walls);
    columns.sort_unstable();
    let mut after = demands(&stretches);
    loop {
        let cyclic = on_cycles(&after);
        if cyclic.is_empty() {
            break;
        }
        let needed = cyclic.len();
        for (done, index) in cyclic.into_iter().enumerate() {
            let bounds = bounds(stretches[index].line);
            let column = free_column(&stretches[index], &columns, clear, bounds).ok_or(needed - done)?;
            let at = columns.partition_point(|&c| c < column);
            columns.insert(at, column);
            let whole = stretches[index];
            stretches[index].to = column;
            stretches.push(Stretch { from: column, ..whole });
        }
        after = demands(&stretches);
    }
    let order = topological(&linear(&stretches, clear, &after), &after);
    pack(&mut stretches, &order, clear);
    Ok(stretches)
}

/// For each stretch, those that must be below it.
fn demands(stretches: &[Stretch]) -> Vec<Vec<usize>> {
    let mut by_target: BTreeMap<Unit, Vec<usize>> = BTreeMap::new();
    let mut by_source: BTreeMap<(usize, Unit), usize> = BTreeMap::new();
    for (index, stretch) in stretches.iter().enumerate() {
        by_target.entry(stretch.to).or_default().push(index);
        by_source.insert((stretch.line, stretch.from), index);
    }
    stretches
        .iter()
        .enumerate()
        .map(|(index, stretch)| {
            let below = by_target.get(&stretch.from).into_iter().flatten().copied();
            let below = below.filter(|&other| stretches[other].line != stretch.line);
            // Two pieces of one line meet in the column of their dogleg, the earlier piece above.
            let next = by_source.get(&(stretch.line, stretch.to)).copied().filter(|&other| other > index);
            below.chain(next).collect()
        })
        .collect()
}

/// One stretch of each of several cycles of demands that have none in common; empty when there is no cycle.
fn on_cycles(after: &[Vec<usize>]) -> Vec<usize> {
    let mut waiting = vec![0; after.len()];
    for &other in after.iter().flatten() {
        waiting[other] += 1;
    }
    let mut ready: Vec<usize> = (0..after.len()).filter(|&v| waiting[v] == 0).collect();
    let mut left = after.len();
    let mut done = vec![false; after.len()];
    while let Some(v) = ready.pop() {
        left -= 1;
        done[v] = true;
        for &other in &after[v] {
            waiting[other] -= 1;
            if waiting[other] == 0 {
                ready.push(other);
            }
        }
    }
    if left == 0 {
        return Vec::new();
    }
    // What is left is on a cycle or behind one; going back from any of it leads onto a cycle.
    let mut before = vec![usize::MAX; after.len()];
    for (v, list) in after.iter().enumerate().filter(|&(v, _)| !done[v]) {
        for &other in list {
            before[other] = v;
        }
    }
    let mut walk = vec![usize::MAX; after.len()];
    let mut found = Vec::new();
    for start in (0..after.len()).filter(|&v| !done[v]) {
        let mut v = start;
        while v != usize::MAX && walk[v] == usize::MAX {
            walk[v] = start;
            v = before[v];
        }
        if v != usize::MAX && walk[v] == start {
            found.push(v);
        }
    }
    found
}

/// A column for a dogleg that no line uses: between the two ends when there is one, else the nearest outside.
fn free_column(stretch: &Stretch, columns: &[Unit], clear: Unit, bounds: (Unit, Unit)) -> Option<Unit> {
    let middle = stretch.low() + (stretch.high() - stretch.low()) / 2;
    let (first, last) = (columns.first().copied()?, columns.last().copied()?);
    let (low, high) =
        ((bounds.0 + 1).max(first - 5 * clear), (bounds.1 - 1).min(last.saturating_add(5 * clear)));
    for clear in [clear, (clear + 1) / 2, 1] {
        // The free columns between two neighbouring used ones; `at` counts the used ones before.
        let gap = |at: usize| {
            let from = at.checked_sub(1).map_or(low, |before| low.max(columns[before] + clear));
            let to = columns.get(at).map_or(high, |&after| high.min(after - clear));
            (from <= to).then(|| middle.clamp(from, to))
        };
        let at = columns.partition_point(|&column| column <= middle);
        let left = (0..=at).rev().find_map(gap);
        let right = (at..=columns.len()).find_map(gap);
        let found = left.into_iter().chain(right).min_by_key(|&column| (column - middle).abs());
        if found.is_some() {
            return found;
        }
    }
    None
}

/// What it costs to have `a` above `b`.
fn cost(a: &Stretch, b: &Stretch, clear: Unit) -> i64 {
    let mut cost = i64::from(b.spans(a.to)) + i64::from(a.spans(b.from));
    // With `a` above, b comes down beside a's column when b.from is near a.to only if it passes a's track.
    let apart = (b.from - a.to).abs();
    if a.line != b.line && apart < clear {
        // A crossing right beside a corner is not seen to be one.
        cost +=
            if apart == 0 { HARD } else { i64::from(NEAR + NEAR * Unit::max(clear - 2 * apart, 0) / clear) };
    }
    cost
}

/// A linear order that costs little: a start that suits bundles of parallel lines, then sifting.
fn linear(stretches: &[Stretch], clear: Unit, after: &[Vec<usize>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    // Of lines that go right the rightmost turns first; of lines that go left the leftmost.
    order.sort_by_key(|&index| {
        let stretch = &stretches[index];
        let right = stretch.to > stretch.from;
        (right, if right { -stretch.from } else { stretch.from }, index)
    });
    if stretches.len() > SIFTED {
        return order;
    }
    let count = stretches.len();
    let mut costs = vec![0i64; count * count];
    for a in 0..count {
        for b in 0..count {
            if a != b {
                costs[a * count + b] = cost(&stretches[a], &stretches[b], clear);
            }
        }
        for &b in &after[a] {
            costs[b * count + a] += HARD;
        }
    }
    for _ in 0..6 {
        let mut improved = false;
        for v in 0..count {
            let Some(at) = order.iter().position(|&u| u == v) else { continue };
            let delta = |u: usize| costs[u * count + v] - costs[v * count + u];
            let (mut best, mut target, mut sum) = (0, at, 0);
            for (to, &u) in order.iter().enumerate().skip(at + 1) {
                sum += delta(u);
                if sum < best {
                    (best, target) = (sum, to);
                }
            }
            sum = 0;
            for to in (0..at).rev() {
                sum -= delta(order[to]);
                if sum < best {
                    (best, target) = (sum, to);
                }
            }
            if target != at {
                order.remove(at);
                order.insert(target, v);
                improved = true;
            }
        }
        if !improved {
            break;
        }
    }
    order
}

/// The order nearest to `order` in which every hard demand holds.
fn topological(order: &[usize], after: &[Vec<usize>]) -> Vec<usize> {
    let mut place = vec![0; order.len()];
    for (index, &v) in order.iter().enumerate() {
        place[v] = index;
    }
    let mut waiting = vec![0; order.len()];
    for &other in after.iter().flatten() {
        waiting[other] += 1;
    }
    let mut ready: std::collections::BTreeSet<(usize, usize)> =
        (0..order.len()).filter(|&v| waiting[v] == 0).map(|v| (place[v], v)).collect();
    let mut sorted = Vec::with_capacity(order.len());
    while let Some((_, v)) = ready.pop_first() {
        sorted.push(v);
        for &other in &after[v] {
            waiting[other] -= 1;
            if waiting[other] == 0 {
                ready.insert((place[other], other));
            }
        }
    }
    sorted
}

/// Puts stretches onto the uppermost track that the order and their columns allow.
fn pack(stretches: &mut [Stretch], order: &[usize], clear: Unit) {
    let mut columns: Vec<Unit> = stretches.iter().flat_map(|stretch| [stretch.from, stretch.to]).collect();
    columns.sort_unstable();
    columns.dedup();
    let mut skyline = Skyline::new(columns.len());
    for &v in order {
        let (low, high) = (stretches[v].low(), stretches[v].high());
        // What is nearer than `clear` to either end shares no track either.
        let from = columns.partition_point(|&column| column <= low - clear);
        let to = columns.partition_point(|&column| column < high + clear);
        stretches[v].track = skyline.highest(from, to) as usize;
        let from = columns.partition_point(|&column| column < low);
        let to = columns.partition_point(|&column| column <= high);
        skyline.raise(from, to, stretches[v].track as u32 + 1);
    }
}

/// How many tracks are taken over each column, as a tree of maxima, so that a channel of many lines is packed in the time
/// of a sort.
struct Skyline {
    size: usize,
    /// The highest column under each node, raises of the nodes above it left aside.
    highest: Vec<u32>,
    /// What all columns under a node were raised to at least.
    raised: Vec<u32>,
}

impl Skyline {
    fn new(columns: usize) -> Skyline {
        let size = columns.next_power_of_two();
        Skyline { size, highest: vec![0; 2 * size], raised: vec![0; 2 * size] }
    }

    /// The highest of the columns `from..to`.
    fn highest(&self, from: usize, to: usize) -> u32 {
        self.highest_under(1, 0, self.size, from, to)
    }

    fn highest_under(&self, node: usize, start: usize, size: usize, from: usize, to: usize) -> u32 {
        if to <= start || start + size <= from {
            return 0;
        }
        if from <= start && start + size <= to {
            return self.highest[node].max(self.raised[node]);
        }
        let half = size / 2;
        let below = self.highest_under(2 * node, start, half, from, to).max(self.highest_under(
            2 * node + 1,
            start + half,
            half,
            from,
            to,
        ));
        below.max(self.raised[node])
    }

    /// Raises the columns `from..to` to `height` at least.
    fn raise(&mut self, from: usize, to: usize, height: u32) {
        self.raise_under(1, 0, self.size, from, to, height);
    }

    fn raise_under(&mut self, node: usize, start: usize, size: usize, from: usize, to: usize, height: u32) {
        if to <= start || start + size <= from {
            return;
        }
        self.highest[node] = self.highest[node].max(height);
        if from <= start && start + size <= to {
            self.raised[node] = self.raised[node].max(height);
            return;
        }
        let half = size / 2;
        self.raise_under(2 * node, start, half, from, to, height);
        self.raise_under(2 * node + 1, start + half, half, from, to, height);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether any two lines share a piece of a column or a track.
    fn faults(lines: &[Through], stretches: &[Stretch]) -> usize {
        let tracks = stretches.iter().map(|s| s.track).max().map_or(0, |track| track + 1);
        // Vertical pieces as column, from track, to track; -1 and `tracks` are the rows.
        let mut columns: Vec<(usize, Unit, i64, i64)> = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let own: Vec<&Stretch> = stretches.iter().filter(|s| s.line == index).collect();
            let (mut at, mut y) = (line.upper, -1);
            for stretch in own {
                assert_eq!(stretch.from, at);
                columns.push((index, at, y, stretch.track as i64));
                (at, y) = (stretch.to, stretch.track as i64);
            }
            assert_eq!(at, line.lower);
            columns.push((index, at, y, tracks as i64));
        }
        let mut faults = 0;
        for (i, a) in columns.iter().enumerate() {
            assert!(a.2 <= a.3);
            faults += columns[i + 1..]
                .iter()
                .filter(|b| a.0 != b.0 && a.1 == b.1 && a.2 <= b.3 && b.2 <= a.3)
                .count();
        }
        for (i, a) in stretches.iter().enumerate() {
            faults += stretches[i + 1..]
                .iter()
                .filter(|b| a.track == b.track && a.low() <= b.high() && b.low() <= a.high())
                .count();
        }
        faults
    }

    #[test]
    fn a_swap_gets_a_dogleg() {
        let lines = [Through { upper: 0, lower: 10 }, Through { upper: 10, lower: 0 }];
        let stretches = assign(&lines, 2, &[], &|_| (-100, 100)).expect("there is room");
        assert_eq!(stretches.len(), 3);
        assert_eq!(faults(&lines, &stretches), 0);
    }

    #[test]
    fn no_two_lines_share_a_place() {
        let mut seed = 3u64;
        for round in 0..500u64 {
            let count = 2 + round % 12;
            let mut shuffled = |n: u64| {
                let mut list: Vec<Unit> = (0..n as Unit).map(|i| i * 2).collect();
                for i in (1..list.len()).rev() {
                    seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                    list.swap(i, ((seed >> 33) % (i as u64 + 1)) as usize);
                }
                list
            };
            let (upper, lower) = (shuffled(count), shuffled(count));
            let lines: Vec<Through> =
                upper.into_iter().zip(lower).map(|(upper, lower)| Through { upper, lower }).collect();
            let stretches = assign(&lines, 2, &[], &|_| (-1000, 1000)).expect("there is room");
            assert_eq!(faults(&lines, &stretches), 0, "{lines:?} {stretches:?}");
        }
    }
}
