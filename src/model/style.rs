//! How things look, in roles and never in colours: the built-in looks of kinds, and what styles change in them.

use super::Model;
use super::component::Element;
use super::kind::Kind;
use super::select::Selector;
use super::words::words;
use crate::source::{Span, Spanned};
use indexmap::IndexMap;

/// How an element is drawn: roles, never colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Look {
    /// Outline.
    pub shape: Shape,
    /// Stroke of the outline.
    pub border: Border,
    /// Colour role.
    pub accent: Accent,
}

words! {
    /// The outlines.
    Shape "shape" {
        Box = "box",
        Rounded = "rounded",
        Cylinder = "cylinder",
        Pipe = "pipe",
        Hexagon = "hexagon",
        Person = "person",
        Folder = "folder",
    }
}

words! {
    /// The strokes of an outline.
    Border "border" {
        Solid = "solid",
        Dashed = "dashed",
        Double = "double",
    }
}

words! {
    /// The colour roles.
    Accent "accent" {
        Neutral = "neutral",
        Person = "person",
        App = "app",
        Service = "service",
        Data = "data",
        Messaging = "messaging",
        External = "external",
        Info = "info",
        Warning = "warning",
        Error = "error",
    }
}

/// What a `style` or a `kind` changes in a look; `None` leaves as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LookPatch {
    /// Outline.
    pub shape: Option<Shape>,
    /// Stroke of the outline.
    pub border: Option<Border>,
    /// Colour role.
    pub accent: Option<Accent>,
}

/// `style #pii, kind:queue { accent warning; border dashed }`.
#[derive(Clone, Debug)]
pub struct Style {
    /// What is styled.
    pub targets: Vec<Spanned<Selector>>,
    /// How.
    pub look: LookPatch,
    /// Where it was declared.
    pub span: Span,
}

impl Look {
    /// The look of a built-in kind, as the visual language has it.
    pub const fn of(kind: Kind) -> Look {
        let (shape, border, accent) = match kind {
            Kind::Person => (Shape::Person, Border::Solid, Accent::Person),
            Kind::External => (Shape::Box, Border::Dashed, Accent::External),
            Kind::App | Kind::Cdn => (Shape::Box, Border::Solid, Accent::App),
            Kind::Gateway | Kind::Service | Kind::Worker | Kind::Function | Kind::Job => {
                (Shape::Box, Border::Solid, Accent::Service)
            }
            Kind::Database | Kind::Storage => (Shape::Cylinder, Border::Solid, Accent::Data),
            Kind::Cache | Kind::Search => (Shape::Box, Border::Solid, Accent::Data),
            Kind::Queue | Kind::Topic => (Shape::Pipe, Border::Solid, Accent::Messaging),
            Kind::Library
            | Kind::Middleware
            | Kind::Component
            | Kind::System
            | Kind::Boundary
            | Kind::Layer
            | Kind::Zone
            | Kind::Group => (Shape::Box, Border::Solid, Accent::Neutral),
        };
        Look { shape, border, accent }
    }

    /// The look with a change applied.
    pub fn with(self, patch: LookPatch) -> Look {
        Look {
            shape: patch.shape.unwrap_or(self.shape),
            border: patch.border.unwrap_or(self.border),
            accent: patch.accent.unwrap_or(self.accent),
        }
    }
}

impl LookPatch {
    /// This change, with what it leaves open taken from `base`.
    pub fn over(self, base: LookPatch) -> LookPatch {
        LookPatch {
            shape: self.shape.or(base.shape),
            border: self.border.or(base.border),
            accent: self.accent.or(base.accent),
        }
    }
}

/// The styles of a model, made ready to be asked for each element.
///
/// The more exact selector wins: a name before a tag, a tag before a place, a place before a kind; among equals the
/// later style. Each selector keeps, per property, the value that won and its rank. An element asks its own few selectors
/// (its name, kind and tags, and those of what is around it), so that the cost is styles plus elements, not styles times
/// elements.
#[derive(Debug, Default)]
pub struct StyleSheet {
    rules: IndexMap<Selector, Rule>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Rule {
    shape: Option<(Rank, Shape)>,
    border: Option<(Rank, Border)>,
    accent: Option<(Rank, Accent)>,
}

/// How exact the selector is, then which style it was.
type Rank = (u8, usize);

impl Rule {
    fn later(self, other: Rule) -> Rule {
        fn last<T>(a: Option<(Rank, T)>, b: Option<(Rank, T)>) -> Option<(Rank, T)> {
            match (a, b) {
                (Some(a), Some(b)) => Some(if b.0 >= a.0 { b } else { a }),
                (a, b) => a.or(b),
            }
        }
        Rule {
            shape: last(self.shape, other.shape),
            border: last(self.border, other.border),
            accent: last(self.accent, other.accent),
        }
    }
}

impl StyleSheet {
    /// The styles of `model`.
    pub fn new(model: &Model) -> StyleSheet {
        let mut rules: IndexMap<Selector, Rule> = IndexMap::new();
        for (index, style) in model.styles.iter().enumerate() {
            for target in &style.targets {
                let rank = (exactness(&target.value), index);
                let given = Rule {
                    shape: style.look.shape.map(|shape| (rank, shape)),
                    border: style.look.border.map(|border| (rank, border)),
                    accent: style.look.accent.map(|accent| (rank, accent)),
                };
                let rule = rules.entry(target.value.clone()).or_default();
                *rule = rule.later(given);
            }
        }
        StyleSheet { rules }
    }

    /// The look of one element: its built-in kind's, changed by the user's kind, then by the styles.
    pub fn look_of(&self, model: &Model, element: &Element) -> Look {
        let mut look = Look::of(element.base);
        if let Some(kind) = element.user_kind {
            look = look.with(model.kinds[kind.index()].look);
        }
        if self.rules.is_empty() {
            return look;
        }
        let mut rule = Rule::default();
        for selector in Selector::all_of(model, element) {
            if let Some(&given) = self.rules.get(&selector) {
                rule = rule.later(given);
            }
        }
        look.with(LookPatch {
            shape: rule.shape.map(|(_, shape)| shape),
            border: rule.border.map(|(_, border)| border),
            accent: rule.accent.map(|(_, accent)| accent),
        })
    }
}

const fn exactness(selector: &Selector) -> u8 {
    match selector {
        Selector::Kind(_) => 0,
        Selector::Descendants(_) => 1,
        Selector::Children(_) => 2,
        Selector::Tag(_) => 3,
        Selector::Element(_) => 4,
    }
}
