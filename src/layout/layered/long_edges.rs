//! Makes rows of the ranks, with label rows between them, and cuts parts into segments between neighbouring rows.
//!
//! Before: every item has a rank. After: each segment joins two neighbouring rows of its region; the first and the last
//! row of a region hold the pins on its walls; each labelled part passes exactly one label row, in a [`VertexKind::Label`]
//! as wide as its label, so that room is reserved where no box can be and no overlap is possible later. A label row exists
//! only where a label stands, and real items are never on it, so labels lengthen no other flow's rank distance.

use super::frames;
use super::graph::{End, Graph, Part, Row, RowKind, Segment, Vertex, VertexKind, Vx};
use crate::geom::Unit;
use crate::layout::metrics::LabelPlace;
use crate::layout::steps;
use crate::scene::SceneUnit;
use crate::view::EdgeKind;

/// Builds rows and segments for all regions.
pub(super) fn split(graph: &mut Graph<'_>) {
    for region in 0..graph.regions.len() {
        let labels = choose_gaps(graph, region);
        build_rows(graph, region, &labels);
        cut_parts(graph, region, &labels);
        close_zips(graph, region);
    }
    fit_ports(graph);
    frames::enclose(graph);
}

/// Widens each box to its ports. An even distance has an exact middle; down a page of text it would cost a blank row.
fn fit_ports(graph: &mut Graph<'_>) {
    let spacing = graph.spacing;
    let rows_of_text = graph.turn.horizontal() && graph.metrics.unit() == SceneUnit::Cell;
    for vertex in graph.vertices.iter_mut().filter(|vertex| matches!(vertex.kind, VertexKind::Box(_))) {
        let ports = vertex.above.len().max(vertex.below.len()) as Unit;
        let needed = 2 * spacing.port_margin + (ports - 1).max(0) * spacing.port_pitch;
        vertex.w = vertex.w.max(needed);
        if !rows_of_text {
            vertex.w += vertex.w & 1;
        }
    }
}

/// How many ranks all lines together pass: what `split` would make.
pub(super) fn passed(graph: &Graph<'_>) -> u64 {
    let of_region = |region: usize| {
        let last = last_rank(graph, region);
        let parts = graph.regions[region].parts.iter().map(|&part| &graph.parts[part]);
        let ranks =
            move |part: &Part| rank(graph, part.lower.vertex, last) - rank(graph, part.upper.vertex, last);
        parts.map(move |part| u64::from(ranks(part).unsigned_abs()))
    };
    (0..graph.regions.len()).flat_map(of_region).sum()
}

/// The rank of an end seen from its region: pins stand before the first and behind the last.
pub(super) fn rank(graph: &Graph<'_>, vertex: Vx, last: i32) -> i32 {
    match (graph.vertices[vertex].kind, graph.vertices[vertex].rank) {
        (VertexKind::Pin, -1) => -1,
        (VertexKind::Pin, _) => last + 1,
        (_, rank) => rank,
    }
}

/// The last rank of a region.
pub(super) fn last_rank(graph: &Graph<'_>, region: usize) -> i32 {
    graph.regions[region].items.iter().map(|&item| graph.vertices[item].rank).max().unwrap_or(-1)
}

/// Which gap holds each part's label: gap `g` lies above rank `g`. The one nearest to the middle among those that have the
/// fewest labels so far, so that one gap does not grow while others stay empty.
fn choose_gaps(graph: &Graph<'_>, region: usize) -> Vec<Option<i32>> {
    let last = last_rank(graph, region);
    let mut load = vec![0; (last + 2).max(1) as usize];
    let parts = &graph.regions[region].parts;
    let spans: Vec<Option<(i32, i32)>> = parts
        .iter()
        .map(|&part| {
            let part = &graph.parts[part];
            (part.labelled && !graph.routes[part.edge].label.is_empty()).then(|| {
                let upper = rank(graph, part.upper.vertex, last);
                let lower = rank(graph, part.lower.vertex, last);
                (upper + 1, lower)
            })
        })
        .collect();
    let mut chosen = vec![None; parts.len()];
    let mut order: Vec<usize> = (0..parts.len()).filter(|&index| spans[index].is_some()).collect();
    order.sort_by_key(|&index| spans[index].map_or(0, |(low, high)| high - low));
    for index in order {
        let Some((low, high)) = spans[index] else { continue };
        let best = (low..=high).min_by_key(|&gap| {
            let used = load[gap as usize];
            ((used + 3) / 4, i32::from(used == 0 && high > low), (2 * gap - low - high).abs(), gap)
        });
        if let Some(gap) = best {
            load[gap as usize] += 1;
            chosen[index] = Some(gap);
        }
    }
    chosen
}

fn build_rows(graph: &mut Graph<'_>, region: usize, labels: &[Option<i32>]) {
    let last = last_rank(graph, region);
    let pins = graph.regions[region].pins.clone();
    let mut rows = vec![Row { kind: RowKind::Wall, items: pins[0].clone() }];
    let mut labelled = vec![false; (last + 2).max(1) as usize];
    for &gap in labels.iter().flatten() {
        labelled[gap as usize] = true;
    }
    let mut ranks: Vec<Vec<Vx>> = vec![Vec::new(); (last + 1).max(0) as usize];
    for &item in &graph.regions[region].items {
        ranks[graph.vertices[item].rank as usize].push(item);
    }
    let mut ranks = ranks.into_iter();
    for labelled in labelled {
        if labelled {
            rows.push(Row { kind: RowKind::Labels, items: Vec::new() });
        }
        if let Some(items) = ranks.next() {
            rows.push(Row { kind: RowKind::Boxes, items });
        }
    }
    rows.push(Row { kind: RowKind::Wall, items: pins[1].clone() });
    for (index, row) in rows.iter().enumerate() {
        for &item in &row.items {
            graph.vertices[item].row = index;
        }
    }
    graph.regions[region].rows = rows;
}

fn cut_parts(graph: &mut Graph<'_>, region: usize, labels: &[Option<i32>]) {
    // The row in which each gap begins: its label row comes first.
    let mut gap_row = vec![1];
    for (index, row) in graph.regions[region].rows.iter().enumerate().skip(1) {
        if row.kind != RowKind::Labels {
            gap_row.push(index + 1);
        }
    }
    let parts = graph.regions[region].parts.clone();
    for (index, &part_index) in parts.iter().enumerate() {
        let (edge, upper, lower, down) = {
            let part = &graph.parts[part_index];
            (part.edge, part.upper, part.lower, part.down)
        };
        let label = labels[index].map(|gap| gap_row[gap as usize]);
        let both = graph.view.edges[edge].both;
        let (top, bottom) = (graph.vertices[upper.vertex].row, graph.vertices[lower.vertex].row);
        let mut from = upper;
        let mut segments = Vec::new();
        for row in top + 1..=bottom {
            let to = if row == bottom {
                lower
            } else {
                let vertex = if Some(row) == label { label_vertex(graph, edge) } else { dummy(graph, edge) };
                graph.vertices[vertex].region = region;
                graph.vertices[vertex].row = row;
                graph.regions[region].rows[row].items.push(vertex);
                End::of(vertex)
            };
            let segment = graph.segments.len();
            // A head stands where the flow ends: at the source too when it runs both ways.
            let head_above = row == top + 1 && is_final(graph, edge, from, !down, both);
            let head_below = row == bottom && is_final(graph, edge, to, down, both);
            graph.segments.push(Segment { edge, upper: from, lower: to, head_above, head_below });
            graph.vertices[from.vertex].below.push(segment);
            graph.vertices[to.vertex].above.push(segment);
            if let Some(pin) = from.pin {
                graph.vertices[pin].below.push(segment);
            }
            if let Some(pin) = to.pin {
                graph.vertices[pin].above.push(segment);
            }
            segments.push(segment);
            from = to;
        }
        graph.parts[part_index].segments = segments;
    }
}

/// Orders the rows of an unzipped rank like the teeth of a zip: a line stands where its box would.
fn close_zips(graph: &mut Graph<'_>, region: usize) {
    // Per vertex that is a tooth of the zip at hand, or a line to one: which of them.
    let mut tooth = vec![usize::MAX; graph.vertices.len()];
    for zip in graph.regions[region].zips.clone() {
        let mut teeth = zip.clone();
        zip.iter().enumerate().for_each(|(index, &item)| tooth[item] = index);
        for &part in &graph.regions[region].parts {
            let part = &graph.parts[part];
            let ends = [part.upper.vertex, part.lower.vertex].map(|end| tooth[end]);
            let Some(&index) = ends.iter().find(|&&index| index < zip.len()) else { continue };
            let passed = part.segments.iter().map(|&segment| graph.segments[segment].lower.vertex);
            for v in passed.filter(|&v| v != part.lower.vertex) {
                tooth[v] = index;
                teeth.push(v);
            }
        }
        let mut rows: Vec<usize> = teeth.iter().map(|&v| graph.vertices[v].row).collect();
        rows.sort_unstable();
        rows.dedup();
        for row in rows {
            let items = &mut graph.regions[region].rows[row].items;
            let at: Vec<usize> = (0..items.len()).filter(|&index| tooth[items[index]] < zip.len()).collect();
            let mut sorted: Vec<(usize, Vx)> =
                at.iter().map(|&index| (tooth[items[index]], items[index])).collect();
            sorted.sort_unstable();
            for (index, (_, v)) in at.into_iter().zip(sorted) {
                items[index] = v;
            }
        }
        teeth.into_iter().for_each(|v| tooth[v] = usize::MAX);
    }
}

/// Whether an arrow head stands at this end of a part: it is the end of the whole flow, and the flow points to it.
fn is_final(graph: &Graph<'_>, edge: usize, end: End, target: bool, both: bool) -> bool {
    let ends = &graph.view.edges[edge];
    let node = if target { ends.to } else { ends.from };
    let vertex = graph.vertex_of[node.index()];
    let reaches = end.vertex == vertex
        || (graph.vertices[end.vertex].kind == VertexKind::Pin
            && graph.regions[graph.vertices[end.vertex].region].vertex == Some(vertex));
    // In pixels an error path begins with a disc, which needs as much room as a head.
    let disc = graph.view.edges[edge].kind == EdgeKind::Error && graph.metrics.unit() == SceneUnit::Px;
    reaches && (target || both || disc)
}

fn dummy(graph: &mut Graph<'_>, edge: usize) -> Vx {
    let mut vertex = Vertex::new(VertexKind::Dummy, 0);
    vertex.edge = edge;
    graph.add(vertex)
}

fn label_vertex(graph: &mut Graph<'_>, edge: usize) -> Vx {
    let lines = &graph.routes[edge].label;
    let size = graph.turn.size(steps::block(lines, graph.turn.horizontal()));
    let wall = graph.metrics.wall();
    let mut vertex = Vertex::new(VertexKind::Label, 0);
    vertex.edge = edge;
    vertex.h = size.h - wall;
    (vertex.before, vertex.w) = match graph.spacing.label_place {
        LabelPlace::OnLine => ((size.w - wall) / 2, size.w - wall),
        // One blank between the line and its label.
        LabelPlace::Beside => (0, size.w + wall),
    };
    let vertex = graph.add(vertex);
    graph.routes[edge].label_vertex = Some(vertex);
    vertex
}
