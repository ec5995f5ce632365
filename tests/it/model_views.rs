//! The component view: what becomes a box, what becomes a line, and how named views adjust it.

use crate::fixture::compile;
use cutaway::model::Model;
use cutaway::pipeline;
use cutaway::view::{EdgeKind, KINDS, View, ViewKind};

fn model(fixture: &str) -> Model {
    let outcome = compile(fixture);
    assert!(!outcome.has_errors(), "{:#?}", outcome.diagnostics);
    outcome.value.model
}

fn view(fixture: &str, name: &str) -> View {
    let outcome = pipeline::project(&model(fixture), name);
    assert!(!outcome.has_errors(), "{:#?}", outcome.diagnostics);
    outcome.value
}

/// Every node, indented by its depth; a boundary in brackets.
fn boxes(view: &View) -> Vec<String> {
    let depth = |mut at: Option<cutaway::view::NodeId>| {
        let mut depth = 0;
        while let Some(id) = at {
            depth += 1;
            at = view.nodes[id.index()].parent;
        }
        depth
    };
    view.nodes
        .iter()
        .map(|node| {
            let name = if node.container { format!("[{}]", node.id) } else { node.id.clone() };
            format!("{}{name}", "  ".repeat(depth(node.parent)))
        })
        .collect()
}

/// Every edge as `id from arrow to caption #step`.
fn lines(view: &View) -> Vec<String> {
    view.edges
        .iter()
        .map(|edge| {
            let arrow = match (edge.kind, edge.both) {
                (EdgeKind::Sync, false) => "->",
                (EdgeKind::Sync, true) => "<->",
                (EdgeKind::Async, _) => "~>",
                (EdgeKind::Error, _) => "!>",
                (EdgeKind::Return, _) => "<-",
            };
            let id = |node: cutaway::view::NodeId| &view.nodes[node.index()].id;
            let step = edge.step.as_ref().map(|step| format!(" #{step}")).unwrap_or_default();
            let line =
                format!("{} {} {arrow} {} {}{step}", edge.id, id(edge.from), id(edge.to), edge.caption());
            line.replace("  ", " ").trim_end().to_owned()
        })
        .collect()
}

const SHOP: &str = r##"
    title "Online shop"
    person customer
    external stripe "Stripe" [HTTPS]
    system shop "Shop" {
        app web "Web"
        service orders "Orders" [Rust] { does "Takes orders" }
        layer data "Data" {
            database sql
            cache redis
            queue dead #internal
        }
        zone empty
    }
    customer -> web
    web -> orders "calls" [REST/JSON]
      ! down: retry 3, show "Try again"
    orders -> sql [SQL]
    orders -> redis "price"
      ! down, slow > 50ms: -> sql "read through"
      ! error "poison": ~> dead, compensate -> stripe
    orders -> stripe "charge"; orders -> stripe "refund"
    stripe !> orders "chargeback"
    web <-> data
    sql -> sql "vacuum"
    journey buy {
        customer -> web -> orders "buys"
        orders -> stripe "charge"
          ! rejected: -> dead "note it"
        stripe ~> customer "mail"
    }
"##;

#[test]
fn everything_is_drawn() {
    let view = view(SHOP, "components");
    assert_eq!(view.title, "Online shop");
    assert_eq!(
        boxes(&view),
        [
            "customer",
            "stripe",
            "[shop]",
            "  shop.web",
            "  shop.orders",
            "  [shop.data]",
            "    shop.data.sql",
            "    shop.data.redis",
            "    shop.data.dead",
            "  [shop.empty]",
        ]
    );
    assert_eq!(
        lines(&view),
        [
            "e1 customer -> shop.web",
            "e2 shop.web -> shop.orders calls · REST/JSON",
            "e3 shop.orders -> shop.data.sql SQL",
            "e4 shop.orders -> shop.data.redis price",
            "e4-1 shop.orders !> shop.data.sql down, slow > 50ms: read through",
            "e4-2 shop.orders !> shop.data.dead error (poison)",
            "e4-3 shop.orders !> stripe error (poison): compensate",
            "e5 shop.orders -> stripe charge",
            "e6 shop.orders -> stripe refund",
            "e7 stripe !> shop.orders chargeback",
            "e8 shop.web <-> shop.data",
            "e9 shop.data.sql -> shop.data.sql vacuum",
            "e10 stripe ~> customer mail",
        ],
        "the journey's own redirect leads where the flow's plan leads already"
    );
    let orders = &view.nodes[4];
    assert_eq!((orders.tech.as_deref(), orders.does.as_deref()), (Some("Rust"), Some("Takes orders")));
}

#[test]
fn an_error_path_is_drawn_once() {
    let fan = "service a; service b; service c; cache d\na -> b, c ! down: -> d \"cached\"\nb, c -> a ! down: -> d \"cached\"";
    assert_eq!(
        lines(&view(fan, "components")),
        [
            "e1 a -> b",
            "e1-1 a !> d down: cached",
            "e2 a -> c",
            "e3 b -> a",
            "e3-1 b !> d down: cached",
            "e4 c -> a",
            "e4-1 c !> d down: cached",
        ]
    );
    let own = "service a; service b; queue q\na -> b\njourney j { a -> b\n ! rejected: ~> q \"park\" }\njourney k { a -> b\n ! rejected: ~> q \"park\" }";
    assert_eq!(lines(&view(own, "components")), ["e1 a -> b", "e1-1 a !> q rejected: park"]);
}

#[test]
fn what_error_blocks_imply_is_an_error_path() {
    let fixture = "service a; service b; service c\na -> b\njourney j { a -> b\n ! down: { a -> c \"undo\"; -> c \"again\" } }";
    assert_eq!(
        lines(&view(fixture, "components")),
        ["e1 a -> b", "e2 a !> c undo", "e1-1 a !> c down: again"]
    );
}

fn named(body: &str) -> View {
    view(&format!("{SHOP}\nview v \"V\" of components {{ {body} }}"), "v")
}

#[test]
fn collapsed_boundaries_lift_and_merge_flows() {
    let view = named("collapse data; without errors");
    assert_eq!(view.title, "V");
    assert_eq!(
        boxes(&view),
        ["customer", "stripe", "[shop]", "  shop.web", "  shop.orders", "  shop.data", "  [shop.empty]"]
    );
    assert_eq!(
        lines(&view),
        [
            "e1 customer -> shop.web",
            "e2 shop.web -> shop.orders calls · REST/JSON",
            "e3 shop.orders -> shop.data price (×2)",
            "e5 shop.orders -> stripe charge",
            "e6 shop.orders -> stripe refund",
            "e8 shop.web <-> shop.data",
            "e10 stripe ~> customer mail",
        ]
    );
}

#[test]
fn depth_counts_levels() {
    assert_eq!(boxes(&named("depth 1")), ["customer", "stripe", "shop"]);
    assert_eq!(
        lines(&named("depth 1")),
        [
            "e1 customer -> shop",
            "e4-3 shop !> stripe error (poison): compensate",
            "e5 shop -> stripe charge, refund (×2)",
            "e7 stripe !> shop chargeback",
            "e10 stripe ~> customer mail",
        ]
    );
}

#[test]
fn includes_choose_and_boundaries_frame() {
    let view = named("include stripe, sql, orders");
    assert_eq!(boxes(&view), ["stripe", "[shop]", "  shop.orders", "  [shop.data]", "    shop.data.sql"]);
    let view = named("include shop.*");
    assert_eq!(boxes(&view), ["[shop]", "  shop.web", "  shop.orders", "  shop.data", "  [shop.empty]"]);
    let view = named("include shop.**; exclude data, kind:zone");
    assert_eq!(boxes(&view), ["[shop]", "  shop.web", "  shop.orders"]);
    let view = named("include kind:queue, #internal, kind:database");
    assert_eq!(boxes(&view), ["[shop]", "  [shop.data]", "    shop.data.sql", "    shop.data.dead"]);
}

#[test]
fn excluded_elements_take_their_insides_along() {
    let view = named("exclude shop");
    assert_eq!(boxes(&view), ["customer", "stripe"]);
    assert_eq!(lines(&view), ["e10 stripe ~> customer mail"]);
}

#[test]
fn a_journey_is_highlighted_by_its_numbers() {
    let view = named("highlight buy; include customer, stripe, web, orders; without errors");
    assert_eq!(
        lines(&view),
        [
            "e1 customer -> shop.web #1",
            "e2 shop.web -> shop.orders calls · REST/JSON #2",
            "e5 shop.orders -> stripe charge #3",
            "e6 shop.orders -> stripe refund",
            "e10 stripe ~> customer mail #4",
        ]
    );
}

#[test]
fn a_boundary_is_seen_with_its_neighbours() {
    let view = view(SHOP, "components:shop.data");
    assert_eq!(view.title, "Online shop: Data");
    assert_eq!(
        boxes(&view),
        [
            "shop.web",
            "shop.orders",
            "[shop.data]",
            "  shop.data.sql",
            "  shop.data.redis",
            "  shop.data.dead"
        ]
    );
    assert!(lines(&view).iter().all(|line| line.contains("shop.data")));
    assert_eq!(view.edges.len(), 6);
}

#[test]
fn views_are_listed_with_their_titles() {
    let fixture = format!(
        "{SHOP}\nview components \"Instead\" of components {{ depth 1 }}\nview small of components\nview later of matrix"
    );
    let model = model(&fixture);
    let listed: Vec<(String, String)> = pipeline::views(&model);
    let titled =
        |name: &str| listed.iter().find(|(listed, _)| listed == name).map(|(_, title)| title.as_str());
    assert_eq!(listed[0], ("components".to_owned(), "Instead".to_owned()));
    assert_eq!((titled("small"), titled("later")), (Some("small"), Some("later")));
    assert!(titled("matrix").is_some_and(|title| title.ends_with("communication matrix")), "{listed:?}");
    assert_eq!((titled("api"), titled("entities")), (None, None), "there is nothing for them to show");
    assert_eq!(pipeline::project(&model, "components").value.nodes.len(), 3);
}

#[test]
fn unknown_views_suggest_the_nearest() {
    let model = model(SHOP);
    let say = |name: &str| {
        let outcome = pipeline::project(&model, name);
        let found = outcome.diagnostics.first().expect("an error");
        assert!(outcome.value.nodes.is_empty());
        format!("{} {}; {}; {}", found.code, found.message, found.help.join(", "), found.notes.join(", "))
    };
    let said = say("componets");
    assert!(
        said.starts_with("E0301 unknown view `componets`; write `components`; the views are `components`, "),
        "{said}"
    );
    assert!(said.contains("`matrix`"), "{said}");
    assert_eq!(
        say("components:shop.dta"),
        "E0302 a view of the unknown component `shop.dta`; write `components:data`; "
    );
}

/// The language has kinds of view that this version does not draw, and says so.
#[test]
fn views_that_are_not_drawn_yet_are_no_unknown_ones() {
    for kind in ViewKind::ALL {
        assert_eq!(kind.is_drawn(), KINDS.iter().any(|entry| entry.kind == kind), "{}", kind.word());
    }
    let model = model("service a\nview loss of failure:a/slow");
    let say = |name: &str| pipeline::project(&model, name).diagnostics[0].message.clone();
    assert_eq!(say("failure:a"), "`failure:a` cannot be drawn: this version draws no `failure` view yet");
    assert_eq!(say("loss"), "the view `loss` cannot be drawn: this version draws no `failure` view yet");
}

#[test]
fn text_in_a_view_is_inert() {
    let fixture = "service a \"x\\u{202e}y\\u{7}\" [\u{200b}T] { does \"a\\nb\"; link \" https://e.org/ \" }\nservice b \"\\u{200b}\"\na -> b \"l\\tm\"";
    let view = view(fixture, "components");
    assert_eq!(view.nodes[0].label, "xy");
    assert_eq!(view.nodes[0].tech.as_deref(), Some("T"));
    assert_eq!(view.nodes[0].does.as_deref(), Some("a b"));
    assert_eq!(view.nodes[0].link.as_deref(), Some("https://e.org/"));
    assert_eq!(view.nodes[1].label, "b", "a label that nothing is left of gives way to the name");
    assert_eq!(view.edges[0].label, "l m");
}

#[test]
fn hints_and_directions_reach_the_view() {
    let view = view(
        "direction right\nservice a; service b; row a b\nsystem s { direction up; service c; service d; above d c }",
        "components",
    );
    assert_eq!(view.direction.map(|direction| direction.word()), Some("right"));
    assert_eq!(view.hints.rows[0].0.len(), 2);
    let s = &view.nodes[2];
    assert_eq!((s.direction.map(|direction| direction.word()), s.hints.above[0].0.index()), (Some("up"), 4));
}

#[test]
fn an_empty_source_is_an_empty_frame_and_a_warning() {
    let outcome = pipeline::project(&model("// nothing\n"), "components");
    assert_eq!(outcome.value.title, "main");
    assert_eq!(outcome.diagnostics[0].code.0, "W0301");
}
