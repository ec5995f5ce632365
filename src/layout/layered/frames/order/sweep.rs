//! Sweeps: a row follows the row it is swept from, its runs staying whole and in their order.

use super::super::super::graph::{Side, VertexKind};
use super::{NONE, Rows};

/// What is sorted: a vertex or the run of a frame, with its key and its vertices from the first to the last.
struct Unit {
    key: f64,
    members: Vec<u32>,
}

impl Rows<'_> {
    /// The order to start from: as declared, or as a walk from the upper (1) or the lower rows (2) meets the vertices.
    pub(super) fn begin(&mut self, start: usize) {
        let keys = if start == 0 { self.declared() } else { self.walk(2 - start) };
        let graph = self.graph;
        let mut first = vec![f64::MAX; graph.frames.len()];
        for (v, vertex) in graph.vertices.iter().enumerate() {
            if !matches!(vertex.kind, VertexKind::Box(_) | VertexKind::Region(_)) {
                continue;
            }
            for frame in super::around(graph, v) {
                first[frame] = first[frame].min(keys[v]);
            }
        }
        for kids in &mut self.kids {
            kids.sort_by(|&a, &b| first[a as usize].total_cmp(&first[b as usize]).then(a.cmp(&b)));
        }
        for row in 0..self.rows.len() {
            self.arrange(row, &|v| Some(keys[v as usize]));
        }
    }

    /// Boxes as declared, and lines between their ends.
    fn declared(&self) -> Vec<f64> {
        let mut keys: Vec<f64> = (0..self.pos.len()).map(|v| v as f64).collect();
        for part in &self.graph.parts {
            let middle = (part.upper.vertex + part.lower.vertex) as f64 / 2.0;
            for &segment in &part.segments {
                let lower = self.graph.segments[segment].lower.vertex;
                if lower != part.lower.vertex {
                    keys[lower] = middle;
                }
            }
        }
        keys
    }

    /// When a depth-first walk meets each vertex that goes down first (`side` 1) or up, so that neighbours start together.
    fn walk(&self, side: usize) -> Vec<f64> {
        let mut met = vec![u32::MAX; self.pos.len()];
        let mut next = 0;
        let mut stack: Vec<u32> = Vec::new();
        for step in 0..self.rows.len() {
            let row = if side == 1 { step } else { self.rows.len() - 1 - step };
            let mut roots = self.rows[row].clone();
            roots.sort_unstable();
            for root in roots {
                stack.push(root);
                while let Some(v) = stack.pop() {
                    if met[v as usize] != u32::MAX {
                        continue;
                    }
                    met[v as usize] = next;
                    next += 1;
                    for side in [1 - side, side] {
                        let far = self.linked(v, side).filter(|link| link.edge != NONE).map(|link| link.far);
                        let far: Vec<u32> = far.filter(|&far| met[far as usize] == u32::MAX).collect();
                        stack.extend(far.iter().rev());
                    }
                }
            }
        }
        met.into_iter().map(f64::from).collect()
    }

    /// Sorts all rows one after another by the mean place of neighbours above (`side` 0) or below.
    pub(super) fn sweep(&mut self, side: usize) {
        for step in 0..self.rows.len() {
            let row = if side == 0 { step } else { self.rows.len() - 1 - step };
            let means: Vec<Option<f64>> = self.rows[row]
                .iter()
                .map(|&v| {
                    let far = self.linked(v, side).filter(|link| link.edge != NONE);
                    let (sum, count) = far.fold((0, 0), |(sum, count), link| {
                        (sum + u64::from(self.pos[link.far as usize]), count + 1)
                    });
                    (count > 0).then(|| sum as f64 / f64::from(count))
                })
                .collect();
            let pos = self.pos.clone();
            self.arrange(row, &|v| means[pos[v as usize] as usize]);
        }
    }

    /// Sorts a row by keys, run by run from the innermost outwards; what has no key stays behind what stands before it.
    fn arrange(&mut self, row: usize, key: &dyn Fn(u32) -> Option<f64>) {
        let whole = self.graph.frames.len();
        let place = |frame: u32| if frame == NONE { whole } else { frame as usize };
        // Per frame its loose units in their present order, and the runs in it, by frame.
        let mut loose: Vec<Vec<u32>> = vec![Vec::new(); whole + 1];
        for &v in &self.rows[row] {
            if !matches!(self.graph.vertices[v as usize].kind, VertexKind::Wall(..)) {
                loose[place(self.frame[v as usize])].push(v);
            }
        }
        let mut runs: Vec<Option<Unit>> = (0..whole).map(|_| None).collect();
        let order: Vec<usize> =
            self.framed[row].iter().rev().map(|&frame| frame as usize).chain([whole]).collect();
        for frame in order {
            let inner = self.kids[frame].iter().filter_map(|&kid| runs[kid as usize].take()).collect();
            let mut units = merge(&loose[frame], inner, key);
            let known: Vec<f64> = units.iter().map(|unit| unit.key).filter(|key| key.is_finite()).collect();
            let mean = if known.is_empty() {
                f64::NEG_INFINITY
            } else {
                known.iter().sum::<f64>() / known.len() as f64
            };
            let inside = units.iter_mut().flat_map(|unit| std::mem::take(&mut unit.members));
            if frame == whole {
                self.rows[row] = inside.collect();
                break;
            }
            let data = &self.graph.frames[frame];
            let [near, far] =
                [Side::Near, Side::Far].map(|side| data.walls[side as usize][row - data.rows.0] as u32);
            let members = std::iter::once(near).chain(inside).chain([far]).collect();
            runs[frame] = Some(Unit { key: mean, members });
        }
        self.number(row);
    }
}

/// Loose vertices by key, between runs that keep their order.
fn merge(loose: &[u32], runs: Vec<Unit>, key: &dyn Fn(u32) -> Option<f64>) -> Vec<Unit> {
    let mut before = f64::NEG_INFINITY;
    let mut single: Vec<Unit> = Vec::with_capacity(loose.len());
    for &v in loose {
        before = key(v).unwrap_or(before);
        single.push(Unit { key: before, members: vec![v] });
    }
    single.sort_by(|a, b| a.key.total_cmp(&b.key));
    let mut merged: Vec<Unit> = Vec::with_capacity(single.len() + runs.len());
    let mut single = single.into_iter().peekable();
    let mut most = f64::NEG_INFINITY;
    for run in runs {
        most = most.max(run.key);
        while let Some(next) = single.next_if(|next| next.key < most) {
            merged.push(next);
        }
        merged.push(run);
    }
    merged.extend(single);
    merged
}
