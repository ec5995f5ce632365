//! What the eye expects in the middle: a parent over its fan, a chain over its parent, an arrow under the head of a person.

use crate::corpus;
use crate::geometry;
use crate::layout::sketch;
use crate::measure::Drawing;
use crate::properties::draw;
use cutaway::geom::{Rect, Unit};
use cutaway::layout::Options;
use cutaway::pipeline;
use cutaway::scene::{Scene, SceneUnit};
use cutaway::view::View;

const BOTH: [SceneUnit; 2] = [SceneUnit::Cell, SceneUnit::Px];

fn sample(name: &str) -> View {
    let samples = corpus::samples();
    let sample = samples.iter().find(|sample| sample.name == name).unwrap_or_else(|| panic!("no {name}"));
    pipeline::project(&sample.compiled.value.model, "components").value
}

fn drawn(view: &View, unit: SceneUnit) -> Scene {
    let width = (unit == SceneUnit::Cell).then_some(100);
    let scene = draw(view, unit, Options { width, ..Options::default() });
    geometry::assert_sound(&scene, &format!("{unit:?} {}", view.title));
    scene
}

fn rect(scene: &Scene, id: &str) -> Rect {
    scene.nodes.iter().find(|node| node.id == id).unwrap_or_else(|| panic!("no {id}")).rect
}

/// Twice the distance of a column from the middle of a box.
fn off_middle(rect: Rect, x: Unit) -> Unit {
    (2 * x - rect.x - rect.right()).abs()
}

fn corners(scene: &Scene) -> usize {
    scene.edges.iter().map(|edge| edge.points.len() - 2).sum()
}

#[test]
fn a_parent_is_as_wide_as_its_fan_and_the_chain_above_it_in_its_middle() {
    for names in [
        ["a", "b", "c"],
        ["content", "ads", "comments"],
        ["mail", "a service of many words", "log"],
        ["one that is long", "x", "y"],
    ] {
        let flows: String = names.iter().map(|name| format!("site -> {name}\n")).collect();
        let view = sketch(&format!(
            "reader\nedge\nsite\n{}\nreader -> edge\nedge -> site\n{flows}",
            names.join("\n")
        ));
        for unit in BOTH {
            let scene = drawn(&view, unit);
            assert_eq!(corners(&scene), 0, "{names:?} in {unit:?}");
            let site = rect(&scene, "site");
            let into = scene.edges[1].points.last().expect("a line has points").x;
            assert!(off_middle(site, into) <= 2, "{names:?} in {unit:?}: {into} in {site:?}");
        }
    }
}

#[test]
fn people_stand_in_the_first_row_over_their_lines() {
    let view = sample("shapes/people");
    for unit in BOTH {
        let scene = drawn(&view, unit);
        let (driver, operator) = (rect(&scene, "driver"), rect(&scene, "operator"));
        assert_eq!(driver.y, operator.y, "{unit:?}");
        assert_eq!(rect(&scene, "app").y, rect(&scene, "console").y, "{unit:?}");
        for (id, person) in [("driver", driver), ("operator", operator)] {
            let at = view.nodes.iter().position(|node| node.id == id).expect("the sample has it");
            let edge = scene.edges.iter().find(|edge| edge.from == at).expect("it leads somewhere");
            assert!(off_middle(person, edge.points[0].x) <= 1, "{id} in {unit:?}");
        }
    }
}

#[test]
fn twins_stand_beside_each_other_and_what_joins_them_runs_level() {
    let view = sample("shapes/twins");
    for unit in BOTH {
        let scene = drawn(&view, unit);
        let (west, east) = (rect(&scene, "west"), rect(&scene, "east"));
        assert!(west.y < east.bottom() && east.y < west.bottom(), "{unit:?}");
        let copies = scene.edges.iter().find(|edge| edge.caption.contains("copies")).expect("it is drawn");
        assert_eq!(copies.points.len(), 2, "{unit:?}");
        assert_eq!(copies.points[0].y, copies.points[1].y, "{unit:?}");
    }
}

#[test]
fn a_chain_with_branches_is_not_folded_on_a_page() {
    let scene = drawn(&sample("shapes/side-branches"), SceneUnit::Px);
    let steps = ["author", "driver", "lexer", "parser", "checker", "builder", "optimiser", "generator"];
    for pair in steps.windows(2) {
        let id = |step: &str| if step == "author" { step.to_owned() } else { format!("compiler.{step}") };
        let (above, below) = (rect(&scene, &id(pair[0])), rect(&scene, &id(pair[1])));
        assert!(above.bottom() < below.y, "{} stands below {}", pair[1], pair[0]);
    }
    assert_eq!(Drawing::from(&scene).measure().crossings, 0);
}

#[test]
fn a_long_chain_of_text_runs_in_rows_at_any_width() {
    let view = sample("shapes/twelve-steps");
    let mut before = Unit::MAX;
    for width in [60, 80, 100, 120, 160] {
        let scene = draw(&view, SceneUnit::Cell, Options { width: Some(width), ..Options::default() });
        geometry::assert_sound(&scene, "twelve steps");
        assert!(scene.size.w <= width && scene.size.h <= before, "{:?} at {width}", scene.size);
        assert!(scene.size.h < 40, "{} rows at {width}", scene.size.h);
        before = scene.size.h;
    }
}

#[test]
fn a_fan_is_covered_when_a_boundary_holds_a_part_of_it() {
    for name in ["shapes/fan-out-of-a-boundary", "shapes/fan-from-a-boundary"] {
        let view = sample(name);
        for unit in BOTH {
            assert_eq!(corners(&drawn(&view, unit)), 0, "{name} in {unit:?}");
        }
    }
}

#[test]
fn a_text_fills_the_box_that_widened_over_its_fan() {
    let view = sample("shapes/fan-out-of-a-boundary");
    for unit in BOTH {
        let scene = drawn(&view, unit);
        let order = scene.nodes.iter().find(|node| node.label == "Orders").expect("it is drawn");
        // Its name, and what it does in one line.
        assert_eq!(order.texts.len(), 2, "{unit:?}: {:?}", order.texts);
    }
}
