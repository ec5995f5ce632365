//! The line marks of the kinds, drawn by hand in a field of 16 by 16.
//!
//! Each is a few strokes of 1.5 px: a browser window, a crossing of ways, a cube, a gear. They need no font and no
//! picture, and stay apart from one another without colour.

use super::theme::{Paint, Role};
use super::xml::{Element, px};
use crate::geom::Rect;
use crate::view::Kind;

/// The mark of `kind` in the upper left of `field`.
pub(super) fn mark(paint: &Paint, kind: Kind, field: Rect, accent: Role) -> Element {
    let group = Element::new("path").class("mark").set("d", strokes(kind));
    let x = px(field.x) + (px(field.w) - 16.0) / 2.0;
    let y = px(field.y) + (px(field.h) - 16.0) / 2.0;
    paint
        .stroke(group, accent, 1.5)
        .set("fill", "none")
        .set("stroke-linecap", "round")
        .set("stroke-linejoin", "round")
        .set("transform", &format!("translate({} {})", super::xml::number(x), super::xml::number(y)))
}

/// The strokes of each mark.
const fn strokes(kind: Kind) -> &'static str {
    match kind {
        // A window with its title bar.
        Kind::App => "M1 2.75h14v10.5H1zM1 6h14",
        // Ways in and out, through one line.
        Kind::Gateway => "M8 1v14M3.5 4L8 1l4.5 3M3.5 12L8 15l4.5-3M1 8h14",
        // A cube.
        Kind::Service => "M8 1l6 3.5v7L8 15l-6-3.5v-7zM2 4.5L8 8l6-3.5M8 8v7",
        // A gear.
        Kind::Worker => {
            "M5 8a3 3 0 0 1 6 0a3 3 0 0 1-6 0M8 1v2.25M8 12.75V15M1 8h2.25M12.75 8H15\
             M3.05 3.05l1.6 1.6M11.35 11.35l1.6 1.6M12.95 3.05l-1.6 1.6M4.65 11.35l-1.6 1.6"
        }
        // A lambda.
        Kind::Function => "M3.5 2h1.75c.9 0 1.45.5 1.8 1.4L11.3 14h1.7M7.7 6.2L3.5 14",
        // A clock.
        Kind::Job => "M1.5 8a6.5 6.5 0 0 1 13 0a6.5 6.5 0 0 1-13 0M8 4.25V8l2.75 1.75",
        // A flash.
        Kind::Cache => "M9.25 1L3 9.25h4.25L6.5 15 13 6.75H8.5z",
        // A looking glass.
        Kind::Search => "M1.75 6.75a5 5 0 0 1 10 0a5 5 0 0 1-10 0M10.4 10.4L14.5 14.5",
        // A globe.
        Kind::Cdn => {
            "M1.25 8a6.75 6.75 0 0 1 13.5 0a6.75 6.75 0 0 1-13.5 0M1.25 8h13.5\
             M8 1.25c-3.6 3.6-3.6 9.9 0 13.5M8 1.25c3.6 3.6 3.6 9.9 0 13.5"
        }
        // One message, three readers.
        Kind::Topic => {
            "M1.25 8a1.75 1.75 0 0 1 3.5 0a1.75 1.75 0 0 1-3.5 0M4.75 8h9.75M4.75 8L8 3h6.5M4.75 8L8 13h6.5"
        }
        // A bucket.
        Kind::Storage => "M2 3.75a6 2 0 0 1 12 0a6 2 0 0 1-12 0M2 3.75l1.25 9c.15 2.3 9.35 2.3 9.5 0l1.25-9",
        // A drum.
        Kind::Database => {
            "M2.5 3.75a5.5 2.25 0 0 1 11 0a5.5 2.25 0 0 1-11 0M2.5 3.75v8.5a5.5 2.25 0 0 0 11 0v-8.5"
        }
        // A lying pipe.
        Kind::Queue => "M3.5 3.5h9a2 4.5 0 0 1 0 9h-9a2 4.5 0 0 1 0-9M12.5 3.5a2 4.5 0 0 0 0 9",
        // Head and shoulders.
        Kind::Person => "M5 4.5a3 3 0 0 1 6 0a3 3 0 0 1-6 0M2 15c0-7.25 12-7.25 12 0",
        // Layers.
        Kind::Middleware => "M8 1.5l7 3.5-7 3.5L1 5zM1 8.25l7 3.5 7-3.5M1 11.25l7 3.5 7-3.5",
        // A book.
        Kind::Library => "M3 12.75V3a1.75 1.75 0 0 1 1.75-1.75H13v10H4.75a1.75 1.75 0 0 0 0 3.5H13v-3.5",
        // A door out of the house.
        Kind::External => "M6.5 2.5h-4v11h11v-4M9 1.75h5.25V7M14.25 1.75L7.5 8.5",
        Kind::Component => "M1.75 3h12.5v10H1.75z",
        // Fields within a field.
        Kind::System | Kind::Boundary | Kind::Layer | Kind::Zone | Kind::Group => {
            "M1.25 2h13.5v12H1.25zM4 6h3.25v4H4zM9 6h3.25v4H9z"
        }
    }
}
