//! The real Mermaid reads our flowcharts and sequences back: what its parsers understand, and the labels as a browser draws
//! them, in versions 10.9, 11 and 12.
//!
//! The parsers come from npm (`npm ci` in `tests/mermaid`) and need node; the drawing needs Chromium as well. Where they
//! are missing the tests say so and pass: nobody needs npm to work on Cutaway.

use crate::corpus;
use crate::sequence::journeys;
use crate::views::{Sketch, platform};
use cutaway::diag::codes;
use cutaway::pipeline;
use cutaway::render::mermaid::{MermaidOptions, render};
use cutaway::render::outline;
use cutaway::source::{MemorySources, Span};
use cutaway::view::script::{Event, Frame, FrameKind};
use cutaway::view::{Direction, Edge, EdgeKind, Kind, Node, NodeId, Shape, Status, View, ViewKind, clean};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

const VERSIONS: [&str; 4] = ["mermaid-10", "mermaid-11-4", "mermaid-11", "mermaid-12"];

/// Labels that have broken Mermaid diagrams, or look as if they could.
pub const NASTY: [&str; 66] = [
    "end",
    "subgraph x",
    "graph TB",
    "style a fill:#f00",
    "classDef x y:z #35;",
    "click a \"b\"",
    "linkStyle 0",
    "style: #1;",
    "flowchart",
    "direction LR",
    "Redirection TD",
    "DIRECTION TB",
    "accTitle: x",
    "%% comment",
    "%%{init: {\"theme\":\"dark\"}}%%",
    "---",
    "a;b",
    "a#b",
    "#35;",
    "#quot;",
    "&lt;b&gt;",
    "&amp;",
    "a & b",
    "<script>alert(1)</script>",
    "<br/>",
    "<b>bold</b>",
    "</div>",
    "a < b > c",
    "a --> b",
    "a|b",
    "||",
    "\"quoted\"",
    "'quoted'",
    "`code`",
    "\"`md`\"",
    "(a)",
    "((a))",
    "[a]",
    "[(a)]",
    "{a}",
    "{{a}}",
    "/a/",
    "\\a\\",
    "a\\nb",
    "@{shape: x}",
    "a@b.c",
    "https://a.example/?b=c&d#e",
    "www.a.example",
    "1. first",
    "12) x",
    "- item",
    "+ item",
    "* item",
    "*a* **b**",
    "_a_ __b__",
    "~~a~~",
    "# head",
    "> quote",
    "![x](y)",
    "ﬂ°°59¶ß",
    "$x^2$",
    "$$y$$",
    "日本語 العربية 👩‍👩‍👧 é",
    "✗ ┌─┐ ▶",
    "fa:fa-car x",
    "=== ---",
];

/// What one version made of one source.
pub type Read = Value;

/// Every version's reading of every view; `None` where the parsers are not installed.
pub fn read_back(name: &str, views: &[View]) -> Option<Vec<(&'static str, Vec<Read>)>> {
    let home = installed("node")?;
    let sources: Vec<String> = views.iter().map(source).collect();
    let folder = folder(name);
    let input = folder.join("input.json");
    std::fs::write(&input, serde_json::to_string(&sources).expect("strings")).expect("a writable folder");
    let read = |version: &'static str| {
        let output = folder.join(format!("{version}.json"));
        let mut node = Command::new("node");
        let done = node.current_dir(&home).arg("read.mjs").arg(version).args([&input, &output]).output();
        let done = done.expect("node runs");
        assert!(done.status.success(), "{version}: {}", String::from_utf8_lossy(&done.stderr));
        let text = std::fs::read_to_string(&output).expect("the reader wrote its output");
        (version, serde_json::from_str(&text).expect("JSON"))
    };
    Some(VERSIONS.map(read).into())
}

pub fn source(view: &View) -> String {
    render(view, &MermaidOptions::default()).value
}

/// `tests/mermaid`, when its packages are installed and `program` runs.
fn installed(program: &str) -> Option<PathBuf> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mermaid");
    let runs = Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    if runs && home.join("node_modules/jsdom").is_dir() {
        return Some(home);
    }
    notice(&format!("skipped: needs `{program}`, and `npm ci` in tests/mermaid"));
    None
}

#[allow(clippy::print_stderr, reason = "a test that skips says so")]
fn notice(text: &str) {
    eprintln!("{text}");
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mermaid").join(name);
    std::fs::create_dir_all(&folder).expect("a writable target folder");
    folder
}

/// Compares what a version read with the view, and says what differs.
fn compare(view: &View, read: &Read) -> Result<(), String> {
    if let Some(error) = read.get("error") {
        return Err(format!("refused: {error}"));
    }
    if view.kind == ViewKind::Sequence {
        return compare_sequence(view, read);
    }
    // A boundary that is drawn as a box: empty, with a flow to itself.
    let boxed = |id: NodeId| {
        view.edges.iter().any(|edge| (edge.from, edge.to) == (id, id))
            && view.nodes.iter().all(|node| node.parent != Some(id))
    };
    let (containers, leaves): (Vec<NodeId>, Vec<NodeId>) =
        inside_out(view).into_iter().partition(|id| node(view, *id).container && !boxed(*id));
    let subgraphs = list(&read["subgraphs"]);
    same("subgraphs", &subgraphs.len(), &containers.len())?;
    let boundary_ids: BTreeSet<&str> = subgraphs.iter().map(|subgraph| text(&subgraph["id"])).collect();
    // Some versions also keep a vertex for a subgraph that a flow ends at.
    let vertices =
        list(&read["vertices"]).iter().filter(|vertex| !boundary_ids.contains(text(&vertex["id"])));
    let (remarks, vertices): (Vec<&Value>, Vec<&Value>) =
        vertices.partition(|vertex| text(&vertex["id"]).starts_with("n_"));
    let said: Vec<Vec<String>> = remarks.iter().map(|remark| lines(&remark["lines"])).collect();
    same("remarks", &said, &view.remarks.iter().map(|remark| vec![likeness(remark)]).collect())?;
    same("vertices", &vertices.len(), &leaves.len())?;

    let mut ids = vec![""; view.nodes.len()];
    for (vertex, id) in vertices.iter().zip(&leaves) {
        ids[id.index()] = text(&vertex["id"]);
        let meant = node(view, *id);
        let shape = if meant.container { "square" } else { shape_name(meant.look.shape) };
        same("shape", &text(&vertex["shape"]), &shape)?;
        let meant = if meant.container { vec![box_title(meant)] } else { box_lines(meant) };
        same("box", &lines(&vertex["lines"]), &meant)?;
    }
    for (subgraph, id) in subgraphs.iter().zip(&containers) {
        ids[id.index()] = text(&subgraph["id"]);
        let title = vec![box_title(node(view, *id))];
        same("title", &lines(&subgraph["lines"]), &title)?;
    }
    same("distinct ids", &ids.iter().collect::<BTreeSet<_>>().len(), &ids.len())?;
    for (subgraph, id) in subgraphs.iter().zip(&containers) {
        let members: BTreeSet<&str> = list(&subgraph["nodes"]).iter().map(text).collect();
        let children = (0..view.nodes.len()).filter(|&child| view.nodes[child].parent == Some(*id));
        same("members", &members, &children.map(|child| ids[child]).collect())?;
    }
    let edges = list(&read["edges"]);
    same("flows", &edges.len(), &view.edges.len())?;
    for (read, edge) in edges.iter().zip(&view.edges) {
        same("source", &text(&read["from"]), &ids[edge.from.index()])?;
        same("target", &text(&read["to"]), &ids[edge.to.index()])?;
        same("flow label", &lines(&read["lines"]), &vec![flow_label(edge)])?;
        let (head, stroke) = match edge.kind {
            EdgeKind::Sync => ("arrow_point", "normal"),
            EdgeKind::Async | EdgeKind::Return => ("arrow_point", "dotted"),
            EdgeKind::Error => ("arrow_cross", "normal"),
        };
        let head = if edge.both { format!("double_{head}") } else { head.to_owned() };
        same("head", &text(&read["type"]), &head.as_str())?;
        same("stroke", &text(&read["stroke"]), &stroke)?;
        let red = list(&read["style"]).iter().any(|style| style == "stroke:#c62828");
        same("red", &red, &(edge.kind == EdgeKind::Error))?;
        let fine = list(&read["style"]).iter().any(|style| style == "stroke-dasharray:2 3");
        same("finely dotted", &fine, &(edge.kind == EdgeKind::Return))?;
    }
    same("accTitle", &text(&read["accTitle"]), &likeness(&view.title).as_str())?;
    same("accDescr", &text(&read["accDescr"]), &likeness(&outline::paragraph(view, 1_000)).as_str())
}

/// Compares what a version read with the participants and the script of a sequence.
fn compare_sequence(view: &View, read: &Read) -> Result<(), String> {
    let leaves: Vec<&Node> = view.nodes.iter().filter(|node| !node.container).collect();
    let actors = list(&read["actors"]);
    let label = |node: &&Node| likeness(if node.label.is_empty() { &node.id } else { &node.label });
    let sort = |node: &&Node| if node.base == Kind::Person { "actor" } else { "participant" };
    let labels: Vec<&str> = actors.iter().map(|actor| text(&actor["label"])).collect();
    same(
        "participants",
        &labels,
        &leaves.iter().map(label).collect::<Vec<_>>().iter().map(|l| &**l).collect(),
    )?;
    let sorts: Vec<&str> = actors.iter().map(|actor| text(&actor["type"])).collect();
    same("persons", &sorts, &leaves.iter().map(sort).collect())?;
    let ids: Vec<&str> = actors.iter().map(|actor| text(&actor["id"])).collect();
    same("distinct ids", &ids.iter().collect::<BTreeSet<_>>().len(), &ids.len())?;
    let id = |node: NodeId| {
        let column = view.nodes[..node.index()].iter().filter(|node| !node.container).count();
        ids[column].to_owned()
    };
    let boxed: BTreeSet<&str> =
        list(&read["boxes"]).iter().flat_map(|group| list(&group["actors"])).map(text).collect();
    let inside = leaves.iter().zip(&ids).filter(|(node, _)| node.parent.is_some()).map(|(_, id)| *id);
    same("those in boxes", &boxed, &inside.collect())?;
    let mut meant = Vec::new();
    flatten(view, &id, &view.script, &mut meant);
    let happened: Vec<[String; 4]> = list(&read["messages"])
        .iter()
        .map(|message| ["what", "from", "to", "text"].map(|key| text(&message[key]).to_owned()))
        .collect();
    same("what happens", &happened, &meant)?;
    same("title", &text(&read["title"]), &likeness(&view.title).as_str())?;
    same("accTitle", &text(&read["accTitle"]), &likeness(&view.title).as_str())
}

/// The script as Mermaid lists it: what, from, to, text.
fn flatten(view: &View, id: &dyn Fn(NodeId) -> String, events: &[Event], out: &mut Vec<[String; 4]>) {
    let row = |what: &str, from: String, to: String, text: &str| [what.to_owned(), from, to, likeness(text)];
    let block = |what: &str, text: &str| row(what, String::new(), String::new(), text.trim());
    for (index, event) in events.iter().enumerate() {
        match event {
            Event::Message(edge) => {
                let edge = &view.edges[edge.index()];
                let wakes = events[index + 1..].iter().take(1).any(|next| matches!(next, Event::Wakes(_)));
                let next = events.get(index + 1 + usize::from(wakes));
                let fails = matches!(next, Some(Event::Frame(Frame { kind: FrameKind::Failure, .. })));
                if fails {
                    out.push(block("CRITICAL_START", edge.step.as_deref().unwrap_or_default()));
                }
                let what = match edge.kind {
                    EdgeKind::Sync => "SOLID",
                    EdgeKind::Async => "SOLID_POINT",
                    EdgeKind::Error => "DOTTED_CROSS",
                    EdgeKind::Return => "DOTTED",
                };
                let both = if edge.both { " (both ways)" } else { "" };
                let words = format!("{}{both}", flow_label(edge));
                out.push(row(what, id(edge.from), id(edge.to), words.trim()));
            }
            Event::Wakes(node) => out.push(row("ACTIVE_START", id(*node), String::new(), "")),
            Event::Rests(node) => out.push(row("ACTIVE_END", id(*node), String::new(), "")),
            Event::Note(note) => {
                let leaves = (0..view.nodes.len()).filter(|&node| !view.nodes[node].container);
                let all: Vec<NodeId> = leaves.map(|node| NodeId(node as u32)).collect();
                let over = if note.over.is_empty() { &all } else { &note.over };
                let (first, last) = (over.iter().min().expect("one"), over.iter().max().expect("one"));
                out.push(row("NOTE", id(*first), id(*last), note.text.trim()));
            }
            Event::Frame(frame) => {
                let (start, next, end) = match frame.kind {
                    FrameKind::Alternatives => ("ALT_START", "ALT_ELSE", "ALT_END"),
                    FrameKind::Parallel => ("PAR_START", "PAR_AND", "PAR_END"),
                    FrameKind::Loop => ("LOOP_START", "LOOP_ELSE", "LOOP_END"),
                    FrameKind::Failure => ("CRITICAL_OPTION", "CRITICAL_OPTION", "CRITICAL_END"),
                };
                for (number, branch) in frame.branches.iter().enumerate() {
                    let mark = if frame.kind == FrameKind::Failure { "✗ " } else { "" };
                    let step = branch.number.iter().map(|number| format!("{number} ")).collect::<String>();
                    let words = format!("{mark}{step}{}", branch.label);
                    out.push(block(if number == 0 { start } else { next }, &words));
                    flatten(view, id, &branch.events, out);
                }
                out.push(block(end, ""));
            }
        }
    }
}

/// The two sequences that Mermaid cannot draw stand as their nearest likeness.
pub fn likeness(text: &str) -> String {
    text.replace("ﬂ°", "fl°").replace("¶ß", "¶ ß")
}

pub fn same<T: PartialEq + std::fmt::Debug>(what: &str, read: &T, meant: &T) -> Result<(), String> {
    if read == meant { Ok(()) } else { Err(format!("{what}: read {read:?}, meant {meant:?}")) }
}

/// The nodes in the order in which Mermaid finishes them: boxes as written, a boundary after its insides.
fn inside_out(view: &View) -> Vec<NodeId> {
    fn visit(view: &View, parent: Option<NodeId>, out: &mut Vec<NodeId>) {
        for (index, node) in view.nodes.iter().enumerate().filter(|(_, node)| node.parent == parent) {
            let id = NodeId(index as u32);
            if node.container {
                visit(view, Some(id), out);
            }
            out.push(id);
        }
    }
    let mut out = Vec::new();
    visit(view, None, &mut out);
    out
}

fn node(view: &View, id: NodeId) -> &Node {
    &view.nodes[id.index()]
}

fn box_lines(node: &Node) -> Vec<String> {
    let mut lines: Vec<String> = node.status.iter().map(|status| format!("«{}»", status.word())).collect();
    lines.push(if node.label.is_empty() { node.id.clone() } else { node.label.clone() });
    lines.extend(node.tech.iter().map(|tech| format!("({tech})")));
    lines.extend(node.does.clone());
    lines.iter().map(|line| likeness(line)).collect()
}

fn box_title(node: &Node) -> String {
    let does = node.does.iter().map(|does| format!(" – {}", likeness(does)));
    box_lines(&Node { does: None, ..node.clone() }).join(" ") + &does.collect::<String>()
}

fn flow_label(edge: &Edge) -> String {
    let mark = if edge.kind == EdgeKind::Error { "✗ " } else { "" };
    let step = edge.step.iter().map(|step| format!("{step} ")).collect::<String>();
    likeness(format!("{mark}{step}{}", edge.caption()).trim())
}

const fn shape_name(shape: Shape) -> &'static str {
    match shape {
        Shape::Box => "square",
        Shape::Rounded => "round",
        Shape::Cylinder => "cylinder",
        Shape::Pipe => "subroutine",
        Shape::Hexagon => "hexagon",
        Shape::Person => "stadium",
        Shape::Folder => "trapezoid",
    }
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn lines(value: &Value) -> Vec<String> {
    list(value).iter().map(|line| text(line).to_owned()).collect()
}

fn check(name: &str, views: &[View]) {
    let Some(versions) = read_back(name, views) else { return };
    for (version, reads) in versions {
        assert_eq!(reads.len(), views.len());
        for (view, read) in views.iter().zip(reads) {
            if let Err(difference) = compare(view, &read) {
                panic!("{version}: {difference}\n{}", source(view));
            }
        }
    }
}

/// Every nasty label in every place that holds text, in one view.
fn nasty_view() -> View {
    let mut sketch = Sketch::new("a & b: \"c\" #35; {d} %%{x}%% <e>");
    for (index, label) in NASTY.iter().enumerate() {
        let boundary = format!("b{index}");
        let (one, two) = (format!("{boundary}.{label}"), format!("{boundary}.two"));
        sketch = sketch
            .boundary(&boundary, label)
            .node(Kind::ALL[index % Kind::ALL.len()], &one, label)
            .with(|node| node.tech = Some((*label).into()))
            .node(Kind::Database, &two, "two")
            .with(|node| node.does = Some((*label).into()))
            .edge(&one, &two, EdgeKind::Sync, label)
            .edge(&two, &one, EdgeKind::Error, label);
    }
    sketch.view()
}

#[test]
fn any_view_reads_back() {
    let mut views = vec![platform(), Sketch::new("Nothing in it").view(), nasty_view()];
    views.extend(inner_flows());
    views.extend(samples());
    views.extend(sample(100));
    check("graph", &views);
}

/// The component view of every sample, and the data flow of each journey in it.
fn samples() -> Vec<View> {
    let mut views = Vec::new();
    for sample in corpus::samples() {
        let model = &sample.compiled.value.model;
        let journeys = model.journeys.iter().map(|journey| format!("dataflow:{}", journey.name.value));
        let names = std::iter::once("components".to_owned()).chain(journeys);
        views.extend(names.map(|name| pipeline::project(model, &name).value));
    }
    views
}

/// Data flows of generated journeys.
#[test]
fn generated_data_flows_read_back() {
    let mut runner = TestRunner::deterministic();
    let journeys = crate::generate::journey::journeys(12, 8);
    let view = |_| {
        let journey = journeys.new_tree(&mut runner).expect("a journey").current();
        let compiled = pipeline::compile("generated.cut", journey.source.as_str(), &MemorySources::new());
        pipeline::project(&compiled.value.model, "dataflow:j").value
    };
    check("dataflow", &(0..40).map(view).collect::<Vec<View>>());
}

/// Sequences: of every journey of the samples, of generated ones, and one with every nasty label wherever there is text.
#[test]
fn any_sequence_reads_back() {
    let mut views = sequences();
    views.extend((0..30).map(|seed| journeys::view(&journeys::source(seed, 30, 4))));
    views.extend(NASTY.chunks(12).map(nasty_sequence));
    check("sequence", &views);
}

fn sequences() -> Vec<View> {
    let mut views = Vec::new();
    for sample in corpus::samples() {
        let model = &sample.compiled.value.model;
        for (name, _) in pipeline::views(model) {
            let view = pipeline::project(model, &name).value;
            views.extend(Some(view).filter(|view| view.kind == ViewKind::Sequence));
        }
    }
    views
}

fn nasty_sequence(labels: &[&str]) -> View {
    let quote = |text: &str| format!("{text:?}").replace("\\'", "'");
    let mut source = String::from("title \"x\"\nperson me \"me\"\n");
    let mut steps = String::new();
    for (index, label) in labels.iter().enumerate() {
        let label = quote(label);
        source.push_str(&format!("system s{index} {label} {{ service c{index} {label} }}\n"));
        steps.push_str(&format!(
            "me -> c{index} {label}\n  ! down {label}: show {label}, respond 500 {label}\n\
             when {label} {{ c{index} -> me {label} }} else when {label} {{ note {label} }}\n\
             parallel {{ lane {label} {{ me ~> c{index} {label} }} }}\n\
             repeat {label} {{ me <-> c{index} {label} }}\nreturn {label}\n"
        ));
    }
    source.push_str(&format!("journey j \"a & b: #35; %%{{x}}%%\" {{\n{steps}}}\n"));
    journeys::view(&source)
}

/// Flows between a boundary and its insides, and from things to themselves, of every kind.
fn inner_flows() -> Vec<View> {
    let sketch =
        || Sketch::new("t").boundary("a", "A").boundary("a.b", "B").node(Kind::Service, "a.b.c", "C");
    let mut views = Vec::new();
    for (from, to) in [("a.b.c", "a"), ("a", "a.b.c"), ("a.b.c", "a.b.c"), ("a.b", "a"), ("a", "a")] {
        for kind in [EdgeKind::Sync, EdgeKind::Async, EdgeKind::Error, EdgeKind::Return] {
            views.push(sketch().edge(from, to, kind, "x").with_edge(|edge| edge.both = true).view());
            views.push(sketch().edge(from, to, kind, "").view());
        }
    }
    views
}

#[test]
fn the_largest_drawing_without_a_warning_is_drawn() {
    let fan = |count: usize| {
        let sketch = Sketch::new("t").node(Kind::Service, "a", "a").node(Kind::Service, "b", "b");
        (0..count).fold(sketch, |sketch, _| sketch.edge("a", "b", EdgeKind::Error, "")).view()
    };
    let wordy = |length: usize| Sketch::new("t").node(Kind::Service, "a", &"x".repeat(length)).view();
    check("largest", &[fan(449), fan(500), wordy(44_000)]);
    // The limits are where we say they are.
    for (version, reads) in read_back("too-large", &[fan(501), wordy(50_000)]).unwrap_or_default() {
        for read in reads {
            assert!(read.get("error").is_some(), "{version} took it");
        }
    }
}

/// Views that are the same on every run.
fn sample(count: usize) -> Vec<View> {
    let mut runner = TestRunner::deterministic();
    let strategy = any_view();
    (0..count).map(|_| strategy.new_tree(&mut runner).expect("a view").current()).collect()
}

fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => proptest::sample::select(NASTY.to_vec()).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[a-z0-9_.:;#&<>()\\[\\]{}\"'`*~/ -]{0,30}",
    ]
    .prop_map(|text| clean::line(&text))
}

prop_compose! {
    fn any_node()(
        kind in proptest::sample::select(Kind::ALL.to_vec()),
        label in label(),
        tech in proptest::option::weighted(0.3, label()),
        does in proptest::option::weighted(0.2, label()),
        status in proptest::sample::select(vec![None, Some(Status::New), Some(Status::Removed)]),
        direction in proptest::sample::select(vec![None, Some(Direction::Left), Some(Direction::Down)]),
        container in any::<bool>(),
        parent in any::<prop::sample::Index>(),
    ) -> (Kind, String, Option<String>, Option<String>, Option<Status>, Option<Direction>, bool, prop::sample::Index) {
        (kind, label, tech, does, status, direction, container, parent)
    }
}

prop_compose! {
    fn any_edge()(
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        kind in proptest::sample::select(vec![EdgeKind::Sync, EdgeKind::Async, EdgeKind::Error, EdgeKind::Return]),
        both in any::<bool>(),
        label in label(),
        step in proptest::option::weighted(0.2, "[1-9][a-c]?"),
    ) -> (prop::sample::Index, prop::sample::Index, EdgeKind, bool, String, Option<String>) {
        (from, to, kind, both, label, step)
    }
}

fn any_view() -> impl Strategy<Value = View> {
    let nodes = proptest::collection::vec(any_node(), 1..14);
    let edges = proptest::collection::vec(any_edge(), 0..20);
    (label(), nodes, edges).prop_map(|(title, nodes, edges)| {
        let mut sketch = Sketch::new(if title.is_empty() { "t" } else { &title });
        let mut ids: Vec<(String, bool)> = Vec::new();
        for (index, (kind, label, tech, does, status, direction, container, parent)) in
            nodes.into_iter().enumerate()
        {
            let parents: Vec<&str> = ids
                .iter()
                .filter(|(_, container)| *container)
                .map(|(id, _)| id.as_str())
                .chain([""])
                .collect();
            let parent = parent.get(&parents);
            let id = if parent.is_empty() { format!("n{index}") } else { format!("{parent}.n{index}") };
            sketch = if container { sketch.boundary(&id, &label) } else { sketch.node(kind, &id, &label) };
            sketch = sketch.with(|node| {
                node.tech = tech.filter(|text| !text.is_empty());
                node.does = does.filter(|text| !text.is_empty());
                node.status = status;
                node.direction = direction;
            });
            ids.push((id, container));
        }
        for (from, to, kind, both, label, step) in edges {
            let (from, to) = (&from.get(&ids).0, &to.get(&ids).0);
            sketch = sketch.edge(from, to, kind, &label).with_edge(|edge| {
                edge.both = both;
                edge.step = step;
            });
        }
        sketch.view()
    })
}

/// The labels that Chromium shows, in every version; no Chromium, no answer.
fn drawn(name: &str, views: &[View]) -> Option<Vec<(&'static str, Vec<Value>)>> {
    let home = installed("chromium")?;
    let sources: Vec<String> = views.iter().map(source).collect();
    let folder = folder(name);
    let draw = |version: &'static str| {
        let page = folder.join(format!("{version}.html"));
        let script = home.join("node_modules").join(version).join("dist/mermaid.min.js");
        // Inside a script element only `<` could end the text early.
        let data = serde_json::to_string(&sources).expect("strings").replace('<', "\\u003c");
        let html = include_str!("../mermaid/draw.html")
            .replace("MERMAID", &format!("file://{}", script.display()))
            .replace("SOURCES", &data);
        std::fs::write(&page, html).expect("a writable folder");
        let mut chromium = Command::new("chromium");
        chromium.args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--virtual-time-budget=60000",
            "--dump-dom",
        ]);
        let done = chromium.arg(format!("file://{}", page.display())).output().expect("chromium runs");
        let dom = String::from_utf8_lossy(&done.stdout);
        let answer = dom.split("<pre id=\"answer\">").nth(1).and_then(|rest| rest.split('<').next());
        let answer = answer.unwrap_or_else(|| panic!("{version}: no answer in {}", page.display()));
        (version, serde_json::from_str(&unescape(answer)).unwrap_or_else(|_| panic!("{version}: {answer}")))
    };
    Some(VERSIONS.map(draw).into())
}

/// Where the flows stand that may not be drawn, according to our own findings.
fn warned_spans(view: &View) -> BTreeSet<Span> {
    let found = render(view, &MermaidOptions::default()).diagnostics.into_iter();
    found.filter(|d| d.code == codes::MERMAID_UNDRAWN).map(|d| d.primary.span).collect()
}

/// Undoes `encodeURIComponent`.
fn unescape(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let hex: Option<String> = (byte == b'%').then(|| rest.by_ref().take(2).map(char::from).collect());
        bytes.push(hex.and_then(|hex| u8::from_str_radix(&hex, 16).ok()).unwrap_or(byte));
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn a_browser_draws_any_label() {
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut views = vec![platform(), nasty_view()];
    views.extend(samples());
    views.extend(inner_flows().into_iter().step_by(3));
    views.extend(sample(12));
    let Some(versions) = drawn("drawn", &views) else { return };
    for (version, reads) in versions {
        for (view, read) in views.iter().zip(&reads) {
            // Older versions do not draw all, but what they leave out we warn about.
            let old = version != "mermaid-12";
            let warned = if old { warned_spans(view) } else { BTreeSet::new() };
            let (doubtful, certain): (Vec<&Edge>, Vec<&Edge>) =
                view.edges.iter().partition(|edge| warned.contains(&edge.span));
            if read.get("error").is_some() && doubtful.iter().any(|edge| edge.from == edge.to) {
                continue;
            }
            assert_eq!(read.get("error"), None, "{version}\n{}", source(view));
            let nodes = view.nodes.iter();
            let boxes =
                nodes.map(|node| if node.container { box_title(node) } else { box_lines(node).join(" ") });
            // Some versions have an element for the missing label of a flow, and some do not.
            let set = |texts: &mut dyn Iterator<Item = String>| -> BTreeSet<String> {
                texts.map(|text| squeeze(&text)).filter(|text| !text.is_empty()).collect()
            };
            let flows = |edges: &[&Edge]| set(&mut edges.iter().map(|edge| flow_label(edge)));
            let remarks = view.remarks.iter().map(|remark| likeness(remark));
            let meant = &set(&mut boxes.chain(remarks)) | &flows(&certain);
            let shown = set(&mut list(&read["labels"]).iter().map(|label| text(label).to_owned()));
            assert_eq!(&meant - &shown, BTreeSet::new(), "{version} does not show\n{}", source(view));
            assert_eq!(&(&shown - &meant) - &flows(&doubtful), BTreeSet::new(), "{version} shows");
            assert_eq!(
                squeeze(text(&read["title"])),
                squeeze(&likeness(&view.title)).replace('<', "＜"),
                "{version}"
            );
        }
    }
}
