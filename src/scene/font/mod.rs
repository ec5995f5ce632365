//! How text is set in pixels: size and weight of each role, and how wide a text may get, whatever font a reader has.
//!
//! Comes in: a text and its [`TextRole`]. Goes out: an upper bound of its width. No font is needed to draw and none is
//! embedded, so the reader's own face is unknown; `advances` therefore holds, per character, the widest of the faces
//! that [`STACK`] falls back to. A face narrower than that leaves a little air, none makes a label leave its box.
//!
//! What the table does not hold follows rules, per grapheme cluster:
//!
//! - marks that combine, joiners and variation selectors take no room;
//! - East Asian wide characters take one em, emoji what the widest colour font gives them;
//! - any other letter takes one em, which no ordinary letter exceeds.

mod advances;

use super::TextRole;
use crate::geom::Unit;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// The families a renderer tries in turn.
pub const STACK: &str = "Inter, 'Helvetica Neue', Helvetica, Arial, 'Noto Sans', 'DejaVu Sans', sans-serif";

/// The same for what a machine reads.
pub const MONO: &str = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/// The advance of a letter in the widest of these, in thousandths of an em (DejaVu Sans Mono and Menlo 602; Consolas 550,
/// SF Mono 618, Courier New 600).
const MONO_ADVANCE: u64 = 620;

/// How a role is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Font size in pixels.
    pub size: Unit,
    /// Whether it is semi-bold; a face without that weight takes its bold one.
    pub bold: bool,
    /// Space added after each character, in hundredths of a pixel.
    pub tracking: Unit,
    /// The height of a line.
    pub leading: Unit,
    /// Whether all letters have one width.
    pub mono: bool,
}

impl Style {
    /// The distance from the top of a line to the baseline of its text: capitals, about 0.72 em high, stand in the middle.
    pub const fn baseline(self) -> f64 {
        self.leading as f64 / 2.0 + self.size as f64 * 0.36
    }

    /// How wide `text` may get, in whole pixels, rounded up.
    ///
    /// ```
    /// use cutaway::scene::{TextRole, font::style};
    ///
    /// let label = style(TextRole::Label);
    /// assert_eq!(label.width("日本"), 28);
    /// assert_eq!(label.width("e\u{301}"), label.width("e"));
    /// ```
    pub fn width(self, text: &str) -> Unit {
        let (mut thousandths, mut clusters) = (0, 0);
        if text.is_ascii() {
            // Each character is a cluster of its own; most texts are like this, and wrapping measures them often.
            let set = |c: char| if self.mono { mono(c, self.bold) } else { character(c, self.bold) };
            thousandths = text.chars().map(set).sum();
            clusters = text.len() as u64;
        } else {
            let mut rest = text.graphemes(true).peekable();
            while let Some(cluster) = rest.next() {
                let next = rest.peek().copied();
                let mut chars = cluster.chars();
                thousandths += match (chars.next(), chars.next()) {
                    (Some(only), None) if self.mono => mono(only, self.bold),
                    _ => advance(cluster, next, self.bold),
                };
                clusters += 1;
            }
        }
        let hundredths = (thousandths * u64::from(self.size.unsigned_abs())).div_ceil(10)
            + clusters * u64::from(self.tracking.unsigned_abs());
        Unit::try_from(hundredths.div_ceil(100)).unwrap_or(Unit::MAX)
    }
}

/// The setting of each role.
pub const fn style(role: TextRole) -> Style {
    let mono = matches!(role, TextRole::Code);
    let (size, bold, tracking, leading) = match role {
        TextRole::Heading => (18, true, 0, 24),
        TextRole::Title => (12, true, 40, 16),
        TextRole::Label => (14, true, 0, 20),
        TextRole::Detail | TextRole::Flow | TextRole::Legend => (12, false, 0, 16),
        TextRole::Step => (11, true, 0, 18),
        TextRole::Badge => (11, true, 0, 16),
        TextRole::Section => (12, true, 0, 16),
        TextRole::Head => (11, true, 20, 16),
        TextRole::Cell | TextRole::Code | TextRole::Failure => (12, false, 0, 16),
        TextRole::Term => (12, true, 0, 16),
    };
    Style { size, bold, tracking, leading, mono }
}

/// One em, in thousandths.
const EM: u64 = 1000;

/// The widest of the colour fonts (Segoe UI Emoji; Noto Color Emoji has 1245, Apple Color Emoji 1250).
const EMOJI: u64 = 1375;

/// The advance of one grapheme cluster, before `next`, in thousandths of an em.
fn advance(cluster: &str, next: Option<&str>, bold: bool) -> u64 {
    let mut chars = cluster.chars();
    let Some(first) = chars.next() else { return 0 };
    // An Arabic letter is narrower where it joins the next one.
    if let Some(joined) = in_blocks(advances::JOINED, first, bold)
        && next.and_then(|next| next.chars().next()).is_some_and(|next| matches!(next, '\u{620}'..='\u{6d3}'))
    {
        return joined;
    }
    match chars.next() {
        None => character(first, bold),
        Some(_) if cluster.chars().any(starts_emoji) || cluster.contains('\u{fe0f}') => EMOJI,
        Some(_) => cluster.chars().map(|c| character(c, bold)).sum(),
    }
}

/// The advance of one character in a face whose letters have one width; what such faces lack comes from another.
fn mono(c: char, bold: bool) -> u64 {
    match c.width() {
        Some(1) if c.is_ascii() => MONO_ADVANCE,
        Some(1) => MONO_ADVANCE.max(character(c, bold)),
        _ => character(c, bold),
    }
}

/// The advance of one character.
fn character(c: char, bold: bool) -> u64 {
    if let Some(known) = known(c, bold) {
        return known;
    }
    match c.width() {
        None | Some(0) => 0,
        Some(_) if starts_emoji(c) => EMOJI,
        Some(_) => EM,
    }
}

/// The advance in the table, if it has one.
fn known(c: char, bold: bool) -> Option<u64> {
    let known = in_blocks(advances::BLOCKS, c, bold)?;
    // A mark that combines has an advance in some fonts; shaped with its letter it has none.
    Some(if c.width() == Some(0) { 0 } else { known })
}

/// The advance in one of `blocks`; 0 there means that no font has the character.
fn in_blocks(blocks: &[advances::Block], c: char, bold: bool) -> Option<u64> {
    let code = u32::from(c);
    let block = blocks.partition_point(|(first, ..)| *first <= code).checked_sub(1)?;
    let (first, regular, heavy) = blocks[block];
    let face = if bold { heavy } else { regular };
    face.get((code - first) as usize).filter(|&&advance| advance > 0).map(|&advance| u64::from(advance))
}

/// Whether a character is drawn from a colour font by default: pictographs, and dingbats that are wide.
fn starts_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_sorted_and_disjoint() {
        for (first, regular, bold) in advances::BLOCKS {
            assert_eq!(regular.len(), bold.len(), "block {first:x}");
        }
        for pair in advances::BLOCKS.windows(2) {
            let end = pair[0].0 + u32::try_from(pair[0].1.len()).expect("a block is short");
            assert!(end <= pair[1].0, "block {:x} runs into {:x}", pair[0].0, pair[1].0);
        }
    }

    #[test]
    fn clusters_are_measured_once() {
        let detail = style(TextRole::Detail);
        assert_eq!(detail.width(""), 0);
        assert_eq!(detail.width("👩‍👩‍👧‍👦"), detail.width("👍"), "a family is one picture");
        assert_eq!(detail.width("👍🏽"), detail.width("👍"), "so is a skin tone");
        assert_eq!(detail.width("한글"), 24);
        // Joined letters are narrower than letters apart; DejaVu Sans sets this word 2.05 em wide.
        assert!((25..32).contains(&detail.width("سلام")), "{}", detail.width("سلام"));
        assert!(detail.width("سلام") < detail.width("س ل ا م") - 3 * detail.width(" "));
        assert!(detail.width("ภาษาไทย") <= 12 * 7);
        assert!(detail.width("→") > 0 && detail.width("\u{7}") == 0);
    }

    #[test]
    fn bold_is_never_narrower_than_it_is_drawn() {
        // Liberation Sans Bold: 8.84 em, DejaVu Sans Bold: 10.32 em.
        let width = style(TextRole::Label).width("API Gateway / BFF");
        assert!((145..160).contains(&width), "{width}");
    }
}
