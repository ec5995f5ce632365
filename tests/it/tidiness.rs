//! What a person would draw without thinking: fans that drop straight, boxes near what leads to them, walls in line.

use crate::geometry;
use crate::layout::sketch;
use crate::measure::Drawing;
use crate::properties::draw;
use cutaway::geom::{Point, Rect};
use cutaway::layout::Options;
use cutaway::scene::{Scene, SceneUnit};
use cutaway::view::Direction;

fn drawn(text: &str, unit: SceneUnit, options: Options) -> Scene {
    let scene = draw(&sketch(text), unit, options);
    geometry::assert_sound(&scene, &format!("{unit:?} {options:?}\n{text}"));
    scene
}

fn rect(scene: &Scene, id: &str) -> Rect {
    scene.nodes.iter().find(|node| node.id == id).unwrap_or_else(|| panic!("no {id}")).rect
}

/// How often a line turns back along the page.
fn turns_back(points: &[Point]) -> usize {
    let ways: Vec<i32> =
        points.windows(2).map(|ends| (ends[1].x - ends[0].x).signum()).filter(|&way| way != 0).collect();
    ways.windows(2).filter(|ways| ways[0] != ways[1]).count()
}

#[test]
fn a_fan_into_a_boundary_drops_between_its_boxes() {
    for count in 3..=14 {
        let boxes: String = (0..count).map(|at| format!("service{at}\n")).collect();
        let flows: String = (0..count).map(|at| format!("gateway -> service{at}\n")).collect();
        let text = format!("gateway\nServices {{\n{boxes}}}\n{flows}");
        let widths = [None, Some(60), Some(80), Some(120)];
        for (unit, width) in
            widths.map(|width| (SceneUnit::Cell, width)).into_iter().chain([(SceneUnit::Px, None)])
        {
            let scene = drawn(&text, unit, Options { width, ..Options::default() });
            let turned: usize = scene.edges.iter().map(|edge| turns_back(&edge.points)).sum();
            assert_eq!(turned, 0, "{count} services, {unit:?}, {width:?}");
        }
    }
}

#[test]
fn a_box_beside_a_tall_boundary_stands_near_what_leads_to_it() {
    let text = "user\ndns\nVPC {\nlb\nweb\napi\ndb\n}\nbackup\nuser -> dns\nuser -> lb\nlb -> web\nweb -> api\napi -> db\n";
    for unit in [SceneUnit::Cell, SceneUnit::Px] {
        let scene = drawn(text, unit, Options { direction: Some(Direction::Down), ..Options::default() });
        let (dns, vpc) = (rect(&scene, "dns"), rect(&scene, "VPC"));
        assert_eq!(dns.y, vpc.y, "{unit:?}");
        let below =
            text.replace("user -> dns", "dns -> backup").replace("user -> lb", "user -> lb\ndb -> backup");
        let scene = drawn(&below, unit, Options { direction: Some(Direction::Down), ..Options::default() });
        let (dns, vpc) = (rect(&scene, "dns"), rect(&scene, "VPC"));
        // What it leads to is below, so it stands at the lower wall.
        assert_eq!(dns.bottom(), vpc.bottom(), "{unit:?}");
    }
}

#[test]
fn boundaries_above_each_other_have_their_walls_in_line() {
    let text = "Channels {\ntablet\nportal\n}\nServices {\npatients\nresults\nprescriptions\n}\nData {\nindex\nstore\n}\n\
                tablet -> patients\nportal -> results\nportal -> prescriptions\npatients -> index\nresults -> store\n";
    for unit in [SceneUnit::Cell, SceneUnit::Px] {
        let scene = drawn(text, unit, Options::default());
        let walls = ["Channels", "Services", "Data"].map(|id| rect(&scene, id));
        // Those that would miss each other by little; what is far narrower stays so.
        let step = if unit == SceneUnit::Px { 48 } else { 6 };
        for (a, b) in [(0, 1), (1, 2), (0, 2)] {
            let (left, right) = (walls[a].x - walls[b].x, walls[a].right() - walls[b].right());
            assert!(left == 0 || left.abs() > step, "{unit:?}: {walls:?}");
            assert!(right == 0 || right.abs() > step, "{unit:?}: {walls:?}");
        }
    }
}

/// How many corners all lines have.
fn corners(scene: &Scene) -> usize {
    scene.edges.iter().map(|edge| edge.points.len().saturating_sub(2)).sum()
}

#[test]
fn parallel_flows_between_two_boxes_are_straight_whatever_they_are_called() {
    let labels = [
        "create",
        "create invoice",
        "publishes order.placed",
        "x",
        "asks for the price of all items",
        "GET /orders",
    ];
    let names = [("A", "B"), ("Orders", "Billing"), ("API gateway", "Identity provider and token issuer")];
    for (from, to) in names {
        for count in 2..=3 {
            for first in 0..labels.len() {
                let flows: String = (0..count)
                    .map(|at| {
                        format!("a -> b \"{}\"\n", labels[(first + at * (1 + first % 2)) % labels.len()])
                    })
                    .collect();
                let source = format!("service a \"{from}\"\nservice b \"{to}\"\n{flows}");
                let compiled = cutaway::compile("two.cut", &source);
                let view = cutaway::pipeline::project(compiled.model(), "components").value;
                for (unit, width) in
                    [(SceneUnit::Cell, Some(80)), (SceneUnit::Cell, Some(120)), (SceneUnit::Px, None)]
                {
                    let scene = draw(&view, unit, Options { width, ..Options::default() });
                    assert_eq!(corners(&scene), 0, "{unit:?} {width:?}\n{source}");
                }
            }
        }
    }
}

/// Requests, what happens when they fail, and replies between two boxes are read from the first to the last.
#[test]
fn steps_between_the_same_two_boxes_stand_in_their_order() {
    let source = include_str!("../../samples/journeys/two-steps.cut");
    let compiled = cutaway::compile("two-steps.cut", source);
    let view = cutaway::pipeline::project(compiled.model(), "dataflow:book").value;
    for direction in [Direction::Right, Direction::Down] {
        for (unit, width) in [(SceneUnit::Cell, Some(120)), (SceneUnit::Px, None)] {
            let scene = draw(&view, unit, Options { width, direction: Some(direction) });
            let at = |id: &str| scene.nodes.iter().position(|node| node.id == id).expect("it is drawn");
            let ends = [at("passenger"), at("web")];
            let along =
                |points: &[Point]| if direction == Direction::Right { points[0].y } else { points[0].x };
            let places: Vec<(i32, String)> = scene
                .edges
                .iter()
                .filter(|edge| ends.contains(&edge.from) && ends.contains(&edge.to))
                .map(|edge| (along(&edge.points), edge.id.clone()))
                .collect();
            assert_eq!(places.len(), 6);
            assert!(places.is_sorted(), "{direction:?} {unit:?}: {places:?}");
        }
    }
}

/// Three boundaries that fill a page of 80 columns: with less air nothing has to step aside.
#[test]
fn what_is_squeezed_into_its_width_has_less_air_instead_of_more_bends() {
    let source = include_str!("../../samples/shapes/squeezed.cut");
    let compiled = cutaway::compile("squeezed.cut", source);
    let view = cutaway::pipeline::project(compiled.model(), "components").value;
    for (width, most) in [(80, 14), (84, 10), (88, 10)] {
        let scene = draw(&view, SceneUnit::Cell, Options { width: Some(width), ..Options::default() });
        assert!(scene.size.w <= width);
        assert!(corners(&scene) <= most, "{} corners at {width} columns", corners(&scene));
    }
}

/// The first flows leave boxes where the last ones would cross everything.
#[test]
fn what_the_first_flows_settled_is_given_up_where_the_last_ones_cross_everything() {
    let text = "crm\nerp\nclick\ncdc\nbatch\ntopic\nbronze\nsilver\ngold\nfeatures\nclean\nagg\nquarantine\ncatalogue\nsql\n\
                crm -> batch\nerp -> cdc\nclick -> topic\ncdc -> topic\nbatch -> bronze\ntopic -> bronze\nclean -> bronze\n\
                clean -> silver\nclean -> quarantine\nagg -> silver\nagg -> gold\nagg -> features\n\
                sql -> catalogue\nsql -> gold\n";
    let scene = drawn(text, SceneUnit::Px, Options::default());
    let crossings = Drawing::from(&scene).measure().crossings;
    assert!(crossings <= 2, "{crossings} crossings");
}

/// People begin what a drawing shows, so what only reports to them does not stand above them.
#[test]
fn what_reports_to_people_stands_below_them() {
    let source = "person staff\ngateway api\nservice orders\nworker reconciler\ndatabase db\nperson auditor\n\
                  staff -> api -> orders -> db\nreconciler -> db\nreconciler !> staff \"drift\"\norders ~> auditor\n";
    let compiled = cutaway::compile("people.cut", source);
    let view = cutaway::pipeline::project(compiled.model(), "components").value;
    for (unit, width) in [(SceneUnit::Cell, Some(80)), (SceneUnit::Px, None)] {
        let scene = draw(&view, unit, Options { width, ..Options::default() });
        assert!(rect(&scene, "staff").bottom() < rect(&scene, "reconciler").y, "{unit:?}");
        // Who begins nothing is where things end.
        assert!(rect(&scene, "orders").bottom() < rect(&scene, "auditor").y, "{unit:?}");
    }
}
