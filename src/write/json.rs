//! Strings and numbers as JSON has them.

/// A string in quotes.
pub(super) fn push_string(text: &mut Vec<u8>, string: &str) {
    text.push(b'"');
    let mut rest = string.as_bytes();
    while let Some((plain, byte, after)) = next_escaped(rest) {
        text.extend_from_slice(plain);
        push_escape(text, byte);
        rest = after;
    }
    text.extend_from_slice(rest);
    text.push(b'"');
}

/// What is before the next byte that needs an escape, that byte, and what is after it.
fn next_escaped(bytes: &[u8]) -> Option<(&[u8], u8, &[u8])> {
    const WORD: usize = size_of::<u64>();
    let mut plain = 0;
    // Eight bytes at once, as most strings need no escape.
    for word in bytes.chunks_exact(WORD) {
        if word.try_into().is_ok_and(has_escaped) {
            break;
        }
        plain += WORD;
    }
    let rest = bytes.get(plain..)?;
    let at = plain + rest.iter().position(|byte| is_escaped(*byte))?;
    let (plain, rest) = bytes.split_at_checked(at)?;
    let (byte, after) = rest.split_first()?;
    Some((plain, *byte, after))
}

fn is_escaped(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// Whether one of the bytes needs an escape; also true for some that need none, if one does.
fn has_escaped(word: [u8; 8]) -> bool {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    let word = u64::from_ne_bytes(word);
    // The high bit of a byte that is less than `limit`, unless its own high bit is set.
    let less = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
    let equal = |byte: u8| less(word ^ (ONES * u64::from(byte)), 1);
    (less(word, b' ') | equal(b'"') | equal(b'\\')) & HIGH != 0
}

fn push_escape(text: &mut Vec<u8>, byte: u8) {
    let letter = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0c => b'f',
        b'\r' => b'r',
        _ => {
            let digit = |value: u8| {
                if value < 10 {
                    b'0' + value
                } else {
                    b'a' + value - 10
                }
            };
            text.extend_from_slice(b"\\u00");
            text.extend_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
            return;
        }
    };
    text.extend_from_slice(&[b'\\', letter]);
}

/// An integer or a float, as `serde_json` writes it. It fails for none.
pub(super) fn push_number(text: &mut Vec<u8>, number: impl serde::Serialize) {
    let written = serde_json::to_writer(text, &number);
    debug_assert!(written.is_ok(), "a number cannot be written");
}
