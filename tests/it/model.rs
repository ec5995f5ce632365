//! The resolved model: names, kinds, flows, plans, journeys and all other facts.

use crate::fixture::{compile, compile_clean};
use cutaway::model::{ActionKind, Arrow, Effect, Item, Kind, Model, Origin, Step, Subject};

fn model(fixture: &str) -> Model {
    compile_clean(fixture).model
}

/// Every flow as `id from arrow to label`.
fn flows(model: &Model) -> Vec<String> {
    let path = |id| &model.element(id).path;
    model
        .flows
        .iter()
        .map(|flow| {
            let arrow = match flow.arrow {
                Arrow::Sync => "->",
                Arrow::Async => "~>",
                Arrow::Both => "<->",
                Arrow::Error => "!>",
            };
            let implied = if flow.origin == Origin::Declared { "" } else { " (implied)" };
            let line = format!(
                "{} {} {arrow} {} {}{implied}",
                flow.id,
                path(flow.from),
                path(flow.to),
                flow.facts.label()
            );
            line.replace("  ", " ").trim_end().to_owned()
        })
        .collect()
}

fn steps(model: &Model, journey: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let journey = model.journey_of_name(journey).expect("the journey is declared");
    journey.each_step(&mut |step| steps.push(step.clone()));
    steps
}

const SCOPES: &str = r#"
    service sql "Top"
    system shop {
        service sql "Shop"
        layer data {
            database sql "Data"
            queue jobs
            jobs -> sql "from inside"
        }
        app web
        web -> sql "from the shop"
        web -> data.sql "a suffix"
        jobs -> web "anywhere"
    }
    jobs -> sql "from the top"
    shop.sql -> shop.data.sql "in full"
"#;

#[test]
fn names_are_looked_up_outwards_then_anywhere() {
    assert_eq!(
        flows(&model(SCOPES)),
        [
            "e1 shop.data.jobs -> shop.data.sql from inside",
            "e2 shop.web -> shop.sql from the shop",
            "e3 shop.web -> shop.data.sql a suffix",
            "e4 shop.data.jobs -> shop.web anywhere",
            "e5 shop.data.jobs -> sql from the top",
            "e6 shop.sql -> shop.data.sql in full",
        ]
    );
}

#[test]
fn an_element_may_name_itself_and_what_is_around_it() {
    let model = model("system shop { service web { web -> shop; web -> web } }");
    assert_eq!(flows(&model), ["e1 shop.web -> shop", "e2 shop.web -> shop.web"]);
}

#[test]
fn names_are_compared_in_normal_form() {
    let decomposed = "service cafe\u{301}\nservice web\nweb -> caf\u{e9}\n";
    assert_eq!(flows(&model(decomposed)), ["e1 web -> caf\u{e9}"]);
}

#[test]
fn lists_and_chains_make_one_flow_an_arrow() {
    let model = model(
        "service a; service b; service c; service d\na, b -> c, d \"x\"\na -> b ~> c, d; a <-> a; b !> c",
    );
    assert_eq!(
        flows(&model),
        [
            "e1 a -> c x",
            "e2 a -> d x",
            "e3 b -> c x",
            "e4 b -> d x",
            "e5 a -> b",
            "e6 b ~> c",
            "e7 b ~> d",
            "e8 a <-> a",
            "e9 b !> c",
        ]
    );
    assert!(std::sync::Arc::ptr_eq(&model.flows[0].facts, &model.flows[3].facts));
}

#[test]
fn technology_is_split_into_method_and_format() {
    let check = |written: &str, method: &str, format: Option<&str>| {
        let model = model(&format!("service a; service b; a -> b [{written}]"));
        let tech = model.flows[0].facts.tech.as_ref().expect("it has a technology");
        assert_eq!((tech.method.as_str(), tech.format.as_deref()), (method, format), "{written}");
    };
    check("REST/JSON", "REST", Some("JSON"));
    check("gRPC", "gRPC", None);
    check("TCP/IP/", "TCP/IP", None);
    check("TCP/IP/XML", "TCP/IP", Some("XML"));
    check("HTTP/2", "HTTP/2", None);
    check("HTTP/2/JSON", "HTTP/2", Some("JSON"));
    check("/JSON", "/JSON", None);
    check("AMQP / Événement", "AMQP", Some("Événement"));
}

#[test]
fn kinds_are_made_from_kinds_wherever_they_stand() {
    let model = model(
        "edge fn1\nkind edge = lambda { accent info }\nkind lambda = function { shape hexagon; accent app }",
    );
    let element = &model.elements[0];
    assert_eq!((element.kind.as_str(), element.base), ("edge", Kind::Function));
    assert_eq!(model.kind_words(element).collect::<Vec<_>>(), ["edge", "lambda", "function"]);
    let look = cutaway::model::StyleSheet::new(&model).look_of(&model, element);
    assert_eq!((look.shape.word(), look.accent.word()), ("hexagon", "info"));
}

#[test]
fn the_more_exact_style_wins_then_the_later() {
    let model = model(
        "service a #pii; service b #pii; service c
         style a { accent error }
         style #pii { accent warning; border dashed }
         style kind:service { accent info; border solid; shape folder }
         style #pii { border double }",
    );
    let sheet = cutaway::model::StyleSheet::new(&model);
    let looks: Vec<String> = model
        .elements
        .iter()
        .map(|element| {
            let look = sheet.look_of(&model, element);
            format!("{} {} {}", look.shape.word(), look.border.word(), look.accent.word())
        })
        .collect();
    assert_eq!(looks, ["folder double error", "folder double warning", "folder solid info"]);
}

#[test]
fn plans_keep_modes_thresholds_and_targets() {
    let model = model(
        r#"service a; cache c; queue q; service b
        a -> b "x"
          ! down, slow > 2s "which": retry 3 backoff 200ms, -> c "read", ~> q
          ! breaker, alert "on call""#,
    );
    let plans = &model.flows[0].facts.plans;
    assert_eq!(plans[0].cause(), "down, slow > 2s (which)");
    assert_eq!(plans[1].cause(), "any");
    assert!(plans[0].is_effective() && !plans[1].is_effective());
    let paths: Vec<&str> =
        plans[0].error_paths().iter().map(|path| model.element(path.target).path.as_str()).collect();
    assert_eq!(paths, ["c", "q"]);
    assert_eq!(
        plans[0].actions.iter().map(|action| action.effect()).collect::<Vec<_>>(),
        [None, Some(Effect::Degraded), Some(Effect::Delayed)]
    );
}

const JOURNEY: &str = r#"
    app web; gateway api; service orders { api "/orders" { POST / "new"; GET /:id; GET /count } }
    database sql; external psp; queue jobs; worker mailer
    web -> api "calls"
    api -> orders "first"
      ! down: respond 503
      ! slow > 1s: respond 504
    api -> orders "second"
    orders <-> sql
    psp !> orders "chargeback"
    journey buy {
        web -> api -> orders "POST /orders"
        api -> orders "second"
        sql -> orders "rows"
        orders -> psp "charge"
          ! rejected: { orders -> psp "void"; orders -> jobs "undo"; respond 402 }
        orders ~> jobs "mail"
        jobs ~> mailer
        psp !> orders
        api -> orders "GET /orders/count please"
          ! down: show "sorry"
        return "201"
    }
"#;

#[test]
fn steps_stand_for_declared_flows_or_imply_them() {
    let model = model(JOURNEY);
    assert_eq!(
        flows(&model),
        [
            "e1 web -> api calls",
            "e2 api -> orders first",
            "e3 api -> orders second",
            "e4 orders <-> sql",
            "e5 psp !> orders chargeback",
            "e6 orders -> psp charge (implied)",
            "e7 orders ~> jobs mail (implied)",
            "e8 jobs ~> mailer (implied)",
        ]
    );
    let steps = steps(&model, "buy");
    let told: Vec<String> = steps
        .iter()
        .map(|step| {
            let marks =
                format!("{}{}", if step.error { "!" } else { "" }, if step.backwards { "<" } else { "" });
            format!("{} {}{marks}", step.number.unwrap_or(0), step.flow)
        })
        .collect();
    assert_eq!(told, ["1 e1", "2 e2", "3 e3", "4 e4<", "5 e6", "6 e7", "7 e8", "8 e5!", "9 e2"]);
    assert_eq!(model.journeys[0].steps, 9);
}

#[test]
fn an_ordinary_step_takes_over_what_an_error_block_implied() {
    let model = model(JOURNEY);
    // `orders -> jobs` is first named in an error block, then by a step of its own.
    let flow = &model.flows[6];
    assert_eq!((flow.arrow, flow.is_error()), (Arrow::Async, false));
    let Origin::Implied { on_error, .. } = flow.origin else { panic!("it is implied") };
    assert!(!on_error);
}

#[test]
fn a_step_inherits_the_plans_it_does_not_name() {
    let model = model(JOURNEY);
    let steps = steps(&model, "buy");
    let told = |number: usize| -> Vec<String> {
        let plans = model.step_plans(&steps[number - 1]);
        plans
            .iter()
            .map(|plan| {
                let modes: Vec<&str> = plan.modes.iter().map(|mode| mode.word()).collect();
                format!("{}{}", modes.join(","), if plan.inherited { " inherited" } else { "" })
            })
            .collect()
    };
    assert_eq!(told(2), ["down inherited", "slow inherited"]);
    assert_eq!(told(9), ["down", "slow inherited"]);
    assert_eq!(told(5), ["rejected"], "an implied flow has no plans but the step's own");
}

#[test]
fn steps_name_endpoints_of_their_last_target() {
    let model = model(JOURNEY);
    let steps = steps(&model, "buy");
    let endpoint = |number: usize| {
        let id = steps[number - 1].endpoint?;
        Some(cutaway::model::surface::title(&model.endpoint(id).operation))
    };
    assert_eq!(endpoint(1), None);
    assert_eq!(endpoint(2).as_deref(), Some("POST /"));
    assert_eq!(endpoint(9).as_deref(), Some("GET /count"), "word for word before a parameter");
}

#[test]
fn an_error_block_is_part_of_its_plan() {
    let model = model(JOURNEY);
    let steps = steps(&model, "buy");
    let action = &steps[4].facts.plans[0].actions[0];
    let ActionKind::Block(items) = &action.kind else { panic!("a block") };
    let told: Vec<&str> = items
        .iter()
        .map(|item| match item {
            Item::Step(step) if step.number.is_none() && step.error => "step",
            Item::Actions(..) => "actions",
            _ => "other",
        })
        .collect();
    assert_eq!(told, ["step", "step", "actions"]);
    assert_eq!(action.effect(), Some(Effect::Failing));
}

#[test]
fn the_drawing_is_named_by_title_then_system_then_file() {
    let title = |fixture: &str| model(fixture).title;
    assert_eq!(title("title \"Online\"\nsystem shop \"Shop\""), "Online");
    assert_eq!(title("system shop \"Shop\" { system inner }"), "Shop");
    assert_eq!(title("system a; system b"), "main");
    assert_eq!(title(""), "main");
    let included = "//- root.cut\ninclude \"a.cut\"\n//- a.cut\ntitle \"Part\"\n";
    assert_eq!(title(included), "Part");
    let own = "//- root.cut\ninclude \"a.cut\"\ntitle \"Whole\"\n//- a.cut\ntitle \"Part\"\n";
    assert_eq!(title(own), "Whole");
}

#[test]
fn the_root_file_says_where_its_drawing_runs() {
    let direction = |fixture: &str| model(fixture).hints.direction.map(|direction| direction.value.word());
    let included = "//- root.cut\ninclude \"a.cut\"\n//- a.cut\ndirection right\n";
    assert_eq!(direction(included), Some("right"));
    let own = "//- root.cut\ninclude \"a.cut\"\ndirection up\n//- a.cut\ndirection right\n";
    assert_eq!(direction(own), Some("up"));
}

#[test]
fn subjects_are_journeys_before_elements() {
    let model = model(
        "service checkout; service cart
         journey checkout { cart -> checkout }
         requirement r \"x\" { meets checkout, cart; priority must; kind non-functional }
         decision d \"x\" { option A \"a\"; option B \"b\"; chosen B; about cart; status accepted }",
    );
    let meets = &model.design.requirements[0].meets;
    assert!(matches!(meets.as_slice(), [Subject::Journey(_), Subject::Element(_)]));
    assert_eq!(model.design.decisions[0].chosen, Some(1));
}

#[test]
fn what_a_mistake_touches_is_incomplete() {
    let outcome = compile("service a { a -> nowhere }\nservice b\njourney j { b -> nowhere2; b -> a }");
    let model = outcome.value.model;
    assert_eq!(outcome.diagnostics.len(), 2);
    assert!(model.elements[0].incomplete && model.elements[1].incomplete && model.journeys[0].incomplete);
    assert_eq!(flows(&model), ["e1 b -> a (implied)"]);
}

#[test]
fn broken_elements_still_declare_their_insides() {
    let outcome = compile(
        "system 2shop \"Shop\" { service web }\nsystem 2shop { service web2 }\nservice b; b -> web, web2",
    );
    let codes: Vec<&str> = outcome.diagnostics.iter().map(|found| found.code.0).collect();
    assert_eq!(codes.len(), 2, "{codes:?}");
    assert_eq!(outcome.value.model.flows.len(), 2);
}

#[test]
fn uses_lead_from_every_segment_to_its_element() {
    let compilation = compile_clean(SCOPES);
    for used in &compilation.model.uses {
        let written = compilation.files[0].slice(used.span);
        assert_eq!(written, compilation.model.element(used.element).name.value);
    }
    // Thirteen paths end the flows, and four of them are dotted.
    assert_eq!(compilation.model.uses.len(), 12 + 1 + 1 + 2);
}
