//! Failures in drawings of sequences: their words, their walls, and what the legend says of them.

use super::{SceneUnit, scene};
use cutaway::compile;
use cutaway::render::text::{self, TextOptions};
use cutaway::scene::{LegendSample, PanelKind, Scene};
use cutaway::view::EdgeKind;
use cutaway::view::script::FrameKind;

const PREDICT: &str = r#"
person u "User"; app a "App"; service b "Gateway"; service c "Model"; service d "Cache"; service e "Ledger"
c -> d
  ! rejected "below the baseline": fallback "the popular ones"
  ! down: alert oncall
journey j "Predict" { u -> a -> b -> c -> d -> e "predict" }
"#;

fn drawn(source: &str, unit: SceneUnit, width: Option<i32>) -> Scene {
    scene(&compile("x", source).view("sequence:j").expect("a view").0, unit, width)
}

fn words(scene: &Scene) -> String {
    let panel = scene.panels.iter().find(|panel| panel.kind == PanelKind::Failure).expect("a failure");
    panel.texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// In cells the words of a failure without messages stand on the lifelines, in the drawing where they have room.
#[test]
fn a_failure_without_messages_is_told_on_the_lifelines() {
    let whole = "✗ 4a rejected (below the baseline): fallback \"the popular ones\" ✗ 4b down: alert oncall";
    for width in [76, 80, 120] {
        let scene = drawn(PREDICT, SceneUnit::Cell, Some(width));
        assert!(scene.size.w <= width);
        assert_eq!(words(&scene), whole, "at {width}");
        assert!(scene.notes.is_empty(), "at {width}");
    }
    let narrow = drawn(PREDICT, SceneUnit::Cell, Some(60));
    assert!(narrow.size.w <= 60);
    assert!(words(&narrow).starts_with("✗ 4a"), "{}", words(&narrow));
    let notes: Vec<&str> = narrow.notes.iter().map(|note| note.text.as_str()).collect();
    assert!(notes.iter().any(|note| note.starts_with("✗ 4a rejected (below the baseline):")), "{notes:?}");
    let text = text::render(&drawn(PREDICT, SceneUnit::Cell, Some(80)), &TextOptions::default());
    assert!(text.contains("╔═╧═╧═══════════╧═╧═╗") && text.contains("║ alert oncall      ║"), "{text}");
}

/// In pixels it is a frame like any other.
#[test]
fn a_failure_without_messages_is_a_frame_in_pixels() {
    let scene = drawn(PREDICT, SceneUnit::Px, None);
    let kinds: Vec<PanelKind> = scene.panels.iter().map(|panel| panel.kind).collect();
    assert!(kinds.contains(&PanelKind::Frame(FrameKind::Failure)) && !kinds.contains(&PanelKind::Failure));
}

/// The walls of a branch in which nothing happens do not touch.
#[test]
fn no_two_walls_touch() {
    let source = "service a; service b; service c
        journey j {
          a -> b \"asks\"
            ! down: -> c \"asks there\"
            ! slow: retry 3
          when \"due\" { a -> b \"x\" } else { }
        }";
    let scene = drawn(source, SceneUnit::Cell, None);
    for panel in scene.panels.iter().filter(|panel| matches!(panel.kind, PanelKind::Frame(_))) {
        let rows = |y: i32| scene.rules.iter().filter(move |rule| rule.from.y == y && rule.to.y == y);
        let rect = panel.rect;
        let mut walls: Vec<i32> = vec![rect.y, rect.bottom() - 1];
        walls.extend((rect.y + 1..rect.bottom() - 1).filter(|&y| rows(y).any(|rule| rule.from.x == rect.x)));
        walls.sort_unstable();
        assert!(walls.windows(2).all(|pair| pair[1] - pair[0] > 1), "{walls:?}");
    }
}

/// The legend has an entry for them where no line of an error says what they are.
#[test]
fn failures_have_an_entry_in_the_legend() {
    let entry = |source: &str, unit: SceneUnit, sample: LegendSample| {
        let scene = drawn(source, unit, None);
        scene.legend.iter().find(|item| item.sample == sample).map(|item| item.text.text.clone())
    };
    let answered = format!("{PREDICT}d -> e\n  ! down: respond 503\n");
    for (unit, said) in [(SceneUnit::Cell, "✗ failure"), (SceneUnit::Px, "failure")] {
        assert_eq!(entry(PREDICT, unit, LegendSample::Failure).as_deref(), Some(said));
        assert_eq!(entry(PREDICT, unit, LegendSample::Line(EdgeKind::Error)), None);
        assert_eq!(entry(&answered, unit, LegendSample::Failure), None);
        assert!(entry(&answered, unit, LegendSample::Line(EdgeKind::Error)).is_some());
        assert_eq!(entry("service a; service b\njourney j { a -> b }", unit, LegendSample::Failure), None);
    }
    let text = text::render(&drawn(PREDICT, SceneUnit::Cell, None), &TextOptions::default());
    assert!(text.trim_end().ends_with("── sync   ══ ✗ failure"), "{text}");
}

const BUY: &str = r#"
person u "Fan"; app w "Site"; service s "Saga"; service p "Payments"; service l "Ledger"; database d "Seats"
journey j "Buy" {
  u -> w "pays"
  w -> s "buy"
    ! slow > 800ms: respond 504
  s -> p "charge"
    ! rejected "no money at all": alert oncall, respond 402
  p -> l "book"
  s -> d "hold"
    ! down: respond 503
}
"#;

/// The number of a failure stands in its wall and nowhere else, and in which way it fails below it where the wall has no room.
#[test]
fn a_failure_says_its_number_once_and_how_it_fails() {
    for width in [120, 90, 60, 50] {
        let scene = drawn(BUY, SceneUnit::Cell, Some(width));
        let text = text::render(&scene, &TextOptions::default());
        let drawing: Vec<&str> = text.lines().take_while(|line| !line.starts_with("✗ ")).collect();
        let drawing = drawing.join("\n");
        for (number, mode, answer) in [("2a", "slow", "504"), ("3a", "", "402"), ("5a", "down", "503")] {
            assert_eq!(drawing.matches(&format!("✗ {number}")).count(), 1, "{number} at {width}\n{text}");
            assert!(drawing.contains(mode), "{mode} at {width}\n{text}");
            assert!(drawing.contains(answer), "{answer} at {width}\n{text}");
        }
    }
}

/// Between lifelines that are too near for all of its words, those that say how it fails stand below its number.
#[test]
fn what_has_no_room_in_a_wall_hangs_below_it() {
    let text = text::render(&drawn(BUY, SceneUnit::Cell, Some(60)), &TextOptions::default());
    let rows = "\
 ╔═╪═ ✗ 2a ═╪═╪═╗      │ │           │          │      │
 ║ │ slow > │ │ ║      │ │           │          │      │
 ║ │ 800ms  │ │ ║      │ │           │          │      │
 ║ │ 504    │ │ ║      │ │           │          │      │
 ║ │◀═══════╡ │ ║      │ │           │          │      │
";
    // The first blank of a line would go with its break.
    assert!(text.contains(rows.trim_start()) && text.contains("║ │ │ down   │ │ ║"), "{text}");
    assert!(text.contains("\n✗ 3a rejected (no money at all): alert oncall\n"), "{text}");
}
