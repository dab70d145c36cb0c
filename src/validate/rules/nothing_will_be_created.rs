//! ## NOTHING_WILL_BE_CREATED
//!
//! The server estimates recipes, and will create none.
//!
//! **Cause.** `params.because` says why. `OTHER_INPUTS_REQUIRED`: the server makes a recipe of each file, with that
//! file as its only input, and the recipe requires more than one; it never uses global data. `params.inputs` has the
//! inputs that stand in the way. `RECIPE_TYPE_INACTIVE`: the recipe type is inactive.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {"recipe_type_id": 208, "definition": {"dataset": 1}},
//!   "context": {
//!     "recipe_type": {"id": 208, "is_active": false, "definition": {}},
//!     "dataset": {"id": 1, "definition": {}, "files_per_parameter": {"SCENE": 1}}
//!   }
//! }
//! ```
//!
//! **Remedy.** Make the other inputs optional in the recipe type, or activate the recipe type.

use super::super::case::{Case, DATASET, Findings};
use crate::estimate::{Creation, CreationReason, Estimate};
use crate::problem::Problem;
use crate::problem::catalogue::NothingWillBeCreated;
use crate::problem::causes::NothingCreated;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    let estimate = findings.estimate.as_ref();
    let estimate = estimate.filter(|estimate| creates_nothing(estimate));
    let problem = estimate.map(|estimate| nothing_will_be_created(case, estimate));
    findings.problems.extend(problem);
}

/// Whether recipes are estimated, and none will be created.
pub(in crate::validate) fn creates_nothing(estimate: &Estimate) -> bool {
    estimate.recipes_estimated > 0 && estimate.if_all_new == Some(0)
}

fn nothing_will_be_created(case: &Case<'_>, estimate: &Estimate) -> Problem {
    let creation = estimate.creation.as_ref();
    let inputs = creation.map_or_else(Vec::new, Creation::inputs_in_the_way);
    let (because, path) = match creation.and_then(|creation| creation.because.first()) {
        // Of a previous batch only an inactive recipe type is known to create nothing.
        None | Some(CreationReason::RecipeTypeInactive) => {
            let name = case.recipe_type().and_then(|found| found.name.as_deref());
            (
                NothingCreated::RecipeTypeInactive { name },
                "/recipe_type_id",
            )
        }
        Some(_) => {
            let inputs = inputs.clone();
            (NothingCreated::OtherInputsRequired { inputs }, DATASET)
        }
    };
    let problem = NothingWillBeCreated {
        because,
        estimated: estimate.recipes_estimated,
        inputs,
    };
    problem.problem().at(path)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::documents::Reader;
    use crate::validate::{Context, ValidationReport, validate_value};

    /// The report on a batch from one file of `A` and two of `B`.
    fn report(input: &Value, is_active: bool) -> ValidationReport {
        let files = json!([{"name": "A"}, {"name": "B"}]);
        let context = json!({
            "recipe_type": {"id": 1, "name": "harbours", "is_active": is_active,
                "definition": {"input": input, "nodes": {}}},
            "dataset": {"definition": {"parameters": {"files": files}}, "files_per_parameter": {"A": 1, "B": 2}},
        });
        let context = Reader::new().value::<Context>(&context).into_result();
        let request = json!({"recipe_type_id": 1, "definition": {"dataset": 3}});
        validate_value(&request, &context.unwrap())
    }

    fn params(report: &ValidationReport) -> Option<Value> {
        let mut warnings = report.warnings.iter();
        let found =
            warnings.find(|warning| warning.name == crate::ProblemName::NothingWillBeCreated)?;
        Some(json!(found.params))
    }

    #[test]
    fn two_required_inputs_stand_in_the_way_of_each_other() {
        let report = report(&json!({"files": [{"name": "A"}, {"name": "B"}]}), true);
        let expected =
            json!({"because": "OTHER_INPUTS_REQUIRED", "estimated": 3, "inputs": ["A", "B"]});
        assert_eq!(params(&report), Some(expected));
        assert_eq!(report.warnings.len(), 1, "then no other number is told");
        assert_eq!(report.estimate.unwrap().if_all_new, Some(0));
    }

    #[test]
    fn required_json_stands_in_the_way_of_every_file() {
        let input =
            json!({"files": [{"name": "A"}], "json": [{"name": "LIMIT", "type": "integer"}]});
        // Without the JSON parameter the dataset does not fit at all.
        assert!(!report(&input, true).is_valid);
        let context = json!({
            "recipe_type": {"id": 1, "definition": {"input": input, "nodes": {}}},
            "dataset": {"definition": {"parameters": {"files": [{"name": "A"}]},
                "global_parameters": {"json": [{"name": "LIMIT", "type": "integer"}]}}, "files_per_parameter": {"A": 1}},
        });
        let context = Reader::new().value::<Context>(&context).into_result();
        let request = json!({"recipe_type_id": 1, "definition": {"dataset": 3}});
        let report = validate_value(&request, &context.unwrap());
        assert_eq!(params(&report).unwrap()["inputs"], json!(["LIMIT"]));
    }

    #[test]
    fn an_inactive_recipe_type_creates_nothing() {
        let report = report(&json!({"files": [{"name": "A", "required": false}]}), false);
        let expected = json!({
            "because": "RECIPE_TYPE_INACTIVE", "estimated": 1, "inputs": [], "recipe_type_name": "harbours",
        });
        assert_eq!(params(&report), Some(expected));
        assert_eq!(report.warnings[0].path, "/recipe_type_id");
    }

    #[test]
    fn one_required_input_or_none_is_no_obstacle() {
        let required = json!({"files": [{"name": "A"}, {"name": "B", "required": false}]});
        assert_eq!(params(&report(&required, true)), None);
        assert_eq!(params(&report(&json!({}), true)), None);
        // Nothing is estimated, which is the error NO_RECIPES.
        let other = report(&json!({"files": [{"name": "C", "required": false}]}), true);
        assert_eq!((params(&other), other.is_valid), (None, false));
    }
}
