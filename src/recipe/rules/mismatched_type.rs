//! ## MISMATCHED_TYPE
//!
//! A filter is of a kind that does not fit its parameter.
//!
//! **Cause.** Files take filters of the types filename, media-type, data-type and meta-data; strings, numbers and booleans those of their own group.
//!
//! **Example.** `checkRecipe` returns it for
//!
//! ```json
//! {"definition": {"nodes": {"is-clear": {"dependencies": [], "input": {}, "node_type": {
//!   "node_type": "condition",
//!   "interface": {"files": [{"name": "SCENE"}]},
//!   "data_filter": {"filters": [{"name": "SCENE", "type": "number", "condition": "<", "values": [1]}]}
//! }}}}}
//! ```
//!
//! **Remedy.** Give the filter a type that fits the parameter.

use crate::documents::{Filter, FilterType, JsonType};
use crate::problem::catalogue::MismatchedType;
use crate::problem::{Problem, join};
use crate::recipe::parameter::Content;

/// `content` is what the parameter of the filter is, and `path` the pointer to the filter.
pub(super) fn mismatched_type(
    filter: &Filter,
    content: Content<'_>,
    path: &str,
) -> Option<Problem> {
    if fits(filter.filter_type, content) {
        return None;
    }
    let problem = MismatchedType {
        parameter: &filter.name,
        filter_type: filter.filter_type.as_str(),
        found: match content {
            Content::File { .. } => "file",
            Content::Json(json) => json.as_str(),
        },
    };
    Some(problem.problem().at(join(path, "type")))
}

/// File filters go with files; strings, numbers and booleans with their like; other JSON with any JSON filter.
fn fits(filter: FilterType, content: Content<'_>) -> bool {
    let on_files = matches!(
        filter,
        FilterType::Filename | FilterType::MediaType | FilterType::DataType | FilterType::MetaData
    );
    match content {
        Content::File { .. } => on_files,
        Content::Json(JsonType::String) => filter == FilterType::String,
        Content::Json(JsonType::Integer | JsonType::Number) => {
            matches!(filter, FilterType::Integer | FilterType::Number)
        }
        Content::Json(JsonType::Boolean) => filter == FilterType::Boolean,
        Content::Json(JsonType::Array | JsonType::Object) => !on_files,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::recipe::testing::{condition, warnings};

    #[test]
    fn files_and_json_have_their_own_filters() {
        let interface =
            json!({"files": [{"name": "SCENE"}], "json": [{"name": "N", "type": "integer"}]});
        let filter = |name: &str, filter_type: &str, condition: &str| json!({"name": name, "type": filter_type, "condition": condition, "values": [1]});
        let filters = json!([
            filter("SCENE", "number", "<"),
            filter("N", "boolean", "!="),
            filter("N", "number", "<"),
        ]);
        assert_eq!(
            warnings(&json!({"nodes": {"c": condition(&interface, &filters)}})),
            json!([
                {
                    "name": "MISMATCHED_TYPE",
                    "path": "/nodes/c/node_type/data_filter/filters/0/type",
                    "description":
                        "A filter of type \"number\" does not fit the parameter \"SCENE\", which is a file.",
                    "params": {"parameter": "SCENE", "type": "number", "found": "file"},
                },
                {
                    "name": "MISMATCHED_TYPE",
                    "path": "/nodes/c/node_type/data_filter/filters/1/type",
                    "description":
                        "A filter of type \"boolean\" does not fit the parameter \"N\", which is JSON of type \
                         integer.",
                    "params": {"parameter": "N", "type": "boolean", "found": "integer"},
                },
            ])
        );
    }

    #[test]
    fn each_type_of_json_has_filters_of_its_own() {
        for (json_type, fitting) in [
            ("string", &["string"][..]),
            ("integer", &["integer", "number"]),
            ("number", &["integer", "number"]),
            ("boolean", &["boolean"]),
        ] {
            let interface = json!({"json": [{"name": "N", "type": json_type}]});
            for filter_type in ["string", "integer", "number", "boolean", "filename"] {
                let filters =
                    json!([{"name": "N", "type": filter_type, "condition": "!=", "values": [1]}]);
                let found = warnings(&json!({"nodes": {"c": condition(&interface, &filters)}}));
                let found = found.as_array().unwrap().iter();
                let mismatched = found.filter(|warning| warning["name"] == "MISMATCHED_TYPE");
                let expected = usize::from(!fitting.contains(&filter_type));
                assert_eq!(mismatched.count(), expected, "{json_type}, {filter_type}");
            }
        }
    }
}
