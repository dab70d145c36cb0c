//! ## INVALID_FIELDS
//!
//! The `fields` of a filter do not go with its `values`.
//!
//! **Cause.** There must be as many paths in `fields` as there are `values`.
//!
//! **Example.** `checkRecipe` returns it for
//!
//! ```json
//! {"definition": {"nodes": {"is-clear": {"dependencies": [], "input": {}, "node_type": {
//!   "node_type": "condition",
//!   "interface": {"json": [{"name": "META", "type": "object"}]},
//!   "data_filter": {"filters": [{"name": "META", "type": "object", "condition": "==", "values": [1, 2], "fields": [["cloud"]]}]}
//! }}}}}
//! ```
//!
//! **Remedy.** Give one path for each value.

use crate::documents::Filter;
use crate::problem::catalogue::InvalidFields;
use crate::problem::{Problem, join};

pub(super) fn invalid_fields(filter: &Filter, base: &str) -> Option<Problem> {
    let fields = filter.fields.as_ref()?.len();
    let values = filter.values.len();
    if fields == values {
        return None;
    }
    let problem = InvalidFields { fields, values };
    Some(problem.problem().at(join(base, "fields")))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn there_are_as_many_fields_as_values() {
        let found = |fields: Value| {
            let filter = json!({"name": "N", "type": "object", "condition": "==", "values": [1, 2], "fields": fields});
            let filter: Filter = serde_json::from_value(filter).unwrap();
            serde_json::to_value(invalid_fields(&filter, "/f")).unwrap()
        };
        assert_eq!(
            found(json!([["cloud"]])),
            json!({
                "name": "INVALID_FIELDS",
                "path": "/f/fields",
                "description":
                    "\"fields\" has 1 items and \"values\" has 2, but each value needs its own field.",
                "params": {"fields": 1, "values": 2},
            })
        );
        assert_eq!(found(json!([["cloud"], ["sun"]])), json!(null));
    }
}
