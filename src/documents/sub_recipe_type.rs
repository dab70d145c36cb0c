//! One revision of a recipe type.

use serde::Serialize;

use super::with::with_methods;
use super::{
    DocumentKind, RecipeDefinition, RecipeType, RecipeTypeSummary, deserialize_by_reading,
};
use crate::problem::ProblemName;
use crate::read::{At, Collector, Fields, Read};

/// One revision of a recipe type, by its natural key.
///
/// Read from a revision as the API serves it, `{id, recipe_type: {id, name, …}, revision_num, definition}`, from the
/// short form `{name, revision_num, definition}`, or from the details of a recipe type, which are its latest revision.
///
/// Source: the Scale API's recipe type revisions.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::documents::SubRecipeType;
///
/// let served = r#"{"id": 9, "recipe_type": {"id": 4, "name": "ortho", "is_active": false}, "revision_num": 2,
///                  "definition": {"nodes": {}}}"#;
/// let revision = Reader::new().text::<SubRecipeType>(served).into_result()?;
/// assert_eq!((revision.name.as_str(), revision.revision_num), ("ortho", 2));
/// assert_eq!(revision.recipe_type.unwrap().is_active, Some(false));
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
///
/// # Errors
/// `INVALID_RESPONSE` when it has no name, number or definition, `INVALID_RECIPE_DEFINITION` for what is wrong inside
/// the definition.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        title = "Sub-recipe type",
        description = "One revision of a recipe type.",
    )
)]
#[non_exhaustive]
pub struct SubRecipeType {
    /// The stable name of the recipe type.
    pub name: String,
    /// The number of the revision.
    pub revision_num: i64,
    /// What the document says of the recipe type itself: its latest revision, and whether it is active.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipe_type: Option<RecipeTypeSummary>,
    /// What the details of a recipe type say of the recipe types that its nodes run.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub sub_recipe_types: Vec<RecipeTypeSummary>,
    /// The definition of that revision.
    pub definition: RecipeDefinition,
}

with_methods! { SubRecipeType {
    /// The same with the recipe type that it is a revision of.
    with_recipe_type: some recipe_type RecipeTypeSummary;
    /// The same with the recipe types that its nodes run.
    with_sub_recipe_types: list sub_recipe_types RecipeTypeSummary;
}}

impl SubRecipeType {
    /// A revision of which only its definition is known.
    ///
    /// ```
    /// use scale_batch::documents::{RecipeDefinition, RecipeTypeSummary, SubRecipeType};
    ///
    /// let revision = SubRecipeType::new("ortho", 2, RecipeDefinition::new())
    ///     .with_recipe_type(RecipeTypeSummary::new(4).with_is_active(false));
    /// assert_eq!(revision.recipe_type.unwrap().is_active, Some(false));
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>, revision_num: i64, definition: RecipeDefinition) -> Self {
        SubRecipeType {
            name: name.into(),
            revision_num,
            recipe_type: None,
            sub_recipe_types: Vec::new(),
            definition,
        }
    }

    pub(crate) fn key(&self) -> (&str, i64) {
        (&self.name, self.revision_num)
    }
}

deserialize_by_reading!(SubRecipeType);

impl Read for SubRecipeType {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let kinds = [DocumentKind::Revision, DocumentKind::RecipeType];
        let fields = at.document(collector, "a revision of a recipe type", &kinds)?;
        // As served, a revision names its recipe type inside; the details of a recipe type are that type.
        let inner = fields
            .leniently()
            .optional("recipe_type")
            .filter(|at| at.fields().is_some());
        let whose = inner.and_then(At::fields).unwrap_or(fields);
        let name = match fields.get("name") {
            Some(name) => Some(name),
            None => whose.required(collector, "name", "the stable name of the recipe type"),
        };
        let name = name.and_then(|at| at.string(collector, "a string"));
        let wanted = "the number of the revision";
        let revision_num = fields.required_integer(collector, "revision_num", wanted);
        let has_summary = |fields: Fields<'_>| fields.get("id").is_some();
        let recipe_type = Some(whose)
            .filter(|whose| has_summary(*whose))
            .and_then(|whose| RecipeTypeSummary::read(whose.leniently().at(), collector));
        let sub_recipe_types = RecipeType::summaries_in(fields, collector);
        let definition = RecipeType::read_definition(fields, collector);
        Some(SubRecipeType {
            name: name?.to_owned(),
            revision_num: revision_num?,
            recipe_type,
            sub_recipe_types,
            definition: definition?,
        })
    }
}
