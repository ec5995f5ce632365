//! The table of diagnostic codes, sorted. E01 syntax, E02 names and meaning, E03 views, E04 layout limits, E05 embedding,
//! W lints and warnings. A code keeps its meaning for good, and has a manual page in `docs/diagnostics/` and a sample in `samples/err/`.

/// A diagnostic's stable code, such as `E0203`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(pub &'static str);

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The code.
    pub code: Code,
    /// What it means, in a few words.
    pub title: &'static str,
    /// Its manual page, in Markdown.
    pub page: &'static str,
}

/// Declares the codes as constants and the table of their manual pages in one place.
macro_rules! codes {
    ($($name:ident = $code:literal $title:literal;)*) => {
        $(#[doc = $title] pub const $name: Code = Code($code);)*

        /// Every code there is, sorted.
        pub const TABLE: &[Entry] = &[$(Entry {
            code: $name,
            title: $title,
            page: include_str!(concat!("../../docs/diagnostics/", $code, ".md")),
        }),*];
    };
}

codes! {
    DUPLICATE_ELEMENT = "E0201" "two elements of one name";
    AMBIGUOUS_NAME = "E0202" "a name that means several elements";
    UNKNOWN_COMPONENT = "E0203" "an element that is declared nowhere";
    UNKNOWN_KIND = "E0204" "a kind that does not exist";
    UNKNOWN_JOURNEY = "E0205" "a journey that is declared nowhere";
    DUPLICATE_NAME = "E0206" "two declarations of one name";
    NEEDS_ELEMENT = "E0207" "a fact about no element";
    ONLY_AT_TOP = "E0208" "a statement that stands at the top only";
    DUPLICATE_PLAN = "E0209" "two failure plans of one mode";
    NOTHING_TO_RETURN = "E0210" "a return without a call";
    MISPLACED_ACTIONS = "E0211" "actions where none belong";
    UNKNOWN_WORD = "E0212" "a word that the statement does not know";
    RESERVED_KIND = "E0213" "a kind named like a word of the language";
    KIND_CYCLE = "E0214" "kinds made from one another";
    KIND_NOT_ELEMENT = "E0215" "a kind where an element is meant";
    WRONG_BODY = "E0216" "a statement in the wrong body";
    STATED_TWICE = "E0217" "a fact stated twice";
    WRONG_QUANTITY = "E0218" "a quantity of the wrong sort";
    HINT_OUTSIDE = "E0219" "a layout hint about something elsewhere";
    WRONG_EDITION = "E0220" "an edition that is unknown or misplaced";
    UNKNOWN_OPTION = "E0221" "a choice that is none of the options";
    DUPLICATE_ENDPOINT = "E0222" "one endpoint twice";
    INCLUDE_MISSING = "E0223" "an included file that is not there";
    INCLUDE_OUTSIDE = "E0224" "an include that leaves the folder";
    INCLUDE_UNREADABLE = "E0225" "an included file that cannot be read";
    TOO_MUCH_SOURCE = "E0226" "too much source";
    TOO_MANY_ELEMENTS = "E0227" "too many elements";
    TOO_MANY_FLOWS = "E0228" "too many flows";
    UNKNOWN_VIEW = "E0301" "a view that does not exist";
    UNKNOWN_SUBJECT = "E0302" "a view of something unknown";
    DROPPED_LINK = "W0201" "a link that is left out";
    UNKNOWN_ENDPOINT = "W0202" "a step that names no endpoint";
    EMPTY_VIEW = "W0301" "a view that shows nothing";
    HINT_DROPPED = "W0401" "a layout hint is not followed";
    MERMAID_LIMIT = "W0410" "a Mermaid drawing near its limits";
}
