//! Any bytes at all go through the whole pipeline and out of every renderer without a panic: the fuzz targets, on generated
//! input, on spoilt samples, and on what they once found.

#[path = "../fuzz/targets.rs"]
pub mod targets;

use crate::corpus;
use crate::generate::labels::NASTY;
use crate::properties::config;
use proptest::collection::vec;
use proptest::prelude::*;

/// Words and signs of the language, in no order.
const WORDS: [&str; 62] = [
    "service",
    "system",
    "person",
    "database",
    "queue",
    "layer",
    "kind",
    "view",
    "style",
    "journey",
    "when",
    "else",
    "parallel",
    "lane",
    "repeat",
    "return",
    "note",
    "over",
    "api",
    "GET",
    "POST",
    "rpc",
    "entity",
    "decision",
    "option",
    "tree",
    "yes:",
    "title",
    "include",
    "edition",
    "direction",
    "right",
    "row",
    "above",
    "a",
    "b",
    "a.b",
    "c",
    "->",
    "~>",
    "<->",
    "!>",
    "!",
    "down:",
    "slow > 2s:",
    "retry 3",
    "respond 503",
    "{",
    "}",
    "{",
    "}",
    "[x]",
    "[",
    "\"",
    "\"l\"",
    "\"\"\"",
    "//",
    "/*",
    "*/",
    ",",
    ";",
    "#t",
];

/// What the fuzz targets ask, of one input.
fn survives(bytes: &[u8]) {
    targets::parse(bytes);
    targets::format_round_trip(bytes);
    targets::compile(bytes);
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..400)) {
        survives(&bytes);
    }

    #[test]
    fn any_text(text in "\\PC{0,300}") {
        survives(text.as_bytes());
    }

    #[test]
    fn words_of_the_language_in_no_order(
        words in vec((proptest::sample::select(&WORDS[..]), prop_oneof![4 => Just(" "), 1 => Just("\n")]), 0..120),
    ) {
        let text: String = words.into_iter().flat_map(|(word, blank)| [word, blank]).collect();
        survives(text.as_bytes());
    }

    /// The samples with a few bytes lost, doubled, swapped or replaced by something nasty.
    #[test]
    fn spoilt_samples(which in any::<proptest::sample::Index>(), harm in vec(harm(), 1..6)) {
        // The large ones take long and show nothing more.
        let samples: Vec<_> = SAMPLES.with(|samples| samples.iter().filter(|text| text.len() < 4_000).cloned().collect());
        let mut bytes = which.get(&samples).clone().into_bytes();
        for (at, length, change) in harm {
            let from = at.index(bytes.len().max(1)).min(bytes.len());
            let to = (from + length).min(bytes.len());
            match change {
                Harm::Lose => drop(bytes.drain(from..to)),
                Harm::Double => {
                    let twice = bytes[from..to].to_vec();
                    bytes.splice(from..from, twice);
                }
                Harm::Replace(by) => drop(bytes.splice(from..to, by.bytes())),
            }
        }
        survives(&bytes);
    }
}

thread_local! {
    static SAMPLES: Vec<String> = corpus::samples().into_iter().map(|sample| sample.text).collect();
}

#[derive(Clone, Debug)]
enum Harm {
    Lose,
    Double,
    Replace(&'static str),
}

fn harm() -> impl Strategy<Value = (proptest::sample::Index, usize, Harm)> {
    let change = prop_oneof![
        2 => Just(Harm::Lose),
        1 => Just(Harm::Double),
        2 => proptest::sample::select(&WORDS[..]).prop_map(Harm::Replace),
        1 => proptest::sample::select(&NASTY[..]).prop_map(Harm::Replace),
    ];
    (any::<proptest::sample::Index>(), 0..40_usize, change)
}

/// Every sample, the wrong ones included, and every find.
#[test]
fn samples_and_finds() {
    for sample in corpus::samples().into_iter().chain(corpus::wrong("err")).chain(corpus::wrong("fuzz")) {
        survives(sample.text.as_bytes());
    }
}
