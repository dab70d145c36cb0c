//! `PREV_BATCH_NOT_FOUND` where the id is that of a batch which is known, and is not the first of its chain.

use super::case::Case;
use crate::documents::{Batch, BatchId};
use crate::problem::{PatchOperation, Problem};

/// Says to whose chain the batch belongs, with the fix where that chain has a batch to re-process.
pub(super) fn explain(case: &Case<'_>, root: BatchId, mut problem: Problem) -> Problem {
    let Some(chain) = case.chain_of(root) else {
        return problem;
    };
    problem.description = format!(
        "Batch {root} belongs to the chain of batch {chain}, and \"root_batch_id\" must be the id of the first batch \
         of a chain."
    );
    problem = problem
        .param("because", "NOT_A_ROOT")
        .param("expected", chain.0);
    let is_there =
        |batch: &Batch| batch.root_batch_id() == chain && batch.is_superseded != Some(true);
    if !case.batches().any(is_there) {
        return problem;
    }
    let path = problem.path.clone();
    problem.fix(PatchOperation::Replace {
        path,
        value: chain.0.into(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::json::call;

    fn not_found(latest: &Value) -> Value {
        let root = json!({"id": 10, "root_batch": {"id": 10}, "is_superseded": true});
        not_found_in(&json!({"batches": [root, latest]}))
    }

    /// What is wrong with batch 11 as a root.
    fn not_found_in(context: &Value) -> Value {
        let definition = json!({"previous_batch": {"root_batch_id": 11}});
        let input = json!({
            "request": {"recipe_type_id": 1, "definition": definition},
            "context": context,
        });
        let report = call("validateBatch", &input.to_string(), "");
        let report: Value = serde_json::from_str(&report).unwrap();
        let errors = report["errors"].as_array().unwrap().iter();
        let mut errors = errors.filter(|error| error["name"] == "PREV_BATCH_NOT_FOUND");
        errors.next().cloned().unwrap()
    }

    #[test]
    fn a_batch_that_is_no_root_is_told_with_its_chain() {
        let error = not_found(&json!({"id": 11, "root_batch": {"id": 10}}));
        assert_eq!(
            error["description"],
            "Batch 11 belongs to the chain of batch 10, and \"root_batch_id\" must be the id of the first batch of a \
             chain."
        );
        assert_eq!(
            error["params"],
            json!({"root_batch_id": 11, "because": "NOT_A_ROOT", "expected": 10})
        );
        let path = "/definition/previous_batch/root_batch_id";
        assert_eq!(
            error["fix"],
            json!([{"op": "replace", "path": path, "value": 10}])
        );
    }

    #[test]
    fn a_chain_without_a_batch_to_re_process_is_no_fix() {
        let error = not_found(&json!({"id": 11, "root_batch": {"id": 10}, "is_superseded": true}));
        assert_eq!(error["params"]["expected"], 10);
        assert_eq!(error["fix"], Value::Null);
    }

    #[test]
    fn a_page_and_the_batch_alone_tell_as_much() {
        let batch = json!({"id": 11, "root_batch": {"id": 10}});
        let page = json!({"count": 300, "next": "…", "results": [batch]});
        for context in [json!({"batches": page}), json!({"previous_batch": batch})] {
            assert_eq!(not_found_in(&context)["params"]["expected"], 10);
        }
    }

    #[test]
    fn an_id_that_is_not_known_is_of_no_chain() {
        let error = not_found(&json!({"id": 12, "root_batch": {"id": 10}}));
        assert_eq!(error["params"], json!({"root_batch_id": 11}));
    }
}
