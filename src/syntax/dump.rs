//! The AST as text, for snapshots and for comparing two trees without their places.
//!
//! In: a file's tree. Out: a line for each statement, indented by its depth, in the order written. Two trees have one
//! dump exactly when they differ in nothing but spans (and in how a number was spelt).

use std::fmt::Write;

use super::ast::*;

/// The statements of a file, one a line.
///
/// ```
/// use cutaway::source::{FileId, SourceFile};
///
/// let source = SourceFile::new(FileId(0), "a.cut", "app web \"Shop\" { does \"x\" }");
/// let file = cutaway::syntax::parse(&source).value;
/// assert_eq!(cutaway::syntax::dump(&file), "element app web \"Shop\" {\n  does \"x\"\n}\n");
/// ```
pub fn dump(file: &File) -> String {
    let mut dump = Dump { out: String::new(), depth: 0 };
    dump.statements(&file.statements);
    dump.out
}

struct Dump {
    out: String,
    depth: usize,
}

impl Dump {
    fn line(&mut self, text: impl AsRef<str>) {
        self.out.extend(std::iter::repeat_n("  ", self.depth));
        self.out.push_str(text.as_ref());
        self.out.push('\n');
    }

    /// A line with a body under it.
    fn block(&mut self, head: impl AsRef<str>, body: impl FnOnce(&mut Dump)) {
        self.line(format!("{} {{", head.as_ref()));
        self.depth += 1;
        body(self);
        self.depth -= 1;
        self.line("}");
    }

    fn statements(&mut self, statements: &[Stmt]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Stmt) {
        match statement {
            Stmt::Edition(edition) => self.line(format!("edition {}", edition.value)),
            Stmt::Include(path, _) => self.line(format!("include {}", text(path))),
            Stmt::Title(title, _) => self.line(format!("title {}", text(title))),
            Stmt::Kind(kind) => {
                let head = format!("kind {} = {}", kind.name.value, kind.base.value);
                self.block(head, |dump| dump.looks(&kind.looks));
            }
            Stmt::Element(element) => {
                let line =
                    format!("element {} {}{}", element.kind.value, element.name.value, head(&element.head));
                match &element.body {
                    Some(body) => self.block(line, |dump| dump.statements(body)),
                    None => self.line(line),
                }
            }
            Stmt::Flow(flow) => self.flow(flow),
            Stmt::Fact(fact) => self.line(fact_line(&fact.kind)),
            Stmt::Surface(surface) => self.block(format!("api{}", head(&surface.head)), |dump| {
                dump.flow_facts(&surface.facts);
                surface.endpoints.iter().for_each(|endpoint| dump.endpoint(endpoint));
            }),
            Stmt::SurfaceFrom(path, surface) => {
                let line = format!("api from {}{}", text(path), head(&surface.head));
                if surface.endpoints.is_empty() && surface.facts.is_empty() {
                    return self.line(line);
                }
                self.block(line, |dump| {
                    dump.flow_facts(&surface.facts);
                    surface.endpoints.iter().for_each(|endpoint| dump.endpoint(endpoint));
                });
            }
            Stmt::Journey(journey) => {
                self.block(format!("journey {}{}", journey.name.value, head(&journey.head)), |dump| {
                    dump.steps(&journey.body)
                });
            }
            Stmt::View(view) => {
                let line = format!("view {}{} of {}", view.name.value, head(&view.head), view.of.value);
                self.block(line, |dump| {
                    view.body.iter().for_each(|statement| dump.line(view_line(statement)))
                });
            }
            Stmt::Style(style) => {
                self.block(format!("style {}", selectors(&style.targets)), |dump| dump.looks(&style.looks));
            }
            Stmt::Design(design) => self.design(design),
            Stmt::Extra(extra) => self.line(extra_line(extra)),
            Stmt::Broken(_) => self.line("broken"),
        }
    }

    fn looks(&mut self, looks: &[Look]) {
        for look in looks {
            self.line(format!("{} {}", look.property.value, look.value.value));
        }
    }

    fn flow(&mut self, flow: &Flow) {
        let mut line = format!("flow {}", paths(&flow.sources));
        for hop in &flow.hops {
            let arrow = match hop.arrow.value {
                Arrow::Sync => "->",
                Arrow::Async => "~>",
                Arrow::Both => "<->",
                Arrow::Error => "!>",
            };
            let _ = write!(line, " {arrow} {}", paths(&hop.targets));
        }
        line += &head(&flow.head);
        if flow.body.is_empty() && flow.plans.is_empty() {
            return self.line(line);
        }
        self.block(line, |dump| {
            dump.flow_facts(&flow.body);
            flow.plans.iter().for_each(|plan| dump.plan(plan));
        });
    }

    fn flow_facts(&mut self, facts: &[FlowFact]) {
        for fact in facts {
            self.line(match fact {
                FlowFact::Takes(quantity) => format!("takes {}", quantity.text),
                FlowFact::Rate(quantity) => format!("rate {}", quantity.text),
                FlowFact::Carries(entities) => format!("carries {}", names(entities)),
                FlowFact::Auth(how) => format!("auth {}", text(how)),
                FlowFact::Encrypted(_) => "encrypted".to_owned(),
                FlowFact::Optional(_) => "optional".to_owned(),
                FlowFact::Request(kind) => format!("request {}", kind.value),
                FlowFact::Response(kind) => format!("response {}", kind.value),
                FlowFact::Extra(extra) => extra_line(extra),
                FlowFact::Broken(_) => "broken".to_owned(),
            });
        }
    }

    fn plan(&mut self, plan: &Plan) {
        let mut line = "plan".to_owned();
        for mode in &plan.modes {
            let _ = write!(line, " {}", mode.mode.value.word());
            if let Some(threshold) = &mode.threshold {
                let _ = write!(line, " > {}", threshold.text);
            }
        }
        line += &optional(&plan.which);
        self.block(line, |dump| dump.actions(&plan.actions));
    }

    fn actions(&mut self, actions: &[Action]) {
        for action in actions {
            match &action.kind {
                ActionKind::Block(statements) => self.block("block", |dump| dump.steps(statements)),
                kind => self.line(action_line(kind)),
            }
        }
    }

    fn steps(&mut self, statements: &[JourneyStmt]) {
        for statement in statements {
            match statement {
                JourneyStmt::Step(flow) => self.flow(flow),
                JourneyStmt::When { branches, .. } => self.block("when", |dump| {
                    for branch in branches {
                        dump.block(format!("branch{}", optional(&branch.condition)), |dump| {
                            dump.steps(&branch.body)
                        });
                    }
                }),
                JourneyStmt::Parallel { lanes, .. } => self.block("parallel", |dump| {
                    for lane in lanes {
                        let word = if lane.braced { "lane" } else { "bare lane" };
                        dump.block(format!("{word}{}", optional(&lane.label)), |dump| dump.steps(&lane.body));
                    }
                }),
                JourneyStmt::Repeat { what, body, .. } => {
                    self.block(format!("repeat{}", optional(what)), |dump| dump.steps(body));
                }
                JourneyStmt::Return(what, _) => self.line(format!("return{}", optional(what))),
                JourneyStmt::Note { over, text: note, .. } => {
                    self.line(format!("note {} {}", paths(over), text(note)))
                }
                JourneyStmt::Actions(actions, _) => self.block("actions", |dump| dump.actions(actions)),
                JourneyStmt::Extra(extra) => self.line(extra_line(extra)),
                JourneyStmt::Broken(_) => self.line("broken"),
            }
        }
    }

    fn endpoint(&mut self, endpoint: &Endpoint) {
        let mut line = match &endpoint.operation {
            Operation::Http { method, path } => format!("{} {:?}", method.value, path.value),
            Operation::Named { form, name, parameters, stream, result } => {
                let parameters = parameters.as_ref().map(|p| format!(" ({})", p.value)).unwrap_or_default();
                let stream = if *stream { " stream" } else { "" };
                let result = result.as_ref().map(|r| format!(" -> {}", r.value)).unwrap_or_default();
                format!("{} {}{parameters}{stream}{result}", form.value, name.value)
            }
        };
        line += &head(&endpoint.head);
        if endpoint.body.is_empty() && endpoint.errors.is_empty() {
            return self.line(line);
        }
        self.block(line, |dump| {
            dump.flow_facts(&endpoint.body);
            for reply in &endpoint.errors {
                dump.line(format!("reply {}{}", reply.code.value, optional(&reply.text)));
            }
        });
    }

    fn design(&mut self, design: &Design) {
        match &design.kind {
            DesignKind::Entity { name, head: h, fields } => {
                self.block(format!("entity {}{}", name.value, head(h)), |dump| {
                    fields.iter().for_each(|field| dump.line(field_line(field)));
                });
            }
            DesignKind::Decision(decision) => self.decision(decision),
            DesignKind::Tree(tree) => self.tree("tree", tree),
            kind => self.facts(kind),
        }
        for extra in &design.extras {
            self.line(extra_line(extra));
        }
    }

    fn decision(&mut self, decision: &Decision) {
        self.block(format!("decision {}{}", decision.name.value, head(&decision.head)), |dump| {
            dump.text("context", &decision.context);
            for option in &decision.options {
                dump.block(format!("option {}{}", option.id.value, optional(&option.label)), |dump| {
                    option.pros.iter().for_each(|pro| dump.line(format!("pros {}", text(pro))));
                    option.cons.iter().for_each(|con| dump.line(format!("cons {}", text(con))));
                });
            }
            dump.name("chosen", &decision.chosen);
            dump.text("rationale", &decision.rationale);
            dump.text("consequences", &decision.consequences);
            dump.name("status", &decision.status);
            dump.paths("about", &decision.about);
        });
    }

    fn tree(&mut self, answer: &str, tree: &Tree) {
        let line = format!("{answer} {}", text(&tree.text));
        if tree.answers.is_empty() {
            return self.line(line);
        }
        self.block(line, |dump| {
            for (answer, next) in &tree.answers {
                dump.tree(&format!("{}:", text(answer)), next);
            }
        });
    }

    /// The design facts whose bodies are lists of words with a value.
    fn facts(&mut self, kind: &DesignKind) {
        match kind {
            DesignKind::Role { name, of, head: h, can } => {
                let of = of.as_ref().map(|of| format!(" of {}", path(of))).unwrap_or_default();
                self.block(format!("role {}{of}{}", name.value, head(h)), |dump| {
                    can.iter().for_each(|can| dump.line(format!("can {}", text(can))));
                });
            }
            DesignKind::Requirement { name, head: h, kind, priority, meets } => {
                self.block(format!("requirement {}{}", name.value, head(h)), |dump| {
                    dump.name("kind", kind);
                    dump.name("priority", priority);
                    dump.paths("meets", meets);
                });
            }
            DesignKind::Constraint { name, value, planned } => {
                let value = match value {
                    ConstraintValue::Text(value) => format!(" {}", text(value)),
                    ConstraintValue::Quantity(value) => format!(" {}", value.text),
                    ConstraintValue::Missing => String::new(),
                };
                let planned = planned.as_ref().map(|p| format!(" planned {}", p.text)).unwrap_or_default();
                self.line(format!("constraint {}{value}{planned}", name.value));
            }
            DesignKind::Tradeoff { label, a, b, recommend, because } => {
                self.block(format!("tradeoff {}", text(label)), |dump| {
                    dump.text("a", a);
                    dump.text("b", b);
                    dump.name("recommend", recommend);
                    dump.text("because", because);
                });
            }
            DesignKind::Cap { element, choice, why } => {
                self.line(format!("cap {} {}{}", path(element), choice.value, optional(why)));
            }
            DesignKind::Security(facts) => self.block("security", |dump| {
                facts.iter().for_each(|(word, value)| dump.line(format!("{} {}", word.value, text(value))));
            }),
            DesignKind::Scale { label, when, now, next } => {
                self.block(format!("scale {}", text(label)), |dump| {
                    dump.text("when", when);
                    dump.text("now", now);
                    dump.text("next", next);
                })
            }
            DesignKind::Monitor { element, metrics, alerts } => {
                self.block(format!("monitor {}", path(element)), |dump| {
                    metrics.iter().for_each(|metric| dump.line(format!("metric {}", text(metric))));
                    for (what, receiver) in alerts {
                        let receiver =
                            receiver.as_ref().map(|r| format!(" -> {:?}", r.value)).unwrap_or_default();
                        dump.line(format!("alert {}{receiver}", text(what)));
                    }
                });
            }
            DesignKind::Question { label, owner, due, blocks } => {
                self.block(format!("question {}", text(label)), |dump| {
                    dump.text("owner", owner);
                    dump.name("due", due);
                    dump.paths("blocks", blocks);
                });
            }
            DesignKind::Team(size) => self.line(format!("team {}", size.text)),
            DesignKind::Accept { rule, on, reason, until } => {
                let on = on.as_ref().map(|on| format!(" on {}", path(on))).unwrap_or_default();
                let until = until.as_ref().map(|until| format!(" until {}", until.value)).unwrap_or_default();
                self.line(format!("accept {}{on} {}{until}", rule.value, text(reason)));
            }
            DesignKind::Entity { .. } | DesignKind::Decision(_) | DesignKind::Tree(_) => {}
        }
    }

    fn text(&mut self, word: &str, value: &Option<Text>) {
        if let Some(value) = value {
            self.line(format!("{word} {}", text(value)));
        }
    }

    fn name(&mut self, word: &str, value: &Option<Name>) {
        if let Some(value) = value {
            self.line(format!("{word} {}", value.value));
        }
    }

    fn paths(&mut self, word: &str, value: &[Path]) {
        if !value.is_empty() {
            self.line(format!("{word} {}", paths(value)));
        }
    }
}

fn fact_line(fact: &FactKind) -> String {
    match fact {
        FactKind::Does(what) => format!("does {}", text(what)),
        FactKind::Why(what) => format!("why {}", text(what)),
        FactKind::Purpose(what) => format!("purpose {}", text(what)),
        FactKind::Owns(entities) => format!("owns {}", names(entities)),
        FactKind::Stores(entities) => format!("stores {}", names(entities)),
        FactKind::Publishes { event, when } => format!("publishes {:?}{}", event.value, optional(when)),
        FactKind::Consumes(events) => {
            format!("consumes {:?}", events.iter().map(|e| &e.value).collect::<Vec<_>>())
        }
        FactKind::Caches { what, ttl, until } => {
            let ttl = ttl.as_ref().map(|ttl| format!(" ttl {}", ttl.text)).unwrap_or_default();
            let until = until.as_ref().map(|until| format!(" until {}", text(until))).unwrap_or_default();
            format!("caches {}{ttl}{until}", text(what))
        }
        FactKind::Replicas(count) => format!("replicas {}", count.text),
        FactKind::Stateless => "stateless".to_owned(),
        FactKind::Unit(unit) => format!("unit {}", text(unit)),
        FactKind::Slo(slo) => format!("slo {}", slo.text),
        FactKind::Status(status) => format!("status {}", status.value),
        FactKind::Direction(direction) => format!("direction {}", direction.value),
        FactKind::Row(row) => format!("row {}", paths(row)),
        FactKind::Above(a, b) => format!("above {}, {}", path(a), path(b)),
        FactKind::Link(link) => format!("link {}", text(link)),
    }
}

fn action_line(action: &ActionKind) -> String {
    match action {
        ActionKind::Redirect { target, label } => format!("-> {}{}", path(target), optional(label)),
        ActionKind::Park { target, label } => format!("~> {}{}", path(target), optional(label)),
        ActionKind::Retry { count, backoff } => {
            let count = count.as_ref().map(|count| format!(" {}", count.text)).unwrap_or_default();
            let backoff =
                backoff.as_ref().map(|backoff| format!(" backoff {}", backoff.text)).unwrap_or_default();
            format!("retry{count}{backoff}")
        }
        ActionKind::Breaker => "breaker".to_owned(),
        ActionKind::Alert(receiver) => format!("alert {:?}", receiver.value),
        ActionKind::Respond { code, text } => format!("respond {}{}", code.value, optional(text)),
        ActionKind::Show(what) => format!("show {}", text(what)),
        ActionKind::Fail(what) => format!("fail{}", optional(what)),
        ActionKind::Degrade(what) => format!("degrade{}", optional(what)),
        ActionKind::Fallback(what) => format!("fallback{}", optional(what)),
        ActionKind::Requeue => "requeue".to_owned(),
        ActionKind::Queue => "queue".to_owned(),
        ActionKind::Rollback(what) => format!("rollback{}", optional(what)),
        ActionKind::Compensate { target, label } => {
            format!("compensate -> {}{}", path(target), optional(label))
        }
        ActionKind::Ignore(why) => format!("ignore{}", optional(why)),
        ActionKind::Free(what) => text(what),
        ActionKind::Block(_) => "block".to_owned(),
    }
}

fn view_line(statement: &ViewStmt) -> String {
    match statement {
        ViewStmt::Include(what) => format!("include {}", selectors(what)),
        ViewStmt::Exclude(what) => format!("exclude {}", selectors(what)),
        ViewStmt::Collapse(what) => format!("collapse {}", paths(what)),
        ViewStmt::Depth(depth) => format!("depth {}", depth.text),
        ViewStmt::Direction(direction) => format!("direction {}", direction.value),
        ViewStmt::Highlight(journey) => format!("highlight {}", journey.value),
        ViewStmt::WithoutErrors(_) => "without errors".to_owned(),
        ViewStmt::Extra(extra) => extra_line(extra),
        ViewStmt::Broken(_) => "broken".to_owned(),
    }
}

fn field_line(field: &Field) -> String {
    let kind = match &field.kind {
        FieldKind::Untyped => String::new(),
        FieldKind::Type(name) => format!(" {}", name.value),
        FieldKind::Values(values) => format!(" one of {}", text(values)),
        FieldKind::Relation { target, count } => {
            let count = match count {
                Count::One => "",
                Count::Optional => "?",
                Count::Many => "[]",
            };
            format!(" -> {}{count}", target.value)
        }
    };
    let key = if field.key { " key" } else { "" };
    format!("field {}{kind}{key}{}", field.name.value, optional(&field.note))
}

fn extra_line(extra: &Extra) -> String {
    format!("{}{}", extra.name.value, optional(&extra.value))
}

fn head(head: &Head) -> String {
    let tech = head.tech.as_ref().map(|tech| format!(" [{}]", tech.value)).unwrap_or_default();
    let tags: String = head.tags.iter().map(|tag| format!(" #{}", tag.value)).collect();
    format!("{}{tech}{tags}", optional(&head.label))
}

fn text(text: &Text) -> String {
    format!("{:?}", text.value)
}

fn optional(value: &Option<Text>) -> String {
    value.as_ref().map(|value| format!(" {}", text(value))).unwrap_or_default()
}

fn names(names: &[Name]) -> String {
    names.iter().map(|name| &*name.value).collect::<Vec<_>>().join(", ")
}

fn path(path: &Path) -> String {
    path.segments.iter().map(|name| &*name.value).collect::<Vec<_>>().join(".")
}

fn paths(list: &[Path]) -> String {
    list.iter().map(path).collect::<Vec<_>>().join(", ")
}

fn selectors(selectors: &[Selector]) -> String {
    let one = |selector: &Selector| match &selector.kind {
        SelectorKind::Name(name) => path(name),
        SelectorKind::Children(name) => format!("{}.*", path(name)),
        SelectorKind::Descendants(name) => format!("{}.**", path(name)),
        SelectorKind::Tag(tag) => format!("#{}", tag.value),
        SelectorKind::Kind(kind) => format!("kind:{}", kind.value),
    };
    selectors.iter().map(one).collect::<Vec<_>>().join(", ")
}
