//! ## PREV_BATCH_STILL_CREATING
//!
//! The previous batch is still creating its recipes.
//!
//! **Cause.** Its `is_creation_done` is false: which recipes it will have is not known yet. From `nextBatch` it is a
//! warning.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {"recipe_type_id": 208, "definition": {"previous_batch": {"root_batch_id": 104}}},
//!   "context": {"batches": [{"id": 104, "is_creation_done": false}]}
//! }
//! ```
//!
//! **Remedy.** Wait until the previous batch has created all its recipes, then check the request again.

use super::super::case::{Case, Findings, PreviousBatch, ROOT_BATCH_ID};
use crate::problem::ProblemName;
use crate::problem::catalogue::PrevBatchStillCreating;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    let PreviousBatch::Found(previous) = case.previous_batch() else {
        return;
    };
    match previous.batch.is_creation_done {
        Some(true) => {}
        None => findings.unchecked(&[ProblemName::PrevBatchStillCreating], &previous.details()),
        Some(false) => {
            let problem = PrevBatchStillCreating {
                batch_id: previous.batch.id.0,
                is_next_wanted: false,
            };
            findings.push(problem.problem().at(ROOT_BATCH_ID));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing::re_processed;

    #[test]
    fn a_batch_that_is_still_creating_cannot_be_re_processed() {
        let report = re_processed(&json!({"id": 104, "is_creation_done": false}));
        assert_eq!(
            report["errors"],
            json!([{
                "name": "PREV_BATCH_STILL_CREATING",
                "path": "/definition/previous_batch/root_batch_id",
                "description":
                    "The previous batch 104 is still creating its recipes. Wait until its \"is_creation_done\" is true.",
                "params": {"batch_id": 104},
            }])
        );
    }

    #[test]
    fn a_batch_that_does_not_tell_is_unchecked() {
        for (is_done, is_unchecked) in [(Value::Null, true), (true.into(), false)] {
            let report = re_processed(&json!({"id": 104, "is_creation_done": is_done}));
            assert_eq!(report["errors"], json!([]));
            let mut unchecked = report["unchecked"].as_array().unwrap().iter();
            let found = unchecked.any(|rule| rule["name"] == "PREV_BATCH_STILL_CREATING");
            assert_eq!(found, is_unchecked);
        }
    }
}
