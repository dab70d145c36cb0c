//! The subject of the rules.

use super::super::node_interfaces::Declared;
use crate::documents::RecipeDefinition;
use crate::problem::Problem;
use crate::sorted::{SortedMap, SortedSet};

/// What the rules of a definition look at.
pub(crate) struct Subject<'d> {
    pub(crate) definition: &'d RecipeDefinition,
    /// Whether the input of the definition is what the document says.
    pub(crate) input_is_whole: bool,
    /// Nodes that are there, but not in the definition, because they could not be read.
    pub(crate) broken_nodes: &'d SortedSet<String>,
    /// What the types of the nodes declare, by node.
    pub(crate) interfaces: &'d SortedMap<&'d str, Declared<'d>>,
    /// What is wrong with what recipe nodes contain, by node.
    pub(crate) recursion: &'d SortedMap<String, Problem>,
}

impl Subject<'_> {
    pub(super) fn has_node(&self, name: &str) -> bool {
        self.definition.nodes.contains_key(name) || self.broken_nodes.contains(name)
    }
}
