//! ## CONNECTION_INVALID_NODE
//!
//! A connection takes an output of a recipe node.
//!
//! **Cause.** A recipe inside a recipe returns nothing: only jobs and conditions have outputs.
//!
//! **Example.** `checkRecipe` returns it for
//!
//! ```json
//! {"definition": {"nodes": {
//!   "sub": {"dependencies": [], "input": {},
//!     "node_type": {"node_type": "recipe", "recipe_type_name": "tiles", "recipe_type_revision": 1}},
//!   "cut": {"dependencies": [{"name": "sub"}], "input": {"SRC": {"type": "dependency", "node": "sub", "output": "OUT"}},
//!     "node_type": {"node_type": "job", "job_type_name": "cut", "job_type_version": "1.0", "job_type_revision": 1}}
//! }}}
//! ```
//!
//! **Remedy.** Connect to the job that makes the file, in the same recipe.

use crate::problem::Problem;
use crate::problem::catalogue::ConnectionInvalidNode;

/// The problem at `path`, where the recipe node is named.
pub(super) fn connection_invalid_node(source: &str, path: String) -> Problem {
    ConnectionInvalidNode { node: source }.problem().at(path)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::recipe::testing::{errors, job, recipe};

    #[test]
    fn a_recipe_node_has_no_outputs() {
        let input = json!({"SRC": {"type": "dependency", "node": "sub", "output": "OUT"}});
        let nodes = json!({"sub": recipe(&[]), "cut": job(&["sub"], &input)});
        assert_eq!(
            errors(&json!({"nodes": nodes})),
            json!([{
                "name": "CONNECTION_INVALID_NODE",
                "path": "/nodes/cut/input/SRC/node",
                "description":
                    "\"sub\" is a recipe node, and recipe nodes have no outputs. Use the output of a job or a condition.",
                "params": {"node": "sub"},
            }])
        );
    }
}
