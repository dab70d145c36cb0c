//! Writes a [`Tape`], value by value in document order.

use super::tape::{TAG_BITS, Tag, Tape, plain};

/// A tape that is being written.
#[derive(Debug, Default)]
pub(crate) struct TapeWriter {
    words: Vec<u32>,
    text: String,
}

impl TapeWriter {
    /// Integers below this stand in their word.
    const LEAST_LARGE_INTEGER: u32 = 1 << (u32::BITS - TAG_BITS);

    pub(crate) fn null(&mut self) {
        self.push(Tag::Plain, plain::NULL);
    }

    pub(crate) fn boolean(&mut self, value: bool) {
        self.push(Tag::Plain, if value { plain::TRUE } else { plain::FALSE });
    }

    /// A finite number, which `write` writes as JSON has it where it does not fit into a word.
    pub(crate) fn number(&mut self, number: f64, write: impl FnOnce() -> String) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "compared below"
        )]
        let integer = number as u32;
        #[expect(clippy::float_cmp, reason = "it is this integer or it is not")]
        if f64::from(integer) == number && integer < Self::LEAST_LARGE_INTEGER {
            self.push(Tag::Integer, integer);
        } else {
            self.number_text(&write());
        }
    }

    /// A number as JSON has it.
    pub(crate) fn number_text(&mut self, number: &str) {
        self.push_text(Tag::Number, number);
    }

    pub(crate) fn string(&mut self, string: &str) {
        self.push_text(Tag::String, string);
    }

    /// The key of the value that comes next.
    pub(crate) fn key(&mut self, key: &str) {
        self.push_text(Tag::Key, key);
    }

    /// What JSON cannot say, by a name for people.
    pub(crate) fn foreign(&mut self, name: &str) {
        self.push_text(Tag::Foreign, name);
    }

    pub(crate) fn begin_array(&mut self) {
        self.push(Tag::Array, 0);
    }

    pub(crate) fn begin_object(&mut self) {
        self.push(Tag::Object, 0);
    }

    /// Ends the innermost array or object.
    pub(crate) fn end(&mut self) {
        self.push(Tag::Plain, plain::END);
    }

    pub(crate) fn tape(&self) -> Tape<'_> {
        Tape::new(&self.words, &self.text)
    }

    fn push(&mut self, tag: Tag, payload: u32) {
        self.words.push((payload << TAG_BITS) | tag as u32);
    }

    fn push_text(&mut self, tag: Tag, text: &str) {
        let units = if text.is_ascii() {
            text.len()
        } else {
            text.encode_utf16().count()
        };
        self.text.push_str(text);
        self.push(tag, u32::try_from(units).unwrap_or(u32::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::super::Tree;
    use super::TapeWriter;
    use crate::read::Limits;

    /// What a tree holds, as its pointers and kinds.
    fn values(tree: &Tree<'_>) -> Vec<String> {
        (0..u32::try_from(tree.len()).unwrap())
            .map(|index| format!("{}: {:?}", tree.pointer(index), tree.kind(index).unwrap()))
            .collect()
    }

    fn number(writer: &mut TapeWriter, number: f64) {
        writer.number(number, || number.to_string());
    }

    #[test]
    fn a_tape_is_read_as_the_same_json() {
        let mut writer = TapeWriter::default();
        writer.begin_object();
        writer.key("水面🛰");
        writer.begin_array();
        writer.null();
        writer.boolean(true);
        writer.boolean(false);
        writer.string("é\u{1F6F0}");
        writer.string("");
        for value in [0.0, 1.0, 536_870_911.0, 536_870_912.0, -1.0, 0.5] {
            number(&mut writer, value);
        }
        writer.end();
        writer.key("");
        writer.begin_object();
        writer.end();
        writer.end();
        let text = r#"{"水面🛰": [null, true, false, "é🛰", "", 0, 1, 536870911, 536870912, -1, 0.5], "": {}}"#;
        let limits = Limits::default();
        let of_text = Tree::from_text(text, &limits).ok().unwrap();
        let of_tape = Tree::from_tape(writer.tape(), &limits).ok().unwrap();
        assert_eq!(values(&of_tape), values(&of_text));
    }

    #[test]
    fn what_json_cannot_say_keeps_its_name() {
        let mut writer = TapeWriter::default();
        writer.foreign("a Map");
        let limits = Limits::default();
        let tree = Tree::from_tape(writer.tape(), &limits).ok().unwrap();
        assert_eq!(values(&tree), [r#": Foreign("a Map")"#]);
    }

    #[test]
    fn a_payload_has_the_bits_that_the_tag_leaves() {
        // The largest that fits, and the first that does not.
        for (value, words) in [(536_870_911.0, 0xffff_fffd_u32), (536_870_912.0, 9 * 8 + 3)] {
            let mut writer = TapeWriter::default();
            number(&mut writer, value);
            assert_eq!(writer.words, [words]);
        }
    }
}
