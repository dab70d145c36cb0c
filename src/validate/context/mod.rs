//! What is known about the server when a request is checked.

mod derived;
mod facts;
mod found_batch;
mod need;
mod new_recipe_nodes;
mod part;

use crate::documents::rules::name_collision_error;
use crate::documents::{
    Batch, Batches, Dataset, KnownRecipeTypes, ListedRevision, RecipeDefinition, RecipeType,
    RecipeTypeSummary, SubRecipeTypes,
};
use crate::problem::{Problem, ProblemName, Severity};
use crate::read::tree::Tree;
use crate::read::{At, Collector, Fields, Found, Read};
use crate::recipe::errors_of;
use crate::sorted::SortedMap;
use derived::Derived;
pub(crate) use derived::RanDefinition;
pub(crate) use facts::{LONGEST_NODE_NAME, NoDefinition};
pub(crate) use found_batch::FoundBatch;
pub(crate) use need::Need;
pub use need::WantedDocument;
pub(crate) use new_recipe_nodes::{fails, is_inactive, is_there_before, paths};
pub(crate) use part::Part;

/// The documents that a request is checked against, each of them optional.
///
/// Without a document the rules that need it are not decided; the report's
/// [`unchecked`](crate::ValidationReport::unchecked) names them. In JSON: an object with the fields named here, each as the
/// API serves it and read leniently. What is wrong with a document is remembered, and part of every report that
/// depends on that document.
///
/// ```
/// use scale_batch::{Context, Reader, RecipeType};
/// use scale_batch::documents::Dataset;
///
/// let recipe_type: RecipeType = serde_json::from_str(r#"{"id": 208, "definition": {}}"#)?;
/// let context = Context::new().with_recipe_type(recipe_type);
///
/// let text = r#"{"recipe_type": {"id": 208, "definition": {}}}"#;
/// assert_eq!(Reader::new().text::<Context>(text).document, Some(context));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Context {
    pub(super) recipe_type: Option<RecipeType>,
    dataset: Option<Dataset>,
    batches: Option<Batches>,
    previous_batch: Option<Batch>,
    revisions: Option<SubRecipeTypes>,
    sub_recipe_types: Option<SubRecipeTypes>,
    recipe_types: Option<KnownRecipeTypes>,
    problems: SortedMap<Part, Vec<Problem>>,
    pub(super) derived: Derived,
}

impl Context {
    /// A context that knows nothing yet.
    ///
    /// ```
    /// use scale_batch::{Context, validate_text};
    ///
    /// let report = validate_text(r#"{"recipe_type_id": 1, "definition": {"dataset": 1}}"#, &Context::new());
    /// assert!(!report.is_complete);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the recipe type that the request names.
    ///
    /// ```
    /// use scale_batch::{Context, RecipeType};
    ///
    /// let document: RecipeType = serde_json::from_str(r#"{"id": 208, "definition": {}}"#)?;
    /// let context = Context::new().with_recipe_type(document);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn with_recipe_type(mut self, recipe_type: RecipeType) -> Self {
        let problems = broken_definition(&recipe_type.definition, "/definition");
        self.recipe_type = Some(recipe_type);
        self.keep(Part::RecipeType, problems);
        self
    }

    /// Adds the dataset that the request names.
    ///
    /// ```
    /// use scale_batch::Context;
    /// use scale_batch::documents::Dataset;
    ///
    /// let document: Dataset = serde_json::from_str(r#"{"id": 12}"#)?;
    /// let context = Context::new().with_dataset(document);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn with_dataset(mut self, dataset: Dataset) -> Self {
        let problems = name_collision_error(&dataset);
        self.dataset = Some(dataset);
        self.keep(Part::Dataset, problems);
        self
    }

    /// Adds the batches among which the previous batch is found: a list, or the chain. [`Batches`] that were read
    /// from a page know whether others are on further pages.
    ///
    /// ```
    /// use scale_batch::Context;
    /// use scale_batch::documents::Batches;
    ///
    /// let document: Batches = serde_json::from_str(r#"{"count": 1, "next": null, "results": [{"id": 104}]}"#)?;
    /// let context = Context::new().with_batches(document);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn with_batches(mut self, batches: impl Into<Batches>) -> Self {
        let batches: Batches = batches.into();
        let mut found = Found::default();
        for (index, batch) in batches.as_slice().iter().enumerate() {
            found.extend(broken_batch(batch, batches.place(index)));
        }
        self.batches = Some(batches);
        self.keep(Part::Batches, found.finish());
        self
    }

    /// Adds the previous batch itself.
    ///
    /// ```
    /// use scale_batch::Context;
    /// use scale_batch::documents::Batch;
    ///
    /// let context = Context::new().with_previous_batch(Batch::new(104));
    /// ```
    #[must_use]
    pub fn with_previous_batch(mut self, batch: Batch) -> Self {
        let problems = broken_batch(&batch, "");
        self.previous_batch = Some(batch);
        self.keep(Part::PreviousBatch, problems);
        self
    }

    /// Adds revisions of recipe types: those that the recipe's nodes run, and the one that a previous batch ran.
    ///
    /// ```
    /// use scale_batch::Context;
    /// use scale_batch::documents::{RecipeDefinition, SubRecipeType};
    ///
    /// let earlier = SubRecipeType::new("my-recipe-type", 1, RecipeDefinition::default());
    /// let context = Context::new().with_revisions([earlier]);
    /// # assert_ne!(context, Context::new());
    /// ```
    #[must_use]
    pub fn with_revisions(
        mut self,
        revisions: impl IntoIterator<Item = crate::documents::SubRecipeType>,
    ) -> Self {
        self.revisions = Some(revisions.into_iter().collect());
        self.keep(Part::Revisions, Vec::new());
        self
    }

    /// Adds the recipe types that the recipe's nodes run: the same list as [`revisions`](Self::with_revisions), under
    /// its former name. Where both have a revision, it is taken from `revisions`.
    ///
    /// ```
    /// use scale_batch::Context;
    /// use scale_batch::documents::{RecipeDefinition, SubRecipeType};
    ///
    /// let mosaic = SubRecipeType::new("mosaic", 1, RecipeDefinition::default());
    /// let context = Context::new().with_sub_recipe_types([mosaic]);
    /// ```
    #[must_use]
    pub fn with_sub_recipe_types(
        mut self,
        types: impl IntoIterator<Item = crate::documents::SubRecipeType>,
    ) -> Self {
        let types = types.into_iter().collect::<SubRecipeTypes>();
        self.sub_recipe_types = Some(types.given_as(Part::SubRecipeTypes.name()));
        self.keep(Part::SubRecipeTypes, Vec::new());
        self
    }

    /// Adds the details of recipe types that the recipe's nodes run: whether they are active, and their latest
    /// revisions.
    ///
    /// ```
    /// use scale_batch::documents::RecipeDefinition;
    /// use scale_batch::{Context, RecipeType};
    ///
    /// let context = Context::new().with_recipe_types([RecipeType::new(RecipeDefinition::default())]);
    /// ```
    #[must_use]
    pub fn with_recipe_types(mut self, types: impl IntoIterator<Item = RecipeType>) -> Self {
        self.recipe_types = Some(types.into_iter().collect());
        self.keep(Part::RecipeTypes, Vec::new());
        self
    }

    /// Replaces what `at`, a context in JSON, has: `null` takes a document away, an absent field leaves it alone. `None`
    /// where it is no context: then nothing is replaced.
    pub(crate) fn update(&mut self, at: At<'_>, collector: &mut Collector) -> Option<()> {
        let fields = Self::fields(at, collector)?;
        if collector.has_errors() {
            return None; // Nothing of a context that is none may be taken.
        }
        self.replace_all(fields, collector);
        Some(())
    }

    /// As much of a context in JSON as can be read, though there may be errors.
    pub(crate) fn of_what_can_be_read(at: At<'_>, collector: &mut Collector) -> Self {
        let mut context = Context::new();
        if let Some(fields) = Self::fields(at, collector) {
            context.replace_all(fields, collector);
        }
        context
    }

    fn fields<'a>(at: At<'a>, collector: &mut Collector) -> Option<Fields<'a>> {
        let names = Part::ALL.map(Part::name);
        at.strict_object(collector, "an object: the context of the request", &names)
    }

    fn replace_all(&mut self, fields: Fields<'_>, collector: &Collector) {
        for part in Part::ALL {
            let Some(at) = fields.get(part.name()) else {
                continue;
            };
            // A document may come as its JSON text, as any input may.
            match at.text() {
                Some(text) => self.replace_by_text(part, text, collector),
                None => self.replace(part, at, collector.apart()),
            }
        }
    }

    fn replace_by_text(&mut self, part: Part, text: &str, collector: &Collector) {
        match Tree::from_text(text, collector.limits()) {
            Ok(tree) => {
                let at = At::root(&tree, ProblemName::InvalidResponse);
                self.replace(part, at, collector.apart());
            }
            Err(unreadable) => {
                *self = std::mem::take(self).without(part);
                let problem = unreadable.into_problem(ProblemName::InvalidResponse, Some(text));
                self.keep(part, vec![problem]);
            }
        }
    }

    /// Replaces a part by what is there; what is wrong with that is kept, with its place in that document.
    fn replace(&mut self, part: Part, at: At<'_>, mut own: Collector) {
        let at = at.named(ProblemName::InvalidResponse);
        let prefix = at.pointer();
        let context = std::mem::take(self).without(part);
        *self = if at.is_null() {
            context
        } else {
            match part {
                Part::RecipeType => match RecipeType::read(at, &mut own) {
                    Some(recipe_type) => context.with_recipe_type(recipe_type),
                    None => context,
                },
                Part::Dataset => match Dataset::read(at, &mut own) {
                    Some(dataset) => context.with_dataset(dataset),
                    None => context,
                },
                Part::Batches => match Batches::read(at, &mut own) {
                    Some(batches) => context.with_batches(batches),
                    None => context,
                },
                Part::PreviousBatch => match Batch::read(at, &mut own) {
                    Some(batch) => context.with_previous_batch(batch),
                    None => context,
                },
                Part::Revisions => Context {
                    revisions: SubRecipeTypes::read(at, &mut own),
                    ..context
                },
                Part::SubRecipeTypes => Context {
                    sub_recipe_types: SubRecipeTypes::read(at, &mut own)
                        .map(|types| types.given_as(Part::SubRecipeTypes.name())),
                    ..context
                },
                Part::RecipeTypes => Context {
                    recipe_types: KnownRecipeTypes::read(at, &mut own),
                    ..context
                },
            }
        };
        for mut problem in self.problems.remove(&part).unwrap_or_default() {
            problem.document = None; // Its place is in this document, as long as this is read.
            own.rule(problem.below(&prefix));
        }
        let (errors, warnings) = own.finish(at.tree());
        let problems = errors.into_iter().chain(warnings).map(|mut problem| {
            let path = problem.path.strip_prefix(&prefix);
            problem.path = path.unwrap_or_default().to_owned();
            if !prefix.is_empty() {
                // In the text of the whole context, if anywhere: not in that of the document.
                problem.position = None;
            }
            // A fix would fix the context, not the request.
            problem.fix.clear();
            problem
        });
        self.keep(part, problems.collect());
    }

    fn without(mut self, part: Part) -> Self {
        self.problems.remove(&part);
        match part {
            Part::RecipeType => self.recipe_type = None,
            Part::Dataset => self.dataset = None,
            Part::Batches => self.batches = None,
            Part::PreviousBatch => self.previous_batch = None,
            Part::Revisions => self.revisions = None,
            Part::SubRecipeTypes => self.sub_recipe_types = None,
            Part::RecipeTypes => self.recipe_types = None,
        }
        self
    }

    /// Keeps what is wrong with a part that was just replaced, and forgets what followed from the old one.
    fn keep(&mut self, part: Part, problems: Vec<Problem>) {
        let problems: Vec<Problem> = problems
            .into_iter()
            // The server has the document, so what is merely odd about it keeps nobody from using it.
            .filter(|problem| problem.name.severity() == Severity::Error)
            .map(|problem| problem.of(part.name()))
            // A sub-recipe only makes the estimate less sure, and the server never looks at what is odd elsewhere.
            .map(|problem| match (part, problem.name) {
                (Part::Revisions | Part::SubRecipeTypes | Part::RecipeTypes, _)
                | (_, ProblemName::InvalidResponse) => problem.warning(),
                _ => problem,
            })
            .collect();
        self.problems.insert(part, problems);
        let batches = self.batches.as_ref().map_or(0, |all| all.as_slice().len());
        self.derived = Derived::new(batches);
    }

    /// What is wrong with a part.
    pub(crate) fn problems(&self, part: Part) -> &[Problem] {
        self.problems.get(&part).map_or(&[], Vec::as_slice)
    }

    fn is_sound(&self, part: Part) -> bool {
        self.problems(part)
            .iter()
            .all(|problem| problem.severity == Severity::Warning)
    }

    /// The recipe type, broken or not.
    pub(crate) fn recipe_type(&self) -> Option<&RecipeType> {
        self.recipe_type.as_ref()
    }

    /// The recipe type, if its definition can be relied on.
    pub(crate) fn sound_recipe_type(&self) -> Option<&RecipeType> {
        self.recipe_type()
            .filter(|_| self.is_sound(Part::RecipeType))
    }

    /// The dataset, broken or not.
    pub(crate) fn dataset(&self) -> Option<&Dataset> {
        self.dataset.as_ref()
    }

    /// The dataset, if its definition can be relied on.
    pub(crate) fn sound_dataset(&self) -> Option<&Dataset> {
        self.dataset().filter(|_| self.is_sound(Part::Dataset))
    }

    pub(crate) fn batches(&self) -> Option<&Batches> {
        self.batches.as_ref()
    }

    pub(crate) fn previous_batch(&self) -> Option<&Batch> {
        self.previous_batch.as_ref()
    }

    /// All revisions of recipe types that the context has, whichever part they are in; `None` where no part has
    /// any.
    pub(crate) fn revisions(&self) -> Option<&SubRecipeTypes> {
        let of_recipe_types = self.recipe_types.as_ref();
        let of_recipe_types = of_recipe_types.map(|types| &types.revisions);
        let mut parts = [
            self.revisions.as_ref(),
            self.sub_recipe_types.as_ref(),
            of_recipe_types,
        ]
        .into_iter()
        .flatten();
        let first = parts.next()?;
        let Some(second) = parts.next() else {
            return Some(first);
        };
        Some(
            self.derived
                .revisions(|| parts.fold(first.and(second), |all, part| all.and(part))),
        )
    }

    /// What breaks the definition of a revision, in the part of the context that has it.
    pub(super) fn problems_of_revision(revision: &ListedRevision) -> Vec<Problem> {
        let place = [&revision.place, "/definition"].concat();
        let problems = broken_definition(&revision.document.definition, &place);
        let problems = problems.into_iter();
        problems.map(|problem| problem.of(revision.input)).collect()
    }

    /// Everything that the context says of recipe types, whichever their revision.
    pub(super) fn recipe_type_summaries(&self) -> impl Iterator<Item = &RecipeTypeSummary> {
        let of_recipe_type = self.recipe_type.iter();
        let of_recipe_type = of_recipe_type.flat_map(|found| &found.sub_recipe_types);
        let of_types = self.recipe_types.iter().flat_map(|types| &types.summaries);
        let of_revisions = self.revisions().into_iter().flat_map(|all| {
            all.documents()
                .flat_map(|found| found.recipe_type.iter().chain(&found.sub_recipe_types))
        });
        of_recipe_type.chain(of_types).chain(of_revisions)
    }
}

/// What is wrong with the recipe definition that a batch carries.
fn broken_batch(batch: &Batch, prefix: &str) -> Vec<Problem> {
    let definition = batch
        .recipe_type_rev
        .as_ref()
        .and_then(|revision| revision.definition.as_ref());
    definition
        .map(|definition| {
            broken_definition(definition, &format!("{prefix}/recipe_type_rev/definition"))
        })
        .unwrap_or_default()
}

/// What keeps a definition from being a graph of nodes, so that the server refuses it and nothing can be said of it.
///
/// Whether the nodes fit each other is another matter, which the server looks at only when a recipe type is saved.
pub(super) fn broken_definition(definition: &RecipeDefinition, prefix: &str) -> Vec<Problem> {
    let broken = errors_of(definition, |problem| {
        problem.name != ProblemName::NodeInterface
    });
    let broken = broken.into_iter();
    broken.map(|problem| problem.below(prefix)).collect()
}

impl Read for Context {
    const NAME: ProblemName = ProblemName::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let mut context = Context::new();
        context.update(at, collector)?;
        Some(context)
    }
}
