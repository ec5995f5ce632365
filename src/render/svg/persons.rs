//! Persons that need a card under them.
//!
//! A person is drawn as head and shoulders over a label, without an outline. Its room can be wider than those, to give
//! many lines a port each; a line that ends beside glyph and label would then hang in the air. Such a person stands on a
//! card, an ordinary outline, and lines end on that; and so do all others of the drawing, which are no other kind of people.

use crate::geom::{Rect, Side};
use crate::scene::shape::{PERSON, PERSON_TOP, side};
use crate::scene::{Node, Scene};
use crate::view::Shape;

/// How far beside what is seen of a person a line may end.
const NEAR: i32 = 4;

/// For every node, whether it is a person on a card.
pub(super) fn on_cards(scene: &Scene) -> Vec<bool> {
    let mut cards = vec![false; scene.nodes.len()];
    // How many lines meet the left and the right of each.
    let mut beside = vec![[0; 2]; scene.nodes.len()];
    for edge in &scene.edges {
        let ends = [(edge.from, edge.points.first()), (edge.to, edge.points.last())];
        for (index, point) in ends {
            let (Some(node), Some(&point)) = (scene.nodes.get(index), point) else { continue };
            if node.shape != Shape::Person || node.container {
                continue;
            }
            let seen = seen(node);
            let mut is_astray = |side: usize, from_text: i32| {
                beside[index][side] += 1;
                let glyph = node.rect.y + PERSON_TOP + PERSON.h;
                let texts =
                    node.texts.iter().any(|text| text.rect.y <= point.y && point.y <= text.rect.bottom());
                beside[index][side] > 1 || (point.y > glyph && (!texts || from_text > 2 * NEAR))
            };
            cards[index] |= match side(node.rect, point) {
                // From above a line meets the head, and would end beside it as high as its crown.
                Some(Side::Top) => (point.x - middle(node)).abs() > PERSON.w / 4,
                Some(Side::Bottom) => point.x < seen.x - NEAR || seen.right() + NEAR < point.x,
                // At the height of the glyph one line is carried on to it; at that of the label it must be near.
                Some(Side::Left) => is_astray(0, seen.x - point.x),
                Some(Side::Right) => is_astray(1, point.x - seen.right()),
                None => false,
            };
        }
    }
    let any = cards.contains(&true);
    scene.nodes.iter().map(|node| any && node.shape == Shape::Person && !node.container).collect()
}

/// What is seen of a person: glyph and texts.
fn seen(node: &Node) -> Rect {
    let middle = middle(node);
    let left = node.texts.iter().map(|text| text.rect.x).fold(middle - PERSON.w / 2, i32::min);
    let right = node.texts.iter().map(|text| text.rect.right()).fold(middle + PERSON.w / 2, i32::max);
    Rect::new(left, node.rect.y, right - left, node.rect.h)
}

/// The middle of the glyph, across.
fn middle(node: &Node) -> i32 {
    node.rect.x + node.rect.w / 2
}
