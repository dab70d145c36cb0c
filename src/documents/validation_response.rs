//! What the server says to a request that is validated.

use serde::Serialize;

use super::with::with_methods;
use super::{
    DocumentKind, RecipeDiffDocument, RecipeTypeRevision, RecipeTypeSummary,
    deserialize_by_reading, metrics::read_count,
};
use crate::problem::ProblemName;
use crate::read::{At, Collector, Read};

/// The server's response to a validation request.
///
/// A [`ValidationReport`](crate::ValidationReport) as JSON is one, too. Anything but `is_valid` that is missing or unexpected is a warning.
///
/// Source: the Scale API's *Validate Batch*.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::documents::ValidationResponse;
///
/// let text = r#"{"is_valid": false, "errors": [{"name": "NO_RECIPES", "description": "…"}], "warnings": [],
///     "recipes_estimated": 0, "recipe_type": {"id": 208, "revision_num": 1}}"#;
/// let response = Reader::new().text::<ValidationResponse>(text).into_result()?;
/// assert_eq!(response.errors[0].name, "NO_RECIPES");
/// assert_eq!(response.prev_batch, None);
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
///
/// # Errors
/// `INVALID_RESPONSE` when it is no object, or does not say whether the request is valid.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "The server's response to a validation request.",)
)]
#[non_exhaustive]
pub struct ValidationResponse {
    /// Whether the request is valid.
    pub is_valid: bool,
    /// What makes it invalid.
    pub errors: Vec<NamedProblem>,
    /// What a person should look at.
    pub warnings: Vec<NamedProblem>,
    /// The number of recipes that the server estimates, sub-recipes included.
    pub recipes_estimated: Option<u64>,
    /// The recipe type that the batch would run.
    pub recipe_type: Option<RecipeTypeSummary>,
    /// The previous batch; absent when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prev_batch: Option<PreviousBatchResponse>,
}

/// A problem as the server reports it: only a name and a sentence.
///
/// Source: the Scale API's *Validate Batch*, `errors` and `warnings`.
///
/// ```
/// use scale_batch::documents::NamedProblem;
///
/// let problem = NamedProblem::new("NO_RECIPES", "There is nothing to run.");
/// assert_eq!(problem.name, "NO_RECIPES");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "A problem as the server reports it.")
)]
#[non_exhaustive]
pub struct NamedProblem {
    /// The stable name.
    pub name: String,
    /// What is wrong, for people; empty where the server is silent.
    pub description: String,
}

/// What the server says about the previous batch.
///
/// Source: the Scale API's *Validate Batch*, `prev_batch`.
///
/// ```
/// use scale_batch::documents::PreviousBatchResponse;
///
/// assert_eq!(PreviousBatchResponse::new().diff, None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "What the server says about the previous batch.",)
)]
#[non_exhaustive]
pub struct PreviousBatchResponse {
    /// The revision of the recipe type that it ran.
    pub recipe_type_rev: Option<RecipeTypeRevision>,
    /// Node by node, what the new batch will do; null where the server says `{}`, which is "no diff".
    pub diff: Option<RecipeDiffDocument>,
}

impl ValidationResponse {
    /// A response that says only whether the request is valid.
    ///
    /// ```
    /// use scale_batch::documents::{NamedProblem, ValidationResponse};
    ///
    /// let response = ValidationResponse::new(false).with_errors([NamedProblem::new("NO_RECIPES", "…")]);
    /// assert_eq!(response.errors[0].name, "NO_RECIPES");
    /// ```
    #[must_use]
    pub fn new(is_valid: bool) -> Self {
        ValidationResponse {
            is_valid,
            errors: Vec::new(),
            warnings: Vec::new(),
            recipes_estimated: None,
            recipe_type: None,
            prev_batch: None,
        }
    }
}

with_methods! { ValidationResponse {
    /// The same with what makes the request invalid.
    with_errors: list errors NamedProblem;
    /// The same with what a person should look at.
    with_warnings: list warnings NamedProblem;
    /// The same with the number of recipes that the server estimates.
    with_recipes_estimated: some recipes_estimated u64;
    /// The same with the recipe type that the batch would run.
    with_recipe_type: some recipe_type RecipeTypeSummary;
    /// The same with the previous batch.
    with_prev_batch: some prev_batch PreviousBatchResponse;
}}

impl NamedProblem {
    /// A problem by its name, with a sentence for people.
    ///
    /// ```
    /// use scale_batch::documents::NamedProblem;
    ///
    /// assert_eq!(NamedProblem::new("NO_RECIPES", "…").name, "NO_RECIPES");
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>, description: impl Into<String>) -> Self {
        NamedProblem {
            name: name.into(),
            description: description.into(),
        }
    }
}

impl PreviousBatchResponse {
    /// A previous batch of which nothing is known.
    ///
    /// ```
    /// use scale_batch::documents::{PreviousBatchResponse, RecipeTypeRevision};
    ///
    /// let revision = RecipeTypeRevision::new().with_revision_num(1);
    /// let previous = PreviousBatchResponse::new().with_recipe_type_rev(revision);
    /// assert_eq!(previous.recipe_type_rev.unwrap().revision_num, Some(1));
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

with_methods! { PreviousBatchResponse {
    /// The same with the revision that the batch ran.
    with_recipe_type_rev: some recipe_type_rev RecipeTypeRevision;
    /// The same with what the new batch will do.
    with_diff: some diff RecipeDiffDocument;
}}

deserialize_by_reading!(ValidationResponse);

impl Read for ValidationResponse {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let kinds = [DocumentKind::ValidationReport];
        let fields = at.document(collector, "the response to a validation request", &kinds)?;
        let is_valid = fields.required_boolean(collector, "is_valid", "true or false");
        let fields = fields.leniently();
        let wanted = "an array of problems";
        Some(ValidationResponse {
            errors: fields.readable_documents(collector, "errors", wanted),
            warnings: fields.readable_documents(collector, "warnings", wanted),
            recipes_estimated: fields
                .optional("recipes_estimated")
                .and_then(|at| read_count(at, collector)),
            recipe_type: fields.document(collector, "recipe_type"),
            prev_batch: fields.document(collector, "prev_batch"),
            is_valid: is_valid?,
        })
    }
}

impl Read for PreviousBatchResponse {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at
            .as_served()
            .object(collector, "an object: the previous batch")?;
        let diff: Option<Option<RecipeDiffDocument>> = fields.document(collector, "diff");
        Some(PreviousBatchResponse {
            recipe_type_rev: fields.document(collector, "recipe_type_rev"),
            diff: diff.flatten(),
        })
    }
}

impl Read for NamedProblem {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at
            .as_served()
            .object(collector, "an object with a name and a description")?;
        let name = fields.required_string(collector, "name", "a string")?;
        let description = fields.string(collector, "description", "a string");
        Some(NamedProblem {
            name,
            description: description.unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::Reader;

    fn response() -> Value {
        json!({
            "is_valid": true,
            "errors": [],
            "warnings": [{"name": "EXAMPLE_WARNING", "description": "This is an example warning."}],
            "recipes_estimated": 10,
            "recipe_type": {"id": 208, "name": "my-recipe-type", "revision_num": 1},
            "prev_batch": {
                "recipe_type_rev": {"id": 4, "recipe_type": {"id": 208}, "revision_num": 1},
                "diff": {"can_be_reprocessed": true, "reasons": [], "nodes": {}},
            },
        })
    }

    #[test]
    fn what_the_server_sends_comes_back() {
        let reading = Reader::new().value::<ValidationResponse>(&response());
        assert_eq!((reading.errors, reading.warnings), (vec![], vec![]));
        let document = reading.document.unwrap();
        assert_eq!(serde_json::to_value(&document).unwrap(), response());
        let mut without = response();
        without["prev_batch"]["diff"] = json!({});
        let document: ValidationResponse = serde_json::from_value(without).unwrap();
        assert_eq!(document.prev_batch.unwrap().diff, None);
    }

    #[test]
    fn what_is_odd_is_left_out_and_said() {
        let mut odd = response();
        odd["warnings"] = json!(["text", {"name": "A"}, {"description": "no name"}]);
        odd["recipes_estimated"] = "10".into();
        let reading = Reader::new().value::<ValidationResponse>(&odd);
        let said: Vec<&str> = reading
            .warnings
            .iter()
            .map(|problem| problem.path.as_str())
            .collect();
        assert_eq!(said, ["/recipes_estimated", "/warnings/0", "/warnings/2"]);
        let document = reading.document.unwrap();
        assert_eq!(document.recipes_estimated, None);
        assert_eq!(document.warnings[0].name, "A");
        assert_eq!(document.warnings.len(), 1);
    }

    #[test]
    fn what_says_nothing_about_validity_is_no_response() {
        for document in [
            json!([]),
            json!({"errors": []}),
            json!({"detail": "Not found."}),
        ] {
            let reading = Reader::new().value::<ValidationResponse>(&document);
            assert_eq!(reading.errors.len(), 1, "{document}");
        }
    }
}
