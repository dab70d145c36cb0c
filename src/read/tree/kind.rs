//! What a value is.

use std::borrow::Cow;

use crate::words::{quoted, shortened};

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind<'t> {
    Null,
    Boolean(bool),
    /// An integral number within `i64`, `1.0` and `1e3` included.
    Integer(i64),
    /// Any other number, as it was written.
    Number(Cow<'t, str>),
    String(Cow<'t, str>),
    Array,
    Object,
    /// Something of JavaScript that JSON cannot say, by a name for people: `NaN`, `a Map`, `a function`.
    Foreign(&'t str),
}

/// An integer where it is one, else the number as it was written.
pub(super) fn number_kind(text: Cow<'_, str>) -> Kind<'_> {
    /// 2^63: from here on, no `i64`.
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    if let Ok(integer) = text.parse::<i64>() {
        return Kind::Integer(integer);
    }
    // A number with a fraction or an exponent is what every JSON library makes of it: a double.
    match text.parse::<f64>() {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "integral, from -2^63 to below 2^63: the conversion is exact"
        )]
        Ok(double)
            if text.contains(['.', 'e', 'E'])
                && double.fract() == 0.0
                && (-BEYOND..BEYOND).contains(&double) =>
        {
            Kind::Integer(double as i64)
        }
        _ => Kind::Number(text),
    }
}

/// What a value is, for people: `the string "5"`, `null`, `an object`.
pub(crate) fn describe(kind: &Kind<'_>) -> String {
    match kind {
        Kind::Null => "null".to_owned(),
        Kind::Boolean(value) => value.to_string(),
        Kind::Integer(value) => format!("the number {value}"),
        Kind::Number(text) => format!("the number {}", shortened(text)),
        Kind::String(text) => format!("the string {}", quoted(text)),
        Kind::Array => "an array".to_owned(),
        Kind::Object => "an object".to_owned(),
        Kind::Foreign(name) => (*name).to_owned(),
    }
}

/// What a value is, for programs: JSON's own words, or the name of what JSON does not have.
pub(crate) fn kind_name<'a>(kind: &'a Kind<'_>) -> &'a str {
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
