//! What people write in place of JSON, by its name: a parser only says at which character it stopped.

use super::tree::BYTE_ORDER_MARK;
use crate::problem::{Problem, ProblemName, structural};
use crate::words::quoted;

/// What follows where JSON ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mistake {
    /// A word of Python's, and JSON's word for it.
    PythonWord {
        written: &'static str,
        json: &'static str,
    },
    /// A string in single quotes, as Python and JavaScript write it.
    SingleQuote,
    /// A byte order mark that is not the first character of the text.
    ByteOrderMark,
    /// The start of a comment, as JavaScript writes it.
    Comment(&'static str),
}

/// The word of Python's that a text begins with, and JSON's word for it. The examples of the API's documentation write
/// some of their values so.
pub(crate) fn python_word(text: &str) -> Option<(&'static str, &'static str)> {
    let is_part_of_word = |character: char| character.is_alphanumeric() || character == '_';
    let words = [("True", "true"), ("False", "false"), ("None", "null")];
    words.into_iter().find(|(written, _)| {
        text.strip_prefix(written)
            .is_some_and(|after| !after.starts_with(is_part_of_word))
    })
}

impl Mistake {
    /// What the text, read up to here, goes on with.
    fn at_start(rest: &str) -> Option<Self> {
        if rest.starts_with('\'') {
            return Some(Mistake::SingleQuote);
        }
        if rest.starts_with(BYTE_ORDER_MARK) {
            return Some(Mistake::ByteOrderMark);
        }
        if let Some(start) = ["//", "/*"]
            .into_iter()
            .find(|start| rest.starts_with(start))
        {
            return Some(Mistake::Comment(start));
        }
        let (written, json) = python_word(rest)?;
        Some(Mistake::PythonWord { written, json })
    }

    fn description(self) -> String {
        match self {
            Mistake::PythonWord { written, json } => {
                format!("{written} is Python; JSON has {json}")
            }
            Mistake::SingleQuote => {
                "a string is in single quotes, but JSON uses double quotes".to_owned()
            }
            Mistake::ByteOrderMark => {
                "a byte order mark may appear only once, at the very start".to_owned()
            }
            Mistake::Comment(_) => "there are no comments in JSON".to_owned(),
        }
    }
}

/// Why a text ceases to be JSON at some place.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reason {
    EndsTooEarly,
    AfterTheEnd,
    NoToken,
    NoValue,
    NoKey,
    NoColon,
    NoCommaInObject,
    NoCommaInArray,
    TrailingComma,
    UnknownWord,
    NoDigit,
    ControlCharacter,
    UnknownEscape,
    NoHexadecimal,
    HalfAPair,
}

impl Reason {
    pub(super) fn no_comma(is_in_object: bool) -> Self {
        if is_in_object {
            Reason::NoCommaInObject
        } else {
            Reason::NoCommaInArray
        }
    }

    /// The reason in words, given the text from where it ceases to be JSON.
    fn description(self, rest: &str) -> String {
        let reason = match self {
            Reason::EndsTooEarly => "the text ends before the document does",
            Reason::AfterTheEnd => "the document ends before this; there can be only one",
            Reason::NoToken => {
                let found = rest.chars().next().map(String::from).unwrap_or_default();
                return format!("{} cannot stand outside a string", quoted(&found));
            }
            Reason::NoValue => "a value is missing here",
            Reason::NoKey => "a key is missing here: a string in double quotes",
            Reason::NoColon => "a colon is missing between key and value",
            Reason::NoCommaInObject => "a comma or } is missing after the value",
            Reason::NoCommaInArray => "a comma or ] is missing after the value",
            Reason::TrailingComma => "no comma may come after the last value",
            Reason::UnknownWord => "the only words of JSON are true, false and null",
            Reason::NoDigit => "a digit of the number is missing here",
            Reason::ControlCharacter => "a control character in a string must be escaped",
            Reason::UnknownEscape => "there is no such escape",
            Reason::NoHexadecimal => "\\u must be followed by four hexadecimal digits",
            Reason::HalfAPair => "half a surrogate pair needs its other half",
        };
        reason.to_owned()
    }
}

/// The problem of a text that ceases to be JSON where `rest` begins; `reason` says why, where nothing better is known.
pub(super) fn not_json(rest: &str, reason: Reason) -> Problem {
    let mistake = Mistake::at_start(rest);
    let reason = mistake.map_or_else(|| reason.description(rest), Mistake::description);
    let (found, suggestion) = match mistake {
        Some(Mistake::PythonWord { written, json }) => (Some(written.to_owned()), Some(json)),
        Some(Mistake::SingleQuote) => (Some("'".to_owned()), Some("\"")),
        Some(Mistake::ByteOrderMark) => (Some(BYTE_ORDER_MARK.to_string()), None),
        Some(Mistake::Comment(start)) => (Some(start.to_owned()), None),
        None => (None, None),
    };
    let not_json = structural::Mistake::NotJson {
        found,
        suggestion,
        said: format!("This is not JSON: {reason}."),
    };
    structural::structural(ProblemName::InvalidRequest, None, not_json)
}

#[cfg(test)]
mod tests {
    use crate::documents::{BatchDefinition, Reader};
    use crate::problem::Position;
    use crate::problem::Problem;

    fn refused(text: &str) -> Problem {
        let mut errors = Reader::new().text::<BatchDefinition>(text).errors;
        assert_eq!(errors.len(), 1, "{text}");
        errors.remove(0)
    }

    #[test]
    fn python_is_named() {
        for (text, column, found, json) in [
            (r#"{"supersedes": True}"#, 16, "True", "true"),
            (
                r#"{"supersedes": False, "dataset": 1}"#,
                16,
                "False",
                "false",
            ),
            (r#"{"dataset": None}"#, 13, "None", "null"),
            ("None", 1, "None", "null"),
            (r"{'dataset': 1}", 2, "'", "\""),
            (r#"{"forced_nodes": {"nodes": ["a", 'b']}}"#, 34, "'", "\""),
        ] {
            let problem = refused(text);
            assert_eq!(
                problem.position,
                Some(Position { line: 1, column }),
                "{text}"
            );
            assert_eq!(problem.params["cause"], "NOT_JSON");
            assert_eq!(
                (&problem.params["found"], &problem.params["suggestion"]),
                (&found.into(), &json.into())
            );
        }
        let description = "This is not JSON: True is Python; JSON has true.";
        assert_eq!(refused(r#"{"supersedes": True}"#).description, description);
    }

    #[test]
    fn a_comment_is_named() {
        for (text, column, found) in [("[1, // one\n 2]", 5, "//"), ("/* one */ {}", 1, "/*")] {
            let problem = refused(text);
            assert_eq!(problem.position, Some(Position { line: 1, column }));
            assert_eq!(problem.params["found"], found);
            let description = "This is not JSON: there are no comments in JSON.";
            assert_eq!(problem.description, description);
        }
        // Another slash is none.
        assert!(!refused("[1 / 2]").params.contains_key("found"));
    }

    #[test]
    fn other_words_are_not_python() {
        for text in ["[Truex]", "[None_]", "[true1]", "[nil]", "[Nonesuch]"] {
            let problem = refused(text);
            assert!(!problem.params.contains_key("suggestion"), "{problem}");
        }
        // Inside a text all of them are only letters.
        let text = r#"{"forced_nodes": {"all": false, "nodes": ["True 'None'"]}}"#;
        assert_eq!(Reader::new().text::<BatchDefinition>(text).errors, []);
    }

    #[test]
    fn one_byte_order_mark_is_taken_and_the_second_refused() {
        let reading = Reader::new().text::<BatchDefinition>("\u{feff}{\"dataset\": 1}");
        assert_eq!(reading.errors, []);
        for (text, column) in [
            ("\u{feff}\u{feff}{\"dataset\": 1}", 1),
            ("\u{feff}\u{feff}0", 1),
            (" \u{feff}{}", 2),
            ("{\"dataset\": \u{feff}1}", 13),
            ("{}\u{feff}", 3),
        ] {
            let problem = refused(text);
            assert!(problem.description.contains("byte order mark"), "{problem}");
            assert_eq!(
                problem.position,
                Some(Position { line: 1, column }),
                "{text}"
            );
        }
    }
}
