//! Closed sets of words: each an enum whose variants are words of the language.
//!
//! The resolver reads a word through [`Word`] and can name all the others when it is misspelt.

/// A closed set of words.
pub trait Word: Copy + 'static {
    /// What the set is called in messages, such as `direction`.
    const WHAT: &'static str;

    /// The whole set, in the order of the manual.
    fn all() -> &'static [Self];

    /// The word of the language.
    fn text(self) -> &'static str;

    /// The member of that word.
    fn read(word: &str) -> Option<Self> {
        Self::all().iter().copied().find(|member| member.text() == word)
    }
}

/// Declares an enum of words: `words! { Name "what it is called" { Variant = "word", … } }`.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident $what:literal { $($variant:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "each variant is the word of the same name")]
        pub enum $name { $($variant),* }

        impl $name {
            /// Every one, in the order of the manual.
            pub const ALL: [$name; [$($word),*].len()] = [$($name::$variant),*];

            /// The word of the language.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }

            /// The one of that word.
            pub fn from_word(word: &str) -> Option<$name> {
                <$name as $crate::model::words::Word>::read(word)
            }
        }

        impl $crate::model::words::Word for $name {
            const WHAT: &'static str = $what;

            fn all() -> &'static [$name] {
                &$name::ALL
            }

            fn text(self) -> &'static str {
                self.word()
            }
        }
    };
}

pub(crate) use words;
