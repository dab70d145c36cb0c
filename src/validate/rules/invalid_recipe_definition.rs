//! What is wrong with the recipe type of the context: `INVALID_RECIPE_DEFINITION` and the other problems of a
//! definition. The context has found them; where the recipe type counts, they are reported.

use super::super::case::{Case, Findings};
use super::super::context::Part;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    // The document may have been there, and unreadable.
    if case.mismatched_recipe_types().is_none() {
        findings.broken_document(case.context, Part::RecipeType);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    /// The errors about a request for recipe type 208, and the estimate.
    fn found(recipe_type: &Value) -> (Value, Value) {
        let request = json!({"recipe_type_id": 208, "definition": {"dataset": 1, "forced_nodes": {"all": true}}});
        let dataset = json!({"definition": {}, "files_per_parameter": {"SCENE": 1}});
        let context = json!({"recipe_type": recipe_type, "dataset": dataset});
        let input = json!({"request": request, "context": context}).to_string();
        let report: Value = serde_json::from_str(&call("validateBatch", &input, "")).unwrap();
        (report["errors"].clone(), report["estimate"].clone())
    }

    /// A recipe type whose only node depends on itself.
    fn circular(id: i64) -> Value {
        let node_type = json!({"node_type": "job", "job_type_name": "parse", "job_type_version": "1.0",
            "job_type_revision": 1});
        let node =
            json!({"dependencies": [{"name": "parse"}], "input": {}, "node_type": node_type});
        json!({"id": id, "definition": {"nodes": {"parse": node}}})
    }

    #[test]
    fn what_breaks_the_recipe_type_is_an_error_of_that_document() {
        let (errors, estimate) = found(&circular(208));
        assert_eq!(errors[0]["name"], "CIRCULAR_DEPENDENCY");
        assert_eq!(errors[0]["document"], "recipe_type");
        let path = errors[0]["path"].as_str().unwrap();
        assert!(path.starts_with("/definition/nodes"), "{path}");
        assert_eq!(estimate, Value::Null);
    }

    #[test]
    fn a_recipe_type_that_cannot_be_read_is_told_as_well() {
        let (errors, _) = found(&json!({"id": "x", "definition": {"nodes": 5}}));
        assert_eq!(errors[0]["name"], "INVALID_RECIPE_DEFINITION");
        assert_eq!(errors[0]["path"], "/definition/nodes");
    }

    #[test]
    fn what_is_wrong_with_another_recipe_type_does_not_matter() {
        let (errors, _) = found(&circular(209));
        let errors = errors.as_array().unwrap();
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0]["name"], "MISMATCHED_RECIPE_TYPE_ID");
    }
}
