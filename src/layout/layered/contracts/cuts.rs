//! After phase 1: flows are cut at walls, and what runs from upper to lower has no cycle.

use super::super::graph::{End, Graph, Part, VertexKind};
use super::pin;

/// The ends of a part in the direction of its flow.
fn ends(part: &Part) -> (End, End) {
    if part.down { (part.upper, part.lower) } else { (part.lower, part.upper) }
}

/// The parts of a flow hang together at pins, from its source to its target; one of them, whatever crosses, has the label.
pub(super) fn parts_lead_from_source_to_target(graph: &Graph<'_>, about: &str) {
    for (edge, route) in graph.routes.iter().enumerate() {
        let declared = &graph.view.edges[edge];
        if declared.from == declared.to {
            assert!(route.parts.is_empty(), "{about}: a self loop has parts");
            continue;
        }
        let parts: Vec<&Part> = route.parts.iter().map(|&part| &graph.parts[part]).collect();
        assert!(!parts.is_empty(), "{about}: edge {edge} is lost");
        assert_eq!(parts.iter().filter(|part| part.labelled).count(), 1, "{about}: edge {edge}");
        let at = |end: End, node: usize| {
            let vertex = graph.vertex_of[node];
            // A boundary that holds the other end is met at its wall, from inside.
            let inside = graph.inside(vertex);
            end.vertex == vertex
                || (graph.vertices[end.vertex].kind == VertexKind::Pin
                    && Some(graph.vertices[end.vertex].region) == inside)
        };
        assert!(at(ends(parts[0]).0, declared.from.index()), "{about}: edge {edge} begins elsewhere");
        assert!(
            at(ends(parts[parts.len() - 1]).1, declared.to.index()),
            "{about}: edge {edge} ends elsewhere"
        );
        for pair in parts.windows(2) {
            let (left, entered) = (pin(graph, ends(pair[0]).1), pin(graph, ends(pair[1]).0));
            assert!(
                left.is_some() && left == entered,
                "{about}: edge {edge} is torn at {left:?} and {entered:?}"
            );
        }
        for part in parts {
            for end in [part.upper, part.lower] {
                assert_eq!(graph.vertices[end.vertex].region, part.region, "{about}: edge {edge}");
                let inside = end.pin.map(|pin| Some(graph.vertices[pin].region));
                assert!(
                    inside.is_none_or(|region| region == graph.inside(end.vertex)),
                    "{about}: edge {edge}"
                );
            }
        }
    }
}

/// What lies below a boundary hangs from its lower wall, what lies above it stands on the upper one; inside it is the other
/// way round. A pin belongs to one wall.
pub(super) fn pins_stand_on_the_wall_they_cross(graph: &Graph<'_>, about: &str) {
    let wall = |pin: usize| {
        let pins = &graph.regions[graph.vertices[pin].region].pins;
        let walls: Vec<usize> = (0..2).filter(|&wall| pins[wall].contains(&pin)).collect();
        assert_eq!(walls.len(), 1, "{about}: pin {pin}");
        walls[0]
    };
    for part in &graph.parts {
        for (end, below) in [(part.upper, true), (part.lower, false)] {
            if let Some(pin) = end.pin {
                assert_eq!(wall(pin), usize::from(below), "{about}: edge {}, outside", part.edge);
            } else if graph.vertices[end.vertex].kind == VertexKind::Pin {
                assert_eq!(wall(end.vertex), usize::from(!below), "{about}: edge {}, inside", part.edge);
            }
        }
    }
}

/// Taking away, again and again, what has nothing above it leaves nothing.
pub(super) fn parts_between_items_have_no_cycle(graph: &Graph<'_>, about: &str) {
    for region in &graph.regions {
        let mut left = region.items.clone();
        let arcs: Vec<(usize, usize)> = region
            .parts
            .iter()
            .map(|&part| (graph.parts[part].upper.vertex, graph.parts[part].lower.vertex))
            .filter(|&(upper, lower)| region.items.contains(&upper) && region.items.contains(&lower))
            .collect();
        loop {
            let held =
                |item: &usize| arcs.iter().any(|&(upper, lower)| lower == *item && left.contains(&upper));
            let next: Vec<usize> = left.iter().copied().filter(held).collect();
            if next.len() == left.len() {
                break;
            }
            left = next;
        }
        assert!(left.is_empty(), "{about}: {left:?} are on a cycle");
    }
}
