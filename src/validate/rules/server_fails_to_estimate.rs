//! `SERVER_ERROR_LIKELY` where the server fails while it estimates.

use super::super::case::{Case, DATASET, Findings};
use crate::documents::rules::server_error_likely;
use crate::estimate::ServerEstimate;
use crate::problem::causes::ServerFailure;

pub(in crate::validate) fn check(_: &Case<'_>, findings: &mut Findings) {
    const FORCED_NODES: &str = "/definition/forced_nodes";
    let Some(server) = &findings.server else {
        return;
    };
    let (because, path) = match server {
        ServerEstimate::Recipes(_) => return,
        ServerEstimate::FailsWithoutForcedNodes => (ServerFailure::NoForcedNodes, "/definition"),
        ServerEstimate::FailsOnRevision {
            node,
            revision_num,
            latest,
        } => {
            let because = ServerFailure::OldRevision {
                node,
                revision_num: *revision_num,
                latest: *latest,
            };
            (because, DATASET)
        }
        ServerEstimate::FailsOnForcedNode { node } => {
            (ServerFailure::UnknownForcedNode { node }, FORCED_NODES)
        }
        ServerEstimate::FailsOnLoop { recipe_types } => {
            let because = ServerFailure::RecipeTypeLoop {
                node: None,
                recipe_types: recipe_types.iter().map(String::as_str).collect(),
            };
            (because, FORCED_NODES)
        }
    };
    let problem = server_error_likely(because, path.to_owned());
    findings.push(problem);
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    /// The failures of a server that estimates a recipe with a node of `ortho` at this revision; the latest is 3.
    fn failures(revision: i64, forced_nodes: &Value) -> Vec<Value> {
        let node_type = json!({"node_type": "recipe", "recipe_type_name": "ortho", "recipe_type_revision": revision});
        let ortho = json!({"dependencies": [], "input": {}, "node_type": node_type});
        let node_type = json!({"node_type": "job", "job_type_name": "report", "job_type_version": "1.0",
            "job_type_revision": 1});
        let job = json!({"dependencies": [{"name": "ortho"}], "input": {}, "node_type": node_type});
        let context = json!({
            "recipe_type": {"id": 208, "definition": {"nodes": {"ortho": ortho, "report": job}}},
            "dataset": {"id": 1, "definition": {}, "files_per_parameter": {"SCENE": 1}},
            "revisions": [
                {"name": "ortho", "revision_num": 2, "definition": {}},
                {"name": "ortho", "revision_num": 3, "definition": {}},
            ],
        });
        let mut definition = json!({"dataset": 1});
        if !forced_nodes.is_null() {
            definition["forced_nodes"] = forced_nodes.clone();
        }
        let request = json!({"recipe_type_id": 208, "definition": definition});
        let input = json!({"request": request, "context": context}).to_string();
        let report: Value = serde_json::from_str(&call("validateBatch", &input, "")).unwrap();
        let warnings = report["warnings"].as_array().unwrap().iter();
        let failures = warnings.filter(|warning| warning["name"] == "SERVER_ERROR_LIKELY");
        failures
            .map(|failure| json!([failure["path"], failure["params"], failure["fix"]]))
            .collect()
    }

    #[test]
    fn a_recipe_with_recipe_nodes_needs_forced_nodes() {
        let params = json!({"because": "NO_FORCED_NODES", "server": "HTTP 500"});
        let fix =
            json!([{"op": "add", "path": "/definition/forced_nodes", "value": {"all": false}}]);
        assert_eq!(
            failures(3, &Value::Null),
            [json!(["/definition", params, fix])]
        );
        assert_eq!(failures(3, &json!({"all": false})), [Value::Null; 0]);
    }

    #[test]
    fn a_recipe_node_has_to_be_pinned_to_the_latest_revision() {
        let report = json!({"all": false, "nodes": ["report"]});
        let params = json!({"because": "OLD_REVISION", "latest": 3, "node": "ortho", "revision_num": 2,
            "server": "HTTP 500"});
        let expected = json!(["/definition/dataset", params, null]);
        assert_eq!(failures(2, &report), [expected]);
        assert_eq!(failures(3, &report), [Value::Null; 0]);
    }

    #[test]
    fn a_forced_node_has_to_be_there() {
        let nobody = json!({"all": false, "nodes": ["nobody"]});
        let params =
            json!({"because": "UNKNOWN_FORCED_NODE", "node": "nobody", "server": "HTTP 500"});
        let expected = json!(["/definition/forced_nodes", params, null]);
        assert_eq!(failures(3, &nobody), [expected]);
    }
}
