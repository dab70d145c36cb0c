//! The rules of forced nodes, a file each. The server accepts what they warn about.

mod not_a_sub_recipe;
mod nothing_forced;
mod sub_recipe_not_expanded;
mod unknown_forced_node;

pub(super) use not_a_sub_recipe::{condition_forced, job_among_sub_recipes};
pub(super) use nothing_forced::nothing_forced;
pub(super) use sub_recipe_not_expanded::sub_recipe_not_expanded;
pub(super) use unknown_forced_node::unknown_forced_node;
