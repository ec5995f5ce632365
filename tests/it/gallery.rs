//! The gallery, `docs/gallery.md`: each view of a few samples as text with the command that draws it, and as a picture.
//!
//! The page is made from [`SHOWN`] and kept current like the rest of the documentation: `UPDATE_DOCS=1 cargo test gallery`
//! writes it and its pictures.

use crate::docs::Sandbox;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// One drawing of the gallery.
struct Shown {
    /// The heading over it; one that stands before it already is not said again.
    heading: &'static str,
    /// What there is to see.
    about: &'static str,
    sample: &'static str,
    view: &'static str,
    /// The width of the text.
    width: u32,
    /// The picture beside it, a file of `docs/images`.
    picture: Option<&'static str>,
}

const SHOWN: &[Shown] = &[
    Shown {
        heading: "Components",
        about: "Boxes in nested boundaries, every flow, every error path.",
        sample: "shop.cut",
        view: "components",
        width: 100,
        picture: Some("gallery-components.svg"),
    },
    Shown {
        heading: "Components",
        about: "A part of it, with the steps of a journey numbered on the flows: a named view.",
        sample: "language/views.cut",
        view: "payments",
        width: 100,
        picture: Some("gallery-named-view.svg"),
    },
    Shown {
        heading: "Components",
        about: "Boundaries whose boxes call each other on one level stand side by side, on common ranks.",
        sample: "systems/slices.cut",
        view: "components",
        width: 100,
        picture: Some("gallery-slices.svg"),
    },
    Shown {
        heading: "Data flow of a journey",
        about: "A chain of calls, a fan-out, the way back; what comes of each failure.",
        sample: "journeys/flow-fan-out.cut",
        view: "dataflow:read",
        width: 160,
        picture: Some("gallery-dataflow.svg"),
    },
    Shown {
        heading: "Data flow of a journey",
        about: "The same kind of view where the page is narrow: it turns, and its labels move under the drawing.",
        sample: "journeys/flow-payment.cut",
        view: "dataflow:pay",
        width: 120,
        picture: Some("gallery-dataflow-payment.svg"),
    },
    Shown {
        heading: "Data flow of a journey",
        about: "Alternatives, lanes and a loop are conditions on the edges.",
        sample: "journeys/flow-upload.cut",
        view: "dataflow:publish",
        width: 100,
        picture: Some("gallery-dataflow-upload.svg"),
    },
    Shown {
        heading: "Sequence of a journey",
        about: "Lifelines and messages; each failure in a frame of its own, where it happens.",
        sample: "shop.cut",
        view: "sequence:checkout",
        width: 110,
        picture: Some("gallery-sequence.svg"),
    },
    Shown {
        heading: "API surfaces",
        about: "One component: its endpoints, its events, who calls it, and what it calls with each failure plan.",
        sample: "shop.cut",
        view: "api:orders",
        width: 100,
        picture: Some("gallery-api.svg"),
    },
    Shown {
        heading: "API surfaces",
        about: "All surfaces, and the calls between them.",
        sample: "surfaces/platform.cut",
        view: "api",
        width: 120,
        picture: Some("gallery-surfaces.svg"),
    },
    Shown {
        heading: "Communication matrix",
        about: "Every flow as a row.",
        sample: "shop.cut",
        view: "matrix",
        width: 120,
        picture: Some("gallery-matrix.svg"),
    },
    Shown {
        heading: "Data model",
        about: "Entities with their fields and relations, who owns them, and where they are stored.",
        sample: "data/shop.cut",
        view: "entities",
        width: 120,
        picture: Some("gallery-entities.svg"),
    },
];

/// The page, and its pictures with their names.
fn made() -> (String, Vec<(&'static str, String)>) {
    let sandbox = Sandbox::new();
    let mut page = "# Gallery\n\nEvery drawing here is made from a file in [`samples/`](../samples), by the command above it. \
        The pictures are the same views as SVG, which follow the light or dark theme of the page.\n"
        .to_owned();
    let mut pictures = Vec::new();
    let mut heading = "";
    for shown in SHOWN {
        if shown.heading != heading {
            heading = shown.heading;
            let _ = write!(page, "\n## {heading}\n");
        }
        let source = format!("samples/{}", shown.sample);
        let command = format!("cutaway {source} {} --width {}", shown.view, shown.width);
        let drawing = sandbox.run(&command);
        let _ = write!(page, "\n{} From [`{}`](../{source}).\n", shown.about, shown.sample);
        let _ = write!(page, "\n```console\n$ {command}\n{drawing}```\n");
        if let Some(name) = shown.picture {
            let svg = sandbox.run(&format!("cutaway {source} {} --format svg", shown.view));
            let _ = write!(page, "\n![{}: {}](images/{name})\n", shown.sample, shown.view);
            pictures.push((name, svg));
        }
    }
    (page, pictures)
}

#[test]
fn gallery_is_current() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let (page, pictures) = made();
    let files = pictures.into_iter().map(|(name, svg)| (docs.join("images").join(name), svg));
    let mut stale = Vec::new();
    for (file, text) in files.chain([(docs.join("gallery.md"), page)]) {
        assert!(!text.contains("error["), "{}:\n{text}", file.display());
        if fs::read_to_string(&file).is_ok_and(|old| old == text) {
            continue;
        }
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::write(&file, text).expect("docs/ is writable");
        } else {
            stale.push(file.display().to_string());
        }
    }
    assert!(stale.is_empty(), "out of date: {stale:#?}\nrun UPDATE_DOCS=1 cargo test gallery");
}

/// A picture that no entry shows is one that nobody keeps current.
#[test]
fn every_picture_of_the_gallery_is_shown() {
    let images = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/images");
    let entries = fs::read_dir(images).expect("the pictures are there").flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let lost: Vec<String> = names
        .filter(|name| name.starts_with("gallery-") && !SHOWN.iter().any(|shown| shown.picture == Some(name)))
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
}
