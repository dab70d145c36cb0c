//! How many recipes a batch will create, and why.

mod breakdown;
mod server;
mod sub_recipes;

use serde::Serialize;

pub use breakdown::{FileCount, FilesLeftOut, NodeEstimate, RunReason, UnknownSubRecipe};
pub(crate) use server::ServerEstimate;

use crate::documents::{
    Batch, BatchConfiguration, ForcedNodes, InputMapping, Interface, KnownTypes, RecipeType,
    SubRecipeTypes,
};
use crate::recipe::graph::Graph;
use crate::sorted::{SortedMap, SortedSet};
use breakdown::nodes_that_run;
use sub_recipes::SubRecipeCounts;

/// How many recipes a batch will create, with everything that the number is made of.
///
/// Source: the Scale API's *Validate Batch*, `recipes_estimated`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(title = "Estimate", transform = crate::documents::schema::titled))]
#[non_exhaustive]
pub struct Estimate {
    /// What the server is documented to estimate: the recipes created, sub-recipes included. It counts a
    /// sub-recipe type once a level, however many nodes use it.
    pub recipes_estimated: u64,
    /// What the figure comes from.
    pub basis: Basis,
    /// Recipes of the batch's own recipe type.
    pub top_level: u64,
    /// Recipes inside them, counted node by node.
    pub sub_recipes: u64,
    /// `top_level` and `sub_recipes` together.
    pub total: u64,
    /// The total when every file becomes a new recipe with all its sub-recipes, which is what the server creates
    /// for files that no earlier recipe used.
    pub if_all_new: u64,
    /// Files of the dataset that become recipes, by parameter.
    pub files: Vec<FileCount>,
    /// Files of the dataset that do not, by parameter, and why.
    pub files_left_out: Vec<FilesLeftOut>,
    /// The recipe nodes that will run, in topological order.
    pub nodes: Vec<NodeEstimate>,
    /// Sub-recipes whose definitions are not known: what they contain is not counted.
    pub unknown_sub_recipes: Vec<UnknownSubRecipe>,
    /// Whether the true number may be higher, because of `unknown_sub_recipes`.
    pub is_lower_bound: bool,
}

/// What an estimate comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The recipes of the previous batch.
    PreviousBatch,
    /// The files of the dataset.
    Dataset,
    /// The dataset's parameters cannot be connected to the recipe's inputs: nothing can be created.
    UnconnectedDataset,
    /// There is neither a previous batch nor a dataset: nothing can be created.
    Nothing,
}

impl Estimate {
    fn of(basis: Basis) -> Self {
        Estimate {
            recipes_estimated: 0,
            basis,
            top_level: 0,
            sub_recipes: 0,
            total: 0,
            if_all_new: 0,
            files: Vec::new(),
            files_left_out: Vec::new(),
            nodes: Vec::new(),
            unknown_sub_recipes: Vec::new(),
            is_lower_bound: false,
        }
    }

    /// A batch of neither files nor recipes.
    pub(crate) fn nothing() -> Self {
        Estimate::of(Basis::Nothing)
    }

    /// A batch whose dataset does not fit the recipe.
    pub(crate) fn unconnected() -> Self {
        Estimate::of(Basis::UnconnectedDataset)
    }

    /// A batch that re-processes another: as many recipes as that one has.
    pub(crate) fn of_previous_batch(previous: &Batch) -> Option<Self> {
        let total = previous.counts.recipes_total?;
        Some(Estimate {
            recipes_estimated: total,
            total,
            if_all_new: total,
            ..Estimate::of(Basis::PreviousBatch)
        })
    }
}

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
    /// The estimate, and where the server's own differs.
    pub(crate) fn estimate(&self) -> (Estimate, ServerEstimate) {
        let definition = &self.recipe_type.definition;
        let mut counts = SubRecipeCounts::new(self.sub_recipe_types, definition, self.recipe_nodes);
        let (files, files_left_out) = self.count_files();
        let top_level = files
            .iter()
            .fold(0_u64, |sum, file| sum.saturating_add(file.files));
        let nodes = nodes_that_run(self, top_level, &mut counts);
        let server = server::estimate(self, top_level, &mut counts);

        let per_file = match self.forced_nodes {
            Some(ForcedNodes::All) => counts.linked(definition),
            _ => nodes.iter().fold(0_u64, |sum, node| {
                sum.saturating_add(node.recipes_per_file_estimated)
            }),
        };
        let sub_recipes = nodes
            .iter()
            .fold(0_u64, |sum, node| sum.saturating_add(node.recipes));
        let inside = counts.by_node(definition);
        let unknown_sub_recipes = counts.into_unknown();
        let estimate = Estimate {
            recipes_estimated: top_level.saturating_mul(per_file.saturating_add(1)),
            top_level,
            sub_recipes,
            total: top_level.saturating_add(sub_recipes),
            if_all_new: top_level.saturating_mul(inside.saturating_add(1)),
            files,
            files_left_out,
            nodes,
            is_lower_bound: !unknown_sub_recipes.is_empty(),
            unknown_sub_recipes,
            ..Estimate::of(Basis::Dataset)
        };
        (estimate, server)
    }

    /// The files whose parameter is a recipe input, or is mapped to one; all files when the recipe has no inputs.
    fn count_files(&self) -> (Vec<FileCount>, Vec<FilesLeftOut>) {
        let input = &self.recipe_type.definition.input;
        let wanted: SortedSet<&str> = input.names().map(|name| self.parameter_for(name)).collect();
        let takes_all = input.is_empty();
        let (mut counted, mut left_out) = (Vec::new(), Vec::new());
        for (parameter, &files) in self.files_per_parameter {
            if takes_all || wanted.contains(parameter.as_str()) {
                counted.push(FileCount {
                    parameter: parameter.clone(),
                    files,
                });
            } else {
                let because = breakdown::reason_left_out(parameter, input, self.input_map);
                left_out.push(FilesLeftOut {
                    parameter: parameter.clone(),
                    files,
                    because,
                });
            }
        }
        (counted, left_out)
    }

    /// The dataset parameter that fills a recipe input: as mapped, else of the same name.
    fn parameter_for<'n>(&'n self, input: &'n str) -> &'n str {
        let mapped = self
            .input_map
            .iter()
            .rfind(|mapping| mapping.input == input);
        mapped.map_or(input, |mapping| mapping.dataset_parameter.as_str())
    }
}

/// The dataset's parameters as the recipe sees them: each mapped parameter takes the name of its recipe input.
pub(crate) fn mapped_parameters(parameters: &Interface, input_map: &[InputMapping]) -> Interface {
    let names: SortedMap<&str, &str> = input_map
        .iter()
        .map(|mapping| (mapping.dataset_parameter.as_str(), mapping.input.as_str()))
        .collect();
    let mut mapped = parameters.clone();
    let files = mapped.files.iter_mut().map(|parameter| &mut parameter.name);
    let json = mapped.json.iter_mut().map(|parameter| &mut parameter.name);
    for name in files.chain(json) {
        if let Some(input) = names.get(name.as_str()) {
            *name = (*input).to_owned();
        }
    }
    mapped
}

/// The input map of a request, which may have no configuration.
pub(crate) fn input_map(configuration: Option<&BatchConfiguration>) -> &[InputMapping] {
    configuration.map_or(&[], |configuration| &configuration.input_map)
}
