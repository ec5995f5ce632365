//! A drawing that is right, in both units, and one spoiled for each rule: the judge must see every fault.

use crate::measure::Drawing;
use cutaway::geom::{Point, Rect, Size, Unit};
use cutaway::scene::faults::{Rule, find as faults, report};
use cutaway::scene::{Edge, Node, Scene, SceneUnit, Text, TextRole};
use cutaway::source::Span;
use cutaway::view::{Accent, Border, EdgeKind, Kind, Shape};

/// The drawing that the cases spoil. Lattice places; in pixels a step is 20.
///
/// ```text
///    0         10        20        30
///  0 ┌─ s ───────────────────┐
///  2 │ ┌───┐ calls   ┌───┐   │  ┌───┐
///  3 │ │ a ├────────▶│ b │◀──┼──┤ x │
///  4 │ └─┬─┘         └───┘   │  └───┘
///  6 │   │ ┌──┐              │
///  7 └───┼─│─ │──────────────┘
/// ```
fn good(unit: SceneUnit) -> Scene {
    Scene {
        view: "components".to_owned(),
        title: String::new(),
        unit,
        size: size(unit, 60, 30),
        heading: Vec::new(),
        nodes: vec![
            node(unit, "s", None, (0, 0, 40, 12), Some((3, 0, 1))),
            node(unit, "a", Some(0), (3, 3, 9, 7), Some((5, 5, 1))),
            node(unit, "b", Some(0), (28, 3, 34, 7), Some((30, 5, 1))),
            node(unit, "x", None, (48, 3, 54, 7), Some((50, 5, 1))),
            node(unit, "y", None, (12, 20, 18, 24), Some((14, 22, 1))),
        ],
        edges: vec![
            edge(unit, "e0", 1, 2, &[(9, 5), (28, 5)], Some(("calls", 14, 5))),
            edge(unit, "e1", 3, 2, &[(48, 5), (34, 5)], None),
            edge(unit, "e2", 1, 4, &[(5, 7), (5, 15), (15, 15), (15, 20)], Some(("puts", 17, 17))),
            edge(unit, "e3", 4, 4, &[(18, 21), (22, 21), (22, 23), (18, 23)], None),
        ],
        panels: Vec::new(),
        rules: Vec::new(),
        legend: Vec::new(),
        notes: Vec::new(),
    }
}

fn step(unit: SceneUnit) -> Unit {
    if unit == SceneUnit::Cell { 1 } else { 20 }
}

fn size(unit: SceneUnit, w: Unit, h: Unit) -> Size {
    Size::new(w * step(unit), h * step(unit))
}

fn node(
    unit: SceneUnit,
    id: &str,
    parent: Option<usize>,
    (l, t, r, b): (Unit, Unit, Unit, Unit),
    text: Option<(Unit, Unit, usize)>,
) -> Node {
    let (by, wall) = (step(unit), Unit::from(unit == SceneUnit::Cell));
    let container = id == "s";
    let role = if container { TextRole::Title } else { TextRole::Label };
    // A title in pixels stands below the wall.
    let down = Unit::from(container && unit == SceneUnit::Px);
    Node {
        id: id.to_owned(),
        kind: "service".to_owned(),
        base: Kind::Service,
        label: id.to_owned(),
        parent,
        container,
        depth: usize::from(parent.is_some()),
        rect: Rect::new(l * by, t * by, (r - l) * by + wall, (b - t) * by + wall),
        shape: Shape::Box,
        border: Border::Solid,
        accent: Accent::Neutral,
        status: None,
        link: None,
        tags: Vec::new(),
        texts: text.into_iter().map(|(x, y, _)| line(unit, id, role, x, y + down)).collect(),
        mark: None,
        badge: None,
        card: None,
        span: Span::default(),
    }
}

fn edge(
    unit: SceneUnit,
    id: &str,
    from: usize,
    to: usize,
    points: &[(Unit, Unit)],
    label: Option<(&str, Unit, Unit)>,
) -> Edge {
    Edge {
        id: id.to_owned(),
        from,
        to,
        kind: EdgeKind::Sync,
        both: false,
        points: points.iter().map(|&(x, y)| Point::new(x * step(unit), y * step(unit))).collect(),
        labels: label.into_iter().map(|(text, x, y)| line(unit, text, TextRole::Flow, x, y)).collect(),
        step: None,
        caption: label.map_or(String::new(), |(text, ..)| text.to_owned()),
        plans: Vec::new(),
        tags: Vec::new(),
        span: Span::default(),
    }
}

fn line(unit: SceneUnit, text: &str, role: TextRole, x: Unit, y: Unit) -> Text {
    let by = step(unit);
    // In pixels a text is narrower and hangs half above its lattice row, so that a line of its own runs through it.
    let rect = match unit {
        SceneUnit::Cell => Rect::new(x, y, text.chars().count() as Unit, 1),
        SceneUnit::Px => Rect::new(x * by - 28, y * by - 8, 12 * text.chars().count() as Unit, 16),
    };
    Text { text: text.to_owned(), role, rect }
}

/// Spoils the drawing and expects a fault of that rule.
#[track_caller]
fn check_seen(unit: SceneUnit, rule: Rule, spoil: impl FnOnce(&mut Scene)) {
    let mut scene = good(unit);
    spoil(&mut scene);
    let found = faults(&scene);
    assert!(found.iter().any(|fault| fault.rule == rule), "{rule:?} is not among {found:#?}");
}

fn at(x: Unit, y: Unit) -> Point {
    Point::new(x, y)
}

#[test]
fn a_good_drawing_has_no_faults() {
    for unit in [SceneUnit::Cell, SceneUnit::Px] {
        let found = faults(&good(unit));
        assert!(found.is_empty(), "{unit:?}: {found:#?}");
    }
}

#[test]
fn boxes_out_of_place_are_seen() {
    for unit in [SceneUnit::Cell, SceneUnit::Px] {
        let by = step(unit);
        check_seen(unit, Rule::Nesting, |scene| scene.nodes[1].rect.x = 0);
        check_seen(unit, Rule::Disjoint, |scene| scene.nodes[1].rect.w += 18 * by + by);
        check_seen(unit, Rule::Shape, |scene| scene.nodes[3].id = "y".to_owned());
        check_seen(unit, Rule::Shape, |scene| scene.nodes[4].parent = Some(3));
        check_seen(unit, Rule::Outside, |scene| scene.size.h = 20 * by);
    }
}

#[test]
fn walls_that_touch_in_pixels_are_seen() {
    check_seen(SceneUnit::Px, Rule::Disjoint, |scene| scene.nodes[1].rect.w = 25 * 20);
}

#[test]
fn texts_out_of_their_box_are_seen() {
    check_seen(SceneUnit::Cell, Rule::BoxText, |scene| scene.nodes[1].texts[0].rect.x = 9);
    check_seen(SceneUnit::Cell, Rule::BoxText, |scene| scene.nodes[1].label = "another".to_owned());
    check_seen(SceneUnit::Px, Rule::BoxText, |scene| scene.nodes[1].mark = Some(Rect::new(170, 100, 16, 16)));
    check_seen(SceneUnit::Px, Rule::BoxText, |scene| {
        scene.nodes[1].mark = Some(scene.nodes[1].texts[0].rect);
    });
}

#[test]
fn bent_and_loose_routes_are_seen() {
    use SceneUnit::Cell;
    check_seen(Cell, Rule::Route, |scene| scene.edges[2].points[1].x += 1);
    check_seen(Cell, Rule::Route, |scene| scene.edges[0].points.insert(1, at(20, 5)));
    check_seen(Cell, Rule::Route, |scene| scene.edges[0].points.insert(1, at(9, 5)));
    check_seen(Cell, Rule::End, |scene| scene.edges[0].points[0].x = 10);
    check_seen(Cell, Rule::End, |scene| scene.edges[0].points = vec![at(9, 3), at(28, 3)]);
    check_seen(Cell, Rule::ThroughBox, |scene| scene.edges[0].points = vec![at(3, 5), at(28, 5)]);
    check_seen(Cell, Rule::End, |scene| {
        scene.edges[0].points = vec![at(9, 5), at(9, 2), at(30, 2), at(30, 3)];
    });
    check_seen(Cell, Rule::Head, |scene| {
        scene.edges[2].points = vec![at(5, 7), at(5, 19), at(15, 19), at(15, 20)];
    });
}

#[test]
fn a_boundary_as_an_end_is_entered_from_the_right_side() {
    for unit in [SceneUnit::Cell, SceneUnit::Px] {
        let mut scene = good(unit);
        // From the boundary to its own inside, and from outside to the boundary.
        scene.edges[0] = edge(unit, "e0", 0, 1, &[(6, 0), (6, 3)], None);
        scene.edges[1] = edge(unit, "e1", 3, 0, &[(48, 5), (40, 5)], None);
        let found = faults(&scene);
        assert!(found.is_empty(), "{found:#?}");
    }
    check_seen(SceneUnit::Cell, Rule::End, |scene| {
        scene.edges[0] = edge(SceneUnit::Cell, "e0", 0, 1, &[(6, 12), (6, 14), (7, 14), (7, 7)], None);
    });
    check_seen(SceneUnit::Cell, Rule::ThroughBox, |scene| {
        scene.edges[1] = edge(SceneUnit::Cell, "e1", 3, 0, &[(48, 5), (20, 5), (20, 12)], None);
    });
}

#[test]
fn routes_through_boxes_and_along_walls_are_seen() {
    use SceneUnit::Cell;
    check_seen(Cell, Rule::ThroughBox, |scene| {
        scene.edges[1].to = 1;
        scene.edges[1].points = vec![at(48, 6), at(9, 6)];
    });
    check_seen(Cell, Rule::ThroughBox, |scene| {
        // Through a foreign boundary, touching nothing in it.
        scene.edges[1].to = 4;
        scene.edges[1].points = vec![at(48, 6), at(36, 6), at(36, 18), at(16, 18), at(16, 20)];
    });
    check_seen(Cell, Rule::Wall, |scene| {
        scene.edges[1].points = vec![at(48, 5), at(40, 5), at(40, 9), at(31, 9), at(31, 7)];
    });
    check_seen(Cell, Rule::Wall, |scene| {
        scene.edges[1].points = vec![at(51, 7), at(51, 12), at(31, 12), at(31, 7)];
    });
    check_seen(Cell, Rule::TextLine, |scene| {
        // Over the title in the wall: its blank counts.
        scene.edges[2].points = vec![at(4, 3), at(4, -2), at(58, -2), at(58, 22), at(18, 22)];
    });
}

#[test]
fn routes_on_one_another_are_seen() {
    use SceneUnit::Cell;
    check_seen(Cell, Rule::Shared, |scene| {
        scene.edges[1].points = vec![at(48, 5), at(44, 5), at(44, 2), at(20, 2), at(20, 5), at(28, 5)];
    });
    check_seen(Cell, Rule::Touch, |scene| {
        scene.edges[2].points =
            vec![at(6, 7), at(6, 9), at(20, 9), at(20, 5), at(22, 5), at(22, 18), at(15, 18), at(15, 20)];
    });
    check_seen(Cell, Rule::Head, |scene| {
        scene.edges[2].points =
            vec![at(6, 7), at(6, 9), at(27, 9), at(27, 2), at(43, 2), at(43, 15), at(15, 15), at(15, 20)];
    });
    check_seen(Cell, Rule::Route, |scene| {
        scene.edges[3].points = vec![at(18, 21), at(24, 21), at(24, 19), at(21, 19), at(21, 23), at(18, 23)];
    });
}

#[test]
fn a_dashed_route_without_room_for_a_dash_is_seen() {
    let short = |kind: EdgeKind| {
        move |scene: &mut Scene| {
            scene.edges[1] = edge(SceneUnit::Cell, "e1", 0, 1, &[(6, 0), (6, 3)], None);
            scene.edges[1].kind = kind;
            scene.nodes[1].rect.y -= 1;
            scene.nodes[1].rect.h += 1;
            scene.edges[1].points[1].y = 2;
        }
    };
    check_seen(SceneUnit::Cell, Rule::Kind, short(EdgeKind::Async));
    let mut scene = good(SceneUnit::Cell);
    short(EdgeKind::Sync)(&mut scene);
    let found = faults(&scene);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_straight_crossing_is_counted_and_is_no_fault() {
    let mut scene = good(SceneUnit::Cell);
    scene.edges[2].points =
        vec![at(6, 7), at(6, 9), at(24, 9), at(24, 1), at(43, 1), at(43, 15), at(15, 15), at(15, 20)];
    let found = faults(&scene);
    assert!(found.is_empty(), "{found:#?}");
    let measures = Drawing::from(&scene).measure();
    assert_eq!((measures.crossings, measures.bends), (2, 8));
    assert_eq!((measures.node_hits, measures.container_hits), (0, 0));
}

#[test]
fn labels_out_of_place_are_seen() {
    use SceneUnit::{Cell, Px};
    check_seen(Cell, Rule::LabelLost, |scene| scene.edges[0].labels.clear());
    check_seen(Cell, Rule::LabelFar, |scene| scene.edges[0].labels[0].rect.y = 10);
    check_seen(Cell, Rule::LabelFar, |scene| {
        // Beside another flow, one row from its own.
        scene.edges[2].labels[0].rect = Rect::new(7, 17, 4, 1);
        scene.edges[3] = edge(Cell, "e3", 0, 4, &[(13, 12), (13, 20)], None);
    });
    check_seen(Cell, Rule::TextBox, |scene| scene.edges[0].labels[0].rect.x = 26);
    check_seen(Cell, Rule::TextText, |scene| {
        let twice = scene.edges[0].labels[0].clone();
        scene.edges[2].labels.push(twice);
    });
    check_seen(Cell, Rule::TextText, |scene| {
        // Run together in one row.
        scene.edges[1].labels = vec![line(Cell, "callsback", TextRole::Flow, 19, 5)];
    });
    check_seen(Cell, Rule::TextLine, |scene| scene.edges[2].labels[0].rect = Rect::new(13, 17, 4, 1));
    check_seen(Cell, Rule::TextLine, |scene| scene.edges[0].labels[0].rect.x = 10);
    check_seen(Px, Rule::TextLine, |scene| scene.edges[2].labels[0].rect = Rect::new(96, 290, 40, 16));
}

#[test]
fn a_label_may_be_a_number_with_a_note() {
    let mut scene = good(SceneUnit::Cell);
    scene.edges[0].labels = vec![line(SceneUnit::Cell, "[1]", TextRole::Flow, 15, 5)];
    scene.notes = vec![line(SceneUnit::Cell, "[1] calls", TextRole::Legend, 0, 27)];
    let found = faults(&scene);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_report_names_the_view_what_is_wrong_and_where() {
    let mut scene = good(SceneUnit::Cell);
    assert_eq!(report(&scene), "");
    scene.edges[0].points[0].x = 10;
    let told = report(&scene);
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines[0], "the drawing of `components` in cells has 1 faults:");
    assert_eq!(lines[1], "  End at 10,5: e0 (a -> b) does not touch the border of `a`");
}
