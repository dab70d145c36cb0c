//! A tree of a [`Value`], and a value of a part of a tree.

use std::borrow::Cow;

use serde_json::Value;

use super::super::limits::Limits;
use super::build::Builder;
use super::entries::Tree;
use super::kind::{Kind, Text};
use super::number::integer;
use super::unreadable::Unreadable;

impl<'t> Tree<'t> {
    pub(crate) fn from_value(value: &'t Value, limits: &Limits) -> Result<Self, Unreadable> {
        enum Children<'t> {
            Items(std::slice::Iter<'t, Value>),
            Members(serde_json::map::Iter<'t>),
        }
        let mut builder = Builder::new(limits);
        let mut open: Vec<Children<'t>> = Vec::new();
        let mut current = Some((None, value));
        loop {
            if let Some((key, value)) = current.take() {
                let key = key.map(|key| (Text::Written(key), 0));
                let kind = kind_of(value, &mut builder);
                builder.push(kind, key, 0)?;
                match value {
                    Value::Array(items) => open.push(Children::Items(items.iter())),
                    Value::Object(members) => open.push(Children::Members(members.iter())),
                    _ => {}
                }
            }
            current = match open.last_mut() {
                None => break,
                Some(Children::Items(items)) => items.next().map(|item| (None, item)),
                Some(Children::Members(members)) => {
                    let member = members.next();
                    member.map(|(key, value)| (Some(key.as_str()), value))
                }
            };
            if current.is_none() {
                open.pop();
                builder.close();
            }
        }
        Ok(builder.finish(None))
    }

    /// An entry and everything in it, as a value of its own.
    pub(crate) fn value(&self, index: u32) -> Value {
        let end = self.entry(index).map_or(0, |entry| entry.next);
        // Each container that is still open, with the entry after it and the key that it goes under.
        let mut open: Vec<(Value, u32, Option<&str>)> = Vec::new();
        let mut next = index;
        loop {
            while open.len() > 1 && open.last().is_some_and(|(_, end, _)| *end <= next) {
                if let Some((value, _, key)) = open.pop() {
                    put(&mut open, key, value);
                }
            }
            let Some(kind) = self.kind(next).filter(|_| next < end) else {
                return open.pop().map_or(Value::Null, |(root, _, _)| root);
            };
            let value = plain_value(kind);
            let key = self.key(next);
            if open.is_empty() || matches!(value, Value::Array(_) | Value::Object(_)) {
                let end = self.entry(next).map_or(next, |entry| entry.next);
                open.push((value, end, key));
            } else {
                put(&mut open, key, value);
            }
            next += 1;
        }
    }
}

/// What a value is.
fn kind_of<'t>(value: &'t Value, builder: &mut Builder<'t>) -> Kind<'t, Text<'t>> {
    match value {
        Value::Null => Kind::Null,
        Value::Bool(value) => Kind::Boolean(*value),
        Value::Number(number) => {
            let text = || number.to_string();
            match number.as_i64().or_else(|| integer(&text())) {
                Some(integer) => Kind::Integer(integer),
                None => Kind::Number(builder.entries.keep(Cow::Owned(text()))),
            }
        }
        Value::String(text) => Kind::String(Text::Written(text)),
        Value::Array(_) => Kind::Array,
        Value::Object(_) => Kind::Object,
    }
}

/// A value without what is in it.
fn plain_value(kind: Kind<'_>) -> Value {
    match kind {
        Kind::Null | Kind::Foreign(_) => Value::Null,
        Kind::Boolean(value) => value.into(),
        Kind::Integer(value) => value.into(),
        Kind::Number(text) => match text.parse::<u64>() {
            Ok(integer) => integer.into(),
            Err(_) => text.parse().map_or(Value::Null, double),
        },
        Kind::String(text) => Value::String(text.to_owned()),
        Kind::Array => Value::Array(Vec::new()),
        Kind::Object => Value::Object(serde_json::Map::new()),
    }
}

/// A double; one without a fraction is an integer, for it is read as one again.
fn double(number: f64) -> Value {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::float_cmp,
        reason = "whether anything is cut off is what is compared"
    )]
    let (integer, is_exact) = (number as i64, number as i64 as f64 == number);
    if is_exact && integer < i64::MAX {
        integer.into()
    } else {
        number.into()
    }
}

/// Adds to the innermost container that is open. A key that comes again replaces what stood there.
fn put(open: &mut [(Value, u32, Option<&str>)], key: Option<&str>, value: Value) {
    match (open.last_mut().map(|(container, _, _)| container), key) {
        (Some(Value::Array(items)), _) => items.push(value),
        (Some(Value::Object(members)), Some(key)) => {
            members.insert(key.to_owned(), value);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_values_back() {
        for text in [
            "null",
            "[]",
            r#"{"a": [1, [], {"b": null, "c": -1.5e300}, "x"], "d": {"e": {"f": [[true]]}}, "g": 18446744073709551615}"#,
        ] {
            let tree =
                Tree::from_text(text, &Limits::default()).unwrap_or_else(|_| panic!("{text}"));
            assert_eq!(tree.value(0), serde_json::from_str::<Value>(text).unwrap());
        }
        let text = r#"[{"a": 1, "b": [2], "a": [3]}, 4]"#;
        let tree = Tree::from_text(text, &Limits::default()).unwrap_or_else(|_| panic!("{text}"));
        assert_eq!(tree.value(1), serde_json::json!({"a": [3], "b": [2]}));
        assert_eq!(tree.value(7), 4);
    }

    #[test]
    fn a_number_that_is_given_back_is_read_as_the_same_again() {
        let given_back = |text: &str| {
            let tree =
                Tree::from_text(text, &Limits::default()).unwrap_or_else(|_| panic!("{text}"));
            tree.value(0)
        };
        for (text, expected) in [
            ("9007199254740990.7", "9007199254740991"),
            ("-4503599627370497.9", "-4503599627370498"),
            ("0.99999999999999999999", "1"),
            ("-1e-400", "0"),
            ("2.50", "2.5"),
            ("9223372036854775807.5", "9.223372036854776e+18"),
            ("18446744073709551615.0", "1.8446744073709552e+19"),
            ("1e400", "null"),
        ] {
            let value = given_back(text);
            assert_eq!(value.to_string(), expected, "{text}");
            assert_eq!(given_back(expected), value, "{text}");
        }
    }
}
