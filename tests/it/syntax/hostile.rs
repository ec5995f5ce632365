//! Any text at all: nothing panics, every place lies in the text, and time stays in proportion.

use super::programs::{program, samples, soup};
use super::{check_diagnostics, source, spans};
use cutaway::syntax;
use proptest::collection::vec;
use proptest::prelude::*;

fn check(text: &str) {
    let source = source(text);
    let outcome = syntax::parse(&source);
    check_diagnostics(&source, &outcome.diagnostics);
    for span in spans(&outcome.value) {
        assert!(text.get(span.clone()).is_some(), "{span:?} in {text:?}");
    }
    let formatted = syntax::format(&source);
    assert_eq!(formatted.is_none(), outcome.has_errors(), "{text:?}");
    if let Some(formatted) = formatted {
        let again = super::source(&formatted);
        assert_eq!(syntax::format(&again).as_deref(), Some(&*formatted), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        check(&text);
    }

    #[test]
    fn any_bytes_are_read(bytes in vec(any::<u8>(), 0..200)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_soup_of_words_is_read(choices in vec(any::<u16>(), 0..120)) {
        check(&soup(&choices));
    }

    /// A program with a piece cut out, doubled, or replaced by a word from elsewhere.
    #[test]
    fn any_broken_program_is_read(
        choices in vec(any::<u16>(), 0..200),
        cuts in vec((any::<prop::sample::Index>(), 0usize..12, any::<u16>()), 1..4),
    ) {
        let mut text = program(&choices).text;
        for (at, length, word) in cuts {
            let chars: Vec<char> = text.chars().collect();
            let at = at.index(chars.len() + 1);
            let end = (at + length).min(chars.len());
            text = chars[..at].iter().chain(soup(&[word]).chars().collect::<Vec<_>>().iter()).chain(&chars[end..]).collect();
        }
        check(&text);
    }
}

/// What the tests above have found once.
#[test]
fn texts_that_were_misread_are_read() {
    check("\u{2003}{}");
    check("a}\u{2000}{");
    check("entity E {\nkey ,}");
    check("api \"x\" \"\"\" y");
}

#[test]
fn every_prefix_of_a_sample_is_read() {
    let path =
        samples().into_iter().find(|path| path.ends_with("samples/shop.cut")).expect("the shop is there");
    let text = std::fs::read_to_string(path).expect("a sample is UTF-8");
    for (end, _) in text.char_indices() {
        let source = source(&text[..end]);
        check_diagnostics(&source, &syntax::parse(&source).diagnostics);
    }
}

/// Repeated pieces that tempt a parser to try again from the start, or to recurse without end. What is worse than
/// quadratic would never end here.
#[test]
fn time_stays_in_proportion() {
    let pieces = [
        "[",
        "(",
        "\"",
        "{",
        "}",
        "/*",
        "\\",
        ",",
        "!",
        "else ",
        "a, ",
        "a -> ",
        "a -> b ! down: {",
        "#",
        "-",
        "x.",
        "GET /",
        "GET /{",
        "  ",
        "\r",
        "\"{ ",
        "\"\"\"",
        "[{ ",
        "a b ",
        "row a ",
        "service a {",
        "when \"x\" {",
        "] ",
        "rpc a(",
        "a: ",
        "yes: \"x\" ",
        "! retry, ",
        "\u{301}",
        "中",
        "x-y ",
        "kind:",
        "a.*",
        "entity a { a -> ",
        "//\n",
        "a -> b\n/* */\n",
        "! down: -> a ",
        "“",
        "%% {\n",
        "# {\n",
        "@\n",
        "a --> b;",
        "api \"",
        "5 ",
    ];
    for piece in pieces {
        let text = piece.repeat(40_000 / piece.len());
        for text in [
            text.clone(),
            format!("a -> b {text}"),
            format!("app a {{ api {{ {text}"),
            format!("journey j {{ {text}"),
        ] {
            let source = source(&text);
            let outcome = syntax::parse(&source);
            check_diagnostics(&source, &outcome.diagnostics);
        }
    }
}

#[test]
fn limits_have_diagnostics_of_their_own() {
    let code = |text: &str| {
        let outcome = syntax::parse(&source(text));
        outcome.diagnostics.iter().map(|diagnostic| diagnostic.code.0).collect::<Vec<_>>()
    };
    for (open, close) in [("group a {", "}"), ("/*", "*/"), ("app a [", "]")] {
        let nested = |levels: usize| {
            let (first, more) = if open.ends_with('[') { ("app a [", "[") } else { (open, open) };
            format!("{first}{}{}", more.repeat(levels - 1), close.repeat(levels))
        };
        assert_eq!(code(&nested(64)), [""; 0], "{open}");
        assert_eq!(code(&nested(65)), ["E0130"], "{open}");
        assert_eq!(code(&nested(50_000)), ["E0130"], "{open}");
    }
    assert_eq!(code(&"app a\n".repeat(100_001)), ["E0132"]);
    assert_eq!(code(&"//".repeat(8 * 1024 * 1024)), [""; 0]);
    assert_eq!(code(&"//".repeat(8 * 1024 * 1024 + 1)), ["E0131"]);
    let many = code(&"}\n".repeat(1_234));
    assert_eq!((many.len(), many.last().copied()), (1_001, Some("E0134")));
}

#[test]
fn bytes_that_are_no_utf8_are_placed() {
    let bytes = b"app a\nservice caf\xe9\napp b";
    let lossy = source(&String::from_utf8_lossy(bytes));
    let valid = String::from_utf8(bytes.to_vec())
        .map_or_else(|error| error.utf8_error().valid_up_to(), |text| text.len());
    let diagnostic = syntax::not_utf8(&lossy, valid);
    assert_eq!(lossy.position(diagnostic.primary.span.start as usize), (2, 12));
    check_diagnostics(&lossy, &[diagnostic]);
}
