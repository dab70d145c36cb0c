//! Where the values of a text begin and end.

use std::ops::Range;

use crate::escapes::plain_length;
use crate::read::tree::Tree;

/// Where a value stands: offsets of bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Span {
    /// Where it begins, a member with its key.
    pub(crate) start: usize,
    /// Where the key of a member ends.
    pub(crate) key_end: usize,
    /// Where the value itself begins.
    pub(crate) value: usize,
    pub(crate) end: usize,
}

impl Span {
    pub(crate) fn value(self) -> Range<usize> {
        self.value..self.end
    }

    /// The same part of another text, given where each place of this one is in that.
    pub(crate) fn moved(self, origin: impl Fn(usize) -> usize) -> Self {
        Span {
            start: origin(self.start),
            key_end: origin(self.key_end),
            value: origin(self.value),
            end: origin(self.end),
        }
    }

    /// The colon of a member, with the space around it.
    pub(crate) fn colon(self) -> Range<usize> {
        self.key_end..self.value
    }
}

/// The span of each entry of a tree that was read from this text.
pub(crate) fn spans(text: &str, tree: &Tree<'_>) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut spans: Vec<Span> = Vec::with_capacity(tree.len());
    let mut open: Vec<usize> = Vec::new();
    for (index, entry) in (0..tree.len()).zip(0_u32..) {
        let start = tree.offset(entry).unwrap_or_default();
        let mut span = Span {
            start,
            key_end: start,
            value: start,
            end: start,
        };
        if tree.key(entry).is_some() {
            span.key_end = end_of_string(bytes, start);
            let colon = after_space(bytes, span.key_end);
            span.value = after_space(bytes, colon + 1);
        }
        let is_container = matches!(bytes.get(span.value), Some(b'{' | b'['));
        span.end = match bytes.get(span.value) {
            Some(b'{' | b'[') => span.value + 1,
            Some(b'"') => end_of_string(bytes, span.value),
            _ => span.value + bytes.get(span.value..).map_or(0, length_of_word),
        };
        let mut end = span.end;
        spans.push(span);
        if is_container {
            open.push(index);
        }
        // What ends after this value.
        loop {
            let bracket = after_space(bytes, end);
            if !matches!(bytes.get(bracket), Some(b'}' | b']')) {
                break;
            }
            let Some(container) = open.pop().and_then(|index| spans.get_mut(index)) else {
                break;
            };
            end = bracket + 1;
            container.end = end;
        }
    }
    spans
}

/// Where a string ends whose quote is at `start`; beyond the text where it has no end.
pub(crate) fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    loop {
        at += bytes.get(at..).map_or(0, plain_length);
        match bytes.get(at) {
            Some(b'\\') => at += 2,
            Some(b'"') | None => return at + 1,
            Some(_) => at += 1,
        }
    }
}

/// The length of a number or a word.
fn length_of_word(bytes: &[u8]) -> usize {
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.');
    bytes.iter().take_while(is_part).count()
}

fn after_space(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Limits;

    #[test]
    fn each_value_has_its_span() {
        let text = "\u{feff} {\"a\\\"\" : [ ] , \"b\":{\"c\":[1e+2,[\"\\\\\"],{ }\n]} } \n";
        let tree = Tree::from_text(text, &Limits::default()).unwrap_or_else(|_| panic!("{text}"));
        let spans = spans(text, &tree);
        let values: Vec<&str> = spans.iter().map(|span| &text[span.value()]).collect();
        assert_eq!(
            values,
            [
                "{\"a\\\"\" : [ ] , \"b\":{\"c\":[1e+2,[\"\\\\\"],{ }\n]} }",
                "[ ]",
                "{\"c\":[1e+2,[\"\\\\\"],{ }\n]}",
                "[1e+2,[\"\\\\\"],{ }\n]",
                "1e+2",
                "[\"\\\\\"]",
                "\"\\\\\"",
                "{ }",
            ]
        );
        assert_eq!(&text[spans[1].start..spans[1].key_end], "\"a\\\"\"");
        assert_eq!(&text[spans[1].colon()], " : ");
    }
}
