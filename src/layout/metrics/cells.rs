//! Metrics of text: one unit is one cell of a terminal.
//!
//! Sizes count walls, which are cells of their own; distances are from wall to wall. A box is
//!
//! ```text
//! ┌──────────────────┐
//! │    Orders DB     │   the name, wrapped and centred
//! │ [db] PostgreSQL  │   its tags and its technology; `(Next.js)` where the kind needs no tag
//! │  keeps all sales │   what it does
//! └──────────────────┘
//! ```
//!
//! and of odd width, so that a single line leaves at its exact middle. A boundary's title stands in its top wall, from
//! the third cell on, and what does not fit there on rows below. Tags are plain ASCII, so that no charset changes a width.

use super::wrap::{longest_path, longest_word, wrap};
use super::{CardSpacing, Content, LabelPlace, Lifelines, Line, Metrics, Placed, Spacing, Tightness};
use crate::geom::{Insets, Rect, Size, Unit};
use crate::scene::cells::{self, kind_tag};
use crate::scene::{SceneUnit, Text, TextRole};
use crate::view::{EdgeKind, Kind, Node};
use std::ops::Range;

/// The mark that opens the caption of an error path.
pub const ERROR_MARK: &str = "✗ ";

/// Measures in cells.
#[derive(Clone, Copy, Debug, Default)]
pub struct CellMetrics;

/// From the left wall to the first cell of a title: the corner, a cell of wall, a space.
const TITLE_OFFSET: Unit = 3;
/// No word up to this width is broken between letters, however narrow a drawing has to be.
const USUAL_WORD: Unit = 16;
/// No path or dotted name up to this width is broken at all where a label may be as wide as that, unless labels have to be
/// as narrow as [`NARROW`].
const USUAL_PATH: Unit = 20;
const NARROW: Unit = 8;
/// A wall and a space on each side of a line of text.
const BOX_FRAME: Unit = 4;
/// The upper and the lower wall.
const WALLS: Unit = 2;

impl Metrics for CellMetrics {
    fn unit(&self) -> SceneUnit {
        SceneUnit::Cell
    }

    fn spacing(&self, horizontal: bool, tightness: Tightness) -> Spacing {
        let loose = |normal, tight| if tightness.tight { tight } else { normal };
        if horizontal {
            // Along is down the page, where a row counts for two columns; labels break the line they stand on.
            Spacing {
                node_gap: 2,
                line_gap: 2,
                line_node_gap: loose(2, 1),
                port_pitch: 2,
                port_margin: 1,
                track_pitch: 2,
                stub: 2,
                head: 3,
                rank_gap: 5,
                bare_gap: loose(4, 3),
                // A space and at least two cells of line, or one and a head, on each side of the words.
                label_gap: 4,
                // A blank row: a line of words right below a foreign flow would read as its label.
                label_clear: 2,
                label_place: LabelPlace::OnLine,
            }
        } else {
            Spacing {
                node_gap: loose(4, 3),
                line_gap: loose(3, 2),
                line_node_gap: 2,
                port_pitch: loose(3, 2),
                port_margin: 2,
                track_pitch: 1,
                stub: 1,
                head: 2,
                rank_gap: 3,
                bare_gap: 2,
                label_gap: 1,
                label_clear: loose(3, 2),
                label_place: LabelPlace::Beside,
            }
        }
    }

    fn node(&self, node: &Node, tightness: Tightness) -> Content {
        let limit = unit(tightness.node_wrap.max(1));
        let mut lines = lines_of(name(node), TextRole::Label, limit);
        lines.extend(lines_of(&tag_line(node), TextRole::Detail, limit));
        lines.extend(lines_of(node.does.as_deref().unwrap_or_default(), TextRole::Detail, limit));
        if lines.is_empty() {
            lines.push(line(String::new(), TextRole::Label));
        }
        let width = widest(&lines) + BOX_FRAME;
        Content { size: Size::new(width | 1, unit(lines.len()) + WALLS), lines }
    }

    fn place_node(&self, _: &Node, content: &Content, rect: Rect) -> Placed {
        let top = rect.y + 1 + (rect.h - WALLS - unit(content.lines.len())).max(0) / 2;
        let texts = content.lines.iter().zip(top..).map(|(line, y)| {
            let x = rect.x + (rect.w - line.size.w).max(0) / 2;
            placed(line, x, y)
        });
        Placed { texts: texts.collect(), ..Placed::default() }
    }

    fn padding(&self, node: &Node, tightness: Tightness) -> Insets {
        let below_title = unit(self.title(node, tightness).lines.len().saturating_sub(1));
        if tightness.tight {
            Insets { top: 1 + below_title, right: 2, bottom: 1, left: 2 }
        } else {
            Insets { top: 2 + below_title, right: 3, bottom: 1, left: 3 }
        }
    }

    fn title(&self, node: &Node, tightness: Tightness) -> Content {
        let limit = unit(tightness.node_wrap.max(1)).saturating_mul(3) / 2;
        let mut title = name(node).to_owned();
        for part in tags(node).into_iter().chain(node.tech.as_deref().map(|tech| format!("({tech})"))) {
            title.push(' ');
            title.push_str(&part);
        }
        let mut lines = lines_of(&title, TextRole::Title, limit);
        lines.extend(lines_of(node.does.as_deref().unwrap_or_default(), TextRole::Detail, limit));
        let width = TITLE_OFFSET + widest(&lines) + 1 + TITLE_OFFSET;
        Content { size: Size::new(width | 1, unit(lines.len().saturating_sub(1)) + 3), lines }
    }

    fn place_title(&self, _: &Node, content: &Content, rect: Rect, offset: Unit) -> Placed {
        let texts = content.lines.iter().zip(rect.y..).map(|(line, y)| placed(line, rect.x + offset, y));
        Placed { texts: texts.collect(), ..Placed::default() }
    }

    fn title_span(&self, content: &Content, offset: Unit) -> Range<Unit> {
        if content.lines.is_empty() {
            offset..offset
        } else {
            offset - 1..offset + widest(&content.lines) + 1
        }
    }

    fn title_offset(&self) -> Unit {
        TITLE_OFFSET
    }

    fn label(&self, caption: &str, tightness: Tightness) -> Vec<Line> {
        let limit = unit(tightness.label_wrap.max(1));
        let path = if limit > NARROW { longest_path(caption, USUAL_PATH, width) } else { 0 };
        self.label_within(caption, limit.max(path))
    }

    fn label_within(&self, caption: &str, limit: Unit) -> Vec<Line> {
        // The mark never stands on a line of its own: while lines are broken, no space follows it.
        let glued =
            caption.strip_prefix(ERROR_MARK).map(|failure| format!("{}\u{a0}{failure}", ERROR_MARK.trim()));
        let mut lines = lines_of(glued.as_deref().unwrap_or(caption), TextRole::Flow, limit);
        if let Some(first) = lines.first_mut().filter(|_| glued.is_some()) {
            first.text = first.text.replacen('\u{a0}', " ", 1);
        }
        lines
    }

    fn lines(&self, text: &str, role: TextRole, limit: Unit) -> Vec<Line> {
        lines_of(text, role, limit.max(1))
    }

    fn letters(&self, count: usize) -> Unit {
        unit(count)
    }

    fn lifelines(&self, tight: bool) -> Lifelines {
        Lifelines {
            head_gap: if tight { 1 } else { 2 },
            stagger: Size::new(1, 0),
            ends: (0, 1),
            bar: 1,
            bar_shift: 0,
            bar_head: 1,
            clear: 1,
            wall_clear: 2,
            arrow: 5,
            above: 0,
            label_gap: 0,
            below: 1,
            ring: Size::new(3, 1),
            frame_side: 2,
            wall_text: (0, 0),
            frame_gap: (0, 0, 1),
            note: Size::new(2, 1),
            note_gap: (0, 0),
            tall: 48,
        }
    }

    fn tab(&self, _: &str) -> Option<Line> {
        None
    }

    fn step(&self, step: &str) -> Line {
        line(step.to_owned(), TextRole::Step)
    }

    fn heading(&self, title: &str, width: Option<Unit>) -> Vec<Line> {
        lines_of(title, TextRole::Heading, width.unwrap_or(Unit::MAX).max(1))
    }

    fn note(&self, text: &str, width: Unit) -> Vec<Line> {
        lines_of(text, TextRole::Legend, width.max(1))
    }

    fn legend_line(&self, kind: EdgeKind) -> (Size, Line) {
        let words = match kind {
            EdgeKind::Sync => "sync",
            EdgeKind::Async => "async",
            EdgeKind::Error => "✗ error",
            EdgeKind::Return => "return",
        };
        (Size::new(2, 1), line(words.to_owned(), TextRole::Legend))
    }

    fn legend_kind(&self, kind: Kind) -> (Size, Line) {
        let tag = kind_tag(kind).unwrap_or_default();
        (Size::new(width(tag), 1), line(kind.word().to_owned(), TextRole::Legend))
    }

    fn card(&self) -> CardSpacing {
        CardSpacing {
            padding: Insets { top: 1, right: 2, bottom: 1, left: 2 },
            section_gap: 1,
            column_gap: 2,
            row_gap: 0,
            rule: 1,
            beside_rule: 1,
            over_rule: 0,
            boxed: true,
            mark: Size::new(3, 1),
            widest: 100,
            comfortable: [28, 18],
            usual_word: USUAL_WORD,
        }
    }

    fn text(&self, text: &str, role: TextRole) -> Line {
        line(text.to_owned(), role)
    }

    fn card_limit(&self, tightness: Tightness) -> Unit {
        unit(tightness.node_wrap).saturating_mul(11) / 4
    }

    fn margin(&self) -> Unit {
        0
    }
}

/// What is written on a box without a label: the last part of its name.
fn name(node: &Node) -> &str {
    let label = node.label.trim();
    if label.is_empty() { node.id.rsplit('.').next().unwrap_or_default() } else { label }
}

/// The tags of a node: its kind, when the user made it or it is drawn unlike a plain box, and its status.
fn tags(node: &Node) -> Vec<String> {
    let kind = if node.is_outcome() {
        None
    } else if node.kind == node.base.word() {
        kind_tag(node.base).filter(|_| !node.container).map(str::to_owned)
    } else {
        Some(format!("[{}]", node.kind))
    };
    kind.into_iter().chain(node.status.map(|status| format!("[{}]", status.word()))).collect()
}

/// Tags and technology in one line: `[db] PostgreSQL`, or `(Next.js)` when there is no tag before it.
fn tag_line(node: &Node) -> String {
    let tags = tags(node).join(" ");
    match node.tech.as_deref().map(str::trim).filter(|tech| !tech.is_empty()) {
        Some(tech) if tags.is_empty() => format!("({tech})"),
        Some(tech) => format!("{tags} {tech}"),
        None => tags,
    }
}

/// A text in lines. A limit that would tear a word of usual length apart gives way to it.
fn lines_of(text: &str, role: TextRole, limit: Unit) -> Vec<Line> {
    let is_enough = limit >= USUAL_WORD || width(text) <= limit;
    let limit = if is_enough { limit } else { limit.max(longest_word(text, width).min(USUAL_WORD)) };
    wrap(text, limit, width).into_iter().map(|text| line(text.to_owned(), role)).collect()
}

fn line(text: String, role: TextRole) -> Line {
    let size = Size::new(width(&text), 1);
    Line { text, role, size }
}

fn placed(line: &Line, x: Unit, y: Unit) -> Text {
    Text { text: line.text.clone(), role: line.role, rect: Rect::new(x, y, line.size.w, line.size.h) }
}

fn widest(lines: &[Line]) -> Unit {
    lines.iter().map(|line| line.size.w).max().unwrap_or(0)
}

fn width(text: &str) -> Unit {
    unit(cells::width(text))
}

/// A count as a length; a text that long does not fit in memory.
fn unit(count: usize) -> Unit {
    Unit::try_from(count).unwrap_or(Unit::MAX)
}
