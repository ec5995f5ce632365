//! Follows the flows: from each head back along its line to the tee, or to the other head, where it begins.
//!
//! Straight through crossings, round corners, over in-line labels. In `ascii` a corner does not say which way it turns, so
//! a walk tries both; lines with one possible course are settled first, and what they take is closed to the others.

use super::boxes::{ReadBox, is_crossing};
use super::grid::{Dir, Grid, Place};
use super::signs::{Signs, arm};
use cutaway::view::EdgeKind;
use std::collections::BTreeSet;

/// How a flow runs.
#[derive(Clone, Debug)]
pub struct Course {
    pub from: usize,
    pub to: usize,
    pub kind: EdgeKind,
    pub both: bool,
    /// The cells of the line from its head back, with the direction of the walk, tee and heads included.
    pub cells: Vec<(Place, Dir)>,
    /// The texts in the line, from left to right, as columns of their row.
    pub inline: Vec<(i32, std::ops::Range<i32>)>,
}

/// What is known while flows are followed.
pub struct Tracer<'a> {
    grid: &'a Grid,
    signs: Signs,
    boxes: &'a [ReadBox],
    /// Which box has a wall here, and the way out of it.
    walls: Vec<Option<(usize, Dir)>>,
    /// The text of components.
    inside: Vec<bool>,
    /// Taken by a flow that runs vertically, or horizontally; corners are both.
    taken: [Vec<bool>; 2],
}

/// How many courses of one head are looked at, and how many steps are taken in all before it is given up.
const COURSES: usize = 8;
const STEPS: usize = 200_000;

impl<'a> Tracer<'a> {
    pub fn new(grid: &'a Grid, signs: Signs, boxes: &'a [ReadBox]) -> Tracer<'a> {
        let size = (grid.width * grid.height).max(0) as usize;
        let mut walls = vec![None; size];
        let mut inside = vec![false; size];
        for (index, found) in boxes.iter().enumerate() {
            for (at, out) in found.walls() {
                walls[grid.index(at)] = Some((index, out));
            }
            if found.title.is_none() {
                let rect = found.rect;
                for y in rect.y + 1..rect.bottom() - 1 {
                    for x in rect.x + 1..rect.right() - 1 {
                        inside[grid.index(Place { x, y })] = true;
                    }
                }
            }
        }
        let taken = [vec![false; size], vec![false; size]];
        Tracer { grid, signs, boxes, walls, inside, taken }
    }

    /// All flows, and the heads from which no line leads back. In `ascii` these may be letters.
    pub fn flows(&mut self) -> (Vec<Course>, Vec<Place>) {
        let mut heads = self.heads();
        let mut courses: Vec<Course> = Vec::new();
        let mut stuck = Vec::new();
        // First those that can only run one way; then, when nothing else is certain, one that cannot.
        while !heads.is_empty() {
            let before = heads.len();
            let mut open = Vec::new();
            let mut used = BTreeSet::new();
            let mut doubtful: Option<Course> = None;
            for head in std::mem::take(&mut heads) {
                if used.contains(&head.0) {
                    continue;
                }
                let mut found = self.courses(head);
                if found.len() == 1 {
                    let course = found.remove(0);
                    self.take(&course);
                    used.extend(course.cells.iter().map(|(at, _)| *at));
                    courses.push(course);
                } else if found.is_empty() {
                    stuck.push(head.0);
                } else {
                    doubtful.get_or_insert(found.remove(0));
                    open.push(head);
                }
            }
            heads = open.into_iter().filter(|(at, _)| !used.contains(at)).collect();
            if heads.len() == before {
                let Some(course) = doubtful else { break };
                self.take(&course);
                let cells: BTreeSet<Place> = course.cells.iter().map(|(at, _)| *at).collect();
                heads.retain(|(at, _)| !cells.contains(at));
                courses.push(course);
            }
        }
        (courses, stuck)
    }

    /// Whether a cell belongs to a flow.
    pub fn is_taken(&self, at: Place) -> bool {
        let index = self.grid.index(at);
        self.taken.iter().any(|taken| taken[index])
    }

    /// Whether a cell belongs to a wall.
    pub fn wall(&self, at: Place) -> Option<(usize, Dir)> {
        if at.x < 0 || at.y < 0 || at.x >= self.grid.width || at.y >= self.grid.height {
            return None;
        }
        self.walls[self.grid.index(at)]
    }

    /// Whether a cell belongs to the text on a component.
    pub fn is_inside(&self, at: Place) -> bool {
        self.inside[self.grid.index(at)]
    }

    /// Every cell that points at a wall it touches, from outside, or from inside a boundary.
    fn heads(&self) -> Vec<(Place, Dir)> {
        let mut heads = Vec::new();
        for at in self.grid.places() {
            let dir = self.grid.sign(at).and_then(|sign| self.signs.head(sign));
            let Some(dir) = dir else { continue };
            let target = self.wall(at.step(dir));
            if self.wall(at).is_none()
                && !self.is_inside(at)
                && target.is_some_and(|(_, out)| out == dir || out == dir.back())
            {
                heads.push((at, dir));
            }
        }
        heads
    }

    fn take(&mut self, course: &Course) {
        for (number, &(at, dir)) in course.cells.iter().enumerate() {
            let index = self.grid.index(at);
            self.taken[usize::from(dir.is_horizontal())][index] = true;
            let turned = course.cells.get(number + 1).is_some_and(|(_, next)| *next != dir);
            if turned {
                self.taken[usize::from(!dir.is_horizontal())][index] = true;
            }
        }
        for (y, columns) in &course.inline {
            for x in columns.clone() {
                let index = self.grid.index(Place { x, y: *y });
                self.taken[1][index] = true;
            }
        }
    }

    /// The courses that end at this head.
    fn courses(&self, (head, pointing): (Place, Dir)) -> Vec<Course> {
        let mut found = Vec::new();
        let mut budget = STEPS;
        let target = self.wall(head.step(pointing)).map_or(0, |(target, _)| target);
        let walk = Walk { cells: vec![(head, pointing.back())], kind: None, inline: Vec::new() };
        self.walk(walk, target, &mut found, &mut budget);
        // A label with signs of lines in it can be passed in one go or piece by piece, to the same end.
        let mut ends = BTreeSet::new();
        found.retain(|course| ends.insert(course.cells.last().map(|(at, _)| *at)));
        found
    }

    /// Walks on until the flow begins, or the walk is stuck; each turn that is open starts a walk of its own.
    fn walk(&self, mut walk: Walk, target: usize, found: &mut Vec<Course>, budget: &mut usize) {
        loop {
            if *budget == 0 || found.len() >= COURSES {
                return;
            }
            *budget -= 1;
            let Some(&(at, dir)) = walk.cells.last() else { return };
            let next = at.step(dir);
            // Two vertical lines side by side share the blank between them.
            if dir.is_horizontal() && self.grid.is_blank(at) && self.breaks(next) && self.is_open(next) {
                walk.cells.extend([(next, dir), (next.step(dir), dir)]);
                continue;
            }
            if let Some((owner, out)) = self.wall(next) {
                match self.at_wall(next, out, dir) {
                    Meeting::Crossing => {
                        if self.boxes[owner].title.is_none()
                            || !walk.crosses(self.grid, self.signs, next, dir)
                        {
                            return;
                        }
                        walk.cells.push((next, dir));
                    }
                    Meeting::Tee => {
                        if !walk.accepts_tee(self.grid, self.signs, next, dir) {
                            return;
                        }
                        walk.cells.push((next, dir));
                        found.push(walk.finish(owner, target, false));
                        return;
                    }
                    Meeting::Nothing => return,
                }
                continue;
            }
            if next.x < 0
                || next.y < 0
                || next.x >= self.grid.width
                || next.y >= self.grid.height
                || self.is_inside(next)
            {
                return;
            }
            if self.taken[usize::from(dir.is_horizontal())][self.grid.index(next)] {
                return;
            }
            if self.grid.is_blank(next) {
                if dir.is_horizontal() {
                    for next in self.jumps(&walk, dir) {
                        self.walk(next, target, found, budget);
                    }
                }
                return;
            }
            let Some(sign) = self.grid.sign(next) else { return };
            if let Some(kind) = self.signs.line(sign, dir.is_horizontal()) {
                if !walk.is(kind) {
                    return;
                }
                walk.cells.push((next, dir));
                continue;
            }
            if self.signs.head(sign) == Some(dir) && walk.cells.len() > 1 {
                if let Some((owner, out)) =
                    self.wall(next.step(dir)).filter(|(_, out)| *out == dir || *out == dir.back())
                {
                    let _ = out;
                    walk.cells.push((next, dir));
                    found.push(walk.finish(owner, target, true));
                }
                return;
            }
            if self.signs == Signs::Lines && arm(sign, dir) > 0 && arm(sign, dir.back()) > 0 {
                // A crossing; straight signs of another kind were turned away above.
                if arm(sign, dir.turns()[0]) == 0 || !walk.weighs(arm(sign, dir)) {
                    return;
                }
                walk.cells.push((next, dir));
                continue;
            }
            let turns = self.turns(&walk, next, sign, dir);
            for turn in turns {
                let mut other = walk.clone();
                other.cells.push((next, dir));
                // The corner once more, facing the new way.
                other.cells.push((next, turn));
                self.walk(other, target, found, budget);
            }
            return;
        }
    }

    /// What a walk in direction `dir` finds at a wall.
    fn at_wall(&self, at: Place, out: Dir, dir: Dir) -> Meeting {
        let across = out == dir || out == dir.back();
        let Some(sign) = self.grid.sign(at).filter(|_| across) else { return Meeting::Nothing };
        match self.signs {
            Signs::Lines => match (arm(sign, dir.back()) > 0, arm(sign, dir) > 0) {
                (true, true) => Meeting::Crossing,
                (true, false) => Meeting::Tee,
                (false, _) => Meeting::Nothing,
            },
            Signs::Ascii if sign == '+' => Meeting::Tee,
            // A vertical flow goes through a horizontal wall; a horizontal one stops short of the wall, see `jump`.
            Signs::Ascii if dir.is_horizontal() => Meeting::Nothing,
            Signs::Ascii if self.signs.line(sign, false).is_some() => Meeting::Crossing,
            Signs::Ascii => Meeting::Nothing,
        }
    }

    /// The ways that a corner turns.
    fn turns(&self, walk: &Walk, at: Place, sign: char, dir: Dir) -> Vec<Dir> {
        if self.signs == Signs::Lines {
            let fits = |turn: &Dir| {
                let arms = Dir::ALL.iter().filter(|&&each| arm(sign, each) > 0).count();
                arms == 2
                    && arm(sign, dir.back()) > 0
                    && arm(sign, *turn) > 0
                    && walk.weighs(arm(sign, *turn))
            };
            return dir.turns().into_iter().filter(fits).collect();
        }
        if sign != '+' || self.taken[usize::from(!dir.is_horizontal())][self.grid.index(at)] {
            return Vec::new();
        }
        // A straight sign beside the corner can only be joined to it; another corner, or a line broken for a crossing,
        // may be. With two arms sure, there is no third.
        let joined = |arm: &Dir| {
            let next = at.step(*arm);
            let through = |(_, out): (usize, Dir)| !arm.is_horizontal() && !out.is_horizontal();
            self.wall(next).is_none_or(through)
                && self.grid.sign(next).is_some_and(|sign| {
                    let head = self.signs.head(sign) == Some(*arm) && self.wall(next.step(*arm)).is_some();
                    let line = self.signs.line(sign, arm.is_horizontal());
                    line.is_some_and(|kind| walk.kind.is_none_or(|known| known == kind)) || head
                })
        };
        if !joined(&dir.back()) && Dir::ALL.iter().filter(|arm| joined(arm)).count() > 1 {
            return Vec::new();
        }
        let perhaps = |turn: &Dir| {
            let next = at.step(*turn);
            let broken = turn.is_horizontal() && self.grid.is_blank(next) && self.breaks(next.step(*turn));
            self.grid.sign(next) == Some('+') || broken
        };
        let sure: Vec<Dir> = dir.turns().into_iter().filter(joined).collect();
        if sure.is_empty() { dir.turns().into_iter().filter(perhaps).collect() } else { sure }
    }

    /// Whether, in `ascii`, a vertical line or wall interrupts a horizontal line here.
    fn breaks(&self, at: Place) -> bool {
        let sides = [Dir::Left, Dir::Right].iter().all(|&side| self.grid.is_blank(at.step(side)));
        let wall =
            self.wall(at).is_some_and(|(_, out)| out.is_horizontal()) && self.grid.sign(at) == Some('|');
        self.signs == Signs::Ascii && sides && (wall || is_crossing(self.grid, self.signs, at))
    }

    /// Whether a flow may pass here: not through a component.
    fn is_open(&self, at: Place) -> bool {
        self.wall(at).is_none_or(|(owner, _)| self.boxes[owner].title.is_some())
    }

    /// The ways over a gap in a horizontal line: a vertical line that goes through it (`-- | --`, in `ascii`), or a label.
    /// Where a label holds signs of lines, it may end at several places.
    fn jumps(&self, walk: &Walk, dir: Dir) -> Vec<Walk> {
        let Some(&(at, _)) = walk.cells.last() else { return Vec::new() };
        let (gap, beyond) = (at.step(dir), at.steps(dir, 2));
        if self.breaks(beyond) {
            let mut over = walk.clone();
            over.cells.extend([(gap, dir), (beyond, dir), (at.steps(dir, 3), dir)]);
            return if self.is_open(beyond) { vec![over] } else { Vec::new() };
        }
        // A label has two cells of line on each side; one of them may be a crossing, or broken for one.
        let line = |at: Place| {
            self.grid.sign(at).is_some_and(|sign| match self.signs.line(sign, true) {
                Some(kind) => walk.kind.is_none_or(|known| known == kind),
                None => self.signs == Signs::Lines && arm(sign, dir) > 0 && arm(sign, dir.back()) > 0,
            })
        };
        let broken = |at: Place, way: Dir| self.grid.is_blank(at) && self.breaks(at.step(way));
        let stretch = |at: Place, way: Dir| {
            broken(at, way) || (line(at) && (line(at.step(way)) || broken(at.step(way), way)))
        };
        if !stretch(at, dir.back()) {
            return Vec::new();
        }
        // Its words are a blank apart.
        let gap_in_text = |at: Place| self.grid.is_blank(at) && self.grid.is_blank(at.step(dir.back()));
        let mut over = Vec::new();
        let mut end = beyond;
        while !gap_in_text(end)
            && end.x >= 0
            && end.x < self.grid.width
            && self.wall(end).is_none()
            && !self.is_inside(end)
        {
            if self.grid.is_blank(end) && stretch(end.step(dir), dir) {
                let (left, right) = (gap.x.min(end.x), gap.x.max(end.x));
                let mut walk = walk.clone();
                walk.inline.push((at.y, left..right + 1));
                walk.cells.push((end, dir));
                over.push(walk);
            }
            end = end.step(dir);
        }
        over
    }
}

/// What a walk meets at a wall.
#[derive(PartialEq, Eq)]
enum Meeting {
    Crossing,
    Tee,
    Nothing,
}

/// A walk under way.
#[derive(Clone)]
struct Walk {
    cells: Vec<(Place, Dir)>,
    kind: Option<EdgeKind>,
    inline: Vec<(i32, std::ops::Range<i32>)>,
}

impl Walk {
    /// Whether a straight sign of `kind` fits; the first one decides.
    fn is(&mut self, kind: EdgeKind) -> bool {
        *self.kind.get_or_insert(kind) == kind
    }

    /// Whether an arm of that weight fits: double for error paths, light for all others.
    fn weighs(&self, weight: u8) -> bool {
        self.kind.is_none_or(|kind| (kind == EdgeKind::Error) == (weight == 2))
    }

    fn crosses(&mut self, grid: &Grid, signs: Signs, at: Place, dir: Dir) -> bool {
        let Some(sign) = grid.sign(at) else { return false };
        match signs {
            Signs::Lines => self.weighs(arm(sign, dir)),
            Signs::Ascii => signs.line(sign, dir.is_horizontal()).is_some_and(|kind| self.is(kind)),
        }
    }

    fn accepts_tee(&self, grid: &Grid, signs: Signs, at: Place, dir: Dir) -> bool {
        signs == Signs::Ascii || grid.sign(at).is_some_and(|sign| self.weighs(arm(sign, dir.back())))
    }

    fn finish(self, from: usize, to: usize, both: bool) -> Course {
        // A line of corners alone, which only a synchronous flow may have: it looks like any other.
        let kind = self.kind.unwrap_or(EdgeKind::Sync);
        Course { from, to, kind, both, cells: self.cells, inline: self.inline }
    }
}
