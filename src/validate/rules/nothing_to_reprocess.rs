//! ## NOTHING_TO_REPROCESS
//!
//! Every node of the previous batch would be copied.
//!
//! **Cause.** No node changed between the two revisions, and none is forced: the batch would do no work.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {"recipe_type_id": 208, "definition": {"previous_batch": {"root_batch_id": 104}}},
//!   "context": {
//!     "recipe_type": {"id": 208, "revision_num": 1, "definition": {}},
//!     "batches": [{"id": 104, "recipe_type_rev": {"revision_num": 1}}]
//!   }
//! }
//! ```
//!
//! **Remedy.** Force the nodes that should run again.

use super::super::case::{Case, Findings, PREVIOUS_BATCH};
use crate::documents::ForcedNodes;
use crate::problem::catalogue::NothingToReprocess;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(found) = case
        .reprocessed_batch()
        .filter(|_| case.sound_recipe_type().is_some())
    else {
        return;
    };
    let Ok(previous) = case.context.ran_definition(&found) else {
        return;
    };
    let unforced = case.context.unforced(previous);
    let copies_all =
        unforced.is_some_and(|unforced| unforced.is_unchanged && unforced.reasons.is_empty());
    if copies_all && !forces_a_node(case) && case.is_sound("/definition") {
        let batch_id = found.batch.id.0;
        findings.push(NothingToReprocess { batch_id }.problem().at(PREVIOUS_BATCH));
    }
}

/// Whether anything that is forced is in the recipe.
fn forces_a_node(case: &Case<'_>) -> bool {
    let Some(recipe_type) = case.sound_recipe_type() else {
        return false;
    };
    let nodes = &recipe_type.definition.nodes;
    match case.forced_nodes() {
        None => false,
        Some((ForcedNodes::All, _)) => !nodes.is_empty(),
        Some((
            ForcedNodes::Only {
                nodes: named,
                sub_recipes,
            },
            _,
        )) => named
            .iter()
            .chain(sub_recipes.keys())
            .any(|name| nodes.contains_key(name)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    /// The warnings about a batch that re-processes one of this revision of a recipe with a job.
    fn warnings(revision: i64, forced_nodes: &Value) -> Value {
        let job = json!({"dependencies": [], "input": {}, "node_type": {"node_type": "job",
            "job_type_name": "parse", "job_type_version": "1.0", "job_type_revision": 1}});
        let context = json!({
            "recipe_type": {"id": 208, "revision_num": 2, "definition": {"nodes": {"parse": job}}},
            "batches": [{"id": 104, "recipe_type_rev": {"revision_num": revision, "definition": {}}}],
        });
        let previous = json!({"root_batch_id": 104, "forced_nodes": forced_nodes});
        let request = json!({"recipe_type_id": 208, "definition": {"previous_batch": previous}});
        let input = json!({"request": request, "context": context}).to_string();
        let report: Value = serde_json::from_str(&call("validateBatch", &input, "")).unwrap();
        report["warnings"].clone()
    }

    #[test]
    fn a_batch_that_copies_every_node_is_warned_of() {
        let nobody = json!({"all": false, "nodes": ["prase"]});
        let found = warnings(2, &nobody);
        assert_eq!(
            found[0],
            json!({
                "name": "NOTHING_TO_REPROCESS",
                "path": "/definition/previous_batch",
                "description":
                    "No node of the recipe changed since the previous batch, and none is forced: every node would be \
                     copied. Force the nodes that are to run again.",
                "params": {"batch_id": 104},
            })
        );
        assert_eq!(found[1]["name"], "UNKNOWN_FORCED_NODE");
    }

    #[test]
    fn what_is_new_or_forced_runs() {
        let parse = json!({"all": false, "nodes": ["parse"]});
        assert_eq!(warnings(1, &Value::Null), json!([]));
        assert_eq!(warnings(2, &parse), json!([]));
        assert_eq!(warnings(2, &json!({"all": true})), json!([]));
    }
}
