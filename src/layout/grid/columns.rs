//! How wide each column of a table gets: as wide as its words, as long as there is room; then the columns give way in turn.
//!
//! Before: for each column its natural width, the least one at which no usual word is broken, and when it gives way. After:
//! widths whose sum is at most the room, unless all columns are at their least: then the table is as wide as that, and
//! nothing is cut. Columns of one turn give way together, the widest first, so that none is starved for another.

use crate::geom::Unit;
use crate::view::card::Wrap;

/// What a column asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    /// As wide as its longest line.
    pub natural: Unit,
    /// As narrow as it may get.
    pub least: Unit,
    /// When it gives way.
    pub wrap: Wrap,
}

/// The widths of columns in `room`; `comfortable` is what words keep until others have given way too.
///
/// The first give way down to the greater comfort, then the second ones to the lesser and the last to the greater; then the
/// first to the lesser, the second below it; then all to their least.
pub(super) fn widths(wishes: &[Wish], room: Unit, comfortable: [Unit; 2]) -> Vec<Unit> {
    let [ease, tight] = comfortable;
    let turns = [
        (Wrap::First, ease),
        (Wrap::Second, tight),
        (Wrap::Last, ease),
        (Wrap::First, tight),
        (Wrap::Second, tight * 2 / 3),
        (Wrap::First, 0),
        (Wrap::Second, 0),
        (Wrap::Last, 0),
    ];
    let mut widths: Vec<Unit> = wishes.iter().map(|wish| wish.natural).collect();
    for (turn, comfort) in turns {
        let excess = widths.iter().sum::<Unit>() - room;
        if excess <= 0 {
            break;
        }
        let mine: Vec<usize> = (0..wishes.len()).filter(|&index| wishes[index].wrap == turn).collect();
        let floor = |index: usize| wishes[index].least.max(comfort).min(wishes[index].natural);
        shrink(&mut widths, &mine, floor, excess);
    }
    widths
}

/// Takes `excess` from some of the columns, from the widest first, none below its floor.
fn shrink(widths: &mut [Unit], mine: &[usize], floor: impl Fn(usize) -> Unit, excess: Unit) {
    let taken = |level: Unit| -> Unit {
        mine.iter().map(|&index| (widths[index] - level.max(floor(index)).min(widths[index])).max(0)).sum()
    };
    // The highest level, down to which the columns are cut, that frees enough.
    let (mut low, mut high) = (0, mine.iter().map(|&index| widths[index]).max().unwrap_or(0));
    while low < high {
        let middle = low + (high - low + 1) / 2;
        if taken(middle) >= excess { low = middle } else { high = middle - 1 }
    }
    let level = low;
    let mut over = taken(level) - excess;
    let cut: Vec<(usize, Unit)> =
        mine.iter().map(|&index| (index, level.max(floor(index)).min(widths[index]))).collect();
    for (index, width) in cut {
        // What was freed beyond the need is given back, a unit each.
        let back = if over > 0 && width < widths[index] && width == level { 1 } else { 0 };
        over -= back;
        widths[index] = width + back;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn wish(natural: Unit, least: Unit, wrap: Wrap) -> Wish {
        Wish { natural, least, wrap }
    }

    #[test]
    fn purpose_gives_way_first_and_a_path_never() {
        let wishes = [
            wish(6, 6, Wrap::Never),
            wish(20, 20, Wrap::Never),
            wish(60, 8, Wrap::First),
            wish(30, 5, Wrap::Second),
        ];
        let widths = |room| widths(&wishes, room, [24, 12]);
        assert_eq!(widths(200), [6, 20, 60, 30]);
        assert_eq!(widths(90), [6, 20, 34, 30]);
        assert_eq!(widths(70), [6, 20, 24, 20]);
        assert_eq!(widths(55), [6, 20, 17, 12]);
        assert_eq!(widths(46), [6, 20, 12, 8]);
        assert_eq!(widths(10), [6, 20, 8, 5]);
    }

    #[test]
    fn columns_of_one_turn_give_way_together() {
        let wishes = [wish(50, 5, Wrap::First), wish(20, 5, Wrap::First), wish(10, 5, Wrap::First)];
        let widths = |room| widths(&wishes, room, [5, 5]);
        assert_eq!(widths(61), [31, 20, 10]);
        assert_eq!(widths(40), [15, 15, 10]);
        assert_eq!(widths(41), [16, 15, 10]);
    }
}
