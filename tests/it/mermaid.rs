//! The Mermaid mapping, written out; `mermaid_parsers` asks the real parsers.

use crate::views::{Sketch, platform};
use cutaway::diag::{Diagnostic, Severity};
use cutaway::render::mermaid::{MermaidOptions, render};
use cutaway::view::{Direction, EdgeKind, Kind, View};

/// The statements after the header, without indentation.
fn body(view: &View) -> Vec<String> {
    let text = render(view, &MermaidOptions { title: false }).value;
    let lines = text.lines().map(str::trim);
    lines.skip_while(|line| !line.starts_with("accDescr")).skip(1).map(str::to_owned).collect()
}

fn check(view: &View, expected: &[&str]) {
    assert_eq!(body(view), expected);
}

fn warnings(view: &View) -> Vec<String> {
    let outcome = render(view, &MermaidOptions::default());
    assert!(outcome.diagnostics.iter().all(|d| d.severity == Severity::Warning && !d.help.is_empty()));
    messages(outcome.diagnostics)
}

fn warnings_or_infos(view: &View) -> Vec<String> {
    messages(render(view, &MermaidOptions::default()).diagnostics)
}

fn messages(diagnostics: Vec<Diagnostic>) -> Vec<String> {
    diagnostics.into_iter().map(|d| format!("{}: {}", d.code, d.message)).collect()
}

#[test]
fn the_example_of_the_mapping() {
    insta::assert_snapshot!(render(&platform(), &MermaidOptions::default()).value, @r#"
    ---
    title: "Order platform"
    ---
    flowchart TB
      accTitle: Order platform
      accDescr { Order platform. Customer: person. Card Provider: external. Customer -> Web Frontend: sync. Card Provider -> Payment Svc: ERROR, declined. ORDER PLATFORM: system. ORDER PLATFORM -> DATA LAYER: async. Web Frontend: app, Next.js. Payment Svc: service, Go, new. Takes the money. Web Frontend -> Payment Svc: sync, charge · REST/JSON. Payment Svc #60;-> Card Provider: sync, capture. Payment Svc -> Job Queue: async, order.placed. Payment Svc -> Ledger DB: sync. Payment Svc -> Web Frontend: return, 201. Payment Svc -> itself: sync, retry. DATA LAYER: system. Ledger DB: database. Job Queue: queue. }
      c_customer(["Customer"])
      subgraph b_platform["ORDER PLATFORM"]
        c_platform_web("Web Frontend<br/>#40;Next#46;js#41;")
        c_platform_pay["«new»<br/>Payment Svc<br/>#40;Go#41;<br/>Takes the money"]
        subgraph b_platform_data["DATA LAYER"]
          c_platform_data_ledger[("Ledger DB")]
          c_platform_data_jobs[["Job Queue"]]
        end
      end
      c_card["Card Provider"]
      c_customer --> c_platform_web
      c_platform_web -->|"charge · REST#47;JSON"| c_platform_pay
      c_platform_pay <-->|"capture"| c_card
      c_card --x|"✗ declined"| c_platform_pay
      c_platform_pay -.->|"order#46;placed"| c_platform_data_jobs
      c_platform_pay --> c_platform_data_ledger
      c_platform_pay -.->|"201"| c_platform_web
      b_platform -.-> b_platform_data
      c_platform_pay -->|"retry"| c_platform_pay
      linkStyle 3 stroke:#c62828,stroke-width:2px
      linkStyle 6 stroke-width:1px,stroke-dasharray:2 3
      classDef person stroke:#6b4fc8
      class c_customer person
      classDef app stroke:#1f5fd0
      class c_platform_web app
      classDef service stroke:#0b7a6f
      class c_platform_pay service
      classDef data stroke:#a85a08
      class c_platform_data_ledger data
      classDef messaging stroke:#a02c84
      class c_platform_data_jobs messaging
      classDef ext stroke:#5f6b7c
      class c_card ext
      classDef dashed stroke-dasharray:6 4
      class c_card dashed
      classDef new stroke-width:3px
      class c_platform_pay new
    "#);
}

#[test]
fn an_empty_view_is_still_a_titled_diagram() {
    let view = View { name: "components".into(), ..View::default() };
    insta::assert_snapshot!(render(&view, &MermaidOptions::default()).value, @r#"
    ---
    title: "components"
    ---
    flowchart TB
      accTitle: components
      accDescr { components. Nothing is drawn. }
    "#);
}

#[test]
fn directions() {
    for (direction, word) in [
        (None, "TB"),
        (Some(Direction::Down), "TB"),
        (Some(Direction::Right), "LR"),
        (Some(Direction::Up), "BT"),
        (Some(Direction::Left), "RL"),
    ] {
        let view = View { direction, ..Sketch::new("a").view() };
        let text = render(&view, &MermaidOptions { title: false }).value;
        assert!(text.starts_with(&format!("flowchart {word}\n")), "{text}");
    }
}

#[test]
fn names_that_mean_something_to_mermaid_are_only_names() {
    let view = Sketch::new("t")
        .boundary("end", "end")
        .node(Kind::Service, "end.style", "")
        .node(Kind::Service, "graph-1", "subgraph")
        .node(Kind::Service, "graph_1", "click")
        .node(Kind::Service, "日本", "日本")
        .node(Kind::Service, "中国", "中国")
        .edge("日本", "中国", EdgeKind::Sync, "call")
        .view();
    let got = body(&view);
    assert_eq!(
        got[..8],
        [
            "subgraph b_end[\"end\"]",
            "c_end_style[\"end#46;style\"]",
            "end",
            "c_graph_1[\"subgraph\"]",
            "c_graph_1_2[\"click\"]",
            "c_x[\"日本\"]",
            "c_x_2[\"中国\"]",
            "c_x -->|\"call\"| c_x_2",
        ]
    );
}

#[test]
fn an_empty_boundary_stays() {
    check(&Sketch::new("t").boundary("a", "A").view(), &["subgraph b_a[\"A\"]", "end"]);
}

#[test]
fn a_step_and_an_error_mark_stand_before_the_label() {
    let view = Sketch::new("t")
        .node(Kind::Component, "a", "a")
        .node(Kind::Component, "b", "b")
        .edge("a", "b", EdgeKind::Error, "down")
        .with_edge(|edge| edge.step = Some("3a".into()))
        .edge("a", "b", EdgeKind::Error, "")
        .with_edge(|edge| edge.both = true)
        .view();
    check(
        &view,
        &[
            "c_a[\"a\"]",
            "c_b[\"b\"]",
            "c_a --x|\"✗ 3a down\"| c_b",
            "c_a x--x|\"✗\"| c_b",
            "linkStyle 0,1 stroke:#c62828,stroke-width:2px",
        ],
    );
}

#[test]
fn flows_that_some_versions_do_not_draw_are_told() {
    let sketch =
        || Sketch::new("t").boundary("a", "A").boundary("a.b", "B").node(Kind::Service, "a.b.c", "C");
    let told = |from: &str, to: &str| warnings_or_infos(&sketch().edge(from, to, EdgeKind::Sync, "").view());
    let inside = "W0411: Mermaid 10 may leave out a flow between `A` and its own insides";
    assert_eq!(told("a", "a.b.c"), [inside]);
    assert_eq!(told("a.b", "a"), [inside]);
    assert_eq!(told("a", "a"), ["W0411: Mermaid 10 may draw nothing at all when `A` has a flow to itself"]);
    assert_eq!(told("a.b.c", "a.b.c"), [""; 0]);
    let twice =
        sketch().edge("a.b.c", "a.b.c", EdgeKind::Sync, "").edge("a.b.c", "a.b.c", EdgeKind::Async, "");
    let one = "W0411: Mermaid 11 draws only the last flow of `C` to itself";
    assert_eq!(warnings_or_infos(&twice.view()), [one]);
}

#[test]
fn an_empty_boundary_with_a_flow_to_itself_is_a_box() {
    let view = Sketch::new("t").boundary("a", "A").edge("a", "a", EdgeKind::Sync, "").view();
    check(&view, &["b_a[\"A\"]", "b_a --> b_a"]);
    assert_eq!(warnings_or_infos(&view), [""; 0]);
}

#[test]
fn sizes_near_and_beyond_what_mermaid_draws_are_told() {
    let fan = |count: usize| {
        let sketch = Sketch::new("t").node(Kind::Service, "a", "a").node(Kind::Service, "b", "b");
        (0..count).fold(sketch, |sketch, _| sketch.edge("a", "b", EdgeKind::Sync, "")).view()
    };
    assert_eq!(warnings(&fan(449)), [""; 0]);
    assert_eq!(
        warnings(&fan(450)),
        ["W0410: `components` has 450 flows, close to the 500 that Mermaid draws"]
    );
    let over = warnings(&fan(501));
    assert_eq!(over, ["W0410: `components` has 501 flows, and Mermaid draws at most 500"]);

    let wordy = |length: usize| Sketch::new("t").node(Kind::Service, "a", &"x".repeat(length)).view();
    let told = warnings(&wordy(48_000));
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("close to the 50000 that Mermaid reads"), "{told:?}");
    assert!(warnings(&wordy(50_000))[0].contains("more than the 50000"), "{told:?}");
    assert_eq!(warnings(&wordy(40_000)), [""; 0]);
}
