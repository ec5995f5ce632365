//! What a person would draw without thinking: fans that drop straight, boxes near what leads to them, walls in line.

use crate::geometry;
use crate::layout::sketch;
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
