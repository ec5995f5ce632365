//! The manual pages of the syntax codes and their samples: each shows its mistake, and how it is mended.

use cutaway::diag::codes;
use cutaway::syntax;

fn codes_of(text: &str) -> Vec<&'static str> {
    let outcome = syntax::parse(&super::source(text));
    outcome.diagnostics.iter().map(|diagnostic| diagnostic.code.0).collect()
}

/// The fenced examples of a page.
fn examples(page: &str) -> Vec<&str> {
    page.split("```cutaway\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("```"))
        .map(|(example, _)| example)
        .collect()
}

#[test]
fn pages_show_the_mistake_and_mend_it() {
    // Too much for a page: these show what such a file begins with.
    const ABRIDGED: [&str; 5] = ["E0130", "E0131", "E0132", "E0133", "E0134"];
    for entry in codes::TABLE.iter().filter(|entry| entry.code.0.starts_with("E01")) {
        let code = entry.code.0;
        let examples = examples(entry.page);
        let [wrong, mended] = examples[..] else { panic!("{code}: {} examples", examples.len()) };
        assert_eq!(codes_of(mended), [""; 0], "{code}, mended");
        if !ABRIDGED.contains(&code) {
            let found = codes_of(wrong);
            assert!(!found.is_empty() && found.iter().all(|&found| found == code), "{code}: {found:?}");
        }
    }
}

#[test]
fn samples_show_their_mistake_and_no_other() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/err");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the samples are there").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(code) = name.get(..5).filter(|code| code.starts_with("E01")) else { continue };
        let bytes = std::fs::read(entry.path()).expect("the sample can be read");
        seen += 1;
        match std::str::from_utf8(&bytes) {
            Err(_) => assert_eq!(code, "E0133"),
            Ok(text) => {
                let mut found = codes_of(text);
                if code == "E0134" {
                    found.retain(|&found| found != "E0107");
                }
                assert!(!found.is_empty() && found.iter().all(|found| *found == code), "{name}: {found:?}");
            }
        }
    }
    assert!(seen > 30);
}
