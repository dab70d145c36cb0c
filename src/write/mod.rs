//! Results written as JSON text, or as a tape, from which JavaScript makes objects faster than from text.
//!
//! Every `Serialize` of the crate is compiled for this one [`Writer`]: a second serializer would be a second copy of all
//! of them in the WebAssembly module.

mod json;
mod serializer;
mod shapes;
mod tape;
#[cfg(test)]
mod tests;

use serde::Serialize;

use tape::{Object, Tape};

/// What can be written. A trait for objects, so that a function that takes any is one function and not one for each type.
pub(crate) trait Write {
    fn write(&self, writer: &mut Writer);
}

impl<V: Serialize + ?Sized> Write for V {
    fn write(&self, writer: &mut Writer) {
        let Ok(()) = self.serialize(writer);
    }
}

/// A value as JSON text, byte for byte as `serde_json` writes it.
pub(crate) fn json(value: &dyn Write) -> String {
    let mut writer = Writer::default();
    value.write(&mut writer);
    writer.into_json()
}

/// Writes one value, by default as JSON text.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    /// JSON; or beside a tape all strings, one after the other.
    text: Vec<u8>,
    tape: Option<Tape>,
    /// A string that is being made.
    made: String,
}

impl Writer {
    /// For a result as JSON text.
    pub(crate) fn json() -> Self {
        Writer {
            text: Vec::with_capacity(1_024),
            ..Writer::default()
        }
    }

    /// The same writer, for a result on a tape: it keeps what it has allocated, and the shapes of objects.
    #[cfg(any(feature = "wasm", test))]
    pub(crate) fn for_tape(mut self) -> Self {
        /// Most results are smaller; what a large one has allocated is freed.
        const KEPT: usize = 1 << 18;
        self.text.clear();
        self.text.shrink_to(KEPT);
        self.tape.get_or_insert_default().clear();
        self
    }

    /// The words of the tape, the strings beside it, and how many shapes were known before.
    #[cfg(any(feature = "wasm", test))]
    pub(crate) fn tape(&self) -> Option<(&[u32], &[u8], u32)> {
        let tape = self.tape.as_ref()?;
        Some((&tape.words, &self.text, tape.known_shapes))
    }

    pub(crate) fn into_json(self) -> String {
        String::from_utf8(self.text).unwrap_or_default()
    }

    /// Adds a field to the object that was written, if it is one.
    pub(crate) fn add_to_object(&mut self, key: &'static str, value: &dyn Write) {
        match &mut self.tape {
            Some(tape) => match tape.reopen() {
                Some(Object::Shape(shape)) => {
                    value.write(self);
                    if let Some(tape) = &mut self.tape {
                        let shape = tape.shape_with(shape, key);
                        tape.push_object(shape, &mut self.text);
                    }
                }
                Some(Object::Map(entries)) => {
                    tape.push_string(key, &mut self.text);
                    value.write(self);
                    if let Some(tape) = &mut self.tape {
                        tape.push_map(entries + 1);
                    }
                }
                None => {}
            },
            None if self.text.ends_with(b"}") => {
                self.text.pop();
                if !self.text.ends_with(b"{") {
                    self.text.push(b',');
                }
                json::push_string(&mut self.text, key);
                self.text.push(b':');
                value.write(self);
                self.text.push(b'}');
            }
            None => {}
        }
    }
}
