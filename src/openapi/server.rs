//! The base path: what stands before every path of the document.
//!
//! OpenAPI 3 says it in the URL of its first server, whose variables have their defaults; Swagger 2.0 in `basePath`. Scheme and host are
//! not part of a surface: they change with the environment.

use super::report::Sort;
use super::tree::NodeId;
use super::{Reader, Version};
use crate::source::Spanned;
use crate::syntax::ast::Text;

impl Reader<'_> {
    /// The base path, when there is one.
    pub(super) fn base(&mut self, root: NodeId) -> Option<Text> {
        let tree = self.tree;
        if self.version == Version::Two {
            let node = tree.get(root, "basePath")?;
            let path = path_of(tree.text(node)?)?;
            return Some(Spanned::new(path, tree.span(node)));
        }
        let servers = tree.get(root, "servers")?;
        let mut base: Option<Option<Text>> = None;
        for &server in self.list(servers, "`servers`") {
            if tree.is_exhausted() {
                return None;
            }
            let Some(node) = tree.get(server, "url") else { continue };
            let Some(url) = tree.text(node) else { continue };
            let path = path_of(&self.filled(server, url)).map(|path| Spanned::new(path, tree.span(node)));
            match &base {
                None => base = Some(path),
                Some(first) => {
                    let value = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
                    if value(first) != value(&path) {
                        self.leave_out(Sort::Base, tree.place(node));
                    }
                }
            }
        }
        base.flatten()
    }

    /// A URL with the defaults of its variables.
    fn filled(&self, server: NodeId, url: &str) -> String {
        let tree = self.tree;
        let Some(variables) = tree.get(server, "variables") else { return url.to_owned() };
        let mut out = String::new();
        let mut rest = url;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, behind)) = after.split_once('}') else {
                rest = after;
                out.push('{');
                break;
            };
            let default = tree.get(variables, name).and_then(|variable| tree.get(variable, "default"));
            match default.and_then(|node| tree.text(node)) {
                Some(text) => out.push_str(text),
                None => out.push_str(&format!("{{{name}}}")),
            }
            rest = behind;
        }
        out.push_str(rest);
        out
    }
}

/// The path of a URL, from its `/` and without one at its end; none when it is the root.
fn path_of(url: &str) -> Option<String> {
    let url = url.split(['?', '#']).next().unwrap_or(url).trim();
    let path = match url.split_once("://").map(|(_, rest)| rest).or(url.strip_prefix("//")) {
        Some(rest) => rest.split_once('/').map_or("", |(_, path)| path),
        None => url,
    };
    let path = path.trim_start_matches("./").trim_matches('/');
    (!path.is_empty() && path != ".").then(|| format!("/{path}"))
}
