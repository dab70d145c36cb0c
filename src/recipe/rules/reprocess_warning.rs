//! ## REPROCESS_WARNING
//!
//! Recipes of the saved revision cannot be re-processed with the new definition.
//!
//! **Cause.** What recipes of the revision `params.revision_num` took does not fit what the definition takes: an input is new and required, is required now, or is of another type.
//!
//! **Example.** `checkRecipe` returns it for
//!
//! ```json
//! {
//!   "definition": {"input": {"files": [{"name": "SCENE"}, {"name": "MASK"}]}},
//!   "saved": {"name": "shoreline", "revision_num": 4, "definition": {"input": {"files": [{"name": "SCENE"}]}}}
//! }
//! ```
//!
//! **Remedy.** Make new inputs optional. Otherwise batches of the new revision start from datasets.

use crate::documents::{RecipeDefinition, SubRecipeType};
use crate::problem::catalogue::{ReprocessWarning, UnfitInput};
use crate::problem::{Problem, Severity};
use crate::recipe::connection_problems;

/// The warning, where what recipes took no longer fits what they take. Nodes may change as they like.
pub(crate) fn reprocess_warning(
    saved: &SubRecipeType,
    definition: &RecipeDefinition,
) -> Option<Problem> {
    let problems = connection_problems(&definition.input, &saved.definition.input);
    let is_error = |problem: &Problem| problem.severity == Severity::Error;
    let errors: Vec<Problem> = problems.into_iter().filter(is_error).collect();
    if errors.is_empty() {
        return None;
    }
    let descriptions: Vec<&str> = errors
        .iter()
        .map(|error| error.description.as_str())
        .collect();
    let said = descriptions.join(" ");
    let unfit = errors.into_iter().map(|error| UnfitInput {
        name: error.name,
        params: error.params,
    });
    let problem = ReprocessWarning {
        revision_num: saved.revision_num,
        reasons: vec!["INPUT_CHANGE"],
        problems: unfit.collect(),
        errors: said,
    };
    Some(problem.problem().at("/input"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::documents::Reader;
    use crate::recipe::{RecipeContext, RecipeReport};

    fn report(saved: &Value, definition: &Value) -> RecipeReport {
        let saved = json!({"name": "r", "revision_num": 4, "definition": saved});
        let context = RecipeContext::new().with_saved(serde_json::from_value(saved).unwrap());
        Reader::new().check_recipe_value(definition, &context)
    }

    #[test]
    fn an_input_that_no_longer_fits_is_said() {
        let saved = json!({"input": {"files": [{"name": "SCENE"}]}});
        let wider =
            json!({"input": {"files": [{"name": "SCENE"}, {"name": "MASK", "required": false}]}});
        assert_eq!(report(&saved, &wider).warnings, []);
        let narrower = json!({"input": {"files": [{"name": "SCENE"}, {"name": "MASK"}]}});
        let found = report(&saved, &narrower);
        let [warning] = &found.warnings[..] else {
            panic!("{:#?}", found.warnings)
        };
        assert_eq!(
            (warning.name.as_str(), warning.path.as_str()),
            ("REPROCESS_WARNING", "/input")
        );
        assert_eq!(warning.params["revision_num"], 4);
        assert!(warning.description.contains("\"MASK\" is required"));
    }

    #[test]
    fn a_definition_that_cannot_be_compared_gets_no_warning() {
        let saved = json!({"input": {"files": [{"name": "SCENE"}]}});
        let node = json!({"dependencies": [{"name": "ghost"}], "input": {}, "node_type": {
            "node_type": "recipe", "recipe_type_name": "s", "recipe_type_revision": 1}});
        let broken = json!({"input": {"files": [{"name": "MASK"}]}, "nodes": {"a": node}});
        assert_eq!(report(&saved, &broken).warnings, []);
        let misspelled = json!({"input": {"files": [{"name": "MASK"}]}, "nodse": {}});
        assert_eq!(report(&saved, &misspelled).warnings, []);
    }
}
