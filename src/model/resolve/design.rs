//! The design around the diagrams: names once per namespace, words of closed sets read, what they are about bound.

use super::checks::{self, Measure};
use super::{Context, Written, refs};
use crate::diag::{Diagnostic, codes, nearest};
use crate::model::facts::{
    Accept, CapChoice, Constraint, Decision, Entity, FactExtra, Monitor, Question, Requirement, Role, Scale,
    SecurityFact, Subject, Tradeoff,
};
use crate::source::Span;
use crate::syntax::ast::{self, DesignKind, Name, Path};
use indexmap::IndexMap;

/// The word that begins a design fact.
pub(super) fn word(kind: &DesignKind) -> &'static str {
    match kind {
        DesignKind::Entity { .. } => "entity",
        DesignKind::Role { .. } => "role",
        DesignKind::Requirement { .. } => "requirement",
        DesignKind::Constraint { .. } => "constraint",
        DesignKind::Decision(_) => "decision",
        DesignKind::Tradeoff { .. } => "tradeoff",
        DesignKind::Cap { .. } => "cap",
        DesignKind::Security(_) => "security",
        DesignKind::Scale { .. } => "scale",
        DesignKind::Monitor { .. } => "monitor",
        DesignKind::Question { .. } => "question",
        DesignKind::Team(_) => "team",
        DesignKind::Tree(_) => "tree",
        DesignKind::Accept { .. } => "accept",
    }
}

/// Says that a name of some namespace is declared twice.
pub(super) fn declared_twice(cx: &mut Context, what: &str, name: &Name, first: Span) {
    cx.report(
        Diagnostic::error(
            codes::DUPLICATE_NAME,
            name.span,
            format!("the {what} `{}` is declared twice", name.value),
        )
        .here("declared again here")
        .label(first, "first declared here")
        .help("keep one of them, or give this one another name"),
    );
}

/// Resolves every design fact, in the order written.
pub(super) fn resolve(cx: &mut Context, written: &Written<'_>) {
    let mut names: IndexMap<(&'static str, &str), Span> = IndexMap::new();
    for design in &written.design {
        if let Some(name) = name(&design.kind) {
            let what = word(&design.kind);
            match names.get(&(what, name.value.as_str())) {
                Some(&first) => {
                    declared_twice(cx, what, name, first);
                    continue;
                }
                None => {
                    names.insert((what, name.value.as_str()), name.span);
                }
            }
        }
        resolve_one(cx, design);
        cx.model.design.extras.extend(design.extras.iter().map(|extra| FactExtra {
            of: word(&design.kind),
            name: name(&design.kind).cloned(),
            fact: design.span,
            extra: extra.clone(),
        }));
    }
}

/// The name it declares.
fn name(kind: &DesignKind) -> Option<&Name> {
    match kind {
        DesignKind::Entity { name, .. }
        | DesignKind::Role { name, .. }
        | DesignKind::Requirement { name, .. }
        | DesignKind::Constraint { name, .. } => Some(name),
        DesignKind::Decision(decision) => Some(&decision.name),
        _ => None,
    }
}

fn resolve_one(cx: &mut Context, design: &ast::Design) {
    let span = design.span;
    match &design.kind {
        DesignKind::Entity { name, head, fields } => {
            let mut seen: IndexMap<&str, Span> = IndexMap::new();
            for field in fields {
                match seen.get(field.name.value.as_str()) {
                    Some(&first) => declared_twice(cx, "field", &field.name, first),
                    None => {
                        seen.insert(&field.name.value, field.name.span);
                    }
                }
            }
            let (name, label, tags) = (name.clone(), head.label.clone(), head.tags.clone());
            cx.model.design.entities.push(Entity { name, label, tags, fields: fields.clone(), span });
        }
        DesignKind::Role { name, of, head, can } => {
            let of = of.as_ref().and_then(|path| refs::element(cx, None, path));
            let (name, label, tags) = (name.clone(), head.label.clone(), head.tags.clone());
            cx.model.design.roles.push(Role { name, of, label, tags, can: can.clone(), span });
        }
        DesignKind::Requirement { name, head, kind, priority, meets } => {
            let kind = kind.as_ref().and_then(|word| checks::word(cx, word));
            let priority = priority.as_ref().and_then(|word| checks::word(cx, word));
            let meets = subjects(cx, meets);
            let (name, label, tags) = (name.clone(), head.label.clone(), head.tags.clone());
            cx.model.design.requirements.push(Requirement { name, label, tags, kind, priority, meets, span });
        }
        DesignKind::Constraint { name, value, planned } => {
            let (name, value, planned) = (name.clone(), value.clone(), planned.clone());
            cx.model.design.constraints.push(Constraint { name, value, planned, span });
        }
        DesignKind::Decision(decision) => {
            let decision = decide(cx, decision, span);
            cx.model.design.decisions.push(decision);
        }
        DesignKind::Tradeoff { label, a, b, recommend, because } => {
            let recommend = recommend.as_ref().and_then(|word| checks::word(cx, word));
            let (label, a, b, because) = (label.clone(), a.clone(), b.clone(), because.clone());
            cx.model.design.tradeoffs.push(Tradeoff { label, a, b, recommend, because, span });
        }
        DesignKind::Cap { element, choice, why } => {
            let element = refs::element(cx, None, element);
            let choice = checks::word(cx, choice);
            if let (Some(element), Some(choice)) = (element, choice) {
                cx.model.design.caps.push(CapChoice { element, choice, why: why.clone(), span });
            }
        }
        DesignKind::Security(lines) => {
            for (topic, text) in lines {
                if let Some(read) = checks::word(cx, topic) {
                    let topic = crate::source::Spanned::new(read, topic.span);
                    cx.model.design.security.push(SecurityFact { topic, text: text.clone() });
                }
            }
        }
        DesignKind::Scale { label, when, now, next } => {
            let (label, when, now, next) = (label.clone(), when.clone(), now.clone(), next.clone());
            cx.model.design.scales.push(Scale { label, when, now, next, span });
        }
        DesignKind::Monitor { element, metrics, alerts } => {
            if let Some(element) = refs::element(cx, None, element) {
                let (metrics, alerts) = (metrics.clone(), alerts.clone());
                cx.model.design.monitors.push(Monitor { element, metrics, alerts, span });
            }
        }
        DesignKind::Question { label, owner, due, blocks } => {
            let blocks = subjects(cx, blocks);
            let (label, owner, due) = (label.clone(), owner.clone(), due.clone());
            cx.model.design.questions.push(Question { label, owner, due, blocks, span });
        }
        DesignKind::Team(size) => {
            checks::measure(cx, size, Measure::Whole, "team");
            cx.model.design.teams.push(size.clone());
        }
        DesignKind::Tree(tree) => cx.model.design.trees.push(tree.clone()),
        DesignKind::Accept { rule, on, reason, until } => {
            let element = on.as_ref().map(|path| refs::element(cx, None, path));
            // A waiver for something unknown waives nothing, least of all everything.
            if let Some(None) = element {
                return;
            }
            let (rule, reason, until) = (rule.clone(), reason.clone(), until.clone());
            cx.model.design.accepts.push(Accept { rule, on: element.flatten(), reason, until, span });
        }
    }
}

fn subjects(cx: &mut Context, paths: &[Path]) -> Vec<Subject> {
    paths.iter().filter_map(|path| refs::subject(cx, path)).collect()
}

fn decide(cx: &mut Context, decision: &ast::Decision, span: Span) -> Decision {
    let mut seen: IndexMap<&str, Span> = IndexMap::new();
    for option in &decision.options {
        match seen.get(option.id.value.as_str()) {
            Some(&first) => declared_twice(cx, "option", &option.id, first),
            None => {
                seen.insert(&option.id.value, option.id.span);
            }
        }
    }
    let chosen = decision.chosen.as_ref().and_then(|chosen| {
        let found = decision.options.iter().position(|option| option.id.value == chosen.value);
        if found.is_none() {
            no_option(cx, decision, chosen);
        }
        found
    });
    Decision {
        name: decision.name.clone(),
        label: decision.head.label.clone(),
        tags: decision.head.tags.clone(),
        context: decision.context.clone(),
        options: decision.options.clone(),
        chosen,
        rationale: decision.rationale.clone(),
        consequences: decision.consequences.clone(),
        status: decision.status.as_ref().and_then(|word| checks::word(cx, word)),
        about: subjects(cx, &decision.about),
        span,
    }
}

fn no_option(cx: &mut Context, decision: &ast::Decision, chosen: &Name) {
    let ids: Vec<&str> = decision.options.iter().map(|option| option.id.value.as_str()).collect();
    let message = format!("the decision `{}` has no option `{}`", decision.name.value, chosen.value);
    let mut diagnostic =
        Diagnostic::error(codes::UNKNOWN_OPTION, chosen.span, message).here("none of the options above");
    diagnostic = match nearest(&chosen.value, ids.iter().copied()) {
        Some(near) => diagnostic.help(format!("write `{near}`")).fix(chosen.span, near),
        None if ids.is_empty() => diagnostic.help(format!("add `option {} \"…\"`", chosen.value)),
        None => diagnostic.help(format!("write {}", checks::one_of(&ids))),
    };
    cx.report(diagnostic);
}
