//! `CIRCULAR_DEPENDENCY`: nodes depend on each other in a circle, or one on itself.

use crate::documents::RecipeDefinition;
use crate::problem::{Name, Problem, join};
use crate::recipe::graph::Cycle;
use crate::words::{listed, quoted};

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
    let description = if cycle.nodes.len() == 1 {
        format!(
            "{} depends on itself, so it could never run.",
            quoted(first)
        )
    } else {
        format!(
            "These nodes depend on each other in a circle, so none could ever run: {}. Take one of the dependencies \
             away.",
            listed(cycle.nodes.iter().map(String::as_str))
        )
    };
    let path = format!("{}/dependencies/{number}", join("/nodes", first));
    let problem = Problem::new(Name::CircularDependency, description)
        .param("cycle", cycle.nodes.clone())
        .at(path);
    Some((first.clone(), problem))
}
