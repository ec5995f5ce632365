//! The reader on drawings made by hand, right and wrong: what it is to find, and what it must not overlook.

use super::{Signs, read};

/// What a drawing shows, a line per box and per flow: `Shop > Orders` is a box in a boundary.
fn told(text: &str, signs: Signs) -> Result<Vec<String>, String> {
    let drawing = read(text, signs)?;
    let mut names: Vec<String> = Vec::new();
    for found in &drawing.boxes {
        let own = found.title.clone().unwrap_or_else(|| found.lines.join(" / "));
        let around = found.parent.map(|parent| format!("{} > ", names[parent])).unwrap_or_default();
        names.push(format!("{around}{own}"));
    }
    let flows = drawing.flows.iter().map(|flow| {
        let arrow = if flow.both { "<->" } else { "->" };
        let own = |index: usize| names[index].rsplit(" > ").next().unwrap_or_default().to_owned();
        format!("{} {arrow} {}: {:?} {}", own(flow.from), own(flow.to), flow.kind, flow.label)
            .trim()
            .to_owned()
    });
    let mut out: Vec<String> = flows.collect();
    out.extend(names);
    out.sort();
    Ok(out)
}

fn check(text: &str, signs: Signs, expected: &[&str]) {
    let mut expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
    expected.sort();
    assert_eq!(told(text, signs), Ok(expected), "\n{text}");
}

fn check_fault(text: &str, signs: Signs, expected: &str) {
    let fault = told(text, signs).expect_err(text);
    assert!(fault.contains(expected), "{fault}\n{text}");
}

#[test]
fn a_component_diagram_with_nested_boundaries() {
    check(
        "
                                ┌────────────┐
                                │  Customer  │
                                └──────┬─────┘
                                       │ HTTPS
                                       │
┌─ ORDER PLATFORM ─────────────────────┼───────────────────────┐
│                                      ▼                       │
│                           ┌────────────────────┐             │
│                           │    Web Frontend    │             │
│                           │     (Next.js)      │             │
│                           └──────────┬─────────┘             │
│                                      │ REST/JSON             │
│                                      ▼                       │
│                         ┌────────────────────────┐           │
│                         │   API Gateway / BFF    │           │
│                         │     (auth, limits)     │           │
│                         └───┬───┬────────────────┘           │
│                             │   │                            │
│         ┌───── orders ──────┘   │ charge  ┌───── capture ────┼──────────┐
│         ▼                       ▼         │                  │          ▼
│   ┌────────────┐      ┌────────────┐      │ ┌────────────┐   │    ┌──────────┐
│   │ Order Svc  │      │Payment Svc ├──────┘ │Mail Worker │   │    │   Card   │
│   │   (Rust)   │      │    (Go)    │◀═══╗   │  (Python)  │   │    │ Provider │
│   └───┬─────┬──┘      └─────────┬──┘    ║   └────────────┘   │    └─────╥────┘
│       │     └┄┄ order.placed ┄┄┄┼┄┄┄┄┄┐ ║          ▲ pull    │          ║
│       │ SQL                     │ SQL ┆ ╚══════════╪═════════╪══════════╝
│ ┌─────┼───────── DATA LAYER ────┼─────┼────────────┼───────┐ │  ✗ declined
│ │     ▼                         ▼     ┆            ┆       │ │
│ │  ┌──────────┐        ┌──────────┐   ┆     ┌──────┴─────┐ │ │
│ │  │Orders DB │        │Ledger DB │   └┄┄┄┄▶│ Job Queue  │ │ │
│ │  └──────────┘        └──────────┘         └────────────┘ │ │
│ └──────────────────────────────────────────────────────────┘ │
└──────────────────────────────────────────────────────────────┘
",
        Signs::Lines,
        &[
            "Customer",
            "ORDER PLATFORM",
            "ORDER PLATFORM > Web Frontend / (Next.js)",
            "ORDER PLATFORM > API Gateway / BFF / (auth, limits)",
            "ORDER PLATFORM > Order Svc / (Rust)",
            "ORDER PLATFORM > Payment Svc / (Go)",
            "ORDER PLATFORM > Mail Worker / (Python)",
            "ORDER PLATFORM > DATA LAYER",
            "ORDER PLATFORM > DATA LAYER > Orders DB",
            "ORDER PLATFORM > DATA LAYER > Ledger DB",
            "ORDER PLATFORM > DATA LAYER > Job Queue",
            "Card / Provider",
            "Customer -> Web Frontend / (Next.js): Sync HTTPS",
            "Web Frontend / (Next.js) -> API Gateway / BFF / (auth, limits): Sync REST/JSON",
            "API Gateway / BFF / (auth, limits) -> Order Svc / (Rust): Sync orders",
            "API Gateway / BFF / (auth, limits) -> Payment Svc / (Go): Sync charge",
            "Payment Svc / (Go) -> Card / Provider: Sync capture",
            "Card / Provider -> Payment Svc / (Go): Error ✗ declined",
            "Order Svc / (Rust) -> Orders DB: Sync SQL",
            "Order Svc / (Rust) -> Job Queue: Async order.placed",
            "Payment Svc / (Go) -> Ledger DB: Sync SQL",
            "Job Queue -> Mail Worker / (Python): Async pull",
        ],
    );
}

#[test]
fn a_data_flow_with_error_paths() {
    check(
        "
FLOW: place order          ── sync   ┄┄ async   ══ ✗ error

┌─────────┐ 1 POST ┌───────────┐ 2 gRPC  ┌─────────┐ 3 INSERT  ┌─────────┐
│Frontend ├───────▶│API Gateway├────────▶│Order Svc├──────────▶│Orders DB│
└─────────┘        └─────╥─────┘         └─╥──────┬┘           └─────────┘
  ▲  ▲                   ║                 ║      ┆
  ║  ║                   ║ ✗ 1a bad token  ║      ┆
  ║  ║                   ║                 ║      ┆ 4 enqueue  ┌─────────┐
  ║  ║                   ║                 ║      └┄┄┄┄┄┄┄┄┄┄┄▶│Job Queue│
  ║  ║                   ║    ✗ 3a DB down ║                   └────╥────┘
  ║  ║                   ║                 ║                        ║ ✗ 4a
  ║  ║ ✗ toast           ▼                 ▼                        ▼
  ║  ║             ┌───────────┐    ┌───────────────────┐      ┌─────────┐
  ║  ╚═════════════╡401 to user│    │ 503 + Retry-After │      │DLQ+page │
  ║                └───────────┘    │  (breaker open)   │      └─────────┘
  ║                                 └─────────╥─────────┘
  ║                                           ║
  ║     ✗ retry 3x, then banner               ║
  ╚═══════════════════════════════════════════╝
",
        Signs::Lines,
        &[
            "Frontend",
            "API Gateway",
            "Order Svc",
            "Orders DB",
            "Job Queue",
            "401 to user",
            "503 + Retry-After / (breaker open)",
            "DLQ+page",
            "Frontend -> API Gateway: Sync 1 POST",
            "API Gateway -> Order Svc: Sync 2 gRPC",
            "Order Svc -> Orders DB: Sync 3 INSERT",
            "Order Svc -> Job Queue: Async 4 enqueue",
            "API Gateway -> 401 to user: Error ✗ 1a bad token",
            "Order Svc -> 503 + Retry-After / (breaker open): Error ✗ 3a DB down",
            "Job Queue -> DLQ+page: Error ✗ 4a",
            "401 to user -> Frontend: Error ✗ toast",
            "503 + Retry-After / (breaker open) -> Frontend: Error ✗ retry 3x, then banner",
        ],
    );
}

#[test]
fn every_kind_of_line_in_ascii() {
    check(
        "
Kinds

+---+       +---+       +---+
| A +------>| B +......>| C |
|   |       |   |<======+   |
+---+       +---+       +---+
  ^           ^
  | twice     ; 200
  v           ;
+---+         ;
| D +~~~~~~~~~+
+---+

-- sync   .. async   == ! error   ~~ reply
",
        Signs::Ascii,
        &[
            "A",
            "B",
            "C",
            "D",
            "A -> B: Sync",
            "B -> C: Async",
            "C -> B: Error",
            "D <-> A: Sync twice",
            "D -> B: Return 200",
        ],
    );
}

#[test]
fn crossings_go_straight_on_in_both_charsets() {
    let flows = ["A", "B", "C", "D", "A -> D: Sync", "B -> C: Async"];
    check(
        "
        ┌───┐
        │ B │
        └─┬─┘
┌───┐     ┆     ┌───┐
│ A ├─────┼────▶│ D │
└───┘     ┆     └───┘
          ▼
        ┌───┐
        │ C │
        └───┘
",
        Signs::Lines,
        &flows,
    );
    check(
        "
        +---+
        | B |
        +-+-+
+---+     :     +---+
| A +---- : --->| D |
+---+     :     +---+
          v
        +---+
        | C |
        +---+
",
        Signs::Ascii,
        &flows,
    );
}

#[test]
fn loops_and_flows_of_boundaries() {
    check(
        "
┌─ Shop ──┬───────────────┐
│         │ everything    ├──┐ elects
│         ▼               │◀─┘
│      ┌─────┐            │
│      │ API ├──┐ retry   │
│      │     │◀─┘         │
│      └──┬──┘            │
│         ┆               │
│         ▼               │
└─────────────────────────┘
",
        Signs::Lines,
        &[
            "Shop",
            "Shop > API",
            "Shop -> API: Sync everything",
            "Shop -> Shop: Sync elects",
            "API -> API: Sync retry",
            "API -> Shop: Async",
        ],
    );
}

#[test]
fn numbered_notes_and_titles_of_several_lines() {
    check(
        "
A drawing

┌─ A boundary with ┬──────┐
│  a long title    │ [1]  │
│                  ▼      │
│               ┌─────┐   │
│   ┌───────────┤  X  │   │
│   │ [2]       └─────┘   │
│   ▼                     │
│ ┌─────┐                 │
│ │  Y  │                 │
│ └─────┘                 │
└─────────────────────────┘

[1] a label that found
    no room
[2] [1] not a note

── sync
",
        Signs::Lines,
        &[
            "A boundary with a long title",
            "A boundary with a long title > X",
            "A boundary with a long title > Y",
            "A boundary with a long title -> X: Sync a label that found no room",
            "X -> Y: Sync [1] not a note",
        ],
    );
    // A word that does not fit beside its number.
    check(
        "
┌─────┐
│  X  ├──┐ [1]
│     │◀─┘
└─────┘

[1]
averylongword
",
        Signs::Lines,
        &["X", "X -> X: Sync averylongword"],
    );
}

/// Marks with nothing to combine with stand on the blank before them.
#[test]
fn marks_on_blanks() {
    check("┌─────┐\n│ \u{11633} \u{1b04}  │\n└─────┘\n", Signs::Lines, &["\u{11633} \u{1b04}"]);
    check("┌───┐\n│ \u{11633} \u{1b00} │\n└───┘\n", Signs::Lines, &["\u{11633}\u{1b00}"]);
}

#[test]
fn labels_made_of_our_own_signs() {
    check(
        "
┌───────┐                ┌───────┐
│ ┌─┐ ▶ ├── ─▶ a ── b ──▶│ + - | │
└───┬───┘                └───────┘
    │ │ ╪ ✗
    ▼
┌───────┐
│ ═╬═   │
└───────┘
",
        Signs::Lines,
        &["┌─┐ ▶", "+ - |", "═╬═", "┌─┐ ▶ -> + - |: Sync ─▶ a ── b", "┌─┐ ▶ -> ═╬═: Sync │ ╪ ✗"],
    );
}

#[test]
fn strokes_that_lead_nowhere_are_faults() {
    for (fault, drawing) in [
        (
            "no flow runs through `┬`",
            "
┌───┐   ┌───┐
│ A │   │ B │
└─┬─┘   └───┘
  │
",
        ),
        (
            "no flow runs through `├`",
            "
┌───┐   ┌───┐
│ A ├─ ▶│ B │
└───┘   └───┘
",
        ),
        (
            "belongs to nothing",
            "
┌───┐      ┌───┐
│ A │ ───▶ │ B │
└───┘      └───┘
",
        ),
        (
            "no flow runs through `┼`",
            "
┌─ S ─┼───────┐
│     │ ┌───┐ │
│       │ A │ │
│       └───┘ │
└─────────────┘
",
        ),
        // An error path that turns into an asynchronous flow.
        (
            "no flow runs through `╞`",
            "
┌───┐       ┌───┐
│ A ╞═══┄┄┄▶│ B │
└───┘       └───┘
",
        ),
    ] {
        check_fault(drawing, Signs::Lines, fault);
    }
    check_fault(
        "
+---+      +---+
| A +-- -->| B |
+---+      +---+
",
        Signs::Ascii,
        "no flow runs through `+`",
    );
}

#[test]
fn lines_round_a_label_are_no_component() {
    check(
        "
+---------------+
|    Client     |
+-+-+-----------+
  | +--------+
  +-+        |
    | Orders |
  +-+        |
  | +--------+
  v v
+---------------+
|    Server     |
+---------------+
",
        Signs::Ascii,
        &["Client", "Server", "Client -> Server: Sync Orders", "Client -> Server: Sync"],
    );
}
