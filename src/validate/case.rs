//! What the rules look at, and what they find.

use std::cell::OnceCell;

use super::context::{Context, FoundBatch, Need, Part, WantedDocument};
use super::report::UncheckedRule;
use crate::documents::{
    Batch, BatchConfiguration, BatchDefinition, BatchId, BatchService, Batches, Dataset, DatasetId,
    ForcedNodes, InputMapping, PartialRequest, RecipeType, RecipeTypeId,
};
use crate::estimate::{Estimate, ServerEstimate, input_map};
use crate::problem::{Problem, ProblemName, is_within};
use crate::read::{Found, Limits};
use crate::recipe::pinned_loop;

pub(super) const CONFIGURATION: &str = "/configuration";
pub(super) const INPUT_MAP: &str = "/configuration/inputMap";
pub(super) const DATASET: &str = "/definition/dataset";
pub(super) const PREVIOUS_BATCH: &str = "/definition/previous_batch";
pub(super) const ROOT_BATCH_ID: &str = "/definition/previous_batch/root_batch_id";

/// What of a request is there to be checked.
///
/// A document that is checked for itself is taken for one of a batch of the context's recipe type; a configuration, for
/// one of a batch of the context's dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Request,
    Definition,
    Configuration,
}

/// The parts of a request that rules look at.
#[derive(Debug, Clone, Copy)]
pub struct RequestParts<'a> {
    pub recipe_type_id: Option<RecipeTypeId>,
    pub definition: Option<&'a BatchDefinition>,
    pub configuration: Option<&'a BatchConfiguration>,
}

impl<'a> From<&'a PartialRequest> for RequestParts<'a> {
    fn from(request: &'a PartialRequest) -> Self {
        RequestParts {
            recipe_type_id: request.recipe_type_id,
            definition: request.definition.as_ref(),
            configuration: request.configuration.as_ref(),
        }
    }
}

/// A request and its context.
pub(super) struct Case<'a> {
    pub(super) request: RequestParts<'a>,
    pub(super) subject: Subject,
    pub(super) context: &'a Context,
    /// The previous batch, once it was looked for.
    previous_batch: OnceCell<PreviousBatch<'a>>,
    /// Where the structure is broken, as JSON Pointers.
    broken: Vec<String>,
    /// Whether the report says, node by node, what re-processing will do: that is as long as the recipe.
    pub(super) wants_diff: bool,
    /// The service that the request is sent to.
    pub(super) service: BatchService,
}

/// The first circle that the recipe type of a context is in, or leads to.
fn circle(context: &Context) -> Option<Problem> {
    let recipe_type = context.sound_recipe_type()?;
    let own = recipe_type.name.as_deref().zip(recipe_type.revision_num);
    let problem = pinned_loop(own, &recipe_type.definition, |(name, number)| {
        context.revisions()?.revision(name, number)
    })?;
    Some(problem.below("/definition").of(Part::RecipeType.name()))
}

/// The batch that the request re-processes.
#[derive(Debug, Clone, Copy)]
pub(super) enum PreviousBatch<'a> {
    /// The request re-processes none, or does not say which.
    NotWanted,
    /// The context does not show it: it has no list of batches, or only a page of one.
    Undecided,
    /// The context has a whole list of batches, and not this one.
    NotFound,
    /// This one.
    Found(FoundBatch<'a>),
}

impl<'a> Case<'a> {
    pub(super) fn new(
        request: impl Into<RequestParts<'a>>,
        context: &'a Context,
        broken: Vec<String>,
    ) -> Self {
        Case {
            request: request.into(),
            subject: Subject::Request,
            context,
            previous_batch: OnceCell::new(),
            broken,
            wants_diff: false,
            service: BatchService::Validate,
        }
    }

    pub(super) fn of(self, subject: Subject) -> Self {
        Case { subject, ..self }
    }

    pub(super) fn with_diff(self, wants_diff: bool) -> Self {
        Case { wants_diff, ..self }
    }

    pub(super) fn sent_to(self, service: BatchService) -> Self {
        Case { service, ..self }
    }

    /// Whether nothing at, in or around this place is structurally broken.
    pub(super) fn is_sound(&self, pointer: &str) -> bool {
        !self
            .broken
            .iter()
            .any(|path| is_within(path, pointer) || is_within(pointer, path))
    }

    pub(super) fn definition(&self) -> Option<&'a BatchDefinition> {
        self.request.definition
    }

    /// The recipe type of the batch, as far as that is known.
    pub(super) fn recipe_type_id(&self) -> Option<RecipeTypeId> {
        match self.subject {
            Subject::Request => self.request.recipe_type_id,
            Subject::Definition => self.context.recipe_type()?.id,
            Subject::Configuration => None,
        }
    }

    /// The recipe type that the request names, and that of the context, where they differ.
    pub(super) fn mismatched_recipe_types(&self) -> Option<(RecipeTypeId, RecipeTypeId)> {
        let found = self.context.recipe_type()?.id?;
        let wanted = self.recipe_type_id()?;
        Some((wanted, found)).filter(|_| wanted != found)
    }

    /// The context's recipe type, when it is the one that the request names.
    pub(super) fn recipe_type(&self) -> Option<&'a RecipeType> {
        if self.subject == Subject::Request {
            self.request.recipe_type_id?;
        }
        let found = self.context.recipe_type();
        found.filter(|_| self.mismatched_recipe_types().is_none())
    }

    /// The same, when its definition can be relied on.
    pub(super) fn sound_recipe_type(&self) -> Option<&'a RecipeType> {
        self.recipe_type()
            .and_then(|_| self.context.sound_recipe_type())
    }

    /// The problem of pinned revisions that contain each other in a circle, which the recipe type is in or leads to.
    pub(super) fn circle(&self) -> Option<&'a Problem> {
        if self.sound_recipe_type().is_none() || self.context.recipe_nodes().is_empty() {
            return None;
        }
        self.context.derived.recursion(|| circle(self.context))
    }

    /// Whether there is a dataset, used or not.
    pub(super) fn names_dataset(&self) -> bool {
        self.subject == Subject::Configuration || self.dataset_id().is_some()
    }

    /// The dataset of the batch, as far as that is known.
    fn dataset_id(&self) -> Option<DatasetId> {
        self.definition().and_then(BatchDefinition::named_dataset)
    }

    /// The dataset that the definition names, and that of the context, where they differ.
    pub(super) fn mismatched_datasets(&self) -> Option<(DatasetId, DatasetId)> {
        let found = self.context.dataset()?.id?;
        let wanted = self.dataset_id()?;
        Some((wanted, found)).filter(|_| wanted != found)
    }

    /// The context's dataset, when it is the one that the definition names and can be relied on.
    pub(super) fn sound_dataset(&self) -> Option<&'a Dataset> {
        let found = self.context.sound_dataset();
        found.filter(|_| self.names_dataset() && self.mismatched_datasets().is_none())
    }

    /// Whether the batch is created from the files of a dataset: a previous batch comes first.
    pub(super) fn uses_dataset(&self) -> bool {
        self.is_sound(DATASET)
            && self.names_dataset()
            && (self.subject == Subject::Configuration || !self.wants_previous_batch())
    }

    /// The input map, where it is known.
    pub(super) fn input_map(&self) -> Option<&'a [InputMapping]> {
        let is_known = self.subject != Subject::Definition && self.is_sound(CONFIGURATION);
        is_known.then(|| input_map(self.request.configuration))
    }

    /// Whether the definition has a previous batch, sound or not.
    pub(super) fn wants_previous_batch(&self) -> bool {
        !self.is_sound(PREVIOUS_BATCH)
            || self
                .definition()
                .is_some_and(|definition| definition.previous_batch.is_some())
    }

    /// The forced nodes that count, and their place.
    pub(super) fn forced_nodes(&self) -> Option<(&'a ForcedNodes, &'static str)> {
        let definition = self.definition()?;
        let previous = definition.previous_batch.as_ref();
        let path = match previous.and_then(|previous| previous.forced_nodes.as_ref()) {
            Some(_) => "/definition/previous_batch/forced_nodes",
            // In a previous batch that is broken may stand others, which would count.
            None if !self.is_sound(PREVIOUS_BATCH) => return None,
            None => "/definition/forced_nodes",
        };
        let forced_nodes = definition
            .effective_forced_nodes()
            .filter(|_| self.is_sound(path))?;
        Some((forced_nodes, path))
    }

    /// The root of the chain that the request re-processes, where it says that.
    pub(super) fn root_batch_id(&self) -> Option<BatchId> {
        let previous = self.definition()?.previous_batch.as_ref();
        previous
            .filter(|_| self.is_sound(ROOT_BATCH_ID))
            .map(|previous| previous.root_batch_id)
    }

    /// The latest batch of the chain that is not superseded.
    pub(super) fn previous_batch(&self) -> PreviousBatch<'a> {
        *self
            .previous_batch
            .get_or_init(|| self.find_previous_batch())
    }

    /// The previous batch, unless it is of another recipe type.
    pub(super) fn reprocessed_batch(&self) -> Option<FoundBatch<'a>> {
        let PreviousBatch::Found(found) = self.previous_batch() else {
            return None;
        };
        let ran = found.batch.recipe_type.as_ref().map(|ran| ran.id);
        let both = ran.zip(self.recipe_type_id());
        Some(found).filter(|_| both.is_none_or(|(ran, wanted)| ran == wanted))
    }

    fn find_previous_batch(&self) -> PreviousBatch<'a> {
        let Some(root) = self.root_batch_id() else {
            return PreviousBatch::NotWanted;
        };
        if root.0 <= 0 {
            return PreviousBatch::NotFound;
        }
        let fits =
            |batch: &&Batch| batch.root_batch_id() == root && batch.is_superseded != Some(true);
        if let Some(batch) = self.context.previous_batch().filter(fits) {
            return PreviousBatch::Found(FoundBatch { batch, index: None });
        }
        let is_no_root = self.chain_of(root).is_some();
        let Some(batches) = self.context.batches() else {
            return if is_no_root {
                PreviousBatch::NotFound
            } else {
                PreviousBatch::Undecided
            };
        };
        let in_chain = batches.as_slice().iter().enumerate();
        let in_chain = in_chain.filter(|(_, batch)| fits(batch));
        match in_chain.max_by_key(|(_, batch)| batch.id) {
            Some((index, batch)) => PreviousBatch::Found(FoundBatch {
                batch,
                index: Some(index),
            }),
            None if is_no_root || batches.is_complete() => PreviousBatch::NotFound,
            None => PreviousBatch::Undecided,
        }
    }

    /// Every batch that the context has.
    pub(super) fn batches(&self) -> impl Iterator<Item = &'a Batch> {
        let listed = self.context.batches().map_or(&[][..], Batches::as_slice);
        listed.iter().chain(self.context.previous_batch())
    }

    /// The root of the chain of a batch that is known and is no root itself.
    pub(super) fn chain_of(&self, id: BatchId) -> Option<BatchId> {
        let batch = self.batches().find(|batch| batch.id == id)?;
        Some(batch.root_batch_id()).filter(|root| *root != id)
    }

    /// The need for a part of the context, with the document that the request makes it be.
    pub(super) fn need(&self, part: Part) -> Need {
        let wanted = match part {
            Part::RecipeType => self
                .recipe_type_id()
                .map(|recipe_type_id| WantedDocument::RecipeType { recipe_type_id }),
            Part::Dataset => self
                .dataset_id()
                .map(|dataset_id| WantedDocument::Dataset { dataset_id }),
            Part::Batches => self.root_batch_id().map(|root| WantedDocument::Batches {
                query: format!("root_batch_id={root}&is_superseded=false"),
            }),
            Part::PreviousBatch | Part::Revisions | Part::SubRecipeTypes | Part::RecipeTypes => {
                None
            }
        };
        Need { part, wanted }
    }
}

/// What the rules find.
#[derive(Debug)]
pub(super) struct Findings {
    pub(super) problems: Found,
    pub(super) unchecked: Vec<UncheckedRule>,
    pub(super) estimate: Option<Estimate>,
    /// What the server estimates, where the batch is of a dataset.
    pub(super) server: Option<ServerEstimate>,
}

impl Findings {
    pub(super) fn new(limits: &Limits) -> Self {
        Findings {
            problems: Found::new(limits),
            unchecked: Vec::new(),
            estimate: None,
            server: None,
        }
    }

    pub(super) fn push(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Notes that rules could not be decided for want of a part of the context.
    pub(super) fn unchecked(&mut self, names: &[ProblemName], need: &Need) {
        self.unchecked
            .extend(names.iter().map(|&name| UncheckedRule {
                name,
                needs: need.part.name().into(),
                wanted: need.wanted.clone(),
            }));
    }

    /// Adds what is wrong with a part of the context that a rule depends on.
    pub(super) fn broken_document(&mut self, context: &Context, part: Part) {
        self.problems.extend(context.problems(part).iter().cloned());
    }

    /// Whether the context is about another recipe type or dataset, or about one that cannot be, so that nothing can
    /// be estimated.
    pub(super) fn is_out_of_context(&self) -> bool {
        self.names().any(|name| {
            matches!(
                name,
                ProblemName::MismatchedRecipeTypeId
                    | ProblemName::UnknownDataset
                    | ProblemName::RecursiveSubrecipes
            )
        })
    }

    /// Whether the server stops at an error before it estimates.
    pub(super) fn stop_the_server(&self) -> bool {
        self.names()
            .any(|name| !matches!(name, ProblemName::NoRecipes | ProblemName::InvalidInputMap))
    }

    /// Whether a rule found an error.
    pub(super) fn has_errors(&self) -> bool {
        self.names().next().is_some()
    }

    /// The names of the errors so far.
    fn names(&self) -> impl Iterator<Item = ProblemName> {
        self.problems.names_of_errors().iter().copied()
    }
}
