//! Which bytes of a string JSON escapes: quotes, backslashes and control characters.

/// How many bytes from the start on stand for themselves in a JSON string.
pub(crate) fn plain_length(bytes: &[u8]) -> usize {
    let mut length = 0;
    // Eight bytes at once, as most strings have no others.
    for eight in bytes.chunks_exact(8) {
        let eight = eight.try_into().map_or(0, u64::from_le_bytes);
        let special = special_bytes(eight);
        if special != 0 {
            return length + (special.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    let last = bytes.get(length..).unwrap_or_default();
    length + last.iter().take_while(|byte| is_plain(**byte)).count()
}

fn is_plain(byte: u8) -> bool {
    byte != b'"' && byte != b'\\' && byte >= b' '
}

/// Of eight bytes, the first in the lowest place: the lowest bit that is set is in the first byte that is not plain, and
/// none is set where all are.
fn special_bytes(eight: u64) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGHEST: u64 = u64::from_ne_bytes([0x80; 8]);
    // Subtracting borrows from the bytes above only where this one is below the number, and so is found itself.
    let below = |bytes: u64, number: u8| bytes.wrapping_sub(ONES * u64::from(number)) & !bytes;
    let equal = |byte: u8| below(eight ^ (ONES * u64::from(byte)), 1);
    (below(eight, b' ') | equal(b'"') | equal(b'\\')) & HIGHEST
}

/// What stands in a JSON string for a byte that does not stand for itself.
pub(crate) enum Escape {
    /// A backslash and a letter, such as `\n`.
    Letter(u8),
    /// `\u00` and two hexadecimal digits.
    Hexadecimal,
}

impl Escape {
    /// `None` for a byte that stands for itself.
    pub(crate) fn of(byte: u8) -> Option<Self> {
        let letter = match byte {
            b'"' | b'\\' => byte,
            0x08 => b'b',
            b'\t' => b't',
            b'\n' => b'n',
            0x0c => b'f',
            b'\r' => b'r',
            0..b' ' => return Some(Escape::Hexadecimal),
            _ => return None,
        };
        Some(Escape::Letter(letter))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_plain_up_to_the_first_byte_that_is_escaped() {
        for special in ["\"", "\\", "\u{0}", "\u{1f}", "\n"] {
            for length in 0..20 {
                for after in ["", "é", "\"\"\\\\", "\u{80}\u{7f} !"] {
                    let plain: String = "é~ []#".chars().cycle().take(length).collect();
                    let text = format!("{plain}{special}{after}");
                    assert_eq!(plain_length(text.as_bytes()), plain.len(), "{text:?}");
                }
            }
        }
        let text = "\u{7f} !#[]é😀\u{80}";
        assert_eq!(plain_length(text.as_bytes()), text.len());
    }

    #[test]
    fn what_is_not_plain_has_an_escape() {
        for byte in 0..=u8::MAX {
            assert_eq!(Escape::of(byte).is_none(), is_plain(byte), "{byte}");
        }
    }
}
