//! From places to a scene: heads and boundaries, lifelines without the stretches that something covers, bars, frames, notes.

use super::columns::Columns;
use super::rows::{Rows, Stretch, Written};
use super::sheet::{Sheet, widest};
use crate::geom::{Point, Rect, Size, Unit};
use crate::layout::{Options, frame};
use crate::scene::{self, Panel, PanelKind, Rule, RuleKind, Scene, Text, TextRole};

/// The heads with the boundaries around them.
pub(super) struct Heads {
    /// Per node, from wall to wall; the highest begins at 0.
    pub rects: Vec<Rect>,
    /// Below all of them and their boundaries.
    pub below: Unit,
}

/// Stands all heads on one height, and draws the boundaries around them.
pub(super) fn heads(sheet: &Sheet<'_>, columns: &Columns) -> Heads {
    let wall = sheet.metrics.wall();
    let count = sheet.nodes.len();
    // Heights above and below the lower walls of the heads.
    let (mut above, mut below) = (vec![0; count], vec![0; count]);
    // Every second head stands in an upper row, when there are two.
    let high = |index: usize| sheet.contents[index].size.h - wall;
    let is_upper = |index: usize| sheet.setting.staggered && sheet.range[index].0.is_multiple_of(2);
    let lower = sheet.columns.iter().filter(|&&index| !is_upper(index)).map(|&index| high(index)).max();
    let lift = lower.map_or(0, |lower| lower + sheet.space.stagger.h + wall);
    let lifted = |index: usize| if is_upper(index) { lift } else { 0 };
    for index in (0..count).rev() {
        let node = &sheet.nodes[index];
        if !node.container {
            above[index] = high(index) + lifted(index);
        }
        if let Some(parent) = node.parent.map(|parent| parent.index()) {
            let padding = sheet.metrics.padding(&sheet.nodes[parent], sheet.setting.tightness());
            above[parent] = above[parent].max(above[index] + padding.top);
            below[parent] = below[parent].max(below[index] + padding.bottom);
        }
    }
    let bottom = above.iter().copied().max().unwrap_or(0);
    let rect = |index: usize| {
        let (lo, hi) = sheet.range[index];
        let (left, right) = columns.reach[index];
        let (left, right) = (columns.x[lo] - left, columns.x[hi] + right);
        let tall = if sheet.nodes[index].container { above[index] + below[index] } else { high(index) };
        Rect::new(left, bottom - above[index], right - left, tall)
    };
    let rects: Vec<Rect> = (0..count).map(rect).collect();
    let lowest = rects.iter().map(|rect| rect.bottom()).max().unwrap_or(0);
    Heads { rects, below: lowest + wall }
}

/// The leftmost and rightmost place of everything.
fn edges(sheet: &Sheet<'_>, heads: &Heads, rows: &Rows) -> (Unit, Unit) {
    let wall = sheet.metrics.wall();
    let walls = heads.rects.iter().chain(rows.frames.iter().map(|frame| &frame.rect));
    let walls = walls.chain(rows.notes.iter().map(|note| &note.rect));
    let walls = walls.map(|rect| (rect.x, rect.right() + wall));
    let labels = rows.routes.iter().flat_map(|route| &route.label);
    let texts = labels.chain(rows.frames.iter().flat_map(|frame| &frame.texts));
    let texts = texts.map(|(line, at)| (at.x, at.x + line.size.w));
    let rings = rows.routes.iter().flat_map(|route| &route.points).map(|point| (point.x, point.x + wall));
    let all = walls.chain(texts).chain(rings);
    all.fold((Unit::MAX, Unit::MIN), |(low, high), (left, right)| (low.min(left), high.max(right)))
}

/// The whole scene.
pub(super) fn assemble(
    sheet: &Sheet<'_>,
    columns: &Columns,
    heads: &Heads,
    rows: &Rows,
    options: Options,
) -> Scene {
    let (view, metrics) = (sheet.view, sheet.metrics);
    let wall = metrics.wall();
    let (left, right) = edges(sheet, heads, rows);
    // Feet in one row would be wider than heads in two.
    let with_feet = rows.end - heads.below > sheet.space.tall && !sheet.setting.staggered;
    let foot = |node: usize| foot_lines(sheet, node);
    let tallest =
        sheet.columns.iter().map(|&node| foot_height(sheet, &foot(node))).max().filter(|_| with_feet);
    let size = Size::new(right - left, rows.end + tallest.unwrap_or(0) + wall);
    let (mut scene, corner) = frame::around(view, metrics, size, &sheet.notes_below(), options);
    let at = Point::new(corner.x - left, corner.y);
    let moved = |point: Point| Point::new(point.x + at.x, point.y + at.y);
    let walled = |rect: Rect| Rect::new(rect.x + at.x, rect.y + at.y, rect.w + wall, rect.h + wall);
    let text = |(line, place): &Written, role: TextRole| {
        let place = moved(*place);
        Text { text: line.text.clone(), role, rect: Rect::new(place.x, place.y, line.size.w, line.size.h) }
    };

    for (index, node) in sheet.nodes.iter().enumerate() {
        let rect = walled(heads.rects[index]);
        let content = &sheet.contents[index];
        let placed = if node.container {
            metrics.place_title(node, content, rect, metrics.title_offset())
        } else {
            metrics.place_node(node, content, rect)
        };
        let made = frame::node(&view.nodes[index], &scene.nodes, rect, placed);
        // The head stands for the whole element: its link and status are those of the view.
        scene.nodes.push(made);
    }
    for (index, frame) in rows.frames.iter().enumerate() {
        let kind = sheet.frames[index].kind;
        let tab = frame.tab.iter().map(|tab| text(tab, TextRole::Badge));
        let texts = tab.chain(frame.texts.iter().map(|line| text(line, TextRole::Flow))).collect();
        let rect = walled(frame.rect);
        scene.panels.push(Panel { kind: PanelKind::Frame(kind), rect, node: None, texts });
        for &y in &frame.separators {
            let (from, to) = (Point::new(frame.rect.x, y), Point::new(frame.rect.right(), y));
            let kind = RuleKind::Separator(kind);
            scene.rules.push(Rule { kind, from: moved(from), to: moved(to), node: None });
        }
    }
    let (bars, lifelines) = stretches(sheet, heads, rows);
    for line in lifelines {
        let x = columns.x[line.column];
        let (from, to) = (moved(Point::new(x, line.top)), moved(Point::new(x, line.bottom)));
        let node = Some(sheet.columns[line.column]);
        scene.rules.push(Rule { kind: RuleKind::Lifeline, from, to, node });
    }
    for bar in bars {
        let x = columns.x[bar.column] - sheet.space.bar + sheet.space.bar_shift * bar.depth;
        let rect = walled(Rect::new(x, bar.top, 2 * sheet.space.bar, bar.bottom - bar.top));
        let node = Some(sheet.columns[bar.column]);
        scene.panels.push(Panel { kind: PanelKind::Bar, rect, node, texts: Vec::new() });
    }
    for (note, of) in rows.notes.iter().zip(&sheet.notes) {
        let (kind, role) = match of.failure {
            true => (PanelKind::Failure, TextRole::Flow),
            false => (PanelKind::Note, TextRole::Detail),
        };
        let texts = note.texts.iter().map(|line| text(line, role)).collect();
        scene.panels.push(Panel { kind, rect: walled(note.rect), node: None, texts });
    }
    if with_feet {
        for (column, &node) in sheet.columns.iter().enumerate() {
            let lines = foot(node);
            let (wide, high) =
                ((widest(&lines) + 2 * sheet.space.note.w - wall) | (1 - wall), foot_height(sheet, &lines));
            let (x, wide) = (columns.x[column], wide + (wide & 1));
            let rect = Rect::new(x - wide / 2, rows.end, wide, high);
            let mut texts = Vec::new();
            let mut y = rows.end + sheet.space.note.h;
            for line in lines {
                let place = Point::new(x - wide / 2 + (wide + wall - line.size.w) / 2, y);
                y += line.size.h;
                texts.push(text(&(line, place), TextRole::Label));
            }
            let rect = walled(rect);
            scene.panels.push(Panel { kind: PanelKind::Foot, rect, node: Some(node), texts });
        }
    }
    for (index, edge) in view.edges.iter().enumerate() {
        let route = &rows.routes[index];
        scene.edges.push(scene::Edge {
            id: edge.id.clone(),
            from: edge.from.index(),
            to: edge.to.index(),
            kind: edge.kind,
            both: edge.both,
            points: route.points.iter().map(|&point| moved(point)).collect(),
            labels: route.label.iter().map(|line| text(line, TextRole::Flow)).collect(),
            step: route.step.as_ref().map(|step| text(step, TextRole::Step)),
            caption: edge.caption(),
            plans: edge.plans.clone(),
            tags: edge.tags.clone(),
            span: edge.span,
        });
    }
    scene
}

/// What is written on the lower end of a lifeline: the label, in as many lines as on its head.
fn foot_lines(sheet: &Sheet<'_>, node: usize) -> Vec<crate::layout::metrics::Line> {
    let lines = sheet.contents[node].lines.iter();
    lines.filter(|line| line.role == TextRole::Label).cloned().collect()
}

fn foot_height(sheet: &Sheet<'_>, lines: &[crate::layout::metrics::Line]) -> Unit {
    let tall: Unit = lines.iter().map(|line| line.size.h).sum();
    tall + 2 * sheet.space.note.h - sheet.metrics.wall()
}

/// The bars as they are seen, and the lifelines between them: without what notes cover.
fn stretches(sheet: &Sheet<'_>, heads: &Heads, rows: &Rows) -> (Vec<Stretch>, Vec<Stretch>) {
    let mut bars: Vec<Vec<Stretch>> = vec![Vec::new(); sheet.columns.len()];
    let mut covered = bars.clone();
    rows.bars.iter().for_each(|bar| bars[bar.column].push(*bar));
    rows.covered.iter().for_each(|note| covered[note.column].push(*note));
    let (mut seen, mut lifelines) = (Vec::new(), Vec::new());
    for column in 0..sheet.columns.len() {
        // Outer bars are drawn first, and end last.
        bars[column].sort_by_key(|bar| (bar.top, bar.depth));
        for bar in &bars[column] {
            seen.extend(without(*bar, &covered[column]));
        }
        let mut hidden: Vec<Stretch> =
            bars[column].iter().filter(|bar| bar.depth == 0).chain(&covered[column]).copied().collect();
        hidden.sort_by_key(|stretch| (stretch.top, stretch.bottom));
        let top = heads.rects[sheet.columns[column]].bottom();
        let whole = Stretch { column, depth: 0, top, bottom: rows.end };
        lifelines.extend(without(whole, &hidden));
    }
    (seen, lifelines)
}

/// What is left of a stretch outside of others, which are sorted by their tops; each rest touches what hides the others.
fn without(whole: Stretch, hidden: &[Stretch]) -> Vec<Stretch> {
    let mut left = Vec::new();
    let mut top = whole.top;
    let first = hidden.partition_point(|stretch| stretch.top < whole.top);
    // A stretch that begins earlier may reach into this one.
    for stretch in &hidden[first.saturating_sub(1)..] {
        if stretch.top >= whole.bottom {
            break;
        }
        if stretch.bottom <= top {
            continue;
        }
        if stretch.top > top {
            left.push(Stretch { top, bottom: stretch.top, ..whole });
        }
        top = stretch.bottom;
    }
    if top < whole.bottom {
        left.push(Stretch { top, ..whole });
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(top: Unit, bottom: Unit) -> Stretch {
        Stretch { column: 0, depth: 0, top, bottom }
    }

    #[test]
    fn a_stretch_is_interrupted_where_something_covers_it() {
        let hidden = [piece(2, 4), piece(3, 6), piece(9, 20)];
        assert_eq!(without(piece(0, 12), &hidden), [piece(0, 2), piece(6, 9)]);
        assert_eq!(without(piece(3, 8), &hidden), [piece(6, 8)]);
        assert_eq!(without(piece(0, 2), &[]), [piece(0, 2)]);
    }
}
