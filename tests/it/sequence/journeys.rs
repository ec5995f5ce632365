//! Journeys made up from a number: every block, arrow and action, nested as deep and as long as asked for.

use cutaway::view::View;
use cutaway::{compile, pipeline};
use std::fmt::Write;

/// Labels of every width; none holds a sign that drawings are made of.
const LABELS: [&str; 10] = [
    "",
    "x",
    "insert",
    "submits the cart",
    "写进数据库然后通知",
    "注文を確認する",
    "order created by the nightly batch import of the warehouse in the second region after three retries and a long pause",
    "OrderCreatedHandlerForTheWholeRegion",
    "🚀 go",
    "reads and writes",
];

const MODES: [&str; 6] = ["down", "slow > 2s", "error", "rejected", "full", "any"];

/// Participants: in boundaries up to three deep, one of them a boundary without insides.
const WHO: [&str; 9] = ["ada", "web", "api", "orders", "sql", "jobs", "mailer", "bank", "edge"];

const DESIGN: &str = "person ada \"Ada\"
system shop \"Shop\" {
  app web \"Frontend\"
  gateway api \"API Gateway\"
  zone core \"Core\" {
    service orders \"Orders\"
    layer data \"数据层\" { database sql \"Orders DB\"; queue jobs \"Jobs\" }
  }
  worker mailer \"Mailer of the whole company\"
}
external bank \"Bank\"
zone edge \"Edge\"
api -> orders \"declared\" [gRPC]
  ! down: retry 3, respond 503 \"try later\"
orders ~> jobs
  ! full: ~> bank \"park\", alert oncall
";

/// Numbers that look random and are the same on every run: a linear congruential generator (Knuth, MMIX).
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % count
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// The source of a design with one journey `j`, of about that many statements, with blocks nested that deep.
pub fn source(seed: u64, statements: usize, depth: usize) -> String {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678);
    let mut out = format!("{DESIGN}journey j \"A journey\" {{\n");
    let mut left = statements;
    while left > 0 {
        statement(&mut dice, &mut left, depth, false, &mut out);
    }
    out.push_str("return \"done\"\n}\n");
    out
}

/// The sequence view of journey `j`.
pub fn view(source: &str) -> View {
    let design = compile("generated", source);
    pipeline::project(design.model(), "sequence:j").value
}

fn statement(dice: &mut Dice, left: &mut usize, depth: usize, on_error: bool, out: &mut String) {
    *left = left.saturating_sub(1);
    let label = dice.one(&LABELS);
    match dice.below(if depth > 0 { 14 } else { 8 }) {
        0..=5 => step(dice, left, depth, on_error, out),
        6 => {
            let over = match dice.below(3) {
                0 => String::new(),
                1 => format!("over {} ", dice.one(&WHO)),
                _ => format!("over {}, {} ", dice.one(&WHO), dice.one(&WHO)),
            };
            let _ = writeln!(out, "note {over}\"note {label}\"");
        }
        7 if dice.below(3) == 0 => {
            let _ = writeln!(out, "return \"{label}\"");
        }
        8 | 9 => {
            let _ = writeln!(out, "when \"{label}\" {{");
            body(dice, left, depth - 1, on_error, out);
            let _ = writeln!(out, "}} else when \"{}\" {{", dice.one(&LABELS));
            body(dice, left, depth - 1, on_error, out);
            out.push_str("} else {\n");
            body(dice, left, depth - 1, on_error, out);
            out.push_str("}\n");
        }
        10 | 11 => {
            let _ = writeln!(out, "parallel {{\nlane \"{label}\" {{");
            body(dice, left, depth - 1, on_error, out);
            out.push_str("}\nlane {\n");
            body(dice, left, depth - 1, on_error, out);
            out.push_str("}\n}\n");
        }
        12 => {
            let _ = writeln!(out, "repeat \"{label}\" {{");
            body(dice, left, depth - 1, on_error, out);
            out.push_str("}\n");
        }
        _ => step(dice, left, depth, on_error, out),
    }
}

fn body(dice: &mut Dice, left: &mut usize, depth: usize, on_error: bool, out: &mut String) {
    for _ in 0..dice.below(4) {
        if *left > 0 {
            statement(dice, left, depth, on_error, out);
        }
    }
}

fn step(dice: &mut Dice, left: &mut usize, depth: usize, on_error: bool, out: &mut String) {
    let arrow = dice.one(&["->", "->", "->", "~>", "<->", "!>"]);
    let (from, to) = (dice.one(&WHO), dice.one(&WHO));
    let arrow = if from == to { "->" } else { arrow };
    let _ = writeln!(out, "{from} {arrow} {to} \"{}\"", dice.one(&LABELS));
    for (index, mode) in MODES.iter().enumerate() {
        if dice.below(12) != index {
            continue;
        }
        let target = dice.one(&WHO);
        let actions = match dice.below(6) {
            0 => "retry 3, show \"again\"".to_owned(),
            1 => format!("respond 503 \"{}\"", dice.one(&LABELS)),
            2 => format!("-> {target} \"{}\", alert oncall", dice.one(&LABELS)),
            3 => format!("~> {target}, compensate -> {} \"undo\"", dice.one(&WHO)),
            4 if depth > 0 && !on_error => {
                let mut block = String::from("{\n");
                body(dice, left, depth - 1, true, &mut block);
                block.push_str("respond 500\n}");
                block
            }
            _ => "degrade \"go on with less\"".to_owned(),
        };
        let _ = writeln!(out, "  ! {mode}: {actions}");
    }
}
