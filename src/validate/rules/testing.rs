//! What the tests of several rules have in common.

use serde_json::{Value, json};

use crate::edge::call;

/// The report of a map for a recipe with the inputs SCENE and MASK, and a dataset with these parameters.
pub(super) fn report(map: &Value, parameters: &[&str], definition: &Value) -> Value {
    let files = |names: &[&str]| {
        let files = names
            .iter()
            .map(|name| json!({"name": name, "required": false}));
        json!({"files": files.collect::<Vec<_>>()})
    };
    let context = json!({
        "recipe_type": {"id": 1, "definition": {"input": files(&["SCENE", "MASK"])}},
        "dataset": {"id": 5, "definition": {"parameters": files(parameters)}},
    });
    let request =
        json!({"recipe_type_id": 1, "definition": definition, "configuration": {"inputMap": map}});
    let input = json!({"request": request, "context": context});
    serde_json::from_str(&call("validateBatch", &input.to_string(), "")).unwrap()
}

/// The problems of a map of that name: place, cause or reason, and fix.
pub(super) fn found(report: &Value, list: &str, name: &str) -> Vec<(String, String, Value)> {
    let problems = report[list].as_array().unwrap().iter();
    let problems = problems.filter(|problem| problem["name"] == name);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let told = problems.map(|problem| {
        let params = &problem["params"];
        let cause = params.get("cause").or(params.get("because")).unwrap();
        (text(&problem["path"]), text(cause), problem["fix"].clone())
    });
    told.collect()
}

/// The report on a batch that re-processes batch 104, of which the context has these details.
pub(super) fn re_processed(previous: &Value) -> Value {
    let definition = json!({"previous_batch": {"root_batch_id": 104}});
    let request = json!({"recipe_type_id": 208, "definition": definition});
    let input = json!({"request": request, "context": {"batches": [previous]}}).to_string();
    serde_json::from_str(&call("validateBatch", &input, "")).unwrap()
}
