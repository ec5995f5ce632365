//! Metrics in pixels: what the drawing as SVG measures.
//!
//! Comes in: the boxes, labels and titles of a view. Goes out: their sizes, the places of what stands on them, and the
//! distances between them. After: sizes of boxes are multiples of 4, widths and heights are even, so that a centre is
//! a whole pixel; every line of text is at least as wide as the widest face draws it (`scene::font`).
//!
//! ```text
//! ┌──────────────────────────────┐          ┌──────────────────────────────┐
//! │          ▤ Frontend  new     │ 20       │ ▤ Orders  new                │ 16, in the corner
//! │            Next.js           │ 16       │ Rust                         │ 16
//! └──────────────────────────────┘          │          (insides)           │
//!   mark, label and badge are centred
//!   together, details below
//! ```
//!
//! A cylinder keeps room for its lid, a lying pipe for its mouth, a folder for its tab: see [`insets`].

use super::wrap::wrap;
use super::{CardSpacing, Content, LabelPlace, Lifelines, Line, Metrics, Placed, Spacing, Tightness};
use crate::geom::{Insets, Rect, Size, Unit};
use crate::scene::font::{Style, style};
use crate::scene::shape::{self, PERSON, PERSON_TOP};
use crate::scene::{SceneUnit, Text, TextRole};
use crate::view::{EdgeKind, Kind, Node, Shape};

/// Sizes in pixels; the numbers of the visual language.
#[derive(Clone, Copy, Debug, Default)]
pub struct PixelMetrics;

/// Side of a kind mark.
const MARK: Unit = 16;
/// Between a mark and its label.
const MARK_GAP: Unit = 6;
/// How far mark and label may move into the padding at their right.
const SHIFT: Unit = 6;
/// Between a label and its badge.
const BADGE_GAP: Unit = 8;
/// Inside a boundary, from its walls.
const BOUNDARY: Unit = 20;
/// From a boundary's upper wall to its title.
const TITLE_TOP: Unit = 12;
/// The height of a title's line.
const TITLE: Unit = style(TextRole::Title).leading;
/// Between a boundary's title and its insides.
const TITLE_BELOW: Unit = 12;
/// Left and right of a flow's label, where its ground covers the line.
const GROUND: Unit = 4;
/// Free space around the drawing.
const MARGIN: Unit = 24;
/// No box is smaller.
const LEAST: Size = Size::new(88, 44);
/// No slim box is smaller.
const LEAST_SLIM: Size = Size::new(72, 32);

impl Metrics for PixelMetrics {
    fn unit(&self) -> SceneUnit {
        SceneUnit::Px
    }

    fn spacing(&self, horizontal: bool, tightness: Tightness) -> Spacing {
        let tight = tightness.tight;
        // Beside each other boxes need more air than above each other, since text runs that way.
        let node_gap = match (horizontal, tight) {
            (false, false) => 40,
            (false, true) => 24,
            (true, false) => 28,
            (true, true) => 20,
        };
        Spacing {
            node_gap,
            // The same beside a line as beside a box, so that a line that passes both goes straight on.
            line_gap: 16,
            line_node_gap: 16,
            port_pitch: 20,
            port_margin: 16,
            track_pitch: 12,
            stub: 16,
            head: 20,
            rank_gap: if tight { 44 } else { 56 },
            bare_gap: if tight { 24 } else { 32 },
            label_gap: 12,
            label_clear: 12,
            label_place: LabelPlace::OnLine,
        }
    }

    fn node(&self, node: &Node, tightness: Tightness) -> Content {
        let lines = lines_of(node, TextRole::Label, tightness);
        let room = insets(node);
        let head = head_row(node, &lines);
        let text = lines.iter().map(|line| line.size.w).fold(head, Unit::max);
        let tall: Unit = lines.iter().map(|line| line.size.h).sum();
        let least = if is_slim(node) { LEAST_SLIM } else { LEAST };
        let size = Size::new(
            grid((text + room.left + room.right).max(least.w)),
            grid((tall + room.top + room.bottom).max(least.h)),
        );
        Content { size, lines }
    }

    fn place_node(&self, node: &Node, content: &Content, rect: Rect) -> Placed {
        let room = insets(node);
        let tall: Unit = content.lines.iter().map(|line| line.size.h).sum();
        let inner = Rect::new(
            rect.x + room.left,
            rect.y + room.top,
            rect.w - room.left - room.right,
            rect.h - room.top - room.bottom,
        );
        let centre = inner.x + inner.w / 2;
        let (block, row) = (block_width(&content.lines), head_row(node, &content.lines));
        let mut x = centre - row / 2;
        let mut y = inner.y + (inner.h - tall) / 2;
        let mut placed = Placed::default();
        if let Some(first) = content.lines.first() {
            if has_mark(node) {
                // The label begins right behind its mark. Most faces leave a tenth of its room empty at the right, so the
                // two are moved by half of that to look centred; the widest face then ends within the padding.
                x += if node.status.is_none() { (block / 20).min(SHIFT) } else { 0 };
                placed.mark = Some(Rect::new(x, y + (first.size.h - MARK) / 2, MARK, MARK));
                x += MARK + MARK_GAP;
            }
            placed.badge = badge(node, x + block, y, first.size.h);
        }
        for line in &content.lines {
            let left = match line.role {
                TextRole::Label if has_mark(node) => x,
                TextRole::Label => x + (block - line.size.w) / 2,
                _ => centre - line.size.w / 2,
            };
            push(&mut placed.texts, line, left, y);
            y += line.size.h;
        }
        placed
    }

    fn padding(&self, node: &Node, tightness: Tightness) -> Insets {
        let titles: Unit = lines_of(node, TextRole::Title, tightness).iter().map(|line| line.size.h).sum();
        let side = if tightness.tight { BOUNDARY - 4 } else { BOUNDARY };
        Insets { top: grid(TITLE_TOP + titles + TITLE_BELOW), right: side, bottom: side, left: side }
    }

    fn title(&self, node: &Node, tightness: Tightness) -> Content {
        let lines = lines_of(node, TextRole::Title, tightness);
        let mark = if has_mark(node) { MARK + MARK_GAP } else { 0 };
        let wide = lines.iter().map(|line| mark + line.size.w).fold(head_row(node, &lines), Unit::max);
        let tall: Unit = lines.iter().map(|line| line.size.h).sum();
        let size = Size::new(
            grid((wide + 2 * BOUNDARY).max(LEAST.w)),
            grid((tall + TITLE_TOP + TITLE_BELOW).max(LEAST.h + TITLE_BELOW)),
        );
        Content { size, lines }
    }

    fn place_title(&self, node: &Node, content: &Content, rect: Rect, offset: Unit) -> Placed {
        let mut placed = Placed::default();
        let mut y = rect.y + TITLE_TOP;
        let mut x = rect.x + offset;
        if has_mark(node) {
            placed.mark = Some(Rect::new(x, y, MARK, MARK));
            x += MARK + MARK_GAP;
        }
        placed.badge = badge(node, x + block_width(&content.lines), y, TITLE);
        for line in &content.lines {
            push(&mut placed.texts, line, x, y);
            y += line.size.h;
        }
        placed
    }

    fn title_span(&self, content: &Content, offset: Unit) -> std::ops::Range<Unit> {
        let wide = content.size.w - 2 * BOUNDARY;
        offset - 8..offset + wide + 8
    }

    fn title_offset(&self) -> Unit {
        BOUNDARY
    }

    fn label(&self, caption: &str, tightness: Tightness) -> Vec<Line> {
        self.label_within(caption, half_ems(style(TextRole::Flow), tightness.label_wrap))
    }

    fn label_within(&self, caption: &str, limit: Unit) -> Vec<Line> {
        let set = style(TextRole::Flow);
        // A dot that joins two parts stays with the first, so that no line begins with it: tied by a space that does not
        // break and a word joiner, which keeps it from being a sign that stands alone.
        let tied = caption.replace(" · ", "\u{a0}\u{2060}· ");
        wrap(&tied, limit, |part| set.width(part))
            .into_iter()
            .map(|part| line(&part.replace("\u{a0}\u{2060}", " "), TextRole::Flow, 2 * GROUND))
            .collect()
    }

    fn lines(&self, text: &str, role: TextRole, limit: Unit) -> Vec<Line> {
        let set = style(role);
        wrap(text, limit, |part| set.width(part)).into_iter().map(|part| line(part, role, 0)).collect()
    }

    fn letters(&self, count: usize) -> Unit {
        half_ems(style(TextRole::Flow), count)
    }

    fn lifelines(&self, tight: bool) -> Lifelines {
        Lifelines {
            head_gap: if tight { 16 } else { 24 },
            stagger: Size::new(12, 12),
            ends: (8, 16),
            bar: 5,
            bar_shift: 4,
            bar_head: 10,
            clear: 8,
            wall_clear: 10,
            arrow: 72,
            above: 8,
            label_gap: 10,
            below: 10,
            ring: Size::new(32, 22),
            frame_side: 16,
            wall_text: (4, 4),
            frame_gap: (6, 6, 8),
            note: Size::new(10, 6),
            note_gap: (6, 8),
            tall: 760,
        }
    }

    fn tab(&self, word: &str) -> Option<Line> {
        Some(line(word, TextRole::Badge, 16))
    }

    fn step(&self, step: &str) -> Line {
        let mut disc = line(step, TextRole::Step, 8);
        disc.size.w = disc.size.w.max(disc.size.h);
        disc
    }

    fn heading(&self, title: &str, width: Option<Unit>) -> Vec<Line> {
        let set = style(TextRole::Heading);
        wrap(title, width.unwrap_or(Unit::MAX), |part| set.width(part))
            .into_iter()
            .map(|part| line(part, TextRole::Heading, 0))
            .collect()
    }

    fn note(&self, text: &str, width: Unit) -> Vec<Line> {
        let set = style(TextRole::Legend);
        let lines = wrap(text, width.max(1), |part| set.width(part));
        lines.into_iter().map(|part| line(part, TextRole::Legend, 0)).collect()
    }

    fn legend_line(&self, kind: EdgeKind) -> (Size, Line) {
        let words = match kind {
            EdgeKind::Sync => "synchronous",
            EdgeKind::Async => "asynchronous",
            EdgeKind::Error => "error path",
            EdgeKind::Return => "reply",
        };
        (Size::new(36, 16), line(words, TextRole::Legend, 0))
    }

    fn legend_kind(&self, kind: Kind) -> (Size, Line) {
        let mark = shape::has_mark(kind, Shape::Box, true);
        (Size::new(if mark { MARK } else { 24 }, MARK), line(kind.word(), TextRole::Legend, 0))
    }

    fn card(&self) -> CardSpacing {
        CardSpacing {
            padding: Insets { top: 12, right: 16, bottom: 12, left: 16 },
            section_gap: 20,
            column_gap: 16,
            row_gap: 4,
            rule: 0,
            beside_rule: 12,
            over_rule: 6,
            boxed: false,
            mark: Size::new(32, 16),
            widest: 960,
            comfortable: [220, 140],
            usual_word: 110,
        }
    }

    fn text(&self, text: &str, role: TextRole) -> Line {
        line(text, role, 0)
    }

    fn card_limit(&self, tightness: Tightness) -> Unit {
        Unit::try_from(tightness.node_wrap).unwrap_or(Unit::MAX).saturating_mul(24)
    }

    fn margin(&self) -> Unit {
        MARGIN
    }
}

/// The lines of a box or of a boundary's title: its label, then technology and responsibility.
fn lines_of(node: &Node, role: TextRole, tightness: Tightness) -> Vec<Line> {
    // A title has the width of its boundary, so it wraps later than a label.
    let limit = half_ems(style(TextRole::Label), tightness.node_wrap);
    let limit = if role == TextRole::Title { limit.saturating_mul(3) / 2 } else { limit };
    let part = |words: &str, role: TextRole| -> Vec<Line> {
        let set = style(role);
        wrap(words, limit, |part| set.width(part)).into_iter().map(|part| line(part, role, 0)).collect()
    };
    let details = [node.tech.as_deref(), node.does.as_deref()];
    let details = details.into_iter().flatten().flat_map(|words| part(words, TextRole::Detail));
    let mut lines = part(&node.label, role);
    if lines.is_empty() {
        // Mark and badge keep their row beside an empty label.
        lines.push(line("", role, 0));
    }
    lines.into_iter().chain(details).collect()
}

/// The width of mark, label and badge beside each other.
fn head_row(node: &Node, lines: &[Line]) -> Unit {
    let mark = if has_mark(node) { MARK + MARK_GAP } else { 0 };
    let badge = badge(node, 0, 0, 0).map_or(0, |badge| badge.rect.right());
    block_width(lines) + mark + badge
}

/// The width of a label's or title's lines above each other.
fn block_width(lines: &[Line]) -> Unit {
    let role = lines.first().map(|line| line.role);
    lines.iter().filter(|line| Some(line.role) == role).map(|line| line.size.w).max().unwrap_or(0)
}

/// The status tag right of `x`, centred in a row of `h` from `y`.
fn badge(node: &Node, x: Unit, y: Unit, h: Unit) -> Option<Text> {
    let tag = line(node.status?.word(), TextRole::Badge, 12);
    Some(text(&tag, x + BADGE_GAP, y + (h - tag.size.h) / 2))
}

/// Whether a mark tells the kind: those that their outline does not tell.
fn has_mark(node: &Node) -> bool {
    shape::has_mark(node.base, node.look.shape, node.container)
}

/// Whether it is drawn slim: what lives inside its host.
fn is_slim(node: &Node) -> bool {
    matches!(node.base, Kind::Library | Kind::Middleware) && node.look.shape == Shape::Box
}

/// From the outline's extent to its text: padding, and what the outline itself takes.
fn insets(node: &Node) -> Insets {
    let around = |top, right, bottom, left| Insets { top, right, bottom, left };
    match node.look.shape {
        Shape::Box | Shape::Rounded if is_slim(node) => around(6, 12, 6, 12),
        Shape::Box | Shape::Rounded => around(10, 12, 10, 12),
        Shape::Cylinder => around(2 * shape::LID + 10, 12, shape::LID + 5, 12),
        Shape::Pipe => around(10, 2 * shape::MOUTH + 10, 10, shape::MOUTH + 10),
        Shape::Hexagon => around(10, shape::HEXAGON + 8, 10, shape::HEXAGON + 8),
        Shape::Folder => around(shape::TAB + 10, 12, 10, 12),
        Shape::Person => around(PERSON_TOP + PERSON.h + 6, 8, 8, 8),
    }
}

/// A line of `words` with its size: even, and `extra` wider than the text.
fn line(words: &str, role: TextRole, extra: Unit) -> Line {
    let set = style(role);
    let wide = set.width(words).saturating_add(extra);
    Line { text: words.to_owned(), role, size: Size::new(wide.saturating_add(wide & 1), set.leading) }
}

/// Adds a line at its place, unless it says nothing.
fn push(texts: &mut Vec<Text>, line: &Line, x: Unit, y: Unit) {
    if !line.text.is_empty() {
        texts.push(text(line, x, y));
    }
}

/// A line at its place.
fn text(line: &Line, x: Unit, y: Unit) -> Text {
    Text { text: line.text.clone(), role: line.role, rect: Rect::new(x, y, line.size.w, line.size.h) }
}

/// `count` half-ems of a setting.
fn half_ems(set: Style, count: usize) -> Unit {
    Unit::try_from(count).unwrap_or(Unit::MAX).saturating_mul(set.size / 2)
}

/// The next multiple of 4.
const fn grid(length: Unit) -> Unit {
    (length + 3) / 4 * 4
}
