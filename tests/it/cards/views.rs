//! Which views there are, what a named one changes, and what is said when there is nothing to draw.

use super::{design, draw, read, said};
use cutaway::DrawError;

const SHOP: &str = r#"
title "Shop"
app web "Web"
system core "Core" {
  service orders "Orders" { api "/o" { GET / "List" } owns Order }
  database sql "DB" { stores Order }
}
service stock "Stock" { api "/s" { GET / "Levels" } }
entity Order #pii { id key; lines -> Line[] }
entity Line { sku key }
web -> core.orders [REST/JSON]
core.orders -> core.sql
core.orders -> stock "asks" [gRPC]
  ! down: respond 503
stock !> core.orders "sold out"
"#;

fn with(view: &str) -> cutaway::Design {
    design(&format!("{SHOP}\nview mine \"Mine\" of {view}\n"))
}

fn ends(view: &str) -> Vec<String> {
    let rows = read::csv(&draw(&with(view), "mine", "csv"));
    rows.into_iter().skip(1).map(|row| row[0].clone()).collect()
}

#[test]
fn views_are_listed_where_they_show_something() {
    let names =
        |source: &str| -> Vec<String> { design(source).views().into_iter().map(|view| view.name).collect() };
    assert_eq!(names(SHOP), ["components", "api", "api:orders", "api:stock", "matrix", "entities"]);
    assert_eq!(names("service a"), ["components"]);
    assert_eq!(names("service a\na -> a"), ["components", "matrix"]);
    assert_eq!(names("service a { owns Thing }"), ["components", "entities"]);
    let titles: Vec<String> = design(SHOP).views().into_iter().map(|view| view.title).collect();
    let expected = [
        "Shop",
        "Shop: API surfaces",
        "API: Orders",
        "API: Stock",
        "Shop: communication matrix",
        "Shop: data model",
    ];
    assert_eq!(titles, expected);
}

#[test]
fn a_matrix_keeps_what_touches_what_is_included() {
    assert_eq!(ends("matrix { include stock }"), ["Orders → Stock", "Stock → Orders"]);
    assert_eq!(ends("matrix { include core.*; exclude stock }"), ["Web → Orders", "Orders → DB"]);
    assert_eq!(ends("matrix { exclude core }"), Vec::<String>::new());
    assert_eq!(ends("matrix { without errors }").len(), 3);
    assert_eq!(ends("matrix { collapse core }"), ["Web → Core", "Core → Stock", "Stock → Core"]);
    let rows = read::csv(&draw(&with("matrix { without errors }"), "mine", "csv"));
    assert_eq!(rows[0], ["From → To", "Method", "Format", "Sync/Async"]);
}

#[test]
fn surfaces_and_entities_are_chosen_by_what_they_belong_to() {
    let (view, _) = with("api { include core }").view("mine").expect("there");
    assert_eq!(view.nodes.iter().map(|node| node.id.as_str()).collect::<Vec<_>>(), ["core.orders"]);
    assert!(view.edges.is_empty());
    let (view, _) = with("api { without errors }").view("mine").expect("there");
    assert_eq!(view.edges.len(), 1);
    assert!(view.edges[0].plans.is_empty());
    let (view, _) = with("entities { include #pii }").view("mine").expect("there");
    assert_eq!(view.nodes.iter().map(|node| node.id.as_str()).collect::<Vec<_>>(), ["Order"]);
    let (view, _) = with("entities { include core.orders }").view("mine").expect("there");
    assert_eq!(view.nodes.len(), 1);
    let (view, _) = with("entities { exclude core.sql }").view("mine").expect("there");
    assert_eq!(view.nodes.iter().map(|node| node.id.as_str()).collect::<Vec<_>>(), ["Line"]);
}

#[test]
fn a_view_of_nothing_is_an_empty_frame_and_a_lesson() {
    let empty = design("person ada \"Ada\"");
    assert_eq!(said(&empty, "api"), ["W0301: no component has an API surface"]);
    assert_eq!(said(&empty, "matrix"), ["W0301: the source declares no flow"]);
    assert_eq!(said(&empty, "entities"), ["W0301: the source declares no entity"]);
    for view in ["api", "matrix", "entities"] {
        let text = draw(&empty, view, "text");
        assert!(text.starts_with("┌─ test: "), "{text}");
        assert!(draw(&empty, view, "svg").starts_with("<svg "));
        assert!(draw(&empty, view, "markdown").contains("Nothing is drawn"));
        assert_eq!(draw(&empty, view, "csv"), "");
    }
    assert_eq!(
        said(&with("matrix { exclude core, stock }"), "mine"),
        ["W0301: the view `mine` shows no flow"]
    );
    assert_eq!(said(&with("api { include web }"), "mine"), ["W0301: the view `mine` shows no API surface"]);
}

#[test]
fn a_component_without_a_surface_has_no_view_of_it() {
    let Err(DrawError::View(found)) = design(SHOP).view("api:web") else { panic!("it has none") };
    assert_eq!((found.code.0, found.message.as_str()), ("E0302", "`Web` has no API surface"));
    assert!(found.help[0].contains("`api:orders`, `api:stock`"), "{:?}", found.help);
    let Err(DrawError::View(found)) = design("app web").view("api:web") else { panic!("it has none") };
    assert!(found.help[0].contains("api \"/base\""), "{:?}", found.help);
}

#[test]
fn a_format_that_a_view_cannot_have_lists_those_it_can() {
    let offered = |view: &str, format: &str| match design(SHOP).draw(view, format, &Default::default()) {
        Err(DrawError::Unsupported { offered, .. }) => offered,
        other => panic!("{view} as {format}: {other:?}"),
    };
    assert_eq!(offered("matrix", "mermaid"), ["csv", "markdown", "outline", "scene", "svg", "text"]);
    assert!(!offered("components", "csv").contains(&"csv"));
}

#[test]
fn a_surface_without_endpoints_says_so() {
    let design = design("service soon \"Soon\" { api \"/v1\" [REST] }");
    for format in ["text", "svg", "markdown", "mermaid", "outline"] {
        for view in ["api", "api:soon"] {
            assert!(draw(&design, view, format).contains("no endpoints yet"), "{view} as {format}");
        }
    }
    assert!(said(&design, "api:soon").is_empty());
}

#[test]
fn flows_between_one_pair_are_told_apart_by_their_labels() {
    let design = design("service a \"A\"\nservice b \"B\"\na -> b \"reads\"\na -> b \"writes\"\nb -> a");
    let rows = read::csv(&draw(&design, "matrix", "csv"));
    let ends: Vec<&str> = rows.iter().skip(1).map(|row| row[0].as_str()).collect();
    assert_eq!(ends, ["A → B (reads)", "A → B (writes)", "B → A"]);
}

/// Words that stand for a table keep to the column of all else: they have no rules that could stick out.
#[test]
fn what_stands_for_a_table_keeps_to_its_column() {
    let soon = design("service soon \"Soon\" { api \"/v1/soon\" { } }");
    let svg = draw(&soon, "api:soon", "svg");
    let page = roxmltree::Document::parse(&svg).expect("well-formed");
    let column = |words: &str| {
        let text = page.descendants().find(|node| node.has_tag_name("text") && node.text() == Some(words));
        text.and_then(|text| text.attribute("x")).unwrap_or_else(|| panic!("{words} in\n{svg}"))
    };
    assert_eq!(column("no endpoints yet"), column("Base path"));
}

/// The view of all surfaces says of each what the view of that one says.
#[test]
fn the_view_of_all_surfaces_says_what_hangs_on_each() {
    let source = r#"
app web "Web"
worker mailer "Mailer" { consumes order.created }
service orders "Orders" {
  api "/orders" [REST/JSON] { POST / "Create" ! 400 }
  publishes order.created "when an order is created"
  consumes payment.settled
}
service stock "Stock" { api "/s" { GET / "Levels" } }
queue q "Jobs"
web -> orders "buys"
orders ~> q "parks"
  ! full: retry 3
orders -> stock "asks"
journey j "Buy" { web -> orders "POST /" }
"#;
    let design = design(source);
    let said = [
        "order.created",
        "when an order is created",
        "consumed by Mailer",
        "payment.settled",
        "no publisher declared",
        "Web",
        "buys",
        "Jobs",
        "parks",
        "full: retry 3",
    ];
    for format in ["text", "svg", "markdown", "outline", "scene", "mermaid"] {
        let (all, one) = (draw(&design, "api", format), draw(&design, "api:orders", format));
        let plain = |text: &str| match format {
            // Every sign is the number of its character.
            "mermaid" => text.replace("#46;", ".").replace("#58;", ":"),
            _ => text.replace("\\.", "."),
        };
        for words in said {
            assert!(plain(&one).contains(words), "api:orders as {format} lacks `{words}`\n{one}");
            assert!(plain(&all).contains(words), "api as {format} lacks `{words}`\n{all}");
        }
    }
    // What is drawn between two cards is drawn once, and is no class besides them.
    let mermaid = draw(&design, "api", "mermaid");
    let relations: Vec<&str> = mermaid.lines().filter(|line| line.ends_with(": asks")).collect();
    assert_eq!(relations, ["  c_orders --> c_stock : asks"], "{mermaid}");
    assert_eq!(mermaid.matches("[\"Stock\"]").count(), 1, "{mermaid}");
    let (view, _) = design.view("api").expect("there");
    let sections = |node: usize| view.nodes[node].card.as_ref().map_or(0, |card| card.sections.len());
    assert_eq!((sections(0), sections(1)), (6, 3));
    // Who is left out of a view is named nowhere in it.
    let calm = format!("{source}\nview calm of api {{ exclude web, q, mailer; without errors }}");
    let text = draw(&super::design(&calm), "calm", "text");
    assert!(text.contains("order.created") && text.contains("asks"), "{text}");
    assert!(["Web", "Jobs", "Mailer", "no consumer"].iter().all(|name| !text.contains(name)), "{text}");
}
