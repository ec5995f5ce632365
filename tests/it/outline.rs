//! The outline: a view in sentences.

use crate::views::{Sketch, platform};
use cutaway::render::outline::{paragraph, render};
use cutaway::view::{EdgeKind, Kind, View};

#[test]
fn the_platform_in_sentences() {
    insta::assert_snapshot!(render(&platform()), @r#"
    Order platform

    Customer: person
    Card Provider: external
    Customer -> Web Frontend: sync
    Card Provider -> Payment Svc: ERROR, declined

    ORDER PLATFORM: system
      ORDER PLATFORM -> DATA LAYER: async
      Web Frontend: app, Next.js
      Payment Svc: service, Go, new. Takes the money
      Web Frontend -> Payment Svc: sync, charge · REST/JSON
      Payment Svc <-> Card Provider: sync, capture
      Payment Svc -> Job Queue: async, order.placed
      Payment Svc -> Ledger DB: sync
      Payment Svc -> Web Frontend: return, 201
      Payment Svc -> itself: sync, retry

      DATA LAYER: system
        Ledger DB: database
        Job Queue: queue
    "#);
}

#[test]
fn boxes_of_one_label_are_told_apart_by_name() {
    let view = Sketch::new("t")
        .node(Kind::Service, "eu", "API")
        .node(Kind::Service, "us", "API")
        .edge("eu", "us", EdgeKind::Error, "")
        .view();
    insta::assert_snapshot!(render(&view), @r#"
    t

    API (eu): service
    API (us): service
    API (eu) -> API (us): ERROR
    "#);
}

#[test]
fn a_view_of_nothing_says_so() {
    insta::assert_snapshot!(render(&View { name: "components".into(), ..View::default() }), @r#"
    components

    Nothing is drawn
    "#);
    assert_eq!(paragraph(&View::default(), 100), "Diagram. Nothing is drawn.");
}

#[test]
fn a_paragraph_says_what_it_leaves_out() {
    insta::assert_snapshot!(paragraph(&platform(), 200), @r#"Order platform. Customer: person. Card Provider: external. Customer -> Web Frontend: sync. Card Provider -> Payment Svc: ERROR, declined. ORDER PLATFORM: system. ORDER PLATFORM -> DATA LAYER: async. Not said here: 1 boundary, 4 boxes and 6 flows."#);
    let whole = paragraph(&platform(), 10_000);
    assert!(!whole.contains("Not said"));
    for line in render(&platform()).lines().skip(1).map(str::trim).filter(|line| !line.is_empty()) {
        assert!(whole.contains(&format!(" {line}.")), "{line}");
    }
    let parts = (0..1_000).map(|limit| paragraph(&platform(), limit));
    for part in parts {
        let (said, left) = part.split_once(" Not said here: ").unwrap_or((&part, ""));
        // Eight boxes and boundaries, nine flows; each is said, or counted as left out.
        let counted: usize = left.split(' ').filter_map(|word| word.parse::<usize>().ok()).sum();
        assert_eq!(said.matches(": ").count() + counted, 17, "{part}");
    }
}
