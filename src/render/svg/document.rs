//! The document around the drawing: its size, its name and words for those who cannot see it, its style sheet.

use super::SvgOptions;
use super::labels;
use super::theme::Paint;
use super::xml::Element;
use crate::geom::Rect;
use crate::scene::{Scene, Text};

/// The document with its layers.
pub(super) fn document(
    paint: &Paint,
    scene: &Scene,
    options: &SvgOptions,
    layers: impl Iterator<Item = Element>,
) -> String {
    let prefix = match options.id_prefix.as_deref().map(identifier) {
        Some(prefix) if !prefix.is_empty() => prefix,
        _ => format!("cut-{:08x}", fingerprint(scene)),
    };
    let (title, desc) = (format!("{prefix}-title"), format!("{prefix}-desc"));
    let described = options.description.as_deref().filter(|words| !words.trim().is_empty());
    let root = Element::new("svg")
        .set("xmlns", "http://www.w3.org/2000/svg")
        .set("id", &prefix)
        .set("viewBox", &format!("0 0 {} {}", scene.size.w, scene.size.h))
        .num("width", scene.size.w)
        .num("height", scene.size.h)
        .set("role", "img")
        // A page that runs right to left must not turn the drawing round.
        .set("direction", "ltr")
        .set("data-view", &scene.view);
    let named = if described.is_some() { format!("{title} {desc}") } else { title.clone() };
    let mut root = labels::defaults(root).class("cutaway").set("aria-labelledby", &named);
    root = root.add(Element::new("title").set("id", &title).text(&scene.title));
    if let Some(words) = described {
        root = root.add(Element::new("desc").set("id", &desc).text(words));
    }
    if let Some(sheet) = paint.sheet(&prefix) {
        root = root.add(Element::new("style").text(&sheet));
    }
    let mut svg = root.extend(layers).print();
    svg.push('\n');
    svg
}

/// What of `prefix` can stand in an id and in a selector without quoting.
fn identifier(prefix: &str) -> String {
    let mut id: String =
        prefix.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    if id.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        id.insert(0, 'i');
    }
    id
}

/// A number that differs between drawings that differ: FNV-1a (Fowler, Noll, Vo), 32 bits. It keeps the ids of several
/// drawings in one page apart; nothing depends on it being hard to forge.
fn fingerprint(scene: &Scene) -> u32 {
    let mut hash = Fnv(0x811c_9dc5);
    hash.text(&scene.view);
    hash.text(&scene.title);
    hash.rect(Rect::new(0, 0, scene.size.w, scene.size.h));
    for node in &scene.nodes {
        hash.text(&node.id);
        hash.rect(node.rect);
        hash.lines(&node.texts);
    }
    for edge in &scene.edges {
        hash.text(&edge.id);
        hash.text(edge.kind.word());
        hash.lines(&edge.labels);
        for point in &edge.points {
            hash.rect(Rect::new(point.x, point.y, 0, 0));
        }
    }
    hash.0
}

/// The state of the hash.
struct Fnv(u32);

impl Fnv {
    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
    }

    /// A text, with an end that no text holds.
    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
        self.bytes(&[0xff]);
    }

    fn rect(&mut self, rect: Rect) {
        for length in [rect.x, rect.y, rect.w, rect.h] {
            self.bytes(&length.to_le_bytes());
        }
    }

    fn lines(&mut self, lines: &[Text]) {
        for line in lines {
            self.text(&line.text);
            self.rect(line.rect);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::identifier;

    #[test]
    fn a_prefix_cannot_leave_its_attribute_or_selector() {
        for (prefix, id) in [("a-b_c", "a-b_c"), ("9x", "i9x"), ("x{}</style>\"", "xstyle"), ("日本", "")] {
            assert_eq!(identifier(prefix), id);
        }
    }
}
