//! Recipe types and their revisions as other documents name them.

use serde::Serialize;

use super::with::with_methods;
use super::{RecipeDefinition, RecipeTypeId, deserialize_by_reading};
use crate::problem::ProblemName;
use crate::read::{At, Collector, Read};

/// The recipe type of a batch.
///
/// Source: the Scale API's *Batch Details*, `recipe_type`.
///
/// ```
/// use scale_batch::documents::RecipeTypeSummary;
///
/// let summary = RecipeTypeSummary::new(208).with_title("Coastline tracing");
/// assert_eq!(summary.name, None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "The few fields by which a batch names its recipe type.",)
)]
#[non_exhaustive]
pub struct RecipeTypeSummary {
    /// The id of the recipe type.
    pub id: RecipeTypeId,
    /// The stable name, for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The name, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What its recipes do, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The number of its current revision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision_num: Option<i64>,
    /// Whether batches may create recipes of this type; a batch does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
}

/// The revision of the recipe type that a batch runs.
///
/// Source: the Scale API's *Batch Details*, `recipe_type_rev`.
///
/// ```
/// use scale_batch::documents::RecipeTypeRevision;
///
/// let revision = RecipeTypeRevision::new().with_revision_num(4);
/// assert_eq!(revision.definition, None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "The revision of the recipe type that a batch runs.",)
)]
#[non_exhaustive]
pub struct RecipeTypeRevision {
    /// The id of the revision, which is not its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
    /// The recipe type that it is a revision of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipe_type: Option<RecipeTypeSummary>,
    /// The number of the revision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision_num: Option<i64>,
    /// What its recipes contain; only the details of a batch have it. `None` where it is broken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<RecipeDefinition>,
    /// When it was created, as an ISO-8601 string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
}

impl RecipeTypeSummary {
    /// A recipe type of which nothing but the id is known.
    ///
    /// ```
    /// use scale_batch::documents::RecipeTypeSummary;
    ///
    /// let summary = RecipeTypeSummary::new(208).with_name("ortho").with_revision_num(2);
    /// assert_eq!(serde_json::to_string(&summary)?, r#"{"id":208,"name":"ortho","revision_num":2}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn new(id: impl Into<RecipeTypeId>) -> Self {
        RecipeTypeSummary {
            id: id.into(),
            name: None,
            title: None,
            description: None,
            revision_num: None,
            is_active: None,
        }
    }
}

with_methods! { RecipeTypeSummary {
    /// The same with a name.
    with_name: into name String;
    /// The same with a title.
    with_title: into title String;
    /// The same with a description.
    with_description: into description String;
    /// The same with the number of its current revision.
    with_revision_num: some revision_num i64;
    /// The same, active or not.
    with_is_active: some is_active bool;
}}

impl RecipeTypeRevision {
    /// A revision of which nothing is known.
    ///
    /// ```
    /// use scale_batch::documents::{RecipeTypeRevision, RecipeTypeSummary};
    ///
    /// let revision = RecipeTypeRevision::new()
    ///     .with_recipe_type(RecipeTypeSummary::new(208))
    ///     .with_revision_num(2);
    /// assert_eq!(serde_json::to_string(&revision)?, r#"{"recipe_type":{"id":208},"revision_num":2}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

with_methods! { RecipeTypeRevision {
    /// The same with an id.
    with_id: some id i64;
    /// The same with the recipe type that it is a revision of.
    with_recipe_type: some recipe_type RecipeTypeSummary;
    /// The same with its number.
    with_revision_num: some revision_num i64;
    /// The same with what its recipes contain.
    with_definition: some definition RecipeDefinition;
    /// The same with when it was created.
    with_created: into created String;
}}

deserialize_by_reading!(RecipeTypeSummary, RecipeTypeRevision);

impl Read for RecipeTypeSummary {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let wanted = "an object that names a recipe type by its id";
        let fields = at.as_served().object(collector, wanted)?;
        let wanted = "an integer: the id of the recipe type";
        let id = fields.required_integer(collector, "id", wanted)?;
        Some(RecipeTypeSummary {
            id: RecipeTypeId(id),
            name: fields.string(collector, "name", "a string"),
            title: fields.string(collector, "title", "a string"),
            description: fields.string(collector, "description", "a string"),
            revision_num: fields.integer(collector, "revision_num", "an integer"),
            is_active: fields.boolean(collector, "is_active", "true or false"),
        })
    }
}

impl Read for RecipeTypeRevision {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at
            .as_served()
            .object(collector, "an object: a revision of a recipe type")?;
        Some(RecipeTypeRevision {
            id: fields.integer(collector, "id", "an integer"),
            recipe_type: fields.document(collector, "recipe_type"),
            revision_num: fields.integer(collector, "revision_num", "an integer"),
            definition: fields.document(collector, "definition"),
            created: fields.datetime(collector, "created"),
        })
    }
}
