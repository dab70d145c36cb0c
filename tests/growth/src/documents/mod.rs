//! Documents of every shape that grow with a number.

pub mod batches;
pub mod interfaces;
pub mod recipes;

use serde_json::{Map, Value};

/// What grows, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Many things beside each other.
    Wide,
    /// Many things below each other.
    Deep,
    /// A few things with long names.
    LongKeys,
    /// Many things of a few types that are as large.
    SharedTypes,
    /// Many things, each of its own type.
    AllDifferent,
    /// A rule is broken by each of many things.
    ManyProblems,
    /// Each of many things has a field of the wrong type, and one that there is not.
    Malformed,
    /// Many things of the same name.
    Duplicates,
}

impl Shape {
    pub const ALL: [Shape; 8] = [
        Shape::Wide,
        Shape::Deep,
        Shape::LongKeys,
        Shape::SharedTypes,
        Shape::AllDifferent,
        Shape::ManyProblems,
        Shape::Malformed,
        Shape::Duplicates,
    ];

    /// How many things there are, so that the document has about the same size in every shape.
    pub fn count(self, size: usize) -> usize {
        match self {
            Shape::LongKeys => 8,
            _ => size,
        }
    }

    /// The name of a thing.
    pub fn name(self, of: &str, number: usize, size: usize) -> String {
        match self {
            Shape::LongKeys => format!("{of}_{}_{}", letters(number), "long".repeat(size * 4)),
            // No map of serde_json holds a name twice: what stands between the tildes is cut off in the end.
            Shape::Duplicates => format!("{of}_{}~{number}~", letters(number / 2)),
            _ => format!("{of}_{}", letters(number)),
        }
    }
}

/// A number as letters: names of parameters may have no digits.
pub fn letters(number: usize) -> String {
    let digits = format!("{number:05}");
    digits
        .chars()
        .map(|digit| (digit as u8 - b'0' + b'a') as char)
        .collect()
}

/// A document as a JSON string, in which names may appear twice.
pub fn written(document: &Value) -> String {
    plain(&document.to_string())
}

/// A name as it stands in the end.
pub fn plain(text: &str) -> String {
    let parts = text.split('~').enumerate();
    let kept = parts.filter(|(number, _)| number % 2 == 0);
    kept.map(|(_, part)| part).collect()
}

/// An object with these members.
fn object(members: impl Iterator<Item = (String, Value)>) -> Value {
    Value::Object(members.collect::<Map<String, Value>>())
}
