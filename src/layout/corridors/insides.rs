//! What the insides of a block cover, and where their own flows meet the wall around them.

use crate::geom::{Point, Rect, Unit};
use crate::layout::blocks::around;
use crate::layout::layered::Drawing;
use crate::layout::metrics::Spacing;
use crate::layout::subview::Subview;

/// Whether an edge of the insides begins, and whether it ends, at the wall around them.
pub(super) fn at_wall(part: &Subview, index: usize, first: usize) -> [bool; 2] {
    let edge = &part.view.edges[index];
    let own = edge.from == edge.to;
    [edge.from, edge.to].map(|end| first == 1 && end.index() == 0 && !own)
}

/// What an edge of the insides that meets the wall around them needs between that wall and them: room for what it shows at
/// the wall, and then its label, or what it shows at the box when that is next. `ends` tells that it ends at the wall.
pub(super) fn end_room(
    part: &Subview,
    drawing: &Drawing,
    index: usize,
    ends: bool,
    spacing: &Spacing,
) -> Unit {
    let both = part.view.edges[index].both;
    let end = |has_head: bool| if has_head { spacing.head } else { spacing.stub };
    let at_wall = end(ends || both);
    if drawing.labels[index].0.is_empty() {
        at_wall + end(!ends || both)
    } else {
        spacing.label_gap + at_wall - spacing.stub
    }
}

/// Where flows of the insides meet the wall around them: at the side at which they begin there, at that at which they end.
pub(super) fn ends_inside(
    part: &Subview,
    drawing: &Drawing,
    first: usize,
    entered: bool,
    left: bool,
) -> impl Iterator<Item = Point> {
    drawing.routes.iter().enumerate().flat_map(move |(index, route)| {
        let [begins, ends] = at_wall(part, index, first);
        let from = route.first().filter(|_| begins && entered);
        from.into_iter().chain(route.last().filter(|_| ends && left)).copied()
    })
}

/// What the insides cover, without the wall around them and the ends of lines at it.
pub(super) fn content(part: &Subview, drawing: &Drawing, first: usize) -> Rect {
    let nodes = drawing.nodes.iter().skip(first).copied();
    let labels = drawing.labels.iter().filter(|label| !label.0.is_empty()).map(|label| label.1);
    let mut dots = Vec::new();
    for (index, route) in drawing.routes.iter().enumerate() {
        let [begins, ends] = at_wall(part, index, first);
        let (skip, keep) = (usize::from(begins), route.len().saturating_sub(usize::from(ends)));
        dots.extend(route.get(skip..keep).unwrap_or_default().iter().map(|p| Rect::new(p.x, p.y, 0, 0)));
    }
    around(nodes.chain(labels).chain(dots)).unwrap_or_default()
}

/// What insides without a wall need around them, from the top clockwise: a label at their edge keeps what stands outside as far
/// off as another label, or the two would be read as one.
pub(super) fn unwalled(drawing: &Drawing, content: Rect, spacing: &Spacing) -> [Unit; 4] {
    let mut pads = [0; 4];
    for (lines, room) in &drawing.labels {
        if !lines.is_empty() {
            let at_edge = [
                room.y <= content.y,
                room.right() >= content.right(),
                room.bottom() >= content.bottom(),
                room.x <= content.x,
            ];
            for (side, pad) in pads.iter_mut().enumerate().filter(|(side, _)| at_edge[*side]) {
                *pad = if side % 2 == 0 { spacing.label_gap } else { spacing.label_clear };
            }
        }
    }
    pads
}
