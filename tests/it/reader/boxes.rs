//! Finds the boxes: four walls that close, told from the lines of flows because a flow never closes on itself.

use super::grid::{Dir, Grid, Place};
use super::signs::{Signs, arm};
use cutaway::geom::Rect;
use std::collections::BTreeSet;
use std::ops::Range;

/// A box as drawn.
#[derive(Clone, Debug)]
pub struct ReadBox {
    pub rect: Rect,
    /// What is written inside, a string per line; empty for a boundary.
    pub lines: Vec<String>,
    /// A boundary's title; it stands in the top wall, and goes on below it when it is long.
    pub title: Option<String>,
    /// The boundary around it.
    pub parent: Option<usize>,
    /// From where to where the title stands in the top wall.
    pub(super) title_columns: Range<i32>,
    /// Whether, in `ascii`, it may be made of flows that happen to stand so.
    pub(super) doubtful: bool,
}

/// Where a horizontal wall may end.
struct End {
    x: i32,
    title: Range<i32>,
    /// Whether a flow passed through on the way.
    crossed: bool,
    /// Whether it may be the corners of two flows with others between them.
    doubtful: bool,
}

impl ReadBox {
    fn corner(&self, dir: Dir, other: Dir) -> Place {
        let Rect { x, y, w, h } = self.rect;
        let right = dir == Dir::Right || other == Dir::Right;
        let down = dir == Dir::Down || other == Dir::Down;
        Place { x: if right { x + w - 1 } else { x }, y: if down { y + h - 1 } else { y } }
    }

    pub fn is_corner(&self, at: Place) -> bool {
        let sides =
            [(Dir::Up, Dir::Left), (Dir::Up, Dir::Right), (Dir::Down, Dir::Left), (Dir::Down, Dir::Right)];
        sides.iter().any(|&(one, other)| self.corner(one, other) == at)
    }

    /// The walls without their corners, each with the way out.
    pub fn walls(&self) -> Vec<(Place, Dir)> {
        let Rect { x, y, w, h } = self.rect;
        let across = (x + 1..x + w - 1)
            .flat_map(|x| [(Place { x, y }, Dir::Up), (Place { x, y: y + h - 1 }, Dir::Down)]);
        let down = (y + 1..y + h - 1)
            .flat_map(|y| [(Place { x, y }, Dir::Left), (Place { x: x + w - 1, y }, Dir::Right)]);
        across.chain(down).collect()
    }

    /// Whether a place is within the walls.
    pub fn encloses(&self, at: Place) -> bool {
        let Rect { x, y, w, h } = self.rect;
        x < at.x && at.x < x + w - 1 && y < at.y && at.y < y + h - 1
    }
}

/// All boxes, outer ones before what they hold, with their parents.
pub fn find(grid: &Grid, signs: Signs) -> Vec<ReadBox> {
    let mut boxes: Vec<ReadBox> = grid.places().filter_map(|corner| close(grid, signs, corner)).collect();
    // Boxes share no walls, and lie in one another or apart.
    let walls = |found: &ReadBox| found.walls().into_iter().map(|(at, _)| at);
    let sure = boxes.iter().filter(|found| !found.doubtful);
    let sure: BTreeSet<Place> = sure.flat_map(walls).collect();
    boxes.retain(|found| !found.doubtful || !walls(found).any(|at| sure.contains(&at)));
    boxes.sort_by_key(|found| std::cmp::Reverse(i64::from(found.rect.w) * i64::from(found.rect.h)));
    // What looks like a box on a component is its text.
    let components: Vec<Rect> =
        boxes.iter().filter(|found| found.title.is_none()).map(|found| found.rect).collect();
    boxes.retain(|found| components.iter().all(|outer| *outer == found.rect || !outer.holds(found.rect)));
    nest(&mut boxes);
    boxes
}

/// Finds the boundary around each box; larger boxes come first.
pub fn nest(boxes: &mut [ReadBox]) {
    for index in 0..boxes.len() {
        let inner = boxes[index].rect;
        let around = |outer: &ReadBox| outer.rect.holds(inner) && outer.rect != inner;
        boxes[index].parent = (0..index).rev().find(|&outer| around(&boxes[outer]));
    }
}

/// The box whose upper left corner is here.
fn close(grid: &Grid, signs: Signs, corner: Place) -> Option<ReadBox> {
    if !is_corner(grid, signs, corner, [Dir::Right, Dir::Down]) {
        return None;
    }
    follow(grid, signs, corner, true).into_iter().find_map(|top| {
        let sides = sides(grid, signs, corner, Place { x: top.x, y: corner.y });
        sides.into_iter().find_map(|bottom| enclosed(grid, signs, corner, &top, bottom))
    })
}

/// The box between a corner, the end of a top wall and a row in which both sides may end.
fn enclosed(grid: &Grid, signs: Signs, corner: Place, top: &End, bottom: i32) -> Option<ReadBox> {
    let left = Place { x: corner.x, y: bottom };
    let right = Place { x: top.x, y: bottom };
    if !is_corner(grid, signs, left, [Dir::Up, Dir::Right])
        || !is_corner(grid, signs, right, [Dir::Up, Dir::Left])
    {
        return None;
    }
    let floor = follow(grid, signs, left, false).into_iter().find(|end| end.x == top.x)?;
    let title = grid.text(corner.y, top.title.start, top.title.end);
    let title = Some(title).filter(|title| !title.is_empty());
    // What stands in the gap between two flows is more flows.
    let signs_only = signs == Signs::Ascii
        && title.as_ref().is_some_and(|title| title.chars().all(|sign| " |:#;-.=~+^v<>".contains(sign)));
    let doubtful = top.doubtful || floor.doubtful || signs_only;
    if (top.doubtful || floor.doubtful) && signs_only {
        return None;
    }
    let inside = (corner.y + 1)..bottom;
    let lines = inside.clone().map(|y| grid.text(y, corner.x + 1, top.x)).filter(|line| !line.is_empty());
    let lines: Vec<String> = lines.collect();
    if title.is_none() && signs == Signs::Ascii {
        // In `ascii`, the corners of flows may look like a box. But a component has text, a blank off its walls, and no
        // flow goes through it.
        let padded = |y: i32| [corner.x + 1, top.x - 1].iter().all(|&x| grid.is_blank(Place { x, y }));
        if lines.is_empty() || top.crossed || floor.crossed || !inside.clone().all(padded) {
            return None;
        }
    }
    let rect = Rect::new(corner.x, corner.y, top.x - corner.x + 1, bottom - corner.y + 1);
    let lines = if title.is_some() { Vec::new() } else { lines };
    Some(ReadBox { rect, lines, title, parent: None, title_columns: top.title.clone(), doubtful })
}

fn is_corner(grid: &Grid, signs: Signs, at: Place, arms: [Dir; 2]) -> bool {
    match (signs, grid.sign(at)) {
        (Signs::Ascii, Some('+')) => true,
        (Signs::Lines, Some(sign)) => {
            Dir::ALL.iter().all(|&dir| arm(sign, dir) == u8::from(arms.contains(&dir)))
        }
        _ => false,
    }
}

/// Rows at which the left wall from `left` and the right wall from `right` may both end.
fn sides(grid: &Grid, signs: Signs, left: Place, right: Place) -> Vec<i32> {
    let mut ends = Vec::new();
    for y in left.y + 1..grid.height {
        let pair = [Place { x: left.x, y }, Place { x: right.x, y }].map(|at| grid.sign(at).unwrap_or(' '));
        if signs == Signs::Ascii {
            if pair == ['+', '+'] {
                ends.push(y);
            }
            if pair.iter().any(|sign| !['|', '+'].contains(sign)) {
                break;
            }
        } else if pair.iter().any(|&sign| arm(sign, Dir::Up) != 1 || arm(sign, Dir::Down) != 1) {
            ends.push(y);
            break;
        }
    }
    ends
}

/// Follows a horizontal wall from its left corner; gives each place where it may end. In `ascii` a tee looks like a corner,
/// so there may be several; and a title may hold signs of walls, so that each blank in it may be its end: the first
/// that leaves nothing but wall is.
fn follow(grid: &Grid, signs: Signs, corner: Place, titled: bool) -> Vec<End> {
    let mut ends = Vec::new();
    let mut open =
        vec![Follow { x: corner.x + 1, title: 0..0, crossed: false, before: '+', doubtful: false }];
    while let Some(state) = open.pop() {
        follow_from(grid, signs, corner.y, state, titled, &mut ends, &mut open);
    }
    ends.sort_by_key(|end| (end.x, end.title.end));
    ends
}

/// Where a wall is followed on from.
struct Follow {
    x: i32,
    title: Range<i32>,
    crossed: bool,
    /// The last sign of the wall itself: `-+ | | +-` is a wall between two tees, or what two flows leave free.
    before: char,
    doubtful: bool,
}

fn follow_from(
    grid: &Grid,
    signs: Signs,
    y: i32,
    state: Follow,
    titled: bool,
    ends: &mut Vec<End>,
    open: &mut Vec<Follow>,
) {
    let Follow { mut x, title, mut crossed, mut before, mut doubtful } = state;
    let at = |x: i32| Place { x, y };
    while x < grid.width {
        let blank = grid.is_blank(at(x));
        let sign = grid.sign(at(x));
        if let Some(sign) = sign.filter(|sign| signs == Signs::Ascii && ['-', '+'].contains(sign)) {
            doubtful |= grid.is_blank(at(x - 1)) && sign == '+' && before == '+';
            before = sign;
        }
        let end = || End { x, title: title.clone(), crossed, doubtful };
        match sign {
            Some(sign) if is_wall(signs, sign) => {
                crossed |= signs == Signs::Lines && arm(sign, Dir::Up) > 0 && arm(sign, Dir::Down) > 0;
                x += 1;
            }
            Some('+') if signs == Signs::Ascii => {
                ends.push(end());
                x += 1;
            }
            Some(sign) if signs == Signs::Lines && is_right_end(sign) => {
                ends.push(end());
                return;
            }
            None if blank && is_crossing(grid, signs, at(x + 1)) => {
                crossed = true;
                x += 2;
            }
            _ if blank && is_crossing(grid, signs, at(x - 1)) && !starts_title(grid, at(x)) => x += 1,
            _ if titled && blank && title.is_empty() => {
                for stop in title_ends(grid, signs, at(x + 1)) {
                    let title = x + 1..stop;
                    // The blank behind it may be that of a crossing.
                    let next = if is_crossing(grid, signs, at(stop + 1)) { stop } else { stop + 1 };
                    open.push(Follow { x: next, title, crossed, before: '-', doubtful });
                }
                return;
            }
            _ => return,
        }
    }
}

fn is_right_end(sign: char) -> bool {
    arm(sign, Dir::Left) == 1 && arm(sign, Dir::Right) == 0
}

/// A sign of a horizontal wall that the wall passes straight through.
fn is_wall(signs: Signs, sign: char) -> bool {
    match signs {
        Signs::Ascii => sign == '-',
        Signs::Lines => {
            arm(sign, Dir::Left) == 1 && arm(sign, Dir::Right) == 1 && !['┄', '╌'].contains(&sign)
        }
    }
}

/// In `ascii`, a vertical line that interrupts a horizontal one: a blank on each side, and going on above and below.
pub fn is_crossing(grid: &Grid, signs: Signs, at: Place) -> bool {
    let vertical = |at: Place, head: char| {
        grid.sign(at).is_some_and(|sign| signs.line(sign, false).is_some() || sign == '+' || sign == head)
    };
    signs == Signs::Ascii
        && grid.sign(at).is_some_and(|sign| signs.line(sign, false).is_some())
        && grid.is_blank(at.step(Dir::Left))
        && grid.is_blank(at.step(Dir::Right))
        && vertical(at.step(Dir::Up), '^')
        && vertical(at.step(Dir::Down), 'v')
}

/// Whether text follows the blank here.
fn starts_title(grid: &Grid, at: Place) -> bool {
    grid.sign(at.step(Dir::Right)).is_none_or(|sign| !['-', '+'].contains(&sign))
        && !grid.is_blank(at.step(Dir::Right))
}

/// Where a title that begins here may end: at a blank before the wall goes on. Its words are a blank apart.
fn title_ends(grid: &Grid, signs: Signs, from: Place) -> Vec<i32> {
    let at = |x: i32| Place { x, y: from.y };
    let mut ends = Vec::new();
    for x in from.x..grid.width {
        let goes_on = grid.sign(at(x + 1)).is_some_and(|sign| {
            is_wall(signs, sign)
                || (signs == Signs::Ascii && sign == '+')
                || (signs == Signs::Lines && is_right_end(sign))
        });
        if grid.is_blank(at(x)) {
            if goes_on || is_crossing(grid, signs, at(x + 1)) {
                ends.push(x);
            } else if grid.is_blank(at(x + 1)) && !is_crossing(grid, signs, at(x + 2)) {
                break;
            }
        }
    }
    ends
}
