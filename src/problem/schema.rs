//! The schema of a problem by its name: which params it has, for each of its causes.

use serde_json::{Value, json};

use super::params::{ParamsSchema, described};
use super::{ProblemName, structural};

/// The name in `$defs` of the params that all structural problems have.
const STRUCTURAL: &str = "StructuralParams";

/// The name in `$defs` of what distinguishes problems.
const BY_NAME: &str = "ProblemByName";

/// The schema of a problem, `loose` in its params, as one of each name.
///
/// Only the file `problem` has them all; what has problems in it keeps to the loose schema, which is much shorter.
pub(crate) fn by_name(mut loose: Value) -> Value {
    let Some(schema) = loose.as_object_mut() else {
        return loose;
    };
    schema.remove("$comment");
    // What differs by name is said by the choices, and what is the same stays.
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.retain(|key, _| !matches!(key.as_str(), "name" | "params"));
    }
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|key| *key != "name" && *key != "params");
    }
    let mut choices = Vec::new();
    let of_structural = described(
        with_document(structural::params_schema()),
        "The params of a structural problem, by its cause.",
    );
    let mut each = vec![(STRUCTURAL.to_owned(), of_structural)];
    for &name in ProblemName::ALL {
        let params = if name.is_structural() {
            json!({ "$ref": format!("#/$defs/{STRUCTURAL}") })
        } else {
            with_document(name.params())
        };
        let description = "The figures and names in the description, for translation.";
        let params = described(params, description);
        let key = format!("{name:?}Problem");
        choices.push(json!({ "$ref": format!("#/$defs/{key}") }));
        let schema = json!({
            "description": name.meaning(),
            "type": "object",
            "properties": {"name": {"const": name.as_str(), "type": "string"}, "params": params},
            "required": ["name", "params"],
        });
        each.push((key, schema));
    }
    each.push((
        BY_NAME.to_owned(),
        json!({ "description": "A problem, by its name.", "anyOf": choices }),
    ));
    let by_name = json!([{ "$ref": format!("#/$defs/{BY_NAME}") }]);
    schema.insert("allOf".to_owned(), by_name);
    if let Some(definitions) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
        definitions.extend(each);
    }
    loose
}

/// The schema of params to which every problem of another document than the main one adds its name.
fn with_document(mut params: ParamsSchema) -> Value {
    let description = "The same as `document` of the problem.";
    params.add("document", description, json!({ "type": "string" }), false);
    params.into_schema()
}
