//! How good a drawing is, once it has no faults: the measures that graph drawing is compared by.

use super::Page;
use super::routes::crosses;
use cutaway::geom::Unit;
use std::collections::BTreeSet;
use std::fmt;

/// Measures of one drawing; lengths in its own unit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// Boxes, boundaries included.
    pub nodes: usize,
    /// Routes.
    pub edges: usize,
    /// Points at which two routes cross.
    pub crossings: usize,
    /// Corners of routes.
    pub bends: usize,
    /// Pairs of neighbouring corners closer than an average leaf is high.
    pub jogs: usize,
    /// Length of all routes.
    pub length: i64,
    /// Route length over the Manhattan distance of its ends, summed over routes whose ends differ.
    pub stretch: f64,
    /// How many routes `stretch` sums.
    pub stretched: usize,
    /// How many of those end lower than they begin: with the direction, in a drawing that runs down.
    pub forward: usize,
    /// Width times height.
    pub area: i64,
    /// Area of the leaf boxes.
    pub filled: i64,
    /// Times a route leaves a boundary that it should not have left, or crosses one more often than once.
    pub excursions: usize,
    /// Distinct rows and columns of leaf centres: fewer is tidier.
    pub alignments: usize,
    /// Width of the drawing.
    pub width: Unit,
    /// Height of the drawing.
    pub height: Unit,
}

impl fmt::Display for Measures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} boxes, {} routes: {} crossings, {} bends ({} jogs), length {}, stretch {:.2}, {}x{}, {:.0} % filled, {} excursions",
            self.nodes,
            self.edges,
            self.crossings,
            self.bends,
            self.jogs,
            self.length,
            self.stretch / self.stretched.max(1) as f64,
            self.width,
            self.height,
            100.0 * self.filled as f64 / self.area.max(1) as f64,
            self.excursions,
        )
    }
}

/// Measures a drawing.
pub fn measure(page: &Page) -> Measures {
    let scene = page.scene;
    let mut all = Measures {
        nodes: scene.nodes.len(),
        edges: scene.edges.len(),
        width: scene.size.w,
        height: scene.size.h,
        area: i64::from(scene.size.w) * i64::from(scene.size.h),
        crossings: crossings(page),
        excursions: excursions(page),
        ..Measures::default()
    };
    let leaves: Vec<_> = scene.nodes.iter().filter(|node| !node.container).collect();
    all.filled = leaves.iter().map(|node| i64::from(node.rect.w) * i64::from(node.rect.h)).sum();
    let columns: BTreeSet<Unit> = leaves.iter().map(|node| 2 * node.rect.x + node.rect.w).collect();
    let rows: BTreeSet<Unit> = leaves.iter().map(|node| 2 * node.rect.y + node.rect.h).collect();
    all.alignments = columns.len() + rows.len();
    let high = leaves.iter().map(|node| node.rect.h).sum::<Unit>() / leaves.len().max(1) as Unit;
    for edge in &scene.edges {
        let lengths: Vec<Unit> = edge
            .points
            .windows(2)
            .map(|pair| (pair[1].x - pair[0].x).abs() + (pair[1].y - pair[0].y).abs())
            .collect();
        let total: Unit = lengths.iter().sum();
        all.length += i64::from(total);
        all.bends += edge.points.len() - 2;
        all.jogs += lengths.iter().skip(1).rev().skip(1).filter(|&&length| length < high).count();
        let (first, last) = (edge.points[0], edge.points[edge.points.len() - 1]);
        let direct = (last.x - first.x).abs() + (last.y - first.y).abs();
        if direct > 0 && edge.from != edge.to {
            all.stretch += f64::from(total) / f64::from(direct);
            all.stretched += 1;
            all.forward += usize::from(first.y < last.y);
        }
    }
    all
}

fn crossings(page: &Page) -> usize {
    page.segments
        .iter()
        .enumerate()
        .filter(|(_, segment)| segment.frame.is_vertical())
        .map(|(one, segment)| {
            let met = page.segment_grid.meeting(segment.frame);
            met.into_iter()
                .filter(|&other| {
                    other != one
                        && page.segments[other].edge != segment.edge
                        && crosses(segment.frame, page.segments[other].frame)
                })
                .count()
        })
        .sum()
}

/// A route need cross a boundary once when one end is inside, and never when both are.
fn excursions(page: &Page) -> usize {
    let mut walls: std::collections::BTreeMap<(usize, usize), usize> = std::collections::BTreeMap::new();
    for segment in &page.segments {
        let drawn = &page.scene.edges[segment.edge];
        for part in page.obstacle_grid.meeting(segment.frame) {
            let node = page.obstacles[part];
            if page.scene.nodes[node].container && node != drawn.from && node != drawn.to {
                *walls.entry((segment.edge, node)).or_default() += 1;
            }
        }
    }
    walls
        .into_iter()
        .map(|((edge, node), crossed)| {
            let drawn = &page.scene.edges[edge];
            let needed = page.is_around(node, drawn.from) != page.is_around(node, drawn.to);
            crossed.saturating_sub(usize::from(needed))
        })
        .sum()
}
