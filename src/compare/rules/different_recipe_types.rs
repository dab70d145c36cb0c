//! ## DIFFERENT_RECIPE_TYPES
//!
//! Batches of different recipe types are compared.
//!
//! **Cause.** Their recipe types differ; jobs of the same name need not do the same.
//!
//! **Example.** `compareBatches` returns it for
//!
//! ```json
//! {"batches": [
//!   {"id": 101, "recipe_type": {"id": 7}},
//!   {"id": 102, "root_batch": {"id": 101}, "superseded_batch": {"id": 101}, "recipe_type": {"id": 8}}
//! ]}
//! ```
//!
//! **Remedy.** Compare batches of one recipe type.

use crate::documents::{BatchId, RecipeTypeId};
use crate::problem::Problem;
use crate::problem::catalogue::DifferentRecipeTypes;

/// Compares the recipe type of a batch with the first one that is known.
pub(in crate::compare) fn different_recipe_types(
    id: BatchId,
    own: RecipeTypeId,
    first: RecipeTypeId,
    place: usize,
) -> Option<Problem> {
    if own == first {
        return None;
    }
    let problem = DifferentRecipeTypes {
        id: id.0,
        found: own.0,
        expected: first.0,
    };
    Some(problem.problem().at(format!("/{place}/recipe_type")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::compare::testing::warnings_of_list;

    #[test]
    fn a_batch_that_does_not_tell_its_recipe_type_is_passed_over() {
        let batch = |id: i64, recipe_type: Option<i64>| json!({"id": id, "root_batch": {"id": 1}, "recipe_type": recipe_type.map(|id| json!({"id": id}))});
        let batches = json!([
            batch(1, None),
            batch(2, Some(7)),
            batch(3, None),
            batch(4, Some(8))
        ]);
        assert_eq!(
            warnings_of_list(&batches),
            json!([{
                "name": "DIFFERENT_RECIPE_TYPES",
                "path": "/3/recipe_type",
                "description": "Batch 4 runs recipe type 8, but the batches before it run recipe type 7.",
                "params": {"id": 4, "found": 8, "expected": 7},
            }])
        );
    }
}
