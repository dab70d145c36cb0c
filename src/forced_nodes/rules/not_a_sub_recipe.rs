//! ## NOT_A_SUB_RECIPE
//!
//! A node is forced as a sub-recipe and is none.
//!
//! **Cause.** A key of `sub_recipes` is a job or a condition, or a condition is forced, which has nothing to run. `params.kind` is `job` or `condition`.
//!
//! **Example.** `normaliseForcedNodes` returns it for
//!
//! ```json
//! {"forced_nodes": {"all": false, "sub_recipes": {"parse": {"all": true}}},
//!  "definition": {"nodes": {"parse": {"dependencies": [], "input": {},
//!    "node_type": {"node_type": "job", "job_type_name": "parser", "job_type_version": "1.0", "job_type_revision": 1}}}}}
//! ```
//!
//! **Remedy.** List jobs in `nodes`: `{"all": false, "nodes": ["parse"]}`; `fix` does it. Instead of a condition, force the nodes behind it.

use crate::forced_nodes::named::Named;
use crate::problem::Problem;
use crate::problem::catalogue::NotASubRecipe;
use crate::problem::causes::NoSubRecipe;

/// The problem of a condition that is forced.
pub(in crate::forced_nodes) fn condition_forced(named: &Named<'_>) -> Problem {
    problem(named, NoSubRecipe::Condition)
}

/// The problem of a job among the sub-recipes. It is forced all the same, so that it can as well be listed.
pub(in crate::forced_nodes) fn job_among_sub_recipes(named: &Named<'_>) -> Problem {
    let mut problem = problem(named, NoSubRecipe::Job);
    problem.fix = named.listed(named.name);
    problem
}

fn problem(named: &Named<'_>, kind: NoSubRecipe) -> Problem {
    let problem = NotASubRecipe {
        node: named.name,
        kind,
    };
    problem.problem().at(named.path())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::forced_nodes::testing::{condition_node, job_node, warnings};

    fn nodes() -> Value {
        json!({"parse": job_node("parser"), "pass": condition_node()})
    }

    #[test]
    fn a_job_among_the_sub_recipes_can_be_listed() {
        let forced = json!({"all": false, "sub_recipes": {"parse": {"all": true}}});
        assert_eq!(
            warnings(&forced, &nodes()),
            json!([{
                "name": "NOT_A_SUB_RECIPE",
                "path": "/sub_recipes/parse",
                "description": "\"parse\" is a job, and has no nodes inside. List it in \"nodes\" instead.",
                "params": {"node": "parse", "kind": "job"},
                "fix": [
                    {"op": "remove", "path": "/sub_recipes/parse"},
                    {"op": "add", "path": "/nodes", "value": ["parse"]},
                ],
            }])
        );
        let listed =
            json!({"all": false, "nodes": ["parse"], "sub_recipes": {"parse": {"all": true}}});
        assert_eq!(
            warnings(&listed, &nodes())[0]["fix"],
            json!([{"op": "remove", "path": "/sub_recipes/parse"}])
        );
    }

    #[test]
    fn a_condition_has_nothing_to_run_wherever_it_is_named() {
        let forced =
            json!({"all": false, "nodes": ["pass"], "sub_recipes": {"pass": {"all": true}}});
        let at = |path: &str| {
            json!({
                "name": "NOT_A_SUB_RECIPE",
                "path": path,
                "description":
                    "\"pass\" is a condition, which has nothing to run again. Force the nodes behind it instead.",
                "params": {"node": "pass", "kind": "condition"},
            })
        };
        assert_eq!(
            warnings(&forced, &nodes()),
            json!([at("/nodes/0"), at("/sub_recipes/pass")])
        );
    }
}
