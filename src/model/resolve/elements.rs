//! Elements: declared with their kinds in one walk over all bodies, then described by the facts in these.

use super::checks::{self, Measure};
use super::{Context, MAX_ELEMENTS, Written, grouped, refs, unknown_kinds};
use crate::diag::{Diagnostic, codes};
use crate::model::component::{
    CacheRow, Element, ElementId, Facts, Hints, KindId, Publication, is_safe_link,
};
use crate::model::kind::Kind;
use crate::source::{FileId, Span, Spanned};
use crate::syntax::ast::{self, FactKind, Name, Stmt};

/// Declares every element, and sorts all other statements by what they are.
pub(super) fn declare<'a>(cx: &mut Context, statements: &'a [Stmt]) -> Written<'a> {
    let mut written = Written::default();
    let mut walk = Walk { cx, written: &mut written, full: false, again: false };
    walk.body(statements, None);
    written
}

struct Walk<'c, 'a> {
    cx: &'c mut Context,
    written: &'c mut Written<'a>,
    /// Whether the limit of elements was reached.
    full: bool,
    /// Whether the walk is in the body of an element that is declared already: what it says about it is not heard.
    again: bool,
}

impl<'a> Walk<'_, 'a> {
    fn body(&mut self, statements: &'a [Stmt], around: Option<ElementId>) {
        for statement in statements {
            let (word, span) = head(statement);
            if let (Some(word), Some(id)) = (word, around) {
                only_at_top(self.cx, word, span, id);
            }
            match statement {
                Stmt::Element(element) => self.element(element, around),
                Stmt::Flow(flow) => self.written.flows.push((around, flow)),
                Stmt::Fact(_) | Stmt::Surface(_) | Stmt::SurfaceFrom(..) | Stmt::Extra(_) if self.again => {}
                Stmt::Fact(fact) => self.written.facts.push((around, fact)),
                Stmt::Surface(surface) => match around {
                    Some(id) => self.written.surfaces.push((id, None, surface)),
                    None => needs_element(self.cx, "api", surface.span),
                },
                Stmt::SurfaceFrom(path, surface) => match around {
                    Some(id) => self.written.surfaces.push((id, Some(path), surface)),
                    None => needs_element(self.cx, "api", surface.span),
                },
                // A misplaced declaration still declares: what names it is not wrong.
                Stmt::Journey(journey) => self.written.journeys.push(journey),
                Stmt::View(view) => self.written.views.push(view),
                Stmt::Style(style) => self.written.styles.push(style),
                Stmt::Design(design) => self.written.design.push(design),
                Stmt::Title(text, span) if around.is_none() => self.written.titles.push((text, *span)),
                Stmt::Extra(extra) => match around {
                    Some(id) => self.cx.model.elements[id.index()].extras.push(extra.clone()),
                    None => self.cx.model.extras.push(extra.clone()),
                },
                Stmt::Edition(_) | Stmt::Title(..) | Stmt::Kind(_) | Stmt::Include(..) => {}
                Stmt::Broken(_) => {
                    if let Some(id) = around {
                        self.cx.model.elements[id.index()].incomplete = true;
                    }
                }
            }
        }
    }

    fn element(&mut self, element: &'a ast::Element, around: Option<ElementId>) {
        let body = element.body.as_deref().unwrap_or_default();
        // What the parser could not read has its whole head for a name. It declares nothing, but its insides do.
        let broken = element.kind.span == element.name.span;
        if let Some(host) = around.filter(|_| !broken)
            && unknown_kinds::misplaced(self.cx, host, element)
        {
            self.cx.model.elements[host.index()].incomplete = true;
            return;
        }
        let swapped = !broken && unknown_kinds::swapped(self.cx, element);
        let (kind, name) =
            if swapped { (&element.name, &element.kind) } else { (&element.kind, &element.name) };
        if let Some(first) = self.cx.model.names.child(around, &name.value).filter(|_| !broken) {
            let place = match around {
                Some(id) => format!("in `{}`", self.cx.model.element(id).path),
                None => "at the top level".to_owned(),
            };
            let first_name = self.cx.model.element(first).name.span;
            self.cx.report(
                Diagnostic::error(
                    codes::DUPLICATE_ELEMENT,
                    name.span,
                    format!("`{}` is declared twice {place}", name.value),
                )
                .here("declared again here")
                .label(first_name, "first declared here")
                .help("give one of them another name, or put it into another boundary"),
            );
            // Its insides are declared in the first, so that what names them is not wrong as well.
            let again = std::mem::replace(&mut self.again, true);
            self.body(body, Some(first));
            self.again = again;
            return;
        }
        if self.cx.model.elements.len() >= MAX_ELEMENTS {
            if !std::mem::replace(&mut self.full, true) {
                self.cx.report(
                    Diagnostic::error(
                        codes::TOO_MANY_ELEMENTS,
                        name.span,
                        format!("more than {} elements", grouped(MAX_ELEMENTS)),
                    )
                    .here("this one is too many")
                    .help("split the design: nobody reads a drawing of that many boxes"),
                );
            }
            return;
        }
        let id = ElementId(self.cx.model.elements.len() as u32);
        let (base, user_kind) = kind_of(self.cx, kind, element);
        let (written, mut name) = (name.value.clone(), name.clone());
        // One that reads as a declaration of another language has the name that this gives it.
        let nameless = name.value.contains(' ') || self.cx.model.names.child(around, &name.value).is_some();
        if broken && nameless {
            name.value = format!("~{}", id.0);
        }
        let path = match around {
            Some(parent) => format!("{}.{}", self.cx.model.element(parent).path, name.value),
            None => name.value.clone(),
        };
        let known = user_kind.is_some() || kind.value == base.word();
        let declared = Element {
            id,
            name,
            path,
            label: element.head.label.as_ref().map_or_else(|| written.clone(), |label| label.value.clone()),
            kind: if known { kind.value.clone() } else { base.word().to_owned() },
            base,
            user_kind,
            tech: element.head.tech.clone(),
            tags: element.head.tags.clone(),
            parent: around,
            children: Vec::new(),
            facts: Facts::default(),
            hints: Hints::default(),
            surfaces: Vec::new(),
            extras: Vec::new(),
            incomplete: broken,
            span: element.span,
        };
        self.cx.model.names.declare(&declared);
        self.cx.model.elements.push(declared);
        match around {
            Some(parent) => self.cx.model.elements[parent.index()].children.push(id),
            None => self.cx.model.roots.push(id),
        }
        let again = std::mem::replace(&mut self.again, false);
        self.body(body, Some(id));
        self.again = again;
    }
}

/// The word of a statement that stands at the top only, and where a statement stands.
fn head(statement: &Stmt) -> (Option<&'static str>, Span) {
    match statement {
        Stmt::Edition(edition) => (Some("edition"), edition.span),
        Stmt::Include(_, span) => (Some("include"), first_word(*span, "include")),
        Stmt::Title(_, span) => (Some("title"), first_word(*span, "title")),
        Stmt::Kind(kind) => (Some("kind"), kind.name.span),
        Stmt::Journey(journey) => (Some("journey"), journey.name.span),
        Stmt::View(view) => (Some("view"), view.name.span),
        Stmt::Style(style) => (Some("style"), first_word(style.span, "style")),
        Stmt::Design(design) => {
            let word = super::design::word(&design.kind);
            (Some(word), first_word(design.span, word))
        }
        Stmt::Element(element) => (None, element.span),
        Stmt::Flow(flow) => (None, flow.span),
        Stmt::Fact(fact) => (None, fact.span),
        Stmt::Surface(surface) | Stmt::SurfaceFrom(_, surface) => (None, surface.span),
        Stmt::Broken(span) => (None, *span),
        Stmt::Extra(extra) => (None, extra.span),
    }
}

/// The word that a statement begins with: messages point there, not at a body of many lines.
fn first_word(statement: Span, word: &str) -> Span {
    Span { end: statement.end.min(statement.start + word.len() as u32), ..statement }
}

fn only_at_top(cx: &mut Context, word: &str, span: Span, around: ElementId) {
    let element = cx.model.element(around);
    let (path, name) = (element.path.clone(), element.name.span);
    cx.report(
        Diagnostic::error(codes::ONLY_AT_TOP, span, format!("`{word}` stands at the top of a file only"))
            .here(format!("stands inside `{path}`"))
            .label(name, "inside this element")
            .help(format!("move it below the `}}` that closes `{path}`")),
    );
}

fn needs_element(cx: &mut Context, word: &str, span: Span) {
    let span = first_word(span, word);
    cx.report(
        Diagnostic::error(codes::NEEDS_ELEMENT, span, format!("`{word}` needs an element around it"))
            .here("says something about no element")
            .help(format!(
                "move it into the braces of the element it is about: `service orders {{ {word} … }}`"
            )),
    );
}

/// The kind of that word; an unknown one is reported and taken for a plain component.
fn kind_of(cx: &mut Context, word: &Name, element: &ast::Element) -> (Kind, Option<KindId>) {
    if let Some(kind) = Kind::from_word(&word.value) {
        return (kind, None);
    }
    if let Some(&id) = cx.kinds.get(&word.value) {
        return (cx.model.kinds[id.index()].base, Some(id));
    }
    unknown_kinds::report(cx, word, Some(element));
    (Kind::Component, None)
}

/// Gives every element what its body says about it.
pub(super) fn describe(cx: &mut Context, written: &Written<'_>) {
    let mut firsts = Firsts::default();
    for &(around, fact) in &written.facts {
        describe_one(cx, &mut firsts, around, fact);
    }
}

/// Where each element, or file, first stated what may be stated once.
type Firsts = indexmap::IndexMap<(Option<ElementId>, FileId, &'static str), Span>;

fn describe_one(cx: &mut Context, firsts: &mut Firsts, around: Option<ElementId>, fact: &ast::Fact) {
    let (word, single) = fact_word(&fact.kind);
    let hint = matches!(fact.kind, FactKind::Direction(_) | FactKind::Row(_) | FactKind::Above(..));
    if around.is_none() && !hint {
        needs_element(cx, word, fact.span);
        return;
    }
    if single {
        let key = (around, fact.span.file, word);
        if let Some(&first) = firsts.get(&key) {
            checks::twice(cx, word, first, fact.span);
            return;
        }
        firsts.insert(key, fact.span);
    }
    match &fact.kind {
        FactKind::Replicas(count) => checks::measure(cx, count, Measure::Whole, word),
        FactKind::Slo(share) => checks::measure(cx, share, Measure::Percent, word),
        FactKind::Caches { ttl: Some(ttl), .. } => checks::measure(cx, ttl, Measure::Time, "ttl"),
        FactKind::Link(link) if !is_safe_link(&link.value) => {
            cx.report(
                Diagnostic::warning(codes::DROPPED_LINK, link.span, "a link that no drawing may carry")
                    .here("left out of every drawing")
                    .help("write an address that begins with `https://`, `http://` or `mailto:`, or a relative one, without spaces"),
            );
        }
        FactKind::Direction(name) => {
            if let Some(direction) = checks::word(cx, name) {
                // At the top, an included file gives way to one that includes it.
                let place = &mut hints(cx, around).direction;
                if place.as_ref().is_none_or(|other| name.span.file < other.span.file) {
                    *place = Some(Spanned::new(direction, name.span));
                }
            }
            return;
        }
        FactKind::Row(paths) => {
            let ids: Vec<Option<ElementId>> =
                paths.iter().map(|path| refs::inside(cx, around, path)).collect();
            if let Some(ids) = ids.into_iter().collect::<Option<Vec<ElementId>>>()
                && each_once(cx, "row", paths, &ids)
            {
                hints(cx, around).rows.push((ids, fact.span));
            }
            return;
        }
        FactKind::Above(upper, lower) => {
            let ids = (refs::inside(cx, around, upper), refs::inside(cx, around, lower));
            if let (Some(above), Some(below)) = ids
                && each_once(cx, "above", [upper, lower], &[above, below])
            {
                hints(cx, around).above.push((above, below, fact.span));
            }
            return;
        }
        _ => {}
    }
    let status = match &fact.kind {
        FactKind::Status(name) => checks::word(cx, name).map(|status| Spanned::new(status, name.span)),
        _ => None,
    };
    let Some(id) = around else { return };
    let facts = &mut cx.model.elements[id.index()].facts;
    match &fact.kind {
        FactKind::Does(text) => facts.does = Some(text.clone()),
        FactKind::Why(text) => facts.why = Some(text.clone()),
        FactKind::Purpose(text) => facts.purpose = Some(text.clone()),
        FactKind::Owns(names) => facts.owns.extend(names.iter().cloned()),
        FactKind::Stores(names) => facts.stores.extend(names.iter().cloned()),
        FactKind::Publishes { event, when } => {
            facts.publishes.push(Publication { event: event.clone(), when: when.clone() });
        }
        FactKind::Consumes(names) => facts.consumes.extend(names.iter().cloned()),
        FactKind::Caches { what, ttl, until } => {
            let (what, ttl, until) = (what.clone(), ttl.clone(), until.clone());
            facts.caches.push(CacheRow { what, ttl, until, span: fact.span });
        }
        FactKind::Replicas(count) => facts.replicas = Some(count.clone()),
        FactKind::Stateless => facts.stateless = Some(fact.span),
        FactKind::Unit(text) => facts.unit = Some(text.clone()),
        FactKind::Slo(share) => facts.slo = Some(share.clone()),
        FactKind::Status(_) => facts.status = status,
        FactKind::Link(text) => facts.link = Some(text.clone()),
        FactKind::Direction(_) | FactKind::Row(_) | FactKind::Above(..) => {}
    }
}

fn hints(cx: &mut Context, around: Option<ElementId>) -> &mut Hints {
    match around {
        Some(id) => &mut cx.model.elements[id.index()].hints,
        None => &mut cx.model.hints,
    }
}

/// Whether a hint names each element once; says so when it does not.
fn each_once<'p>(
    cx: &mut Context,
    word: &str,
    paths: impl IntoIterator<Item = &'p ast::Path>,
    ids: &[ElementId],
) -> bool {
    let mut seen = indexmap::IndexMap::new();
    for (path, id) in paths.into_iter().zip(ids) {
        if let Some(&first) = seen.get(id) {
            let name = cx.model.element(*id).path.clone();
            cx.report(
                Diagnostic::error(codes::SAID_TWICE, path.span, format!("`{word}` names `{name}` twice"))
                    .here("named again here")
                    .label(first, "first named here")
                    .help("name each element once"),
            );
            return false;
        }
        seen.insert(*id, path.span);
    }
    true
}

/// The word of a fact, and whether it may be stated only once.
fn fact_word(kind: &FactKind) -> (&'static str, bool) {
    match kind {
        FactKind::Does(_) => ("does", true),
        FactKind::Why(_) => ("why", true),
        FactKind::Purpose(_) => ("purpose", true),
        FactKind::Owns(_) => ("owns", false),
        FactKind::Stores(_) => ("stores", false),
        FactKind::Publishes { .. } => ("publishes", false),
        FactKind::Consumes(_) => ("consumes", false),
        FactKind::Caches { .. } => ("caches", false),
        FactKind::Replicas(_) => ("replicas", true),
        FactKind::Stateless => ("stateless", true),
        FactKind::Unit(_) => ("unit", true),
        FactKind::Slo(_) => ("slo", true),
        FactKind::Status(_) => ("status", true),
        FactKind::Direction(_) => ("direction", true),
        FactKind::Row(_) => ("row", false),
        FactKind::Above(..) => ("above", false),
        FactKind::Link(_) => ("link", true),
    }
}
