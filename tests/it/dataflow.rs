//! The data flow of a journey: which edges it has, what stands on them, where failures lead.

use crate::fixture::compile;
use cutaway::layout::metrics::cells::CellMetrics;
use cutaway::layout::metrics::pixels::PixelMetrics;
use cutaway::layout::{Options, layout};
use cutaway::pipeline;
use cutaway::render::mermaid::{self, MermaidOptions};
use cutaway::render::svg::{self, SvgOptions};
use cutaway::render::{journey_list, outline, text};
use cutaway::view::{EdgeId, EdgeKind, NodeId, Pull, View};

fn view(fixture: &str, name: &str) -> View {
    let outcome = compile(fixture);
    assert!(!outcome.has_errors(), "{:#?}", outcome.diagnostics);
    let view = pipeline::project(&outcome.value.model, name);
    assert!(view.diagnostics.is_empty(), "{:#?}", view.diagnostics);
    view.value
}

/// Every edge as `step: from arrow to caption`, a star before those of the main path.
fn lines(view: &View) -> Vec<String> {
    let line = |(index, edge): (usize, &cutaway::view::Edge)| {
        let arrow = match edge.kind {
            EdgeKind::Sync => "->",
            EdgeKind::Async => "~>",
            EdgeKind::Error => "!>",
            EdgeKind::Return => "<-",
        };
        let main = if view.pull(EdgeId(index as u32)) == Pull::Main { "*" } else { "" };
        let name = |id: NodeId| {
            let node = &view.nodes[id.index()];
            if node.is_outcome() { format!("({})", node.label) } else { node.id.clone() }
        };
        let step = edge.step.as_deref().map(|step| format!("{step}: ")).unwrap_or_default();
        format!("{main}{step}{} {arrow} {} {}", name(edge.from), name(edge.to), edge.caption())
            .trim_end()
            .to_owned()
    };
    view.edges.iter().enumerate().map(line).collect()
}

fn check(fixture: &str, expected: &[&str]) {
    assert_eq!(lines(&view(fixture, "dataflow:j")), expected);
}

const PARTS: &str = "person user\napp web\nservice api\nservice orders\ndatabase sql\ncache redis\nqueue jobs\nexternal psp\n";

fn journey(body: &str) -> String {
    format!("{PARTS}journey j \"J\" {{\n{body}\n}}\n")
}

#[test]
fn steps_are_numbered_and_the_chain_of_calls_is_the_main_path() {
    check(
        &journey(
            "user -> web -> api \"buys\"\n api -> redis \"reads\"\n api -> orders\n orders ~> jobs \"tells\"",
        ),
        &[
            "*1: user -> web buys",
            "*2: web -> api buys",
            "*3: api -> redis reads",
            "4: api -> orders",
            "5: orders ~> jobs tells",
        ],
    );
}

#[test]
fn a_reply_runs_back_along_the_open_calls() {
    check(
        &journey("user -> web -> api\n api -> sql\n api -> redis\n return \"200\""),
        &[
            "*1: user -> web",
            "*2: web -> api",
            "*3: api -> sql",
            "4: api -> redis",
            "redis <- api",
            "api <- web",
            "web <- user 200",
        ],
    );
}

#[test]
fn replies_without_words_share_their_line() {
    let body = "user -> web -> api\n when \"new\" { return \"201\" } else { return \"200\" }";
    check(
        &journey(body),
        &["*1: user -> web", "*2: web -> api", "api <- web", "web <- user 201", "web <- user 200"],
    );
}

#[test]
fn a_respond_answers_the_caller_and_nobody_where_there_is_none() {
    check(
        &journey(
            "user -> web\n web -> api\n ! slow > 2s: retry 3, respond 504 \"late\", alert oncall\n api ~> jobs\n jobs ~> orders\n ! down: respond 503",
        ),
        &[
            "*1: user -> web",
            "*2: web -> api",
            "2a: web !> user slow > 2s: retry 3, respond 504 \"late\", alert oncall",
            "3: api ~> jobs",
            "4: jobs ~> orders",
            "4a: jobs !> (respond 503) down",
        ],
    );
}

#[test]
fn failures_lead_where_their_plans_say() {
    check(
        &journey(
            "api -> orders\n ! down: -> redis \"read through\"\n ! slow > 1s: -> redis\n ! full: ~> jobs\n ! error: compensate -> sql, alert oncall\n ! rejected \"no money\": show \"No money\"\n ! stale: -> redis \"old\", -> sql \"older\", degrade",
        ),
        &[
            "*1: api -> orders",
            "1a: api !> redis down: read through",
            "1b: api !> redis slow > 1s",
            "1c: api !> jobs full: park",
            "1d: api !> sql error: compensate, alert oncall",
            "1e: api !> (show \"No money\") rejected (no money)",
            "1f.1: api !> redis stale: degrade, old",
            "1f.2: api !> sql older",
        ],
    );
}

#[test]
fn a_step_inherits_the_plans_that_it_does_not_override() {
    check(
        &format!(
            "api -> orders \"calls\" [gRPC]\n ! down: show \"down\"\n ! slow > 1s: show \"slow\"\n{}",
            journey("api -> orders\n ! down: fail \"own\"")
        ),
        &[
            "*1: api -> orders calls · gRPC",
            "1a: api !> (fail \"own\") down",
            "1b: api !> (show \"slow\") slow > 1s",
        ],
    );
}

#[test]
fn a_plan_that_steps_share_is_drawn_once() {
    check(
        &format!(
            "orders -> sql\n ! down: respond 503\n ! slow > 1s: degrade\n{}",
            journey("api -> orders\n orders -> sql \"read\"\n orders -> redis\n orders -> sql \"write\"")
        ),
        &[
            "*1: api -> orders",
            "*2: orders -> sql read",
            "2a, 4a: orders !> api down: respond 503",
            "2b, 4b: orders !> (degrade) slow > 1s",
            "3: orders -> redis",
            "4: orders -> sql write",
        ],
    );
}

#[test]
fn the_steps_of_an_error_block_are_counted_under_their_failure() {
    check(
        &journey(
            "web -> api\n api -> psp \"charge\"\n ! rejected \"declined\": {\n api -> orders \"release\"\n respond 402\n }",
        ),
        &[
            "*1: web -> api",
            "*2: api -> psp charge",
            "2a.1: api !> orders rejected (declined): release",
            "2a.2: api !> web respond 402",
        ],
    );
    // The steps of a chain share their block.
    check(
        &journey("web -> api -> psp \"charge\"\n ! rejected: {\n api -> orders \"release\"\n api -> sql\n }"),
        &[
            "*1: web -> api charge",
            "1a.1, 2a.1: api !> orders rejected: release",
            "1a.2, 2a.2: api !> sql",
            "*2: api -> psp charge",
        ],
    );
}

#[test]
fn branches_are_marked_with_what_they_are_for() {
    check(
        &journey(
            "web -> api\n when \"paid\" { api -> psp \"charge\"; api -> sql } else { api -> redis }\n parallel { lane \"one\" { api -> sql \"a\" } lane { api -> redis \"b\" } }\n repeat \"each\" { when \"odd\" { api -> sql; api -> redis } }",
        ),
        &[
            "*1: web -> api",
            "*2: api -> psp [paid] charge",
            "3: api -> sql [paid]",
            "4: api -> redis [else]",
            "5: api -> sql [par one] a",
            "6: api -> redis [par 2] b",
            "7: api -> sql [loop each, odd]",
            "8: api -> redis [odd]",
        ],
    );
}

#[test]
fn boundaries_that_hold_one_thing_give_way() {
    let boxes = |view: &View| -> Vec<String> {
        let parent = |id: NodeId| view.nodes[id.index()].id.clone();
        view.nodes
            .iter()
            .map(|node| format!("{} in {}", node.id, node.parent.map_or("nothing".to_owned(), parent)))
            .collect()
    };
    let source =
        "person user\nsystem shop { app web\n service api\n layer data { database sql\n cache redis } }\n";
    let one = view(&format!("{source}journey j {{ user -> web -> api -> sql }}"), "dataflow:j");
    assert_eq!(
        boxes(&one),
        [
            "user in nothing",
            "shop in nothing",
            "shop.web in shop",
            "shop.api in shop",
            "shop.data.sql in shop"
        ]
    );
    let two = view(&format!("{source}journey j {{ web -> api -> sql; api -> redis }}"), "dataflow:j");
    assert_eq!(
        boxes(&two),
        [
            "shop in nothing",
            "shop.web in shop",
            "shop.api in shop",
            "shop.data in shop",
            "shop.data.sql in shop.data",
            "shop.data.redis in shop.data"
        ]
    );
    // A step may end at a boundary itself.
    let ends = view(&format!("{source}journey j {{ user -> shop; web -> data }}"), "dataflow:j");
    assert_eq!(boxes(&ends), ["user in nothing", "shop in nothing", "shop.web in shop", "shop.data in shop"]);
}

#[test]
fn named_views_adjust_a_data_flow() {
    let source = "person user\nsystem shop { app web\n service api\n layer data { database sql\n cache redis } }\nservice audit #internal\n\
        journey j { user -> web -> api\n ! down: show \"later\"\n api -> sql; api -> redis; api ~> audit; return }\n";
    let named = |body: &str| lines(&view(&format!("{source}view v of dataflow:j {{ {body} }}"), "v"));
    assert_eq!(
        named("collapse data; exclude #internal; without errors"),
        [
            "*1: user -> shop.web",
            "*2: shop.web -> shop.api",
            "*3: shop.api -> shop.data",
            "4: shop.api -> shop.data",
            "shop.api <- shop.web",
            "shop.web <- user"
        ]
    );
    assert_eq!(
        named("include web, api"),
        ["*2: shop.web -> shop.api", "2a: shop.web !> (show \"later\") down", "shop.api <- shop.web"]
    );
    assert_eq!(named("depth 1; without errors"), ["*1: user -> shop", "5: shop ~> audit", "shop <- user"]);
    let empty = compile(&format!("{source}view v of dataflow:j {{ include redis }}"));
    let found = pipeline::project(&empty.value.model, "v").diagnostics;
    assert_eq!((found.len(), found[0].code.0), (1, "W0301"));
    let nothing = compile("service a\njourney j {\n note \"nothing yet\"\n}");
    let found = pipeline::project(&nothing.value.model, "dataflow:j").diagnostics;
    assert_eq!((found.len(), found[0].code.0), (1, "W0301"));
}

#[test]
fn every_format_says_what_the_others_say() {
    let source = journey(
        "note \"by day\"\n user -> web -> api \"buys\"\n api -> psp\n ! slow > 2s: degrade \"pending\"\n ! down: respond 503 \"No payment today, come back tomorrow\"\n return \"201\"",
    );
    let view = view(&source, "dataflow:j");
    let scene = layout(&view, &CellMetrics, Options { width: Some(80), direction: None }).value;
    let drawn = text::render(&scene, &text::TextOptions::default());
    let mermaid = mermaid::render(&view, &MermaidOptions::default()).value;
    let said = outline::render(&view);
    let list = journey_list::render(&view, str::to_owned);
    for step in ["1", "2", "3", "3a", "3b"] {
        assert!(drawn.contains(&format!(" {step} ")), "{step} in\n{drawn}");
        assert!(said.contains(&format!("step {step}")), "{step} in\n{said}");
        let mark = if step.len() > 1 { "✗ " } else { "" };
        assert!(
            mermaid.contains(&format!("{mark}{step} ")) || mermaid.contains(&format!("{mark}{step}\"")),
            "{step} in\n{mermaid}"
        );
        assert!(list.contains(&format!("**{mark}{step}**")), "{step} in\n{list}");
    }
    assert!(mermaid.contains("flowchart LR"), "{mermaid}");
    insta::assert_snapshot!(list, @r#"
    - Note: by day
    - **1** user → web: buys
    - **2** web → api: buys
    - **3** api → psp
      - **✗ 3a** api → *degrade "pending"*: slow > 2s
      - **✗ 3b** api → web: down: respond 503 "No payment today, come back tomorrow"
    - Reply: psp → api
    - Reply: api → web
    - Reply: web → user: 201
    "#);
    insta::assert_snapshot!(drawn, @r#"
    J

    ┌─────────────┐
    │    user     │
    └─┬───────────┘
      │         ▲
      │ 1 buys  ╎ 201
      ▼         ╎
    ┌───────────┴─────────┐
    │         web         │
    └─┬───────────────────┘
      │         ▲       ▲
      │ 2 buys  ║ ✗ 3b  ╎
      ▼         ║       ╎
    ┌───────────╨───────┴─┐
    │         api         │
    └─┬─────────────────╥─┘
      │    ▲            ║
      │ 3  ╎            ║ ✗ 3a slow > 2s
      ▼    ╎            ▼
    ┌──────┴─┐   ┌───────────────────┐
    │  psp   │   │ degrade "pending" │
    │ [ext]  │   │                   │
    └────────┘   └───────────────────┘

    ✗ 3b down: respond 503 "No payment today, come back tomorrow"
    Note: by day

    ── sync   ══ ✗ error   ╌╌ return
    "#);
}

#[test]
fn a_data_flow_reads_left_to_right_while_it_fits() {
    let view = view(&journey("web -> api \"POST /\"\n api -> sql \"insert\""), "dataflow:j");
    let scene = layout(&view, &CellMetrics, Options { width: Some(80), direction: None }).value;
    insta::assert_snapshot!(text::render(&scene, &text::TextOptions::default()), @r"
    J

    ┌─────┐               ┌─────┐               ┌───────┐
    │ web ├── 1 POST / ──▶│ api ├── 2 insert ──▶│  sql  │
    └─────┘               └─────┘               │ [db]  │
                                                └───────┘

    ── sync
    ");
}

/// Numbers of a step that a plan is shared by take much room: below a ring they stand over the label, not beside it, or it
/// would begin far from its line.
#[test]
fn a_ring_below_its_box_has_its_label_near() {
    let text = "service n0 \"Orders\"\nservice n1 \"Orders\"\njourney j {
        when \"Orders\" { n0 -> n0\n ! down: { n0 -> n1 \"undo\"\n ~> n0 \"[brackets] (parentheses) {braces} <angles>\" } }
        repeat \"Orders\" { n0 -> n0; n0 -> n0 }
    }";
    let view = view(text, "dataflow:j");
    let scene = layout(&view, &PixelMetrics, Options::default()).value;
    crate::geometry::assert_sound(&scene, "a ring below");
    let ring = scene.edges.iter().find(|edge| edge.caption.contains("brackets")).expect("drawn");
    let low = ring.points.iter().map(|point| point.y).max().expect("drawn");
    let step = ring.step.as_ref().expect("numbered");
    assert!(step.rect.y > low && step.rect.bottom() <= ring.labels[0].rect.y, "{step:?} {:?}", ring.labels);
}

/// The last of many lines is laid into a drawing that stands: beside the call that it answers, and not round the other side.
#[test]
fn a_late_reply_runs_beside_its_call() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/journeys/flow-fan-out.cut");
    let source = std::fs::read_to_string(sample).expect("the sample is there");
    let view = view(&source, "dataflow:read");
    let scene = layout(&view, &CellMetrics, Options { width: Some(185), direction: None }).value;
    let length = |edge: &cutaway::scene::Edge| -> i32 {
        edge.points.windows(2).map(|ends| (ends[0].x - ends[1].x).abs() + (ends[0].y - ends[1].y).abs()).sum()
    };
    let outside = scene.nodes.iter().position(|node| node.id == "spell").expect("it is drawn");
    let call = scene.edges.iter().find(|edge| edge.to == outside).expect("it is called");
    let reply = scene.edges.iter().find(|edge| edge.from == outside).expect("it answers");
    assert!(
        length(reply) <= length(call) + 2,
        "the call is {} long, the reply {}",
        length(call),
        length(reply)
    );
}

#[test]
fn settings_without_effect_are_said() {
    let source = "app web\nservice api\njourney j { web -> api }\n";
    let said = |body: &str| -> Vec<String> {
        let found = compile(&format!("{source}{body}")).diagnostics;
        found.into_iter().map(|found| format!("{} {}", found.code, found.message)).collect()
    };
    assert_eq!(said("view v of dataflow:j { direction down }"), Vec::<String>::new());
    assert_eq!(said("view v of components { highlight j; direction right }"), Vec::<String>::new());
    assert_eq!(
        said("view v of dataflow:j { highlight j }"),
        ["W0302 `highlight` has no effect on a view of `dataflow`"]
    );
    assert_eq!(
        said("view v of sequence:j { direction right }"),
        ["W0302 `direction` has no effect on a view of `sequence`"]
    );
}

#[test]
fn an_outcome_has_an_entry_of_its_own_in_the_legend() {
    let legend = |flows: &str| -> Vec<String> {
        let view = view(&format!("service mes\ncomponent robot\ngateway gw\n{flows}"), "dataflow:j");
        let scene = layout(&view, &PixelMetrics, Options::default()).value;
        let drawing = svg::render(&scene, &SvgOptions::default());
        let start = drawing.find("<g class=\"legend\">").expect("a legend");
        let entries = drawing[start..].split("<g>").skip(1);
        let word = |entry: &str| entry.split("</text>").next()?.rsplit('>').next().map(str::to_owned);
        let colour = |entry: &str| {
            let after = entry.split(" stroke=\"").nth(1)?;
            after.split('"').next().map(str::to_owned)
        };
        entries.map(|entry| format!("{} {}", word(entry).unwrap(), colour(entry).unwrap())).collect()
    };
    let kinds = ["gateway #0b7a6f", "service #0b7a6f"];
    let lines = ["synchronous #465064", "error path #c01f2e"];
    let fails = "mes -> gw\n ! down: fail \"hold batch\"\n";
    assert_eq!(
        legend(&format!("{fails}journey j {{ mes -> gw; robot -> gw }}")),
        [&kinds[..], &["component #566070", "outcome #c01f2e"], &lines].concat()
    );
    assert_eq!(
        legend(&format!("{fails}journey j {{ mes -> gw }}")),
        [&kinds[..], &["outcome #c01f2e"], &lines].concat()
    );
    assert_eq!(
        legend("journey j { mes -> gw; robot -> gw }"),
        [&kinds[..], &["component #566070"], &lines[..1]].concat()
    );
}

/// A number in brackets would look like that of a step.
#[test]
fn notes_of_a_data_flow_have_letters() {
    let source = "person p \"User\"; app web \"Web\"; service s \"Search\"
        journey j \"Book\" { p -> web \"search\"; web -> s \"query\"; return \"the offers of every airline\"; p -> web \"pay\" }";
    let design = cutaway::compile("book", source);
    let at = |view: &str, source: &cutaway::Design| {
        let options = cutaway::Options { width: Some(24), ..Default::default() };
        source.draw(view, "text", &options).expect("drawn").text
    };
    let text = at("dataflow:j", &design);
    assert!(text.contains("\n[A] the offers\nof every airline\n"), "{text}");
    assert!(text.contains(" [A]") && !text.contains("[1]"), "{text}");
    // Without steps there is nothing to mistake a number for.
    let flows = "service a; service b; a -> b \"the offers of every airline, sorted by what they cost\"; b -> a \"all the bookings that were made in the last hour\"; a -> a \"counts what is there to be counted\"";
    let text = at("components", &cutaway::compile("plain", flows));
    assert!(!text.contains("[A]"), "{text}");
}
