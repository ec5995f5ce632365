//! Named views, styles, and what they select.

use super::{Lower, Node, Parts, Place, Rule};
use crate::source::Span;
use crate::syntax::ast::{Selector, SelectorKind, Stmt, StyleDecl, ViewDecl, ViewStmt};
use crate::syntax::recover;

impl Lower<'_> {
    pub(super) fn view(&mut self, node: &Node<'_>) -> Stmt {
        let span = self.span(node);
        self.whole_view(node, span).unwrap_or_else(|| {
            self.broken_head(node, Rule::broken_view_head, Place::File, |lower, body| {
                lower.view_body(body);
            })
        })
    }

    /// `None` when its head could not be read.
    fn whole_view(&mut self, node: &Node<'_>, span: Span) -> Option<Stmt> {
        if Parts::of(node).any(|part| part.as_rule() == Rule::broken_view_head) {
            return None;
        }
        let mut parts = Parts::of(node);
        parts.has(Rule::kw_view);
        let name = self.name(&parts.accept(&[Rule::name])?);
        let head = self.head(&mut parts);
        parts.has(Rule::kw_of);
        let of = self.word(&parts.accept(&[Rule::view_name])?);
        let body = parts.accept(&[Rule::view_body]).map(|body| self.view_body(body)).unwrap_or_default();
        Some(Stmt::View(ViewDecl { name, head, of, body, span }))
    }

    fn view_body(&mut self, body: Node<'_>) -> Vec<ViewStmt> {
        let mut statements = Vec::new();
        self.sequence(body, Place::View, |lower, node| {
            let span = lower.span(&node);
            statements.push(lower.view_line(&node).unwrap_or(ViewStmt::Broken(span)));
        });
        statements
    }

    fn view_line(&mut self, node: &Node<'_>) -> Option<ViewStmt> {
        let span = self.span(node);
        if node.as_rule() == Rule::extra {
            return self.extra(node).map(ViewStmt::Extra);
        }
        let mut parts = Parts::of(node);
        let word = parts.next()?;
        Some(match (node.as_rule(), word.as_str()) {
            (Rule::view_select, "include") => ViewStmt::Include(self.selectors(&mut parts)),
            (Rule::view_select, _) => ViewStmt::Exclude(self.selectors(&mut parts)),
            (Rule::view_collapse, _) => ViewStmt::Collapse(self.paths(&mut parts)),
            (Rule::view_depth, _) => ViewStmt::Depth(self.quantity(&parts.next()?)),
            (Rule::view_word, "direction") => ViewStmt::Direction(self.name(&parts.next()?)),
            (Rule::view_word, _) => ViewStmt::Highlight(self.name(&parts.next()?)),
            (Rule::view_without, _) => ViewStmt::WithoutErrors(span),
            _ => {
                let head = Span { end: self.head_end(node, &[Rule::view_body]), ..span };
                self.diagnose(|source| recover::broken(source, head, Place::View));
                return None;
            }
        })
    }

    pub(super) fn style(&mut self, node: &Node<'_>) -> Stmt {
        let span = self.span(node);
        if Parts::of(node).any(|part| part.as_rule() == Rule::broken_style_head) {
            return self.broken_head(node, Rule::broken_style_head, Place::File, |lower, body| {
                lower.looks(body);
            });
        }
        let mut parts = Parts::of(node);
        parts.has(Rule::kw_style);
        let targets = self.selectors(&mut parts);
        let looks = parts.accept(&[Rule::look_body]).map(|body| self.looks(body)).unwrap_or_default();
        Stmt::Style(StyleDecl { targets, looks, span })
    }

    fn selectors(&mut self, parts: &mut Parts<'_>) -> Vec<Selector> {
        const SELECTORS: [Rule; 4] = [Rule::tag, Rule::kind_selector, Rule::within, Rule::path];
        std::iter::from_fn(|| parts.accept(&SELECTORS)).filter_map(|node| self.selector(&node)).collect()
    }

    fn selector(&mut self, node: &Node<'_>) -> Option<Selector> {
        let span = self.span(node);
        let mut parts = Parts::of(node);
        let kind = match node.as_rule() {
            Rule::tag => SelectorKind::Tag(self.name(&parts.next()?)),
            Rule::kind_selector => SelectorKind::Kind(self.name(&parts.next()?)),
            Rule::within => {
                let path = self.path(&parts.next()?);
                match parts.next()?.as_rule() {
                    Rule::children => SelectorKind::Children(path),
                    _ => SelectorKind::Descendants(path),
                }
            }
            _ => SelectorKind::Name(self.path(node)),
        };
        Some(Selector { kind, span })
    }
}
