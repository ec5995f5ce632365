//! Includes: merged once and in place, kept below the root's folder, reported where they stand.

use crate::fixture::{check_diagnostics, compile, compile_clean};
use cutaway::pipeline;
use cutaway::source::{MemorySources, SourceError, Sources};

fn elements(fixture: &str) -> Vec<String> {
    compile_clean(fixture).model.elements.iter().map(|element| element.path.clone()).collect()
}

#[test]
fn included_statements_stand_at_the_include_once() {
    let fixture = "//- root.cut
service a
include \"parts/b.cut\"
service c
include \"./parts/../parts/b.cut\"
//- parts/b.cut
service b1
include \"deeper/d.cut\"
service b2
//- parts/deeper/d.cut
include \"../../root.cut\"
include \"../b.cut\"
service d
";
    assert_eq!(elements(fixture), ["a", "b1", "d", "b2", "c"]);
}

#[test]
fn names_are_shared_and_files_keep_their_names() {
    let fixture = "//- root.cut\ninclude \"b.cut\"\nservice a\na -> b\n//- b.cut\nservice b\nb -> a\nkind x = job\nx y\n";
    let compilation = compile_clean(fixture);
    let names: Vec<&str> = compilation.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["root.cut", "b.cut"]);
    assert_eq!(compilation.model.flows.len(), 2);
}

#[test]
fn the_folder_of_the_root_stands_before_the_names_of_its_includes() {
    let sources =
        MemorySources::new().with("shop.cut", "include \"parts/b.cut\"").with("parts/b.cut", "service b -> ");
    let outcome = pipeline::load("design/shop.cut", &sources).expect("the root is there");
    let names: Vec<&str> = outcome.value.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["design/shop.cut", "design/parts/b.cut"]);
    assert_eq!(outcome.diagnostics[0].primary.span.file.0, 1);
}

#[test]
fn what_cannot_be_included_is_said_at_the_include() {
    check_diagnostics(
        "//- root.cut
    include \"people.cut\"
          //^^^^^^^^^^^^ E0220: the included file `people.cut` does not exist
    include \"\"
          //^^ E0220: an include without a path
    include \"parts\\\\a.cut\"
          //^^^^^^^^^^^^^^ E0220: the included file `parts\\a.cut` does not exist
    include \"../up.cut\"
          //^^^^^^^^^^^ E0221: the include `../up.cut` leads out of the folder of the root file
    include \"parts/../../up.cut\"
          //^^^^^^^^^^^^^^^^^^^^ E0221: the include `parts/../../up.cut` leads out of the folder of the root file
    include \"/etc/hosts\"
          //^^^^^^^^^^^^ E0221: the include `/etc/hosts` is an absolute path
    include \"C:/a.cut\"
          //^^^^^^^^^^ E0221: the include `C:/a.cut` is an absolute path
    include \"http://a/b.cut\"
          //^^^^^^^^^^^^^^^^ E0221: the include `http://a/b.cut` is not a file
    include \"parts/\"
          //^^^^^^^^ E0222: the include `parts/` is a folder
    service a
    a -> b
       //^ E0203: unknown component `b`
//- other.cut
service c
",
    );
}

/// Sources in which every file fails alike.
struct Failing(SourceError);

impl Sources for Failing {
    fn read(&self, _: &str) -> Result<Vec<u8>, SourceError> {
        Err(self.0.clone())
    }
}

#[test]
fn the_reasons_of_the_system_are_told() {
    let message = |error: SourceError| {
        let outcome = pipeline::compile("root.cut", "include \"a.cut\"\nservice a", &Failing(error));
        assert_eq!(outcome.value.model.elements.len(), 1);
        format!("{}: {}", outcome.diagnostics[0].code, outcome.diagnostics[0].message)
    };
    assert_eq!(message(SourceError::Missing), "E0220: the included file `a.cut` does not exist");
    assert_eq!(
        message(SourceError::Outside),
        "E0221: the include `a.cut` leads out of the folder of the root file"
    );
    assert_eq!(message(SourceError::Directory), "E0222: the include `a.cut` is a folder");
    assert_eq!(
        message(SourceError::Other("permission denied".to_owned())),
        "E0222: the included file `a.cut` cannot be read: permission denied"
    );
    assert_eq!(pipeline::load("root.cut", &Failing(SourceError::Missing)).err(), Some(SourceError::Missing));
}

#[test]
fn bytes_that_are_no_text_are_said_once() {
    let bytes = b"service a\n\xff\xfe service b\n".to_vec();
    let sources =
        MemorySources::new().with("root.cut", "include \"a.cut\"\nservice c").with("a.cut", bytes.clone());
    let included = pipeline::load("root.cut", &sources).expect("the root is there");
    let said: Vec<String> =
        included.diagnostics.iter().map(|found| format!("{}: {}", found.code, found.message)).collect();
    assert_eq!(said, ["E0133: the included file `a.cut` is not UTF-8"]);
    assert_eq!(included.diagnostics[0].primary.span.file.0, 0);

    let root = pipeline::load("a.cut", &sources).expect("the root is there");
    let said: Vec<&str> = root.diagnostics.iter().map(|found| found.code.0).collect();
    assert_eq!(said, ["E0133"]);
}

#[test]
fn a_byte_order_mark_is_no_text() {
    assert_eq!(elements("\u{feff}service a\n"), ["a"]);
    assert_eq!(elements("//- r.cut\ninclude \"a.cut\"\n//- a.cut\n\u{feff}edition 1\nservice a\n"), ["a"]);
}

#[test]
fn a_long_chain_of_includes_needs_no_stack() {
    let mut sources = MemorySources::new();
    for i in 0..5_000 {
        sources = sources.with(format!("f{i}.cut"), format!("include \"f{}.cut\"\nservice s{i}\n", i + 1));
    }
    sources = sources.with("f5000.cut", "include \"f0.cut\"");
    let outcome = pipeline::load("f0.cut", &sources).expect("the root is there");
    assert!(outcome.diagnostics.is_empty());
    assert_eq!(outcome.value.model.elements.len(), 5_000);
}

#[test]
fn all_files_together_have_a_limit() {
    let large = format!("/*{}*/", " ".repeat(9 * 1024 * 1024));
    let sources = MemorySources::new()
        .with("root.cut", "include \"a.cut\"\ninclude \"b.cut\"\nservice a")
        .with("a.cut", large.as_bytes())
        .with("b.cut", large.as_bytes());
    let outcome = pipeline::load("root.cut", &sources).expect("the root is there");
    let said: Vec<&str> = outcome.diagnostics.iter().map(|found| found.code.0).collect();
    assert_eq!(said, ["E0131"]);
    assert_eq!(outcome.value.model.elements.len(), 1);
}

#[test]
fn elements_are_counted_over_all_files() {
    let half = |prefix: char| (0..60_000).map(|i| format!("job {prefix}{i}\n")).collect::<String>();
    let fixture = format!("//- root.cut\ninclude \"b.cut\"\n{}\n//- b.cut\n{}\n", half('a'), half('b'));
    let outcome = compile(&fixture);
    let said: Vec<&str> = outcome.diagnostics.iter().map(|found| found.code.0).collect();
    assert_eq!(said, ["E0132"]);
    assert_eq!(outcome.value.model.elements.len(), 100_000);
}
