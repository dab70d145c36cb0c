//! ## UNKNOWN_INPUT
//!
//! A connection names an input that the recipe does not have.
//!
//! **Cause.** The name is misspelt, or the input was removed from `input` of the recipe.
//!
//! **Example.** `checkRecipe` returns it for
//!
//! ```json
//! {"definition": {
//!   "input": {"files": [{"name": "SCENE"}]},
//!   "nodes": {"cut": {"dependencies": [], "input": {"SRC": {"type": "recipe", "input": "SCNE"}},
//!     "node_type": {"node_type": "job", "job_type_name": "cut", "job_type_version": "1.0", "job_type_revision": 1}}}
//! }}
//! ```
//!
//! **Remedy.** Name an input of the recipe; the nearest one is suggested.

use crate::problem::Problem;
use crate::problem::catalogue::UnknownInput;
use crate::read::suggestion::Suggestions;

/// The problem at `path`, where `name` is.
pub(super) fn unknown_input(name: &str, inputs: &mut Suggestions<'_>, path: String) -> Problem {
    let problem = UnknownInput {
        input: name,
        suggestion: inputs.nearest(name),
    };
    problem.problem().at(path)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::recipe::testing::{errors, job};

    #[test]
    fn the_nearest_input_is_suggested() {
        let input = json!({"SRC": {"type": "recipe", "input": "SCNE"}, "X": {"type": "recipe", "input": "other"}});
        let definition =
            json!({"input": {"files": [{"name": "SCENE"}]}, "nodes": {"cut": job(&[], &input)}});
        assert_eq!(
            errors(&definition),
            json!([
                {
                    "name": "UNKNOWN_INPUT",
                    "path": "/nodes/cut/input/SRC/input",
                    "description": "The recipe has no input \"SCNE\". Did you mean \"SCENE\"?",
                    "params": {"input": "SCNE", "suggestion": "SCENE"},
                },
                {
                    "name": "UNKNOWN_INPUT",
                    "path": "/nodes/cut/input/X/input",
                    "description": "The recipe has no input \"other\".",
                    "params": {"input": "other"},
                },
            ])
        );
    }
}
