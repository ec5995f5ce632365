//! Flows, and the facts in the body of a flow or an endpoint.

use super::{Lower, Node, Parts, Place, Rule, tight};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Arrow, Flow, FlowFact, Hop, Plan};
use crate::syntax::{limits, recover, report};

impl Lower<'_> {
    /// A flow statement with the plans under it, or a step of a journey.
    pub(super) fn flow(&mut self, node: Node<'_>) -> Flow {
        let span = self.span(&node);
        let mut parts = Parts::of(&node);
        let mut flow = Flow {
            sources: Vec::new(),
            hops: Vec::new(),
            head: Default::default(),
            body: Vec::new(),
            plans: Vec::new(),
            span,
            line: span,
        };
        if let Some(line) = parts.accept(&[Rule::flow_line]) {
            flow.line = self.span(&line);
            let mut ends = Parts::of(&line);
            flow.sources = self.paths(&mut ends);
            flow.hops = tight(ends.filter_map(|hop| self.hop(&hop)));
            self.check_chain(&flow.hops);
        }
        self.count_flow(flow.line);
        flow.head = self.head(&mut parts);
        for part in parts {
            match part.as_rule() {
                Rule::flow_body => flow.body = self.flow_body(part, Some(&mut flow.plans)),
                Rule::flow_rest => flow.body = self.flow_rest(&part, Place::Flow, Some(&mut flow.plans)),
                Rule::plan => flow.plans.extend(self.plan(&part)),
                _ => self.broken_plan(&part),
            }
        }
        flow.plans.shrink_to_fit();
        flow
    }

    fn count_flow(&mut self, span: Span) {
        self.flows += 1;
        if self.flows == limits::FLOWS + 1 {
            self.report(report::too_many_flows(span));
        }
    }

    /// Whether the flow or step at hand is one too many.
    pub(super) fn has_too_many_flows(&self) -> bool {
        self.flows > limits::FLOWS
    }

    fn hop(&mut self, node: &Node<'_>) -> Option<Hop> {
        let mut parts = Parts::of(node);
        let sign = parts.next()?;
        let arrow = match sign.as_rule() {
            Rule::arrow_sync => Arrow::Sync,
            Rule::arrow_async => Arrow::Async,
            Rule::arrow_both => Arrow::Both,
            _ => Arrow::Error,
        };
        Some(Hop { arrow: Spanned::new(arrow, self.span(&sign)), targets: self.paths(&mut parts) })
    }

    /// Only the two ends of a chain may be lists.
    fn check_chain(&mut self, hops: &[Hop]) {
        let Some((_, middle)) = hops.split_last() else { return };
        let list = middle.iter().find_map(|hop| match &hop.targets[..] {
            [first, .., last] => Some(first.span.to(last.span)),
            _ => None,
        });
        if let Some(list) = list {
            self.report(report::list_in_chain(list, self.source.slice(list).contains(['\n', '\r'])));
        }
    }

    /// `{ takes 800ms; encrypted }`. A plan in the braces is a mistake, but it is clear which flow it is meant for.
    pub(super) fn flow_body(&mut self, node: Node<'_>, mut plans: Option<&mut Vec<Plan>>) -> Vec<FlowFact> {
        let mut facts = Vec::new();
        self.sequence(node, Place::Flow, |lower, node| {
            if node.as_rule() != Rule::stray_plan {
                let span = lower.span(&node);
                facts.push(lower.flow_fact(&node).unwrap_or(FlowFact::Broken(span)));
                return;
            }
            lower.report(report::plan_in_body(lower.span(&node)));
            let plan = Parts::of(&node).next().filter(|inner| inner.as_rule() == Rule::plan);
            if let (Some(plan), Some(plans)) = (plan, &mut plans) {
                plans.extend(lower.plan(&plan));
            }
        });
        facts
    }

    /// Something behind the last part of the line that fits, perhaps with a body.
    pub(super) fn flow_rest(
        &mut self,
        node: &Node<'_>,
        of: Place,
        plans: Option<&mut Vec<Plan>>,
    ) -> Vec<FlowFact> {
        let place = Span { end: self.head_end(node, &[Rule::flow_body]), ..self.span(node) };
        self.diagnose(|source| recover::rest(source, place, of));
        let body = Parts::of(node).find(|part| part.as_rule() == Rule::flow_body);
        body.map(|body| self.flow_body(body, plans)).unwrap_or_default()
    }

    /// One line of the body of a flow or an endpoint; `None` after a diagnostic.
    pub(super) fn flow_fact(&mut self, node: &Node<'_>) -> Option<FlowFact> {
        let span = self.span(node);
        let mut parts = Parts::of(node);
        Some(match node.as_rule() {
            Rule::extra => FlowFact::Extra(self.extra(node)?),
            Rule::flow_flag if node.as_str().starts_with("encrypted") => FlowFact::Encrypted(span),
            Rule::flow_flag => FlowFact::Optional(span),
            Rule::flow_quantity => {
                let word = parts.next()?;
                let quantity = self.measure(&parts.next()?);
                if word.as_str() == "takes" { FlowFact::Takes(quantity) } else { FlowFact::Rate(quantity) }
            }
            Rule::flow_names => {
                parts.next();
                FlowFact::Carries(self.names(&mut parts))
            }
            Rule::flow_text => {
                parts.next();
                FlowFact::Auth(self.text(&parts.next()?))
            }
            Rule::flow_type => {
                let word = parts.next()?;
                let name = self.word(&parts.next()?);
                if word.as_str() == "request" { FlowFact::Request(name) } else { FlowFact::Response(name) }
            }
            _ => {
                let head = Span { end: self.head_end(node, &[Rule::flow_body]), ..span };
                self.diagnose(|source| recover::broken(source, head, Place::Flow));
                return None;
            }
        })
    }
}
