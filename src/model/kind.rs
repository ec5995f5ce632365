//! Kinds of elements: the built-in ones, and those that a source makes from them.

pub mod elsewhere;

use super::component::KindId;
use super::style::LookPatch;
use super::words::words;
use crate::source::Span;
use crate::syntax::ast::Name;

words! {
    /// The built-in kinds of elements.
    Kind "kind" {
        Person = "person",
        External = "external",
        App = "app",
        Gateway = "gateway",
        Service = "service",
        Worker = "worker",
        Function = "function",
        Job = "job",
        Database = "database",
        Cache = "cache",
        Queue = "queue",
        Topic = "topic",
        Storage = "storage",
        Search = "search",
        Cdn = "cdn",
        Library = "library",
        Middleware = "middleware",
        Component = "component",
        System = "system",
        Boundary = "boundary",
        Layer = "layer",
        Zone = "zone",
        Group = "group",
    }
}

impl Kind {
    /// Whether it is one of the boundary kinds.
    pub const fn is_boundary(self) -> bool {
        matches!(self, Kind::System | Kind::Boundary | Kind::Layer | Kind::Zone | Kind::Group)
    }

    /// Whether it holds messages until somebody takes them.
    pub const fn is_buffer(self) -> bool {
        matches!(self, Kind::Queue | Kind::Topic)
    }

    /// Whether it acts by itself, so that a flow from the boundary around it may be meant to start at it.
    pub const fn acts(self) -> bool {
        matches!(
            self,
            Kind::App
                | Kind::Gateway
                | Kind::Service
                | Kind::Worker
                | Kind::Function
                | Kind::Job
                | Kind::Component
                | Kind::System
                | Kind::Boundary
                | Kind::Layer
                | Kind::Zone
                | Kind::Group
        )
    }
}

/// A kind of the user's: `kind lambda = function { shape hexagon }`.
#[derive(Clone, Debug)]
pub struct UserKind {
    /// Its word.
    pub name: Name,
    /// The kind it was made from, as written: built in, or the user's.
    pub from: Name,
    /// The user's kind it was made from, when it was made from one.
    pub parent: Option<KindId>,
    /// The built-in kind at the end of that chain.
    pub base: Kind,
    /// What it changes in its look, those it is made from included.
    pub look: LookPatch,
    /// Where it was declared.
    pub span: Span,
}

/// Every word that the language gives a meaning, sorted: none of them may be declared as a kind.
pub const LANGUAGE_WORDS: &[&str] = &[
    "CONNECT",
    "DELETE",
    "GET",
    "HEAD",
    "OPTIONS",
    "PATCH",
    "POST",
    "PUT",
    "about",
    "above",
    "accent",
    "accept",
    "alert",
    "any",
    "api",
    "app",
    "at-rest",
    "auth",
    "authentication",
    "authorization",
    "backoff",
    "because",
    "blocks",
    "border",
    "boundary",
    "breaker",
    "cache",
    "caches",
    "can",
    "cap",
    "carries",
    "cdn",
    "chosen",
    "collapse",
    "compensate",
    "component",
    "cons",
    "consequences",
    "constraint",
    "consumes",
    "context",
    "database",
    "decision",
    "degrade",
    "depth",
    "direction",
    "does",
    "down",
    "due",
    "edition",
    "else",
    "encrypted",
    "entity",
    "error",
    "errors",
    "exclude",
    "external",
    "fail",
    "fallback",
    "from",
    "full",
    "function",
    "gateway",
    "group",
    "highlight",
    "ignore",
    "in-transit",
    "include",
    "job",
    "journey",
    "key",
    "kind",
    "lane",
    "layer",
    "library",
    "link",
    "lost",
    "meets",
    "metric",
    "middleware",
    "monitor",
    "mutation",
    "next",
    "note",
    "now",
    "of",
    "on",
    "option",
    "optional",
    "over",
    "owner",
    "owns",
    "parallel",
    "person",
    "planned",
    "priority",
    "pros",
    "publishes",
    "purpose",
    "query",
    "question",
    "queue",
    "rate",
    "rationale",
    "recommend",
    "rejected",
    "repeat",
    "replicas",
    "request",
    "requeue",
    "requirement",
    "respond",
    "response",
    "retry",
    "return",
    "role",
    "rollback",
    "row",
    "rpc",
    "scale",
    "search",
    "security",
    "service",
    "shape",
    "show",
    "slo",
    "slow",
    "stale",
    "stateless",
    "status",
    "storage",
    "stores",
    "stream",
    "style",
    "subscription",
    "system",
    "takes",
    "team",
    "title",
    "topic",
    "tradeoff",
    "tree",
    "ttl",
    "unit",
    "until",
    "view",
    "when",
    "why",
    "without",
    "worker",
    "zone",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_name_no_word_twice() {
        assert!(LANGUAGE_WORDS.is_sorted_by(|a, b| a < b));
        assert_eq!(Kind::ALL.map(Kind::word), crate::syntax::words::KINDS);
        for word in crate::syntax::words::KINDS.iter().chain(crate::syntax::words::STATEMENTS) {
            assert!(LANGUAGE_WORDS.contains(word), "{word}");
        }
    }
}
