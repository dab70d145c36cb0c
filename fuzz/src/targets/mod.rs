//! The targets, a file each.

pub mod comparison;
pub mod diff;
pub mod duration;
pub mod edge;
pub mod fixes;
pub mod list_query;
pub mod schema;
pub mod text;
