//! The layered engine on small and on generated views: no faults in either unit, whatever the graph.

use crate::fixture::compile_clean;
use crate::geometry;
use crate::properties::misread;
use cutaway::geom::Unit;
use cutaway::layout::metrics::Metrics;
use cutaway::layout::metrics::cells::CellMetrics;
use cutaway::layout::metrics::pixels::PixelMetrics;
use cutaway::layout::{Options, layout};
use cutaway::pipeline;
use cutaway::render::text::{TextOptions, render};
use cutaway::view::{
    Accent, Border, Direction, Edge, EdgeKind, Hints, Kind, Look, Node, NodeId, Shape, View,
};

/// A view from lines: `a` declares a box, `a {` opens a boundary, `}` closes it, `a -> b label` is a flow (`~>`, `!>`, `<->`).
pub fn sketch(text: &str) -> View {
    let mut view = View { name: "components".into(), title: "Sketch".into(), ..View::default() };
    let mut open: Vec<NodeId> = Vec::new();
    let find = |view: &View, name: &str| {
        let index = view.nodes.iter().position(|node| node.label == name);
        NodeId(index.unwrap_or_else(|| panic!("no box `{name}`")) as u32)
    };
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let arrow = words.get(1).copied().unwrap_or_default();
        let kind = match arrow {
            "->" | "<->" => Some(EdgeKind::Sync),
            "~>" => Some(EdgeKind::Async),
            "!>" => Some(EdgeKind::Error),
            _ => None,
        };
        if line == "}" {
            open.pop();
        } else if let Some(kind) = kind {
            view.edges.push(Edge {
                id: format!("e{}", view.edges.len() + 1),
                from: find(&view, words[0]),
                to: find(&view, words[2]),
                kind,
                both: arrow == "<->",
                label: words[3..].join(" "),
                tech: None,
                step: None,
                count: 1,
                plans: Vec::new(),
                tags: Vec::new(),
                span: Default::default(),
            });
        } else {
            let container = words.last() == Some(&"{");
            let parent = open.last().copied();
            let around =
                parent.map(|parent| format!("{}.", view.nodes[parent.index()].id)).unwrap_or_default();
            if container {
                open.push(NodeId(view.nodes.len() as u32));
            }
            view.nodes.push(Node {
                id: format!("{around}{}", words[0]),
                label: words[0].into(),
                kind: "service".into(),
                base: Kind::Service,
                tech: None,
                does: None,
                parent,
                container,
                look: Look { shape: Shape::Rounded, border: Border::Solid, accent: Accent::Service },
                status: None,
                link: None,
                tags: Vec::new(),
                direction: None,
                hints: Hints::default(),
                card: None,
                span: Default::default(),
            });
        }
    }
    view
}

/// The drawing as text; fails on any fault, in cells and in pixels, in all directions.
fn check(text: &str) -> String {
    let view = sketch(text);
    for direction in [Direction::Down, Direction::Right, Direction::Up, Direction::Left] {
        let options = Options { direction: Some(direction), ..Options::default() };
        let cells = layout(&view, &CellMetrics, options).value;
        geometry::assert_sound(&cells, &format!("{direction:?} {text}"));
        let pixels = layout(&view, &PixelMetrics, options).value;
        geometry::assert_sound(&pixels, &format!("{direction:?} {text}"));
    }
    render(&layout(&view, &CellMetrics, Options::default()).value, &TextOptions::default())
}

/// The components of a source.
fn components(source: &str) -> View {
    pipeline::project(&compile_clean(source).model, "components").value
}

/// An independent reader finds in the text what the view says.
fn assert_reads(view: &View, options: Options) {
    let found = misread(view, options);
    let turned: Vec<Option<Direction>> = view.nodes.iter().map(|node| node.direction).collect();
    assert!(found.is_empty(), "{options:?} in {:?}, boxes {turned:?}\n{}", view.direction, found.join("\n"));
}

#[test]
fn a_chain() {
    check("a\nb\nc\na -> b calls\nb -> c\nb -> c again");
}

#[test]
fn boundaries() {
    check(
        "user
         shop {
           web
           admin
           api
           data {
             sql
             redis
           }
         }
         stripe
         user -> web
         web -> api calls
         admin -> api calls
         api -> data
         api -> sql reads
         api -> stripe charge
         stripe !> api declined
         sql -> redis
         data -> redis
         redis ~> data
         api -> api retries
         shop -> stripe",
    );
}

/// A boundary that is drawn in another direction than what is around it, as an end of flows from outside and from inside.
#[test]
fn turned_boundaries_as_ends() {
    let mut view = sketch(
        "shop {
           data {
           }
           web
           api
         }
         bank
         shop -> web
         web -> shop
         shop -> bank
         bank -> shop
         data -> bank
         data -> shop
         data -> bank
         shop -> data
         data -> shop
         api -> shop",
    );
    for around in [Direction::Left, Direction::Right, Direction::Up, Direction::Down] {
        for inside in [Direction::Left, Direction::Right, Direction::Up, Direction::Down] {
            view.direction = Some(around);
            view.nodes[0].direction = Some(inside);
            let about = format!("{inside:?} in {around:?}");
            let drawn = |metrics: &dyn Metrics| layout(&view, metrics, Options::default()).value;
            geometry::assert_sound(&drawn(&CellMetrics), &about);
            geometry::assert_sound(&drawn(&PixelMetrics), &about);
        }
    }
}

/// A flow between a boundary with a direction of its own and what is in it shows its heads, its kind and its label between
/// the wall and the box: an independent reader finds it.
#[test]
fn flows_to_the_wall_of_a_turned_boundary() {
    let flows = [
        "api -> shop gRPC\n shop ~> web HTTP\n a -> web sees\n web -> a tells",
        "shop ~> api",
        "api ~> shop",
        "shop <-> api\n web <-> shop",
        "api <-> shop calls\n shop !> web down\n a -> api",
    ];
    for flows in flows {
        let mut view = sketch(&format!("a\n shop {{\n api\n web\n }}\n {flows}"));
        for around in [Direction::Right, Direction::Down] {
            for inside in [Direction::Left, Direction::Right, Direction::Up, Direction::Down] {
                view.direction = Some(around);
                view.nodes[1].direction = Some(inside);
                assert_reads(&view, Options::default());
                let pixels = layout(&view, &PixelMetrics, Options::default()).value;
                geometry::assert_sound(&pixels, &format!("{inside:?} in {around:?}"));
            }
        }
    }
}

/// A line that crosses a turned boundary keeps further from the labels there than its own would stand.
#[test]
fn a_line_through_a_turned_boundary_passes_no_label_as_near_as_its_own() {
    let mut view = components(
        "person api
         system n2 {
           direction left
           system api {}
           person n4 \"tab here, line break, return here\"
           system n5 \"[1] not a note\" {}
           n5 -> n5 \"Orders\"
         }
         n2.n5 -> api
         api -> api, n2.n5
         n2.n5 -> api
         n2.api -> n2 \"order.created\" [PostgreSQL 17]",
    );
    for around in [Direction::Up, Direction::Down] {
        for inside in [Direction::Left, Direction::Right] {
            view.direction = Some(around);
            view.nodes[1].direction = Some(inside);
            for width in [None, Some(80), Some(40)] {
                assert_reads(&view, Options { width, direction: None });
            }
        }
    }
}

/// A label at the edge of what a hint gathers, which has no wall, and one right outside are two labels.
#[test]
fn labels_at_the_edge_of_a_row_stay_apart() {
    let view = components(
        "person api
         person n1
         person n2
         row api n1 n2
         n2 -> n2 [gRPC]
         n2 -> n2
         api -> n1, api \"API Gateway / BFF\"
         n2 -> n2
         n2 -> n1 \"a label of its own\"",
    );
    for direction in [Direction::Right, Direction::Left, Direction::Down, Direction::Up] {
        for width in [None, Some(80), Some(40)] {
            assert_reads(&view, Options { width, direction: Some(direction) });
        }
    }
}

#[test]
fn swapped_pairs() {
    check("a\nb\nc\nd\na -> c\na -> d\nb -> c\nb -> d\nc -> a\nd -> b back\na -> b\nb -> a");
}

/// Random graphs with nested boundaries, every kind of flow, and flows to boundaries.
#[test]
fn random_graphs() {
    let mut seed = 11u64;
    let mut random = |n: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((seed >> 33) as usize) % n
    };
    for round in 0..60 {
        let count = 2 + random(4 + round / 2);
        let mut text = String::new();
        let mut open = 0;
        for v in 0..count {
            let boundary = random(4) == 0 && open < 5;
            text.push_str(&format!("n{v}{}\n", if boundary { " {" } else { "" }));
            open += usize::from(boundary);
            while open > 0 && random(3) == 0 {
                text.push_str("}\n");
                open -= 1;
            }
        }
        text.push_str(&"}\n".repeat(open));
        for _ in 0..random(count * 2 + 1) {
            let arrow = ["->", "~>", "!>", "<->"][random(4)];
            let label = ["", "", "calls", "reads and writes", "a rather long label that has to be wrapped"]
                [random(5)];
            text.push_str(&format!("n{} {arrow} n{} {label}\n", random(count), random(count)));
        }
        check(&text);
    }
}

/// A width is kept where it can be, and asking for more never draws wider than asking for all.
#[test]
fn widths() {
    let text: String = (0..12).map(|v| format!("n{v}\n")).collect::<String>()
        + &(1..12).map(|v| format!("n0 -> n{v} label {v}\n")).collect::<String>();
    let view = sketch(&text);
    for width in [200, 120, 80, 60, 40] {
        let scene =
            layout(&view, &CellMetrics, Options { width: Some(width as Unit), direction: None }).value;
        geometry::assert_sound(&scene, &format!("width {width}"));
        assert!(scene.size.w <= width.max(60), "{} columns for {width}", scene.size.w);
    }
}
