//! JSON as people write it: with comments and trailing commas, and as the documentation of the API spells it, with
//! Python's words and single quotes.

use std::ops::Range;

use super::spans::end_of_string;
use crate::read::tree::{BYTE_ORDER_MARK, Tree};
use crate::read::{Limits, python_word};

/// A text rewritten as JSON. Its bytes keep their places, but for strings whose quotes need escapes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Lenient {
    pub(crate) json: String,
    /// The places of what has another length, in the JSON and in the text.
    resized: Vec<(Range<usize>, Range<usize>)>,
}

/// A part of a text that JSON spells in another way.
struct Piece {
    written: Range<usize>,
    spelling: Spelling,
}

enum Spelling {
    Comment,
    TrailingComma,
    /// A word or a string, and how JSON writes it.
    Other(String),
}

impl Lenient {
    pub(crate) fn new(text: &str) -> Self {
        let mut lenient = Lenient {
            json: String::with_capacity(text.len()),
            resized: Vec::new(),
        };
        let mut end = 0;
        for piece in pieces(text) {
            let json = &mut lenient.json;
            json.push_str(part(text, end..piece.written.start));
            end = piece.written.end;
            let start = json.len();
            match piece.spelling {
                Spelling::Comment | Spelling::TrailingComma => {
                    let bytes = part(text, piece.written.clone()).bytes();
                    json.extend(bytes.map(|byte| match byte {
                        b'\n' | b'\r' => char::from(byte),
                        _ => ' ',
                    }));
                }
                Spelling::Other(spelled) => json.push_str(&spelled),
            }
            if json.len() - start != piece.written.len() {
                lenient.resized.push((start..json.len(), piece.written));
            }
        }
        lenient.json.push_str(part(text, end..text.len()));
        lenient
    }

    /// The place in the text of a place in the JSON.
    pub(crate) fn origin(&self, offset: usize) -> usize {
        let before = self
            .resized
            .partition_point(|(json, _)| json.start < offset);
        match before
            .checked_sub(1)
            .and_then(|last| self.resized.get(last))
        {
            None => offset,
            Some((json, written)) if offset < json.end => {
                (offset - json.start + written.start).min(written.end)
            }
            Some((json, written)) => offset - json.end + written.end,
        }
    }
}

/// The text with the words, quotes and commas of JSON; comments stay, as they say more than any fix knows. `None` where
/// nothing changes.
pub(crate) fn respelled(text: &str) -> Option<String> {
    let mut json = String::with_capacity(text.len());
    let (mut end, mut is_changed) = (0, false);
    for piece in pieces(text) {
        let spelled = match piece.spelling {
            Spelling::Comment => continue,
            Spelling::TrailingComma => String::new(),
            Spelling::Other(spelled) => spelled,
        };
        json.push_str(part(text, end..piece.written.start));
        json.push_str(&spelled);
        end = piece.written.end;
        is_changed = true;
    }
    json.push_str(part(text, end..text.len()));
    is_changed.then_some(json)
}

/// Whether a text is JSON for [`Lenient`] only.
pub(crate) fn needs_lenient(text: &str) -> bool {
    !is_json(text) && is_json(&Lenient::new(text).json)
}

pub(crate) fn is_json(text: &str) -> bool {
    Tree::from_text(text, &Limits::of_any_string()).is_ok()
}

fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// What JSON spells in another way, in order. Whatever else is no JSON stays, so that its place is reported.
fn pieces(text: &str) -> Vec<Piece> {
    let bytes = text.as_bytes();
    let mut pieces = Vec::new();
    let mut at = if text.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len_utf8()
    } else {
        0
    };
    // The last comma that comes after a value, and how many pieces there were before it.
    let mut comma: Option<(usize, usize)> = None;
    let mut is_after_value = false;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        let rest = bytes.get(at..).unwrap_or_default();
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => {
                at += 1;
                continue;
            }
            b'/' if rest.starts_with(b"//") => {
                at += rest
                    .iter()
                    .take_while(|byte| !matches!(byte, b'\n' | b'\r'))
                    .count();
                pieces.push(Piece {
                    written: start..at,
                    spelling: Spelling::Comment,
                });
                continue;
            }
            b'/' if rest.starts_with(b"/*") => {
                // One without an end stays.
                let Some(length) = part(text, at + 2..text.len()).find("*/") else {
                    return pieces;
                };
                at += length + 4;
                pieces.push(Piece {
                    written: start..at,
                    spelling: Spelling::Comment,
                });
                continue;
            }
            b',' => {
                at += 1;
                comma = is_after_value.then_some((start, pieces.len()));
                is_after_value = false;
                continue;
            }
            b']' | b'}' => {
                at += 1;
                if let Some((place, number)) = comma {
                    pieces.insert(
                        number,
                        Piece {
                            written: place..place + 1,
                            spelling: Spelling::TrailingComma,
                        },
                    );
                }
                is_after_value = true;
            }
            b'"' => {
                at = end_of_string(bytes, at).min(bytes.len());
                is_after_value = true;
            }
            b'\'' => {
                let Some((spelled, end)) = single_quoted(text, at) else {
                    return pieces;
                };
                at = end;
                pieces.push(Piece {
                    written: start..at,
                    spelling: Spelling::Other(spelled),
                });
                is_after_value = true;
            }
            b'[' | b'{' | b':' => {
                at += 1;
                is_after_value = false;
            }
            _ => {
                let rest = part(text, at..text.len());
                if let Some((written, json)) = python_word(rest) {
                    at += written.len();
                    pieces.push(Piece {
                        written: start..at,
                        spelling: Spelling::Other(json.to_owned()),
                    });
                } else {
                    let is_part = |character: &char| {
                        character.is_alphanumeric() || matches!(character, '_' | '-' | '+' | '.')
                    };
                    let word: usize = rest.chars().take_while(is_part).map(char::len_utf8).sum();
                    let first = rest.chars().next().map_or(1, char::len_utf8);
                    at += word.max(first);
                }
                is_after_value = true;
            }
        }
        comma = None;
    }
    pieces
}

/// The string in single quotes that begins at `start`, as JSON writes it, and where it ends; `None` where it does not
/// end in its line.
fn single_quoted(text: &str, start: usize) -> Option<(String, usize)> {
    let mut json = String::from('"');
    let mut characters = part(text, start..text.len()).char_indices().skip(1);
    while let Some((place, character)) = characters.next() {
        match character {
            '\'' => {
                json.push('"');
                return Some((json, start + place + 1));
            }
            '\n' | '\r' => return None,
            '"' => json.push_str("\\\""),
            '\\' => match characters.next()?.1 {
                '\'' => json.push('\''),
                // Python writes two digits where JSON has four.
                'x' => json.push_str("\\u00"),
                '\n' | '\r' => return None,
                escape => json.extend(['\\', escape]),
            },
            _ => json.push(character),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::properties::properties;

    #[test]
    fn other_spellings_are_read_as_json() {
        for (text, json) in [
            (
                "{\"a\": True, 'b': [None, False,],}",
                "{\"a\": true, \"b\": [null, false ] }",
            ),
            (
                "// é\n[1, /* two\n */ 2 /**/]",
                "     \n[1,       \n    2     ]",
            ),
            ("\u{feff}[1,// last\r\n]", "\u{feff}[1        \r\n]"),
            (
                r#"['it\'s "so"', '\x41\u0042\n', "'//'", '"']"#,
                r#"["it's \"so\"", "\u0041\u0042\n", "'//'", "\""]"#,
            ),
            // What has another mistake stays.
            ("[,]", "[,]"),
            ("[1,,]", "[1,,]"),
            ("{,}", "{,}"),
            ("['a", "['a"),
            ("['a\n']", "['a\n']"),
            ("[1 /* ", "[1 /* "),
            ("[Truex, nTrue, \"True\"]", "[Truex, nTrue, \"True\"]"),
            ("['\\", "['\\"),
            ("[\"a", "[\"a"),
        ] {
            assert_eq!(Lenient::new(text).json, json, "{text}");
        }
    }

    #[test]
    fn each_place_has_its_origin() {
        let text = r#"['it\'s "so"', 'a"', True, 5]"#;
        let lenient = Lenient::new(text);
        for token in ["true", "5", "]"] {
            let written = if token == "true" { "True" } else { token };
            let place = lenient.json.rfind(token).unwrap();
            assert_eq!(
                lenient.origin(place),
                text.rfind(written).unwrap(),
                "{token}"
            );
        }
        assert_eq!(lenient.origin(1), 1);
        assert_eq!(lenient.origin(lenient.json.len()), text.len());
    }

    #[test]
    fn a_fix_writes_json_and_keeps_comments() {
        let text = "{'a': True, // why\n 'b': 1,\n}";
        assert_eq!(
            respelled(text).unwrap(),
            "{\"a\": true, // why\n \"b\": 1\n}"
        );
        assert_eq!(respelled("{\"a\": [1, 2]} // why"), None);
    }

    proptest! {
        #![proptest_config(properties())]

        #[test]
        fn json_stays_as_it_is(text in r#"([\[\]{},:"'/*\\ \n]|True|nul|é|[0-9]|//|/\*|\*/){0,30}"#) {
            if serde_json::from_str::<Value>(&text).is_ok() {
                prop_assert_eq!(&Lenient::new(&text).json, &text);
                prop_assert_eq!(respelled(&text), None);
            }
            // Nothing is lost, and each place has one in the text, in the same order.
            let lenient = Lenient::new(&text);
            let origins: Vec<usize> = (0..=lenient.json.len()).map(|place| lenient.origin(place)).collect();
            prop_assert!(origins.is_sorted());
            prop_assert_eq!(origins.last(), Some(&text.len()));
        }
    }
}
