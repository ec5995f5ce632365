//! A generated design as a view, made without the language: what the pipeline has to arrive at, and what a layout can be
//! tried on by itself.

use super::Design;
use cutaway::source::Span;
use cutaway::view::{Accent, Border, Edge, Hints, Look, Node, NodeId, Shape, View, ViewKind, clean};

impl Design {
    /// The component view of the design.
    pub fn view(&self) -> View {
        let id = |index: usize| NodeId(index as u32);
        let hints = |parent: Option<usize>| {
            let mut hints = Hints::default();
            for hint in self.hints.iter().filter(|hint| hint.parent == parent) {
                if !hint.row.is_empty() {
                    hints.rows.push((hint.row.iter().copied().map(id).collect(), Span::default()));
                }
                hints.above.extend(hint.above.map(|(upper, lower)| (id(upper), id(lower), Span::default())));
            }
            hints
        };
        View {
            name: "components".to_owned(),
            kind: ViewKind::Components,
            script: Vec::new(),
            remarks: Vec::new(),
            pull: Vec::new(),
            title: "A generated design".to_owned(),
            nodes: self
                .boxes
                .iter()
                .enumerate()
                .map(|(index, element)| Node {
                    id: element.id.clone(),
                    label: clean::line(&element.label),
                    kind: element.kind.word().to_owned(),
                    base: element.kind,
                    tech: element.tech.clone(),
                    does: element.does.as_deref().map(clean::line),
                    parent: element.parent.map(id),
                    container: element.container,
                    look: Look { shape: Shape::Box, border: Border::Solid, accent: Accent::Neutral },
                    status: None,
                    link: None,
                    tags: Vec::new(),
                    direction: element.direction,
                    hints: hints(Some(index)),
                    card: None,
                    span: Span::default(),
                })
                .collect(),
            edges: self
                .flows
                .iter()
                .enumerate()
                .map(|(index, flow)| Edge {
                    id: format!("e{}", index + 1),
                    from: id(flow.from),
                    to: id(flow.to),
                    kind: flow.kind,
                    both: flow.both,
                    label: clean::line(&flow.label),
                    tech: flow.tech.clone(),
                    step: None,
                    count: 1,
                    plans: Vec::new(),
                    tags: Vec::new(),
                    span: Span::default(),
                })
                .collect(),
            direction: self.direction,
            hints: hints(None),
        }
    }
}
