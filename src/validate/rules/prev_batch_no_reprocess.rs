//! ## PREV_BATCH_NO_REPROCESS
//!
//! The recipes of the previous batch cannot be re-processed with the current revision of the recipe type.
//!
//! **Cause.** The two revisions differ too much: for example, the inputs of the recipe changed. `params.reasons` says
//! why, and `params.problems` has the inputs that do not fit, each with the name and params of its problem.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {"recipe_type_id": 208, "definition": {"previous_batch": {"root_batch_id": 104}}},
//!   "context": {
//!     "recipe_type": {"id": 208, "definition": {"input": {"files": [{"name": "SCENE"}]}}},
//!     "batches": [{"id": 104, "recipe_type_rev": {"definition": {}}}]
//!   }
//! }
//! ```
//!
//! **Remedy.** Create a batch from a dataset, or edit the recipe type so that the old recipes fit it again.

use super::super::case::{Case, Findings, ROOT_BATCH_ID};
use super::super::context::FoundBatch;
use super::super::context::NoDefinition;
use super::super::context::Part;
use super::super::context::RanDefinition;
use crate::documents::RecipeDefinition;
use crate::problem::catalogue::{PrevBatchNoReprocess, UnfitInput};
use crate::problem::causes::NoReprocessReason;
use crate::problem::{ProblemName, Severity};
use crate::recipe::connection_problems;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(found) = case.reprocessed_batch() else {
        return;
    };
    // Both look at what changed since the previous batch.
    let rules = [
        ProblemName::PrevBatchNoReprocess,
        ProblemName::NothingToReprocess,
    ];
    match (
        case.context.ran_definition(&found),
        case.sound_recipe_type(),
    ) {
        (Err(NoDefinition::Broken(problems)), _) => findings.problems.extend(problems),
        (Err(NoDefinition::Missing(need)), _) => {
            findings.unchecked(&rules, &need);
            findings.broken_document(case.context, Part::Revisions);
            findings.broken_document(case.context, Part::SubRecipeTypes);
        }
        (Ok(_), None) => findings.unchecked(&rules, &case.need(Part::RecipeType)),
        (Ok(previous), Some(_)) => compare(case, &found, previous, findings),
    }
}

/// Looks only at what is known whatever is forced, so that a keystroke costs the same for a recipe of any size.
fn compare(
    case: &Case<'_>,
    found: &FoundBatch<'_>,
    previous: RanDefinition<'_>,
    findings: &mut Findings,
) {
    let unforced = case.context.unforced(previous);
    let Some(unforced) = unforced.filter(|unforced| !unforced.reasons.is_empty()) else {
        return;
    };
    let reasons = unforced.reasons.iter().map(|reason| NoReprocessReason {
        name: &reason.name,
        description: &reason.description,
    });
    let problem = PrevBatchNoReprocess {
        batch_id: found.batch.id.0,
        problems: unfit_inputs(case, previous.sound.definition),
        reasons: reasons.collect(),
    };
    findings.push(problem.problem().at(ROOT_BATCH_ID));
}

/// What of the previous inputs does not fit the current ones, by name and params.
fn unfit_inputs(case: &Case<'_>, previous: &RecipeDefinition) -> Vec<UnfitInput> {
    let Some(current) = case.sound_recipe_type() else {
        return Vec::new();
    };
    connection_problems(&current.definition.input, &previous.input)
        .into_iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| UnfitInput {
            name: problem.name,
            params: problem.params,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    #[test]
    fn a_new_required_input_cannot_be_re_processed() {
        let request = json!({"recipe_type_id": 208, "definition": {"previous_batch": {"root_batch_id": 104}}});
        let input = json!({"files": [{"name": "SCENE"}, {"name": "MASK", "required": false}]});
        let context = json!({
            "recipe_type": {"id": 208, "definition": {"input": input}},
            "batches": [{"id": 104, "recipe_type_rev": {"definition": {}}}],
        });
        let input = json!({"request": request, "context": context}).to_string();
        let report: Value = serde_json::from_str(&call("validateBatch", &input, "")).unwrap();
        let [error] = &report["errors"].as_array().unwrap()[..] else {
            panic!("{report:#}");
        };
        assert_eq!(error["name"], "PREV_BATCH_NO_REPROCESS");
        assert_eq!(error["path"], "/definition/previous_batch/root_batch_id");
        assert_eq!(error["params"]["batch_id"], 104);
        assert_eq!(error["params"]["reasons"][0]["name"], "INPUT_CHANGE");
        assert_eq!(
            error["params"]["problems"],
            json!([{"name": "PARAM_REQUIRED", "params": {"found": "nothing", "parameter": "SCENE"}}])
        );
        assert_eq!(
            report["recipes_estimated"], 0,
            "as the server, which stops there"
        );
    }
}
