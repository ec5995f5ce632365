//! API surfaces: endpoints with their replies, each once. What a document describes comes first; what the body of its
//! statement says about one of its endpoints goes before what the document says, and more endpoints stand behind.

use super::checks::{self, Measure};
use super::{Context, Written};
use crate::diag::{Diagnostic, codes};
use crate::model::surface::{Documents, Endpoint, Surface, SurfaceId, signature, title};
use crate::source::Span;
use crate::syntax::ast::{self, Extra, FlowFact, Text};
use indexmap::IndexMap;

/// Resolves every surface, in the order written.
pub(super) fn resolve(cx: &mut Context, written: &Written<'_>, documents: &Documents) {
    for &(owner, from, surface) in &written.surfaces {
        let id = SurfaceId(cx.model.surfaces.len() as u32);
        let document = from.and_then(|_| documents.get(&surface.span));
        let read = document.map(|document| &document.surface);
        let (auth, extras) = whole_facts(cx, surface);
        let read_auth = read.and_then(|read| whole_facts(cx, read).0);
        let resolved = Surface {
            id,
            owner,
            base: surface.head.label.clone().or_else(|| read?.head.label.clone()),
            style: surface.head.tech.clone().or_else(|| read?.head.tech.clone()),
            tags: surface.head.tags.clone(),
            auth: auth.or(read_auth),
            endpoints: endpoints(cx, read, surface),
            from: from.cloned(),
            complete: from.is_none() || document.is_some_and(|document| document.complete),
            extras,
            span: surface.span,
        };
        cx.model.surfaces.push(resolved);
        cx.model.elements[owner.index()].surfaces.push(id);
    }
}

/// What is said about the whole surface among its endpoints.
fn whole_facts(cx: &mut Context, surface: &ast::Surface) -> (Option<Text>, Vec<Extra>) {
    let (mut auth, mut extras) = (None, Vec::new());
    for fact in &surface.facts {
        match fact {
            FlowFact::Auth(text) => checks::once(cx, "auth", &mut auth, text.clone(), text.span),
            FlowFact::Extra(extra) => extras.push(extra.clone()),
            FlowFact::Broken(_) => {}
            _ => checks::wrong_body(cx, fact, "a whole surface"),
        }
    }
    (checks::value(auth), extras)
}

fn endpoints(cx: &mut Context, read: Option<&ast::Surface>, surface: &ast::Surface) -> Vec<Endpoint> {
    let mut endpoints = Vec::new();
    // The endpoints of the document by their shape: their reader has seen to it that each stands once.
    let mut known: IndexMap<String, usize> = IndexMap::new();
    for endpoint in read.map(|read| read.endpoints.as_slice()).unwrap_or_default() {
        known.insert(signature(&endpoint.operation), endpoints.len());
        endpoints.push(written_endpoint(cx, endpoint));
    }
    let mut seen: IndexMap<String, Span> = IndexMap::new();
    for endpoint in &surface.endpoints {
        let signature = signature(&endpoint.operation);
        match seen.get(&signature) {
            Some(&first) => twice(cx, &endpoint.operation, first),
            None => {
                seen.insert(signature.clone(), place(&endpoint.operation));
            }
        }
        let written = written_endpoint(cx, endpoint);
        match known.get(&signature) {
            Some(&at) => refine(&mut endpoints[at], written),
            None => endpoints.push(written),
        }
    }
    endpoints
}

/// What is written about an endpoint of a document goes before what the document says about it.
fn refine(read: &mut Endpoint, written: Endpoint) {
    read.operation = written.operation;
    read.purpose = written.purpose.or(read.purpose.take());
    read.takes = written.takes.or(read.takes.take());
    read.rate = written.rate.or(read.rate.take());
    read.auth = written.auth.or(read.auth.take());
    read.request = written.request.or(read.request.take());
    read.response = written.response.or(read.response.take());
    for tag in written.tags {
        if !read.tags.iter().any(|known| known.value == tag.value) {
            read.tags.push(tag);
        }
    }
    for reply in written.errors {
        match read.errors.iter_mut().find(|known| known.code.value == reply.code.value) {
            Some(known) => *known = reply,
            None => read.errors.push(reply),
        }
    }
    read.extras.extend(written.extras);
    read.span = written.span;
}

fn written_endpoint(cx: &mut Context, endpoint: &ast::Endpoint) -> Endpoint {
    let (mut takes, mut rate, mut auth) = (None, None, None);
    let (mut request, mut response) = (None, None);
    let mut extras = Vec::new();
    for fact in &endpoint.body {
        match fact {
            FlowFact::Takes(time) => {
                checks::measure(cx, time, Measure::Time, "takes");
                checks::once(cx, "takes", &mut takes, time.clone(), time.span);
            }
            FlowFact::Rate(quantity) => {
                checks::measure(cx, quantity, Measure::Rate, "rate");
                checks::once(cx, "rate", &mut rate, quantity.clone(), quantity.span);
            }
            FlowFact::Auth(text) => checks::once(cx, "auth", &mut auth, text.clone(), text.span),
            FlowFact::Request(name) => checks::once(cx, "request", &mut request, name.clone(), name.span),
            FlowFact::Response(name) => checks::once(cx, "response", &mut response, name.clone(), name.span),
            FlowFact::Extra(extra) => extras.push(extra.clone()),
            FlowFact::Broken(_) => {}
            FlowFact::Carries(_) | FlowFact::Encrypted(_) | FlowFact::Optional(_) => {
                checks::wrong_body(cx, fact, "an endpoint");
            }
        }
    }
    Endpoint {
        operation: endpoint.operation.clone(),
        purpose: endpoint.head.label.clone(),
        tags: endpoint.head.tags.clone(),
        takes: checks::value(takes),
        rate: checks::value(rate),
        auth: checks::value(auth),
        request: checks::value(request),
        response: checks::value(response),
        errors: endpoint.errors.clone(),
        extras,
        span: endpoint.span,
    }
}

fn twice(cx: &mut Context, operation: &ast::Operation, first: Span) {
    let help = match operation {
        ast::Operation::Http { .. } => {
            "keep one of them; the name of a parameter does not tell endpoints apart"
        }
        ast::Operation::Named { .. } => "keep one of them, or give this one another name",
    };
    let message = format!("the endpoint `{}` is declared twice", title(operation));
    cx.report(
        Diagnostic::error(codes::DUPLICATE_ENDPOINT, place(operation), message)
            .here("declared again here")
            .label(first, "first declared here")
            .help(help),
    );
}

/// Where messages about an endpoint point.
fn place(operation: &ast::Operation) -> Span {
    match operation {
        ast::Operation::Http { method, path } => method.span.to(path.span),
        ast::Operation::Named { form, name, .. } => form.span.to(name.span),
    }
}
