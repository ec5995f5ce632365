//! What a surface answers to: its facts, and the table of its endpoints.

use super::{Cell, Column, ColumnStyle, NO_ENDPOINTS, Row, Section, SectionKind, Table, Wrap, clean};
use crate::model::surface::Operation;
use crate::model::{Element, Endpoint, Model, Surface};
use crate::view::elements;

/// Base path, style, authentication, and the document that describes it, after what is said `before` of the component; none
/// when there is nothing to say.
pub(super) fn facts(before: &[(&'static str, String)], surface: &Surface) -> Option<Section> {
    let facts = [
        ("Base path", elements::text(surface.base.as_ref())),
        ("Style", elements::text(surface.style.as_ref())),
        ("Auth", elements::text(surface.auth.as_ref())),
        ("Described by", elements::text(surface.from.as_ref())),
    ];
    let facts = before.iter().cloned().chain(facts);
    let row = |(name, value): (&str, String)| {
        let said = if name == "Base path" { Cell::code(value.clone()) } else { Cell::of(value.clone()) };
        let cells = vec![Cell::of(name), said];
        Row { cells, facts: vec![("name", name.to_owned()), ("value", value)], ..Row::default() }
    };
    let rows: Vec<Row> = facts.filter(|(_, value)| !value.is_empty()).map(row).collect();
    let table = Table {
        of: "fact",
        columns: vec![
            Column::new("Fact", ColumnStyle::Muted, Wrap::Never),
            Column::new("Value", ColumnStyle::Text, Wrap::First),
        ],
        rows,
        ..Table::default()
    };
    (!table.rows.is_empty()).then_some(Section { heading: "", kind: SectionKind::Facts, table })
}

/// The endpoints of a surface.
pub(super) fn table(model: &Model, element: &Element, surface: &Surface) -> Section {
    let http = |endpoint: &Endpoint| matches!(endpoint.operation, Operation::Http { .. });
    let (some, every) = (surface.endpoints.iter().any(http), surface.endpoints.iter().all(http));
    let method = if some || surface.endpoints.is_empty() { "Method" } else { "Kind" };
    let path = match (some, every) {
        (_, true) => "Path",
        (true, false) => "Path, operation",
        (false, false) => "Operation",
    };
    const PURPOSE: usize = 2;
    let columns = vec![
        Column::new(method, ColumnStyle::Code, Wrap::Never),
        // A path is never broken; the parameters of an operation may be long, and give way when all else has.
        Column::new(path, ColumnStyle::Code, if every { Wrap::Never } else { Wrap::Last }),
        Column::new("Purpose", ColumnStyle::Text, Wrap::First),
        Column::new("Request", ColumnStyle::Text, Wrap::First).in_column(PURPOSE, "request"),
        Column::new("Response", ColumnStyle::Text, Wrap::First).in_column(PURPOSE, "response"),
        Column::new("Takes", ColumnStyle::Text, Wrap::First).in_column(PURPOSE, "takes"),
        Column::new("Rate", ColumnStyle::Text, Wrap::First).in_column(PURPOSE, "rate"),
        Column::new("Auth", ColumnStyle::Text, Wrap::First).in_column(PURPOSE, "auth"),
        Column::new("Errors", ColumnStyle::Text, Wrap::Second).optional(),
    ];
    let keys = vec![
        ("Component", elements::Names::new(model).get(element.id)),
        ("Base path", elements::text(surface.base.as_ref())),
    ];
    let rows = surface.endpoints.iter().map(row).collect();
    let blank = if surface.from.is_some() { "no endpoints were read" } else { NO_ENDPOINTS };
    let table = Table { of: "endpoint", keys, columns, rows, blank };
    Section { heading: "", kind: SectionKind::Main, table }
}

fn row(endpoint: &Endpoint) -> Row {
    let (method, path) = match &endpoint.operation {
        Operation::Http { method, path } => (method.value.clone(), clean::line(&path.value)),
        Operation::Named { form, .. } => (form.value.clone(), operation(&endpoint.operation)),
    };
    let name = |name: &Option<crate::source::Spanned<String>>| Cell::of(elements::text(name.as_ref()));
    let quantity = |quantity: Option<&str>| Cell::of(quantity.map(clean::line).unwrap_or_default());
    let errors: Vec<String> = endpoint
        .errors
        .iter()
        .map(|reply| {
            let when = elements::text(reply.text.as_ref());
            let code = clean::line(&reply.code.value);
            if when.is_empty() { code } else { format!("{code} {when}") }
        })
        .collect();
    let codes: Vec<&str> = endpoint.errors.iter().map(|reply| reply.code.value.as_str()).collect();
    let facts = vec![("method", method.clone()), ("path", path.clone()), ("errors", codes.join(" "))];
    Row {
        cells: vec![
            Cell::of(method),
            Cell::of(path),
            Cell::of(elements::text(endpoint.purpose.as_ref())),
            name(&endpoint.request),
            name(&endpoint.response),
            quantity(endpoint.takes.as_ref().map(|takes| takes.text.as_str())),
            quantity(endpoint.rate.as_ref().map(|rate| rate.text.as_str())),
            name(&endpoint.auth),
            Cell::of(errors.join(", ")),
        ],
        facts,
        tags: endpoint.tags.iter().map(|tag| tag.value.clone()).collect(),
        span: endpoint.span,
        ..Row::default()
    }
}

/// An operation as written: `Watch(Filter) -> stream Event`.
pub(super) fn operation(operation: &Operation) -> String {
    let Operation::Named { name, parameters, stream, result, .. } = operation else { return String::new() };
    let parameters = parameters.as_ref().map(|text| format!("({})", text.value)).unwrap_or_default();
    let stream = if *stream { "stream " } else { "" };
    let result = result.as_ref().map(|result| format!(" -> {stream}{}", result.value)).unwrap_or_default();
    clean::line(&format!("{}{parameters}{result}", name.value))
}
