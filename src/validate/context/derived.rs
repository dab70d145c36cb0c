//! What was found of a context.

use std::sync::OnceLock;

use crate::diff::{CompiledDiff, RecipeDiff, Sound};
use crate::documents::{DiffReason, ForcedNodes, KnownTypes, RecipeDefinition, SubRecipeTypes};
use crate::problem::Problem;
use crate::recipe::graph::Graph;

/// What was found so far; it depends on nothing but the documents, so that two contexts are the same without it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Derived {
    pub(super) recipe_nodes: OnceLock<Vec<String>>,
    pub(super) too_long_node_names: OnceLock<Vec<String>>,
    revisions: OnceLock<SubRecipeTypes>,
    pub(super) known_types: OnceLock<KnownTypes>,
    recursion: OnceLock<Option<Problem>>,
    pub(super) graph: OnceLock<Option<Graph<'static>>>,
    pub(super) of_batches: Vec<FromBatch>,
    pub(super) of_previous_batch: FromBatch,
    /// As from a batch that ran the definition of the recipe type.
    pub(super) of_no_batch: FromBatch,
}

/// What follows from a batch and the recipe type.
#[derive(Debug, Clone, Default)]
pub(super) struct FromBatch {
    pub(super) graph: OnceLock<Option<Graph<'static>>>,
    /// What is wrong with the definition that it ran, where that is a revision of the context.
    pub(super) problems: OnceLock<Vec<Problem>>,
    diff: OnceLock<CompiledDiff>,
    pub(super) unforced: OnceLock<Option<Unforced>>,
}

/// The definition that a previous batch ran, and what is kept of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RanDefinition<'c> {
    pub(crate) sound: Sound<'c, 'c>,
    pub(super) kept: &'c FromBatch,
}

/// What the diff with a previous batch says, whatever is forced.
#[derive(Debug, Clone)]
pub(crate) struct Unforced {
    /// Why its recipes cannot be re-processed.
    pub(crate) reasons: Vec<DiffReason>,
    /// Whether every node is as it was.
    pub(crate) is_unchanged: bool,
    /// The recipe nodes, at every depth, that were none before.
    pub(crate) new_recipe_nodes: Vec<String>,
    /// The revisions of recipe types that would show more of them.
    pub(crate) unknown_revisions: Vec<(String, i64)>,
    /// Why not every sub-recipe was compared.
    pub(crate) exceeded: Option<Problem>,
}

impl PartialEq for Derived {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Derived {
    /// Nothing is found yet, of a context with so many batches.
    pub(super) fn new(batches: usize) -> Self {
        Derived {
            of_batches: vec![FromBatch::default(); batches],
            ..Derived::default()
        }
    }

    /// The revisions of all parts together.
    pub(super) fn revisions(&self, all: impl FnOnce() -> SubRecipeTypes) -> &SubRecipeTypes {
        self.revisions.get_or_init(all)
    }

    /// What is wrong with recipe types whose revisions contain each other.
    pub(crate) fn recursion(&self, find: impl FnOnce() -> Option<Problem>) -> Option<&Problem> {
        self.recursion.get_or_init(find).as_ref()
    }
}

impl FromBatch {
    /// The definition that the batch ran, with the graph that is kept of it; `None` where it is no graph.
    pub(super) fn ran<'c>(&'c self, definition: &'c RecipeDefinition) -> Option<RanDefinition<'c>> {
        let graph = self.graph.get_or_init(|| {
            let graph = Graph::new(definition).ok()?;
            Some(graph.into_owned())
        });
        let graph = graph.as_ref()?;
        Some(RanDefinition {
            sound: Sound { definition, graph },
            kept: self,
        })
    }
}

impl<'c> RanDefinition<'c> {
    /// The diff with the definition of the recipe type.
    pub(crate) fn diff(
        self,
        current: Sound<'c, 'c>,
        forced_nodes: Option<&'c ForcedNodes>,
    ) -> RecipeDiff<'c> {
        let previous = self.sound;
        let compiled = self
            .kept
            .diff
            .get_or_init(|| CompiledDiff::new(previous, current));
        RecipeDiff::between_compiled(compiled, previous, current, forced_nodes)
    }
}
