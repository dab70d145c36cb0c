//! `IGNORED_FIELD`: what has no effect beside a previous batch, or without a dataset.
//!
//! Fields that other fields of the same object make useless are found when that object is read.

use super::super::case::{Case, DATASET, Findings, INPUT_MAP};
use crate::documents::rules::ignored_field;
use crate::estimate::input_map;
use crate::problem::causes::Ignored;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    let definition = case.definition();
    let previous = definition.and_then(|definition| definition.previous_batch.as_ref());
    if let Some((definition, previous)) = definition.zip(previous) {
        if definition.dataset.is_some() {
            let path = DATASET.to_owned();
            findings.push(ignored_field(Ignored::DatasetReplaced, path));
        }
        if definition.forced_nodes.is_some() && previous.forced_nodes.is_some() {
            let path = "/definition/forced_nodes".to_owned();
            findings.push(ignored_field(Ignored::ForcedNodesReplaced, path));
        }
    }
    let map = input_map(case.request.configuration);
    let is_sound = case.is_sound(INPUT_MAP) && case.is_sound(DATASET);
    if !map.is_empty() && is_sound && !case.names_dataset() {
        findings.push(ignored_field(Ignored::NoDataset, INPUT_MAP.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    /// The paths and reasons of the fields that are ignored; each fix removes the field.
    fn ignored(request: &Value) -> Vec<(String, Value)> {
        let report = call(
            "validateBatch",
            &json!({"request": request}).to_string(),
            "",
        );
        let report: Value = serde_json::from_str(&report).unwrap();
        let warnings = report["warnings"].as_array().unwrap().iter();
        let ignored = warnings.filter(|warning| warning["name"] == "IGNORED_FIELD");
        ignored
            .map(|warning| {
                let path = warning["path"].as_str().unwrap();
                assert_eq!(warning["fix"], json!([{"op": "remove", "path": path}]));
                (path.to_owned(), warning["params"]["because"].clone())
            })
            .collect()
    }

    #[test]
    fn a_previous_batch_replaces_the_dataset_and_the_forced_nodes() {
        let all = json!({"all": true});
        let mut definition = json!({
            "dataset": 1, "forced_nodes": all, "previous_batch": {"root_batch_id": 104, "forced_nodes": all},
        });
        let found =
            |definition: &Value| ignored(&json!({"recipe_type_id": 208, "definition": definition}));
        let dataset = ("/definition/dataset".to_owned(), json!("previous_batch"));
        let forced = (
            "/definition/forced_nodes".to_owned(),
            json!("previous_batch"),
        );
        assert_eq!(found(&definition), [dataset.clone(), forced]);
        definition["previous_batch"] = json!({"root_batch_id": 104});
        assert_eq!(found(&definition), [dataset]);
    }

    #[test]
    fn an_input_map_needs_a_dataset() {
        let mut request = json!({
            "recipe_type_id": 208,
            "definition": {"previous_batch": {"root_batch_id": 104}},
            "configuration": {"inputMap": [{"input": "SCENE", "datasetParameter": "SCENE"}]},
        });
        let map = ("/configuration/inputMap".to_owned(), json!("dataset"));
        assert_eq!(ignored(&request), [map]);
        request["definition"] = json!({"dataset": 1});
        assert_eq!(ignored(&request), []);
    }
}
