//! Statements at the top of a file and in an element: elements, facts, kinds, and the small ones.

use super::{Fact as Within, Lower, Node, Parts, Place, Rule, STRING};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Element, Extra, Fact, FactKind, Head, KindDecl, Look, Name, Stmt};
use crate::syntax::{limits, literal, recover, report, words};

impl Lower<'_> {
    /// Reads one statement. A broken one may leave an element behind, so that the names in its body stay known.
    pub(super) fn statement(&mut self, node: Node<'_>, place: Place, out: &mut Vec<Stmt>) {
        let span = self.span(&node);
        let parts = Parts::of(&node);
        let statement = match node.as_rule() {
            Rule::flow => Some(Stmt::Flow(self.flow(node))),
            Rule::element | Rule::element_of_builtin_kind => self.element(&node),
            Rule::surface_from => self.surface_from(&node),
            Rule::surface => Some(self.surface(&node)),
            Rule::journey => Some(self.journey(&node)),
            Rule::view => Some(self.view(&node)),
            Rule::style => Some(self.style(&node)),
            Rule::kind_decl => Some(self.kind_decl(&node)),
            Rule::include => parts.last().map(|text| Stmt::Include(self.text(&text), span)),
            Rule::title => parts.last().map(|text| Stmt::Title(self.text(&text), span)),
            Rule::edition => parts.last().map(|value| self.edition(&value)),
            Rule::extra => self.extra(&node).map(Stmt::Extra),
            Rule::stray_plan => {
                // Behind a broken statement it is clear what the plan was for.
                if !matches!(out.last(), Some(Stmt::Broken(_))) {
                    self.report(report::stray_plan(self.empty_span(span.start as usize, 1)));
                }
                Some(Stmt::Broken(span))
            }
            Rule::stray_else => {
                // Behind a broken statement it is clear what the `else` was for.
                if !out.last().is_some_and(is_broken) {
                    self.report(report::stray_else(self.empty_span(span.start as usize, 4)));
                }
                Some(Stmt::Broken(span))
            }
            Rule::stray_close => {
                self.diagnose(|_| report::stray_brace(span));
                Some(Stmt::Broken(span))
            }
            Rule::broken => Some(self.broken_element(&node, place, out)),
            _ => self.fact(&node).map(|kind| Stmt::Fact(Fact { kind, span })).or_else(|| self.design(&node)),
        };
        // What is too much is not kept: the design is refused, and must not take all memory before.
        let too_many = match &statement {
            Some(Stmt::Element(_)) => self.elements > limits::ELEMENTS,
            Some(Stmt::Flow(_)) => self.has_too_many_flows(),
            _ => false,
        };
        if !too_many {
            out.push(statement.unwrap_or(Stmt::Broken(span)));
        }
    }

    fn element(&mut self, node: &Node<'_>) -> Option<Stmt> {
        let span = self.span(node);
        let mut parts = Parts::of(node);
        let kind = self.name(&parts.accept(&[Rule::name, Rule::builtin_kind])?);
        let name = self.name(&parts.accept(&[Rule::name])?);
        let head = self.head(&mut parts);
        self.count_element(span);
        let mut body = None;
        if let Some(rest) = parts.accept(&[Rule::element_rest]) {
            let mark = self.mark();
            let place = Span { end: self.head_end(&rest, &[Rule::element_body]), ..self.span(&rest) };
            body = Parts::of(&rest).find(|n| n.as_rule() == Rule::element_body).map(|n| self.element_body(n));
            // `onws Order, Item` reads like an element with something behind it.
            match words::misspelt(&kind.value, Place::Element) {
                Some(meant) if node.as_rule() == Rule::element => {
                    self.forget_since(mark);
                    self.report(report::unknown_statement(kind.span, &kind.value, Some(meant)));
                    return Some(Stmt::Broken(span));
                }
                _ => {
                    self.diagnose(|source| recover::rest(source, place, Place::Element));
                }
            }
        } else if let Some(node) = parts.accept(&[Rule::element_body]) {
            let mark = self.mark();
            body = Some(self.element_body(node));
            // `jorney checkout { … }` reads like an element whose insides make no sense.
            if self.mark() > mark
                && let Some(meant) = words::misspelt(&kind.value, Place::File)
                    .filter(|_| body.as_deref().is_some_and(has_broken))
            {
                self.forget_since(mark);
                self.report(report::unknown_statement(kind.span, &kind.value, Some(meant)));
                return Some(Stmt::Broken(span));
            }
        }
        Some(Stmt::Element(Element { kind, name, head, body, span }))
    }

    pub(super) fn element_body(&mut self, node: Node<'_>) -> Vec<Stmt> {
        let mut statements = Vec::new();
        self.sequence(node, Place::Element, |lower, node| {
            lower.statement(node, Place::Element, &mut statements)
        });
        statements
    }

    fn count_element(&mut self, span: Span) {
        self.elements += 1;
        if self.elements == limits::ELEMENTS + 1 {
            self.report(report::too_many_elements(span));
        }
    }

    /// A statement that could not be read. When it declares something in its way, or in its body, it becomes an element, so
    /// that names are known; its own name is then one that cannot be written, unless it says one.
    fn broken_element(&mut self, node: &Node<'_>, place: Place, before: &[Stmt]) -> Stmt {
        let span = self.span(node);
        let head = Span { end: self.head_end(node, &[Rule::element_body]), ..span };
        self.diagnose(|source| recover::broken(source, head, place));
        let text = self.source.slice(head);
        let body = Parts::of(node).find(|part| part.as_rule() == Rule::element_body);
        let first = text.split_whitespace().next().unwrap_or_default();
        let is_element = words::KINDS.contains(&first);
        let nameless = recover::nameless(text).filter(|_| is_element);
        // A second one of that name would be a mistake that nobody made.
        let nameless = nameless.filter(|one| {
            !before.iter().any(|other| matches!(other, Stmt::Element(other) if other.name.value == one.name))
        });
        let label = nameless.as_ref().map(|one| Spanned::new(literal::string(one.label).0, head));
        let (kind, name) = match (recover::declared(text), nameless, &body) {
            (_, Some(nameless), _) => (nameless.word, nameless.name),
            (Some(name), None, _) => ("component", literal::name(name)),
            // With its place, since the next such head may read the same.
            (None, None, Some(_)) => {
                (if is_element { first } else { "group" }, format!("{text} @{}", head.start))
            }
            (None, None, None) => return Stmt::Broken(span),
        };
        let mark = self.mark();
        let body = body.map(|body| self.element_body(body));
        if !is_element {
            // The body of something else holds other lines, which were never wrong.
            self.forget_since(mark);
        }
        let (kind, name) = (Spanned::new(kind.to_owned(), head), Spanned::new(name, head));
        let head = Head { label, ..Head::default() };
        Stmt::Element(Element { kind, name, head, body, span })
    }

    /// Where the unreadable head of a statement ends: before its body.
    pub(super) fn head_end(&self, node: &Node<'_>, bodies: &[Rule]) -> u32 {
        let (start, end) = (self.start(node), self.span(node).end);
        let body = node.clone().into_inner().find(|part| bodies.contains(&part.as_rule()));
        let Some(body) = body else { return end };
        let head = &self.source.text[start..self.start(&body)];
        // A body without a head is named by its brace, one with nothing but an odd blank before it by that.
        let first = self.source.text[start..].chars().next().map_or(0, char::len_utf8);
        (start + head.trim_end().len().max(first)) as u32
    }

    fn fact(&mut self, node: &Node<'_>) -> Option<FactKind> {
        let mut parts = Parts::of(node);
        let word = parts.next()?;
        Some(match (node.as_rule(), word.as_str()) {
            (Rule::text_fact, word) => {
                let text = self.text(&parts.next()?);
                match word {
                    "does" => FactKind::Does(text),
                    "why" => FactKind::Why(text),
                    "purpose" => FactKind::Purpose(text),
                    "unit" => FactKind::Unit(text),
                    _ => FactKind::Link(text),
                }
            }
            (Rule::names_fact, "owns") => FactKind::Owns(self.names(&mut parts)),
            (Rule::names_fact, _) => FactKind::Stores(self.names(&mut parts)),
            (Rule::publishes, _) => {
                let event = self.name_or_text(&parts.next()?);
                FactKind::Publishes { event, when: parts.accept(&STRING).map(|node| self.text(&node)) }
            }
            (Rule::consumes, _) => FactKind::Consumes(parts.map(|node| self.name_or_text(&node)).collect()),
            (Rule::caches, _) => {
                let what = self.text(&parts.next()?);
                let ttl = parts.has(Rule::kw_ttl).then(|| parts.next()).flatten();
                let ttl = ttl.map(|node| self.measure(&node));
                let until = parts.has(Rule::kw_until).then(|| parts.next()).flatten();
                FactKind::Caches { what, ttl, until: until.map(|node| self.text(&node)) }
            }
            (Rule::quantity_fact, "replicas") => FactKind::Replicas(self.quantity(&parts.next()?)),
            (Rule::quantity_fact, _) => FactKind::Slo(self.measure(&parts.next()?)),
            (Rule::stateless, _) => FactKind::Stateless,
            (Rule::word_fact, "status") => FactKind::Status(self.name(&parts.next()?)),
            (Rule::word_fact, _) => FactKind::Direction(self.name(&parts.next()?)),
            (Rule::row, _) => FactKind::Row(self.paths(&mut parts)),
            (Rule::above, _) => FactKind::Above(self.path(&parts.next()?), self.path(&parts.next()?)),
            _ => return None,
        })
    }

    fn kind_decl(&mut self, node: &Node<'_>) -> Stmt {
        let span = self.span(node);
        let mut parts = Parts::of(node);
        parts.has(Rule::kw_kind);
        let names = if parts.peek() == Some(Rule::name) {
            let name = parts.accept(&[Rule::name]);
            parts.has(Rule::equals);
            name.zip(parts.accept(&[Rule::name]))
        } else {
            None
        };
        match names.filter(|_| parts.peek() != Some(Rule::broken_style_head)) {
            Some((name, base)) => {
                let (name, base) = (self.name(&name), self.name(&base));
                let looks = parts.accept(&[Rule::look_body]).map(|body| self.looks(body)).unwrap_or_default();
                Stmt::Kind(KindDecl { name, base, looks, span })
            }
            None => self.broken_head(node, Rule::broken_style_head, Place::File, |lower, body| {
                lower.looks(body);
            }),
        }
    }

    /// A statement whose head could not be read but whose body can: reads the body for its own mistakes.
    pub(super) fn broken_head<'i>(
        &mut self,
        node: &Node<'i>,
        rest: Rule,
        place: Place,
        body: impl FnOnce(&mut Self, Node<'i>),
    ) -> Stmt {
        let span = self.span(node);
        let head = Span { end: self.head_end(node, &[rest]), ..span };
        self.diagnose(|source| recover::broken(source, head, place));
        let rest = Parts::of(node).find(|part| part.as_rule() == rest);
        if let Some(inside) = rest.and_then(|rest| Parts::of(&rest).next()) {
            body(self, inside);
        }
        Stmt::Broken(span)
    }

    /// The lines of a `style` or `kind` body.
    pub(super) fn looks(&mut self, body: Node<'_>) -> Vec<Look> {
        let mut looks = Vec::new();
        self.sequence(body, Place::Looks, |lower, node| {
            if node.as_rule() == Rule::look {
                let mut words = Parts::of(&node);
                if let (Some(property), Some(value)) = (words.next(), words.next()) {
                    looks.push(Look { property: lower.name(&property), value: lower.name(&value) });
                }
            } else {
                lower.broken(&node, Place::Looks);
            }
        });
        looks
    }

    fn edition(&mut self, value: &Node<'_>) -> Stmt {
        let word = if STRING.contains(&value.as_rule()) { self.text(value) } else { self.word(value) };
        if value.as_str() != "1" {
            self.report(report::unknown_edition(word.span, value.as_str()));
        }
        Stmt::Edition(word)
    }

    /// `edition` may only be the first statement of a file.
    pub(super) fn editions(&mut self, statements: &[Stmt]) {
        for statement in statements.iter().skip(1) {
            if let Stmt::Edition(word) = statement
                && word.value == "1"
            {
                self.report(report::late_edition(word.span));
            }
        }
    }

    pub(super) fn extra(&mut self, node: &Node<'_>) -> Option<Extra> {
        let span = self.span(node);
        let mut parts = Parts::of(node);
        let name: Name = self.name(&parts.next()?);
        let value = parts.accept(&STRING).map(|node| self.text(&node));
        Some(Extra { name, value, span })
    }
}

/// Whether a statement could not be read; one with a body has become an element for what that holds.
fn is_broken(statement: &Stmt) -> bool {
    match statement {
        Stmt::Broken(_) => true,
        Stmt::Element(element) => element.kind.span == element.name.span,
        _ => false,
    }
}

fn has_broken(statements: &[Stmt]) -> bool {
    statements.iter().any(|statement| matches!(statement, Stmt::Broken(_)))
}

/// Which body a design fact has.
pub(super) fn design_place(word: &str) -> Option<Within> {
    Some(match word {
        "role" => Within::Role,
        "requirement" => Within::Requirement,
        "constraint" => Within::Constraint,
        "decision" => Within::Decision,
        "option" => Within::Option,
        "tradeoff" => Within::Tradeoff,
        "cap" => Within::Cap,
        "security" => Within::Security,
        "scale" => Within::Scale,
        "monitor" => Within::Monitor,
        "question" => Within::Question,
        "team" => Within::Team,
        "accept" => Within::Accept,
        _ => return None,
    })
}
