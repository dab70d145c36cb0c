//! ## PREV_BATCH_NOT_FOUND
//!
//! No batch of the context can be the previous batch.
//!
//! **Cause.** The context has no batch of this chain that is not superseded, or the id is not positive.
//! `params.because` says more where the context does: `NOT_A_ROOT`, the id is that of a later batch of a chain, and
//! `params.expected` is the root of that chain; `ALL_SUPERSEDED`, every batch of the chain is superseded.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {"recipe_type_id": 208, "definition": {"previous_batch": {"root_batch_id": 105}}},
//!   "context": {"batches": [{"id": 105, "root_batch": {"id": 104}}]}
//! }
//! ```
//!
//! **Remedy.** `root_batch_id` is the id of the first batch of a chain, not of the last. Each batch of a list has it as
//! `root_batch`.

use super::super::case::{Case, Findings, PreviousBatch, ROOT_BATCH_ID};
use super::super::context::Part;
use crate::documents::{Batch, BatchId};
use crate::problem::catalogue::PrevBatchNotFound;
use crate::problem::causes::NotFound;
use crate::problem::{PatchOperation, Problem, ProblemName};

/// The rules about the previous batch: none can be decided before it is known.
const ABOUT_PREVIOUS_BATCH: [ProblemName; 5] = [
    ProblemName::PrevBatchNotFound,
    ProblemName::MismatchedRecipeType,
    ProblemName::PrevBatchStillCreating,
    ProblemName::PrevBatchNoReprocess,
    ProblemName::NothingToReprocess,
];

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    match case.previous_batch() {
        PreviousBatch::NotWanted | PreviousBatch::Found(_) => {}
        PreviousBatch::NotFound => findings.push(not_found(case)),
        PreviousBatch::Undecided => {
            findings.unchecked(&ABOUT_PREVIOUS_BATCH, &case.need(Part::Batches));
            findings.broken_document(case.context, Part::Batches);
            findings.broken_document(case.context, Part::PreviousBatch);
        }
    }
}

/// The problem of a request whose previous batch is not there.
pub(in crate::validate) fn not_found(case: &Case<'_>) -> Problem {
    let previous = case.definition();
    let previous = previous.and_then(|definition| definition.previous_batch.as_ref());
    let root = previous.map_or(BatchId(0), |previous| previous.root_batch_id);
    let root_batch_id = root.0;
    let is_in_chain = |batch: &Batch| batch.root_batch_id() == root;
    let chain = case.chain_of(root);
    let because = match chain {
        Some(chain) => Some(NotFound::NotARoot {
            expected: chain.0,
            root_batch_id,
        }),
        None if root_batch_id > 0 && case.batches().any(is_in_chain) => {
            Some(NotFound::AllSuperseded { root_batch_id })
        }
        None => None,
    };
    let problem = PrevBatchNotFound {
        root_batch_id,
        because,
    };
    let mut problem = problem.problem().at(ROOT_BATCH_ID);
    // The fix has to lead to a batch that can be re-processed.
    let is_there = |chain: &BatchId| {
        let mut batches = case.batches();
        batches.any(|batch| batch.root_batch_id() == *chain && batch.is_superseded != Some(true))
    };
    problem
        .fix
        .extend(chain.filter(is_there).map(|chain| PatchOperation::Replace {
            path: ROOT_BATCH_ID.to_owned(),
            value: chain.0.into(),
        }));
    problem
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    fn not_found(latest: &Value) -> Value {
        let root = json!({"id": 10, "root_batch": {"id": 10}, "is_superseded": true});
        not_found_in(&json!({"batches": [root, latest]}))
    }

    /// What is wrong with batch 11 as a root.
    fn not_found_in(context: &Value) -> Value {
        not_found_of(11, context)
    }

    fn not_found_of(root: i64, context: &Value) -> Value {
        let definition = json!({"previous_batch": {"root_batch_id": root}});
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

    /// What is said of the root batch 10 when these are all batches.
    fn not_found_among(batches: &Value) -> Value {
        not_found_of(10, &json!({"batches": batches}))
    }

    #[test]
    fn a_chain_whose_batches_are_all_superseded_is_told_from_no_chain() {
        let root = json!({"id": 10, "is_superseded": true});
        let next = json!({"id": 11, "root_batch": {"id": 10}, "is_superseded": true});
        let error = not_found_among(&json!([root, next]));
        assert_eq!(
            error["description"],
            "Every batch in the chain of root batch 10 is superseded, and only a batch that is not superseded can be \
             the previous one."
        );
        let params = json!({"root_batch_id": 10, "because": "ALL_SUPERSEDED"});
        assert_eq!(error["params"], params);
        let error = not_found_among(&json!([{"id": 12}]));
        assert_eq!(error["params"], json!({"root_batch_id": 10}));
    }
}
