//! What the server really creates from the files of a dataset, which is not what it estimates.
//!
//! It makes one recipe of each file, with that file as its only input: data of other parameters and global data are
//! never used. Every recipe comes with all its sub-recipes, whatever is forced.

use serde::{Deserialize, Serialize};

use super::breakdown::{FileCount, NodeEstimate};
use super::file_batch::FileBatch;
use super::sub_recipes::{SubRecipeCounts, revision};
use super::ways::Ways;
use crate::documents::words::words;
use crate::documents::{ForcedNodes, NodeType, RecipeDefinition};
use crate::hashed::HashedSet;
use crate::recipe::graph::{Graph, NodeMap};
use crate::sorted::SortedSet;

/// What the server creates from the files of a dataset when no earlier recipe used them.
///
/// ```
#[doc = include_str!("example.md")]
/// let creation = estimate.creation.unwrap();
/// assert_eq!(creation.total(), 3750);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Creation {
    /// Recipes of the batch's own recipe type: one for each file that the server takes.
    pub top_level: u64,
    /// Recipes inside them, at every depth.
    pub sub_recipes: u64,
    /// Why they are not as many as estimated; empty where they are.
    pub because: Vec<CreationReason>,
    /// What becomes of the files of each parameter of the dataset.
    pub files: Vec<FilesCreated>,
    /// What becomes of each recipe node of the recipe, in topological order.
    pub nodes: Vec<NodeCreated>,
    /// The recipe nodes whose recipe type is inactive, at every depth: no recipe is created for them. A node inside a
    /// sub-recipe appears here once, after the names of the recipe nodes on the first way to it: `outer/inner`.
    pub inactive: Vec<String>,
}

/// Recipes that the server creates from the files of one parameter of the dataset.
///
/// ```
#[doc = include_str!("example.md")]
/// let creation = estimate.creation.unwrap();
/// assert_eq!(creation.files[0].recipes, creation.top_level);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FilesCreated {
    /// The dataset parameter.
    pub parameter: String,
    /// The number of its files.
    pub files: u64,
    /// The recipes that they become: all of them, or none.
    pub recipes: u64,
    /// Why that is not what the server estimates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<CreationReason>,
    /// The recipe inputs without which no recipe comes of these files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub inputs: Vec<String>,
}

/// Recipes that the server creates for one recipe node.
///
/// ```
#[doc = include_str!("example.md")]
/// let creation = estimate.creation.unwrap();
/// let recipes: u64 = creation.nodes.iter().map(|node| node.recipes).sum();
/// assert_eq!(recipes, creation.sub_recipes);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NodeCreated {
    /// The name of the node.
    pub name: String,
    /// The recipe type that it runs.
    pub recipe_type_name: String,
    /// The revision that it is pinned to.
    pub recipe_type_revision: i64,
    /// Recipes created for each recipe of the batch: its own, and all inside it.
    pub recipes_per_file: u64,
    /// Recipes created in all.
    pub recipes: u64,
    /// Whether its recipe type is inactive, so that it is never created.
    pub is_inactive: bool,
    /// Whether it is below a condition node, which may let fewer pass.
    pub is_below_condition: bool,
}

words! {
    /// Why the server creates another number of recipes than it estimates.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// use scale_batch::estimate::CreationReason;
    ///
    /// let creation = estimate.creation.unwrap();
    /// assert_eq!(creation.because, [CreationReason::SubRecipesNotEstimated]);
    /// ```
    #[non_exhaustive]
    pub enum CreationReason {
        /// The recipe type is inactive: no recipe is created.
        RecipeTypeInactive = "RECIPE_TYPE_INACTIVE",
        /// The recipe requires inputs beside the one that a file is for, and a recipe never has more than one.
        OtherInputsRequired = "OTHER_INPUTS_REQUIRED",
        /// The recipe requires no input, so that the files of all parameters are taken.
        FilesOfOtherParameters = "FILES_OF_OTHER_PARAMETERS",
        /// Every recipe comes with all its sub-recipes; the estimate has those that are forced.
        SubRecipesNotEstimated = "SUB_RECIPES_NOT_ESTIMATED",
        /// The recipe type of a sub-recipe is inactive: it is never created.
        SubRecipeTypeInactive = "SUB_RECIPE_TYPE_INACTIVE",
        /// The estimate has the sub-recipes of the latest revision of a recipe type, and a recipe those of the revision
        /// that its node is pinned to.
        LatestRevisionsEstimated = "LATEST_REVISIONS_ESTIMATED",
    }
}

impl CreationReason {
    /// What it means, as a part of a sentence.
    pub(crate) const fn meaning(self) -> &'static str {
        match self {
            CreationReason::RecipeTypeInactive => "the recipe type is inactive",
            CreationReason::OtherInputsRequired => {
                "each recipe gets a single file, and the recipe requires other inputs beside it"
            }
            CreationReason::FilesOfOtherParameters => {
                "the recipe requires no input, so that the files of every parameter are taken"
            }
            CreationReason::SubRecipesNotEstimated => {
                "each recipe comes with all its sub-recipes, whichever are forced"
            }
            CreationReason::SubRecipeTypeInactive => {
                "sub-recipes of an inactive recipe type are never created"
            }
            CreationReason::LatestRevisionsEstimated => {
                "the estimate counts the sub-recipes of the latest revisions, not of the pinned ones"
            }
        }
    }
}

impl Creation {
    /// Recipes in all.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// let creation = estimate.creation.unwrap();
    /// assert_eq!(creation.total(), creation.top_level + creation.sub_recipes);
    /// ```
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.top_level.saturating_add(self.sub_recipes)
    }

    /// The recipe inputs whose lack keeps files that are estimated from becoming recipes.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// let creation = estimate.creation.unwrap();
    /// assert!(creation.inputs_in_the_way().is_empty());
    /// ```
    #[must_use]
    pub fn inputs_in_the_way(&self) -> Vec<&str> {
        let files = self.files.iter().filter(|files| {
            files.files > 0 && files.because == Some(CreationReason::OtherInputsRequired)
        });
        let inputs: SortedSet<&str> = files
            .flat_map(|files| &files.inputs)
            .map(String::as_str)
            .collect();
        inputs.into_iter().collect()
    }
}

/// What is created beside what is estimated, and whether condition nodes may let fewer recipes pass.
pub(super) fn creation<'a>(
    batch: &FileBatch<'a>,
    recipes_estimated: u64,
    files: &[FileCount],
    nodes: &[NodeEstimate],
    counts: &mut SubRecipeCounts<'a>,
) -> (Creation, bool) {
    let files = files_created(batch, files);
    let sum = |sum: u64, more: u64| sum.saturating_add(more);
    let top_level = files.iter().map(|files| files.recipes).fold(0, sum);
    let inside = Inside::of(batch, counts);
    let created = nodes_created(batch, top_level, counts);
    let sub_recipes = created.iter().map(|node| node.recipes).fold(0, sum);
    let mut creation = Creation {
        top_level,
        sub_recipes,
        because: Vec::new(),
        files,
        nodes: created,
        inactive: inside.inactive,
    };
    if creation.total() != recipes_estimated {
        creation.because = reasons(batch, nodes, &creation, counts);
    }
    let is_upper_bound = top_level > 0 && inside.is_below_condition;
    (creation, is_upper_bound)
}

/// The recipes of the batch's own type that come of the files of each parameter.
fn files_created(batch: &FileBatch<'_>, estimated: &[FileCount]) -> Vec<FilesCreated> {
    let input = &batch.recipe_type.definition.input;
    let files = input.files.iter();
    let required_files = files.filter(|file| file.required).map(|file| &file.name);
    let json = input.json.iter();
    let required_json = json.filter(|json| json.required).map(|json| &json.name);
    let required: Vec<&str> = required_files
        .chain(required_json)
        .map(String::as_str)
        .collect();
    let is_estimated: SortedSet<&str> = estimated
        .iter()
        .map(|files| files.parameter.as_str())
        .collect();
    let is_inactive = batch.is_inactive();
    let parameters = batch.files_per_parameter.iter();
    let created = parameters.map(|(parameter, &files)| {
        let mut mapping = batch.input_map.iter();
        let mapping = mapping.rfind(|mapping| mapping.dataset_parameter == *parameter);
        let own = mapping.map_or(parameter.as_str(), |mapping| mapping.input.as_str());
        let others = required.iter().filter(|input| **input != own);
        let inputs: Vec<String> = others.map(|input| (*input).to_owned()).collect();
        let is_estimated = is_estimated.contains(parameter.as_str());
        let is_taken = inputs.is_empty() && !is_inactive;
        FilesCreated {
            parameter: parameter.clone(),
            files,
            recipes: if is_taken { files } else { 0 },
            because: match (is_estimated, is_taken) {
                (true, false) if is_inactive => Some(CreationReason::RecipeTypeInactive),
                (true, false) => Some(CreationReason::OtherInputsRequired),
                (false, true) => Some(CreationReason::FilesOfOtherParameters),
                _ => None,
            },
            inputs,
        }
    });
    created.collect()
}

fn nodes_created<'a>(
    batch: &FileBatch<'a>,
    top_level: u64,
    counts: &mut SubRecipeCounts<'a>,
) -> Vec<NodeCreated> {
    let definition = &batch.recipe_type.definition;
    let nodes = batch.recipe_nodes_in_topological_order();
    if nodes.is_empty() {
        return Vec::new();
    }
    let below_conditions = below_conditions(definition, batch.graph);
    let created = nodes.into_iter().filter_map(|node| {
        let name = batch.graph.name(node);
        let (recipe_type_name, recipe_type_revision) = revision(definition.nodes.get(name)?)?;
        let per_file = counts.created_by_node(recipe_type_name, recipe_type_revision);
        Some(NodeCreated {
            name: name.to_owned(),
            recipe_type_name: recipe_type_name.to_owned(),
            recipe_type_revision,
            recipes_per_file: per_file,
            recipes: top_level.saturating_mul(per_file),
            is_inactive: counts.is_inactive(recipe_type_name),
            is_below_condition: below_conditions[node],
        })
    });
    created.collect()
}

/// Whether each node comes after a condition node.
fn below_conditions(definition: &RecipeDefinition, graph: &Graph<'_>) -> NodeMap<bool> {
    let nodes = definition.nodes.iter();
    let conditions = nodes.filter(|(_, node)| matches!(node.node_type, NodeType::Condition { .. }));
    graph.descendants(conditions.filter_map(|(name, _)| graph.node(name)))
}

/// Why what is created is not what is estimated.
fn reasons<'a>(
    batch: &FileBatch<'a>,
    estimated: &[NodeEstimate],
    creation: &Creation,
    counts: &mut SubRecipeCounts<'a>,
) -> Vec<CreationReason> {
    let mut reasons: Vec<CreationReason> = Vec::new();
    let files = creation.files.iter().filter(|files| files.files > 0);
    reasons.extend(files.filter_map(|files| files.because));
    if creation.top_level > 0 {
        let mut compare = |estimated: u64, by_node: u64, created: u64| {
            if created > estimated {
                reasons.push(CreationReason::SubRecipesNotEstimated);
            }
            if created < by_node && estimated > 0 {
                reasons.push(CreationReason::SubRecipeTypeInactive);
            }
            if by_node < estimated {
                reasons.push(CreationReason::LatestRevisionsEstimated);
            }
        };
        if batch.forced_nodes == Some(&ForcedNodes::All) {
            let sum = |sum: u64, more: u64| sum.saturating_add(more);
            let by_node = estimated.iter().map(|node| node.recipes_per_file);
            let by_node = by_node.fold(0, sum);
            let created = creation.nodes.iter().map(|node| node.recipes_per_file);
            compare(counts.linked(), by_node, created.fold(0, sum));
        } else {
            // Both in topological order.
            let mut running = estimated.iter().peekable();
            for node in &creation.nodes {
                let running = running.next_if(|running| running.name == node.name);
                let (estimated, by_node) = running.map_or((0, 0), |running| {
                    (running.recipes_per_file_estimated, running.recipes_per_file)
                });
                compare(estimated, by_node, node.recipes_per_file);
            }
        }
    }
    let reasons: SortedSet<CreationReason> = reasons.into_iter().collect();
    reasons.into_iter().collect()
}

/// What there is at any depth of a recipe.
struct Inside {
    /// Recipe nodes of inactive types, by the names on the way to them.
    inactive: Vec<String>,
    /// Whether a condition node may keep a recipe from being created.
    is_below_condition: bool,
}

impl Inside {
    /// Looks into every definition once, those of the recipe's own nodes first.
    fn of<'a>(batch: &FileBatch<'a>, counts: &SubRecipeCounts<'a>) -> Self {
        let mut inside = Inside {
            inactive: Vec::new(),
            is_below_condition: false,
        };
        let outermost = &batch.recipe_type.definition;
        let mut reached: HashedSet<*const RecipeDefinition> =
            HashedSet::from_iter([&raw const *outermost]);
        let mut definitions = vec![outermost];
        let mut ways = Ways::new();
        let mut current = 0;
        while let Some(&definition) = definitions.get(current) {
            let nodes = counts.recipe_nodes(definition);
            let below_conditions = if nodes.is_empty() {
                SortedSet::default()
            } else {
                names_below_conditions(batch, definition)
            };
            for (name, node) in nodes {
                let Some((recipe_type_name, number)) = revision(node) else {
                    continue;
                };
                if counts.is_inactive(recipe_type_name) {
                    inside.inactive.push(ways.to(current, name));
                    continue;
                }
                inside.is_below_condition |= below_conditions.contains(name);
                let inner = counts.revision(recipe_type_name, number);
                let inner = inner.filter(|inner| reached.insert(std::ptr::from_ref(*inner)));
                if let Some(inner) = inner {
                    definitions.push(inner);
                    ways.add(current, name);
                }
            }
            current += 1;
        }
        inside
    }
}

/// The names of the nodes of a definition that come after a condition node.
fn names_below_conditions(
    batch: &FileBatch<'_>,
    definition: &RecipeDefinition,
) -> SortedSet<String> {
    let has_conditions = definition
        .nodes
        .values()
        .any(|node| matches!(node.node_type, NodeType::Condition { .. }));
    let names = |graph: &Graph<'_>| {
        let below = below_conditions(definition, graph);
        let names = below.chosen().map(|node| graph.name(node).to_owned());
        names.collect()
    };
    if !has_conditions {
        SortedSet::default()
    } else if std::ptr::eq(definition, &raw const batch.recipe_type.definition) {
        names(batch.graph)
    } else {
        // A circle of nodes is told elsewhere; nothing can be said of what comes after a node of one.
        Graph::new(definition).map_or_else(|_| SortedSet::default(), |graph| names(&graph))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_keeps_files_from_becoming_recipes_is_in_the_way() {
        let files = |files: u64, because, inputs: &[&str]| FilesCreated {
            parameter: "X".to_owned(),
            files,
            recipes: 0,
            because,
            inputs: inputs.iter().map(|&input| input.to_owned()).collect(),
        };
        let others = Some(CreationReason::OtherInputsRequired);
        let creation = Creation {
            top_level: 0,
            sub_recipes: 0,
            because: Vec::new(),
            files: vec![
                files(3, others, &["B", "A"]),
                files(1, others, &["A"]),
                files(0, others, &["C"]),
                files(3, Some(CreationReason::RecipeTypeInactive), &["D"]),
            ],
            nodes: Vec::new(),
            inactive: Vec::new(),
        };
        assert_eq!(creation.inputs_in_the_way(), ["A", "B"]);
    }
}
