//! Boxes and boundaries: outline, accent, mark, text, status and link.

use super::cards;
use super::labels::{self, Anchor};
use super::marks;
use super::theme::{Paint, Role};
use super::xml::{Element, Path, px};
use crate::geom::Rect;
use crate::scene::shape::{HEAD, HEXAGON, LID, MOUTH, PERSON, PERSON_TOP, TAB, tab_width};
use crate::scene::{Node, Text, TextRole};
use crate::view::{Accent, Border, Kind, Shape, Status};

/// The width of an outline.
const OUTLINE: f64 = 1.25;

/// A boundary: a quiet field with its title in the upper left.
pub(super) fn boundary(paint: &Paint, node: &Node) -> Element {
    let (fill, edge) = match node.depth {
        0 => (Role::Boundary1, Role::Edge),
        1 => (Role::Boundary2, Role::Edge),
        _ => (Role::Boundary3, Role::EdgeDeep),
    };
    let edge = match node.accent {
        Accent::Error | Accent::Warning | Accent::Info => accent(node.accent),
        _ if node.border == Border::Dashed => Role::External,
        _ => edge,
    };
    let field = |rect: Rect, radius: f64| rectangle(rect, 0.0, radius);
    let field = outlined(paint, field(node.rect, 12.0), node.border, fill, edge, 1.0);
    let mut group = group(node, "boundary").add(field);
    if node.border == Border::Double {
        group = group.add(paint.stroke(rectangle(node.rect, 3.0, 9.0).set("fill", "none"), edge, 1.0));
    }
    linked(node, group, texts(paint, node, Anchor::Start))
}

/// A leaf box; a person may need a `card` to stand on.
pub(super) fn leaf(paint: &Paint, node: &Node, card: bool) -> Element {
    let mut group = group(node, "node");
    if card {
        let card = rectangle(node.rect, 0.0, 8.0);
        let card = outlined(paint, card, Border::Solid, Role::Box, Role::Outline, OUTLINE);
        group = group.add(card.class("card"));
    }
    let anchor = if node.card.is_some() { Anchor::Start } else { Anchor::Middle };
    let mut texts = texts(paint, node, anchor);
    texts.extend(node.card.iter().flat_map(|card| cards::card(paint, card)));
    linked(node, group.extend(outline(paint, node)), texts)
}

/// The colour of an accent.
pub(super) const fn accent(accent: Accent) -> Role {
    match accent {
        Accent::Neutral => Role::Muted,
        Accent::Person => Role::Person,
        Accent::App => Role::App,
        Accent::Service => Role::Service,
        Accent::Data => Role::Data,
        Accent::Messaging => Role::Messaging,
        Accent::External => Role::External,
        Accent::Info => Role::Info,
        Accent::Warning => Role::Warning,
        Accent::Error => Role::Error,
    }
}

/// The group of a node with its hooks for scripts and styles.
fn group(node: &Node, class: &str) -> Element {
    let mut group = Element::new("g").class(class).class(&format!("kind-{}", node.kind));
    if let Some(status) = node.status {
        group = group.class(&format!("status-{}", status.word()));
    }
    for tag in &node.tags {
        group = group.class(&format!("tag-{tag}"));
    }
    group.set("data-id", &node.id)
}

/// The outline of a leaf, in the order it is drawn.
fn outline(paint: &Paint, node: &Node) -> Vec<Element> {
    let colour = accent(node.accent);
    let rect = node.rect;
    let (x, y, w, h) = (px(rect.x), px(rect.y), px(rect.w), px(rect.h));
    let shaped =
        |path: Path, colour| outlined(paint, path.element(), node.border, Role::Box, colour, OUTLINE);
    let inner = |path: Path| paint.stroke(path.element().set("fill", "none"), colour, OUTLINE);
    match node.shape {
        Shape::Box => plain_box(paint, node, colour),
        Shape::Rounded => {
            let radius = |inset: f64| (h / 2.0 - inset).min(20.0);
            double(paint, node, colour, |inset| rectangle(rect, inset, radius(inset)))
        }
        Shape::Cylinder => {
            let (rx, ry) = (w / 2.0, px(LID));
            let body = Path::new()
                .with('M', &[x, y + ry])
                .with('a', &[rx, ry, 0.0, 0.0, 1.0, w, 0.0])
                .with('v', &[h - 2.0 * ry])
                .with('a', &[rx, ry, 0.0, 0.0, 1.0, -w, 0.0])
                .with('z', &[]);
            let lip = |down: f64| {
                inner(Path::new().with('M', &[x, y + ry + down]).with('a', &[rx, ry, 0.0, 0.0, 0.0, w, 0.0]))
            };
            let mut parts = vec![shaped(body, colour), lip(0.0)];
            if node.border == Border::Double {
                parts.push(lip(4.0));
            }
            parts
        }
        Shape::Pipe => {
            let (rx, ry) = (px(MOUTH), h / 2.0);
            let length = w - 2.0 * rx;
            let body = Path::new()
                .with('M', &[x + rx, y])
                .with('h', &[length])
                .with('a', &[rx, ry, 0.0, 0.0, 1.0, 0.0, h])
                .with('h', &[-length])
                .with('a', &[rx, ry, 0.0, 0.0, 1.0, 0.0, -h])
                .with('z', &[]);
            let lip = |back: f64| {
                inner(
                    Path::new()
                        .with('M', &[x + w - rx - back, y])
                        .with('a', &[rx, ry, 0.0, 0.0, 0.0, 0.0, h]),
                )
            };
            let mut parts = vec![shaped(body, colour), lip(0.0)];
            if node.border == Border::Double {
                parts.push(lip(4.0));
            }
            parts
        }
        Shape::Hexagon => double(paint, node, colour, |inset| {
            // An outline at a distance keeps its slant, so its corners move less along x than along y.
            let (x, y, w, h) = (x + inset, y + inset, w - 2.0 * inset, h - 2.0 * inset);
            let point = px(HEXAGON);
            Path::new()
                .with('M', &[x + point, y])
                .with('H', &[x + w - point])
                .with('L', &[x + w, y + h / 2.0, x + w - point, y + h])
                .with('H', &[x + point])
                .with('L', &[x, y + h / 2.0])
                .with('z', &[])
                .element()
                .set("stroke-linejoin", "round")
        }),
        Shape::Folder => double(paint, node, colour, |inset| {
            let (x, y, w, h) = (x + inset, y + inset, w - 2.0 * inset, h - 2.0 * inset);
            let (tab, lift, r) = (px(tab_width(rect)), px(TAB), 6.0 - inset.min(4.0));
            Path::new()
                .with('M', &[x, y + r])
                .with('q', &[0.0, -r, r, -r])
                .with('H', &[x + tab - lift])
                .with('l', &[lift, lift])
                .with('H', &[x + w - r])
                .with('q', &[r, 0.0, r, r])
                .with('V', &[y + h - r])
                .with('q', &[0.0, r, -r, r])
                .with('H', &[x + r])
                .with('q', &[-r, 0.0, -r, -r])
                .with('z', &[])
                .element()
                .set("stroke-linejoin", "round")
        }),
        Shape::Person => {
            let (cx, top) = (x + w / 2.0, y + px(PERSON_TOP));
            let wide = px(PERSON.w) / 2.0;
            let low = top + px(PERSON.h) - 1.0;
            let shoulders = Path::new()
                .with('M', &[cx - wide, low])
                .with('c', &[0.0, -26.0, 2.0 * wide, -26.0, 2.0 * wide, 0.0]);
            let head = Element::new("circle").num("cx", cx).num("cy", top + HEAD.0).num("r", HEAD.1);
            [shoulders.element().set("stroke-linecap", "round"), head]
                .map(|part| outlined(paint, part, node.border, Role::Box, colour, 1.5))
                .to_vec()
        }
    }
}

/// The ordinary box: an outline that is quiet unless it has something to say, and a bar of the accent at its left.
fn plain_box(paint: &Paint, node: &Node, colour: Role) -> Vec<Element> {
    let slim = matches!(node.base, Kind::Library | Kind::Middleware);
    let radius = if slim { 4.0 } else { 8.0 };
    let loud = matches!(node.accent, Accent::Error | Accent::Warning | Accent::Info);
    let quiet = if loud || node.border == Border::Dashed { colour } else { Role::Outline };
    let mut parts = double(paint, node, quiet, |inset| rectangle(node.rect, inset, radius - inset.min(4.0)));
    if !matches!(node.accent, Accent::Neutral | Accent::External) && node.border != Border::Dashed {
        let (x, y) = (px(node.rect.x), px(node.rect.y));
        let bar = Element::new("rect").class("accent").num("x", x).num("y", y + radius);
        let bar =
            bar.num("width", 3.0).num("height", (px(node.rect.h) - 2.0 * radius).max(0.0)).num("rx", 1.5);
        parts.push(paint.fill(bar, colour));
    }
    parts
}

/// An outline by its inset, and a second one within it when the border is double.
fn double(paint: &Paint, node: &Node, colour: Role, at: impl Fn(f64) -> Element) -> Vec<Element> {
    let mut parts = vec![outlined(paint, at(0.0), node.border, Role::Box, colour, OUTLINE)];
    if node.border == Border::Double {
        parts.push(paint.stroke(at(3.0).set("fill", "none"), colour, OUTLINE));
    }
    parts
}

/// A filled outline.
fn outlined(paint: &Paint, element: Element, border: Border, fill: Role, edge: Role, width: f64) -> Element {
    let element = paint.stroke(paint.fill(element.class("outline"), fill), edge, width);
    if border == Border::Dashed { element.set("stroke-dasharray", "4 3") } else { element }
}

/// A rectangle, `inset` smaller on every side.
fn rectangle(rect: Rect, inset: f64, radius: f64) -> Element {
    Element::new("rect")
        .num("x", px(rect.x) + inset)
        .num("y", px(rect.y) + inset)
        .num("width", (px(rect.w) - 2.0 * inset).max(0.0))
        .num("height", (px(rect.h) - 2.0 * inset).max(0.0))
        .num("rx", radius.max(0.0))
}

/// Mark, lines of text and status tag.
fn texts(paint: &Paint, node: &Node, anchor: Anchor) -> Vec<Element> {
    let mut parts = Vec::new();
    if let Some(field) = node.mark {
        parts.push(marks::mark(paint, node.base, field, accent(node.accent)));
    }
    for text in &node.texts {
        let named = matches!(text.role, TextRole::Label | TextRole::Title);
        let removed = named && node.status == Some(Status::Removed);
        let colour = if text.role == TextRole::Label && !removed { Role::Ink } else { Role::Muted };
        // Behind a mark a label begins at a known place; alone it is centred.
        let behind_mark = text.role == TextRole::Label && node.mark.is_some();
        let line = labels::line(paint, text, if behind_mark { Anchor::Start } else { anchor }, colour);
        parts.push(if removed { line.set("text-decoration", "line-through") } else { line });
    }
    if let (Some(badge), Some(status)) = (&node.badge, node.status) {
        parts.extend(tag(paint, badge, status));
    }
    parts
}

/// A status tag: loud for what is new, quiet for what stays.
fn tag(paint: &Paint, badge: &Text, status: Status) -> [Element; 2] {
    let (edge, ground, ink) = match status {
        Status::New => (Role::Info, Role::Info, Role::Page),
        Status::Changed => (Role::Warning, Role::Box, Role::Warning),
        Status::Removed => (Role::Error, Role::Box, Role::Error),
        Status::Existing => (Role::External, Role::Box, Role::Muted),
    };
    let pill = rectangle(badge.rect, 0.5, px(badge.rect.h) / 2.0);
    let pill = paint.stroke(paint.fill(pill, ground), edge, 1.0);
    [pill, labels::line(paint, badge, Anchor::Middle, ink)]
}

/// The group with what stands on it, inside a link when the node has one that is safe to follow.
fn linked(node: &Node, group: Element, texts: Vec<Element>) -> Element {
    let group = group.extend(texts);
    match node.link.as_deref().map(str::trim).filter(|link| is_safe(link)) {
        Some(link) => Element::new("a").set("href", link).add(group),
        None => group,
    }
}

/// Whether a link may be followed: a web page, a mail, or a place relative to the drawing; never a script.
pub(super) fn is_safe(link: &str) -> bool {
    if link.is_empty() || link.chars().any(|c| c.is_control() || c == '\\') {
        return false;
    }
    let before_path = link.split(['/', '?', '#']).next().unwrap_or_default();
    match before_path.split_once(':') {
        None => true,
        Some((scheme, _)) => ["http", "https", "mailto"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe)),
    }
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn only_harmless_links_are_followed() {
        for link in ["https://a.example/b:c", "HTTP://a", "mailto:a@b", "docs/a.md", "#here", "../a?b=c:d"] {
            assert!(is_safe(link), "{link}");
        }
        for link in
            ["javascript:alert(1)", "JaVaScript:x", "data:text/html,x", "java\tscript:x", "vbscript:x", ""]
        {
            assert!(!is_safe(link), "{link}");
        }
    }
}
