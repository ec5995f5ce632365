//! The signs of the charsets, as the drawing rules list them.

use super::grid::Dir;
use cutaway::view::EdgeKind;

/// Which signs a drawing is made of. `unicode` and `safe` differ in their heads alone, and a reader takes either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    Lines,
    Ascii,
}

impl Signs {
    /// The kind of flow whose straight line looks so.
    pub fn line(self, sign: char, horizontal: bool) -> Option<EdgeKind> {
        let kinds = [EdgeKind::Sync, EdgeKind::Async, EdgeKind::Error, EdgeKind::Return];
        let signs = match (self, horizontal) {
            (Signs::Lines, true) => ['─', '┄', '═', '╌'],
            (Signs::Lines, false) => ['│', '┆', '║', '╎'],
            (Signs::Ascii, true) => ['-', '.', '=', '~'],
            (Signs::Ascii, false) => ['|', ':', '#', ';'],
        };
        signs.iter().position(|&each| each == sign).map(|index| kinds[index])
    }

    /// Where a head points.
    pub const fn head(self, sign: char) -> Option<Dir> {
        match (self, sign) {
            (Signs::Lines, '▶' | '►') | (Signs::Ascii, '>') => Some(Dir::Right),
            (Signs::Lines, '◀' | '◄') | (Signs::Ascii, '<') => Some(Dir::Left),
            (Signs::Lines, '▲') | (Signs::Ascii, '^') => Some(Dir::Up),
            (Signs::Lines, '▼') | (Signs::Ascii, 'v') => Some(Dir::Down),
            _ => None,
        }
    }
}

/// The arms of a box-drawing sign: none, light or double, in the order of [`Dir::ALL`].
pub fn arms(sign: char) -> [u8; 4] {
    match sign {
        '─' | '┄' | '╌' => [0, 1, 0, 1],
        '│' | '┆' | '╎' => [1, 0, 1, 0],
        '═' => [0, 2, 0, 2],
        '║' => [2, 0, 2, 0],
        '┌' => [0, 1, 1, 0],
        '┐' => [0, 0, 1, 1],
        '└' => [1, 1, 0, 0],
        '┘' => [1, 0, 0, 1],
        '╔' => [0, 2, 2, 0],
        '╗' => [0, 0, 2, 2],
        '╚' => [2, 2, 0, 0],
        '╝' => [2, 0, 0, 2],
        '├' => [1, 1, 1, 0],
        '┤' => [1, 0, 1, 1],
        '┬' => [0, 1, 1, 1],
        '┴' => [1, 1, 0, 1],
        '┼' => [1, 1, 1, 1],
        '╞' => [1, 2, 1, 0],
        '╡' => [1, 0, 1, 2],
        '╥' => [0, 1, 2, 1],
        '╨' => [2, 1, 0, 1],
        '╪' => [1, 2, 1, 2],
        '╫' => [2, 1, 2, 1],
        '╬' => [2, 2, 2, 2],
        _ => [0, 0, 0, 0],
    }
}

/// The arm of a sign in one direction.
pub fn arm(sign: char, dir: Dir) -> u8 {
    arms(sign)[dir as usize]
}
