//! The independent reader: takes a drawing in characters, and nothing else, and recovers what it shows.
//!
//! It shares no code with the layout or the text renderer; it knows the drawing rules alone. What it cannot make sense of
//! is a fault of the drawing: a stroke that leads nowhere, a tee without a line, a text that belongs to nothing.

mod boxes;
mod compare;
pub mod grid;
mod hand;
pub mod signs;
mod texts;
mod trace;

pub use boxes::ReadBox;
pub use compare::differences;
use cutaway::view::EdgeKind;
pub use signs::Signs;

/// What a drawing shows.
#[derive(Debug)]
#[allow(dead_code, reason = "the heading and the legend are read so that a failure shows them")]
pub struct Drawing {
    pub boxes: Vec<ReadBox>,
    pub flows: Vec<ReadFlow>,
    pub heading: Vec<String>,
    pub legend: Vec<String>,
}

/// A flow as drawn; the boxes are indices.
#[derive(Clone, Debug)]
pub struct ReadFlow {
    pub from: usize,
    pub to: usize,
    pub kind: EdgeKind,
    pub both: bool,
    /// The label, that of a numbered note included; error labels with their mark.
    pub label: String,
}

/// Reads a drawing.
///
/// In `ascii`, four lines round a label may look like a component. The reading that leaves nothing unexplained is the right
/// one, so where one with all boxes fails, it is tried without each of them.
pub fn read(text: &str, signs: Signs) -> Result<Drawing, String> {
    let grid = grid::Grid::new(text);
    let boxes = boxes::find(&grid, signs);
    let whole = read_with(&grid, signs, &boxes);
    if whole.is_ok() || signs == Signs::Lines {
        return whole;
    }
    let without = |left_out: usize| {
        let mut others = boxes.clone();
        others.remove(left_out);
        boxes::nest(&mut others);
        read_with(&grid, signs, &others).ok()
    };
    let perhaps_lines =
        (0..boxes.len()).filter(|&index| boxes[index].title.is_none() || boxes[index].doubtful);
    perhaps_lines.filter_map(without).next().map_or(whole, Ok)
}

fn read_with(grid: &grid::Grid, signs: Signs, boxes: &[ReadBox]) -> Result<Drawing, String> {
    let mut tracer = trace::Tracer::new(grid, signs, boxes);
    let (courses, stuck) = tracer.flows();
    loose_ends(grid, signs, boxes, &tracer)
        .map_err(|fault| format!("{fault}; no line leads to {stuck:?}"))?;
    let mut boxes = boxes.to_vec();
    let texts = texts::read(grid, &mut boxes, &tracer, &courses)?;
    let flows = courses.iter().zip(texts.labels).map(|(course, label)| ReadFlow {
        from: course.from,
        to: course.to,
        kind: course.kind,
        both: course.both,
        label,
    });
    Ok(Drawing { flows: flows.collect(), boxes, heading: texts.heading, legend: texts.legend })
}

/// A wall from which a line should leave, or through which one should pass, and no flow does.
fn loose_ends(
    grid: &grid::Grid,
    signs: Signs,
    boxes: &[ReadBox],
    tracer: &trace::Tracer<'_>,
) -> Result<(), String> {
    for found in boxes {
        for (at, out) in found.walls() {
            if found.title_columns.contains(&at.x) && at.y == found.rect.y {
                continue;
            }
            let sign = grid.sign(at).unwrap_or(' ');
            let opens = match signs {
                Signs::Lines => signs::arm(sign, out) > 0 || signs::arm(sign, out.back()) > 0,
                Signs::Ascii => sign == '+' || (!out.is_horizontal() && signs.line(sign, false).is_some()),
            };
            if opens && !tracer.is_taken(at) {
                return Err(format!(
                    "no flow runs through `{sign}` in the wall at column {}, row {}",
                    at.x, at.y
                ));
            }
        }
    }
    Ok(())
}
