//! How many recipes a batch will create, and why.

mod breakdown;
mod creation;
mod file_batch;
mod search;
mod server;
mod sub_recipes;
mod ways;

use serde::{Deserialize, Serialize};

pub use breakdown::{FileCount, FilesLeftOut, NodeEstimate, RunReason};
pub use creation::{Creation, CreationReason, FilesCreated, NodeCreated};
pub(crate) use file_batch::{FileBatch, is_inactive};
pub(crate) use server::ServerEstimate;
pub(crate) use ways::Ways;

use crate::documents::words::words;
use crate::documents::{Batch, BatchConfiguration, ForcedNodes, InputMapping, Interface};
use crate::sorted::{SortedMap, SortedSet};
use breakdown::nodes_that_run;
use sub_recipes::SubRecipeCounts;
pub use sub_recipes::UnknownSubRecipe;

/// How many recipes a batch will create, with everything that the number is made of.
///
/// Source: the Scale API's *Validate Batch*, `recipes_estimated`.
///
/// ```
#[doc = include_str!("example.md")]
/// assert_eq!(estimate.recipes_estimated, 2500);
/// assert_eq!(estimate.total, Some(2500));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Estimate {
    /// What the server is documented to estimate: the recipes created, sub-recipes included. It counts a
    /// sub-recipe type once a level, however many nodes use it.
    pub recipes_estimated: u64,
    /// What the figure comes from.
    pub basis: Basis,
    /// Recipes of the batch's own recipe type; null for a previous batch, of which only the sum is known.
    pub top_level: Option<u64>,
    /// Recipes inside them, counted node by node; null for a previous batch.
    pub sub_recipes: Option<u64>,
    /// `top_level` and `sub_recipes` together.
    pub total: Option<u64>,
    /// What the server really creates when no earlier recipe used the files: the sum of `creation`. Null for a
    /// previous batch, because no document says how many of its recipes will be created anew, but 0 where the recipe
    /// type is inactive.
    pub if_all_new: Option<u64>,
    /// Whether `if_all_new` may be too high, because condition nodes decide at run time which sub-recipes come.
    pub if_all_new_is_upper_bound: bool,
    /// What `if_all_new` is made of, and why it is not what the server estimates; null without a dataset.
    pub creation: Option<Creation>,
    /// Files of the dataset that are estimated to become recipes, by parameter.
    pub files: Vec<FileCount>,
    /// Files of the dataset that are not, by parameter, and why.
    pub files_left_out: Vec<FilesLeftOut>,
    /// The recipe nodes that will run, in topological order.
    pub nodes: Vec<NodeEstimate>,
    /// Sub-recipes whose definitions are not known: what they contain is not counted.
    pub unknown_sub_recipes: Vec<UnknownSubRecipe>,
    /// Whether the true number may be higher, because of `unknown_sub_recipes`.
    pub is_lower_bound: bool,
}

words! {
    /// What an estimate comes from.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// use scale_batch::estimate::Basis;
    ///
    /// assert_eq!(estimate.basis, Basis::Dataset);
    /// ```
    pub enum Basis {
        /// The recipes of the previous batch.
        PreviousBatch = "previous_batch",
        /// The files of the dataset.
        Dataset = "dataset",
        /// The dataset's parameters cannot be connected to the recipe's inputs: nothing can be created.
        UnconnectedDataset = "unconnected_dataset",
        /// There is neither a previous batch nor a dataset: nothing can be created.
        Nothing = "nothing",
    }
}

impl Estimate {
    fn of(basis: Basis) -> Self {
        Estimate {
            recipes_estimated: 0,
            basis,
            top_level: Some(0),
            sub_recipes: Some(0),
            total: Some(0),
            if_all_new: Some(0),
            if_all_new_is_upper_bound: false,
            creation: None,
            files: Vec::new(),
            files_left_out: Vec::new(),
            nodes: Vec::new(),
            unknown_sub_recipes: Vec::new(),
            is_lower_bound: false,
        }
    }

    /// The largest figure: 2^53 - 1, the largest integer that JavaScript can hold.
    pub(crate) const MOST: u64 = (1 << 53) - 1;

    /// Whether no figure is larger than [`MOST`](Self::MOST). Sums stop at the largest `u64`, which is far beyond it.
    pub(crate) fn is_exact(&self) -> bool {
        let totals = [
            Some(self.recipes_estimated),
            self.total,
            self.if_all_new,
            self.files_left_out.iter().map(|files| files.files).max(),
        ];
        let nodes = self.nodes.iter();
        let nodes = nodes.flat_map(|node| [node.recipes_per_file, node.recipes_per_file_estimated]);
        let created = self.creation.iter().flat_map(|creation| {
            let nodes = creation.nodes.iter();
            nodes.map(|node| node.recipes_per_file)
        });
        let mut figures = totals.into_iter().flatten().chain(nodes).chain(created);
        figures.all(|figure| figure <= Self::MOST)
    }

    /// A batch of neither files nor recipes.
    pub(crate) fn nothing() -> Self {
        Estimate::of(Basis::Nothing)
    }

    /// A batch whose dataset does not fit the recipe.
    pub(crate) fn unconnected() -> Self {
        Estimate::of(Basis::UnconnectedDataset)
    }

    /// A batch that re-processes another: as many recipes as that one has, but none of an inactive recipe type.
    pub(crate) fn of_previous_batch(previous: &Batch, is_inactive: bool) -> Option<Self> {
        let total = previous.counts.recipes_total?;
        Some(Estimate {
            recipes_estimated: total,
            top_level: None,
            sub_recipes: None,
            total: Some(total),
            if_all_new: is_inactive.then_some(0),
            ..Estimate::of(Basis::PreviousBatch)
        })
    }
}

impl FileBatch<'_> {
    /// The estimate, and where the server's own differs.
    pub(crate) fn estimate(&self) -> (Estimate, ServerEstimate) {
        let mut counts = SubRecipeCounts::new(self);
        let (files, files_left_out) = self.count_files();
        let sum = |sum: u64, more: u64| sum.saturating_add(more);
        let top_level = files.iter().map(|file| file.files).fold(0, sum);
        let nodes = nodes_that_run(self, top_level, &mut counts);
        let server = server::estimate(self, top_level, &mut counts);

        let per_file = if self.forced_nodes == Some(&ForcedNodes::All) {
            counts.linked()
        } else {
            let estimated = nodes.iter().map(|node| node.recipes_per_file_estimated);
            estimated.fold(0, sum)
        };
        let sub_recipes = nodes.iter().map(|node| node.recipes).fold(0, sum);
        let mut estimate = Estimate {
            recipes_estimated: top_level.saturating_mul(per_file.saturating_add(1)),
            top_level: Some(top_level),
            sub_recipes: Some(sub_recipes),
            total: Some(top_level.saturating_add(sub_recipes)),
            files,
            files_left_out,
            nodes,
            ..Estimate::of(Basis::Dataset)
        };
        let (creation, is_upper_bound) = creation::creation(
            self,
            estimate.recipes_estimated,
            &estimate.files,
            &estimate.nodes,
            &mut counts,
        );
        estimate.if_all_new = Some(creation.total());
        estimate.if_all_new_is_upper_bound = is_upper_bound;
        estimate.creation = Some(creation);
        estimate.unknown_sub_recipes = counts.into_unknown();
        estimate.is_lower_bound = !estimate.unknown_sub_recipes.is_empty();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_that_re_processes_another_has_as_many_recipes() {
        let mut previous = Batch::new(301);
        assert_eq!(Estimate::of_previous_batch(&previous, false), None);
        previous.counts.recipes_total = Some(7);
        for (is_inactive, if_all_new) in [(false, None), (true, Some(0))] {
            let estimate = Estimate::of_previous_batch(&previous, is_inactive).unwrap();
            assert_eq!(estimate.recipes_estimated, 7);
            assert_eq!(estimate.total, Some(7));
            // Which of them are sub-recipes is not known.
            assert_eq!((estimate.top_level, estimate.sub_recipes), (None, None));
            assert_eq!(estimate.if_all_new, if_all_new);
        }
    }

    #[test]
    fn a_figure_that_a_double_cannot_hold_is_not_exact() {
        for (figure, is_exact) in [
            (9_007_199_254_740_991, true),
            (9_007_199_254_740_992, false),
        ] {
            let nothing = Estimate::nothing;
            for estimate in [
                Estimate {
                    recipes_estimated: figure,
                    ..nothing()
                },
                Estimate {
                    total: Some(figure),
                    ..nothing()
                },
                Estimate {
                    if_all_new: Some(figure),
                    ..nothing()
                },
            ] {
                assert_eq!(estimate.is_exact(), is_exact, "{estimate:?}");
            }
        }
    }
}
