//! What a width asks of a sequence.

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
