//! ## INCOMPLETE_CHAIN
//!
//! A chain is looked for in a part of a list: it may have other batches.
//!
//! **Cause.** The batches come from a page whose `next` or `previous` leads to another one, or whose `count` goes beyond its results;
//! or one of them could not be read. `params.missing` are the ids of batches that surely belong to the chain, because others name
//! them. The newest batch may be missing as well.
//!
//! **Example.** `batchChain` returns it for
//!
//! ```json
//! {"batches": {"count": 2, "next": "https://scale/api/v6/batches/?page=2", "results": [{"id": 101}]}, "root_batch_id": 101}
//! ```
//!
//! **Remedy.** Fetch all batches of the chain, by the list query in `params.query`, and give all pages as one array.

use crate::documents::BatchId;
use crate::problem::Problem;
use crate::problem::catalogue::IncompleteChain;
use crate::sorted::sort_unique_by;

/// Only a part of a list of batches is known; `missing` are batches of the chain that are surely elsewhere.
pub(in crate::compare) fn incomplete_chain(root: BatchId, mut missing: Vec<BatchId>) -> Problem {
    sort_unique_by(&mut missing, Ord::cmp);
    let problem = IncompleteChain {
        root: root.0,
        missing: missing.into_iter().map(|id| id.0).collect(),
        query: format!("root_batch_id={root}&page_size=1000"),
    };
    problem.problem()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    #[test]
    fn batches_that_others_name_are_missing_for_certain() {
        let results: Vec<Value> = (0..7)
            .map(|link| {
                let id = 100 - 2 * link;
                json!({"id": id, "root_batch": {"id": 1}, "superseded_batch": {"id": id - 1}})
            })
            .collect();
        let page = json!({"count": 20, "next": "…", "previous": null, "results": results});
        let input = json!({"batches": page, "root_batch_id": 1}).to_string();
        let result: Value = serde_json::from_str(&call("batchChain", &input, "")).unwrap();
        let mut warnings = result["warnings"].clone();
        warnings[0].as_object_mut().unwrap().remove("document");
        assert_eq!(
            warnings,
            json!([{
                "name": "INCOMPLETE_CHAIN",
                "path": "",
                "description": "These batches are only a part of a list, and the chain of batch 1 may have others. \
                    Certainly missing: 1, 87, 89, 91, 93 and 3 more. \
                    The list query \"root_batch_id=1&page_size=1000\" returns the whole chain.",
                "params": {"root": 1, "missing": [1, 87, 89, 91, 93, 95, 97, 99],
                    "query": "root_batch_id=1&page_size=1000"},
            }])
        );
    }
}
