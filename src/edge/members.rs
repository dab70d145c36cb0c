//! Takes a JSON object apart without reading its members, so that each can be read as a document of its own.

use crate::escapes::plain_length;
use crate::read::Limits;
use crate::read::tree::{BYTE_ORDER_MARK, Kind, Tree};

/// The members of an object as texts; what is inside them is not looked at.
///
/// `None` when `text` is not an object; a text that is no JSON at all may pass when it is a member that is broken.
/// A byte order mark may stand before the object, but before none of its members, each of which is read as if it were a
/// text of its own.
pub(crate) fn members(text: &str) -> Option<Vec<(String, &str)>> {
    let object = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mut rest = object.trim_ascii().strip_prefix('{')?.trim_ascii_start();
    let mut members = Vec::new();
    if rest == "}" {
        return Some(members);
    }
    loop {
        let (key, after) = rest.split_at_checked(value_end(rest))?;
        let after = after.trim_ascii_start().strip_prefix(':')?;
        let (value, after) = after.split_at_checked(value_end(after))?;
        let value = value.trim_ascii();
        if key.starts_with(BYTE_ORDER_MARK) || value.starts_with(BYTE_ORDER_MARK) {
            return None;
        }
        members.push((string(key)?, value));
        match after.strip_prefix(',') {
            Some(next) => rest = next.trim_ascii_start(),
            None => return (after == "}").then_some(members),
        }
    }
}

/// What a JSON string says; `None` when `text` is none.
pub(super) fn string(text: &str) -> Option<String> {
    let tree = Tree::from_text(text, &Limits::of_any_string()).ok()?;
    match tree.kind(0)? {
        Kind::String(string) => Some(string.to_owned()),
        _ => None,
    }
}

/// Where the value at the start of `text` ends: at a comma, a colon or a bracket that is not inside it.
fn value_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = string_end(bytes, at + 1),
            b'[' | b'{' => depth += 1,
            b']' | b'}' if depth > 0 => depth -= 1,
            b',' | b':' | b']' | b'}' if depth == 0 => return at,
            _ => {}
        }
        at += 1;
    }
    text.len()
}

/// Where the quote is that ends a string, of which the first byte is at `at`.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at += plain_length(bytes.get(at..).unwrap_or_default());
        match bytes.get(at) {
            None | Some(b'"') => return at,
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_objects_apart() {
        let text = r#" { "a\u0062" : {"x": [1, "}\","]} , "c":2,"d" : "," } "#;
        let expected = [("ab", r#"{"x": [1, "}\","]}"#), ("c", "2"), ("d", r#"",""#)];
        let found = members(text).unwrap();
        assert!(
            found
                .iter()
                .map(|(key, value)| (key.as_str(), *value))
                .eq(expected),
            "{found:?}"
        );
        assert_eq!(members("{}"), Some(Vec::new()));
        assert_eq!(members("\u{feff}{}"), Some(Vec::new()));
    }

    #[test]
    fn refuses_what_is_no_object() {
        for text in [
            "",
            "[]",
            "5",
            "{",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,}",
            "{,}",
            "{\"a\":1}}",
            "{\"a\":1} x",
            "{a:1}",
            "{\"a\":1:2}",
            "{\"a\" \"b\":1}",
            "\u{feff}\u{feff}{\"a\":1}",
            "{\"a\":\u{feff}1}",
            "{\u{feff}\"a\":1}",
        ] {
            assert_eq!(members(text), None, "{text}");
        }
    }
}
