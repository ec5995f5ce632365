//! Sequences: what a journey tells, that no drawing of it is unsound or loses anything, and that all formats agree.

mod failures;
pub mod journeys;
mod reader;
mod width;

use crate::geometry;
use crate::reader::Signs;
use cutaway::diag::codes;
use cutaway::layout::metrics::Metrics;
use cutaway::layout::metrics::cells::CellMetrics;
use cutaway::layout::metrics::pixels::PixelMetrics;
use cutaway::layout::{self, layout};
use cutaway::render::mermaid::{self, MermaidOptions};
use cutaway::render::svg::{self, SvgOptions};
use cutaway::render::text::{self, Charset, TextOptions};
use cutaway::scene::{Scene, SceneUnit};
use cutaway::view::script::{Branch, Event, FrameKind};
use cutaway::view::{EdgeKind, NodeId, View};
use cutaway::{DrawError, Options, compile};

fn scene(view: &View, unit: SceneUnit, width: Option<i32>) -> Scene {
    let metrics: &dyn Metrics = match unit {
        SceneUnit::Cell => &CellMetrics,
        SceneUnit::Px => &PixelMetrics,
    };
    layout(view, metrics, layout::Options { width, direction: None }).value
}

fn outline(source: &str, view: &str) -> String {
    let design = compile("shop", source);
    assert!(!design.has_errors(), "{:?}", design.diagnostics());
    design.draw(view, "outline", &Options::default()).expect("a view").text
}

/// What happens, without the list of who takes part.
fn happens(source: &str) -> String {
    let text = outline(source, "sequence:j");
    text.rsplit("\n\n").next().unwrap_or_default().trim_end().to_owned()
}

const WHO: &str =
    "person ada; app web; service api; service orders; database sql; queue jobs; worker mailer\n";

#[track_caller]
fn check(statements: &str, expected: &[&str]) {
    let source = format!("{WHO}{statements}");
    assert_eq!(happens(&source).lines().collect::<Vec<_>>(), expected, "{source}");
}

#[test]
fn a_reply_runs_back_along_the_open_calls() {
    check(
        "journey j { ada -> web -> api \"asks\"; api -> sql \"reads\"; api ~> jobs; return \"200\" }",
        &[
            "ada -> web: sync, step 1, asks",
            "web -> api: sync, step 2, asks",
            "api -> sql: sync, step 3, reads",
            "api -> jobs: async, step 4",
            // What `api` called before it went on has returned to it.
            "api -> web: return",
            "web -> ada: return, 200",
        ],
    );
}

#[test]
fn who_is_woken_has_calls_of_its_own() {
    check(
        "journey j { ada -> web \"asks\"; web ~> mailer \"later\"; mailer -> sql \"reads\"; return \"ok\" }",
        &[
            "ada -> web: sync, step 1, asks",
            "web -> mailer: async, step 2, later",
            "mailer -> sql: sync, step 3, reads",
            "sql -> mailer: return",
            "web -> ada: return, ok",
        ],
    );
}

#[test]
fn nobody_is_answered_who_did_not_ask() {
    // The stack that a message began is left for that of `ada`: it gets no reply from there.
    check(
        "journey j { ada -> web \"sends\"; web ~> jobs; return \"202\"; jobs ~> mailer; mailer -> sql \"saves\"
         ada -> web \"looks\"; web -> sql \"loads\"; return \"200\" }",
        &[
            "ada -> web: sync, step 1, sends",
            "web -> jobs: async, step 2",
            "web -> ada: return, 202",
            "jobs -> mailer: async, step 3",
            "mailer -> sql: sync, step 4, saves",
            "ada -> web: sync, step 5, looks",
            "web -> sql: sync, step 6, loads",
            "sql -> web: return",
            "web -> ada: return, 200",
        ],
    );
    // So it is when its sender goes on, and for one of two that were woken.
    check(
        "journey j { ada -> web \"asks\"; web ~> mailer, orders; mailer -> sql \"a\"; orders -> sql \"b\"; return \"202\" }",
        &[
            "ada -> web: sync, step 1, asks",
            "web -> mailer: async, step 2",
            "web -> orders: async, step 3",
            "mailer -> sql: sync, step 4, a",
            "orders -> sql: sync, step 5, b",
            "sql -> orders: return",
            "web -> ada: return, 202",
        ],
    );
    // A stack that a message began in a block, or for somebody who was answered, has no initiator: the one who waits is it.
    check(
        "journey j { ada -> web \"asks\"; repeat { web ~> jobs }; jobs ~> mailer; mailer -> sql \"a\"; return \"202\" }",
        &[
            "ada -> web: sync, step 1, asks",
            "Again and again",
            "  web -> jobs: async, step 2",
            "jobs -> mailer: async, step 3",
            "mailer -> sql: sync, step 4, a",
            "sql -> mailer: return",
            "web -> ada: return, 202",
        ],
    );
}

#[test]
fn a_reply_goes_to_the_initiator_who_asked_last() {
    check(
        "journey j { ada -> web \"asks\"; mailer -> sql \"reads\"; return \"rows\"; web -> api \"goes on\" }",
        &[
            "ada -> web: sync, step 1, asks",
            "mailer -> sql: sync, step 2, reads",
            "sql -> mailer: return, rows",
            "web -> api: sync, step 3, goes on",
        ],
    );
    // Who waits is on its stack still when it goes on.
    check(
        "journey j { ada -> web \"asks\"; mailer -> sql \"reads\"; web -> api \"goes on\"; return \"200\" }",
        &[
            "ada -> web: sync, step 1, asks",
            "mailer -> sql: sync, step 2, reads",
            "web -> api: sync, step 3, goes on",
            "api -> web: return",
            "web -> ada: return, 200",
        ],
    );
    // Whom a step has reached is no initiator.
    check(
        "journey j { ada -> web \"asks\"; web -> jobs \"puts\"; web -> api \"b\"; jobs -> mailer \"c\"; return \"200\" }",
        &[
            "ada -> web: sync, step 1, asks",
            "web -> jobs: sync, step 2, puts",
            "web -> api: sync, step 3, b",
            "jobs -> mailer: sync, step 4, c",
            "mailer -> jobs: return",
            "api -> web: return",
            "web -> ada: return, 200",
        ],
    );
    // The initiator of a loop asks last, that of what may be skipped does not.
    check(
        "journey j { ada -> web \"asks\"; repeat { mailer -> sql \"reads\" }; return \"rows\" }",
        &[
            "ada -> web: sync, step 1, asks",
            "Again and again",
            "  mailer -> sql: sync, step 2, reads",
            "sql -> mailer: return, rows",
        ],
    );
    check(
        "journey j { ada -> web \"asks\"; when \"due\" { mailer -> sql \"reads\" }; return \"200\" }",
        &[
            "ada -> web: sync, step 1, asks",
            "When due",
            "  mailer -> sql: sync, step 2, reads",
            "web -> ada: return, 200",
        ],
    );
}

#[test]
fn each_branch_begins_with_the_calls_before_the_block() {
    check(
        "journey j { ada -> web \"asks\"; when \"hit\" { web -> sql \"a\"; return \"1\" } else { web -> api \"b\" }
         web -> orders \"c\"; return \"2\" }",
        &[
            "ada -> web: sync, step 1, asks",
            "When hit",
            "  web -> sql: sync, step 2, a",
            "  sql -> web: return",
            "  web -> ada: return, 1",
            "Otherwise",
            "  web -> api: sync, step 3, b",
            "web -> orders: sync, step 4, c",
            "orders -> web: return",
            "web -> ada: return, 2",
        ],
    );
}

#[test]
fn a_failure_is_answered_to_the_caller_and_told_once() {
    check(
        "orders -> sql
           ! down: retry 3, respond 503 \"later\"
         journey j {
           ada -> web -> orders \"buys\"
           orders -> sql \"insert\"
             ! rejected \"twice\": -> jobs \"look at it\", show \"sorry\"
           orders -> sql \"again\"
         }",
        &[
            "ada -> web: sync, step 1, buys",
            "web -> orders: sync, step 2, buys",
            "orders -> sql: sync, step 3, insert",
            "ERROR 3a, rejected (twice): show \"sorry\"",
            "  orders -> jobs: ERROR, step 3a, look at it",
            "ERROR 3b, down: retry 3",
            "  orders -> web: ERROR, step 3b, 503 later",
            "orders -> sql: sync, step 4, again",
            "ERROR 4a, down: as 3b",
        ],
    );
}

#[test]
fn an_error_block_has_steps_of_its_own() {
    check(
        "journey j {
           ada -> web -> api \"buys\"
           api -> orders \"charge\"
             ! error: {
               api -> sql \"release\"
                 ! down: alert oncall
               note over api \"once\"
               ~> jobs \"park\", respond 402
             }
         }",
        &[
            "ada -> web: sync, step 1, buys",
            "web -> api: sync, step 2, buys",
            "api -> orders: sync, step 3, charge",
            "ERROR 3a, error",
            "  api -> sql: ERROR, step 3a.1, release",
            "  ERROR 3a.1a, down: alert oncall",
            "  Note about api: once",
            "  api -> jobs: ERROR, step 3a.2, park",
            "  api -> web: ERROR, step 3a.3, 402",
        ],
    );
}

#[test]
fn a_named_view_can_collapse_and_leave_out_errors() {
    let source = "person ada; system shop { app web; service api; database sql }
        ada -> web; web -> api
          ! down: show \"sorry\"
        api -> sql
        journey j { ada -> web -> api -> sql \"reads\"; return \"ok\" }
        view short of sequence:j { collapse shop }
        view calm of sequence:j { without errors }";
    let short = outline(source, "short");
    assert!(short.contains("ada -> shop: sync, step 1, reads"), "{short}");
    assert!(short.contains("shop -> ada: return, ok"), "{short}");
    assert!(!short.contains("step 2"), "{short}");
    let calm = outline(source, "calm");
    assert!(calm.contains("step 3") && !calm.contains("ERROR"), "{calm}");
}

#[test]
fn a_condition_stands_behind_the_word_in_the_corner() {
    let source = "person clinician; external ehr
        service results; app ui \"Technician workbench\"; worker notifier \"Critical value caller\"
        journey j { clinician -> ehr; when \"critical\" { notifier -> clinician; ui -> results } }";
    let design = compile("lab", source);
    let view = cutaway::pipeline::project(design.model(), "sequence:j").value;
    let scene = scene(&view, SceneUnit::Px, None);
    let frame = scene.panels.iter().find(|panel| panel.texts.len() == 2).expect("a frame");
    let (corner, condition) = (frame.texts[0].rect, frame.texts[1].rect);
    assert_eq!(frame.texts[1].text, "critical");
    assert!(condition.x - corner.right() < 40, "{corner:?} {condition:?}");
}

#[test]
fn a_journey_without_steps_is_a_warning_and_a_frame() {
    let design = compile("x", "service a\njourney j { }");
    let drawn = design.draw("sequence:j", "text", &Options::default()).expect("an empty frame");
    assert_eq!(drawn.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), [codes::EMPTY_VIEW]);
    assert!(drawn.text.contains("─ j ─"), "{}", drawn.text);
}

#[test]
fn a_journey_without_end_is_refused() {
    let steps = "a -> b \"x\"\n".repeat(21_000);
    let design = compile("x", &format!("service a; service b\njourney j {{\n{steps}}}"));
    let drawn = design.draw("sequence:j", "text", &Options::default());
    assert!(matches!(drawn, Err(DrawError::Limit(_))));
}

/// Designs of many sizes: seed, statements, levels of blocks.
fn sizes() -> impl Iterator<Item = (u64, usize, usize)> {
    (0..90).map(|seed| (seed, [3, 8, 20, 50, 100][seed as usize % 5], [0, 1, 2, 4, 6][seed as usize / 5 % 5]))
}

#[test]
fn every_journey_is_drawn_soundly() {
    for (seed, statements, depth) in sizes() {
        let source = journeys::source(seed, statements, depth);
        let view = journeys::view(&source);
        for width in [None, Some(120), Some(60)] {
            let drawn = scene(&view, SceneUnit::Cell, width);
            geometry::assert_sound(&drawn, &format!("seed {seed} at {width:?}"));
            complete(&view, &drawn, &format!("seed {seed} at {width:?}"));
        }
        let drawn = scene(&view, SceneUnit::Px, None);
        geometry::assert_sound(&drawn, &format!("seed {seed}"));
        complete(&view, &drawn, &format!("seed {seed} in pixels"));
    }
}

/// Every condition, failure and note is somewhere, whole.
fn complete(view: &View, scene: &Scene, about: &str) {
    let texts = scene.panels.iter().flat_map(|panel| &panel.texts).chain(&scene.notes);
    let shown: String = texts.flat_map(|text| text.text.chars().filter(|c| !c.is_whitespace())).collect();
    let mut meant = Vec::new();
    said(&view.script, &mut meant);
    for words in meant {
        let squeezed: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(shown.contains(&squeezed), "{about} lost `{words}`");
    }
}

fn said(events: &[Event], out: &mut Vec<String>) {
    for event in events {
        match event {
            Event::Note(note) => out.push(note.text.clone()),
            Event::Frame(frame) => {
                for Branch { number, label, events, .. } in &frame.branches {
                    out.push(format!("{} {label}", number.as_deref().unwrap_or_default()));
                    said(events, out);
                }
            }
            _ => {}
        }
    }
}

#[test]
fn every_text_reads_back() {
    for (seed, statements, depth) in sizes() {
        let view = journeys::view(&journeys::source(seed, statements, depth));
        for width in [None, Some(100), Some(50)] {
            let drawn = scene(&view, SceneUnit::Cell, width);
            let print = |charset| text::render(&drawn, &TextOptions { charset, ..TextOptions::default() });
            let whole = print(Charset::Unicode);
            let lifelines = reader::lifelines(&whole);
            let leaves: Vec<usize> = (0..view.nodes.len()).filter(|&n| !view.nodes[n].container).collect();
            assert_eq!(lifelines.len(), leaves.len(), "seed {seed} at {width:?}\n{whole}");
            for (line, &leaf) in lifelines.iter().zip(&leaves) {
                let label: String = view.nodes[leaf].label.chars().filter(|c| !c.is_whitespace()).collect();
                assert!(line.name.starts_with(&label), "{} is not {label}\n{whole}", line.name);
            }
            let column = |node: NodeId| leaves.iter().position(|&leaf| leaf == node.index());
            for charset in Charset::ALL {
                let signs = if charset == Charset::Ascii { Signs::Ascii } else { Signs::Lines };
                let printed = print(charset);
                let read = reader::messages(&printed, signs, &lifelines);
                let read: Vec<_> = read.iter().map(|m| (Some(m.from), Some(m.to), m.kind)).collect();
                let meant = view.edges.iter().map(|edge| {
                    let (from, to) = (column(edge.from), column(edge.to));
                    // Of a line with two heads nobody can tell where it began.
                    if edge.both { (from.min(to), from.max(to), edge.kind) } else { (from, to, edge.kind) }
                });
                assert_eq!(read, meant.collect::<Vec<_>>(), "seed {seed} at {width:?}\n{printed}");
            }
        }
    }
}

#[test]
fn all_formats_tell_the_same_messages() {
    for (seed, statements, depth) in sizes().step_by(7) {
        let view = journeys::view(&journeys::source(seed, statements, depth));
        let drawing = svg::render(&scene(&view, SceneUnit::Px, None), &SvgOptions::default());
        let document = roxmltree::Document::parse(&drawing).expect("well-formed");
        let edges = document.descendants().filter(|node| {
            node.attribute("class").is_some_and(|class| class.split(' ').any(|word| word == "edge"))
        });
        let read: Vec<(String, String, String)> = edges
            .map(|edge| {
                let get = |name: &str| edge.attribute(name).unwrap_or_default().to_owned();
                let kind = get("class").split(' ').nth(1).unwrap_or_default().to_owned();
                (get("data-from"), get("data-to"), kind)
            })
            .collect();
        let id = |node: NodeId| view.nodes[node.index()].id.clone();
        let meant = view.edges.iter().map(|edge| (id(edge.from), id(edge.to), edge.kind.word().to_owned()));
        assert_eq!(read, meant.collect::<Vec<_>>(), "seed {seed}");

        let source = mermaid::render(&view, &MermaidOptions::default()).value;
        let arrows = source.lines().map(str::trim).filter_map(|line| {
            let kinds = [
                ("-->>", EdgeKind::Return),
                ("--x", EdgeKind::Error),
                ("->>", EdgeKind::Sync),
                ("-)", EdgeKind::Async),
            ];
            let statement = line.split_once(": ").filter(|_| line.starts_with("c_"))?.0;
            kinds.into_iter().find(|(arrow, _)| statement.contains(arrow)).map(|(_, kind)| kind)
        });
        let meant: Vec<EdgeKind> = view.edges.iter().map(|edge| edge.kind).collect();
        assert_eq!(arrows.collect::<Vec<_>>(), meant, "seed {seed}\n{source}");
        let failures = source.lines().filter(|line| line.trim().starts_with("option ✗ ")).count();
        assert_eq!(failures, count_failures(&view.script), "seed {seed}");
    }
}

fn count_failures(events: &[Event]) -> usize {
    let frames = events.iter().filter_map(|event| match event {
        Event::Frame(frame) => Some(frame),
        _ => None,
    });
    frames
        .map(|frame| {
            let own = if frame.kind == FrameKind::Failure { frame.branches.len() } else { 0 };
            own + frame.branches.iter().map(|branch| count_failures(&branch.events)).sum::<usize>()
        })
        .sum()
}
