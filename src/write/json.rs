//! Strings and numbers as JSON has them.

use crate::escapes::{Escape, plain_length};

/// The name of a field of a struct, in quotes, and a colon. In no such name is anything to escape.
pub(super) fn push_name(text: &mut Vec<u8>, name: &'static str) {
    debug_assert_eq!(plain_length(name.as_bytes()), name.len(), "{name}");
    text.push(b'"');
    text.extend_from_slice(name.as_bytes());
    text.extend_from_slice(b"\":");
}

/// A string in quotes.
pub(super) fn push_string(text: &mut Vec<u8>, string: &str) {
    text.push(b'"');
    let mut rest = string.as_bytes();
    while let Some((plain, special)) = rest.split_at_checked(plain_length(rest)) {
        text.extend_from_slice(plain);
        let Some((byte, after)) = special.split_first() else {
            break;
        };
        push_escape(text, *byte);
        rest = after;
    }
    text.push(b'"');
}

fn push_escape(text: &mut Vec<u8>, byte: u8) {
    match Escape::of(byte) {
        Some(Escape::Letter(letter)) => text.extend_from_slice(&[b'\\', letter]),
        Some(Escape::Hexadecimal) => {
            let digit = |value: u8| {
                if value < 10 {
                    b'0' + value
                } else {
                    b'a' + value - 10
                }
            };
            text.extend_from_slice(b"\\u00");
            text.extend_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
        }
        None => text.push(byte),
    }
}

/// An integer or a float, as `serde_json` writes it. It fails for none.
pub(super) fn push_number(text: &mut Vec<u8>, number: impl serde::Serialize) {
    let written = serde_json::to_writer(text, &number);
    debug_assert!(written.is_ok(), "a number cannot be written");
}
