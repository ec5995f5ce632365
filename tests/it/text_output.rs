//! What holds of every drawing with characters: its ends of line, its colours, its fence, and odd scenes.

use crate::text_sketch::{Sketch, check, mesh, sketch, text};
use cutaway::geom::Rect;
use cutaway::render::text::{Charset, TextOptions, render};
use cutaway::scene::{TextRole, cells};
use cutaway::view::EdgeKind::{Async, Error, Return, Sync};

/// A sketch with much in it.
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
    assert_eq!(sketch().draw(Charset::Unicode), "\n");
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
        Charset::Unicode,
        "
        ┌───┐┌───┐
        │ A ├▶ B │
        └───┘└───┘

          \u{301}x\u{301}
    ",
    );
}
