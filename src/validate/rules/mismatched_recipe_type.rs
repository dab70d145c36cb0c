//! ## MISMATCHED_RECIPE_TYPE
//!
//! The previous batch ran another recipe type.
//!
//! **Cause.** A batch re-processes only recipes of its own recipe type; `recipe_type_id` names another one.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {"recipe_type_id": 208, "definition": {"previous_batch": {"root_batch_id": 104}}},
//!   "context": {"batches": [{"id": 104, "recipe_type": {"id": 207}}]}
//! }
//! ```
//!
//! **Remedy.** Use the recipe type of the previous batch, or create a batch from a dataset.

use super::super::case::{Case, Findings, PreviousBatch, ROOT_BATCH_ID};
use crate::problem::ProblemName;
use crate::problem::catalogue::MismatchedRecipeType;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    let PreviousBatch::Found(previous) = case.previous_batch() else {
        return;
    };
    let Some(found) = &previous.batch.recipe_type else {
        findings.unchecked(&[ProblemName::MismatchedRecipeType], &previous.details());
        return;
    };
    let Some(wanted) = case.recipe_type_id().filter(|wanted| *wanted != found.id) else {
        return;
    };
    let problem = MismatchedRecipeType {
        batch_id: previous.batch.id.0,
        found: found.id.0,
        expected: wanted.0,
    };
    findings.push(problem.problem().at(ROOT_BATCH_ID));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::re_processed;

    #[test]
    fn another_recipe_type_is_an_error_at_the_root() {
        let report = re_processed(&json!({"id": 104, "recipe_type": {"id": 207}}));
        assert_eq!(
            report["errors"],
            json!([{
                "name": "MISMATCHED_RECIPE_TYPE",
                "path": "/definition/previous_batch/root_batch_id",
                "description":
                    "The previous batch 104 ran recipe type 207, but \"recipe_type_id\" is 208. A batch re-processes \
                     recipes of its own type only.",
                "params": {"batch_id": 104, "expected": 208, "found": 207},
            }])
        );
    }

    #[test]
    fn a_batch_that_does_not_tell_its_recipe_type_is_unchecked() {
        let report = re_processed(&json!({"id": 104}));
        assert_eq!(report["errors"], json!([]));
        let mut unchecked = report["unchecked"].as_array().unwrap().iter();
        let rule = unchecked.find(|rule| rule["name"] == "MISMATCHED_RECIPE_TYPE");
        assert_eq!(rule.unwrap()["wanted"], json!({"batch_id": 104}));
    }
}
