//! How drawings fit: serpentines, packing, directions of single boundaries, the width ladder, and the shape of a page.

use crate::generate::{Extent, designs_within};
use crate::geometry;
use crate::layout::sketch;
use crate::properties::{config, draw};
use cutaway::geom::{Rect, Unit};
use cutaway::layout::Options;
use cutaway::scene::{LegendSample, Scene, SceneUnit};
use cutaway::view::{Direction, Kind, View};
use proptest::prelude::*;

/// A chain of so many boxes.
fn chain(count: usize) -> View {
    let boxes: String = (0..count).map(|v| format!("box{v}\n")).collect();
    let flows: String = (1..count).map(|v| format!("box{} -> box{v}\n", v - 1)).collect();
    sketch(&(boxes + &flows))
}

fn wide(width: Unit, direction: Option<Direction>) -> Options {
    Options { width: Some(width), direction }
}

fn drawn(view: &View, unit: SceneUnit, options: Options) -> Scene {
    let scene = draw(view, unit, options);
    geometry::assert_sound(&scene, &format!("{unit:?} {options:?}"));
    scene
}

/// Boxes whose places across overlap stand in one row.
fn abreast(a: Rect, b: Rect) -> bool {
    a.y < b.bottom() && b.y < a.bottom()
}

#[test]
fn a_serpentine_keeps_its_order() {
    for (count, width) in [(6, 60), (12, 80), (30, 100), (7, 40), (2, 20)] {
        for direction in [Direction::Right, Direction::Left] {
            let scene = drawn(&chain(count), SceneUnit::Cell, wide(width, Some(direction)));
            assert!(scene.size.w <= width, "{} columns for {width}", scene.size.w);
            let mut forwards = direction == Direction::Right;
            for pair in scene.nodes.windows(2) {
                let (a, b) = (pair[0].rect, pair[1].rect);
                if abreast(a, b) {
                    assert_eq!(a.x < b.x, forwards, "{} and {} in their row", pair[0].id, pair[1].id);
                } else {
                    assert!(a.bottom() < b.y, "{} stands below {}", pair[1].id, pair[0].id);
                    assert!(
                        a.x < b.right() && b.x < a.right(),
                        "the row of {} starts at its end",
                        pair[1].id
                    );
                    forwards = !forwards;
                }
            }
        }
    }
}

/// The legend of a small drawing: a row of kinds above a row of lines, and no tower.
#[test]
fn kinds_and_lines_stand_in_rows_of_their_own() {
    let rows = |source: &str, unit: SceneUnit, options: Options| -> Vec<Vec<bool>> {
        let scene =
            drawn(&cutaway::compile("x", source).view("components").expect("a view").0, unit, options);
        let mut rows: Vec<(Unit, Vec<bool>)> = Vec::new();
        for item in &scene.legend {
            let is_kind = matches!(item.sample, LegendSample::Kind(_) | LegendSample::Outcome);
            match rows.last_mut() {
                Some((y, row)) if *y == item.text.rect.y => row.push(is_kind),
                _ => rows.push((item.text.rect.y, vec![is_kind])),
            }
        }
        rows.into_iter().map(|(_, row)| row).collect()
    };
    let small = "person m\nservice r\ncomponent f\nm -> r\nr ~> f \"announce\"\nr !> m \"rollback\"";
    assert_eq!(rows(small, SceneUnit::Px, Options::default()), [vec![true; 3], vec![false; 3]]);
    let tiny = "person m\ndatabase d\nm -> d";
    assert_eq!(rows(tiny, SceneUnit::Px, Options::default()), [[true, true, false]]);
    let kinds: String = Kind::ALL.iter().map(|kind| format!("{0} {0}1\n", kind.word())).collect();
    let all = rows(&format!("direction down\n{kinds}person1 -> app1"), SceneUnit::Px, wide(600, None));
    let (lines, kinds) = all.split_last().expect("rows");
    assert_eq!(lines, &[false]);
    assert!(kinds.iter().all(|row| row.len() > 2 && row.iter().all(|&is_kind| is_kind)), "{kinds:?}");
    // Text names no kinds; its lines take a second row only where the width is smaller than a legend usually is.
    assert_eq!(rows(small, SceneUnit::Cell, Options::default()), [[false; 3]]);
    assert_eq!(rows(small, SceneUnit::Cell, wide(20, None)).len(), 2);
}

/// A title takes as many lines as keep it from being what makes a picture wide.
#[test]
fn a_long_title_is_wrapped() {
    let title = "Claims handling for a multi-line insurer, with every regulatory name spelled out as the auditors ask for";
    let mut view = chain(2);
    view.title = title.to_owned();
    let small = drawn(&view, SceneUnit::Px, Options::default());
    assert_eq!(small.heading.len(), 3);
    assert_eq!(small.heading.iter().map(|line| &*line.text).collect::<Vec<_>>().join(" "), title);
    assert!(small.size.w <= 480 + 48, "{} px", small.size.w);
    let rows: std::collections::BTreeSet<Unit> = small.legend.iter().map(|item| item.text.rect.y).collect();
    assert_eq!(rows.len(), 1, "the legend uses the width of the title");

    // Where a drawing is wider, so may its title be.
    view = chain(7);
    view.title = title.to_owned();
    let sideways = Options { width: None, direction: Some(Direction::Right) };
    let wide = drawn(&view, SceneUnit::Px, sideways);
    assert!(wide.heading.len() < 3 && wide.size.w > 528, "{} lines, {} px", wide.heading.len(), wide.size.w);
}

#[test]
fn a_chain_that_fits_is_not_folded() {
    let scene = drawn(&chain(5), SceneUnit::Cell, wide(100, Some(Direction::Right)));
    assert!(scene.nodes.windows(2).all(|pair| abreast(pair[0].rect, pair[1].rect)));
}

#[test]
fn what_nothing_connects_is_packed_in_order() {
    let boxes: String = (0..23).map(|v| format!("box{v}\n")).collect();
    for inside in [false, true] {
        let text = if inside { format!("all {{\n{boxes}}}\n") } else { boxes.clone() };
        for (unit, width) in [(SceneUnit::Cell, Some(80)), (SceneUnit::Cell, Some(30)), (SceneUnit::Px, None)]
        {
            let scene = drawn(&sketch(&text), unit, Options { width, direction: None });
            assert!(width.is_none_or(|width| scene.size.w <= width), "{} for {width:?}", scene.size.w);
            let leaves: Vec<Rect> =
                scene.nodes.iter().filter(|node| !node.container).map(|node| node.rect).collect();
            let before = |a: Rect, b: Rect| if abreast(a, b) { a.right() < b.x } else { a.bottom() < b.y };
            assert!(leaves.windows(2).all(|pair| before(pair[0], pair[1])), "in order, {unit:?} {width:?}");
            let rows = leaves.windows(2).filter(|pair| !abreast(pair[0], pair[1])).count() + 1;
            assert!((2..=12).contains(&rows), "{rows} rows of 23 boxes, {unit:?} {width:?}");
        }
    }
}

/// A boundary with a direction of its own, with flows from all sides.
fn turned(direction: Direction) -> View {
    let mut view = sketch(
        "before
         inner {
           first
           second
           third
         }
         after
         beside
         first -> second calls
         second -> third
         before -> first starts
         before -> second
         third -> after ends
         second -> after
         after !> first again
         beside -> inner whole
         inner -> beside",
    );
    view.nodes[1].direction = Some(direction);
    view
}

#[test]
fn a_boundary_follows_its_own_direction() {
    for outer in [Direction::Down, Direction::Right, Direction::Up, Direction::Left] {
        for inner in [Direction::Down, Direction::Right, Direction::Up, Direction::Left] {
            for unit in [SceneUnit::Cell, SceneUnit::Px] {
                let scene =
                    drawn(&turned(inner), unit, Options { direction: Some(outer), ..Options::default() });
                let [a, b] = ["inner.first", "inner.second"]
                    .map(|id| scene.nodes.iter().find(|node| node.id == id).expect("it is drawn").rect);
                let holds = match inner {
                    Direction::Down => a.bottom() < b.y,
                    Direction::Up => b.bottom() < a.y,
                    Direction::Right => a.right() < b.x,
                    Direction::Left => b.right() < a.x,
                };
                assert!(holds, "{inner:?} in {outer:?}, {unit:?}: {a:?} {b:?}");
            }
        }
    }
}

#[test]
fn large_drawings_have_the_shape_of_a_page() {
    let star: String = (0..40).map(|v| format!("leaf{v}\n")).collect::<String>()
        + "hub\n"
        + &(0..40).map(|v| format!("hub -> leaf{v}\n")).collect::<String>();
    for view in [chain(30), chain(14), sketch(&star)] {
        let scene = drawn(&view, SceneUnit::Px, Options::default());
        let ratio = f64::from(scene.size.w) / f64::from(scene.size.h);
        assert!((0.5..=2.4).contains(&ratio), "{:?} is {ratio:.2}", scene.size);
    }
}

#[test]
fn a_small_drawing_stays_as_its_flows_run() {
    let scene = drawn(&chain(4), SceneUnit::Px, Options::default());
    assert!(scene.nodes.windows(2).all(|pair| pair[0].rect.bottom() < pair[1].rect.y));
}

/// Rows of the drawing and notes under it, at a width.
fn measure(view: &View, width: Unit) -> (bool, usize, Unit) {
    let scene = draw(view, SceneUnit::Cell, wide(width, None));
    (scene.size.w <= width, scene.notes.len(), scene.size.h)
}

proptest! {
    #![proptest_config(config(40))]

    /// More width never makes a drawing that fitted not fit.
    #[test]
    fn the_ladder_is_climbed_one_way(design in designs_within(Extent { boxes: 14, flows: 20 })) {
        let mut before: Option<(bool, usize, Unit)> = None;
        for width in [60, 80, 100, 120, 160, 200] {
            let now = measure(&design.view(), width);
            if let Some(before) = before {
                prop_assert!(now.0 || !before.0, "{} columns do not fit: {:?}, narrower {:?}", width, now, before);
            }
            before = Some(now);
        }
    }
}

/// How many letters of a journey's steps stand under its drawing, and how wide it gets. What happens when a step fails is read
/// there, as a list.
fn journey_within(sample: &str, journey: &str, width: Unit) -> (usize, Unit) {
    let path = format!("{}/samples/{sample}.cut", env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(path).expect("the sample is there");
    let model = cutaway::compile("journey.cut", &source);
    let found = cutaway::pipeline::project(model.model(), journey).value;
    let scene = drawn(&found, SceneUnit::Cell, wide(width, None));
    let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).count();
    let steps = scene.notes.iter().filter(|note| !note.text.starts_with('✗'));
    (steps.map(|note| letters(&note.text)).sum(), scene.size.w)
}

#[test]
fn more_width_leaves_no_fewer_words_at_the_lines_of_a_journey() {
    for (sample, journey) in [
        ("shop", "dataflow:checkout"),
        ("journeys/flow-payment", "dataflow:pay"),
        ("journeys/flow-fan-out", "dataflow:read"),
        ("reference/platform", "dataflow:order"),
    ] {
        let found: Vec<(usize, Unit)> =
            (5..=12).map(|step| journey_within(sample, journey, step * 20)).collect();
        for (step, pair) in found.windows(2).enumerate() {
            assert!(pair[0].0 >= pair[1].0, "{sample} at {} columns and 20 more: {found:?}", (step + 5) * 20);
        }
    }
}

#[test]
fn what_does_not_fit_is_as_narrow_as_it_gets_for_less() {
    let widths: Vec<Unit> =
        (2..=5).map(|step| journey_within("journeys/flow-payment", "dataflow:pay", step * 20).1).collect();
    for (step, &width) in widths.iter().enumerate() {
        let asked = (step as Unit + 2) * 20;
        assert!(width <= asked || width <= widths[0], "{width} columns for {asked}: {widths:?}");
    }
}

#[test]
fn a_long_journey_reads_down_in_pixels() {
    let chain: String = (1..9).map(|v| format!("box{} -> box{v} \"says what it does\"\n", v - 1)).collect();
    let boxes: String = (0..9).map(|v| format!("service box{v}\n")).collect();
    let model = cutaway::compile("journey.cut", &format!("{boxes}journey j {{\n{chain}}}\n"));
    let view = cutaway::pipeline::project(model.model(), "dataflow:j").value;
    let free = drawn(&view, SceneUnit::Px, Options::default());
    assert!(free.size.w < free.size.h, "{:?}", free.size);
    let asked =
        drawn(&view, SceneUnit::Px, Options { direction: Some(Direction::Right), ..Options::default() });
    assert!(asked.size.w > asked.size.h, "{:?}", asked.size);
    for edge in &free.edges {
        let disc = edge.step.as_ref().expect("numbered").rect;
        let on_line = edge.points.iter().all(|point| (disc.x..=disc.right()).contains(&point.x));
        assert!(on_line, "the number of {} stands beside its line", edge.id);
    }
}

/// `POST /` with the rest of its path below reads like another endpoint.
#[test]
fn paths_and_names_of_events_stay_whole_beside_their_lines() {
    let source = "person u; app w; service s; queue q; database d
        journey j { u -> w \"opens the page\"; w -> s \"GET /orders/:id/items\"; s -> d \"selects\"; s ~> q \"order.read\" }";
    let view = cutaway::compile("x", source).view("dataflow:j").expect("a view").0;
    for width in [40, 60, 80, 120] {
        let scene = drawn(&view, SceneUnit::Cell, wide(width, None));
        let lines: Vec<&str> =
            scene.edges.iter().flat_map(|edge| &edge.labels).map(|line| line.text.as_str()).collect();
        for whole in ["/orders/:id/items", "order.read"] {
            assert!(lines.iter().any(|line| line.ends_with(whole)), "{whole} at {width}: {lines:?}");
        }
    }
}

/// Beside a drawing of hundreds of boxes, that fits no page, one that is spread over it would only be longer.
#[test]
fn a_large_view_that_fits_nowhere_is_not_drawn_out() {
    let mut random = 7_u64;
    let mut below = |most: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % most
    };
    let boxes: String = (0..400).map(|v| format!("box{v}\n")).collect();
    let flows: String = (0..600).map(|_| format!("box{} -> box{}\n", below(400), below(400))).collect();
    let view = sketch(&(boxes + &flows));
    let [narrow, free] =
        [80, 10_000].map(|width| drawn(&view, SceneUnit::Cell, wide(width, Some(Direction::Down))).size);
    assert!(narrow.w > 80 && narrow.w <= free.w, "{narrow:?} and {free:?}");
    assert!(narrow.h <= free.h, "{narrow:?} and {free:?}");
}

#[test]
fn the_steps_of_a_journey_say_what_they_do_at_their_lines() {
    for (sample, journey) in [("shop", "dataflow:checkout"), ("reference/platform", "dataflow:order")] {
        for width in [80, 100, 140] {
            let (letters, taken) = journey_within(sample, journey, width);
            assert!(
                letters <= 24 && taken <= width,
                "{sample} at {width}: {letters} letters, {taken} columns"
            );
        }
    }
}

/// A line that runs level between two boundaries, upright on the page, whose head stands between the lower one and its box.
#[test]
fn the_head_of_a_level_line_has_room_inside_the_wall_of_its_boundary() {
    let source = "system bank {\n layer channels {\n gateway esb \"API gateway\"\n service accounts\n }\n zone mf {\n\
                  service cobol \"Core ledger\"\n database db2 \"Ledger\"\n job batch \"End-of-day batch\"\n }\n\
                  layer data {\n database acc\n cache sess \"Sessions\"\n storage arch \"Statements archive\"\n }\n}\n\
                  esb -> sess\nbatch ~> arch \"statements\"\naccounts -> acc\n";
    let compiled = cutaway::compile("bank.cut", source);
    let view = cutaway::pipeline::project(compiled.model(), "components").value;
    for width in 50..=80 {
        let scene = draw(&view, SceneUnit::Cell, Options { width: Some(width), ..Options::default() });
        geometry::assert_sound(&scene, &format!("{width} columns"));
    }
}
