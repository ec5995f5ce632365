//! The scene as JSON, against its published schema.

use crate::json_schema::Schema;
use cutaway::geom::{Point, Rect, Size};
use cutaway::render::scene_json::render;
use cutaway::scene::{Edge, Node, Scene, SceneUnit, Text, TextRole};
use cutaway::source::Span;
use cutaway::view::{Accent, Border, EdgeKind, Kind, Shape};
use serde_json::{Value, json};

fn node(id: &str, parent: Option<usize>, container: bool, rect: Rect) -> Node {
    Node {
        id: id.into(),
        kind: "service".into(),
        base: Kind::Service,
        label: format!("\"{id}\" é\u{1f600}"),
        parent,
        container,
        depth: usize::from(parent.is_some()),
        rect,
        shape: Shape::Box,
        border: Border::Solid,
        accent: Accent::Service,
        status: None,
        link: None,
        tags: Vec::new(),
        texts: Vec::new(),
        mark: None,
        badge: None,
        card: None,
        span: Span::default(),
    }
}

fn scene() -> Scene {
    let text = |text: &str, x| Text { text: text.into(), role: TextRole::Flow, rect: Rect::new(x, 7, 5, 1) };
    Scene {
        view: "components".into(),
        title: "Shop".into(),
        unit: SceneUnit::Cell,
        size: Size::new(40, 20),
        heading: Vec::new(),
        nodes: vec![
            node("shop", None, true, Rect::new(0, 2, 40, 18)),
            node("shop.web", Some(0), false, Rect::new(3, 4, 9, 3)),
        ],
        edges: vec![Edge {
            id: "e7".into(),
            from: 1,
            to: 0,
            kind: EdgeKind::Async,
            both: true,
            points: vec![Point::new(5, 6), Point::new(5, 19)],
            labels: vec![text("calls", 7)],
            step: Some(text("3a", 6)),
            caption: "calls".into(),
            plans: Vec::new(),
            tags: Vec::new(),
            span: Span::default(),
        }],
        panels: Vec::new(),
        rules: Vec::new(),
        legend: Vec::new(),
        notes: Vec::new(),
    }
}

fn schema() -> Schema {
    Schema::new(include_str!("../../docs/scene.schema.json"))
}

#[test]
fn a_node_and_an_edge_take_a_line_each() {
    insta::assert_snapshot!(render(&scene()), @r#"
    {
      "schema": "cutaway.scene/1",
      "view": "components",
      "title": "Shop",
      "unit": "cell",
      "width": 40,
      "height": 20,
      "nodes": [
        {"id": "shop", "kind": "service", "label": "\"shop\" é😀", "parent": null, "container": true, "x": 0, "y": 2, "w": 40, "h": 18},
        {"id": "shop.web", "kind": "service", "label": "\"shop.web\" é😀", "parent": "shop", "container": false, "x": 3, "y": 4, "w": 9, "h": 3}
      ],
      "edges": [
        {"id": "e7", "from": "shop.web", "to": "shop", "kind": "async", "both": true, "points": [[5, 6], [5, 19]], "labels": [{"text": "3a", "x": 6, "y": 7, "w": 5, "h": 1}, {"text": "calls", "x": 7, "y": 7, "w": 5, "h": 1}]}
      ]
    }
    "#);
}

#[test]
fn scenes_follow_the_schema() {
    let empty = Scene { nodes: Vec::new(), edges: Vec::new(), unit: SceneUnit::Px, ..scene() };
    for scene in [scene(), empty] {
        let value: Value = serde_json::from_str(&render(&scene)).expect("JSON");
        assert_eq!(schema().errors(&value), [""; 0]);
        assert_eq!(value["unit"], if scene.unit == SceneUnit::Px { "px" } else { "cell" });
        assert_eq!(value["nodes"].as_array().map(Vec::len), Some(scene.nodes.len()));
    }
}

#[test]
fn the_schema_rejects_what_is_not_a_scene() {
    let wrong = |path: &str, value: Value| {
        let mut scene: Value = serde_json::from_str(&render(&scene())).expect("JSON");
        let (parent, key) = path.rsplit_once('/').expect("a path");
        let parent = scene.pointer_mut(parent).expect("a place");
        match parent {
            Value::Array(items) => items[key.parse::<usize>().expect("an index")] = value,
            _ => parent[key] = value,
        }
        schema().errors(&scene)
    };
    assert_eq!(wrong("/title", json!("Another")), [""; 0]);
    for (path, value) in [
        ("/schema", json!("cutaway.scene/2")),
        ("/unit", json!("pt")),
        ("/width", json!(1.5)),
        ("/extra", json!(1)),
        ("/nodes/0/parent", json!(3)),
        ("/nodes/1/w", json!(-1)),
        ("/edges/0/kind", json!("Async")),
        ("/edges/0/points", json!([[1, 2]])),
        ("/edges/0/points/0", json!([1, 2, 3])),
        ("/edges/0/labels/0", json!({ "text": "x" })),
        ("/edges/0/id", json!("")),
    ] {
        assert_eq!(wrong(path, value.clone()).len(), 1, "{path} = {value}");
    }
}
