//! ## UNMATCHED_FILTER
//!
//! A filter names a parameter that the node does not have.
//!
//! **Cause.** The name is misspelt, or the parameter is missing in the interface of the condition node.
//!
//! **Example.** `checkRecipe` returns it for
//!
//! ```json
//! {"definition": {"nodes": {"is-clear": {"dependencies": [], "input": {}, "node_type": {
//!   "node_type": "condition",
//!   "interface": {"files": [{"name": "SCENE"}]},
//!   "data_filter": {"filters": [{"name": "SCNE", "type": "filename", "condition": "contains", "values": ["tif"]}]}
//! }}}}}
//! ```
//!
//! **Remedy.** Name a parameter of the node.

use crate::documents::Filter;
use crate::problem::catalogue::UnmatchedFilter;
use crate::problem::{Problem, join};
use crate::read::suggestion::Suggestions;

/// `names` are the parameters of the condition, and `path` is the pointer to the filter.
pub(super) fn unmatched_filter(
    filter: &Filter,
    names: &mut Suggestions<'_>,
    path: &str,
) -> Problem {
    let problem = UnmatchedFilter {
        parameter: &filter.name,
        suggestion: names.nearest(&filter.name),
    };
    problem.problem().at(join(path, "name"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::recipe::testing::{condition, warnings};

    #[test]
    fn the_nearest_parameter_is_suggested() {
        let filters = json!([
            {"name": "SCNE", "type": "filename", "condition": "contains", "values": ["tif"]},
            {"name": "SCENE", "type": "filename", "condition": "contains", "values": ["tif"]},
        ]);
        let node = condition(&json!({"files": [{"name": "SCENE"}]}), &filters);
        assert_eq!(
            warnings(&json!({"nodes": {"c": node}})),
            json!([{
                "name": "UNMATCHED_FILTER",
                "path": "/nodes/c/node_type/data_filter/filters/0/name",
                "description":
                    "The filter is on \"SCNE\", which is no parameter of the condition. Did you mean \"SCENE\"?",
                "params": {"parameter": "SCNE", "suggestion": "SCENE"},
            }])
        );
    }
}
