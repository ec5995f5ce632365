//! Findings as SARIF 2.1.0 (OASIS, 2020), the part of it that code hosts read: one run, the rules that occur with their
//! manual pages, and a result for each finding with its other places and its fix.
//!
//! Columns are in Unicode code points, and the run says so (`columnKind`, section 3.14.17).

use super::{Batch, Finding, Place, ordered};
use crate::diag::{Code, Severity, codes};
use crate::source::{Span, hidden};
use serde::Serialize;

/// A SARIF log with one run.
pub fn sarif(batches: &[Batch<'_>]) -> String {
    let findings = ordered(batches);
    let used: std::collections::BTreeSet<Code> = findings.iter().map(|f| f.diagnostic.code).collect();
    let rules = used.into_iter().map(rule).collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "cutaway",
                    version: env!("CARGO_PKG_VERSION"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules,
                },
            },
            column_kind: "unicodeCodePoints",
            results: findings.into_iter().map(result).collect(),
        }],
    };
    let mut out = serde_json::to_string_pretty(&log).unwrap_or_else(|_| "{}".to_owned());
    out.push('\n');
    hidden::inert_json(out)
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'a str,
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'a str,
    version: &'a str,
    semantic_version: &'a str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_description: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Help<'a>>,
}

#[derive(Serialize)]
struct Help<'a> {
    text: &'a str,
    markdown: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    level: &'a str,
    message: Message,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    artifact_changes: [Change<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: [Replacement<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Content<'a>,
}

#[derive(Serialize)]
struct Content<'a> {
    text: &'a str,
}

fn rule(code: Code) -> Rule<'static> {
    let entry = codes::TABLE.iter().find(|entry| entry.code == code);
    Rule {
        id: code.0,
        short_description: entry.map(|entry| Message { text: entry.title.to_owned() }),
        help: entry.map(|entry| Help { text: entry.page, markdown: entry.page }),
    }
}

fn result(finding: Finding<'_>) -> Outcome<'_> {
    let diagnostic = finding.diagnostic;
    let mut text = diagnostic.message.clone();
    for more in [&diagnostic.primary.text].into_iter().chain(&diagnostic.notes).chain(&diagnostic.help) {
        if !more.is_empty() {
            text.push('\n');
            text.push_str(more);
        }
    }
    let related = diagnostic.related.iter().enumerate();
    Outcome {
        rule_id: diagnostic.code.0,
        level: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        },
        message: Message { text },
        locations: location(finding, diagnostic.primary.span, None, "").into_iter().collect(),
        related_locations: related
            .filter_map(|(i, label)| location(finding, label.span, Some(i), &label.text))
            .collect(),
        fixes: diagnostic.fixes.iter().filter_map(|fix| change(finding, fix)).collect(),
    }
}

fn location(finding: Finding<'_>, span: Span, id: Option<usize>, text: &str) -> Option<Location> {
    let place = finding.locate(span)?;
    let message = (!text.is_empty()).then(|| Message { text: text.to_owned() });
    let physical_location = Physical { artifact_location: artifact(&place), region: region(&place) };
    Some(Location { id, physical_location, message })
}

fn change<'a>(finding: Finding<'a>, fix: &'a crate::diag::Fix) -> Option<Fix<'a>> {
    let place = finding.locate(fix.span)?;
    let replacement =
        Replacement { deleted_region: region(&place), inserted_content: Content { text: &fix.replacement } };
    Some(Fix {
        artifact_changes: [Change { artifact_location: artifact(&place), replacements: [replacement] }],
    })
}

/// The file's name as a relative URI reference: everything but unreserved characters and `/` percent-encoded (RFC 3986).
fn artifact(place: &Place<'_>) -> Artifact {
    let mut uri = String::new();
    for &byte in place.file.name.as_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte as char)
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    Artifact { uri }
}

fn region(place: &Place<'_>) -> Region {
    let ((start_line, start_column), (end_line, end_column)) = (place.first(), place.last());
    Region { start_line, start_column, end_line, end_column }
}
