//! The answer where a function cannot begin: it has every field of the function's results, and says why.

use serde::Serialize;

use super::answer;
use super::inputs::Print;
use crate::problem::Problem;

/// The problems as the answer of a function, and as text for people when that is asked for; `fields` are the members
/// of the answer that stand before them.
pub(super) fn failure(fields: &str, errors: &[Problem], print: Option<&Print>) -> String {
    #[derive(Serialize)]
    struct Failure<'f> {
        errors: &'f [Problem],
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    }
    let text = print.map(|print| print.problems_of_each(errors));
    let failure = answer(&Failure { errors, text });
    ["{", fields, failure.trim_start_matches('{')].concat()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::super::call;

    fn fields(function: &str, input: &str) -> BTreeSet<String> {
        let result: Value = serde_json::from_str(&call(function, input, "")).unwrap();
        result.as_object().unwrap().keys().cloned().collect()
    }

    #[test]
    fn a_failure_has_the_fields_of_a_result() {
        for (function, input) in [
            ("validateBatch", json!({"request": []})),
            ("estimateRecipes", json!({"request": []})),
            (
                "validateDocument",
                json!({"kind": "definition", "document": []}),
            ),
            ("readBatch", json!({"batch": []})),
            ("readBatchList", json!({"batch_list": []})),
            ("readBatches", json!({"batches": 1})),
            ("readDataset", json!({"dataset": []})),
            ("readRecipeType", json!({"recipe_type": []})),
            ("readSubRecipeTypes", json!({"sub_recipe_types": 1})),
            ("readComparison", json!({"comparison": []})),
            ("readConfiguration", json!({"configuration": []})),
            ("readCreateRequest", json!({"request": []})),
            ("readDefinition", json!({"definition": []})),
            ("readDiff", json!({"diff": []})),
            ("readValidation", json!({"validation": []})),
            ("readEditRequest", json!({"request": []})),
            ("buildListQuery", json!({"query": []})),
            ("readListQuery", json!({"query_string": "x"})),
            ("checkRecipe", json!({"definition": []})),
            (
                "checkConnection",
                json!({"accepting": [], "connecting": []}),
            ),
            ("compareBatches", json!({"batches": 1})),
            ("comparisonRows", json!({"batches": 1})),
            ("comparisonCsv", json!({"batches": 1})),
            ("batchProgress", json!({"batch": []})),
            ("batchChain", json!({"batches": 1, "root_batch_id": 1})),
            ("nextBatch", json!({"batch": []})),
            ("editRequest", json!({"before": [], "after": []})),
            ("proposeInputMap", json!({"recipe_type": [], "dataset": []})),
            ("forcedNodesTree", json!({"definition": []})),
            (
                "expandForcedNodes",
                json!({"definition": [], "forced_nodes": []}),
            ),
            (
                "normaliseForcedNodes",
                json!({"definition": [], "forced_nodes": []}),
            ),
        ] {
            let result = fields(function, &input.to_string());
            for broken in ["{}", "{", r#"{"nothing": 1}"#] {
                assert_eq!(fields(function, broken), result, "{function} of {broken}");
            }
        }
    }
}
