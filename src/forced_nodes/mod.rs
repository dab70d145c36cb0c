//! Forced nodes and the recipe that they are about: what can be forced, what is wrong with a choice, and what it
//! makes run.

mod check;
mod inside;
mod meant;
mod named;
mod normalise;
mod rules;
#[cfg(test)]
mod testing;
mod tree;

pub use check::check_forced_nodes;
pub(crate) use check::forced_nodes_problems;
pub use normalise::normalise_forced_nodes;
pub use tree::{NodeTree, NodeTreeNode, Unexpanded, expand_forced_nodes, forced_nodes_tree};

use crate::documents::{NodeType, RecipeDefinition, SubRecipeTypes};

/// The definition of what a recipe node runs, when that is known.
fn inside_of<'d>(
    node_type: &NodeType,
    sub_recipe_types: &'d SubRecipeTypes,
) -> Option<&'d RecipeDefinition> {
    match node_type {
        NodeType::Recipe {
            recipe_type_name,
            recipe_type_revision,
        } => sub_recipe_types.revision(recipe_type_name, *recipe_type_revision),
        NodeType::Job { .. } | NodeType::Condition { .. } => None,
    }
}
