//! The words of the language, by the place where they may begin a line, and what a misspelt one was meant to be.

use super::ast::Mode;
use super::lower::{Fact, Place};
use crate::diag::nearest;

/// The kinds that need no declaration.
pub const KINDS: &[&str] = &[
    "person",
    "external",
    "app",
    "gateway",
    "service",
    "worker",
    "function",
    "job",
    "database",
    "cache",
    "queue",
    "topic",
    "storage",
    "search",
    "cdn",
    "library",
    "middleware",
    "component",
    "system",
    "boundary",
    "layer",
    "zone",
    "group",
];

/// The words that begin a statement and so are never kinds.
pub const STATEMENTS: &[&str] = &[
    "does",
    "why",
    "purpose",
    "owns",
    "stores",
    "api",
    "publishes",
    "consumes",
    "caches",
    "replicas",
    "stateless",
    "unit",
    "slo",
    "status",
    "direction",
    "row",
    "above",
    "link",
    "journey",
    "view",
    "style",
    "kind",
    "include",
    "title",
    "edition",
    "entity",
    "role",
    "requirement",
    "constraint",
    "decision",
    "tradeoff",
    "cap",
    "security",
    "scale",
    "monitor",
    "question",
    "team",
    "tree",
    "accept",
];

const FLOW: &[&str] = &["takes", "rate", "carries", "auth", "encrypted", "optional", "request", "response"];
const JOURNEY: &[&str] = &["when", "else", "parallel", "lane", "repeat", "return", "note"];
const SURFACE: &[&str] = &[
    "GET",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "HEAD",
    "OPTIONS",
    "rpc",
    "query",
    "mutation",
    "subscription",
    "takes",
    "rate",
    "auth",
];
const VIEW: &[&str] = &["include", "exclude", "collapse", "depth", "direction", "highlight", "without"];
const LOOKS: &[&str] = &["shape", "border", "accent"];

/// The accents of a style, as the model has them.
pub const ACCENTS: &[&str] =
    &["neutral", "person", "app", "service", "data", "messaging", "external", "info", "warning", "error"];

/// The actions of a failure plan that are words.
pub(super) const ACTIONS: &[&str] = &[
    "retry",
    "breaker",
    "alert",
    "respond",
    "show",
    "fail",
    "degrade",
    "fallback",
    "requeue",
    "queue",
    "rollback",
    "compensate",
    "ignore",
];

/// Every word that may begin a line in `place`.
pub(super) fn of(place: Place) -> &'static [&'static str] {
    match place {
        Place::File | Place::Element => STATEMENTS,
        Place::Flow => FLOW,
        Place::Plan => ACTIONS,
        Place::Journey => JOURNEY,
        Place::Surface => SURFACE,
        Place::Entity | Place::Tree => &[],
        Place::View => VIEW,
        Place::Looks => LOOKS,
        Place::Design(fact) => match fact {
            Fact::Role => &["can"],
            Fact::Requirement => &["kind", "priority", "meets"],
            Fact::Constraint => &["planned"],
            Fact::Decision => {
                &["context", "option", "chosen", "rationale", "consequences", "status", "about"]
            }
            Fact::Option => &["pros", "cons"],
            Fact::Tradeoff => &["a", "b", "recommend", "because"],
            Fact::Security => &["authentication", "authorization", "at-rest", "in-transit"],
            Fact::Scale => &["when", "now", "next"],
            Fact::Monitor => &["metric", "alert"],
            Fact::Question => &["owner", "due", "blocks"],
            Fact::Cap | Fact::Team | Fact::Accept => &[],
        },
    }
}

/// How messages call `place`, with its article.
pub(super) fn place_name(place: Place) -> &'static str {
    match place {
        Place::File => "a file",
        Place::Element => "an element",
        Place::Flow => "the body of a flow or an endpoint",
        Place::Plan => "a failure plan",
        Place::Journey => "a journey",
        Place::Surface => "an API surface",
        Place::Entity => "an entity",
        Place::View => "a view",
        Place::Looks => "a style",
        Place::Tree => "a decision tree",
        Place::Design(fact) => match fact {
            Fact::Role => "a role",
            Fact::Requirement => "a requirement",
            Fact::Constraint => "a constraint",
            Fact::Decision => "a decision",
            Fact::Option => "an option",
            Fact::Tradeoff => "a tradeoff",
            Fact::Cap => "a CAP choice",
            Fact::Security => "`security`",
            Fact::Scale => "a step of scale",
            Fact::Monitor => "a monitor",
            Fact::Question => "a question",
            Fact::Team => "a team",
            Fact::Accept => "an accepted rule",
        },
    }
}

/// A place whose lines may begin with `word`, other than `here`.
pub(super) fn home(word: &str, here: Place) -> Option<Place> {
    const PLACES: [Place; 15] = [
        Place::Element,
        Place::Flow,
        Place::Journey,
        Place::Surface,
        Place::View,
        Place::Looks,
        Place::Plan,
        Place::Design(Fact::Role),
        Place::Design(Fact::Requirement),
        Place::Design(Fact::Constraint),
        Place::Design(Fact::Decision),
        Place::Design(Fact::Option),
        Place::Design(Fact::Tradeoff),
        Place::Design(Fact::Monitor),
        Place::Design(Fact::Question),
    ];
    // `a` and `b` stand in a tradeoff, and are what people call things when nothing matters.
    if of(here).contains(&word) || word.len() == 1 {
        return None;
    }
    if KINDS.contains(&word) {
        return Some(Place::Element);
    }
    PLACES.into_iter().find(|&place| of(place).contains(&word))
}

/// What `word` at the start of a line in `place` was likely meant to be; `None` for a known word and a far one.
pub(super) fn misspelt(word: &str, place: Place) -> Option<&'static str> {
    let words = of(place);
    let kinds: &[&str] = if matches!(place, Place::File | Place::Element) { KINDS } else { &[] };
    if words.contains(&word) || kinds.contains(&word) {
        return None;
    }
    nearest(word, words.iter().chain(kinds).copied())
}

/// What people of other languages call what a word of ours says.
pub(super) fn habit(word: &str, place: Place) -> Option<&'static str> {
    Some(match (place, word) {
        (Place::Journey, "if" | "alt" | "opt" | "switch" | "case" | "choice") => "when",
        (Place::Journey, "elif" | "elseif" | "otherwise") => "else",
        (Place::Journey, "loop" | "for" | "foreach" | "while" | "each") => "repeat",
        (Place::Journey, "par" | "concurrent" | "fork") => "parallel",
        (Place::Journey, "and" | "branch" | "thread") => "lane",
        (Place::Journey, "reply" | "respond" | "answer") => "return",
        (Place::Journey, "comment" | "remark") => "note",
        (Place::File, "diagram" | "name" | "heading" | "caption") => "title",
        (Place::File | Place::Element, "description" | "desc" | "summary" | "responsibility") => "does",
        (Place::File | Place::Element, "instances" | "scale-to" | "copies") => "replicas",
        (Place::File | Place::Element, "emits" | "produces" | "sends") => "publishes",
        (Place::File | Place::Element, "subscribes" | "listens" | "receives") => "consumes",
        (Place::File | Place::Element, "url" | "href") => "link",
        (Place::File | Place::Element, "import" | "use" | "require") => "include",
        (Place::Looks, "color" | "colour" | "fill" | "background" | "stroke" | "theme") => "accent",
        (Place::Looks, "line" | "outline") => "border",
        (Place::Looks, "form" | "icon") => "shape",
        (Place::Flow, "latency" | "duration" | "time") => "takes",
        (Place::Flow, "throughput" | "rps" | "qps") => "rate",
        (Place::View, "only" | "show") => "include",
        (Place::View, "hide" | "without-elements") => "exclude",
        _ => return None,
    })
}

/// How what people call an action of a failure plan is written, and what that does.
pub(super) fn meant_action(word: &str) -> Option<(&'static str, &'static str)> {
    Some(match word.to_lowercase().as_str() {
        "redirect" | "reroute" | "route" | "failover" | "forward" | "switch" | "use" | "call" | "goto" => {
            ("-> target", "does the work elsewhere")
        }
        "park" | "enqueue" | "buffer" | "store" | "dlq" | "deadletter" | "dead-letter" => {
            ("~> target", "parks the work there")
        }
        "circuit-breaker" | "circuitbreaker" | "circuit" => ("breaker", "stops the calls for a while"),
        "notify" | "page" => ("alert oncall", "tells someone"),
        "return" | "reply" | "answer" => ("respond 503", "answers the caller"),
        "message" | "display" => ("show \"…\"", "tells the user"),
        "abort" | "raise" | "throw" => ("fail \"…\"", "gives up in a planned way"),
        "undo" | "revert" => ("rollback \"…\"", "undoes earlier steps"),
        "skip" | "drop" | "nothing" => ("ignore \"why\"", "accepts it on purpose"),
        _ => return None,
    })
}

/// The mode that `word` likely means where `lead` leads it in, as a condition is elsewhere: `on timeout`, `if down`.
pub(super) fn led_in(lead: &str, word: &str) -> Option<&'static str> {
    if !["on", "if", "when", "upon", "in", "case"].contains(&lead) || ACTIONS.contains(&word) {
        return None;
    }
    mode(word).map(|mode| mode.word()).or_else(|| meant_mode(word))
}

/// The language that `word` begins a file of, or frames one in.
pub fn language(word: &str) -> Option<&'static str> {
    Some(match word {
        "graph" | "flowchart" | "sequenceDiagram" | "classDiagram" | "erDiagram" | "stateDiagram"
        | "stateDiagram-v2" | "C4Context" | "C4Container" | "C4Component" | "architecture-beta" => "Mermaid",
        "digraph" | "strict" | "rankdir" => "Graphviz",
        "@startuml" | "@enduml" | "skinparam" => "PlantUML",
        "workspace" | "model" | "views" | "softwareSystem" => "Structurizr",
        _ => return None,
    })
}

/// The mode that `word` names.
pub(super) fn mode(word: &str) -> Option<Mode> {
    Mode::ALL.into_iter().find(|mode| mode.word() == word)
}

/// The mode that people of other tools may have meant by `word`.
pub(super) fn meant_mode(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "timeout" | "timeouts" | "late" | "latency" | "delay" | "delayed" | "hang" => "slow",
        "unavailable" | "offline" | "outage" | "dead" | "crash" | "crashed" | "unreachable"
        | "disconnected" => "down",
        "failure" | "failed" | "fail" | "fails" | "exception" | "err" | "errors" | "5xx" | "broken" => {
            "error"
        }
        "denied" | "refused" | "invalid" | "unauthorized" | "forbidden" | "conflict" | "declined" | "4xx" => {
            "rejected"
        }
        "overload" | "overloaded" | "busy" | "limited" | "throttled" | "backpressure" | "ratelimit" => "full",
        "dropped" | "missing" | "duplicate" | "duplicated" | "poison" | "poisoned" => "lost",
        "old" | "outdated" | "expired" => "stale",
        "all" | "always" | "other" | "otherwise" | "else" | "default" => "any",
        code if code.len() == 3 && code.starts_with('5') => "error",
        code if code.len() == 3 && code.starts_with('4') => "rejected",
        _ => return nearest(word, Mode::ALL.iter().map(|mode| mode.word())),
    })
}
