//! Writes a generated design in the language: elements in their boundaries, flows at the top or beside their ends.

use super::{Box, Hint, Statement};
use cutaway::view::Direction;
use std::fmt::Write;

/// The source text of a design.
pub fn source(
    boxes: &[Box],
    statements: &[Statement],
    hints: &[Hint],
    direction: Option<Direction>,
) -> String {
    let mut out = String::from("// A generated design.\n");
    if let Some(direction) = direction {
        let _ = writeln!(out, "direction {}", direction.word());
    }
    let printer = Printer { boxes, statements, hints };
    printer.insides(&mut out, None);
    // Every flow whose ends are not neighbours is written at the top, with full names.
    for statement in statements.iter().filter(|statement| printer.home(statement).is_none()) {
        printer.flow(&mut out, statement, "", |index| boxes[index].id.clone());
    }
    out
}

struct Printer<'a> {
    boxes: &'a [Box],
    statements: &'a [Statement],
    hints: &'a [Hint],
}

impl Printer<'_> {
    /// The boundary that all ends of a flow lie directly in: it is written there, with short names.
    fn home(&self, statement: &Statement) -> Option<usize> {
        let home = self.boxes[statement.from].parent?;
        let mut ends = statement.targets.clone();
        ends.extend(statement.redirect.as_ref().map(|redirect| redirect.target));
        ends.iter().all(|&end| self.boxes[end].parent == Some(home)).then_some(home)
    }

    fn insides(&self, out: &mut String, parent: Option<usize>) {
        let level = parent.map_or(0, |parent| self.boxes[parent].depth + 1);
        let indent = "  ".repeat(level);
        for (index, element) in self.boxes.iter().enumerate().filter(|(_, element)| element.parent == parent)
        {
            let _ = write!(out, "{indent}{} {}", element.kind.word(), element.name);
            if element.label != element.name {
                let _ = write!(out, " {}", literal(&element.label));
            }
            if let Some(tech) = &element.tech {
                let _ = write!(out, " [{tech}]");
            }
            if !element.container && element.does.is_none() {
                out.push('\n');
                continue;
            }
            out.push_str(" {\n");
            if let Some(does) = &element.does {
                let _ = writeln!(out, "{indent}  does {}", literal(does));
            }
            if let Some(direction) = element.direction {
                let _ = writeln!(out, "{indent}  direction {}", direction.word());
            }
            self.insides(out, Some(index));
            let _ = writeln!(out, "{indent}}}");
        }
        for hint in self.hints.iter().filter(|hint| hint.parent == parent) {
            let names = |members: &[usize]| {
                members.iter().map(|&index| self.boxes[index].name.as_str()).collect::<Vec<_>>().join(" ")
            };
            if !hint.row.is_empty() {
                let _ = writeln!(out, "{indent}row {}", names(&hint.row));
            }
            if let Some((upper, lower)) = hint.above {
                let _ = writeln!(out, "{indent}above {}", names(&[upper, lower]));
            }
        }
        for statement in self.statements {
            if parent.is_some() && self.home(statement) == parent {
                self.flow(out, statement, &indent, |index| self.boxes[index].name.clone());
            }
        }
    }

    fn flow(&self, out: &mut String, statement: &Statement, indent: &str, name: impl Fn(usize) -> String) {
        let targets: Vec<String> = statement.targets.iter().map(|&target| name(target)).collect();
        let _ = write!(out, "{indent}{} {} {}", name(statement.from), statement.arrow, targets.join(", "));
        if let Some(label) = &statement.label {
            let _ = write!(out, " {}", literal(label));
        }
        if let Some(tech) = &statement.tech {
            let _ = write!(out, " [{tech}]");
        }
        out.push('\n');
        if let Some(redirect) = &statement.redirect {
            let arrow = if redirect.parks { "~>" } else { "->" };
            let _ = writeln!(
                out,
                "{indent}  ! {}: {arrow} {} {}",
                redirect.mode,
                name(redirect.target),
                literal(&redirect.label)
            );
        }
    }
}

/// A string literal of the language.
pub fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // Controls and what editors hide are written as escapes, as a careful person would.
            c if c.is_control() || cutaway::view::clean::is_unsafe(c) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
