//! What the resolver says about mistakes: where, with which code, and that one mistake is one diagnostic.

use crate::corpus;
use crate::fixture::{check_diagnostics, compile};
use cutaway::diag::Outcome;
use cutaway::pipeline::Compilation;
use std::path::{Path, PathBuf};

#[test]
fn unknown_names() {
    check_diagnostics(
        "
    system shop { service api; layer data { database orders_db } }
    api -> order_db
         //^^^^^^^^ E0203: unknown component `order_db`
    api -> shop.dta.orders_db
              //^^^ E0203: unknown component `shop.dta.orders_db`
    api, nobody -> nothing
       //^^^^^^ E0203: unknown component `nobody`
                 //^^^^^^^ E0203: unknown component `nothing`
    api -> shop ! down: -> nowhere
                         //^^^^^^^ E0203: unknown component `nowhere`
    journey j {
      api -> gone -> shop
           //^^^^ E0203: unknown component `gone`
      note over lost \"x\"
              //^^^^ E0203: unknown component `lost`
    }
    role admin of someone
                //^^^^^^^ E0203: unknown component `someone`
    decision d { about gone2 }
                     //^^^^^ E0203: unknown component `gone2`
    style shop.dat.* { accent info }
             //^^^ E0203: unknown component `shop.dat`
    ",
    );
}

#[test]
fn unknown_names_suggest_what_is_near_by_its_shortest_name() {
    let help = |fixture: &str| compile(fixture).diagnostics[0].help.join("; ");
    assert_eq!(help("service api; database orders_db; api -> order_db"), "write `orders_db`");
    assert_eq!(help("system a { database sql }\nservice b\nb -> a.sq"), "write `a.sql`");
    assert_eq!(
        help("system a { zone east { database sql } }\nsystem b { database sql }\nb -> a.eats.sql"),
        "write `a.east.sql`"
    );
    assert_eq!(help("system s { layer data { cache redis } }\nservice b\nb -> s.redis"), "write `redis`");
    assert_eq!(help("service Orders; service b\nb -> orders"), "write `Orders`");
    assert_eq!(help("service b\nb -> mainframe"), "declare it, for example `service mainframe`");
    let found = compile("service b\njourney buy { b -> b }\nb -> buy").diagnostics;
    assert_eq!(found[0].notes, ["`buy` is a journey, and flows join elements"]);
    let fix = compile("service api; database orders_db; api -> order_db").diagnostics[0].fixes.clone();
    assert_eq!(fix[0].replacement, "orders_db");
}

#[test]
fn ambiguous_names_list_their_candidates() {
    check_diagnostics(
        "
    system a { database sql }
    system b { database sql; service own; own -> sql }
    service web
    web -> sql
         //^^^ E0202: `sql` means 2 elements
    web -> a.sql
    ",
    );
    let found =
        compile("system a { database sql }\nsystem b { database sql }\nservice web\nweb -> sql").diagnostics;
    assert_eq!(found[0].help, ["write one of `a.sql`, `b.sql`"]);
    assert_eq!(found[0].related.len(), 2);
}

#[test]
fn names_that_are_taken() {
    check_diagnostics(
        "
    service web { does \"x\" }; service b
    system web { does \"y\"; api \"/\"; service inner { does \"z\" } }
         //^^^ E0201: `web` is declared twice at the top level
    system shop { service web; queue web }
                                   //^^^ E0201: `web` is declared twice in `shop`
    b -> inner
    journey web { b -> inner }
    journey web { b -> shop }
          //^^^ E0206: the journey `web` is declared twice
    entity web { id uuid; id uuid }
                        //^^ E0206: the field `id` is declared twice
    kind mine = service; kind mine = job
                            //^^^^ E0206: the kind `mine` is declared twice
    view one of components; view one of components
                               //^^^ E0206: the view `one` is declared twice
    ",
    );
}

#[test]
fn kinds() {
    check_diagnostics(
        "
    databse sql
  //^^^^^^^ E0204: unknown kind `databse`
    kind a = b
           //^ E0213: the kind `a` is made from itself
    kind b = a
    kind queue = cache
       //^^^^^ E0212: `queue` is a word of the language
    kind fine = servce
              //^^^^^^ E0204: unknown kind `servce`
    a one; b two; fine three
    style kind:quee { accent info }
             //^^^^ E0204: unknown kind `quee`
    style cache { accent info }
        //^^^^^ E0214: `cache` is a kind, not an element
    ",
    );
    let help = |fixture: &str| compile(fixture).diagnostics[0].help.join("; ");
    assert_eq!(help("microservice a"), "write `service`");
    assert_eq!(help("kind lambda = function\nlamda a"), "write `lambda`");
    assert_eq!(
        help("mainframe a"),
        "use a built-in kind such as `service`, or declare `kind mainframe = service`"
    );
}

/// A product in the place of a kind, a kind behind a name, and what a head or a style says, in a body.
#[test]
fn words_in_the_place_of_kinds() {
    let help = |fixture: &str| compile(fixture).diagnostics[0].help.join("; ");
    let product = "write the product as the technology: ";
    let either = "`topic k \"Events\" [Kafka]` or `queue k \"Events\" [Kafka]`";
    assert_eq!(help("kafka k \"Events\""), format!("{product}{either}"));
    assert_eq!(help("postgres sql"), format!("{product}`database sql [PostgreSQL]`"));
    assert_eq!(help("s3 files [MinIO]"), format!("{product}`storage files [MinIO]`"));
    assert_eq!(help("load_balancer lb"), "write `gateway`");
    assert_eq!(help("kind mine = nginx"), "write `gateway`");
    let fixes = compile("redis r \"Sessions\"").diagnostics[0].fixes.clone();
    assert_eq!(fixes.iter().map(|fix| &*fix.replacement).collect::<Vec<_>>(), ["cache", " [Redis]"]);

    check_diagnostics(
        "
    orders service \"Orders\"
  //^^^^^^ E0204: unknown kind `orders`
    service web { tech Go; color red; shape hexagon }
                //^^^^ E0204: unknown kind `tech`
                         //^^^^^ E0204: unknown kind `color`
                                    //^^^^^ E0204: unknown kind `shape`
    web -> orders
    ",
    );
    assert_eq!(help("orders service \"Orders\""), "write the kind first: `service orders \"Orders\"`");
    assert_eq!(
        help("service web { tech Go }"),
        "write it behind the name of the element: `service web [Go]`"
    );
    let style = "write a style at the top of the file: ";
    assert_eq!(help("service web { color red }"), format!("{style}`style web {{ accent error }}`"));
    assert_eq!(help("service web { shape pipe }"), format!("{style}`style web {{ shape pipe }}`"));
    // A kind of that name is one.
    assert!(compile("kind color = service\nservice web { color red }").diagnostics.is_empty());
}

/// Sources of other tools: each line is told by its language, and what they declare is known.
#[test]
fn other_languages() {
    check_diagnostics(
        "
    graph TD
  //^^^^^ E0204: unknown kind `graph`
    digraph G { service x; service y; x -> y }
  //^^^^^^^ E0204: unknown kind `digraph`
    @startuml
  //^^^^^^^^^ E0102: `@startuml` is a word of PlantUML
    workspace { service z; z -> x }
  //^^^^^^^^^ E0102: `workspace` is a word of Structurizr
    a: Frontend
   //^ E0128: a `:` behind `a`
    b: Backend
   //^ E0128: a `:` behind `b`
    a -> b
    ",
    );
    let found = compile("digraph G { service x }").diagnostics;
    assert_eq!(found[0].notes, ["`digraph` is a word of Graphviz"]);
}

#[test]
fn an_element_may_be_named_like_a_kind() {
    check_diagnostics("service cache; service row; cache -> row; style cache { accent info }");
}

#[test]
fn statements_out_of_place() {
    check_diagnostics(
        "
    does \"Much\"
  //^^^^ E0207: `does` needs an element around it
    publishes order.created
  //^^^^^^^^^ E0207: `publishes` needs an element around it
    app web
    system shop {
      journey buy { web -> shop }
            //^^^ E0208: `journey` stands at the top of a file only
      title \"Shop\"
    //^^^^^ E0208: `title` stands at the top of a file only
      kind lambda = function
         //^^^^^^ E0208: `kind` stands at the top of a file only
      lambda resize
    }
    view v of components { highlight buy }
    ",
    );
}

#[test]
fn words_of_closed_sets() {
    check_diagnostics(
        "
    direction rigth
            //^^^^^ E0211: unknown direction `rigth`
    service a { status old }
                     //^^^ E0211: unknown status `old`
    style a { shape star; border dotted; accent red }
                  //^^^^ E0211: unknown shape `star`
                               //^^^^^^ E0211: unknown border `dotted`
                                              //^^^ E0211: unknown accent `red`
    cap a PC
        //^^ E0211: unknown CAP choice `PC`
    requirement r { priority high; kind other }
                           //^^^^ E0211: unknown priority `high`
                                      //^^^^^ E0211: unknown requirement kind `other`
    decision d { status done; option A \"a\"; chosen B }
                      //^^^^ E0211: unknown decision status `done`
                                                 //^ E0218: the decision `d` has no option `B`
    tradeoff \"t\" { recommend both }
                           //^^^^ E0211: unknown side `both`
    ",
    );
}

#[test]
fn plans_and_replies() {
    check_diagnostics(
        "
    app a; service b; queue q
    a -> b
      ! down, down: retry
            //^^^^ E0209: two plans for `down` of this flow
      ! slow > 1s: retry
      ! any: retry
      ! breaker
    //^^^^^^^^^ E0209: two plans for any failure of this flow
    journey j {
      return
    //^^^^^^ E0210: `return` without a call to return from
      b ~> q
      return \"no\"
    //^^^^^^^^^^^ E0210: `return` without a call to return from
      when \"x\" { a -> b } else { b ~> q }
      return
      when \"x\" { a -> b; return } else { a -> b; return }
      return
    //^^^^^^ E0210: `return` without a call to return from
      parallel { a -> b; b ~> q }
      return
      a -> b
        ! down: { return \"503\" }
      return
    }
    ",
    );
}

#[test]
fn quantities() {
    check_diagnostics(
        "
    service a { replicas 2.5; slo 99.9; caches \"x\" ttl 3 }
                       //^^^ E0216: `replicas` wants a whole number, not `2.5`
                                //^^^^ E0216: `slo` wants a percentage, not `99.9`
                                                     //^ E0216: `ttl` wants a time, not `3`
    a -> a { takes 800; rate 5; auth \"x\" }
                 //^^^ E0216: `takes` wants a time, not `800`
                           //^ E0216: `rate` wants a rate, not `5`
      ! slow > 5%: retry 3s
             //^^ E0216: `slow` wants a time, not `5%`
                       //^^ E0216: `retry` wants a whole number, not `3s`
      ! full > 10_000, stale > 5m: retry 3 backoff 1s
    team 1K
    ",
    );
}

#[test]
fn facts_said_twice_and_in_the_wrong_body() {
    check_diagnostics(
        "
    service a { does \"x\"; owns A; owns B; does \"y\"; api \"/\" { GET / { carries A }; GET /; rate 5/s } }
                                        //^^^^^^^^ E0136: `does` is said twice
                                                                            //^ E0215: `carries` says nothing about an endpoint
                                                                                 //^^^^^ E0219: the endpoint `GET /` is declared twice
                                                                                             //^^^ E0215: `rate` says nothing about a whole surface
    a -> a { request A; takes 1s; takes 2s }
                   //^ E0215: `request` says nothing about a flow
                                      //^^ E0136: `takes` is said twice
    ",
    );
}

#[test]
fn hints_stay_inside() {
    check_diagnostics(
        "
    service a; service b
    system s { service c; service d; row c d; above c a }
                                                    //^ E0217: `a` does not lie directly in `s`
    row a c
        //^ E0217: `s.c` does not lie at the top level
    row a b a
          //^ E0136: `row` names `a` twice
    above a b
    ",
    );
}

#[test]
fn views_of_nothing() {
    check_diagnostics(
        "
    service orders; journey buy { orders -> orders }
    view a of componets
            //^^^^^^^^^ E0301: unknown view `componets`
    view b of dataflow:bye
            //^^^^^^^^^^^^ E0302: a view of the unknown journey `bye`
    view c of api:order
            //^^^^^^^^^ E0302: a view of the unknown component `order`
    view d of sequence
            //^^^^^^^^ E0302: `sequence` is a view of a journey, and none is named
    view e of matrix:orders
            //^^^^^^^^^^^^^ E0302: `matrix` is of everything, not of `orders`
    view f of failure:orders/slow
    view failures of failur:orders
                   //^^^^^^^^^^^^^ E0301: unknown view `failur:orders`
    view g of components { highlight byu }
                                   //^^^ E0205: unknown journey `byu`
    ",
    );
}

#[test]
fn warnings() {
    check_diagnostics(
        "
    app web { link \"javascript:alert(1)\" }
                 //^^^^^^^^^^^^^^^^^^^^^ W0201: a link that no drawing may carry
    service a { link \"docs/a.md\"; api \"/a\" { GET /:id } }
    service b { api from \"b.yaml\" }
                       //^^^^^^^^ E0220: the API document `b.yaml` does not exist
    journey j {
      web -> a \"POST /a\"
             //^^^^^^^^^ W0202: `a` has no endpoint `POST /a`
      web -> a \"GET /a/7 quickly\"
      web -> a \"asks\"
      web -> b \"GET /anything\"
    }
    ",
    );
}

#[test]
fn too_many_flows_are_said_once() {
    let names: Vec<String> = (0..400).map(|i| format!("a{i}")).collect();
    let declared = names.iter().map(|name| format!("service {name}\n")).collect::<String>();
    let list = names.join(", ");
    let outcome = compile(&format!("{declared}{list} -> {list}\na0 -> a1\n{list} -> {list}\n"));
    let codes: Vec<&str> = outcome.diagnostics.iter().map(|found| found.code.0).collect();
    assert_eq!(codes, ["E0223"]);
}

#[test]
fn what_nobody_would_read_is_left_out() {
    let outcome = compile(&format!("service a\n{}", "a -> b\n".repeat(5_000)));
    assert_eq!(outcome.diagnostics.len(), 1_001);
    assert_eq!(outcome.diagnostics[1_000].primary.text, "4000 more are not shown");
}

/// Where the project is.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether a code is one that the resolver, the includes or the views give.
fn is_ours(code: &str) -> bool {
    ["E02", "E03", "W02", "W03"].iter().any(|prefix| code.starts_with(prefix))
}

fn entries(folder: &str) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(root().join(folder))
        .expect("the folder is there")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    entries.sort();
    entries
}

fn codes_of(source: &str) -> Vec<&'static str> {
    codes(&compile(source))
}

fn codes(outcome: &Outcome<Compilation>) -> Vec<&'static str> {
    let mut codes: Vec<&str> = outcome.diagnostics.iter().map(|found| found.code.0).collect();
    for (name, _) in cutaway::pipeline::views(&outcome.value.model) {
        let view = cutaway::pipeline::project(&outcome.value.model, &name);
        codes.extend(view.diagnostics.iter().map(|found| found.code.0));
    }
    codes
}

#[test]
fn every_page_of_the_manual_is_right() {
    let mut read = 0;
    for path in entries("docs/diagnostics") {
        let code = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
        // What is too much does not fit a page.
        if !is_ours(code) || ["E0223", "E0228"].contains(&code) {
            continue;
        }
        let page = std::fs::read_to_string(&path).expect("readable");
        let examples: Vec<&str> =
            page.split("```cutaway\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        assert_eq!(examples.len(), 2, "{code}: one example that is wrong, one that is mended");
        // An example is as small as it can be; that some draw nothing is beside their point.
        let said = |example: &str| -> Vec<&str> {
            codes_of(example).into_iter().filter(|found| *found == code || *found != "W0301").collect()
        };
        let wrong = said(examples[0]);
        assert!(!wrong.is_empty() && wrong.iter().all(|found| *found == code), "{code}: found {wrong:?}");
        assert_eq!(said(examples[1]), Vec::<&str>::new(), "{code}: mended");
        read += 1;
    }
    assert!(read >= 25, "only {read} pages were read");
}

#[test]
fn every_wrong_sample_is_wrong_as_its_name_says() {
    let mut read = 0;
    for sample in corpus::wrong("err") {
        let code = sample.stem().split('-').next().unwrap_or("");
        if is_ours(code) {
            let found = codes(&sample.compiled);
            assert!(found.contains(&code), "{}: found {found:?}", sample.name);
            read += 1;
        }
    }
    assert!(read >= 25, "only {read} samples were read");
}

#[test]
fn what_lacks_its_name_is_known_by_the_one_to_write() {
    check_diagnostics(
        "
    component \"Web App\" as web
            //^^^^^^^^^ E0124: the name stands behind the label
    service \"Order history\" { database sql }
          //^^^^^^^^^^^^^^^ E0124: a name is missing before the label
    service \"Order history\"
          //^^^^^^^^^^^^^^^ E0124: a name is missing before the label
    web -> order-history, order-history.sql
    journey \"Buy\" { web -> order-history }
          //^^^^^ E0124: a name is missing before the label
    requirement fast { meets buy }
    web -> sql { takes 5 ms; rate 500 /s }
                       //^^ E0112: a blank between a number and its unit
                                    //^^ E0112: a blank between a number and its unit
    ",
    );
}
