//! ## MISMATCHED_RECIPE_TYPE_ID
//!
//! `recipe_type_id` is not the id of the recipe type in the context.
//!
//! **Cause.** The request was checked against another recipe type than the one it asks for.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {"recipe_type_id": 209, "definition": {"dataset": 1}},
//!   "context": {"recipe_type": {"id": 208, "name": "shoreline", "definition": {}}}
//! }
//! ```
//!
//! **Remedy.** Check it with recipe type 209 as `context.recipe_type`, or ask for the recipe type that is there.

use super::super::case::{Case, Findings};
use super::super::context::Part;
use crate::problem::catalogue::MismatchedRecipeTypeId;
use crate::problem::{Problem, ProblemName};

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    if case.context.recipe_type().is_none() {
        findings.unchecked(
            &[ProblemName::MismatchedRecipeTypeId],
            &case.need(Part::RecipeType),
        );
    }
    findings.problems.extend(mismatched(case));
}

/// The problem of a request that names another recipe type than that of the context.
pub(in crate::validate) fn mismatched(case: &Case<'_>) -> Option<Problem> {
    let (found, expected) = case.mismatched_recipe_types()?;
    let recipe_type = case.context.recipe_type();
    let problem = MismatchedRecipeTypeId {
        found: found.0,
        expected: expected.0,
        name: recipe_type.and_then(|recipe_type| recipe_type.name.as_deref()),
    };
    Some(problem.problem().at("/recipe_type_id"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    fn found(context: &Value) -> Value {
        let request = json!({"recipe_type_id": 209, "definition": {"dataset": 1}});
        let input = json!({"request": request, "context": context}).to_string();
        let report: Value = serde_json::from_str(&call("validateBatch", &input, "")).unwrap();
        report["errors"].clone()
    }

    #[test]
    fn another_id_is_an_error_at_the_id_of_the_request() {
        let context = json!({"recipe_type": {"id": 208, "name": "shoreline", "definition": {}}});
        assert_eq!(
            found(&context),
            json!([{
                "name": "MISMATCHED_RECIPE_TYPE_ID",
                "path": "/recipe_type_id",
                "description":
                    "\"recipe_type_id\" is 209, but the recipe type of the context has the id 208 (shoreline).",
                "params": {"expected": 208, "found": 209},
            }])
        );
    }

    #[test]
    fn a_recipe_type_without_an_id_is_the_one_that_is_meant() {
        let context = json!({"recipe_type": {"definition": {}}});
        assert_eq!(found(&context), json!([]));
    }
}
