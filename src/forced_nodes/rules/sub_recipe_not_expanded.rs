//! ## SUB_RECIPE_NOT_EXPANDED
//!
//! A recipe node is forced, and nothing inside it.
//!
//! **Cause.** The node is in `nodes` only. That makes a new sub-recipe, whose own nodes are copied.
//!
//! **Example.** `normaliseForcedNodes` returns it for
//!
//! ```json
//! {"forced_nodes": {"all": false, "nodes": ["ortho"]},
//!  "definition": {"nodes": {"ortho": {"dependencies": [], "input": {},
//!    "node_type": {"node_type": "recipe", "recipe_type_name": "orthorectify", "recipe_type_revision": 1}}}}}
//! ```
//!
//! **Remedy.** Say what is forced inside it: `{"all": false, "sub_recipes": {"ortho": {"all": true}}}`.

use crate::forced_nodes::named::Named;
use crate::problem::Problem;
use crate::problem::catalogue::SubRecipeNotExpanded;

pub(in crate::forced_nodes) fn sub_recipe_not_expanded(named: &Named<'_>) -> Problem {
    let problem = SubRecipeNotExpanded { node: named.name };
    problem.problem().at(named.path())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::forced_nodes::testing::{recipe_node, warnings};

    #[test]
    fn a_recipe_node_is_in_nodes_only() {
        let nodes = json!({"ortho": recipe_node("orthorectify")});
        assert_eq!(
            warnings(&json!({"all": false, "nodes": ["ortho"]}), &nodes),
            json!([{
                "name": "SUB_RECIPE_NOT_EXPANDED",
                "path": "/nodes/0",
                "description": "\"ortho\" is forced, but nothing inside it. Say in \"sub_recipes\" which of its nodes are.",
                "params": {"node": "ortho"},
            }])
        );
        let inside = json!({"ortho": {"all": true}});
        let both = json!({"all": false, "nodes": ["ortho"], "sub_recipes": inside});
        assert_eq!(warnings(&both, &nodes), json!([]));
    }
}
