//! ## NO_RECIPES
//!
//! The batch would create no recipe.
//!
//! **Cause.** The estimate is 0, and `params.because` says why: there is neither a previous batch nor a dataset
//! (`NO_SOURCE`), the previous batch has no recipes (`EMPTY_PREVIOUS_BATCH`), the dataset has no files
//! (`EMPTY_DATASET`), or none of its files belongs to an input of the recipe (`NO_FITTING_FILES`). From `nextBatch` it
//! is a warning.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {"recipe_type_id": 208, "definition": {"supersedes": true}}
//! }
//! ```
//!
//! **Remedy.** Name a `dataset` or a `previous_batch`. Where there is a dataset, map its parameters to the inputs of
//! the recipe with `inputMap`.

use super::super::case::{Case, DATASET, Findings, PREVIOUS_BATCH};
use crate::documents::DatasetId;
use crate::estimate::{Basis, Estimate};
use crate::problem::Problem;
use crate::problem::catalogue::NoRecipes;
use crate::problem::causes::NothingToCreate;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    let estimate = findings.estimate.as_ref();
    let estimate = estimate.filter(|estimate| estimate.recipes_estimated == 0);
    let problem = estimate.and_then(|estimate| no_recipes(case, estimate));
    findings.problems.extend(problem);
}

fn no_recipes(case: &Case<'_>, estimate: &Estimate) -> Option<Problem> {
    let dataset = case.definition().and_then(|definition| definition.dataset);
    let is_dataset_0 = dataset == Some(DatasetId(0));
    let (because, path) = match estimate.basis {
        // Whatever keeps the dataset from being connected is reported, and says all.
        Basis::UnconnectedDataset => return None,
        Basis::PreviousBatch => (NothingToCreate::EmptyPreviousBatch, PREVIOUS_BATCH),
        Basis::Nothing => {
            let path = if is_dataset_0 { DATASET } else { "/definition" };
            (NothingToCreate::NoSource { is_dataset_0 }, path)
        }
        Basis::Dataset if estimate.files_left_out.is_empty() => {
            (NothingToCreate::EmptyDataset, DATASET)
        }
        Basis::Dataset => {
            let recipe_type = case.recipe_type().into_iter();
            let left_out = estimate.files_left_out.iter();
            let because = NothingToCreate::NoFittingFiles {
                inputs: recipe_type
                    .flat_map(|found| found.definition.input.names())
                    .collect(),
                parameters: left_out
                    .map(|left_out| left_out.parameter.as_str())
                    .collect(),
            };
            (because, DATASET)
        }
    };
    let problem = NoRecipes {
        because,
        last_batch: None,
    };
    Some(problem.problem().at(path))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    /// The one error of a definition, and the estimate.
    fn found(definition: &Value, context: &Value) -> (Value, Value) {
        let request = json!({"recipe_type_id": 208, "definition": definition});
        let input = json!({"request": request, "context": context}).to_string();
        let report: Value = serde_json::from_str(&call("validateBatch", &input, "")).unwrap();
        let [error] = &report["errors"].as_array().unwrap()[..] else {
            panic!("{report:#}");
        };
        assert_eq!(error["name"], "NO_RECIPES");
        let told = json!([error["path"], error["description"], error["params"]]);
        (told, report["recipes_estimated"].clone())
    }

    #[test]
    fn a_batch_needs_a_source() {
        let told = |definition: Value| found(&definition, &json!({}));
        let description =
            "The batch would create no recipes: it names neither a dataset nor a previous batch.";
        let params = json!({"because": "NO_SOURCE"});
        assert_eq!(
            told(json!({})),
            (json!(["/definition", description, params]), json!(0))
        );
        let description = "The batch would create no recipes: the server treats dataset 0 as no dataset, and the ids of \
                           datasets begin at 1.";
        assert_eq!(
            told(json!({"dataset": 0})),
            (
                json!(["/definition/dataset", description, params]),
                json!(0)
            )
        );
    }

    #[test]
    fn a_previous_batch_needs_recipes() {
        let batch = json!({"id": 104, "recipe_type": {"id": 208}, "is_creation_done": true, "recipes_total": 0});
        let definition = json!({"previous_batch": {"root_batch_id": 104}});
        let description = "The batch would create no recipes: the previous batch has no recipes.";
        let params = json!({"because": "EMPTY_PREVIOUS_BATCH"});
        assert_eq!(
            found(&definition, &json!({"batches": [batch]})),
            (
                json!(["/definition/previous_batch", description, params]),
                json!(0)
            )
        );
    }

    #[test]
    fn a_dataset_needs_files_for_an_input() {
        let told = |files: Value| {
            let context = json!({
                "recipe_type": {"id": 208, "definition": {"input": {"files": [{"name": "A", "required": false}]}}},
                "dataset": {"id": 1, "definition": {"parameters": {"files": [{"name": "B"}]}},
                    "files_per_parameter": files},
            });
            found(&json!({"dataset": 1}), &context).0
        };
        let description = "The batch would create no recipes: the dataset has no files.";
        let params = json!({"because": "EMPTY_DATASET"});
        assert_eq!(
            told(json!({})),
            json!(["/definition/dataset", description, params])
        );
        let description = "The batch would create no recipes: the dataset has no files for the recipe's inputs \
                           (\"A\"), only for the parameters \"B\".";
        let params = json!({"because": "NO_FITTING_FILES", "inputs": ["A"], "parameters": ["B"]});
        assert_eq!(
            told(json!({"B": 2})),
            json!(["/definition/dataset", description, params])
        );
    }
}
