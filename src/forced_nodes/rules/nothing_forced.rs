//! ## NOTHING_FORCED
//!
//! `all` is false and nothing is listed.
//!
//! **Cause.** These forced nodes say the same as none at all. It is not said where they keep the server from failing: for a dataset and a recipe with recipe nodes. For forced nodes inside those of a recipe node, `params.node` is that node.
//!
//! **Example.** `normaliseForcedNodes` returns it for
//!
//! ```json
//! {"forced_nodes": {"all": false, "nodes": []}, "definition": {}}
//! ```
//!
//! **Remedy.** List nodes, say `"all": true`, or omit the forced nodes.

use crate::problem::Problem;
use crate::problem::catalogue::NothingForced;

/// The problem of the forced nodes at `pointer`, which are those inside the recipe node `around` where there is one.
pub(in crate::forced_nodes) fn nothing_forced(around: Option<&str>, pointer: &str) -> Problem {
    NothingForced { node: around }.problem().at(pointer)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::forced_nodes::testing::{recipe_node, warnings};

    #[test]
    fn nothing_is_listed_at_the_top() {
        for forced in [json!({}), json!({"all": false, "nodes": []})] {
            assert_eq!(
                warnings(&forced, &json!({})),
                json!([{
                    "name": "NOTHING_FORCED",
                    "path": "",
                    "description": "\"all\" is false and nothing is listed, so nothing is forced.",
                    "params": {},
                }])
            );
        }
        assert_eq!(warnings(&json!({"all": true}), &json!({})), json!([]));
    }

    #[test]
    fn nothing_is_listed_inside_a_recipe_node() {
        let forced = json!({"all": false, "sub_recipes": {"ortho": {"all": false}}});
        assert_eq!(
            warnings(&forced, &json!({"ortho": recipe_node("orthorectify")})),
            json!([{
                "name": "NOTHING_FORCED",
                "path": "/sub_recipes/ortho",
                "description": "\"ortho\" is forced, but inside it \"all\" is false and nothing is listed.",
                "params": {"node": "ortho"},
            }])
        );
    }
}
