//! Laid-out drawings, read sign by sign: no line ends in the air, every head touches a wall, and the charsets agree.
//!
//! The labels here are plain words, so that a sign of a line is nothing else.

use crate::layout::sketch;
use cutaway::layout::metrics::cells::CellMetrics;
use cutaway::layout::{Options, layout};
use cutaway::render::text::{Charset, TextOptions, render};
use cutaway::scene::{Scene, cells};
use cutaway::view::Direction;
use proptest::prelude::*;

/// Up, right, down, left.
const WAYS: [(isize, isize); 4] = [(0, -1), (1, 0), (0, 1), (-1, 0)];

/// To which sides a sign's lines run: up, right, down, left.
fn arms(sign: char) -> [bool; 4] {
    let sides = match sign {
        '│' | '┆' | '╎' | '║' => "ns",
        '─' | '┄' | '╌' | '═' => "ew",
        '┌' | '╔' => "es",
        '┐' | '╗' => "sw",
        '└' | '╚' => "ne",
        '┘' | '╝' => "nw",
        '├' | '╞' => "nes",
        '┤' | '╡' => "nsw",
        '┬' | '╥' => "esw",
        '┴' | '╨' => "new",
        '┼' | '╪' | '╫' | '╬' => "nesw",
        _ => "",
    };
    ['n', 'e', 's', 'w'].map(|side| sides.contains(side))
}

fn is_text(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '✗' | '[' | ']')
}

fn head(sign: char) -> Option<usize> {
    ['▲', '▶', '▼', '◀'].iter().position(|&head| head == sign)
}

/// A drawing of signs that all take one cell.
struct Grid(Vec<Vec<char>>);

impl Grid {
    fn new(drawing: &str) -> Grid {
        Grid(drawing.lines().map(|line| line.chars().collect()).collect())
    }

    fn at(&self, x: usize, y: usize, way: usize, steps: isize) -> char {
        let (dx, dy) = WAYS[way];
        let x = x.checked_add_signed(dx * steps);
        let y = y.checked_add_signed(dy * steps);
        let sign = x.zip(y).and_then(|(x, y)| self.0.get(y)?.get(x).copied());
        sign.unwrap_or(' ')
    }
}

/// What is wrong with a drawing; its legend is left out.
fn faults(drawing: &str) -> Vec<String> {
    let drawing = drawing.rsplit_once("\n\n").map_or(drawing, |(drawing, _)| drawing);
    let grid = Grid::new(drawing);
    let mut faults = Vec::new();
    for (y, row) in grid.0.iter().enumerate() {
        for (x, &sign) in row.iter().enumerate() {
            for way in (0..4).filter(|&way| arms(sign)[way]) {
                let next = grid.at(x, y, way, 1);
                let back = (way + 2) % 4;
                let goes_on = arms(next)[back] || head(next).is_some_and(|head| head % 2 == way % 2);
                // A label in a line, or a title in a wall, with a space before and behind it.
                let in_gap = way % 2 == 1 && next == ' ' && is_text(grid.at(x, y, way, 2));
                if !goes_on && !in_gap {
                    faults.push(format!("`{sign}` at {x}, {y} leads to `{next}`"));
                }
            }
            if let Some(way) = head(sign) {
                let (wall, tail) = (grid.at(x, y, way, 1), grid.at(x, y, (way + 2) % 4, 1));
                let across = |sign: char| arms(sign)[(way + 1) % 4] && arms(sign)[(way + 3) % 4];
                let stands = across(wall) || arms(wall).iter().filter(|arm| **arm).count() == 3;
                if !stands {
                    faults.push(format!("`{sign}` at {x}, {y} points to `{wall}`"));
                }
                if !arms(tail)[way] && head(tail).is_none() {
                    faults.push(format!("`{sign}` at {x}, {y} comes from `{tail}`"));
                }
            }
        }
    }
    faults
}

/// The sign of `ascii` for one of `unicode`.
fn in_ascii(sign: char) -> char {
    match sign {
        '│' => '|',
        '┆' => ':',
        '╎' => ';',
        '║' => '#',
        '─' => '-',
        '┄' => '.',
        '╌' => '~',
        '═' => '=',
        '▲' => '^',
        '▶' => '>',
        '▼' => 'v',
        '◀' => '<',
        '✗' => '!',
        sign if arms(sign) != [false; 4] => '+',
        sign => sign,
    }
}

/// Where the two drawings differ though they should not.
fn differences(unicode: &str, ascii: &str) -> Vec<String> {
    let (unicode, ascii) = (Grid::new(unicode), Grid::new(ascii));
    let mut differences = Vec::new();
    for (y, row) in unicode.0.iter().enumerate() {
        for (x, &sign) in row.iter().enumerate() {
            let crossed = |sign: char| arms(sign) == [true; 4];
            let drawn = ascii.0[y].get(x).copied().unwrap_or(' ');
            let agree = if crossed(sign) {
                "|:;#".contains(drawn)
            } else if "─┄╌═".contains(sign)
                && (crossed(unicode.at(x, y, 1, 1)) || crossed(unicode.at(x, y, 3, 1)))
            {
                drawn == ' '
            } else {
                drawn == in_ascii(sign)
            };
            if !agree {
                differences.push(format!("`{sign}` at {x}, {y} is `{drawn}`"));
            }
        }
    }
    differences
}

fn draw(scene: &Scene, charset: Charset) -> String {
    render(scene, &TextOptions { charset, ..TextOptions::default() })
}

/// A graph as text: boxes in boundaries up to four deep, and flows of every kind between any two of them.
fn graph() -> impl Strategy<Value = String> {
    let element = (prop::bool::weighted(0.25), 0..3_usize);
    let words = prop::sample::select(vec![
        "",
        "",
        "calls",
        "reads and writes",
        "tells all that listen to this topic",
    ]);
    let arrow = prop::sample::select(vec!["->", "~>", "!>", "<->"]);
    let flow = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), arrow, words);
    (prop::collection::vec(element, 1..16), prop::collection::vec(flow, 0..24)).prop_map(
        |(elements, flows)| {
            let mut text = String::new();
            let mut open = 0;
            for (at, (is_boundary, closing)) in elements.iter().enumerate() {
                let opens = *is_boundary && open < 4;
                text += &format!("n{at}{}\n", if opens { " {" } else { "" });
                open += usize::from(opens);
                let closed = open.min(closing.saturating_sub(usize::from(opens)));
                text += &"}\n".repeat(closed);
                open -= closed;
            }
            text += &"}\n".repeat(open);
            for (from, to, arrow, words) in flows {
                text += &format!(
                    "n{} {arrow} n{} {words}\n",
                    from.index(elements.len()),
                    to.index(elements.len())
                );
            }
            text
        },
    )
}

proptest! {
    #[test]
    fn lines_join_and_charsets_agree(
        text in graph(),
        direction in prop::sample::select(vec![Direction::Down, Direction::Right, Direction::Up, Direction::Left]),
        width in prop::option::of(30..120),
    ) {
        let scene = layout(&sketch(&text), &CellMetrics, Options { width, direction: Some(direction) }).value;
        let unicode = draw(&scene, Charset::Unicode);
        prop_assert_eq!(faults(&unicode), Vec::<String>::new(), "\n{}\n{}", text, unicode);
        let ascii = draw(&scene, Charset::Ascii);
        prop_assert_eq!(differences(&unicode, &ascii), Vec::<String>::new(), "\n{}\n{}\n{}", text, unicode, ascii);
        prop_assert!(ascii.is_ascii());
        prop_assert!(unicode.lines().all(|line| cells::width(line) as i32 <= scene.size.w));
    }
}

#[test]
fn faults_are_found() {
    let broken = |drawing: &str| !faults(drawing).is_empty();
    assert!(!broken("┌───┐  ┌───┐\n│ a ├─▶│ b │\n└───┘  └───┘"));
    assert!(broken("┌───┐\n│ a ├\n└───┘"));
    assert!(broken("┌───┐\n│ a ├─ ▶\n└───┘"));
    assert!(broken("┌───┐\n│ a ├─▶ b\n└───┘"));
}
