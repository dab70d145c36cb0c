//! What the tests of forced nodes have in common.

use serde_json::{Value, json};

use super::check_forced_nodes;

/// The warnings about `forced` in a recipe with these nodes, as JSON.
pub(super) fn warnings(forced: &Value, nodes: &Value) -> Value {
    warnings_inside(forced, nodes, &json!([]))
}

/// The same where these revisions of recipe types are known.
pub(super) fn warnings_inside(forced: &Value, nodes: &Value, revisions: &Value) -> Value {
    let problems = check_forced_nodes(
        &serde_json::from_value(forced.clone()).unwrap(),
        &serde_json::from_value(json!({ "nodes": nodes })).unwrap(),
        &serde_json::from_value(revisions.clone()).unwrap(),
    );
    serde_json::to_value(problems).unwrap()
}

/// A node that runs a job type.
pub(super) fn job_node(name: &str) -> Value {
    node(
        &json!({"node_type": "job", "job_type_name": name, "job_type_version": "1.0", "job_type_revision": 1}),
    )
}

/// A node that runs revision 1 of a recipe type.
pub(super) fn recipe_node(name: &str) -> Value {
    node(&json!({"node_type": "recipe", "recipe_type_name": name, "recipe_type_revision": 1}))
}

/// A condition node.
pub(super) fn condition_node() -> Value {
    node(&json!({"node_type": "condition", "interface": {}, "data_filter": {}}))
}

fn node(node_type: &Value) -> Value {
    json!({"dependencies": [], "input": {}, "node_type": node_type})
}
