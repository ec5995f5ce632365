//! Colours by role, for light and dark.
//!
//! Every painted element carries the plain colour of one theme as a presentation attribute, which any renderer reads.
//! In the `auto` theme it also carries a class of its role, and a style sheet of custom properties recolours the roles
//! that occur: by the reader's `prefers-color-scheme`, or by a page that sets `data-theme` on the drawing or around it.
//! The sheet stands in an `@supports` block, so that readers without custom properties pass over it as a whole.

use super::xml::Element;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Which colours a drawing has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Light, and dark where the reader prefers it.
    #[default]
    Auto,
    /// Light everywhere.
    Light,
    /// Dark everywhere.
    Dark,
}

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each variant is the role of the same name")]
pub enum Role {
    Page,
    Ink,
    Muted,
    Line,
    Box,
    Outline,
    Boundary1,
    Boundary2,
    Boundary3,
    Edge,
    EdgeDeep,
    Person,
    App,
    Service,
    Data,
    Messaging,
    External,
    Error,
    Warning,
    Info,
}

/// A role with its word and its light and dark colour.
pub type Entry = (Role, &'static str, &'static str, &'static str);

/// The colours, in the order of [`Role`].
pub const ROLES: [Entry; 20] = [
    (Role::Page, "page", "#ffffff", "#0d1117"),
    (Role::Ink, "ink", "#1f2430", "#e8ebf0"),
    (Role::Muted, "muted", "#566070", "#a3adbb"),
    (Role::Line, "line", "#465064", "#aeb7c6"),
    (Role::Box, "box", "#ffffff", "#1c222b"),
    (Role::Outline, "outline", "#bcc5d3", "#434d5c"),
    (Role::Boundary1, "boundary-1", "#f5f7fa", "#14181f"),
    (Role::Boundary2, "boundary-2", "#ecf0f5", "#181e26"),
    (Role::Boundary3, "boundary-3", "#e2e8f0", "#1f2630"),
    // The outlines of boundaries are faint; those of the deepest stand on grounds of one colour and show a little more.
    (Role::Edge, "edge", "#d5dce6", "#2b3440"),
    (Role::EdgeDeep, "edge-deep", "#bfc9d7", "#3b4656"),
    (Role::Person, "person", "#6b4fc8", "#b9a7ff"),
    (Role::App, "app", "#1f5fd0", "#8ab4ff"),
    (Role::Service, "service", "#0b7a6f", "#5fd3c4"),
    (Role::Data, "data", "#a85a08", "#f0b35e"),
    (Role::Messaging, "messaging", "#a02c84", "#f19ad8"),
    (Role::External, "external", "#5f6b7c", "#a8b3c2"),
    (Role::Error, "error", "#c01f2e", "#ff7b85"),
    (Role::Warning, "warning", "#a15c00", "#f2b45c"),
    (Role::Info, "info", "#1f5fd0", "#8ab4ff"),
];

impl Role {
    /// Its word, light and dark colour.
    const fn entry(self) -> Entry {
        ROLES[self as usize]
    }

    /// The word used in classes and custom properties.
    pub const fn word(self) -> &'static str {
        self.entry().1
    }

    /// Its light colour.
    pub const fn light(self) -> &'static str {
        self.entry().2
    }

    /// Its dark colour.
    pub const fn dark(self) -> &'static str {
        self.entry().3
    }

    /// The fill of a boundary with `depth` boundaries around it.
    pub const fn boundary(depth: usize) -> Role {
        match depth {
            0 => Role::Boundary1,
            1 => Role::Boundary2,
            _ => Role::Boundary3,
        }
    }
}

/// Paints elements, and remembers with what.
#[derive(Debug)]
pub(super) struct Paint {
    theme: Theme,
    used: RefCell<BTreeSet<(Property, Role)>>,
}

/// What is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Property {
    Fill,
    Stroke,
}

impl Property {
    const fn words(self) -> (&'static str, char) {
        match self {
            Property::Fill => ("fill", 'f'),
            Property::Stroke => ("stroke", 's'),
        }
    }
}

impl Paint {
    /// A box of paints.
    pub(super) const fn new(theme: Theme) -> Paint {
        Paint { theme, used: RefCell::new(BTreeSet::new()) }
    }

    /// Fills an element.
    pub(super) fn fill(&self, element: Element, role: Role) -> Element {
        self.apply(element, Property::Fill, role)
    }

    /// Strokes an element.
    pub(super) fn stroke(&self, element: Element, role: Role, width: f64) -> Element {
        self.apply(element, Property::Stroke, role).num("stroke-width", width)
    }

    fn apply(&self, element: Element, property: Property, role: Role) -> Element {
        let (name, letter) = property.words();
        let colour = if self.theme == Theme::Dark { role.dark() } else { role.light() };
        let element = element.set(name, colour);
        if self.theme != Theme::Auto {
            return element;
        }
        self.used.borrow_mut().insert((property, role));
        element.class(&format!("{letter}-{}", role.word()))
    }

    /// The style sheet for what was painted, for the drawing with that id; none when the theme is fixed.
    pub(super) fn sheet(&self, id: &str) -> Option<String> {
        if self.theme != Theme::Auto {
            return None;
        }
        let used = self.used.borrow();
        let roles: BTreeSet<Role> = used.iter().map(|(_, role)| *role).collect();
        let values = |colour: fn(Role) -> &'static str| {
            roles.iter().fold(String::new(), |mut list, role| {
                let _ = write!(list, "--{}:{};", role.word(), colour(*role));
                list
            })
        };
        let (light, dark) = (values(Role::light), values(Role::dark));
        let mut sheet = format!(
            "\n@supports (color:var(--c)){{\n#{id}{{{light}}}\n\
             @media (prefers-color-scheme:dark){{#{id}{{{dark}}}}}\n\
             [data-theme=light] #{id},#{id}[data-theme=light]{{{light}}}\n\
             [data-theme=dark] #{id},#{id}[data-theme=dark]{{{dark}}}\n"
        );
        for (property, role) in used.iter() {
            let ((name, letter), word) = (property.words(), role.word());
            let _ = writeln!(sheet, "#{id} .{letter}-{word}{{{name}:var(--{word})}}");
        }
        sheet.push_str("}\n");
        Some(sheet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_stand_in_their_order() {
        for (index, (role, ..)) in ROLES.iter().enumerate() {
            assert_eq!(*role as usize, index, "{role:?}");
        }
    }
}
