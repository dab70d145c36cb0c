//! Lines and columns in a text.

use crate::problem::Position;

/// It may appear once, at the very start of a text: it is not part of the JSON, and no editor shows it.
pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

/// How many bytes the byte order mark takes, where there is one.
pub(crate) fn byte_order_mark(bytes: &[u8]) -> usize {
    let mut mark = [0; BYTE_ORDER_MARK.len_utf8()];
    if bytes.starts_with(BYTE_ORDER_MARK.encode_utf8(&mut mark).as_bytes()) {
        mark.len()
    } else {
        0
    }
}

/// Counts lines and columns on the way through a text; fast as long as the offsets grow.
pub(crate) struct Lines<'t> {
    text: &'t str,
    offset: usize,
    position: Position,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Lines {
            text,
            offset: byte_order_mark(text.as_bytes()),
            position: Position { line: 1, column: 1 },
        }
    }

    pub(crate) fn position(&mut self, offset: usize) -> Position {
        if offset < self.offset {
            *self = Lines::new(self.text);
        }
        let offset = offset.max(self.offset);
        let between = self
            .text
            .as_bytes()
            .get(self.offset..offset)
            .unwrap_or_default();
        for &byte in between {
            if byte == b'\n' {
                self.position.line += 1;
                self.position.column = 1;
            } else if byte & 0b1100_0000 != 0b1000_0000 {
                // Not a continuation byte: a new character.
                self.position.column += 1;
            }
        }
        self.offset = offset;
        self.position
    }
}
