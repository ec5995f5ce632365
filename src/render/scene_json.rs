//! A scene as JSON, for tools that place or check things themselves. The schema is `docs/scene.schema.json`.
//!
//! In: a [`Scene`]. Out: one object; each node and each edge has a line of its own, so that a diff shows what moved. All
//! lengths are whole numbers, pixels or cells as `unit` says. Keys and their order are part of the contract: within
//! `cutaway.scene/1` keys may be added, never renamed or removed.

use crate::geom::{Point, Rect, Unit};
use crate::scene::card;
use crate::scene::{Edge, Node, Scene, SceneUnit, Text};
use serde::Serialize;
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// The scene as JSON text with a final newline.
pub fn render(scene: &Scene) -> String {
    let id = |index: usize| scene.nodes.get(index).map(|node| node.id.as_str());
    let nodes = scene.nodes.iter().map(|node| json(&NodeJson::new(node, node.parent.and_then(id))));
    let edges = scene.edges.iter().map(|edge| {
        let (from, to) = (id(edge.from).unwrap_or_default(), id(edge.to).unwrap_or_default());
        json(&EdgeJson::new(edge, from, to))
    });
    let unit = match scene.unit {
        SceneUnit::Px => "px",
        SceneUnit::Cell => "cell",
    };
    let fields = [
        ("schema", json("cutaway.scene/1")),
        ("view", json(&scene.view)),
        ("title", json(&scene.title)),
        ("unit", json(unit)),
        ("width", scene.size.w.to_string()),
        ("height", scene.size.h.to_string()),
        ("nodes", array(nodes)),
        ("edges", array(edges)),
    ];
    let fields = fields.map(|(key, value)| format!("  \"{key}\": {value}"));
    format!("{{\n{}\n}}\n", fields.join(",\n"))
}

#[derive(Serialize)]
struct NodeJson<'a> {
    id: &'a str,
    kind: &'a str,
    label: &'a str,
    parent: Option<&'a str>,
    container: bool,
    #[serde(flatten)]
    rect: Rect,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<Vec<RowJson<'a>>>,
}

/// A row of a card.
#[derive(Serialize)]
struct RowJson<'a> {
    of: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    id: &'a str,
    #[serde(flatten)]
    rect: Rect,
    texts: Vec<LabelJson<'a>>,
}

impl<'a> NodeJson<'a> {
    fn new(node: &'a Node, parent: Option<&'a str>) -> NodeJson<'a> {
        NodeJson {
            id: &node.id,
            kind: &node.kind,
            label: &node.label,
            parent,
            container: node.container,
            rect: node.rect,
            rows: node.card.as_ref().map(|card| {
                let row = |row: &'a card::Row| RowJson {
                    of: row.of,
                    id: &row.id,
                    rect: row.rect,
                    texts: row.texts.iter().map(LabelJson::new).collect(),
                };
                card.rows.iter().map(row).collect()
            }),
        }
    }
}

#[derive(Serialize)]
struct EdgeJson<'a> {
    id: &'a str,
    from: &'a str,
    to: &'a str,
    kind: &'static str,
    both: bool,
    points: &'a [Point],
    labels: Vec<LabelJson<'a>>,
}

impl<'a> EdgeJson<'a> {
    fn new(edge: &'a Edge, from: &'a str, to: &'a str) -> EdgeJson<'a> {
        // A step number is a text at the line too; whoever checks that texts keep apart needs its place.
        let labels = edge.step.iter().chain(&edge.labels).map(LabelJson::new).collect();
        EdgeJson {
            id: &edge.id,
            from,
            to,
            kind: edge.kind.word(),
            both: edge.both,
            points: &edge.points,
            labels,
        }
    }
}

#[derive(Serialize)]
struct LabelJson<'a> {
    text: &'a str,
    x: Unit,
    y: Unit,
    w: Unit,
    h: Unit,
}

impl<'a> LabelJson<'a> {
    fn new(text: &'a Text) -> LabelJson<'a> {
        let Rect { x, y, w, h } = text.rect;
        LabelJson { text: &text.text, x, y, w, h }
    }
}

/// A list with a line per item.
fn array(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.map(|item| format!("    {item}")).collect();
    if items.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", items.join(",\n")) }
}

/// A value on one line, with a space after each comma and colon.
fn json<T: Serialize + ?Sized>(value: &T) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, OneLine);
    // Strings, numbers and structs of them always serialise, and a vector takes all bytes.
    let _ = value.serialize(&mut serializer);
    String::from_utf8(bytes).unwrap_or_default()
}

struct OneLine;

impl Formatter for OneLine {
    fn begin_array_value<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}
