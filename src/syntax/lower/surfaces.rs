//! API surfaces: endpoints and operations.

use super::{Lower, Node, Parts, Place, Rule, STRING};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Element, Endpoint, FlowFact, Name, Operation, Reply, Stmt, Surface};
use crate::syntax::{literal, recover, report};

impl Lower<'_> {
    pub(super) fn surface(&mut self, node: &Node<'_>) -> Stmt {
        let span = self.span(node);
        let mut parts = Parts::of(node);
        parts.has(Rule::kw_api);
        if Parts::of(node).any(|part| part.as_rule() == Rule::broken_surface_head) {
            return self.broken_surface(node);
        }
        let head = self.head(&mut parts);
        let mut facts = Vec::new();
        let body = parts.accept(&[Rule::surface_body]);
        let endpoints = body.map(|body| self.surface_body(body, &mut facts)).unwrap_or_default();
        Stmt::Surface(Surface { head, endpoints, facts, span })
    }

    fn broken_surface(&mut self, node: &Node<'_>) -> Stmt {
        let head = self.head_end(node, &[Rule::broken_surface_head]);
        let head = Span { end: head, ..self.span(node) };
        let mut after_head = None;
        let broken = self.broken_head(node, Rule::broken_surface_head, Place::File, |lower, body| {
            after_head = Some(lower.mark());
            lower.surface_body(body, &mut Vec::new());
        });
        let Some((kind, name)) = recover::swapped(self.source.slice(head)) else { return broken };
        // `api gateway "GW" { … }` declares an element, whose body was never wrong, and flows to it are not either.
        after_head.into_iter().for_each(|mark| self.forget_since(mark));
        let (kind, name) = (kind.to_owned(), name.to_owned());
        let (kind, name) = (Spanned::new(kind, head), Spanned::new(name, head));
        Stmt::Element(Element { kind, name, head: Default::default(), body: None, span: self.span(node) })
    }

    pub(super) fn surface_from(&mut self, node: &Node<'_>) -> Option<Stmt> {
        let span = self.span(node);
        let mut parts = Parts::of(node);
        parts.has(Rule::kw_api);
        parts.has(Rule::kw_from);
        let path = parts.accept(&STRING)?;
        let path = self.text(&path);
        let head = self.head(&mut parts);
        let mut facts = Vec::new();
        let body = parts.accept(&[Rule::surface_body]);
        let endpoints = body.map(|body| self.surface_body(body, &mut facts)).unwrap_or_default();
        Some(Stmt::SurfaceFrom(path, Surface { head, endpoints, facts, span }))
    }

    fn surface_body(&mut self, body: Node<'_>, facts: &mut Vec<FlowFact>) -> Vec<Endpoint> {
        let mut endpoints = Vec::new();
        self.sequence(body, Place::Surface, |lower, node| match node.as_rule() {
            Rule::endpoint | Rule::operation => endpoints.extend(lower.endpoint(&node)),
            // Behind a broken line it is clear what the replies were for.
            Rule::stray_plan if matches!(facts.last(), Some(FlowFact::Broken(_))) => {}
            Rule::stray_plan => {
                lower.report(report::stray_plan(lower.empty_span(lower.start(&node), 1)));
            }
            Rule::broken_endpoint => {
                let span = lower.span(&node);
                let head = Span { end: lower.head_end(&node, &[Rule::flow_body]), ..span };
                lower.diagnose(|source| recover::broken(source, head, Place::Surface));
                facts.push(FlowFact::Broken(span));
            }
            _ => facts.extend(lower.flow_fact(&node)),
        });
        endpoints
    }

    fn endpoint(&mut self, node: &Node<'_>) -> Option<Endpoint> {
        let span = self.span(node);
        let mut parts = Parts::of(node);
        let first = parts.next()?;
        let operation = match first.as_rule() {
            Rule::route => self.route(&first)?,
            _ => self.operation(&first, &mut parts)?,
        };
        let mut endpoint =
            Endpoint { operation, head: self.head(&mut parts), body: Vec::new(), errors: Vec::new(), span };
        for part in parts {
            match part.as_rule() {
                Rule::flow_body => endpoint.body = self.flow_body(part, None),
                Rule::flow_rest => endpoint.body = self.flow_rest(&part, Place::Surface, None),
                Rule::replies => self.replies(&part, &mut endpoint.errors),
                _ => {
                    let head = Span { end: self.head_end(&part, &[Rule::block]), ..self.span(&part) };
                    self.diagnose(|source| recover::replies(source, head));
                }
            }
        }
        Some(endpoint)
    }

    fn route(&mut self, node: &Node<'_>) -> Option<Operation> {
        let mut parts = Parts::of(node);
        let method = self.word(&parts.next()?);
        let path = parts.next()?;
        let path: Name = if STRING.contains(&path.as_rule()) { self.text(&path) } else { self.word(&path) };
        Some(Operation::Http { method, path })
    }

    fn operation(&mut self, form: &Node<'_>, parts: &mut Parts<'_>) -> Option<Operation> {
        let form = self.word(form);
        let name = self.name(&parts.next()?);
        let parameters = parts.accept(&[Rule::parameters]).map(|node| {
            let text = self.bracketed(&node, ('(', ')'));
            Spanned::new(literal::without_comments(&text.value).trim().to_owned(), text.span)
        });
        parts.accept(&[Rule::arrow_sync, Rule::colon]);
        let stream = parts.has(Rule::kw_stream);
        let result = parts.accept(&[Rule::type_name]).map(|node| self.word(&node));
        Some(Operation::Named { form, name, parameters, stream, result })
    }

    fn replies(&mut self, node: &Node<'_>, errors: &mut Vec<Reply>) {
        let mut parts = Parts::of(node);
        parts.has(Rule::bang);
        for part in parts {
            if part.as_rule() == Rule::plan_rest {
                let place = Span { end: self.head_end(&part, &[Rule::block]), ..self.span(&part) };
                self.diagnose(|source| recover::behind_replies(source, place));
                continue;
            }
            let mut words = Parts::of(&part);
            if let Some(code) = words.next() {
                let code: Spanned<String> = self.code(&code);
                errors.push(Reply { code, text: words.accept(&STRING).map(|node| self.text(&node)) });
            }
        }
    }
}
