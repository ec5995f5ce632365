//! OpenAPI documents as API surfaces: what `api from "openapi.yaml"` reads.
//!
//! In: a [`SourceFile`] that holds OpenAPI 3.0, 3.1 or Swagger 2.0 as YAML or JSON. Out: the surface that it describes, in the words of
//! our own language, with the places of the document. `tree` reads the text, `operations` the paths, `schema`, `security` and
//! `server` what these say by reference; `report` words what is wrong.
//!
//! Read are the paths with their operations, and of each its purpose, tags, authentication, error replies, and the names of what it takes
//! and gives. Schemas are named, never followed. Only references within the document are followed; one that leads nowhere or back to
//! itself does no harm. What a surface has no word for is left out, and one remark says so; what is broken is an error.
//!
//! Sources: OpenAPI Specification 3.0.4 and 3.1.1, Swagger 2.0, YAML 1.2.2, RFC 6901 for pointers.

mod operations;
mod report;
mod schema;
mod security;
mod server;
mod tree;

use crate::diag::{Diagnostic, Outcome};
use crate::source::{SourceFile, Span, Spanned};
use crate::syntax::ast::{Endpoint, FlowFact, Head, Surface, Text};
use indexmap::IndexMap;
use report::Sort;
use tree::{NodeId, Tree};

/// How many operations of a document are read.
pub const MAX_OPERATIONS: usize = 10_000;
/// How many references lead to one another.
const MAX_HOPS: usize = 16;

/// Reads a document. Its base path is the label of the surface, and the spans of its statements are places in the document.
///
/// ```
/// use cutaway::source::{FileId, SourceFile};
///
/// let text = "openapi: 3.1.0\npaths:\n  /orders:\n    get: {summary: List of orders, responses: {404: {}}}\n";
/// let outcome = cutaway::openapi::read(&SourceFile::new(FileId(0), "openapi.yaml", text));
/// assert!(outcome.diagnostics.is_empty());
///
/// let endpoint = &outcome.value.endpoints[0];
/// assert_eq!(endpoint.head.label.as_ref().map(|label| label.value.as_str()), Some("List of orders"));
/// assert_eq!(endpoint.errors[0].code.value, "404");
/// ```
pub fn read(source: &SourceFile) -> Outcome<Surface> {
    let span = Span::new(source.id, 0, source.text.len());
    let mut surface = Surface { head: Head::default(), endpoints: Vec::new(), facts: Vec::new(), span };
    let tree = match tree::read(source.id, &source.text) {
        Ok(tree) => tree,
        Err((fault, place)) => {
            return Outcome { value: surface, diagnostics: vec![report::fault(source, &fault, place)] };
        }
    };
    let mut reader = Reader {
        source,
        tree: &tree,
        found: Vec::new(),
        left_out: Vec::new(),
        wrong: Vec::new(),
        version: Version::Three { minor: 0 },
        security: IndexMap::new(),
        root_auth: None,
        media: schema::Media::default(),
    };
    reader.document(&mut surface);
    let mut found = reader.found;
    if tree.is_exhausted() {
        found = vec![report::too_many_steps(source)];
        surface.endpoints.clear();
    }
    found.extend(report::left_out(source, &reader.left_out));
    Outcome { value: surface, diagnostics: found }
}

/// Which specification a document follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    /// Swagger 2.0.
    Two,
    /// OpenAPI 3.
    Three { minor: u32 },
}

/// The document, and what was found in it.
struct Reader<'d> {
    source: &'d SourceFile,
    tree: &'d Tree<'d>,
    found: Vec<Diagnostic>,
    left_out: Vec<(Sort, Span)>,
    /// Nodes whose form was found wrong, each told once, however many aliases lead to it.
    wrong: Vec<NodeId>,
    version: Version,
    /// What each security scheme is called in words.
    security: IndexMap<String, String>,
    /// What the whole document asks of its callers.
    root_auth: Option<String>,
    media: schema::Media,
}

impl<'d> Reader<'d> {
    fn document(&mut self, surface: &mut Surface) {
        let tree = self.tree;
        let Some(root) = tree.root.filter(|root| !tree.is_null(*root)) else {
            self.found.push(report::empty(self.source));
            return;
        };
        if !tree.is_map(root) {
            self.found.push(report::no_document(self.source, tree.place(root), None));
            return;
        }
        let Some(version) = self.version(root) else { return };
        self.version = version;
        if let Some(second) = tree.second {
            self.leave_out(Sort::SecondDocument, second);
        }
        self.doubled(root);
        self.read_security(root);
        surface.head.label = self.base(root);
        if let Some(auth) = self.root_auth(root) {
            self.root_auth = Some(auth.value.clone());
            surface.facts.push(FlowFact::Auth(auth));
        }
        for entry in tree.get(root, "webhooks").map(|node| tree.entries(node)).unwrap_or_default() {
            self.leave_out(Sort::Webhook, tree.place(entry.key));
        }
        match tree.get(root, "paths") {
            Some(paths) if tree.is_null(paths) => {}
            Some(paths) => surface.endpoints = self.paths(paths),
            // Since 3.1 a document may describe nothing but webhooks or components.
            None if self.version != Version::Two && tree.get(root, "webhooks").is_some() => {}
            None => self.found.push(report::no_paths(self.source, tree, root)),
        }
        surface.head.tech = self.media.style(tree.place(root));
    }

    /// Which specification the document says it follows; said when it is none that we know.
    fn version(&mut self, root: NodeId) -> Option<Version> {
        let tree = self.tree;
        let (key, node) = match (tree.get(root, "openapi"), tree.get(root, "swagger")) {
            (Some(node), _) => ("openapi", node),
            (None, Some(node)) => ("swagger", node),
            (None, None) => {
                self.found.push(report::no_document(self.source, tree.place(root), Some((tree, root))));
                return None;
            }
        };
        let written = tree.text(node).unwrap_or_default();
        let mut numbers = written.split('.').map(|part| part.parse::<u32>().ok());
        let version = match (key, numbers.next().flatten(), numbers.next().flatten()) {
            ("swagger", Some(2), Some(0) | None) => Some(Version::Two),
            ("openapi", Some(3), Some(minor)) => Some(Version::Three { minor }),
            _ => None,
        };
        match version {
            None => self.found.push(report::wrong_version(tree.place(node), key, written)),
            // What a later minor version adds may be missed.
            Some(Version::Three { minor: 2.. }) => self.leave_out(Sort::Later, tree.place(node)),
            Some(_) => {}
        }
        version
    }

    fn leave_out(&mut self, sort: Sort, place: Span) {
        self.left_out.push((sort, place));
    }

    /// A node that has to be a mapping; said, once, when it is something else. Nothing at all counts as an empty one.
    fn map(&mut self, node: NodeId, what: &str) -> Option<NodeId> {
        if self.tree.is_map(node) {
            self.doubled(node);
            return Some(node);
        }
        if !self.tree.is_null(node) {
            self.wrong_form(node, what, "a mapping");
        }
        None
    }

    /// The items of a node that has to be a list; said, once, when it is something else.
    fn list(&mut self, node: NodeId, what: &str) -> &'d [NodeId] {
        if !self.tree.is_list(node) && !self.tree.is_null(node) {
            self.wrong_form(node, what, "a list");
        }
        self.tree.items(node)
    }

    fn wrong_form(&mut self, node: NodeId, what: &str, wanted: &str) {
        if !self.wrong.contains(&node) && self.wrong.len() < report::MAX_TOLD {
            self.wrong.push(node);
            self.found.push(report::wrong_form(self.tree, node, what, wanted));
        }
    }

    /// Says which keys a mapping has twice.
    fn doubled(&mut self, map: NodeId) {
        if self.tree.doubled.is_empty() || self.wrong.contains(&map) || self.wrong.len() >= report::MAX_TOLD {
            return;
        }
        let doubled: Vec<_> = self.tree.doubled.iter().filter(|doubled| doubled.map == map).collect();
        if !doubled.is_empty() {
            self.wrong.push(map);
            self.found.extend(doubled.into_iter().map(|doubled| report::doubled(self.tree, *doubled)));
        }
    }

    /// Follows `$ref` from a node to what it stands for. One that leads nowhere, out of the document or back to itself is
    /// left out.
    fn follow(&mut self, node: NodeId) -> Option<NodeId> {
        let mut node = node;
        for _ in 0..MAX_HOPS {
            let Some(reference) = self.tree.get(node, "$ref") else { return Some(node) };
            let written = self.tree.text(reference).unwrap_or_default();
            match written.strip_prefix('#').and_then(|pointer| self.tree.pointer(pointer)) {
                Some(target) => node = target,
                None if written.starts_with('#') => {
                    self.leave_out(Sort::Missing, self.tree.place(reference));
                    return None;
                }
                None => {
                    self.leave_out(Sort::Elsewhere, self.tree.place(reference));
                    return None;
                }
            }
        }
        self.leave_out(Sort::Circle, self.tree.place(node));
        None
    }

    /// The first line of a text that says something.
    fn line(&self, node: NodeId, key: &str) -> Option<Text> {
        let value = self.tree.get(node, key)?;
        let text = self.tree.text(value)?;
        let line =
            text.lines().map(|line| line.trim_start_matches('#').trim()).find(|line| !line.is_empty())?;
        Some(Spanned::new(line.to_owned(), self.tree.span(value)))
    }

    fn paths(&mut self, paths: NodeId) -> Vec<Endpoint> {
        let mut endpoints = Vec::new();
        let Some(paths) = self.map(paths, "`paths`") else { return endpoints };
        operations::read(self, paths, &mut endpoints);
        endpoints
    }
}
