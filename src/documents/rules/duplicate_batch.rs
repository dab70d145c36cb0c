//! ## DUPLICATE_BATCH
//!
//! A batch is given twice.
//!
//! **Cause.** The same id appears twice in a list of batches, for instance because two pages of a list overlap. Only the first one
//! counts.
//!
//! **Example.** `compareBatches` returns it for
//!
//! ```json
//! {"batches": [{"id": 101}, {"id": 101}]}
//! ```
//!
//! **Remedy.** Remove one of them.

use crate::documents::BatchId;
use crate::problem::Problem;
use crate::problem::catalogue::DuplicateBatch;

/// The problem of a batch that stands in a list for the second time.
pub(crate) fn duplicate_batch(id: BatchId) -> Problem {
    DuplicateBatch { id: id.0 }.problem()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    #[test]
    fn the_second_one_is_reported_wherever_batches_are_listed() {
        for (function, input, path) in [
            (
                "compareBatches",
                json!({"batches": [{"id": 1}, {"id": 1}]}),
                "/1",
            ),
            (
                "batchChain",
                json!({"batches": [{"id": 1}, {"id": 1}], "root_batch_id": 1}),
                "/1",
            ),
            (
                "compareBatches",
                json!({"comparison": {"batches": [{"id": 1}, {"id": 1}], "metrics": {}}}),
                "/batches/1",
            ),
        ] {
            let result: Value =
                serde_json::from_str(&call(function, &input.to_string(), "")).unwrap();
            let warnings = result["warnings"].as_array().unwrap();
            let found: Vec<_> = warnings
                .iter()
                .filter(|warning| warning["name"] == "DUPLICATE_BATCH")
                .map(|warning| (&warning["path"], &warning["params"]))
                .collect();
            assert_eq!(found, [(&json!(path), &json!({"id": 1}))], "{function}");
        }
    }
}
