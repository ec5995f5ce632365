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
    HINT_DROPPED = "W0401" "a layout hint is not followed";
    MERMAID_LIMIT = "W0410" "a Mermaid drawing near its limits";
}
