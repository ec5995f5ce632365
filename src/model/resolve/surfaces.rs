//! API surfaces: endpoints with their replies, each once.

use super::checks::{self, Measure};
use super::{Context, SurfaceSource, Written};
use crate::diag::{Diagnostic, codes};
use crate::model::component::ElementId;
use crate::model::surface::{Endpoint, Surface, SurfaceId, signature, title};
use crate::source::Span;
use crate::syntax::ast::{self, FlowFact};
use indexmap::IndexMap;

/// Resolves every surface, in the order written.
pub(super) fn resolve(cx: &mut Context, written: &Written<'_>) {
    for (owner, source) in &written.surfaces {
        let id = SurfaceId(cx.model.surfaces.len() as u32);
        let surface = match source {
            SurfaceSource::Written(surface) => written_surface(cx, id, *owner, surface),
            SurfaceSource::From(path, span) => Surface {
                id,
                owner: *owner,
                base: None,
                style: None,
                tags: Vec::new(),
                auth: None,
                endpoints: Vec::new(),
                from: Some((*path).clone()),
                extras: Vec::new(),
                span: *span,
            },
        };
        cx.model.surfaces.push(surface);
        cx.model.elements[owner.index()].surfaces.push(id);
    }
}

fn written_surface(cx: &mut Context, id: SurfaceId, owner: ElementId, surface: &ast::Surface) -> Surface {
    let (mut auth, mut extras) = (None, Vec::new());
    for fact in &surface.facts {
        match fact {
            FlowFact::Auth(text) => checks::once(cx, "auth", &mut auth, text.clone(), text.span),
            FlowFact::Extra(extra) => extras.push(extra.clone()),
            FlowFact::Broken(_) => {}
            _ => checks::wrong_body(cx, fact, "a whole surface"),
        }
    }
    let mut seen: IndexMap<String, Span> = IndexMap::new();
    let mut endpoints = Vec::new();
    for endpoint in &surface.endpoints {
        let signature = signature(&endpoint.operation);
        match seen.get(&signature) {
            Some(&first) => twice(cx, &endpoint.operation, first),
            None => {
                seen.insert(signature, place(&endpoint.operation));
            }
        }
        endpoints.push(written_endpoint(cx, endpoint));
    }
    Surface {
        id,
        owner,
        base: surface.head.label.clone(),
        style: surface.head.tech.clone(),
        tags: surface.head.tags.clone(),
        auth: checks::value(auth),
        endpoints,
        from: None,
        extras,
        span: surface.span,
    }
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
