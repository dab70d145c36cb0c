//! ## SERVER_ESTIMATE_DIFFERS
//!
//! The server is known to estimate another number of recipes.
//!
//! **Cause.** The server does not count recipe nodes that are forced through `nodes`, counts some twice, and follows
//! only the first child of a node. `params.server` is its figure. Which child is the first can depend on the order of a
//! dictionary in the server, which nobody knows: then `params.server` is its figure in the order of the document, and
//! `params.candidates` has every possible figure if they are few.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {
//!     "recipe_type_id": 208,
//!     "definition": {"dataset": 1, "forced_nodes": {"all": false, "nodes": ["ortho"]}}
//!   },
//!   "context": {
//!     "recipe_type": {
//!       "id": 208,
//!       "definition": {
//!         "nodes": {
//!           "ortho": {
//!             "dependencies": [],
//!             "input": {},
//!             "node_type": {"node_type": "recipe", "recipe_type_name": "ortho", "recipe_type_revision": 1}
//!           }
//!         }
//!       }
//!     },
//!     "dataset": {"id": 1, "definition": {}, "files_per_parameter": {"SCENE": 1}},
//!     "revisions": [{"name": "ortho", "revision_num": 1, "definition": {}}]
//!   }
//! }
//! ```
//!
//! **Remedy.** Nothing needs to be fixed: only the estimate differs, not what is created.

use super::super::case::{Case, Findings};
use crate::estimate::ServerEstimate;
use crate::problem::catalogue::ServerEstimateDiffers;

pub(in crate::validate) fn check(_: &Case<'_>, findings: &mut Findings) {
    let both = findings.estimate.as_ref().zip(findings.server.as_ref());
    let Some((estimate, ServerEstimate::Recipes(figure))) = both else {
        return;
    };
    let (server, expected) = (figure.in_document_order, estimate.recipes_estimated);
    let candidates = figure.candidates.clone();
    let is_determined = candidates
        .as_ref()
        .is_some_and(|figures| figures.len() == 1);
    if is_determined && server == expected {
        return;
    }
    let problem = ServerEstimateDiffers {
        server,
        expected,
        candidates: candidates.filter(|_| !is_determined),
        is_determined,
    };
    findings.push(problem.problem().at("/definition/forced_nodes"));
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    /// What is said of the server's estimate of ten files, with the recipe node `ortho` forced in this way.
    fn found(forced_nodes: &Value) -> Vec<Value> {
        let node_type =
            json!({"node_type": "recipe", "recipe_type_name": "ortho", "recipe_type_revision": 3});
        let ortho = json!({"dependencies": [], "input": {}, "node_type": node_type});
        let context = json!({
            "recipe_type": {"id": 208, "definition": {"nodes": {"ortho": ortho}}},
            "dataset": {"id": 1, "definition": {}, "files_per_parameter": {"SCENE": 10}},
            "revisions": [{"name": "ortho", "revision_num": 3, "definition": {}}],
        });
        let definition = json!({"dataset": 1, "forced_nodes": forced_nodes});
        let request = json!({"recipe_type_id": 208, "definition": definition});
        let input = json!({"request": request, "context": context}).to_string();
        let report: Value = serde_json::from_str(&call("validateBatch", &input, "")).unwrap();
        let warnings = report["warnings"].as_array().unwrap().iter();
        let differs = warnings.filter(|warning| warning["name"] == "SERVER_ESTIMATE_DIFFERS");
        differs.cloned().collect()
    }

    #[test]
    fn a_recipe_node_that_is_forced_by_name_is_overlooked() {
        assert_eq!(
            found(&json!({"all": false, "nodes": ["ortho"]})),
            [json!({
                "name": "SERVER_ESTIMATE_DIFFERS",
                "path": "/definition/forced_nodes",
                "description":
                    "The server will estimate 10 recipes instead of 20: it overlooks recipe nodes that are forced by \
                     name or far below a forced node, and counts some twice.",
                "params": {"expected": 20, "server": 10},
            })]
        );
        let inside = json!({"ortho": {"all": true}});
        assert_eq!(
            found(&json!({"all": false, "sub_recipes": inside})),
            [Value::Null; 0]
        );
    }
}
