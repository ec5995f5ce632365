//! Phase 5: gives everything its place across the rows, and every line its bends.
//!
//! Before: everything has its place along the rows. After: rows of a region follow each other without touching; each gap
//! between two rows is a channel that is as high as its tracks, heads and labels need; every segment is a list of bends
//! whose pieces run along or across.
//!
//! Regions are done from the innermost outwards, since the height of a boundary is the height of its rows.

use super::frames::{self, Pads};
use super::graph::{Graph, RowKind, VertexKind};
use super::p4_place::Places;
use super::tracks::{self, Stretch, Through};
use crate::geom::{Point, Unit};
use crate::scene::SceneUnit;
use crate::view::{Direction, EdgeKind};

/// Where everything is across the rows, relative to the upper wall of its region.
#[derive(Debug, Default)]
pub(super) struct Heights {
    /// Per vertex: its upper wall, or the top of its row for lines.
    pub top: Vec<Unit>,
    /// Per vertex: its height, stretched to its row for boxes.
    pub height: Vec<Unit>,
    /// Per region: from wall to wall.
    pub region: Vec<Unit>,
    /// Per row of the whole drawing: its middle, where level lines run.
    pub middles: Vec<Unit>,
    /// Per segment: its bends between the rows, without the two ends.
    pub bends: Vec<Vec<Point>>,
}

/// Places rows and routes segments. `Err` names regions in which doglegs found no free column, and for how many of them there
/// has to be more room.
pub(super) fn route(graph: &Graph<'_>, places: &Places) -> Result<Heights, Vec<(usize, usize)>> {
    let mut heights = Heights {
        top: vec![0; graph.vertices.len()],
        height: graph.vertices.iter().map(|vertex| vertex.h).collect(),
        region: vec![0; graph.regions.len()],
        middles: Vec::new(),
        bends: vec![Vec::new(); graph.segments.len()],
    };
    let mut crowded = Vec::new();
    for region in (0..graph.regions.len()).rev() {
        let missing = rows(graph, places, region, &mut heights);
        if missing > 0 {
            crowded.push((region, missing));
        }
    }
    if crowded.is_empty() { Ok(heights) } else { Err(crowded) }
}

/// One channel: what is in it and what stands at its two sides.
struct Channel {
    above: RowKind,
    below: RowKind,
    segments: Vec<usize>,
    head_above: bool,
    head_below: bool,
    /// Whether a line begins at the wall above, instead of passing it.
    begins: bool,
    tracks: usize,
}

/// Places the rows of a region and routes what runs between them. Returns how many columns one of its channels lacks for
/// doglegs.
fn rows(graph: &Graph<'_>, places: &Places, region: usize, heights: &mut Heights) -> usize {
    let data = &graph.regions[region];
    if let (Some(_), Some(v)) = (&data.fixed, data.vertex) {
        heights.region[region] = graph.vertices[v].h;
        for &pin in data.rows.last().map_or(&[][..], |wall| &wall.items) {
            heights.top[pin] = graph.vertices[v].h;
        }
        return 0;
    }
    let bounds = match data.vertex {
        Some(v) => {
            // Where ranks are columns the title stands along the near wall, and no dogleg may run through it.
            let band = if graph.turn.horizontal() { graph.title_band(region, data.padding.left) } else { 1 };
            (places.start[v] + band - 1, places.end[v])
        }
        None => (Unit::MIN / 4, Unit::MAX / 4),
    };
    let spacing = graph.spacing;
    let mut y = 0;
    let mut missing = 0;
    let mut pads = (region == 0 && !graph.frames.is_empty()).then(|| Pads::new(graph));
    for (index, row) in data.rows.iter().enumerate() {
        if index > 0 {
            let above = &data.rows[index - 1];
            let segments: Vec<usize> =
                above.items.iter().flat_map(|&v| graph.vertices[v].below.iter().copied()).collect();
            let lines: Vec<Through> = segments
                .iter()
                .map(|&segment| Through { upper: places.ports[segment].0, lower: places.ports[segment].1 })
                .collect();
            let clear = spacing.line_gap.min(spacing.port_pitch).max(1);
            let framed = pads.is_some();
            let walls = if framed { frames::columns(graph, &places.start, index - 1) } else { Vec::new() };
            let bounds = |line: usize| match framed {
                true => {
                    frames::bounds(graph, &places.start, index - 1, (lines[line].upper, lines[line].lower))
                }
                false => bounds,
            };
            let stretches = match tracks::assign(&lines, clear, &walls, &bounds) {
                Ok(stretches) => stretches,
                Err(columns) => {
                    missing = missing.max(columns);
                    continue;
                }
            };
            let channel = Channel {
                above: above.kind,
                below: row.kind,
                head_above: segments.iter().any(|&index| {
                    graph.segments[index].head_above
                        && !places.sides.is_aside(index, true)
                        && !frames::closed(graph, index, true)
                }),
                head_below: segments.iter().any(|&index| {
                    graph.segments[index].head_below
                        && !places.sides.is_aside(index, false)
                        && !frames::closed(graph, index, false)
                }),
                begins: above.items.iter().any(|&v| {
                    let vertex = &graph.vertices[v];
                    vertex.kind == VertexKind::Pin && vertex.above.is_empty()
                }),
                tracks: stretches.iter().map(|stretch| stretch.track + 1).max().unwrap_or(0),
                segments,
            };
            let (mut gap, mut first) = channel_height(graph, region, &channel);
            if hides_dashes(graph, &channel, &lines, &stretches) {
                (gap, first) = (gap + 1, first + 1);
            }
            y += pads.as_mut().map_or(0, |pads| pads.closing(graph, index - 1, y));
            write_bends(&channel, &stretches, y + first, spacing.track_pitch, heights);
            y += gap + pads.as_ref().map_or(0, |pads| pads.opening(graph, index));
        }
        if let Some(pads) = &mut pads {
            pads.begin(graph, index, y);
        }
        let height = place_row(graph, region, index, y, heights);
        if region == 0 {
            heights.middles.push(y + height / 2);
        }
        y += height;
    }
    if let Some(vertex) = data.vertex {
        let content = graph.contents[data.node.unwrap_or(0)].size;
        let loops = graph.loops[data.node.unwrap_or(0)].is_empty();
        let mut least = graph.turn.size(content).h - graph.metrics.wall();
        if !loops {
            least =
                least.max(super::self_loops::Loop::extent(&graph.loops[data.node.unwrap_or(0)], &spacing));
        }
        if y < least {
            // What is missing goes below the last row of boxes.
            y = least;
            if let Some(wall) = data.rows.last() {
                for &pin in &wall.items {
                    heights.top[pin] = y;
                }
            }
        }
        heights.height[vertex] = y;
    }
    heights.region[region] = y;
    if let Some(pads) = pads {
        pads.write(graph, heights);
    }
    missing
}

/// Whether a dashed line shows only corners and crossings between its start and its head, and would look solid.
fn hides_dashes(graph: &Graph<'_>, channel: &Channel, lines: &[Through], stretches: &[Stretch]) -> bool {
    // In pixels, and where ranks are columns, a line is longer than its head before the first track.
    if graph.spacing.stub > 1 || channel.tracks == 0 {
        return false;
    }
    let dashed = |segment: usize| {
        let kind = graph.view.edges[graph.segments[segment].edge].kind;
        matches!(kind, EdgeKind::Async | EdgeKind::Return)
    };
    channel.segments.iter().zip(lines).filter(|&(&segment, _)| dashed(segment)).any(|(_, line)| {
        if line.upper == line.lower {
            let crossed = |track: usize| {
                stretches.iter().any(|stretch| stretch.track == track && stretch.spans(line.upper))
            };
            return (0..channel.tracks).all(crossed);
        }
        // The cells between its two corners, and those that others may pass through.
        let (low, high) = (line.upper.min(line.lower), line.upper.max(line.lower));
        let passing = || lines.iter().flat_map(|other| [other.upper, other.lower]);
        let passed = || passing().filter(|&column| low < column && column < high).count() as Unit;
        channel.tracks == 1 && passed() >= high - low - 1
    })
}

/// The height of a channel, and where its first track is.
fn channel_height(graph: &Graph<'_>, region: usize, channel: &Channel) -> (Unit, Unit) {
    let spacing = graph.spacing;
    let padding = graph.regions[region].padding;
    let root = graph.regions[region].vertex.is_none();
    let side = |kind: RowKind, head: bool, padding: Unit, titled: bool| -> Unit {
        let line = if head { spacing.head } else { spacing.stub };
        match kind {
            RowKind::Boxes => line,
            RowKind::Labels => spacing.label_gap,
            // Tracks stay clear of a title that stands inside the wall.
            RowKind::Wall if titled => graph.title_band(region, padding).max(line),
            RowKind::Wall => line,
        }
    };
    let titled = |direction| !root && graph.turn.0 == direction;
    let above = side(channel.above, channel.head_above, padding.top, titled(Direction::Down));
    let below = side(channel.below, channel.head_below, padding.bottom, titled(Direction::Up));
    let walls = [channel.above, channel.below].contains(&RowKind::Wall);
    let labels = [channel.above, channel.below].contains(&RowKind::Labels);
    let mut least = 0;
    if walls && !root {
        let wall_above = if channel.above == RowKind::Wall { padding.top } else { 0 };
        let wall_below = if channel.below == RowKind::Wall { padding.bottom } else { 0 };
        least = wall_above.max(wall_below);
        if channel.above == RowKind::Wall && channel.below == RowKind::Wall {
            least = wall_above + wall_below;
        }
    } else if walls {
        // The outermost wall is the edge of the drawing: nothing is drawn there.
        if channel.segments.is_empty() {
            return (0, 0);
        }
    } else if channel.segments.is_empty() {
        least = spacing.bare_gap;
    } else if !labels {
        // Where no head stands, as before a boundary's wall, a shorter line will do.
        let heads = channel.head_above || channel.head_below;
        least = spacing.rank_gap - if heads { 0 } else { spacing.head - spacing.stub };
    }
    let used = if channel.tracks > 0 {
        above + (channel.tracks as Unit - 1) * spacing.track_pitch + below
    } else if labels {
        // A straight line between a label and a wall still shows its head.
        let head = (channel.head_above && channel.above != RowKind::Labels)
            || (channel.head_below && channel.below != RowKind::Labels);
        // A label right below the further lines of a title would read as one of them.
        let below_title = if channel.above == RowKind::Wall && titled(Direction::Down) {
            graph.title_band(region, padding.top) + graph.metrics.wall()
        } else {
            0
        };
        let beside_head = spacing.head.max(spacing.label_gap + spacing.head - spacing.stub);
        below_title.max(if head { beside_head } else { spacing.label_gap })
    } else if channel.segments.is_empty() {
        0
    } else {
        // A line that only passes a wall needs no stub there, since it is seen outside; one that begins there does.
        let lines = |kind: RowKind, head: bool| match (kind, head) {
            (_, true) => spacing.head,
            (RowKind::Wall, false) if !channel.begins => 0,
            (_, false) => spacing.stub,
        };
        lines(channel.above, channel.head_above) + lines(channel.below, channel.head_below)
    };
    let gap = used.max(least);
    (gap, above + (gap - used) / 2)
}

fn write_bends(channel: &Channel, stretches: &[Stretch], y: Unit, pitch: Unit, heights: &mut Heights) {
    for stretch in stretches {
        let at = y + stretch.track as Unit * pitch;
        let bends = &mut heights.bends[channel.segments[stretch.line]];
        bends.push(Point::new(stretch.from, at));
        bends.push(Point::new(stretch.to, at));
    }
}

/// Places one row whose top is `y`; returns its height.
fn place_row(graph: &Graph<'_>, region: usize, index: usize, y: Unit, heights: &mut Heights) -> Unit {
    let row = &graph.regions[region].rows[index];
    let boxes = row.items.iter().filter(|&&v| matches!(graph.vertices[v].kind, VertexKind::Box(_)));
    // A line of text more, or two rows.
    let stretch = if graph.metrics.unit() == SceneUnit::Px { 24 } else { 2 };
    let tallest = boxes.map(|&v| graph.vertices[v].h).max().unwrap_or(0);
    for &v in &row.items {
        // Boxes of one row are as tall as each other, unless one of them is far taller.
        if matches!(graph.vertices[v].kind, VertexKind::Box(_)) && graph.vertices[v].h + stretch >= tallest {
            heights.height[v] = tallest;
        }
    }
    let height = row.items.iter().map(|&v| heights.height[v]).max().unwrap_or(0);
    for &v in &row.items {
        let vertex = &graph.vertices[v];
        let free = height - heights.height[v];
        heights.top[v] = y + match vertex.kind {
            VertexKind::Dummy | VertexKind::Pin | VertexKind::Wall(..) => 0,
            // Beside something far taller, a box or a boundary stands near what its lines lead to.
            VertexKind::Box(_) | VertexKind::Region(_) if free > 3 * stretch && graph.frames.is_empty() => {
                match (vertex.above.is_empty(), vertex.below.is_empty()) {
                    (false, true) => 0,
                    (true, false) => free,
                    _ => free / 2,
                }
            }
            _ => free / 2,
        };
    }
    height
}
