//! Words of the API: strings of which only a few are possible.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error};

use super::suggestion::nearest;
use crate::problem::{ProblemName, Severity};
use crate::words::{choice_list, meant, quoted};

/// What stands for one of the API's words, in an order of its own.
pub(crate) trait Word: Copy + 'static {
    /// Everything that there is a word for.
    const ALL: &'static [Self];

    /// The words, in the same order.
    const WORDS: &'static [&'static str];
}

/// A string that should be one of a few words, and is none of them.
///
/// ```
/// use scale_batch::ProblemName;
/// use scale_batch::documents::NodeStatus;
///
/// assert_eq!("CHANGED".parse(), Ok(NodeStatus::Changed));
/// let unknown = "CHANGD".parse::<NodeStatus>().unwrap_err();
/// assert_eq!(
///     unknown.to_string(),
///     r#""CHANGD" is none of "NEW", "CHANGED", "UNCHANGED" and "DELETED". Did you mean "CHANGED"?"#
/// );
/// assert_eq!("NO_RECIPE".parse::<ProblemName>().unwrap_err().suggestion(), Some("NO_RECIPES"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownWord {
    /// The string.
    pub found: String,
    /// The words that are known.
    pub words: &'static [&'static str],
}

impl UnknownWord {
    pub(crate) fn new(found: &str, words: &'static [&'static str]) -> Self {
        UnknownWord {
            found: found.to_owned(),
            words,
        }
    }

    /// The word that was probably meant.
    ///
    /// ```
    /// use scale_batch::ProblemName;
    ///
    /// let unknown = "NO_RECIPE".parse::<ProblemName>().unwrap_err();
    /// assert_eq!(unknown.suggestion(), Some("NO_RECIPES"));
    /// ```
    #[must_use]
    pub fn suggestion(&self) -> Option<&'static str> {
        nearest(&self.found, self.words.iter().copied())
    }
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// More words than these are not listed.
        const MOST: usize = 20;
        let found = quoted(&self.found);
        let question = meant(self.suggestion());
        if self.words.len() > MOST {
            let count = self.words.len();
            write!(
                f,
                "{found} is none of the {count} words that are known.{question}"
            )
        } else {
            write!(
                f,
                "{found} is none of {}.{question}",
                choice_list(self.words)
            )
        }
    }
}

impl std::error::Error for UnknownWord {}

/// What a word stands for.
pub(crate) fn parse_word<W: Word>(word: &str) -> Result<W, UnknownWord> {
    let place = W::WORDS.iter().position(|known| *known == word);
    let found = place.and_then(|place| W::ALL.get(place));
    found
        .copied()
        .ok_or_else(|| UnknownWord::new(word, W::WORDS))
}

/// A word of any deserializer, also where it is a key.
pub(crate) fn deserialize_word<'de, W: Word, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<W, D::Error> {
    parse_word(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// `FromStr` and `Deserialize` of types that have words.
macro_rules! read_words {
    ($($word:ty),+ $(,)?) => {$(
        impl std::str::FromStr for $word {
            type Err = crate::read::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                crate::read::parse_word(word)
            }
        }

        impl<'de> serde::Deserialize<'de> for $word {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::read::deserialize_word(deserializer)
            }
        }
    )+};
}
pub(crate) use read_words;

impl Word for ProblemName {
    const ALL: &'static [Self] = ProblemName::ALL;
    const WORDS: &'static [&'static str] = ProblemName::WORDS;
}
read_words!(ProblemName);

impl Word for Severity {
    const ALL: &'static [Self] = &[Severity::Error, Severity::Warning];
    const WORDS: &'static [&'static str] = &["error", "warning"];
}

/// The severity of its word, `error` or `warning`.
impl FromStr for Severity {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        parse_word(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_and_severity_is_read_from_its_word() {
        for name in ProblemName::ALL {
            assert_eq!(name.to_string().parse(), Ok(*name));
            let json = serde_json::to_string(name).unwrap();
            assert_eq!(serde_json::from_str::<ProblemName>(&json).unwrap(), *name);
        }
        for severity in <Severity as Word>::ALL {
            assert_eq!(severity.to_string().parse(), Ok(*severity));
        }
    }

    #[test]
    fn a_word_that_is_unknown_is_said_with_what_was_meant() {
        let unknown = "NO_RECIPE".parse::<ProblemName>().unwrap_err();
        let count = ProblemName::ALL.len();
        let expected = format!(
            "\"NO_RECIPE\" is none of the {count} words that are known. Did you mean \"NO_RECIPES\"?"
        );
        assert_eq!(unknown.to_string(), expected);
        let error = serde_json::from_str::<ProblemName>("\"NO_RECIPE\"").unwrap_err();
        assert!(error.to_string().starts_with(&expected), "{error}");
        let unknown = "fatal".parse::<Severity>().unwrap_err();
        assert_eq!(
            unknown.to_string(),
            r#""fatal" is none of "error" and "warning"."#
        );
    }
}
