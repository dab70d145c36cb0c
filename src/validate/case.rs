//! What the rules look at, and what they find.

use super::context::Part;
use super::report::{PreviousBatchReport, Unchecked};
use super::{Context, PartialRequest};
use crate::documents::{Batch, BatchDefinition, Dataset, ForcedNodes, RecipeType};
use crate::estimate::Estimate;
use crate::problem::{Name, Problem};

/// A request and its context.
pub(super) struct Case<'a> {
    pub(super) request: &'a PartialRequest,
    pub(super) context: &'a Context,
    /// Where the structure is broken, as JSON Pointers.
    broken: Vec<String>,
    /// Whether the report tells, node by node, what re-processing will do: that is as long as the recipe.
    pub(super) wants_diff: bool,
}

/// The batch that the request re-processes.
#[derive(Debug, Clone, Copy)]
pub(super) enum PreviousBatch<'a> {
    /// The request re-processes none, or does not say which.
    NotWanted,
    /// The context does not tell.
    Undecided,
    /// The context lists batches, and not this one.
    NotFound,
    /// This one.
    Found(FoundBatch<'a>),
}

/// The previous batch, and where the context has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct FoundBatch<'a> {
    pub(super) batch: &'a Batch,
    part: Part,
    /// Its place in a list of batches.
    pub(super) index: Option<usize>,
}

impl FoundBatch<'_> {
    /// What keeps the definition that it ran from being read, or breaks it.
    pub(super) fn definition_problems(&self, context: &Context) -> Vec<Problem> {
        let place = self
            .index
            .map(|index| format!("/{index}"))
            .unwrap_or_default();
        let definition = format!("{place}/recipe_type_rev/definition");
        let about_definition = context
            .problems(self.part)
            .iter()
            .filter(|problem| is_within(&problem.path, &definition));
        let mut problems: Vec<Problem> = about_definition.cloned().collect();
        for problem in &mut problems {
            problem.severity = problem.name.severity();
        }
        problems
    }
}

impl<'a> Case<'a> {
    pub(super) fn new(
        request: &'a PartialRequest,
        context: &'a Context,
        broken: Vec<String>,
    ) -> Self {
        Case {
            request,
            context,
            broken,
            wants_diff: false,
        }
    }

    pub(super) fn with_diff(self, wants_diff: bool) -> Self {
        Case { wants_diff, ..self }
    }

    /// Whether nothing at, in or around this place is structurally broken.
    pub(super) fn is_sound(&self, pointer: &str) -> bool {
        !self
            .broken
            .iter()
            .any(|path| is_within(path, pointer) || is_within(pointer, path))
    }

    pub(super) fn definition(&self) -> Option<&'a BatchDefinition> {
        self.request.definition.as_ref()
    }

    /// The context's recipe type, when it is the one that the request names.
    pub(super) fn recipe_type(&self) -> Option<&'a RecipeType> {
        let wanted = self.request.recipe_type_id?;
        self.context
            .recipe_type()
            .filter(|found| found.id.is_none_or(|id| id == wanted))
    }

    /// The same, when its definition can be relied on.
    pub(super) fn sound_recipe_type(&self) -> Option<&'a RecipeType> {
        self.recipe_type()
            .and_then(|_| self.context.sound_recipe_type())
    }

    /// The context's dataset, when it is the one that the definition names and can be relied on.
    pub(super) fn sound_dataset(&self) -> Option<&'a Dataset> {
        let wanted = self.definition()?.dataset?;
        self.context
            .sound_dataset()
            .filter(|found| found.id.is_none_or(|id| id == wanted))
    }

    /// Whether the batch is created from the files of a dataset: a previous batch comes first.
    pub(super) fn uses_dataset(&self) -> bool {
        self.is_sound("/definition/dataset")
            && self.definition().is_some_and(|definition| {
                definition.dataset.is_some() && !self.wants_previous_batch()
            })
    }

    /// Whether the definition has a previous batch, sound or not.
    pub(super) fn wants_previous_batch(&self) -> bool {
        !self.is_sound("/definition/previous_batch")
            || self
                .definition()
                .is_some_and(|definition| definition.previous_batch.is_some())
    }

    /// The forced nodes that count, and where they stand.
    pub(super) fn forced_nodes(&self) -> Option<(&'a ForcedNodes, &'static str)> {
        let definition = self.definition()?;
        let previous = definition.previous_batch.as_ref();
        let path = match previous.and_then(|previous| previous.forced_nodes.as_ref()) {
            Some(_) => "/definition/previous_batch/forced_nodes",
            // In a previous batch that is broken may stand others, which would count.
            None if !self.is_sound("/definition/previous_batch") => return None,
            None => "/definition/forced_nodes",
        };
        let forced_nodes = definition
            .effective_forced_nodes()
            .filter(|_| self.is_sound(path))?;
        Some((forced_nodes, path))
    }

    /// The latest batch of the chain that is not superseded.
    pub(super) fn previous_batch(&self) -> PreviousBatch<'a> {
        let wanted = self
            .definition()
            .and_then(|definition| definition.previous_batch.as_ref());
        let Some(wanted) =
            wanted.filter(|_| self.is_sound("/definition/previous_batch/root_batch_id"))
        else {
            return PreviousBatch::NotWanted;
        };
        let root = wanted.root_batch_id;
        if root.0 <= 0 {
            return PreviousBatch::NotFound;
        }
        let fits =
            |batch: &&Batch| batch.root_batch_id() == root && batch.is_superseded != Some(true);
        if let Some(batch) = self.context.previous_batch().filter(fits) {
            return PreviousBatch::Found(FoundBatch {
                batch,
                part: Part::PreviousBatch,
                index: None,
            });
        }
        let Some(batches) = self.context.batches() else {
            return PreviousBatch::Undecided;
        };
        let in_chain = batches.iter().enumerate().filter(|(_, batch)| fits(batch));
        match in_chain.max_by_key(|(_, batch)| batch.id) {
            Some((index, batch)) => PreviousBatch::Found(FoundBatch {
                batch,
                part: Part::Batches,
                index: Some(index),
            }),
            None => PreviousBatch::NotFound,
        }
    }
}

/// Whether a JSON Pointer is another, or leads further inside.
fn is_within(inner: &str, outer: &str) -> bool {
    inner
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What the rules find.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) problems: Vec<Problem>,
    pub(super) unchecked: Vec<Unchecked>,
    pub(super) prev_batch: Option<PreviousBatchReport>,
    pub(super) estimate: Option<Estimate>,
}

impl Findings {
    pub(super) fn push(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Notes that rules could not be decided for want of a part of the context.
    pub(super) fn unchecked(&mut self, names: &[Name], needs: Part) {
        self.unchecked.extend(names.iter().map(|&name| Unchecked {
            name,
            needs: needs.name(),
        }));
    }

    /// Adds what is wrong with a part of the context that a rule depends on.
    pub(super) fn broken_document(&mut self, context: &Context, part: Part) {
        self.problems.extend_from_slice(context.problems(part));
    }

    /// Whether the context is about another recipe type or dataset, so that nothing can be estimated.
    pub(super) fn is_out_of_context(&self) -> bool {
        self.names()
            .any(|name| matches!(name, Name::MismatchedRecipeTypeId | Name::UnknownDataset))
    }

    /// Whether the server stops at an error before it estimates.
    pub(super) fn stop_the_server(&self) -> bool {
        self.names()
            .any(|name| !matches!(name, Name::NoRecipes | Name::InvalidInputMap))
    }

    /// The names of the errors so far.
    fn names(&self) -> impl Iterator<Item = Name> {
        let errors = self
            .problems
            .iter()
            .filter(|problem| problem.severity == crate::Severity::Error);
        errors.map(|problem| problem.name)
    }
}
