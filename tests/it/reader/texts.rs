//! Gives every text its meaning: heading, titles' further lines, labels of flows, numbered notes, legend. A text, or a
//! stroke that no flow took, that means nothing is a fault of the drawing.

use super::boxes::ReadBox;
use super::grid::{Dir, Grid, Place};
use super::trace::{Course, Tracer};
use std::collections::BTreeMap;

/// A piece of text in one row.
#[derive(Clone, Debug)]
struct Run {
    y: i32,
    columns: std::ops::Range<i32>,
    text: String,
}

/// What the texts of a drawing say.
#[derive(Debug, Default)]
pub struct Texts {
    pub heading: Vec<String>,
    pub legend: Vec<String>,
    /// A label per flow; empty without one.
    pub labels: Vec<String>,
}

/// Reads the texts; lengthens the titles that go on below their wall.
pub fn read(
    grid: &Grid,
    boxes: &mut [ReadBox],
    tracer: &Tracer<'_>,
    courses: &[Course],
) -> Result<Texts, String> {
    let mut owners: BTreeMap<Place, usize> = BTreeMap::new();
    let mut rows: Vec<i32> = boxes.iter().flat_map(|found| [found.rect.y, found.rect.bottom() - 1]).collect();
    for (flow, course) in courses.iter().enumerate() {
        for &(at, dir) in &course.cells {
            // At a crossing, labels belong to the vertical line.
            if !dir.is_horizontal() || !owners.contains_key(&at) {
                owners.insert(at, flow);
            }
            rows.push(at.y);
        }
    }
    let top = rows.iter().min().copied().unwrap_or(grid.height);
    let bottom = rows.iter().max().copied().unwrap_or(-1);

    let mut pieces: Vec<Vec<(i32, i32, String)>> = courses.iter().map(inline(grid)).collect();
    let mut out = Texts::default();
    // Where a label's block stands, so that its next line is known for its own.
    let mut below: BTreeMap<Place, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    let mut after: Vec<(i32, String)> = Vec::new();
    for run in runs(grid, boxes, tracer) {
        let start = Place { x: run.columns.start, y: run.y };
        if run.y < top {
            out.heading.push(run.text);
        } else if run.y > bottom
            && below.get(&start).is_none_or(|_| run.text.starts_with('['))
            && owner(&run, &owners).is_none()
        {
            after.push((run.y, grid.text(run.y, 0, grid.width)));
        } else if let Some(found) = continued_title(boxes, &run) {
            let title = boxes[found].title.get_or_insert_default();
            title.push(' ');
            title.push_str(&run.text);
        } else if let Some(flow) = owner(&run, &owners).or_else(|| below.get(&start).copied()) {
            below.insert(start.step(Dir::Down), flow);
            pieces[flow].push((run.y, run.columns.start, run.text));
        } else {
            faults.push(format!("`{}` at column {}, row {} belongs to nothing", run.text, start.x, start.y));
        }
    }
    if !faults.is_empty() {
        return Err(faults.join("; "));
    }
    after.dedup();
    let notes = notes(&mut after);
    out.legend = after.into_iter().map(|(_, line)| line).collect();
    for mut pieces in pieces {
        pieces.sort();
        let label = pieces.into_iter().map(|(_, _, text)| text).collect::<Vec<_>>().join(" ");
        let number = label.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let note =
            number.and_then(|number| number.parse::<usize>().ok()).and_then(|number| notes.get(&number));
        out.labels.push(note.cloned().unwrap_or(label));
    }
    Ok(out)
}

/// The texts in a flow's line; what stands between two of them on one run is part of the label, however much like a line.
fn inline(grid: &Grid) -> impl Fn(&Course) -> Vec<(i32, i32, String)> + '_ {
    |course| {
        let mut rows: BTreeMap<i32, std::ops::Range<i32>> = BTreeMap::new();
        for (y, columns) in &course.inline {
            let row = rows.entry(*y).or_insert(columns.clone());
            *row = row.start.min(columns.start)..row.end.max(columns.end);
        }
        rows.into_iter()
            .map(|(y, columns)| (y, columns.start, grid.text(y, columns.start, columns.end)))
            .collect()
    }
}

/// The texts outside components and lines.
fn runs(grid: &Grid, boxes: &[ReadBox], tracer: &Tracer<'_>) -> Vec<Run> {
    let mut titles = vec![false; (grid.width * grid.height).max(0) as usize];
    for found in boxes {
        for x in found.title_columns.clone() {
            titles[grid.index(Place { x, y: found.rect.y })] = true;
        }
    }
    let free = |at: Place| {
        let corner = || boxes.iter().any(|found| found.is_corner(at));
        tracer.wall(at).is_none()
            && !tracer.is_inside(at)
            && !tracer.is_taken(at)
            && !titles[grid.index(at)]
            && !corner()
    };
    let mut runs: Vec<Run> = Vec::new();
    for at in grid.places().filter(|&at| !grid.is_blank(at) && free(at)) {
        match runs.last_mut() {
            // Words are a blank apart.
            Some(run)
                if run.y == at.y
                    && (run.columns.end == at.x
                        || (run.columns.end + 1 == at.x && free(at.step(Dir::Left)))) =>
            {
                run.columns.end = at.x + 1;
            }
            _ => runs.push(Run { y: at.y, columns: at.x..at.x + 1, text: String::new() }),
        }
    }
    for run in &mut runs {
        run.text = grid.text(run.y, run.columns.start, run.columns.end);
    }
    runs
}

/// The flow beside which a text stands: the line is two cells to the left, or runs right above a loop's label.
fn owner(run: &Run, owners: &BTreeMap<Place, usize>) -> Option<usize> {
    let beside = Place { x: run.columns.start - 2, y: run.y };
    let above = Place { x: run.columns.start, y: run.y - 1 };
    owners.get(&beside).or_else(|| owners.get(&above)).copied()
}

/// The boundary whose title goes on here: below its top wall, at the column where the title began.
fn continued_title(boxes: &[ReadBox], run: &Run) -> Option<usize> {
    let at = Place { x: run.columns.start, y: run.y };
    let inner =
        (0..boxes.len()).rev().find(|&index| boxes[index].title.is_some() && boxes[index].encloses(at))?;
    let found = &boxes[inner];
    let lines = run.y - found.rect.y;
    let begins = found.title_columns.start == at.x;
    (begins && lines <= 8).then_some(inner)
}

/// Takes the numbered notes from the texts under the drawing: `[1] …`, `[2] …`, a long one on several lines.
fn notes(after: &mut Vec<(i32, String)>) -> BTreeMap<usize, String> {
    let mut notes: BTreeMap<usize, String> = BTreeMap::new();
    let mut last = None;
    after.retain(|(y, line)| {
        let number = notes.len() + 1;
        if let Some(text) = line.strip_prefix(&format!("[{number}]")) {
            notes.insert(number, text.trim().to_owned());
            last = Some(*y);
            return false;
        }
        if last == Some(y - 1) {
            if let Some(note) = notes.get_mut(&(number - 1)) {
                note.push(' ');
                note.push_str(line);
            }
            last = Some(*y);
            return false;
        }
        true
    });
    notes
}
