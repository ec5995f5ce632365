//! The rules about texts: nothing lost, nothing covered, each flow's label at its own line, everything on the page.

use super::boxes::{squeeze, squeezed};
use super::frame::{Frame, Grid};
use super::lifelines;
use super::{Fault, Page, Rule, dot, place};
use cutaway::geom::Unit;
use cutaway::scene::{SceneUnit, Text, TextRole};

/// Whose text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Node(usize),
    Label(usize),
    Step(usize),
    /// A frame or note of a sequence.
    Panel(usize),
    /// Heading, legend and notes: around the drawing.
    Page,
}

/// A text, what it covers, and what it needs free besides.
struct Placed<'a> {
    owner: Owner,
    text: &'a str,
    frame: Frame,
}

/// Every text against everything else.
pub fn check(page: &Page, faults: &mut Vec<Fault>) {
    let texts = collect(page);
    for placed in &texts {
        if placed.frame.l > placed.frame.r || placed.frame.t > placed.frame.b {
            faults.push(Fault { rule: Rule::Outside, what: format!("`{}` has no room", placed.text) });
        }
    }
    text_text(page, &texts, faults);
    for placed in &texts {
        text_box(page, placed, faults);
        text_line(page, placed, faults);
    }
    for edge in 0..page.scene.edges.len() {
        complete(page, edge, faults);
        near(page, edge, faults);
    }
    inside(page, &texts, faults);
    if lifelines::is_sequence(page) {
        text_solid(page, &texts, faults);
    }
}

/// In a sequence, no text on a lifeline, bar, wall or note but its own.
fn text_solid(page: &Page, texts: &[Placed], faults: &mut Vec<Fault>) {
    let solids = lifelines::solids(page);
    let grid = Grid::new(solids.iter().map(|solid| solid.0).collect());
    for placed in texts {
        for met in grid.meeting(placed.frame) {
            let (frame, what, panel) = &solids[met];
            let own = panel.is_some_and(|panel| placed.owner == Owner::Panel(panel));
            // A text that belongs to a panel lies in it, or in a wall of it.
            if !own {
                let what =
                    format!("`{}` ({}) on {what} {}", placed.text, name(page, placed.owner), place(*frame));
                faults.push(Fault { rule: Rule::TextLine, what });
            }
        }
        if let Owner::Panel(panel) = placed.owner {
            let panel = &page.scene.panels[panel];
            let walls = Frame::of_box(panel.rect, page.scene.unit);
            if !walls.grown(1).holds_strictly(placed.frame) {
                let what = format!("`{}` leaves {:?} {:?}", placed.text, panel.kind, panel.rect);
                faults.push(Fault { rule: Rule::TextBox, what });
            }
        }
    }
}

fn collect<'a>(page: &Page<'a>) -> Vec<Placed<'a>> {
    let scene = page.scene;
    let mut texts = Vec::new();
    let mut add = |owner: Owner, text: &'a Text| {
        let mut frame = Frame::of_text(text.rect, scene.unit);
        // A title in a wall of cells has a blank at each end: `─ SHOP ─`.
        if text.role == TextRole::Title && scene.unit == SceneUnit::Cell && !text.text.starts_with(' ') {
            frame = Frame { l: frame.l - 2, r: frame.r + 2, ..frame };
        }
        texts.push(Placed { owner, text: &text.text, frame });
    };
    for (index, node) in scene.nodes.iter().enumerate() {
        node.texts.iter().chain(&node.badge).for_each(|text| add(Owner::Node(index), text));
    }
    for (index, edge) in scene.edges.iter().enumerate() {
        edge.labels.iter().for_each(|text| add(Owner::Label(index), text));
        edge.step.iter().for_each(|text| add(Owner::Step(index), text));
    }
    for (index, panel) in scene.panels.iter().enumerate() {
        panel.texts.iter().for_each(|text| add(Owner::Panel(index), text));
    }
    scene.heading.iter().chain(&scene.notes).for_each(|text| add(Owner::Page, text));
    scene.legend.iter().for_each(|item| add(Owner::Page, &item.text));
    texts.extend(scene.legend.iter().map(|item| Placed {
        owner: Owner::Page,
        text: "legend sample",
        frame: Frame::of_text(item.rect, scene.unit),
    }));
    texts
}

/// No text on another; in cells, none run together in one row either.
fn text_text(page: &Page, texts: &[Placed], faults: &mut Vec<Fault>) {
    let grid = Grid::new(texts.iter().map(|placed| placed.frame).collect());
    for (one, placed) in texts.iter().enumerate() {
        let apart = if page.scene.unit == SceneUnit::Cell { 2 } else { 0 };
        let reach = Frame { l: placed.frame.l - apart, r: placed.frame.r + apart, ..placed.frame };
        for other in grid.meeting(reach) {
            let second = &texts[other];
            if other <= one || (placed.owner == second.owner && !placed.frame.meets(second.frame)) {
                continue;
            }
            let what = format!(
                "`{}` ({}) and `{}` ({}) touch {}",
                placed.text,
                name(page, placed.owner),
                second.text,
                name(page, second.owner),
                place(second.frame)
            );
            faults.push(Fault { rule: Rule::TextText, what });
        }
    }
}

/// No text on a wall, in a foreign leaf or in a foreign boundary.
fn text_box(page: &Page, placed: &Placed, faults: &mut Vec<Fault>) {
    let hit = |node: usize| match placed.owner {
        // A box's own walls are the business of `boxes`.
        Owner::Node(owner) => node != owner,
        _ => true,
    };
    let mut met: Vec<usize> =
        page.boxes_meeting(placed.frame).into_iter().filter(|&node| hit(node)).collect();
    if let Owner::Label(edge) | Owner::Step(edge) = placed.owner {
        let drawn = &page.scene.edges[edge];
        met.extend((0..page.frames.len()).filter(|&node| {
            page.scene.nodes[node].container
                && page.frames[node].holds_strictly(placed.frame)
                && !page.is_around(node, drawn.from)
                && !page.is_around(node, drawn.to)
        }));
    }
    for node in met {
        let what = format!(
            "`{}` ({}) lies on `{}` {}",
            placed.text,
            name(page, placed.owner),
            page.id(node),
            place(placed.frame)
        );
        faults.push(Fault { rule: Rule::TextBox, what });
    }
}

/// No text on a line but its own, and there only where the line can be broken for it.
fn text_line(page: &Page, placed: &Placed, faults: &mut Vec<Fault>) {
    for met in page.segment_grid.meeting(placed.frame) {
        let segment = page.segments[met];
        let own = placed.owner == Owner::Label(segment.edge) || placed.owner == Owner::Step(segment.edge);
        if own && breaks(page, segment.edge, segment.frame, placed.frame) {
            continue;
        }
        let what = format!(
            "{} runs through `{}` ({}) {}",
            page.edge(segment.edge),
            placed.text,
            name(page, placed.owner),
            place(placed.frame)
        );
        faults.push(Fault { rule: Rule::TextLine, what });
    }
}

/// Whether a line may be broken for a text of its own: in cells a row with two cells left at each end, in pixels any
/// stretch without a bend or an end.
fn breaks(page: &Page, edge: usize, line: Frame, text: Frame) -> bool {
    match page.scene.unit {
        SceneUnit::Cell => !line.is_vertical() && line.l + 4 <= text.l && text.r + 4 <= line.r,
        SceneUnit::Px => !page.scene.edges[edge].points.iter().any(|&point| text.meets(dot(point))),
    }
}

/// What was declared is what is drawn: the whole caption at the line, or its number there and the rest in a note.
fn complete(page: &Page, edge: usize, faults: &mut Vec<Fault>) {
    let drawn = &page.scene.edges[edge];
    let caption = squeeze(&drawn.caption);
    let shown = squeezed(&drawn.labels);
    let noted = || {
        let notes = squeezed(&page.scene.notes);
        let numbered = drawn.step.as_ref().map(|step| squeeze(&step.text) + &caption);
        (!shown.is_empty() && notes.contains(&shown) && notes.contains(&caption))
            || numbered.is_some_and(|numbered| notes.contains(&numbered))
    };
    if !shown.contains(&caption) && !noted() {
        let what = format!("{} shows `{shown}`, not `{}`", page.edge(edge), drawn.caption);
        faults.push(Fault { rule: Rule::LabelLost, what });
    }
}

/// A label is at most this far from its own line, in units as wide as a cell or a pixel.
fn reach(unit: SceneUnit) -> Unit {
    match unit {
        SceneUnit::Cell => 3,
        SceneUnit::Px => 16,
    }
}

/// A label stands at its own line, and no foreign line is nearer to it.
fn near(page: &Page, edge: usize, faults: &mut Vec<Fault>) {
    let drawn = &page.scene.edges[edge];
    // A step's disc stands between the line and its label, or on the line.
    let texts = drawn.labels.iter().chain(drawn.step.iter().filter(|_| !drawn.labels.is_empty()));
    let lines: Vec<Frame> = texts.map(|text| Frame::of_text(text.rect, page.scene.unit)).collect();
    if lines.is_empty() {
        return;
    }
    let from_lines = |segment: Frame| {
        lines.iter().map(|line| distance(page.scene.unit, line.gap(segment))).min().unwrap_or(Unit::MAX)
    };
    let own = drawn
        .points
        .windows(2)
        .map(|pair| from_lines(Frame::of_segment(pair[0], pair[1])))
        .min()
        .unwrap_or(Unit::MAX);
    let mut fault = |what: String| {
        faults.push(Fault { rule: Rule::LabelFar, what: format!("the label of {} {what}", page.edge(edge)) });
    };
    if own > 2 * reach(page.scene.unit) {
        fault(format!("is {} away from it", own / 2));
        return;
    }
    let around = lines.iter().fold(lines[0], |all, line| Frame {
        l: all.l.min(line.l),
        t: all.t.min(line.t),
        r: all.r.max(line.r),
        b: all.b.max(line.b),
    });
    for met in page.segment_grid.meeting(around.grown(own)) {
        let segment = page.segments[met];
        if segment.edge != edge && from_lines(segment.frame) < own {
            fault(format!("is nearer to {} {}", page.edge(segment.edge), place(around)));
        }
    }
}

/// A distance in half units as wide as a cell or a pixel: a cell is twice as high as it is wide.
fn distance(unit: SceneUnit, (dx, dy): (Unit, Unit)) -> Unit {
    match unit {
        SceneUnit::Cell => dx + 2 * dy,
        SceneUnit::Px => dx + dy,
    }
}

/// Everything is inside the drawing.
fn inside(page: &Page, texts: &[Placed], faults: &mut Vec<Fault>) {
    let (size, unit) = (page.scene.size, page.scene.unit);
    let sheet = Frame::of_box(cutaway::geom::Rect::new(0, 0, size.w, size.h), unit);
    let mut check = |what: String, frame: Frame| {
        if frame.l < sheet.l || frame.t < sheet.t || frame.r > sheet.r || frame.b > sheet.b {
            faults.push(Fault {
                rule: Rule::Outside,
                what: format!("{what} {} leaves {size:?}", place(frame)),
            });
        }
    };
    for (index, frame) in page.frames.iter().enumerate() {
        check(format!("`{}`", page.id(index)), *frame);
    }
    for segment in &page.segments {
        check(page.edge(segment.edge), segment.frame);
    }
    for placed in texts {
        check(format!("`{}`", placed.text), placed.frame);
    }
}

fn name(page: &Page, owner: Owner) -> String {
    match owner {
        Owner::Node(node) => format!("of `{}`", page.id(node)),
        Owner::Label(edge) => format!("label of {}", page.edge(edge)),
        Owner::Step(edge) => format!("step of {}", page.edge(edge)),
        Owner::Panel(panel) => format!("in {:?}", page.scene.panels[panel].kind),
        Owner::Page => "around the drawing".to_owned(),
    }
}
