//! A tree of a tape: how JavaScript passes objects, without writing them as JSON.
//!
//! A tape is a list of words in document order, and one text with all strings in that order. The lowest three bits of a
//! word are its tag, the others its payload; `js/src/tape.ts` and `tape_writer.rs` write it.

use super::super::limits::Limits;
use super::build::Builder;
use super::entries::Tree;
use super::kind::{Kind, Text, number_kind};
use super::unreadable::Unreadable;
use crate::escapes::Escape;

/// How many bits of a word are its tag.
pub(super) const TAG_BITS: u32 = 3;

/// What the payload of a word with this tag is.
#[derive(Clone, Copy)]
pub(super) enum Tag {
    /// One of the [`plain`] values.
    Plain,
    /// The number of UTF-16 code units that a string has in the text.
    String,
    /// The same for a key; the value of the member follows.
    Key,
    /// The same for a number as JSON has it.
    Number,
    /// The same for the name of what JSON cannot say.
    Foreign,
    /// The integer itself.
    Integer,
    /// Nothing: the items follow, and then [`plain::END`].
    Array,
    /// Nothing: the members follow, and then [`plain::END`].
    Object,
}

/// The payloads of [`Tag::Plain`].
pub(super) mod plain {
    pub(in crate::read::tree) const NULL: u32 = 0;
    pub(in crate::read::tree) const FALSE: u32 = 1;
    pub(in crate::read::tree) const TRUE: u32 = 2;
    /// The innermost array or object has no more children.
    pub(in crate::read::tree) const END: u32 = 3;
}

/// A value, or several one after the other.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tape<'i> {
    words: &'i [u32],
    text: &'i str,
    /// Whether a byte of the text is a code unit.
    is_ascii: bool,
}

impl<'i> Tape<'i> {
    pub(crate) fn new(words: &'i [u32], text: &'i str) -> Self {
        Tape {
            words,
            text,
            is_ascii: text.is_ascii(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(crate) fn text(self) -> &'i str {
        self.text
    }

    /// Whether it is the value `null`.
    pub(crate) fn is_null(&self) -> bool {
        self.words == [(plain::NULL << TAG_BITS) | Tag::Plain as u32]
    }

    /// The string that it is.
    pub(crate) fn as_string(&self) -> Option<&'i str> {
        match self.words.first().map(|word| tag_of(*word)) {
            Some(Tag::String) => Some(self.text),
            _ => None,
        }
    }

    /// Takes a number from its start.
    pub(crate) fn take_number(&mut self) -> Option<usize> {
        let (&number, rest) = self.words.split_first()?;
        self.words = rest;
        usize::try_from(number).ok()
    }

    /// Takes that many words and code units from its start, as a tape of their own.
    pub(crate) fn take(&mut self, words: usize, units: usize) -> Option<Self> {
        let (words, rest) = self.words.split_at_checked(words)?;
        self.words = rest;
        let text = self.take_text(units)?;
        Some(Tape {
            words,
            text,
            is_ascii: self.is_ascii,
        })
    }

    /// Takes that many code units of the text from its start.
    fn take_text(&mut self, units: usize) -> Option<&'i str> {
        let end = if self.is_ascii {
            units
        } else {
            let mut left = units;
            let end = self.text.char_indices().find_map(|(at, character)| {
                let is_end = left == 0;
                left = left.saturating_sub(character.len_utf16());
                is_end.then_some(at)
            });
            end.unwrap_or(self.text.len())
        };
        let (taken, rest) = self.text.split_at_checked(end)?;
        self.text = rest;
        Some(taken)
    }

    /// Whether it would be longer than that as JSON.
    fn is_longer_than(mut self, maximum: usize) -> bool {
        // No value takes more, beside its own text, than `false,` and a key than `"":`; no code unit more than `\u0000`.
        let most = self.words.len() * 11 + self.text.len() * 6;
        if most <= maximum {
            return false;
        }
        let mut length = 0_usize;
        let mut is_first = true;
        let mut after_key = false;
        while let Some((&word, rest)) = self.words.split_first() {
            self.words = rest;
            let (tag, payload) = (tag_of(word), word >> TAG_BITS);
            let is_end = matches!(tag, Tag::Plain) && payload == plain::END;
            length += usize::from(!is_first && !after_key && !is_end);
            is_first = matches!(tag, Tag::Array | Tag::Object);
            after_key = matches!(tag, Tag::Key);
            length += match tag {
                Tag::Array | Tag::Object => 1,
                Tag::Plain if is_end => 1,
                Tag::Plain if payload == plain::FALSE => 5,
                Tag::Plain => 4,
                Tag::Integer => payload.checked_ilog10().unwrap_or_default() as usize + 1,
                Tag::Number | Tag::Foreign | Tag::String | Tag::Key => {
                    let text = self.take_text(payload as usize).unwrap_or_default();
                    match tag {
                        Tag::Number => text.len(),
                        Tag::Foreign => 4,
                        _ => {
                            2 + usize::from(after_key)
                                + text.bytes().map(length_in_json).sum::<usize>()
                        }
                    }
                }
            };
        }
        length > maximum
    }
}

/// How many bytes a byte of a string takes in JSON.
fn length_in_json(byte: u8) -> usize {
    match Escape::of(byte) {
        None => 1,
        Some(Escape::Letter(_)) => 2,
        Some(Escape::Hexadecimal) => 6,
    }
}

fn tag_of(word: u32) -> Tag {
    match word & ((1 << TAG_BITS) - 1) {
        0 => Tag::Plain,
        1 => Tag::String,
        2 => Tag::Key,
        3 => Tag::Number,
        4 => Tag::Foreign,
        5 => Tag::Integer,
        6 => Tag::Array,
        _ => Tag::Object,
    }
}

impl<'t> Tree<'t> {
    /// The value on a tape. What is wrong with the tape itself, which only a fault of the package can be, is left out.
    pub(crate) fn from_tape(mut tape: Tape<'t>, limits: &Limits) -> Result<Self, Unreadable> {
        let maximum = limits.bytes_allowed();
        if tape.is_longer_than(maximum) {
            return Err(Unreadable::limit("bytes", maximum, "bytes"));
        }
        let mut builder = Builder::new(limits);
        // Every other word is a key or an end.
        builder.entries.list.reserve(tape.words.len() / 2);
        let mut key = None;
        while let Some((&word, rest)) = tape.words.split_first() {
            tape.words = rest;
            let (tag, payload) = (tag_of(word), word >> TAG_BITS);
            let text = match tag {
                Tag::String | Tag::Key | Tag::Number | Tag::Foreign => {
                    tape.take_text(payload as usize).unwrap_or_default()
                }
                _ => "",
            };
            let kind = match tag {
                Tag::Plain if payload == plain::END => {
                    builder.close();
                    continue;
                }
                Tag::Key => {
                    key = Some((Text::Written(text), 0));
                    continue;
                }
                Tag::Plain if payload == plain::NULL => Kind::Null,
                Tag::Plain => Kind::Boolean(payload == plain::TRUE),
                Tag::String => Kind::String(Text::Written(text)),
                Tag::Number => number_kind(text),
                Tag::Foreign => Kind::Foreign(text),
                Tag::Integer => Kind::Integer(payload.into()),
                Tag::Array => Kind::Array,
                Tag::Object => Kind::Object,
            };
            builder.push(kind, key.take(), 0)?;
        }
        Ok(builder.finish(None))
    }
}
