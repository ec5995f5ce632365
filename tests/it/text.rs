//! Drawings with characters: what flows, boxes, labels and what stands around them must look like.

use crate::text_sketch::{check, mesh, sketch, text};
use cutaway::geom::Rect;
use cutaway::layout::metrics::Metrics;
use cutaway::layout::metrics::cells::CellMetrics;
use cutaway::render::text::Charset::{Ascii, Safe, Unicode};
use cutaway::scene::{LegendItem, LegendSample, TextRole};
use cutaway::view::EdgeKind::{Async, Error, Return, Sync};

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
