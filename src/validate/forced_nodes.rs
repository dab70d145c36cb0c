//! `UNKNOWN_FORCED_NODE`, `NOT_A_SUB_RECIPE`, `SUB_RECIPE_NOT_EXPANDED`, `NOTHING_FORCED`: whether the forced nodes
//! that count are in the recipe.

use super::case::{Case, Findings};
use super::context::Part;
use crate::documents::SubRecipeTypes;
use crate::forced_nodes::forced_nodes_problems;
use crate::problem::Name;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some((forced_nodes, path)) = case.forced_nodes() else {
        return;
    };
    let definition = case.sound_recipe_type().map(|found| &found.definition);
    if definition.is_none() {
        let rules = [
            Name::UnknownForcedNode,
            Name::NotASubRecipe,
            Name::SubRecipeNotExpanded,
        ];
        findings.unchecked(&rules, Part::RecipeType);
    }
    let none = SubRecipeTypes::default();
    let types = case.context.revisions().unwrap_or(&none);
    let problems = forced_nodes_problems(forced_nodes, definition, types, path);
    findings.problems.extend(problems);
}
