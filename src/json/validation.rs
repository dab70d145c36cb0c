//! Checking batch requests.

use serde::Serialize;
use serde_json::{Value, json};

use super::inputs::Inputs;
use super::{Answer, answer};
use crate::ValidateBatchRequest;
use crate::problem::Problem;
use crate::read::Reading;

/// The report on a request, a superset of the API's validation response.
#[derive(Serialize)]
struct Report {
    is_valid: bool,
    errors: Vec<Problem>,
    warnings: Vec<Problem>,
    recipes_estimated: Option<u64>,
    recipe_type: Option<Value>,
    unchecked: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// Structural for now: every rule that needs a document of the context is listed in `unchecked`.
pub(super) fn validate_batch(inputs: &Inputs<'_>) -> Answer {
    let Reading {
        errors, warnings, ..
    } = inputs.required("request")?.read::<ValidateBatchRequest>();
    let text = inputs
        .print
        .as_ref()
        .map(|print| print.problems(&errors, &warnings));
    let unchecked = [
        ("MISMATCHED_RECIPE_TYPE_ID", "recipe_type"),
        ("UNKNOWN_DATASET", "dataset"),
        ("PREV_BATCH_NOT_FOUND", "batches"),
    ];
    Ok(answer(&Report {
        is_valid: errors.is_empty(),
        errors,
        warnings,
        recipes_estimated: None,
        recipe_type: None,
        unchecked: unchecked
            .map(|(name, needs)| json!({"name": name, "needs": needs}))
            .into(),
        text,
    }))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::call;

    #[test]
    fn a_report_can_be_printed() {
        let input = json!({
            "request": "{\"recipe_type_id\": 1,\n \"definition\": {\"datset\": 1}}",
            "print": {"source": "batch.json"},
        });
        let report: Value =
            serde_json::from_str(&call("validateBatch", &input.to_string(), "")).unwrap();
        assert_eq!(report["is_valid"], false);
        assert_eq!(
            report["text"],
            "batch.json:2:17: error INVALID_BATCH_DEFINITION at /definition/datset\n  \
             There is no field \"datset\". Did you mean \"dataset\"?\n  \
             Fix: rename /definition/datset to /definition/dataset\n\
             batch.json: invalid, 1 error\n"
        );
    }
}
