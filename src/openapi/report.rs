//! What is wrong with a document, in words, at its own line and column; and what of it a surface does not show.

use super::MAX_OPERATIONS;
use super::tree::{Doubled, Fault, MAX_DEPTH, MAX_NODES, NodeId, Tree};
use crate::diag::{Diagnostic, codes, nearest};
use crate::model::surface::{METHODS, title};
use crate::source::{SourceFile, Span};
use crate::syntax::ast::Operation;
use granit_parser::ErrorKind;
use indexmap::IndexMap;

/// How many mistakes of form are told.
pub(super) const MAX_TOLD: usize = 100;
/// How many sorts of what is left out are shown with their place.
const MAX_SHOWN: usize = 3;

/// Sorts of what a surface does not show.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sort {
    Webhook,
    Callback,
    Method,
    Servers,
    Base,
    Unknown { near: Option<String> },
    ReplyCode,
    Missing,
    Elsewhere,
    Circle,
    Scheme,
    SecondDocument,
    Later,
}

impl Sort {
    /// What one of it is, what several are, and why it is left out.
    const fn words(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Sort::Webhook => {
                ("webhook", "webhooks", "what a component calls by itself is a flow, not an endpoint")
            }
            Sort::Callback => {
                ("callback", "callbacks", "what a component calls by itself is a flow, not an endpoint")
            }
            Sort::Method => ("operation", "operations", "no endpoint has this method"),
            Sort::Servers => ("list of servers", "lists of servers", "a surface has one base path"),
            Sort::Base => ("server", "servers", "the base path is that of the first one"),
            Sort::Unknown { .. } => ("member of a path", "members of paths", "not a method"),
            Sort::ReplyCode => {
                ("reply", "replies", "its code is neither a status, nor `4XX` or its like, nor `default`")
            }
            Sort::Missing => ("reference", "references", "it leads to nothing in this document"),
            Sort::Elsewhere => ("reference", "references", "only those within the document are followed"),
            Sort::Circle => ("reference", "references", "it leads back to itself"),
            Sort::Scheme => {
                ("security scheme", "security schemes", "it is shown by its name, since nothing declares it")
            }
            Sort::SecondDocument => ("document", "documents", "only the first one of a file is read"),
            Sort::Later => {
                ("version", "versions", "what is newer than OpenAPI 3.1 is read as if it were 3.1")
            }
        }
    }
}

/// The name of a file without its folder.
fn name(source: &SourceFile) -> &str {
    source.name.rsplit('/').next().unwrap_or(&source.name)
}

fn is_json(source: &SourceFile) -> bool {
    source.text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '['])
}

/// Why a document could not be read.
pub(super) fn fault(source: &SourceFile, fault: &Fault, place: Span) -> Diagnostic {
    let name = name(source);
    match fault {
        Fault::TooDeep => Diagnostic::error(
            codes::DOCUMENT_TOO_LARGE,
            place,
            format!("`{name}` nests more than {MAX_DEPTH} levels deep"),
        )
        .here("one level too many")
        .help("leave out what describes no path, such as inline schemas: they are not shown"),
        Fault::TooManyNodes => Diagnostic::error(
            codes::DOCUMENT_TOO_LARGE,
            place,
            format!("`{name}` holds more than {} million values", MAX_NODES / 1_000_000),
        )
        .here("one value too many")
        .help("split the document into one for each component"),
        Fault::Syntax(kind) => {
            let language = if is_json(source) { "JSON" } else { "YAML" };
            let (here, help) = words(kind, language);
            let diagnostic =
                Diagnostic::error(codes::BROKEN_DOCUMENT, place, format!("`{name}` is not valid {language}"))
                    .here(here);
            diagnostic.help(help)
        }
    }
}

/// What is wrong at a place that the parser refuses, and what to do about it.
fn words(kind: &ErrorKind, language: &str) -> (String, String) {
    let is_json = language == "JSON";
    let (here, help) = match kind {
        ErrorKind::UnknownAnchor => (
            "an alias to an anchor that no line before sets",
            "set the anchor with `&name` before its first `*name`",
        ),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => ("a tab where YAML wants blanks", "indent with blanks"),
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::InvalidMappingValueWhitespace
        | ErrorKind::InvalidColonPlacement => (
            "a `:` that is not expected here",
            "put a text that holds a `:` between quotes, and a blank behind the `:` of a key",
        ),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            ("a text in quotes is not closed before this", "close it")
        }
        ErrorKind::UnclosedFlowCollection { open } => {
            let here = format!("a `{open}` is never closed");
            return (here, "close it; when all are closed, look for one too many".to_owned());
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            return (
                format!("`{close}` does not close the `{open}` before it"),
                "close what was opened last first".to_owned(),
            );
        }
        ErrorKind::MisplacedFlowCollectionEnd => ("closes nothing", "remove it, or open it before"),
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEof => {
            ("the file ends here, in the middle of something", "check that the file is complete")
        }
        ErrorKind::ExpectedFlowMappingSeparator => (
            "`,` or `}` was expected here",
            "put a comma between the members, and a text that holds `: ` between quotes",
        ),
        ErrorKind::ExpectedFlowSequenceSeparator => {
            ("`,` or `]` was expected here", "put a comma between the items")
        }
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => (
            "a key and a `:` were expected here",
            "check the indentation of this line and the one before, and that a blank follows each `:`",
        ),
        ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::InvalidBlockEntryWhitespace
        | ErrorKind::BlockEntryInFlowCollection => {
            ("an item of a list does not fit here", "check the indentation of the `-`")
        }
        ErrorKind::InvalidIndentation
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent => {
            ("the indentation does not fit the lines before", "indent the members of one mapping alike")
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => ("an unknown escape in a text", "write `\\\\` for a backslash"),
        ErrorKind::UnexpectedCharacter { character } => {
            let character = character.escape_debug();
            return (
                format!("`{character}` begins nothing here"),
                "put a text that begins with a sign between quotes".to_owned(),
            );
        }
        other => {
            let help = if is_json {
                "check the file with a JSON parser"
            } else {
                "check the file with a YAML parser"
            };
            return (other.to_string().trim_end_matches('.').to_owned(), help.to_owned());
        }
    };
    (here.to_owned(), help.to_owned())
}

/// Aliases that lead to more than anybody reads.
pub(super) fn too_many_steps(source: &SourceFile) -> Diagnostic {
    let message = format!("`{}` grows too large when its aliases are followed", name(source));
    let first = source.text.lines().next().map_or(0, str::len);
    Diagnostic::error(codes::DOCUMENT_TOO_LARGE, Span::new(source.id, 0, first), message)
        .here("not read")
        .note("an alias (`*name`) stands for all that its anchor (`&name`) holds, each time")
        .help("write each operation out once")
}

pub(super) fn too_many_operations(place: Span) -> Diagnostic {
    let message = format!("more than {MAX_OPERATIONS} operations in one document");
    Diagnostic::error(codes::DOCUMENT_TOO_LARGE, place, message)
        .here("this one and those behind it are not read")
        .help("split the document into one for each component")
}

pub(super) fn empty(source: &SourceFile) -> Diagnostic {
    let message = format!("`{}` is empty", name(source));
    Diagnostic::error(codes::UNKNOWN_DOCUMENT, Span::new(source.id, 0, 0), message)
        .here("an OpenAPI document was expected here")
        .help("begin it with `openapi: 3.1.0`")
}

/// Neither `openapi` nor `swagger` at the top; what the file is instead, when that can be told.
pub(super) fn no_document(
    source: &SourceFile,
    place: Span,
    members: Option<(&Tree<'_>, NodeId)>,
) -> Diagnostic {
    let message = format!("`{}` is no OpenAPI document", name(source));
    let diagnostic = Diagnostic::error(codes::UNKNOWN_DOCUMENT, place, message);
    let help = "begin it with `openapi: 3.1.0`, or name another file";
    let Some((tree, root)) = members else {
        return diagnostic.here("neither `openapi` nor `swagger` stands at its top").help(help);
    };
    let keys: Vec<(&str, Span)> = tree
        .entries(root)
        .iter()
        .filter_map(|entry| Some((tree.text(entry.key)?, tree.place(entry.key))))
        .collect();
    for (word, what) in [
        ("asyncapi", "an AsyncAPI document: write its events with `publishes` and `consumes`"),
        ("swaggerVersion", "Swagger 1.2: convert it to OpenAPI 3 first"),
        ("$schema", "a JSON schema: `api from` reads documents with `paths`"),
        ("services", "a compose file: `api from` reads documents with `paths`"),
    ] {
        if let Some((_, place)) = keys.iter().find(|(key, _)| *key == word) {
            let diagnostic = Diagnostic::error(codes::UNKNOWN_DOCUMENT, *place, diagnostic.message);
            return diagnostic.here(format!("looks like {what}"));
        }
    }
    let near = keys.iter().find_map(|(key, place)| Some((nearest(key, ["openapi", "swagger"])?, *place)));
    if let Some((word, place)) = near {
        let diagnostic = Diagnostic::error(codes::UNKNOWN_DOCUMENT, place, diagnostic.message);
        return diagnostic.here("unknown at the top").help(format!("write `{word}`")).fix(place, word);
    }
    diagnostic.here("has neither `openapi` nor `swagger`").help(help)
}

pub(super) fn wrong_version(place: Span, key: &str, written: &str) -> Diagnostic {
    let shown: String = written.chars().take(20).collect();
    let message = match (key, shown.as_str()) {
        (_, "") => format!("`{key}` without a version"),
        ("swagger", _) => format!("Swagger `{shown}` is not a version that can be read"),
        _ => format!("OpenAPI `{shown}` is not a version that can be read"),
    };
    let help = match key {
        "swagger" if shown.starts_with('3') => "write `openapi` for a document of version 3",
        "openapi" if shown.starts_with('2') => "write `swagger: \"2.0\"` for a document of version 2",
        _ => "convert the document to OpenAPI 3.1",
    };
    Diagnostic::error(codes::UNKNOWN_DOCUMENT, place, message)
        .here("not 3.0, 3.1 or 2.0")
        .note("OpenAPI 3.0 and 3.1 and Swagger 2.0 are read")
        .help(help)
}

pub(super) fn no_paths(source: &SourceFile, tree: &Tree<'_>, root: NodeId) -> Diagnostic {
    let message = format!("`{}` has no `paths`", name(source));
    let diagnostic = Diagnostic::error(codes::UNKNOWN_DOCUMENT, tree.place(root), message)
        .here("describes no endpoint")
        .help("write the paths under `paths:`, each with its methods");
    let entries = tree.entries(root);
    let near = entries.iter().find_map(|entry| {
        let key = tree.text(entry.key)?;
        nearest(key, ["paths"])?;
        Some(tree.place(entry.key))
    });
    match near {
        Some(place) => diagnostic.label(place, "did you mean `paths`?"),
        None => diagnostic,
    }
}

pub(super) fn wrong_form(tree: &Tree<'_>, node: NodeId, what: &str, wanted: &str) -> Diagnostic {
    let found = tree.what(node);
    Diagnostic::error(codes::WRONG_FORM, tree.place(node), format!("{what} wants {wanted}, not {found}"))
        .here(found)
        .help(match wanted {
            "a list" => "write its items in lines that begin with `- `, or between `[` and `]`",
            _ => "write its members in lines of their own as `key: value`, indented below it",
        })
}

pub(super) fn not_a_path(place: Span, path: &str) -> Diagnostic {
    let shown: String = path.chars().take(60).collect();
    Diagnostic::error(codes::WRONG_FORM, place, format!("the path `{shown}` does not begin with `/`"))
        .here("not a path")
        .help(format!("write `/{}`", shown.trim_start_matches('.').trim_start_matches('/')))
}

pub(super) fn doubled(tree: &Tree<'_>, doubled: Doubled) -> Diagnostic {
    let key: String = tree.text(doubled.again).unwrap_or_default().chars().take(60).collect();
    let message = format!("`{key}` stands twice in one mapping");
    Diagnostic::error(codes::DOUBLED_KEY, tree.place(doubled.again), message)
        .here("stands again here")
        .label(tree.place(doubled.first), "stands here first")
        .help("put what belongs to both under one of them, and remove the other")
}

/// Two paths that differ in the name of a parameter at most.
pub(super) fn declared_twice(operation: &Operation, place: Span, first: Span) -> Diagnostic {
    let message = format!("the endpoint `{}` is declared twice", title(operation));
    Diagnostic::error(codes::DUPLICATE_ENDPOINT, place, message)
        .here("declared again here")
        .label(first, "first declared here")
        .help("keep one of them; the name of a parameter does not tell endpoints apart")
}

/// One remark about everything that is not shown.
pub(super) fn left_out(source: &SourceFile, parts: &[(Sort, Span)]) -> Option<Diagnostic> {
    let mut sorts: IndexMap<&Sort, Vec<Span>> = IndexMap::new();
    let mut parts = parts.to_vec();
    parts.sort_by_key(|(_, place)| place.start);
    for (sort, place) in &parts {
        sorts.entry(sort).or_default().push(*place);
    }
    let (first, places) = sorts.first()?;
    let count = parts.len();
    let message = format!(
        "{count} part{} of `{}` {} left out",
        if count == 1 { "" } else { "s" },
        name(source),
        if count == 1 { "is" } else { "are" }
    );
    let here = |sort: &Sort, places: &[Span]| {
        let (one, several, why) = sort.words();
        match places.len() {
            1 if one == "operation" => format!("an {one}: {why}"),
            1 => format!("a {one}: {why}"),
            n => format!("the first of {n} {several}: {why}"),
        }
    };
    let mut diagnostic =
        Diagnostic::info(codes::PARTS_LEFT_OUT, places[0], message).here(here(first, places));
    for (sort, places) in sorts.iter().skip(1).take(MAX_SHOWN - 1) {
        diagnostic = diagnostic.label(places[0], here(sort, places));
    }
    for (sort, places) in sorts.iter().skip(MAX_SHOWN) {
        let (line, _) = source.position(places[0].start as usize);
        diagnostic = diagnostic.note(format!("line {line}: {}", here(sort, places)));
    }
    for sort in sorts.keys() {
        match sort {
            Sort::Unknown { near: Some(near) } => {
                diagnostic = diagnostic.help(format!("did you mean `{near}`?"))
            }
            Sort::Method => {
                diagnostic = diagnostic.note(format!("the methods of an endpoint are {}", METHODS.join(" ")))
            }
            _ => {}
        }
    }
    Some(diagnostic)
}
