//! Tables as comma-separated values, read back.

use super::{design, draw, read};

const HOSTILE: &str = r#"
service a "A, \"quoted\" ; b"
service b "=1+1"
a -> b "x" [REST/JSON]
  ! "retry, then \"give up\""
b ~> a [-cmd/sum]
"#;

#[test]
fn any_text_reads_back() {
    let rows = read::csv(&draw(&design(HOSTILE), "matrix", "csv"));
    assert_eq!(rows[0], ["From → To", "Method", "Format", "Sync/Async", "Failure Handling"]);
    assert_eq!(rows[1], ["A, \"quoted\" ; b → =1+1", "REST", "JSON", "Sync", "retry, then \"give up\""]);
    assert_eq!(rows[2], ["=1+1 → A, \"quoted\" ; b", "-cmd", "sum", "Async", ""]);
}

#[test]
fn surfaces_are_one_table_with_their_owners() {
    let design = design(
        "service a \"A\" { api \"/a\" { GET / \"List\" ! 404, 409 \"twice\" } }\n\
         service b \"B\" { api \"/b\" { rpc Watch(Filter) -> stream Event { request Draft } } }\n\
         service c \"C\" { api \"/c\" }",
    );
    let rows = read::csv(&draw(&design, "api", "csv"));
    let head =
        ["Component", "Base path", "Method / Kind", "Path / Operation", "Purpose", "Request", "Errors"];
    assert_eq!(rows[0], head);
    assert_eq!(rows[1], ["A", "/a", "GET", "/", "List", "", "404, 409 twice"]);
    assert_eq!(rows[2], ["B", "/b", "rpc", "Watch(Filter) -> stream Event", "", "Draft", ""]);
    assert_eq!(rows[3], ["C", "/c", "", "", "", "", ""]);
}

#[test]
fn entities_are_one_table_of_fields() {
    let design = design(
        "entity Order { id uuid key \"counts\"; customer -> Customer?; free }\nservice a { owns Order; stores Log }",
    );
    let rows = read::csv(&draw(&design, "entities", "csv"));
    assert_eq!(rows[0], ["Entity", "Owner", "Store", "Field", "Type", "Key", "Note"]);
    assert_eq!(rows[1], ["Order", "a", "", "id", "uuid", "key", "counts"]);
    assert_eq!(rows[2], ["Order", "a", "", "customer", "→ Customer?", "", ""]);
    assert_eq!(rows[3], ["Order", "a", "", "free", "", "", ""]);
    assert_eq!(rows[4], ["Log", "", "a", "", "", "", ""]);
    assert_eq!(rows[5], ["Customer", "", "", "", "", "", ""]);
}
