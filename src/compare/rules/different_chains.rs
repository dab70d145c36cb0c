//! ## DIFFERENT_CHAINS
//!
//! Batches of different chains are compared.
//!
//! **Cause.** Their root batches differ. The figures can be compared all the same, but nobody knows whether the batches processed the
//! same recipes.
//!
//! **Example.** `compareBatches` returns it for
//!
//! ```json
//! {"batches": [{"id": 101}, {"id": 205, "root_batch": {"id": 204}}]}
//! ```
//!
//! **Remedy.** Compare batches that have the same `root_batch`.

use crate::documents::{Batch, BatchId};
use crate::problem::Problem;
use crate::problem::catalogue::DifferentChains;

/// Compares the chain of a batch with the one of the first batch.
pub(in crate::compare) fn different_chains(
    batch: &Batch,
    root: BatchId,
    place: usize,
) -> Option<Problem> {
    let own = batch.root_batch_id();
    if own == root {
        return None;
    }
    let problem = DifferentChains {
        id: batch.id.0,
        found: own.0,
        expected: root.0,
    };
    Some(problem.problem().at(format!("/{place}")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::compare::testing::warnings_of_list;

    #[test]
    fn every_batch_is_compared_with_the_first() {
        let chain = |id: i64, root: i64| json!({"id": id, "root_batch": {"id": root}});
        assert_eq!(
            warnings_of_list(&json!([chain(1, 1), chain(2, 1), chain(3, 9)])),
            json!([{
                "name": "DIFFERENT_CHAINS",
                "path": "/2",
                "description":
                    "Batch 3 belongs to the chain of batch 9, but the first batch belongs to that of batch 1.",
                "params": {"id": 3, "found": 9, "expected": 1},
            }])
        );
    }
}
