//! What a recipe definition means: its graph and its rules.

pub(crate) mod adjacency;
pub(crate) mod graph;
mod interface_connection;
mod name_index;
mod report;
mod rules;

pub(crate) use interface_connection::connection_problems;
pub use interface_connection::{ConnectionReport, check_connection};
pub(crate) use report::check_recipe_tree;
pub use report::{NodeInterfaces, RecipeReport, check_recipe};
pub(crate) use rules::duplicate_input;
