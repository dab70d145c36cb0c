//! What the values of number and integer filters stand for. True is 1 and false is 0, as on the server.

use serde_json::{Number, Value};

/// The integer that a value of an integer filter stands for; what follows the point is cut off, as on the server.
pub(crate) fn integer(value: &Value) -> Option<i128> {
    match value {
        Value::Number(number) => whole(number).or_else(|| {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "Cutting it off is the point."
            )]
            number.as_f64().map(|number| number.trunc() as i128)
        }),
        Value::String(text) => text.trim().parse().ok(),
        Value::Bool(value) => Some(i128::from(*value)),
        _ => None,
    }
}

/// The number that a value of a number filter stands for.
pub(crate) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text
            .trim()
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite()),
        Value::Bool(value) => Some(f64::from(*value)),
        _ => None,
    }
}

/// The value of an integer that is written without a point.
pub(crate) fn whole(number: &Number) -> Option<i128> {
    let negative = number.as_i64().map(i128::from);
    negative.or_else(|| number.as_u64().map(i128::from))
}
