//! Writes inputs on a tape, as `js/src/tape.ts` does. The fuzz target `edge` has this file, too.

use serde_json::{Map, Value};

const PLAIN: u32 = 0;
const STRING: u32 = 1;
const KEY: u32 = 2;
const NUMBER: u32 = 3;
const INTEGER: u32 = 5;
const ARRAY: u32 = 6;
const OBJECT: u32 = 7;

/// The words, and the text.
#[derive(Default)]
pub(crate) struct Tape(pub(crate) Vec<u32>, pub(crate) String);

impl Tape {
    pub(crate) fn of_inputs(inputs: &Map<String, Value>) -> Self {
        let mut tape = Tape::default();
        for (name, input) in inputs {
            let mut part = Tape::default();
            part.value(input);
            for number in [units(name), length(part.0.len()), units(&part.1)] {
                tape.0.push(number);
            }
            tape.0.extend(part.0);
            tape.1.push_str(name);
            tape.1.push_str(&part.1);
        }
        tape
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.word(PLAIN, 0),
            Value::Bool(value) => self.word(PLAIN, 1 + u32::from(*value)),
            Value::Number(number) => match number.as_u64().filter(|number| *number < 1 << 29) {
                Some(integer) => self.word(INTEGER, integer.try_into().unwrap_or_default()),
                None => self.string(NUMBER, &number.to_string()),
            },
            Value::String(string) => self.string(STRING, string),
            Value::Array(items) => {
                self.word(ARRAY, 0);
                for item in items {
                    self.value(item);
                }
                self.word(PLAIN, 3);
            }
            Value::Object(members) => {
                self.word(OBJECT, 0);
                for (key, value) in members {
                    self.string(KEY, key);
                    self.value(value);
                }
                self.word(PLAIN, 3);
            }
        }
    }

    fn word(&mut self, tag: u32, rest: u32) {
        self.0.push((rest << 3) | tag);
    }

    fn string(&mut self, tag: u32, string: &str) {
        self.word(tag, units(string));
        self.1.push_str(string);
    }
}

fn units(text: &str) -> u32 {
    length(text.encode_utf16().count())
}

fn length(length: usize) -> u32 {
    length.try_into().unwrap_or(u32::MAX)
}
