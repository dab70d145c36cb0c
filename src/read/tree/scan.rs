//! A tree of a JSON text: one pass over its bytes, without recursion.

use std::borrow::Cow;

use super::super::limits::Limits;
use super::super::not_json::Reason;
use super::build::Builder;
use super::entries::Tree;
use super::kind::{Kind, Text, number_kind};
use super::places::byte_order_mark;
use super::unreadable::Unreadable;
use crate::escapes::plain_length;

impl<'t> Tree<'t> {
    pub(crate) fn from_text(text: &'t str, limits: &Limits) -> Result<Self, Unreadable> {
        let maximum = limits.bytes_allowed();
        if text.len() > maximum {
            return Err(Unreadable::limit("bytes", maximum, "bytes"));
        }
        let mut builder = Builder::new(limits);
        // Most texts have a value in every 16 bytes; for large ones the list may as well grow.
        builder.entries.list.reserve((text.len() / 16).min(1 << 16));
        let at = byte_order_mark(text.as_bytes());
        Scanner { text, at }.document(&mut builder)?;
        Ok(builder.finish(Some(text)))
    }
}

/// Reads a text from one token to the next.
struct Scanner<'t> {
    text: &'t str,
    /// The next byte to look at.
    at: usize,
}

/// Where a text ceases to be JSON, and why.
#[derive(Clone, Copy)]
struct Wrong {
    offset: usize,
    reason: Reason,
}

/// What can be a token of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    String,
    Number,
    Word,
    /// A bracket, a comma or a colon.
    Mark,
    /// No token begins with it.
    None,
}

impl Class {
    fn of(byte: u8) -> Self {
        match byte {
            b'"' => Class::String,
            b'-' | b'0'..=b'9' => Class::Number,
            b't' | b'f' | b'n' => Class::Word,
            b'{' | b'}' | b'[' | b']' | b',' | b':' => Class::Mark,
            _ => Class::None,
        }
    }
}

impl<'t> Scanner<'t> {
    /// Reads the whole text.
    fn document(mut self, builder: &mut Builder<'t>) -> Result<(), Unreadable> {
        let mut key = None;
        loop {
            let opened = self.value(key.take(), builder)?;
            let mut is_first = opened;
            loop {
                self.skip_space();
                let Some(is_object) = builder.is_in_object() else {
                    return match self.byte() {
                        None => Ok(()),
                        Some(_) => Err(self.unexpected(Reason::AfterTheEnd)),
                    };
                };
                match (self.byte(), is_object) {
                    (Some(b'}'), true) | (Some(b']'), false) => {
                        self.at += 1;
                        builder.close();
                        is_first = false;
                        continue;
                    }
                    _ if is_first => {}
                    (Some(b','), _) => {
                        self.at += 1;
                        self.skip_space();
                    }
                    _ => return Err(self.unexpected(Reason::no_comma(is_object))),
                }
                if is_object {
                    key = Some(self.key(builder)?);
                }
                break;
            }
        }
    }

    /// Reads a value, or where it is an array or object, only its start; returns whether it is.
    fn value(
        &mut self,
        key: Option<(Text<'t>, usize)>,
        builder: &mut Builder<'t>,
    ) -> Result<bool, Unreadable> {
        self.skip_space();
        let start = self.at;
        let kind = match self.byte().map(Class::of) {
            Some(Class::String) => {
                let string = self.string();
                string.map(|string| Kind::String(builder.entries.keep(string)))
            }
            Some(Class::Number) => self.number(),
            Some(Class::Word) => self.word(),
            Some(Class::Mark) if self.byte() == Some(b'{') => {
                self.at += 1;
                Ok(Kind::Object)
            }
            Some(Class::Mark) if self.byte() == Some(b'[') => {
                self.at += 1;
                Ok(Kind::Array)
            }
            Some(Class::Mark)
                if self.byte() == Some(b']') && builder.is_in_object() == Some(false) =>
            {
                return Err(self.unexpected(Reason::TrailingComma));
            }
            _ => return Err(self.unexpected(Reason::NoValue)),
        };
        let kind = kind.map_err(|wrong| self.unreadable(wrong))?;
        let opens = matches!(kind, Kind::Object | Kind::Array);
        builder.push(kind, key, start)?;
        Ok(opens)
    }

    /// Reads a key and the colon after it.
    fn key(&mut self, builder: &mut Builder<'t>) -> Result<(Text<'t>, usize), Unreadable> {
        let start = self.at;
        match self.byte() {
            Some(b'"') => {}
            Some(b'}') => return Err(self.unexpected(Reason::TrailingComma)),
            _ => return Err(self.unexpected(Reason::NoKey)),
        }
        let key = self.string().map_err(|wrong| self.unreadable(wrong))?;
        self.skip_space();
        if self.byte() != Some(b':') {
            return Err(self.unexpected(Reason::NoColon));
        }
        self.at += 1;
        Ok((builder.entries.keep(key), start))
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn byte_at(&self, offset: usize) -> Option<u8> {
        self.text.as_bytes().get(offset).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Reads a string with its quotes.
    fn string(&mut self) -> Result<Cow<'t, str>, Wrong> {
        let start = self.at + 1;
        let end = self.end_of_plain(start);
        if self.byte_at(end) != Some(b'"') {
            return self.string_with_escapes(end);
        }
        self.at = end + 1;
        Ok(Cow::Borrowed(self.text.get(start..end).unwrap_or_default()))
    }

    /// Where from `start` on the first byte is that is not simply part of a string.
    fn end_of_plain(&self, start: usize) -> usize {
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        start + plain_length(rest)
    }

    /// Reads a string whose first byte that is not simply part of it is at `special`.
    #[cold]
    fn string_with_escapes(&mut self, mut special: usize) -> Result<Cow<'t, str>, Wrong> {
        let mut string = String::new();
        let mut plain = self.at + 1;
        // The first mistake counts, but only once the string is known to have an end.
        let mut wrong = None;
        loop {
            string.push_str(self.text.get(plain..special).unwrap_or_default());
            plain = match self.byte_at(special) {
                None => return Err(self.ends_too_early()),
                Some(b'"') => {
                    self.at = special + 1;
                    return wrong.map_or(Ok(Cow::Owned(string)), Err);
                }
                Some(b'\\') => match self.escape(special) {
                    Ok((character, end)) => {
                        string.push(character);
                        end
                    }
                    Err(Some((mistake, passed))) => {
                        wrong = wrong.or(Some(mistake));
                        special + passed
                    }
                    Err(None) => return Err(self.ends_too_early()),
                },
                Some(_) => {
                    let offset = special;
                    let reason = Reason::ControlCharacter;
                    wrong = wrong.or(Some(Wrong { offset, reason }));
                    special + 1
                }
            };
            special = self.end_of_plain(plain);
        }
    }

    fn ends_too_early(&self) -> Wrong {
        let offset = self.at;
        let reason = Reason::EndsTooEarly;
        Wrong { offset, reason }
    }
}

/// What an escape says and where it ends; or what is wrong with it and how many bytes are passed over, or nothing where
/// the text ends in it.
type Escape = Result<(char, usize), Option<(Wrong, usize)>>;

impl<'t> Scanner<'t> {
    /// The escape whose backslash is at `at`.
    fn escape(&self, at: usize) -> Escape {
        let character = match self.byte_at(at + 1) {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(at),
            Some(_) => return wrong_escape(at, Reason::UnknownEscape, 2),
            None => return Err(None),
        };
        Ok((character, at + 2))
    }

    /// The character whose escape `\u…` begins at `at`.
    fn code_point(&self, at: usize) -> Escape {
        let Some(first) = self.text.as_bytes().get(at + 2..at + 6) else {
            return Err(None);
        };
        let Some(first) = hexadecimal(first) else {
            return wrong_escape(at + 2, Reason::NoHexadecimal, 6);
        };
        if let Some(character) = char::from_u32(first) {
            return Ok((character, at + 6));
        }
        // One half of a surrogate pair: the other follows.
        let Some(second) = self.text.as_bytes().get(at + 6..at + 12) else {
            return Err(None);
        };
        if first >= 0xdc00 {
            return wrong_escape(at, Reason::HalfAPair, 12);
        }
        let second = second.strip_prefix(b"\\u").and_then(hexadecimal);
        let second = second.filter(|unit| (0xdc00..0xe000).contains(unit));
        let character = second
            .and_then(|unit| char::from_u32(0x1_0000 + ((first & 0x3ff) << 10) + (unit & 0x3ff)));
        match character {
            Some(character) => Ok((character, at + 12)),
            None => wrong_escape(at + 6, Reason::HalfAPair, 12),
        }
    }

    fn number(&mut self) -> Result<Kind<'t, Text<'t>>, Wrong> {
        /// With more digits, an integer may not fit.
        const SURELY_FIT: usize = 18;
        let start = self.at;
        let is_negative = self.byte() == Some(b'-');
        let first = start + usize::from(is_negative);
        let mut at = first;
        let mut value = 0_i64;
        if self.byte_at(at) == Some(b'0') {
            at += 1;
        } else {
            while let Some(digit @ b'0'..=b'9') = self.byte_at(at) {
                value = value.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
                at += 1;
            }
            self.some_digit(first, at)?;
        }
        let end_of_whole = at;
        if self.byte_at(at) == Some(b'.') {
            at = self.digits(at + 1)?;
        }
        if let Some(b'e' | b'E') = self.byte_at(at) {
            let is_signed = matches!(self.byte_at(at + 1), Some(b'-' | b'+'));
            at = self.digits(at + 1 + usize::from(is_signed))?;
        }
        self.at = at;
        Ok(if at == end_of_whole && at - first <= SURELY_FIT {
            Kind::Integer(if is_negative { -value } else { value })
        } else {
            number_kind(self.text.get(start..at).unwrap_or_default())
        })
    }

    /// Where the digits end that begin at `start`; there has to be one.
    fn digits(&self, start: usize) -> Result<usize, Wrong> {
        let mut end = start;
        while let Some(b'0'..=b'9') = self.byte_at(end) {
            end += 1;
        }
        self.some_digit(start, end)?;
        Ok(end)
    }

    /// Whether there is a digit between the two.
    fn some_digit(&self, start: usize, end: usize) -> Result<(), Wrong> {
        if start < end {
            Ok(())
        } else if start == self.text.len() {
            Err(self.ends_too_early())
        } else {
            Err(Wrong {
                offset: start,
                reason: Reason::NoDigit,
            })
        }
    }

    fn word(&mut self) -> Result<Kind<'t, Text<'t>>, Wrong> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let words = [
            ("true", Kind::Boolean(true)),
            ("false", Kind::Boolean(false)),
            ("null", Kind::Null),
        ];
        let known = words.into_iter().find(|(word, _)| rest.starts_with(word));
        let (word, kind) = known.ok_or(Wrong {
            offset: self.at,
            reason: Reason::UnknownWord,
        })?;
        self.at += word.len();
        Ok(kind)
    }

    /// The error that another token had to come; unless what comes is no token at all.
    #[cold]
    fn unexpected(&mut self, reason: Reason) -> Unreadable {
        let offset = self.at;
        let token = match self.byte().map(Class::of) {
            Some(Class::String) => self.string().map(|_| ()),
            Some(Class::Number) => self.number().map(|_| ()),
            Some(Class::Word) => self.word().map(|_| ()),
            Some(Class::Mark) => Ok(()),
            Some(Class::None) => Err(Wrong {
                offset,
                reason: Reason::NoToken,
            }),
            None => Err(self.ends_too_early()),
        };
        let wrong = token.err().unwrap_or(Wrong { offset, reason });
        self.unreadable(wrong)
    }

    #[cold]
    fn unreadable(&self, wrong: Wrong) -> Unreadable {
        Unreadable::not_json(self.text, wrong.offset, wrong.reason)
    }
}

fn wrong_escape(offset: usize, reason: Reason, passed: usize) -> Escape {
    Err(Some((Wrong { offset, reason }, passed)))
}

/// The number that a few hexadecimal digits are.
fn hexadecimal(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, &digit| {
        Some(number * 16 + char::from(digit).to_digit(16)?)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn read(text: &str) -> Result<Tree<'_>, Unreadable> {
        Tree::from_text(text, &Limits::default())
    }

    #[test]
    fn values_are_those_of_serde_json() {
        for text in [
            "0",
            " \t\r\n\"\" ",
            "\u{feff}[]",
            r#"{"":{},"a":[[],[1,-2.5e+1,0.0,1E2],true,false,null]}"#,
            r#"["\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é😀","12345678","123456789","1234567\n8"]"#,
            "[999999999999999999,-999999999999999999,9223372036854775807,-9223372036854775808,18446744073709551615]",
            "[-0,-0.0,0e5,1000e-3]",
        ] {
            let tree = read(text).unwrap_or_else(|_| panic!("{text}"));
            let text = text.trim_start_matches('\u{feff}');
            let expected: Value = serde_json::from_str(text).unwrap();
            assert_eq!(
                as_numbers_are(&tree.value(0)),
                as_numbers_are(&expected),
                "{text}"
            );
        }
    }

    /// A double without a fraction is the integer that it is.
    fn as_numbers_are(value: &Value) -> String {
        value.to_string().replace("-0.0", "0").replace(".0", "")
    }

    #[test]
    fn a_text_that_is_no_json_is_refused_where_it_ceases_to_be() {
        for (text, offset) in [
            ("", 0),
            ("  ", 2),
            ("1 2", 2),
            ("{} []", 3),
            ("[1,]", 3),
            ("[,1]", 1),
            ("[1 2]", 3),
            ("[1}", 2),
            ("]", 0),
            ("{\"a\":1,}", 7),
            ("{,}", 1),
            ("{1:2}", 1),
            ("{\"a\" 1}", 5),
            ("{\"a\":}", 5),
            ("{\"a\":1", 6),
            ("{\"a\":1]", 6),
            ("[#]", 1),
            ("[é]", 1),
            ("[tru]", 1),
            ("[nulls]", 5),
            // A number: at what is no digit, unless the text ends there.
            ("[-]", 2),
            ("[-x]", 2),
            ("-", 0),
            ("[1.]", 3),
            ("1.", 0),
            ("[1e+]", 4),
            ("[1ex]", 3),
            ("1e", 0),
            ("[01]", 2),
            ("[.5]", 1),
            ("[+1]", 1),
            // A token that is none comes before one that is in the wrong place.
            ("[1 -x]", 4),
            ("[1 \"\\x\"]", 4),
            // A string: at its start where it has no end, else at the first mistake in it.
            ("[\"abc", 1),
            ("[\"a\\x", 1),
            ("[\"a\\", 1),
            ("[\"a\\u12\"", 1),
            ("[\"a\nb\\x\"]", 3),
            ("[\"a\\xb\n\"]", 3),
            ("[\"\\u12x4\"]", 4),
            ("[\"\\ud800 123456\"]", 8),
            ("[\"\\ud800\"]", 1),
            ("[\"\\udc00 123456\"]", 2),
            ("[\"\\ud800\\u0041\"]", 8),
        ] {
            let found = read(text).err().and_then(|unreadable| unreadable.offset);
            assert_eq!(found, Some(offset), "{text:?}");
            assert!(serde_json::from_str::<Value>(text).is_err(), "{text:?}");
        }
    }
}
