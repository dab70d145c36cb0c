//! What a recipe definition means: its graph and its rules.

pub(crate) mod adjacency;
pub(crate) mod graph;
