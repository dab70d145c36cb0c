//! ## CIRCULAR_DEPENDENCY
//!
//! Nodes depend on each other in a circle.
//!
//! **Cause.** Following the dependencies leads back to where it started, so no node of the circle could ever run first; `params.cycle` has the nodes.
//!
//! **Example.** `checkRecipe` returns it for
//!
//! ```json
//! {"definition": {"nodes": {
//!   "cut": {"dependencies": [{"name": "read"}], "input": {},
//!     "node_type": {"node_type": "job", "job_type_name": "cut", "job_type_version": "1.0", "job_type_revision": 1}},
//!   "read": {"dependencies": [{"name": "cut"}], "input": {},
//!     "node_type": {"node_type": "job", "job_type_name": "read", "job_type_version": "1.0", "job_type_revision": 1}}
//! }}}
//! ```
//!
//! **Remedy.** Remove one of the dependencies of the circle.

use crate::documents::RecipeDefinition;
use crate::problem::catalogue::CircularDependency;
use crate::problem::{Problem, join};
use crate::recipe::graph::Cycle;

/// The node that the problem is about, and the problem at its first dependency within the cycle.
pub(super) fn circular_dependency(
    definition: &RecipeDefinition,
    cycle: &Cycle,
) -> Option<(String, Problem)> {
    let first = cycle.nodes.first()?;
    let next = cycle.nodes.get(1).unwrap_or(first);
    let number = definition
        .nodes
        .get(first)?
        .dependencies
        .iter()
        .position(|dependency| dependency.name == *next)?;
    let path = format!("{}/dependencies/{number}", join("/nodes", first));
    let problem = CircularDependency {
        cycle: cycle.nodes.clone(),
        are_named: true,
    };
    Some((first.clone(), problem.problem().at(path)))
}

/// The problem of a definition that is not checked for itself, and whose nodes never run because of the cycle.
pub(crate) fn nodes_never_run(cycle: Cycle) -> Problem {
    let problem = CircularDependency {
        cycle: cycle.nodes,
        are_named: false,
    };
    problem.problem()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::recipe::testing::{errors, job};

    #[test]
    fn the_problem_is_at_the_first_dependency_of_the_circle() {
        let none = json!({});
        let nodes =
            json!({"a": job(&[], &none), "b": job(&["a", "c"], &none), "c": job(&["b"], &none)});
        assert_eq!(
            errors(&json!({"nodes": nodes})),
            json!([{
                "name": "CIRCULAR_DEPENDENCY",
                "path": "/nodes/b/dependencies/1",
                "description":
                    "These nodes depend on each other in a circle, so none could ever run: \"b\", \"c\". Remove one of \
                     the dependencies.",
                "params": {"cycle": ["b", "c"]},
            }])
        );
        let alone = errors(&json!({"nodes": {"a": job(&["a"], &none)}}));
        assert_eq!(
            alone[0]["description"],
            "\"a\" depends on itself, so it could never run."
        );
    }
}
