//! The design around the diagrams: entities, roles, decisions, trees and the other facts.

use super::elements::design_place;
use super::{Fact, Lower, Node, Parts, Place, Rule, STRING};
use crate::source::Span;
use crate::syntax::ast::{
    ConstraintValue, Count, Decision, DecisionOption, Design, DesignKind, Extra, Field, FieldKind, Name,
    Path, Quantity, Stmt, Text, Tree,
};
use crate::syntax::{recover, report, words};

/// The lines of a design fact's body, each with its first word.
#[derive(Default)]
struct Lines {
    lines: Vec<(Name, Line)>,
    extras: Vec<Extra>,
}

/// What stands behind the first word of a line.
enum Line {
    Text(Text),
    Name(Name),
    Paths(Vec<Path>),
    Quantity(Quantity),
    Option(DecisionOption),
    Alert(Text, Option<Name>),
}

impl Lower<'_> {
    /// Reads a design fact; `None` after a diagnostic.
    pub(super) fn design(&mut self, node: &Node<'_>) -> Option<Stmt> {
        let span = self.span(node);
        let mut extras = Vec::new();
        let kind = match node.as_rule() {
            Rule::entity => self.entity(node)?,
            Rule::tree => self.whole_tree(node)?,
            Rule::broken_design => {
                self.broken_design(node);
                return None;
            }
            _ => self.design_kind(node, &mut extras)?,
        };
        Some(Stmt::Design(Design { kind, extras, span }))
    }

    fn design_kind(&mut self, node: &Node<'_>, extras: &mut Vec<Extra>) -> Option<DesignKind> {
        let mut parts = Parts::of(node);
        let within = design_place(parts.next()?.as_str())?;
        // What stands before the body, by its form; each fact has at most one of a form, save names.
        let mut name = parts.accept(&[Rule::name]).map(|node| self.name(&node));
        let of =
            parts.accept(&[Rule::kw_of, Rule::kw_on]).and_then(|_| parts.next()).map(|node| self.path(&node));
        let path = parts.accept(&[Rule::path]).map(|node| self.path(&node));
        if path.is_some() {
            name = parts.accept(&[Rule::name]).map(|node| self.name(&node));
        }
        let quantity = parts.accept(&[Rule::quantity]).map(|node| self.quantity(&node));
        let head = self.head(&mut parts);
        let until = parts.has(Rule::kw_until).then(|| parts.next()).flatten().map(|node| self.date(&node));
        let mut lines =
            parts.accept(&[Rule::design_body]).map(|body| self.lines(body, within)).unwrap_or_default();
        extras.append(&mut lines.extras);
        let lines = &mut lines;
        Some(match within {
            Fact::Role => DesignKind::Role { name: name?, of, head, can: lines.texts("can") },
            Fact::Requirement => DesignKind::Requirement {
                name: name?,
                head,
                kind: self.one_name(lines, "kind"),
                priority: self.one_name(lines, "priority"),
                meets: lines.paths("meets"),
            },
            Fact::Constraint => DesignKind::Constraint {
                name: name?,
                value: match (quantity, head.label) {
                    (Some(quantity), _) => ConstraintValue::Quantity(quantity),
                    (None, Some(text)) => ConstraintValue::Text(text),
                    (None, None) => ConstraintValue::Missing,
                },
                planned: self.one(lines, "planned", Line::quantity),
            },
            Fact::Decision => DesignKind::Decision(Box::new(Decision {
                name: name?,
                head,
                context: self.one_text(lines, "context"),
                options: lines.all("option", Line::option),
                chosen: self.one_name(lines, "chosen"),
                rationale: self.one_text(lines, "rationale"),
                consequences: self.one_text(lines, "consequences"),
                status: self.one_name(lines, "status"),
                about: lines.paths("about"),
            })),
            Fact::Tradeoff => DesignKind::Tradeoff {
                label: head.label?,
                a: self.one_text(lines, "a"),
                b: self.one_text(lines, "b"),
                recommend: self.one_name(lines, "recommend"),
                because: self.one_text(lines, "because"),
            },
            Fact::Cap => DesignKind::Cap { element: path?, choice: name?, why: head.label },
            Fact::Security => DesignKind::Security(lines.all_named(Line::text)),
            Fact::Scale => DesignKind::Scale {
                label: head.label?,
                when: self.one_text(lines, "when"),
                now: self.one_text(lines, "now"),
                next: self.one_text(lines, "next"),
            },
            Fact::Monitor => DesignKind::Monitor {
                element: path?,
                metrics: lines.texts("metric"),
                alerts: lines.all("alert", Line::alert),
            },
            Fact::Question => DesignKind::Question {
                label: head.label?,
                owner: self.one_text(lines, "owner"),
                due: self.one_name(lines, "due"),
                blocks: lines.paths("blocks"),
            },
            Fact::Team => DesignKind::Team(quantity?),
            Fact::Accept => DesignKind::Accept { rule: name?, on: of, reason: head.label?, until },
            Fact::Option => return None,
        })
    }

    fn broken_design(&mut self, node: &Node<'_>) {
        let span = self.span(node);
        let head = Span { end: self.head_end(node, &[Rule::design_body]), ..span };
        self.diagnose(|source| recover::broken(source, head, Place::File));
        let mut parts = Parts::of(node);
        let within = parts.next().and_then(|word| design_place(word.as_str()));
        let body = parts.find(|part| part.as_rule() == Rule::design_body);
        if let (Some(body), Some(within)) = (body, within) {
            self.lines(body, within);
        }
    }

    fn lines(&mut self, body: Node<'_>, within: Fact) -> Lines {
        let mut lines = Lines::default();
        let place = Place::Design(within);
        self.sequence(body, place, |lower, node| match node.as_rule() {
            Rule::extra => lines.extras.extend(lower.extra(&node)),
            Rule::broken_property => {
                let head = Span { end: lower.head_end(&node, &[Rule::design_body]), ..lower.span(&node) };
                lower.diagnose(|source| recover::broken(source, head, place));
            }
            _ => {
                let Some(word) = Parts::of(&node).next() else { return };
                let word = lower.word(&word);
                if !words::of(place).contains(&word.value.as_str()) {
                    let span = lower.span(&node);
                    lower.diagnose(|source| recover::broken(source, span, place));
                    return;
                }
                if let Some(line) = lower.line(&node) {
                    lines.lines.push((word, line));
                }
            }
        });
        lines
    }

    fn line(&mut self, node: &Node<'_>) -> Option<Line> {
        let mut parts = Parts::of(node);
        parts.next();
        Some(match node.as_rule() {
            Rule::property_text => Line::Text(self.text(&parts.next()?)),
            Rule::property_name => Line::Name(self.name(&parts.next()?)),
            Rule::property_paths => Line::Paths(self.paths(&mut parts)),
            Rule::property_quantity => Line::Quantity(self.quantity(&parts.next()?)),
            Rule::property_date => Line::Name(self.date(&parts.next()?)),
            Rule::option => {
                let id = self.name(&parts.next()?);
                let label = parts.accept(&STRING).map(|node| self.text(&node));
                let body = parts.accept(&[Rule::design_body]);
                let mut lines = body.map(|body| self.lines(body, Fact::Option)).unwrap_or_default();
                Line::Option(DecisionOption {
                    id,
                    label,
                    pros: lines.texts("pros"),
                    cons: lines.texts("cons"),
                })
            }
            Rule::alert_line => {
                let what = self.text(&parts.next()?);
                parts.has(Rule::arrow_sync);
                Line::Alert(what, parts.next().map(|node| self.name_or_text(&node)))
            }
            _ => return None,
        })
    }

    /// The line that may stand once; a second one is a mistake.
    fn one<T>(&mut self, lines: &mut Lines, word: &str, form: fn(Line) -> Option<T>) -> Option<T> {
        let mut found = lines.take(word).into_iter();
        let (first, line) = found.next()?;
        for (again, _) in found {
            self.report(report::said_twice(again.span, first.span, word));
        }
        form(line)
    }

    fn one_text(&mut self, lines: &mut Lines, word: &str) -> Option<Text> {
        self.one(lines, word, Line::text)
    }

    fn one_name(&mut self, lines: &mut Lines, word: &str) -> Option<Name> {
        self.one(lines, word, Line::name)
    }

    fn entity(&mut self, node: &Node<'_>) -> Option<DesignKind> {
        let mut parts = Parts::of(node);
        parts.has(Rule::kw_entity);
        if Parts::of(node).any(|part| part.as_rule() == Rule::broken_entity_head) {
            self.broken_head(node, Rule::broken_entity_head, Place::File, |lower, body| {
                lower.fields(body);
            });
            return None;
        }
        let name = self.name(&parts.accept(&[Rule::name])?);
        let head = self.head(&mut parts);
        let fields = parts.accept(&[Rule::entity_body]).map(|body| self.fields(body)).unwrap_or_default();
        Some(DesignKind::Entity { name, head, fields })
    }

    fn fields(&mut self, body: Node<'_>) -> Vec<Field> {
        let mut fields = Vec::new();
        self.sequence(body, Place::Entity, |lower, node| {
            if node.as_rule() == Rule::field {
                fields.extend(lower.field(&node));
            } else {
                let head = Span { end: lower.head_end(&node, &[Rule::entity_body]), ..lower.span(&node) };
                lower.diagnose(|source| recover::broken(source, head, Place::Entity));
            }
        });
        fields
    }

    fn field(&mut self, node: &Node<'_>) -> Option<Field> {
        let span = self.span(node);
        let mut parts = Parts::of(node);
        let name = self.name(&parts.next()?);
        let kind = match parts.accept(&[Rule::relation, Rule::type_name, Rule::quoted, Rule::raw]) {
            None => FieldKind::Untyped,
            Some(node) if node.as_rule() == Rule::type_name => FieldKind::Type(self.word(&node)),
            Some(node) if node.as_rule() == Rule::relation => {
                let mut end = Parts::of(&Parts::of(&node).nth(1)?);
                let target = self.name(&end.next()?);
                let count = match end.next().map(|node| node.as_rule()) {
                    Some(Rule::many) => Count::Many,
                    Some(_) => Count::Optional,
                    None => Count::One,
                };
                FieldKind::Relation { target, count }
            }
            Some(node) => FieldKind::Values(self.text(&node)),
        };
        let key = parts.has(Rule::kw_key);
        Some(Field { name, kind, key, note: parts.accept(&STRING).map(|node| self.text(&node)), span })
    }

    fn whole_tree(&mut self, node: &Node<'_>) -> Option<DesignKind> {
        if Parts::of(node).any(|part| part.as_rule() == Rule::broken_tree_head) {
            self.broken_head(node, Rule::broken_tree_head, Place::File, |lower, body| {
                lower.answers(body);
            });
            return None;
        }
        let mut parts = Parts::of(node);
        parts.has(Rule::kw_tree);
        self.tree(&mut parts).map(DesignKind::Tree)
    }

    fn tree(&mut self, parts: &mut Parts<'_>) -> Option<Tree> {
        let text = self.text(&parts.accept(&STRING)?);
        let answers = parts.accept(&[Rule::tree_body]).map(|body| self.answers(body)).unwrap_or_default();
        Some(Tree { text, answers })
    }

    fn answers(&mut self, body: Node<'_>) -> Vec<(Text, Tree)> {
        let mut answers = Vec::new();
        self.sequence(body, Place::Tree, |lower, node| {
            if node.as_rule() == Rule::answer {
                let mut parts = Parts::of(&node);
                let answer = parts.next().map(|node| lower.name_or_text(&node));
                parts.has(Rule::colon);
                answers.extend(answer.zip(lower.tree(&mut parts)));
            } else {
                let head = Span { end: lower.head_end(&node, &[Rule::tree_body]), ..lower.span(&node) };
                lower.diagnose(|source| recover::broken(source, head, Place::Tree));
                if let Some(body) = Parts::of(&node).find(|part| part.as_rule() == Rule::tree_body) {
                    lower.answers(body);
                }
            }
        });
        answers
    }
}

impl Lines {
    /// Takes out the lines that begin with `word`.
    fn take(&mut self, word: &str) -> Vec<(Name, Line)> {
        self.lines.extract_if(.., |(first, _)| first.value == word).collect()
    }

    fn all<T>(&mut self, word: &str, form: fn(Line) -> Option<T>) -> Vec<T> {
        self.take(word).into_iter().filter_map(|(_, line)| form(line)).collect()
    }

    fn all_named<T>(&mut self, form: fn(Line) -> Option<T>) -> Vec<(Name, T)> {
        self.lines.drain(..).filter_map(|(word, line)| Some((word, form(line)?))).collect()
    }

    fn texts(&mut self, word: &str) -> Vec<Text> {
        self.all(word, Line::text)
    }

    fn paths(&mut self, word: &str) -> Vec<Path> {
        self.all(word, Line::paths).into_iter().flatten().collect()
    }
}

impl Line {
    fn text(self) -> Option<Text> {
        if let Line::Text(text) = self { Some(text) } else { None }
    }

    fn name(self) -> Option<Name> {
        if let Line::Name(name) = self { Some(name) } else { None }
    }

    fn paths(self) -> Option<Vec<Path>> {
        if let Line::Paths(paths) = self { Some(paths) } else { None }
    }

    fn quantity(self) -> Option<Quantity> {
        if let Line::Quantity(quantity) = self { Some(quantity) } else { None }
    }

    fn option(self) -> Option<DecisionOption> {
        if let Line::Option(option) = self { Some(option) } else { None }
    }

    fn alert(self) -> Option<(Text, Option<Name>)> {
        if let Line::Alert(what, receiver) = self { Some((what, receiver)) } else { None }
    }
}
