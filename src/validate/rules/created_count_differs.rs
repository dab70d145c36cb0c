//! ## CREATED_COUNT_DIFFERS
//!
//! The server will create more or fewer recipes than it estimates.
//!
//! **Cause.** `params.created` is the number if no earlier recipe used the files; where `params.is_upper_bound` is
//! true, conditions may let fewer pass. `params.because` lists why it differs:
//!
//! - `OTHER_INPUTS_REQUIRED`: no recipe is made of some files, because the recipe requires other inputs beside them.
//! - `FILES_OF_OTHER_PARAMETERS`: the recipe requires no input, so that all files of the dataset are used.
//! - `SUB_RECIPES_NOT_ESTIMATED`: each recipe comes with all its sub-recipes, whichever are forced.
//! - `SUB_RECIPE_TYPE_INACTIVE`: some of the sub-recipes are never created.
//! - `LATEST_REVISIONS_ESTIMATED`: the estimate counts what the latest revisions contain.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {"recipe_type_id": 208, "definition": {"dataset": 1}},
//!   "context": {
//!     "recipe_type": {"id": 208, "definition": {"input": {"files": [{"name": "SCENE", "required": false}]}}},
//!     "dataset": {
//!       "id": 1,
//!       "definition": {"parameters": {"files": [{"name": "SCENE"}, {"name": "MASK"}]}},
//!       "files_per_parameter": {"SCENE": 1, "MASK": 1}
//!     }
//!   }
//! }
//! ```
//!
//! **Remedy.** Nothing needs to change if that number is what you want; the breakdown, `estimate.creation`, says what
//! it is made of.

use super::super::case::{Case, DATASET, Findings};
use crate::estimate::{CreationReason, Estimate};
use crate::problem::Problem;
use crate::problem::catalogue::CreatedCountDiffers;

pub(in crate::validate) fn check(_: &Case<'_>, findings: &mut Findings) {
    let problem = findings.estimate.as_ref().and_then(differs);
    findings.problems.extend(problem);
}

fn differs(estimate: &Estimate) -> Option<Problem> {
    let creation = estimate.creation.as_ref()?;
    let (estimated, created) = (estimate.recipes_estimated, creation.total());
    // Where none is created, that is said instead; where sub-recipes are not known, neither is their number.
    if created == estimated || created == 0 || estimate.is_lower_bound {
        return None;
    }
    let because = creation.because.iter().copied();
    let problem = CreatedCountDiffers {
        estimated,
        created,
        is_upper_bound: estimate.if_all_new_is_upper_bound,
        because: because.clone().map(CreationReason::as_str).collect(),
        meanings: because.map(CreationReason::meaning).collect(),
    };
    Some(problem.problem().at(DATASET))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::documents::Reader;
    use crate::problem::ProblemName;
    use crate::validate::{Context, ValidationReport, validate_value};

    fn recipe_node(name: &str, below: &[&str]) -> Value {
        let below: Vec<Value> = below.iter().map(|name| json!({"name": name})).collect();
        json!({"dependencies": below, "input": {}, "node_type":
            {"node_type": "recipe", "recipe_type_name": name, "recipe_type_revision": 1}})
    }

    /// The report on a batch from one file of `A` and two of `B`; the types `tile` and `old` have no sub-recipes, and
    /// `old` is inactive.
    fn report(input: &Value, nodes: &Value, forced_nodes: &Value) -> ValidationReport {
        let files = json!([{"name": "A"}, {"name": "B"}]);
        let context = json!({
            "recipe_type": {"id": 1, "name": "harbours", "definition": {"input": input, "nodes": nodes},
                "sub_recipe_types": [{"id": 3, "name": "old", "revision_num": 1, "is_active": false}]},
            "dataset": {"definition": {"parameters": {"files": files}}, "files_per_parameter": {"A": 1, "B": 2}},
            "revisions": [
                {"name": "tile", "revision_num": 1, "definition": {}},
                {"name": "old", "revision_num": 1, "definition": {}},
            ],
        });
        let context = Reader::new().value::<Context>(&context).into_result();
        let definition = json!({"dataset": 3, "forced_nodes": forced_nodes});
        let request = json!({"recipe_type_id": 1, "definition": definition});
        validate_value(&request, &context.unwrap())
    }

    fn told(report: &ValidationReport) -> Option<Value> {
        let mut warnings = report.warnings.iter();
        let found = warnings.find(|warning| warning.name == ProblemName::CreatedCountDiffers)?;
        let params = &found.params;
        Some(json!([
            params["estimated"],
            params["created"],
            params["because"]
        ]))
    }

    #[test]
    fn every_file_is_taken_where_no_input_is_required() {
        let all = json!({"all": true});
        let optional = report(
            &json!({"files": [{"name": "A", "required": false}]}),
            &json!({}),
            &all,
        );
        assert_eq!(
            told(&optional),
            Some(json!([1, 3, ["FILES_OF_OTHER_PARAMETERS"]]))
        );
        let mut warnings = optional.warnings.iter();
        let said = "The server estimates 1 recipe, but it will create ";
        assert!(warnings.any(|warning| warning.description.starts_with(said)));
        let required = report(&json!({"files": [{"name": "A"}]}), &json!({}), &all);
        assert_eq!(told(&required), None);
    }

    #[test]
    fn files_of_an_optional_input_need_those_that_are_required() {
        let input = json!({"files": [{"name": "A"}, {"name": "B", "required": false}]});
        let report = report(&input, &json!({}), &json!({"all": true}));
        assert_eq!(
            told(&report),
            Some(json!([3, 1, ["OTHER_INPUTS_REQUIRED"]]))
        );
    }

    #[test]
    fn sub_recipes_come_whatever_is_forced_but_none_of_an_inactive_type() {
        let nodes = json!({"one": recipe_node("tile", &[]), "two": recipe_node("tile", &[])});
        let none = report(&json!({}), &nodes, &json!({"all": false}));
        assert_eq!(
            told(&none),
            Some(json!([3, 9, ["SUB_RECIPES_NOT_ESTIMATED"]]))
        );
        let nodes = json!({"one": recipe_node("tile", &[]), "two": recipe_node("old", &[])});
        let all = report(&json!({}), &nodes, &json!({"all": true}));
        assert_eq!(
            told(&all),
            Some(json!([9, 6, ["SUB_RECIPE_TYPE_INACTIVE"]]))
        );
        let one = report(
            &json!({}),
            &nodes,
            &json!({"all": false, "sub_recipes": {"two": {"all": true}}}),
        );
        assert_eq!(told(&one), None, "one for another: 6 in both ways");
    }

    #[test]
    fn conditions_make_an_upper_bound() {
        let condition = json!({"dependencies": [], "input": {}, "node_type": {"node_type": "condition",
            "interface": {"version": "7", "files": [], "json": []}, "data_filter": {"version": "7", "filters": []}}});
        let below = json!({"if": condition, "then": recipe_node("tile", &["if"])});
        let beside = json!({"if": condition, "then": recipe_node("tile", &[])});
        for (nodes, is_upper_bound) in [(below, true), (beside, false)] {
            let report = report(&json!({}), &nodes, &json!({"all": false}));
            assert_eq!(
                told(&report),
                Some(json!([3, 6, ["SUB_RECIPES_NOT_ESTIMATED"]]))
            );
            let found = report.warnings.iter();
            let mut found =
                found.filter(|warning| warning.name == ProblemName::CreatedCountDiffers);
            assert_eq!(
                found.next().unwrap().params["is_upper_bound"],
                is_upper_bound
            );
            assert_eq!(
                report.estimate.unwrap().if_all_new_is_upper_bound,
                is_upper_bound
            );
        }
    }
}
