//! A graph written as a source.

use crate::graphs::preorder;
use cutaway::view::{NodeId, View};
use std::fmt::Write;

/// The graph as a source, with labels on some flows, as people write them.
pub fn source(view: &View) -> String {
    let mut out = String::new();
    // What is open, and how deep each group lies.
    let mut open: Vec<usize> = Vec::new();
    let close = |out: &mut String, open: &mut Vec<usize>, until: Option<usize>| {
        while let Some(&last) = open.last() {
            if Some(last) == until {
                break;
            }
            open.pop();
            let _ = writeln!(out, "{}}}", "  ".repeat(open.len()));
        }
    };
    for index in preorder(&view.nodes.iter().map(|node| node.parent.map(NodeId::index)).collect::<Vec<_>>()) {
        let node = &view.nodes[index];
        close(&mut out, &mut open, node.parent.map(NodeId::index));
        let indent = "  ".repeat(open.len());
        if node.container {
            let _ = writeln!(out, "{indent}zone {} \"Zone {}\" {{", node.id, node.id);
            open.push(index);
        } else {
            let _ = writeln!(out, "{indent}service {} \"Service {}\" [Rust]", node.id, node.id);
        }
    }
    close(&mut out, &mut open, None);
    for (number, edge) in view.edges.iter().enumerate() {
        let arrow = if number % 5 == 0 { "~>" } else { "->" };
        let (from, to) = (&view.nodes[edge.from.index()].id, &view.nodes[edge.to.index()].id);
        let label = if number % 3 == 0 { " \"calls\" [gRPC]" } else { "" };
        let _ = writeln!(out, "{from} {arrow} {to}{label}");
        if number % 4 == 0 {
            let _ = writeln!(out, "  ! down: retry 3, respond 503");
        }
    }
    out
}
