//! ## BATCH_SUPERSEDED
//!
//! The batch that the next one is made from is superseded.
//!
//! **Cause.** `nextBatch` was given a batch whose `is_superseded` is true. The server re-processes the latest batch of the chain, which is another one, while title, description and priority come from this batch.
//!
//! **Example.** `nextBatch` returns it for
//!
//! ```json
//! {"batch": {"id": 105, "is_superseded": true, "root_batch": {"id": 104}, "recipe_type": {"id": 208}}}
//! ```
//!
//! **Remedy.** Give the details of the latest batch of the chain.

use crate::documents::Batch;
use crate::problem::Problem;
use crate::problem::catalogue::BatchSuperseded;

/// The warning about a batch that another one of its chain has replaced.
pub(in crate::proposals) fn batch_superseded(last: &Batch) -> Option<Problem> {
    if last.is_superseded != Some(true) {
        return None;
    }
    let problem = BatchSuperseded {
        batch_id: last.id.0,
        root_batch_id: last.root_batch_id().0,
    };
    Some(problem.problem().at("/is_superseded"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::documents::Batch;
    use crate::proposals::next_batch_warnings;

    fn warnings(batch: &Value) -> Value {
        let batch: Batch = serde_json::from_value(batch.clone()).unwrap();
        serde_json::to_value(next_batch_warnings(&batch)).unwrap()
    }

    #[test]
    fn nothing_else_is_said_about_a_batch_that_is_replaced() {
        let mut batch = json!({"id": 105, "is_superseded": true, "root_batch": {"id": 104},
            "is_creation_done": false});
        assert_eq!(
            warnings(&batch),
            json!([{
                "name": "BATCH_SUPERSEDED",
                "path": "/is_superseded",
                "description": "Batch 105 is superseded: the next batch re-processes the latest batch of the chain of \
                    batch 104, not this one.",
                "params": {"batch_id": 105, "root_batch_id": 104},
            }])
        );
        batch["is_superseded"] = false.into();
        assert_eq!(warnings(&batch)[0]["name"], "PREV_BATCH_STILL_CREATING");
    }
}
