//! What is known beside a recipe definition.

mod known;

use super::NodeInterfaces;
use crate::documents::{JobType, SubRecipeType, SubRecipeTypes};
use crate::sorted::SortedMap;
pub(super) use known::{Details, Known};

/// What is known beside a recipe definition: the recipe type as it is saved, and the types that its nodes run.
///
/// All of it is optional. What depends on a document that is missing is not checked, and
/// [`RecipeReport::unchecked`](crate::recipe::RecipeReport::unchecked) names it.
///
/// ```
/// use scale_batch::documents::{JobType, RecipeDefinition, SubRecipeType};
/// use scale_batch::recipe::{RecipeContext, check_recipe};
///
/// let definition: RecipeDefinition = serde_json::from_str(r#"{"nodes": {"parse": {
///     "dependencies": [], "input": {}, "node_type": {"node_type": "job", "job_type_name": "parse",
///         "job_type_version": "1.0.0", "job_type_revision": 2}}}}"#)?;
/// let report = check_recipe(&definition, &RecipeContext::new());
/// assert_eq!(report.unchecked[0].node, "parse");
///
/// let job_type: JobType = serde_json::from_str(r#"{"job_type": {"name": "parse", "version": "1.0.0"},
///     "revision_num": 2, "manifest": {"job": {"interface": {"inputs": {"files": [{"name": "IN_1"}]}}}}}"#)?;
/// let context = RecipeContext::new().with_job_types([job_type]);
/// let report = check_recipe(&definition, &context);
/// assert_eq!(report.errors[0].params["cause"], "PARAM_REQUIRED");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RecipeContext {
    name: Option<String>,
    saved: Option<SubRecipeType>,
    /// Whether there is a saved recipe type, of which it is not known what it is.
    saved_is_unreadable: bool,
    interfaces: SortedMap<String, NodeInterfaces>,
    job_types: Vec<JobType>,
    revisions: SubRecipeTypes,
}

impl RecipeContext {
    /// A context that knows nothing yet.
    ///
    /// ```
    /// use scale_batch::recipe::RecipeContext;
    ///
    /// let context = RecipeContext::new();
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the name of the recipe type: with it the server checks whether the recipe type would contain itself.
    ///
    /// ```
    /// use scale_batch::recipe::RecipeContext;
    ///
    /// let context = RecipeContext::new().with_name("ortho");
    /// ```
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Adds the recipe type as it is saved, to check whether its recipes can be re-processed with the new definition.
    ///
    /// ```
    /// use scale_batch::documents::{RecipeDefinition, SubRecipeType};
    /// use scale_batch::recipe::RecipeContext;
    ///
    /// let saved = SubRecipeType::new("ortho", 4, RecipeDefinition::default());
    /// let context = RecipeContext::new().with_saved(saved);
    /// ```
    #[must_use]
    pub fn with_saved(mut self, saved: SubRecipeType) -> Self {
        self.saved = Some(saved);
        self
    }

    /// Says that the recipe type is saved, but could not be read.
    pub(crate) fn with_unreadable_saved(mut self) -> Self {
        self.saved_is_unreadable = true;
        self
    }

    /// Adds what the types of nodes declare, by the name of the node; it comes before what other documents say.
    ///
    /// ```
    /// use scale_batch::documents::SortedMap;
    /// use scale_batch::recipe::{NodeInterfaces, RecipeContext};
    ///
    /// let interfaces = SortedMap::from_iter([("parse".to_owned(), NodeInterfaces::default())]);
    /// let context = RecipeContext::new().with_interfaces(interfaces);
    /// ```
    #[must_use]
    pub fn with_interfaces(mut self, interfaces: SortedMap<String, NodeInterfaces>) -> Self {
        self.interfaces = interfaces;
        self
    }

    /// Adds revisions of job types that nodes run.
    ///
    /// ```
    /// use scale_batch::documents::JobType;
    /// use scale_batch::recipe::RecipeContext;
    ///
    /// let text = r#"{"name": "parse", "version": "1.0", "revision_num": 3}"#;
    /// let job_type: JobType = serde_json::from_str(text)?;
    /// let context = RecipeContext::new().with_job_types([job_type]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn with_job_types(mut self, job_types: impl IntoIterator<Item = JobType>) -> Self {
        self.job_types = job_types.into_iter().collect();
        self
    }

    /// Adds revisions of recipe types that nodes run, or that these run in turn.
    ///
    /// ```
    /// use scale_batch::documents::{RecipeDefinition, SubRecipeType};
    /// use scale_batch::recipe::RecipeContext;
    ///
    /// let earlier = SubRecipeType::new("mosaic", 1, RecipeDefinition::default());
    /// let context = RecipeContext::new().with_revisions([earlier]);
    /// ```
    #[must_use]
    pub fn with_revisions(mut self, revisions: impl IntoIterator<Item = SubRecipeType>) -> Self {
        self.revisions = revisions.into_iter().collect();
        self
    }

    /// As [`Self::with_revisions`], from a list that was read.
    pub(crate) fn with_known_revisions(mut self, revisions: SubRecipeTypes) -> Self {
        self.revisions = revisions;
        self
    }
}
