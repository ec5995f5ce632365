//! After phases 4 and 5: places along the rows and across, and the bends between.

use super::super::gaps::{before, behind, edge_padding, separation};
use super::super::graph::{End, Graph, RowKind, VertexKind, Vx};
use super::super::p4_place::Places;
use super::super::p5_route::Heights;
use super::is_box;
use crate::geom::Unit;

/// Lines that share a rail are one flow, and of two pieces of rails in one gap none crosses the other.
pub(super) fn rails_do_not_cross(graph: &Graph<'_>, rails: &[Vx], about: &str) {
    for (v, &rail) in rails.iter().enumerate() {
        assert_eq!(rails[rail], rail, "{about}: vertex {v}");
        assert!(v == rail || graph.vertices[v].edge == graph.vertices[rail].edge, "{about}: vertex {v}");
    }
    let place = |end: End| (graph.vertices[end.vertex].pos, end.pin.map_or(0, |pin| graph.vertices[pin].pos));
    for row in graph.regions.iter().flat_map(|region| &region.rows) {
        let straight: Vec<_> = row
            .items
            .iter()
            .flat_map(|&v| &graph.vertices[v].below)
            .map(|&segment| graph.segments[segment])
            .filter(|segment| rails[segment.upper.line()] == rails[segment.lower.line()])
            .map(|segment| (place(segment.upper), place(segment.lower)))
            .collect();
        for (index, a) in straight.iter().enumerate() {
            for b in &straight[index + 1..] {
                assert!((a.0 < b.0) == (a.1 < b.1), "{about}: {a:?} and {b:?} cross on rails");
            }
        }
    }
}

/// Neighbours in a row keep their distance, and what is in a boundary its padding from both walls.
pub(super) fn rows_keep_their_distances(graph: &Graph<'_>, at: &Places, about: &str) {
    let is_label = |v: Vx| graph.vertices[v].kind == VertexKind::Label;
    let left = |v: Vx| if is_label(v) { at.labels[v] } else { at.start[v] };
    let right = |v: Vx| if is_label(v) { at.labels[v] } else { at.end[v] };
    for region in &graph.regions {
        let padding = region.padding;
        for row in &region.rows {
            for pair in row.items.windows(2) {
                let (gap, least) = (left(pair[1]) - right(pair[0]), separation(graph, pair[0], pair[1]));
                assert!(gap >= least, "{about}: {pair:?} are {gap} apart, not {least}");
            }
            let (Some(v), Some(&first), Some(&last)) = (region.vertex, row.items.first(), row.items.last())
            else {
                continue;
            };
            let (near, far) = match row.kind {
                RowKind::Wall => (graph.spacing.port_margin, graph.spacing.port_margin),
                _ => (
                    edge_padding(&graph.vertices[first], padding.left, graph)
                        + before(&graph.vertices[first]),
                    edge_padding(&graph.vertices[last], padding.right, graph)
                        + behind(&graph.vertices[last], graph),
                ),
            };
            assert!(left(first) - at.start[v] >= near, "{about}: {first} leaves {v}");
            assert!(at.end[v] - right(last) >= far, "{about}: {last} leaves {v}");
        }
    }
    for (v, vertex) in graph.vertices.iter().enumerate() {
        let aside = if is_label(v) { (at.labels[v] - at.start[v]).abs() } else { 0 };
        assert!(aside <= vertex.h, "{about}: label {v} stands {aside} beside its line");
        let least = if is_box(graph, v) { vertex.w } else { 0 };
        assert!(at.end[v] - at.start[v] >= least, "{about}: vertex {v} is too narrow");
    }
}

/// Ports of a box stand on its wall, in order and apart, except those at its sides; everywhere else a port is where the line is.
pub(super) fn ports_stand_on_their_walls(graph: &Graph<'_>, at: &Places, about: &str) {
    // What sliding leaves of margins and pitches.
    let margin = (graph.spacing.port_margin / 2).max(1);
    let pitch = (graph.spacing.port_pitch * 3 / 5).max(1);
    for (v, vertex) in graph.vertices.iter().enumerate() {
        for (list, upper) in [(&vertex.above, false), (&vertex.below, true)] {
            let own = |segment: usize| if upper { at.ports[segment].0 } else { at.ports[segment].1 };
            if is_box(graph, v) {
                let front = list.iter().filter(|&&segment| !at.sides.is_aside(segment, upper));
                let mut ports: Vec<Unit> = front.map(|&segment| own(segment)).collect();
                ports.sort_unstable();
                for pair in ports.windows(2) {
                    assert!(pair[1] - pair[0] >= pitch, "{about}: {ports:?} at {v}");
                }
                let (first, last) = (ports.first().copied(), ports.last().copied());
                assert!(first.is_none_or(|port| port - at.start[v] >= margin), "{about}: {ports:?} at {v}");
                assert!(last.is_none_or(|port| at.end[v] - port >= margin), "{about}: {ports:?} at {v}");
                continue;
            }
            for &segment in list {
                let end = if upper { graph.segments[segment].upper } else { graph.segments[segment].lower };
                if end.vertex == v {
                    assert_eq!(own(segment), at.start[end.line()], "{about}: segment {segment}");
                }
            }
        }
    }
}

/// Nothing of a row reaches down into the next one, and a boundary is as high as its rows.
pub(super) fn rows_follow_each_other(graph: &Graph<'_>, heights: &Heights, about: &str) {
    for (number, region) in graph.regions.iter().enumerate() {
        let mut above = 0;
        for row in &region.rows {
            let top = row.items.iter().map(|&v| heights.top[v]).min().unwrap_or(above);
            assert!(top >= above, "{about}: a row begins at {top}, that above it ends at {above}");
            above = row.items.iter().map(|&v| heights.top[v] + heights.height[v]).max().unwrap_or(above);
        }
        assert!(heights.region[number] >= above, "{about}: region {number}");
        if let Some(v) = region.vertex {
            assert_eq!(heights.height[v], heights.region[number], "{about}: region {number}");
        }
    }
}

/// A segment leaves its upper port downwards, turns squarely, and comes down to its lower port, all between its two rows.
pub(super) fn bends_turn_squarely_between_the_rows(
    graph: &Graph<'_>,
    at: &Places,
    heights: &Heights,
    about: &str,
) {
    for (index, segment) in graph.segments.iter().enumerate() {
        let bends = &heights.bends[index];
        let (from, to) = at.ports[index];
        assert_eq!(bends.first().map_or(to, |bend| bend.x), from, "{about}: segment {index}");
        assert_eq!(bends.last().map_or(from, |bend| bend.x), to, "{about}: segment {index}");
        for (number, pair) in bends.windows(2).enumerate() {
            let across = pair[0].y == pair[1].y && pair[0].x != pair[1].x;
            let down = pair[0].x == pair[1].x && pair[0].y < pair[1].y;
            assert!(if number % 2 == 0 { across } else { down }, "{about}: segment {index} {bends:?}");
        }
        let upper = &graph.vertices[segment.upper.vertex];
        let floor = match graph.regions[upper.region].rows[upper.row].kind {
            RowKind::Boxes | RowKind::Labels => {
                heights.top[segment.upper.vertex] + heights.height[segment.upper.vertex]
            }
            RowKind::Wall => heights.top[segment.upper.vertex],
        };
        let ceiling = heights.top[segment.lower.vertex];
        let within = bends.iter().all(|bend| floor <= bend.y && bend.y <= ceiling);
        assert!(within, "{about}: segment {index} {bends:?} leaves {floor}..{ceiling}");
    }
}
