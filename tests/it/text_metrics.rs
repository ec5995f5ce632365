//! Sizes and texts of boxes in cells.

use cutaway::geom::{Rect, Size};
use cutaway::layout::metrics::cells::CellMetrics;
use cutaway::layout::metrics::{Content, Metrics, Tightness};
use cutaway::scene::cells;
use cutaway::source::{FileId, Span};
use cutaway::view::{Accent, Border, Direction, Hints, Kind, Look, Node, Shape, Status};
use proptest::prelude::*;

fn node(base: Kind, label: &str) -> Node {
    Node {
        id: "shop.orders".to_owned(),
        label: label.to_owned(),
        kind: base.word().to_owned(),
        base,
        tech: None,
        does: None,
        parent: None,
        container: base.is_boundary(),
        look: Look { shape: Shape::Box, border: Border::Solid, accent: Accent::Neutral },
        status: None,
        link: None,
        tags: Vec::new(),
        direction: None::<Direction>,
        hints: Hints::default(),
        card: None,
        span: Span::new(FileId(0), 0, 0),
    }
}

fn lines(content: &Content) -> Vec<&str> {
    content.lines.iter().map(|line| line.text.as_str()).collect()
}

#[track_caller]
fn check(node: &Node, expected: &[&str]) {
    let content = CellMetrics.node(node, Tightness::default());
    assert_eq!(lines(&content), expected);
}

#[test]
fn a_box_names_its_kind_only_where_it_is_no_plain_part() {
    check(&Node { tech: Some("Next.js".into()), ..node(Kind::App, "Frontend") }, &["Frontend", "(Next.js)"]);
    check(
        &Node { tech: Some("PostgreSQL".into()), ..node(Kind::Database, "Orders DB") },
        &["Orders DB", "[db] PostgreSQL"],
    );
    check(&node(Kind::Queue, "Jobs"), &["Jobs", "[queue]"]);
    check(&Node { tech: Some("HTTPS".into()), ..node(Kind::External, "Stripe") }, &["Stripe", "[ext] HTTPS"]);
    check(&node(Kind::Person, "Customer"), &["Customer"]);
}

#[test]
fn a_box_tells_its_status_its_own_kind_and_what_it_does() {
    let gateway =
        Node { does: Some("Auth, rate limit, routing".into()), ..node(Kind::Gateway, "API Gateway / BFF") };
    check(&gateway, &["API Gateway / BFF", "Auth, rate limit, routing"]);
    check(&Node { status: Some(Status::New), ..node(Kind::Service, "Stock") }, &["Stock", "[new]"]);
    let lambda = Node { kind: "lambda".into(), tech: Some("Rust".into()), ..node(Kind::Function, "Resize") };
    check(&Node { status: Some(Status::Removed), ..lambda }, &["Resize", "[lambda] [removed] Rust"]);
    check(&node(Kind::Service, "  "), &["orders"]);
}

#[test]
fn a_title_stands_in_the_wall_and_what_is_left_of_it_below() {
    let title = |node: &Node| CellMetrics.title(node, Tightness::default());
    let data =
        Node { tech: Some("AWS".into()), status: Some(Status::New), ..node(Kind::Layer, "Data layer") };
    assert_eq!(lines(&title(&data)), ["Data layer [new] (AWS)"]);
    let content = title(&data);
    assert_eq!(content.size, Size::new(29, 3));
    // ┌─ Data layer [new] (AWS) ──┐
    assert_eq!(CellMetrics.title_span(&content, CellMetrics.title_offset()), 2..26);
    assert_eq!(CellMetrics.padding(&data, Tightness::default()).top, 2);
    let placed = CellMetrics.place_title(&data, &content, Rect::new(10, 5, 40, 9), 7);
    assert_eq!(placed.texts[0].rect, Rect::new(17, 5, 22, 1));

    let long = node(Kind::System, &"a long title ".repeat(8));
    assert_eq!(title(&long).lines.len(), 3);
    assert_eq!(CellMetrics.padding(&long, Tightness::default()).top, 4);
}

#[test]
fn an_error_mark_never_stands_alone() {
    let label = |caption: &str, label_wrap| {
        let lines = CellMetrics.label(caption, Tightness { label_wrap, ..Tightness::default() });
        lines.into_iter().map(|line| line.text).collect::<Vec<_>>()
    };
    assert_eq!(label("✗ timeout of the payment service", 12), ["✗ timeout of", "the payment", "service"]);
    assert_eq!(label("✗ unreachableservice", 10), ["✗ unreacha", "bleservice"]);
    assert_eq!(label("✗ ", 10), ["✗"]);
    assert_eq!(label("", 10), [""; 0]);
    assert_eq!(label("calls · REST/JSON", 12), ["calls", "· REST/JSON"]);
}

proptest! {
    #[test]
    fn a_box_holds_its_lines(
        label in "\\PC{0,60}",
        tech in prop::option::of("\\PC{1,20}"),
        does in prop::option::of("(\\PC{1,12} ){1,12}"),
        kind in prop::sample::select(Kind::ALL.to_vec()),
        node_wrap in 1_usize..40,
        more in 0..9,
    ) {
        let node = Node { tech, does, ..node(kind, &label) };
        let tightness = Tightness { node_wrap, ..Tightness::default() };
        let content = CellMetrics.node(&node, tightness);
        prop_assert!(content.size.w % 2 == 1, "a single line leaves at the middle");
        let rect = Rect::new(3, 4, content.size.w + more, content.size.h + more);
        let inside = Rect::new(rect.x + 2, rect.y + 1, rect.w - 4, rect.h - 2);
        for text in CellMetrics.place_node(&node, &content, rect).texts {
            prop_assert_eq!(text.rect.w as usize, cells::width(&text.text));
            prop_assert!(inside.holds(text.rect), "{:?} in {:?}", text.rect, inside);
        }
        let title = CellMetrics.title(&node, tightness);
        let span = CellMetrics.title_span(&title, CellMetrics.title_offset());
        prop_assert!(span.start > 1 && span.end < title.size.w - 1, "{:?} in {:?}", span, title.size);
    }
}
