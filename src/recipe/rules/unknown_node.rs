//! ## UNKNOWN_NODE
//!
//! A dependency or a connection names a node that is not there.
//!
//! **Cause.** The name is misspelt, or the node was removed. For a name in the interfaces that are given beside a definition it is a warning, and `params.document` is `interfaces`; interfaces of a condition node, which declares its own, are ignored with the same warning (`params.node_type` is `condition`).
//!
//! **Example.** `checkRecipe` returns it for
//!
//! ```json
//! {"definition": {"nodes": {"cut": {"dependencies": [{"name": "read"}], "input": {},
//!   "node_type": {"node_type": "job", "job_type_name": "cut", "job_type_version": "1.0", "job_type_revision": 1}}}}}
//! ```
//!
//! **Remedy.** Name a node of the same definition; the nearest one is suggested.

use crate::documents::NodeKind;
use crate::problem::catalogue::UnknownNode;
use crate::problem::causes::NodeNamed;
use crate::problem::{Problem, join};
use crate::read::suggestion::Suggestions;

/// The problem at `path`, where the definition says `name`.
pub(super) fn unknown_node(name: &str, nodes: &mut Suggestions<'_>, path: String) -> Problem {
    problem(name, NodeNamed::InDefinition, nodes.nearest(name)).at(path)
}

/// The warning that interfaces beside the definition are of a node that is not there.
pub(in crate::recipe) fn unknown_node_of_interfaces(
    name: &str,
    nodes: &mut Suggestions<'_>,
) -> Problem {
    let suggestion = nodes.nearest(name);
    of_interfaces(problem(name, NodeNamed::InInterfaces, suggestion), name)
}

/// The warning that interfaces beside the definition are of a condition, which has its own.
pub(in crate::recipe) fn interfaces_of_condition(name: &str) -> Problem {
    of_interfaces(problem(name, NodeNamed::Condition, None), name)
}

fn problem(node: &str, named: NodeNamed, suggestion: Option<&str>) -> Problem {
    let is_condition = matches!(named, NodeNamed::Condition);
    let problem = UnknownNode {
        node,
        node_type: is_condition.then_some(NodeKind::Condition.as_str()),
        suggestion,
        named,
    };
    problem.problem()
}

fn of_interfaces(problem: Problem, name: &str) -> Problem {
    problem.of("interfaces").at(join("", name)).warning()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::recipe::testing::{errors, job};

    #[test]
    fn a_dependency_and_a_connection_name_nodes() {
        let input = json!({"SRC": {"type": "dependency", "node": "red", "output": "OUT"}});
        let nodes = json!({"cut": job(&["raed"], &input), "read": job(&[], &json!({}))});
        assert_eq!(
            errors(&json!({"nodes": nodes})),
            json!([
                {
                    "name": "UNKNOWN_NODE",
                    "path": "/nodes/cut/dependencies/0/name",
                    "description": "There is no node \"raed\". Did you mean \"read\"?",
                    "params": {"node": "raed", "suggestion": "read"},
                },
                {
                    "name": "UNKNOWN_NODE",
                    "path": "/nodes/cut/input/SRC/node",
                    "description": "There is no node \"red\". Did you mean \"read\"?",
                    "params": {"node": "red", "suggestion": "read"},
                },
            ])
        );
    }
}
