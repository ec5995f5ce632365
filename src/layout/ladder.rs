//! The levels of the width ladder, from the most generous to the narrowest.
//!
//! Every level is a setting of the same engine: how narrow things are made, whether labels become notes, which way flows run.
//! What climbs down it is `fit`.

use super::metrics::Tightness;
use crate::geom::Unit;

/// One way to draw a view.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Level {
    pub tightness: Tightness,
    /// The part of the width, in percent, beyond which a rank is spread over several rows; 0 leaves ranks whole.
    pub spread: Unit,
    /// Labels that become numbers, which notes under the drawing explain.
    pub notes: NoteLimit,
    /// Whether the other direction is taken.
    pub turned: bool,
    /// Whether a drawing that runs sideways is folded into rows.
    pub folded: bool,
    /// Whether a large view skips this level, to be done in time.
    pub fine: bool,
}

/// Which labels are said under the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoteLimit {
    /// Those of more than so many characters.
    All(usize),
    /// What happens when a step fails, beyond so many characters; steps themselves beyond [`STEP`].
    Plans(usize),
}

/// Beyond this many characters the label of a step is said under the drawing where what reads from left to right has room for
/// shorter ones.
pub(super) const STEP: usize = 48;

impl NoteLimit {
    /// None.
    pub const NONE: NoteLimit = NoteLimit::All(usize::MAX);
}

impl Level {
    /// What a drawing without a limit is made with.
    pub const GENEROUS: Level = level(28, 24, false);
}

const fn level(node_wrap: usize, label_wrap: usize, tight: bool) -> Level {
    let tightness = Tightness { node_wrap, label_wrap, tight };
    Level { tightness, spread: 0, notes: NoteLimit::NONE, turned: false, folded: false, fine: false }
}

const fn folded(level: Level) -> Level {
    Level { folded: true, fine: true, ..level }
}

/// A ladder of levels.
pub(super) struct Ladder {
    pub rungs: &'static [Rung],
    /// The narrowest level of each way to arrange a view. What fits at none of them is taken to fit at no other.
    pub narrowest: &'static [Level],
}

/// Levels that are as good as each other.
pub(super) struct Rung {
    pub levels: &'static [Level],
    /// Whether the first level that fits is taken, instead of the one whose drawing is lowest.
    pub first: bool,
}

/// From the most generous to the narrowest. Labels stay at their lines as long as any arrangement lets them. A rung is
/// climbed down to only when nothing on the rungs above it fits, so that more width never leads to a later rung.
pub(super) const LADDER: Ladder =
    Ladder { rungs: &RUNGS, narrowest: &[folded(level(16, 16, true)), TURNED, FEW_WORDS, STEEP, NUMBERS] };

/// Labels of a few letters alone, on ranks as they are and spread over rows.
const FEW_WORDS: Level = Level { fine: true, notes: NoteLimit::All(4), ..level(20, 16, true) };
const STEEP: Level = Level { fine: true, notes: NoteLimit::All(4), spread: 80, ..level(14, 12, true) };

/// Labels as numbers, in as many rows as it takes.
const NUMBERS: Level = Level { notes: NoteLimit::All(0), spread: 60, ..level(14, 12, true) };
const TURNED: Level = Level { fine: true, notes: NoteLimit::All(4), turned: true, ..level(14, 12, true) };

const RUNGS: [Rung; 7] = [
    Rung {
        levels: &[level(28, 24, false), Level { fine: true, ..level(28, 24, true) }, level(20, 16, true)],
        first: true,
    },
    Rung {
        levels: &[
            folded(level(28, 24, false)),
            folded(level(28, 24, true)),
            folded(level(20, 24, true)),
            folded(level(16, 16, true)),
        ],
        first: false,
    },
    Rung {
        levels: &[
            Level { turned: true, ..level(20, 16, true) },
            Level { turned: true, ..folded(level(20, 24, true)) },
            Level { fine: true, spread: 100, ..level(28, 24, false) },
            Level { fine: true, spread: 100, ..level(20, 16, true) },
            Level { fine: true, ..level(20, 10, true) },
            Level { fine: true, spread: 85, ..level(20, 16, true) },
        ],
        first: false,
    },
    Rung {
        levels: &[
            Level { fine: true, spread: 85, ..level(20, 10, true) },
            Level { fine: true, ..level(16, 8, true) },
            Level { spread: 80, ..level(16, 8, true) },
            Level { fine: true, turned: true, ..level(16, 10, true) },
        ],
        first: false,
    },
    Rung {
        levels: &[
            Level { fine: true, notes: NoteLimit::All(16), ..level(20, 16, true) },
            Level { fine: true, notes: NoteLimit::All(10), ..level(20, 16, true) },
            Level { fine: true, notes: NoteLimit::All(10), spread: 100, ..level(20, 16, true) },
        ],
        first: true,
    },
    Rung {
        levels: &[
            FEW_WORDS,
            Level { notes: NoteLimit::All(4), spread: 90, ..level(20, 16, true) },
            STEEP,
            TURNED,
        ],
        first: false,
    },
    Rung { levels: &[NUMBERS], first: true },
];

/// The same for a journey, which reads from left to right as long as it can: its failure plans move under the drawing, tied
/// to their lines by their step numbers, before it is turned. But it is turned before the words of its steps move there, so
/// that more width never leaves fewer words at their lines.
pub(super) const JOURNEY: Ladder = Ladder { rungs: &[JOURNEYS], narrowest: &[LEVEL_STEPS, STEPS_AS_NUMBERS] };

/// The narrowest that reads from left to right, and the narrowest of all.
const LEVEL_STEPS: Level = Level { fine: true, notes: NoteLimit::All(5), ..level(16, 12, true) };
const STEPS_AS_NUMBERS: Level =
    Level { turned: true, notes: NoteLimit::All(0), spread: 60, ..level(14, 12, true) };

const JOURNEYS: Rung = Rung {
    levels: &[
        Level { notes: NoteLimit::Plans(48), ..level(28, 24, false) },
        Level { fine: true, notes: NoteLimit::Plans(32), ..level(28, 24, true) },
        Level { fine: true, notes: NoteLimit::Plans(16), ..level(20, 16, true) },
        Level { turned: true, notes: NoteLimit::All(16), ..level(28, 16, false) },
        Level { fine: true, turned: true, notes: NoteLimit::All(16), ..level(20, 12, true) },
        Level { notes: NoteLimit::All(10), ..level(20, 12, true) },
        Level { fine: true, turned: true, notes: NoteLimit::All(10), ..level(28, 16, false) },
        Level { turned: true, notes: NoteLimit::All(10), ..level(20, 12, true) },
        LEVEL_STEPS,
        Level { fine: true, turned: true, notes: NoteLimit::All(5), ..level(20, 12, false) },
        Level { fine: true, turned: true, notes: NoteLimit::All(5), ..level(20, 12, true) },
        Level { fine: true, turned: true, notes: NoteLimit::All(5), spread: 100, ..level(20, 12, true) },
        Level { fine: true, turned: true, notes: NoteLimit::All(4), spread: 90, ..level(20, 12, true) },
        Level { turned: true, notes: NoteLimit::All(4), spread: 80, ..level(14, 12, true) },
        STEPS_AS_NUMBERS,
    ],
    first: true,
};
