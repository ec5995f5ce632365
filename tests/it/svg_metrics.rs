//! Pixel metrics: what stands on a box stands inside it, apart from its neighbours, on the grid.

use crate::svg_fixture::view_node;
use cutaway::geom::{Rect, Unit};
use cutaway::layout::metrics::pixels::PixelMetrics;
use cutaway::layout::metrics::{Metrics, Placed, Tightness};
use cutaway::scene::TextRole;
use cutaway::scene::font::style;
use cutaway::view::{Kind, Node, Shape, Status};

const SHAPES: [Shape; 7] =
    [Shape::Box, Shape::Rounded, Shape::Cylinder, Shape::Pipe, Shape::Hexagon, Shape::Person, Shape::Folder];

/// Nodes of every kind and shape, with short, long, foreign and no words.
fn nodes() -> impl Iterator<Item = Node> {
    let labels = ["A", "API Gateway / BFF", "订单服务 🛒 خدمة", "", LONG];
    let details = [None, Some("PostgreSQL"), Some(LONG)];
    let statuses = [None, Some(Status::New), Some(Status::Existing)];
    let words =
        labels.into_iter().flat_map(move |label| details.into_iter().map(move |detail| (label, detail)));
    words.flat_map(move |(label, detail)| {
        Kind::ALL.into_iter().flat_map(move |kind| {
            SHAPES.into_iter().zip(statuses.into_iter().cycle()).map(move |(shape, status)| {
                let mut node = view_node("n", kind, label);
                node.look.shape = shape;
                node.status = status;
                node.tech = detail.map(str::to_owned);
                node.does = detail.filter(|words| words.len() > 20).map(str::to_owned);
                node
            })
        })
    })
}

const LONG: &str = "a label of a hundred and twenty characters, as people write when a name has to say everything there is to say about it";

const TIGHT: [Tightness; 2] = [
    Tightness { node_wrap: 28, label_wrap: 24, tight: false },
    Tightness { node_wrap: 12, label_wrap: 12, tight: true },
];

/// The rooms of what was placed: texts, mark, badge.
fn rooms(placed: &Placed) -> Vec<Rect> {
    placed.texts.iter().chain(&placed.badge).map(|text| text.rect).chain(placed.mark).collect()
}

#[track_caller]
fn check_rooms(node: &Node, placed: &Placed, rect: Rect) {
    let rooms = rooms(placed);
    for (index, room) in rooms.iter().enumerate() {
        assert!(rect.holds(*room), "{room:?} leaves {rect:?}: {node:?}");
        for other in &rooms[..index] {
            assert!(!room.overlaps(*other), "{room:?} and {other:?} overlap: {node:?}");
        }
    }
    for text in &placed.texts {
        assert!(text.rect.w >= style(text.role).width(&text.text), "{text:?} is too narrow");
    }
}

#[test]
fn what_stands_on_a_box_is_inside_it() {
    for node in nodes().filter(|node| !node.container) {
        for tightness in TIGHT {
            let content = PixelMetrics.node(&node, tightness);
            assert!(content.size.w % 4 == 0 && content.size.h % 4 == 0, "{node:?}");
            for (wider, taller) in [(0, 0), (2, 0), (100, 40)] {
                let rect = Rect::new(20, 40, content.size.w + wider, content.size.h + taller);
                check_rooms(&node, &PixelMetrics.place_node(&node, &content, rect), rect);
            }
        }
    }
}

#[test]
fn lines_without_a_mark_share_the_centre_of_the_box() {
    for node in nodes()
        .filter(|node| node.base == Kind::External && node.look.shape == Shape::Box && node.status.is_none())
    {
        let content = PixelMetrics.node(&node, Tightness::default());
        let rect = Rect::new(0, 0, content.size.w, content.size.h);
        for text in PixelMetrics.place_node(&node, &content, rect).texts {
            assert_eq!(2 * text.rect.x + text.rect.w, rect.w, "{text:?}");
        }
    }
}

#[test]
fn a_title_keeps_clear_of_the_insides() {
    for node in nodes() {
        for tightness in TIGHT {
            let content = PixelMetrics.title(&node, tightness);
            let padding = PixelMetrics.padding(&node, tightness);
            let offset = PixelMetrics.title_offset();
            let mut boundary = node.clone();
            boundary.container = true;
            let content = if node.container { content } else { PixelMetrics.title(&boundary, tightness) };
            let rect = Rect::new(100, 60, content.size.w, content.size.h);
            let placed = PixelMetrics.place_title(&boundary, &content, rect, offset);
            check_rooms(&boundary, &placed, rect);
            let span = PixelMetrics.title_span(&content, offset);
            let padding = if node.container { padding } else { PixelMetrics.padding(&boundary, tightness) };
            for room in rooms(&placed) {
                assert!(room.bottom() + 8 <= rect.y + padding.top, "{room:?}: {node:?}");
                assert!(
                    span.start < room.x - rect.x && room.right() - rect.x < span.end,
                    "{room:?} {span:?}"
                );
            }
        }
    }
}

#[test]
fn labels_wrap_at_their_limit_and_keep_every_word() {
    for tightness in TIGHT {
        let limit = Unit::try_from(tightness.label_wrap).expect("small") * style(TextRole::Flow).size / 2;
        for label in [LONG, "calls · REST/JSON", "order.created", "订单服务保存订单并通知仓库和所有其他人"]
        {
            let lines = PixelMetrics.label(label, tightness);
            let kept: String =
                lines.iter().flat_map(|line| line.text.chars()).filter(|c| !c.is_whitespace()).collect();
            assert_eq!(kept, label.chars().filter(|c| !c.is_whitespace()).collect::<String>());
            for line in &lines {
                assert!(style(line.role).width(&line.text) <= limit, "{line:?} is wider than {limit}");
                assert_eq!(line.size.w % 2, 0);
            }
        }
    }
    assert!(PixelMetrics.label("", Tightness::default()).is_empty());
    let lines = PixelMetrics.label("order mail · SMTP/HTML and more", Tightness::default());
    assert_eq!(lines[0].text, "order mail ·", "a joining dot ends its line");
}

#[test]
fn a_long_heading_wraps_only_when_asked() {
    assert_eq!(PixelMetrics.heading(LONG, None).len(), 1);
    let lines = PixelMetrics.heading(LONG, Some(400));
    assert!(lines.len() > 2 && lines.iter().all(|line| line.size.w <= 402), "{lines:?}");
}

#[test]
fn a_step_is_a_disc_until_its_number_is_long() {
    let (short, long) = (PixelMetrics.step("3"), PixelMetrics.step("12.3a"));
    assert_eq!(short.size.w, short.size.h);
    assert!(long.size.w > long.size.h);
}
