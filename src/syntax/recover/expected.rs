//! Where the likely rule gives up, and what it wanted there, in words.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

use super::tokens::Kind;
use super::{Head, nameless, surfaces};
use crate::diag::{Diagnostic, codes};
use crate::syntax::lower::Place;
use crate::syntax::parser::{Grammar, Rule};
use crate::syntax::{report, words};

/// The rule that a line beginning with `word` was likely meant for.
pub(super) fn rule(word: &str, place: Place) -> Option<Rule> {
    match place {
        Place::File | Place::Element => statement_rule(word),
        Place::Flow => Some(match word {
            "takes" | "rate" => Rule::flow_quantity,
            "carries" => Rule::flow_names,
            "auth" => Rule::flow_text,
            "request" | "response" => Rule::flow_type,
            _ => return None,
        }),
        Place::Journey => Some(match word {
            "when" => Rule::when,
            "parallel" => Rule::parallel,
            "repeat" => Rule::repeat,
            "return" => Rule::returns,
            "note" => Rule::note,
            "lane" => Rule::lane,
            "else" => Rule::else_branch,
            _ => return None,
        }),
        Place::Surface => Some(match word {
            "rpc" | "query" | "mutation" | "subscription" => Rule::operation,
            "takes" | "rate" => Rule::flow_quantity,
            "auth" => Rule::flow_text,
            "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS" => Rule::endpoint,
            _ => return None,
        }),
        Place::View => Some(match word {
            "include" | "exclude" => Rule::view_select,
            "collapse" => Rule::view_collapse,
            "depth" => Rule::view_depth,
            "direction" | "highlight" => Rule::view_word,
            "without" => Rule::view_without,
            _ => return None,
        }),
        Place::Looks => words::of(place).contains(&word).then_some(Rule::look),
        Place::Design(_) => Some(match word {
            _ if !words::of(place).contains(&word) => return None,
            "meets" | "about" | "blocks" => Rule::property_paths,
            "planned" => Rule::property_quantity,
            "due" => Rule::property_date,
            "option" => Rule::option,
            "alert" => Rule::alert_line,
            "kind" | "priority" | "chosen" | "status" | "recommend" => Rule::property_name,
            _ => Rule::property_text,
        }),
        Place::Entity => Some(Rule::field),
        Place::Tree => Some(Rule::answer),
        Place::Plan => Some(Rule::plan),
    }
}

fn statement_rule(word: &str) -> Option<Rule> {
    Some(match word {
        "does" | "why" | "purpose" | "unit" | "link" => Rule::text_fact,
        "owns" | "stores" => Rule::names_fact,
        "publishes" => Rule::publishes,
        "consumes" => Rule::consumes,
        "caches" => Rule::caches,
        "replicas" | "slo" => Rule::quantity_fact,
        "status" | "direction" => Rule::word_fact,
        "row" => Rule::row,
        "above" => Rule::above,
        "api" => Rule::whole_surface,
        "journey" => Rule::whole_journey,
        "view" => Rule::whole_view,
        "style" => Rule::whole_style,
        "kind" => Rule::whole_kind,
        "include" => Rule::include,
        "title" => Rule::title,
        "edition" => Rule::edition,
        "entity" => Rule::whole_entity,
        "role" => Rule::role,
        "requirement" => Rule::requirement,
        "constraint" => Rule::constraint,
        "decision" => Rule::decision,
        "tradeoff" => Rule::tradeoff,
        "cap" => Rule::cap,
        "security" => Rule::security,
        "scale" => Rule::scale,
        "monitor" => Rule::monitor,
        "question" => Rule::question,
        "team" => Rule::team,
        "tree" => Rule::whole_tree,
        "accept" => Rule::accept,
        word if words::KINDS.contains(&word) => Rule::element_of_builtin_kind,
        _ => return None,
    })
}

/// What stands where something else was wanted, and what was wanted.
struct Stop {
    at: usize,
    wanted: Vec<&'static str>,
}

/// Tries `rule` on the head and says where it gave up; `None` when it did not.
pub(super) fn diagnose(head: &Head<'_>, rule: Rule) -> Option<Diagnostic> {
    let stop = stop(head, rule)?;
    let found = head.tokens.iter().find(|token| token.start + token.text.len() > stop.at);
    let first = head.tokens.first().map_or("", |token| token.text);
    let wants = |what: &str| stop.wanted.contains(&what);
    let wanted = one_of(&required(&stop.wanted));
    let Some(found) = found else {
        // Nothing is left: point behind the last word.
        let end = head.tokens.last().map_or(0, |token| token.start + token.text.len());
        return Some(
            Diagnostic::error(
                codes::UNEXPECTED,
                head.at(0, end),
                format!("`{}` is not complete", report::shown(head.text)),
            )
            .here(format!("expected {} behind it", wanted))
            .help(example(first, rule)),
        );
    };
    let place = head.token(found);
    let shown = report::shown(found.text);
    if wants(PATH) && found.kind == Kind::Word && found.text.starts_with(char::is_alphanumeric) {
        return Some(surfaces::path(head, found.start));
    }
    if required(&stop.wanted).contains(&TEXT)
        && found.kind == Kind::Word
        && found.text.starts_with(|c: char| c.is_alphanumeric() || "/._-".contains(c))
    {
        return Some(needs_quotes(head, found.start));
    }
    if wants(NAME) && found.kind == Kind::Word && found.text.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(
            Diagnostic::error(codes::NOT_A_NAME, place, format!("`{shown}` is not a name"))
                .here("begins with a digit")
                .help(format!(
                    "begin names with a letter or `_`, such as `_{shown}`; the label holds any text"
                )),
        );
    }
    if let Some(nameless) = nameless::of(&head.tokens).filter(|_| wants(NAME)) {
        return Some(nameless.told(head, first));
    }
    Some(
        Diagnostic::error(codes::UNEXPECTED, place, format!("unexpected `{shown}`"))
            .here(format!("expected {}", wanted))
            .help(example(first, rule)),
    )
}

/// Text without quotes: all that is left of the head, up to a technology.
fn needs_quotes(head: &Head<'_>, start: usize) -> Diagnostic {
    let base = head.span.start as usize;
    let line = &head.source.text[base + start..];
    let line = &line[..line.find(['\n', '\r', ';']).unwrap_or(line.len())];
    // `https://…` looks like a comment; the address ends at a blank.
    let is_address = ["https://", "http://"].iter().any(|scheme| line.starts_with(scheme));
    let end = if is_address { line.find(char::is_whitespace) } else { line.find(['[', '{', '}', '"', ',']) };
    let mut text = &line[..end.unwrap_or(line.len())];
    if !is_address {
        text = text.split("//").next().unwrap_or(text).split("/*").next().unwrap_or(text);
    }
    let text = text.trim_end();
    let place = head.at(start, start + text.len());
    let quoted = format!("\"{}\"", text.replace('\\', "\\\\"));
    let is_second = head.tokens.get(1).is_some_and(|token| token.start == start);
    let first =
        head.tokens.first().filter(|_| is_second).map(|token| format!("{} ", token.text)).unwrap_or_default();
    Diagnostic::error(codes::NEEDS_QUOTES, place, format!("the text `{}` needs quotes", report::shown(text)))
        .here("text stands between quotes")
        .help(format!("write `{first}{}`", report::shown(&quoted)))
        .fix(place, quoted)
}

fn stop(head: &Head<'_>, rule: Rule) -> Option<Stop> {
    let error = Grammar::parse(rule, head.text).err()?;
    let InputLocation::Pos(at) = error.location else { return None };
    let ErrorVariant::ParsingError { positives, .. } = error.variant else { return None };
    let mut wanted: Vec<&'static str> = Vec::new();
    for word in positives.into_iter().filter_map(in_words) {
        if !wanted.contains(&word) {
            wanted.push(word);
        }
    }
    Some(Stop { at, wanted })
}

const NAME: &str = "a name";
const TEXT: &str = "a text in quotes";
const PATH: &str = "a path that begins with `/`";

/// What a rule looks like to someone who writes the language; `None` for what nobody has to be told.
fn in_words(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::name | Rule::path => NAME,
        Rule::quoted | Rule::raw => TEXT,
        Rule::quantity => "a number, perhaps with a unit",
        Rule::value => "a number or a date",
        Rule::technology => "a technology in `[…]`",
        Rule::tag => "a `#tag`",
        Rule::type_name => "a type",
        Rule::code => "a status code",
        Rule::route_path => PATH,
        Rule::open => "`{`",
        Rule::colon => "`:`",
        Rule::equals => "`=`",
        Rule::hop | Rule::arrow_sync | Rule::arrow_async | Rule::arrow_both | Rule::arrow_error => "an arrow",
        Rule::kw_of => "`of`",
        Rule::kw_else => "`else`",
        Rule::kw_errors => "`errors`",
        Rule::kw_over => "`over`",
        Rule::kind_selector => "`kind:…`",
        Rule::view_name => "the name of a view",
        Rule::action_word | Rule::unknown_action | Rule::action_line | Rule::actions => "an action",
        Rule::journey_body
        | Rule::design_body
        | Rule::tree_body
        | Rule::entity_body
        | Rule::look_body
        | Rule::view_body
        | Rule::surface_body
        | Rule::flow_body
        | Rule::element_body
        | Rule::block => "`{`",
        Rule::event | Rule::selector | Rule::flow_line => NAME,
        _ => return None,
    })
}

/// Without the parts that may be missing, when something else is wanted as well.
fn required<'w>(wanted: &[&'w str]) -> Vec<&'w str> {
    let needed = |what: &&str| !["a technology in `[…]`", "a `#tag`"].contains(what);
    let required: Vec<&str> = wanted.iter().copied().filter(|what| needed(what)).collect();
    if required.len() > 1 && required.contains(&"`of`") {
        return required.into_iter().filter(|&what| what != TEXT).collect();
    }
    if required.is_empty() { wanted.to_vec() } else { required }
}

fn one_of(wanted: &[&str]) -> String {
    match wanted {
        [] => "something else".to_owned(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}

/// How the statement that was likely meant is written.
fn example(word: &str, rule: Rule) -> String {
    let like = match rule {
        Rule::flow => "a, b -> c \"label\" [method/format]",
        Rule::element_of_builtin_kind | Rule::element => {
            return format!("write it like `{word} name \"label\" [technology]`");
        }
        Rule::text_fact | Rule::property_text | Rule::flow_text => {
            return format!("write it like `{word} \"…\"`");
        }
        Rule::names_fact | Rule::flow_names => return format!("write it like `{word} Order, Item`"),
        Rule::property_paths => return format!("write it like `{word} web, api`"),
        Rule::property_name => return format!("write it like `{word} …` with one word"),
        Rule::publishes => "publishes order.created \"when an order is created\"",
        Rule::consumes => "consumes order.created, stock.changed",
        Rule::caches => "caches \"User session\" ttl 24h until \"logout\"",
        Rule::quantity_fact if word == "slo" => "slo 99.95%",
        Rule::quantity_fact => "replicas 3",
        Rule::word_fact if word == "status" => "status new",
        Rule::word_fact => "direction right",
        Rule::row => "row a b c",
        Rule::above => "above a b",
        Rule::whole_surface => "api \"/api/v1\" [REST/JSON] { … }",
        Rule::whole_journey => "journey checkout \"Place an order\" { … }",
        Rule::whole_view => "view payments \"Payments only\" of components { … }",
        Rule::whole_style => "style #tag { accent warning }",
        Rule::whole_kind => "kind lambda = function { shape hexagon }",
        Rule::include => "include \"other.cut\"",
        Rule::title => "title \"Online shop\"",
        Rule::edition => "edition 1",
        Rule::whole_entity => "entity Order \"An order\" { id uuid key }",
        Rule::field => "customer -> Customer",
        Rule::role => "role admin of customer \"Runs the shop\" { can \"…\" }",
        Rule::requirement => "requirement fast \"Pages open at once\" { priority must }",
        Rule::constraint => "constraint users 1_000 { planned 10_000 }",
        Rule::decision => "decision queue-first \"Slow work goes through a queue\" { … }",
        Rule::option => "option A \"Call it\" { pros \"simple\"; cons \"slow pages\" }",
        Rule::tradeoff => "tradeoff \"Build or buy\" { a \"build\"; b \"buy\"; recommend b }",
        Rule::cap => "cap sql CP \"money must add up\"",
        Rule::security => "security { authentication \"OIDC\" }",
        Rule::scale => "scale \"Ten times the orders\" { when \"…\"; now \"…\"; next \"…\" }",
        Rule::monitor => "monitor orders { metric \"p95\" }",
        Rule::alert_line => "alert \"p95 over 300ms\" -> oncall",
        Rule::question => "question \"Who pays for refunds?\" { owner \"Ada\" }",
        Rule::team => "team 6",
        Rule::whole_tree => "tree \"Is latency too high?\" { yes: \"…\"; no: \"…\" }",
        Rule::answer => "yes: \"Add replicas\"",
        Rule::accept => "accept unplanned-failure on billing \"a batch job retries it\" until 2027-06-30",
        Rule::property_quantity => "planned 10_000",
        Rule::property_date => "due 2027-06-30",
        Rule::flow_quantity if word == "rate" => "rate 500/s",
        Rule::flow_quantity => "takes 800ms",
        Rule::flow_type => return format!("write it like `{word} Order`"),
        Rule::else_branch => "else when \"…\" { … }",
        Rule::when => "when \"in stock\" { … } else { … }",
        Rule::parallel => "parallel { lane { … } lane { … } }",
        Rule::lane => "lane { … }",
        Rule::repeat => "repeat \"each item\" { … }",
        Rule::returns => "return \"201 Created\"",
        Rule::note => "note over web, api \"…\"",
        Rule::endpoint => "GET /:id \"Get one\" ! 404",
        Rule::operation => "rpc Watch(Filter) -> stream Event",
        Rule::replies => "! 404, 409 \"duplicate\"",
        Rule::plan => "! down: retry 3, show \"Try again\"",
        Rule::view_select => "include shop.*, #core, kind:queue",
        Rule::view_collapse => "collapse data",
        Rule::view_depth => "depth 2",
        Rule::view_word if word == "highlight" => "highlight checkout",
        Rule::view_word => "direction right",
        Rule::view_without => "without errors",
        Rule::look if word == "accent" => "accent warning",
        Rule::look if word == "border" => "border dashed",
        Rule::look => "shape hexagon",
        _ => "service orders \"Orders\" [Rust]",
    };
    format!("write it like `{like}`")
}
