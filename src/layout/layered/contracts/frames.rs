//! On global ranks: members of frames stand between its walls, walls are straight, and siblings stand beside or below each other.

use super::super::earlier::Earlier;
use super::super::frames::{self, level};
use super::super::graph::{Graph, Side, VertexKind, Vx};
use super::super::p5_route::Heights;
use super::super::side_ports::SidePorts;
use super::super::{NoSolids, Ranks, Setting, Undrawn, first_flows};
use super::super::{assemble, label_room, least_width, long_edges, p1_cycles, p2_layers, p4_place, p5_route};
use super::super::{rails, side_ports};
use super::{DIRECTIONS, cuts, places, rows, setting, views};
use crate::geom::Unit;
use crate::layout::metrics::Metrics;
use crate::layout::metrics::cells::CellMetrics;
use crate::layout::metrics::pixels::PixelMetrics;
use crate::layout::simplex::Basis;
use crate::layout::sketch::{Random, edge, node};
use crate::layout::subview::Subview;
use crate::view::{Direction, EdgeKind, View};
use std::collections::BTreeSet;

/// What there was in the graphs of a test.
#[derive(Debug, Default)]
struct Seen {
    drawn: usize,
    blocked: usize,
    /// Frames inside frames, and pairs of siblings that share rows.
    nested: usize,
    beside: usize,
    /// Lines through side walls.
    sideways: usize,
    /// Lines from box to box in one row, and siblings between which none could be.
    level: usize,
    steep: usize,
    labels: usize,
    sides: usize,
}

/// Runs all phases on a view, on global ranks, and checks each.
fn check(view: &View, metrics: &dyn Metrics, direction: Direction, seen: &mut Seen, about: &str) {
    let setting = Setting { ranks: Ranks::Global { most: i64::MAX }, ..setting(direction, None) };
    let captions: Vec<String> = view.edges.iter().map(|edge| edge.caption()).collect();
    let part = first_flows(view, setting, &captions, &NoSolids);
    let mut steep = BTreeSet::new();
    loop {
        let found = check_once(view, metrics, setting, (&captions, part.as_ref()), &steep, seen, about);
        if found.is_empty() {
            return;
        }
        let known = steep.len();
        steep.extend(found);
        assert!(steep.len() > known, "{about}: the same lines are in the way again");
        seen.steep += 1;
    }
}

/// The same with no level lines between some siblings; returns those between which there can be none either.
fn check_once(
    view: &View,
    metrics: &dyn Metrics,
    setting: Setting,
    (captions, part): (&[String], Option<&Subview>),
    steep: &BTreeSet<level::Siblings>,
    seen: &mut Seen,
    about: &str,
) -> BTreeSet<level::Siblings> {
    let nothing = BTreeSet::new;
    let earlier = part.map(|part| Earlier::new(part, view, metrics, setting, steep));
    let mut graph = Graph::new(view, metrics, setting, captions);
    p1_cycles::cut(&mut graph, earlier.as_ref(), p1_cycles::Reversed::Fewest);
    level::allow(&mut graph, &|siblings| steep.contains(&siblings));
    cuts::parts_lead_from_source_to_target(&graph, about);
    cuts::parts_between_items_have_no_cycle(&graph, about);
    let dropped = p2_layers::rank(&mut graph, None, earlier.as_ref());
    rows::parts_run_to_higher_ranks(&graph, about);
    rows::ranks_have_no_gaps(&graph, about);

    let passed = long_edges::passed(&graph);
    long_edges::split(&mut graph);
    rows::each_vertex_stands_in_its_row(&graph, about);
    rows::segments_join_neighbouring_rows(&graph, about);
    rows::labels_have_rows_of_their_own(&graph, passed, about);
    let least = least_width::of(&graph).max(least_width::of_lines(&graph));
    frames_span_their_members(&graph, about);

    let before = rows::sorted(&graph);
    match frames::order(&mut graph, setting) {
        Ok(()) => {}
        Err(undrawn) => {
            assert!(matches!(undrawn, Undrawn::Blocked), "{about}");
            seen.blocked += 1;
            return nothing();
        }
    }
    assert_eq!(before, rows::sorted(&graph), "{about}: ordering moves a vertex to another row");
    rows::places_are_those_in_the_rows(&graph, about);
    members_stand_between_the_walls(&graph, about);
    siblings_have_one_order(&graph, seen, about);
    lines_pass_no_third_frame(&graph, seen, about);
    let blocked = level::blocked(&graph);
    if !blocked.is_empty() {
        return blocked;
    }
    level_lines_meet_nothing(&graph, seen, about);
    let rails = rails::rails(&graph);
    places::rails_do_not_cross(&graph, &rails, about);

    let extra = vec![0; graph.regions.len()];
    let mut basis = Basis::default();
    let mut at = p4_place::place(&graph, &extra, &SidePorts::default(), &mut basis);
    places::rows_keep_their_distances(&graph, &at, about);
    places::ports_stand_on_their_walls(&graph, &at, about);
    let sides = side_ports::choose(&graph, &at);
    at = p4_place::place_straight(&graph, &extra, &sides, &mut basis);
    p4_place::neaten(&graph, &mut at);
    places::rows_keep_their_distances(&graph, &at, about);
    let mut at = label_room::settle(&mut graph, at, &extra, setting.room, &mut basis);
    places::rows_keep_their_distances(&graph, &at, about);
    places::ports_stand_on_their_walls(&graph, &at, about);
    walls_are_straight(&graph, &at.start, about);
    let Ok(heights) = p5_route::route(&graph, &at) else {
        seen.blocked += 1;
        return nothing();
    };
    places::rows_follow_each_other(&graph, &heights, about);
    places::bends_turn_squarely_between_the_rows(&graph, &at, &heights, about);
    frames_are_nested_or_apart(&graph, &at.start, &at.end, &heights, about);
    no_track_runs_beside_a_wall(&graph, &heights, about);
    if frames::titles::settle(&graph, &mut at, &heights).is_err() {
        seen.blocked += 1;
        return nothing();
    }
    seen.drawn += 1;
    seen.nested += graph.frames.iter().filter(|frame| frame.parent.is_some()).count();
    seen.labels += graph.vertices.iter().filter(|vertex| vertex.kind == VertexKind::Label).count();
    seen.sides += (0..graph.segments.len()).filter(|&index| at.sides.of(index).is_some()).count();
    let size = assemble::assemble(&graph, &at, &heights, dropped).size;
    assert!(least <= size.w, "{about}: {} wide, and at least {least}", size.w);
    nothing()
}

/// A frame spans the rows of its boxes and no more, with two walls in each.
fn frames_span_their_members(graph: &Graph<'_>, about: &str) {
    for (index, frame) in graph.frames.iter().enumerate() {
        let inside = graph.regions[0].items.iter().filter(|&&item| is_inside(graph, item, index));
        let rows: Vec<usize> = inside.map(|&item| graph.vertices[item].row).collect();
        let span = (rows.iter().min().copied(), rows.iter().max().copied());
        assert_eq!(span, (Some(frame.rows.0), Some(frame.rows.1)), "{about}: frame {index}");
        for (walls, side) in frame.walls.iter().zip([Side::Near, Side::Far]) {
            assert_eq!(walls.len(), frame.rows.1 - frame.rows.0 + 1, "{about}: frame {index}");
            for (row, &wall) in (frame.rows.0..).zip(walls) {
                assert_eq!(graph.vertices[wall].kind, VertexKind::Wall(index, side), "{about}");
                assert_eq!(graph.vertices[wall].row, row, "{about}: frame {index}");
            }
        }
    }
}

fn is_inside(graph: &Graph<'_>, v: Vx, frame: usize) -> bool {
    frames::around(graph, v).any(|around| around == frame)
}

/// What stands between the walls of a frame is what is in it.
fn members_stand_between_the_walls(graph: &Graph<'_>, about: &str) {
    for (index, frame) in graph.frames.iter().enumerate() {
        for (step, row) in (frame.rows.0..=frame.rows.1).enumerate() {
            let [near, far] = [0, 1].map(|side: usize| graph.vertices[frame.walls[side][step]].pos);
            for &v in &graph.regions[0].rows[row].items {
                let pos = graph.vertices[v].pos;
                assert_eq!((near..=far).contains(&pos), is_inside(graph, v, index), "{about}: {v} at {pos}");
            }
        }
    }
}

/// Of two frames in one, one is left of the other in every row that both span.
fn siblings_have_one_order(graph: &Graph<'_>, seen: &mut Seen, about: &str) {
    for (index, a) in graph.frames.iter().enumerate() {
        for b in graph.frames[index + 1..].iter().filter(|b| a.parent == b.parent) {
            let shared: Vec<usize> = (a.rows.0..=a.rows.1).filter(|&row| b.spans(row)).collect();
            let before = |&row: &usize| {
                let [a, b] = [a, b].map(|frame| graph.vertices[frame.walls[0][row - frame.rows.0]].pos);
                a < b
            };
            let count = shared.iter().filter(|row| before(row)).count();
            assert!(count == 0 || count == shared.len(), "{about}: frames change sides");
            seen.beside += usize::from(!shared.is_empty());
        }
    }
}

/// No line is left of a frame in one row and right of it in the next, unless it is in it.
fn lines_pass_no_third_frame(graph: &Graph<'_>, seen: &mut Seen, about: &str) {
    for (number, segment) in graph.segments.iter().enumerate() {
        let [upper, lower] = [segment.upper, segment.lower].map(|end| &graph.vertices[end.vertex]);
        for (index, frame) in graph.frames.iter().enumerate() {
            if !frame.spans(upper.row) || !frame.spans(lower.row) {
                continue;
            }
            let [is_in, was_in] =
                [segment.lower, segment.upper].map(|end| is_inside(graph, end.vertex, index));
            seen.sideways += usize::from(is_in != was_in);
            let left = |vertex: &super::super::graph::Vertex| {
                vertex.pos < graph.vertices[frame.walls[0][vertex.row - frame.rows.0]].pos
            };
            let same = is_in || was_in || left(upper) == left(lower);
            assert!(same, "{about}: segment {number} passes frame {index}");
        }
    }
}

/// Between the boxes of a level line there are lines, the walls around them, and its own label outside of these.
fn level_lines_meet_nothing(graph: &Graph<'_>, seen: &mut Seen, about: &str) {
    for (edge, a, b) in level::pairs(graph) {
        let [from, to] = [a, b].map(|v| graph.vertices[v].pos);
        let row = &graph.regions[0].rows[graph.vertices[a].row].items;
        let label = graph.routes[edge].label_vertex;
        assert!(
            label.is_none_or(|label| row[from.min(to)..from.max(to)].contains(&label)),
            "{about}: {edge}"
        );
        for &v in &row[from.min(to) + 1..from.max(to)] {
            let fits = match graph.vertices[v].kind {
                VertexKind::Wall(frame, _) => is_inside(graph, a, frame) != is_inside(graph, b, frame),
                VertexKind::Label => label == Some(v),
                kind => kind == VertexKind::Dummy,
            };
            assert!(fits, "{about}: vertex {v} is in the way of edge {edge}");
        }
        seen.level += 1;
    }
}

fn walls_are_straight(graph: &Graph<'_>, start: &[Unit], about: &str) {
    for walls in graph.frames.iter().flat_map(|frame| &frame.walls) {
        assert!(walls.iter().all(|&wall| start[wall] == start[walls[0]]), "{about}: a wall bends");
    }
}

/// A frame lies strictly inside the one around it, and siblings have no point in common.
fn frames_are_nested_or_apart(
    graph: &Graph<'_>,
    start: &[Unit],
    end: &[Unit],
    heights: &Heights,
    about: &str,
) {
    let sides = |v: Vx| (start[v], end[v], heights.top[v], heights.top[v] + heights.height[v]);
    let holds = |outer: Vx, inner: Vx| {
        let (a, b) = (sides(outer), sides(inner));
        a.0 < b.0 && b.1 < a.1 && a.2 < b.2 && b.3 < a.3
    };
    for (index, frame) in graph.frames.iter().enumerate() {
        for &item in graph.regions[0].items.iter().filter(|&&item| is_inside(graph, item, index)) {
            assert!(holds(frame.vertex, item), "{about}: box {item} leaves its frame");
        }
        if let Some(parent) = frame.parent {
            assert!(holds(graph.frames[parent].vertex, frame.vertex), "{about}: frame {index} leaves");
        }
        for other in graph.frames[index + 1..].iter().filter(|other| other.parent == frame.parent) {
            let (a, b) = (sides(frame.vertex), sides(other.vertex));
            let apart = a.1 < b.0 || b.1 < a.0 || a.3 < b.2 || b.3 < a.2;
            assert!(apart, "{about}: frame {index} meets another");
        }
    }
}

/// No bend of a line has the height of a wall that runs along the rows.
fn no_track_runs_beside_a_wall(graph: &Graph<'_>, heights: &Heights, about: &str) {
    for frame in &graph.frames {
        let top = heights.top[frame.vertex];
        let walls = [top, top + heights.height[frame.vertex]];
        for (segment, bends) in heights.bends.iter().enumerate() {
            let rows = graph.vertices[graph.segments[segment].upper.vertex].row;
            let beside = rows + 1 == frame.rows.0 || rows == frame.rows.1;
            let along = bends.iter().any(|bend| walls.contains(&bend.y));
            assert!(!(beside && along), "{about}: segment {segment} runs along a wall");
        }
    }
}

#[test]
fn every_phase_keeps_its_word_on_global_ranks() {
    let mut seen = Seen::default();
    for seed in 0..500u64 {
        let mut random = Random((seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut view = views::generate(&mut random, 16, 1);
        let ends: Vec<bool> = view.nodes.iter().map(|node| node.container).collect();
        view.edges.retain(|edge| !ends[edge.from.index()] && !ends[edge.to.index()]);
        view.pull.clear();
        view.hints = Default::default();
        view.nodes.iter_mut().for_each(|node| node.hints = Default::default());
        if frames::framed(&view).iter().all(|framed| !framed) {
            continue;
        }
        let direction = DIRECTIONS[random.below(4)];
        let cells = random.below(2) == 0;
        let metrics: &dyn Metrics = if cells { &CellMetrics } else { &PixelMetrics };
        let about = format!("seed {seed}, {direction:?}, cells {cells}");
        check(&view, metrics, direction, &mut seen, &about);
    }
    let each = [seen.drawn, seen.nested, seen.beside, seen.sideways, seen.labels, seen.sides, seen.level];
    assert!(
        each.iter().all(|&count| count >= 20) && seen.steep > 0 && seen.blocked < seen.drawn / 2,
        "{seen:?}"
    );
}

/// Two slices, spoilt for each check: it must be seen.
#[test]
fn a_word_about_frames_that_is_broken_is_noticed() {
    let fails = |spoilt: &dyn Fn()| std::panic::catch_unwind(std::panic::AssertUnwindSafe(spoilt)).is_err();
    let mut view = View { name: "components".to_owned(), title: "Slices".to_owned(), ..View::default() };
    let parents = [None, Some(0), Some(0), None, Some(3), Some(3)];
    view.nodes
        .extend(parents.iter().enumerate().map(|(index, &parent)| node(index, parent, parent.is_none())));
    for (index, &(from, to)) in [(1, 2), (4, 5), (1, 4), (2, 5)].iter().enumerate() {
        view.edges.push(edge(index, from, to, EdgeKind::Sync, false, ""));
    }
    let captions = vec![String::new(); 4];
    let setting = Setting { ranks: Ranks::Global { most: i64::MAX }, ..setting(Direction::Down, None) };
    let mut graph = Graph::new(&view, &CellMetrics, setting, &captions);
    p1_cycles::cut(&mut graph, None, p1_cycles::Reversed::Fewest);
    level::allow(&mut graph, &|_| false);
    p2_layers::rank(&mut graph, None, None);
    long_edges::split(&mut graph);
    assert!(frames::order(&mut graph, setting).is_ok());
    let mut seen = Seen::default();
    frames_span_their_members(&graph, "right");
    members_stand_between_the_walls(&graph, "right");
    siblings_have_one_order(&graph, &mut seen, "right");
    level_lines_meet_nothing(&graph, &mut seen, "right");
    assert_eq!((seen.beside, seen.level), (1, 2));

    let [first, second] = [1, 2].map(|node: usize| graph.vertices[graph.vertex_of[node]].row);
    graph.frames[0].rows.1 = first;
    assert!(fails(&|| frames_span_their_members(&graph, "a row short")));
    graph.frames[0].rows.1 = second;
    let pos = |graph: &Graph<'_>, v: usize| graph.vertices[v].pos;
    let turn = |graph: &mut Graph<'_>, row: usize| {
        let items = graph.regions[0].rows[row].items.clone();
        items.iter().for_each(|&v| graph.vertices[v].pos = items.len() - 1 - graph.vertices[v].pos);
    };
    turn(&mut graph, second);
    assert!(fails(&|| siblings_have_one_order(&graph, &mut Seen::default(), "one row turned round")));
    turn(&mut graph, second);
    let [member, wall] = [graph.vertex_of[1], graph.frames[0].walls[1][0]];
    (graph.vertices[member].pos, graph.vertices[wall].pos) = (pos(&graph, wall), pos(&graph, member));
    assert!(fails(&|| members_stand_between_the_walls(&graph, "outside its wall")));
    let mut start = vec![0; graph.vertices.len()];
    walls_are_straight(&graph, &start, "right");
    start[wall] = 1;
    assert!(fails(&|| walls_are_straight(&graph, &start, "a wall aslant")));
}
