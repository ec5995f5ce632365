//! Paths and their operations, an endpoint each.
//!
//! Before: the version and the security schemes are known. After: each endpoint stands once, in the order of the document. A path item may
//! stand elsewhere in the document (`$ref`); its own members go before those that it refers to.

use super::report::{self, Sort};
use super::tree::{Entry, NodeId};
use super::{MAX_OPERATIONS, Reader};
use crate::diag::nearest;
use crate::model::surface::{METHODS, signature};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Endpoint, FlowFact, Head, Name, Operation, Reply, Text};
use indexmap::{IndexMap, IndexSet};
use unicode_normalization::UnicodeNormalization;

/// What may stand in a path item beside its operations, with nothing to show.
const SILENT: [&str; 4] = ["summary", "description", "parameters", "$ref"];

/// Reads every operation of `paths`, which is a mapping.
pub(super) fn read(reader: &mut Reader<'_>, paths: NodeId, endpoints: &mut Vec<Endpoint>) {
    let tree = reader.tree;
    let mut seen: IndexMap<String, Span> = IndexMap::new();
    for Entry { key, value } in tree.entries(paths) {
        let path = tree.text(key).unwrap_or_default();
        if path.starts_with("x-") {
            continue;
        }
        if !path.starts_with('/') {
            reader.found.push(report::not_a_path(tree.place(key), path));
            continue;
        }
        let Some(item) = reader.map(value, "a path item") else { continue };
        let path: Name = Spanned::new(path.to_owned(), tree.span(key));
        for (method, operation) in item_operations(reader, item) {
            if tree.is_exhausted() {
                return;
            }
            if endpoints.len() == MAX_OPERATIONS {
                reader.found.push(report::too_many_operations(method.span));
                return;
            }
            let operation_name = Operation::Http { method: method.clone(), path: path.clone() };
            match seen.get(&signature(&operation_name)) {
                Some(&first) => {
                    reader.found.push(report::declared_twice(&operation_name, method.span, first))
                }
                None => {
                    seen.insert(signature(&operation_name), method.span);
                    endpoints.extend(endpoint(reader, operation_name, method.span, operation));
                }
            }
        }
    }
}

/// The operations of a path item, each with its method in the language's spelling.
fn item_operations(reader: &mut Reader<'_>, item: NodeId) -> Vec<(Name, NodeId)> {
    let tree = reader.tree;
    let mut entries = tree.entries(item);
    if tree.get(item, "$ref").is_some()
        && let Some(target) = reader.follow(item)
        && let Some(target) = reader.map(target, "a path item")
    {
        let own: IndexSet<&str> = entries.iter().filter_map(|entry| tree.text(entry.key)).collect();
        let is_new = |entry: &Entry| tree.text(entry.key).is_some_and(|key| !own.contains(key));
        let more: Vec<Entry> = tree.entries(target).into_iter().filter(is_new).collect();
        entries.extend(more);
    }
    let mut found = Vec::new();
    for Entry { key, value } in entries {
        if tree.is_exhausted() {
            break;
        }
        let (word, place) = (tree.text(key).unwrap_or_default(), tree.place(key));
        let method = METHODS.iter().find(|method| method.eq_ignore_ascii_case(word));
        match (word, method) {
            (_, Some(method)) => found.push((Spanned::new((*method).to_owned(), place), value)),
            ("trace" | "query" | "additionalOperations", _) => reader.leave_out(Sort::Method, place),
            ("servers", _) => reader.leave_out(Sort::Servers, place),
            (word, _) if SILENT.contains(&word) || word.starts_with("x-") => {}
            (word, _) => {
                let methods = METHODS.map(str::to_ascii_lowercase);
                let near = nearest(word, methods.iter().map(String::as_str)).map(str::to_owned);
                reader.leave_out(Sort::Unknown { near }, place);
            }
        }
    }
    found
}

fn endpoint(reader: &mut Reader<'_>, operation: Operation, span: Span, node: NodeId) -> Option<Endpoint> {
    let tree = reader.tree;
    let mut endpoint =
        Endpoint { operation, head: Head::default(), body: Vec::new(), errors: Vec::new(), span };
    if tree.is_null(node) {
        return Some(endpoint);
    }
    let node = reader.map(node, "an operation")?;
    endpoint.head.label =
        ["summary", "description", "operationId"].iter().find_map(|key| reader.line(node, key));
    endpoint.head.tags = tags(reader, node);
    let auth = reader.auth(node);
    endpoint.body.extend(auth.map(FlowFact::Auth));
    endpoint.body.extend(reader.request(node).map(FlowFact::Request));
    if let Some(responses) = tree.get(node, "responses")
        && let Some(responses) = reader.map(responses, "`responses`")
    {
        let (errors, response) = replies(reader, responses);
        endpoint.errors = errors;
        endpoint.body.extend(response.map(FlowFact::Response));
    }
    for entry in tree.get(node, "callbacks").map(|node| tree.entries(node)).unwrap_or_default() {
        reader.leave_out(Sort::Callback, tree.place(entry.key));
    }
    if let Some(servers) = tree.get(node, "servers") {
        reader.leave_out(Sort::Servers, tree.place(servers));
    }
    Some(endpoint)
}

/// The tags as words of the language, and `deprecated` for what is.
fn tags(reader: &mut Reader<'_>, node: NodeId) -> Vec<Name> {
    let tree = reader.tree;
    let mut tags: IndexMap<String, Span> = IndexMap::new();
    let mut add = |text: &str, span: Span| {
        let word = word(text);
        if !word.is_empty() {
            tags.entry(word).or_insert(span);
        }
    };
    if let Some(list) = tree.get(node, "tags") {
        for &item in reader.list(list, "`tags`") {
            if tree.is_exhausted() {
                break;
            }
            add(tree.text(item).unwrap_or_default(), tree.span(item));
        }
    }
    if let Some(deprecated) = tree.get(node, "deprecated")
        && tree.text(deprecated).is_some_and(|text| text.eq_ignore_ascii_case("true"))
    {
        add("deprecated", tree.span(deprecated));
    }
    tags.into_iter().map(|(word, span)| Spanned::new(word, span)).collect()
}

/// A text as a name of the language: what no name may hold becomes a hyphen between its words.
fn word(text: &str) -> String {
    let text: String = text.nfc().collect();
    let words: Vec<&str> =
        text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|part| !part.is_empty()).collect();
    let word = words.join("-");
    // A word that begins with a digit is a quantity.
    if word.starts_with(|c: char| c.is_numeric()) { format!("_{word}") } else { word }
}

/// The error replies, and the name of what the first success gives.
fn replies(reader: &mut Reader<'_>, responses: NodeId) -> (Vec<Reply>, Option<Name>) {
    let tree = reader.tree;
    let mut errors: Vec<Reply> = Vec::new();
    let mut successes: Vec<(String, NodeId)> = Vec::new();
    for Entry { key, value } in tree.entries(responses) {
        if tree.is_exhausted() {
            break;
        }
        let written = tree.text(key).unwrap_or_default();
        if written.starts_with("x-") {
            continue;
        }
        match code(written) {
            Some(code) if code == "default" || code.starts_with(['4', '5']) => {
                let code: Text = Spanned::new(code, tree.span(key));
                errors.push(Reply { code, text: None });
            }
            Some(code) => {
                if code.starts_with('2') {
                    successes.push((code, value));
                }
            }
            None => reader.leave_out(Sort::ReplyCode, tree.place(key)),
        }
    }
    successes.sort_by(|a, b| a.0.cmp(&b.0));
    let response = successes.into_iter().find_map(|(_, node)| {
        let node = reader.follow(node)?;
        reader.content(node)
    });
    (errors, response)
}

/// A reply's code in the language's spelling: three digits, `4xx`, or `default`.
fn code(written: &str) -> Option<String> {
    let code = written.to_ascii_lowercase();
    let is_digit = |c: &u8| c.is_ascii_digit();
    match code.as_bytes() {
        [b'1'..=b'5', b, c] if is_digit(b) && is_digit(c) => Some(code),
        [b'1'..=b'5', b'x', b'x'] => Some(code),
        b"default" => Some(code),
        _ => None,
    }
}
