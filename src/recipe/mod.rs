//! What a recipe definition means: its graph and its rules.

mod context;
pub(crate) mod filter_value;
mod first_loop;
pub(crate) mod graph;
mod interface_connection;
mod node_interfaces;
mod parameter;
mod report;
mod rules;
#[cfg(test)]
mod testing;
mod unchecked;

pub use context::RecipeContext;
pub(crate) use first_loop::first_loop;
pub use interface_connection::{ConnectionReport, check_connection};
pub(crate) use interface_connection::{connection_mismatches, connection_problems};
pub use node_interfaces::{NodeInterfaces, node_interfaces};
pub(crate) use parameter::{Parameter, ParameterKind, parameters};
pub use report::{RecipeReport, check_recipe};
pub(crate) use report::{check_recipe_tree, check_recipe_type_tree, errors_of};
pub(crate) use rules::{
    connect_parameter, duplicate_input, has_value_error, nodes_never_run, pinned_loop,
    refused_media_types,
};
pub use unchecked::{InterfaceSide, NewerRevision, TypeRevision, UncheckedNode};
