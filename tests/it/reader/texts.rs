//! Gives every text its meaning: heading, titles' further lines, labels of flows, numbered notes, legend. A text, or a
//! stroke that no flow took, that means nothing is a fault of the drawing.

use super::boxes::ReadBox;
use super::grid::{Dir, Grid, Place};
use super::trace::{Course, Tracer};
use std::collections::BTreeMap;
use std::ops::Range;

/// A piece of text in one row.
#[derive(Clone, Debug)]
struct Run {
    y: i32,
    columns: Range<i32>,
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

    let mut texts: Vec<(Run, Option<usize>)> = inline(grid, courses);
    let mut title_lines = vec![1; boxes.len()];
    for run in runs(grid, boxes, tracer) {
        if let Some(found) = continued_title(boxes, &title_lines, &run) {
            title_lines[found] += 1;
            let title = boxes[found].title.get_or_insert_default();
            title.push(' ');
            title.push_str(&run.text);
            continue;
        }
        let owner = beside(&run, &owners);
        texts.push((run, owner));
    }
    // The lines of one label keep together before any is given to another line nearby.
    spread(&mut texts);
    for (run, owner) in texts.iter_mut().filter(|(_, owner)| owner.is_none()) {
        *owner = near(run, &owners);
    }
    spread(&mut texts);
    texts.sort_by_key(|(run, _)| (run.y, run.columns.start));

    let mut out = Texts::default();
    let mut pieces: Vec<Vec<String>> = vec![Vec::new(); courses.len()];
    let mut after: Vec<(i32, String)> = Vec::new();
    let mut faults = Vec::new();
    for (run, owner) in texts {
        if let Some(flow) = owner {
            pieces[flow].push(run.text);
        } else if run.y < top {
            out.heading.push(run.text);
        } else if run.y > bottom {
            after.push((run.y, grid.text(run.y, 0, grid.width)));
        } else {
            let Range { start, .. } = run.columns;
            faults.push(format!("`{}` at column {start}, row {} belongs to nothing", run.text, run.y));
        }
    }
    if !faults.is_empty() {
        return Err(faults.join("; "));
    }
    after.dedup();
    let labels: Vec<String> = pieces.into_iter().map(|pieces| pieces.join(" ")).collect();
    let notes = notes(&mut after, &labels);
    out.legend = after.into_iter().map(|(_, line)| line).collect();
    for label in labels {
        let note = notes.get(&label).cloned();
        out.labels.push(note.unwrap_or(label));
    }
    Ok(out)
}

/// The texts in the lines of flows; what stands between two of them on one run is part of the label, however much like a
/// line.
fn inline(grid: &Grid, courses: &[Course]) -> Vec<(Run, Option<usize>)> {
    let mut out = Vec::new();
    for (flow, course) in courses.iter().enumerate() {
        let mut rows: BTreeMap<i32, Range<i32>> = BTreeMap::new();
        for (y, columns) in &course.inline {
            let row = rows.entry(*y).or_insert(columns.clone());
            *row = row.start.min(columns.start)..row.end.max(columns.end);
        }
        for (y, columns) in rows {
            let text = grid.text(y, columns.start, columns.end);
            out.push((Run { y, columns, text }, Some(flow)));
        }
    }
    out
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

/// The flow whose line stands two cells to the left of a text, where most labels are.
fn beside(run: &Run, owners: &BTreeMap<Place, usize>) -> Option<usize> {
    owners.get(&Place { x: run.columns.start - 2, y: run.y }).copied()
}

/// The flow whose line runs right above a text (a loop's label), right below it, or stands two cells to its right.
fn near(run: &Run, owners: &BTreeMap<Place, usize>) -> Option<usize> {
    let at = |x: i32, y: i32| owners.get(&Place { x, y }).copied();
    let along = |y: i32| run.columns.clone().find_map(|x| at(x, y));
    along(run.y - 1).or_else(|| along(run.y + 1)).or_else(|| at(run.columns.end + 1, run.y))
}

/// Whether one text stands right below the other.
fn touches(upper: &Run, lower: &Run) -> bool {
    upper.y + 1 == lower.y
        && upper.columns.start < lower.columns.end
        && lower.columns.start < upper.columns.end
}

/// A label's further lines stand above and below the one in or beside its line: each belongs to the nearest that has an owner.
fn spread(labels: &mut [(Run, Option<usize>)]) {
    loop {
        let next = (0..labels.len()).filter(|&index| labels[index].1.is_none()).find_map(|index| {
            let run = &labels[index].0;
            let near = |other: &&(Run, Option<usize>)| {
                other.1.is_some() && (touches(&other.0, run) || touches(run, &other.0))
            };
            labels.iter().find(near).and_then(|(_, owner)| *owner).map(|owner| (index, owner))
        });
        let Some((index, owner)) = next else { break };
        labels[index].1 = Some(owner);
    }
}

/// The boundary whose title goes on here: in the rows right below its top wall, at the column where the title began.
fn continued_title(boxes: &[ReadBox], lines: &[i32], run: &Run) -> Option<usize> {
    let at = Place { x: run.columns.start, y: run.y };
    let titled = |index: &usize| boxes[*index].title.is_some() && boxes[*index].encloses(at);
    let inner = (0..boxes.len()).rev().find(titled)?;
    let found = &boxes[inner];
    (found.title_columns.start == at.x && found.rect.y + lines[inner] == at.y).then_some(inner)
}

/// Takes the notes from the texts under the drawing, a long one on several lines: `[1] …`, `[2] …`, or what stands at a
/// flow as its step number, with what found no room there, as in `✗ 3a down: retry`. They end at a blank row.
fn notes(after: &mut Vec<(i32, String)>, labels: &[String]) -> BTreeMap<String, String> {
    let mut notes: BTreeMap<String, String> = BTreeMap::new();
    let mut last: Option<(i32, String)> = None;
    let key = |line: &str| {
        let numbers = labels.iter().filter(|label| is_number(label));
        // What it says begins on the next line when it has no blank and does not fit beside its number.
        let ends = |rest: &str| rest.is_empty() || rest.starts_with(' ');
        let begins = numbers.filter(|label| line.strip_prefix(*label).is_some_and(ends));
        begins.max_by_key(|label| label.len()).cloned()
    };
    after.retain(|(y, line)| {
        if let Some(key) = key(line).filter(|key| !notes.contains_key(key)) {
            let bracketed = line.strip_prefix(&key).filter(|_| key.starts_with('['));
            notes.insert(key.clone(), bracketed.unwrap_or(line).trim().to_owned());
            last = Some((*y, key));
            return false;
        }
        if let Some((above, key)) =
            last.clone().filter(|(above, _)| above + 1 == *y && !line.starts_with("Note"))
        {
            if let Some(note) = notes.get_mut(&key) {
                if !note.is_empty() {
                    note.push(' ');
                }
                note.push_str(line);
            }
            last = Some((above + 1, key));
            return false;
        }
        true
    });
    notes
}

/// Whether a label is but a number or letter: `[3]`, `[C]`, or the number of one or more steps, such as `4`, `✗ 3a` or `✗ 3a.1, 7a`.
fn is_number(label: &str) -> bool {
    if let Some(inner) = label.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let letters = !inner.is_empty() && inner.bytes().all(|b| b.is_ascii_uppercase());
        return letters || inner.parse::<usize>().is_ok();
    }
    let steps = label.strip_prefix("✗ ").or(label.strip_prefix("! ")).unwrap_or(label);
    let step = |step: &str| {
        let digits = step.trim_start_matches(|c: char| c.is_ascii_digit());
        let letters = digits.trim_start_matches(|c: char| c.is_ascii_lowercase());
        let counted = letters.strip_prefix('.').is_none_or(|count| count.parse::<u32>().is_ok());
        digits.len() < step.len() && (letters.is_empty() || letters.starts_with('.')) && counted
    };
    steps.split(", ").all(step)
}
