//! Journeys and error blocks.

use super::{Lower, Node, Parts, Place, Rule, STRING};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Branch, Head, Journey, JourneyStmt, Lane, Stmt};
use crate::syntax::{literal, recover, report};

impl Lower<'_> {
    pub(super) fn journey(&mut self, node: &Node<'_>) -> Stmt {
        let span = self.span(node);
        let mut parts = Parts::of(node);
        parts.has(Rule::kw_journey);
        let head_is_broken = Parts::of(node).any(|part| part.as_rule() == Rule::broken_journey_head);
        let name = parts.accept(&[Rule::name]).filter(|_| !head_is_broken);
        let Some(name) = name else {
            let mut body = Vec::new();
            let broken = self.broken_head(node, Rule::broken_journey_head, Place::File, |lower, node| {
                body = lower.in_journey(|lower| lower.journey_body(node));
            });
            let head = Span { end: self.head_end(node, &[Rule::broken_journey_head]), ..span };
            let Some(nameless) = recover::nameless(self.source.slice(head)) else { return broken };
            let label = Some(Spanned::new(literal::string(nameless.label).0, head));
            let name = Spanned::new(nameless.name, head);
            return Stmt::Journey(Journey { name, head: Head { label, ..Head::default() }, body, span });
        };
        let name = self.name(&name);
        let head = self.head(&mut parts);
        let body = parts.accept(&[Rule::journey_body]);
        let body = body.map(|body| self.in_journey(|lower| lower.journey_body(body))).unwrap_or_default();
        Stmt::Journey(Journey { name, head, body, span })
    }

    fn in_journey<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let (journey, block) = (self.in_journey, self.in_block);
        (self.in_journey, self.in_block) = (true, false);
        let value = read(self);
        (self.in_journey, self.in_block) = (journey, block);
        value
    }

    /// The lines of an error block, where lists of actions are at home.
    pub(super) fn block(&mut self, node: Node<'_>) -> Vec<JourneyStmt> {
        let before = std::mem::replace(&mut self.in_block, true);
        let statements = self.journey_body(node);
        self.in_block = before;
        statements
    }

    fn journey_body(&mut self, node: Node<'_>) -> Vec<JourneyStmt> {
        let mut statements = Vec::new();
        self.sequence(node, Place::Journey, |lower, node| {
            let statement = lower.step(&node, statements.last());
            if !matches!(statement, JourneyStmt::Step(_)) || !lower.has_too_many_flows() {
                statements.push(statement);
            }
        });
        statements
    }

    /// One statement; `before` is the one before it in the same body.
    fn step(&mut self, node: &Node<'_>, before: Option<&JourneyStmt>) -> JourneyStmt {
        let span = self.span(node);
        let mut parts = Parts::of(node);
        let statement = match node.as_rule() {
            Rule::flow => Some(JourneyStmt::Step(self.flow(node.clone()))),
            Rule::when => Some(self.when(node)),
            Rule::parallel => {
                parts.nth(1).map(|body| JourneyStmt::Parallel { lanes: self.lanes(body), span })
            }
            Rule::repeat => {
                parts.next();
                let what = parts.accept(&STRING).map(|node| self.text(&node));
                let body = parts.next().map(|body| self.journey_body(body)).unwrap_or_default();
                Some(JourneyStmt::Repeat { what, body, span })
            }
            Rule::returns => {
                parts.next();
                Some(JourneyStmt::Return(parts.accept(&STRING).map(|node| self.text(&node)), span))
            }
            Rule::note => {
                parts.next();
                parts.has(Rule::kw_over);
                let over = self.paths(&mut parts);
                parts.next().map(|text| JourneyStmt::Note { over, text: self.text(&text), span })
            }
            Rule::action_line | Rule::compensations => {
                if !self.in_block {
                    self.report(report::action_outside_plan(span));
                }
                parts.next().map(|actions| JourneyStmt::Actions(self.actions(&actions), span))
            }
            Rule::extra => self.extra(node).map(JourneyStmt::Extra),
            Rule::lane => {
                self.report(report::stray_lane(self.empty_span(span.start as usize, 4)));
                self.lane(node);
                None
            }
            Rule::stray_plan => {
                if !matches!(before, Some(JourneyStmt::Broken(_))) {
                    self.report(report::stray_plan(self.empty_span(span.start as usize, 1)));
                }
                None
            }
            Rule::stray_else => {
                if !matches!(before, Some(JourneyStmt::Broken(_))) {
                    self.report(report::stray_else(self.empty_span(span.start as usize, 4)));
                }
                parts.next().map(|branch| self.branch(&branch));
                None
            }
            _ => {
                let head = Span { end: self.head_end(node, &[Rule::journey_body]), ..span };
                self.diagnose(|source| recover::broken(source, head, Place::Journey));
                if let Some(body) = Parts::of(node).find(|part| part.as_rule() == Rule::journey_body) {
                    self.journey_body(body);
                }
                None
            }
        };
        statement.unwrap_or(JourneyStmt::Broken(span))
    }

    fn when(&mut self, node: &Node<'_>) -> JourneyStmt {
        let span = self.span(node);
        let mut branches = vec![self.branch(node)];
        for other in Parts::of(node).filter(|part| part.as_rule() == Rule::else_branch) {
            if branches.last().is_some_and(|branch| branch.condition.is_none()) {
                self.report(report::stray_else(self.empty_span(self.start(&other), 4)));
            }
            let branch = self.branch(&other);
            branches.push(branch);
        }
        if let Some(first) = branches.first_mut() {
            first.span.end = self.head_and_body_end(node);
        }
        JourneyStmt::When { branches, span }
    }

    /// Where the first branch of a `when` ends.
    fn head_and_body_end(&self, node: &Node<'_>) -> u32 {
        let body = Parts::of(node).find(|part| part.as_rule() == Rule::journey_body);
        body.map_or(self.span(node).end, |body| self.span(&body).end)
    }

    fn branch(&mut self, node: &Node<'_>) -> Branch {
        let mut parts = Parts::of(node);
        parts.has(Rule::kw_else);
        parts.has(Rule::kw_when);
        let condition = parts.accept(&STRING).map(|node| self.text(&node));
        let body =
            parts.accept(&[Rule::journey_body]).map(|body| self.journey_body(body)).unwrap_or_default();
        Branch { condition, body, span: self.span(node) }
    }

    fn lanes(&mut self, body: Node<'_>) -> Vec<Lane> {
        let mut lanes = Vec::new();
        self.sequence(body, Place::Journey, |lower, node| {
            let span = lower.span(&node);
            lanes.push(if node.as_rule() == Rule::lane {
                lower.lane(&node)
            } else {
                Lane { label: None, body: vec![lower.step(&node, None)], braced: false, span }
            });
        });
        lanes
    }

    fn lane(&mut self, node: &Node<'_>) -> Lane {
        let mut parts = Parts::of(node);
        parts.has(Rule::kw_lane);
        let label = parts.accept(&STRING).map(|node| self.text(&node));
        let body = parts.next().map(|body| self.journey_body(body)).unwrap_or_default();
        Lane { label, body, braced: true, span: self.span(node) }
    }
}
