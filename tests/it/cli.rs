//! The command line as a script meets it: exit codes, pipes, files. What is drawn is tested below it.

use assert_cmd::Command;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const SHOP: &str = "person  customer \"Customer\"\nservice api      \"API\"\n\ncustomer -> api \"orders\"\n";
const WRONG: &str = "service api\napi -> order_db\n";
const UNTIDY: &str = "service   api\n\n\n\nservice b\n";
const HINTS: &str = "app web\nservice api\nweb -> api\nrow web api\n";
/// A hint that is not followed in two views, a view that shows nothing, and a journey without a step.
const VIEWS: &str = "app web\nsystem shop {\n  service api\n  service stock\n  api -> stock\n  row api stock\n}\nweb -> api\njourney idle { }\nview part of components { include shop.* }\nview nothing of components { include web; exclude web }\n";

/// A folder with a few files, to run commands in.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in [("shop.cut", SHOP), ("wrong.cut", WRONG), ("untidy.cut", UNTIDY), ("empty.cut", "")]
    {
        fs::write(folder.path().join(name), text).expect("writable");
    }
    folder
}

/// How a command ended.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn run_with(folder: &Path, line: &str, stdin: &str, environment: &[(&str, &str)]) -> Ran {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("cutaway"));
    command.current_dir(folder).args(line.split(' ').filter(|word| !word.is_empty())).write_stdin(stdin);
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "COLUMNS"] {
        command.env_remove(name);
    }
    let output = command.envs(environment.iter().copied()).output().expect("the program runs");
    Ran {
        code: output.status.code().expect("not killed"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn run(folder: &TempDir, line: &str) -> Ran {
    run_with(folder.path(), line, "", &[])
}

/// Runs a command line in a fresh folder and checks how it ends; what is expected of each stream must be in it.
fn check(line: &str, code: i32, out: &[&str], err: &[&str]) {
    let folder = folder();
    let ran = run(&folder, line);
    assert_eq!(ran.code, code, "cutaway {line}\n{}{}", ran.out, ran.err);
    for part in out {
        assert!(ran.out.contains(part), "cutaway {line}: no {part:?} in\n{}", ran.out);
    }
    for part in err {
        assert!(ran.err.contains(part), "cutaway {line}: no {part:?} in\n{}", ran.err);
    }
    assert!(!out.is_empty() || ran.out.is_empty() || code == 0, "cutaway {line} printed\n{}", ran.out);
}

#[test]
fn exit_codes_are_those_of_the_contract() {
    check("shop.cut", 0, &["Customer"], &[]);
    check("render shop.cut", 0, &["Customer"], &[]);
    check("shop.cut components", 0, &["Customer"], &[]);
    check("check shop.cut", 0, &[], &["no findings"]);
    check("wrong.cut", 2, &[], &["unknown", "order_db", "1 error"]);
    check("check wrong.cut", 2, &["order_db"], &[]);
    check("fmt --check untidy.cut", 1, &["-service   api", "+service api"], &[]);
    check("fmt --check shop.cut", 0, &[], &[]);
    check("--help", 0, &["Usage"], &[]);
    check("render --help", 0, &["--charset"], &[]);
    check("--version", 0, &["cutaway "], &[]);
    check("", 3, &[], &["cutaway shop.cut"]);
    check("--no-such-option", 3, &[], &["--no-such-option"]);
    check("shop.cut --format png", 3, &[], &["png", "svg"]);
    check("shop.cut --width 3", 3, &[], &["width"]);
    check("check", 3, &[], &["FILE"]);
}

#[test]
fn what_cannot_be_read_or_written_is_said_plainly() {
    check("missing.cut", 3, &[], &["there is no file `missing.cut`"]);
    check("shp.cut", 3, &[], &["did you mean `shop.cut`?"]);
    check("shop", 3, &[], &["did you mean `shop.cut`?"]);
    check("chekc shop.cut", 3, &[], &["did you mean the command `cutaway check`?"]);
    check(".", 3, &[], &["`.` is a folder"]);
    check("shop.cut -o no/such/shop.svg", 3, &[], &["the folder `no/such` does not exist"]);
    check("shop.cut -o shop.pdf", 3, &[], &["`.pdf`", ".svg"]);
    check("shop.cut no-such-view", 3, &[], &["unknown view `no-such-view`", "cutaway views shop.cut"]);
    check("shop.cut failure:api", 3, &[], &["draws no `failure` view yet", "`components`, `dataflow`"]);
    check("shop.cut componets", 3, &[], &["unknown view `componets`", "components"]);
    check("check missing.cut wrong.cut", 3, &["order_db"], &["missing.cut"]);
}

#[test]
fn a_file_may_be_named_like_a_command() {
    let folder = folder();
    fs::write(folder.path().join("render"), SHOP).expect("writable");
    assert_eq!(run(&folder, "./render").code, 0);
    assert_eq!(run(&folder, "render render").code, 0);
    assert_eq!(run(&folder, "-- render").code, 0);
}

#[test]
fn standard_input_and_output_work_in_pipes() {
    let folder = folder();
    let drawn = run(&folder, "shop.cut");
    let piped = run_with(folder.path(), "-", SHOP, &[]);
    assert_eq!(piped.code, 0, "{}", piped.err);
    assert!(piped.out.contains("Customer"));
    assert_eq!(run_with(folder.path(), "render - -o -", SHOP, &[]).out, piped.out);
    let wrong = run_with(folder.path(), "check - --format short", WRONG, &[]);
    assert!(wrong.out.starts_with("<stdin>:2:8: error["), "{}", wrong.out);
    assert_eq!(run_with(folder.path(), "fmt -", UNTIDY, &[]).out, "service api\n\nservice b\n");
    // The environment has no say in what a pipe gets.
    let narrow =
        run_with(folder.path(), "shop.cut", "", &[("COLUMNS", "20"), ("TERM", "dumb"), ("LANG", "C")]);
    assert_eq!(narrow.out, drawn.out);
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_gone_away_is_no_failure() {
    let folder = folder();
    let program = assert_cmd::cargo::cargo_bin!("cutaway").display().to_string();
    for command in ["render shop.cut", "man", "--help", "explain", "completions bash", "check wrong.cut"] {
        let script =
            format!("set -o pipefail; '{program}' {command} 2>errors | true; echo ${{PIPESTATUS[0]}}");
        let output =
            Command::new("bash").arg("-c").arg(script).current_dir(&folder).output().expect("bash runs");
        let code = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        let expected = if command.starts_with("check") { "2" } else { "0" };
        assert_eq!(code, expected, "{command}");
        assert_eq!(fs::read_to_string(folder.path().join("errors")).expect("readable"), "", "{command}");
    }
}

#[test]
fn the_extension_of_the_output_decides_the_format() {
    let folder = folder();
    for (name, begins) in [
        ("a.svg", "<svg "),
        ("a.mmd", "---\n"),
        ("a.json", "{\n  \"schema\": \"cutaway.scene/1\""),
        ("a.md", "```text\n"),
        ("a.TXT", ""),
    ] {
        let ran = run(&folder, &format!("shop.cut -o {name}"));
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""), "{name}");
        let text = fs::read_to_string(folder.path().join(name)).expect("it was written");
        assert!(text.starts_with(begins) && text.contains("Customer"), "{name}:\n{text}");
    }
    // The option wins.
    assert_eq!(run(&folder, "shop.cut -o b.txt --format svg").code, 0);
    assert!(fs::read_to_string(folder.path().join("b.txt")).expect("written").starts_with("<svg "));
    assert!(run(&folder, "shop.cut --format model").out.contains("\"schema\": \"cutaway.model/1\""));
}

#[test]
fn check_tells_what_drawing_would() {
    let folder = folder();
    for (name, text) in [("hints.cut", HINTS), ("views.cut", VIEWS)] {
        fs::write(folder.path().join(name), text).expect("writable");
    }
    let told = "hints.cut:4:1: warning[W0401]: this `row` hint is not followed\n";
    let ran = run(&folder, "check hints.cut --format short");
    assert_eq!((ran.code, &*ran.out), (0, told));
    assert_eq!(run(&folder, "check hints.cut --deny warnings").code, 1);
    let ran = run(&folder, "check views.cut --format short");
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", ran.out);
    assert!(lines[0].starts_with("views.cut:6:3: warning[W0401]"), "{}", ran.out);
    assert!(lines[1].starts_with("views.cut:9:9: warning[W0301]"), "{}", ran.out);
    assert!(lines[2].starts_with("views.cut:11:6: warning[W0301]"), "{}", ran.out);

    // What is too large to be laid out on the way is named, and nothing else of it is slow.
    let large: String = (0..4_000).map(|v| format!("service s{v}\n")).collect();
    fs::write(folder.path().join("large.cut"), large + "s1 -> s2\nrow s1 s2\n").expect("writable");
    let ran = run(&folder, "check large.cut");
    assert!(ran.code == 0 && ran.err.contains("the view `components` is too large"), "{}", ran.err);
}

#[test]
fn files_are_written_whole_or_not_at_all() {
    let folder = folder();
    let path = folder.path().join("out.svg");
    fs::write(&path, "old").expect("writable");
    // A source with errors writes nothing.
    assert_eq!(run(&folder, "wrong.cut -o out.svg").code, 2);
    assert_eq!(fs::read_to_string(&path).expect("there"), "old");
    // With `--keep-going` it does, and still says what is wrong.
    let kept = run(&folder, "wrong.cut -o out.svg --keep-going");
    assert_eq!(kept.code, 2);
    assert!(kept.err.contains("order_db"));
    assert!(fs::read_to_string(&path).expect("there").starts_with("<svg "));
    // Nothing is left beside it.
    let names: Vec<_> =
        fs::read_dir(&folder).expect("readable").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(names.len(), 5, "{names:?}");
}

#[cfg(unix)]
#[test]
fn files_keep_their_mode_their_links_and_their_time() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder();
    let path = folder.path().join("real.svg");
    fs::write(&path, "old").expect("writable");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("ours");
    symlink("real.svg", folder.path().join("link.svg")).expect("links work");
    assert_eq!(run(&folder, "shop.cut -o link.svg").code, 0);
    assert!(fs::symlink_metadata(folder.path().join("link.svg")).expect("there").is_symlink());
    let metadata = fs::metadata(&path).expect("there");
    assert_eq!(metadata.permissions().mode() & 0o777, 0o640);
    assert!(fs::read_to_string(&path).expect("there").starts_with("<svg "));
    // Written again, it is not touched.
    assert_eq!(run(&folder, "shop.cut -o link.svg").code, 0);
    assert_eq!(fs::metadata(&path).expect("there").modified().ok(), metadata.modified().ok());
    // A new file is as any other program would make it.
    assert_eq!(run(&folder, "shop.cut -o new.svg").code, 0);
    fs::write(folder.path().join("plain"), "").expect("writable");
    let mode = |name: &str| fs::metadata(folder.path().join(name)).expect("there").permissions().mode();
    assert_eq!(mode("new.svg"), mode("plain"));
}

#[test]
fn several_views_go_to_a_folder_or_follow_each_other() {
    let folder = folder();
    let source = format!("{SHOP}\nview people of components {{ include customer }}\n");
    fs::write(folder.path().join("two.cut"), source).expect("writable");
    let ran = run(&folder, "two.cut components people");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.matches("Customer").count() >= 2 && ran.out.contains("\n\n"), "{}", ran.out);
    assert_eq!(run(&folder, "two.cut components people -o drawings --format svg").code, 0);
    for name in ["components.svg", "people.svg"] {
        assert!(folder.path().join("drawings").join(name).is_file(), "{name}");
    }
    let refused = run(&folder, "two.cut components people --format svg");
    assert_eq!(refused.code, 3);
    assert!(refused.err.contains("-o drawings/"), "{}", refused.err);
}

#[test]
fn fmt_formats_in_place_once() {
    let folder = folder();
    let path = folder.path().join("untidy.cut");
    assert_eq!(run(&folder, "fmt untidy.cut shop.cut").code, 0);
    assert_eq!(fs::read_to_string(&path).expect("there"), "service api\n\nservice b\n");
    assert_eq!(run(&folder, "fmt --check untidy.cut").code, 0);
    // A file that is broken stays as it is; the others are formatted all the same.
    fs::write(folder.path().join("broken.cut"), "service {{{\n").expect("writable");
    fs::write(&path, UNTIDY).expect("writable");
    let ran = run(&folder, "fmt broken.cut untidy.cut");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("broken.cut:1"), "{}", ran.err);
    assert_eq!(fs::read_to_string(folder.path().join("broken.cut")).expect("there"), "service {{{\n");
    assert_eq!(fs::read_to_string(&path).expect("there"), "service api\n\nservice b\n");
}

#[test]
fn findings_are_told_in_every_format() {
    let folder = folder();
    let short = run(&folder, "check wrong.cut --format short");
    assert!(short.out.starts_with("wrong.cut:2:8: error[E02"), "{}", short.out);
    assert_eq!(short.out.lines().count(), 1);
    let json: serde_json::Value =
        serde_json::from_str(&run(&folder, "check shop.cut wrong.cut --format json").out).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(1));
    assert_eq!(json[0]["file"], "wrong.cut");
    assert_eq!((json[0]["line"].as_u64(), json[0]["column"].as_u64()), (Some(2), Some(8)));
    let sarif: serde_json::Value =
        serde_json::from_str(&run(&folder, "check wrong.cut --format sarif").out).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"][0]["level"], "error");
    assert_eq!(run(&folder, "check shop.cut --format json").out, "[]\n");
}

#[test]
fn paths_in_messages_are_those_the_user_wrote() {
    let folder = folder();
    fs::create_dir(folder.path().join("in")).expect("writable");
    fs::write(folder.path().join("in/root.cut"), "include \"part.cut\"\n").expect("writable");
    fs::write(folder.path().join("in/part.cut"), WRONG).expect("writable");
    assert!(
        run(&folder, "check ./in/../in/root.cut --format short").out.starts_with("./in/../in/part.cut:2:8")
    );
    assert!(run(&folder, "check in/root.cut --format short").out.starts_with("in/part.cut:2:8"));
}

#[cfg(unix)]
#[test]
fn an_include_never_leaves_its_folder() {
    let folder = folder();
    let inside = folder.path().join("in");
    fs::create_dir(&inside).expect("writable");
    std::os::unix::fs::symlink("../shop.cut", inside.join("link.cut")).expect("links work");
    for include in ["../shop.cut", "link.cut", "/etc/hostname"] {
        fs::write(inside.join("root.cut"), format!("include \"{include}\"\n")).expect("writable");
        let ran = run(&folder, "check in/root.cut --format short");
        assert_eq!(ran.code, 2, "{include}: {}", ran.out);
        assert!(ran.out.starts_with("in/root.cut:1:"), "{include}: {}", ran.out);
    }
}

#[test]
fn colour_is_asked_for_or_seen_on_a_terminal() {
    let folder = folder();
    let colored = |line: &str, environment: &[(&str, &str)]| {
        let ran = run_with(folder.path(), line, "", environment);
        (ran.out + &ran.err).contains('\u{1b}')
    };
    assert!(!colored("check wrong.cut", &[]));
    assert!(!colored("shop.cut", &[]));
    assert!(colored("check wrong.cut --color always", &[]));
    assert!(colored("check wrong.cut --color always", &[("NO_COLOR", "1")]));
    assert!(colored("check wrong.cut", &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored("check wrong.cut", &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colored("check wrong.cut --color never", &[("CLICOLOR_FORCE", "1")]));
    assert!(colored("wrong.cut --color always", &[]));
    // A drawing in a file has no colour, whatever the terminal has.
    assert_eq!(run(&folder, "shop.cut --color always -o plain.txt").code, 0);
    assert!(!fs::read_to_string(folder.path().join("plain.txt")).expect("written").contains('\u{1b}'));
}

#[test]
fn an_empty_file_is_an_empty_drawing_with_a_hint() {
    let folder = folder();
    fs::write(folder.path().join("comments.cut"), "// nothing yet\n").expect("writable");
    for name in ["empty.cut", "comments.cut"] {
        let ran = run(&folder, name);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.contains(name.trim_end_matches(".cut")), "{}", ran.out);
        assert!(ran.err.contains("no element"), "{}", ran.err);
        assert_eq!(run(&folder, &format!("{name} --quiet")).err, "");
        assert!(run(&folder, &format!("{name} --format svg")).out.starts_with("<svg "));
    }
}

#[test]
fn the_options_of_a_drawing_reach_it() {
    let folder = folder();
    assert!(run(&folder, "shop.cut --charset ascii").out.is_ascii());
    assert!(run(&folder, "shop.cut --ambiguous wide").out.is_ascii());
    assert!(run(&folder, "shop.cut --markdown").out.starts_with("```text\n"));
    assert!(run(&folder, "shop.cut --markdown --format mermaid").out.starts_with("```mermaid\n"));
    assert!(run(&folder, "shop.cut --format svg --id-prefix mine").out.contains("id=\"mine"));
    assert_ne!(run(&folder, "shop.cut --direction right").out, run(&folder, "shop.cut --direction down").out);
    assert!(run(&folder, "shop.cut --format scene").out.contains("\"unit\": \"px\""));
    assert!(run(&folder, "shop.cut --format scene --unit cell").out.contains("\"unit\": \"cell\""));
    assert_ne!(
        run(&folder, "shop.cut --format svg --theme dark").out,
        run(&folder, "shop.cut --format svg --theme light").out
    );
    assert_eq!(run(&folder, "shop.cut --format svg --id-prefix 1").code, 3);
}

#[test]
fn views_are_listed_with_their_titles() {
    let folder = folder();
    let ran = run(&folder, "views shop.cut");
    assert_eq!(ran.code, 0);
    assert!(ran.out.lines().any(|line| line.starts_with("components ")), "{}", ran.out);
    assert_eq!(run(&folder, "views wrong.cut").code, 2);
}

#[test]
fn explain_shows_pages_and_lists_codes() {
    let list = run(&folder(), "explain");
    assert_eq!(list.code, 0);
    let code = list.out.split(' ').next().expect("a code").to_owned();
    for spelling in [code.clone(), code.to_lowercase(), format!("error[{code}]")] {
        let page = run(&folder(), &format!("explain {spelling}"));
        assert!(page.out.starts_with(&format!("# {code}")), "{spelling}: {}{}", page.out, page.err);
    }
    let unknown = run(&folder(), "explain E9999");
    assert_eq!((unknown.code, unknown.out.as_str()), (3, ""));
    assert!(unknown.err.contains("`E9999`"));
}

#[test]
fn completions_and_manual_pages_come_out() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        check(&format!("completions {shell}"), 0, &["cutaway", "render"], &[]);
    }
    check("completions tcsh", 3, &[], &["bash"]);
    check("man", 0, &[".TH cutaway 1", "Exit codes"], &[]);
    check("man render", 0, &["cutaway\\-render", "keep\\-going"], &[]);
    check("man rendre", 3, &[], &["did you mean `render`?"]);
}

#[test]
fn a_format_that_a_view_cannot_have_lists_those_it_can() {
    let folder = folder();
    let ran = run(&folder, "shop.cut matrix --format mermaid");
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(ran.err.contains("`matrix` cannot be drawn as mermaid"), "{}", ran.err);
    assert!(ran.err.contains("csv, markdown, outline, scene, svg, text"), "{}", ran.err);
    let ran = run(&folder, "shop.cut components --format csv");
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("`components` cannot be drawn as csv"), "{}", ran.err);
    assert!(!ran.err.contains("csv,"), "{}", ran.err);
}

#[test]
fn tables_go_where_their_extension_says() {
    let folder = folder();
    assert_eq!(run(&folder, "shop.cut matrix -o matrix.csv").code, 0);
    let written = fs::read_to_string(folder.path().join("matrix.csv")).expect("written");
    assert!(written.starts_with("From → To,Method,"), "{written}");
    // A page holds the drawing, unless tables are asked for.
    assert_eq!(run(&folder, "shop.cut matrix -o matrix.md").code, 0);
    assert!(fs::read_to_string(folder.path().join("matrix.md")).expect("written").starts_with("```text"));
    assert_eq!(run(&folder, "shop.cut matrix -o matrix.md --format markdown").code, 0);
    let written = fs::read_to_string(folder.path().join("matrix.md")).expect("written");
    assert!(written.starts_with("## ") && written.contains("| From → To |"), "{written}");
    assert_eq!(run(&folder, "shop.cut matrix -o out/ --format markdown").code, 0);
    assert!(folder.path().join("out/matrix.md").is_file());
}
