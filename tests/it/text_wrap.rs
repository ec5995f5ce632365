//! Wrapping: nothing is lost, nothing is too wide, no more lines than needed.

use cutaway::layout::metrics::wrap::wrap;
use cutaway::scene::cells;
use cutaway::view::clean;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

fn in_cells(text: &str, limit: i32) -> Vec<&str> {
    wrap(text, limit, |line| cells::width(line) as i32)
}

/// Words of every sort that people write, and glyphs that are ours.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-z]{1,9}",
        2 => "[a-zA-Z]{1,30}",
        1 => "[a-z/_.:-]{1,30}",
        1 => "[订单写进数据库]{1,12}",
        1 => "[ا-ي]{1,9}",
        1 => "(👩‍👩‍👧|🛒|🇩🇪|e\u{301}){1,5}",
        1 => "[┌─┐▶✗·]{1,4}",
        1 => "\\PC{0,8}",
    ];
    prop::collection::vec(word, 0..12).prop_map(|words| clean::line(&words.join(" ")))
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #[test]
    fn no_character_is_lost(text in text(), limit in 1..40) {
        prop_assert_eq!(without_space(&in_cells(&text, limit).concat()), without_space(&text));
    }

    #[test]
    fn no_line_is_too_wide(text in text(), limit in 1..40) {
        for line in in_cells(&text, limit) {
            let fits = cells::width(line) as i32 <= limit || line.graphemes(true).count() == 1;
            prop_assert!(fits, "{:?} in {}", line, limit);
            prop_assert_eq!(line.trim(), line);
            prop_assert!(!line.is_empty());
        }
    }

    #[test]
    fn graphemes_stay_whole(text in text(), limit in 1..40) {
        // A mark behind a space belongs to the space, which goes.
        prop_assume!(text.graphemes(true).all(|grapheme| grapheme == " " || !grapheme.contains(' ')));
        let lines = in_cells(&text, limit);
        let wrapped = lines.iter().flat_map(|line| line.graphemes(true)).filter(|grapheme| *grapheme != " ");
        prop_assert!(wrapped.eq(text.graphemes(true).filter(|grapheme| *grapheme != " ")));
    }

    #[test]
    fn more_room_never_takes_more_lines(text in "([a-z]{1,8} ){0,12}", limit in 8..40) {
        prop_assert!(in_cells(&text, limit + 1).len() <= in_cells(&text, limit).len());
    }

    #[test]
    fn what_fits_is_left_alone(text in text()) {
        let text = text.trim();
        let lines = in_cells(text, cells::width(text) as i32);
        prop_assert!(lines == [text] || text.is_empty() && lines.is_empty());
    }
}
