//! The params of a problem: what each may be, in Rust, in JSON and in the schema.

use std::borrow::Cow;

use serde_json::Value;

use crate::sorted::SortedMap;

/// The figures and names in a description, by their keys.
pub(crate) type Params = SortedMap<Cow<'static, str>, Value>;

/// What can be declared as a param of a problem.
pub(crate) trait Param {
    /// Adds it under its key. What is absent adds nothing; a cause adds its own params as well.
    fn add(self, key: &'static str, params: &mut Params);

    /// Adds it to the schema of the params.
    #[cfg(feature = "schema")]
    fn describe(key: &'static str, description: &str, schema: &mut ParamsSchema);
}

/// A value of JSON that a param can be.
pub(crate) trait ParamValue {
    fn into_value(self) -> Value;

    #[cfg(feature = "schema")]
    fn schema() -> Value;
}

impl<V: ParamValue> Param for V {
    fn add(self, key: &'static str, params: &mut Params) {
        params.insert(key.into(), self.into_value());
    }

    #[cfg(feature = "schema")]
    fn describe(key: &'static str, description: &str, schema: &mut ParamsSchema) {
        schema.add(key, description, V::schema(), true);
    }
}

impl<V: ParamValue> Param for Option<V> {
    fn add(self, key: &'static str, params: &mut Params) {
        if let Some(value) = self {
            params.insert(key.into(), value.into_value());
        }
    }

    #[cfg(feature = "schema")]
    fn describe(key: &'static str, description: &str, schema: &mut ParamsSchema) {
        schema.add(key, description, V::schema(), false);
    }
}

macro_rules! param_values {
    ($($kind:literal: $($type:ty),+;)+) => {
        $($(
            impl ParamValue for $type {
                fn into_value(self) -> Value {
                    self.into()
                }

                #[cfg(feature = "schema")]
                fn schema() -> Value {
                    serde_json::json!({ "type": $kind })
                }
            }
        )+)+
    };
}

param_values! {
    "integer": i64, u64, usize;
    "boolean": bool;
}

/// A string of the user's as a param: with its first characters and how many it has, where it is longer than any name.
pub(crate) fn brief(text: Cow<'_, str>) -> String {
    const LONGEST: usize = 200;
    let end = match text.char_indices().nth(LONGEST) {
        Some((end, _)) if text.len() > LONGEST => end,
        _ => return text.into_owned(),
    };
    let start = text.get(..end).unwrap_or_default();
    format!("{start}… ({} characters)", text.chars().count())
}

impl ParamValue for &str {
    fn into_value(self) -> Value {
        brief(Cow::Borrowed(self)).into()
    }

    #[cfg(feature = "schema")]
    fn schema() -> Value {
        serde_json::json!({ "type": "string" })
    }
}

impl ParamValue for String {
    fn into_value(self) -> Value {
        brief(Cow::Owned(self)).into()
    }

    #[cfg(feature = "schema")]
    fn schema() -> Value {
        <&str>::schema()
    }
}

impl ParamValue for char {
    fn into_value(self) -> Value {
        self.to_string().into()
    }

    #[cfg(feature = "schema")]
    fn schema() -> Value {
        <&str>::schema()
    }
}

/// Any value at all.
impl ParamValue for Value {
    fn into_value(mut self) -> Value {
        let mut waiting = vec![&mut self];
        while let Some(value) = waiting.pop() {
            match value {
                Value::String(string) => *string = brief(Cow::Owned(std::mem::take(string))),
                Value::Array(items) => waiting.extend(items),
                Value::Object(members) => waiting.extend(members.values_mut()),
                Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
        self
    }

    #[cfg(feature = "schema")]
    fn schema() -> Value {
        serde_json::json!({})
    }
}

impl<V: ParamValue> ParamValue for Vec<V> {
    fn into_value(self) -> Value {
        Value::Array(self.into_iter().map(ParamValue::into_value).collect())
    }

    #[cfg(feature = "schema")]
    fn schema() -> Value {
        serde_json::json!({ "type": "array", "items": V::schema() })
    }
}

/// A schema with a description.
#[cfg(feature = "schema")]
pub(crate) fn described(mut schema: Value, description: &str) -> Value {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), description.into());
    }
    schema
}

/// The schema of the params of one problem: an object for each of its causes, or one for all where it has none.
#[cfg(feature = "schema")]
#[derive(Debug, Clone)]
pub(crate) struct ParamsSchema {
    causes: Vec<CauseSchema>,
}

/// The params that a problem has for one of its causes.
#[cfg(feature = "schema")]
#[derive(Debug, Clone, Default)]
struct CauseSchema {
    properties: serde_json::Map<String, Value>,
    required: Vec<&'static str>,
}

#[cfg(feature = "schema")]
impl ParamsSchema {
    /// No params yet.
    pub(crate) fn new() -> Self {
        ParamsSchema {
            causes: vec![CauseSchema::default()],
        }
    }

    /// Adds a param that the problem has whatever its cause is.
    pub(crate) fn add(
        &mut self,
        key: &'static str,
        description: &str,
        schema: Value,
        is_required: bool,
    ) {
        let schema = match description.trim() {
            "" => schema,
            description => described(schema, description),
        };
        for cause in &mut self.causes {
            cause.properties.insert(key.to_owned(), schema.clone());
            cause.required.retain(|required| *required != key);
            if is_required {
                cause.required.push(key);
            }
        }
    }

    /// Adds the causes, each with its own params beside those that there are so far.
    pub(crate) fn branch(&mut self, causes: &[ParamsSchema]) {
        let mut all = Vec::new();
        for common in &self.causes {
            for cause in causes.iter().flat_map(|cause| &cause.causes) {
                let mut both = common.clone();
                both.properties.extend(cause.properties.clone());
                both.required
                    .retain(|key| !cause.properties.contains_key(*key));
                both.required.extend(&cause.required);
                all.push(both);
            }
        }
        self.causes = all;
    }

    /// As JSON Schema.
    pub(crate) fn into_schema(self) -> Value {
        let mut causes: Vec<Value> = self
            .causes
            .into_iter()
            .map(|CauseSchema { properties, required }| {
                serde_json::json!({ "type": "object", "properties": properties, "required": required })
            })
            .collect();
        if causes.len() == 1 {
            return causes.remove(0);
        }
        serde_json::json!({ "anyOf": causes })
    }
}
