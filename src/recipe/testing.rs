//! What the tests of the rules have in common.

use serde_json::{Value, json};

use crate::documents::Reader;
use crate::recipe::{RecipeContext, RecipeReport};

fn report(definition: &Value) -> RecipeReport {
    Reader::new().check_recipe_value(definition, &RecipeContext::new())
}

/// The errors of a definition, as JSON.
pub(super) fn errors(definition: &Value) -> Value {
    serde_json::to_value(report(definition).errors).unwrap()
}

/// The warnings of a definition that has no errors, as JSON.
pub(super) fn warnings(definition: &Value) -> Value {
    let report = report(definition);
    assert_eq!(report.errors, []);
    serde_json::to_value(report.warnings).unwrap()
}

/// A job node.
pub(super) fn job(dependencies: &[&str], input: &Value) -> Value {
    let node_type = json!({"node_type": "job", "job_type_name": "j", "job_type_version": "1.0", "job_type_revision": 1});
    node(dependencies, input, &node_type)
}

/// A recipe node.
pub(super) fn recipe(dependencies: &[&str]) -> Value {
    let node_type =
        json!({"node_type": "recipe", "recipe_type_name": "r", "recipe_type_revision": 1});
    node(dependencies, &json!({}), &node_type)
}

/// A condition node whose inputs are not connected and not required, with every field spelled out, as the server wants it.
pub(super) fn condition(interface: &Value, filters: &Value) -> Value {
    let mut interface = interface.clone();
    for kind in ["files", "json"] {
        let parameters = interface[kind].take();
        let mut parameters = parameters.as_array().cloned().unwrap_or_default();
        for parameter in &mut parameters {
            parameter["required"] = false.into();
            if kind == "files" {
                parameter["media_types"] = json!([]);
                parameter["multiple"] = false.into();
            }
        }
        interface[kind] = parameters.into();
    }
    let node_type = json!({"node_type": "condition", "interface": interface, "data_filter": {"filters": filters}});
    node(&[], &json!({}), &node_type)
}

fn node(dependencies: &[&str], input: &Value, node_type: &Value) -> Value {
    let dependencies: Vec<Value> = dependencies
        .iter()
        .map(|name| json!({"name": name}))
        .collect();
    json!({"dependencies": dependencies, "input": input, "node_type": node_type})
}
