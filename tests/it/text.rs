//! Drawings with characters: scenes placed by hand and what they must look like.

use cutaway::geom::{Point, Rect, Size};
use cutaway::layout::metrics::Metrics;
use cutaway::layout::metrics::cells::CellMetrics;
use cutaway::render::text::{Charset, TextOptions, render};
use cutaway::scene::{Edge, LegendItem, LegendSample, Node, Scene, SceneUnit, Text, TextRole, cells};
use cutaway::source::{FileId, Span};
use cutaway::view::{Accent, Border, EdgeKind, Kind, Shape};

/// A scene in the making.
struct Sketch(Scene);

fn sketch() -> Sketch {
    Sketch(Scene {
        view: "components".to_owned(),
        title: String::new(),
        unit: SceneUnit::Cell,
        size: Size::default(),
        heading: Vec::new(),
        nodes: Vec::new(),
        edges: Vec::new(),
        legend: Vec::new(),
        notes: Vec::new(),
    })
}

fn text(words: &str, role: TextRole, x: i32, y: i32) -> Text {
    Text { text: words.to_owned(), role, rect: Rect::new(x, y, cells::width(words) as i32, 1) }
}

impl Sketch {
    fn node(mut self, rect: Rect, container: bool, texts: Vec<Text>) -> Sketch {
        self.0.size.w = self.0.size.w.max(rect.right());
        self.0.size.h = self.0.size.h.max(rect.bottom());
        self.0.nodes.push(Node {
            id: format!("n{}", self.0.nodes.len()),
            kind: "service".to_owned(),
            base: Kind::Service,
            label: String::new(),
            parent: None,
            container,
            depth: 0,
            rect,
            shape: Shape::Box,
            border: Border::Solid,
            accent: Accent::Neutral,
            status: None,
            link: None,
            tags: Vec::new(),
            texts,
            mark: None,
            badge: None,
            span: Span::new(FileId(0), 0, 0),
        });
        self
    }

    /// A box with its lines of text, at a place; as small as they allow.
    fn leaf(self, x: i32, y: i32, lines: &[&str]) -> Sketch {
        let width = lines.iter().map(|line| cells::width(line) as i32).max().unwrap_or(0);
        let role = |at| if at == 0 { TextRole::Label } else { TextRole::Detail };
        let texts = lines.iter().enumerate().map(|(at, line)| {
            let indent = (width - cells::width(line) as i32) / 2;
            text(line, role(at), x + 2 + indent, y + 1 + at as i32)
        });
        let texts = texts.collect();
        self.node(Rect::new(x, y, width + 4, lines.len() as i32 + 2), false, texts)
    }

    fn boundary(self, rect: Rect, title: &str) -> Sketch {
        let texts = vec![text(title, TextRole::Title, rect.x + 3, rect.y)];
        self.node(rect, true, texts)
    }

    fn line(mut self, kind: EdgeKind, points: &[(i32, i32)]) -> Sketch {
        self.0.edges.push(Edge {
            id: format!("e{}", self.0.edges.len()),
            from: 0,
            to: 0,
            kind,
            both: false,
            points: points.iter().map(|&(x, y)| Point::new(x, y)).collect(),
            labels: Vec::new(),
            step: None,
            caption: String::new(),
            tags: Vec::new(),
            span: Span::new(FileId(0), 0, 0),
        });
        self
    }

    fn both(mut self) -> Sketch {
        self.0.edges.last_mut().unwrap().both = true;
        self
    }

    fn label(mut self, x: i32, y: i32, words: &str) -> Sketch {
        self.0.edges.last_mut().unwrap().labels.push(text(words, TextRole::Flow, x, y));
        self
    }

    fn step(mut self, x: i32, y: i32, words: &str) -> Sketch {
        self.0.edges.last_mut().unwrap().step = Some(text(words, TextRole::Step, x, y));
        self
    }

    fn draw(&self, charset: Charset) -> String {
        render(&self.0, &TextOptions { charset, ..TextOptions::default() })
    }
}

/// A drawing in the source of a test, without its first line and its indentation.
fn unindented(drawing: &str) -> String {
    let lines = || drawing.lines().skip(1).filter(|line| !line.trim().is_empty());
    let indent = lines().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let mut lines: Vec<&str> = drawing.lines().skip(1).map(|line| line.get(indent..).unwrap_or("")).collect();
    lines.pop_if(|last| last.trim().is_empty());
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[track_caller]
fn check(sketch: &Sketch, charset: Charset, drawing: &str) {
    let drawn = sketch.draw(charset);
    let expected = unindented(drawing);
    assert!(drawn == expected, "drawn:\n{drawn}\nexpected:\n{expected}");
}

use Charset::{Ascii, Safe, Unicode};
use EdgeKind::{Async, Error, Return, Sync};

#[test]
fn every_kind_of_flow_has_its_own_line() {
    let four = || {
        let mut sketch =
            sketch().node(Rect::new(0, 0, 33, 3), false, vec![]).node(Rect::new(0, 6, 33, 3), false, vec![]);
        for (kind, x, words) in
            [(Sync, 3, "calls"), (Async, 11, "tells"), (Error, 19, "✗ down"), (Return, 28, "ok")]
        {
            sketch = sketch.line(kind, &[(x, 2), (x, 6)]).label(x + 2, 4, words);
        }
        sketch
    };
    check(
        &four(),
        Unicode,
        "
        ┌───────────────────────────────┐
        │                               │
        └──┬───────┬───────╥────────┬───┘
           │       ┆       ║        ╎
           │ calls ┆ tells ║ ✗ down ╎ ok
           ▼       ▼       ▼        ▼
        ┌───────────────────────────────┐
        │                               │
        └───────────────────────────────┘
    ",
    );
    check(
        &four(),
        Ascii,
        "
        +-------------------------------+
        |                               |
        +--+-------+-------+--------+---+
           |       :       #        ;
           | calls : tells # ! down ; ok
           v       v       v        v
        +-------------------------------+
        |                               |
        +-------------------------------+
    ",
    );
}

#[test]
fn heads_point_where_a_flow_goes_and_touch_the_wall() {
    let around = || {
        sketch()
            .leaf(12, 5, &["Hub"])
            .leaf(12, 0, &["Top"])
            .leaf(24, 5, &["End"])
            .leaf(12, 10, &["Low"])
            .leaf(0, 5, &["One"])
            .line(Sync, &[(15, 5), (15, 2)])
            .line(Sync, &[(18, 6), (24, 6)])
            .line(Sync, &[(15, 7), (15, 10)])
            .line(Sync, &[(12, 6), (6, 6)])
    };
    check(
        &around(),
        Unicode,
        "
                    ┌─────┐
                    │ Top │
                    └─────┘
                       ▲
                       │
        ┌─────┐     ┌──┴──┐     ┌─────┐
        │ One │◀────┤ Hub ├────▶│ End │
        └─────┘     └──┬──┘     └─────┘
                       │
                       ▼
                    ┌─────┐
                    │ Low │
                    └─────┘
    ",
    );
    check(
        &around(),
        Safe,
        "
                    ┌─────┐
                    │ Top │
                    └─────┘
                       ▲
                       │
        ┌─────┐     ┌──┴──┐     ┌─────┐
        │ One │◄────┤ Hub ├────►│ End │
        └─────┘     └──┬──┘     └─────┘
                       │
                       ▼
                    ┌─────┐
                    │ Low │
                    └─────┘
    ",
    );
    check(
        &around(),
        Ascii,
        "
                    +-----+
                    | Top |
                    +-----+
                       ^
                       |
        +-----+     +--+--+     +-----+
        | One |<----+ Hub +---->| End |
        +-----+     +--+--+     +-----+
                       |
                       v
                    +-----+
                    | Low |
                    +-----+
    ",
    );
}

/// Four lines down, four lines across.
fn mesh() -> Sketch {
    let kinds = [Sync, Async, Error, Return];
    let mut mesh = sketch()
        .node(Rect::new(6, 0, 17, 3), false, vec![])
        .node(Rect::new(6, 12, 17, 3), false, vec![])
        .node(Rect::new(0, 3, 3, 9), false, vec![])
        .node(Rect::new(26, 3, 3, 9), false, vec![]);
    for (kind, at) in kinds.into_iter().zip(0..) {
        mesh = mesh.line(kind, &[(8 + 4 * at, 2), (8 + 4 * at, 12)]);
    }
    for (kind, at) in kinds.into_iter().zip(0..) {
        mesh = mesh.line(kind, &[(2, 4 + 2 * at), (26, 4 + 2 * at)]);
    }
    mesh
}

#[test]
fn crossings_go_straight_on() {
    check(
        &mesh(),
        Unicode,
        "
              ┌───────────────┐
              │               │
              └─┬───┬───╥───┬─┘
        ┌─┐     │   ┆   ║   ╎     ┌─┐
        │ ├─────┼───┼───╫───┼────▶│ │
        │ │     │   ┆   ║   ╎     │ │
        │ ├┄┄┄┄┄┼┄┄┄┼┄┄┄╫┄┄┄┼┄┄┄┄▶│ │
        │ │     │   ┆   ║   ╎     │ │
        │ ╞═════╪═══╪═══╬═══╪════▶│ │
        │ │     │   ┆   ║   ╎     │ │
        │ ├╌╌╌╌╌┼╌╌╌┼╌╌╌╫╌╌╌┼╌╌╌╌▶│ │
        └─┘     ▼   ▼   ▼   ▼     └─┘
              ┌───────────────┐
              │               │
              └───────────────┘
    ",
    );
    check(
        &mesh(),
        Ascii,
        "
              +---------------+
              |               |
              +-+---+---+---+-+
        +-+     |   :   #   ;     +-+
        | +---- | - : - # - ; --->| |
        | |     |   :   #   ;     | |
        | +.... | . : . # . ; ...>| |
        | |     |   :   #   ;     | |
        | +==== | = : = # = ; ===>| |
        | |     |   :   #   ;     | |
        | +~~~~ | ~ : ~ # ~ ; ~~~>| |
        +-+     v   v   v   v     +-+
              +---------------+
              |               |
              +---------------+
    ",
    );
}

#[test]
fn corners_turn_and_walls_are_crossed() {
    let nested = || {
        sketch()
            .boundary(Rect::new(0, 5, 37, 9), "Shop")
            .leaf(0, 0, &["Customer"])
            .leaf(4, 9, &["Frontend"])
            .leaf(24, 7, &["Orders"])
            .leaf(46, 7, &["Card"])
            .line(Sync, &[(6, 2), (6, 9)])
            .line(Error, &[(46, 8), (33, 8)])
            .line(Async, &[(15, 10), (19, 10), (19, 1), (48, 1), (48, 7)])
            .line(Error, &[(51, 9), (51, 15), (10, 15), (10, 11)])
            .line(Return, &[(27, 7), (27, 4), (9, 4), (9, 2)])
    };
    check(
        &nested(),
        Unicode,
        "
        ┌──────────┐
        │ Customer │       ┌┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┐
        └─────┬────┘       ┆                            ┆
              │  ▲         ┆                            ┆
              │  └╌╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌┐                    ┆
        ┌─ Shop ───────────┼───────┼────────┐           ┆
        │     │            ┆       ╎        │           ▼
        │     │            ┆    ┌──┴─────┐  │         ┌──────┐
        │     ▼            ┆    │ Orders │◀═╪═════════╡ Card │
        │   ┌──────────┐   ┆    └────────┘  │         └────╥─┘
        │   │ Frontend ├┄┄┄┘                │              ║
        │   └──────────┘                    │              ║
        │         ▲                         │              ║
        └─────────╫─────────────────────────┘              ║
                  ║                                        ║
                  ╚════════════════════════════════════════╝
    ",
    );
    check(
        &nested(),
        Ascii,
        "
        +----------+
        | Customer |       +............................+
        +-----+----+       :                            :
              |  ^         :                            :
              |  +~~~~~~~~ : ~~~~~~+                    :
        +- Shop ---------- : ----- ; -------+           :
        |     |            :       ;        |           v
        |     |            :    +--+-----+  |         +------+
        |     v            :    | Orders |< | ========+ Card |
        |   +----------+   :    +--------+  |         +----+-+
        |   | Frontend +...+                |              #
        |   +----------+                    |              #
        |         ^                         |              #
        +-------- # ------------------------+              #
                  #                                        #
                  +========================================+
    ",
    );
}

#[test]
fn a_flow_to_itself_loops_at_the_right() {
    let looped = sketch()
        .leaf(0, 0, &["Scheduler", "(cron)"])
        .line(Sync, &[(12, 1), (16, 1), (16, 2), (12, 2)])
        .label(18, 1, "next run");
    check(
        &looped,
        Unicode,
        "
        ┌───────────┐
        │ Scheduler ├───┐ next run
        │  (cron)   │◀──┘
        └───────────┘
    ",
    );
}

#[test]
fn two_heads_leave_both_walls_whole() {
    let both = sketch()
        .leaf(0, 0, &["Orders"])
        .leaf(22, 0, &["Stock"])
        .leaf(0, 6, &["Audit"])
        .line(Sync, &[(9, 1), (22, 1)])
        .both()
        .label(13, 1, "gRPC")
        .line(Error, &[(4, 2), (4, 6)])
        .both();
    check(
        &both,
        Unicode,
        "
        ┌────────┐            ┌───────┐
        │ Orders │◀─ gRPC ───▶│ Stock │
        └────────┘            └───────┘
            ▲
            ║
            ▼
        ┌───────┐
        │ Audit │
        └───────┘
    ",
    );
}

#[test]
fn labels_stand_in_gaps_of_a_line_and_beside_it() {
    let labelled = sketch()
        .leaf(0, 0, &["Orders"])
        .leaf(30, 0, &["Ledger"])
        .leaf(0, 6, &["Queue"])
        .line(Sync, &[(9, 1), (30, 1)])
        .label(14, 1, "POST /charge")
        .line(Async, &[(4, 2), (4, 6)])
        .label(6, 3, "order.created")
        .label(6, 4, "once per order")
        .line(Error, &[(34, 2), (34, 7), (8, 7)])
        .step(14, 7, "3a")
        .label(18, 7, "✗ lost");
    check(
        &labelled,
        Unicode,
        "
        ┌────────┐                    ┌────────┐
        │ Orders ├─── POST /charge ──▶│ Ledger │
        └───┬────┘                    └───╥────┘
            ┆ order.created               ║
            ┆ once per order              ║
            ▼                             ║
        ┌───────┐                         ║
        │ Queue │◀═══ 3a  ✗ lost ═════════╝
        └───────┘
    ",
    );
    check(
        &labelled,
        Ascii,
        "
        +--------+                    +--------+
        | Orders +--- POST /charge -->| Ledger |
        +---+----+                    +---+----+
            : order.created               #
            : once per order              #
            v                             #
        +-------+                         #
        | Queue |<=== 3a  ! lost =========+
        +-------+
    ",
    );
}

#[test]
fn wide_and_joined_graphemes_keep_the_walls_in_line() {
    let wide = sketch()
        .boundary(Rect::new(0, 0, 44, 11), "商店 🛒")
        .leaf(3, 2, &["订单服务"])
        .leaf(27, 2, &["👩‍👩‍👧 Team"])
        .leaf(3, 7, &["Cafe\u{301} العربية"])
        .line(Sync, &[(14, 3), (27, 3)])
        .label(19, 3, "下单")
        .line(Error, &[(8, 4), (8, 7)])
        .label(10, 5, "✗ 超时 ⏱️");
    check(
        &wide,
        Unicode,
        "
        ┌─ 商店 🛒 ────────────────────────────────┐
        │                                          │
        │  ┌──────────┐            ┌─────────┐     │
        │  │ 订单服务 ├─── 下单 ──▶│ 👩‍👩‍👧 Team │     │
        │  └────╥─────┘            └─────────┘     │
        │       ║ ✗ 超时 ⏱️                        │
        │       ▼                                  │
        │  ┌──────────────┐                        │
        │  │ Café العربية │                        │
        │  └──────────────┘                        │
        └──────────────────────────────────────────┘
    ",
    );
}

#[test]
fn texts_may_look_like_lines() {
    let hostile = sketch()
        .boundary(Rect::new(0, 0, 30, 13), "┌─┐ +--+")
        .leaf(3, 2, &["│ ▶ ✗ |"])
        .leaf(3, 8, &["└──┬──┘"])
        .line(Error, &[(8, 4), (8, 8)])
        .label(10, 5, "✗ ═══▶ ║");
    check(
        &hostile,
        Unicode,
        "
        ┌─ ┌─┐ +--+ ─────────────────┐
        │                            │
        │  ┌─────────┐               │
        │  │ │ ▶ ✗ | │               │
        │  └────╥────┘               │
        │       ║ ✗ ═══▶ ║           │
        │       ║                    │
        │       ▼                    │
        │  ┌─────────┐               │
        │  │ └──┬──┘ │               │
        │  └─────────┘               │
        │                            │
        └────────────────────────────┘
    ",
    );
    check(
        &hostile,
        Ascii,
        "
        +- ┌─┐ +--+ -----------------+
        |                            |
        |  +---------+               |
        |  | │ ▶ ✗ | |               |
        |  +----+----+               |
        |       # ! ═══▶ ║           |
        |       #                    |
        |       v                    |
        |  +---------+               |
        |  | └──┬──┘ |               |
        |  +---------+               |
        |                            |
        +----------------------------+
    ",
    );
}

#[test]
fn title_notes_and_legend_stand_around() {
    let mut framed = sketch().leaf(0, 2, &["Orders"]).leaf(22, 2, &["Ledger"]);
    framed = framed.line(Error, &[(9, 3), (22, 3)]).label(14, 3, "[1]");
    framed.0.heading.push(text("FLOW: place order", TextRole::Heading, 0, 0));
    framed.0.notes.push(text("[1] ✗ timeout · retry 3×", TextRole::Flow, 0, 6));
    let mut x = 0;
    for kind in [Sync, Async, Error, Return] {
        let (sample, words) = CellMetrics.legend_line(kind);
        let rect = Rect::new(x, 8, sample.w, sample.h);
        let item = text(&words.text, words.role, rect.right() + 1, 8);
        x = item.rect.right() + 3;
        framed.0.legend.push(LegendItem { sample: LegendSample::Line(kind), rect, text: item });
    }
    check(
        &framed,
        Unicode,
        "
        FLOW: place order

        ┌────────┐            ┌────────┐
        │ Orders ╞═══ [1] ═══▶│ Ledger │
        └────────┘            └────────┘

        [1] ✗ timeout · retry 3×

        ── sync   ┄┄ async   ══ ✗ error   ╌╌ return
    ",
    );
    check(
        &framed,
        Ascii,
        "
        FLOW: place order

        +--------+            +--------+
        | Orders +=== [1] ===>| Ledger |
        +--------+            +--------+

        [1] ! timeout - retry 3x

        -- sync   .. async   == ! error   ~~ return
    ",
    );
}

/// Every sketch of this file that has much in it.
fn busy() -> Sketch {
    mesh()
        .boundary(Rect::new(30, 0, 44, 14), "商店 🛒")
        .leaf(33, 2, &["订单服务", "[db] `PostgreSQL`"])
        .leaf(53, 8, &["👩‍👩‍👧 Cafe\u{301}"])
        .line(Error, &[(41, 5), (41, 9), (53, 9)])
        .label(43, 7, "✗ 超时")
}

#[test]
fn colour_only_repeats_what_signs_say() {
    for charset in Charset::ALL {
        let plain = busy().draw(charset);
        let colored = render(&busy().0, &TextOptions { charset, color: true, ..TextOptions::default() });
        assert_ne!(colored, plain);
        let mut stripped = String::new();
        let mut rest = colored.as_str();
        while let Some((before, escape)) = rest.split_once('\u{1b}') {
            stripped.push_str(before);
            rest = escape.split_once('m').expect("an escape ends with its letter").1;
        }
        assert_eq!(stripped + rest, plain);
        assert!(
            colored.lines().all(|line| line.rfind("\u{1b}[") == line.rfind("\u{1b}[0m")),
            "a line ends in black"
        );
    }
}

#[test]
fn lines_end_with_their_last_sign_or_all_in_one_column() {
    for charset in Charset::ALL {
        let plain = busy().draw(charset);
        assert!(plain.ends_with('\n') && !plain.ends_with("\n\n") && !plain.contains('\r'));
        assert!(plain.lines().all(|line| line == line.trim_end()));
        let padded = render(&busy().0, &TextOptions { charset, pad: true, ..TextOptions::default() });
        assert!(padded.lines().all(|line| cells::width(line) == busy().0.size.w as usize), "{padded}");
        assert!(padded.lines().map(str::trim_end).eq(plain.lines()));
    }
}

#[test]
fn a_fence_is_longer_than_the_ticks_inside() {
    let fenced = |words: &str| {
        let scene = sketch().leaf(0, 0, &[words]).0;
        render(&scene, &TextOptions { markdown: true, ..TextOptions::default() })
    };
    assert!(fenced("Orders").starts_with("```text\n┌────────┐\n"));
    assert!(fenced("Orders").ends_with("└────────┘\n```\n"));
    assert!(fenced("a ```` b").starts_with("`````text\n"));
    assert!(fenced("a ```` b").ends_with("\n`````\n"));
}

#[test]
fn what_should_not_be_is_still_drawn() {
    // An empty scene, a flow without room for a head, flows without a path, boxes off the sheet.
    assert_eq!(sketch().draw(Unicode), "\n");
    let odd = sketch()
        .leaf(0, 0, &["A"])
        .leaf(5, 0, &["B"])
        .line(Sync, &[(4, 1), (5, 1)])
        .line(Async, &[(4, 1)])
        .line(Return, &[])
        .line(Error, &[(0, 2), (0, 2)])
        .node(Rect::new(-4, -4, 3, 3), true, vec![text("\u{301}off", TextRole::Label, -9, -9)])
        .node(Rect::new(0, 4, 1, 1), false, vec![text("\u{301}x\u{301}", TextRole::Label, 2, 4)]);
    check(
        &odd,
        Unicode,
        "
        ┌───┐┌───┐
        │ A ├▶ B │
        └───┘└───┘

          \u{301}x\u{301}
    ",
    );
}
