//! The grid engine: lays out the content of cards, and views that are cards and nothing else.
//!
//! In: a [`Card`](crate::view::card::Card) and the widest it should get. Out: its size, and every text, rule and sample of a
//! line with its place. The same steps serve cells and pixels; what a rule and a gap take comes from the metrics. A box is
//! measured first, placed by any engine, and filled when its place is known: with the columns that it was measured with, so
//! that it needs no more lines than it has room for. (In more room the columns would share it in another way, and one of
//! them could get less.)
//!
//! 1. `columns`: how wide each column gets.
//! 2. `table`: cells wrapped, rows stacked, rules between them.
//! 3. here: sections under each other, and the page around a card that stands alone.

mod columns;
mod ladder;
mod table;

pub(super) use ladder::fit;

use super::metrics::{Line, Metrics};
use super::{Options, frame};
use crate::geom::{Point, Rect, Size, Unit};
use crate::scene::card::{Row, Rule};
use crate::scene::{self, Scene, SceneUnit, Text, TextRole};
use crate::view::card::{Card, Form, Section, SectionKind};
use crate::view::{Node, View};
use table::Look;

/// A card laid out at the origin.
pub(super) struct Laid {
    /// Its outer size, walls included.
    pub size: Size,
    /// Its name and what stands under it.
    pub texts: Vec<Text>,
    /// What stands in it.
    pub card: scene::card::Card,
}

/// Whether a view is one card that is a page of its own.
pub(super) fn serves(view: &View) -> bool {
    let forms = view.nodes.iter().map(|node| node.card.as_ref().map(|card| card.form));
    view.nodes.len() == 1
        && view.edges.is_empty()
        && forms.flatten().all(|form| form != Form::Box)
        && view.nodes[0].card.is_some()
}

/// Lays out a view that is one card.
pub(super) fn lay_out(view: &View, metrics: &dyn Metrics, options: Options) -> Scene {
    let margin = metrics.margin();
    let spacing = metrics.card();
    let room = options.width.map_or(spacing.widest, |width| width - 2 * margin);
    let node = &view.nodes[0];
    // The page is called like the view.
    let page = Node { label: view.title.clone(), ..node.clone() };
    let laid = natural(&page, metrics, room);
    // In cells a page has its title in its wall.
    let titled =
        node.card.as_ref().is_some_and(|card| card.form == Form::Page) && metrics.unit() == SceneUnit::Cell;
    let untitled = titled.then(|| View { title: String::new(), ..view.clone() });
    let (mut scene, at) = frame::around(untitled.as_ref().unwrap_or(view), metrics, laid.size, &[], options);
    scene.title.clone_from(&view.title);
    scene.nodes = vec![filled(node, &laid, Rect::new(at.x, at.y, laid.size.w, laid.size.h))];
    scene
}

/// The least size of a box with that card, as wide as `limit` where that can be.
pub(super) fn measure(node: &Node, metrics: &dyn Metrics, limit: Unit) -> Size {
    natural(node, metrics, limit).size
}

/// The texts and the card of a box that was measured to be so wide, and whose rectangle is known now.
pub(super) fn place(
    node: &Node,
    metrics: &dyn Metrics,
    measured: Unit,
    rect: Rect,
) -> (Vec<Text>, scene::card::Card) {
    let laid = fill(node, metrics, measured, rect.w);
    (moved(laid.texts, rect), card_at(laid.card, rect))
}

fn filled(node: &Node, laid: &Laid, rect: Rect) -> scene::Node {
    scene::Node {
        id: node.id.clone(),
        kind: node.kind.clone(),
        base: node.base,
        label: node.label.clone(),
        parent: None,
        container: false,
        depth: 0,
        rect,
        shape: node.look.shape,
        border: node.look.border,
        accent: node.look.accent,
        status: None,
        link: node.link.clone(),
        tags: node.tags.clone(),
        texts: moved(laid.texts.clone(), rect),
        mark: None,
        badge: None,
        card: Some(card_at(laid.card.clone(), rect)),
        span: node.span,
    }
}

fn at(by: Rect, rect: Rect) -> Rect {
    Rect::new(rect.x + by.x, rect.y + by.y, rect.w, rect.h)
}

fn moved(texts: Vec<Text>, by: Rect) -> Vec<Text> {
    texts.into_iter().map(|text| Text { rect: at(by, text.rect), ..text }).collect()
}

fn card_at(card: scene::card::Card, by: Rect) -> scene::card::Card {
    let point = |p: Point| Point::new(p.x + by.x, p.y + by.y);
    let row = |row: Row| Row {
        rect: at(by, row.rect),
        texts: moved(row.texts, by),
        marks: row.marks.into_iter().map(|(kind, place)| (kind, at(by, place))).collect(),
        ..row
    };
    scene::card::Card {
        rules: card
            .rules
            .into_iter()
            .map(|rule| Rule { from: point(rule.from), to: point(rule.to), ..rule })
            .collect(),
        heads: moved(card.heads, by),
        rows: card.rows.into_iter().map(row).collect(),
    }
}

/// Lays out a card in a box of its own width.
fn natural(node: &Node, metrics: &dyn Metrics, limit: Unit) -> Laid {
    let wide = width(node, metrics, limit);
    fill(node, metrics, wide, wide)
}

/// How wide a card is: at most `limit` where that can be.
fn width(node: &Node, metrics: &dyn Metrics, limit: Unit) -> Unit {
    let Some(card) = &node.card else { return 0 };
    if card.form == Form::Bare {
        let natural = |section: &Section| table::natural(&section.table, metrics, Look::Ruled, limit);
        return even(card.sections.first().map_or(0, natural), metrics);
    }
    let pad = metrics.card().padding;
    let inner = limit - pad.left - pad.right;
    let name = names(node, card, metrics, inner);
    // The widest section decides; the others are then laid out at that width.
    let natural = card.sections.iter().map(|section| {
        let heading = metrics.text(section.heading, TextRole::Section).size.w;
        let look = look(card, section.kind);
        let bleed = bleed(section, look, metrics);
        (table::natural(&section.table, metrics, look, inner + 2 * bleed) - 2 * bleed).max(heading)
    });
    let inner = natural.chain(name.iter().map(|line| line.size.w)).fold(0, Unit::max);
    even(inner + pad.left + pad.right, metrics)
}

/// Lays out a card whose columns share `measured`, in a box that is `wide`, which is no less.
fn fill(node: &Node, metrics: &dyn Metrics, measured: Unit, wide: Unit) -> Laid {
    let empty = Card::default();
    let card = node.card.as_ref().unwrap_or(&empty);
    if card.form == Form::Bare {
        return bare(card, metrics, measured, wide);
    }
    let spacing = metrics.card();
    let pad = spacing.padding;
    let (shared, inner) = (measured - pad.left - pad.right, wide - pad.left - pad.right);

    let mut laid = scene::card::Card::default();
    let mut texts = Vec::new();
    let mut y = pad.top;
    for line in names(node, card, metrics, shared) {
        if card.form == Form::Page {
            // In the wall, from the third cell on.
            texts.push(text(&line, pad.left + 1, texts.len() as Unit));
            y = y.max(texts.len() as Unit);
        } else {
            texts.push(text(&line, pad.left, y));
            y += line.size.h;
        }
    }
    for (index, section) in card.sections.iter().enumerate() {
        let follows = index > 0 || (card.form == Form::Box && !texts.is_empty());
        if follows && card.form == Form::Box {
            // From wall to wall.
            y += spacing.over_rule;
            let last = wide - spacing.rule;
            laid.rules.push(Rule { from: Point::new(0, y), to: Point::new(last, y), strong: true });
            y += spacing.rule + spacing.over_rule;
        } else if follows {
            // Air.
            y += spacing.section_gap;
        }
        if !section.heading.is_empty() {
            let line = metrics.text(section.heading, TextRole::Section);
            laid.heads.push(text(&line, pad.left, y));
            y += line.size.h + spacing.row_gap;
        }
        let look = look(card, section.kind);
        let bleed = bleed(section, look, metrics);
        let place = Rect::new(pad.left - bleed, y, inner + 2 * bleed, 0);
        y = table::lay_out(&section.table, metrics, look, shared + 2 * bleed, place, &mut laid);
    }
    let tall = even(y + pad.bottom, metrics);
    Laid { size: Size::new(wide, tall), texts, card: laid }
}

/// How the table of a section looks.
fn look(card: &Card, kind: SectionKind) -> Look {
    match (card.form, kind) {
        (Form::Page, SectionKind::Main) => Look::Ruled,
        _ => Look::Plain,
    }
}

/// How far the rules of a table without a border stick out of its words, so that these stand in one column with all else.
fn bleed(section: &Section, look: Look, metrics: &dyn Metrics) -> Unit {
    let spacing = metrics.card();
    let ruled = look == Look::Ruled && !section.table.rows.is_empty();
    if ruled && !spacing.boxed { spacing.beside_rule } else { 0 }
}

/// A table whose border is the box around it.
fn bare(card: &Card, metrics: &dyn Metrics, measured: Unit, wide: Unit) -> Laid {
    let mut laid = scene::card::Card::default();
    let Some(section) = card.sections.first() else {
        return Laid { size: Size::default(), texts: Vec::new(), card: laid };
    };
    let place = Rect::new(0, 0, wide, 0);
    let bottom = table::lay_out(&section.table, metrics, Look::Ruled, measured, place, &mut laid);
    let size = Size::new(wide, even(bottom, metrics));
    // The border is the wall of the box.
    let (right, low) = (size.w - metrics.card().rule, size.h - metrics.card().rule);
    laid.rules.retain(|rule| {
        let upright = rule.from.x == rule.to.x;
        let edge = if upright { [0, right].contains(&rule.from.x) } else { [0, low].contains(&rule.from.y) };
        !edge
    });
    Laid { size, texts: Vec::new(), card: laid }
}

/// The lines of a box's name, of its technology and of what it does.
fn names(node: &Node, card: &Card, metrics: &dyn Metrics, inner: Unit) -> Vec<Line> {
    let lines = |words: &str, role: TextRole, room: Unit| table::wrapped(words, role, room, metrics);
    match (card.form, metrics.unit()) {
        (Form::Box, _) => {
            let status = node.status.map(|status| format!("[{}]", status.word()));
            let tech = node.tech.as_deref().map(|tech| format!("({tech})"));
            let tags: Vec<String> = status.into_iter().chain(tech).collect();
            let details = [Some(tags.join(" ")).filter(|tags| !tags.is_empty()), node.does.clone()];
            let mut all = lines(&node.label, TextRole::Label, inner);
            all.extend(
                details.into_iter().flatten().flat_map(|words| lines(&words, TextRole::Detail, inner)),
            );
            all
        }
        // Room for the corner and a cell of wall on either side.
        (Form::Page, SceneUnit::Cell) => lines(&node.label, TextRole::Title, inner - 2),
        (Form::Page | Form::Bare, _) => Vec::new(),
    }
}

fn text(line: &Line, x: Unit, y: Unit) -> Text {
    Text { text: line.text.clone(), role: line.role, rect: Rect::new(x, y, line.size.w, line.size.h) }
}

/// In pixels, lengths of boxes are multiples of 4; in cells, any.
fn even(length: Unit, metrics: &dyn Metrics) -> Unit {
    match metrics.unit() {
        SceneUnit::Px => (length + 3) / 4 * 4,
        SceneUnit::Cell => length,
    }
}
