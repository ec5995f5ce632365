//! After phases 2 and 3 and the cutting of long lines: ranks, rows, and the order in them.

use super::super::graph::{End, Graph, RowKind, VertexKind, Vx};
use super::super::p2_layers::Dropped;
use super::is_box;
use crate::geom::Unit;

/// Each part between two items leads to a higher rank.
pub(super) fn parts_run_to_higher_ranks(graph: &Graph<'_>, about: &str) {
    for part in &graph.parts {
        let [upper, lower] = [part.upper, part.lower].map(|end| &graph.vertices[end.vertex]);
        if upper.kind != VertexKind::Pin && lower.kind != VertexKind::Pin {
            let least = upper.rank + i32::from(!may_be_level(graph, part.edge));
            assert!(least <= lower.rank, "{about}: edge {} runs level or up", part.edge);
        }
    }
}

/// Whether an edge may run from box to box in one row.
fn may_be_level(graph: &Graph<'_>, edge: usize) -> bool {
    graph.level.get(edge).is_some_and(|&level| level)
}

/// The ranks of a region are 0, 1, 2 and so on.
pub(super) fn ranks_have_no_gaps(graph: &Graph<'_>, about: &str) {
    for region in &graph.regions {
        let mut ranks: Vec<i32> = region.items.iter().map(|&item| graph.vertices[item].rank).collect();
        ranks.sort_unstable();
        ranks.dedup();
        assert_eq!(ranks, (0..ranks.len() as i32).collect::<Vec<_>>(), "{about}");
    }
}

/// Hints that were not dropped hold.
pub(super) fn hints_hold(graph: &Graph<'_>, dropped: &Dropped, about: &str) {
    let rank = |item: Vx| graph.vertices[item].rank;
    for (number, region) in graph.regions.iter().enumerate() {
        for (index, row) in region.abreast.iter().enumerate() {
            let level = row.iter().all(|&item| rank(item) == rank(row[0]));
            assert!(level || dropped.rows.contains(&(number, index)), "{about}: a `row` is torn");
        }
        for (index, &(a, b)) in region.above.iter().enumerate() {
            let holds = rank(a) < rank(b);
            assert!(holds || dropped.above.contains(&(number, index)), "{about}: an `above` does not hold");
        }
    }
}

/// The vertices of each row, whatever their order.
pub(super) fn sorted(graph: &Graph<'_>) -> Vec<Vec<Vec<Vx>>> {
    let row = |items: &Vec<Vx>| {
        let mut items = items.clone();
        items.sort_unstable();
        items
    };
    graph.regions.iter().map(|region| region.rows.iter().map(|r| row(&r.items)).collect()).collect()
}

/// Every vertex stands in the row that it says, once; walls hold pins, rows of labels no boxes.
pub(super) fn each_vertex_stands_in_its_row(graph: &Graph<'_>, about: &str) {
    let mut seen = vec![0; graph.vertices.len()];
    for (number, region) in graph.regions.iter().enumerate() {
        let last = region.rows.len() - 1;
        for (index, row) in region.rows.iter().enumerate() {
            assert_eq!(row.kind == RowKind::Wall, index == 0 || index == last, "{about}: row {index}");
            for &v in &row.items {
                let vertex = &graph.vertices[v];
                seen[v] += 1;
                assert_eq!((vertex.region, vertex.row), (number, index), "{about}: vertex {v}");
                let fits = match row.kind {
                    RowKind::Wall => vertex.kind == VertexKind::Pin,
                    RowKind::Boxes => {
                        // The label of a level line passes no row.
                        let passes = vertex.kind == VertexKind::Label && !vertex.above.is_empty();
                        !passes && !matches!(vertex.kind, VertexKind::Pin | VertexKind::Frame(_))
                    }
                    RowKind::Labels => {
                        matches!(vertex.kind, VertexKind::Dummy | VertexKind::Label | VertexKind::Wall(..))
                    }
                };
                assert!(fits, "{about}: a {:?} in a row of {:?}", vertex.kind, row.kind);
            }
        }
        // Ranks order the rows of items.
        for (&a, &b) in region.items.iter().zip(region.items.iter().skip(1)) {
            let (a, b) = (&graph.vertices[a], &graph.vertices[b]);
            assert_eq!(a.rank.cmp(&b.rank), a.row.cmp(&b.row), "{about}");
        }
    }
    for (v, &times) in seen.iter().enumerate() {
        // A frame stands in no row: its walls do.
        let wanted = usize::from(graph.frame(v).is_none());
        assert_eq!(times, wanted, "{about}: vertex {v}");
    }
}

/// Each segment leads to the next row of its region, and those of a part from its upper to its lower end.
pub(super) fn segments_join_neighbouring_rows(graph: &Graph<'_>, about: &str) {
    for (index, segment) in graph.segments.iter().enumerate() {
        let [upper, lower] = [segment.upper, segment.lower].map(|end| &graph.vertices[end.vertex]);
        assert_eq!(upper.region, lower.region, "{about}: segment {index}");
        assert_eq!(upper.row + 1, lower.row, "{about}: segment {index}");
        assert!(upper.below.contains(&index) && lower.above.contains(&index), "{about}: segment {index}");
    }
    for part in &graph.parts {
        if may_be_level(graph, part.edge) && part.segments.is_empty() {
            let [a, b] = [part.upper, part.lower].map(|end| graph.vertices[end.vertex].row);
            assert_eq!(a, b, "{about}: edge {} is lost", part.edge);
            continue;
        }
        let segments: Vec<_> = part.segments.iter().map(|&segment| graph.segments[segment]).collect();
        assert!(segments.iter().all(|segment| segment.edge == part.edge), "{about}");
        assert_eq!(segments.first().map(|segment| segment.upper), Some(part.upper), "{about}");
        assert_eq!(segments.last().map(|segment| segment.lower), Some(part.lower), "{about}");
        assert!(segments.windows(2).all(|pair| pair[0].lower == pair[1].upper), "{about}");
    }
}

/// Each label has a vertex, in a row of labels, that its line passes; there is no such row without a label, and without labels
/// there are as many segments as were foretold.
pub(super) fn labels_have_rows_of_their_own(graph: &Graph<'_>, passed: u64, about: &str) {
    for (edge, route) in graph.routes.iter().enumerate() {
        let wanted = !route.label.is_empty() && !route.parts.is_empty();
        let passes = |&part: &usize| {
            let part = &graph.parts[part];
            part.segments
                .iter()
                .filter(|&&s| route.label_vertex == Some(graph.segments[s].lower.vertex))
                .count()
        };
        let times: usize = route.parts.iter().map(passes).sum();
        if may_be_level(graph, edge) && route.parts.iter().all(|&part| graph.parts[part].segments.is_empty())
        {
            assert_eq!((route.label_vertex.is_some(), times), (wanted, 0), "{about}: edge {edge}");
            continue;
        }
        assert_eq!(
            (route.label_vertex.is_some(), times),
            (wanted, usize::from(wanted)),
            "{about}: edge {edge}"
        );
    }
    let mut labelled = false;
    for row in graph.regions.iter().flat_map(|region| &region.rows) {
        let is_label =
            |v: Vx| graph.vertices[v].kind == VertexKind::Label && !graph.vertices[v].above.is_empty();
        let labels = row.items.iter().filter(|&&v| is_label(v)).count();
        assert_eq!(labels > 0, row.kind == RowKind::Labels, "{about}");
        labelled |= labels > 0;
    }
    assert!(labelled || graph.segments.len() as u64 == passed, "{about}");
}

pub(super) fn boxes_are_as_wide_as_their_ports(graph: &Graph<'_>, about: &str) {
    for (v, vertex) in graph.vertices.iter().enumerate().filter(|&(v, _)| is_box(graph, v)) {
        let ports = vertex.above.len().max(vertex.below.len()) as Unit;
        let least = 2 * graph.spacing.port_margin + (ports - 1).max(0) * graph.spacing.port_pitch;
        assert!(vertex.w >= least, "{about}: vertex {v} is {} wide, not {least}", vertex.w);
    }
}

/// A vertex knows its place in its row.
pub(super) fn places_are_those_in_the_rows(graph: &Graph<'_>, about: &str) {
    for row in graph.regions.iter().flat_map(|region| &region.rows) {
        for (index, &v) in row.items.iter().enumerate() {
            assert_eq!(graph.vertices[v].pos, index, "{about}: vertex {v}");
        }
    }
}

/// How many pairs of segments between two rows cross, as the rows stand: by looking at each pair.
pub(super) fn crossings(graph: &Graph<'_>) -> usize {
    let mut pos = vec![0; graph.vertices.len()];
    for row in graph.regions.iter().flat_map(|region| &region.rows) {
        row.items.iter().enumerate().for_each(|(index, &v)| pos[v] = index);
    }
    let place = |end: End| (pos[end.vertex], end.pin.map_or(0, |pin| pos[pin]));
    let mut count = 0;
    for row in graph.regions.iter().flat_map(|region| &region.rows) {
        let below = row.items.iter().flat_map(|&v| &graph.vertices[v].below);
        let ends: Vec<_> = below
            .map(|&segment| (place(graph.segments[segment].upper), place(graph.segments[segment].lower)))
            .collect();
        for (index, a) in ends.iter().enumerate() {
            let crosses =
                |b: &&((usize, usize), (usize, usize))| (a.0 < b.0 && a.1 > b.1) || (a.0 > b.0 && a.1 < b.1);
            count += ends[index + 1..].iter().filter(crosses).count();
        }
    }
    count
}

/// Boxes that a hint puts side by side stand in its order.
pub(super) fn rows_asked_for_stand_in_order(graph: &Graph<'_>, dropped: &Dropped, about: &str) {
    for (number, region) in graph.regions.iter().enumerate() {
        for (index, row) in region.abreast.iter().enumerate() {
            let places: Vec<usize> = row.iter().map(|&item| graph.vertices[item].pos).collect();
            let ordered = places.windows(2).all(|pair| pair[0] < pair[1]);
            assert!(ordered || dropped.rows.contains(&(number, index)), "{about}: {places:?}");
        }
    }
}
