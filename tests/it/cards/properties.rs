//! What holds for any surface, matrix and data model: generated ones, in cells and pixels, at widths from 20 to 200, in
//! every charset. Nothing is cut, nothing overlaps, every line of a page is as wide as the others.

use crate::properties::config;
use cutaway::geom::Rect;
use cutaway::render::text::{Charset, TextOptions};
use cutaway::scene::{Node, Scene, SceneUnit, faults};
use cutaway::{Design, Options};
use proptest::prelude::*;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Words that tables have to hold.
const WORDS: [&str; 14] = [
    "List",
    "orders with pagination",
    "取得订单列表",
    "احصل على الطلب",
    "a|b `c` *d* <e>",
    "👩‍👩‍👧 family",
    "averyveryverylongwordthatnobodywouldwritebutsomebodydoesanywaybecausetheycan",
    "✗ ┌─┐ ▶ │",
    "-> not an arrow",
    "Retry, then 503; \\\"quoted\\\"",
    "e\u{301}tat",
    "#35; &amp; %%{x}%%",
    "",
    "x",
];

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

fn word() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(WORDS.to_vec())
}

prop_compose! {
    fn endpoint()(
        method in proptest::sample::select(METHODS.to_vec()),
        depth in 0_usize..7,
        purpose in word(),
        errors in proptest::sample::subsequence(vec!["400", "404", "409 \"already shipped\"", "5xx", "NOT_FOUND"], 0..4),
        body in proptest::sample::select(vec!["", " { request Draft; response Order }", " { takes 40ms; rate 5/s; auth \"JWT of a kind\" }"]),
        rpc in proptest::bool::weighted(0.15),
    ) -> (bool, &'static str, usize, &'static str, Vec<&'static str>, &'static str) {
        (rpc, method, depth, purpose, errors, body)
    }
}

/// A design with a surface, a second one that calls it, and data.
fn designs(most: usize) -> impl Strategy<Value = String> {
    let endpoints = proptest::collection::vec(endpoint(), 0..=most);
    let fields = proptest::collection::vec((word(), 0_usize..6, any::<bool>()), 0..9);
    (endpoints, fields, word(), word(), word()).prop_map(|(endpoints, fields, one, two, three)| {
        let mut source = format!("title \"T {one}\"\nservice web \"Web {two}\" {{ api \"/w\" {{ GET / }} }}\n");
        let _ = writeln!(source, "service orders \"{three} Orders\" {{\n  api \"/api/v1/orders\" [REST/JSON] {{");
        for (index, (rpc, method, depth, purpose, errors, body)) in endpoints.iter().enumerate() {
            let path: String = (0..*depth).map(|level| format!("/segment{level}/:id{level}")).collect();
            let errors = if errors.is_empty() { String::new() } else { format!(" ! {}", errors.join(", ")) };
            let purpose = if purpose.is_empty() { String::new() } else { format!(" \"{purpose}\"") };
            if *rpc {
                let _ = writeln!(source, "    rpc Call{index}(a: List<Of>, b: {method}) -> stream Page<T>{purpose}{body}{errors}");
            } else {
                let _ = writeln!(source, "    {method} /e{index}{path}{purpose}{body}{errors}");
            }
        }
        source.push_str("  }\n  publishes order.created \"when it is\"\n  consumes order.created, other.event\n  owns Order\n}\n");
        let _ = writeln!(source, "database sql \"DB {one}\" {{ stores Order, Log }}");
        let _ = writeln!(source, "web -> orders \"{two}\" [REST/JSON] {{ carries Order; auth \"{one}\"; takes 40ms }}\n  ! down, slow > 2s: retry 3, respond 503 \"{two}\"\n  ! rejected \"{one}\": show \"{three}\"");
        source.push_str("orders -> sql [SQL]\n  ! \"as a last resort, call somebody\"\norders ~> web\norders !> web \"gone\"\nweb <-> sql\nsql -> sql\n");
        source.push_str("entity Order \"An order\" {\n");
        for (index, (note, kind, key)) in fields.iter().enumerate() {
            let kind = ["", " uuid", " \"draft | paid | shipped\"", " -> Item[]", " -> Order?", " -> Customer"][*kind];
            let key = if *key { " key" } else { "" };
            let note = if note.is_empty() { String::new() } else { format!(" \"{note}\"") };
            // A note alone would be read as values.
            let note = if kind.is_empty() && key.is_empty() { String::new() } else { note };
            let _ = writeln!(source, "  field{index}{kind}{key}{note}");
        }
        source.push_str("}\nentity Item { sku key; back -> Order }\n");
        source
    })
}

const VIEWS: [&str; 5] = ["api:orders", "api", "matrix", "entities", "api:web"];

fn compiled(source: &str) -> Design {
    let design = cutaway::compile("test", source);
    let found: Vec<&str> = design.diagnostics().iter().map(|found| found.message.as_str()).collect();
    assert!(!design.has_errors(), "{found:?}\n{source}");
    design
}

/// What is wrong inside the cards of a scene.
fn faults(scene: &Scene) -> Vec<String> {
    let mut faults = Vec::new();
    for node in &scene.nodes {
        let Some(card) = &node.card else { continue };
        let inner = inside(node, scene.unit);
        let texts: Vec<_> = card.texts().chain(&node.texts).collect();
        for text in &texts {
            // A page's title stands in its wall.
            let in_wall = text.rect.y == node.rect.y && scene.unit == SceneUnit::Cell;
            let room = if in_wall { node.rect } else { inner };
            if !room.holds(text.rect) {
                faults.push(format!("`{}` leaves its box {:?} {:?}", text.text, text.rect, room));
            }
            if scene.unit == SceneUnit::Cell && text.rect.w as usize != text.text.width() {
                let ours = cutaway::scene::cells::width(&text.text);
                if text.rect.w as usize != ours {
                    faults.push(format!("`{}` has room for {}", text.text, text.rect.w));
                }
            }
        }
        let marks = card.rows.iter().flat_map(|row| &row.marks).map(|(_, rect)| *rect);
        let rooms: Vec<Rect> = texts.iter().map(|text| text.rect).chain(marks).collect();
        let mut sorted: Vec<usize> = (0..rooms.len()).collect();
        sorted.sort_by_key(|&index| rooms[index].y);
        for (place, &one) in sorted.iter().enumerate() {
            for &two in &sorted[place + 1..] {
                if rooms[two].y >= rooms[one].bottom() {
                    break;
                }
                if rooms[one].overlaps(rooms[two]) {
                    faults.push(format!("{:?} overlaps {:?}", rooms[one], rooms[two]));
                }
            }
        }
        for rule in &card.rules {
            let (w, h) = (rule.to.x - rule.from.x, rule.to.y - rule.from.y);
            if (w != 0) == (h != 0) || w < 0 || h < 0 {
                faults.push(format!("a rule {rule:?} is no line"));
            }
            let line = match scene.unit {
                SceneUnit::Cell => Rect::new(rule.from.x, rule.from.y, w + 1, h + 1),
                SceneUnit::Px => Rect::new(rule.from.x, rule.from.y, w, h),
            };
            if !node.rect.holds(line) {
                faults.push(format!("a rule {line:?} leaves {:?}", node.rect));
            }
            let crossed = |rect: &&Rect| match scene.unit {
                SceneUnit::Cell => rect.overlaps(line),
                SceneUnit::Px => {
                    let grown = Rect::new(line.x, line.y, line.w.max(1), line.h.max(1));
                    rect.overlaps(grown) && rect.y != line.y && rect.bottom() != line.y
                }
            };
            if let Some(rect) = rooms.iter().find(crossed) {
                faults.push(format!("a rule {line:?} runs through {rect:?}"));
            }
        }
        for pair in card.rows.windows(2) {
            if pair[1].rect.y < pair[0].rect.bottom() {
                faults.push(format!("rows overlap at {:?}", pair[1].rect));
            }
        }
    }
    faults
}

/// A box without its walls.
fn inside(node: &Node, unit: SceneUnit) -> Rect {
    let by = if unit == SceneUnit::Cell { 1 } else { 0 };
    let rect = node.rect;
    Rect::new(rect.x + by, rect.y + by, rect.w - 2 * by, rect.h - 2 * by)
}

/// Every word of a view's cards is in its scene, whatever was wrapped.
fn lost(design: &Design, view: &str, scene: &Scene) -> Vec<String> {
    let (view, _) = design.view(view).expect("there");
    let shown = |node: &Node| -> String {
        let texts = node.card.iter().flat_map(|card| card.texts()).chain(&node.texts);
        texts.flat_map(|text| text.text.chars()).filter(|c| !c.is_whitespace()).collect()
    };
    let mut lost = Vec::new();
    for (node, drawn) in view.nodes.iter().zip(&scene.nodes) {
        let shown = shown(drawn);
        let cells = node.card.iter().flat_map(|card| &card.sections).flat_map(|section| &section.table.rows);
        for line in cells.flat_map(|row| &row.cells).flat_map(|cell| &cell.lines) {
            let wanted: String = line.text.chars().filter(|c| !c.is_whitespace()).collect();
            if !shown.contains(&wanted) {
                lost.push(line.text.clone());
            }
        }
    }
    lost
}

/// Draws every view in a way, and says what is wrong.
fn check(source: &str, width: i32, charset: Charset) -> Result<(), TestCaseError> {
    let design = compiled(source);
    for view in VIEWS {
        for unit in [SceneUnit::Cell, SceneUnit::Px] {
            let options = Options { width: Some(width), ..Options::default() };
            let (scene, _) = design.scene(view, unit, &options).expect("drawn");
            let mut found = faults(&scene);
            found.extend(lost(&design, view, &scene).into_iter().map(|text| format!("`{text}` is lost")));
            found.extend(faults::find(&scene).iter().map(ToString::to_string));
            let list: Vec<String> = found.into_iter().take(8).collect();
            prop_assert!(list.is_empty(), "{view} {unit:?}\n{}", list.join("\n"));
        }
        let mut options = Options { width: Some(width), ..Options::default() };
        options.render.text = TextOptions { charset, ..TextOptions::default() };
        let text = design.draw(view, "text", &options).expect("drawn").text;
        if view.starts_with("api:") || view == "matrix" {
            even(view, &text)?;
        }
        prop_assert_eq!(&text, &design.draw(view, "text", &options).expect("drawn").text, "twice the same");
    }
    Ok(())
}

/// All lines of the box are equally wide.
fn even(view: &str, text: &str) -> Result<(), TestCaseError> {
    let is_wall = |line: &&str| line.starts_with(['┌', '│', '├', '└', '+', '|']);
    let widths: Vec<usize> = text.lines().filter(is_wall).map(cutaway::scene::cells::width).collect();
    let first = widths.first().copied().unwrap_or(0);
    prop_assert!(widths.iter().all(|&width| width == first), "{view}: {widths:?}\n{text}");
    Ok(())
}

fn charsets() -> impl Strategy<Value = Charset> {
    proptest::sample::select(Charset::ALL.to_vec())
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn any_surface_is_drawn_whole(source in designs(12), width in 20_i32..200, charset in charsets()) {
        check(&source, width, charset)?;
    }
}

proptest! {
    #![proptest_config(config(2))]

    #[test]
    fn two_hundred_and_fifty_endpoints_are_drawn_whole(source in designs(250), width in 60_i32..140) {
        check(&source, width, Charset::Unicode)?;
    }
}

/// A box that gets more room than it was measured with still has room for its lines: with more room its columns could share
/// it in another way, and one of them get less.
#[test]
fn a_card_in_more_room_keeps_its_lines() {
    let source = "service orders \"List Orders\" {
  api \"/api/v1/orders\" [REST/JSON] {
    GET /e0 \"orders with pagination\"
    GET /e2 \"List\" ! 404, 409 \"already shipped\", 5xx
    rpc Call3(a: List<Of>, b: GET) -> stream Page<T> \"#35; &amp; %%{x}%%\"
    GET /e4/segment0/:id0/segment1/:id1/segment2/:id2/segment3/:id3 \"orders with pagination\" { request Draft; response Order }
  }
}
service web \"Web\" { api \"/w\" { GET / } }
web -> orders \"List\" [REST/JSON]
orders ~> web
";
    let design = compiled(source);
    for width in 40..140 {
        let options = Options { width: Some(width), ..Options::default() };
        for unit in [SceneUnit::Cell, SceneUnit::Px] {
            let (scene, _) = design.scene("api", unit, &options).expect("drawn");
            assert_eq!(faults(&scene), Vec::<String>::new(), "{unit:?} at {width}");
        }
    }
}

/// What fits, fits: an ordinary surface needs no more than the width it is given.
#[test]
fn an_ordinary_surface_fits_a_terminal() {
    let mut source = String::from("service orders \"Orders\" {\n  api \"/v1/orders\" [REST/JSON] {\n");
    for index in 0..250 {
        let _ = writeln!(
            source,
            "    GET /things/{index}/:id \"Gets the thing that is called number {index} from wherever it lies\" ! 404 \"not found\", 409 \"already shipped\""
        );
    }
    source.push_str("  }\n}\n");
    let design = compiled(&source);
    for width in [60, 80, 100, 120] {
        let options = Options { width: Some(width), ..Options::default() };
        for view in ["api:orders", "api"] {
            let drawing = design.draw(view, "text", &options).expect("drawn");
            let size = drawing.size.expect("laid out");
            assert!(size.w <= width, "{view} takes {} of {width}", size.w);
        }
    }
}
