//! Generates journeys: up to a hundred steps in blocks up to six levels deep, failures of every sort, labels of every script.
//!
//! What comes out is a source that is right; what its data flow has to show follows from the model that it compiles to.

use super::labels;
use proptest::collection::vec;
use proptest::prelude::*;
use std::fmt::Write;

/// A statement of a journey, before it has names.
#[derive(Clone, Debug)]
pub enum Item {
    Step {
        from: u8,
        to: u8,
        quiet: bool,
        label: Option<String>,
        plans: Vec<Plan>,
    },
    When(Vec<(String, Vec<Item>)>),
    Parallel(Vec<(Option<String>, Vec<Item>)>),
    Repeat(String, Vec<Item>),
    Note(String, Option<u8>),
    /// A call and its reply.
    Reply(u8, u8, String),
}

/// A failure plan; its mode follows from its place.
#[derive(Clone, Debug)]
pub struct Plan {
    which: Option<String>,
    actions: Vec<(u8, u8, String)>,
    block: bool,
}

/// A journey and the elements it runs through.
#[derive(Clone)]
pub struct Journey {
    pub source: String,
}

impl std::fmt::Debug for Journey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "\n{}", self.source)
    }
}

/// Journeys of about that many statements.
pub fn journeys(size: u32, elements: usize) -> impl Strategy<Value = Journey> {
    (
        vec((labels::label(), 0_u8..6, any::<bool>()), 2..=elements),
        vec(items(size), 1..=4).prop_map(|parts| parts.into_iter().flatten().collect::<Vec<_>>()),
        vec((any::<u8>(), any::<u8>(), plan()), 0..4),
    )
        .prop_map(|(elements, items, flows)| Journey { source: source(&elements, &items, &flows) })
}

fn items(size: u32) -> impl Strategy<Value = Vec<Item>> {
    let leaf = prop_oneof![
        8 => step(),
        1 => (labels::label(), proptest::option::of(any::<u8>())).prop_map(|(text, over)| Item::Note(text, over)),
        1 => (any::<u8>(), any::<u8>(), labels::label()).prop_map(|(from, to, text)| Item::Reply(from, to, text)),
    ];
    let item = leaf.prop_recursive(6, size, 4, |inner| {
        let body = || vec(inner.clone(), 1..4);
        prop_oneof![
            vec((labels::label(), body()), 1..3).prop_map(Item::When),
            vec((proptest::option::of(labels::label()), body()), 1..3).prop_map(Item::Parallel),
            (labels::label(), body()).prop_map(|(what, body)| Item::Repeat(what, body)),
        ]
    });
    vec(item, 1..6)
}

fn step() -> impl Strategy<Value = Item> {
    (
        any::<u8>(),
        any::<u8>(),
        proptest::bool::weighted(0.3),
        proptest::option::weighted(0.7, labels::label()),
        vec(plan(), 0..3),
    )
        .prop_map(|(from, to, quiet, label, plans)| Item::Step { from, to, quiet, label, plans })
}

fn plan() -> impl Strategy<Value = Plan> {
    (
        proptest::option::weighted(0.3, labels::label()),
        vec((0_u8..14, any::<u8>(), labels::label()), 1..3),
        proptest::bool::weighted(0.2),
    )
        .prop_map(|(which, actions, block)| Plan { which, actions, block })
}

const KINDS: [&str; 6] = ["service", "app", "database", "queue", "external", "person"];
const MODES: [&str; 4] = ["down", "slow > 2s", "rejected", "full"];

fn source(elements: &[(String, u8, bool)], items: &[Item], flows: &[(u8, u8, Plan)]) -> String {
    let count = elements.len();
    let mut out = String::new();
    // Every third element opens a boundary around those that follow, two levels deep at most.
    let mut open = 0;
    for (index, (label, kind, opens)) in elements.iter().enumerate() {
        if *opens && open < 2 {
            let _ = writeln!(out, "zone z{index} {} {{", quoted(label));
            open += 1;
        } else if !*opens && open > 0 && index % 3 == 0 {
            out.push_str("}\n");
            open -= 1;
        }
        let _ = writeln!(out, "{} n{index} {}", KINDS[usize::from(*kind)], quoted(label));
    }
    out.push_str(&"}\n".repeat(open));
    let name = |id: u8| format!("n{}", usize::from(id) % count);
    for (from, to, plan) in flows {
        let _ = writeln!(out, "{} -> {}", name(*from), name(*to));
        write_plan(&mut out, MODES[0], &Plan { block: false, ..plan.clone() }, *from, count);
    }
    out.push_str("journey j \"A generated journey\" {\n");
    let mut steps = 0;
    write_items(&mut out, items, count, &mut steps);
    if steps == 0 {
        let _ = writeln!(out, "{} -> {}", name(0), name(1));
    }
    out.push_str("}\n");
    out
}

fn write_items(out: &mut String, items: &[Item], count: usize, steps: &mut usize) {
    let name = |id: u8| format!("n{}", usize::from(id) % count);
    for item in items {
        match item {
            Item::Step { from, to, quiet, label, plans } => {
                *steps += 1;
                let arrow = if *quiet { "~>" } else { "->" };
                let label = label.as_deref().map(quoted).unwrap_or_default();
                let _ = writeln!(out, "{} {arrow} {} {label}", name(*from), name(*to));
                for (plan, mode) in plans.iter().zip(MODES) {
                    write_plan(out, mode, plan, *from, count);
                }
            }
            Item::When(branches) => {
                for (index, (condition, body)) in branches.iter().enumerate() {
                    let head = if index == 0 { "when" } else { "else when" };
                    let _ = writeln!(out, "{head} {} {{", quoted(condition));
                    write_items(out, body, count, steps);
                    out.push_str("}\n");
                }
            }
            Item::Parallel(lanes) => {
                out.push_str("parallel {\n");
                for (label, body) in lanes {
                    let _ = writeln!(out, "lane {} {{", label.as_deref().map(quoted).unwrap_or_default());
                    write_items(out, body, count, steps);
                    out.push_str("}\n");
                }
                out.push_str("}\n");
            }
            Item::Repeat(what, body) => {
                let _ = writeln!(out, "repeat {} {{", quoted(what));
                write_items(out, body, count, steps);
                out.push_str("}\n");
            }
            Item::Note(text, over) => {
                let over = over.map(|over| format!("over {} ", name(over))).unwrap_or_default();
                let _ = writeln!(out, "note {over}{}", quoted(text));
            }
            Item::Reply(from, to, text) => {
                *steps += 1;
                let _ = writeln!(out, "{} -> {}\nreturn {}", name(*from), name(*to), quoted(text));
            }
        }
    }
}

fn write_plan(out: &mut String, mode: &str, plan: &Plan, from: u8, count: usize) {
    let name = |id: u8| format!("n{}", usize::from(id) % count);
    let which = plan.which.as_deref().map(|which| format!(" {}", quoted(which))).unwrap_or_default();
    let actions = plan.actions.iter().map(|(what, to, text)| {
        let (to, text) = (name(*to), quoted(text));
        match what {
            0 => format!("-> {to} {text}"),
            1 => format!("-> {to}"),
            2 => format!("~> {to} {text}"),
            3 => format!("compensate -> {to}"),
            4 => "retry 3 backoff 200ms".to_owned(),
            5 => "breaker, alert oncall".to_owned(),
            6 => format!("respond 503 {text}"),
            7 => "respond 402".to_owned(),
            8 => format!("show {text}"),
            9 => format!("degrade {text}"),
            10 => "requeue".to_owned(),
            11 => format!("rollback {text}"),
            12 => format!("ignore {text}"),
            _ => text,
        }
    });
    let actions: Vec<String> = actions.collect();
    if plan.block {
        let back = name(from.wrapping_add(1));
        let _ = writeln!(
            out,
            "! {mode}{which}: {{\n{} -> {back} \"undo\"\n{}\n}}",
            name(from),
            actions.join(", ")
        );
    } else {
        let _ = writeln!(out, "! {mode}{which}: {}", actions.join(", "));
    }
}

fn quoted(text: &str) -> String {
    format!(
        "\"{}\"",
        text.replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace(['\n', '\r', '\t'], " ")
            .replace(|c: char| c.is_control(), "")
    )
}
