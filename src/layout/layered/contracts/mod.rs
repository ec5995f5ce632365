//! What each phase states as its *before* and *after*, checked after each phase on generated graphs.
//!
//! A drawing that is wrong in the end tells little of where it went wrong. Here the phases run one by one, as in
//! [`lay_out`](super::lay_out), and what the head of each says holds afterwards is looked up in the graph, the long way, with
//! no code of the phase itself. What holds after one phase is the *before* of the next, so it is asked again where a later
//! one could spoil it. `tracks`, `simplex` and `crossings` have tests of their own.

mod cuts;
mod places;
mod rows;
mod views;

use super::graph::{End, Graph, VertexKind, Vx};
use super::side_ports::SidePorts;
use super::{NoSolids, Setting};
use super::{
    label_room, long_edges, p1_cycles, p2_layers, p3_order, p4_place, p5_route, rails, side_ports, solids,
};
use crate::geom::Unit;
use crate::layout::metrics::cells::CellMetrics;
use crate::layout::metrics::pixels::PixelMetrics;
use crate::layout::metrics::{Metrics, Tightness};
use crate::view::{Direction, View};
use views::Random;

/// Runs all phases on a view and checks each.
fn check(view: &View, metrics: &dyn Metrics, direction: Direction, limit: Option<Unit>, about: &str) {
    let setting = Setting {
        direction,
        tightness: Tightness::default(),
        limit,
        width: None,
        squeeze: None,
        room: Some(200),
        fold: None,
        uniform: None,
        thorough: true,
    };
    let captions: Vec<String> = view.edges.iter().map(|edge| edge.caption()).collect();
    let mut graph = Graph::new(view, metrics, setting, &captions);

    p1_cycles::cut(&mut graph);
    cuts::parts_lead_from_source_to_target(&graph, about);
    cuts::pins_stand_on_the_wall_they_cross(&graph, about);
    cuts::parts_between_items_have_no_cycle(&graph, about);
    assert!(solids::fix(&mut graph, &mut NoSolids).is_ok(), "{about}");

    let dropped = p2_layers::rank(&mut graph, limit);
    rows::parts_run_to_higher_ranks(&graph, about);
    rows::ranks_have_no_gaps(&graph, about);
    rows::hints_hold(&graph, &dropped, about);

    let passed = long_edges::passed(&graph);
    long_edges::split(&mut graph);
    rows::each_vertex_stands_in_its_row(&graph, about);
    rows::segments_join_neighbouring_rows(&graph, about);
    rows::labels_have_rows_of_their_own(&graph, passed, about);
    rows::boxes_are_as_wide_as_their_ports(&graph, about);

    let before: Vec<Vec<Vec<Vx>>> = rows::sorted(&graph);
    p3_order::order(&mut graph, true);
    assert_eq!(before, rows::sorted(&graph), "{about}: ordering moves a vertex to another row");
    rows::each_vertex_stands_in_its_row(&graph, about);
    rows::places_are_those_in_the_rows(&graph, about);
    rows::rows_asked_for_stand_in_order(&graph, &dropped, about);
    places::rails_do_not_cross(&graph, &rails::rails(&graph), about);

    let mut extra = vec![0; graph.regions.len()];
    let mut sides = SidePorts::default();
    for _ in 0..50 {
        let mut at = p4_place::place(&graph, &extra, &sides);
        places::rows_keep_their_distances(&graph, &at, about);
        places::ports_stand_on_their_walls(&graph, &at, about);
        if sides.is_empty() {
            sides = side_ports::choose(&graph, &at);
            if !sides.is_empty() {
                at = p4_place::place(&graph, &extra, &sides);
            }
        }
        let at = label_room::settle(&mut graph, at, &extra, setting.room);
        places::rows_keep_their_distances(&graph, &at, about);
        places::ports_stand_on_their_walls(&graph, &at, about);
        match p5_route::route(&graph, &at) {
            Ok(heights) => {
                places::rows_follow_each_other(&graph, &heights, about);
                places::bends_turn_squarely_between_the_rows(&graph, &at, &heights, about);
                return;
            }
            Err(crowded) => crowded.into_iter().for_each(|region| {
                assert!(region < extra.len(), "{about}");
                extra[region] += 2 * graph.spacing.line_gap.max(1);
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

fn check_many(rounds: u64, most_boxes: usize, density: usize) {
    for seed in 0..rounds {
        let mut random = Random(seed * 977 + density as u64);
        let view = views::generate(&mut random, most_boxes, density);
        let direction = DIRECTIONS[random.below(4)];
        let cells = random.below(2) == 0;
        let metrics: &dyn Metrics = if cells { &CellMetrics } else { &PixelMetrics };
        let unit = if cells { 1 } else { 8 };
        let limit = (random.below(3) == 0).then(|| (60 + random.below(60) as Unit) * unit);
        check(
            &view,
            metrics,
            direction,
            limit,
            &format!("seed {seed}, {direction:?}, cells {cells}, {limit:?}"),
        );
    }
}

#[test]
fn every_phase_keeps_its_word_on_small_graphs() {
    check_many(160, 8, 1);
}

#[test]
fn every_phase_keeps_its_word_on_dense_graphs() {
    check_many(40, 12, 4);
}

/// Large enough for rails.
#[test]
fn every_phase_keeps_its_word_on_large_graphs() {
    check_many(4, 120, 1);
}
