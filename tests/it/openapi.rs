//! API documents: what `api from` reads from OpenAPI 3.0, 3.1 and Swagger 2.0, what it says about broken ones, and that no document,
//! however hostile, does any harm.

use crate::fixture::{check_diagnostics, compile, compile_clean, found};
use crate::hostile::targets;
use crate::properties::config;
use cutaway::diag::Severity;
use cutaway::model::{Endpoint, Surface};
use cutaway::pipeline;
use cutaway::source::MemorySources;
use cutaway::syntax::ast::Operation;
use proptest::collection::vec;
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// The surface that a document alone describes.
fn surface(document: &str) -> Surface {
    let fixture =
        format!("//- main.cut\nservice s {{ api from \"openapi.yaml\" }}\n//- openapi.yaml\n{document}");
    compile_clean(&fixture).model.surfaces.remove(0)
}

/// An endpoint in a line: `GET /orders "List" #tag {auth; request; response} ! 404`.
fn line(endpoint: &Endpoint) -> String {
    let Operation::Http { method, path } = &endpoint.operation else { panic!("no path") };
    let mut line = format!("{} {}", method.value, path.value);
    if let Some(purpose) = &endpoint.purpose {
        line += &format!(" \"{}\"", purpose.value);
    }
    for tag in &endpoint.tags {
        line += &format!(" #{}", tag.value);
    }
    for (word, fact) in
        [("auth", &endpoint.auth), ("request", &endpoint.request), ("response", &endpoint.response)]
    {
        if let Some(fact) = fact {
            line += &format!(" {word} {}", fact.value);
        }
    }
    let codes: Vec<&str> = endpoint.errors.iter().map(|reply| reply.code.value.as_str()).collect();
    if codes.is_empty() { line } else { format!("{line} ! {}", codes.join(", ")) }
}

fn lines(document: &str) -> Vec<String> {
    surface(document).endpoints.iter().map(line).collect()
}

/// What stands under `paths` in a small document of version 3.1.
fn paths(members: &str) -> Vec<String> {
    lines(&format!("openapi: 3.1.0\npaths:\n{members}"))
}

#[test]
fn operations_in_the_order_of_the_document() {
    let read = paths(
        "  x-stable: yes
  /orders:
    summary: not that of an operation
    post: {summary: Place an order, responses: {201: {}, '400': {}, 5XX: {}, default: {}, x-more: 1}}
    get: {description: \"\\n\\n# List them\\nin pages\"}
  /orders/{id}:
    get: {operationId: getOrder, tags: [Order management, orders, orders], deprecated: true}
    delete:
    x-hidden: {}
",
    );
    assert_eq!(
        read,
        [
            "POST /orders \"Place an order\" ! 400, 5xx, default",
            "GET /orders \"List them\"",
            "GET /orders/{id} \"getOrder\" #Order-management #orders #deprecated",
            "DELETE /orders/{id}",
        ]
    );
}

#[test]
fn what_is_taken_and_given_has_a_name() {
    let read = paths(
        "  /a:
    post:
      requestBody: {$ref: '#/components/requestBodies/Draft'}
      responses:
        204: {description: nothing}
        201: {content: {text/plain: {}, application/vnd.api+json: {schema: {title: Receipt}}}}
    put:
      requestBody: {content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/a~1b%20c'}}}}}
      responses: {200: {content: {application/json: {schema: {oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: 'bill.yaml'}]}}}}}
    patch:
      requestBody: {content: {application/json: {schema: {allOf: [{$ref: '#/components/schemas/Card'}, {type: object}]}}}}
      responses: {200: {content: {application/json: {schema: {type: object, properties: {}}}}}}
components:
  requestBodies: {Draft: {$ref: '#/components/requestBodies/Real'}, Real: {content: {application/json: {schema: {$ref: '#/components/schemas/Card'}}}}}
  schemas: {Card: {$ref: '#/components/schemas/Card'}, a/b c: {}}
",
    );
    assert_eq!(
        read,
        [
            "POST /a request Card response Receipt",
            "PUT /a request a/b c[] response Card | bill",
            "PATCH /a request Card"
        ]
    );
}

#[test]
fn who_may_call() {
    let document = "openapi: 3.0.3
security: [{jwt: []}]
paths:
  /same: {get: {security: [{jwt: []}]}, put: {}}
  /free: {get: {security: []}, put: {security: [{}]}}
  /other: {get: {security: [{key: [], oauth: [read, write]}, {tls: []}, {}]}}
components:
  securitySchemes:
    jwt: {type: http, scheme: Bearer, bearerFormat: JWT}
    key: {$ref: '#/components/securitySchemes/real'}
    real: {type: apiKey, name: X-Key, in: header}
    oauth: {type: oauth2}
    tls: {type: mutualTLS}
";
    assert_eq!(surface(document).auth.map(|auth| auth.value).as_deref(), Some("Bearer JWT"));
    assert_eq!(
        lines(document),
        [
            "GET /same",
            "PUT /same",
            "GET /free auth none",
            "PUT /free auth none",
            "GET /other auth API key X-Key and OAuth 2.0 (read, write) or mutual TLS or none",
        ]
    );
}

#[test]
fn the_base_path_is_that_of_the_server() {
    let base = |rest: &str| surface(&format!("{rest}\npaths: {{}}")).base.map(|base| base.value);
    let three = |url: &str| base(&format!("openapi: 3.1.0\nservers: [{{url: \"{url}\"}}]"));
    assert_eq!(three("https://api.example.org/v1/").as_deref(), Some("/v1"));
    assert_eq!(three("https://api.example.org"), None);
    assert_eq!(three("//api.example.org/a/b?c#d").as_deref(), Some("/a/b"));
    assert_eq!(three("/v2").as_deref(), Some("/v2"));
    assert_eq!(three("v2").as_deref(), Some("/v2"));
    assert_eq!(three("."), None);
    assert_eq!(three("/"), None);
    assert_eq!(three("https://{host/v1").as_deref(), Some("/v1"));
    let variables = "openapi: 3.1.0\nservers:\n- url: '{host}/{version}/{gone}'\n  variables: {host: {default: 'https://a.b'}, version: {default: v3}}";
    assert_eq!(base(variables).as_deref(), Some("/v3/{gone}"));
    assert_eq!(base("swagger: '2.0'\nbasePath: /old/").as_deref(), Some("/old"));
    assert_eq!(base("swagger: 2.0"), None);
}

#[test]
fn swagger_two() {
    let document = "swagger: \"2.0\"
produces: [application/json]
securityDefinitions: {old: {type: basic}}
security: [{old: []}]
paths:
  /orders:
    post:
      parameters:
        - {name: page, in: query, type: integer}
        - $ref: '#/parameters/Order'
      responses:
        200: {schema: {type: array, items: {$ref: '#/definitions/Order'}}}
        400: {$ref: '#/responses/Bad'}
parameters: {Order: {name: order, in: body, schema: {$ref: '#/definitions/Order'}}}
responses: {Bad: {description: no}}
definitions: {Order: {type: object}}
";
    assert_eq!(lines(document), ["POST /orders request Order response Order[] ! 400"]);
    assert_eq!(surface(document).auth.map(|auth| auth.value).as_deref(), Some("Basic"));
    assert_eq!(surface(document).style.map(|style| style.value).as_deref(), Some("REST/JSON"));
}

/// JSON has tabs for blanks, escapes of its own, and no line ends at all.
#[test]
fn json_is_read_too() {
    let document = "{\"openapi\":\"3.0.0\",\"paths\":{\"\\/a\":{\"get\":{\"summary\":\"\\uD83D\\uDE9A \\u00e9\\t\\\"x\\\"\",\"responses\":{\"404\":{}}}},\n\t\t\"/b\" : {\"put\":\n{}}}}";
    assert_eq!(lines(document), ["GET /a \"🚚 é\t\"x\"\" ! 404", "PUT /b"]);
    let long = format!("{{\"openapi\":\"3.0.0\",\"paths\":{{\"/{}\":{{\"get\":{{}}}}}}}}", "p".repeat(5_000));
    assert_eq!(surface(&long).endpoints.len(), 1);
}

#[test]
fn a_document_may_begin_with_a_mark_and_end_its_lines_as_it_likes() {
    let unix = "openapi: 3.1.0\npaths:\n  /a:\n    get: {summary: |\n      One\n      Two}\n";
    let unix = unix.replace("{summary: |\n      One\n      Two}", "\n      summary: One\n      tags: [t]");
    let read = lines(&unix);
    assert_eq!(read, ["GET /a \"One\" #t"]);
    assert_eq!(lines(&format!("\u{feff}{unix}")), read);
    assert_eq!(lines(&unix.replace('\n', "\r\n")), read);
    assert_eq!(lines(&format!("%YAML 1.2\n---\n{unix}...\n")), read);
}

#[test]
fn anchors_and_merges() {
    let read = paths(
        "  /a: &item
    get: &get
      summary: One
      responses: &errors {404: {}, 500: {}}
  /b:
    <<: *item
    post: {<<: *get, summary: Two}
  /c: *item
  /d: {put: {<<: [*get, {tags: [t]}], responses: {<<: *errors, 404: {}, 409: {}}}}
",
    );
    assert_eq!(
        read,
        [
            "GET /a \"One\" ! 404, 500",
            "POST /b \"Two\" ! 404, 500",
            "GET /b \"One\" ! 404, 500",
            "GET /c \"One\" ! 404, 500",
            "PUT /d \"One\" #t ! 404, 409, 500",
        ]
    );
}

#[test]
fn the_body_goes_before_the_document() {
    let compiled = compile_clean(
        "
//- main.cut
service s {
  api from \"api/openapi.yaml\" [GraphQL] #public {
    auth \"mutual TLS\"
    GET  /orders/:id { takes 40ms; response Receipt } ! 503 \"while the index is built\", 404 \"gone\"
    POST /orders \"Another purpose\" #slow
    GET  /health \"Alive?\"
  }
}
app web
journey j {
  web -> s \"GET /v1/orders/7\"
  web -> s \"GET /health\"
}
//- api/openapi.yaml
openapi: 3.1.0
servers: [{url: /v1}]
security: [{}]
paths:
  /orders: {post: {summary: Place an order, tags: [write]}}
  /orders/{id}: {get: {summary: One order, responses: {404: {}, 500: {}}}}
",
    );
    let surface = &compiled.model.surfaces[0];
    let lines: Vec<String> = surface.endpoints.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "POST /orders \"Another purpose\" #write #slow",
            "GET /orders/:id \"One order\" response Receipt ! 404, 500, 503",
            "GET /health \"Alive?\"",
        ]
    );
    let gone = surface.endpoints[1].errors[0].text.as_ref().map(|text| text.value.as_str());
    assert_eq!(gone, Some("gone"));
    assert_eq!(surface.auth.as_ref().map(|auth| auth.value.as_str()), Some("mutual TLS"));
    assert_eq!(surface.style.as_ref().map(|style| style.value.as_str()), Some("GraphQL"));
    assert_eq!(surface.base.as_ref().map(|base| base.value.as_str()), Some("/v1"));
    assert_eq!(surface.tags[0].value, "public");
}

#[test]
fn documents_lie_where_includes_may() {
    check_diagnostics(
        "
//- main.cut
include \"parts/bills.cut\"
service a { api from \"none.yaml\" }
                   //^^^^^^^^^^^ E0220: the API document `none.yaml` does not exist
service b { api from \"../up.yaml\" }
                   //^^^^^^^^^^^^ E0221: the path `../up.yaml` leads out of the folder of the root file
service c { api from \"/etc/passwd\" }
                   //^^^^^^^^^^^^^ E0221: the path `/etc/passwd` is an absolute path
service d { api from \"https://example.org/a.yaml\" }
                   //^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0221: the path `https://example.org/a.yaml` is not a file
service e { api from \"parts/\" }
                   //^^^^^^^^ E0222: the path `parts/` is a folder
service f { api from \"\" }
                   //^^ E0220: `api from` without a path
service g { api from \"parts\\\\bills.yaml\" }
                   //^^^^^^^^^^^^^^^^^^^ E0220: the API document `parts\\bills.yaml` does not exist
    api from \"parts/bills.yaml\"
  //^^^ E0207: `api` needs an element around it
//- parts/bills.cut
service h { api from \"bills.yaml\" }
service i { api from \"../parts/./bills.yaml\" }
//- parts/bills.yaml
openapi: 3.1.0
paths: {/bills: {get: {}}}
",
    );
}

#[test]
fn a_document_that_is_not_text() {
    let sources = MemorySources::new()
        .with("main.cut", "service a { api from \"b.yaml\" }\nservice c { api from \"b.yaml\" }")
        .with("b.yaml", b"openapi: 3.1.0\npaths: {/\xff: {}}".to_vec());
    let outcome = pipeline::load("main.cut", &sources).expect("the root is there");
    assert_eq!(found(&outcome), ["main.cut:1:22+8 E0133: the API document `b.yaml` is not UTF-8"]);
}

/// What the compiler says about a document of these members.
fn said(document: &str) -> Vec<String> {
    let outcome = compile(&format!(
        "//- main.cut\nservice s {{ api from \"o.yaml\" }}\nservice t {{ api from \"o.yaml\" }}\n//- o.yaml\n{document}"
    ));
    assert!(
        outcome.diagnostics.iter().all(|found| !found.primary.text.is_empty()),
        "{:?}",
        outcome.diagnostics
    );
    found(&outcome)
}

#[test]
fn broken_documents() {
    assert_eq!(said("openapi: 3.1.0\npaths:\n\t/a: {}"), ["o.yaml:3:1+1 E0224: `o.yaml` is not valid YAML"]);
    assert_eq!(
        said("{\"openapi\": \"3.0.0\", \"paths\": {"),
        ["o.yaml:1:31+1 E0224: `o.yaml` is not valid JSON"]
    );
    assert_eq!(said("openapi: 3.1.0\npaths: *none"), ["o.yaml:2:8+1 E0224: `o.yaml` is not valid YAML"]);
    assert_eq!(said(""), ["o.yaml:1:1+0 E0225: `o.yaml` is empty"]);
    assert_eq!(said("# nothing\n"), ["o.yaml:1:1+0 E0225: `o.yaml` is empty"]);
    assert_eq!(said("hello"), ["o.yaml:1:1+5 E0225: `o.yaml` is no OpenAPI document"]);
    assert_eq!(said("opnapi: 3.1.0\npaths: {}"), ["o.yaml:1:1+6 E0225: `o.yaml` is no OpenAPI document"]);
    assert_eq!(
        said("openapi: 4.0.0\npaths: {}"),
        ["o.yaml:1:10+5 E0225: OpenAPI `4.0.0` is not a version that can be read"]
    );
    assert_eq!(said("openapi:\npaths: {}"), ["o.yaml:1:8+0 E0225: `openapi` without a version"]);
    assert_eq!(said("openapi: 3.0.0\ninfo: {}"), ["o.yaml:1:1+0 E0225: `o.yaml` has no `paths`"]);
    assert_eq!(
        said("openapi: 3.0.0\npaths: [a]"),
        ["o.yaml:2:8+0 E0226: `paths` wants a mapping, not a list"]
    );
    assert_eq!(
        said("openapi: 3.0.0\npaths: {/a: &x {get: []}, /b: *x}"),
        ["o.yaml:2:22+0 E0226: an operation wants a mapping, not a list"]
    );
    assert_eq!(
        said(
            "openapi: 3.0.0\npaths:\n  /a: {get: {}, put: {}, get: {}}\n  /{b}: {get: {}}\n  /{c}: {get: {}}\n"
        ),
        [
            "o.yaml:3:26+3 E0227: `get` stands twice in one mapping",
            "o.yaml:5:10+3 E0219: the endpoint `GET /{c}` is declared twice"
        ]
    );
}

/// References that lead nowhere, in circles or elsewhere, and all else that a surface has no place for.
#[test]
fn what_is_left_out_is_said_once() {
    let document = "openapi: 3.1.0
paths:
  /a: {$ref: '#/paths/~1a'}
  /b: {get: {responses: {200: {$ref: '#/nowhere'}, 201: {$ref: 'other.yaml'}}}, trace: {}}
  /c: {get: {security: [{unknown: []}]}}
webhooks: {w: {}}
";
    let outcome =
        compile(&format!("//- main.cut\nservice s {{ api from \"o.yaml\" }}\n//- o.yaml\n{document}"));
    assert_eq!(found(&outcome), ["o.yaml:3:7+0 W0203: 6 parts of `o.yaml` are left out"]);
    assert_eq!(outcome.diagnostics[0].severity, Severity::Info);
    let surface = &outcome.value.model.surfaces[0];
    assert_eq!(surface.endpoints.iter().map(line).collect::<Vec<_>>(), ["GET /b", "GET /c auth unknown"]);
    assert!(surface.complete);
    // Nothing but webhooks is a document too.
    assert_eq!(
        said("openapi: 3.1.0\nwebhooks: {w: {}}"),
        ["o.yaml:2:12+1 W0203: 1 part of `o.yaml` is left out"]
    );
    assert_eq!(said("openapi: 3.2.0\npaths: {}"), ["o.yaml:1:10+5 W0203: 1 part of `o.yaml` is left out"]);
}

/// A step may call anything of a surface that is not known in full.
#[test]
fn endpoints_of_a_document_are_endpoints() {
    check_diagnostics(
        "
//- main.cut
app web
service good { api from \"good.yaml\" }
journey j {
  web -> good \"GET /v1/orders/7\"
  web -> good \"GET /v1/bills\"
            //^^^^^^^^^^^^^^^ W0202: `good` has no endpoint `GET /v1/bills`
}
//- good.yaml
openapi: 3.0.0
servers: [{url: /v1}]
paths: {\"/orders/{id}\": {get: {}}}
",
    );
    let fixture = "//- main.cut\napp web\nservice bad { api from \"bad.yaml\" }\njourney j { web -> bad \"GET /any\" }\n//- bad.yaml\nopenapi: 3.0.0\npaths: []";
    assert_eq!(found(&compile(fixture)), ["bad.yaml:2:8+0 E0226: `paths` wants a mapping, not a list"]);
}

/// A document of the size that large companies publish.
fn large(operations: usize, padding: usize) -> String {
    let mut text = "openapi: 3.1.0\nservers: [{url: /v1}]\npaths:\n".to_owned();
    for i in 0..operations {
        text += &format!(
            "  /things{i}/{{id}}:\n    get:\n      summary: Thing {i}\n      tags: [a, b]\n      parameters:\n"
        );
        text += &"        - {name: page, in: query, schema: {type: integer, minimum: 1}, description: Which page}\n".repeat(padding);
        text += "      responses:\n        '200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}\n        '404': {description: None}\n";
    }
    text + "components:\n  schemas:\n    T: {type: object}\n"
}

#[test]
fn two_megabytes_are_read_in_no_time() {
    let document = large(250, 80);
    assert!(document.len() > 1_900_000, "{}", document.len());
    let start = Instant::now();
    let surface = surface(&document);
    assert_eq!(surface.endpoints.len(), 250);
    assert_eq!(line(&surface.endpoints[249]), "GET /things249/{id} \"Thing 249\" #a #b response T ! 404");
    // A build for tests on a busy machine; a release takes a tenth of a second.
    assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
}

#[test]
fn documents_have_limits() {
    let code = |document: &str| said(document).join("; ");
    let too_many = code(&large(10_001, 0));
    assert!(too_many.ends_with("E0228: more than 10000 operations in one document"), "{too_many}");
    let deep = format!("openapi: 3.1.0\nx: {}", "[".repeat(100_000));
    assert_eq!(code(&deep), "o.yaml:2:204+1 E0228: `o.yaml` nests more than 200 levels deep");
    let deep = format!(
        "openapi: 3.1.0\nx:\n{}",
        (0..5_000).map(|i| format!("{}-\n", " ".repeat(i))).collect::<String>()
    );
    assert!(code(&deep).contains("E0228"), "{}", code(&deep));
    let many = format!("openapi: 3.1.0\nx: [{}]", "1,".repeat(2_100_000));
    assert!(code(&many).contains("E0228: `o.yaml` holds more than 2 million values"), "{}", code(&many));
}

/// A few lines of aliases that stand for billions of values.
#[test]
fn aliases_do_not_explode() {
    let start = Instant::now();
    let mut laughs = "openapi: 3.1.0\nx0: &a0 [lol, lol]\n".to_owned();
    for i in 1..60 {
        laughs += &format!("x{i}: &a{i} [*a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}]\n", i - 1);
    }
    laughs += "paths: {/a: {get: {summary: x, tags: *a59}}}";
    assert_eq!(said(&laughs), [""; 0]);

    let mut choices = "openapi: 3.1.0\nx0: &a0 {title: T}\n".to_owned();
    for i in 1..20 {
        choices += &format!("x{i}: &a{i} {{oneOf: [*a{0}, *a{0}, *a{0}]}}\n", i - 1);
    }
    choices += "x: &op {responses: {200: {content: {application/json: {schema: *a19}}}}}\npaths:\n";
    for i in 0..9_000 {
        choices += &format!("  /{i}: {{get: *op, put: *op}}\n");
    }
    let many = format!(
        "openapi: 3.1.0\nx: &op {{tags: [{}]}}\npaths:\n{}",
        (0..3_000).map(|i| format!("t{i},")).collect::<String>(),
        (0..5_000).map(|i| format!("  /{i}: {{get: *op}}\n")).collect::<String>(),
    );
    let long = format!(
        "openapi: 3.1.0\nx: &op {{summary: \"{}\"}}\npaths:\n{}",
        "long ".repeat(100_000),
        (0..5_000).map(|i| format!("  /{i}: {{get: *op}}\n")).collect::<String>(),
    );
    for bomb in [choices, many, long] {
        let said = said(&bomb);
        assert_eq!(said, ["o.yaml:1:1+14 E0228: `o.yaml` grows too large when its aliases are followed"]);
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn many_components_of_one_document() {
    let document = format!(
        "openapi: 3.1.0\npaths:\n{}",
        (0..2_000).map(|i| format!("  /{i}: {{get: {{}}}}\n")).collect::<String>()
    );
    let components: String = (0..60).map(|i| format!("service s{i} {{ api from \"o.yaml\" }}\n")).collect();
    let outcome = compile(&format!("//- main.cut\n{components}//- o.yaml\n{document}"));
    let endpoints: usize = outcome.value.model.surfaces.iter().map(|surface| surface.endpoints.len()).sum();
    assert_eq!(endpoints, pipeline::MAX_ENDPOINTS);
    assert!(
        found(&outcome).iter().all(|found| found.contains("E0228: more than 100000 endpoints")),
        "{:?}",
        found(&outcome)
    );
    assert_eq!(outcome.value.files.len(), 2);
}

/// Words of documents, in no order.
const WORDS: [&str; 44] = [
    "openapi: 3.1.0\n",
    "swagger: '2.0'\n",
    "paths:\n",
    "  /a:\n",
    "  /a/{b}:\n",
    "    get:\n",
    "    post: {}\n",
    "    get: &x\n",
    "      summary: S\n",
    "      tags: [a, b]\n",
    "      tags: a\n",
    "      responses:\n",
    "        200:\n",
    "        '404': {}\n",
    "        default: *x\n",
    "      $ref: '#/paths/~1a'\n",
    "$ref: '#'\n",
    "components:\n",
    "  schemas:\n",
    "security:\n",
    "- k: []\n",
    "servers: [{url: /v}]\n",
    "<<: *x\n",
    "    <<: *x\n",
    "- ",
    "? ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "\"",
    "'",
    "|\n",
    ">\n",
    "\t",
    "#",
    "&x ",
    "*x",
    "!t ",
    "---\n",
    "%YAML 1.2\n",
    "\u{feff}",
];

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..300)) {
        targets::openapi(&bytes);
    }

    #[test]
    fn words_of_documents_in_no_order(words in vec(proptest::sample::select(&WORDS[..]), 0..60)) {
        targets::openapi(words.concat().as_bytes());
    }

    /// The documents of the samples with a few bytes lost, doubled or replaced.
    #[test]
    fn spoilt_documents(
        which in 0..DOCUMENTS.len(),
        harm in vec((any::<proptest::sample::Index>(), 0..30_usize, proptest::option::of(proptest::sample::select(&WORDS[..]))), 1..6),
    ) {
        let mut bytes = DOCUMENTS[which].as_bytes().to_vec();
        for (at, length, by) in harm {
            let from = at.index(bytes.len().max(1)).min(bytes.len());
            let to = (from + length).min(bytes.len());
            bytes.splice(from..to, by.unwrap_or_default().bytes());
        }
        targets::openapi(&bytes);
    }
}

const DOCUMENTS: [&str; 4] = [
    include_str!("../../samples/systems/apis/shipments.yaml"),
    include_str!("../../samples/systems/apis/tariffs.json"),
    include_str!("../../samples/systems/apis/tracking.yaml"),
    include_str!("../../samples/err/documents/rich.yaml"),
];
