//! ## UNKNOWN_DATASET
//!
//! `dataset` is not the id of the dataset in the context.
//!
//! **Cause.** The request was checked against another dataset than the one it names.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {"recipe_type_id": 208, "definition": {"dataset": 2}},
//!   "context": {"dataset": {"id": 1}}
//! }
//! ```
//!
//! **Remedy.** Check it with dataset 2 as `context.dataset`, or name the dataset that is there.

use super::super::case::{Case, DATASET, Findings};
use super::super::context::Part;
use crate::documents::Dataset;
use crate::problem::ProblemName;
use crate::problem::catalogue::UnknownDataset;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    // Of a dataset that does not tell its definition, nothing can be wrong with that.
    const ABOUT_DEFINITION: [ProblemName; 2] = [
        ProblemName::InvalidDatasetDefinition,
        ProblemName::NameCollisionError,
    ];
    if !case.uses_dataset() {
        return;
    }
    let need = case.need(Part::Dataset);
    if case.context.dataset().is_none() {
        findings.unchecked(&[ProblemName::UnknownDataset], &need);
        findings.unchecked(&ABOUT_DEFINITION, &need);
    } else if let Some((found, expected)) = case.mismatched_datasets() {
        let problem = UnknownDataset {
            found: found.0,
            expected: expected.0,
        };
        findings.push(problem.problem().at(DATASET));
    } else if case
        .sound_dataset()
        .is_some_and(|found| Dataset::parameters(found).is_none())
    {
        findings.unchecked(&ABOUT_DEFINITION, &need);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    fn report(dataset: &Value) -> Value {
        let request = json!({"recipe_type_id": 208, "definition": {"dataset": 2}});
        let input = json!({"request": request, "context": {"dataset": dataset}}).to_string();
        serde_json::from_str(&call("validateBatch", &input, "")).unwrap()
    }

    #[test]
    fn another_dataset_is_an_error_and_nothing_is_estimated() {
        let report = report(&json!({"id": 1}));
        assert_eq!(
            report["errors"],
            json!([{
                "name": "UNKNOWN_DATASET",
                "path": "/definition/dataset",
                "description": "\"dataset\" is 2, but the dataset of the context has the id 1.",
                "params": {"expected": 1, "found": 2},
            }])
        );
        assert_eq!(report["recipes_estimated"], Value::Null);
    }

    #[test]
    fn a_dataset_without_an_id_is_the_one_that_is_meant() {
        assert_eq!(report(&json!({"definition": {}}))["errors"], json!([]));
    }
}
