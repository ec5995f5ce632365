//! Generates designs: the source text of one, and what a reader of its drawing has to find.
//!
//! A [`Design`] is drawn from flat lists of small choices, so that proptest shrinks a failure to the few boxes and flows
//! that matter. Names repeat across boundaries, flows end at boundaries and at themselves, labels are hostile; but the
//! source is always right, so that an error in it is a fault of the compiler.

pub mod journey;
pub mod labels;
mod print;
mod view;

use cutaway::view::{Direction, EdgeKind, Kind};
use proptest::collection::vec;
use proptest::prelude::*;
use std::fmt;

/// A design: what it is, and how it is written.
#[derive(Clone)]
pub struct Design {
    /// Elements in the order of the source; one that holds others comes before them.
    pub boxes: Vec<Box>,
    /// Flows as they are drawn, redirects of failure plans included; no order.
    pub flows: Vec<Flow>,
    /// `direction` at the top of the file.
    pub direction: Option<Direction>,
    hints: Vec<Hint>,
    /// The source text.
    pub source: String,
}

impl fmt::Debug for Design {
    /// The source alone: all the rest follows from it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", self.source)
    }
}

/// An element.
#[derive(Clone, Debug, PartialEq)]
pub struct Box {
    /// Its name in its boundary.
    pub name: String,
    /// Full dotted name.
    pub id: String,
    /// The label as declared.
    pub label: String,
    pub kind: Kind,
    pub parent: Option<usize>,
    /// Whether it is drawn as a boundary.
    pub container: bool,
    pub depth: usize,
    pub tech: Option<String>,
    pub does: Option<String>,
    pub direction: Option<Direction>,
}

/// A flow.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    pub from: usize,
    pub to: usize,
    pub kind: EdgeKind,
    pub both: bool,
    /// The label as declared; empty without one.
    pub label: String,
    pub tech: Option<String>,
}

/// A redirect of a failure plan: how a failure travels when the flow cannot be had.
#[derive(Clone, Debug)]
struct Redirect {
    target: usize,
    parks: bool,
    mode: &'static str,
    label: String,
}

/// One flow statement: one or two targets, and maybe a plan.
#[derive(Clone, Debug)]
struct Statement {
    from: usize,
    targets: Vec<usize>,
    arrow: &'static str,
    label: Option<String>,
    tech: Option<String>,
    redirect: Option<Redirect>,
}

/// Hints inside one boundary, or at the top (`None`).
#[derive(Clone, Debug)]
struct Hint {
    parent: Option<usize>,
    row: Vec<usize>,
    above: Option<(usize, usize)>,
}

/// How large a design is.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    pub boxes: usize,
    pub flows: usize,
}

/// Designs of every size up to 200 boxes: mostly small ones, since these show most and run fast.
pub fn designs() -> impl Strategy<Value = Design> {
    prop_oneof![
        10 => designs_within(Extent { boxes: 8, flows: 12 }),
        6 => designs_within(Extent { boxes: 25, flows: 40 }),
        2 => designs_within(Extent { boxes: 70, flows: 110 }),
        1 => designs_within(Extent { boxes: 200, flows: 300 }),
    ]
}

/// Designs of at most that extent.
pub fn designs_within(extent: Extent) -> impl Strategy<Value = Design> {
    (
        vec(element(), 1..=extent.boxes),
        vec(flow(), 0..=extent.flows),
        vec((any::<u16>(), any::<u16>(), any::<bool>()), 0..=3),
        proptest::option::weighted(0.3, direction()),
    )
        .prop_map(|(elements, flows, hints, direction)| assemble(&elements, &flows, &hints, direction))
}

/// The choices behind an element, before it has a place.
#[derive(Clone, Debug)]
struct ElementSeed {
    /// Which of the boundaries so far it lies in; high values lie at the top.
    parent: u8,
    boundary: bool,
    kind: u8,
    name: u8,
    label: Option<String>,
    tech: Option<&'static str>,
    does: Option<String>,
    direction: Option<Direction>,
}

fn element() -> impl Strategy<Value = ElementSeed> {
    (
        any::<u8>(),
        proptest::bool::weighted(0.25),
        any::<u8>(),
        any::<u8>(),
        proptest::option::weighted(0.9, labels::label()),
        proptest::option::weighted(0.3, labels::technology()),
        proptest::option::weighted(0.1, labels::label()),
        proptest::option::weighted(0.15, direction()),
    )
        .prop_map(|(parent, boundary, kind, name, label, tech, does, direction)| ElementSeed {
            parent,
            boundary,
            kind,
            name,
            label,
            tech,
            does,
            direction,
        })
}

/// The choices behind a flow.
#[derive(Clone, Debug)]
struct FlowSeed {
    from: u16,
    to: u16,
    also: Option<u16>,
    arrow: &'static str,
    label: Option<String>,
    tech: Option<&'static str>,
    redirect: Option<(u16, bool, &'static str)>,
    /// Antiparallel: the next flow runs back along this one.
    back: bool,
}

fn flow() -> impl Strategy<Value = FlowSeed> {
    (
        any::<u16>(),
        any::<u16>(),
        proptest::option::weighted(0.1, any::<u16>()),
        prop_oneof![6 => Just("->"), 3 => Just("~>"), 1 => Just("<->"), 1 => Just("!>")],
        proptest::option::weighted(0.5, labels::label()),
        proptest::option::weighted(0.2, labels::technology()),
        proptest::option::weighted(0.1, (any::<u16>(), any::<bool>(), mode())),
        proptest::bool::weighted(0.1),
    )
        .prop_map(|(from, to, also, arrow, label, tech, redirect, back)| FlowSeed {
            from,
            to,
            also,
            arrow,
            label,
            tech,
            redirect,
            back,
        })
}

fn mode() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("down"), Just("slow"), Just("error"), Just("full")]
}

fn direction() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Direction::Down), Just(Direction::Right), Just(Direction::Up), Just(Direction::Left)]
}

/// How deep boundaries nest.
const LEVELS: usize = 5;

/// Names that repeat, that are words of the language elsewhere, and that are not ASCII.
const NAMES: [&str; 9] = ["api", "on", "row", "cache", "data-base", "view", "数据", "заказ", "_x1"];

fn assemble(
    elements: &[ElementSeed],
    flows: &[FlowSeed],
    hints: &[(u16, u16, bool)],
    direction: Option<Direction>,
) -> Design {
    let boxes = place(elements);
    let statements = connect(&boxes, flows);
    let hints = hint(&boxes, hints);
    let source = print::source(&boxes, &statements, &hints, direction);
    let flows = statements.iter().flat_map(drawn).collect();
    Design { boxes, flows, direction, hints, source }
}

/// Gives each element its place, name and label, in the order in which the source will list them.
fn place(elements: &[ElementSeed]) -> Vec<Box> {
    // First the tree in the order of the seeds, then its preorder.
    let mut parents: Vec<Option<usize>> = Vec::new();
    let mut depths: Vec<usize> = Vec::new();
    for seed in elements {
        let holders: Vec<usize> =
            (0..parents.len()).filter(|&index| elements[index].boundary && depths[index] < LEVELS).collect();
        let parent = holders.get(usize::from(seed.parent) % (holders.len() + 1)).copied();
        depths.push(parent.map_or(0, |parent| depths[parent] + 1));
        parents.push(parent);
    }
    let mut order = Vec::new();
    let mut stack: Vec<usize> = (0..elements.len()).filter(|&index| parents[index].is_none()).rev().collect();
    while let Some(index) = stack.pop() {
        order.push(index);
        stack.extend((0..elements.len()).filter(|&child| parents[child] == Some(index)).rev());
    }

    let mut boxes: Vec<Box> = Vec::new();
    let mut place_of = vec![0; elements.len()];
    for (place, &index) in order.iter().enumerate() {
        place_of[index] = place;
        let seed = &elements[index];
        let parent = parents[index].map(|parent| place_of[parent]);
        let wanted =
            NAMES.get(usize::from(seed.name) / 8).map_or(format!("n{index}"), |&name| name.to_owned());
        let taken = boxes.iter().any(|other| other.parent == parent && other.name == wanted);
        let name = if taken { format!("n{index}") } else { wanted };
        let id = parent.map_or(name.clone(), |parent| format!("{}.{name}", boxes[parent].id));
        let kinds: Vec<Kind> =
            Kind::ALL.into_iter().filter(|kind| kind.is_boundary() == seed.boundary).collect();
        boxes.push(Box {
            label: seed.label.clone().unwrap_or(name.clone()),
            name,
            id,
            kind: kinds[usize::from(seed.kind) % kinds.len()],
            parent,
            container: seed.boundary,
            depth: depths[index],
            tech: seed.tech.map(str::to_owned),
            does: seed.does.clone(),
            direction: seed.direction.filter(|_| seed.boundary),
        });
    }
    boxes
}

fn connect(boxes: &[Box], seeds: &[FlowSeed]) -> Vec<Statement> {
    let at = |choice: u16| usize::from(choice) % boxes.len();
    let mut statements: Vec<Statement> = Vec::new();
    let mut back: Option<(usize, usize)> = None;
    for (number, seed) in seeds.iter().enumerate() {
        let (from, to) = back.take().unwrap_or((at(seed.from), at(seed.to)));
        if seed.back {
            back = Some((to, from));
        }
        let mut targets = vec![to];
        targets.extend(seed.also.map(at).filter(|&also| also != to));
        // Only a one-way flow without a failure of its own has a plan that redirects.
        let redirect = seed
            .redirect
            .filter(|_| matches!(seed.arrow, "->" | "~>") && targets.len() == 1)
            .map(|(target, parks, mode)| Redirect {
                target: at(target),
                parks,
                mode,
                // Unlike any other, since equal redirects of one element are one error path.
                label: format!("plan {number}"),
            })
            .filter(|redirect| redirect.target != from && redirect.target != to);
        statements.push(Statement {
            from,
            targets,
            arrow: seed.arrow,
            label: seed.label.clone(),
            tech: seed.tech.map(str::to_owned),
            redirect,
        });
    }
    statements
}

/// At most one row and one pair in each boundary, which never contradict one another.
fn hint(boxes: &[Box], seeds: &[(u16, u16, bool)]) -> Vec<Hint> {
    let mut hints: Vec<Hint> = Vec::new();
    for &(family, members, is_row) in seeds {
        let holders: Vec<Option<usize>> = std::iter::once(None)
            .chain((0..boxes.len()).filter(|&index| boxes[index].container).map(Some))
            .collect();
        let parent = holders[usize::from(family) % holders.len()];
        let siblings: Vec<usize> = (0..boxes.len()).filter(|&index| boxes[index].parent == parent).collect();
        if siblings.len() < 2 || hints.iter().any(|hint| hint.parent == parent) {
            continue;
        }
        let start = usize::from(members) % (siblings.len() - 1);
        if is_row {
            let row = siblings[start..].iter().take(4).copied().collect();
            hints.push(Hint { parent, row, above: None });
        } else {
            hints.push(Hint { parent, row: Vec::new(), above: Some((siblings[start], siblings[start + 1])) });
        }
    }
    hints
}

/// The lines that a statement draws.
fn drawn(statement: &Statement) -> Vec<Flow> {
    let (kind, both) = match statement.arrow {
        "~>" => (EdgeKind::Async, false),
        "<->" => (EdgeKind::Sync, true),
        "!>" => (EdgeKind::Error, false),
        _ => (EdgeKind::Sync, false),
    };
    let mut flows: Vec<Flow> = statement
        .targets
        .iter()
        .map(|&to| Flow {
            from: statement.from,
            to,
            kind,
            both,
            label: statement.label.clone().unwrap_or_default(),
            tech: statement.tech.clone(),
        })
        .collect();
    flows.extend(statement.redirect.as_ref().map(|redirect| Flow {
        from: statement.from,
        to: redirect.target,
        kind: EdgeKind::Error,
        both: false,
        label: format!("{}: {}", redirect.mode, redirect.label),
        tech: None,
    }));
    flows
}
