//! What each phase states as its *before* and *after*, checked after each phase on generated graphs.
//!
//! A drawing that is wrong in the end tells little of where it went wrong. Here the phases run one by one, as in
//! [`lay_out`](super::lay_out), and what the head of each says holds afterwards is looked up in the graph, the long way, with
//! no code of the phase itself. What holds after one phase is the *before* of the next, so it is asked again where a later
//! one could spoil it. `tracks`, `simplex` and `crossings` have tests of their own.

mod cuts;
mod frames;
mod places;
mod rows;
mod views;

use super::earlier::Earlier;
use super::graph::{End, Graph, VertexKind, Vx};
use super::side_ports::SidePorts;
use super::{NoSolids, Ranks, Setting, first_flows};
use super::{
    assemble, label_room, least_width, long_edges, p1_cycles, p2_layers, p3_order, p4_place, p5_route,
    parallel, rails, side_ports, solids,
};
use crate::geom::Unit;
use crate::layout::metrics::cells::CellMetrics;
use crate::layout::metrics::pixels::PixelMetrics;
use crate::layout::metrics::{Metrics, Tightness};
use crate::layout::simplex::Basis;
use crate::layout::sketch::Random;
use crate::view::{Direction, View};

/// What the graphs of a test had in them: a promise about what never occurs is worth nothing.
#[derive(Debug, Default)]
struct Seen {
    labels: usize,
    pins: usize,
    dropped: usize,
    zips: usize,
    rails: usize,
    sides: usize,
    bends: usize,
    /// Segments that bend at the least cost, and where lines are made straight.
    cheapest: usize,
    straightest: usize,
    grown: usize,
}

pub(super) fn setting(direction: Direction, limit: Option<Unit>) -> Setting {
    Setting {
        direction,
        tightness: Tightness::default(),
        limit,
        width: None,
        squeeze: None,
        room: Some(200),
        fold: None,
        most: None,
        uniform: None,
        ranks: Ranks::Own,
        tries_global: true,
        thorough: true,
    }
}

/// Runs all phases on a view and checks each.
fn check(
    view: &View,
    metrics: &dyn Metrics,
    direction: Direction,
    limit: Option<Unit>,
    seen: &mut Seen,
    about: &str,
) {
    let setting = setting(direction, limit);
    let captions: Vec<String> = view.edges.iter().map(|edge| edge.caption()).collect();
    let part = first_flows(view, setting, &captions, &NoSolids);
    let mut earlier =
        part.as_ref().map(|part| Earlier::new(part, view, metrics, setting, &Default::default()));
    seen.grown += usize::from(earlier.is_some());
    let mut graph = Graph::new(view, metrics, setting, &captions);

    p1_cycles::cut(&mut graph, earlier.as_ref(), p1_cycles::Reversed::Fewest);
    cuts::parts_lead_from_source_to_target(&graph, about);
    cuts::pins_stand_on_the_wall_they_cross(&graph, about);
    cuts::parts_between_items_have_no_cycle(&graph, about);
    assert!(solids::fix(&mut graph, &mut NoSolids).is_ok(), "{about}");

    let dropped = p2_layers::rank(&mut graph, limit, earlier.as_ref());
    rows::parts_run_to_higher_ranks(&graph, about);
    rows::ranks_have_no_gaps(&graph, about);
    rows::hints_hold(&graph, &dropped, about);
    seen.dropped += dropped.rows.len() + dropped.above.len();
    seen.zips += graph.regions.iter().map(|region| region.zips.len()).sum::<usize>();

    let passed = long_edges::passed(&graph);
    long_edges::split(&mut graph);
    rows::each_vertex_stands_in_its_row(&graph, about);
    rows::segments_join_neighbouring_rows(&graph, about);
    rows::labels_have_rows_of_their_own(&graph, passed, about);
    rows::boxes_are_as_wide_as_their_ports(&graph, about);
    let least = least_width::of(&graph).max(least_width::of_lines(&graph));

    let count = |kind| graph.vertices.iter().filter(|vertex| vertex.kind == kind).count();
    seen.labels += count(VertexKind::Label);
    seen.pins += count(VertexKind::Pin);
    let (before, declared) = (rows::sorted(&graph), rows::crossings(&graph));
    p3_order::order(&mut graph, true, earlier.as_mut());
    let found = rows::crossings(&graph);
    parallel::sort(&mut graph);
    assert!(rows::crossings(&graph) <= found, "{about}: sorting parallel lines makes them cross");
    assert_eq!(before, rows::sorted(&graph), "{about}: ordering moves a vertex to another row");
    rows::each_vertex_stands_in_its_row(&graph, about);
    rows::places_are_those_in_the_rows(&graph, about);
    rows::rows_asked_for_stand_in_order(&graph, &dropped, about);
    let free = graph.regions.iter().all(|region| region.abreast.is_empty());
    let found = rows::crossings(&graph);
    // What stood before may cross more than the order of declaration would, so as to stay.
    let searched = free && earlier.is_none();
    assert!(!searched || found <= declared, "{about}: {found} crossings, {declared} as declared");
    let rails = rails::rails(&graph);
    places::rails_do_not_cross(&graph, &rails, about);
    seen.rails += rails.iter().enumerate().filter(|&(v, &rail)| v != rail).count();

    let mut extra = vec![0; graph.regions.len()];
    let mut basis = Basis::default();
    let along = p4_place::least_extent(&graph, &extra);
    let first = p4_place::place(&graph, &extra, &SidePorts::default(), &mut basis);
    places::rows_keep_their_distances(&graph, &first, about);
    places::ports_stand_on_their_walls(&graph, &first, about);
    let sides = side_ports::choose(&graph, &first);
    let bent = |at: &p4_place::Places| at.ports.iter().filter(|ports| ports.0 != ports.1).count();
    seen.cheapest += bent(&p4_place::place(&graph, &extra, &sides, &mut basis));
    seen.straightest += bent(&p4_place::place_straight(&graph, &extra, &sides, &mut basis));
    for _ in 0..50 {
        let mut at = p4_place::place_straight(&graph, &extra, &sides, &mut basis);
        places::rows_keep_their_distances(&graph, &at, about);
        places::ports_stand_on_their_walls(&graph, &at, about);
        p4_place::neaten(&graph, &mut at);
        places::ports_stand_on_their_walls(&graph, &at, about);
        places::rows_keep_their_distances(&graph, &at, about);
        let at = label_room::settle(&mut graph, at, &extra, setting.room, &mut basis);
        places::rows_keep_their_distances(&graph, &at, about);
        places::ports_stand_on_their_walls(&graph, &at, about);
        match p5_route::route(&graph, &at) {
            Ok(heights) => {
                places::rows_follow_each_other(&graph, &heights, about);
                seen.sides += (0..graph.segments.len()).filter(|&index| at.sides.of(index).is_some()).count();
                seen.bends += heights.bends.iter().map(Vec::len).sum::<usize>();
                places::bends_turn_squarely_between_the_rows(&graph, &at, &heights, about);
                let size = assemble::assemble(&graph, &at, &heights, dropped).size;
                let least = if direction.is_horizontal() { least } else { least.max(along) };
                assert!(least <= size.w, "{about}: {} wide, and at least {least}", size.w);
                return;
            }
            Err(crowded) => crowded.into_iter().for_each(|(region, columns)| {
                assert!(region < extra.len() && columns > 0, "{about}");
                extra[region] += 2 * graph.spacing.line_gap.max(1) * columns as Unit;
            }),
        }
    }
    panic!("{about}: no room is enough for the doglegs");
}

/// The pin at which an end of a part or segment crosses a wall.
fn pin(graph: &Graph<'_>, end: End) -> Option<Vx> {
    end.pin.or((graph.vertices[end.vertex].kind == VertexKind::Pin).then_some(end.vertex))
}

fn is_box(graph: &Graph<'_>, v: Vx) -> bool {
    matches!(graph.vertices[v].kind, VertexKind::Box(_))
}

const DIRECTIONS: [Direction; 4] = [Direction::Down, Direction::Right, Direction::Up, Direction::Left];

fn check_many(rounds: u64, most_boxes: usize, density: usize) -> Seen {
    let mut seen = Seen::default();
    for seed in 0..rounds {
        let mut random = Random((seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ density as u64);
        let view = views::generate(&mut random, most_boxes, density);
        let direction = DIRECTIONS[random.below(4)];
        let cells = random.below(2) == 0;
        let metrics: &dyn Metrics = if cells { &CellMetrics } else { &PixelMetrics };
        let unit = if cells { 1 } else { 8 };
        let limit = (random.below(3) == 0).then(|| (30 + random.below(60) as Unit) * unit);
        let about = format!("seed {seed}, {direction:?}, cells {cells}, {limit:?}");
        check(&view, metrics, direction, limit, &mut seen, &about);
    }
    seen
}

#[test]
fn every_phase_keeps_its_word_on_small_graphs() {
    let seen = check_many(800, 10, 1);
    let each = [seen.labels, seen.pins, seen.dropped, seen.sides, seen.bends];
    assert!(each.iter().all(|&count| count >= 10) && seen.zips >= 3, "{seen:?}");
}

#[test]
fn every_phase_keeps_its_word_on_dense_graphs() {
    let seen = check_many(100, 12, 4);
    let each = [seen.labels, seen.pins, seen.dropped, seen.sides, seen.bends, seen.grown];
    assert!(each.iter().all(|&count| count >= 10), "{seen:?}");
    assert!(100 * seen.straightest < 97 * seen.cheapest, "{seen:?}");
}

/// Large enough for rails.
#[test]
fn every_phase_keeps_its_word_on_large_graphs() {
    let seen = check_many(12, 160, 1);
    assert!(seen.rails >= 100 && seen.zips >= 1, "{seen:?}");
}

/// A graph that is right, and spoilt for each check: it must be seen.
#[test]
fn a_word_that_is_broken_is_noticed() {
    let fails = |spoilt: &dyn Fn()| std::panic::catch_unwind(std::panic::AssertUnwindSafe(spoilt)).is_err();
    let view = views::sample();
    let captions: Vec<String> = view.edges.iter().map(|edge| edge.caption()).collect();
    let begin = || Graph::new(&view, &CellMetrics, setting(Direction::Down, None), &captions);
    let ranked = || {
        let mut graph = begin();
        p1_cycles::cut(&mut graph, None, p1_cycles::Reversed::Fewest);
        let dropped = p2_layers::rank(&mut graph, None, None);
        (graph, dropped)
    };
    let ordered = || {
        let (mut graph, _) = ranked();
        long_edges::split(&mut graph);
        p3_order::order(&mut graph, true, None);
        let at = p4_place::place(
            &graph,
            &vec![0; graph.regions.len()],
            &SidePorts::default(),
            &mut Basis::default(),
        );
        (graph, at)
    };

    let (mut graph, dropped) = ranked();
    cuts::parts_lead_from_source_to_target(&graph, "right");
    cuts::pins_stand_on_the_wall_they_cross(&graph, "right");
    rows::hints_hold(&graph, &dropped, "right");
    // From `n1` into the boundary, where two flows lead.
    let entering = graph.routes[1].parts[0];
    let first = graph.parts[entering].clone();
    graph.parts[entering].down = !first.down;
    assert!(fails(&|| cuts::parts_lead_from_source_to_target(&graph, "turned round")));
    (graph.parts[entering].upper, graph.parts[entering].lower) = (first.lower, first.upper);
    assert!(fails(&|| cuts::parts_between_items_have_no_cycle(&graph, "on a cycle")));
    assert!(fails(&|| rows::parts_run_to_higher_ranks(&graph, "upwards")));
    graph.parts[entering] = first;
    let inside = graph.regions.len() - 1;
    graph.regions[inside].pins.swap(0, 1);
    assert!(fails(&|| cuts::pins_stand_on_the_wall_they_cross(&graph, "walls swapped")));
    let item = graph.regions[0].abreast[0][0];
    graph.vertices[item].rank += 1;
    assert!(fails(&|| rows::hints_hold(&graph, &dropped, "a row torn")));
    graph.vertices.iter_mut().for_each(|vertex| vertex.rank *= 2);
    assert!(fails(&|| rows::ranks_have_no_gaps(&graph, "every other rank")));

    let (mut graph, mut at) = ordered();
    rows::segments_join_neighbouring_rows(&graph, "right");
    places::rows_keep_their_distances(&graph, &at, "right");
    places::ports_stand_on_their_walls(&graph, &at, "right");
    let heights = p5_route::route(&graph, &at).expect("there is room");
    places::rows_follow_each_other(&graph, &heights, "right");
    places::bends_turn_squarely_between_the_rows(&graph, &at, &heights, "right");
    let box_with_ports = (0..graph.vertices.len())
        .find(|&v| is_box(&graph, v) && !graph.vertices[v].below.is_empty())
        .expect("a box has a flow");
    let segment = graph.vertices[box_with_ports].below[0];
    at.ports[segment].0 = at.end[box_with_ports];
    assert!(fails(&|| places::ports_stand_on_their_walls(&graph, &at, "a port at the corner")));
    assert!(fails(&|| places::bends_turn_squarely_between_the_rows(&graph, &at, &heights, "aslant")));
    at.end[box_with_ports] += 1000;
    assert!(fails(&|| places::rows_keep_their_distances(&graph, &at, "over its neighbour")));
    let mut crowded = heights;
    crowded.height[box_with_ports] += 1000;
    assert!(fails(&|| places::rows_follow_each_other(&graph, &crowded, "into the next row")));
    let other = graph.segments.len() - 1;
    graph.segments[segment].lower = graph.segments[other].upper;
    assert!(fails(&|| rows::segments_join_neighbouring_rows(&graph, "led elsewhere")));
}
