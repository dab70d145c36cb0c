//! ## NAME_COLLISION_ERROR
//!
//! A name appears twice among the parameters of the dataset.
//!
//! **Cause.** Each name may appear only once in `parameters` and `global_parameters` together. Beside a previous batch
//! the dataset has no effect, and its names matter only if there is an input map.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {"recipe_type_id": 208, "definition": {"dataset": 1}},
//!   "context": {
//!     "dataset": {
//!       "id": 1,
//!       "definition": {
//!         "parameters": {"files": [{"name": "SCENE"}]},
//!         "global_parameters": {"json": [{"name": "SCENE", "type": "string"}]}
//!       }
//!     }
//!   }
//! }
//! ```
//!
//! **Remedy.** Rename one of the two in the dataset.

use crate::documents::Dataset;
use crate::problem::Problem;
use crate::problem::catalogue::NameCollisionError;

/// The names that stand twice.
pub(crate) fn name_collision_error(dataset: &Dataset) -> Vec<Problem> {
    let Some(definition) = &dataset.definition else {
        return Vec::new();
    };
    let (own, global) = (&definition.parameters, &definition.global_parameters);
    let twice = global.names().filter(|name| own.has(name));
    twice
        .map(|parameter| {
            NameCollisionError { parameter }
                .problem()
                .at("/definition/global_parameters")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    fn files(names: &[&str]) -> Value {
        let files = names.iter().map(|name| json!({"name": name}));
        json!({"files": files.collect::<Vec<_>>()})
    }

    fn report(dataset: &Value, definition: &Value, configuration: Option<Value>) -> Value {
        let context = json!({"dataset": {"id": 5, "definition": dataset}});
        let mut request = json!({"recipe_type_id": 1, "definition": definition});
        if let Some(configuration) = configuration {
            request["configuration"] = configuration;
        }
        let input = json!({"request": request, "context": context}).to_string();
        serde_json::from_str(&call("validateBatch", &input, "")).unwrap()
    }

    #[test]
    fn a_name_that_stands_twice_is_an_error_of_the_dataset() {
        let dataset =
            json!({"parameters": files(&["PAN"]), "global_parameters": files(&["PAN", "MS"])});
        let report = report(&dataset, &json!({"dataset": 5}), None);
        assert_eq!(
            report["errors"],
            json!([{
                "name": "NAME_COLLISION_ERROR",
                "document": "dataset",
                "path": "/definition/global_parameters",
                "description": "The name \"PAN\" appears in both \"parameters\" and \"global_parameters\".",
                "params": {"document": "dataset", "parameter": "PAN"},
            }])
        );
    }

    #[test]
    fn names_that_stand_twice_are_found_beside_a_previous_batch_only_for_an_input_map() {
        let dataset = json!({"parameters": files(&["PAN"]), "global_parameters": files(&["PAN"])});
        let definition = json!({"dataset": 5, "previous_batch": {"root_batch_id": 7}});
        let map = json!({"inputMap": [{"input": "PAN", "datasetParameter": "PAN"}]});
        let collides = |definition: &Value, configuration: Option<Value>| {
            let report = report(&dataset, definition, configuration);
            let errors = report["errors"].as_array().unwrap().iter();
            let unchecked = report["unchecked"].as_array().unwrap().iter();
            let has = |mut list: std::slice::Iter<'_, Value>| {
                list.any(|problem| problem["name"] == "NAME_COLLISION_ERROR")
            };
            (has(errors), has(unchecked))
        };
        assert_eq!(collides(&definition, Some(map.clone())), (true, false));
        assert_eq!(collides(&definition, None), (false, false));
        let another = json!({"dataset": 6, "previous_batch": {"root_batch_id": 7}});
        assert_eq!(collides(&another, Some(map)), (false, true));
    }
}
