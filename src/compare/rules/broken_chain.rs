//! ## BROKEN_CHAIN
//!
//! The links between the batches of a chain do not make a chain.
//!
//! **Cause.** A batch other than the root supersedes none, or one that is not in the list, or one that another batch supersedes
//! already; or the links go round in a circle. `params.cause` says which. Mostly batches were left out; where they come from a
//! page that says so, the warning is `INCOMPLETE_CHAIN` instead.
//!
//! **Example.** `batchChain` returns it for
//!
//! ```json
//! {
//!   "batches": [{"id": 101}, {"id": 103, "root_batch": {"id": 101}, "superseded_batch": {"id": 102}}],
//!   "root_batch_id": 101
//! }
//! ```
//!
//! **Remedy.** Fetch all batches of the chain: `GET /v6/batches/?root_batch_id=101`.

use crate::documents::BatchId;
use crate::problem::Problem;
use crate::problem::catalogue::BrokenChain;
use crate::problem::causes::ChainFault;

/// The problem of batch `id`, which is at `place` in its list.
pub(in crate::compare) fn broken_chain(
    id: BatchId,
    root: BatchId,
    cause: ChainFault,
    place: usize,
) -> Problem {
    let problem = BrokenChain {
        id: id.0,
        root: root.0,
        cause,
    };
    problem.problem().at(format!("/{place}/superseded_batch"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    /// The causes and the descriptions for a chain of batch 1, of pairs of an id and the batch that it supersedes.
    fn faults(links: &[(i64, Option<i64>)]) -> Vec<(String, String)> {
        let batches: Vec<Value> = links
            .iter()
            .map(|(id, superseded)| {
                let superseded = superseded.map(|id| json!({"id": id}));
                json!({"id": id, "root_batch": {"id": 1}, "superseded_batch": superseded})
            })
            .collect();
        let input = json!({"batches": batches, "root_batch_id": 1}).to_string();
        let result: Value = serde_json::from_str(&call("batchChain", &input, "")).unwrap();
        let warnings = result["warnings"].as_array().unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        warnings
            .iter()
            .map(|warning| {
                assert_eq!(warning["name"], "BROKEN_CHAIN");
                (
                    text(&warning["params"]["cause"]),
                    text(&warning["description"]),
                )
            })
            .collect()
    }

    #[test]
    fn each_cause_has_its_words() {
        for (links, cause, description) in [
            (
                vec![(1, Some(2)), (2, Some(1))],
                "ROOT_SUPERSEDES",
                "Batch 1 is the root of its chain, but supersedes batch 2 of the same chain.",
            ),
            (
                vec![(1, None), (2, None)],
                "SUPERSEDES_NONE",
                "Batch 2 belongs to the chain of batch 1, but supersedes none of its batches.",
            ),
            (
                vec![(1, None), (2, Some(2))],
                "SUPERSEDES_ITSELF",
                "Batch 2 supersedes itself.",
            ),
            (
                vec![(1, None), (2, Some(9))],
                "SUPERSEDED_MISSING",
                "Batch 2 supersedes batch 9, which is not among the batches of its chain.",
            ),
            (
                vec![(1, None), (2, Some(1)), (3, Some(1))],
                "SUPERSEDED_TWICE",
                "Batch 3 supersedes batch 1, which another batch supersedes already.",
            ),
            (
                vec![(1, None), (2, Some(3)), (3, Some(2))],
                "CIRCLE",
                "Batch 2 is one of 2 batches that supersede each other in a circle, which never reaches batch 1, the \
                 root of the chain.",
            ),
        ] {
            assert_eq!(faults(&links), [(cause.to_owned(), description.to_owned())]);
        }
        assert_eq!(faults(&[(1, None), (2, Some(1))]), []);
    }
}
