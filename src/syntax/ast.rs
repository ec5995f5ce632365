//! What was written: one file as a tree of statements, with spans, names unresolved.
//!
//! Broken statements stay in the tree as [`Stmt::Broken`], so that the rest of a file is still understood. Strings are
//! cooked (escapes resolved, common indentation removed); names are in normalisation form C.

use crate::source::{Span, Spanned};

/// A name as written: one identifier.
pub type Name = Spanned<String>;
/// A string as meant: quotes, escapes and common indentation gone.
pub type Text = Spanned<String>;

/// A reference to an element: `sql`, `data.sql` or `shop.data.sql`.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Its names, outermost first; never empty.
    pub segments: Vec<Name>,
    /// All of it.
    pub span: Span,
}

/// One source file.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Its statements, in order.
    pub statements: Vec<Stmt>,
    /// All of it.
    pub span: Span,
}

/// `head "label" [technology] #tags`: the parts that most statements share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// `"label"`.
    pub label: Option<Text>,
    /// `[technology]`, the text between the brackets, trimmed.
    pub tech: Option<Text>,
    /// `#tag`, without the `#`.
    pub tags: Vec<Name>,
}

/// A statement, at the top of a file or inside an element.
///
/// The parser accepts any statement in any body; the resolver says which may not stand where it stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Stmt {
    /// `edition 1`.
    Edition(Spanned<String>),
    /// `include "other.cut"`.
    Include(Text, Span),
    /// `title "Online shop"`.
    Title(Text, Span),
    /// `kind lambda = function { shape hexagon }`.
    Kind(KindDecl),
    /// `service orders "Orders" [Rust] #tag { … }`.
    Element(Element),
    /// A flow, with its failure plans.
    Flow(Flow),
    /// A fact about the element around it, or a hint.
    Fact(Fact),
    /// `api "/base" [style] { … }`.
    Surface(Surface),
    /// `api from "openapi.yaml"`, and what its body says beside the document.
    SurfaceFrom(Text, Surface),
    /// `journey name "label" { … }`.
    Journey(Journey),
    /// `view name "label" of view { … }`.
    View(ViewDecl),
    /// `style #tag { … }`.
    Style(StyleDecl),
    /// `entity`, `role`, `decision` and the other design facts around the diagrams.
    Design(Design),
    /// `x-name "value"`, kept for other tools.
    Extra(Extra),
    /// Something that could not be read; a diagnostic has said so.
    Broken(Span),
}

/// `kind name = base { shape hexagon … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct KindDecl {
    /// The new kind.
    pub name: Name,
    /// The kind it is made from.
    pub base: Name,
    /// How it looks.
    pub looks: Vec<Look>,
    /// All of it.
    pub span: Span,
}

/// One line of a `style` or `kind` body: `shape`, `border` or `accent` and a word.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// `shape`, `border` or `accent`.
    pub property: Name,
    /// The word after it.
    pub value: Name,
}

/// A component or a boundary.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// `service`, `system`, or a kind of the user's.
    pub kind: Name,
    /// Its name.
    pub name: Name,
    /// Label, technology and tags.
    pub head: Head,
    /// What stands in its braces; `None` without braces.
    pub body: Option<Vec<Stmt>>,
    /// All of it.
    pub span: Span,
}

/// A statement about the element around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What it says.
    pub kind: FactKind,
    /// All of it.
    pub span: Span,
}

/// The facts an element's body may state.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each variant is the statement of the same name")]
pub enum FactKind {
    Does(Text),
    Why(Text),
    Purpose(Text),
    Owns(Vec<Name>),
    Stores(Vec<Name>),
    Publishes { event: Name, when: Option<Text> },
    Consumes(Vec<Name>),
    Caches { what: Text, ttl: Option<Quantity>, until: Option<Text> },
    Replicas(Quantity),
    Stateless,
    Unit(Text),
    Slo(Quantity),
    Status(Name),
    Direction(Name),
    Row(Vec<Path>),
    Above(Path, Path),
    Link(Text),
}

/// A number with a unit: `800ms`, `99.95%`, `500/s`, `10_000`.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// As written.
    pub text: String,
    /// The number.
    pub number: f64,
    /// The unit, such as `ms`, `%`, `KB` or `M`; empty without one.
    pub unit: String,
    /// The rate, `s`, `m`, `h` or `d` of `/s`, when there is one.
    pub per: Option<char>,
    /// Where.
    pub span: Span,
}

/// The four arrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arrow {
    /// `->`
    Sync,
    /// `~>`
    Async,
    /// `<->`
    Both,
    /// `!>`
    Error,
}

/// A flow, chain or list of flows, with the failure plans under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// The sources before the first arrow.
    pub sources: Vec<Path>,
    /// Each arrow and the targets behind it. More than one hop is a chain.
    pub hops: Vec<Hop>,
    /// Label, `[method/format]` and tags.
    pub head: Head,
    /// What stands in its braces.
    pub body: Vec<FlowFact>,
    /// The `!` lines.
    pub plans: Vec<Plan>,
    /// All of it, plans included.
    pub span: Span,
    /// Sources, arrows and targets alone: where messages about the flow point.
    pub line: Span,
}

/// An arrow and what stands behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Hop {
    /// Which arrow.
    pub arrow: Spanned<Arrow>,
    /// Its targets.
    pub targets: Vec<Path>,
}

/// A statement in the body of a flow or an endpoint.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each variant is the statement of the same name")]
pub enum FlowFact {
    Takes(Quantity),
    Rate(Quantity),
    Carries(Vec<Name>),
    Auth(Text),
    Encrypted(Span),
    Optional(Span),
    Request(Name),
    Response(Name),
    Extra(Extra),
    Broken(Span),
}

/// `! MODES: ACTIONS`.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The modes; empty means any failure.
    pub modes: Vec<PlanMode>,
    /// `"which one"`, before the colon.
    pub which: Option<Text>,
    /// What is done.
    pub actions: Vec<Action>,
    /// All of it, from the `!`.
    pub span: Span,
}

/// A mode and the threshold directly after it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanMode {
    /// The mode.
    pub mode: Spanned<Mode>,
    /// `> 2s`.
    pub threshold: Option<Quantity>,
}

/// How a flow fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// Cannot be reached.
    Down,
    /// Too late.
    Slow,
    /// Answered, and failed.
    Error,
    /// Refused this request.
    Rejected,
    /// No room.
    Full,
    /// Message lost, repeated or poisoned.
    Lost,
    /// Answered with old data.
    Stale,
    /// All of them.
    Any,
}

impl Mode {
    /// All modes, in the order of the manual.
    pub const ALL: [Mode; 8] =
        [Mode::Down, Mode::Slow, Mode::Error, Mode::Rejected, Mode::Full, Mode::Lost, Mode::Stale, Mode::Any];

    /// The word of the language.
    pub const fn word(self) -> &'static str {
        match self {
            Mode::Down => "down",
            Mode::Slow => "slow",
            Mode::Error => "error",
            Mode::Rejected => "rejected",
            Mode::Full => "full",
            Mode::Lost => "lost",
            Mode::Stale => "stale",
            Mode::Any => "any",
        }
    }
}

/// One action of a failure plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// What is done.
    pub kind: ActionKind,
    /// All of it.
    pub span: Span,
}

/// The actions of a failure plan.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each variant is the action of the same name")]
pub enum ActionKind {
    /// `-> target "label"`.
    Redirect {
        target: Path,
        label: Option<Text>,
    },
    /// `~> target "label"`.
    Park {
        target: Path,
        label: Option<Text>,
    },
    Retry {
        count: Option<Quantity>,
        backoff: Option<Quantity>,
    },
    Breaker,
    Alert(Name),
    Respond {
        code: Name,
        text: Option<Text>,
    },
    Show(Text),
    Fail(Option<Text>),
    Degrade(Option<Text>),
    Fallback(Option<Text>),
    Requeue,
    Queue,
    Rollback(Option<Text>),
    /// `compensate -> target "…"`.
    Compensate {
        target: Path,
        label: Option<Text>,
    },
    Ignore(Option<Text>),
    /// `"free text"`.
    Free(Text),
    /// `{ … }`, in a journey only.
    Block(Vec<JourneyStmt>),
}

/// `journey name "label" { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Journey {
    /// Its name.
    pub name: Name,
    /// Label and tags.
    pub head: Head,
    /// Its statements.
    pub body: Vec<JourneyStmt>,
    /// All of it.
    pub span: Span,
}

/// A statement of a journey.
#[derive(Clone, Debug, PartialEq)]
pub enum JourneyStmt {
    /// A step, or several: a flow statement.
    Step(Flow),
    /// `when "…" { … } else when "…" { … } else { … }`.
    When {
        /// Each branch with its condition; the last may have none.
        branches: Vec<Branch>,
        /// All of it.
        span: Span,
    },
    /// `parallel { lane { … } … }`; a bare statement inside is a lane of its own.
    Parallel {
        /// Its lanes.
        lanes: Vec<Lane>,
        /// All of it.
        span: Span,
    },
    /// `repeat "each item" { … }`.
    Repeat {
        /// What it repeats for.
        what: Option<Text>,
        /// What is repeated.
        body: Vec<JourneyStmt>,
        /// All of it.
        span: Span,
    },
    /// `return "201 Created"`.
    Return(Option<Text>, Span),
    /// `note "…"` or `note over a, b "…"`.
    Note {
        /// The elements it is about.
        over: Vec<Path>,
        /// What it says.
        text: Text,
        /// All of it.
        span: Span,
    },
    /// A list of actions on a line of its own: in an error block only.
    Actions(Vec<Action>, Span),
    /// `x-name "value"`.
    Extra(Extra),
    /// Something that could not be read.
    Broken(Span),
}

/// One alternative of a `when`.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// The condition; `None` for the last `else`.
    pub condition: Option<Text>,
    /// What happens then.
    pub body: Vec<JourneyStmt>,
    /// All of it.
    pub span: Span,
}

/// One lane of a `parallel`.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// `lane "label"`.
    pub label: Option<Text>,
    /// What happens in it.
    pub body: Vec<JourneyStmt>,
    /// Whether it was written with `lane { … }`, not as a bare step.
    pub braced: bool,
    /// All of it.
    pub span: Span,
}

/// `api "/base" [style] #tags { endpoints }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Surface {
    /// `"/base"` is the label, `[style]` the technology.
    pub head: Head,
    /// Its endpoints.
    pub endpoints: Vec<Endpoint>,
    /// `auth "…"` and extra attributes that stand among the endpoints.
    pub facts: Vec<FlowFact>,
    /// All of it.
    pub span: Span,
}

/// One line of an API surface.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoint {
    /// What is called.
    pub operation: Operation,
    /// Purpose and tags.
    pub head: Head,
    /// What stands in its braces.
    pub body: Vec<FlowFact>,
    /// The error replies behind `!`.
    pub errors: Vec<Reply>,
    /// All of it.
    pub span: Span,
}

/// What an endpoint answers to.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    /// `GET /:id`.
    Http {
        /// `GET`, `POST`, …
        method: Name,
        /// From the `/`.
        path: Name,
    },
    /// `rpc Watch(Filter) -> stream Event`, `query`, `mutation`, `subscription`.
    Named {
        /// `rpc`, `query`, `mutation` or `subscription`.
        form: Name,
        /// Its name.
        name: Name,
        /// The text between the parentheses.
        parameters: Option<Text>,
        /// `stream` before the type.
        stream: bool,
        /// The type behind `->` or `:`.
        result: Option<Name>,
    },
}

/// An error reply: `409 "duplicate"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// `409`, `4xx` or `NOT_FOUND`.
    pub code: Name,
    /// When.
    pub text: Option<Text>,
}

/// `view name "label" of view { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct ViewDecl {
    /// Its name.
    pub name: Name,
    /// Label.
    pub head: Head,
    /// The view it adjusts, such as `components` or `dataflow:checkout`.
    pub of: Spanned<String>,
    /// How.
    pub body: Vec<ViewStmt>,
    /// All of it.
    pub span: Span,
}

/// One line of a named view.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each variant is the statement of the same name")]
pub enum ViewStmt {
    Include(Vec<Selector>),
    Exclude(Vec<Selector>),
    Collapse(Vec<Path>),
    Depth(Quantity),
    Direction(Name),
    Highlight(Name),
    WithoutErrors(Span),
    Extra(Extra),
    Broken(Span),
}

/// What a view or a style selects.
#[derive(Clone, Debug, PartialEq)]
pub struct Selector {
    /// How.
    pub kind: SelectorKind,
    /// Where.
    pub span: Span,
}

/// The forms of a selector.
#[derive(Clone, Debug, PartialEq)]
pub enum SelectorKind {
    /// `orders`.
    Name(Path),
    /// `shop.*`: what lies directly in it.
    Children(Path),
    /// `shop.**`: everything in it.
    Descendants(Path),
    /// `#pii`.
    Tag(Name),
    /// `kind:queue`.
    Kind(Name),
}

/// `style #pii, kind:queue { accent warning; border dashed }`.
#[derive(Clone, Debug, PartialEq)]
pub struct StyleDecl {
    /// What is styled.
    pub targets: Vec<Selector>,
    /// How.
    pub looks: Vec<Look>,
    /// All of it.
    pub span: Span,
}

/// `x-name "value"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Extra {
    /// With the `x-`.
    pub name: Name,
    /// Its value, when it has one.
    pub value: Option<Text>,
    /// All of it.
    pub span: Span,
}

/// A design fact around the diagrams.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// What it says.
    pub kind: DesignKind,
    /// The `x-` attributes in its body.
    pub extras: Vec<Extra>,
    /// All of it.
    pub span: Span,
}

/// The design facts.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each variant is the statement of the same name")]
pub enum DesignKind {
    Entity { name: Name, head: Head, fields: Vec<Field> },
    Role { name: Name, of: Option<Path>, head: Head, can: Vec<Text> },
    Requirement { name: Name, head: Head, kind: Option<Name>, priority: Option<Name>, meets: Vec<Path> },
    Constraint { name: Name, value: ConstraintValue, planned: Option<Quantity> },
    Decision(Box<Decision>),
    Tradeoff { label: Text, a: Option<Text>, b: Option<Text>, recommend: Option<Name>, because: Option<Text> },
    Cap { element: Path, choice: Name, why: Option<Text> },
    Security(Vec<(Name, Text)>),
    Scale { label: Text, when: Option<Text>, now: Option<Text>, next: Option<Text> },
    Monitor { element: Path, metrics: Vec<Text>, alerts: Vec<(Text, Option<Name>)> },
    Question { label: Text, owner: Option<Text>, due: Option<Name>, blocks: Vec<Path> },
    Team(Quantity),
    Tree(Tree),
    Accept { rule: Name, on: Option<Path>, reason: Text, until: Option<Name> },
}

/// What a constraint states.
#[derive(Clone, Debug, PartialEq)]
pub enum ConstraintValue {
    /// `"p95 under 300ms"`.
    Text(Text),
    /// `1_000`.
    Quantity(Quantity),
    /// Nothing was given.
    Missing,
}

/// One field of an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub kind: FieldKind,
    /// `key`.
    pub key: bool,
    /// `"note"`.
    pub note: Option<Text>,
    /// All of it.
    pub span: Span,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldKind {
    /// No type was given.
    Untyped,
    /// `uuid`.
    Type(Name),
    /// `"draft | paid"`.
    Values(Text),
    /// `-> Item[]`.
    Relation {
        /// The entity.
        target: Name,
        /// How many.
        count: Count,
    },
}

/// How many entities a relation leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// `-> Item`
    One,
    /// `-> Item?`
    Optional,
    /// `-> Item[]`
    Many,
}

/// `decision name "…" { … }`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field is the statement of the same name")]
pub struct Decision {
    pub name: Name,
    pub head: Head,
    pub context: Option<Text>,
    pub options: Vec<DecisionOption>,
    pub chosen: Option<Name>,
    pub rationale: Option<Text>,
    pub consequences: Option<Text>,
    pub status: Option<Name>,
    pub about: Vec<Path>,
}

/// `option A "…" { pros "…"; cons "…" }`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field is the statement of the same name")]
pub struct DecisionOption {
    pub id: Name,
    pub label: Option<Text>,
    pub pros: Vec<Text>,
    pub cons: Vec<Text>,
}

/// `tree "question" { yes: "…" { … } no: "…" }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// The question, or the advice at a leaf.
    pub text: Text,
    /// Each answer with what it leads to.
    pub answers: Vec<(Text, Tree)>,
}
