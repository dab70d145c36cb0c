//! What an estimate is made of: files, nodes, and the reasons for each.

use serde::{Deserialize, Serialize};

use super::file_batch::FileBatch;
use super::sub_recipes::{SubRecipeCounts, revision};
use crate::documents::{ForcedNodes, InputMapping, Interface};
use crate::recipe::graph::{Graph, NodeId, NodeMap};
use crate::words::quoted;

/// Files of one dataset parameter that become recipes.
///
/// ```
#[doc = include_str!("example.md")]
/// assert_eq!(estimate.files[0].parameter, "IMAGE");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FileCount {
    /// The dataset parameter.
    pub parameter: String,
    /// The number of its files.
    pub files: u64,
}

/// Files of one dataset parameter that do not become recipes.
///
/// ```
#[doc = include_str!("example.md")]
/// assert!(estimate.files_left_out.iter().all(|files| !files.because.is_empty()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FilesLeftOut {
    /// The dataset parameter.
    pub parameter: String,
    /// The number of its files.
    pub files: u64,
    /// Why they are left out.
    pub because: String,
}

/// A recipe node that will run.
///
/// ```
#[doc = include_str!("example.md")]
/// let counted: u64 = estimate.nodes.iter().map(|node| node.recipes).sum();
/// assert_eq!(Some(counted), estimate.sub_recipes);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NodeEstimate {
    /// The name of the node.
    pub name: String,
    /// The recipe type that it runs.
    pub recipe_type_name: String,
    /// The revision that it is pinned to.
    pub recipe_type_revision: i64,
    /// Why it runs.
    pub reason: RunReason,
    /// Recipes that it creates for each file: its own, and all inside it.
    pub recipes_per_file: u64,
    /// Recipes that it creates in all.
    pub recipes: u64,
    /// As `recipes_per_file`, counting a sub-recipe type once a level, as the server does.
    pub recipes_per_file_estimated: u64,
}

/// Why a recipe node runs.
///
/// ```
#[doc = include_str!("example.md")]
/// use scale_batch::estimate::RunReason;
///
/// assert!(estimate.nodes.iter().all(|node| node.reason != RunReason::AllForced));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum RunReason {
    /// Every node is forced.
    AllForced,
    /// The node itself is forced.
    Forced,
    /// A node above it is forced.
    BelowForced {
        /// The first such node, by name.
        node: String,
    },
}

/// Why the files of a dataset parameter are no input.
pub(super) fn reason_left_out(
    parameter: &str,
    input: &Interface,
    input_map: &[InputMapping],
) -> String {
    // The recipe has the input, so another parameter must fill it.
    if input.has(parameter) {
        let filled_by = input_map.iter().rfind(|mapping| mapping.input == parameter);
        let other = filled_by.map_or("", |mapping| mapping.dataset_parameter.as_str());
        return format!(
            "the input map fills the recipe input {} from {} instead",
            quoted(parameter),
            quoted(other)
        );
    }
    match input_map
        .iter()
        .find(|mapping| mapping.dataset_parameter == parameter)
    {
        Some(mapping) => format!(
            "it is mapped to {}, which the recipe does not have as an input",
            quoted(&mapping.input)
        ),
        None => {
            "the recipe has no input of that name, and the input map does not name it".to_owned()
        }
    }
}

/// The recipe nodes that run for a batch of files: those forced, and those below one that is.
pub(super) fn nodes_that_run(
    batch: &FileBatch<'_>,
    files: u64,
    counts: &mut SubRecipeCounts<'_>,
) -> Vec<NodeEstimate> {
    let Some(forced) = batch
        .forced_nodes
        .filter(|_| !batch.recipe_nodes.is_empty())
    else {
        return Vec::new();
    };
    let origins = origins(batch.graph, forced);
    let mut running = Vec::new();
    for id in batch.recipe_nodes_in_topological_order() {
        let Some(origin) = origins[id] else {
            continue;
        };
        let name = batch.graph.name(id);
        let Some(node) = batch.recipe_type.definition.nodes.get(name) else {
            continue;
        };
        let Some((recipe_type_name, recipe_type_revision)) = revision(node) else {
            continue;
        };
        let (estimated, per_file) = counts.of_node(recipe_type_name, recipe_type_revision);
        running.push(NodeEstimate {
            name: name.to_owned(),
            recipe_type_name: recipe_type_name.to_owned(),
            recipe_type_revision,
            reason: match forced {
                ForcedNodes::All => RunReason::AllForced,
                ForcedNodes::Only { .. } if origin == id => RunReason::Forced,
                ForcedNodes::Only { .. } => RunReason::BelowForced {
                    node: batch.graph.name(origin).to_owned(),
                },
            },
            recipes_per_file: per_file,
            recipes: files.saturating_mul(per_file),
            recipes_per_file_estimated: estimated,
        });
    }
    running
}

/// For each node that runs, the node that makes it: itself when forced, else the first forced one above it.
fn origins(graph: &Graph<'_>, forced: &ForcedNodes) -> NodeMap<Option<NodeId>> {
    let Some(names) = forced.names() else {
        return graph.nodes().map(Some).collect();
    };
    let mut origins = graph.node_map(None);
    for start in names.into_iter().filter_map(|name| graph.node(name)) {
        origins[start] = Some(start);
    }
    // In topological order every parent is settled before its children.
    for &node in graph.order() {
        if origins[node].is_none() {
            let parents = graph.parents(node).iter();
            origins[node] = parents.filter_map(|&parent| origins[parent]).min();
        }
    }
    origins
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn why_files_are_left_out() {
        let input: Interface = serde_json::from_value(json!({"files": [{"name": "A"}]})).unwrap();
        let why = |parameter: &str, map: &serde_json::Value| {
            let map: Vec<InputMapping> = serde_json::from_value(map.clone()).unwrap();
            reason_left_out(parameter, &input, &map)
        };
        let map = json!([
            {"input": "B", "datasetParameter": "X"},
            {"input": "A", "datasetParameter": "Y"},
            {"input": "A", "datasetParameter": "Z"},
            {"input": "C", "datasetParameter": "W"},
        ]);
        assert_eq!(
            why("A", &map),
            r#"the input map fills the recipe input "A" from "Z" instead"#
        );
        assert_eq!(
            why("W", &map),
            r#"it is mapped to "C", which the recipe does not have as an input"#
        );
        assert_eq!(
            why("V", &map),
            "the recipe has no input of that name, and the input map does not name it"
        );
    }
}
