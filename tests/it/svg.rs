//! The SVG: well-formed, inert, legible and the same every time, on scenes built by hand.

use crate::svg_fixture::{Drawing, step, view_node};
use cutaway::geom::{Rect, Size};
use cutaway::render::svg::theme::{ROLES, Role};
use cutaway::render::svg::{SvgOptions, Theme, render};
use cutaway::scene::Scene;
use cutaway::view::{Accent, Border, EdgeKind, Kind, Shape, Status};
use roxmltree::{Document, Node};

/// Every kind, shape, border, accent and status, boundaries four deep.
fn gallery() -> Scene {
    let mut drawing = Drawing::new("Every kind, shape and status", Size::new(1180, 900));
    for (index, kind) in Kind::ALL.into_iter().filter(|kind| !kind.is_boundary()).enumerate() {
        let (column, row) = ((index % 6) as i32, (index / 6) as i32);
        let mut node = view_node(&format!("k.{}", kind.word()), kind, kind.word());
        node.tech = (index % 2 == 0).then(|| "Technology".into());
        drawing.leaf(&node, 24 + column * 190, 64 + row * 104, 120);
    }
    let shapes = [Shape::Box, Shape::Rounded, Shape::Cylinder, Shape::Pipe, Shape::Hexagon, Shape::Folder];
    for (column, shape) in (0..).zip(shapes) {
        let mut node = view_node(&format!("s.{column}"), Kind::Component, &format!("{shape:?}"));
        node.look.shape = shape;
        node.look.border = if column % 2 == 0 { Border::Double } else { Border::Dashed };
        node.look.accent = [Accent::Info, Accent::Warning, Accent::Error][column as usize % 3];
        drawing.leaf(&node, 24 + column * 190, 400, 120);
    }
    let statuses = [Status::New, Status::Existing, Status::Changed, Status::Removed];
    for (column, status) in (0..).zip(statuses) {
        let mut node = view_node(&format!("t.{column}"), Kind::Service, "Orders");
        node.status = Some(status);
        node.tech = Some("Rust".into());
        node.link = Some("https://example.org/?a=1&b=2".into());
        drawing.leaf(&node, 24 + column * 240, 490, 120);
    }
    for depth in 0..4 {
        let node = view_node(
            &format!("b{depth}"),
            Kind::ALL[18 + depth as usize],
            &format!("Boundary {}", depth + 1),
        );
        drawing.boundary(
            &node,
            Rect::new(24 + depth * 24, 570 + depth * 40, 560 - depth * 48, 260 - depth * 60),
        );
    }
    let mut hosting = view_node("host", Kind::Service, "Orders");
    hosting.container = true;
    hosting.tech = Some("Rust".into());
    hosting.status = Some(Status::New);
    drawing.boundary(&hosting, Rect::new(640, 570, 340, 150));
    drawing.leaf(&view_node("host.lib", Kind::Library, "parser"), 664, 640, 0);
    drawing.leaf(&view_node("host.mid", Kind::Middleware, "auth"), 800, 640, 0);
    drawing.legend(
        &[EdgeKind::Sync, EdgeKind::Async, EdgeKind::Error, EdgeKind::Return],
        &[Kind::Person, Kind::Queue, Kind::External, Kind::Library],
    );
    drawing.scene
}

/// Every kind of line: straight and bent, both ways, to itself, crossing, ending at curved borders.
fn lines() -> Scene {
    let mut drawing = Drawing::new("Every kind of line", Size::new(900, 640));
    let system = drawing.boundary(&view_node("sys", Kind::System, "System"), Rect::new(24, 64, 660, 500));
    let layer =
        drawing.boundary(&view_node("sys.data", Kind::Layer, "Data layer"), Rect::new(44, 400, 620, 144));
    let api = drawing.leaf(&view_node("sys.api", Kind::Gateway, "API Gateway / BFF"), 240, 110, 300);
    let orders = drawing.leaf(&view_node("sys.orders", Kind::Service, "Orders"), 64, 250, 380);
    let stock = drawing.leaf(&view_node("sys.stock", Kind::Worker, "Stock"), 500, 250, 140);
    let sql = drawing.leaf(&view_node("sys.data.sql", Kind::Database, "Orders DB"), 64, 452, 300);
    let jobs = drawing.leaf(&view_node("sys.data.jobs", Kind::Queue, "Jobs"), 480, 460, 140);
    let bank = drawing.leaf(&view_node("bank", Kind::External, "Bank"), 760, 250, 104);
    use EdgeKind::{Async, Error, Return, Sync};
    drawing.edge(api, orders, Sync, &[(270, 154), (270, 250)], "calls · REST/JSON", (270, 200));
    let bent = [(500, 154), (500, 222), (620, 222), (620, 250)];
    drawing.edge(api, stock, Sync, &bent, "gRPC", (580, 222));
    drawing.edge(orders, sql, Sync, &[(190, 294), (190, 452)], "reads, writes SQL", (190, 340));
    drawing.edge(
        orders,
        sql,
        Error,
        &[(330, 294), (330, 452)],
        "down, slow > 50ms: read through",
        (330, 345),
    );
    let around = [(444, 264), (470, 264), (470, 190), (800, 190), (800, 250)];
    drawing.edge(orders, bank, Sync, &around, "charge", (640, 190)).step = Some(step("3a", (740, 190)));
    drawing.edge(stock, api, Return, &[(540, 250), (540, 176), (520, 176), (520, 154)], "", (0, 0));
    let below = [(430, 294), (430, 374), (600, 374), (600, 460)];
    drawing.edge(orders, jobs, Async, &below, "queue", (470, 374));
    drawing.edge(stock, layer, Error, &[(540, 294), (540, 400)], "", (0, 0));
    drawing.edge(stock, stock, Sync, &[(640, 262), (664, 262), (664, 282), (640, 282)], "", (0, 0));
    drawing.edge(jobs, bank, Sync, &[(620, 480), (820, 480), (820, 294)], "", (0, 0)).both = true;
    drawing.edge(system, bank, Async, &[(684, 270), (760, 270)], "", (0, 0));
    drawing.legend(&[EdgeKind::Sync, EdgeKind::Async, EdgeKind::Error, EdgeKind::Return], &[]);
    drawing.scene
}

/// Labels in other scripts and labels that want out.
fn labels() -> Scene {
    let mut drawing = Drawing::new("</title><script>alert(1)</script> \"'&", Size::new(1120, 400));
    let cases = [
        ("订单服务", "保存订单并通知仓库"),
        ("注文サービス", "注文を保存する"),
        ("خدمة الطلبات", "تحفظ الطلبات · REST"),
        ("שירות הזמנות", "שומר הזמנות"),
        ("🛒 Cart 👩‍👩‍👧‍👦", "ภาษาไทย हिन्दी"),
        ("\u{1}\u{8}bell\u{7f}\u{202e}rtl", "tab\there\u{fffe}"),
        ("]]> --> <!-- <![CDATA[", "&amp; &#x0; &lt;"),
        ("a-very-long-identifier-that/nobody.should_have/chosenForAComponentButSomebodyDid", "x"),
    ];
    for (index, (label, does)) in (0..).zip(cases) {
        let mut node = view_node(&format!("n{index}\"><g onload=x>"), Kind::Service, label);
        node.does = Some(does.into());
        node.kind = "kind with spaces\"".into();
        node.tags = vec!["t'\"<".into()];
        node.link = Some("javascript:alert(1)".into());
        drawing.leaf(&node, 24 + index % 4 * 270, 70 + index / 4 * 90, 120);
    }
    let title = view_node("b", Kind::Layer, "طبقة البيانات");
    drawing.boundary(&title, Rect::new(24, 320, 300, 60));
    drawing.scene
}

/// A scene with its name.
type Case = (&'static str, fn() -> Scene);

const SCENES: [Case; 3] = [("gallery", gallery), ("lines", lines), ("labels", labels)];
const THEMES: [Theme; 3] = [Theme::Auto, Theme::Light, Theme::Dark];

/// Calls `look` on every scene in every theme.
fn check(look: impl Fn(&str, &Scene, &str, &Document<'_>)) {
    for (name, scene) in SCENES {
        let scene = scene();
        for theme in THEMES {
            let options =
                SvgOptions { theme, description: Some("<b>words</b> & more".into()), id_prefix: None };
            let svg = render(&scene, &options);
            let document = Document::parse(&svg).unwrap_or_else(|error| panic!("{name}: {error}\n{svg}"));
            look(name, &scene, &svg, &document);
        }
    }
}

/// Elements with that class.
fn classed<'a>(document: &'a Document<'_>, class: &str) -> Vec<Node<'a, 'a>> {
    let has = |node: &Node<'_, '_>| {
        node.attribute("class").is_some_and(|list| list.split(' ').any(|word| word == class))
    };
    document.descendants().filter(|node| has(node)).collect()
}

#[test]
fn documents_are_inert() {
    let allowed = ["svg", "title", "desc", "style", "g", "a", "rect", "circle", "path", "text"];
    check(|name, _, svg, document| {
        for node in document.descendants().filter(Node::is_element) {
            assert!(allowed.contains(&node.tag_name().name()), "{name}: <{}>", node.tag_name().name());
            for attribute in node.attributes() {
                assert!(!attribute.name().starts_with("on"), "{name}: {}", attribute.name());
                assert!(!attribute.value().contains("url("), "{name}: {}", attribute.value());
            }
            if let Some(href) = node.attribute("href") {
                assert!(
                    node.has_tag_name(("http://www.w3.org/2000/svg", "a")) && href.starts_with("https://")
                );
            }
        }
        assert!(!svg.contains("@import") && !svg.contains("<!"), "{name}");
        let forbidden = |c: char| matches!(c, '\0'..='\x08' | '\x0b'..='\x1f' | '\x7f'..='\u{9f}' | '\u{202a}'..='\u{202e}');
        assert!(!svg.contains(forbidden), "{name}");
    });
}

#[test]
fn every_element_has_its_hook() {
    check(|name, scene, _, document| {
        let (nodes, boundaries) = (classed(document, "node"), classed(document, "boundary"));
        assert_eq!(nodes.len() + boundaries.len(), scene.nodes.len(), "{name}");
        assert_eq!(classed(document, "edge").len(), scene.edges.len(), "{name}");
        for (edge, group) in scene.edges.iter().zip(classed(document, "edge")) {
            assert_eq!(group.attribute("data-from"), Some(scene.nodes[edge.from].id.as_str()));
            assert_eq!(group.attribute("data-to"), Some(scene.nodes[edge.to].id.as_str()));
            assert_eq!(group.attribute("data-id"), Some(edge.id.as_str()));
            assert!(group.attribute("class").is_some_and(|class| class.contains(edge.kind.word())));
        }
    });
}

#[test]
fn every_line_of_text_is_drawn_once() {
    check(|name, scene, _, document| {
        let drawn = document
            .descendants()
            .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")))
            .count();
        let of_nodes: usize =
            scene.nodes.iter().map(|n| n.texts.len() + usize::from(n.badge.is_some())).sum();
        let of_edges: usize =
            scene.edges.iter().map(|e| e.labels.len() + usize::from(e.step.is_some())).sum();
        let rest = scene.heading.len() + scene.legend.len() + scene.notes.len();
        assert_eq!(drawn, of_nodes + of_edges + rest, "{name}");
    });
}

#[test]
fn the_root_names_and_describes_itself() {
    check(|name, scene, _, document| {
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"), "{name}");
        for id in root.attribute("aria-labelledby").expect("a name").split(' ') {
            assert!(document.descendants().any(|node| node.attribute("id") == Some(id)), "{name}: {id}");
        }
        let words = |tag: &str| {
            root.children().find(|node| node.tag_name().name() == tag).and_then(|node| node.text())
        };
        assert_eq!(words("title"), Some(scene.title.as_str()), "{name}");
        assert_eq!(words("desc"), Some("<b>words</b> & more"), "{name}");
    });
}

#[test]
fn ids_differ_between_drawings_and_obey_the_prefix() {
    let id = |svg: &str| {
        Document::parse(svg).expect("well-formed").root_element().attribute("id").map(str::to_owned)
    };
    let own = SCENES.map(|(_, scene)| id(&render(&scene(), &SvgOptions::default())).expect("an id"));
    assert!(own[0] != own[1] && own[1] != own[2] && own[0] != own[2], "{own:?}");
    let options = SvgOptions { id_prefix: Some("shop".into()), ..SvgOptions::default() };
    let svg = render(&lines(), &options);
    assert_eq!(id(&svg).as_deref(), Some("shop"));
    assert!(svg.contains("#shop .f-ink{fill:var(--ink)}"));
}

#[test]
fn the_drawings_are_sound() {
    for (name, scene) in SCENES {
        crate::geometry::assert_sound(&scene(), name);
    }
}

#[test]
fn two_runs_agree() {
    for (name, scene) in SCENES {
        assert_eq!(
            render(&scene(), &SvgOptions::default()),
            render(&scene(), &SvgOptions::default()),
            "{name}"
        );
    }
}

#[test]
fn a_fixed_theme_has_no_style_sheet_and_one_set_of_colours() {
    for (theme, own, other) in [(Theme::Light, 2, 3), (Theme::Dark, 3, 2)] {
        let svg = render(&lines(), &SvgOptions { theme, ..SvgOptions::default() });
        assert!(!svg.contains("<style"));
        let colour = |column: usize| {
            let (_, _, light, dark) = ROLES[Role::Ink as usize];
            if column == 2 { light } else { dark }
        };
        assert!(svg.contains(colour(own)) && !svg.contains(colour(other)));
    }
}

#[test]
fn heads_end_on_the_border_even_where_it_is_curved() {
    let scene = lines();
    let svg = render(&scene, &SvgOptions::default());
    let document = Document::parse(&svg).expect("well-formed");
    // (330, 452) lies on the top of the cylinder's rectangle (64, 452, 300, _), 116 right of its middle: the lid, an ellipse
    // of 150 by 7, is 7 · (1 − √(1 − (116/150)²)) = 2.56 lower there.
    let group = classed(&document, "edge")[3];
    let head = group
        .children()
        .find(|node| node.attribute("class").is_some_and(|c| c.contains("head")))
        .expect("a head");
    assert!(head.attribute("d").expect("a path").contains("L330 454.56"), "{:?}", head.attribute("d"));
    // A box is met on its rectangle.
    let group = classed(&document, "edge")[0];
    let head = group
        .children()
        .find(|node| node.attribute("class").is_some_and(|c| c.contains("head")))
        .expect("a head");
    assert!(head.attribute("d").expect("a path").contains("L270 250"), "{:?}", head.attribute("d"));
}

#[test]
fn a_person_stands_on_a_card_only_where_a_line_would_hang_in_the_air() {
    // From above a line has to meet the head: beside it the label is far below.
    let below = [(false, 170, 0), (false, 60, 1)];
    for (above, x, cards) in below.into_iter().chain([(true, 170, 0), (true, 178, 0), (true, 195, 1)]) {
        let mut drawing = Drawing::new("People", Size::new(400, 300));
        let (person_y, shop_y) = if above { (180, 60) } else { (60, 220) };
        let person = drawing.leaf(&view_node("p", Kind::Person, "Customer"), 20, person_y, 300);
        let shop = drawing.leaf(&view_node("s", Kind::Service, "Shop"), 20, shop_y, 300);
        if above {
            drawing.edge(shop, person, EdgeKind::Sync, &[(x, 104), (x, 180)], "", (0, 0));
        } else {
            drawing.edge(person, shop, EdgeKind::Sync, &[(x, 144), (x, 220)], "", (0, 0));
        }
        let svg = render(&drawing.scene, &SvgOptions::default());
        let document = Document::parse(&svg).expect("well-formed");
        assert_eq!(classed(&document, "card").len(), cards, "a line at {x}, from above: {above}");
    }
}

/// One line at the side of a person ends at the shoulders; a second one would end below or above the first, in the air.
#[test]
fn a_person_with_two_lines_beside_stands_on_a_card() {
    for (lines, cards) in [(&[90][..], 0), (&[70, 90], 1), (&[140], 1)] {
        let mut drawing = Drawing::new("People", Size::new(400, 300));
        let person = drawing.leaf(&view_node("p", Kind::Person, "Customer"), 20, 60, 0);
        let right = drawing.scene.nodes[person].rect.right();
        let bottom = drawing.scene.nodes[person].rect.bottom();
        let shop = drawing.leaf(&view_node("s", Kind::Service, "Shop"), 250, 60, 0);
        for &y in lines {
            let y = y.min(bottom - 2);
            drawing.edge(person, shop, EdgeKind::Sync, &[(right, y), (250, y)], "", (0, 0));
        }
        let svg = render(&drawing.scene, &SvgOptions::default());
        let document = Document::parse(&svg).expect("well-formed");
        assert_eq!(classed(&document, "card").len(), cards, "lines at {lines:?}");
    }
}

#[test]
fn a_crossing_is_a_hop() {
    let svg = render(&lines(), &SvgOptions::default());
    let document = Document::parse(&svg).expect("well-formed");
    // `charge` runs right along y = 190 and meets the upright `gRPC` at x = 500.
    let line = classed(&document, "edge")[4]
        .children()
        .find(|node| node.attribute("class").is_some_and(|c| c.contains("line")));
    let path = line.and_then(|line| line.attribute("d")).expect("a path");
    assert!(path.contains("H495A5 5 0 0 1 505 190"), "{path}");
}

/// The relative luminance of `#rrggbb`, as WCAG 2.2 defines it.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("hexadecimal")) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn colours_reach_their_contrast_in_both_themes() {
    let grounds = [Role::Page, Role::Boundary1, Role::Boundary2, Role::Boundary3];
    let accents = [
        Role::Person,
        Role::App,
        Role::Service,
        Role::Data,
        Role::Messaging,
        Role::External,
        Role::Error,
        Role::Warning,
        Role::Info,
    ];
    // What is written on what.
    let mut text: Vec<(Role, Role)> =
        vec![(Role::Ink, Role::Box), (Role::Muted, Role::Box), (Role::Ink, Role::Page)];
    text.extend(grounds.iter().flat_map(|&ground| [(Role::Muted, ground), (Role::Error, ground)]));
    // Tags and step numbers.
    text.extend([Role::Info, Role::Line, Role::Error].map(|ground| (Role::Page, ground)));
    text.extend([Role::Warning, Role::Error].map(|ink| (ink, Role::Box)));
    // What is drawn on what.
    let mut drawn: Vec<(Role, Role)> = accents.iter().map(|&accent| (accent, Role::Box)).collect();
    for ground in grounds {
        drawn.extend(accents.iter().chain(&[Role::Line]).map(|&colour| (colour, ground)));
    }
    for (colour, name) in [(Role::light as fn(Role) -> &'static str, "light"), (Role::dark, "dark")] {
        for (least, pairs) in [(4.5, &text), (3.0, &drawn)] {
            for &(above, below) in pairs {
                let ratio = contrast(colour(above), colour(below));
                assert!(ratio >= least, "{name}: {above:?} on {below:?} is {ratio:.2}, not {least}");
            }
        }
    }
}

#[test]
fn boundaries_deepen() {
    for (colour, darker) in [(Role::light as fn(Role) -> &'static str, true), (Role::dark, false)] {
        let depths = [Role::Page, Role::Boundary1, Role::Boundary2, Role::Boundary3]
            .map(|role| luminance(colour(role)));
        assert!(depths.windows(2).all(|pair| (pair[0] > pair[1]) == darker), "{depths:?}");
    }
}

/// Writes the scenes of this file to `target/gallery/`, to be looked at: `cargo test --test it gallery -- --ignored`.
#[test]
#[ignore = "writes files for the eye"]
fn write_gallery() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/gallery");
    std::fs::create_dir_all(&folder).expect("a folder to write to");
    for (name, scene) in SCENES {
        for (theme, suffix) in THEMES.into_iter().zip(["auto", "light", "dark"]) {
            let svg = render(&scene(), &SvgOptions { theme, ..SvgOptions::default() });
            std::fs::write(folder.join(format!("{name}-{suffix}.svg")), svg).expect("a file to write to");
        }
    }
}
