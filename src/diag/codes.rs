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
    UNEXPECTED = "E0101" "something else was expected here";
    UNKNOWN_STATEMENT = "E0102" "unknown word at the start of a statement";
    LEFT_OVER = "E0103" "something is left over at the end of a statement";
    UNCLOSED_STRING = "E0104" "a string is not closed";
    UNKNOWN_ESCAPE = "E0105" "unknown escape in a string";
    UNCLOSED_BRACE = "E0106" "a `{` is never closed";
    STRAY_BRACE = "E0107" "a `}` closes nothing";
    UNCLOSED_COMMENT = "E0108" "a comment is never closed";
    UNCLOSED_BRACKET = "E0109" "a bracket is not closed on its line";
    WRONG_ARROW = "E0110" "an arrow of another language";
    FOREIGN_COMMENT = "E0111" "a comment of another language";
    QUANTITY = "E0112" "malformed quantity";
    DATE = "E0113" "malformed date";
    EDITION = "E0114" "unknown or misplaced edition";
    STRAY_PLAN = "E0115" "a failure plan without a flow";
    STRAY_ELSE = "E0116" "`else` without a `when`";
    STRAY_COMMA = "E0117" "a comma with nothing behind it";
    UNKNOWN_MODE = "E0118" "unknown failure mode";
    UNKNOWN_ACTION = "E0119" "unknown action in a failure plan";
    INCOMPLETE_PLAN = "E0120" "a failure plan is not complete";
    LATE_BRACE = "E0121" "a `{` stands on a line of its own";
    OUT_OF_ORDER = "E0122" "the parts of a statement are out of order";
    NEEDS_QUOTES = "E0123" "text needs quotes";
    NOT_A_NAME = "E0124" "not a name";
    LIST_IN_CHAIN = "E0125" "a list in the middle of a chain";
    MISPLACED_ACTION = "E0126" "an action or block where none may stand";
    TYPOGRAPHIC_QUOTES = "E0127" "typographic quotes";
    STRAY_COLON = "E0128" "a colon that does not belong";
    REPLY_CODE = "E0129" "malformed status code";
    TOO_DEEP = "E0130" "too many levels of nesting";
    TOO_LARGE = "E0131" "the file is too large";
    TOO_MANY_ELEMENTS = "E0132" "too many elements";
    NOT_UTF8 = "E0133" "the file is not UTF-8";
    TOO_MANY_ERRORS = "E0134" "too many errors";
    WRONG_PLACE = "E0135" "a statement in the wrong place";
    SAID_TWICE = "E0136" "the same thing is said twice";
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
    UNKNOWN_WORD = "E0211" "a word that the statement does not know";
    RESERVED_KIND = "E0212" "a kind named like a word of the language";
    KIND_CYCLE = "E0213" "kinds made from one another";
    KIND_NOT_ELEMENT = "E0214" "a kind where an element is meant";
    WRONG_BODY = "E0215" "a statement in the wrong body";
    WRONG_QUANTITY = "E0216" "a quantity of the wrong sort";
    HINT_OUTSIDE = "E0217" "a layout hint about something elsewhere";
    UNKNOWN_OPTION = "E0218" "a choice that is none of the options";
    DUPLICATE_ENDPOINT = "E0219" "one endpoint twice";
    INCLUDE_MISSING = "E0220" "a file that is not there";
    INCLUDE_OUTSIDE = "E0221" "a file outside the folder";
    INCLUDE_UNREADABLE = "E0222" "a file that cannot be read";
    TOO_MANY_FLOWS = "E0223" "too many flows";
    BROKEN_DOCUMENT = "E0224" "an API document that is not valid YAML or JSON";
    UNKNOWN_DOCUMENT = "E0225" "a file that is no API document";
    WRONG_FORM = "E0226" "a part of an API document has the wrong form";
    DOUBLED_KEY = "E0227" "a key stands twice in an API document";
    DOCUMENT_TOO_LARGE = "E0228" "an API document that is too large";
    UNKNOWN_VIEW = "E0301" "a view that does not exist";
    UNKNOWN_SUBJECT = "E0302" "a view of something unknown";
    VIEW_TOO_LARGE = "E0401" "a view too large to be drawn";
    DROPPED_LINK = "W0201" "a link that is left out";
    UNKNOWN_ENDPOINT = "W0202" "a step that names no endpoint";
    PARTS_LEFT_OUT = "W0203" "parts of an API document are left out";
    EMPTY_VIEW = "W0301" "a view that shows nothing";
    IDLE_SETTING = "W0302" "a line of a view without effect";
    HINT_DROPPED = "W0401" "a layout hint is not followed";
    MERMAID_LIMIT = "W0410" "a Mermaid drawing near its limits";
    MERMAID_UNDRAWN = "W0411" "a flow that some versions of Mermaid do not draw";
}
