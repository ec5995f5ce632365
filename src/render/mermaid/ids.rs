//! Ids for Mermaid: from the dotted names of a view to words that mean nothing to Mermaid.
//!
//! `end`, `style`, `graph` and other words break a diagram when used as ids, and so do hyphens and letters outside ASCII.
//! A box gets `c_` and a boundary `b_` before a slug of its name. Boxes and boundaries share one space of names, since
//! Mermaid merges what has the same id.

use crate::view::{NodeId, View};
use std::collections::{BTreeMap, BTreeSet};

/// The ids of a view's nodes, in their order.
pub struct Ids(Vec<String>);

impl Ids {
    /// An id for each node; all are different.
    pub fn new(view: &View) -> Ids {
        let mut taken = BTreeSet::new();
        // How often a slug was asked for: names without a Latin letter all share one, and counting up from the
        // start each time would take quadratic time.
        let mut asked: BTreeMap<String, usize> = BTreeMap::new();
        let ids = view.nodes.iter().map(|node| {
            let prefix = if node.container { 'b' } else { 'c' };
            let base = format!("{prefix}_{}", slug(&node.id));
            let count = asked.entry(base.clone()).or_default();
            loop {
                *count += 1;
                let id = if *count == 1 { base.clone() } else { format!("{base}_{count}") };
                if taken.insert(id.clone()) {
                    return id;
                }
            }
        });
        Ids(ids.collect())
    }

    /// The id of a node.
    pub fn get(&self, node: NodeId) -> &str {
        &self.0[node.index()]
    }
}

/// The name in lower-case ASCII letters and digits, everything between them an underscore.
pub fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("_").to_ascii_lowercase();
    if slug.is_empty() { "x".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_are_plain_words() {
        for (name, expected) in
            [("shop.data.sql", "shop_data_sql"), ("Orders-DB", "orders_db"), ("end", "end"), ("数据", "x")]
        {
            assert_eq!(slug(name), expected);
        }
    }
}
