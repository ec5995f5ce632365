//! The calls between surfaces, as edges.

use super::NodeId;
use crate::model::{ElementId, Model};
use crate::view::{Edge, edges};
use indexmap::IndexSet;

/// The flows between components that are shown; what starts or ends inside one is lifted to it. Error paths are drawn too.
pub(super) fn edges(model: &Model, places: &[Option<NodeId>], errors: bool) -> Vec<Edge> {
    let stand = |id: ElementId| {
        std::iter::once(id).chain(model.ancestors(id)).find_map(|around| places[around.index()])
    };
    let mut made: Vec<Edge> = Vec::new();
    let mut drawn: IndexSet<(NodeId, NodeId, crate::source::Span)> = IndexSet::new();
    for flow in &model.flows {
        let from = stand(flow.from);
        if let (Some(from), Some(to)) = (from, stand(flow.to))
            && (from != to || flow.from == flow.to)
            && (errors || !flow.is_error())
        {
            made.push(edges::of_flow(model, flow, from, to, errors));
        }
        let (Some(from), true) = (from, errors) else { continue };
        let mut count = 0;
        for plan in &flow.facts.plans {
            for path in plan.error_paths() {
                let Some(to) = stand(path.target).filter(|&to| to != from) else { continue };
                if !drawn.insert((from, to, path.span)) {
                    continue;
                }
                count += 1;
                made.push(edges::of_path(format!("{}-{count}", flow.id), from, to, plan, &path));
            }
        }
    }
    made
}
