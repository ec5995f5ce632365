//! Names of elements: scopes, and the lookup that the language describes.
//!
//! A name is looked up from a boundary outwards: the innermost scope in which all of it can be followed wins. Failing
//! that it is a suffix of some full name anywhere, which must then be the only one.

use super::component::{Element, ElementId};
use crate::diag;
use indexmap::IndexMap;

/// The names of all elements.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// What is declared at the top level.
    top: IndexMap<String, ElementId>,
    /// What is declared directly in each element.
    inside: Vec<IndexMap<String, ElementId>>,
    /// All elements of one name.
    same: IndexMap<String, Vec<ElementId>>,
}

/// What a name turned out to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// One element.
    Found(ElementId),
    /// Several, in declaration order.
    Ambiguous(Vec<ElementId>),
    /// None. The part of the name that could be followed, and how many segments that is.
    Unknown(Option<(ElementId, usize)>),
}

/// Names longer than this are not compared for a suggestion, which costs the product of the lengths.
const LONGEST_COMPARED: usize = 64;

impl Names {
    /// Declares an element; ids must come in order.
    pub fn declare(&mut self, element: &Element) {
        let scope = match element.parent {
            Some(parent) => &mut self.inside[parent.index()],
            None => &mut self.top,
        };
        scope.insert(element.name.value.clone(), element.id);
        self.inside.push(IndexMap::new());
        self.same.entry(element.name.value.clone()).or_default().push(element.id);
    }

    /// The element declared directly in `scope` under that name.
    pub fn child(&self, scope: Option<ElementId>, name: &str) -> Option<ElementId> {
        let names = match scope {
            Some(id) => self.inside.get(id.index())?,
            None => &self.top,
        };
        names.get(name).copied()
    }

    /// How many different names there are.
    pub fn count(&self) -> usize {
        self.same.len()
    }

    /// Whether any element has that name.
    pub fn is_declared(&self, name: &str) -> bool {
        self.same.contains_key(name)
    }

    /// Looks up a dotted name, given as its segments, from `scope` outwards, then anywhere.
    pub fn lookup(&self, elements: &[Element], scope: Option<ElementId>, path: &[&str]) -> Lookup {
        let mut at = Some(scope);
        while let Some(scope) = at {
            if let Some((id, depth)) = self.follow(scope, path)
                && depth == path.len()
            {
                return Lookup::Found(id);
            }
            at = scope.map(|id| elements[id.index()].parent);
        }
        let found = self.ending_with(elements, path);
        match found.as_slice() {
            [only] => Lookup::Found(*only),
            [] => Lookup::Unknown(self.furthest(elements, scope, path)),
            _ => Lookup::Ambiguous(found),
        }
    }

    /// Follows as much of a path as there is from one scope: where that leads, and how many segments it took.
    fn follow(&self, scope: Option<ElementId>, path: &[&str]) -> Option<(ElementId, usize)> {
        let mut at = (self.child(scope, path.first()?)?, 1);
        for name in &path[1..] {
            match self.child(Some(at.0), name) {
                Some(next) => at = (next, at.1 + 1),
                None => break,
            }
        }
        Some(at)
    }

    /// Every element whose full name ends with `path`.
    fn ending_with(&self, elements: &[Element], path: &[&str]) -> Vec<ElementId> {
        let none = Vec::new();
        let all = |name: &str| self.same.get(name).unwrap_or(&none);
        let (Some(first), Some(last)) = (path.first(), path.last()) else { return Vec::new() };
        if path.len() == 1 {
            return all(last).clone();
        }
        // From whichever end has fewer candidates.
        let mut found: Vec<ElementId> = if all(first).len() < all(last).len() {
            let ends = all(first)
                .iter()
                .map(|&start| path[1..].iter().try_fold(start, |at, name| self.child(Some(at), name)));
            ends.flatten().collect()
        } else {
            let fits = |id: &ElementId| {
                let mut at = Some(*id);
                path.iter().rev().all(|name| {
                    let element = at.map(|id| &elements[id.index()]);
                    at = element.and_then(|element| element.parent);
                    element.is_some_and(|element| element.name.value == *name)
                })
            };
            all(last).iter().copied().filter(fits).collect()
        };
        found.sort_unstable();
        found
    }

    /// The longest beginning of a path that means something, from `scope` outwards or as the only one of its name.
    fn furthest(
        &self,
        elements: &[Element],
        scope: Option<ElementId>,
        path: &[&str],
    ) -> Option<(ElementId, usize)> {
        let mut best: Option<(ElementId, usize)> = None;
        let mut at = Some(scope);
        while let Some(scope) = at {
            if let Some(reached) = self.follow(scope, path)
                && best.is_none_or(|(_, most)| reached.1 > most)
            {
                best = Some(reached);
            }
            at = scope.map(|id| elements[id.index()].parent);
        }
        if best.is_none()
            && let Some([only]) = path.first().and_then(|first| self.same.get(*first)).map(Vec::as_slice)
        {
            let rest = path[1..].iter();
            let mut reached = (*only, 1);
            for name in rest {
                match self.child(Some(reached.0), name) {
                    Some(next) => reached = (next, reached.1 + 1),
                    None => break,
                }
            }
            best = Some(reached);
        }
        best
    }

    /// The element whose name is nearest to a misspelt one: one of that very name elsewhere, else of those directly in
    /// `within`, else of all.
    pub fn similar(&self, within: Option<ElementId>, name: &str) -> Option<ElementId> {
        if let Some(&[exact, ..]) = self.same.get(name).map(Vec::as_slice) {
            return Some(exact);
        }
        let length = name.chars().count();
        if length > LONGEST_COMPARED {
            return None;
        }
        let near = |candidate: &&String| candidate.chars().count().abs_diff(length) <= (length / 3).max(1);
        let inside = within.and_then(|id| self.inside.get(id.index()));
        if let Some(inside) = inside
            && let Some(found) = diag::nearest(name, inside.keys().filter(near).map(String::as_str))
        {
            return inside.get(found).copied();
        }
        let found = diag::nearest(name, self.same.keys().filter(near).map(String::as_str))?;
        self.same.get(found)?.first().copied()
    }

    /// The shortest name by which `scope` can speak of an element.
    pub fn shortest(&self, elements: &[Element], scope: Option<ElementId>, id: ElementId) -> String {
        let full: Vec<&str> = elements[id.index()].path.split('.').collect();
        for start in (0..full.len()).rev() {
            let path = &full[start..];
            if self.lookup(elements, scope, path) == Lookup::Found(id) {
                return path.join(".");
            }
        }
        full.join(".")
    }
}
