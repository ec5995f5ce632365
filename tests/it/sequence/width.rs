//! What a width asks of a sequence: that it is met where it can be, and that less room makes no wider drawing.

use super::{SceneUnit, scene};
use cutaway::compile;
use cutaway::scene::Scene;

const TRANSFER: &str = r#"
person customer "Customer"
external apns "Push service" [APNs/FCM]
app ios "iOS app" [Swift]
system bank "Banking backend" {
  gateway bff "Mobile BFF" [Node.js]
  service auth "Auth service" [Keycloak]
  service transfers "Transfers" [Java]
  database corebank "Core banking" [Oracle]
  worker pusher "Push worker"
}
journey transfer "Send money" {
  customer -> ios "enters amount"
  bff -> auth "verify token"
  bff -> transfers "create"
  transfers -> corebank "debit, credit"
    ! rejected "insufficient funds": respond 409 "the account holds too little", show "Not enough money"
  pusher -> apns "push: money sent"
}
"#;

fn at(width: i32) -> Scene {
    let view = compile("bank", TRANSFER).view("sequence:transfer").expect("a view").0;
    scene(&view, SceneUnit::Cell, Some(width))
}

#[test]
fn less_room_makes_no_wider_drawing() {
    let widths: Vec<i32> = (60..=140).map(|width| at(width).size.w).collect();
    assert!(widths.is_sorted(), "{widths:?}");
    for (width, taken) in (60..).zip(&widths) {
        assert!(*taken <= width || taken == &widths[0], "{taken} columns of {width}");
    }
    assert!(widths[0] < widths[80], "the widths asked for make a difference");
}

/// The frame of a failure and the answer in it have one number, and so one note.
#[test]
fn each_number_is_explained_once() {
    let scene = at(90);
    assert!(scene.size.w <= 90);
    let notes: Vec<&str> = scene.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(notes.iter().filter(|note| note.starts_with("✗ 4a")).count(), 1, "{notes:?}");
    let all = notes.join(" ");
    let about =
        "✗ 4a rejected (insufficient funds): show \"Not enough money\" · 409 the account holds too little";
    assert!(all.contains(about), "{all}");
}

/// A text that is too long for its setting stays where it has room.
#[test]
fn what_has_room_is_no_note() {
    let scene = at(90);
    let notes: Vec<&str> = scene.notes.iter().map(|note| note.text.as_str()).collect();
    assert!(!notes.iter().any(|note| note.starts_with(['2', '3', '5'])), "{notes:?}");
    let lines = |edge: usize| {
        scene.edges[edge].labels.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!([lines(1), lines(2)], ["2 verify token", "3 create"]);
    assert_eq!(lines(0), "1", "there is no room for `enters`");
}
