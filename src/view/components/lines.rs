//! The edges of the component view.
//!
//! Before: it is known which element stands for which. After: each flow that is shown is an edge; flows that were lifted
//! to one pair of boxes are one edge with a count; each redirect, park and compensation is an error path, once. Edges
//! stand in the order of declaration, a flow's error paths after it.

use super::super::{Edge, EdgeKind, NodeId, ViewSpec, edges};
use super::filter::Shown;
use crate::model::failure::Plan;
use crate::model::journey::{Step, each_step_and_block};
use crate::model::{ElementId, Flow, FlowId, JourneyId, Model};
use crate::source::Span;
use indexmap::{IndexMap, IndexSet};

/// A merged edge says up to so many different labels, in up to so many characters.
const MERGED_LABELS: usize = 3;
const MERGED_LENGTH: usize = 48;

/// Makes the edges of a view.
pub(super) fn draw(
    model: &Model,
    spec: &ViewSpec<'_>,
    shown: &Shown,
    places: &[Option<NodeId>],
) -> Vec<Edge> {
    let with_errors = !spec.named.is_some_and(|named| named.without_errors);
    let mut lines = Lines {
        model,
        with_errors,
        shown,
        places,
        edges: Vec::new(),
        labels: Vec::new(),
        lifted: IndexMap::new(),
        of_flow: vec![None; model.flows.len()],
        paths: vec![0; model.flows.len()],
        drawn: IndexSet::new(),
        joined: IndexSet::new(),
    };
    for flow in &model.flows {
        if with_errors || !flow.is_error() {
            lines.flow(flow);
        }
        if with_errors {
            for plan in &flow.facts.plans {
                lines.error_paths(plan, flow.from, flow.id, false);
            }
        }
    }
    if with_errors {
        for journey in &model.journeys {
            each_step_and_block(&journey.items, &mut |step: &Step| {
                for plan in &step.facts.plans {
                    lines.error_paths(plan, step.from, step.flow, true);
                }
            });
        }
    }
    if let Some(journey) = spec.named.and_then(|named| named.highlight) {
        lines.number(journey);
    }
    lines.finish()
}

struct Lines<'m> {
    model: &'m Model,
    /// Whether failure plans are told.
    with_errors: bool,
    shown: &'m Shown,
    places: &'m [Option<NodeId>],
    edges: Vec<Edge>,
    /// The different labels of each edge.
    labels: Vec<IndexSet<String>>,
    /// The edge of lifted flows between two boxes.
    lifted: IndexMap<(NodeId, NodeId, EdgeKind, bool), usize>,
    /// The edge that shows each flow.
    of_flow: Vec<Option<usize>>,
    /// How many error paths each flow has got, for their ids.
    paths: Vec<u32>,
    /// Error paths that are drawn: source, and the action that says so.
    drawn: IndexSet<(ElementId, Span)>,
    /// What the error paths of flows join, and with what label those of journeys do.
    joined: IndexSet<(ElementId, ElementId, Option<String>)>,
}

impl Lines<'_> {
    fn flow(&mut self, flow: &Flow) {
        let edge = edges::of_flow(self.model, flow, NodeId(0), NodeId(0), self.with_errors);
        self.of_flow[flow.id.index()] = self.add(flow.from, flow.to, edge);
    }

    /// The error paths of a plan that holds for `source`. What a journey says of a pair that an error path joins already is
    /// the same path seen from there.
    fn error_paths(&mut self, plan: &Plan, source: ElementId, flow: FlowId, of_step: bool) {
        for path in plan.error_paths() {
            // The arrows of a fan-out share their plan: one source, one path.
            if !self.drawn.insert((source, path.span)) {
                continue;
            }
            let label = edges::path_label(plan, &path);
            let known = self.joined.contains(&(source, path.target, None));
            let new = self.joined.insert((source, path.target, of_step.then_some(label)));
            if of_step && (known || !new) {
                continue;
            }
            let count = &mut self.paths[flow.index()];
            *count += 1;
            let edge = edges::of_path(format!("{flow}-{count}"), NodeId(0), NodeId(0), plan, &path);
            self.add(source, path.target, edge);
        }
    }

    /// Adds an edge between what stands for two elements, or to the edge that is there already.
    fn add(&mut self, from: ElementId, to: ElementId, mut edge: Edge) -> Option<usize> {
        if let Some(focus) = self.shown.focus
            && !self.model.is_within(from, focus)
            && !self.model.is_within(to, focus)
        {
            return None;
        }
        let (source, target) = (self.shown.stand[from.index()]?, self.shown.stand[to.index()]?);
        let lifted = source != from || target != to;
        if lifted && source == target {
            return None;
        }
        edge.from = self.places[source.index()]?;
        edge.to = self.places[target.index()]?;
        if lifted {
            let key = (edge.from, edge.to, edge.kind, edge.both);
            if let Some(&at) = self.lifted.get(&key) {
                self.merge(at, edge);
                return Some(at);
            }
            self.lifted.insert(key, self.edges.len());
        }
        self.labels.push(IndexSet::from([edge.label.clone()]));
        self.edges.push(edge);
        Some(self.edges.len() - 1)
    }

    fn merge(&mut self, at: usize, other: Edge) {
        let edge = &mut self.edges[at];
        edge.count += 1;
        if edge.tech != other.tech {
            edge.tech = None;
        }
        for tag in other.tags {
            if !edge.tags.contains(&tag) {
                edge.tags.push(tag);
            }
        }
        for plan in other.plans {
            if !edge.plans.contains(&plan) {
                edge.plans.push(plan);
            }
        }
        self.labels[at].insert(other.label);
    }

    /// Writes the numbers of a journey's steps on the edges that show them.
    fn number(&mut self, journey: JourneyId) {
        let mut numbers: IndexMap<usize, Vec<String>> = IndexMap::new();
        self.model.journeys[journey.index()].each_step(&mut |step| {
            if let (Some(number), Some(edge)) = (step.number, self.of_flow[step.flow.index()]) {
                numbers.entry(edge).or_default().push(number.to_string());
            }
        });
        for (edge, numbers) in numbers {
            self.edges[edge].step = Some(numbers.join(", "));
        }
    }

    fn finish(mut self) -> Vec<Edge> {
        for (edge, labels) in self.edges.iter_mut().zip(self.labels) {
            if edge.count > 1 {
                let said: Vec<String> = labels.into_iter().filter(|label| !label.is_empty()).collect();
                let all = said.join(", ");
                let fits =
                    said.len() == 1 || (said.len() <= MERGED_LABELS && all.chars().count() <= MERGED_LENGTH);
                edge.label = if fits { all } else { String::new() };
            }
        }
        self.edges
    }
}
