//! The batch that is estimated: one of files.

use crate::documents::{ForcedNodes, InputMapping, KnownTypes, RecipeType, SubRecipeTypes};
use crate::recipe::graph::{Graph, NodeId};
use crate::sorted::{SortedMap, sort_by_key};

/// Everything that the estimate of a batch of files depends on.
pub(crate) struct FileBatch<'a> {
    pub(crate) recipe_type: &'a RecipeType,
    pub(crate) graph: &'a Graph<'a>,
    /// The names of the recipe nodes, in the order of the document.
    pub(crate) recipe_nodes: &'a [String],
    pub(crate) files_per_parameter: &'a SortedMap<String, u64>,
    pub(crate) input_map: &'a [InputMapping],
    pub(crate) forced_nodes: Option<&'a ForcedNodes>,
    pub(crate) sub_recipe_types: &'a SubRecipeTypes,
    pub(crate) known_types: &'a KnownTypes,
}

impl FileBatch<'_> {
    /// Whether the recipe type is known to be inactive, so that the server creates no recipes of it.
    pub(super) fn is_inactive(&self) -> bool {
        is_inactive(self.recipe_type, self.known_types)
    }

    /// The recipe nodes, each after all that it depends on.
    pub(super) fn recipe_nodes_in_topological_order(&self) -> Vec<NodeId> {
        in_topological_order(self.graph, self.recipe_nodes)
    }

    /// The dataset parameter that fills a recipe input: as mapped, else of the same name.
    pub(super) fn parameter_for<'n>(&'n self, input: &'n str) -> &'n str {
        let mapped = self
            .input_map
            .iter()
            .rfind(|mapping| mapping.input == input);
        mapped.map_or(input, |mapping| mapping.dataset_parameter.as_str())
    }
}

/// The nodes of these names, each after all that it depends on.
fn in_topological_order(graph: &Graph<'_>, names: &[String]) -> Vec<NodeId> {
    let mut nodes: Vec<NodeId> = names.iter().filter_map(|name| graph.node(name)).collect();
    if nodes.len() < 2 {
        return nodes;
    }
    let mut places = graph.node_map(0_u32);
    for (&node, place) in graph.order().iter().zip(0..) {
        places[node] = place;
    }
    sort_by_key(&mut nodes, |&node| places[node]);
    nodes
}

/// Whether any document says that a recipe type is inactive.
pub(crate) fn is_inactive(recipe_type: &RecipeType, known_types: &KnownTypes) -> bool {
    let known = recipe_type
        .name
        .as_deref()
        .map(|name| known_types.get(name));
    let said = [
        recipe_type.is_active,
        known.and_then(|known| known.is_active),
    ];
    said.contains(&Some(false))
}
