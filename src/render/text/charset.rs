//! The signs that lines, heads and marks are drawn with.
//!
//! `unicode` is what people know from design documents. `safe` has heads that no font turns into coloured pictures and
//! that old console fonts have. `ascii` survives everything. A sign takes one cell in each of them, so a scene fits all.

use super::pen::{Arms, Stroke};
use crate::geom::Side;
use std::borrow::Cow;

/// A set of signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Charset {
    /// Box drawing and the heads `▶▼◀▲`.
    #[default]
    Unicode,
    /// Box drawing and the heads `►▼◄▲`, which are never drawn as emoji.
    Safe,
    /// Nothing but ASCII of our own; names and labels stay as they were written.
    Ascii,
}

impl Charset {
    /// Every charset, the default first.
    pub const ALL: [Charset; 3] = [Charset::Unicode, Charset::Safe, Charset::Ascii];

    /// The word on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Charset::Unicode => "unicode",
            Charset::Safe => "safe",
            Charset::Ascii => "ascii",
        }
    }

    /// The charset of that word.
    ///
    /// ```
    /// use cutaway::render::text::Charset;
    /// assert_eq!(Charset::from_word("ascii"), Some(Charset::Ascii));
    /// ```
    pub fn from_word(word: &str) -> Option<Charset> {
        Charset::ALL.into_iter().find(|charset| charset.word() == word)
    }

    /// The head of a line that runs towards `side`.
    pub(super) const fn head(self, side: Side) -> char {
        let heads = match self {
            Charset::Unicode => ['▲', '▶', '▼', '◀'],
            Charset::Safe => ['▲', '►', '▼', '◄'],
            Charset::Ascii => ['^', '>', 'v', '<'],
        };
        heads[side as usize]
    }

    /// Whether this set has no sign for a crossing, so that one of its lines is broken instead.
    pub(super) const fn breaks_at_crossings(self) -> bool {
        matches!(self, Charset::Ascii)
    }

    /// The sign of a cell with these arms.
    pub(super) fn line(self, arms: Arms) -> char {
        match (self, arms.strokes()) {
            (_, (None, None)) => ' ',
            (Charset::Ascii, (Some(stroke), None)) => ascii_vertical(stroke),
            (Charset::Ascii, (None, Some(stroke))) => ascii_horizontal(stroke),
            (Charset::Ascii, (Some(stroke), Some(_))) if arms.is_crossing() => ascii_vertical(stroke),
            (Charset::Ascii, _) => '+',
            (_, (Some(stroke), None)) => vertical(stroke),
            (_, (None, Some(stroke))) => horizontal(stroke),
            (_, (Some(vertical), Some(horizontal))) => junction(arms, vertical, horizontal),
        }
    }

    /// A text in which the marks that we add ourselves, in captions, notes and the legend, are of this set. They keep
    /// their width.
    pub(super) fn marks(self, text: &str) -> Cow<'_, str> {
        match self {
            Charset::Unicode | Charset::Safe => Cow::Borrowed(text),
            Charset::Ascii => text
                .chars()
                .map(|c| match c {
                    '✗' => '!',
                    '·' => '-',
                    '×' => 'x',
                    other => other,
                })
                .collect::<String>()
                .into(),
        }
    }

    /// The same for the words of a table, which hold arrows and dashes of ours too.
    pub(super) fn words(self, text: &str) -> Cow<'_, str> {
        match self {
            Charset::Unicode | Charset::Safe => Cow::Borrowed(text),
            Charset::Ascii => {
                let arrows = |c| match c {
                    '→' => '>',
                    '↔' | '–' => '-',
                    other => other,
                };
                self.marks(text).chars().map(arrows).collect::<String>().into()
            }
        }
    }
}

const fn vertical(stroke: Stroke) -> char {
    match stroke {
        Stroke::Light => '│',
        Stroke::Dashed => '┆',
        Stroke::Dotted => '╎',
        Stroke::Double => '║',
    }
}

const fn horizontal(stroke: Stroke) -> char {
    match stroke {
        Stroke::Light => '─',
        Stroke::Dashed => '┄',
        Stroke::Dotted => '╌',
        Stroke::Double => '═',
    }
}

const fn ascii_vertical(stroke: Stroke) -> char {
    match stroke {
        Stroke::Light => '|',
        Stroke::Dashed => ':',
        Stroke::Dotted => ';',
        Stroke::Double => '#',
    }
}

const fn ascii_horizontal(stroke: Stroke) -> char {
    match stroke {
        Stroke::Light => '-',
        Stroke::Dashed => '.',
        Stroke::Dotted => '~',
        Stroke::Double => '=',
    }
}

/// A corner, a tee or a crossing. Corners of dashed lines are light: there are no dashed ones.
fn junction(arms: Arms, vertical: Stroke, horizontal: Stroke) -> char {
    let signs = match (vertical == Stroke::Double, horizontal == Stroke::Double) {
        (false, false) => ['└', '┘', '┌', '┐', '├', '┤', '┬', '┴', '┼'],
        (false, true) => ['╘', '╛', '╒', '╕', '╞', '╡', '╤', '╧', '╪'],
        (true, false) => ['╙', '╜', '╓', '╖', '╟', '╢', '╥', '╨', '╫'],
        (true, true) => ['╚', '╝', '╔', '╗', '╠', '╣', '╦', '╩', '╬'],
    };
    let has = |side| arms.to(side).is_some();
    let index = match (has(Side::Top), has(Side::Right), has(Side::Bottom), has(Side::Left)) {
        (true, true, false, false) => 0,
        (true, false, false, true) => 1,
        (false, true, true, false) => 2,
        (false, false, true, true) => 3,
        (true, true, true, false) => 4,
        (true, false, true, true) => 5,
        (false, true, true, true) => 6,
        (true, true, false, true) => 7,
        _ => 8,
    };
    signs[index]
}
