//! What a value is.

use super::number::integer;
use crate::words::{quoted, shortened};

/// What a value is. `S` is a string in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind<'t, S = &'t str> {
    Null,
    Boolean(bool),
    /// An integral number within `i64`, `1.0` and `1e3` included.
    Integer(i64),
    /// Any other number, as it was written.
    Number(S),
    String(S),
    Array,
    Object,
    /// Something of JavaScript that JSON cannot say, by a name for people: `NaN`, `a Map`, `a function`.
    Foreign(&'t str),
}

/// A string of a list of values.
#[derive(Debug, Clone, Copy)]
pub(super) enum Text<'t> {
    /// As it stands in what was read.
    Written(&'t str),
    /// Its number among those that had to be made, as it was written with escapes.
    Made(u32),
}

/// An integer where it is one, else the number as it was written.
pub(super) fn number_kind(text: &str) -> Kind<'_, Text<'_>> {
    match integer(text) {
        Some(integer) => Kind::Integer(integer),
        None => Kind::Number(Text::Written(text)),
    }
}

/// What a value is, for people: `the string "5"`, `null`, `an object`.
pub(crate) fn describe(kind: Kind<'_>) -> String {
    match kind {
        Kind::Null => "null".to_owned(),
        Kind::Boolean(value) => value.to_string(),
        Kind::Integer(value) => format!("the number {value}"),
        Kind::Number(text) => format!("the number {}", shortened(text)),
        Kind::String(text) => format!("the string {}", quoted(text)),
        Kind::Array => "an array".to_owned(),
        Kind::Object => "an object".to_owned(),
        Kind::Foreign(name) => name.to_owned(),
    }
}

/// What a value is, for programs: JSON's own words, or the name of what JSON does not have.
pub(crate) fn kind_name(kind: Kind<'_>) -> &str {
    match kind {
        Kind::Null => "null",
        Kind::Boolean(_) => "boolean",
        Kind::Integer(_) => "integer",
        Kind::Number(_) => "number",
        Kind::String(_) => "string",
        Kind::Array => "array",
        Kind::Object => "object",
        Kind::Foreign(name) => name,
    }
}
