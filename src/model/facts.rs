//! The design around the diagrams: data, roles, requirements, decisions and all else that a design document says.

use super::component::ElementId;
use super::journey::JourneyId;
use super::words::words;
use crate::source::{Span, Spanned};
pub use crate::syntax::ast::Field;
use crate::syntax::ast::{ConstraintValue, Extra, Name, Quantity, Text, Tree};

/// Every design fact, each kind in the order declared.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "each field holds the statements of the same name")]
pub struct Design {
    pub entities: Vec<Entity>,
    pub roles: Vec<Role>,
    pub requirements: Vec<Requirement>,
    pub constraints: Vec<Constraint>,
    pub decisions: Vec<Decision>,
    pub tradeoffs: Vec<Tradeoff>,
    pub caps: Vec<CapChoice>,
    pub security: Vec<SecurityFact>,
    pub scales: Vec<Scale>,
    pub monitors: Vec<Monitor>,
    pub questions: Vec<Question>,
    pub teams: Vec<Quantity>,
    pub trees: Vec<Tree>,
    pub accepts: Vec<Accept>,
    /// The `x-` attributes in their bodies.
    pub extras: Vec<FactExtra>,
}

/// An `x-` attribute in the body of a design fact.
#[derive(Clone, Debug)]
pub struct FactExtra {
    /// The word that begins the fact, such as `decision`.
    pub of: &'static str,
    /// The fact's name, when it has one.
    pub name: Option<Name>,
    /// All of the fact, which tells those without a name apart.
    pub fact: Span,
    /// The attribute.
    pub extra: Extra,
}

/// What a requirement, a decision or a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A journey.
    Journey(JourneyId),
    /// An element.
    Element(ElementId),
}

/// `entity Order "An order" { … }`.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its name.
    pub name: Name,
    /// Its label.
    pub label: Option<Text>,
    /// `#tags`.
    pub tags: Vec<Name>,
    /// Its fields. A relation may lead to an entity that is declared nowhere.
    pub fields: Vec<Field>,
    /// All of it.
    pub span: Span,
}

/// `role admin "…" { can "…" }`.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its name.
    pub name: Name,
    /// The person it is a role of.
    pub of: Option<ElementId>,
    /// Its label.
    pub label: Option<Text>,
    /// `#tags`.
    pub tags: Vec<Name>,
    /// What it can do.
    pub can: Vec<Text>,
    /// All of it.
    pub span: Span,
}

words! {
    /// The two sorts of requirements.
    RequirementKind "requirement kind" {
        Functional = "functional",
        NonFunctional = "non-functional",
    }
}

words! {
    /// How much a requirement matters.
    Priority "priority" {
        Must = "must",
        Should = "should",
        Could = "could",
    }
}

/// `requirement fast "…" { kind non-functional; priority must; meets checkout }`.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// Its name.
    pub name: Name,
    /// What is required.
    pub label: Option<Text>,
    /// `#tags`.
    pub tags: Vec<Name>,
    /// Its sort.
    pub kind: Option<RequirementKind>,
    /// How much it matters.
    pub priority: Option<Priority>,
    /// What meets it.
    pub meets: Vec<Subject>,
    /// All of it.
    pub span: Span,
}

/// `constraint users 1_000 { planned 10_000 }`.
#[derive(Clone, Debug)]
pub struct Constraint {
    /// Its name.
    pub name: Name,
    /// What it states.
    pub value: ConstraintValue,
    /// What it will be.
    pub planned: Option<Quantity>,
    /// All of it.
    pub span: Span,
}

words! {
    /// Where a decision stands.
    DecisionStatus "decision status" {
        Proposed = "proposed",
        Accepted = "accepted",
        Superseded = "superseded",
    }
}

/// `decision queue-first "…" { … }`.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "each field is the statement of the same name")]
pub struct Decision {
    pub name: Name,
    pub label: Option<Text>,
    pub tags: Vec<Name>,
    pub context: Option<Text>,
    pub options: Vec<DecisionOption>,
    /// The index of the option that was chosen.
    pub chosen: Option<usize>,
    pub rationale: Option<Text>,
    pub consequences: Option<Text>,
    pub status: Option<DecisionStatus>,
    pub about: Vec<Subject>,
    /// All of it.
    pub span: Span,
}

pub use crate::syntax::ast::{Count, DecisionOption, FieldKind};

words! {
    /// The sides of a trade-off.
    Side "side" {
        A = "a",
        B = "b",
    }
}

/// `tradeoff "Database" { a "…"; b "…"; recommend a; because "…" }`.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "each field is the statement of the same name")]
pub struct Tradeoff {
    pub label: Text,
    pub a: Option<Text>,
    pub b: Option<Text>,
    pub recommend: Option<Side>,
    pub because: Option<Text>,
    /// All of it.
    pub span: Span,
}

words! {
    /// Two of consistency, availability and partition tolerance.
    Cap "CAP choice" {
        Cp = "CP",
        Ap = "AP",
        Ca = "CA",
    }
}

/// `cap sql CP "money must add up"`.
#[derive(Clone, Debug)]
pub struct CapChoice {
    /// What it is chosen for.
    pub element: ElementId,
    /// The choice.
    pub choice: Cap,
    /// Why.
    pub why: Option<Text>,
    /// All of it.
    pub span: Span,
}

words! {
    /// What a `security` statement may say.
    SecurityTopic "security topic" {
        Authentication = "authentication",
        Authorization = "authorization",
        AtRest = "at-rest",
        InTransit = "in-transit",
    }
}

/// One line of `security { … }`.
#[derive(Clone, Debug)]
pub struct SecurityFact {
    /// What about.
    pub topic: Spanned<SecurityTopic>,
    /// What is done.
    pub text: Text,
}

/// `scale "…" { when "…"; now "…"; next "…" }`.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "each field is the statement of the same name")]
pub struct Scale {
    pub label: Text,
    pub when: Option<Text>,
    pub now: Option<Text>,
    pub next: Option<Text>,
    /// All of it.
    pub span: Span,
}

/// `monitor orders { metric "…"; alert "…" -> oncall }`.
#[derive(Clone, Debug)]
pub struct Monitor {
    /// What is watched.
    pub element: ElementId,
    /// What is measured.
    pub metrics: Vec<Text>,
    /// When who is told.
    pub alerts: Vec<(Text, Option<Name>)>,
    /// All of it.
    pub span: Span,
}

/// `question "…" { owner "…"; due 2027-06-30; blocks checkout }`.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "each field is the statement of the same name")]
pub struct Question {
    pub label: Text,
    pub owner: Option<Text>,
    pub due: Option<Name>,
    pub blocks: Vec<Subject>,
    /// All of it.
    pub span: Span,
}

/// `accept RULE on ELEMENT "reason" until DATE`.
#[derive(Clone, Debug)]
pub struct Accept {
    /// The rule that is waived, by name.
    pub rule: Name,
    /// Where: everywhere without an element.
    pub on: Option<ElementId>,
    /// Why.
    pub reason: Text,
    /// Until when.
    pub until: Option<Name>,
    /// All of it.
    pub span: Span,
}
