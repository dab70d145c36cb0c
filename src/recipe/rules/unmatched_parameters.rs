//! ## UNMATCHED_PARAMETERS
//!
//! No filter looks at some parameters of a condition node.
//!
//! **Cause.** The node takes more than it decides on. That is allowed, for what it only passes on.
//!
//! **Example.** `checkRecipe` returns it for
//!
//! ```json
//! {"definition": {"nodes": {"is-clear": {"dependencies": [], "input": {}, "node_type": {
//!   "node_type": "condition",
//!   "interface": {"files": [{"name": "SCENE"}]},
//!   "data_filter": {"filters": []}
//! }}}}}
//! ```
//!
//! **Remedy.** Add a filter, or remove the parameter if nothing takes it from the node.

use crate::documents::Interface;
use crate::problem::Problem;
use crate::problem::catalogue::UnmatchedParameters;
use crate::sorted::SortedSet;

/// `filtered` are the parameters that filters look at.
pub(super) fn unmatched_parameters(
    interface: &Interface,
    filtered: &SortedSet<&str>,
) -> Option<Problem> {
    let names = interface.names();
    let parameters: Vec<&str> = names.filter(|name| !filtered.contains(name)).collect();
    if parameters.is_empty() {
        return None;
    }
    Some(UnmatchedParameters { parameters }.problem())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::recipe::testing::{condition, warnings};

    #[test]
    fn all_of_them_are_one_warning() {
        let interface = json!({"files": [{"name": "A"}, {"name": "B"}], "json": [{"name": "C", "type": "string"}]});
        let filters =
            json!([{"name": "B", "type": "filename", "condition": "contains", "values": ["x"]}]);
        assert_eq!(
            warnings(&json!({"nodes": {"c": condition(&interface, &filters)}})),
            json!([{
                "name": "UNMATCHED_PARAMETERS",
                "path": "/nodes/c/node_type/interface",
                "description": "No filter of the condition looks at \"A\", \"C\".",
                "params": {"parameters": ["A", "C"]},
            }])
        );
    }
}
