//! What a caller has to show: the document's `security` in words.
//!
//! Before: the schemes are read. After: `Bearer JWT`, `API key X-Key or OAuth 2.0 (orders:write)`, `none`. A list of requirements holds
//! alternatives; the schemes of one requirement are needed together.

use super::report::Sort;
use super::tree::{Entry, NodeId};
use super::{Reader, Version};
use crate::source::Spanned;
use crate::syntax::ast::Text;
use indexmap::IndexSet;

impl Reader<'_> {
    /// Reads the schemes of the document.
    pub(super) fn read_security(&mut self, root: NodeId) {
        let tree = self.tree;
        let schemes = match self.version {
            Version::Two => tree.get(root, "securityDefinitions"),
            Version::Three { .. } => {
                tree.get(root, "components").and_then(|components| tree.get(components, "securitySchemes"))
            }
        };
        let Some(schemes) = schemes else { return };
        for Entry { key, value } in tree.entries(schemes) {
            if tree.is_exhausted() {
                return;
            }
            let Some(name) = tree.text(key) else { continue };
            let words = self.follow(value).and_then(|scheme| self.scheme(scheme));
            self.security.insert(name.to_owned(), words.unwrap_or_else(|| name.to_owned()));
        }
    }

    fn scheme(&self, scheme: NodeId) -> Option<String> {
        let tree = self.tree;
        let member = |key: &str| tree.get(scheme, key).and_then(|node| tree.text(node));
        Some(match member("type")? {
            "http" => match member("scheme")?.to_ascii_lowercase().as_str() {
                "bearer" => match member("bearerFormat") {
                    Some(format) => format!("Bearer {format}"),
                    None => "Bearer token".to_owned(),
                },
                "basic" => "Basic".to_owned(),
                other => other.to_owned(),
            },
            "basic" => "Basic".to_owned(),
            "apiKey" => match member("name") {
                Some(name) => format!("API key {name}"),
                None => "API key".to_owned(),
            },
            "oauth2" => "OAuth 2.0".to_owned(),
            "openIdConnect" => "OpenID Connect".to_owned(),
            "mutualTLS" => "mutual TLS".to_owned(),
            other => other.to_owned(),
        })
    }

    /// What the whole document asks.
    pub(super) fn root_auth(&mut self, root: NodeId) -> Option<Text> {
        self.requirements(root).filter(|text| text.value != "none")
    }

    /// What one operation asks, when it is not what the whole document does.
    pub(super) fn auth(&mut self, operation: NodeId) -> Option<Text> {
        let own = self.requirements(operation)?;
        let inherited = self.root_auth.as_deref().unwrap_or("none");
        (own.value != inherited).then_some(own)
    }

    fn requirements(&mut self, node: NodeId) -> Option<Text> {
        let tree = self.tree;
        let security = tree.get(node, "security")?;
        let mut alternatives: IndexSet<String> = IndexSet::new();
        for &requirement in self.list(security, "`security`") {
            if tree.is_exhausted() {
                return None;
            }
            let mut parts = Vec::new();
            for Entry { key, value } in tree.entries(requirement) {
                if tree.is_exhausted() {
                    return None;
                }
                let name = tree.text(key).unwrap_or_default();
                let words = self.security.get(name).cloned();
                if words.is_none() {
                    self.leave_out(Sort::Scheme, tree.place(key));
                }
                let scopes: Vec<&str> =
                    tree.items(value).iter().filter_map(|&scope| tree.text(scope)).collect();
                let words = words.unwrap_or_else(|| name.to_owned());
                parts.push(match scopes.as_slice() {
                    [] => words,
                    scopes => format!("{words} ({})", scopes.join(", ")),
                });
            }
            let words = if parts.is_empty() { "none".to_owned() } else { parts.join(" and ") };
            alternatives.insert(words);
        }
        let alternatives: Vec<String> = alternatives.into_iter().collect();
        let text = if alternatives.is_empty() { "none".to_owned() } else { alternatives.join(" or ") };
        Some(Spanned::new(text, tree.place(security)))
    }
}
