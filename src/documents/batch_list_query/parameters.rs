//! The parameters of a query string, read as the server reads them: each value is text.

use serde_json::{Map, Value};

/// Parameters that may be repeated.
const REPEATED: [&str; 3] = ["recipe_type_id", "root_batch_id", "order"];

/// The parameters as a document, in which every value is a string, or an array of strings where it may be repeated.
pub(super) struct Parameters {
    pub(super) document: Value,
    /// Those that are repeated and should not be, each once: the last one counts.
    pub(super) repeated: Vec<String>,
}

impl Parameters {
    /// Takes apart a query string with or without an address before it.
    pub(super) fn new(text: &str) -> Self {
        let mut document = Map::new();
        let mut repeated: Vec<String> = Vec::new();
        let pairs = query_of(text).split(['&', ';']);
        // A pair has neither of the two any more, but what is encoded.
        for (field, value) in pairs.flat_map(|pair| form_urlencoded::parse(pair.as_bytes())) {
            let value = Value::from(value.into_owned());
            match document.get_mut(field.as_ref()) {
                Some(Value::Array(values)) => values.push(value),
                Some(single) => {
                    *single = value;
                    if !repeated.iter().any(|name| *name == field) {
                        repeated.push(field.into_owned());
                    }
                }
                None if REPEATED.contains(&field.as_ref()) => {
                    document.insert(field.into_owned(), Value::Array(vec![value]));
                }
                None => {
                    document.insert(field.into_owned(), value);
                }
            }
        }
        Parameters {
            document: Value::Object(document),
            repeated,
        }
    }
}

/// The query in a string: what follows the `?` of an address, up to its `#`.
fn query_of(text: &str) -> &str {
    match text.split_once('?') {
        // An address has no parameters before its query; `order=?` is a query.
        Some((address, query)) if !address.contains('=') => {
            query.split_once('#').map_or(query, |(query, _)| query)
        }
        _ => text,
    }
}

/// An integer: blanks around it, a sign and leading zeros are fine, and so are the digits of other scripts. One that is
/// too large becomes the largest, which finds as little.
pub(super) fn integer(text: &str, largest: i64) -> Option<i64> {
    let text = text.trim_matches(is_blank);
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() {
        return None;
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let mut number = 0_i64;
    for character in digits.chars() {
        let digit = digit(character)?;
        number = number.saturating_mul(10).saturating_add(sign * digit);
    }
    // With the largest that there is, the smallest that there is goes too.
    let smallest = if largest == i64::MAX {
        i64::MIN
    } else {
        -largest
    };
    Some(number.clamp(smallest, largest))
}

pub(super) fn boolean(text: &str) -> Option<bool> {
    let word = text.trim_matches(is_blank);
    let is = |choices: [&str; 3]| {
        choices
            .iter()
            .any(|choice| word.eq_ignore_ascii_case(choice))
    };
    if is(["true", "t", "1"]) {
        Some(true)
    } else if is(["false", "f", "0"]) {
        Some(false)
    } else {
        None
    }
}

/// The four separators of ASCII are blanks to the server, too.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character)
}

/// Where the decimal digits of a script begin, which stand in order.
const ZEROS: [char; 34] = [
    '0', '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}',
    '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}',
    '\u{1090}', '\u{17e0}', '\u{1810}', '\u{1946}', '\u{19d0}', '\u{1a80}', '\u{1a90}', '\u{1b50}',
    '\u{1bb0}', '\u{1c40}', '\u{1c50}', '\u{a620}', '\u{a8d0}', '\u{a900}', '\u{a9d0}', '\u{abf0}',
    '\u{ff10}',
];

fn digit(character: char) -> Option<i64> {
    let values = ZEROS
        .iter()
        .map(|&zero| i64::from(u32::from(character)) - i64::from(u32::from(zero)));
    values.into_iter().find(|value| (0..10).contains(value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Parameters, boolean, integer};

    #[test]
    fn integers_are_read_as_the_server_reads_them() {
        for (text, expected) in [
            ("101", Some(101)),
            (" 101", Some(101)),
            ("101\n", Some(101)),
            ("\u{a0}+101\u{1f}", Some(101)),
            ("0101", Some(101)),
            ("-1", Some(-1)),
            ("٣", Some(3)),
            ("9223372036854775808", Some(i64::MAX)),
            ("-9223372036854775808", Some(i64::MIN)),
            ("-99999999999999999999", Some(i64::MIN)),
            ("", None),
            (" ", None),
            ("+", None),
            ("--1", None),
            ("1 0", None),
            ("1e2", None),
            ("2.5", None),
            ("101L", None),
            ("101,102", None),
            ("0x10", None),
        ] {
            assert_eq!(integer(text, i64::MAX), expected, "{text:?}");
        }
        assert_eq!(integer("99999", 1000), Some(1000));
        assert_eq!(integer("-99999", 1000), Some(-1000));
    }

    #[test]
    fn booleans_are_read_as_the_server_reads_them() {
        for text in [
            "true", "TRUE", "t", "T", "1", " true", "\ttrue\n", "\u{a0}1",
        ] {
            assert_eq!(boolean(text), Some(true), "{text:?}");
        }
        for text in ["false", "False", "f", "0 "] {
            assert_eq!(boolean(text), Some(false), "{text:?}");
        }
        for text in [
            "",
            " ",
            "2",
            "yes",
            "on",
            "'true'",
            "truefalse",
            "null",
            "01",
        ] {
            assert_eq!(boolean(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_query_string_may_have_an_address_before_it() {
        let expected = json!({"order": ["?"], "page": "2"});
        for text in [
            "order=?&page=2",
            "?order=?&page=2",
            "order=%3F;page=2",
            "https://scale.example/v6/batches/?order=?&page=2#list",
            "&&order=?;&page=2&",
        ] {
            assert_eq!(Parameters::new(text).document, expected, "{text}");
        }
        for text in ["", "?", "&", "https://scale.example/v6/batches/?"] {
            assert_eq!(Parameters::new(text).document, json!({}), "{text}");
        }
        let parameters = Parameters::new("is_superseded=true#x");
        assert_eq!(parameters.document, json!({"is_superseded": "true#x"}));
    }

    #[test]
    fn the_last_of_a_repeated_parameter_counts() {
        let parameters = Parameters::new("page=1&order=id&page=2&order=id&page=3&is_superseded");
        assert_eq!(
            parameters.document,
            json!({"page": "3", "order": ["id", "id"], "is_superseded": ""})
        );
        assert_eq!(parameters.repeated, ["page"]);
    }
}
