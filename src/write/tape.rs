//! The tape: one list of words, in which whatever is in a value comes before the value, so that a loop with a stack makes
//! objects of it. js/src/result.ts is that loop.
//!
//! The low three bits of a word are its [`Tag`], the others a number:
//!
//! | tag | number | what the loop does |
//! |---|---|---|
//! | `Constant` | 0, 1 or 2 | pushes `null`, `false` or `true` |
//! | `Integer` | 29 bits with a sign | pushes it |
//! | `Double` | | pushes the double in the next two words |
//! | `String` | the length in UTF-16 units | pushes the next units of the text |
//! | `Array` | the number of items | pops them, pushes the array |
//! | `Map` | the number of entries | pops a key and a value for each, pushes the object |
//! | `Shape` | the number of keys | pops them; that is the next shape |
//! | `Object` | a shape | pops a value for each key, pushes the object |
//!
//! Shapes are known from then on, also in later results: their number begins at the first that is new.

use super::shapes::{Shape, Shapes};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Constant,
    Integer,
    Double,
    String,
    Array,
    Map,
    Shape,
    Object,
}

const TAG_BITS: u32 = 3;

#[derive(Debug, Default)]
pub(super) struct Tape {
    pub(super) words: Vec<u32>,
    shapes: Shapes,
    /// How many shapes JavaScript knew before this result.
    #[cfg(any(feature = "wasm", test))]
    pub(super) known_shapes: u32,
    /// The object that was written last, and how long the tape was then.
    last: Option<(usize, Object)>,
}

/// An object by how it is written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Object {
    Shape(Shape),
    /// A number of entries.
    Map(u32),
}

impl Tape {
    /// Makes room for the next result.
    #[cfg(any(feature = "wasm", test))]
    pub(super) fn clear(&mut self) {
        /// Shapes are forgotten if there are more: objects with many optional fields can have a great many.
        const MOST_SHAPES: usize = 10_000;
        /// Most results are smaller; what a large one has allocated is freed.
        const KEPT: usize = 1 << 16;
        self.words.clear();
        self.words.shrink_to(KEPT);
        self.last = None;
        if self.shapes.count() > MOST_SHAPES {
            self.shapes = Shapes::default();
        }
        self.known_shapes = self.shapes.numbered();
    }

    pub(super) fn push(&mut self, tag: Tag, number: u32) {
        self.words.push((number << TAG_BITS) | tag as u32);
    }

    pub(super) fn push_integer(&mut self, number: i64) {
        match i32::try_from(number) {
            #[expect(
                clippy::cast_sign_loss,
                reason = "JavaScript takes the sign from the highest bit"
            )]
            Ok(small) if (small << TAG_BITS) >> TAG_BITS == small => {
                self.push(Tag::Integer, small as u32);
            }
            #[expect(clippy::cast_precision_loss, reason = "as JSON.parse reads it")]
            _ => self.push_double(number as f64),
        }
    }

    pub(super) fn push_double(&mut self, number: f64) {
        let bits = number.to_bits();
        self.push(Tag::Double, 0);
        #[expect(clippy::cast_possible_truncation, reason = "one half, then the other")]
        self.words.extend([bits as u32, (bits >> 32) as u32]);
    }

    pub(super) fn push_string(&mut self, string: &str, text: &mut Vec<u8>) {
        text.extend_from_slice(string.as_bytes());
        let units = if string.is_ascii() {
            string.len()
        } else {
            string.encode_utf16().count()
        };
        // JavaScript has no longer strings, and fails before it would come to this one.
        self.push(Tag::String, u32::try_from(units).unwrap_or(u32::MAX));
    }

    /// The shape with one more key.
    pub(super) fn shape_with(&mut self, shape: Shape, key: &'static str) -> Shape {
        self.shapes.with(shape, key)
    }

    /// An object, of which the values are written.
    pub(super) fn push_object(&mut self, shape: Shape, text: &mut Vec<u8>) {
        let number = if let Some(number) = self.shapes.number(shape) {
            number
        } else {
            let keys = self.shapes.keys(shape);
            for key in &keys {
                self.push_string(key, text);
            }
            self.push(Tag::Shape, u32::try_from(keys.len()).unwrap_or(u32::MAX));
            self.shapes.assign_number(shape)
        };
        self.push(Tag::Object, number);
        self.last = Some((self.words.len(), Object::Shape(shape)));
    }

    /// An object with keys that are strings on the tape, too.
    pub(super) fn push_map(&mut self, entries: u32) {
        self.push(Tag::Map, entries);
        self.last = Some((self.words.len(), Object::Map(entries)));
    }

    /// Takes the end of the object away that was written last, if nothing was written after it.
    pub(super) fn reopen(&mut self) -> Option<Object> {
        let (end, object) = self.last.take()?;
        if end != self.words.len() {
            return None;
        }
        self.words.pop();
        Some(object)
    }
}
